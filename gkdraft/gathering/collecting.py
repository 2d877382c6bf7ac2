"""Collecting 收表: what offices handed in, held against what is there. Pure.

A figure that several offices fill in is their sum, once all of them have handed in. What differs
from what is there, and what is in doubt, is never written unasked.
"""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from gkdraft.base.places import DataPath, Plain
from gkdraft.base.plain_data import Changes, look_up
from gkdraft.gathering.answer_tables import AnswerRow
from gkdraft.gathering.judging import find_fault
from gkdraft.gathering.plan import Item, Plan, choose_usable
from gkdraft.gathering.portions import Portions, read_exact
from gkdraft.gathering.returns import Reported, Returned
from gkdraft.gathering.workbooks import Desk
from gkdraft.layout.equations import Key
from gkdraft.layout.form import Form
from gkdraft.messages import Message, join_messages, say
from gkdraft.report.division import list_assigned
from gkdraft.report.model import Problem
from gkdraft.wizard.answers.reply import show_value
from gkdraft.wizard.answers.session import Session
from gkdraft.wizard.questions.fields import list_aliases
from gkdraft.wizard.questions.question import NUMBERS, Question
from gkdraft.wizard.table import sheet
from gkdraft.wizard.table.sheet import Cells

PROBLEMS, TASKS = "存在问题", "要点"
PARTS = list_aliases(Problem)
SUMMED = NUMBERS - {"percent", "price"}
"""Kinds of figures that several offices may each have a part of."""


class Given(NamedTuple):
    """An answer and the file it stands in."""

    file: Returned
    answer: Reported


