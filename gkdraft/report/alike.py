"""Tasks of several notices that say the same 相近: which one is proposed to be merged into which.

A notice of a higher level says in one task what one of a lower level says in a group, below a
heading 小标题, or in several rows; so a task is held against titles, headings and what is demanded
alike. Only what tells one task from another counts: templates/alike.yaml has the words that do
not, and the several names of one thing. A proposal is never more than one: a person merges.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from gkdraft.base.places import DataPath
from gkdraft.layout.loading import load_spec
from gkdraft.layout.resources import Resources
from gkdraft.layout.spec import Patterns, Spec, join_patterns
from gkdraft.messages import say
from gkdraft.report.model import Report
from gkdraft.report.tasks import PlacedTask, list_tasks

NEAR = 0.5
"""Of what two titles hold, weighed: how much must be in both."""
WITHIN = 0.65
"""Of what a title holds: how much must be in what the other task demands."""
SAME_HEADING = 0.8
PART = 0.2
"""Of what a sentence of a demand holds: how much must be in the title that is found there."""
HEADED = 0.4
"""Likeness of a task to one that is its heading: less than any of its own."""
LONGEST_TITLE = 100
LONGEST_DEMAND = 1_200
MOST_HOLDERS = 200
"""Tasks that hold a pair of characters; one that more hold tells nothing."""
NAMED = 2.0
"""Weight of a thing that has a name in alike.yaml; a pair of characters has 1."""


Holdings = Mapping[str, float]
"""What a text holds, weighed."""


class AlikeWords(Spec):
    """alike.yaml: what tells nothing, and the names of one thing by the one that stands for it."""

    common: Patterns
    synonyms: Mapping[str, re.Pattern[str]]

    @cached_property
    def _is_word(self) -> re.Pattern[str]:
        named = [f"(?P<s{n}>{each.pattern})" for n, each in enumerate(self.synonyms.values())]
        return re.compile("|".join((*named, join_patterns(self.common))))

    def weigh(self, text: str) -> dict[str, float]:
        """What a text holds: the things it names, and pairs of characters of all else."""
        named: dict[str, float] = {}
        names = list(self.synonyms)

        def replace(match: re.Match[str]) -> str:
            if match.lastgroup:
                named[names[int(match.lastgroup[1:])]] = NAMED
            return " "

        for run in re.split(r"\W+", self._is_word.sub(replace, text)):
            for at in range(len(run) - 1):
                named.setdefault(run[at : at + 2], 1.0)
        return named


@lru_cache(maxsize=64)
def load_alike_words(resources: Resources) -> AlikeWords:
    """The words of the templates. TemplateError with file and line."""
    return load_spec(AlikeWords, "alike.yaml", resources)


@dataclass(frozen=True)
class Proposal:
    """A task that may be merged into another one, on what they agree, and how far, 0 to 1."""

    entry: PlacedTask
    target: PlacedTask
    ground: str
    score: float


@dataclass(frozen=True)
class _Weighed:
    """A task with what its title, the heading above it and all of it hold."""

    entry: PlacedTask
    title: Holdings
    heading: Holdings
    sentences: Sequence[Holdings]

    @property
    def above(self) -> str:
        """The heading right above the task."""
        return self.entry.task.subheading or self.entry.group.title

    @property
    def place(self) -> tuple[DataPath, str]:
        """Below which heading it stands."""
        return self.entry.path[:4], self.entry.task.subheading


def propose_merges(report: Report, resources: Resources) -> list[Proposal]:
    """The tasks that may be merged into one of another notice, each at most once.

    What is proposed forms stars: no task that others are merged into is itself merged, so that
    all may be accepted. Of two tasks the later one goes into the earlier one; of several that one
    task answers, all go into that.
    """
    links = sorted(_find_links(report, load_alike_words(resources)), key=lambda link: -link.score)
    return sorted(_orient(links), key=lambda each: each.entry.path)


def _find_links(report: Report, words: AlikeWords) -> Iterator[Proposal]:
    """Of every task the nearest one of each other notice, the later one as `entry`."""
    if len(report.notices) < 2:
        return
    weighed = [_weigh(entry, words) for entry in list_tasks(report)]
    best: dict[tuple[int, object], Proposal] = {}
    headed: list[tuple[int, int, Proposal]] = []
    for first, second in sorted(set(_find_candidates(weighed))):
        one, other = weighed[first], weighed[second]
        if own := _compare(one, other):
            link = Proposal(other.entry, one.entry, *own)
            for key in ((first, other.entry.path[1]), (second, one.entry.path[1])):
                if key not in best or best[key].score < link.score:
                    best[key] = link
        for row, upper in ((first, second), (second, first)):
            if ground := _find_heading(weighed[row], weighed[upper]):
                headed.append((row, upper, Proposal(other.entry, one.entry, ground, HEADED)))
    yield from {id(link): link for link in best.values()}.values()
    yield from _keep_parts(weighed, headed, best)


def _keep_parts(
    weighed: Sequence[_Weighed],
    headed: Sequence[tuple[int, int, Proposal]],
    best: Mapping[tuple[int, object], Proposal],
) -> Iterator[Proposal]:
    """The rows below a heading that is a task of another notice.

    A heading of which one row is another task of that notice is a theme: it is no task.
    """
    mine = defaultdict(list)
    for index, each in enumerate(weighed):
        mine[each.place].append(index)
    for row, upper, link in headed:
        target = weighed[upper].entry
        for sibling in mine[weighed[row].place]:
            own = best.get((sibling, target.path[1]))
            if own and target.path not in (own.entry.path, own.target.path):
                break
        else:
            if (row, target.path[1]) not in best:
                yield link


def _weigh(entry: PlacedTask, words: AlikeWords) -> _Weighed:
    task = entry.task
    title = words.weigh(task.title[:LONGEST_TITLE])
    heading = words.weigh((task.subheading or entry.group.title)[:LONGEST_TITLE])
    sentences = [words.weigh(each) for each in re.split("[。；]", task.demand[:LONGEST_DEMAND])]
    return _Weighed(entry, title, heading, [each for each in sentences if each])


def _find_candidates(weighed: Sequence[_Weighed]) -> Iterator[tuple[int, int]]:
    """The pairs of tasks of two notices of which one's title holds what the other one holds."""
    titles: dict[str, list[int]] = defaultdict(list)
    for index, each in enumerate(weighed):
        for name in each.title:
            titles[name].append(index)
    for index, each in enumerate(weighed):
        found: set[int] = set()
        for name in {*each.title, *each.heading}.union(*each.sentences):
            holders = titles.get(name, [])
            if len(holders) <= MOST_HOLDERS:
                found.update(holders)
        for other in sorted(found):
            if weighed[other].entry.path[1] != each.entry.path[1]:
                yield min(index, other), max(index, other)


