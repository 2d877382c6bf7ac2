"""Tasks of running text: which of the numbered headings are tasks, and what belongs to each."""

import re
from collections.abc import Iterable, Iterator, Sequence

from gkdraft.base.patterns import compile_late
from gkdraft.reading.documents.flow import TextLine, squeeze_spaces
from gkdraft.reading.notices.closing import cut_ending, drop_closing
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
    number_titles,
    spell_mark,
)
from gkdraft.reading.notices.restored_lines import join_labels, join_lists
from gkdraft.reading.notices.run_together import ColumnGuess
from gkdraft.reading.notices.vocabulary import NoticeVocabulary

PART_OF_STEPS = 3
"""One step in so many is a sentence without a title (平潭 2012: every second one)."""


class RunningText:
    """Tasks of running text; `columns` are those of a table that a dump ran together."""

    def __init__(
        self,
        words: NoticeVocabulary,
        remarks: list[str],
        columns: Sequence[str] = (),
        year: int = 0,
    ) -> None:
        self.words = words
        self.remarks = remarks
        self.columns = columns
        self.year = year  # of the notice, 0 where its title does not say
        self.guess: ColumnGuess | None = None
        self.above: tuple[Above, Duties] | None = None  # the last row whose bodies were told

    def tasks(self, lines: Sequence[TextLine]) -> Iterator[TaskEntry]:
        """Every task below the numbered headings of these lines."""
        label = self.words.label
        kept = list(cut_ending(lines, self.words, self.remarks))
        body = list(number_titles(join_labels(list(join_lists(kept, self.words)), self.words)))
        if self.columns:
            self.guess = ColumnGuess(self.columns, [line.text for line in body])
        nodes = build_outline(body, label) or build_outline(number_levels(body), label)
        if not nodes:
            return
        drop_closing(nodes, self.words)
        yield from self._read_siblings(nodes, Above())

    def _read_siblings(self, nodes: Sequence[OutlineNode], above: Above) -> Iterator[TaskEntry]:
        """The tasks of headings that stand side by side, of the whole text or of a 第一部分."""
        flat = self._is_flat(nodes, above)
        for node in nodes:
            if self._is_background(node):
                continue
            rank = node.mark.rank
            if rank == PART and _holds_groups(node):
                part = Above(node.mark, _clean_heading(node))
                yield from self._read_siblings(node.children, part)
            elif rank > GROUP or (flat and rank == GROUP):
                yield from self._read_task(node, above)
            else:
                yield from self._read_group(node)

    def _is_flat(self, nodes: Sequence[OutlineNode], above: Above) -> bool:
        """Whether 一、 二、 are themselves the tasks."""
        # 汶上县中都街道 2025 and 第三条 of fixture 30; a 一、 that stands alone is no list
        if len(nodes) == 1 and above.group is None:
            return False
        # no numbers below any of them, or only steps (平潭 2012)
        bare = not any(node.children or _list_items(node) for node in nodes)
        return bare or _hold_steps(nodes)

    def _is_background(self, node: OutlineNode, above: str = "") -> bool:
        title = squeeze_spaces(split_title(node)[0]).rstrip("。：:")
        # 总体要求, 指导思想, 工作目标 are numbered like tasks (新余 2023, fixture 08), and so is
        # what shall be reached in years: 到2028年，…
        if not (self.words.is_background.fullmatch(title) or self._is_aim(title)):
            return False
        self.remarks.append(f"没有列为任务：{above}{spell_mark(node.mark)}{title}")
        return True

    def _is_aim(self, title: str) -> bool:
        """Whether a sentence says what shall be so in a later year than the notice's own."""
        match = self.words.is_aim.match(title)
        year = match and match.groupdict().get("year")
        return match is not None and (not year or not self.year or int(year) > self.year)

    def _read_group(self, node: OutlineNode) -> Iterator[TaskEntry]:
        """The tasks of a group 一、."""
        above = Above(node.mark, _clean_heading(node))
        if node.children and (len(node.lines) > 1 or split_title(node)[1]):
            self.remarks.append(f"“{spell_mark(node.mark)}{above.title}”下面的导语没有列入任务")
        for child in node.children:
            if not self._is_background(child, spell_mark(node.mark)):
                yield from self._read_task(child, above)
        if not node.children:
            yield from self._read_unnumbered(node, above)

    def _read_unnumbered(self, node: OutlineNode, above: Above) -> Iterator[TaskEntry]:
        """A part without numbers: 一是…二是…, else the whole of it is one task."""
        place = node.lines[0].place
        items = _list_items(node)
        for number, item in enumerate(items, 1):
            yield self._read_item(item, Mark(TASK, number), place, above)
        rest = split_title(node)[1]
        first = [TextLine(rest, place)] if rest else []
        lines = [*first, *node.lines[1:]]
        if lines and not items:
            duties = Duties(doubts=["这一部分没有分项，整段作为一项"])
            demand = self._compose_demand(lines, duties)
            yield TaskEntry(above, None, "", above.title, demand, place, duties)

    def _read_item(self, item: str, mark: Mark, place: str, above: Above) -> TaskEntry:
        """What stands behind 一是: its first sentence, or clause where that is long, is the title.

        黄石 2014 (fixture 17) numbers its tasks within the paragraph, in either length.
        """
        sentence = item.partition("。")[0]
        stop = "。" if len(sentence) <= LONGEST_TITLE else "，"
        title, _, rest = item.partition(stop)
        duties = Duties(doubts=["原文没有编号，按“一是、二是”分开"])
        demand = self._compose_demand([TextLine(rest, place)], duties)
        shown = squeeze_spaces(title).rstrip("。；")
        return TaskEntry(above, mark, "", shown, demand, place, duties)

    def _read_task(self, node: OutlineNode, above: Above) -> Iterator[TaskEntry]:
        """A node as a task, or its children where it is only a heading above them."""
        if _is_bare_heading(node) and (self.guess or not self._holds_sentences(node)):
            below = above._replace(sub=node.mark, sub_title=_clean_heading(node))
            for child in node.children:
                yield from self._read_task(child, below)
            return
        if self.guess:
            yield self._read_run_together(node, above, self.guess)
            return
        title, rest = split_title(node)
        place = node.lines[0].place
        duties = Duties()
        lines = [TextLine(rest, place)] if rest else []
        lines += node.lines[1:]
        for child in node.children:
            lines += _number_lines(child)
        if not rest and sum(map(self._names_bodies, node.lines[1:])) > 1:
            duties.doubts.append("下面几段各有责任单位，没有分开")
        demand = self._compose_demand(lines, duties)
        title = take_duties(title, duties, self.words)
        shown = squeeze_spaces(title)
        yield finish_entry(TaskEntry(above, node.mark, "", shown, demand, place, duties))

    def _read_run_together(self, node: OutlineNode, above: Above, guess: ColumnGuess) -> TaskEntry:
        """A row of a table whose columns a text dump ran together (平潭 2021, 福建 2016)."""
        text = "\n".join(line.text for line in node.all_lines())
        duties = Duties()
        row = guess.split(text)
        if row:
            title, demand = row.title, row.demand
            duties.doubts.append("任务表各栏在原文里连成一串，按单位名称分开")
            for name in row.lead:
                duties.add("lead", name, self.words)
            duties.add("responsible", row.responsible, self.words)
            self.above = above, duties
        else:
            title, demand = split_title(node)
            duties.doubts.append("任务表各栏在原文里连成一串，要求与责任单位没有分开")
            if self.above and self.above[0] == above:
                duties.lead = list(self.above[1].lead)
                duties.responsible = list(self.above[1].responsible)
                duties.doubts.append("这一项没有认出责任单位，取自上一项")
        shown = squeeze_spaces(title)
        place = node.lines[0].place
        return finish_entry(TaskEntry(above, node.mark, "", shown, demand, place, duties))

    def _holds_sentences(self, node: OutlineNode) -> bool:
        """Whether sentences without titles stand below a heading: the heading is the task."""
        # 绥棱 2018; where each names who does it, each is a task
        if not all(map(_is_sentence, node.children)):
            return False
        return not any(self._names_bodies(child.lines[0]) for child in node.children)

    def _names_bodies(self, line: TextLine) -> bool:
        """Whether a paragraph with a sentence of its own says who is responsible."""
        duties = Duties()
        rest = take_duties(line.text, duties, self.words)
        return bool(rest and duties.responsible)

    def _compose_demand(self, lines: Iterable[TextLine], duties: Duties) -> str:
        """What a task demands, one paragraph a line, without brackets that name bodies."""
        return strip_duties((line.text for line in lines), duties, self.words)


