"""Omissions 略: what a person left out on purpose leaves no sentence with a hole in it.

A template asks for a figure and gets the mark of an omission. The clause it stands in goes; a
clause that other clauses hang on takes them with it, to the next ； or 。
"""

from gkdraft.base.patterns import compile_late
from gkdraft.prose.numbers import OMITTED, OPEN, PARAGRAPH, SEPARATOR

_SEGMENT = compile_late("[^；。]*(?:[；。]|$)")
# 截至2026年12月31日 and 2026年 say nothing by themselves
_FIGURE = compile_late(f"{OPEN}(?!年度{SEPARATOR})")


def drop_omissions(text: str) -> str:
    """A template's text without the clauses that need what was left out."""
    if OMITTED not in text:
        return text
    return PARAGRAPH.join(map(_drop_from_paragraph, text.split(PARAGRAPH)))


def _drop_from_paragraph(text: str) -> str:
    if OMITTED not in text:
        return text
    kept = ""
    for segment in _SEGMENT.findall(text):
        left = _drop_from_segment(segment)
        # what ended the paragraph is gone: the part before it ends it now
        if not left and segment.endswith("。") and kept.endswith("；"):
            kept = f"{kept[:-1]}。"
        kept += left
    return kept


def _drop_from_segment(segment: str) -> str:
    """The clauses that can stand without the one that is dropped."""
    if OMITTED not in segment:
        return segment
    stop = segment[-1] if segment[-1] in "；。" else ""
    clauses = segment.removesuffix(stop).split("，")
    holed = next(index for index, clause in enumerate(clauses) if OMITTED in clause)
    if not _FIGURE.search("，".join(clauses[:holed])):
        return ""
    return "，".join(clause for clause in clauses if OMITTED not in clause) + stop
