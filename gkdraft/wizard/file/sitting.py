"""A sitting 一次填报: the session and the data file it is saved to. Knows no terminal.

questions → session (pure) → store: each step is in the file before the next.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path as FilePath
from typing import TYPE_CHECKING

from gkdraft.base.places import DataPath, is_related
from gkdraft.base.plain_data import Changes
from gkdraft.errors import GkdraftError
from gkdraft.layout import loading
from gkdraft.layout.form import Form
from gkdraft.layout.labels import OtherNames
from gkdraft.layout.resources import Resources
from gkdraft.messages import _, translate
from gkdraft.report import datafile
from gkdraft.rules.findings import Finding, Severity, name_severity
from gkdraft.rules.registry import is_waivable
from gkdraft.wizard.answers.contents import Contents
from gkdraft.wizard.answers.new_findings import find_new_above, find_new_below
from gkdraft.wizard.answers.problem_words import Words
from gkdraft.wizard.answers.reply import show_value
from gkdraft.wizard.answers.session import Action, Answer, Fill, Jump, Session
from gkdraft.wizard.answers.steps import take_step
from gkdraft.wizard.file.checks import Checks
from gkdraft.wizard.file.store import ContestedError, Store
from gkdraft.wizard.questions.book import Book
from gkdraft.wizard.questions.question import QuestionBlock
from gkdraft.wizard.questions.questionnaire import Questionnaires
from gkdraft.wizard.table.sheet import Cells, Saved, list_input_rows

if TYPE_CHECKING:
    from gkdraft.pipeline import Result

PROSE = ("总体情况",)
"""Parts of the data file whose texts make section one long."""


class Sitting:
    """One data file being filled in; `said` is what there is to say on the next screen."""

    def __init__(self, path: FilePath, templates: FilePath | None = None) -> None:
        self.templates = templates
        self.store = Store(path)
        self.said = ""
        self.unsaved = ""  # an answer that could not be written
        self.contested = False  # because the file was changed at the same place
        self.undone: DataPath | None = None  # the question whose answer was taken back last
        self._tried: tuple[Session, Action, Session] | None = None  # the last step tried
        self.session = self.open()

    def open(self) -> Session:
        """The data file as it is now, with its layout. GkdraftError if it cannot be read."""
        known = replace(self.store)
        try:
            data = self.store.read()
            own = self.templates or datafile.find_templates(self.store.parsed, self.store.path)
            resources = Resources(own)
            layout = loading.choose_layout(datafile.read_head(self.store.parsed), resources)
            asked = loading.load_spec(Questionnaires, "questionnaires.yaml", resources)
            self.words = loading.load_spec(Words, "problems.yaml", resources)
            self.names = loading.load_spec(OtherNames, "published.yaml", resources)
        except GkdraftError:
            self.store = known  # the questions are still those of before
            raise
        self.checks = Checks(resources)
        return Session(Contents(Book(layout, asked), data))

    def refresh(self) -> None:
        """What somebody else has written to the file meanwhile; the question stays open.

        Answers that wait are tried once more.
        """
        self.store.retry()
        if self.store.is_changed():
            try:
                self.session = self._stay_at(self.open())
                self.said = _("数据文件在别处改过，改动已经读入")
            except GkdraftError as error:
                self.said = translate(str(error))

    def _stay_at(self, fresh: Session) -> Session:
        """Another session, at the question that is open in this one if it has it."""
        fresh = replace(fresh, seen=self.session.seen)
        if self.session.at not in fresh.questions:
            return fresh
        return replace(fresh, at=self.session.at, trail=self.session.trail)

    def pop_said(self) -> str:
        """What there is to say, said once; what is not in the file yet, at every step."""
        said, self.said = translate(self.said), ""
        return "\n".join(filter(None, [*self.store.tell_waiting(), said]))

    def move(self, path: FilePath) -> bool:
        """Goes on in another file; whether it could be written."""
        try:
            self.store.move(path)
        except GkdraftError as error:
            self.said = translate(str(error))
            return False
        self.said = _("从这里起存在 {}").format(path)
        return True

    def act(self, action: Action) -> bool:
        """One step of the session, saved before anything else is asked; whether it was taken."""
        before, made = self.session, self.try_step(action)
        self.said, self.unsaved, self.contested = translate(made.refused), "", False
        if made.refused or (made.changes and not self.save(made.changes, made.contents)):
            if isinstance(action, Answer):
                self.unsaved = action.text
            return False
        if made.changes:
            above = find_new_above(self._check(before), self._check(made), made.changes)
            notes = [self.said or made.noted, *map(spell_finding, above), self._measure(made)]
            self.said = "\n".join(filter(None, notes))
            made = replace(made, contents=self.session.contents)
        if made.at not in made.questions:
            made = replace(made, at=None, trail=())
        self.session = made
        return True

    def try_step(self, action: Action) -> Session:
        """The session after an action. What was looked at before it is taken is the same then."""
        if self._tried is None or self._tried[0] is not self.session or self._tried[1] != action:
            self._tried = self.session, action, take_step(self.session, action)
        return self._tried[2]

    def judge(self, action: Action) -> list[Finding]:
        """What the rules would newly say of an answer, at its place or below."""
        made = self.try_step(action)
        if not made.changes:
            return []
        return list(find_new_below(self._check(self.session), self._check(made), made.changes))

    def judge_form(self, form: Form) -> list[Finding]:
        """What cannot be right in a table; what else is to say of it comes with its block."""
        found = find_new_below((), self.list_findings(), [(form.key,)])
        return [f for f in found if f.severity is Severity.ERROR and not is_waivable(f)]

    def jump(self, path: DataPath | None) -> None:
        """On to a question, or home, with what there is to say."""
        said = self.said
        self.act(Jump(path))
        self.said = said

    def fill(self, form: Form, cells: Cells) -> Saved:
        """Cells of a table, saved without leaving it; rows that are refused stay as they were."""
        before = self.session
        refused = self.try_step(Fill(cells)).refused
        if refused:
            cells = _choose_rows(before, form, cells)
        taken = self.act(Fill(cells))
        self.session = replace(self.session, at=before.at, trail=before.trail)
        held = self.session.list_cells(form)
        # where the file was changed at these cells, it is the file's that are shown
        own = not taken and held == before.list_cells(form)
        return Saved(held, cells if own else held, taken, refused or self.pop_said())

    def save(self, changes: Changes, contents: Contents | None = None) -> bool:
        """Whether the changes are in the file; if not, it is said why. `contents` are those the
        changes make: what was written is read again and should come to the same.
        """
        try:
            self.said = self.store.save(changes)
        except GkdraftError as error:
            self.said, self.contested = translate(str(error)), isinstance(error, ContestedError)
            self._take_over(self.session.contents)
            return False
        self._take_over(contents or self.session.contents)
        if self.said:  # somebody else has written too: to the layout, it may be
            with suppress(GkdraftError):
                self.session = self._stay_at(self.open())
        return True

    def _take_over(self, contents: Contents) -> None:
        """The session goes on with what the file holds."""
        self.session = replace(self.session, contents=contents.reread(self.store.parsed.data))

    def _check(self, session: Session) -> Sequence[Finding]:
        """What the rules say of a session; nothing if a template of the person's own fails."""
        try:
            return self.checks.check(session.draft).findings
        except GkdraftError:
            return ()

    def _measure(self, session: Session) -> str:
        """How long section one is now, where a text of it was written."""
        if not any(path[0] in PROSE and isinstance(path[-1], int) for path in session.changes):
            return ""
        try:
            result = self.checks.check(session.draft)
        except GkdraftError:
            return ""
        from gkdraft.prose.budget import measure_budget

        budget = measure_budget(result.draft, result.document)
        said = _("第一部分现有 {total} 字，不超过 {limit} 字为宜{told}")
        return said.format(total=budget.total, told=budget.told, limit=budget.limit)

    def check(self) -> "Result":
        """The report as it would be now, and what the rules say of it."""
        return self.checks.check(self.session.draft)

    def list_findings(self, block: QuestionBlock | None = None) -> Sequence[Finding]:
        """What the rules say now, of everything or of the answers of a block."""
        try:
            found = self.check().findings
        except GkdraftError as error:
            self.said = translate(str(error))
            return ()
        return [f for f in found if block is None or self._concerns(f, block)]

    def summarise(self) -> str:
        """How many findings there are, and relations that could not be checked."""
        try:
            return self.check().review.headline()
        except GkdraftError as error:
            return translate(str(error))

    def list_unchecked(self) -> list[str]:
        """What the rules could not weigh yet, and why."""
        try:
            return self.check().review.list_unchecked()
        except GkdraftError:
            return []

    def _concerns(self, finding: Finding, block: QuestionBlock) -> bool:
        """Whether a place of it is, holds or is in an answer of a block that was given."""
        for question in block.questions:
            near = any(at and is_related(at, question.path) for at in finding.paths)
            if near and not self.session.is_open(question):
                return True
        return False

    def list_gaps(self) -> Sequence[tuple[str, DataPath]]:
        """What the report would print as 【待补充】, each with the place that fills it."""
        from gkdraft.rules.obstacles import list_gaps

        try:
            return list_gaps(self.check().document)
        except GkdraftError:
            return ()

    def is_ready(self) -> bool:
        """Whether nothing stands against a 定稿."""
        try:
            return not self.check().list_obstacles()
        except GkdraftError:
            return False

    def undo(self) -> bool:
        """Takes the last step back, whatever it was; whether it could. It is said either way."""
        try:
            changes = self.store.undo()
            if changes:
                self.session = self._stay_at(self.open())
        except GkdraftError as error:
            self.said = translate(str(error))
            return False
        if not changes:
            self.said = _("这次还没有答过，没有可以撤回的")
            return False
        place = next(iter(changes))
        self.undone = self.session.find_question(place)
        self.said = _("已撤回：{}").format(self.session.name_place(self.undone or place))
        question = self.session.questions.get(self.undone or ())
        if question and question.kind != "sheet":
            now = show_value(self.session.find_value(question)) or _("空着")
            self.said = _("{}，现在是：{}").format(self.said, now)
        return True


def spell_finding(finding: Finding) -> str:
    """A finding as the wizard's pages show it."""
    return f"{finding.code} {name_severity(finding.severity)} {translate(finding.message)}"


def _choose_rows(session: Session, form: Form, cells: Cells) -> Cells:
    """The cells, but as they were in the rows that the session refuses."""
    good = session.list_cells(form)
    for row in list_input_rows(form):
        trial = {key: text for key, text in good.items() if key[:-1] != row}
        trial.update({key: text for key, text in cells.items() if key[:-1] == row})
        if not take_step(session, Fill(trial)).refused:
            good = trial
    return good
