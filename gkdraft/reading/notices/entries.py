"""Entries: tasks on their way from the source to the model, whatever they were read from."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from gkdraft.reading.documents.flow import TextLine, squeeze_spaces
from gkdraft.reading.notices import ruled_tables
from gkdraft.reading.notices.duties import Duties, find_deadlines, take_duties
from gkdraft.reading.notices.outline import ITEM, Mark, OutlineNode, split_mark
from gkdraft.reading.notices.vocabulary import NoticeVocabulary

LONGEST_TITLE = 45


@dataclass(frozen=True)
class Above:
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


_STOP = re.compile(r"[。！]|(?<=[^\s]{4}) {2,}|[:：](?=.{15})")


def split_title(node: OutlineNode) -> tuple[str, str]:
    """The first sentence and the rest of its line; a short head before ： counts too."""
    text = node.text
    for match in _STOP.finditer(text):
        before = text[: match.start()]
        if sum(before.count(mark) for mark in "“《（(") > sum(before.count(m) for m in "”》）)"):
            continue
        if match[0] in "。！" or (len(before) < 26 and not re.search(r"[，。；]", before)):
            return before, text[match.end() :].strip()
    return text, ""


def strip_duties(texts: Iterable[str], duties: Duties, words: NoticeVocabulary) -> str:
    """Paragraphs, one a line, without the brackets and labels that name bodies."""
    found = (squeeze_spaces(take_duties(text, duties, words)) for text in texts)
    return "\n".join(text for text in found if text)


def finish_entry(entry: TaskEntry) -> TaskEntry:
    """The entry with its title's stop taken off, and with what its text says of time."""
    entry.title = entry.title.strip("。；：: ")
    if len(entry.title) > LONGEST_TITLE and (not entry.demand or re.search("[，；]", entry.title)):
        entry.duties.doubts.append("原文没有短标题，标题取首句")
    find_deadlines(f"{entry.title}。{entry.demand}", entry.duties)
    return entry


def read_row(row: ruled_tables.TaskRow, words: NoticeVocabulary) -> TaskEntry:
    """A row of a task table as an entry."""
    text = squeeze_spaces(row.title.replace("\n", ""))
    own = split_mark(text)
    node = OutlineNode(
        own[0] if own else Mark(ITEM, 0), [TextLine(own[1] if own else text, row.place)]
    )
    title, rest = (node.text, "") if row.demands else split_title(node)
    duties = Duties()
    for kind, duty in row.duties:
        duties.add(kind, duty.replace("\n", "、"))
    texts = [part for text in (rest, *row.demands) for part in text.split("\n")]
    demand = strip_duties(texts, duties, words)
    above = Above(*_heading(row.group), *_heading(row.sub))
    mark, number = own[0] if own else None, squeeze_spaces(row.number)
    title = take_duties(title, duties, words)
    return finish_entry(TaskEntry(above, mark, number, title, demand, row.place, duties))


def _heading(text: str) -> tuple[Mark | None, str]:
    """A heading's mark and title."""
    text = squeeze_spaces(text.replace("\n", ""))
    mark, title = split_mark(text) or (None, text)
    return mark, title.rstrip("。：:；")


def merge_entries(
    entries: list[TaskEntry], others: list[TaskEntry], remarks: list[str]
) -> list[TaskEntry]:
    """A table that repeats the tasks of the text only adds who does them and until when."""
    by_title = {_bare(entry.title): entry for entry in entries}
    added: list[TaskEntry] = []
    for other in others:
        same = by_title.get(_bare(other.title))
        if same is None:
            added.append(other)
            continue
        same.duties.responsible = same.duties.responsible or other.duties.responsible
        same.duties.lead = same.duties.lead or other.duties.lead
        same.duties.deadline = other.duties.deadline or same.duties.deadline
    if entries and len(added) < len(others):
        remarks.append("任务表与正文重复的任务只列一次，责任单位和时限取自任务表")
    if entries and added:
        remarks.append(f"正文以外，任务表另有 {len(added)} 项")
    return entries + added


def _bare(title: str) -> str:
    return re.sub(r"[^\w]", "", title)


def group_entries(entries: Sequence[TaskEntry]) -> Iterator[dict[str, object]]:
    """The entries by their level-one heading, with the keys of the data file."""
    numbers = _labels(entries)
    members: list[dict[str, object]] = []
    current: tuple[Mark | None, str] | None = None
    for entry, number in zip(entries, numbers, strict=True):
        key = entry.above.group, entry.above.title
        if key != current:
            if current is not None:
                yield {"标题": current[1], "任务": tuple(members)}
            current, members = key, []
        members.append(_task(entry, number))
    if current is not None:
        yield {"标题": current[1], "任务": tuple(members)}


def _labels(entries: Sequence[TaskEntry]) -> list[str]:
    """序号: a task's own number where it is unique, else with those above it: 一（一）2."""
    own = [e.number or (str(e.mark) if e.mark else "") for e in entries]
    unique = all(count == 1 for name, count in Counter(own).items() if name)
    if unique:
        return own
    labels = []
    for entry, number in zip(entries, own, strict=True):
        above = [str(mark) for mark in (entry.above.group, entry.above.sub) if mark]
        labels.append("".join([*above, number]) if number else "")
    return labels


def _task(entry: TaskEntry, number: str) -> dict[str, object]:
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
