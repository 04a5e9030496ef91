"""Of which region, firm or park a figure is, and of which time, beyond its own clause."""

from __future__ import annotations

import datetime as dt

import pytest

from duibiao.reading import read_document
from duibiao.reading.figures.find import find_figures
from duibiao.reading.passages import Passages
from duibiao.records import Catalogue, Document

PUBLISHED = dt.date(2023, 10, 20)


def indicators(text: str) -> list[str]:
    """Return the indicator of each figure."""
    document = Document("a.txt", text, published=PUBLISHED)
    return [f.indicator for f in read_document(document, region="宜春市").figures]


def figures(text: str, region: str = "宜春市", title: str = "") -> list[tuple[str, str, float]]:
    """Return region, period and value of each figure."""
    document = Document("a.txt", text, title=title, published=PUBLISHED)
    return [(f.region, f.period, f.value) for f in read_document(document, region=region).figures]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "高新区实现营业收入260亿元，入驻企业112家。全市新增企业3000家。",
            ["高新区", "高新区", "宜春市"],
        ),
        ("三阳镇有企业30家。彬江镇现有企业20家。", ["三阳镇", "彬江镇"]),
        ("宜春港完成货物吞吐量200万吨。旅游收入9亿元。", ["宜春港", "宜春市"]),
        ("江西特种电机股份有限公司去年营收60亿元。", ["江西特种电机股份有限公司"]),
        ("袁州区的鑫磁科技，去年营收6.4亿元。", ["鑫磁科技"]),
        ("明月山的禅意小镇又是另一番景象。小镇占地460亩。", ["禅意小镇"]),
        ("上高县城镇新增就业3000人。", ["上高县"]),
        ("全市园区实现营业收入3000亿元。", ["宜春市"]),
        ("江西全省粮食产量430亿斤。", ["江西省"]),
        ("来自湖南鸿健生物，产值18.3亿元。", ["湖南鸿健生物"]),
        ("袁州的浙江恒远医药科技有限公司，产值1.4亿元。", ["浙江恒远医药科技有限公司"]),
        ("在中山市古镇镇，灯饰产值200亿元。", ["中山市古镇镇"]),
        ("柳梧新区完成投资18.2亿元。", ["柳梧新区"]),
        ("去年10亿元以上项目7个，而同期郑东新区达到18个。", ["宜春市", "郑东新区"]),
        ("▲味丰智造基地（温汤镇）。总投资38亿元。", ["味丰智造基地"]),
        ("（一）抓项目。年初确定的项目42个。", ["宜春市"]),
        ("跟晋江比，人家上市公司47家，我们3家。", ["晋江市", "宜春市"]),
        (
            "丰城市增加值增长8%，樟树市下降2%。社会消费品零售总额增长9%。",
            ["丰城市", "樟树市", "宜春市"],
        ),
    ],
)
def test_a_figure_is_of_the_body_that_is_told_of(text: str, expected: list[str]) -> None:
    assert [region for region, _, _ in figures(text)] == expected


def test_what_a_manager_says_is_of_the_firm() -> None:
    text = "“去年我们实现销售收入3亿元，增长5%。”远大电器有限公司董事长李明说，“全市同行有20家，大家都在往前赶，我们也不敢停下来。”"
    assert [r for r, _, _ in figures(text)] == ["远大电器有限公司"] * 2 + ["宜春市"]


def test_what_the_head_of_a_county_says_is_of_the_county() -> None:
    text = "市长王强表示，全市地区生产总值3000亿元。\n袁州区委书记李明表示，去年全区地区生产总值520亿元。"
    assert [r for r, _, _ in figures(text)] == ["宜春市", "袁州区"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("上半年，投资增长4.1%，一季度还下降2.6%；实际使用外资3850万美元。", ["H1", "Q1", "H1"]),
        ("上半年，全市出口20亿元，其中当月出口4亿元。", ["H1", "M06"]),
        ("上半年，开工项目20个，去年同期为25个。", ["H1", "H1"]),
        ("去年，进出口94.2亿元；今年一季度由降转升，增长2.3%。", ["", "Q1"]),
        ("国庆七天，接待游客86万人次。\n假期，旅游收入3亿元。", ["M10", "M10"]),
    ],
)
def test_a_part_told_aside_does_not_hold_on(text: str, expected: list[str]) -> None:
    assert [period[4:] for _, period, _ in figures(text)] == expected


def test_the_same_time_a_year_before() -> None:
    assert [p for _, p, _ in figures("上半年，开工项目20个，去年同期为25个。")] == [
        "2023H1",
        "2022H1",
    ]


def test_a_list_of_projects_as_of_a_day_tells_progress_at_that_month() -> None:
    title = "宜春市2023年重点项目进展情况表（截至9月30日）"
    text = f"{title}\n项目一：袁河大桥工程\n总投资：11.2亿元\n形象进度：路基工程完成82%\n"
    assert [p for _, p, _ in figures(text, title=title)][-1] == "2023M09"


