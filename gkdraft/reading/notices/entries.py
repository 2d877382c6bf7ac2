"""Entries: tasks on their way from the source to the model, whatever they were read from."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from gkdraft.base.patterns import compile_late
from gkdraft.reading.documents.flow import TextLine, squeeze_spaces
from gkdraft.reading.notices import ruled_tables
from gkdraft.reading.notices.duties import Duties, find_deadlines, take_duties
from gkdraft.reading.notices.outline import ITEM, Mark, OutlineNode, split_mark
from gkdraft.reading.notices.vocabulary import NoticeVocabulary

LONGEST_TITLE = 45
"""Characters of a title; a first sentence beyond that is one, but is said to be a guess."""
LONGEST_LEAD = 26
"""Characters before a ： that make a title: 加强政策解读：对…"""


class Above(NamedTuple):
    """The headings above a task: 一、 and, where there is one, （一）."""

    group: Mark | None = None
    title: str = ""
    sub: Mark | None = None
    sub_title: str = ""


@dataclass
class TaskEntry:
    """One task on its way from the source to the model."""

    above: Above
    mark: Mark | None
    number: str
    title: str
    demand: str
    place: str
    duties: Duties = field(default_factory=Duties)


# The end of a title: a full stop, a wide gap behind a few characters (a text whose heading and
# body stood in two columns), or a ： with a whole sentence behind it.
_STOP = compile_late(r"[。！]|(?<=[^\s]{4}) {2,}|[:：](?=.{15})")


def split_title(node: OutlineNode) -> tuple[str, str]:
    """The first sentence and the rest of its line; a short head before ： counts too."""
    text, opened, read = node.text, 0, 0
    for match in _STOP.finditer(text):
        opened += _count_open(text[read : match.start()])
        read = match.start()
        if opened > 0:  # 《…。》 quotes a sentence
            continue
        before = text[:read]
        if match[0] in "。！" or _is_lead(before):
            return before, text[match.end() :].strip()
    return text, ""


def _count_open(text: str) -> int:
    """Brackets and quotation marks that a text opens and does not close."""
    return sum(map(text.count, "“《（(")) - sum(map(text.count, "”》）)"))


def _is_lead(text: str) -> bool:
    return len(text) < LONGEST_LEAD and not re.search(r"[，。；]", text)


def strip_duties(texts: Iterable[str], duties: Duties, words: NoticeVocabulary) -> str:
    """Paragraphs, one a line, without the brackets and labels that name bodies."""
    found = (squeeze_spaces(take_duties(text, duties, words)) for text in texts)
    return "\n".join(text for text in found if text)


def finish_entry(entry: TaskEntry) -> TaskEntry:
    """The entry with its title's stop taken off, and with what its text says of time."""
    entry.title = entry.title.strip("。；：: ")
    # 沪府办字〔2025〕5号 (fixture 06) has sentences only; a long title above a demand is a title
    one_phrase = entry.demand and not re.search("[，；]", entry.title)
    if len(entry.title) > LONGEST_TITLE and not one_phrase:
        entry.duties.doubts.append("原文没有短标题，标题取首句")
    find_deadlines(f"{entry.title}。{entry.demand}", entry.duties)
    return entry


def read_row(row: ruled_tables.TaskRow, words: NoticeVocabulary) -> TaskEntry:
    """A row of a task table as an entry."""
    text = squeeze_spaces(row.title.replace("\n", ""))
    mark, text = split_mark(text) or (None, text)
    title, rest = text, ""
    # without a column for demands the cell holds both: 公布年度审计工作报告。涉密内容另行处理。
    if not row.demands:
        title, rest = split_title(OutlineNode(mark or Mark(ITEM, 0), [TextLine(text, row.place)]))
    duties = Duties(doubts=list(row.doubts))
    for kind, duty in row.duties:
        duties.add(kind, duty.replace("\n", "、"), words)
    demand = strip_duties("\n".join((rest, *row.demands)).split("\n"), duties, words)
    above = Above(*_read_heading(row.group), *_read_heading(row.sub))
    number = squeeze_spaces(row.number)
    title = take_duties(title, duties, words)
    return finish_entry(TaskEntry(above, mark, number, title, demand, row.place, duties))


