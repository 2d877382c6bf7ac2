"""Recall 上年的文字: what last year's report said where something is asked. Pure."""

import re
from itertools import chain

from gkdraft.base.places import DataPath, Plain
from gkdraft.base.plain_data import look_up
from gkdraft.report.figures import PRIOR

OVERVIEW, HIGHLIGHTS, PROBLEMS = "总体情况", "亮点", "存在问题"
ENOUGH = 0.5
"""The share of an indicator's pairs of characters that its sentence holds."""
_COMMON = frozenset(("公开", "信息", "政府", "发布", "工作"))
_SENTENCE = re.compile(r"[^。；\n]+")
_CLAUSES = re.compile(r"([，,]|(?<=[\d条件个次期场名份篇项人])、)")


def find_last_texts(data: Plain, path: DataPath) -> tuple[str, ...]:
    """Last year's texts of the same kind: an aspect's paragraphs, problems, measures."""
    last = look_up(data, (PRIOR,))
    match path:
        case (str(overview), str(aspect), str(highlights), int()) if (
            overview == OVERVIEW and highlights == HIGHLIGHTS
        ):
            return _texts(look_up(last, (OVERVIEW, aspect, HIGHLIGHTS)))
        case (str(problems), int(), str(key)) if problems == PROBLEMS:
            listed = _entries(look_up(last, (PROBLEMS,)))
            own = _entries(look_up(data, (PROBLEMS,))) if key == "问题" else ()
            found = [look_up(entry, (key,)) for entry in listed]
            return _texts((*found, *(look_up(entry, ("上年问题",)) for entry in own)))
    return ()


def find_measure(data: Plain, problem: str) -> str:
    """What last year's report promised against one of its problems."""
    for entry in _entries(look_up(data, (PRIOR, PROBLEMS))):
        if _texts(look_up(entry, ("问题",))) == (problem,):
            return "".join(_texts((look_up(entry, ("改进",)),)))
    return ""


def find_sentence(data: Plain, path: DataPath, unit: str) -> str:
    """The words in which last year's report seems to give an indicator's figure."""
    if path[:1] != (OVERVIEW,) or len(path) < 4:
        return ""
    figure = re.compile(rf"\d[\d,.]*\s*[万亿]?余?\s*{re.escape(unit)}")
    text = "\n".join(_texts(look_up(data, (PRIOR, OVERVIEW, str(path[1]), HIGHLIGHTS))))
    key, wanted = _pairs(str(path[3]), unit), _pairs(str(path[-1]), unit)
    near = [s for s in _SENTENCE.findall(text) if key & _pairs(s, unit)]
    parts = [_CLAUSES.split(found) for found in near]
    for words in (chain(*(part[::2] for part in parts)), chain(*map(_doubled, parts))):
        held = {
            clause: len(wanted & _pairs(figure.sub("", clause), unit))
            for clause in words
            if figure.search(clause)
        }
        best = max(held, key=held.__getitem__, default="")
        if best and held[best] >= ENOUGH * len(wanted) > 0:
            return best.strip()
    return ""


def find_number(clause: str, unit: str) -> str:
    """The figure of one clause that gives one only; nothing if another may be meant."""
    if re.search("[，,]\\D", clause) or len(re.findall(r"\d[\d,.]*", clause)) != 1:
        return ""
    found = re.search(rf"(\d[\d,.]*)\s*{re.escape(unit)}", clause)
    return found[1].replace(",", "") if found else ""


def _doubled(parts: list[str]) -> list[str]:
    """Clauses with the one before: 举办培训4场，632人次参加."""
    return ["".join(parts[i : i + 3]) for i in range(0, len(parts) - 2, 2)]


def _pairs(text: str, unit: str) -> set[str]:
    """Pairs of characters, without those that stand in every sentence of such a report."""
    plain = re.sub(r"[\d\s.%]", "", text).removesuffix("数").removesuffix(unit)
    return {plain[i : i + 2] for i in range(len(plain) - 1)} - _COMMON


def _entries(value: Plain) -> tuple[Plain, ...]:
    return value if isinstance(value, tuple) else ()


def _texts(value: Plain) -> tuple[str, ...]:
    found = (value,) if isinstance(value, str) else _entries(value)
    return tuple(text.strip() for text in found if isinstance(text, str) and text.strip())
