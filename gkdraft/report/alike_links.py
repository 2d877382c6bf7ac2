"""Which tasks of several notices agree 相近, on what, and how far. Pure.

A notice of a higher level says in one task what one of a lower level says in a group, below a
heading 小标题, or in several rows; so a task is held against titles, headings and sentences of
demands alike. Whose pairs of characters nobody else has are found by an index: a notice may have
hundreds of tasks.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, product
from operator import itemgetter

from gkdraft.base.places import DataPath
from gkdraft.messages import say
from gkdraft.report.alike_words import (
    LEAST,
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
MOST_HOLDERS = 100
"""Tasks that hold a pair of characters; one that more hold tells nothing."""


@dataclass(frozen=True)
class Said:
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


@dataclass(frozen=True)
class Link:
    """Two tasks that agree, the later one last."""

    first: DataPath
    last: DataPath
    ground: str
    score: float


@dataclass(frozen=True)
class _Weighed:
    """What a task says, weighed: its title and each clause of it, the heading, the demand."""

    said: Said
    title: Holdings
    clauses: Sequence[Holdings]
    heading: Holdings
    sentences: Sequence[Holdings]


def _weigh(said: Said, words: AlikeWords) -> _Weighed:
    # 密切关注、及时回应……，……，主动释疑解惑 (平潭 2021): a title of clauses says it in one of them
    clauses = re.split("[，；：]", said.title[:LONGEST_TITLE])
    return _Weighed(
        said,
        words.weigh_title(said.title),
        tuple(map(words.weigh_title, clauses)),
        words.weigh_title(said.above),
        words.weigh_demand(said.demand),
    )


def find_links(said: Sequence[Said], words: AlikeWords) -> Iterator[Link]:
    """Of every task the nearest one of each other part, and rows below a heading."""
    weighed = [_weigh(each, words) for each in said]
    best: dict[tuple[int, object], Link] = {}
    headed: list[tuple[int, int, Link]] = []
    for first, last in sorted(set(_find_candidates(weighed))):
        one, other = weighed[first], weighed[last]
        if own := _compare(one, other):
            link = Link(one.said.path, other.said.path, *own)
            for key in ((first, other.said.part), (last, one.said.part)):
                if key not in best or best[key].score < link.score:
                    best[key] = link
        for row, upper in ((first, last), (last, first)):
            if ground := _find_heading(weighed[row], weighed[upper]):
                link = Link(one.said.path, other.said.path, ground, HEADED)
                headed.append((row, upper, link))
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


def _find_candidates(weighed: Sequence[_Weighed]) -> Iterator[tuple[int, int]]:
    """The pairs of tasks of two parts of which the one says enough of the other's title."""
    holders = _index_titles(weighed)
    for index, each in enumerate(weighed):
        for text in (each.heading, *each.clauses, *each.sentences):
            shared: dict[int, int] = defaultdict(int)
            for name in chain(text.names, text.pairs):
                for other in holders.get(name, ()):
                    shared[other] += NAMED if name in text.names else 2
            for other, count in shared.items():
                is_enough = count >= min(LEAST, weighed[other].title.size)
                if is_enough and weighed[other].said.part != each.said.part:
                    yield min(index, other), max(index, other)


def _index_titles(weighed: Sequence[_Weighed]) -> dict[str, list[int]]:
    """The tasks by what their titles hold, without what too many hold."""
    holders: dict[str, list[int]] = defaultdict(list)
    for index, each in enumerate(weighed):
        for name in chain(each.title.names, each.title.pairs):
            holders[name].append(index)
    return {name: found for name, found in holders.items() if len(found) <= MOST_HOLDERS}


def _compare(one: _Weighed, other: _Weighed) -> tuple[str, float] | None:
    """On what two tasks agree, and how far; None if on too little."""
    titles = max(_match_titles(one, other), default=None, key=itemgetter(0))
    parts = chain(_match_parts(one, other), _match_parts(other, one))
    demands = max(parts, default=None, key=itemgetter(0))
    if titles and (demands is None or titles[0] >= demands[0]):
        return say("说的都是{shared}", shared=name_shared(*titles[1:])), titles[0]
    if demands:
        return say("要求里有{shared}", shared=name_shared(*demands[1:])), demands[0]
    return None


_Match = tuple[float, Holdings, Holdings]
"""How far two texts agree, and what they hold."""


def _match_titles(one: _Weighed, other: _Weighed) -> Iterator[_Match]:
    for first, second in product(one.clauses, other.clauses):
        score = share_both(first, second)
        if score >= NEAR:
            yield score, first, second


def _match_parts(upper: _Weighed, lower: _Weighed) -> Iterator[_Match]:
    """The sentences that one task demands and that are the other one's title."""
    title = lower.title
    for sentence in upper.sentences:
        if _is_part(title, sentence):
            score = share(title, upper.title | sentence)
            if score >= WITHIN:
                yield score * WITHIN, title, sentence


def _is_part(title: Holdings, sentence: Holdings) -> bool:
    """Whether a sentence of a demand is about what a title says, and does not only mention it."""
    # 三大攻坚战 is one of twelve things whose policies are to be explained (太仓 2019); a village
    # broadcast is to be used, also for 惠农信息 (fixture 24)
    common = title.count_in(sentence)
    return common > LEAST and common >= PART * sentence.size


def _find_heading(row: _Weighed, upper: _Weighed) -> str:
    """On what a row agrees with a task that is the heading above it."""
    if share_equal(row.heading, upper.title) < SAME_HEADING:
        return ""
    return say("“{heading}”与之同题", heading=row.said.above)
