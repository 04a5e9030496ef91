"""The tables and the mapping of docs/data.md are read as the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from duibiao.sources import load_panel
from duibiao.sources.headers import ROLES, role_of
from duibiao.sources.mapping import read_mapping
from duibiao.sources.reading import TITLES

PAGE = (Path(__file__).parents[2] / "docs/data.md").read_text("utf-8")
TABLES = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)


def test_the_page_has_its_four_forms() -> None:
    assert len(TABLES) == 4


@pytest.mark.parametrize("text", TABLES)
def test_each_form_gives_the_same_figure(tmp_path: Path, text: str) -> None:
    (tmp_path / "table.csv").write_text(text, "utf-8")
    panel = load_panel(tmp_path / "table.csv")
    assert panel.cell("510300", "gdp", 2020).value == pytest.approx(14_584_400)
    assert panel.cell("511000", "gdp", 2020).value == pytest.approx(14_658_800)


def test_the_mapping_of_the_page_is_one(tmp_path: Path) -> None:
    (found,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "mapping.toml").write_text(found, "utf-8")
    mapping = read_mapping(tmp_path / "mapping.toml")
    assert mapping.role("填 报 单 位") == "region"
    assert mapping.of_sheet("综合").period == "2021"
    assert mapping.of_sheet("综合").unit == "万元"


def test_the_roles_of_the_page_are_all_there_are() -> None:
    sentence = PAGE.split("The roles are")[1].split("\n\n")[0]
    assert set(re.findall(r"`(\w+)`", sentence)) == set(ROLES)
    listed = re.search(r"\| column \|.*?\n\n", PAGE, re.DOTALL)
    assert listed is not None
    for words in re.findall(r"^\| [a-z, ]+ \| (.+) \|$", listed[0], re.MULTILINE)[1:]:
        for word in re.split(r"[,;] ", words.replace("with 月份 or 季度 beside it", "月份, 季度")):
            assert role_of(word), word


def test_the_page_lists_every_kind_of_reading_problem() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (\S+) \|", PAGE, re.MULTILINE)
    assert dict(rows) == {kind: title.split(" | ")[0] for kind, title in TITLES.items()}
