"""Paragraphs of a published report, where a document has them as lines."""

from collections.abc import Iterable, Iterator

from gkdraft.base.patterns import compile_late

# 上海 2019: headings without an end mark; 宿迁 2023: a printed line without one goes on
LONGEST_HEAD = 30

ENDS = tuple("。！？；：.:;!?…")
_MARKED = compile_late(
    r"[（(][一二三四五六七八九十]{1,2}[）)]|[一二三四五六七八九十]{1,3}[、.．]|[一二三四五六七八九十]是"
    r"|\d{1,2}[.．、](?!\d)|[①-⑳]"
)


def join_lines(paragraphs: Iterable[str]) -> Iterator[str]:
    """Paragraphs; a printed line that does not end a sentence goes on in the next."""
    parts: list[str] = []
    for paragraph in paragraphs:
        line = paragraph.strip()
        # 东河 2021: ……报告如下: and the heading (一) are two lines; 第二十条第 (一)项 is one
        if parts and _MARKED.match(line) and not parts[-1].endswith(("第", "条", "款")):
            yield "".join(parts)
            parts = []
        parts.append(line)
        if len(paragraph) < LONGEST_HEAD or line.endswith(ENDS):
            yield "".join(parts)
            parts = []
    if parts:
        yield "".join(parts)
