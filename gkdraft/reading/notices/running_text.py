"""Tasks of running text: which of the numbered headings are tasks, and what belongs to each."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from gkdraft.reading.documents.flow import TextLine, squeeze_spaces
from gkdraft.reading.notices.duties import Duties, take_duties
from gkdraft.reading.notices.entries import (
    LONGEST_TITLE,
    Above,
    TaskEntry,
    finish_entry,
    split_title,
    strip_duties,
)
from gkdraft.reading.notices.outline import (
    GROUP,
    ITEM,
    PART,
    TASK,
    Mark,
    OutlineNode,
    build_outline,
    number_levels,
    spell_mark,
    split_mark,
)
from gkdraft.reading.notices.vocabulary import NoticeVocabulary


class RunningText:
    """Tasks of running text. `raw` leaves what stands below a title as it is found."""

    def __init__(self, words: NoticeVocabulary, remarks: list[str], raw: bool) -> None:
        self.words = words
        self.remarks = remarks
        self.raw = raw

    def tasks(self, lines: Sequence[TextLine]) -> Iterator[TaskEntry]:
        """Every task below the numbered headings of these lines."""
        kept = list(_until_end(lines, self.words))
        nodes = build_outline(kept) or build_outline(number_levels(kept))
        if not nodes:
            return
        _drop_closing(nodes, self.words)
        yield from self._below(nodes, Above())

    def _below(self, nodes: Sequence[OutlineNode], above: Above) -> Iterator[TaskEntry]:
        """The tasks of headings that stand side by side, of the whole text or of a 第一部分."""
        alone = len(nodes) > 1 or above.group is not None
        flat = alone and not any(node.children or _listed(node) for node in nodes)
        for node in nodes:
            if self._is_background(node):
                continue
            if node.mark.rank == PART and any(c.mark.rank == GROUP for c in node.children):
                title = squeeze_spaces(split_title(node)[0]).rstrip("。：:；")
                yield from self._below(node.children, Above(node.mark, title))
            elif node.mark.rank > GROUP or (flat and node.mark.rank == GROUP):
                yield from self._task(node, above)
            else:
                yield from self._members(node)

    def _is_background(self, node: OutlineNode, above: str = "") -> bool:
        title = squeeze_spaces(split_title(node)[0]).rstrip("。：:")
        if not self.words.is_background.fullmatch(title):
            return False
        self.remarks.append(f"没有列为任务：{above}{spell_mark(node.mark)}{title}")
        return True

    def _members(self, node: OutlineNode) -> Iterator[TaskEntry]:
        """The tasks of a group 一、."""
        above = Above(node.mark, squeeze_spaces(split_title(node)[0]).rstrip("。：:；"))
        if node.children and len(node.lines) > 1:
            self.remarks.append(f"“{spell_mark(node.mark)}{above.title}”下面的导语没有列入任务")
        for child in node.children:
            if not self._is_background(child, spell_mark(node.mark)):
                yield from self._task(child, above)
        if not node.children:
            yield from self._unnumbered(node, above)

    def _unnumbered(self, node: OutlineNode, above: "Above") -> Iterator[TaskEntry]:
        """A part without numbers: 一是…二是…, else the whole of it is one task."""
        place = node.lines[0].place
        listed = _listed(node)
        for number, part in enumerate(listed, 1):
            stop = "。" if len(part.partition("。")[0]) <= LONGEST_TITLE else "，"
            title, _, rest = part.partition(stop)
            duties = Duties(doubts=["原文没有编号，按“一是、二是”分开"])
            demand = self._demand([TextLine(rest, place)], duties)
            shown = squeeze_spaces(title).rstrip("。；")
            yield TaskEntry(above, Mark(TASK, number), "", shown, demand, place, duties)
        rest = split_title(node)[1]
        lines = [*([TextLine(rest, place)] if rest else []), *node.lines[1:]]
        if lines and not listed:
            duties = Duties(doubts=["这一部分没有分项，整段作为一项"])
            yield TaskEntry(
                above, None, "", above.title, self._demand(lines, duties), place, duties
            )

    def _task(self, node: OutlineNode, above: "Above") -> Iterator[TaskEntry]:
        """A node as a task, or its children where it is only a heading above them."""
        title, rest = split_title(node)
        heading = len(node.lines) == 1 and (not rest or _introduces(rest))
        if node.children and node.mark.rank < ITEM and heading:
            name = squeeze_spaces(title).rstrip("。：:；")
            for child in node.children:
                yield from self._task(child, replace(above, sub=node.mark, sub_title=name))
            return
        duties = Duties()
        below = [line for child in node.children for line in _numbered(child)]
        body = [TextLine(rest, node.lines[0].place)] if rest else []
        demand = self._demand([*body, *node.lines[1:], *below], duties)
        title = squeeze_spaces(title if self.raw else take_duties(title, duties, self.words))
        yield finish_entry(
            TaskEntry(above, node.mark, "", title, demand, node.lines[0].place, duties)
        )

    def _demand(self, lines: Iterable[TextLine], duties: Duties) -> str:
        """What a task demands, one paragraph a line, without brackets that name bodies."""
        if self.raw:
            duties.doubts.append("任务表各栏在原文里连成一串，要求与责任单位没有分开")
            return "\n".join(line.text for line in lines)
        return strip_duties((line.text for line in lines), duties, self.words)


def _listed(node: OutlineNode) -> list[str]:
    """What stands behind 一是, 二是 and so on; nothing where there are less than two."""
    parts = _LISTED.split("\n".join(line.text for line in node.lines))
    found = [part.split("是", 1)[1].strip() for part in parts if _LISTED_START.match(part)]
    return found if len(found) > 1 else []


_LISTED_START = re.compile(r"[一二三四五六七八九十]{1,2}是")
_LISTED = re.compile(rf"(?:(?<=[。；：:，\n])|^)\s*(?={_LISTED_START.pattern})")


def _introduces(text: str) -> bool:
    """Whether a text above numbered items only leads to them: 主要任务如下："""
    return text.rstrip().endswith(("：", ":")) and not re.search("[，。；]", text)


def _numbered(node: OutlineNode) -> Iterator[TextLine]:
    first, *rest = node.all_lines()
    yield TextLine(f"{spell_mark(node.mark)}{first.text}", first.place)
    yield from rest


def _until_end(lines: Sequence[TextLine], words: NoticeVocabulary) -> Iterator[TextLine]:
    """The lines up to where the document is over: 抄送, 附件, the foot of a web page."""
    begun = False
    for line in lines:
        begun = begun or split_mark(line.text) is not None or line.level > 0
        if begun and words.is_ending.search(line.text) and len(line.text) < 120:
            return
        yield line


def _drop_closing(nodes: list[OutlineNode], words: NoticeVocabulary) -> None:
    """The last paragraph, when it speaks of all tasks and not of the last one."""
    last = nodes[-1]
    while last.children:
        last = last.children[-1]
    while len(last.lines) > 1:
        text = last.lines[-1].text
        signed = len(text) < 40 and not re.search(r"[。；，：]|^[（(]", text)
        if not signed and not words.is_closing.search(text):
            return
        del last.lines[-1]
