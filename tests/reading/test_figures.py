"""Figures in sentences as bulletins, reports and news write them."""

from __future__ import annotations

from datetime import date

import pytest

from duibiao.reading import Passages, plain
from duibiao.reading.figures.find import find_figures
from duibiao.records import Catalogue, Document, Figure, Quote, Vintage

BULLETIN = "乐山市2020年国民经济和社会发展统计公报\n"
Row = tuple[str, str, float, str, str]


def figures(
    text: str, region: str = "乐山市", published: date | None = date(2021, 3, 25), **more: object
) -> tuple[Figure, ...]:
    passages = Passages(Document("a.txt", text, published=published))
    return find_figures(passages, region=region, catalogue=Catalogue(), **more)  # type: ignore[arg-type]


def rows(
    text: str, region: str = "乐山市", published: date | None = date(2021, 3, 25)
) -> list[Row]:
    found = figures(text, region, published)
    return [(f.indicator, f.period, f.value, f.unit, f.measure) for f in found]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "全年地区生产总值（GDP）[2]2003.43亿元，按可比价格计算，比上年增长4.1%，增速居全省第10位，高于全国1.8个百分点、全省0.3个百分点。",
            [
                ("地区生产总值", 2003.43, "亿元", "level"),
                ("地区生产总值", 4.1, "%", "growth"),
                ("地区生产总值", 10, "位", "rank"),
                ("地区生产总值", 1.8, "个百分点", "difference"),
                ("地区生产总值", 0.3, "个百分点", "difference"),
            ],
        ),
        (
            "第一产业实现增加值296.38亿元、增长5.5%，第二产业822.77亿元，增长4.2%。",
            [
                ("第一产业增加值", 296.38, "亿元", "level"),
                ("第一产业增加值", 5.5, "%", "growth"),
                ("第二产业增加值", 822.77, "亿元", "level"),
                ("第二产业增加值", 4.2, "%", "growth"),
            ],
        ),
        (
            "三次产业对经济增长的贡献率分别为16.5%、47.1%和36.4%，分别拉动经济增长0.7、1.9和1.5个百分点。",
            [
                ("第一产业", 16.5, "%", "contribution"),
                ("第二产业", 47.1, "%", "contribution"),
                ("第三产业", 36.4, "%", "contribution"),
                ("第一产业", 0.7, "个百分点", "contribution"),
                ("第二产业", 1.9, "个百分点", "contribution"),
                ("第三产业", 1.5, "个百分点", "contribution"),
            ],
        ),
        (
            "城镇、农村居民人均可支配收入分别达到37927元、18176元，分别增长6.1%、8.9%。",
            [
                ("城镇居民人均可支配收入", 37927, "元", "level"),
                ("农村居民人均可支配收入", 18176, "元", "level"),
                ("城镇居民人均可支配收入", 6.1, "%", "growth"),
                ("农村居民人均可支配收入", 8.9, "%", "growth"),
            ],
        ),
        (
            "规模以上工业增加值增长4.9%，其中医药制造业增长8.1%，纺织业下降2.2%。",
            [
                ("规模以上工业增加值", 4.9, "%", "growth"),
                ("医药制造业增加值", 8.1, "%", "growth"),
                ("纺织业增加值", -2.2, "%", "growth"),
            ],
        ),
        (
            "居民消费价格上涨3.1%，其中食品烟酒类上涨9.2%，衣着类下降0.1%，居住类持平。",
            [
                ("居民消费价格", 3.1, "%", "growth"),
                ("食品烟酒类价格", 9.2, "%", "growth"),
                ("衣着类价格", -0.1, "%", "growth"),
            ],
        ),
        (
            "工业投资下降8.8%，降幅较上半年收窄3.0个百分点；民间投资由上年增长2.9%转为下降1.4%。",
            [
                ("工业投资", -8.8, "%", "growth"),
                ("工业投资", 3.0, "个百分点", "change"),
                ("民间投资", 2.9, "%", "growth"),
                ("民间投资", -1.4, "%", "growth"),
            ],
        ),
        (
            "民营经济增加值1185.9亿元，占地区生产总值的比重为59.2%，比上年提高0.3个百分点，对经济增长的贡献率为62.1%。",
            [
                ("民营经济增加值", 1185.9, "亿元", "level"),
                ("民营经济增加值占比", 59.2, "%", "share"),
                ("民营经济增加值占比", 0.3, "个百分点", "change"),
                ("民营经济增加值", 62.1, "%", "contribution"),
            ],
        ),
        (
            "粮食产量120.5万吨，增产1.2%，其中稻谷66.5万吨；油料因干旱减产6.5%。",
            [
                ("粮食产量", 120.5, "万吨", "level"),
                ("粮食产量", 1.2, "%", "growth"),
                ("稻谷产量", 66.5, "万吨", "level"),
                ("油料产量", -6.5, "%", "growth"),
            ],
        ),
        (
            "新认定高新技术企业17家，累计达到96家，净增12家。",
            [
                ("新认定高新技术企业", 17, "家", "level"),
                ("高新技术企业", 96, "家", "level"),
                ("高新技术企业", 12, "家", "change"),
            ],
        ),
        (
            "城乡居民收入比为2.09:1，比上年缩小0.05。",
            [("城乡居民收入比", 2.09, "", "level"), ("城乡居民收入比", -0.05, "", "change")],
        ),
        (
            "223个贫困村全部退出，9.9万贫困人口如期脱贫。",
            [("贫困村退出", 223, "个", "level"), ("贫困人口脱贫", 9.9, "万人", "level")],
        ),
        (
            "商品房销售面积455.6万平方米，其中住宅395.1万平方米，下降0.4%。",
            [
                ("商品房销售面积", 455.6, "万平方米", "level"),
                ("住宅销售面积", 395.1, "万平方米", "level"),
                ("住宅销售面积", -0.4, "%", "growth"),
            ],
        ),
        (
            "实施重点项目286个，完成投资912亿元，为年度计划的108.2%，增长9.8%。",
            [
                ("实施重点项目", 286, "个", "level"),
                ("重点项目投资", 912, "亿元", "level"),
                ("完成投资占比", 108.2, "%", "share"),
                ("重点项目投资", 9.8, "%", "growth"),
            ],
        ),
        (
            "规模以上工业企业实现利润总额-0.9亿元，传统产业占比高达六成。",
            [("规模以上工业利润总额", -0.9, "亿元", "level"), ("传统产业占比", 6, "成", "share")],
        ),
    ],
)  # fmt: skip
def test_each_number_has_its_indicator_and_measure(
    sentence: str, expected: list[tuple[str, float, str, str]]
) -> None:
    found = rows(BULLETIN + sentence)
    assert [(r[0], *r[2:]) for r in found] == expected
    assert {r[1] for r in found} <= {"2020", "2019"}


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        (BULLETIN + "三次产业结构由上年的13.3：43.0：43.7调整为14.8：41.1：44.1。", ["2019"] * 3 + ["2020"] * 3),
        (BULLETIN + "城镇化率53.06%，比2015年提高5.5个百分点。", ["2020", "2020"]),
        (BULLETIN + "GDP“十三五”期间年均增长7.3%；一般公共预算收入123.8亿元。", ["2016-2020", "2020"]),
        (BULLETIN + "外贸进出口由2015年的35.6亿元增长到86.1亿元。", ["2015", "2020"]),
        (BULLETIN + "研发经费31.9亿元（2019年数据）。", ["2019"]),
        ("2020年1—9月经济运行情况\n工业投资增长5%。9月末，存款余额26亿元。", ["2020M01-09", "2020M09"]),
        ("2020年1—9月经济运行情况\n年末存款余额26亿元，贷款余额20亿元。", ["2020", "2020"]),
        ("座谈会召开\n本地配套率只有31%。", [""]),
        ("座谈会召开\n去年，GDP增长4%。", ["2020"]),
    ],
)  # fmt: skip
def test_each_number_has_its_period_or_leaves_it_open(text: str, periods: list[str]) -> None:
    assert [r[1] for r in rows(text)] == periods


