"""What a text holds 所说的事, weighed: for comparing tasks of several notices.

Only what tells one task from another counts: templates/alike.yaml has the words that do not, the
several names of one thing, and the places where things are published.
"""

import re
from collections.abc import Mapping
from functools import cached_property, lru_cache

from gkdraft.layout.loading import load_spec
from gkdraft.layout.resources import Resources
from gkdraft.layout.spec import Patterns, Spec, join_patterns

LONGEST_TITLE = 100
LONGEST_DEMAND = 1_200
NAMED = 2.0
"""Weight of a thing that has a name in alike.yaml; a pair of characters has 1."""
MOST_NAMED = 3
"""What both of two texts hold is told by so many of it."""

Holdings = Mapping[str, float]
"""What a text holds, weighed."""


class AlikeWords(Spec):
    """alike.yaml: what tells nothing, and the names of one thing by the one that stands for it."""

    common: Patterns
    synonyms: Mapping[str, re.Pattern[str]]
    places: tuple[str, ...]

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

    def weigh_title(self, text: str) -> Holdings:
        """The same of a title: where something is published matters if that is all it names."""
        held = self.weigh(text[:LONGEST_TITLE])
        # 做好政府门户网站政策文件解读发布工作 (平潭 2021) is about 解读
        if any(name in self.synonyms and name not in self.places for name in held):
            return self._drop_places(held)
        return held

    def weigh_demand(self, text: str) -> list[Holdings]:
        """The same of each sentence of a demand, which names places in passing."""
        sentences = re.split("[。；]", text[:LONGEST_DEMAND])
        held = [self._drop_places(self.weigh(sentence)) for sentence in sentences]
        return [each for each in held if each]

    def _drop_places(self, held: Holdings) -> Holdings:
        return {name: weight for name, weight in held.items() if name not in self.places}


@lru_cache(maxsize=64)
def load_alike_words(resources: Resources) -> AlikeWords:
    """The words of the templates. TemplateError with file and line."""
    return load_spec(AlikeWords, "alike.yaml", resources)


def _sum_shared(one: Holdings, other: Holdings) -> float:
    return sum(min(weight, other[name]) for name, weight in one.items() if name in other)


def share(part: Holdings, whole: Holdings) -> float:
    """How much of what one text holds is in another, 0 to 1."""
    full = sum(part.values())
    return _sum_shared(part, whole) / full if full >= NAMED else 0.0


def share_equal(one: Holdings, other: Holdings) -> float:
    """How much of what two texts hold is in both."""
    return 2 * _sum_shared(one, other) / (sum(one.values()) + sum(other.values()) or 1)


def share_both(one: Holdings, other: Holdings) -> float:
    """The mean of what both hold and of what the one that holds less has of the other.

    One pair of characters (市场, 事项) is too little, unless it is all they hold.
    """
    common, equal = _sum_shared(one, other), share_equal(one, other)
    if common < NAMED and equal < 1:
        return 0.0
    return (common / min(sum(one.values()), sum(other.values())) + equal) / 2


def name_shared(one: Holdings, other: Holdings) -> str:
    """“公报”、“电子版”: what both hold; pairs that follow each other are one word again."""
    shown: list[str] = []
    for name in one:
        if name in other:
            follows = one[name] < NAMED and shown and shown[-1][-1] == name[0]
            shown[-1:] = [shown[-1] + name[1:]] if follows else [*shown[-1:], name]
    return "、".join(f"“{name}”" for name in shown[:MOST_NAMED])