def _read_heading(text: str) -> tuple[Mark | None, str]:
    """A heading's mark and title."""
    text = squeeze_spaces(text.replace("\n", ""))
    mark, title = split_mark(text) or (None, text)
    return mark, title.rstrip("。：:；")


def merge_entries(
    entries: list[TaskEntry], others: list[TaskEntry], remarks: list[str]
) -> list[TaskEntry]:
    """A table that repeats the tasks of the text only adds who does them and until when."""
    # a notice with its 分解表 as annex: fixture 18
    by_title = {_strip_marks(entry.title): entry for entry in entries}
    added: list[TaskEntry] = []
    for other in others:
        same = by_title.get(_strip_marks(other.title))
        if same is None:
            added.append(other)
        else:
            _add_duties(same.duties, other.duties)
    if entries and len(added) < len(others):
        remarks.append("任务表与正文重复的任务只列一次，责任单位和时限取自任务表")
    if entries and added:
        remarks.append(f"正文以外，任务表另有 {len(added)} 项")
    return entries + added


def fill_same(entries: Sequence[TaskEntry], words: NoticeVocabulary) -> None:
    """责任单位：同上 as what the task above says, said to be a guess."""
    above = Duties()
    for entry in entries:
        duties = entry.duties
        before = (list(duties.responsible), list(duties.lead), list(duties.deadline))
        duties.responsible = _replace_same(duties.responsible, above.responsible, words)
        duties.lead = _replace_same(duties.lead, above.lead, words)
        duties.deadline = _replace_same(duties.deadline, above.deadline, words)
        if before != (duties.responsible, duties.lead, duties.deadline):
            duties.doubts.append("“同上”取自上一项")
        if before[0] and before[0] != duties.responsible and not before[1]:
            duties.lead = list(above.lead)
        above = duties


def _replace_same(names: Sequence[str], above: Sequence[str], words: NoticeVocabulary) -> list[str]:
    found: list[str] = []
    for name in names:
        found += above if name in words.same else [name]
    return list(dict.fromkeys(found))


def _add_duties(duties: Duties, others: Duties) -> None:
    """Who does a task, where its text does not say; until when, as the table says."""
    duties.responsible = duties.responsible or others.responsible
    duties.lead = duties.lead or others.lead
    duties.deadline = others.deadline or duties.deadline


def _strip_marks(title: str) -> str:
    return re.sub(r"[^\w]", "", title)


def group_entries(entries: Sequence[TaskEntry]) -> Iterator[dict[str, object]]:
    """The entries by their level-one heading, with the keys of the data file."""
    numbers = _number_entries(entries)
    members: list[dict[str, object]] = []
    current: tuple[Mark | None, str] | None = None
    for entry, number in zip(entries, numbers, strict=True):
        key = entry.above.group, entry.above.title
        if key != current:
            if current is not None:
                yield {"标题": current[1], "任务": tuple(members)}
            current, members = key, []
        members.append(_list_keys(entry, number))
    if current is not None:
        yield {"标题": current[1], "任务": tuple(members)}


def _number_entries(entries: Sequence[TaskEntry]) -> list[str]:
    """序号: a task's own number where it is unique, else with those above it: 一（一）2."""
    own = [_find_number(entry) for entry in entries]
    given = list(filter(None, own))
    if len(given) == len(set(given)):
        return own
    numbers = []
    for entry, number in zip(entries, own, strict=True):
        above = filter(None, (entry.above.group, entry.above.sub))
        numbers.append("".join([*map(str, above), number]) if number else "")
    return numbers


def _find_number(entry: TaskEntry) -> str:
    if entry.number or entry.mark is None:
        return entry.number
    return str(entry.mark)


def _list_keys(entry: TaskEntry, number: str) -> dict[str, object]:
    return {
        "序号": number,
        "小标题": entry.above.sub_title,
        "标题": entry.title,
        "要求": entry.demand,
        "牵头单位": tuple(entry.duties.lead),
        "责任单位": tuple(entry.duties.responsible),
        "时限": "；".join(entry.duties.deadline),
        "出处": entry.place,
        "推断": "；".join(dict.fromkeys(entry.duties.doubts)),
    }