@pytest.mark.parametrize(
    "sentence",
    [
        "我们走访了6家企业，召开座谈会4场。",
        "力争明年地区生产总值增长8%。",
        "到2025年，高新技术企业达到300家。",
        "重点抓好四件事。",
        "规模以上工业企业指年主营业务收入2000万元及以上的法人工业企业。",
        "联系电话：0833-2123456，2021年3月25日。",
    ],
)
def test_plans_visits_thresholds_and_numerals_in_passing_are_no_figures(sentence: str) -> None:
    assert rows(BULLETIN + sentence) == []


def test_numbers_of_commitments_are_left_out() -> None:
    text = BULLETIN + "新建公园12个。新建学校5所。"
    at = text.index("新建公园12个")
    found = figures(text, skip=[Quote("新建公园12个", at, at + 7)])
    assert [f.quote.text for f in found] == ["新建学校5所"]


def test_a_table_takes_unit_period_and_growth_from_its_header() -> None:
    text = (
        "2020年全年主要指标\n指标\t单位\t累计\t同比增长（%）\n地区生产总值\t亿元\t2003.43\t4.1\n"
        "社零总额\t亿元\t709.7\t-2.8\n"
    )
    assert rows(text) == [
        ("地区生产总值", "2020", 2003.43, "亿元", "level"),
        ("地区生产总值", "2020", 4.1, "%", "growth"),
        ("社会消费品零售总额", "2020", 709.7, "亿元", "level"),
        ("社会消费品零售总额", "2020", -2.8, "%", "growth"),
    ]


