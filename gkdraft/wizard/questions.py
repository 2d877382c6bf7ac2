"""Questions 问题, from layout, questionnaire and data file. Pure: nothing is written here.

A row added to a form, an indicator added to the catalogue, a task in the notice adds its
question; a problem or a highlight that is filled in is followed by the question for the next.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from gkdraft.findings import Path, Plain
from gkdraft.form import Form
from gkdraft.layout import Indicator, Layout
from gkdraft.messages import _
from gkdraft.model import Fees, Part, Problem, Report, Task
from gkdraft.newfile import Start
from gkdraft.values import chinese_numeral
from gkdraft.wizard.plain import at
from gkdraft.wizard.questionnaire import Item, Packet, Questionnaires
from gkdraft.wizard.sheet import sheet_of

Kind = Literal[
    "count", "amount", "change", "price", "quantity", "percent",
    "text", "prose", "choice", "list", "figures", "sheet", "show",
]  # fmt: skip
NUMBERS = frozenset(("count", "amount", "change", "price", "quantity", "percent"))
OVERVIEW, HIGHLIGHTS, DATA = "总体情况", "亮点", "数据"
MOST_TEXTS = 12
PACKET = "问卷"


@dataclass(frozen=True)
class Question:
    """One thing that is asked: where its answer stands and how it is put."""

    path: Path
    label: str
    kind: Kind
    block: str = ""
    item: str = ""
    unit: str = ""
    hint: str = ""  # 填报口径
    options: tuple[str, ...] = ()
    context: tuple[str, ...] = ()  # what stands above the question
    optional: bool = False  # left empty, nothing is missing
    form: Form | None = None
    total: Path = ()
    rest: str = ""

    @property
    def is_number(self) -> bool:
        return self.kind in NUMBERS


@dataclass(frozen=True)
class Block:
    """A part of the report as the home page lists it."""

    key: str
    title: str
    to: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Book:
    """What questions are made of, apart from the data file."""

    layout: Layout
    questionnaires: Questionnaires

    def blocks(self, data: Plain) -> tuple[Block, ...]:
        """All questions for a data file, by block; every place is asked for once."""
        level = at(data, ("机关", "层级"))
        packets = self._packets(level if isinstance(level, str) else "")
        taken = {key for packet in packets for item in packet.items for key in item.ask}
        opening = _without(self.questionnaires.opening, taken)
        found = [self._packet(opening, data)]
        found += [self._form(name, heading) for heading, name in self._forms()]
        found += [self._packet(packet, data) for packet in packets]
        if tasks := tuple(_tasks(data, self.layout)):
            found.insert(-1, Block("要点", _("要点任务"), "", tasks))
        return tuple(_once(found))

    def _forms(self) -> Iterator[tuple[str, str]]:
        for number, section in enumerate(self.layout.spec.sections, 1):
            for heading, name in section.forms():
                yield f"{chinese_numeral(number)}、{heading}", name
        for key in self.layout.spec.data:
            yield key, key

    def _form(self, name: str, heading: str) -> Block:
        form = self.layout.forms[name]
        note = Question(("附注", form.key), _("表下的“注：”"), "prose", optional=True)
        return Block(form.key, heading, "", (*_cells(form), note))

    def _packets(self, level: str) -> list[Packet]:
        """The questionnaire of the level, then what the catalogue asks beyond it."""
        packets = list(self.questionnaires.packets(level))
        named = {key for p in packets for item in p.items for key in (*item.ask, *item.offer)}
        asked = Start(0, self.layout, "", level).asked if level else []
        more = [i for i in asked if f"{i.aspect}.{i.key}" not in named]
        if more:
            items = tuple(Item(title=i.key, ask=(f"{i.aspect}.{i.key}",)) for i in more)
            packets.insert(-1, Packet(title=_("其他指标"), items=items))
        return packets

    def _packet(self, packet: Packet, data: Plain) -> Block:
        questions = [q for item in packet.items for q in self._item(item, data)]
        return Block(f"{PACKET}.{packet.title}", packet.title, packet.to, tuple(questions))

    def _item(self, item: Item, data: Plain) -> Iterator[Question]:
        if item.show and {aspect.key for aspect in self.layout.aspects}.issuperset(item.show):
            yield Question(("", item.title), item.title, "show", item=item.title,
                           options=item.show, optional=True)  # fmt: skip
        total = self._resolve(item.total) if item.total else ()
        for key in (*item.ask, *item.offer):
            for question in self._key(key, data):
                told = replace(
                    question,
                    item=item.title,
                    optional=question.optional or key in item.offer,
                    hint="；".join(text for text in (question.hint, item.hint) if text),
                )
                if question.kind == "list":
                    told = replace(told, total=total, rest=item.rest, options=item.labels)
                yield told

    def _resolve(self, key: str) -> Path:
        names = tuple(key.split("."))
        if names[:2] in self.layout.indicator_by_key:
            return (OVERVIEW, names[0], DATA, *names[1:])
        return names

    def _key(self, key: str, data: Plain) -> Iterator[Question]:
        names = tuple(key.split("."))
        aspects = {aspect.key: aspect.title for aspect in self.layout.aspects}
        if indicator := self.layout.indicator_by_key.get((names[0], names[-1])):
            yield from _indicator(indicator)
        elif names[0] in aspects and names[-1] == HIGHLIGHTS:
            path = (OVERVIEW, names[0], HIGHLIGHTS)
            yield from _texts(path, _("亮点（{}）").format(aspects[names[0]]), data)
        elif names[0] not in aspects and (field := _field(names)):
            yield from _envelope(names, field, data)


def _without(packet: Packet, keys: set[str]) -> Packet:
    items = (
        item.model_copy(update={"ask": tuple(key for key in item.ask if key not in keys)})
        for item in packet.items
    )
    return packet.model_copy(update={"items": tuple(items)})


def _once(blocks: Iterable[Block]) -> Iterator[Block]:
    seen: set[Path] = set()
    for block in blocks:
        kept = []
        for question in block.questions:
            if question.path not in seen:
                seen.add(question.path)
                kept.append(replace(question, block=block.key))
        if kept:
            yield replace(block, questions=tuple(kept))


def _cells(form: Form) -> Iterator[Question]:
    """The form as one sheet, or its cells one by one."""
    if sheet_of(form):
        yield Question((form.key,), form.name, "sheet", unit="件", form=form, item=form.name)
        return
    for cell in form.inputs():
        nodes = [form.nodes[cell.key[:n]] for n in range(1, len(cell.key) + 1)]
        yield Question(
            (form.key, *cell.key),
            " · ".join(node.text for node in nodes),
            cell.kind,
            item=nodes[0].text,
            unit="件" if cell.kind == "count" else "",
            hint="；".join(node.hint for node in nodes if node.hint),
            form=form,
            optional=form.optional,
        )


def _indicator(indicator: Indicator) -> Iterator[Question]:
    path = (OVERVIEW, indicator.aspect, DATA, indicator.key)
    holder = _("找{}").format(indicator.holder) if indicator.holder else ""
    hint = "；".join(text for text in (indicator.meaning, holder) if text)
    one = Question(path, indicator.key, "quantity", unit=indicator.unit, hint=hint)
    if indicator.kind == "parts":
        for part in indicator.parts:
            rate = part.endswith("率")
            yield replace(
                one,
                path=(*path, part),
                label=f"{indicator.key} · {part}",
                unit="%" if rate else indicator.unit,
            )
    elif indicator.kind != "derived" or indicator.ask != "推算":
        kinds: dict[str, Kind] = {"percent": "percent", "list": "list", "text": "prose"}
        yield replace(one, kind=kinds.get(indicator.kind, "quantity"))


def _texts(path: Path, label: str, data: Plain) -> Iterator[Question]:
    """A list of paragraphs: those that are there and one more."""
    there = at(data, path)
    count = len(there) if isinstance(there, tuple) else 0
    for index in range(min(count + 1, MOST_TEXTS)):
        name = f"{label} {index + 1}" if count else label
        yield Question((*path, index), name, "prose", optional=True)


@dataclass(frozen=True)
class _Field:
    """A key of the envelope: its explanation, its type, what it may be."""

    about: str
    kind: Kind
    options: tuple[str, ...] = ()
    part: type[Part] | None = None


def _field(path: Path, part: type[Part] = Report) -> _Field | None:
    """What the model says of a key of the data file."""
    field = next((f for f in part.model_fields.values() if f.alias == path[0]), None)
    if field is None:
        return None
    found = list(_unions(field.annotation))
    below = next((t for t in found if isinstance(t, type) and issubclass(t, Part)), None)
    if len(path) > 1:
        return _field(path[1:], below) if below else None
    options = next((get_args(t) for t in found if _is_literal(t)), ())
    name = getattr(next(iter(found)), "__name__", "")
    kinds: dict[str, Kind] = {"int": "count", "Decimal": "amount"}
    kind: Kind = "choice" if options else kinds.get(name, "text")
    return _Field(field.description or "", kind, options, below)


def _unions(annotation: Any) -> Iterator[Any]:
    """The types an annotation is made of."""
    if _is_literal(annotation) or isinstance(annotation, type):
        yield annotation
        if isinstance(annotation, type) or _is_literal(annotation):
            return
    for inner in get_args(annotation):
        yield from _unions(inner)


def _is_literal(annotation: Any) -> bool:
    return getattr(annotation, "__origin__", None) is Literal


def _envelope(path: Path, field: _Field, data: Plain) -> Iterator[Question]:
    if field.part is Problem:
        yield from _problems(path, data)
    elif field.part is Fees:
        for alias in [str(f.alias) for f in Fees.model_fields.values()]:
            yield _question((*path, alias), _field((*path, alias)), f"{path[-1]} · {alias}")
    elif field.part is not None:
        return
    elif field.kind == "text" and path == ("其他事项", "其他"):
        yield from _texts(path, _("其他需要报告的事项"), data)
    else:
        yield _question(path, field, " · ".join(map(str, path[1:])) or str(path[0]))


def _question(path: Path, field: _Field | None, label: str, **more: Any) -> Question:
    if field is None:
        raise LookupError(path)
    units: dict[str, str] = {"amount": "元", "count": "件"}
    unit = units.get(field.kind, "")
    return Question(
        path, label, field.kind, unit=unit, hint=field.about, options=field.options, **more
    )


def _problems(path: Path, data: Plain) -> Iterator[Question]:
    """Each problem with its evidence, measure and state; one more problem at the end."""
    there = at(data, path)
    problems = there if isinstance(there, tuple) else ()
    number = len(problems)
    while number and not _told(problems[number - 1]):
        number -= 1  # what `new` left empty is the next one
    for index in range(min(number + 1, MOST_TEXTS)):
        for name in _aliases(Problem):
            asked = index < number or name == "问题"
            if asked:
                label = _("问题{}").format(chinese_numeral(index + 1))
                field = _field((name,), Problem)
                label = label if name == "问题" else f"{label} · {name}"
                question = _question((*path, index, name), field, label)
                kind: Kind = "prose" if name in ("问题", "改进") else question.kind
                spare = index > 0 and index == number
                optional = spare or name in ("佐证", "上年问题")
                yield replace(question, kind=kind, optional=optional)


def _told(problem: Plain) -> bool:
    return isinstance(problem, dict) and any(value for value in problem.values())


def _aliases(part: type[Part]) -> list[str]:
    return [str(field.alias) for field in part.model_fields.values()]


def _tasks(data: Plain, layout: Layout) -> Iterator[Question]:
    """Each task of the notices: its state, what was done, figures, source, aspect."""
    for path, group, task in task_places(data):
        if at(task, ("并入",)):
            continue
        title = str(task.get("标题") or "")
        name = f"{task.get('序号') or ''} {title}".strip()
        context = _card(group, task)
        field = _field(("状态",), Task)
        one = Question((), "", "text", item=name, context=context)
        yield replace(
            one, path=(*path, "状态"), label=_("状态"), kind="choice",
            options=field.options if field else (), hint=field.about if field else "",
        )  # fmt: skip
        if task.get("状态") in (None, "完成", "推进中"):
            kinds: dict[str, Kind] = {"落实情况": "prose", "数据": "figures", "依据": "text"}
            for alias, kind in kinds.items():
                about = _field((alias,), Task)
                yield replace(
                    one, path=(*path, alias), label=alias, kind=kind,
                    hint=about.about if about else "", optional=alias != "落实情况",
                )  # fmt: skip
        if layout.aspects:
            reason = str(task.get("方面依据") or "")
            names = tuple(aspect.key for aspect in layout.aspects)
            yield replace(
                one, path=(*path, "方面"), label=_("写在哪个方面"), kind="choice",
                options=names, hint=reason, optional=True,
            )  # fmt: skip


def task_places(data: Plain) -> Iterator[tuple[Path, str, dict[str, Plain]]]:
    """Every task with its path and the title of its group."""
    notices = at(data, ("要点",))
    for n, notice in enumerate(notices if isinstance(notices, tuple) else ()):
        groups = at(notice, ("组",))
        for g, group in enumerate(groups if isinstance(groups, tuple) else ()):
            tasks = at(group, ("任务",))
            for t, task in enumerate(tasks if isinstance(tasks, tuple) else ()):
                if isinstance(task, dict):
                    title = str(at(group, ("标题",)) or "")
                    yield ("要点", n, "组", g, "任务", t), title, task


def _card(group: str, task: dict[str, Plain]) -> tuple[str, ...]:
    responsible = task.get("责任单位")
    names = "、".join(map(str, responsible)) if isinstance(responsible, tuple) else ""
    rows = (
        (_("任务组"), group),
        (_("任务"), f"{task.get('序号') or ''} {task.get('标题') or ''}".strip()),
        (_("要求"), str(task.get("要求") or "")),
        (_("责任单位"), names),
        (_("时限"), str(task.get("时限") or "")),
    )
    return tuple(f"{name}：{text}" for name, text in rows if text.strip())
