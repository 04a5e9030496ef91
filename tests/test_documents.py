"""What the repository says about itself: links lead somewhere, lists name no address."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
PAGES = [page for page in PAGES if not {"_build", "api"} & set(page.parts)]
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)#:\s]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_links_within_the_repository_lead_somewhere(page: Path) -> None:
    broken = [to for to in LINK.findall(page.read_text("utf-8")) if not (page.parent / to).exists()]
    assert broken == []


@pytest.mark.parametrize("name", ["run.txt", "dev.txt"])
def test_pinned_lists_hold_names_and_versions_only(name: str) -> None:
    lines = (ROOT / "requirements" / name).read_text("utf-8").split("\n")
    pin = re.compile(r"[a-z0-9][a-z0-9._-]*==[\w.]+( ; .+)?")
    assert [line for line in lines if line and not pin.fullmatch(line)] == []


def test_every_package_is_pinned_and_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = [re.split(r"[<>=]", need)[0] for need in project["dependencies"]]
    pinned = (ROOT / "requirements" / "run.txt").read_text("utf-8")
    reasons = (ROOT / "docs" / "decisions" / "0001-dependencies.md").read_text("utf-8")
    for name in names:
        assert f"\n{name}==" in f"\n{pinned}", f"{name} is not pinned; run make requirements"
        assert f"| {name} |" in reasons, f"{name} has no reason in decision 1"


def test_what_runs_is_the_same_for_users_and_developers() -> None:
    run, dev = (
        set((ROOT / "requirements" / name).read_text("utf-8").splitlines())
        for name in ("run.txt", "dev.txt")
    )
    assert run <= dev