def _compare(one: _Weighed, other: _Weighed) -> tuple[str, float] | None:
    """On what two tasks agree, and how far; None if on too little."""
    found: list[tuple[float, str]] = []
    score = _share_both(one.title, other.title)
    if score >= NEAR:
        shared = _name_shared(one.title, other.title)
        found.append((score, say("标题都说到{shared}", shared=shared)))
    for upper, lower in ((one, other), (other, one)):
        for sentence in upper.sentences:
            score = _share(lower.title, {**upper.title, **sentence})
            if score >= WITHIN and _is_part(lower.title, sentence):
                shared = _name_shared(lower.title, sentence)
                found.append((score * WITHIN, say("要求里有{shared}", shared=shared)))
    if not found:
        return None
    score, ground = max(found)
    return ground, score


def _is_part(title: Holdings, sentence: Holdings) -> bool:
    """Whether a sentence of a demand is about what a title says, and does not only mention it."""
    # 三大攻坚战 is one of twelve things whose policies are to be explained (太仓 2019); a village
    # broadcast is to be used, also for 惠农信息 (fixture 24)
    about = _share_equal(title, sentence)
    return about >= PART and (len(title.keys() & sentence.keys()) > 1 or about >= NEAR)


def _find_heading(row: _Weighed, upper: _Weighed) -> str:
    """On what a row agrees with a task that is the heading above it."""
    if _share_equal(row.heading, upper.title) < SAME_HEADING:
        return ""
    return say("“{heading}”与之同题", heading=row.above)


def _sum_shared(one: Holdings, other: Holdings) -> float:
    return sum(min(weight, other[name]) for name, weight in one.items() if name in other)


def _share(part: Holdings, whole: Holdings) -> float:
    """How much of what one text holds is in another, 0 to 1."""
    full = sum(part.values())
    return _sum_shared(part, whole) / full if full >= NAMED else 0.0


def _share_equal(one: Holdings, other: Holdings) -> float:
    """How much of what two texts hold is in both."""
    return 2 * _sum_shared(one, other) / (sum(one.values()) + sum(other.values()) or 1)


def _share_both(one: Holdings, other: Holdings) -> float:
    """The mean of what both hold and of what the one that holds less has of the other.

    One pair of characters (市场, 事项) is too little, unless it is all they hold.
    """
    common, equal = _sum_shared(one, other), _share_equal(one, other)
    if common < NAMED and equal < 1:
        return 0.0
    return (common / min(sum(one.values()), sum(other.values())) + equal) / 2


def _name_shared(one: Holdings, other: Holdings) -> str:
    shared = [name for name in one if name in other]
    return "、".join(f"“{name}”" for name in shared[:3])


def _orient(links: Sequence[Proposal]) -> Iterator[Proposal]:
    """Which task of each pair goes into which, the nearest pairs first."""
    partners: dict[DataPath, list[Proposal]] = defaultdict(list)
    centre: dict[DataPath, DataPath] = {}
    kept: list[Proposal] = []
    for link in links:
        ends = link.entry.path, link.target.path
        free = [end for end in ends if not partners[end]]
        if len(free) == 2:
            pass
        elif len(free) == 1:
            taken = ends[0] if free[0] == ends[1] else ends[1]
            if len(partners[taken]) == 1:
                # a pair becomes a star when a third one comes
                (pair,) = partners[taken]
                other = pair.target.path if pair.entry.path == taken else pair.entry.path
                if len(partners[other]) > 1:
                    continue
        else:
            continue
        kept.append(link)
        for end in ends:
            partners[end].append(link)
    for link in kept:
        if len(partners[link.entry.path]) > 1:
            yield Proposal(link.target, link.entry, link.ground, link.score)
        else:
            yield link
