"""The house stays as it was built: sizes, density, words, recipes."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from radon.complexity import cc_visit

from helpers.reports import ROOT

PACKAGE = ROOT / "gkdraft"
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST, MOST_COMPLEX = 300, 12
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
CHINESE = re.compile(r"[\u4e00-\u9fff]")
SPOKEN = {"_", "say"}


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_is_short_and_its_functions_hold_one_thought(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST
    over = [f"{block.name} {block.complexity}" for block in blocks(text)]
    assert over == []


def blocks(text: str) -> Iterator[Any]:
    """Functions and methods above the measure; a class is judged by its methods."""
    for block in cc_visit(text):
        for each in getattr(block, "methods", [block]):
            if each.complexity > MOST_COMPLEX:
                yield each


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_no_comprehension_stands_inside_another(path: Path) -> None:
    nested = [
        f"{node.lineno}: {ast.unparse(node)}"
        for node in ast.walk(tree(path))
        if isinstance(node, COMPREHENSIONS) and inner(node)
    ]
    assert nested == []


def inner(node: ast.AST) -> bool:
    return any(isinstance(below, COMPREHENSIONS) and below is not node for below in ast.walk(node))


def test_no_module_lies_beside_the_rooms() -> None:
    assert {path.stem for path in PACKAGE.glob("*.py")} == {
        "__init__", "__main__", "errors", "messages", "pipeline",
    }  # fmt: skip


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_what_goes_wrong_is_said_in_either_language(path: Path) -> None:
    """No error, fault or finding is raised, noted or yielded with a text past say() and _()."""
    silent = [f"{text.lineno}: {ast.unparse(text)}" for text in spoken_texts(tree(path), path)]
    assert silent == []


def spoken_texts(module: ast.Module, path: Path) -> Iterator[ast.expr]:
    for node in ast.walk(module):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            yield from chinese(node.exc.args[:1])
        elif isinstance(node, ast.Call) and called(node) in ("Fault", "fault"):
            yield from chinese(node.args[2:3])
        elif isinstance(node, ast.Yield) and path.name.startswith("gk"):
            pair = node.value
            yield from chinese(pair.elts[:1] if isinstance(pair, ast.Tuple) else [])


def called(call: ast.Call) -> str:
    return str(getattr(call.func, "id", getattr(call.func, "attr", "")))


def chinese(texts: list[ast.expr]) -> Iterator[ast.expr]:
    """Chinese texts among these expressions, but for what say() and _() are given."""
    for node in texts:
        if isinstance(node, ast.Call) and called(node) in SPOKEN:
            continue
        if isinstance(node, ast.Constant | ast.JoinedStr) and CHINESE.search(ast.unparse(node)):
            yield node
        elif isinstance(node, ast.BinOp):
            yield from chinese([node.left, node.right])
        elif isinstance(node, ast.IfExp):
            yield from chinese([node.body, node.orelse])


def test_the_recipes_name_files_that_are_there() -> None:
    page = (ROOT / "docs/dev/architecture.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:gkdraft|templates|tests|docs)/[\w./-]+\.\w+)`", page))
    assert named
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


def test_the_map_names_every_room() -> None:
    page = (ROOT / "docs/dev/architecture.md").read_text(encoding="utf-8")
    rooms = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()}
    assert [room for room in sorted(rooms) if f"  {room}/" not in page] == []
