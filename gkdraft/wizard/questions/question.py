"""A question 问题: where its answer stands, how it is put. Pure."""

from typing import Literal, NamedTuple

from gkdraft.base.places import DataPath
from gkdraft.layout.form import Form

Kind = Literal[
    "count", "amount", "change", "price", "quantity", "percent",
    "text", "prose", "choice", "list", "names", "figures", "sheet", "show",
]  # fmt: skip
NUMBERS = frozenset(("count", "amount", "change", "price", "quantity", "percent"))


class Question(NamedTuple):
    """One thing that is asked: where its answer stands and how it is put."""

    path: DataPath
    label: str
    kind: Kind
    block: str = ""
    item: str = ""
    unit: str = ""
    hint: str = ""  # 填报口径
    options: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()  # how the options are put, where not by their names
    context: tuple[str, ...] = ()  # what stands above the question
    needed: bool = False  # it cannot be left out
    optional: bool = False  # left empty, nothing is missing
    form: Form | None = None
    total: DataPath = ()  # what it is a part of
    rest: str = ""  # the part that takes what is missing
    offer: str = ""  # a text that may be taken over and mended
    record: DataPath = ()  # the entry whose parts are shown together, as those of a task

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """(how an option is put, the option)."""
        return tuple(zip(self.spoken or self.options, self.options, strict=True))

    @property
    def is_asked(self) -> bool:
        """Whether it is answered on a line or by a choice."""
        return self.kind not in ("sheet", "show")

    @property
    def is_number(self) -> bool:
        return self.kind in NUMBERS


class QuestionBlock(NamedTuple):
    """A part of the report as the home page lists it."""

    key: str
    title: str
    to: str
    questions: tuple[Question, ...]
