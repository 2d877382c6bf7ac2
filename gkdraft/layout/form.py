"""Forms 表样 as data: rows, columns, cells and identities 勾稽关系 of one table.

A cell's key is the path of row keys and column keys below the form's own key; groups
without a key (三、本年度办理结果, 法人或其他组织) are printed but not part of any key.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import chain, pairwise
from typing import Any, Literal, NamedTuple

from pydantic import Field, model_validator

from gkdraft.layout.equations import (
    Equation,
    Identity,
    Key,
    YearEquation,
    spell_out,
    spell_out_years,
)
from gkdraft.layout.spec import Spec
from gkdraft.messages import say

CellKind = Literal["count", "amount", "change", "price"]
"""件数, 金额 in the unit of the form, 增/减 with a sign, 金额 with its unit in the cell."""


class FormNode(Spec):
    """A row or column of a form: `label` is printed, `key` stands in the data file.

    `hint` is the counting rule 填报口径 of its cells.
    """

    key: str = ""
    label: str = ""
    hint: str = ""
    kind: CellKind = "count"
    children: tuple["FormNode", ...] = ()

    @model_validator(mode="after")
    def _has_a_name(self) -> "FormNode":
        if not self.key and not self.label and self.children:
            raise ValueError(say("要有 key 或 label"))
        return self

    @property
    def text(self) -> str:
        return self.label or self.key

    @property
    def depth(self) -> int:
        return 1 + max((child.depth for child in self.children), default=0)

    def leaves(self, above: Key = ()) -> Iterator[tuple[Key, "FormNode"]]:
        """All leaves with their key paths, in printed order."""
        path = (*above, self.key) if self.key else above
        if not self.children:
            yield path, self
        for child in self.children:
            yield from child.leaves(path)


class RowBlock(Spec):
    """表块: rows under one header; table two stacks four of them."""

    title: str = ""
    corner: str = ""
    columns: tuple[FormNode, ...]
    rows: tuple[FormNode, ...]

    @cached_property
    def column_leaves(self) -> list[tuple[Key, FormNode]]:
        return list(chain.from_iterable(column.leaves() for column in self.columns))

    @cached_property
    def row_leaves(self) -> list[tuple[Key, FormNode]]:
        return list(chain.from_iterable(row.leaves() for row in self.rows))


class FormCell(NamedTuple):
    """One figure of a form: its key below the form, and what may stand in it."""

    key: Key
    kind: CellKind


class Form(Spec):
    """表样: one statutory table. Geometry follows from nesting and is never written by hand."""

    key: str
    name: str
    # mm: one per label column, the last for every data column; none for a form not printed
    widths: tuple[float, ...] = ()
    optional: bool = False  # nothing need be filled in
    blocks: tuple[RowBlock, ...] = Field(min_length=1)
    identities: tuple[Identity, ...] = ()
    yearly: tuple[Identity, ...] = ()  # between two years; 上年.X is last year's X

    @property
    def label_columns(self) -> int:
        """Levels of row labels; rows without any label (table four) take no column."""
        # table four has no row label at all, table three three levels (三、（三）、1.)
        depths = [0]
        for block in self.blocks:
            depths += [row.depth for row in block.rows if row.text]
        return max(depths)

    @property
    def width(self) -> float:
        """How wide the printed table is, mm."""
        data = max(len(block.column_leaves) for block in self.blocks)
        return sum(self.widths[:-1]) + self.widths[-1] * data

    @model_validator(mode="after")
    def _is_consistent(self) -> "Form":
        keys = [cell.key for cell in self.cells]
        if not all(keys):
            raise ValueError(say("行和列至少要有一个 key"))
        if not all(block.column_leaves and block.row_leaves for block in self.blocks):
            raise ValueError(say("每个表块都要有行和列"))
        if len(set(keys)) != len(keys):
            raise ValueError(say("同一表内的键重复"))
        # an identity that names a row the form does not have would silently check nothing
        spelled = {id(each.identity) for each in self.equations}
        spelled |= {id(each.identity) for each in self.year_equations}
        for identity in (*self.identities, *self.yearly):
            if id(identity) not in spelled:
                raise ValueError(
                    say("勾稽关系里的名称在表中找不到：{equation}", equation=identity.equation)
                )
        return self

    @cached_property
    def cells(self) -> tuple[FormCell, ...]:
        """Every figure, row by row: 175 for table three of 2021 (25 rows × 7 columns)."""
        found: list[FormCell] = []
        for block in self.blocks:
            for row_key, row in block.row_leaves:
                for column_key, column in block.column_leaves:
                    # a kind is said of the column (采购总金额) or of the row (收取金额)
                    kind = column.kind if row.kind == "count" else row.kind
                    found.append(FormCell(row_key + column_key, kind))
        return tuple(found)

    @cached_property
    def nodes(self) -> dict[Key, FormNode]:
        """Every keyed row, and every keyed column below its row, by key."""
        found: dict[Key, FormNode] = {}
        for block in self.blocks:
            _index_nodes(block.rows, (), found)
            for key, _ in block.row_leaves:
                _index_nodes(block.columns, key, found)
        return found

    @cached_property
    def titles(self) -> dict[Key, tuple[str, str]]:
        """Row and column of every cell as printed, without what stands in brackets."""
        found: dict[Key, tuple[str, str]] = {}
        for block in self.blocks:
            for row_key, row in block.row_leaves:
                for column_key, column in block.column_leaves:
                    names = [*column_key[:-1], column.text]
                    title = ".".join(dict.fromkeys(names))
                    found[row_key + column_key] = (_shorten(row.text), _shorten(title))
        return found

    @cached_property
    def neighbours(self) -> tuple[tuple[Key, Key], ...]:
        """Cells that stand side by side or one below the other."""
        found: list[tuple[Key, Key]] = []
        for block in self.blocks:
            rows = [key for key, _ in block.row_leaves]
            columns = [key for key, _ in block.column_leaves]
            for row in rows:
                found += ((row + one, row + next_one) for one, next_one in pairwise(columns))
            for column in columns:
                found += ((one + column, next_one + column) for one, next_one in pairwise(rows))
        return tuple(found)

    @cached_property
    def definitions(self) -> dict[Key, Equation]:
        """Computed cells and what they are the sum of."""
        return {e.computes: e for e in self.equations if e.computes}

    @cached_property
    def by_key(self) -> dict[Key, FormCell]:
        return {cell.key: cell for cell in self.cells}

    @cached_property
    def children(self) -> dict[Key, tuple[str, ...]]:
        """Keys below each inner key, in printed order; the form itself is ()."""
        found: dict[Key, dict[str, None]] = {}
        for cell in self.cells:
            for depth in range(len(cell.key)):
                found.setdefault(cell.key[:depth], {})[cell.key[depth]] = None
        return {key: tuple(names) for key, names in found.items()}

    def spell(self, key: Key) -> str:
        """A key as it stands in the data file: 申请情况.本年新收.自然人."""
        return ".".join((self.key, *key))

    def is_row(self, key: Key) -> bool:
        """Whether nothing but cells stands directly below a key, so that one line holds them."""
        names = self.children.get(key, ())
        return bool(names) and all((*key, name) in self.by_key for name in names)

    def row_inputs(self, key: Key) -> list[str]:
        """The names of a row's cells that a person fills in."""
        return [name for name in self.children[key] if (*key, name) not in self.computed]

    def tree(self, read: Callable[[Key], Any], key: Key = ()) -> Any:
        """What is read for each cell, nested as the data file nests it; a cell gives its value."""
        if key in self.by_key:
            return read(key)
        return {name: self.tree(read, (*key, name)) for name in self.children[key]}

    def below(self, key: Key) -> list[FormCell]:
        """The cells at or below a key."""
        return self._below.get(key, [])

    def inputs(self, key: Key = ()) -> list[FormCell]:
        """The cells at or below a key that a person fills in; the others are computed."""
        return [cell for cell in self.below(key) if cell.key not in self.computed]

    @cached_property
    def _below(self) -> dict[Key, list[FormCell]]:
        found: dict[Key, list[FormCell]] = {}
        for cell in self.cells:
            for depth in range(len(cell.key) + 1):
                found.setdefault(cell.key[:depth], []).append(cell)
        return found

    @cached_property
    def computed(self) -> frozenset[Key]:
        return frozenset(e.computes for e in self.equations if e.computes)

    @cached_property
    def equations(self) -> tuple[Equation, ...]:
        """All identities spelled out: 39 for table three of 2021."""
        keys = tuple(self.by_key)
        return tuple(chain.from_iterable(spell_out(each, keys) for each in self.identities))

    @cached_property
    def year_equations(self) -> tuple[YearEquation, ...]:
        """All identities between two years, spelled out."""
        keys = tuple(self.by_key)
        return tuple(chain.from_iterable(spell_out_years(each, keys) for each in self.yearly))

    @cached_property
    def carries(self) -> dict[Key, Key]:
        """Cells that are last year's figure of another cell: 上年结转 is its 结转下年度."""
        found: dict[Key, Key] = {}
        for equation in self.year_equations:
            # 上年结转 = 上年.结转下年度: one cell of each year
            (is_last, source), *more = equation.right
            is_equal = not equation.identity.at_least and len(equation.left) == 1 and not more
            if is_last and is_equal:
                found[equation.left[0]] = source
        return found

    def filled(self, figure: str | None, key: Key = ()) -> Any:
        """One figure in every cell a person fills in, as a data file has it."""
        if key in self.by_key:
            # 国办公开办函〔2019〕60号: 采购总金额 carries its unit in the cell
            is_priced = self.by_key[key].kind == "price" and figure not in (None, "0")
            return f"{figure}元" if is_priced else figure
        names = dict.fromkeys(cell.key[len(key)] for cell in self.inputs(key))
        return {name: self.filled(figure, (*key, name)) for name in names}


def _shorten(title: str) -> str:
    return re.sub("(?<=.)（[^（）]*）$", "", title)


def _index_nodes(nodes: Sequence[FormNode], above: Key, found: dict[Key, FormNode]) -> None:
    for node in nodes:
        key = (*above, node.key) if node.key else above
        if node.key:
            found.setdefault(key, node)
        _index_nodes(node.children, key, found)