@dataclass
class Collector:
    """Holds files that offices handed in against the data file of a desk."""

    desk: Desk
    today: datetime.date

    @property
    def session(self) -> Session:
        return self.desk.paper.session

    def plan(self, returns: Sequence[Returned]) -> Plan:
        """What of these files is new, what differs, what is in doubt, who is missing."""
        plan = Plan()
        usable = choose_usable(returns, self.desk.paper.year, plan)
        portions = Portions(self.desk)
        plan.contributions = portions.take(usable, self.today)
        self._find_faults(usable, portions, plan)
        given: dict[DataPath, list[Given]] = {}
        for one in usable:
            for answer in one.answers.values():
                given.setdefault(answer.path, []).append(Given(one, answer))
        for path, answers in given.items():
            asked = [each for each in answers if self._is_asked(each.file.office, path)]
            self._weigh(path, asked, portions, plan)
            for each in answers:
                if each not in asked:
                    said = say("没有分给{office}填", office=each.file.office)
                    self._propose(path, each.answer.value, [each], said, plan)
        for one in usable:
            plan.items += self._list_problems(one, plan)
        plan.missing = tuple(name for name in self.desk.roster.offices if name not in portions.data)
        return plan

    def _find_faults(self, usable: Sequence[Returned], portions: Portions, plan: Plan) -> None:
        """Tables of offices that do not add up: of those handed in now, and of those before."""
        totals = {one.office: one.totals for one in usable}
        for office in portions.data:
            for form in self.session.book.layout.forms.values():
                cells = portions.list_cells(office, form)
                found = find_fault(self.desk, office, form, cells, totals.get(office, {}))
                if found:
                    plan.faults[office, form.key] = found

    def _is_asked(self, office: str, path: DataPath) -> bool:
        """Whether an office was asked for a place; where nothing is divided, anybody may tell."""
        roster = self.desk.roster
        known = roster.offices.get(office)
        is_divided = bool(roster.draft.report.division.items) or path[0] == TASKS
        return known is None or not is_divided or known.answers(path)

    def _weigh(
        self, path: DataPath, given: Sequence[Given], portions: Portions, plan: Plan
    ) -> None:
        """One place of the data file: what it would hold."""
        if not given:
            return
        question = self._find_question(path)
        if question.kind in SUMMED:
            self._add_up(path, given, portions, plan)
            return
        groups: dict[str, list[Given]] = {}
        for each in given:
            groups.setdefault(_squeeze(show_value(each.answer.value)), []).append(each)
        differs = say("几个单位写的不同，只能写一个") if len(groups) > 1 else ""
        for alike in groups.values():
            self._propose(path, alike[0].answer.value, alike, differs, plan)

    def _add_up(
        self, path: DataPath, given: Sequence[Given], portions: Portions, plan: Plan
    ) -> None:
        """A figure of one office, or the sum of what all who are to fill it in gave."""
        offices = self._list_owners(path) or tuple(each.file.office for each in given)
        parts = {office: portions.find(office, path) for office in offices}
        lacking = tuple(office for office, text in parts.items() if not text)
        rough = [f"{name} {text}" for name, text in parts.items() if read_exact(text) is None]
        if lacking:
            plan.waiting[path] = lacking
        elif rough and len(parts) > 1:
            named = "、".join(rough)
            plan.notes.append(
                say("{name}不是准数，不能相加，没有写：{told}", name=path[-1], told=named)
            )
        else:
            value = portions.add_up(path, offices)
            said = say("写的不是准数") if rough else ""
            fault = plan.find_fault(offices, str(path[0]))
            self._propose(path, value, given, said, plan, fault, offices)

    def _propose(
        self,
        path: DataPath,
        value: Plain,
        given: Sequence[Given],
        said: Message | str,
        plan: Plan,
        fault: Message | str = "",
        offices: tuple[str, ...] = (),
    ) -> None:
        """An answer for a place, and why a person is to look at it first; none if it is there."""
        now, shown = self._show_now(self._find_question(path)), show_value(value)
        if _is_same(now, shown):
            return
        reasons = [say("与已有的不同") if now else "", said]
        reasons += [each.answer.unsure for each in given]
        reason = join_messages("；", dict.fromkeys(filter(None, reasons)))
        places = tuple(f"{each.file.name} {each.answer.place}" for each in given)
        offices = offices or tuple(each.file.office for each in given)
        plan.items.append(Item(path, now, value, shown, offices, places, reason, fault))

    def _list_owners(self, path: DataPath) -> tuple[str, ...]:
        """Who is to fill in a place, by 分工 or as the task says; nobody known: whoever does."""
        roster = self.desk.roster
        if path[0] == TASKS:
            return tuple(name for name, office in roster.offices.items() if office.answers(path))
        assigned = list_assigned(roster.draft, path)
        return tuple(dict.fromkeys(map(roster.find, assigned)))

    def _find_question(self, path: DataPath) -> Question:
        """The question of a place; of a cell of a table that is asked for as a whole, its own."""
        found = self.desk.questions.get(path)
        form = self.session.book.layout.form_by_key.get(str(path[0]))
        if found is None:
            kind = form.by_key[_key(path)].kind if form else "prose"
            found = Question(path, str(path[-1]), kind, form=form)
        return found

    def _show_now(self, question: Question) -> str:
        """What stands there, with the figures it refers to."""
        if question.form:
            return self.session.list_cells(question.form).get(_key(question.path), "")
        value = look_up(self.session.data, question.path)
        return self.desk.paper.spell(show_value(value)) if value else ""

    def _list_problems(self, one: Returned, plan: Plan) -> Iterator[Item]:
        """The problems of a file that are not there yet."""
        planned = [item for item in plan.items if item.path[0] == PROBLEMS]
        texts = self._list_problem_texts()
        known = {*map(_squeeze, texts), *(_squeeze(item.shown) for item in planned)}
        # `new` leaves an empty entry to begin with
        places = [n for n, text in enumerate(texts) if not text]
        places += range(len(texts), len(texts) + len(planned) + len(one.problems))
        free = iter(places[len(planned) :])
        for row in one.problems:
            text = row.parts.get("问题", "")
            if _squeeze(text) not in {*known, ""}:
                where = (f"{one.name} {row.place}",)
                path, value = (PROBLEMS, next(free)), _compose_problem(row)
                yield Item(path, "", value, text, (one.office,), where)
                known.add(_squeeze(text))

    def _list_problem_texts(self) -> list[str]:
        """The problems that are there, as they are printed; nothing for an empty entry."""
        held = look_up(self.session.data, (PROBLEMS,))
        entries = held if isinstance(held, tuple) else ()
        texts = [show_value(look_up(entry, ("问题",))) for entry in entries]
        return [self.desk.paper.spell(text) if text else "" for text in texts]

    def compose_changes(self, plan: Plan, taken: Sequence[Item]) -> Changes:
        """What to write: the parts of every office, and these answers."""
        changes: dict[DataPath, Plain] = dict(plan.contributions)
        forms: dict[str, dict[Key, str]] = {}
        for item in chain.from_iterable(item.all_ for item in taken):
            form = self.session.book.layout.form_by_key.get(str(item.path[0]))
            if isinstance(item.value, dict) and item.path[0] == PROBLEMS:
                changes |= {(*item.path, name): said for name, said in item.value.items()}
            elif form is None:
                changes.setdefault(item.path, item.value)  # of several for one place the first
            else:
                cells = forms.setdefault(form.key, dict(self.session.list_cells(form)))
                cells[_key(item.path)] = str(item.value)
        for key, cells in forms.items():
            changes.update(self._change_form(self.session.book.layout.form_by_key[key], cells))
        return changes

    def _change_form(self, form: Form, cells: Cells) -> Changes:
        before, unread = self.session.list_cells(form), self.session.list_unread()
        return sheet.list_changes(form, self.session.data, before, cells, unread)


def _compose_problem(row: AnswerRow) -> Plain:
    """An entry with the keys that a problem has; a column may be called by another's name too."""
    return {name: row.parts[name] for name in PARTS if row.parts.get(name)}


def _key(path: DataPath) -> Key:
    """The cell of a form at a place."""
    return tuple(map(str, path[1:]))


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _is_same(now: str, shown: str) -> bool:
    """Whether two answers say the same: 3.50 and 3.5, texts that differ in spaces."""
    one, other = read_exact(now), read_exact(shown)
    if one is not None and other is not None:
        return one == other
    return _squeeze(now) == _squeeze(shown)
