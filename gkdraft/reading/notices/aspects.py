"""Which aspect 方面 a task belongs to, proposed from the words of templates/aspects.csv.

The list is read from the top and the first pattern that fits decides: the terms of disclosure
work itself stand before whole titles (公开……), those before words that mean one thing in the work
and another in what is disclosed (考核, 检查, 平台). The title is asked first, then the heading it
stands below, then what is demanded; a demand names sites and hotlines in passing, so only some
words are sought there, and only where all agree. No proposal is better than a wrong one: the
person confirms.
"""

import csv
import io
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from gkdraft.errors import TemplateError
from gkdraft.layout.resources import Resources
from gkdraft.messages import say
from gkdraft.report.model import Notice, Task

WORDS_SHOWN = 3
TITLE, HEADINGS = "标题", "标题和组名"
"""Where a word is sought; one that says nothing of it also in what is demanded."""
LONGEST = 2_000
"""Characters of a text in which words are sought."""


class Word(NamedTuple):
    """A pattern that speaks for an aspect, and where it does so."""

    pattern: re.Pattern[str]
    aspect: str
    where: str = ""


Words = Sequence[Word]
"""In the order in which they decide."""


def load_words(resources: Resources) -> Words:
    """The words of templates/aspects.csv."""
    rows = csv.DictReader(io.StringIO(resources.read("aspects.csv")))
    try:
        return list(_read_words(rows))
    except (KeyError, TypeError):
        raise TemplateError(say("aspects.csv: 应有 词、方面 两列")) from None


def _read_words(rows: Iterable[Mapping[str, str]]) -> Iterator[Word]:
    for row in rows:
        if row["词"] and row["方面"]:
            try:
                pattern = re.compile(row["词"])
            except re.error as exc:
                told = say("aspects.csv: “{word}”不是正则表达式：{exc}", word=row["词"], exc=exc)
                raise TemplateError(told) from None
            yield Word(pattern, row["方面"], row.get("看哪里") or "")


def propose_aspects(notice: Notice, words: Words) -> Notice:
    """The notice with an aspect and the reason for it at every task that has none."""
    return _change_tasks(notice, lambda task, group: _add_aspect(task, words, group))


def limit_aspects(notice: Notice, known: Container[str]) -> Notice:
    """The notice without proposals of aspects that a layout does not have."""

    def limit(task: Task, group: str) -> Task:
        if task.aspect in known:
            return task
        return task.model_copy(update={"aspect": "", "aspect_reason": ""})

    return _change_tasks(notice, limit)


def _change_tasks(notice: Notice, change: Callable[[Task, str], Task]) -> Notice:
    groups = []
    for group in notice.groups:
        tasks = tuple(change(task, group.title) for task in group.tasks)
        groups.append(group.model_copy(update={"tasks": tasks}))
    return notice.model_copy(update={"groups": tuple(groups)})


def _add_aspect(task: Task, words: Words, group: str) -> Task:
    aspect, reason = propose_aspect(task, words, group)
    if task.aspect or not aspect:
        return task
    return task.model_copy(update={"aspect": aspect, "aspect_reason": reason})


def propose_aspect(task: Task, words: Words, group: str = "") -> tuple[str, str]:
    """An aspect and why; both empty if no word fits."""
    above = [word for word in words if word.where != TITLE]
    aspect, reason = _judge_heading("标题", task.title, words)
    if not aspect:
        aspect, reason = _judge_heading("小标题", task.subheading, above)
    if not aspect:
        aspect, reason = _judge_demand(task.demand[:LONGEST], words)
    if not aspect:
        # 统计报表每季度报送一次 below 报送政府信息公开统计情况 (平潭 2012)
        aspect, reason = _judge_heading("组名", group, above)
    return aspect, reason


def _judge_heading(name: str, text: str, words: Words) -> tuple[str, str]:
    """What the first word that a heading holds speaks for."""
    for word in words:
        if found := word.pattern.search(text[:LONGEST]):
            return word.aspect, f"{name}有“{found[found.lastindex or 0]}”"
    return "", ""


def _judge_demand(demand: str, words: Words) -> tuple[str, str]:
    """What all words of a demand speak for; nothing where they disagree."""
    found: dict[str, str] = {}
    for word in words:
        if not word.where and (match := word.pattern.search(demand)):
            found.setdefault(match[0], word.aspect)
    aspects = set(found.values())
    if len(aspects) != 1:
        return "", ""
    quoted = [f"“{text}”" for text in list(found)[:WORDS_SHOWN]]
    return aspects.pop(), f"要求有{''.join(quoted)}"
