"""Layouts 报告格式 as data: sections 栏目, forms 表样, indicators 指标, wording 用语.

Pure: it opens no file (layout/loading.py does).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from gkdraft.base.patterns import compile_late
from gkdraft.layout.form import Form
from gkdraft.layout.relations import DATA, Fees, Holders, Relation, Relations
from gkdraft.layout.resources import Resources
from gkdraft.layout.spec import Patterns, Spec, join_patterns
from gkdraft.layout.typography import Typography
from gkdraft.messages import say


def _words(text: str | None) -> list[str]:
    return (text or "").split()


class Indicator(Spec):
    """指标: a count or fact of the prose, a row of indicators.csv."""

    aspect: str = Field(alias="方面")
    key: str = Field(alias="键")
    kind: Literal["count", "percent", "list", "parts", "text", "derived"] = Field(alias="种类")
    unit: str = Field(alias="单位")
    divided: Annotated[tuple[str, ...], BeforeValidator(_words)] = Field(
        alias="分项", description="parts, with a unit where it is another: 发现问题/项"
    )
    ask: Literal["默认", "可选", "推算"] = Field(alias="询问")
    levels: str = Field(alias="适用")
    required: str = Field(alias="法定", description="levels of government the law demands it of")
    meaning: str = Field(alias="含义")
    holder: str = Field(alias="来源")

    @cached_property
    def parts(self) -> tuple[str, ...]:
        return tuple(word.partition("/")[0] for word in self.divided)

    def unit_of(self, part: str) -> str:
        """The unit of one of its parts."""
        own = (word.partition("/")[2] for word in self.divided if word.partition("/")[0] == part)
        return next(own, "") or self.unit

    def asks(self, level: str) -> bool:
        """Whether a body of a level is asked for it, by default or because the law demands it."""
        name = level.removesuffix("政府")
        default = self.ask == "默认" and name in self.levels.split()
        return default or name in self.required.split()

    def offers(self, level: str) -> bool:
        """Whether a body of a level may add it."""
        fits = level.removesuffix("政府") in self.levels.split()
        return self.ask == "可选" and fits and not self.asks(level)


class Aspect(Spec):
    """方面: one of the parts of 总体情况; `key` in the data file, `heading` in the report."""

    key: str
    heading: str = ""
    template: str
    after: str = ""  # what is written behind people's own sentences

    @property
    def title(self) -> str:
        return self.heading or self.key


TEXT = "正文"
"""Stands among the parts of a section where its own text belongs; else the text comes first."""


class Section(Spec):
    """栏目: a heading, and below it text, prose from templates, a form, further sections.

    `style` is how the sections below are written: each with a heading of its own, run in
    (1.标题。正文), or listed (一是…). `paragraph` is how many characters its paragraphs hold, where
    sentences flow; 0 where every blank line of the template parts two.
    """

    heading: str
    text: str = ""
    template: str = ""
    parts: tuple[str, ...] = ()
    form: str = ""
    sections: tuple["Section", ...] = ()
    style: Literal["独行", "接排", "列举"] = "独行"
    paragraph: int = 0

    def forms(self) -> Iterator[tuple[str, str]]:
        """Heading and form of this section and of all below it that print one."""
        if self.form:
            yield self.heading, self.form
        for section in self.sections:
            yield from section.forms()

    @model_validator(mode="after")
    def _has_content(self) -> "Section":
        kinds = [self.text, self.template, self.parts, self.form, self.sections]
        if not any(kinds):
            raise ValueError(say("template、form、parts、text、sections 要写一样"))
        if self.form and any(kinds[:3]):
            raise ValueError(say("form 不能与 template、parts、text 同时写"))
        return self


class Wording(Spec):
    """行文用语: patterns of words that do not fit a year that is over."""

    relative: Patterns
    promises: Patterns

    @cached_property
    def is_relative(self) -> re.Pattern[str]:
        return compile_late(join_patterns(self.relative))

    @cached_property
    def is_promise(self) -> re.Pattern[str]:
        return compile_late(join_patterns(self.promises))


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
    roles: Mapping[str, str] = {}  # template → the key of the data file its section tells of
    data: Mapping[str, str] = {}  # key → form that is filled in and checked but not printed
    decisions: Mapping[str, str] = {}  # kinds of decisions section one tells of → their keys
    aspects: tuple[Aspect, ...]
    relations: Relations = ()  # figures that go into others: 方面.数据.指标, or a form's cells
    at_most: Mapping[str, str] = {}  # the same in short: 方面.数据.指标 → the one it is a part of
    fees: Fees = Fees()
    holders: Mapping[str, Holders] = {}  # rows of forms that only some bodies have figures for
    required: Mapping[str, str] = {}  # keys that must be filled in → what to do
    instead: Mapping[str, str] = {}  # indicators the law demands → those that tell it in words

    def role(self, section: Section) -> str:
        """The key of the data file that a section without a form tells of; "" if of none."""
        names = (
            self.roles[name] for name in (section.template, *section.parts) if name in self.roles
        )
        return next(names, "")

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
    resources: Resources  # rules load their word lists from here

    @cached_property
    def form_by_key(self) -> dict[str, Form]:
        return {form.key: form for form in self.forms.values()}

    @cached_property
    def indicator_by_key(self) -> dict[tuple[str, str], Indicator]:
        return {(i.aspect, i.key): i for i in self.indicators}

    @property
    def aspects(self) -> tuple[Aspect, ...]:
        return self.spec.aspects

    @cached_property
    def aspect_keys(self) -> tuple[str, ...]:
        return tuple(aspect.key for aspect in self.spec.aspects)

    @cached_property
    def relations(self) -> Relations:
        """What goes into what in this layout; of aspects it does not have nothing is said."""
        short = [Relation(parts=(a,), whole=(b,), each=True) for a, b in self.spec.at_most.items()]
        return tuple(filter(self._has_aspects, (*self.spec.relations, *short)))

    def _has_aspects(self, relation: Relation) -> bool:
        named = [key.partition(DATA) for key in relation.keys]
        return all(aspect in self.aspect_keys for aspect, data, _ in named if data)

    def asked(self, level: str) -> list[Indicator]:
        """The indicators a body of a level is asked for, and those the law demands of it."""
        return [i for i in self.indicators if i.asks(level)]

    def offered(self, level: str) -> list[Indicator]:
        """The ones it may add."""
        return [i for i in self.indicators if i.offers(level)]

    def faults(self, printed: tuple[str, ...]) -> Iterator[str]:
        """What does not fit together; a layout with a fault cannot be used."""
        if len(set(self.aspect_keys)) < len(self.aspect_keys):
            yield say("aspects 里有重复的方面")
        for name in printed:
            form = self.forms[name]
            if len(form.widths) != form.label_columns + 1:
                yield say(
                    "表样 {name} 要印出来，widths 应有 {part} 个数"
                    "（每个标题列一个，最后一个是数据列的）",
                    name=name,
                    part=form.label_columns + 1,
                )
        if self.spec.since > self.spec.until:
            yield say(
                "年份是空的：since {since} 在 until {until} 之后",
                since=self.spec.since,
                until=self.spec.until,
            )
        yield from self._find_unknown()

    def _find_unknown(self) -> Iterator[str]:
        """Keys of indicators that are not in the catalogue."""
        for key in self.spec.required:
            if key.startswith("总体情况.") and not self._knows(key.removeprefix("总体情况.")):
                yield say("required 里的 {key} 不在指标目录里", key=key)
        for relation in self.relations:
            for key in relation.keys:
                if not self._has(key):
                    yield say("relations（at_most）里的 {key} 不在指标目录和表样里", key=key)

    def _has(self, key: str) -> bool:
        """Whether a key of a relation is an indicator of the catalogue, or stands in a form."""
        if DATA in key:
            return self._knows(key.removesuffix(".*"))
        name, *below = key.split(".")
        form = self.form_by_key.get(name)
        if form is None or not below or tuple(below) in form.by_key:
            return form is not None and bool(below)
        # 其他处理.总计 of a group adds up its rows
        return any(cell.key[-1] == below[-1] for cell in form.below(tuple(below[:-1])))

    def flaws(self) -> Iterator[str]:
        """What a layout can be used with, and should not: a table too wide, a role nobody has."""
        page = self.style.page
        room = page.width - page.left - page.right
        for form in self.form_by_key.values():
            if form.widths and form.width > room:
                yield say(
                    "{name}宽 {width:g} 毫米，版心只有 {room:g} 毫米，请改小表样里的 widths",
                    name=form.name,
                    width=form.width,
                    room=room,
                )
        told = {self.spec.role(section) for section in self.spec.sections}
        for role in dict.fromkeys(self.spec.roles.values()):
            if not self.spec.free and role not in told:
                yield say(
                    "没有一个栏目写{role}（roles 里的模板没有用到），已公布的年报读不出这一项",
                    role=role,
                )

    def _knows(self, key: str) -> bool:
        """Whether 方面.数据.指标 or 方面.数据.指标.分项 is in the catalogue."""
        aspect, _, name = key.partition(".数据.")
        indicator = self.indicator_by_key.get((aspect, name.partition(".")[0]))
        part = name.partition(".")[2]
        return bool(indicator and (not part or not indicator.parts or part in indicator.parts))

    def filled(self, figure: str | None) -> dict[str, Any]:
        """A data file's forms and indicators with one figure everywhere, for trying templates."""
        forms = {form.key: form.filled(figure) for form in self.forms.values()}
        overview: dict[str, Any] = {}
        for indicator in self.indicators:
            parts = indicator.parts or (("某类",) if indicator.kind == "list" else ())
            value = dict.fromkeys(parts, figure) if parts else figure
            if indicator.kind != "derived":
                data = overview.setdefault(indicator.aspect, {"数据": {}})["数据"]
                data[indicator.key] = value
        return {**forms, "总体情况": overview}
