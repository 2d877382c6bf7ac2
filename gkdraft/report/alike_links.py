"""Which tasks of several notices agree 相近, on what, and how far. Pure.

A notice of a higher level says in one task what one of a lower level says in a group, below a
heading 小标题, or in several rows; so a task is held against titles, headings and sentences of
demands alike. Whose pairs of characters nobody else has are found by an index: a notice may have
hundreds of tasks.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from gkdraft.base.places import DataPath
from gkdraft.messages import say
from gkdraft.report.alike_words import (
    LEAST,
    LONGEST_DEMAND,
    LONGEST_TITLE,
    NAMED,
    AlikeWords,
    Holdings,
    name_shared,
    share,
    share_both,
    share_equal,
)

NEAR = 0.5
"""Of what two titles hold, weighed: how much must be in both."""
WITHIN = 0.6
"""Of what a title holds: how much must be in what the other task demands."""
SAME_HEADING = 0.8
PART = 0.15
"""Of what a sentence of a demand holds: how much must be in the title that is found there."""
SAME_TITLE = 0.9
HEADED = 0.4
"""Likeness of a task to one that is its heading: less than any of its own."""
MOST_CLAUSES = 5
MOST_DEMANDED = 300_000
"""Characters of demands that are compared, of all tasks: 500 of 600 each."""
MOST_HOLDERS = 100
"""Tasks that hold a pair of characters; one that more hold tells nothing."""
MOST_STEPS = 3_000_000
"""Steps of looking up; a file made to be slow has the rest of its tasks not compared."""
STEPS_JUDGED = 40
"""What judging two texts takes in steps of looking up."""


class Said(NamedTuple):
    """What is compared of a task; an answer changes nothing of it."""

    path: DataPath
    title: str
    above: str  # the heading right above it
    is_below: bool  # whether that is a 小标题 and no group
    demand: str
    is_in_table: bool

    @property
    def part(self) -> tuple[object, bool]:
        """The notice, or the task table in it: 任务分解表 as an annex says again what is above."""
        return self.path[1], self.is_in_table

    @property
    def place(self) -> tuple[DataPath, str]:
        """Below which heading it stands."""
        return self.path[:4], self.above if self.is_below else ""


class Link(NamedTuple):
    """Two tasks that agree, the later one last."""

    first: DataPath
    last: DataPath
    ground: str
    score: float


class _Weighed(NamedTuple):
    """What a task says, weighed: its title and each clause of it, the heading, the demand."""

    said: Said
    title: Holdings
    clauses: Sequence[Holdings]
    heading: Holdings
    sentences: Sequence[Holdings]

    def list_texts(self) -> Iterator[tuple["_Kind", Holdings]]:
        """All that is held against the titles of others."""
        yield _Kind.HEADING, self.heading
        for clause in self.clauses:
            yield _Kind.CLAUSE, clause
        for sentence in self.sentences:
            yield _Kind.SENTENCE, sentence


class _Kind(Enum):
    """What a text of a task is."""

    HEADING = "小标题"
    CLAUSE = "标题"
    SENTENCE = "要求"


def _weigh_all(said: Sequence[Said], words: AlikeWords) -> list[_Weighed]:
    """The tasks weighed, with the demands of as many as a person would read."""
    found = []
    headings: dict[str, Holdings] = {}
    left = MOST_DEMANDED
    for each in said:
        if each.above not in headings:
            headings[each.above] = words.weigh_title(each.above)
        title = words.weigh_title(each.title)
        # 密切关注、及时回应……，主动释疑解惑 (平潭 2021): a title of clauses says it in one of them
        parts = re.split("[，；：]", each.title[:LONGEST_TITLE], maxsplit=MOST_CLAUSES)
        clauses = tuple(map(words.weigh_title, parts)) if len(parts) > 1 else (title,)
        demand = each.demand[:left]
        left -= min(len(demand), LONGEST_DEMAND)
        sentences = words.weigh_demand(demand)
        found.append(_Weighed(each, title, clauses, headings[each.above], sentences))
    return found


def find_links(said: Sequence[Said], words: AlikeWords) -> Iterator[Link]:
    """Of every task the nearest one of each other part, and rows below a heading."""
    weighed = _weigh_all(said, words)
    best: dict[tuple[int, object], Link] = {}
    headed: list[tuple[int, int, Link]] = []
    for owner, other, kind, text in _find_shared(weighed):
        score, ground = _JUDGES[kind](text, weighed[owner], weighed[other])
        if not ground:
            continue
        first, last = sorted((owner, other))
        link = Link(said[first].path, said[last].path, ground, score)
        if kind is _Kind.HEADING:
            headed.append((owner, other, link))
            continue
        for key in ((first, said[last].part), (last, said[first].part)):
            if key not in best or best[key].score < score:
                best[key] = link
    yield from dict.fromkeys(best.values())
    yield from _keep_parts(weighed, headed, best)


def _keep_parts(
    weighed: Sequence[_Weighed],
    headed: Sequence[tuple[int, int, Link]],
    best: Mapping[tuple[int, object], Link],
) -> Iterator[Link]:
    """The rows below a heading that is a task of another notice.

    A heading is only a theme if a row below it is that task itself, or another one.
    """
    below: dict[tuple[DataPath, str], list[int]] = defaultdict(list)
    for index, each in enumerate(weighed):
        below[each.said.place].append(index)
    themes: dict[tuple[object, int], bool] = {}
    for row, upper, link in headed:
        place, target = weighed[row].said.place, weighed[upper]
        if (place, upper) not in themes:
            themes[place, upper] = any(
                _differs(weighed[each], target, best.get((each, target.said.part)))
                for each in below[place]
            )
        if not themes[place, upper] and (row, target.said.part) not in best:
            yield link


def _differs(row: _Weighed, upper: _Weighed, own: Link | None) -> bool:
    # 加强组织领导 below 强化组织领导及保障措施 is the task, 确定先进单位 is not (平潭 2020)
    if share_equal(row.title, upper.title) >= SAME_TITLE:
        return True
    return own is not None and upper.said.path not in (own.first, own.last)


def _find_shared(
    weighed: Sequence[_Weighed],
) -> Iterator[tuple[int, int, _Kind, Holdings]]:
    """The texts of tasks that say enough of the title of a task of another part."""
    holders = _index_titles(weighed)
    parts = [each.said.part for each in weighed]
    needed = [min(LEAST, each.title.size) for each in weighed]
    left = MOST_STEPS
    for index, each in enumerate(weighed):
        for kind, text in each.list_texts():
            shared, steps = _count_shared(text, holders)
            left -= steps
            for other, count in shared.items():
                if count >= needed[other] and parts[other] != parts[index]:
                    left -= STEPS_JUDGED
                    yield index, other, kind, text
        if left < 0:
            return


def _count_shared(text: Holdings, holders: Mapping[str, list[int]]) -> tuple[dict[int, int], int]:
    """Characters that titles have of a text, by their tasks, and the steps that took."""
    shared: dict[int, int] = defaultdict(int)
    steps = 0
    for name in chain(text.names, text.pairs):
        found = holders.get(name, ())
        steps += len(found)
        for other in found:
            shared[other] += NAMED if name in text.names else 2
    return shared, steps


def _index_titles(weighed: Sequence[_Weighed]) -> dict[str, list[int]]:
    """The tasks by what their titles hold, without what too many hold."""
    holders: dict[str, list[int]] = defaultdict(list)
    for index, each in enumerate(weighed):
        for name in chain(each.title.names, each.title.pairs):
            holders[name].append(index)
    return {name: found for name, found in holders.items() if len(found) <= MOST_HOLDERS}


_Verdict = tuple[float, str]
"""How far two tasks agree, and on what; nothing if on too little."""


def _judge_clause(clause: Holdings, one: _Weighed, other: _Weighed) -> _Verdict:
    """Whether two titles say the same."""
    score, nearest = max(
        ((share_both(clause, each), each) for each in other.clauses), key=itemgetter(0)
    )
    if score < NEAR:
        return 0.0, ""
    return score, say("说的都是{shared}", shared=name_shared(clause, nearest))


def _judge_sentence(sentence: Holdings, upper: _Weighed, lower: _Weighed) -> _Verdict:
    """Whether what one task demands in a sentence is the other one's title."""
    if not _is_part(lower.title, sentence):
        return 0.0, ""
    score = share(lower.title, upper.title | sentence)
    if score < WITHIN:
        return 0.0, ""
    return score * WITHIN, say("要求里有{shared}", shared=name_shared(lower.title, sentence))


def _judge_heading(heading: Holdings, row: _Weighed, upper: _Weighed) -> _Verdict:
    """Whether the heading above a row is the other task."""
    if share_equal(heading, upper.title) < SAME_HEADING:
        return 0.0, ""
    return HEADED, say("“{heading}”与之同题", heading=row.said.above)


_JUDGES = {
    _Kind.HEADING: _judge_heading,
    _Kind.CLAUSE: _judge_clause,
    _Kind.SENTENCE: _judge_sentence,
}


def _is_part(title: Holdings, sentence: Holdings) -> bool:
    """Whether a sentence of a demand is about what a title says, and does not only mention it."""
    # 三大攻坚战 is one of twelve things whose policies are to be explained (太仓 2019); a village
    # broadcast is to be used, also for 惠农信息 (fixture 24)
    common = title.count_in(sentence)
    return common > LEAST and common >= PART * sentence.size
