"""What every test may ask for: the sample, and the data that lie beside the repository."""

from __future__ import annotations

from pathlib import Path

import pytest

import duibiao
from duibiao.records import Panel


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared data beside the repository; the test is skipped where there is none."""
    folder = Path(__file__).parent.parent.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the shared data are not beside this repository")
    return folder


@pytest.fixture(scope="session")
def sample() -> Panel:
    """The sample panel of 31 cities."""
    return duibiao.load_sample()
