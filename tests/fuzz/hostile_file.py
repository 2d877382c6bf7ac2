"""What a hostile file is, and how its sizes are drawn."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

DOCUMENT_VERBS = ("read", "check")
DRAFT_VERBS = ("read", "check", "compare", "pull")
DATA_VERBS = ("check", "build")
SCALES = (0.02, 0.15, 0.5, 1.0)
"""A kind is made in each of these sizes: what grows faster than its file is seen at once."""
TITLE = "江临市2026年政府信息公开工作年度报告"

T = TypeVar("T")


@dataclass(frozen=True)
class Hostile:
    """A file with the verbs it is meant for."""

    kind: str
    name: str
    data: bytes
    verbs: tuple[str, ...]


@dataclass
class Draw:
    """The parameters of one file: how large it is, and which of several forms it has."""

    random: random.Random
    number: int
    shift: int
    picked: int = 0

    def count(self, most: int) -> int:
        """A number up to `most`, as large as the file is to be."""
        return max(1, int(most * SCALES[self.number] * self.random.uniform(0.7, 1)))

    def pick(self, options: Sequence[T]) -> T:
        """One form out of several; the files of a kind get different ones."""
        # another shift each time: which forms meet is for the seed to say
        place: int = self.number + self.shift // 7**self.picked
        self.picked += 1
        return options[place % len(options)]

    def figure(self) -> int:
        """A figure as a report has them."""
        return self.random.randint(1, 9999)


Make = Callable[[Draw], bytes]


def nest(opening: str, closing: str, depth: int, inside: str = "") -> str:
    """A text inside of many others."""
    return opening * depth + inside + closing * depth


def write_sentences(draw: Draw, characters: int) -> str:
    """Sentences as a section has them, up to about so many characters."""
    forms = (
        "全年收到申请{0}件，答复{1}件",
        "新增网页{0}个，关停{1}个",
        "培训干部{0}人次，较上年增长{1}%",
        "印发通报{0}期，抽查单位{1}家",
    )
    found, length = [], 0
    while length < characters:
        text = draw.random.choice(forms).format(draw.figure(), draw.figure() % 100)
        found.append(text + draw.random.choice("。；，"))
        length += len(text) + 1
    return "".join(found)
