"""A folder as a clerk has it in January: last year's report, a notice, last year's data file."""

import os
from pathlib import Path

from gkdraft.cli import main
from helpers.reports import JIANGLIN

REPORT, NOTICE, OLD = "2025年报.docx", "2026要点.txt", "2025.yaml"
SAVED = 1_768_901_400
"""When last year's data file was saved: 2026-01-20 09:30 in Greenwich."""


def desk(folder: Path) -> Path:
    """The folder, with its files."""
    text = JIANGLIN.read_text(encoding="utf-8")
    for year in (2025, 2026, 2027):
        text = text.replace(str(year), str(year - 1))
    (folder / OLD).write_text(text, encoding="utf-8")
    main(["build", str(folder / OLD), "-o", str(folder / REPORT)])
    (folder / NOTICE).write_bytes((JIANGLIN.parent / NOTICE).read_bytes())
    os.utime(folder / OLD, (SAVED, SAVED))
    return folder


def begun(folder: Path, *options: str) -> bytes:
    """What `gkdraft new` writes with these options, for files in a folder; nothing is left."""
    path = folder / "比较.yaml"
    assert main(["new", str(path), *options]) == 0
    made = path.read_bytes()
    path.unlink()
    return made