def test_each_number_has_its_region() -> None:
    text = BULLETIN + "全市GDP2003亿元。苏州市GDP达到20170亿元，昆山市4276亿元；我市增长4.1%。"
    assert [f.region for f in figures(text)] == ["乐山市", "苏州市", "昆山市", "乐山市"]


def test_vintage_basis_and_prices_are_read() -> None:
    first, second, third = figures(
        BULLETIN
        + "初步核算，地区生产总值2003.43亿元，按可比价格计算，比上年增长4.1%。餐饮收入两年平均增长6.2%。"
    )
    assert (first.vintage, third.vintage) == (Vintage.PRELIMINARY, Vintage.UNSTATED)
    assert (second.real, second.basis, third.basis) == (True, "year earlier", "two-year average")


def test_a_taken_over_name_is_less_sure_and_says_why() -> None:
    own, carried = figures(BULLETIN + "地区生产总值2003.43亿元，增长4.1%。")
    assert carried.confidence < own.confidence
    assert ("name.own" in own.rules, "name.carried" in carried.rules) == (True, True)


def test_quotes_stand_in_the_document_in_whatever_spelling() -> None:
    text = "樂山市２０２０年統計公報\n地區生產總值2,003.43億元，增長４.１％。"
    found = figures(text)
    assert [(f.indicator, f.value) for f in found] == [
        ("地区生产总值", 2003.43),
        ("地区生产总值", 4.1),
    ]
    assert all(text[f.quote.start : f.quote.end] == f.quote.text for f in found)
    assert len(plain(text)) == len(text)


def test_a_long_bulletin_is_read_whole() -> None:
    sentence = (
        "规模以上工业增加值增长4.9%，其中医药制造业增长8.1%，固定资产投资201.3亿元，下降2.2%。"
    )
    text = BULLETIN + "\n".join(sentence * 4 for _ in range(100))
    assert len(figures(text[:20_000])) > 1000


