"""Bad input ends in one calm paragraph in the user's language, its own exit status, and nothing half-written."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from duibiao.cli import entry

from .conftest import Result

WRONG_USAGE = [
    (("gaps",), "HOME"),
    (("gasp",), "gaps"),
    (("data", "chek"), "check"),
    (("gaps", "自贡市", "--agianst", "x"), "--against"),
    (("gaps", "自贡市", "苏州市"), "苏州市"),
    (("gaps", "自贡市", "--year", "abc"), "--year"),
    (("gaps", "自贡市", "--year"), "--year"),
    (("gaps", "自贡市", "--lang", "fr"), "zh"),
    (("peers", "自贡市", "--distance", "manhattan"), "mahalanobis"),
]
BAD_INPUT = [
    (("gaps", "自宫市", "--against", "苏州市"), 3, "自贡市"),
    (("gaps", "自贡市", "--against", "苏洲市"), 3, "苏州市"),
    (("gaps", "自贡市", "--against", "自贡"), 3, "自贡市"),
    (("gaps", "自贡市", "--year", "1999"), 3, "2010"),
    (("gaps", "自贡市", "--json", "--csv"), 3, "--json"),
    (("gaps", "自贡市", "--regions", "r.csv"), 3, "--data"),
    (("gaps", "自贡市", "--framework", "f.csv"), 3, "f.csv"),
    (("peers", "自贡市", "--pin", "自贡市"), 3, "自贡市"),
    (("peers", "自贡市", "--pin", "宜宾市", "--exclude", "宜宾市"), 3, "宜宾市"),
    (("peers", "自贡市", "--exclude", "宜滨市"), 3, "宜宾市"),
    (("brief", "自贡市", "--format", "odt"), 3, "docx"),
    (("brief", "自贡市", "--template", "none.docx"), 3, "none.docx"),
    (("run", "none.toml"), 3, "none.toml"),
    (("data", "show", "自贡", "gpd"), 3, "gdp"),
    (("data", "show", "自贡", "gdp", "2020"), 3, "2020"),
    (("data", "show", "自贡", "--year", "1999"), 3, "2010"),
    (("data", "check", "none.csv"), 3, "none.csv"),
]


def is_a_paragraph(text: str) -> bool:
    return text.count("\n") == 1 and "Traceback" not in text and "！" not in text


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("arguments", "says"), WRONG_USAGE, ids=lambda x: " ".join(x))
def test_wrong_usage(
    run: Callable[..., Result], arguments: tuple[str, ...], says: str, lang: str
) -> None:
    said = run(*arguments, lang=lang)
    assert (said.status, said.out) == (2, "")
    assert is_a_paragraph(said.err)
    assert says in said.err
    assert "--help" in said.err
    assert ("见" in said.err) == (lang == "zh")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("arguments", "status", "says"), BAD_INPUT, ids=str)
def test_bad_input(
    run: Callable[..., Result],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    status: int,
    says: str,
    lang: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    said = run(*arguments, lang=lang)
    assert (said.status, said.out) == (status, "")
    assert is_a_paragraph(said.err)
    if lang == "zh" or not says.endswith("市"):
        assert says in said.err
    assert not list(tmp_path.iterdir())


def workbook(path: Path, member: str, content: bytes) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("xl/workbook.xml", "<workbook/>")
        file.writestr(member, content)


def write_bad(kind: str, folder: Path) -> Path:
    """Write one of the bad files of the issue and return its path."""
    path = folder / ("data.xlsx" if kind in ("bomb", "macro", "no workbook") else "data.csv")
    rows = "地区,年份,人均GDP（元）\n自贡市,2020,58059\n常州市,2020,147939\n"
    if kind == "bomb":
        workbook(path, "xl/worksheets/sheet1.xml", b"0" * 600_000_000)
    elif kind == "macro":
        workbook(path, "xl/vbaProject.bin", b"macro")
    elif kind == "no workbook":
        path.write_bytes(b"no workbook at all")
    elif kind == "noise":
        path.write_bytes(bytes(range(128, 256)) * 8)
    elif kind == "empty":
        path.write_bytes(b"")
    elif kind == "only a header":
        path.write_text(rows.splitlines()[0], encoding="utf-8")
    elif kind == "all missing":
        path.write_text(rows.replace("58059", "").replace("147939", "…"), encoding="utf-8")
    elif kind == "home in no panel":
        path.write_text(rows.replace("自贡市", "苏州市"), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("kind", "statuses"),
    [
        ("bomb", {3}),
        ("macro", {3}),
        ("no workbook", {3}),
        ("noise", {3}),
        ("empty", {3}),
        ("only a header", {3, 4}),
        ("all missing", {3, 4}),
        ("home in no panel", {3}),
    ],
)
@pytest.mark.parametrize("command", ["gaps", "brief"])
def test_bad_files(
    run: Callable[..., Result], tmp_path: Path, command: str, kind: str, statuses: set[int]
) -> None:
    path = write_bad(kind, tmp_path)
    out = tmp_path / "out"
    more = ("--out", out) if command == "brief" else ()
    said = run(command, "自贡市", "--against", "常州市", "--data", path, *more)
    assert said.status in statuses, said.err
    assert said.out == ""
    assert is_a_paragraph(said.err)
    assert not out.exists()


@pytest.mark.parametrize(
    "kind", ["bomb", "macro", "no workbook", "noise", "empty", "only a header"]
)
def test_a_check_of_a_bad_file_is_no_clean_bill(
    run: Callable[..., Result], tmp_path: Path, kind: str
) -> None:
    said = run("data", "check", write_bad(kind, tmp_path))
    assert said.status != 0
    assert "没有发现问题" not in said.out


def test_gb18030_is_read(run: Callable[..., Result], two_cities: Path) -> None:
    two_cities.write_bytes(two_cities.read_text(encoding="utf-8").encode("gb18030"))
    said = run("gaps", "自贡", "--against", "常州", "--data", two_cities)
    assert said.status == 0
    assert "39%" in said.out


def test_one_year_zero_and_negative_values_are_stated(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    path = tmp_path / "neg.csv"
    path.write_text(
        "地区,年份,人均规上工业利润（元）,PM2.5年均浓度（微克/立方米）\n"
        "自贡市,2020,-5,41\n常州市,2020,0,38\n苏州市,2020,120,0\n",
        encoding="utf-8",
    )
    for command in ("gaps", "compare", "peers"):
        said = run(command, "自贡", "--data", path)
        assert (said.status, said.err) == (0, "")
        assert "nan" not in said.out
    said = run("brief", "自贡", "--data", path, "--out", tmp_path / "out", "--format", "html,xlsx")
    assert (said.status, said.err) == (0, "")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_folder_that_cannot_be_written(
    run: Callable[..., Result], tmp_path: Path, lang: str
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    said = run("brief", "自贡市", "--against", "常州市", "--out", blocked / "out", lang=lang)
    assert said.status == 5
    assert str(blocked / "out") in said.err
    assert is_a_paragraph(said.err)
    said = run("data", "check", write_ok(tmp_path), "--html", blocked / "r.html", lang=lang)
    assert said.status == 5
    assert {p.name for p in tmp_path.iterdir()} == {"file", "ok.csv"}


@pytest.mark.parametrize("old", [False, True])
def test_a_failed_write_leaves_no_empty_folder(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, old: bool
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    out = tmp_path / "new" / "out"
    if old:
        out.mkdir(parents=True)
    monkeypatch.setattr("os.replace", full)
    said = run("brief", "自贡市", "--against", "常州市", "--out", out)
    assert said.status == 5
    assert "磁盘已满" in said.err
    assert out.exists() is old
    assert old or not list(tmp_path.iterdir())


def test_an_unknown_key_is_named_in_the_readers_language(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    path = tmp_path / "study.toml"
    path.write_text('[study]\nhom = "自贡市"\n', encoding="utf-8")
    said = run("run", path)
    assert said.status == 3
    assert "没有名为“hom”的设置" in said.err
    assert str(path) in said.err


def write_ok(folder: Path) -> Path:
    path = folder / "ok.csv"
    path.write_text("地区,年份,GDP（亿元）\n自贡市,2020,1458\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_unforeseen_is_told_calmly(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    def fail(arguments: list[str]) -> int:
        raise ZeroDivisionError("at the worst place")

    monkeypatch.setattr(entry, "_run", fail)
    said = run("gaps", "自贡市", lang=lang)
    assert said.status == 70
    assert is_a_paragraph(said.err)
    assert "0.1.0" in said.err
    assert "--debug" in said.err
    with_details = run("gaps", "自贡市", "--debug", lang=lang)
    assert with_details.status == 70
    assert "Traceback" in with_details.err
    monkeypatch.setenv("DUIBIAO_DEBUG", "1")


def test_interrupted_quietly(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(arguments: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(entry, "_run", stop)
    assert run("gaps", "自贡市") == Result(130, "", "")
