"""Questions 答题: one question on the screen, or a table, until the person has answered it."""

from functools import partial

from gkdraft.base.columns import wrap_text
from gkdraft.base.places import DataPath
from gkdraft.layout.form import Form
from gkdraft.messages import _, translate
from gkdraft.prose.document import find_paragraphs
from gkdraft.wizard.answers.session import Action, Back, Later
from gkdraft.wizard.file.previewing import preview_section
from gkdraft.wizard.file.sitting import spell_finding
from gkdraft.wizard.questions.question import Question
from gkdraft.wizard.screens.asking import Asking
from gkdraft.wizard.screens.keys import PREVIEW, UNDO
from gkdraft.wizard.screens.page import split_pages
from gkdraft.wizard.screens.pages import Pages
from gkdraft.wizard.screens.prompts import JUMP, Key
from gkdraft.wizard.table.grid import EntryGrid
from gkdraft.wizard.table.sheet import find_sheet

TAKEN_UP = 5
"""Rows of a preview that are not for the text: its title and what leads on."""


class QuestionPages(Pages):
    """Questions of a sitting; an action is returned, not taken."""

    def ask(self, question: Question, cell: DataPath = ()) -> Action | Key:
        """The action a person takes at a question, or the Key with which they left it. A table
        opens at a cell of it, if one is given.
        """
        if question.kind == "sheet" and question.form:
            return self.ask_table(question.form, cell)
        sitting, asking = self.sitting, self._put(question)
        typed, recalled = sitting.unsaved, ""
        if sitting.contested:  # it may be meant for something else now
            typed, recalled = "", sitting.unsaved
        found = asking.ask(sitting.pop_said(), typed, recalled)
        while isinstance(found, Key) and found.name == PREVIEW:
            self.show_preview(question, found.text)
            found = asking.ask(typed=found.text)
        return found

    def check(self, question: Question, typed: str) -> str:
        """What is wrong with what was typed; nothing if it can be taken."""
        return self._put(question).check(typed)

    def _put(self, question: Question) -> Asking:
        sitting = self.sitting
        notes = self._list_notes(question)
        return Asking(self.terminal, sitting.words, sitting.session, question, notes, self.judge)

    def judge(self, action: Action) -> list[str]:
        """What the rules would newly say of an answer."""
        return [spell_finding(finding) for finding in self.sitting.judge(action)]

    def _list_notes(self, question: Question) -> list[str]:
        """What the report will say of an aspect, from the tables alone."""
        if question.kind != "show":
            return []
        session = self.sitting.session
        aspects = session.book.layout.aspects
        titles = [aspect.title for aspect in aspects if aspect.key in question.options]
        found = find_paragraphs(self.sitting.check().document, titles)
        lines = [_("由各表推算，成稿时写成："), *(found or [_("（还没有可写的）")])]
        if any("【待补充" in text for text in found):
            lines.append(_("（【待补充】的地方由哪一题来填，见首页“待补充”）"))
        return lines

    def ask_table(self, form: Form, cell: DataPath = ()) -> Action | Key:
        """The table until the person leaves it; every change of a cell is saved."""
        session = self.sitting.session
        sheet = find_sheet(form, self.sitting.names.synonyms)
        if sheet is None:
            return Later()
        cells, prior = session.list_cells(form), session.list_cells(form, prior=True)
        grid = EntryGrid(sheet, cells, prior, said=self.sitting.pop_said())
        grid = grid.seek(cell) if cell else grid.seek_empty()

        def judge() -> list[str]:
            return [translate(finding.message) for finding in self.sitting.judge_form(form)]

        left = self.terminal.show_grid(grid, partial(self.sitting.fill, form), judge)
        leaving: dict[str, Action | Key] = {"back": Back(), "jump": JUMP}
        return leaving.get(left, Later())

    def show_preview(self, question: Question, typed: str) -> None:
        """The section as it would be printed, from the paragraph that is being written on."""
        width, height = self.terminal.size
        preview = preview_section(self.sitting, question, typed)
        lines: list[str] = []
        for text in preview.paragraphs[preview.at :]:
            lines += wrap_text(text, width)
        pages = list(split_pages(lines, max(height - TAKEN_UP, 1)))
        for number, page in enumerate(pages, 1):
            self.terminal.show([_("预览（还没有存盘）"), "", *page, ""])
            way = _("下一页") if number < len(pages) else _("接着写")
            if isinstance(self.terminal.choose([(way, True)], hint=None), Key):
                return

    def undo(self) -> None:
        """The last answer is taken back, and asked for again where a question is open."""
        if self.sitting.undo() and self.sitting.session.at is not None:
            self.sitting.jump(self.sitting.undone)


def is_undo(found: object) -> bool:
    return isinstance(found, Key) and found.name == UNDO