TOUR = "考察报告\n"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("去年亏了360万元。", [("利润总额", "2020", -360, "万元", "level")]),
        ("全市高企总数刚过300家，比上年多了19家。", [("高新技术企业", "", 300, "家", "level"), ("高新技术企业", "", 19, "家", "change")]),
        ("技改投资占工业投资的比重仅三成，比绵阳低了将近20个百分点。", [("工业技改投资占比", "", 3, "成", "share"), ("工业技改投资占比", "", -20, "个百分点", "difference")]),
        ("茉莉花产量占全国的一半。", [("茉莉花产量占比", "", 50, "%", "share")]),
        ("聚集上下游企业近百家。", [("聚集上下游企业", "", 100, "家", "level")]),
        ("离全年目标还差5个点。", []),
        ("投资完成率61%，离全年目标还差5个点。", [("投资完成率", "", 61, "%", "level"), ("投资完成率", "", -5, "个点", "difference")]),
        ("46家上市公司撑起半壁江山，23个项目进度滞后。", [("上市公司", "", 46, "家", "level"), ("进度滞后项目", "", 23, "个", "level")]),
        ("引进亿元以上项目21个，其中10亿元以上2个。", [("引进亿元以上项目", "", 21, "个", "level"), ("10亿元以上项目", "", 2, "个", "level")]),
        ("发布技术需求48项，已有31项被揭榜。", [("发布技术需求", "", 48, "项", "level"), ("揭榜技术需求", "", 31, "项", "level")]),
        ("设立总规模50亿元的产业基金。", [("产业基金", "", 50, "亿元", "level")]),
        ("128户规模以上工业企业实现增加值84.6亿元。", [("规模以上工业企业", "", 128, "户", "level"), ("规模以上工业增加值", "", 84.6, "亿元", "level")]),
        ("11个省级以上园区亩均税收仅8.6万元。", [("省级以上园区", "", 11, "个", "level"), ("亩均税收", "", 8.6, "万元", "level")]),
        ("9宗437亩工业用地全部出让。", [("工业用地", "", 9, "宗", "level"), ("工业用地", "", 437, "亩", "level")]),
        ("进出口总额20亿美元，其中对俄18亿美元，占了九成。", [("进出口总额", "", 20, "亿美元", "level"), ("对俄进出口总额", "", 18, "亿美元", "level"), ("对俄进出口总额占比", "", 9, "成", "share")]),
        ("6月末水库蓄水量3.9亿立方米，为上年同期的82%。", [("水库蓄水量", "2020M06", 3.9, "亿立方米", "level"), ("水库蓄水量", "2020M06", 82, "%", "share")]),
        ("低保标准提高到每人每月1045元。", [("低保标准", "", 1045, "元", "level")]),
        ("前三个月出口33亿元，下降2.7%，较前两个月收窄5.4个百分点。", [("出口总额", "2021Q1", 33, "亿元", "level"), ("出口总额", "2021Q1", -2.7, "%", "growth"), ("出口总额", "2021Q1", 5.4, "个百分点", "change")]),
        ("印染企业由212家整合为107家。", [("印染企业", "", 212, "家", "level"), ("印染企业", "", 107, "家", "level")]),
        ("13项主要指标中有3项未达到预期。", [("主要指标", "", 13, "项", "level"), ("未达到预期指标", "", 3, "项", "level")]),
    ],
)  # fmt: skip
def test_numbers_as_people_say_them(sentence: str, expected: list[Row]) -> None:
    assert rows(TOUR + sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "省上要求工业投资增长12%。",
        "自治区下达我市任务5.6万亩。",
        "南阳提出上半年投资增长9%。",
        "今年，全市粮食产量增长4.5%。",
        "一季度确保工业增加值增长8%，上半年达到9%。",
        "全年没有引进1户世界500强。",
        "4天、3省、2600多公里。",
        "当地流传着一句话：“5分钟下楼，1小时配齐零部件”。",
        "走进合肥的16个点位。",
        "科研人员可得收益的70%。",
    ],
)
def test_what_is_asked_for_denied_or_told_in_passing_is_no_figure(sentence: str) -> None:
    assert rows(TOUR + sentence) == []


def test_plans_and_facts_share_a_sentence() -> None:
    text = TOUR + "去年完成投资300亿元，今年力争突破350亿元；发放稳岗补贴2.6亿元。"
    assert [(r[1], r[2]) for r in rows(text)] == [("2020", 300), ("2020", 2.6)]


def test_a_time_holds_in_its_paragraph_until_another_opens_a_sentence() -> None:
    text = "讲话\n去年GDP达到2087亿元。掰开看，工业增加值只有600亿元。今年我们的路子定了。企业有685家。"
    assert [r[1] for r in rows(text)] == ["2020", "2020", "2021"]


def test_parts_of_home_and_counties_elsewhere_go_by_their_short_names() -> None:
    text = "讲话\n去年韩城规上产值780亿元；神木有规上企业500多家；长兴县审批时限28天，威宁种植马铃薯12万亩。"
    found = figures(text, region="渭南市")
    assert [f.region for f in found] == ["韩城市", "神木市", "长兴县", "威宁县"]
    assert found[0].indicator == "规模以上产值"


