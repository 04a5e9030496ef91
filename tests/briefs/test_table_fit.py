"""Widths of printed columns."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from duibiao.briefs.document import Column, Table
from duibiao.briefs.table_fit import display_width, fit_columns

SIZES = (12.0, 10.5, 9.0)
TEXTS = st.text("城市人均值0123456789.% ", max_size=60)


def table(rows: list[list[str]], aligns: list[str]) -> Table:
    columns = tuple(Column(f"第{n}列", align=a) for n, a in enumerate(aligns))  # type: ignore[arg-type]
    return Table("t", columns, tuple(tuple((cell,) for cell in row) for row in rows))


@given(st.integers(1, 12), st.data())
def test_the_columns_fill_the_width_and_none_vanishes(n: int, data: st.DataObject) -> None:
    rows = data.draw(st.lists(st.lists(TEXTS, min_size=n, max_size=n), max_size=5))
    aligns = data.draw(st.lists(st.sampled_from(["left", "right"]), min_size=n, max_size=n))
    size, widths = fit_columns(table(rows, aligns), "zh", 442, SIZES, 4)
    assert abs(sum(widths) - 442) < 1e-6
    assert size in SIZES
    assert min(widths) > 2 * 4


def test_numbers_stay_on_one_line_while_words_give_way() -> None:
    long = "该市在有数据的全部年份都高于自贡市2020年的水平" * 3
    made = table([["常州市", "12,345.6", long]], ["left", "right", "left"])
    size, widths = fit_columns(made, "zh", 442, SIZES, 4)
    assert size == 12
    assert widths[0] >= display_width("常州市") * size
    assert widths[1] >= display_width("12,345.6") * size
    assert widths[2] > widths[0] + widths[1]


def test_a_small_table_takes_the_largest_type_and_a_wide_one_the_smallest() -> None:
    few = table([["自贡市", "1"]], ["left", "right"])
    many = table([["每万人规上工业企业数", *["−66.8 个百分点"] * 9]], ["left", *["right"] * 9])
    assert fit_columns(few, "zh", 442, SIZES, 4)[0] == 12
    assert fit_columns(many, "zh", 442, SIZES, 4)[0] == 9


def test_a_year_stays_whole_in_a_crowded_table() -> None:
    row = ["财政收入占地区生产总值比重", "2020", *["−66.8 个百分点"] * 7]
    made = table([row], ["left", "right", *["right"] * 7])
    size, widths = fit_columns(made, "zh", 442, SIZES, 4)
    assert widths[1] - 8 >= display_width("2020") * size


def test_the_words_of_an_english_title_stay_whole_in_a_crowded_table() -> None:
    titles = ["Indicator", "Year", "Zigong", *["Changzhou", "of Changzhou"] * 3]
    row = ["Industrial enterprises above size (per 10,000 residents)", "2020", *["9.0"] * 7]
    columns = tuple(Column(t, align="right" if t != "Indicator" else "left") for t in titles)
    made = Table("t", columns, (tuple((cell,) for cell in row),))
    size, widths = fit_columns(made, "en", 442, (10.0, 9.0, 8.5), 4)
    assert min(widths[3:]) - 8 >= display_width("Changzhou") * size
