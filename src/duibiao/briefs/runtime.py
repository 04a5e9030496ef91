"""The chart runtime: the JavaScript that draws charts on a page, made once and kept.

vl-convert bundles Vega, Vega-Lite and Vega-Embed in about two seconds. The bundle is the same for a
version of vl-convert, so it is kept in the user's cache folder under that version. A cache that is
absent, unwritable or damaged costs those seconds again and nothing else.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

SIGN = "// duibiao chart runtime, sha256 "


@cache
def chart_runtime() -> str:
    """Return the chart runtime as JavaScript that defines `vegaEmbed`, safe inside a script element."""
    folder = cache_folder()
    place = folder / f"vega-{version('vl-convert-python')}.js" if folder else None
    script = _read(place)
    if script is None:
        script = _bundle()
        _keep(place, script)
    return script


def _bundle() -> str:
    import vl_convert

    renderer: Any = vl_convert  # its stub asks for arguments that the function does not need
    return str(renderer.javascript_bundle()).replace("</script", "<\\/script")


def cache_folder() -> Path | None:
    """Return the folder in which this user's system wants caches kept, or None where the user has none."""
    try:
        if sys.platform == "win32":
            local = os.environ.get("LOCALAPPDATA", "")
            return Path(local or Path.home() / "AppData" / "Local") / "duibiao" / "Cache"
        if sys.platform == "darwin":
            return Path.home() / "Library" / "Caches" / "duibiao"
        named = os.environ.get("XDG_CACHE_HOME", "")
        # The convention: a path that is not absolute is to be ignored.
        base = Path(named) if named.startswith("/") else Path.home() / ".cache"
        return base / "duibiao"
    except RuntimeError:  # no home
        return None


def _digest(script: str) -> str:
    return hashlib.sha256(script.encode()).hexdigest()


def _read(place: Path | None) -> str | None:
    """The script that is kept there, if it is whole."""
    if place is None:
        return None
    try:
        sign, _, script = place.read_text(encoding="utf-8").partition("\n")
    except (OSError, UnicodeDecodeError):
        return None
    return script if sign == SIGN + _digest(script) else None


def _keep(place: Path | None, script: str) -> None:
    """Keep a script: written beside its place and renamed, so that no one reads half of it."""
    if place is None:
        return
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=place.parent, suffix=".part")
    except OSError:
        return
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(f"{SIGN}{_digest(script)}\n{script}")
        os.replace(beside, place)
    except OSError:
        Path(beside).unlink(missing_ok=True)
