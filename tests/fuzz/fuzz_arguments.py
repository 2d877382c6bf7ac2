"""Command lines of real options with odd values, in a folder of odd files."""

import glob
import random
import re
from collections.abc import Iterator
from functools import cache

from fuzz.drafts import FIXTURES, make_draft, read_original
from fuzz.odd_texts import draw_odd
from fuzz.promises import Case, Command, call, draw_stream
from gkdraft.cli import VERBS

FILES = (
    "data.yaml", "draft.docx", "draft.html", "draft.txt", "folder", "folder/", "missing.yaml",
    "no/x", "missing.docx", ".", "/dev/null", "/dev/zero", "/dev/full", "/proc/self/mem", "", "-",
    "--", "empty.yaml", "folder/out.docx", "data.yaml/x", "a" * 300 + ".yaml", "x/" * 2000, "~",
    "*", "link.docx", "loop.yaml", "data", "~nobody/x.docx", "\udcff.yaml", "甲\n乙.docx",
    "./data.yaml", "folder/../data.yaml", "DATA.YAML", "new.yaml", "new.yml", "out.docx",
    "out.pdf", "out.html", "out", ".docx", "pipe", "con", "\u202e.docx", "file:///etc/passwd",
    "http://127.0.0.1:9/x.docx", "secret.yaml", "draft.docx/", "\x1b[31m.docx", "/proc/version",
)  # fmt: skip
VALUES = (
    "docx", "html", "txt", "docx,html,txt", "docx,docx", ",", "pdf", "DOCX", "docx html", "json",
    "text", "yaml", "markdown", "tasks", "zh", "en", "fr", "2026", "0000", "9999", "２０２６",
    "-1", "20 26", "1", "1,2", "全部", "all", "1,,2", "0", "-", "9" * 7, "2027-02-01",
    "2027-02-30", "2027-2-1", "今天", "2021", "2019", "2008", "../2021", "市级政府", "乡级",
    "部门", "江临市人民政府", "甲" * 3000, "GK101", "gk101", "GK", "GK999", "\udcff", "x" * 10**5,
    "%s", "{0}", "--help", "=", "\u2028",
)  # fmt: skip
USUAL = (
    ("build", "data.yaml", "-o", "out.docx"), ("build", "data.yaml", "--to", "html,txt"),
    ("build", "data.yaml", "-o", "folder"), ("build", "data.yaml", "-o", "draft.docx", "--draft"),
    ("build", "data.yaml", "--onto", "draft.docx", "--track"), ("build", "data.yaml", "--final"),
    ("build", "data.yaml", "--onto", "draft.docx", "--dry-run", "--format", "json"),
    ("check", "data.yaml", "draft.docx", "--format", "json"),
    ("check", "draft.html", "draft.txt"),
    ("check", "data.yaml", "--format", "docx", "-o", "c.docx"),
    ("check", "--today", "2027-02-01"),
    ("new", "new.yaml", "--prior", "draft.docx", "--notice", "draft.txt"), ("new", "new.yaml"),
    ("new", "new.yaml", "--year", "2026", "--agency", "江临市人民政府", "--level", "市级政府"),
    ("ask", "data.yaml", "-o", "folder"), ("ask", "data.yaml", "--answers", "-o", "c.docx"),
    ("wizard", "data.yaml"), ("read", "draft.docx", "--format", "json"), ("read", "draft.txt"),
    ("pull", "draft.docx", "data.yaml", "--apply"),
    ("pull", "draft.docx", "data.yaml", "--take", "1"),
    ("compare", "data.yaml", "draft.docx", "--format", "markdown"),
    ("layouts", "--check", "folder"), ("rule", "GK101"), ("schema", "--write", "data.yaml"),
    ("schema", "--layout", "2021"), ("layouts",),
)  # fmt: skip
SPECIAL = {"folder": "folder", "pipe": "pipe", "link.docx": "draft.docx", "loop.yaml": "loop.yaml"}
HIDDEN = ("--comments",)
"""Options that the help does not list."""
MADE = ("*年度报告*", "*schema.json", "*核对单*", "*原*", "data*.yaml")
"""What a verb names itself."""


@cache
def list_options(verb: str) -> tuple[str, ...]:
    """The options of a verb, as its help lists them."""
    _status, out, _said = call((verb, "--help"))
    return tuple(sorted({*re.findall(r"(?<![\w-])--?[a-z][a-z-]*", out), *HIDDEN}))


def list_arguments(seed: int, count: int) -> Iterator[Case]:
    """So many cases of a seed."""
    for number in range(count):
        yield make_case(seed, number)


def make_case(seed: int, number: int) -> Case:
    """A folder with one of everything, and a few command lines."""
    stream = draw_stream("arguments", seed, number)
    original = stream.choice(FIXTURES)
    files = {
        "data.yaml": read_original(original),
        "other.yaml": read_original(original),
        "empty.yaml": b"",
        **{f"draft{suffix}": make_draft(original, suffix) for suffix in (".docx", ".html", ".txt")},
    }
    lines = [draw_line(stream) for _ in range(4)]
    commands = tuple(
        Command(line, list_writes(line), ("data.yaml",), len(line) if "check" in line else 1)
        for line in lines
    )
    return Case(f"arguments {number}", files, commands, SPECIAL)


def list_writes(line: tuple[str, ...]) -> tuple[str, ...]:
    """What may be written: what was named, or is in what was, and what a verb names itself."""
    named = [word.rpartition("=")[2].removeprefix("./") for word in line]
    named += ["draft.docx" for word in line if "link.docx" in word]
    return (*MADE, *map(glob.escape, named), "folder/*")


def draw_line(stream: random.Random) -> tuple[str, ...]:
    """A command line that was right before a few of its words were changed, or never was."""
    if stream.random() < 0.6:
        words = list(stream.choice(USUAL))
    else:
        words = [stream.choice(sorted(VERBS))]
        words += [draw_word(stream, words[0]) for _ in range(stream.randint(0, 7))]
    for _ in range(stream.choice((0, 1, 1, 2, 3))):
        place = stream.randint(min(1, len(words)), len(words))
        what = stream.randrange(4)
        if what == 0:
            words[place : place + 1] = []
        elif what == 1:
            words[place : place + 1] = [draw_word(stream, words[0] if words else "build")]
        elif what == 2:
            words[place:place] = words[place : place + 2]
        else:
            words[place:place] = [draw_word(stream, words[0] if words else "build")]
    if stream.random() < 0.03:
        words[:1] = [draw_odd(stream)]
    return tuple(word.replace("\x00", "") for word in words)


def draw_word(stream: random.Random, verb: str) -> str:
    """A file, a value, an option or both in one."""
    drawn = stream.random()
    value = stream.choice(FILES if drawn < 0.6 else VALUES)
    if drawn < 0.35:
        option = stream.choice(list_options(verb) or ("--format",))
        return f"{option}={value}" if stream.random() < 0.3 else option
    return draw_odd(stream) if drawn > 0.95 else value
