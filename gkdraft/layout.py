"""Layouts 报告格式 as data: sections 栏目, forms 表样, identities 勾稽关系, indicators 指标.

Pure: it knows keys, labels, nesting and equations, and opens no file (sources.layouts does).
A cell's key is the path of row keys and column keys below the form's own key; groups
without a key (三、本年度办理结果, 法人或其他组织) are printed but not part of any key.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from gkdraft.spec import Spec
from gkdraft.typography import Typography

CellKind = Literal["count", "amount", "change", "price"]
"""件数, 金额 in the unit of the form, 增/减 with a sign, 金额 with its unit in the cell."""
Key = tuple[str, ...]


class Node(Spec):
    """A row or column of a form: `label` is printed, `key` stands in the data file.

    `hint` is the counting rule 填报口径 of its cells.
    """

    key: str = ""
    label: str = ""
    hint: str = ""
    kind: CellKind = "count"
    children: tuple["Node", ...] = ()

    @model_validator(mode="after")
    def _has_a_name(self) -> "Node":
        if not self.key and not self.label and self.children:
            raise ValueError("要有 key 或 label")
        return self

    @property
    def text(self) -> str:
        return self.label or self.key

    @property
    def depth(self) -> int:
        return 1 + max((child.depth for child in self.children), default=0)

    def leaves(self, above: Key = ()) -> Iterator[tuple[Key, "Node"]]:
        """All leaves with their key paths, in printed order."""
        path = (*above, self.key) if self.key else above
        if not self.children:
            yield path, self
        for child in self.children:
            yield from child.leaves(path)


class Block(Spec):
    """表块: rows under one header; table two stacks four of them."""

    title: str = ""
    corner: str = ""
    columns: tuple[Node, ...]
    rows: tuple[Node, ...]

    @cached_property
    def column_leaves(self) -> list[tuple[Key, Node]]:
        return [leaf for column in self.columns for leaf in column.leaves()]

    @cached_property
    def row_leaves(self) -> list[tuple[Key, Node]]:
        return [leaf for row in self.rows for leaf in row.leaves()]


@dataclass(frozen=True)
class Cell:
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


class Form(Spec):
    """表样: one statutory table. Geometry follows from nesting and is never written by hand."""

    key: str
    name: str
    # mm: one per label column, the last for every data column; none for a form not printed
    widths: tuple[float, ...] = ()
    optional: bool = False  # nothing need be filled in
    blocks: tuple[Block, ...] = Field(min_length=1)
    identities: tuple[Identity, ...] = ()

    @model_validator(mode="after")
    def _is_consistent(self) -> "Form":
        keys = [cell.key for cell in self.cells]
        if len(set(keys)) != len(keys):
            raise ValueError("同一表内的键重复")
        for identity in self.identities:
            if not any(equation.identity is identity for equation in self.equations):
                raise ValueError(f"勾稽关系里的名称在表中找不到：{identity.equation}")
        return self

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Every figure, row by row: 175 for table three of 2021 (25 rows × 7 columns)."""
        return tuple(
            Cell(row_key + column_key, column.kind if row.kind == "count" else row.kind)
            for block in self.blocks
            for row_key, row in block.row_leaves
            for column_key, column in block.column_leaves
        )

    @cached_property
    def nodes(self) -> dict[Key, Node]:
        """Every keyed row, and every keyed column below its row, by key."""
        found: dict[Key, Node] = {}
        for block in self.blocks:
            _index(block.rows, (), found)
            for key, _ in block.row_leaves:
                _index(block.columns, key, found)
        return found

    @cached_property
    def by_key(self) -> dict[Key, Cell]:
        return {cell.key: cell for cell in self.cells}

    @cached_property
    def children(self) -> dict[Key, tuple[str, ...]]:
        """Keys below each inner key, in printed order; the form itself is ()."""
        found: dict[Key, dict[str, None]] = {}
        for cell in self.cells:
            for depth in range(len(cell.key)):
                found.setdefault(cell.key[:depth], {})[cell.key[depth]] = None
        return {key: tuple(names) for key, names in found.items()}

    def below(self, key: Key) -> list[Cell]:
        """The cells at or below a key."""
        return [cell for cell in self.cells if cell.key[: len(key)] == key]

    def inputs(self, key: Key = ()) -> list[Cell]:
        """The cells at or below a key that a person fills in; the others are computed."""
        return [cell for cell in self.below(key) if cell.key not in self.computed]

    @cached_property
    def computed(self) -> frozenset[Key]:
        return frozenset(e.computes for e in self.equations if e.computes)

    @cached_property
    def equations(self) -> tuple[Equation, ...]:
        """All identities spelled out: 39 for table three of 2021."""
        return tuple(e for identity in self.identities for e in self._expand(identity))

    def _expand(self, identity: Identity) -> Iterator[Equation]:
        groups: dict[Key, dict[str, Key]] = {}
        for cell in self.cells:
            name, last = ".".join(cell.key[:-1]), cell.key[-1]
            group, term = {
                "column": ((last,), name),
                "row": (cell.key[:-1], last),
                "form": ((), ".".join(cell.key)),
            }[identity.each]
            groups.setdefault(group, {})[term] = cell.key
        for group, terms in groups.items():
            sides = [self._cells(side, terms) for side in identity.sides]
            if all(sides):
                yield Equation(identity, ".".join(group), sides[0], sides[1])

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