def test_what_was_done_is_of_the_months_of_the_report_and_what_stands_of_the_last() -> None:
    text = (
        "关于2023年1—8月全市重点项目推进情况的通报\n\n"
        "截至8月31日，累计开工187个，完成投资421.6亿元，占年度计划的62%；交通项目完成71亿元。\n"
        "8月当月完成投资51亿元。目前规上企业已有43家。\n"
    )
    assert [p for _, p, _ in figures(text)] == [
        "2023M08",
        *["2023M01-08"] * 3,
        "2023M08",
        "2023",
    ]


def test_a_circular_says_in_its_first_line_what_months_it_tells_of() -> None:
    text = "项目通报\n各单位：\n现将1—7月全市重点项目推进情况通报如下。\n\n完成投资18亿元。\n"
    assert [p for _, p, _ in figures(text)] == ["2023M01-07"]


def test_among_whom_a_rank_is_told_changes_neither_region_nor_period() -> None:
    found = figures(
        "今年1—9月，投资增长12%。放在南昌各县区里比，投资增速排第二，消费增速排在第五。"
    )
    assert [(r, p) for r, p, _ in found] == [("宜春市", "2023M01-09")] * 3


def test_where_a_year_started_from_is_of_the_year_before() -> None:
    found = figures("2022年，规上企业由18家增加到23家，办结时限由14个工作日压缩到7个工作日。")
    assert [p for _, p, _ in found] == ["2021", "2022", "", "2022"]


def test_a_table_of_projects_has_its_names_by_columns_and_its_unit_above() -> None:
    text = (
        "荣县2024年重点项目进展\n金额单位：亿元\n"
        "序号\t项目名称\t总投资\t年度计划\t1—9月完成投资\t投资完成率\t形象进度\t责任单位\n"
        "1\t荣县二水厂\t97.6\t12.0\t9.3\t77.5\t铺管完成40%\t住建局\n"
        "合计\t\t97.6\t12.0\t9.3\t77.5\t\t\n"
    )
    found = find_figures(Passages(Document("a.txt", text)), region="荣县", catalogue=Catalogue())
    assert [(f.region, f.name, f.value, f.unit, f.period) for f in found[:5]] == [
        ("荣县二水厂", "总投资", 97.6, "亿元", ""),
        ("荣县二水厂", "年度计划", 12.0, "亿元", "2024"),
        ("荣县二水厂", "完成投资", 9.3, "亿元", "2024M01-09"),
        ("荣县二水厂", "投资完成率", 77.5, "%", "2024M01-09"),
        ("荣县二水厂", "铺管", 40.0, "%", ""),
    ]
    assert [(f.region, f.value) for f in found[5:]] == [
        ("荣县", v) for v in (97.6, 12.0, 9.3, 77.5)
    ]


def test_a_row_of_regions_or_of_named_parts_stands_before_its_numbers() -> None:
    text = "1—8月，荣县、富顺县居前二，分别完成投资51.3亿元、49.8亿元。昌北、永修两个组团分别完成投资3亿元和2亿元。"
    found = find_figures(Passages(Document("a.txt", text)), region="自贡市", catalogue=Catalogue())
    assert [(f.region, f.value) for f in found] == [
        ("荣县", 51.3),
        ("富顺县", 49.8),
        ("昌北组团", 3.0),
        ("永修组团", 2.0),
    ]


def test_a_line_that_names_a_project_holds_for_the_lines_that_describe_it() -> None:
    text = "通报\n仁和区储能电站\n建设内容：占地86亩。\n进展：累计完成投资3亿元。"
    found = find_figures(
        Passages(Document("a.txt", text)), region="攀枝花市", catalogue=Catalogue()
    )
    assert {f.region for f in found} == {"仁和区储能电站"}


@pytest.mark.parametrize(
    ("title", "sentence", "period"),
    [
        ("市水利局2022年工作总结和2023年工作思路", "完成投资42.3亿元。", "2022"),
        ("关于2022年预算执行情况和2023年预算草案的报告", "预计全年税收收入9亿元。", "2022"),
        ("订单排到四季度，企业信心足", "工业增加值增长9.7%。", ""),
        ("", "今年我们过得不轻松，困难不少。工业投资增长12%。", "2023"),
        ("", "2021年是极不平凡的一年。工业投资增长12%。", "2021"),
    ],
)
def test_titles_and_openings_give_the_year_of_what_is_done(
    title: str, sentence: str, period: str
) -> None:
    found = figures(f"{title}\n\n一、主要情况\n{sentence}", title=title)
    assert [f[1] for f in found] == [period]


