"""Questions 问题, from layout, questionnaire and data file. Pure: nothing is written here.

A row added to a form, an indicator added to the catalogue, a task in the notice adds its
question; a problem or a highlight that is filled in is followed by the question for the next.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from gkdraft.base.places import DataPath, Plain
from gkdraft.base.plain_data import look_up
from gkdraft.base.scalars import spell_numeral
from gkdraft.layout.form import Form
from gkdraft.layout.layout import Indicator, Layout
from gkdraft.messages import _
from gkdraft.report.agency import find_self_name
from gkdraft.report.division import resolve_item
from gkdraft.report.model import Fees, Problem
from gkdraft.report.model_body import Agency
from gkdraft.report.model_gathering import DIVISION
from gkdraft.rules.opening import offer_opening
from gkdraft.wizard.questions.division import ask_division
from gkdraft.wizard.questions.fields import ask_field, find_field, list_aliases
from gkdraft.wizard.questions.last_year import list_items
from gkdraft.wizard.questions.problems import ask_problems
from gkdraft.wizard.questions.question import Kind, Question, QuestionBlock
from gkdraft.wizard.questions.questionnaire import Item, Packet, Questionnaires
from gkdraft.wizard.questions.tasks import TASKS, ask_tasks
from gkdraft.wizard.table.sheet import find_sheet

OVERVIEW, HIGHLIGHTS, DATA = "总体情况", "亮点", "数据"
PRACTICE, OPENING = "做法", "开头"
MOST_TEXTS = 12
UNITS = {"count": "件", "change": "件", "amount": "万元"}
"""Units of the cells of a form; a price is typed with its own."""
KINDS: dict[str, Kind] = {"percent": "percent", "list": "list", "text": "prose"}
"""Kinds of indicators that are not asked for as a quantity."""
PACKET = "问卷"


@dataclass(frozen=True)
class Book:
    """What questions are made of, apart from the data file."""

    layout: Layout
    questionnaires: Questionnaires
    # the tasks that were asked about last, and the questions on them
    _asked: list[Any] = field(default_factory=list, compare=False, repr=False)

    def list_blocks(self, data: Plain) -> tuple[QuestionBlock, ...]:
        """All questions for a data file, by block; every place is asked for once."""
        level = str(look_up(data, ("机关", "层级")) or "")
        packets = self._choose_packets(level)
        asked: set[str] = set()
        for packet in packets:
            for item in packet.items:
                asked.update(item.ask)
        opening = _leave_out(self.questionnaires.opening, asked)
        found = [self._ask_packet(opening, data)]
        for heading, name in self._list_forms():
            found.append(self._ask_form(name, heading))
        for packet in packets:
            found.append(self._ask_packet(packet, data))
        if tasks := self._ask_tasks(data):
            found.insert(-1, QuestionBlock(TASKS, _("要点任务"), "", tasks))
        if division := tuple(ask_division(data, self.layout, level)):
            found.append(QuestionBlock(DIVISION, _("分工（发表格给各单位填）"), "", division))
        return tuple(_drop_repeated(found))

    def _ask_tasks(self, data: Plain) -> tuple[Question, ...]:
        """The questions on tasks, which an answer elsewhere leaves as they are."""
        told = look_up(data, (TASKS,))
        if not self._asked or self._asked[0] is not told:
            self._asked[:] = [told, tuple(ask_tasks(data, self.layout))]
        asked: tuple[Question, ...] = self._asked[1]
        return asked

    def _list_forms(self) -> Iterator[tuple[str, str]]:
        for number, section in enumerate(self.layout.spec.sections, 1):
            for heading, name in section.forms():
                yield f"{spell_numeral(number)}、{heading}", name
        for key in self.layout.spec.data:
            yield key, key

    def _ask_form(self, name: str, heading: str) -> QuestionBlock:
        form = self.layout.forms[name]
        note = Question(
            ("附注", form.key), _("表下的“注：”"), "prose", optional=True,
            hint=_("印在表下，说明口径或特殊情况；没有就空着"),
        )  # fmt: skip
        return QuestionBlock(form.key, heading, "", (*_ask_cells(form), note))

    def _choose_packets(self, level: str) -> list[Packet]:
        """The questionnaire of the level, then what the catalogue asks beyond it."""
        packets = list(self.questionnaires.choose_packets(level))
        named: set[str] = set()
        for packet in packets:
            for item in packet.items:
                named.update(item.ask, item.offer)
        more = []
        for indicator in self.layout.asked(level):
            key = f"{indicator.aspect}.{indicator.key}"
            if key not in named:
                more.append(Item(title=indicator.key, ask=(key,)))
        if more:
            packets.insert(-1, Packet(title=_("其他指标"), items=tuple(more)))
        return packets

    def _ask_packet(self, packet: Packet, data: Plain) -> QuestionBlock:
        questions: list[Question] = []
        for item in packet.items:
            questions += self._ask_item(item, data)
        return QuestionBlock(f"{PACKET}.{packet.title}", packet.title, packet.to, tuple(questions))

    def _ask_item(self, item: Item, data: Plain) -> Iterator[Question]:
        if item.show and self._aspects.keys() >= set(item.show):
            yield Question(("", item.title), item.title, "show", item=item.title,
                           options=item.show, optional=True)  # fmt: skip
        for key in (*item.must, *item.ask, *item.offer):
            for question in self.ask_key(key, data):
                yield self._fit_question(question, key, item)

    def _fit_question(self, question: Question, key: str, item: Item) -> Question:
        """A question as an item of the questionnaire puts it."""
        made = question._replace(
            item=item.title,
            needed=key in item.must,
            optional=question.optional or key in item.offer,
            hint="；".join(filter(None, (question.hint, item.hint))),
        )
        total = self.resolve_key(item.total)
        if question.kind == "list":
            named = key in item.ask or not item.ask
            made = made._replace(total=total, rest=item.rest)
            return made._replace(options=item.labels) if named else made
        if question.kind == "quantity" and key in item.ask:
            return made._replace(total=total)
        return made

    @cached_property
    def _aspects(self) -> dict[str, str]:
        """The titles of the aspects by their keys."""
        return {aspect.key: aspect.title for aspect in self.layout.aspects}

    def resolve_key(self, key: str) -> DataPath:
        """The place of a key of the questionnaire; none for no key."""
        return resolve_item(self.layout, key)

    def ask_key(self, key: str, data: Plain) -> Iterator[Question]:
        """The questions for a key of the questionnaire."""
        names = tuple(key.split("."))
        if indicator := self.layout.indicator_by_key.get((names[0], names[-1])):
            yield from _ask_indicator(indicator)
        elif names[0] in self._aspects and names[-1] == HIGHLIGHTS:
            path = (OVERVIEW, names[0], HIGHLIGHTS)
            yield from _ask_texts(path, _("亮点（{}）").format(self._aspects[names[0]]), data)
        elif names[0] in self._aspects and names[-1] == PRACTICE:
            label = _("做法（{}）").format(self._aspects[names[0]])
            yield Question((OVERVIEW, names[0], PRACTICE), label, "prose", optional=True)
        elif names == (OVERVIEW, OPENING):
            yield self._ask_opening(data)
        elif names[0] not in self._aspects:
            yield from _ask_envelope(names, data)

    def _ask_opening(self, data: Plain) -> Question:
        """开头, with a draft above it that a person may rewrite."""
        year, name = look_up(data, ("年度",)), look_up(data, ("机关", "名称"))
        resources = self.layout.resources
        agency = Agency.model_validate({"名称": name if isinstance(name, str) else ""})
        own = find_self_name(agency, resources)
        number = int(year) if isinstance(year, str) and year.isdecimal() else 0
        offer = offer_opening(number, own.self, own.area, resources)
        context = (_("可以参考：{}").format(offer),) if number else ()
        return Question(
            (OVERVIEW, OPENING), _("开头一段"), "prose", optional=True, context=context,
            offer=offer if number else "",
        )  # fmt: skip


def _leave_out(packet: Packet, keys: set[str]) -> Packet:
    """The packet without keys that are asked elsewhere."""
    items = []
    for item in packet.items:
        left = tuple(key for key in item.ask if key not in keys)
        items.append(item.model_copy(update={"ask": left}))
    return packet.model_copy(update={"items": tuple(items)})


def _drop_repeated(blocks: Iterable[QuestionBlock]) -> Iterator[QuestionBlock]:
    seen: set[DataPath] = set()
    for block in blocks:
        questions = []
        for question in block.questions:
            if question.path not in seen:
                seen.add(question.path)
                is_told = question.block == block.key
                questions.append(question if is_told else question._replace(block=block.key))
        if questions:
            yield block._replace(questions=tuple(questions))


def _ask_cells(form: Form) -> Iterator[Question]:
    """The form as one sheet, or its cells one by one."""
    if find_sheet(form):
        yield Question((form.key,), form.name, "sheet", unit="件", form=form, item=form.name)
        return
    for cell in form.inputs():
        nodes = [form.nodes[cell.key[:depth]] for depth in range(1, len(cell.key) + 1)]
        hints = [node.hint for node in nodes if node.hint]
        yield Question(
            (form.key, *cell.key),
            " · ".join(node.text for node in nodes),
            cell.kind,
            item=nodes[0].text,
            unit=UNITS.get(cell.kind, ""),
            hint="；".join(hints),
            form=form,
            optional=form.optional,
        )


def _ask_indicator(indicator: Indicator) -> Iterator[Question]:
    path = (OVERVIEW, indicator.aspect, DATA, indicator.key)
    hints = [indicator.meaning] if indicator.meaning else []
    if indicator.holder:
        hints.append(_("找{}").format(indicator.holder))
    hint = "；".join(hints)
    one = Question(path, indicator.key, "quantity", unit=indicator.unit, hint=hint)
    if indicator.kind == "parts":
        for part in indicator.parts:
            yield one._replace(
                path=(*path, part),
                label=f"{indicator.key} · {part}",
                unit=indicator.unit_of(part),
            )
    elif indicator.kind != "derived" or indicator.ask != "推算":
        yield one._replace(kind=KINDS.get(indicator.kind, "quantity"))


def _ask_texts(path: DataPath, label: str, data: Plain) -> Iterator[Question]:
    """A list of paragraphs: those that are there and one more."""
    count = len(list_items(data, path))
    for index in range(min(count + 1, MOST_TEXTS)):
        name = f"{label} {index + 1}" if count else label
        yield Question((*path, index), name, "prose", optional=True)


def _ask_envelope(path: DataPath, data: Plain) -> Iterator[Question]:
    field = find_field(path)
    if field is None:
        return
    if field.part is Problem:
        yield from ask_problems(path, data)
    elif field.part is Fees:
        for alias in list_aliases(Fees):
            yield ask_field((*path, alias), f"{path[-1]} · {alias}")
    elif field.kind == "text" and path == ("其他事项", "其他"):
        yield from _ask_texts(path, _("其他需要报告的事项"), data)
    elif field.part is None:
        yield ask_field(path, " · ".join(map(str, path[1:])) or str(path[0]))