def test_regions_in_a_row_have_a_number_each() -> None:
    found = figures("通报\n阆中市、西充县投资完成率分别为31.2%、29.8%。", region="南充市")
    assert [(f.region, f.value) for f in found] == [("阆中市", 31.2), ("西充县", 29.8)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "六大重点产业中，汽车及零部件、电力装备、新材料产值分别增长26.3%、31.8%和22.5%。",
            [
                ("汽车及零部件产值", "2020", 26.3, "%", "growth"),
                ("电力装备产值", "2020", 31.8, "%", "growth"),
                ("新材料产值", "2020", 22.5, "%", "growth"),
            ],
        ),
        (
            "电子信息产业完成产值142.5亿元，下降9.6%；汽车及零部件12.1亿元。",
            [
                ("电子信息产业产值", "2020", 142.5, "亿元", "level"),
                ("电子信息产业产值", "2020", -9.6, "%", "growth"),
                ("汽车及零部件产值", "2020", 12.1, "亿元", "level"),
            ],
        ),
        (
            "二、三产业占GDP的比重分别为66.8%、32.8%。",
            [
                ("第二产业占比", "2020", 66.8, "%", "share"),
                ("第三产业占比", "2020", 32.8, "%", "share"),
            ],
        ),
        (
            "实际使用外资2140万美元，降幅收窄至6.5%。",
            [
                ("实际使用外资", "2020", 2140, "万美元", "level"),
                ("实际使用外资", "2020", -6.5, "%", "growth"),
            ],
        ),
        (
            "商品房销售面积 536.8 万平方米，同比下降 4.2%，位列全省第 3。",
            [
                ("商品房销售面积", "2020", 536.8, "万平方米", "level"),
                ("商品房销售面积", "2020", -4.2, "%", "growth"),
                ("商品房销售面积", "2020", 3, "位", "rank"),
            ],
        ),
        (
            "固定资产投资增长9.4%，增速居全国第8位、中部六省第2位。",
            [
                ("固定资产投资", "2020", 9.4, "%", "growth"),
                ("固定资产投资", "2020", 8, "位", "rank"),
                ("固定资产投资", "2020", 2, "位", "rank"),
            ],
        ),
        (
            "城乡居民人均可支配收入分别达41230元、23450元，增长5.1%、6.8%。",
            [
                ("城镇居民人均可支配收入", "2020", 41230, "元", "level"),
                ("农村居民人均可支配收入", "2020", 23450, "元", "level"),
                ("城镇居民人均可支配收入", "2020", 5.1, "%", "growth"),
                ("农村居民人均可支配收入", "2020", 6.8, "%", "growth"),
            ],
        ),
        (
            "新能源汽车产量5.3万辆；智能手机1.14亿台，下降2.7%。",
            [
                ("新能源汽车产量", "2020", 5.3, "万辆", "level"),
                ("智能手机产量", "2020", 1.14, "亿台", "level"),
                ("智能手机产量", "2020", -2.7, "%", "growth"),
            ],
        ),
    ],
)
def test_bulletins_of_other_places(sentence: str, expected: list[Row]) -> None:
    assert rows(BULLETIN + sentence) == expected


def test_a_zone_is_a_place_of_its_own_and_what_describes_a_project_is_the_projects() -> None:
    zone = figures("2020年聊城高新区营业收入428亿元。", "聊城市")
    assert [(f.region, f.indicator) for f in zone] == [("聊城高新区", "营业收入")]
    project = figures("石油河抽水蓄能电站总投资95.3亿元，装机容量120万千瓦。", "玉门市")
    assert {(f.region, f.period) for f in project} == {("石油河抽水蓄能电站", "")}


def test_a_table_whose_rows_are_regions_names_the_indicator_in_its_header() -> None:
    text = BULLETIN + "县（市）\t实际利用内资（亿元）\t同比增长（%）\n开原市\t15.3\t12.6\n"
    found = figures(text, "铁岭市")
    assert [(f.region, f.name, f.value, f.measure) for f in found] == [
        ("开原市", "实际利用内资", 15.3, "level"),
        ("开原市", "实际利用内资", 12.6, "growth"),
    ]
