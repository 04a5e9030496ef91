"""Time and memory of the command, each run in a process of its own, against the figures to reach.

    python benchmarks/run.py [--runs N] [--date YYYY-MM-DD] [--out FILE]

Prints a table and writes it to results.md beside this file. Memory needs os.wait4 (Linux, macOS).
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).parent
CITIES = HERE.parent.parent / "shared" / "data" / "china-cities"
PACKAGES = ("polars", "numpy", "altair", "vl-convert-python", "typst", "python-calamine", "typer")
ZIGONG = (
    "brief", "自贡市", "--against", "南京市", "--against", "苏州市", "--against", "常州市",
    "--year", "2020", "--lang", "zh",
)  # fmt: skip
ALL_FORMATS = ("--format", "html,docx,xlsx,pdf")
CITY_FILES = (
    "--data", str(CITIES / "observations.csv"), "--regions", str(CITIES / "regions.csv"),
    "--indicators", str(CITIES / "indicators.csv"),
)  # fmt: skip
# The reading of the sheet is timed inside its process, without the start of Python and imports.
READ = (
    "import sys, time; from pathlib import Path; from duibiao.sources import read_table; "
    "start = time.perf_counter(); table = read_table(Path(sys.argv[1])); "
    "print(time.perf_counter() - start); assert table.observations.height == 7 * 30_000"
)

# A report of 20,000 characters is read inside its process once the tables of rules are loaded.
READ_REPORT = (
    "import sys, time; from duibiao.reading import open_document, read_document; "
    "from duibiao.sources import load_sample; p = load_sample(); "
    "kept = dict(region='乐山市', catalogue=p.indicators, regions=p.regions, panel=p); "
    "read_document(open_document(sys.argv[2]), **kept); start = time.perf_counter(); "
    "found = read_document(open_document(sys.argv[1]), **kept); print(time.perf_counter() - start); "
    "assert found.figures and found.commitments"
)
MEMORY = {"brief": "a brief", "reading": "reading documents"}
LABELLED = HERE.parent / "evaluation" / "reading" / "tuning"


@dataclass(frozen=True)
class Run:
    """One run: seconds by the clock, and where the system tells: seconds of processor, peak memory in MB."""

    seconds: float
    processor: float | None
    megabytes: float | None


@dataclass
class Case:
    """What is measured, the most that it may take, and how it runs."""

    name: str
    limit: float
    once: Callable[[Path], Run]
    share_of_runs: float = 1.0
    memory: str = ""
    runs: list[Run] = field(default_factory=list)

    @property
    def seconds(self) -> list[float]:
        return [r.seconds for r in self.runs]


def environment(cache: Path) -> dict[str, str]:
    """An environment with a cache of its own; packages have their bytecode, as pip installs them."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    compiled = str(cache.parent / "bytecode")
    return {
        **kept, "XDG_CACHE_HOME": str(cache), "PYTHONPYCACHEPREFIX": compiled, "DUIBIAO_LANG": "zh",
    }  # fmt: skip


def measured(command: list[str], cache: Path, *, inside: bool = False) -> Run:
    """Run a command; `inside`: the seconds are those that it prints itself."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE if inside else subprocess.DEVNULL,
        env=environment(cache),
        text=True,
    )
    said = process.stdout.read() if process.stdout else ""
    peak = processor = None
    if hasattr(os, "wait4"):
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        processor = usage.ru_utime + usage.ru_stime
        peak = usage.ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)
    else:
        process.wait()
    seconds = time.perf_counter() - start
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with status {process.returncode}")
    return Run(float(said) if inside else seconds, processor, peak)


def cases(folder: Path) -> Iterator[Case]:
    """What `make bench` measures; the limits are those the project set itself."""
    python, command = sys.executable, [sys.executable, "-m", "duibiao"]
    warm, out = folder / "cache", ("--out", str(folder / "out"))
    workbook = folder / "sheet.xlsx"
    write_sheet(workbook)

    def brief(*more: str, fresh: bool = False) -> Callable[[Path], Run]:
        return lambda scratch: measured(
            [*command, *ZIGONG, *more, *out], scratch if fresh else warm
        )

    yield Case("`duibiao --help`", 0.5, lambda _: measured([*command, "--help"], warm))
    yield Case("`import duibiao`", 0.3, lambda _: measured([python, "-c", "import duibiao"], warm))
    yield Case("HTML brief, the first time", 6.0, brief(fresh=True), 0.6, memory="brief")
    yield Case("HTML brief", 3.0, brief(), memory="brief")
    yield Case("brief in four formats", 10.0, brief(*ALL_FORMATS), 0.6, memory="brief")
    if CITIES.is_dir():
        yield Case("HTML brief on 339 cities", 8.0, brief(*CITY_FILES), 0.6, memory="brief")
    yield Case(
        "reading 30,000 rows by 10 columns of Excel",
        2.0,
        lambda _: measured([python, "-c", READ, str(workbook)], warm, inside=True),
    )
    report, bulletins = write_documents(folder)
    yield Case(
        "`duibiao read`, a report of 20,000 characters",
        0.5,
        lambda _: measured([python, "-c", READ_REPORT, *map(str, report)], warm, inside=True),
        memory="reading",
    )
    yield Case(
        "`duibiao read --json`, 1,000 bulletins",
        120.0,
        lambda _: measured([*command, "read", *map(str, bulletins), "--json"], warm),
        0.4,
        memory="reading",
    )


def write_documents(folder: Path) -> tuple[list[Path], list[Path]]:
    """Write a report of 20,000 characters with another to warm up on, and 1,000 bulletins."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in LABELLED.glob("*.txt")}
    reports = [t for name, t in sorted(texts.items()) if name.startswith(("work-report", "speech"))]
    long, short = folder / "report.txt", folder / "short.txt"
    long.write_text("\n".join(reports * 3)[:20_000], encoding="utf-8")
    short.write_text(reports[0], encoding="utf-8")
    models = [t for name, t in sorted(texts.items()) if name.startswith("bulletin")]
    bulletins = [folder / f"bulletin-{i}.txt" for i in range(1000)]
    for i, path in enumerate(bulletins):
        path.write_text(models[i % len(models)], encoding="utf-8")
    return [long, short], bulletins


