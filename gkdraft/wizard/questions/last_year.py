"""Last year 上年的文字: what last year's report said where something is asked. Pure."""

import re
from collections.abc import Sequence

from gkdraft.base.patterns import compile_late
from gkdraft.base.places import DataPath, Plain
from gkdraft.base.plain_data import look_up
from gkdraft.report.figures import PRIOR

OVERVIEW, HIGHLIGHTS, PROBLEMS = "总体情况", "亮点", "存在问题"
ENOUGH = 0.5
"""The share of an indicator's pairs of characters that its sentence holds."""
_COMMON = frozenset(("公开", "信息", "政府", "发布", "工作"))
_SENTENCE = compile_late(r"[^。；\n]+")
_CLAUSES = compile_late(r"([，,]|(?<=[\d条件个次期场名份篇项人])、)")


def find_last_texts(data: Plain, path: DataPath) -> tuple[str, ...]:
    """Last year's texts of the same kind: an aspect's paragraphs, problems, measures."""
    last = look_up(data, (PRIOR,))
    match path:
        case (str(overview), str(aspect), str(highlights), int()) if (
            overview == OVERVIEW and highlights == HIGHLIGHTS
        ):
            return _list_texts(look_up(last, (OVERVIEW, aspect, HIGHLIGHTS)))
        case (str(overview), "开头") if overview == OVERVIEW:
            return _list_texts(look_up(last, (OVERVIEW, "开头")))
        case (str(problems), int(), str(key)) if problems == PROBLEMS:
            found = [look_up(entry, (key,)) for entry in list_items(last, (PROBLEMS,))]
            if key == "问题":
                own = list_items(data, (PROBLEMS,))
                found += [look_up(entry, ("上年问题",)) for entry in own]
            return _list_texts(tuple(found))
    return ()


def find_measure(data: Plain, problem: str) -> str:
    """What last year's report promised against one of its problems."""
    for entry in list_items(data, (PRIOR, PROBLEMS)):
        if _list_texts(look_up(entry, ("问题",))) == (problem,):
            return "".join(_list_texts((look_up(entry, ("改进",)),)))
    return ""


def find_sentence(data: Plain, path: DataPath, unit: str) -> str:
    """The words in which last year's report seems to give an indicator's figure."""
    if path[:1] != (OVERVIEW,) or len(path) < 4:
        return ""
    text = "\n".join(_list_texts(look_up(data, (PRIOR, OVERVIEW, str(path[1]), HIGHLIGHTS))))
    key, wanted = _pair_up(str(path[3]), unit), _pair_up(str(path[-1]), unit)
    single, doubled = [], []
    for sentence in _SENTENCE.findall(text):
        if key & _pair_up(sentence, unit):
            parts = _CLAUSES.split(sentence)
            single += parts[::2]
            doubled += _join_neighbours(parts)
    return _choose_clause(single, wanted, unit) or _choose_clause(doubled, wanted, unit)


def _choose_clause(clauses: Sequence[str], wanted: set[str], unit: str) -> str:
    """The clause with a figure of that unit that holds most of the wanted pairs, if enough."""
    figure = compile_late(rf"\d[\d,.]*\s*[万亿]?余?\s*{re.escape(unit)}")
    best, most = "", 0
    for clause in filter(figure.search, clauses):
        held = len(wanted & _pair_up(figure.sub("", clause), unit))
        if held > most:
            best, most = clause, held
    if most < ENOUGH * len(wanted):
        return ""
    return best.strip()


def find_number(clause: str, unit: str) -> str:
    """The figure of one clause that gives one only; nothing if another may be meant."""
    if re.search("[，,]\\D", clause) or len(re.findall(r"\d[\d,.]*", clause)) != 1:
        return ""
    found = re.findall(rf"(\d[\d,.]*)\s*{re.escape(unit)}", clause)
    return "".join(found).replace(",", "")


def _join_neighbours(parts: list[str]) -> list[str]:
    """Clauses with the one before: 举办培训4场，632人次参加."""
    return ["".join(parts[i : i + 3]) for i in range(0, len(parts) - 2, 2)]


def _pair_up(text: str, unit: str) -> set[str]:
    """Pairs of characters, without those that stand in every sentence of such a report."""
    plain = re.sub(r"[\d\s.%]", "", text).removesuffix("数").removesuffix(unit)
    return {plain[i : i + 2] for i in range(len(plain) - 1)} - _COMMON


def list_items(data: Plain, path: DataPath) -> tuple[Plain, ...]:
    """What stands in the list at a place; nothing where there is none."""
    found = look_up(data, path)
    return found if isinstance(found, tuple) else ()


def _list_texts(value: Plain) -> tuple[str, ...]:
    if isinstance(value, str):
        value = (value,)
    found = list_items(value, ())
    return tuple(text.strip() for text in found if isinstance(text, str) and text.strip())
