"""Tasks of several notices that say the same 相近: which one is proposed to be merged into which.

Nothing is merged but by a person: a proposal stands in the data file as a comment.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from gkdraft.base.likeness import measure_pairs
from gkdraft.base.places import DataPath
from gkdraft.layout.resources import Resources
from gkdraft.report.alike_links import Link, Said, find_links
from gkdraft.report.alike_words import load_alike_words
from gkdraft.report.model import Report, Task
from gkdraft.report.tasks import PlacedTask, list_tasks, shorten_title

SAME = 0.8
"""Pairs of characters in common from which two tasks are the same one in other words."""
SHORTEST_DEMAND = 30
"""Characters of a demand that tell anything by their likeness."""
MOST_TASKS = 2_000
"""Tasks that are compared, of all notices: no office has as many."""


class Proposal(NamedTuple):
    """A task that may be merged into another one, on what they agree, and how far, 0 to 1."""

    entry: PlacedTask
    target: PlacedTask
    ground: str
    score: float


def propose_merges(report: Report, resources: Resources) -> list[Proposal]:
    """The tasks that may be merged into one of another notice, or of the text above their table.

    Each at most once, and all may be accepted: no task that others are merged into is itself
    merged. Of two tasks the later one goes into the earlier one; of several that one task answers,
    all go into that.
    """
    entries = {entry.path: entry for entry in list_tasks(report)[:MOST_TASKS]}
    found = []
    for match in match_tasks(tuple(map(_say, entries.values())), resources):
        merged, target = entries[match.merged], entries[match.target]
        found.append(Proposal(merged, target, match.ground, match.score))
    return found


def find_same(report: Report, resources: Resources) -> Iterator[tuple[PlacedTask, PlacedTask]]:
    """Tasks that two notices word nearly alike, so that their answers must not differ."""
    for each in propose_merges(report, resources):
        if _measure_wording(each.entry.task, each.target.task) >= SAME:
            first, last = sorted((each.entry, each.target), key=lambda entry: entry.path)
            yield first, last


def _measure_wording(one: Task, other: Task) -> float:
    """How near two tasks are worded: by title, or by a demand one notice took from another."""
    titles = measure_pairs(shorten_title(one.title), shorten_title(other.title))
    if min(len(one.demand), len(other.demand)) < SHORTEST_DEMAND:
        return titles
    return max(titles, measure_pairs(one.demand[:600], other.demand[:600]))


def _say(entry: PlacedTask) -> Said:
    task = entry.task
    above = task.subheading or entry.group.title
    is_in_table = task.source.startswith("表")
    return Said(entry.path, task.title, above, bool(task.subheading), task.demand, is_in_table)


class Match(NamedTuple):
    """Where a task stands that may be merged, where the other one, on what they agree, how far."""

    merged: DataPath
    target: DataPath
    ground: str
    score: float


# the wizard asks after every answer, and answers change nothing of what is compared
@lru_cache(maxsize=4)
def match_tasks(said: tuple[Said, ...], resources: Resources) -> tuple[Match, ...]:
    """The same for tasks of which only the words are known.

    The nearest pairs come first. A third task makes a pair a star, whose centre answers it.
    """
    if len({each.part for each in said}) < 2:
        return ()
    links = sorted(find_links(said, load_alike_words(resources)), key=lambda link: -link.score)
    kept: dict[DataPath, list[Link]] = defaultdict(list)
    for link in links:
        ends = sorted((link.first, link.last), key=lambda end: len(kept[end]))
        # an end with a partner can only be the centre; so the partner must have no other
        is_star = all(len(kept[_find_other(each, ends[1])]) == 1 for each in kept[ends[1]])
        if not kept[ends[0]] and is_star:
            for end in ends:
                kept[end].append(link)
    found = []
    for path in sorted(kept):
        if len(kept[path]) == 1:
            (link,) = kept[path]
            other = _find_other(link, path)
            if len(kept[other]) > 1 or path == link.last:
                found.append(Match(path, other, link.ground, link.score))
    return tuple(found)


def _find_other(link: Link, end: DataPath) -> DataPath:
    return link.last if end == link.first else link.first
