"""What a text holds 所说的事, weighed: for comparing tasks of several notices.

Only what tells one task from another counts: templates/alike.yaml has the words that do not, the
several names of one thing, and the places where things are published.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import chain

from gkdraft.base.patterns import compile_late
from gkdraft.layout.loading import load_spec
from gkdraft.layout.resources import Resources
from gkdraft.layout.spec import Patterns, Spec, join_patterns

LONGEST_TITLE = 100
LONGEST_DEMAND = 1_200
NAMED = 3
"""Characters that a thing counts which has a name in alike.yaml."""
LEAST = 3
"""Characters two texts must share at least: 市场, 事项 alone are too little."""
MOST_NAMED = 3
"""What both of two texts hold is told by so many of it."""


@dataclass(frozen=True)
class Holdings:
    """What a text holds: the things it names, and pairs of characters of all else, run by run."""

    names: frozenset[str] = frozenset()
    runs: tuple[tuple[str, ...], ...] = ()

    @cached_property
    def pairs(self) -> frozenset[str]:
        """The pairs of characters, in no order."""
        return frozenset(chain.from_iterable(self.runs))

    @cached_property
    def size(self) -> int:
        """Characters that are held."""
        return NAMED * len(self.names) + sum(len(run) + 1 for run in self.runs)

    def __or__(self, other: "Holdings") -> "Holdings":
        return Holdings(self.names | other.names, self.runs + other.runs)

    def count_in(self, other: "Holdings") -> int:
        """The characters that stand, at least in twos, in another text."""
        count = NAMED * len(self.names & other.names)
        if self.pairs.isdisjoint(other.pairs):
            return count
        for run in self.runs:
            follows = False
            for pair in run:
                shared = pair in other.pairs
                count += shared * (1 if follows else 2)
                follows = shared
        return count


class AlikeWords(Spec):
    """alike.yaml: what tells nothing, and the names of one thing by the one that stands for it."""

    common: Patterns
    synonyms: Mapping[str, re.Pattern[str]]
    places: tuple[str, ...]

    @cached_property
    def _is_word(self) -> re.Pattern[str]:
        named = [f"(?P<s{n}>{each.pattern})" for n, each in enumerate(self.synonyms.values())]
        return compile_late("|".join((*named, join_patterns(self.common))))

    def weigh(self, text: str) -> Holdings:
        """What a text holds."""
        names: set[str] = set()
        known = list(self.synonyms)

        def note(match: re.Match[str]) -> str:
            if match.lastgroup:
                names.add(known[int(match.lastgroup[1:])])
            return " "

        runs = []
        for run in re.split(r"\W+", self._is_word.sub(note, text)):
            if len(run) > 1:
                runs.append(tuple(run[at : at + 2] for at in range(len(run) - 1)))
        return Holdings(frozenset(names), tuple(runs))

    def weigh_title(self, text: str) -> Holdings:
        """The same of a title: where something is published matters if that is all it names."""
        held = self.weigh(text[:LONGEST_TITLE])
        # 做好政府门户网站政策文件解读发布工作 (平潭 2021) is about 解读
        if held.names - set(self.places):
            return self._drop_places(held)
        return held

    def weigh_demand(self, text: str) -> list[Holdings]:
        """The same of each sentence of a demand, which names places in passing."""
        sentences = re.split("[。；]", text[:LONGEST_DEMAND])
        held = [self._drop_places(self.weigh(sentence)) for sentence in sentences]
        return [each for each in held if each.size]

    def _drop_places(self, held: Holdings) -> Holdings:
        return replace(held, names=held.names - set(self.places))


@lru_cache(maxsize=64)
def load_alike_words(resources: Resources) -> AlikeWords:
    """The words of the templates. TemplateError with file and line."""
    return load_spec(AlikeWords, "alike.yaml", resources)


def share(part: Holdings, whole: Holdings) -> float:
    """How much of what one text holds is in another, 0 to 1."""
    return part.count_in(whole) / part.size if part.size else 0.0


def share_equal(one: Holdings, other: Holdings) -> float:
    """How much of what two texts hold is in both."""
    return (one.count_in(other) + other.count_in(one)) / (one.size + other.size or 1)


def share_both(one: Holdings, other: Holdings) -> float:
    """The mean of what both hold and of what the one that holds less has of the other."""
    common, equal = one.count_in(other), share_equal(one, other)
    if common < LEAST and equal < 1:
        return 0.0
    return (max(share(one, other), share(other, one)) + equal) / 2


def name_shared(one: Holdings, other: Holdings) -> str:
    """“公报”、“电子版”: what both hold; pairs that follow each other are one word again."""
    shown = sorted(one.names & other.names)
    for run in one.runs:
        follows = False
        for pair in run:
            if pair in other.pairs:
                shown[-1:] = [shown[-1] + pair[1]] if follows else [*shown[-1:], pair]
            follows = pair in other.pairs
    return "、".join(f"“{name}”" for name in shown[:MOST_NAMED])
