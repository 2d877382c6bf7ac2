"""A sitting 一次填报: the session and the data file it is saved to. Knows no terminal.

questions → session (pure) → store: each step is in the file before the next.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path as FilePath

from gkdraft.base.places import DataPath, spell_path
from gkdraft.base.plain_data import Changes, look_up
from gkdraft.errors import GkdraftError
from gkdraft.layout import loading
from gkdraft.layout.form import Form
from gkdraft.layout.resources import Resources
from gkdraft.messages import _
from gkdraft.pipeline import Result, compose
from gkdraft.prose.document import find_paragraphs
from gkdraft.render import saving
from gkdraft.report import datafile
from gkdraft.rules.findings import Finding, summarise_findings
from gkdraft.wizard.answers.problem_words import Words
from gkdraft.wizard.answers.session import Action, Answer, Fill, Jump, Session, take_step
from gkdraft.wizard.file.store import ContestedError, Store
from gkdraft.wizard.questions.book import Book
from gkdraft.wizard.questions.question import Question, QuestionBlock
from gkdraft.wizard.questions.questionnaire import Questionnaires
from gkdraft.wizard.table.sheet import Cells, Saved


class Sitting:
    """One data file being filled in; `said` is what there is to say on the next screen."""

    def __init__(self, path: FilePath, templates: FilePath | None = None) -> None:
        self.templates = templates
        self.store = Store(path)
        self.said = ""
        self.unsaved = ""  # an answer that could not be written
        self.contested = False  # because the file was changed at the same place
        self.session = self.opened()

    def opened(self) -> Session:
        """The data file as it is now, with its layout. GkdraftError if it cannot be read."""
        known = self.store.raw, self.store.parsed
        try:
            data = self.store.read()
            own = self.templates or datafile.find_templates(self.store.parsed, self.store.path)
            resources = Resources(own)
            layout = loading.choose_layout(datafile.read_head(self.store.parsed), resources)
            asked = loading.load_spec(Questionnaires, "questionnaires.yaml", resources)
            self.words = loading.load_spec(Words, "problems.yaml", resources)
        except GkdraftError:
            self.store.raw, self.store.parsed = known  # the questions are still those of before
            raise
        self.resources = resources
        return Session(Book(layout, asked), data)

    def refresh(self) -> None:
        """What somebody else has written to the file meanwhile; the question stays open."""
        if self.store.moved():
            try:
                self.session = self._here(self.opened())
                self.said = _("数据文件在别处改过，改动已经读入")
            except GkdraftError as error:
                self.said = str(error)

    def _here(self, fresh: Session) -> Session:
        """Another session, at the question that is open in this one if it has it."""
        here = self.session.at if self.session.at in fresh.questions else None
        return replace(fresh, at=here, trail=self.session.trail if here else ())

    def heard(self) -> str:
        """What there is to say, said once."""
        said, self.said = self.said, ""
        return said

    def act(self, action: Action) -> bool:
        """One step of the session, saved before anything else is asked; whether it was taken."""
        made = take_step(self.session, action)
        self.said, self.unsaved, self.contested = made.refused, "", False
        if made.refused or (made.changes and not self.save(made.changes)):
            self.unsaved = action.text if isinstance(action, Answer) else ""
            return False
        self.said = self.said or made.noted
        if made.changes:
            made = replace(made, book=self.session.book, data=self.store.parsed.data)
        self.session = made if made.at in made.questions else replace(made, at=None, trail=())
        return True

    def jump(self, path: DataPath | None) -> None:
        """On to a question, or home, with what there is to say."""
        said = self.said
        self.act(Jump(path))
        self.said = said

    def fill(self, form: Form, cells: Cells) -> Saved:
        """Cells of a table, saved without leaving it; rows that are refused stay as they were."""
        before = self.session
        refused = take_step(before, Fill(cells)).refused
        if refused:
            cells = _takable(before, form, cells)
        taken = self.act(Fill(cells))
        self.session = replace(self.session, at=before.at, trail=before.trail)
        held = self.session.cells(form)
        # where the file was changed at these cells, it is the file's that are shown
        kept = not taken and held == before.cells(form)
        return Saved(held, cells if kept else held, taken, refused or self.heard())

    def save(self, changes: Changes) -> bool:
        """Whether the changes are in the file; if not, it is said why."""
        try:
            self.said = self.store.save(changes)
            if self.said:  # somebody else has written too: to the layout, it may be
                with suppress(GkdraftError):
                    self.session = self._here(self.opened())
        except GkdraftError as error:
            self.said, self.contested = str(error), isinstance(error, ContestedError)
            return False
        finally:
            self.session = replace(self.session, data=self.store.parsed.data)
        return True

    def result(self) -> Result:
        """The report as it would be now."""
        return compose(self.store.parsed, self.resources)

    def findings(self, block: QuestionBlock | None = None) -> Sequence[Finding]:
        """What the rules say now, of everything or of the answers of a block."""
        try:
            found = self.result().findings
        except GkdraftError as error:
            self.said = str(error)
            return ()
        return [f for f in found if block is None or self._concerns(f.path, block)]

    def _concerns(self, place: DataPath, block: QuestionBlock) -> bool:
        """Whether a place is, holds or is in an answer of a block that was given."""
        near = (
            question
            for question in block.questions
            if place and place[: len(question.path)] == question.path[: len(place)]
        )
        return any(not self.session.is_open(question) for question in near)

    def derived(self, question: Question) -> list[str]:
        """What the report will say of an aspect, from the tables alone."""
        titles = [a.title for a in self.session.book.layout.aspects if a.key in question.options]
        return find_paragraphs(self.result().document, titles)

    def waive(self, finding: Finding, reason: str) -> bool:
        """情况说明 for a finding, kept in the data file; whether it is."""
        there = look_up(self.session.data, ("情况说明",))
        if there and not isinstance(there, tuple):
            unread = _("数据文件里 {} 写的认不出来，请先在文件里改好（核对结果里有写法）")
            self.said = unread.format("情况说明")
            return False
        count = len(there) if there else 0
        waiver = {
            "规则": finding.code,
            "位置": spell_path(finding.path),
            "说明": reason,
            "结果": finding.message,
        }
        return self.save({("情况说明", count, key): value for key, value in waiver.items()})

    def build(self) -> None:
        """The draft beside the data file; an edited one is left alone and this one numbered."""
        result = self.result()
        path = self.store.path.parent / f"{saving.name_draft(result.document.title)}.docx"
        try:
            free = saving.find_free_path(path)
            saving.save_result(free, result.render(".docx"))
        except GkdraftError as error:
            self.said = str(error)
            return
        said = [
            _("已生成：{}").format(free),
            _("核对：{}").format(summarise_findings(result.findings)),
        ]
        if free != path:
            said.insert(1, _("原来的 {} 生成后有人改过，没有动它").format(path.name))
        self.said = "\n".join(said)


def _takable(session: Session, form: Form, cells: Cells) -> Cells:
    """The cells, but as they were in the rows that the session refuses."""
    good = session.cells(form)
    for row in dict.fromkeys(cell.key[:-1] for cell in form.inputs()):
        others = {key: text for key, text in good.items() if key[:-1] != row}
        trial = others | {key: text for key, text in cells.items() if key[:-1] == row}
        if not take_step(session, Fill(trial)).refused:
            good = trial
    return good
