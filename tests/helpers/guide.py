"""Screens of the wizard as they were accepted, and as its guide shows them."""

import re

from helpers.reports import ROOT

GOLDEN = ROOT / "tests/golden/wizard"
GUIDE = ROOT / "docs/填报向导.md"


def read_screen(name: str) -> str:
    """The screen that was accepted."""
    return (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


def shows_screen(name: str, shot: str) -> bool:
    """Whether the guide shows this screen under this name."""
    return _quote(name, shot) in GUIDE.read_text(encoding="utf-8")


def accept_screen(name: str, shot: str) -> None:
    """Accepts a screen, there and in the guide."""
    GOLDEN.mkdir(exist_ok=True)
    (GOLDEN / f"{name}.txt").write_text(shot, encoding="utf-8")
    guide = GUIDE.read_text(encoding="utf-8")
    pattern = rf"<!-- {name} -->\n```text\n.*?```\n"
    guide = re.sub(pattern, lambda _: _quote(name, shot), guide, flags=re.DOTALL)
    GUIDE.write_text(guide, encoding="utf-8")


def check_screen(name: str, shot: str, accept: bool) -> None:
    """The screen is as it was accepted, and as the guide shows it."""
    if accept:
        accept_screen(name, shot)
    assert shot == read_screen(name)
    assert shows_screen(name, shot)


def _quote(name: str, shot: str) -> str:
    return f"<!-- {name} -->\n```text\n{shot}```\n"