def test_a_title_under_the_title_dates_the_report() -> None:
    text = "统计快报\n冲击明显 指标回升\n——2023年一季度全市经济运行简析\n\n▲ 工业：3月止跌\n工业投资由去年同期增长7.1%转为下降7.8%。"
    assert [f[1:] for f in figures(text, title="冲击明显 指标回升")] == [
        ("2022Q1", 7.1),
        ("2023Q1", -7.8),
    ]


def test_a_list_behind_a_dated_opening_is_of_its_year() -> None:
    text = (
        "政府工作报告\n\n2022年，我们负重前行。工业投资增长5.4%。\n\n——农业稳住。粮食产量17.6亿斤。"
    )
    assert [f[1:] for f in figures(text)] == [("2022", 5.4), ("2022", 17.6)]


def test_what_is_dated_elsewhere_does_not_date_home() -> None:
    text = "讲话\n看到了什么？看到长沙县2020年工业产值1800亿元。我市煤炭产业产值71.3亿元。"
    assert figures(text) == [("长沙县", "2020", 1800.0), ("宜春市", "", 71.3)]


def test_a_county_named_in_full_is_known_by_its_short_name() -> None:
    text = (
        "报告\n到绍兴市上虞区学习。\n上虞数字改造从小企业做起。去年改造企业312家，能耗下降11.6%。"
    )
    assert [f[0] for f in figures(text)] == ["上虞区", "上虞区"]


def test_a_row_of_regions_goes_on_and_a_head_names_its_list() -> None:
    text = "通报\n2023年，樟树市、丰城市分别完成投资31亿元和20亿元，同比分别增长3%、4%。"
    assert [f[0] for f in figures(text)] == ["樟树市", "丰城市"] * 2
    text = "通报\n2023年，投资完成率居前两位的是：樟树市82.3%，上高县78.6%。"
    assert [(f[0], f[2]) for f in figures(text)] == [("樟树市", 82.3), ("上高县", 78.6)]


@pytest.mark.parametrize("other", ["同期高安市是61%", "隔壁高安市有61%"])
def test_a_number_of_a_place_alone_goes_on_with_the_indicator(other: str) -> None:
    document = Document("a.txt", f"全市开复工率34.5%，{other}。", published=PUBLISHED)
    found = read_document(document, region="宜春市").figures
    assert [(f.name, f.region) for f in found] == [("开复工率", "宜春市"), ("开复工率", "高安市")]


def test_offices_in_a_row_have_their_rates() -> None:
    document = Document(
        "a.txt",
        "猇亭区2025年上半年经济运行情况\n投资完成率排后三位的是化工园区管委会、区住建局、古老背街道，投资完成率分别为58.6%、54.0%和50.7%。",
        published=dt.date(2025, 7, 10),
    )
    found = find_figures(Passages(document), region="猇亭区", catalogue=Catalogue())
    assert [(f.region, f.indicator, f.value) for f in found] == [
        ("化工园区管委会", "投资完成率", 58.6),
        ("区住建局", "投资完成率", 54.0),
        ("古老背街道", "投资完成率", 50.7),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("沙址村的民宿增加到61家。", ["民宿"]),
        ("延吉机场发送旅客3.1万人次。", ["发送旅客"]),
        ("单县东站配套工程投资完成率仅为37.5%。", ["投资完成率"]),
        ("今年企业转贷11.6亿元。", ["转贷"]),
        ("企业所得税3.1亿元。", ["企业所得税"]),
        ("快递进村覆盖率92%。", ["快递进村覆盖率"]),
        ("协调银行为企业发放贷款38.7亿元，同比多增6.2亿元。", ["发放贷款", "发放贷款"]),
    ],
)
def test_the_indicator_is_told_without_whose_it_is(text: str, expected: list[str]) -> None:
    assert indicators(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("热线转办诉求486件，超期的有59件。", ["转办诉求", "超期诉求"]),
        ("全区2200家模具企业里，规上的只有187家。", ["模具企业", "规模以上模具企业"]),
        ("技术人员少，12个乡镇中有5个没有技术员。", ["乡镇", "未技术员乡镇"]),
        ("截至去年底，已有27家企业完成清洁生产改造。", ["完成清洁生产改造企业"]),
        ("新登记经营主体8万户，在全省营商环境评价中列第5位。", ["新登记经营主体", "营商环境评价"]),
        ("游客中心完成土方七成以上。", ["游客中心完成土方"]),
        ("工业项目挑了大梁，完成投资236亿元。", ["工业项目完成投资"]),
        ("去年改造两条窑炉，能耗下降15%。", ["改造窑炉", "能耗"]),
    ],
)
def test_what_is_counted_is_told_by_what_it_is_like(text: str, expected: list[str]) -> None:
    assert indicators(text) == expected


def test_a_month_alone_holds_for_its_sentence() -> None:
    text = "1—9月，新区完成投资462亿元。9月当月，新区完成投资51.3亿元，环比增长8.8%。"
    assert [p for _, p, _ in figures(text)] == ["2023M01-09", "2023M09", "2023M09"]
