"""Lines and tables of a terminal lose nothing and fit."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from duibiao.cli.wrap import laid_out, width, wrapped

TEXT = st.text(alphabet="差距，。（%）万元 gap-x12.5", max_size=60)


def bare(text: str) -> str:
    return text.replace(" ", "")


@given(TEXT, st.integers(12, 60))
def test_wrapping_loses_nothing(text: str, columns: int) -> None:
    lines = wrapped(text, columns)
    assert bare("".join(lines)) == bare(text)


@given(st.text(alphabet="差距万元", max_size=60), st.integers(4, 60))
def test_chinese_lines_fit(text: str, columns: int) -> None:
    assert all(width(line) <= columns for line in wrapped(text, columns))


def test_no_line_starts_with_a_stop() -> None:
    lines = wrapped("人均地区生产总值，为常州的39%，为苏州的37%。（元）", 16)
    assert not [line for line in lines if line[0] in "，。）"]


@given(
    st.lists(st.tuples(TEXT, st.integers(0, 10**7).map("{:,}".format)), min_size=1, max_size=6),
    st.integers(40, 100),
)
def test_tables_fit_and_keep_every_figure(rows: list[tuple[str, str]], columns: int) -> None:
    blocks = laid_out([("指标", "自贡"), *rows], [False, True], columns)
    for (name, figure), block in zip(rows, blocks[1:], strict=True):
        assert all(width(line) <= columns for line in block)
        assert block[0].endswith(figure)
        words = block[0].removesuffix(figure) + "".join(block[1:])
        assert bare(words) == bare(name)