def write_sheet(path: Path) -> None:
    """Write a wide sheet of 30,000 rows and 10 columns: code, name, year and seven indicators."""
    import xlsxwriter

    names = (
        "GDP",
        "一般公共预算收入",
        "一般公共预算支出",
        "教育支出",
        "科学技术支出",
        "固定资产投资",
        "社会消费品零售总额",
    )
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["地区代码", "地区", "年份", *(f"{n}（亿元）" for n in names)])
    for row in range(30_000):
        region = row // 13
        figures = [100.0 + (row * 7 + column) % 977 for column in range(len(names))]
        sheet.write_row(
            row + 1, 0, [str(100_000 + region), f"第{region}市", 2010 + row % 13, *figures]
        )
    book.close()


def table(done: list[Case]) -> str:
    """Return the results as a Markdown table."""
    lines = [
        "| what | median | worst | processor | runs | limit | within |",
        "|---|---:|---:|---:|---:|---:|---|",
    ]
    for case in done:
        middle, worst = statistics.median(case.seconds), max(case.seconds)
        busy = [r.processor for r in case.runs if r.processor is not None]
        processor = f"{statistics.median(busy):.2f} s" if busy else "—"
        lines.append(
            f"| {case.name} | {middle:.2f} s | {worst:.2f} s | {processor} | {len(case.runs)} "
            f"| {case.limit:g} s | {'yes' if worst <= case.limit else 'no'} |"
        )
    for kind, limit in {"brief": 600, "reading": 400}.items():
        peaks = [r.megabytes for c in done if c.memory == kind for r in c.runs if r.megabytes]
        if peaks:
            lines.append(
                f"| peak memory of {MEMORY[kind]} | {statistics.median(peaks):.0f} MB | {max(peaks):.0f} MB | "
                f"| {len(peaks)} | {limit} MB | {'yes' if max(peaks) <= limit else 'no'} |"
            )
    return "\n".join(lines)


def machine() -> str:
    """Return what the figures were measured on."""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()} {platform.release()}; "
        f"Python {platform.python_version()}; {packages}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument(
        "--runs", type=int, default=5, help="runs of each case (fewer of the long ones)"
    )
    parser.add_argument("--date", default=datetime.date.today().isoformat())
    parser.add_argument("--out", type=Path, default=HERE / "results.md")
    given = parser.parse_args()
    done = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for case in cases(folder):
            # The first of a warm case fills caches: of the system, of Python and of the chart runtime.
            case.once(folder / "first")
            for turn in range(max(2, round(given.runs * case.share_of_runs))):
                case.runs.append(case.once(folder / f"{len(done)}-{turn}"))
            done.append(case)
            print(f"{case.name}: {statistics.median(case.seconds):.2f} s", file=sys.stderr)
    skipped = (
        ""
        if CITIES.is_dir()
        else "\nThe data of 339 cities were not there; that case was left out.\n"
    )
    text = f"# Results\n\n{given.date}. {machine()}.\n\n{table(done)}\n{skipped}"
    given.out.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
