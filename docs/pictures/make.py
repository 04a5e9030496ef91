"""Make the pictures of a brief that the README shows: `python docs/pictures/make.py BRIEF.html OUT.png`.

Needs playwright and a Chromium (CHROMIUM names it where it is not at /usr/bin/chromium).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright


def picture(page_file: Path, out: Path, width: int = 1180, height: int = 1500) -> None:
    """Save the top of a page as a picture."""
    with sync_playwright() as p:
        chromium = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        browser = p.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": width, "height": height})
        page.goto(page_file.resolve().as_uri())
        page.wait_for_timeout(2000)
        page.screenshot(path=str(out))
        browser.close()


if __name__ == "__main__":
    picture(Path(sys.argv[1]), Path(sys.argv[2]))
