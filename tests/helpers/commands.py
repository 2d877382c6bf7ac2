"""gkdraft as a person calls it: in a process of its own, or a new data file to begin with."""

import os
import subprocess
import sys
from pathlib import Path

from gkdraft.cli import main

LIMIT = 600
"""Seconds after which a process that hangs is given up; no measure of speed."""


def run(*arguments: object, **environment: str) -> "subprocess.CompletedProcess[str]":
    """gkdraft in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "gkdraft", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        timeout=LIMIT,
        check=False,
    )


def new(folder: Path) -> Path:
    """A data file for a township, empty but for its name."""
    path = folder / "2026.yaml"
    if not path.exists():
        main(["new", str(path), "--year", "2026", "--agency", "江临市城东镇人民政府"])
    return path
