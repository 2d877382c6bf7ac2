"""Returns 报回的表: one file of an office as answers, by the labels of rows and columns.

A workbook of ours, one that was made anew, the same form in Word, a published report: all of them
are lines and tables. What is in no doubt is an answer; of the rest it is told where it stands.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from gkdraft.base.patterns import compile_late
from gkdraft.base.places import DataPath, Plain
from gkdraft.base.scalars import Number
from gkdraft.gathering import lacking
from gkdraft.gathering.answer_tables import AnswerRow, AnswerTable, find_tables
from gkdraft.gathering.statutory import RELATIONS
from gkdraft.gathering.workbooks import Desk
from gkdraft.layout.form import Form
from gkdraft.layout.labels import EXACT, strip_label
from gkdraft.messages import Message, say
from gkdraft.reading import documents
from gkdraft.reading.documents.flow import Flow, Table, TextLine, explain_lost
from gkdraft.reading.published import Catalogue, interpret_report, is_report
from gkdraft.reading.published.ledger import Ledger
from gkdraft.reading.published.tables import FormReading, read_tables
from gkdraft.report.tasks import PlacedTask, list_tasks
from gkdraft.wizard.answers.reply import read_reply, show_value
from gkdraft.wizard.questions.fields import ask_field
from gkdraft.wizard.questions.question import Question

_YEAR = compile_late(r"(?<!\d)(20\d\d)年")
_DATED = compile_late(r"(20\d\d)(?!\d)")
TASK_PARTS = ("状态", "落实情况", "数据", "依据")
_BLANKS = frozenset("-—－/／＝=…")


class Reported(NamedTuple):
    """An answer as it was handed in, and where it stands in the file."""

    path: DataPath
    value: Plain
    place: str
    unsure: Message | str = ""  # why it is not certain that this is meant


class Refused(NamedTuple):
    """What stands in a file and cannot be taken: where, what, and why."""

    place: str
    about: str
    reason: Message | str
    path: DataPath = ()


@dataclass
class Returned:
    """What one file tells; `problems` are the rows of its table of problems."""

    name: str
    office: str = ""
    year: int = 0
    is_stranger: bool = False  # an office that nobody asked
    answers: dict[DataPath, Reported] = field(default_factory=dict)
    totals: dict[DataPath, Number] = field(default_factory=dict)
    lacking: list[Message | str] = field(default_factory=list)
    problems: list[AnswerRow] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    remarks: list[Message | str] = field(default_factory=list)

    def put(self, answer: Reported) -> None:
        """One more answer; two that differ are told of, and neither is taken."""
        known = self.answers.get(answer.path)
        if known is not None and known.value != answer.value:
            why = say(
                "这份文件里还有一处写的是 {text}（{place}）",
                text=show_value(answer.value), place=answer.place,
            )  # fmt: skip
            self.answers[answer.path] = known._replace(unsure=why)
        else:
            self.answers.setdefault(answer.path, answer)


@dataclass(frozen=True)
class ReturnReader:
    """Reads what offices hand in, by the questions that a data file asks."""

    desk: Desk

    @cached_property
    def catalogue(self) -> Catalogue:
        return Catalogue.load(self.desk.resources)

    @property
    def questions(self) -> dict[DataPath, Question]:
        return self.desk.questions

    @cached_property
    def _by_label(self) -> dict[str, list[Question]]:
        """Questions that are rows of a table, by their labels as they are compared."""
        found: dict[str, list[Question]] = {}
        for question in self.questions.values():
            if question.is_asked and question.form is None and not question.record:
                found.setdefault(strip_label(question.label), []).append(question)
        return found

    @cached_property
    def _tasks(self) -> dict[str, list[PlacedTask]]:
        found: dict[str, list[PlacedTask]] = {}
        for entry in list_tasks(self.desk.roster.draft.report):
            found.setdefault(strip_label(entry.task.title), []).append(entry)
        return found

    def read(self, path: Path) -> Returned:
        """What a file tells. InputError if it cannot be read."""
        flow = _drop_asides(documents.read_document(path), self.desk.paper.year)
        found = Returned(path.name, remarks=list(flow.remarks))
        self._read_head(flow, path, found)
        for reading in read_tables(flow, self.catalogue, self.desk.paper.session.book.layout.name):
            self._read_form(reading, found)
        for table in find_tables(flow, self.desk.roster.words, self.desk.paper.year):
            self._read_answers(table, found)
        self._note_lacking(flow, found)
        return found

    def _note_lacking(self, flow: Flow, found: Returned) -> None:
        """What the office was asked and is not there; formulas without a result may be why."""
        office = self.desk.roster.offices.get(found.office)
        if office is None:
            return
        known = {*found.answers, *(refused.path for refused in found.refused)}
        found.lacking = list(lacking.list_figures(self.desk, office, known))
        if found.lacking:
            found.remarks += explain_lost(flow)
        found.lacking += lacking.list_tasks(office, known)

    def _read_head(self, flow: Flow, path: Path, found: Returned) -> None:
        """Whose it is and of which year: as it says, else by the name of the file."""
        roster = self.desk.roster
        office = _find_beside(flow, roster.words.office)
        year = _find_beside(flow, roster.words.year)
        if not office and is_report(flow, self.catalogue):
            report = interpret_report(flow, self.catalogue)
            office, year = report.agency or report.short, str(report.year or "")
        if not office:
            known = [name for name in roster.offices if name in path.stem]
            office = max(known, key=len, default="")
        found.office = roster.find(office) if office else ""
        asked = {*roster.offices, roster.own}
        found.is_stranger = bool(roster.offices) and found.office not in asked
        dated = _DATED.match(year)
        found.year = int(dated[1]) if dated else 0

    def _read_form(self, reading: FormReading, found: Returned) -> None:
        """The figures of a statutory table, and the cells that hold something else."""
        ledger = reading.ledger
        form = self.desk.paper.session.book.layout.form_by_key.get(ledger.form.key)
        if form is None:
            return
        if reading.strange:
            named = "、".join(f"“{label}”" for label in reading.strange)
            found.remarks.append(say("{form}有认不出的行：{rows}", form=form.name, rows=named))
        is_own = form == ledger.form
        if not is_own:
            said = say("{name}不是这一年的表样，按行名、栏名对得上的读", name=form.name)
            found.remarks.append(said)
        for key, figure in ledger.figures.items():
            if key in form.computed:
                found.totals[form.key, *key] = figure.number
            elif key in form.by_key:
                why: Message | str = ""
                if figure.confidence != EXACT or not is_own:
                    why = say("行名或栏名写得不一样，按“{row}”读的", row=figure.row)
                found.put(Reported((form.key, *key), str(figure.number), figure.place, why))
        self._note_unread(form, ledger, found)

    @staticmethod
    def _note_unread(form: Form, ledger: Ledger, found: Returned) -> None:
        """Cells that are blank, and those that hold something else than a figure."""
        for key, unread in ledger.unread.items():
            if key not in form.by_key or key in form.computed:
                continue
            if not unread.is_blank:
                about = f"{form.name} {'·'.join(filter(None, form.titles[key]))}"
                refused = Refused(unread.place, about, unread.reason, (form.key, *key))
                found.refused.append(refused)

    def _read_answers(self, table: AnswerTable, found: Returned) -> None:
        for row in table.rows:
            if table.kind == "任务":
                self._read_task(row, found)
            elif table.kind == "问题":
                found.problems.append(row)
            else:
                self._read_answer(row, found)

    def _read_answer(self, row: AnswerRow, found: Returned) -> None:
        text = row.parts.get("本年", "")
        if not text:
            return
        asked = self._by_label.get(strip_label(row.label), [])
        if len(asked) > 1:
            titles = {block.key: block.title for block in self.desk.paper.session.blocks}
            group = strip_label(row.group)
            asked = [q for q in asked if strip_label(titles.get(q.block, q.block)) == group]
        if len(asked) != 1:
            reason = say("没有这一项") if not asked else say("有几项叫这个名称，分不清是哪一项")
            found.refused.append(Refused(row.place, row.label, reason))
            return
        self._take(asked[0], text, row.place, found)

    def _read_task(self, row: AnswerRow, found: Returned) -> None:
        texts = {name: row.parts[name] for name in TASK_PARTS if row.parts.get(name)}
        if not texts:
            return
        entries = self._tasks.get(strip_label(row.label), [])
        if len(entries) > 1:
            entries = [one for one in entries if one.task.number == row.parts.get("序号", "")]
        if len(entries) != 1:
            reason = say("通知里没有这项任务，或有几项叫这个名称")
            found.refused.append(Refused(row.place, row.label, reason))
            return
        if "状态" in texts:
            texts["状态"] = self.desk.roster.words.read_state(texts["状态"])
        for name, text in texts.items():
            path = (*entries[0].path, name)
            question = self.questions.get(path) or _ask_part(path, name)
            self._take(question, text, row.place, found)

    def _take(self, question: Question, text: str, place: str, found: Returned) -> None:
        """A text as an answer, or why it is none."""
        if set(text) <= _BLANKS:
            reason = say("写的是“{text}”，不知道是 0 还是没有填", text=text)
            found.refused.append(Refused(place, question.label, reason, question.path))
            return
        try:
            value = read_reply(question, text)
        except ValueError as error:
            found.refused.append(Refused(place, question.label, str(error), question.path))
        else:
            found.put(Reported(question.path, value, place))


def _ask_part(path: DataPath, name: str) -> Question:
    from gkdraft.report.model import Task

    question = ask_field((name,), name, Task)
    return question._replace(path=path, kind="figures" if name == "数据" else question.kind)


def _drop_asides(flow: Flow, year: int) -> Flow:
    """The flow without tables whose title says that they are of another year, or differences."""
    blocks: list[TextLine | Table] = []
    title = ""
    for block in flow.blocks:
        years = set(map(int, _YEAR.findall(title)))
        if isinstance(block, TextLine):
            title = block.text
        elif (years and year not in years) or title.startswith(RELATIONS):
            continue
        blocks.append(block)
    return flow._replace(blocks=tuple(blocks))


def _find_beside(flow: Flow, labels: Sequence[str]) -> str:
    """What stands behind a label: 填报单位：市司法局, in a line or in the next cell."""
    wanted = set(map(strip_label, labels))
    before = ""
    for block in flow.blocks:
        pairs = list(_list_pairs(block))
        if isinstance(block, TextLine):  # two cells of a row that stands alone are two lines
            pairs.append((before, block.text))
            before = block.text.rstrip("：:")
        for label, text in pairs:
            if strip_label(label) in wanted and text.strip():
                return text.strip()
    return ""


def _list_pairs(block: TextLine | Table) -> Iterator[tuple[str, str]]:
    if isinstance(block, TextLine):
        label, _, text = block.text.replace(":", "：").partition("：")
        yield label, text
        return
    for row in block.rows:
        cells = list(dict.fromkeys(row))
        for left, right in pairwise(cells):
            yield left.text.rstrip("：:"), right.text