def _index(nodes: Sequence[Node], above: Key, found: dict[Key, Node]) -> None:
    for node in nodes:
        key = (*above, node.key) if node.key else above
        if node.key:
            found.setdefault(key, node)
        _index(node.children, key, found)


class Indicator(Spec):
    """指标: a count or fact of the prose, a row of indicators.csv."""

    aspect: str = Field(alias="方面")
    key: str = Field(alias="键")
    kind: Literal["count", "percent", "list", "parts", "text", "derived"] = Field(alias="种类")
    unit: str = Field(alias="单位")
    parts: Annotated[tuple[str, ...], BeforeValidator(str.split)] = Field(alias="分项")
    ask: Literal["默认", "可选", "推算"] = Field(alias="询问")
    levels: str = Field(alias="适用")
    required: str = Field(alias="法定", description="levels of government the law demands it of")
    meaning: str = Field(alias="含义")
    holder: str = Field(alias="来源")


class Aspect(Spec):
    """方面: one of the parts of 总体情况; `key` in the data file, `heading` in the report."""

    key: str
    heading: str = ""
    template: str

    @property
    def title(self) -> str:
        return self.heading or self.key


TEXT = "正文"
"""Stands among the parts of a section where its own text belongs; else the text comes first."""


class Section(Spec):
    """栏目: a heading, and below it text, prose from templates, a form, further sections.

    `style` is how the sections below are written: each with a heading of its own, run in
    (1.标题。正文), or listed (一是…).
    """

    heading: str
    text: str = ""
    template: str = ""
    parts: tuple[str, ...] = ()
    form: str = ""
    sections: tuple["Section", ...] = ()
    style: Literal["独行", "接排", "列举"] = "独行"

    @model_validator(mode="after")
    def _has_content(self) -> "Section":
        kinds = [self.text, self.template, self.parts, self.form, self.sections]
        if not any(kinds):
            raise ValueError("template、form、parts、text、sections 要写一样")
        if self.form and any(kinds[:3]):
            raise ValueError("form 不能与 template、parts、text 同时写")
        return self


class Wording(Spec):
    """行文用语: patterns of words that do not fit a year that is over."""

    relative: tuple[str, ...]
    promises: tuple[str, ...]

    @cached_property
    def is_relative(self) -> re.Pattern[str]:
        return re.compile("|".join(self.relative))

    @cached_property
    def is_promise(self) -> re.Pattern[str]:
        return re.compile("|".join(self.promises))

    @model_validator(mode="after")
    def _compiles(self) -> "Wording":
        try:
            _ = self.is_relative, self.is_promise
        except re.error as error:
            raise ValueError(f"正则表达式写法不对：{error.pattern!r}") from None
        return self


class LayoutSpec(Spec):
    """layout.yaml as written, over the layout it extends."""

    extends: str = ""
    title: str
    basis: str = ""  # the format's own name; none before 2019
    number: str = ""
    since: int
    until: int = 9999
    style: str
    limit: int  # characters of section one, 0 for none
    tasks: Literal["各方面", "单列", "第六部分"] = "各方面"  # where the notice's tasks are told
    preface: str
    sections: tuple[Section, ...] = Field(min_length=1)
    free: bool = False  # a data file may bring sections of its own (栏目)
    parts: Mapping[str, str] = {}  # what such sections may hold: name → template
    data: Mapping[str, str] = {}  # key → form that is filled in and checked but not printed
    decisions: tuple[str, str, str] | None = None  # keys of 行政许可、行政处罚、行政强制
    aspects: tuple[Aspect, ...]
    required: Mapping[str, str] = {}  # keys that must be filled in → what to do

    def fits(self, year: int) -> bool:
        """Whether the layout is in force for reports of a year."""
        return self.since <= year <= self.until


@dataclass(frozen=True)
class Layout:
    """报告格式: everything about one national format, with its forms and indicators loaded."""

    name: str
    spec: LayoutSpec
    forms: Mapping[str, Form]
    indicators: tuple[Indicator, ...]
    phrases: Mapping[str, tuple[str, ...]]
    style: Typography
    wording: "Wording"
    folders: tuple[str, ...]

    @cached_property
    def form_by_key(self) -> dict[str, Form]:
        return {form.key: form for form in self.forms.values()}

    @cached_property
    def indicator_by_key(self) -> dict[tuple[str, str], Indicator]:
        return {(i.aspect, i.key): i for i in self.indicators}

    @property
    def aspects(self) -> tuple[Aspect, ...]:
        return self.spec.aspects

    def filled(self, figure: str | None) -> dict[str, Any]:
        """A data file's forms and indicators with one figure everywhere, for trying templates."""
        forms = {form.key: _filled(form, (), figure) for form in self.forms.values()}
        overview: dict[str, Any] = {}
        for indicator in self.indicators:
            parts = indicator.parts or (("某类",) if indicator.kind == "list" else ())
            value = dict.fromkeys(parts, figure) if parts else figure
            if indicator.kind != "derived":
                data = overview.setdefault(indicator.aspect, {"数据": {}})["数据"]
                data[indicator.key] = value
        return {**forms, "总体情况": overview}


def _filled(form: Form, key: Key, figure: str | None) -> Any:
    if key in form.by_key:
        priced = form.by_key[key].kind == "price" and figure not in (None, "0")
        return f"{figure}元" if priced else figure
    inputs = {cell.key[: len(key) + 1] for cell in form.inputs(key)}
    return {
        name: _filled(form, (*key, name), figure)
        for name in form.children[key]
        if (*key, name) in inputs
    }
