"""Relations 关系 as data: which figures go into which, and whose figures a row may hold."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from gkdraft.layout.spec import Patterns, Spec

Weight = Literal["警告", "提示"]
DATA = ".数据."
"""What tells an indicator, 方面.数据.指标, from a cell of a form."""


def _list_keys(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Keys = Annotated[tuple[str, ...], BeforeValidator(_list_keys), Field(min_length=1)]


class Relation(Spec):
    """其中项与总数: the parts are at most the whole, together or each of them.

    A key ends with `*` for everything below it. `over` is said if they are more; `short`, if it
    is given, when all of them together are less: the catalogue calls them all there is.
    """

    parts: Keys
    whole: Keys  # several are added up
    each: bool = False  # one item may be counted in several parts: only each is held against it
    over: Weight = "警告"
    short: Weight | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        return (*self.parts, *self.whole)


class Fees(Spec):
    """信息处理费 in the forms: applications lapsed because it was not paid, and its income."""

    unpaid: str = ""
    income: str = ""
    scale: int = 10000  # 元 in one unit of the income: 万元


class Holders(Spec):
    """Whose figures a row may hold: the levels, and bodies whose names say that they may."""

    levels: tuple[str, ...]
    names: Patterns = ()

    def allow(self, level: str, name: str) -> bool:
        """Whether a body may have such figures."""
        return level in self.levels or any(pattern.search(name) for pattern in self.names)


Relations = tuple[Relation, ...]
