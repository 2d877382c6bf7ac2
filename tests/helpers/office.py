"""Real edits with LibreOffice (tests/office/driver.py), and what is left of them in the .docx."""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

from gkdraft.base.package import parse_part, unpack_parts
from gkdraft.reading.documents import read_document

DRIVER = Path(__file__).parent.parent / "office/driver.py"
# the one that apt gives python3-uno to
PYTHON = "/usr/bin/python3"
# ends only what hangs: a job has a limit of its own in the driver
LIMIT = 1800
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Job = dict[str, Any]
Edit = Callable[[Sequence[Job]], list[dict[str, Any]]]


@cache
def find_lack() -> str:
    """What is missing on this machine for LibreOffice to be driven; nothing where all is there."""
    if shutil.which("soffice") is None:
        return "needs LibreOffice (libreoffice-writer-nogui)"
    try:
        subprocess.run([PYTHON, "-c", "import uno"], check=True, capture_output=True, timeout=60)
    except (OSError, subprocess.SubprocessError):
        return f"needs UNO for {PYTHON} (python3-uno)"
    return ""


def has_chinese_font() -> bool:
    """Whether this machine can print Chinese; where it does not say, it is taken to."""
    if shutil.which("fc-list") is None:
        return True
    listed = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, timeout=60, check=False)
    return bool(listed.stdout.strip())


def edit(jobs: Sequence[Job]) -> list[dict[str, Any]]:
    """Does the jobs, as driver.py describes them, and gives a result for each."""
    with tempfile.TemporaryDirectory() as folder:
        asked, told = Path(folder) / "jobs.json", Path(folder) / "results.json"
        asked.write_text(json.dumps(list(jobs), ensure_ascii=False), encoding="utf-8")
        driver = subprocess.Popen([PYTHON, str(DRIVER), str(asked), str(told)])
        try:
            driver.wait(LIMIT)
        finally:
            # not killed: it ends its LibreOffice first
            driver.terminate()
            driver.wait()
        return list(json.loads(told.read_text(encoding="utf-8")))


def read_lines(path: Path, title: str) -> list[str]:
    """The lines of a document, with the title on one however it is broken."""
    lines = [line.text for line in read_document(path).lines()]
    for count in range(1, len(lines)):
        if "".join(lines[:count]) == title:
            return [title, *lines[count:]]
    return lines


def read_part(path: Path, name: str = "document") -> etree._Element | None:
    """A part of a .docx, nothing where it has none of that name."""
    return parse_part(unpack_parts(path.read_bytes(), path.name).get(f"word/{name}.xml", b""))


def list_comments(path: Path) -> list[tuple[str, str]]:
    """The comments in the margin: author and text."""
    root = read_part(path, "comments")
    if root is None:
        return []
    return [(_read(note, "author"), _join(note, "t")) for note in root.iter(f"{W}comment")]


def list_tracked(path: Path) -> list[tuple[str, str, str]]:
    """Tracked changes of text: ins or del, author, text; those that follow each other as one."""
    found: list[tuple[str, str, str]] = []
    for kind, author, text in _list_marks(path):
        if found and found[-1][:2] == (kind, author):
            text = found.pop()[2] + text
        found.append((kind, author, text))
    return found


def _list_marks(path: Path) -> Iterator[tuple[str, str, str]]:
    root = read_part(path)
    assert root is not None
    for mark in root.iter(f"{W}ins", f"{W}del"):
        kind = mark.tag.removeprefix(W)
        text = _join(mark, "t" if kind == "ins" else "delText")
        if text:
            yield kind, _read(mark, "author"), text


def _read(element: etree._Element, name: str) -> str:
    return element.get(f"{W}{name}", "")


def _join(element: etree._Element, name: str) -> str:
    return "".join(part.text or "" for part in element.iter(f"{W}{name}"))
