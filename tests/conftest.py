"""Options, profiles and fixtures of the tests; what they call stands in helpers/."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from helpers import fuzzing
from helpers.office import Edit, edit, find_lack

settings.load_profile(fuzzing.USUAL)
BUSY: list["subprocess.Popen[bytes]"] = []


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write the golden files anew")
    parser.addoption("--busy", type=int, default=0, help="loops that keep the machine busy")


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        loop = [sys.executable, "-c", "while True: pass"]
        BUSY.extend(subprocess.Popen(loop) for _ in range(config.getoption("--busy")))


def pytest_unconfigure() -> None:
    for loop in BUSY:
        loop.kill()
        loop.wait()


@pytest.fixture
def report(tmp_path: Path) -> Any:
    """Writes a data file and gives its path."""

    def write(content: str | bytes, name: str = "2026.yaml") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.fixture(scope="session")
def office() -> Edit:
    """LibreOffice, which does jobs as tests/office/driver.py describes them."""
    lack = find_lack()
    if lack:
        pytest.skip(lack)
    return edit
