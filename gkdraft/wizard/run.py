"""The wizard 向导 at work: home page, questions, findings, review, build.

What a person decides goes to the `sitting`, which saves it; `asking` puts a question.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path as FilePath

from gkdraft.base.columns import wrap_text
from gkdraft.base.places import DataPath
from gkdraft.errors import GkdraftError
from gkdraft.layout.form import Form
from gkdraft.messages import _, translate
from gkdraft.rules.findings import Finding
from gkdraft.rules.registry import is_waivable
from gkdraft.wizard.answers.new_findings import find_new
from gkdraft.wizard.answers.session import Action, Back, Later
from gkdraft.wizard.file.sitting import Sitting, spell_finding
from gkdraft.wizard.questions.question import Question, QuestionBlock
from gkdraft.wizard.screens import home, leaving, review
from gkdraft.wizard.screens.asking import Asking
from gkdraft.wizard.screens.merging import MergingPages
from gkdraft.wizard.screens.prompts import JUMP, WORTH_KEEPING, Key, Terminal
from gkdraft.wizard.screens.pulling import Pulling
from gkdraft.wizard.table.grid import EntryGrid
from gkdraft.wizard.table.sheet import find_sheet

SHORTEST_REASON = 4
HOME = 0
"""What is typed on the review to go to the home page."""


class Wizard:
    """The pages a person sees, one after another."""

    def __init__(self, sitting: Sitting, terminal: Terminal) -> None:
        self.sitting = sitting
        self.terminal = terminal
        self.pulling = Pulling(sitting, terminal)
        self.cell: DataPath = ()  # the cell of a table a finding led to

    def run(self) -> None:
        """Until the person leaves."""
        while (choice := self.go_home()) != "leave":
            try:
                self.enter(choice)
            except GkdraftError as error:  # a template of the person's own, say
                self.sitting.said = translate(str(error))

    def enter(self, choice: str | Key) -> None:
        """What was chosen on the home page, until it is shown again."""
        if choice is JUMP or choice == "review":
            self.review()
            self.walk()
        elif choice == "check":
            self.settle(self.sitting.list_findings)
            said = [self.sitting.said, *self.sitting.list_unchecked()]
            self.sitting.said = "\n".join(filter(None, said))
        elif choice == "build":
            self.build()
        elif choice == "pull":
            self.pull()
        elif choice == "move":
            leaving.move_file(self.sitting, self.terminal)
        elif isinstance(choice, str):
            session = self.sitting.session
            block = next(block for block in session.blocks if block.key == choice)
            self.sitting.jump(session.find_first_open(block).path)
            self.walk()

    def show(self, lines: Sequence[str]) -> None:
        """A screen, with what there is to say."""
        self.terminal.show(lines, self.sitting.pop_said())

    def go_home(self) -> str | Key:
        """The home page and what is chosen on it."""
        self.sitting.refresh()
        session, findings = self.sitting.session, self.sitting.summarise()
        width, _height = self.terminal.size
        more = [
            (_("总览：全部回答，跳到某一题"), "review"),
            (_("核对：{}").format(self.sitting.summarise()), "check"),
            (_("生成 Word 草稿"), "build"),
            (home.tell_edited(len(self.pulling.folder.list_edited())), "pull"),
            *leaving.list_ways(self.sitting),
        ]
        waiting = home.find_next_block(session)
        self.show(home.compose_head(session, findings, width))
        options = [*home.list_entries(session, width), *more]
        return self.terminal.choose(options, waiting.key if waiting else "review")

    def walk(self) -> None:
        """Question after question to the end of the block, then what was found in it."""
        block: QuestionBlock | None = None
        while (question := self.sitting.session.question) is not None:
            block = self.sitting.session.find_block(question.path)
            action = self.ask(question)
            if isinstance(action, Key):
                self.review()
                self.keep_typed(question, action.text)
            else:
                self.sitting.act(action)
            if isinstance(action, Back | Key) and self.sitting.session.question is None:
                return
            self.sitting.refresh()
        if block is not None:
            self.settle(partial(self.sitting.list_findings, block))

    def keep_typed(self, question: Question, typed: str) -> None:
        """What was typed before a look at the review stands there again, or is told to be lost."""
        if self.sitting.session.question == question:
            self.sitting.unsaved = typed
        else:
            self.say_lost(typed)

    def say_lost(self, typed: str) -> None:
        """A longer text that is not in the file is told, to be copied."""
        if len(typed) >= WORTH_KEEPING:
            self.sitting.said = _("刚才写的没有存盘：{}").format(typed)

    def ask(self, question: Question) -> Action | Key:
        """The action a person takes at a question; a Key to look at the review."""
        if question.kind == "sheet" and question.form:
            return self.ask_table(question.form)
        sitting = self.sitting
        more = self.list_derived(question) if question.kind == "show" else []
        asking = Asking(
            self.terminal, sitting.words, sitting.session, question, more, self.judge_answer
        )
        if sitting.contested:  # it may be meant for something else now
            return asking.ask(sitting.pop_said(), recalled=sitting.unsaved)
        return asking.ask(sitting.pop_said(), typed=sitting.unsaved)

    def judge_answer(self, action: Action) -> list[str]:
        """What the rules would newly say of an answer."""
        return [spell_finding(finding) for finding in self.sitting.judge(action)]

    def list_derived(self, question: Question) -> list[str]:
        """What the report will say of an aspect, from the tables alone."""
        found = self.sitting.list_derived(question) or [_("（还没有可写的）")]
        lines = [_("由各表推算，成稿时写成："), *found]
        if any("【待补充" in text for text in found):
            lines.append(_("（【待补充】的地方，前面的表和任务填了就有）"))
        return lines

    def ask_table(self, form: Form) -> Action | Key:
        """The table until the person leaves it; every change of a cell is saved."""
        session = self.sitting.session
        sheet = find_sheet(form, self.sitting.names.synonyms)
        if sheet is None:
            return Later()
        cells, prior = session.list_cells(form), session.list_cells(form, prior=True)
        grid = EntryGrid(sheet, cells, prior, said=self.sitting.pop_said())
        grid = grid.seek(self.cell) if self.cell else grid.seek_empty()
        self.cell = ()

        def judge() -> list[str]:
            return [translate(finding.message) for finding in self.sitting.judge_form(form)]

        left = self.terminal.show_grid(grid, partial(self.sitting.fill, form), judge)
        leaving: dict[str, Action | Key] = {"back": Back(), "jump": JUMP}
        return leaving.get(left, Later())

    def review(self) -> bool:
        """Every answer, page by page; whether it was read to its end. A number leads to its
        question.
        """
        width, height = self.terminal.size
        numbers = review.number_questions(self.sitting.session)

        def check(text: str) -> str:
            if not text.strip() or review.parse_choice(text) in (HOME, *numbers):
                return ""
            return _("没有这个题号")

        keys = _("题号＋回车 跳到那一题 · 0 回首页 · 空着回车 下一页 · Esc 返回")
        head, *lines = review.list_rows(self.sitting.session, width)
        for page in review.split_pages(lines, height - 6):
            self.show([head, *page])
            found = self.terminal.ask(check, lambda _text: [keys])
            if isinstance(found, Key):
                return False
            if found.strip():
                self.sitting.jump(numbers.get(review.parse_choice(found)))
                return False
        return True

    def settle(self, find: Callable[[], Sequence[Finding]]) -> None:
        """Each finding: mend it, explain it, or leave it for later; what is left is found anew."""
        later: list[Finding] = []
        while left := [finding for finding in find() if finding not in later]:
            finding = left[0]
            place = self.sitting.session.find_question(finding.path)
            chosen = self.ask_finding(finding, place, len(later) + 1, len(later) + len(left))
            if chosen == "mend" and place:
                self.sitting.said = translate(finding.message)
                self.mend(place, finding.path[len(place) :])
            elif chosen == "explain":
                self.explain(finding)
            elif chosen == "later":
                later.append(finding)
            else:
                if chosen == JUMP:
                    self.review()
                    self.walk()
                return

    def ask_finding(
        self, finding: Finding, place: DataPath | None, number: int, of: int
    ) -> str | Key:
        """The page of one finding, and what is chosen on it."""
        width, _height = self.terminal.size
        lines = wrap_text(spell_finding(finding), width)
        self.show([_("核对结果 {}/{}").format(number, of), "", *lines, ""])
        options = [(_("修改"), "mend")] if place else []
        if is_waivable(finding):
            options.append((_("写情况说明"), "explain"))
        return self.terminal.choose([*options, (_("以后再说"), "later"), (_("回首页"), "home")])

    def mend(self, place: DataPath, cell: DataPath) -> None:
        """One question again, then back to the findings."""
        self.sitting.jump(place)
        self.cell = cell
        while (question := self.sitting.session.question) and question.path == place:
            action = self.ask(question)
            if isinstance(action, Key):
                self.say_lost(action.text)
            if isinstance(action, Key | Back):
                break
            self.sitting.act(action)
        self.sitting.jump(None)

    def explain(self, finding: Finding) -> None:
        """情况说明 for a finding; a reason that is not kept is told."""

        def check(text: str) -> str:
            if 0 < len(text.strip()) < SHORTEST_REASON:
                return _("原因要写清楚，让看的人明白")
            return ""

        text = self.terminal.ask(check, lambda _text: [_("写明原因，回车保存；空着不写")])
        if isinstance(text, Key):
            self.say_lost(text.text)
        elif text.strip() and not self.sitting.waive(finding, text.strip()):
            why = self.sitting.said
            self.say_lost(text)
            self.sitting.said = f"{why}\n{self.sitting.said}"

    def pull(self) -> None:
        """What editors changed in drafts comes back, then what the rules newly say of it."""
        known = self.sitting.list_findings()
        left = self.pulling.run()
        if left.name == JUMP.name:
            self.review()
            self.walk()
        else:
            self.settle(lambda: list(find_new(known, self.sitting.list_findings())))

    def build(self) -> None:
        """The draft, after a look at all answers if the person wants one; else the 定稿.

        What an editor has of it gets the data's changes, instead of a second draft beside it.
        """
        said = _("核对：{}").format(self.sitting.summarise())
        self.show([_("生成 Word 草稿"), "", said, *self.sitting.list_unchecked(), ""])
        merging = MergingPages(self.sitting, self.terminal)
        offers = merging.list_offers(self.pulling.folder.list_edited())
        options = [(_("先看总览"), "review"), *offers]
        options.append((_("另生成一份草稿") if offers else _("直接生成"), "build"))
        if self.sitting.is_ready():
            options.append((_("定稿：没有批注和校验码，可以公布"), "final"))
        chosen = self.terminal.choose([*options, (_("回首页"), "home")])
        if isinstance(chosen, FilePath):
            merging.run(chosen)
        elif chosen == "review" and not self.review():
            self.walk()
        elif chosen in ("review", "build", "final"):
            self.sitting.build(final=chosen == "final")
