"""Recall 上年的文字: what last year's report said where something is asked. Pure."""

import re
from itertools import chain, pairwise

from gkdraft.figures import PRIOR
from gkdraft.findings import Path, Plain
from gkdraft.wizard.plain import at

OVERVIEW, HIGHLIGHTS, PROBLEMS = "总体情况", "亮点", "存在问题"
ENOUGH = 0.5
"""The share of an indicator's pairs of characters that its sentence holds."""
_SENTENCE = re.compile(r"[^。；\n]+")
_CLAUSE = re.compile(r"[^，,]+")


def paragraphs(data: Plain, path: Path) -> tuple[str, ...]:
    """Last year's texts of the same kind: an aspect's paragraphs, problems, measures."""
    last = at(data, (PRIOR,))
    match path:
        case (str(overview), str(aspect), str(highlights), int()) if (
            overview == OVERVIEW and highlights == HIGHLIGHTS
        ):
            return _texts(at(last, (OVERVIEW, aspect, HIGHLIGHTS)))
        case (str(problems), int(), str(key)) if problems == PROBLEMS:
            listed = _entries(at(last, (PROBLEMS,)))
            own = _entries(at(data, (PROBLEMS,))) if key == "问题" else ()
            found = [at(entry, (key,)) for entry in listed]
            return _texts((*found, *(at(entry, ("上年问题",)) for entry in own)))
    return ()


def measure(data: Plain, problem: str) -> str:
    """What last year's report promised against one of its problems."""
    for entry in _entries(at(data, (PRIOR, PROBLEMS))):
        if _texts(at(entry, ("问题",))) == (problem,):
            return "".join(_texts((at(entry, ("改进",)),)))
    return ""


def sentence(data: Plain, path: Path, unit: str) -> str:
    """The words in which last year's report seems to give an indicator's figure."""
    figure = re.compile(rf"\d[\d,.]*\s*[万亿]?余?\s*{re.escape(unit)}")
    if path[:1] != (OVERVIEW,) or len(path) < 4:
        return ""
    text = "\n".join(_texts(at(data, (PRIOR, OVERVIEW, str(path[1]), HIGHLIGHTS))))
    pairs = _pairs("".join(str(part) for part in path[3:]))
    clauses = [_CLAUSE.findall(found) for found in _SENTENCE.findall(text)]
    for words in (chain(*clauses), chain(*map(_doubled, clauses))):
        held = {clause: len(pairs & _pairs(clause)) for clause in words if figure.search(clause)}
        best = max(held, key=held.__getitem__, default="")
        if best and held[best] >= ENOUGH * len(pairs) > 0:
            return best.strip()
    return ""


def _doubled(clauses: list[str]) -> list[str]:
    """Clauses with the one before: 举办培训4场，632人次参加."""
    return [f"{first}，{second}" for first, second in pairwise(clauses)]


def _pairs(text: str) -> set[str]:
    plain = re.sub(r"[\d\s.%]|数$|情况$", "", text)
    return {plain[i : i + 2] for i in range(len(plain) - 1)}


def _entries(value: Plain) -> tuple[Plain, ...]:
    return value if isinstance(value, tuple) else ()


def _texts(value: Plain) -> tuple[str, ...]:
    found = (value,) if isinstance(value, str) else _entries(value)
    return tuple(text.strip() for text in found if isinstance(text, str) and text.strip())
