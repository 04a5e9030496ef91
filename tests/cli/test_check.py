"""data check: problems as a table, JSON, CSV or HTML; exit status 1 on errors."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from duibiao.cli.wrap import width

from .conftest import Result

HEADER = "currency_from,currency_to,year,kind,rate,source\n"


@pytest.fixture
def doubtful(tmp_path: Path) -> Path:
    path = tmp_path / "有疑.csv"
    path.write_text(
        "地区,年份,GDP（亿元）,第三产业占比（%）\n"
        "自贡市,2019,1428,45\n自贡市,2020,1458,145\n常州市,2020,7805,51\n自宫市,2020,1,50\n某地,去年,1,50\n",
        encoding="utf-8",
    )
    return path


def test_errors_give_status_1_and_a_table(run: Callable[..., Result], doubtful: Path) -> None:
    said = run("data", "check", doubtful)
    assert (said.status, said.err) == (1, "")
    lines = said.out.splitlines()
    assert lines[0].startswith("检查了")
    assert max(map(width, lines[1:])) <= 80
    assert "有疑.csv · 第3行" in said.out
    assert "145" in said.out


def test_all_forms_hold_the_same_problems(
    run: Callable[..., Result], doubtful: Path, tmp_path: Path
) -> None:
    page = tmp_path / "report.html"
    records = json.loads(run("data", "check", doubtful, "--json", "--html", page).out)
    rows = list(csv.DictReader(io.StringIO(run("data", "check", doubtful, "--csv").out)))
    assert [r["text"] for r in records] == [r["text"] for r in rows]
    assert records[0]["severity"] == "error"
    share = next(r for r in records if r["kind"] == "share")
    assert (share["file"], share["row"], share["period"]) == ("有疑.csv", 3, "2020")
    html = page.read_text(encoding="utf-8")
    assert html.count('class="place"') == len(records)


def test_the_terminal_shows_the_first_of_many(run: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    rows = "".join(f"自贡市,{2000 + i},{101 + i}\n" for i in range(9))
    path.write_text("地区,年份,第三产业占比（%）\n" + rows, encoding="utf-8")
    said = run("data", "check", path, lang="en")
    assert said.status == 1
    assert "and 4 more; --all, --csv, --json and --html list them all." in said.out
    assert said.out.count("a part of a whole") == 5
    everything = run("data", "check", path, "--all", lang="en")
    assert everything.out.count("a part of a whole") == 9
    assert "more;" not in everything.out


def test_rates_make_two_currencies_one(run: Callable[..., Result], tmp_path: Path) -> None:
    path, rates = tmp_path / "两币.csv", tmp_path / "rates.csv"
    path.write_text(
        "地区,年份,指标,单位,数值\n自贡市,2020,GDP,亿元,1458\n自贡市,2021,GDP,亿美元,240\n",
        encoding="utf-8",
    )
    rates.write_text(HEADER + "USD,CNY,2021,average,6.4515,国家统计局\n", encoding="utf-8")
    without = json.loads(run("data", "check", path, "--json").out)
    with_rates = json.loads(run("data", "check", path, "--rates", rates, "--json").out)
    kinds = [{p["kind"] for p in found} for found in (without, with_rates)]
    assert kinds[0] - kinds[1], kinds
    assert not kinds[1] - kinds[0]


def test_clean_figures(run: Callable[..., Result], two_cities: Path) -> None:
    said = run("data", "check", two_cities)
    assert (said.status, said.out) == (0, "检查了2个数：没有发现问题。\n")


def test_known_breaks_are_no_jumps(run: Callable[..., Result], tmp_path: Path) -> None:
    path, breaks = tmp_path / "jump.csv", tmp_path / "breaks.csv"
    values = [100, 102, 104, 106, 1080, 1100, 1120]
    rows = "".join(f"甲市,{2010 + i},{v}\n" for i, v in enumerate(values))
    path.write_text("地区,年份,GDP（亿元）\n" + rows, encoding="utf-8")
    breaks.write_text("region,indicator,year,reason\n*,gdp,2014,territory\n", encoding="utf-8")
    found = json.loads(run("data", "check", path, "--json").out)
    known = json.loads(run("data", "check", path, "--breaks", breaks, "--json").out)
    assert "jump" in {p["kind"] for p in found}
    assert "jump" not in {p["kind"] for p in known}
