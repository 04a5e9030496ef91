"""brief writes documents and study.toml; run makes them again and says what changed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from duibiao.cli.recipe import read_recipe
from duibiao.records import BadSetting, InputError, UnknownName

from .conftest import SOURCE, Result

BRIEF = ("brief", "自贡市", "--against", "苏州市", "--against", "常州市", "--year", "2020")


@pytest.fixture
def made(run: Callable[..., Result], tmp_path: Path) -> Path:
    """A folder with a brief."""
    folder = tmp_path / "简报"
    assert run(*BRIEF, "--out", folder).status == 0
    return folder


def names(folder: Path) -> set[str]:
    return {p.name for p in folder.iterdir()}


def test_brief_says_the_headline_and_the_paths(run: Callable[..., Result], tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    said = run(*BRIEF, "--out", folder, "--format", "html,XLSX，.docx")
    assert (said.status, said.err) == (0, "")
    lines = said.out.splitlines()
    assert lines[0].startswith("2020年自贡人均地区生产总值5.8万元，为苏州（15.8万元）的37%")
    written = {"自贡市-2020-zh.html", "自贡市-2020-zh.xlsx", "自贡市-2020-zh.docx", "study.toml"}
    assert names(folder) == written
    assert {Path(line).name for line in lines[2:]} == written


def test_a_brief_is_chinese_where_nothing_says_otherwise(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    run(*BRIEF, "--out", tmp_path, lang="")
    assert names(tmp_path) == {"自贡市-2020-zh.html", "study.toml"}
    said = run("brief", "自宫市", "--out", tmp_path, lang="")
    assert "没有名为“自宫市”的地区" in said.err
    run(*BRIEF, "--out", tmp_path, "--lang", "en", lang="")
    assert "自贡市-2020-en.html" in names(tmp_path)


def test_study_toml_records_every_choice(run: Callable[..., Result], tmp_path: Path) -> None:
    run(
        *BRIEF, "--across-breaks", "--one-page", "--pin", "宜宾市=同处川南", "--exclude", "内江市",
        "--out", tmp_path,
    )  # fmt: skip
    recipe = read_recipe(tmp_path / "study.toml")
    assert (recipe.home, recipe.against, recipe.year) == ("自贡市", ("苏州市", "常州市"), 2020)
    assert recipe.one_page
    assert recipe.settings.gaps.across_breaks
    assert recipe.settings.peers.pinned == (("宜宾市", "同处川南"),)
    assert recipe.settings.peers.excluded == (("内江市", ""),)
    assert recipe.outcome is not None
    assert recipe.outcome.year == 2020
    tables = tomllib.loads((tmp_path / "study.toml").read_text(encoding="utf-8"))
    assert set(tables["settings"]) == {
        "peers", "role_models", "standing", "gaps", "conditions", "efficiency", "targets",
    }  # fmt: skip
    assert tables["settings"]["peers"]["seed"] == 0
    assert recipe.as_toml(tmp_path) == (tmp_path / "study.toml").read_bytes()


def test_run_says_that_nothing_changed(run: Callable[..., Result], made: Path) -> None:
    before = (made / "study.toml").read_bytes()
    said = run("run", made / "study.toml")
    assert (said.status, said.err) == (0, "")
    assert "数据与上次相同。" in said.out
    assert (made / "study.toml").read_bytes() == before


def test_run_says_what_changed(run: Callable[..., Result], made: Path) -> None:
    said = run("run", made / "study.toml", "--year", "2022")
    assert said.status == 0
    assert "上次用2020年数据" in said.out
    row = next(x for x in said.out.splitlines() if re.match("人均地区生产总值 +常州", x))
    assert "39.2% (2020)" in row
    assert "37.4% (2022)" in row
    assert "自贡市-2022-zh.html" in names(made)
    page = (made / "自贡市-2022-zh.html").read_text(encoding="utf-8")
    assert "与上次相比" in page
    assert read_recipe(made / "study.toml").year == 2022


def test_run_marks_a_change_across_a_break(run: Callable[..., Result], tmp_path: Path) -> None:
    run("brief", "自贡市", "--against", "常州市", "--year", "2019", "--out", tmp_path)
    said = run("run", tmp_path / "study.toml", "--year", "2020")
    row = next(x for x in said.out.splitlines() if re.match("人均地区生产总值 +常州", x))
    assert "31.3% (2019)" in row
    assert "跨口径" in row


def test_tables_of_ones_own_explain_the_sample(run: Callable[..., Result], tmp_path: Path) -> None:
    framework, deflator = tmp_path / "框架.csv", tmp_path / "价格.csv"
    framework.write_text(
        "role,pillar,pillar_weight,indicator,weight\n"
        "score,富裕,1,人均地区生产总值,1\nstructure,,,tertiary_share,\n",
        encoding="utf-8",
    )
    deflator.write_text(
        "year,index,name_zh,name_en\n"
        + "".join(f"{y},{100 + 10 * (y - 2010)},自定指数,own index\n" for y in range(2010, 2023)),
        encoding="utf-8",
    )
    breaks = tmp_path / "断点.csv"
    breaks.write_text(
        "region,indicator,year,reason\n*,gdp_per_capita,2018,自定\n", encoding="utf-8"
    )
    tables = ("--framework", framework, "--deflator", deflator, "--breaks", breaks)
    out = tmp_path / "out"
    said = run(*BRIEF, *tables, "--out", out)
    assert (said.status, said.err) == (0, "")
    page = (out / "自贡市-2020-zh.html").read_text(encoding="utf-8")
    assert "富裕" in page
    assert "自定指数" in page
    assert "全国GDP平减指数" not in page
    assert read_recipe(out / "study.toml").files.framework is not None
    assert "数据与上次相同。" in run("run", out / "study.toml").out
    shown = run("data", "show", "自贡", "gdp_per_capita", *tables).out
    assert "自定" in shown
    assert "分母口径" not in shown


@pytest.mark.parametrize("other", [("乐山市", "2020"), ("自贡市", "2021")])
def test_the_study_of_another_region_or_year_is_left_alone(
    run: Callable[..., Result], made: Path, other: tuple[str, str]
) -> None:
    before = (made / "study.toml").read_bytes()
    home, year = other
    said = run("brief", home, "--against", "常州市", "--year", year, "--out", made)
    assert said.status == 0
    assert (made / "study.toml").read_bytes() == before
    own = made / f"study-{home}-{year}.toml"
    assert read_recipe(own).home == home
    assert f"本次的选择写在{own.name}" in said.out
    again = run("run", own)
    assert "数据与上次相同。" in again.out
    assert (made / "study.toml").read_bytes() == before
    assert names(made) == {
        "自贡市-2020-zh.html", f"{home}-{year}-zh.html", "study.toml", own.name,
    }  # fmt: skip


def test_the_same_study_again_renews_its_file(run: Callable[..., Result], made: Path) -> None:
    said = run("brief", "自贡", "--against", "乐山市", "--year", "2020", "--out", made)
    assert names(made) == {"自贡市-2020-zh.html", "study.toml"}
    assert "另一项研究" not in said.out
    assert read_recipe(made / "study.toml").against == ("乐山市",)


def test_run_into_another_folder_leaves_the_old_one(
    run: Callable[..., Result], made: Path, tmp_path: Path
) -> None:
    before = {p.name: p.read_bytes() for p in made.iterdir()}
    other = tmp_path / "next"
    run("run", made / "study.toml", "--year", "2022", "--out", other)
    assert {p.name: p.read_bytes() for p in made.iterdir()} == before
    assert names(other) == {"自贡市-2022-zh.html", "study.toml"}


def test_paths_hold_when_the_folder_moves_along(
    run: Callable[..., Result], two_cities: Path, tmp_path: Path
) -> None:
    run("brief", "自贡", "--data", two_cities, "--out", two_cities.parent / "out")
    text = (tmp_path / "out" / "study.toml").read_text(encoding="utf-8")
    assert '"../两市.csv"' in text
    moved = tmp_path / "elsewhere"
    moved.mkdir()
    two_cities.rename(moved / two_cities.name)
    (tmp_path / "out").rename(moved / "out")
    assert run("run", moved / "out" / "study.toml").status == 0


def test_new_data_for_an_old_study(
    run: Callable[..., Result], two_cities: Path, tmp_path: Path
) -> None:
    run("brief", "自贡", "--against", "常州", "--data", two_cities, "--out", tmp_path / "out")
    newer = tmp_path / "newer.csv"
    text = two_cities.read_text(encoding="utf-8")
    newer.write_text(text + "自贡市,2021,64595\n常州市,2021,166000\n", encoding="utf-8")
    said = run("run", tmp_path / "out" / "study.toml", "--data", newer)
    assert said.status == 0
    assert "38.9% (2021)" in said.out
    assert read_recipe(tmp_path / "out" / "study.toml").year is None


@pytest.mark.parametrize(
    ("lang", "says"),
    [
        ("zh", "自贡2020年的数由5.8万元改为6.0万元"),
        ("en", "Zigong's figure of 2020 was revised from 58,059 yuan to 60,000 yuan"),
    ],
)
def test_run_says_which_figure_of_the_same_year_was_revised(
    run: Callable[..., Result], two_cities: Path, tmp_path: Path, lang: str, says: str
) -> None:
    out = tmp_path / "out"
    run("brief", "自贡", "--against", "常州", "--data", two_cities, "--out", out, lang=lang)
    text = two_cities.read_text(encoding="utf-8")
    two_cities.write_text(text.replace("58059", "60000"), encoding="utf-8")
    said = run("run", out / "study.toml", lang=lang)
    assert said.status == 0
    assert "39.2% (2020)" in said.out
    assert "40.6% (2020)" in said.out
    page = next(out.glob("*.html")).read_text(encoding="utf-8")
    assert says in page.replace("&#39;", "'")
    assert "常州2020年的数由" not in page
    assert "Changzhou's figure of" not in page.replace("&#39;", "'")


@pytest.mark.parametrize(
    ("text", "error", "says"),
    [
        ("[study]\n", BadSetting, "home"),
        ('[study]\nhome = "自贡市"\nyear = "2020"\n', BadSetting, "year"),
        ('[study]\nhome = "自贡市"\nagainst = "苏州市"\n', BadSetting, "against"),
        ('[study]\nhome = "自贡市"\nyaer = 2020\n', UnknownName, "year"),
        ('[study]\nhome = "自贡市"\n[settings.peers]\nk = "5"\n', BadSetting, "k"),
        ('[study]\nhome = "自贡市"\n[settings.peers]\nk = 0\n', BadSetting, "k"),
        ('[study]\nhome = "自贡市"\n[settings.peer]\nk = 5\n', UnknownName, "peers"),
        ('[studdy]\nhome = "自贡市"\n', UnknownName, "study"),
        ("study = 1\n", InputError, "study"),
        ('[study]\nhome = "自贡市"\n[last]\nyear = 2020\n', InputError, "last"),
        ('[study]\nhome = "自贡市"\n[settings]\npeers = 5\n', BadSetting, "peers"),
        ('[study]\nhome = "自贡市"\n[data]\ndata = "x.csv"\n', BadSetting, "data"),
        ('[study]\nhome = "自贡市"\n[data]\nrates = "x.csv"\n', BadSetting, "--rates"),
        ('[study]\nhome = "自贡市"\n[brief]\nlang = "fr"\n', BadSetting, "lang"),
        ("study = [", InputError, "TOML"),
    ],
)
def test_a_recipe_that_will_not_do(
    tmp_path: Path, text: str, error: type[InputError], says: str
) -> None:
    path = tmp_path / "study.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(error) as caught:
        read_recipe(path)
    assert says in caught.value.text("en")
    assert says in caught.value.text("zh")


def test_a_small_recipe_is_enough(run: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "study.toml"
    path.write_text('[study]\nhome = "自贡市"\n', encoding="utf-8")
    said = run("run", path)
    assert said.status == 0
    assert "上次" not in said.out


EFFICIENCY = ("--inputs", "一般公共预算支出，bank_loans", "--outputs", "地区生产总值")


def test_inputs_and_outputs_are_remembered(run: Callable[..., Result], tmp_path: Path) -> None:
    said = run(*BRIEF, *EFFICIENCY, "--out", tmp_path)
    assert (said.status, said.err) == (0, "")
    page = (tmp_path / "自贡市-2020-zh.html").read_text(encoding="utf-8")
    assert "同样的投入，能不能产出更多" in page
    recipe = read_recipe(tmp_path / "study.toml")
    assert recipe.inputs == ("一般公共预算支出", "bank_loans")
    assert recipe.outputs == ("地区生产总值",)
    assert recipe.as_toml(tmp_path) == (tmp_path / "study.toml").read_bytes()
    (tmp_path / "自贡市-2020-zh.html").unlink()
    assert run("run", tmp_path / "study.toml").status == 0
    again = (tmp_path / "自贡市-2020-zh.html").read_text(encoding="utf-8")
    assert "同样的投入，能不能产出更多" in again


@pytest.mark.parametrize(
    ("asked", "status", "words"),
    [
        (("--inputs", "gdp"), 3, ["--outputs"]),
        (("--inputs", "gdq", "--outputs", "gdp"), 3, ["gdq", "gdp"]),
        (("--inputs", "gdp", "--outputs", "gdp"), 3, ["既是投入又是产出"]),
        (("--inputs", "fiscal_exp", "--outputs", "pm25"), 3, ["越小越好"]),
    ],
)
def test_what_efficiency_cannot_use_stops_the_brief(
    run: Callable[..., Result],
    tmp_path: Path,
    asked: tuple[str, ...],
    status: int,
    words: list[str],
) -> None:
    said = run(*BRIEF, *asked, "--out", tmp_path / "none")
    assert (said.status, said.out) == (status, "")
    assert not (tmp_path / "none").exists()
    for word in words:
        assert word in said.err


_LOADED = """
import sys
from duibiao.cli import main
assert main(sys.argv[1:]) == 0
print("loaded:", *[m for m in ("numba", "highspy") if m in sys.modules])
"""


@pytest.mark.parametrize(("more", "loaded"), [((), "loaded:"), (EFFICIENCY, "loaded: numba")])
def test_only_a_brief_with_inputs_loads_the_solvers(
    tmp_path: Path, more: tuple[str, ...], loaded: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _LOADED, *BRIEF, *more, "--out", str(tmp_path)],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONIOENCODING": "utf-8"},
        timeout=120,
        check=True,
    )
    assert done.stdout.decode("utf-8").splitlines()[-1].startswith(loaded)
    if not more:
        assert done.stdout.decode("utf-8").splitlines()[-1] == loaded
