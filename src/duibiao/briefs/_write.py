"""The one place that puts documents on disk: all of them, or none."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from duibiao.records import Lang, OutputError, UnknownName, system_reason

from .changes import Changes
from .compose import compose
from .document import Brief

if TYPE_CHECKING:
    from duibiao._study import Study

FORMATS = ("html", "docx", "xlsx", "pdf")
"""The formats a brief can be written in."""


def write_brief(
    study: Study,
    out: str | Path,
    *,
    formats: Sequence[str] = ("html",),
    lang: Lang = "zh",
    one_page: bool = False,
    template: bytes | None = None,
    changes: Changes | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> tuple[Path, ...]:
    """Write the brief of a study into a folder and return the paths, one a format.

    Formats are html, docx, xlsx and pdf. `template` is an office's own Word document. Everything is
    rendered before anything is written, and each file is written beside its place and then renamed, so
    that nothing is left half-written. Raises `UnknownName` for another format and `OutputError` where the
    folder cannot be written.
    """
    for name in formats:
        if name not in FORMATS:
            raise UnknownName("format", name, FORMATS)
    brief = compose(study, lang, one_page=one_page, changes=changes)
    tell = progress or (lambda step, done, of: None)
    stem = f"{study.panel.regions[study.home].name('zh')}-{study.year}-{lang}" + (
        "-1p" if one_page else ""
    )
    made: dict[str, bytes] = {}
    for done, name in enumerate(formats):
        tell(name, done, len(formats))
        made[f"{stem}.{name}"] = render(brief, study, name, template)
    tell("done", len(formats), len(formats))
    return write_files(Path(out), made)


def render(brief: Brief, study: Study, name: str, template: bytes | None = None) -> bytes:
    """Return a brief in one format as bytes."""
    if name == "html":
        from .html import render_html

        return render_html(brief)
    if name == "docx":
        from .word import render_word

        return render_word(brief, template=template)
    if name == "xlsx":
        from .workbook import render_workbook

        return render_workbook(brief, study)
    from .pdf import render_pdf

    return render_pdf(brief)


def write_files(folder: Path, contents: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write several files into a folder, made where it is absent: all of them, or none."""
    return write_paths({folder / name: content for name, content in contents.items()})


def write_paths(contents: Mapping[Path, bytes]) -> tuple[Path, ...]:
    """Write several files, in folders made where they are absent: all of them, or none.

    Raises `OutputError`, which names the file that could not be written.
    """
    waiting: list[tuple[Path, Path]] = []
    above = dict.fromkeys(p for place in contents for p in place.parents)
    absent = sorted((p for p in above if not p.exists()), key=lambda p: -len(p.parts))
    place, done = Path(), False
    try:
        for place, content in contents.items():
            if place.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            place.parent.mkdir(parents=True, exist_ok=True)
            handle, beside = tempfile.mkstemp(dir=place.parent, prefix=".", suffix=".part")
            waiting.append((Path(beside), place))
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            os.chmod(beside, 0o644)
        for beside_path, place in waiting:
            os.replace(beside_path, place)
        done = True
    except OSError as error:
        raise OutputError(
            zh=f"不能写入“{place}”：{system_reason(error, 'zh')}。请换一个可写的位置，或关闭正在打开它的程序。没有留下写了一半的文件。",
            en=f"“{place}” cannot be written: {system_reason(error, 'en')}. Choose a place that can be written, or close the program that has it open. Nothing half-written was left.",
        ) from None
    finally:
        # Also when interrupted: what was not renamed goes, and the folders made for it.
        for beside_path, _ in waiting:
            beside_path.unlink(missing_ok=True)
        for made in () if done else absent:
            with contextlib.suppress(OSError):
                made.rmdir()
    return tuple(contents)
