"""Workbooks for colleagues 填报表: of all that is asked, or for each office what it answers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from gkdraft.base.patterns import compile_late
from gkdraft.base.places import DataPath
from gkdraft.gathering.answers import (
    PROBLEMS,
    compose_problems,
    compose_questions,
    compose_tasks,
    list_indicators,
)
from gkdraft.gathering.offices import Office, Roster
from gkdraft.gathering.statutory import FormSheet
from gkdraft.gathering.words import GatheringWords
from gkdraft.layout.equations import Key
from gkdraft.layout.form import Form
from gkdraft.layout.resources import Resources
from gkdraft.render.workbook import Sheet, SheetCell, render_workbook
from gkdraft.report.division import list_assigned
from gkdraft.report.printing import print_date
from gkdraft.report.tasks import PlacedTask, find_foreign, list_tasks
from gkdraft.wizard.paper.compose import split_title
from gkdraft.wizard.paper.opening import open_paper
from gkdraft.wizard.paper.paper import Paper
from gkdraft.wizard.questions.question import Question

COVER = "说明"
_NUMBER = compile_late("^[一二三四五六七八九十]+、")


@dataclass(frozen=True)
class Desk:
    """A data file from which workbooks are made: its questions and its offices."""

    paper: Paper
    resources: Resources

    @cached_property
    def roster(self) -> Roster:
        return Roster(self.paper.session.draft, GatheringWords.load(self.resources))

    @cached_property
    def questions(self) -> dict[DataPath, Question]:
        """All questions, and those on indicators that 分工 names beyond what the level is asked."""
        found = dict(self.paper.session.questions)
        book, data = self.paper.session.book, self.paper.session.data
        for key in self.roster.draft.report.division.items:
            for question in book.ask_key(key, data):
                found.setdefault(question.path, question._replace(block=str(question.path[1])))
        return found

    @cached_property
    def title(self) -> str:
        return "".join(split_title(self.paper))

    def render(self, office: Office | None = None) -> bytes:
        """The bytes of the .xlsx for an office, or of all that is asked."""
        sheets = self.compose(office)
        return render_workbook(sheets, f"{self.title}填报表", self.resources)

    def compose(self, office: Office | None = None) -> list[Sheet]:
        """The sheets: what to know first, the statutory tables, questions, tasks, problems."""
        wanted = office.answers if office else _everything

        def owns(path: DataPath) -> bool:
            alone = len(list_assigned(self.roster.draft, path)) == 1
            return office is None or (alone and wanted(path))

        parts = [*self._compose_forms(wanted, owns)]
        asked = list_indicators(self.questions.values(), wanted)
        tasks = office.tasks if office else self._list_tasks()
        parts += filter(
            None,
            (
                compose_questions(self.paper, asked, owns),
                compose_tasks(self.paper, tasks, self.roster),
                compose_problems(self.paper) if wanted((PROBLEMS,)) else None,
            ),
        )
        return [self._compose_cover(office, parts), *parts]

    def _list_tasks(self) -> list[PlacedTask]:
        entries = list_tasks(self.paper.session.draft.report)
        return [entry for entry in entries if not (entry.task.merged or find_foreign(entry))]

    def _compose_forms(
        self, wanted: Callable[[DataPath], bool], owns: Callable[[DataPath], bool]
    ) -> Iterator[Sheet]:
        draft = self.paper.session.draft
        for form in self._list_forms():
            heading = self.paper.session.find_block(self._find_question(form)).title
            heading = _NUMBER.sub("", heading)

            def answers(key: Key, form: Form = form) -> bool:
                return wanted((form.key, *key))

            def is_own(key: Key, form: Form = form) -> bool:
                return owns((form.key, *key))

            if any(answers(cell.key) for cell in form.inputs()):
                yield FormSheet(draft, form, heading, answers, is_own).compose()

    def _find_question(self, form: Form) -> DataPath:
        """The first question on a form."""
        return next(path for path in self.paper.session.questions if path[0] == form.key)

    def _list_forms(self) -> list[Form]:
        return list(self.paper.session.book.layout.forms.values())

    def _compose_cover(self, office: Office | None, parts: list[Sheet]) -> Sheet:
        """Whose workbook it is, until when, how it is filled in."""
        due = self.roster.find_due(office.name) if office else self.roster.draft.report.division.due
        rows = [
            ("填报单位", office.name if office else self.roster.own or None, "text"),
            ("年度", self.paper.year, "center"),
            ("报回期限", print_date(due) if due else None, "center"),
            ("填表人", None, "text"),
            ("联系电话", None, "text"),
            ("填表日期", None, "text"),
        ]
        cells = [SheetCell(1, 1, f"{self.title}填报表", "title", 2)]
        for number, (name, value, role) in enumerate(rows, 3):
            cells.append(SheetCell(number, 1, name, "label"))
            cells.append(SheetCell(number, 2, value, role))
        for number, line in enumerate(self._list_lines(parts), 3 + len(rows) + 1):
            cells.append(SheetCell(number, 1, line, "line", 2))
        return Sheet(COVER, tuple(cells), (16, 64))

    def _list_lines(self, parts: list[Sheet]) -> Iterator[str]:
        yield f"要填的：{'、'.join(sheet.title for sheet in parts)}。"
        yield "一、只填浅黄色的格。没有发生的填 0，不知道的空着，不要写“约”“左右”。"
        yield "二、灰色的是合计和上年的数，不用填；变红的格说明前后对不上，请查一查。"
        yield "三、把鼠标放在红色小三角上，可以看填报口径。"
        yield "四、不要改表头和行名，不要删行、并格；填不下的写在“依据”里或另附。"
        yield "五、填好后原样发回，文件名可以改。"


def open_desk(path: Path, templates: Path | None = None) -> Desk:
    """The desk of a data file. GkdraftError if there is none."""
    return Desk(*open_paper(path, templates))


def _everything(_path: DataPath) -> bool:
    return True
