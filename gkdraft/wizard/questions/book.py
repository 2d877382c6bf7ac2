"""Questions 问题, from layout, questionnaire and data file. Pure: nothing is written here.

A row added to a form, an indicator added to the catalogue, a task in the notice adds its
question; a problem or a highlight that is filled in is followed by the question for the next.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from gkdraft.base.places import DataPath, Plain
from gkdraft.base.plain_data import look_up
from gkdraft.base.scalars import spell_numeral
from gkdraft.layout.form import Form
from gkdraft.layout.layout import Indicator, Layout
from gkdraft.messages import _
from gkdraft.report.model import Fees, Problem
from gkdraft.wizard.questions.fields import ask_field, find_field, list_aliases
from gkdraft.wizard.questions.problems import ask_problems
from gkdraft.wizard.questions.question import Kind, Question, QuestionBlock
from gkdraft.wizard.questions.questionnaire import Item, Packet, Questionnaires
from gkdraft.wizard.questions.tasks import ask_tasks
from gkdraft.wizard.table.sheet import find_sheet

OVERVIEW, HIGHLIGHTS, DATA = "总体情况", "亮点", "数据"
MOST_TEXTS = 12
UNITS = {"count": "件", "change": "件", "amount": "万元"}
"""Units of the cells of a form; a price is typed with its own."""
PACKET = "问卷"


@dataclass(frozen=True)
class Book:
    """What questions are made of, apart from the data file."""

    layout: Layout
    questionnaires: Questionnaires

    def blocks(self, data: Plain) -> tuple[QuestionBlock, ...]:
        """All questions for a data file, by block; every place is asked for once."""
        level = look_up(data, ("机关", "层级"))
        packets = self._packets(level if isinstance(level, str) else "")
        taken = {key for packet in packets for item in packet.items for key in item.ask}
        opening = _without(self.questionnaires.opening, taken)
        found = [self._packet(opening, data)]
        found += [self._form(name, heading) for heading, name in self._forms()]
        found += [self._packet(packet, data) for packet in packets]
        if tasks := tuple(ask_tasks(data, self.layout)):
            found.insert(-1, QuestionBlock("要点", _("要点任务"), "", tasks))
        return tuple(_once(found))

    def _forms(self) -> Iterator[tuple[str, str]]:
        for number, section in enumerate(self.layout.spec.sections, 1):
            for heading, name in section.forms():
                yield f"{spell_numeral(number)}、{heading}", name
        for key in self.layout.spec.data:
            yield key, key

    def _form(self, name: str, heading: str) -> QuestionBlock:
        form = self.layout.forms[name]
        note = Question(
            ("附注", form.key), _("表下的“注：”"), "prose", optional=True,
            hint=_("印在表下，说明口径或特殊情况；没有就空着"),
        )  # fmt: skip
        return QuestionBlock(form.key, heading, "", (*_cells(form), note))

    def _packets(self, level: str) -> list[Packet]:
        """The questionnaire of the level, then what the catalogue asks beyond it."""
        packets = list(self.questionnaires.packets(level))
        named = {key for p in packets for item in p.items for key in (*item.ask, *item.offer)}
        asked = self.layout.asked(level) if level else []
        more = [i for i in asked if f"{i.aspect}.{i.key}" not in named]
        if more:
            items = tuple(Item(title=i.key, ask=(f"{i.aspect}.{i.key}",)) for i in more)
            packets.insert(-1, Packet(title=_("其他指标"), items=items))
        return packets

    def _packet(self, packet: Packet, data: Plain) -> QuestionBlock:
        questions = [q for item in packet.items for q in self._item(item, data)]
        return QuestionBlock(f"{PACKET}.{packet.title}", packet.title, packet.to, tuple(questions))

    def _item(self, item: Item, data: Plain) -> Iterator[Question]:
        if item.show and {aspect.key for aspect in self.layout.aspects}.issuperset(item.show):
            yield Question(("", item.title), item.title, "show", item=item.title,
                           options=item.show, optional=True)  # fmt: skip
        total = self._resolve(item.total) if item.total else ()
        for key in (*item.must, *item.ask, *item.offer):
            for question in self._key(key, data):
                told = replace(
                    question,
                    item=item.title,
                    needed=key in item.must,
                    optional=question.optional or key in item.offer,
                    hint="；".join(text for text in (question.hint, item.hint) if text),
                )
                if question.kind == "list":
                    named = key in item.ask or not item.ask
                    told = replace(told, rest=item.rest, options=item.labels if named else ())
                if question.kind == "list" or (question.kind == "quantity" and key in item.ask):
                    told = replace(told, total=total)
                yield told

    def _resolve(self, key: str) -> DataPath:
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
        elif names[0] not in aspects:
            yield from _envelope(names, data)


def _without(packet: Packet, keys: set[str]) -> Packet:
    items = (
        item.model_copy(update={"ask": tuple(key for key in item.ask if key not in keys)})
        for item in packet.items
    )
    return packet.model_copy(update={"items": tuple(items)})


def _once(blocks: Iterable[QuestionBlock]) -> Iterator[QuestionBlock]:
    seen: set[DataPath] = set()
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
    if find_sheet(form):
        yield Question((form.key,), form.name, "sheet", unit="件", form=form, item=form.name)
        return
    for cell in form.inputs():
        nodes = [form.nodes[cell.key[:n]] for n in range(1, len(cell.key) + 1)]
        yield Question(
            (form.key, *cell.key),
            " · ".join(node.text for node in nodes),
            cell.kind,
            item=nodes[0].text,
            unit=UNITS.get(cell.kind, ""),
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
            yield replace(
                one,
                path=(*path, part),
                label=f"{indicator.key} · {part}",
                unit=indicator.unit_of(part),
            )
    elif indicator.kind != "derived" or indicator.ask != "推算":
        kinds: dict[str, Kind] = {"percent": "percent", "list": "list", "text": "prose"}
        yield replace(one, kind=kinds.get(indicator.kind, "quantity"))


def _texts(path: DataPath, label: str, data: Plain) -> Iterator[Question]:
    """A list of paragraphs: those that are there and one more."""
    there = look_up(data, path)
    count = len(there) if isinstance(there, tuple) else 0
    for index in range(min(count + 1, MOST_TEXTS)):
        name = f"{label} {index + 1}" if count else label
        yield Question((*path, index), name, "prose", optional=True)


def _envelope(path: DataPath, data: Plain) -> Iterator[Question]:
    field = find_field(path)
    if field is None:
        return
    if field.part is Problem:
        yield from ask_problems(path, data)
    elif field.part is Fees:
        for alias in list_aliases(Fees):
            yield ask_field((*path, alias), f"{path[-1]} · {alias}")
    elif field.kind == "text" and path == ("其他事项", "其他"):
        yield from _texts(path, _("其他需要报告的事项"), data)
    elif field.part is None:
        yield ask_field(path, " · ".join(map(str, path[1:])) or str(path[0]))