def _clean_heading(node: OutlineNode) -> str:
    """A node's title as a heading that others stand under."""
    return squeeze_spaces(split_title(node)[0]).rstrip("。：:；")


def _holds_groups(node: OutlineNode) -> bool:
    """Whether 一、 stand below a 第一部分 (fixture 29); else the 第一部分 is itself a group."""
    return any(child.mark.rank == GROUP for child in node.children)


def _hold_steps(nodes: Sequence[OutlineNode]) -> bool:
    """Whether every 一、 has its own text behind its title, and only steps below it."""
    steps: list[OutlineNode] = []
    for node in nodes:
        steps += node.children
    titled = all(node.mark.rank == GROUP and split_title(node)[1] for node in nodes)
    sentences = sum(map(_is_sentence, steps))
    return titled and sentences * PART_OF_STEPS >= len(steps)


def _is_sentence(node: OutlineNode) -> bool:
    """Whether a numbered text begins with a sentence, not with a title."""
    title, rest = split_title(node)
    clauses = re.search("[，,]", title) is not None
    return len(title) > LONGEST_TITLE or (not rest and not node.children and clauses)


# 一是, 二是 inside a paragraph, only behind a stop: “这一是…” is a sentence
_ITEM_MARK = compile_late(r"[一二三四五六七八九十]{1,2}是")
_BEFORE_ITEM = compile_late(rf"(?:(?<=[。；：:，\n])|^)\s*(?={_ITEM_MARK.pattern})")


def _list_items(node: OutlineNode) -> list[str]:
    """What stands behind 一是, 二是 and so on; nothing where there are less than two."""
    text = "\n".join(line.text for line in node.lines)
    found = []
    for part in _BEFORE_ITEM.split(text):
        if _ITEM_MARK.match(part):
            found.append(part.split("是", 1)[1].strip())
    return found if len(found) > 1 else []


def _is_bare_heading(node: OutlineNode) -> bool:
    """Whether a （一） only heads the 1. 2. below it (菏泽定陶 2017, fixture 07)."""
    # 1. with （1） below it is one task with its steps: fixture 25
    if not node.children or node.mark.rank >= ITEM or len(node.lines) > 1:
        return False
    # ① ② below （一） are steps wherever they stand
    if all(child.mark.rank > ITEM + 1 for child in node.children):
        return False
    rest = split_title(node)[1]
    return not rest or _introduces(rest)


def _introduces(text: str) -> bool:
    """Whether a text above numbered items only leads to them: 主要任务如下："""
    return text.rstrip().endswith(("：", ":")) and not re.search("[，。；]", text)


def _number_lines(node: OutlineNode) -> Iterator[TextLine]:
    first, *rest = node.all_lines()
    yield TextLine(f"{spell_mark(node.mark)}{first.text}", first.place)
    yield from rest
