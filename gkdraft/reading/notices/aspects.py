"""Which aspect 方面 a task belongs to, proposed from key words: templates/aspects.csv.

The list is read from the top: the first word that a task's title holds decides. Only where
no title word fits does the demand decide, by the aspect with most words. The person confirms.
"""

import csv
import io
from collections.abc import Callable, Container, Sequence

from gkdraft.errors import TemplateError
from gkdraft.layout.resources import Resources
from gkdraft.messages import say
from gkdraft.report.model import Notice, Task

WORDS_SHOWN = 3

Words = Sequence[tuple[str, str]]
"""Word and aspect, in the order in which they decide."""


def load_words(resources: Resources) -> Words:
    """The words of templates/aspects.csv."""
    try:
        rows = csv.DictReader(io.StringIO(resources.read("aspects.csv")))
        return [(row["词"], row["方面"]) for row in rows if row["词"] and row["方面"]]
    except (KeyError, TypeError):
        raise TemplateError(say("aspects.csv: 应有 词、方面 两列")) from None


def propose_aspects(notice: Notice, words: Words) -> Notice:
    """The notice with an aspect and the reason for it at every task that has none."""
    return _change_tasks(notice, lambda task: _add_aspect(task, words))


def limit_aspects(notice: Notice, known: Container[str]) -> Notice:
    """The notice without proposals of aspects that a layout does not have."""

    def limit(task: Task) -> Task:
        if task.aspect in known:
            return task
        return task.model_copy(update={"aspect": "", "aspect_reason": ""})

    return _change_tasks(notice, limit)


def _change_tasks(notice: Notice, change: Callable[[Task], Task]) -> Notice:
    groups = []
    for group in notice.groups:
        tasks = tuple(change(task) for task in group.tasks)
        groups.append(group.model_copy(update={"tasks": tasks}))
    return notice.model_copy(update={"groups": tuple(groups)})


def _add_aspect(task: Task, words: Words) -> Task:
    aspect, reason = propose_aspect(task, words)
    if task.aspect or not aspect:
        return task
    return task.model_copy(update={"aspect": aspect, "aspect_reason": reason})


def propose_aspect(task: Task, words: Words) -> tuple[str, str]:
    """An aspect and why; both empty if no word fits."""
    for word, aspect in words:
        if word in task.title:
            return aspect, f"标题有“{word}”"
    found: dict[str, list[str]] = {}
    for word, aspect in words:
        if word in task.demand:
            found.setdefault(aspect, []).append(word)
    if not found:
        return "", ""
    aspect = max(found, key=lambda name: len(found[name]))
    quoted = [f"“{word}”" for word in found[aspect][:WORDS_SHOWN]]
    return aspect, f"要求有{''.join(quoted)}"
