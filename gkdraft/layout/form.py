"""Forms 表样 as data: rows, columns, cells and identities 勾稽关系 of one table.

A cell's key is the path of row keys and column keys below the form's own key; groups
without a key (三、本年度办理结果, 法人或其他组织) are printed but not part of any key.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from pydantic import Field, model_validator

from gkdraft.layout.spec import Spec

CellKind = Literal["count", "amount", "change", "price"]
"""件数, 金额 in the unit of the form, 增/减 with a sign, 金额 with its unit in the cell."""
Key = tuple[str, ...]


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
            raise ValueError("要有 key 或 label")
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
        return [leaf for column in self.columns for leaf in column.leaves()]

    @cached_property
    def row_leaves(self) -> list[tuple[Key, FormNode]]:
        return [leaf for row in self.rows for leaf in row.leaves()]


@dataclass(frozen=True)
class FormCell:
    """One figure of a form: its key below the form, and what may stand in it."""

    key: Key
    kind: CellKind


class Identity(Spec):
    """勾稽关系: an equation over the keys of one row, one column or the whole form.

    `each: row` holds among the cells that differ in the last key, `each: column` among
    those that share it. A single term on the left is computed from the right side, unless
    the identity is `given`: then the parts that were given are held against a total that is
    never computed. `>=` says that the right side is a part of the left.
    """

    code: str = Field(pattern=r"GK\d{3}")
    each: Literal["row", "column", "form"]
    equation: str
    given: bool = False

    @cached_property
    def sides(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        left, equals, right = self.equation.replace(">=", "=").partition("=")
        terms = [tuple(term.strip() for term in side.split("+")) for side in (left, right)]
        if not equals or "=" in right or not all(all(side) for side in terms):
            raise ValueError(f"勾稽关系写法不对：{self.equation}")
        if self.at_least and not self.given:
            raise ValueError(f"“>=”要与 given: true 同用：{self.equation}")
        return terms[0], terms[1]

    @property
    def at_least(self) -> bool:
        return ">=" in self.equation

    @model_validator(mode="after")
    def _parses(self) -> "Identity":
        _ = self.sides
        return self


@dataclass(frozen=True)
class Equation:
    """An identity for one row or column: the cells on both sides."""

    identity: Identity
    where: str
    left: tuple[Key, ...]
    right: tuple[Key, ...]

    @property
    def computes(self) -> Key | None:
        single = len(self.identity.sides[0]) == 1 and not self.identity.given
        return self.left[0] if single else None


@dataclass(frozen=True)
class YearEquation:
    """An identity between two years for one row or column; True marks last year's cells."""

    identity: Identity
    where: str
    left: tuple[Key, ...]
    right: tuple[tuple[bool, Key], ...]


LAST_YEAR = "上年."


def _dated(term: str) -> tuple[bool, str]:
    return term.startswith(LAST_YEAR), term.removeprefix(LAST_YEAR)


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
        return max((n.depth for block in self.blocks for n in block.rows if n.text), default=0)

    @property
    def width(self) -> float:
        """How wide the printed table is, mm."""
        data = max(len(block.column_leaves) for block in self.blocks)
        return sum(self.widths[:-1]) + self.widths[-1] * data

    @model_validator(mode="after")
    def _is_consistent(self) -> "Form":
        keys = [cell.key for cell in self.cells]
        if not all(keys):
            raise ValueError("行和列至少要有一个 key")
        if not all(block.column_leaves and block.row_leaves for block in self.blocks):
            raise ValueError("每个表块都要有行和列")
        if len(set(keys)) != len(keys):
            raise ValueError("同一表内的键重复")
        spelled = [e.identity for e in self.equations] + [e.identity for e in self.year_equations]
        for identity in (*self.identities, *self.yearly):
            if not any(known is identity for known in spelled):
                raise ValueError(f"勾稽关系里的名称在表中找不到：{identity.equation}")
        return self

    @cached_property
    def cells(self) -> tuple[FormCell, ...]:
        """Every figure, row by row: 175 for table three of 2021 (25 rows × 7 columns)."""
        return tuple(
            FormCell(row_key + column_key, column.kind if row.kind == "count" else row.kind)
            for block in self.blocks
            for row_key, row in block.row_leaves
            for column_key, column in block.column_leaves
        )

    @cached_property
    def nodes(self) -> dict[Key, FormNode]:
        """Every keyed row, and every keyed column below its row, by key."""
        found: dict[Key, FormNode] = {}
        for block in self.blocks:
            _index(block.rows, (), found)
            for key, _ in block.row_leaves:
                _index(block.columns, key, found)
        return found

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
        return tuple(e for identity in self.identities for e in self._expand(identity))

    @cached_property
    def year_equations(self) -> tuple["YearEquation", ...]:
        """All identities between two years, spelled out."""
        return tuple(e for identity in self.yearly for e in self._over_years(identity))

    @cached_property
    def carries(self) -> dict[Key, Key]:
        """Cells that are last year's figure of another cell: 上年结转 is its 结转下年度."""
        return {
            equation.left[0]: equation.right[0][1]
            for equation in self.year_equations
            if not equation.identity.at_least
            and len(equation.left) == len(equation.right) == 1
            and equation.right[0][0]
        }

    def filled(self, figure: str | None, key: Key = ()) -> Any:
        """One figure in every cell a person fills in, as a data file has it."""
        if key in self.by_key:
            priced = self.by_key[key].kind == "price" and figure not in (None, "0")
            return f"{figure}元" if priced else figure
        names = dict.fromkeys(cell.key[len(key)] for cell in self.inputs(key))
        return {name: self.filled(figure, (*key, name)) for name in names}

    def _over_years(self, identity: Identity) -> Iterator["YearEquation"]:
        for group, terms in self._groups(identity).items():
            sides = [[_dated(term) for term in side] for side in identity.sides]
            if all(name in terms for side in sides for _, name in side):
                left, right = ([(last, terms[name]) for last, name in side] for side in sides)
                yield YearEquation(
                    identity, ".".join(group), tuple(key for _, key in left), tuple(right)
                )

    def _expand(self, identity: Identity) -> Iterator[Equation]:
        for group, terms in self._groups(identity).items():
            sides = [self._cells(side, terms) for side in identity.sides]
            if all(sides):
                yield Equation(identity, ".".join(group), sides[0], sides[1])

    def _groups(self, identity: Identity) -> dict[Key, dict[str, Key]]:
        """The cells an identity may name, row by row or column by column, by their terms."""
        groups: dict[Key, dict[str, Key]] = {}
        for cell in self.cells:
            name, last = ".".join(cell.key[:-1]), cell.key[-1]
            group, term = {
                "column": ((last,), name),
                "row": (cell.key[:-1], last),
                "form": ((), ".".join(cell.key)),
            }[identity.each]
            groups.setdefault(group, {})[term] = cell.key
        return groups

    @staticmethod
    def _cells(side: Sequence[str], terms: Mapping[str, Key]) -> tuple[Key, ...]:
        """The cells a side names, `不予公开.*` for all below; () if one is not there."""
        found: list[Key] = []
        for name in side:
            group, star, _ = name.partition(".*")
            matches = (
                [key for term, key in terms.items() if term.rpartition(".")[0] == group]
                if star
                else [terms[name]]
                if name in terms
                else []
            )
            if not matches:
                return ()
            found += matches
        return tuple(found)


def _index(nodes: Sequence[FormNode], above: Key, found: dict[Key, FormNode]) -> None:
    for node in nodes:
        key = (*above, node.key) if node.key else above
        if node.key:
            found.setdefault(key, node)
        _index(node.children, key, found)
