"""The kinds of problems: a title, and the text that says what, what is allowed and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass

from duibiao.records import Lang, in_language

from ..reading import TITLES


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its title and the template of its text, in both languages.

    Templates may use {cell} (region, indicator and period), {value} (figure with unit) and the values of
    the rule.
    """

    title_zh: str
    title_en: str
    zh: str
    en: str

    def title(self, lang: Lang) -> str:
        """Return the title in the language asked for."""
        return self.title_zh if lang == "zh" else self.title_en


KINDS: dict[str, Kind] = {
    "duplicate": Kind(
        "重复且不一致",
        "Duplicates that disagree",
        "{cell}在同一数据版本中有多个不同的数：{figures}{where}。每格只能有一个数，请删去错的，或注明数据版本。",
        "{cell} has several figures in one vintage: {figures}{where}. A cell can have one: delete the wrong ones, or name their vintage.",
    ),
    "unknown_unit": Kind(
        "单位不能识别",
        "Unknown unit",
        "“{indicator}”的单位“{unit}”不能识别，{count}个数未再检查。请写成已知单位（如{target}），或在映射文件里注明。",
        "The unit “{unit}” of “{indicator}” is not known; {count} figures were not checked further. Write a known unit (such as {target}), or name it in the mapping.",
    ),
    "unit_mismatch": Kind(
        "单位与指标不符",
        "Unit of another kind",
        "“{indicator}”的单位“{unit}”与指标表中的“{target}”不是同一种量，{count}个数未再检查。请改正单位或指标；不同货币须先按注明来源的汇率换算。",
        "The unit “{unit}” of “{indicator}” does not measure what “{target}” of the catalogue does; {count} figures were not checked further. Mend the unit or the indicator; another currency needs a sourced rate first.",
    ),
    "unknown_period": Kind(
        "时期不能识别",
        "Unknown period",
        "时期“{name}”不能识别，{count}个数未再检查。可写2020、2020年、2020Q3、2020M09或2020年1-9月。",
        "The period “{name}” cannot be read; {count} figures were not checked further. Write 2020, 2020Q3, 2020M09 or 2020M01-09.",
    ),
    "unknown_region": Kind(
        "地区不在地区表中",
        "Unknown region",
        "地区“{name}”不在地区表中，{count}个数未再检查。{near}请改正名称，或补进地区表。",
        "The region “{name}” is not in the table of regions; {count} figures were not checked further.{near} Mend the name, or add the region.",
    ),
    "unknown_indicator": Kind(
        "指标不在指标表中",
        "Unknown indicator",
        "指标“{name}”不在指标表中，{count}个数未再检查。{near}请改正名称，或补进指标表。",
        "The indicator “{name}” is not in the catalogue; {count} figures were not checked further.{near} Mend the name, or add the indicator.",
    ),
    "share": Kind(
        "比重超出范围",
        "Share out of range",
        "{cell}为{value}，部分占整体应在0至100%之间。请核对小数点和列是否错位。",
        "{cell} is {value}; a part of a whole lies between 0 and 100 %. Check the decimal point and whether columns were shifted.",
    ),
    "negative": Kind(
        "不应为负",
        "Negative figure",
        "{cell}为{value}，该指标不应为负。请核对原表；若负数有意义，请在指标说明中写“可以为负”。",
        "{cell} is {value}; this indicator cannot be negative. Check the source; if negatives mean something, say “may be negative” in the indicator's note.",
    ),
    "zero_per_head": Kind(
        "人均数为零",
        "Nothing per head",
        "{cell}为0。缺失值不能写成0：请核对，缺数请留空。",
        "{cell} is 0. A missing value is not zero: check it, and leave it empty if it is missing.",
    ),
    "over_residents": Kind(
        "超过常住人口",
        "More than residents",
        "{cell}为{value}，是常住人口（{residents}）的{share}%。请核对原表和统计口径。",
        "{cell} is {value}, {share} % of its residents ({residents}). Check the source and what it counts.",
    ),
    "spike": Kind(
        "孤立突变",
        "Isolated spike",
        "{cell}为{value}，{bound}是前后两年（{before}、{after}）的{factor}。{slip}请核对原表。",
        "{cell} is {value}, {bound} {factor} the neighbouring years ({before}, {after}).{slip} Check the source.",
    ),
    "end_jump": Kind(
        "首尾突变",
        "Jump at the end of a series",
        "{cell}为{value}，是{year}年（{other}）的{factor}，且处在序列一端。{slip}请核对原表。",
        "{cell} is {value}, {factor} the {year} figure ({other}), at one end of the series.{slip} Check the source.",
    ),
    "jump": Kind(
        "水平突变",
        "Jump of the level",
        "{cell}为{value}，是{year}年（{other}）的{factor}。{slip}请核对原表；若口径改变，请登记为断点。",
        "{cell} is {value}, {factor} the {year} figure ({other}).{slip} Check the source; if the definition changed, record a break.",
    ),
    "zero": Kind(
        "夹在数值之间的零",
        "Zero between figures",
        "{cell}为0，前后两年为{before}和{after}。缺失值不能写成0：请核对，缺数请留空。",
        "{cell} is 0 between {before} and {after}. A missing value is not zero: check it, and leave it empty if it is missing.",
    ),
    "repeat": Kind(
        "与上年相同",
        "Repeats the year before",
        "{cell}为{value}，与{year}年完全相同。请核对是否照抄上年。",
        "{cell} is {value}, exactly as in {year}. Check whether the year before was copied.",
    ),
    "repeat_columns": Kind(
        "多个指标同时与上年相同",
        "Several columns repeat at once",
        "{cell}为{value}，与{year}年完全相同，同时有{columns}个指标如此，很可能照抄了上年。请换成当年数，没有则留空。",
        "{cell} is {value}, exactly as in {year}, as are {columns} indicators at once: the year before was probably copied. Put the year's own figures, or leave them empty.",
    ),
    "repeat_year": Kind(
        "多数地区与上年相同",
        "Most regions repeat at once",
        "{cell}为{value}，与{year}年完全相同，多数地区同时如此，应为整列照抄。请换成当年数，没有则留空。",
        "{cell} is {value}, exactly as in {year}, and so are most regions: the column was copied. Put the year's own figures, or leave them empty.",
    ),
    "many_repeats": Kind(
        "重复上年较多的指标",
        "Column with many repeats",
        "“{indicator}”有{count}个数（{share}%）与上年相同：数值粗略或变化缓慢的指标常常如此，未逐个列出。",
        "{count} figures of “{indicator}” ({share} %) repeat the year before: usual in coarse or slow figures, and not listed singly.",
    ),
    "constant_step": Kind(
        "每年等量变化",
        "Constant yearly step",
        "{cell}为{value}，连续几年每年都变化{step}，像是推算而非统计。请核对原表，推算数请标注。",
        "{cell} is {value}, in a run of equal yearly steps of {step}: it looks filled in, not counted. Check the source, and flag what was estimated.",
    ),
    "interpolated": Kind(
        "整列形似插补",
        "Block that looks interpolated",
        "{cell}为{value}，恰为前后两年（{before}、{after}）的均值，{share}%的地区同时如此：形似插补，请核对原刊。确为插补的，请换成公布数，或标注为插补。",
        "{cell} is {value}, exactly the mean of the neighbouring years ({before}, {after}), as in {share} % of the regions at once: it looks interpolated. Check the publication; if it is, put the official figure, or flag it as interpolated.",
    ),
    "neighbour_mean": Kind(
        "恰为前后年均值",
        "Mean of its neighbours",
        "{cell}为{value}，恰为前后两年（{before}、{after}）的均值，可能是插补，也可能是巧合。请核对原表。",
        "{cell} is {value}, exactly the mean of the neighbouring years ({before}, {after}): interpolated, or chance. Check the source.",
    ),
    "many_means": Kind(
        "恰为均值较多的指标",
        "Column with many means of neighbours",
        "“{indicator}”有{count}个数（{share}%）恰为前后两年的均值：数值粗略或变化平缓的指标常常如此，未逐个列出。",
        "{count} figures of “{indicator}” ({share} %) are the mean of the neighbouring years: usual in coarse or smooth figures, and not listed singly.",
    ),
    "nominal_growth": Kind(
        "实际增速等于名义增速",
        "Real growth that is nominal",
        "{cell}为{value}，等于现价总量的名义增速（{nominal}%），当年{share}%的地区如此：不是实际增速。请换成公布的可比价增速。",
        "{cell} is {value}, the nominal growth of the level ({nominal} %), as in {share} % of the regions that year: not real growth. Put the published growth at comparable prices.",
    ),
    "growth_misfit": Kind(
        "增速与总量不合",
        "Growth does not fit the level",
        "{cell}为{value}，而名义增速为{nominal}%，隐含价格变化{prices}%，各地中位数为{median}%。增速或总量有一个可能有误（或总量经过修订），请核对。",
        "{cell} is {value} and nominal growth {nominal} %, so prices changed by {prices} %, where the median region has {median} %. The growth or a level may be wrong (or a level was revised): check them.",
    ),
    "registered_denominator": Kind(
        "人均数按户籍人口计算",
        "Per head of registered population",
        "{cell}为{value}，隐含人口与户籍人口只差{fit}%，前后年相差{next}%以上：分母是户籍人口而非常住人口。请换成按常住人口计算的数，或登记断点。",
        "{cell} is {value}; its implied population is the registered one ({fit} %), where neighbouring years are {next} % or more away: the denominator is registered, not resident population. Put the figure per resident, or record a break.",
    ),
    "registered_year": Kind(
        "人均数整年按户籍人口计算",
        "A year per head of registered population",
        "{period}年“{indicator}”在{share}%的地区与户籍人口相符，其中{count}个地区前后年也相近，无法区分。若当年按户籍人口计算，请登记断点。",
        "In {period}, “{indicator}” fits registered population in {share} % of the regions; in {count} of them the neighbouring years are close to it too. If the denominator was registered population, record a break.",
    ),
    "territory": Kind(
        "疑似区划调整",
        "Possible transfer of territory",
        "{cell}为{value}，变化{change}%（{amount}），与{partner}的反向变化（{amount_partner}）相抵，疑似区划调整。若属实，请为两地登记区划断点。",
        "{cell} is {value}, a change of {change} % ({amount}), balanced by {partner} ({amount_partner}) the other way: territory may have changed hands. If so, record a territory break for both.",
    ),
    "missing_years": Kind(
        "整年缺数",
        "Years without any figure",
        "“{indicator}”在{spans}年所有地区都没有数。请补齐，或避开这些年份。",
        "“{indicator}” has no figure for any region in {spans}. Complete it, or choose other years.",
    ),
    "missing_block": Kind(
        "成片缺数",
        "Missing block",
        "“{indicator}”{period}年缺{regions}的数。请补齐；比较时这些地区会被排除。",
        "“{indicator}” lacks {regions} in {period}. Complete it; comparisons leave these regions out.",
    ),
}
"""The kinds of problems, by the name that a `Problem` carries."""


def kind_title(kind: str, lang: Lang) -> str:
    """Return the title of a kind of problem, met by a check or while reading.

    >>> kind_title("spike", "zh")
    '孤立突变'
    """
    return in_language(TITLES[kind], lang) if kind in TITLES else KINDS[kind].title(lang)
