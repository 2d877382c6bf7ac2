"""The wizard 向导 at work: home page, questions, findings, review, build.

What a person decides goes to the `sitting`, which saves it; each kind of page is a class of its
own in `screens`.
"""

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING

from gkdraft.errors import GkdraftError
from gkdraft.messages import translate
from gkdraft.rules.findings import Finding
from gkdraft.wizard.answers.new_findings import find_new
from gkdraft.wizard.answers.session import Action, Back
from gkdraft.wizard.file.building import build_report
from gkdraft.wizard.file.drafts import DraftFolder
from gkdraft.wizard.file.sitting import Sitting
from gkdraft.wizard.questions.question import Question, QuestionBlock
from gkdraft.wizard.questions.tasks import TASKS
from gkdraft.wizard.screens import home, leaving
from gkdraft.wizard.screens.findings import FindingPages
from gkdraft.wizard.screens.prompts import BACK, JUMP, Key, Terminal
from gkdraft.wizard.screens.questions import QuestionPages, is_undo
from gkdraft.wizard.screens.reviewing import ReviewPages
from gkdraft.wizard.screens.tasking import TaskPages

if TYPE_CHECKING:
    from gkdraft.wizard.screens.building import BuildPages
    from gkdraft.wizard.screens.pulling import Pulling


class Wizard:
    """The pages a person sees, one after another."""

    def __init__(self, sitting: Sitting, terminal: Terminal) -> None:
        self.sitting = sitting
        self.home = home.HomePage(sitting, terminal)
        self.questions = QuestionPages(sitting, terminal)
        self.tasks = TaskPages(sitting, terminal, self.questions)
        self.findings = FindingPages(sitting, terminal, self.questions)
        self.answers = ReviewPages(sitting, terminal)
        self.drafts = DraftFolder(sitting.store.path.parent)
        self.terminal = terminal

    @cached_property
    def pulling(self) -> "Pulling":
        """The pages of edited drafts, whose reading nobody waits for who only answers."""
        from gkdraft.wizard.screens.pulling import Pulling

        return Pulling(self.sitting, self.terminal, self.drafts)

    @cached_property
    def building(self) -> "BuildPages":
        """What is made of the answers, loaded as late."""
        from gkdraft.wizard.screens.building import BuildPages

        return BuildPages(self.sitting, self.terminal)

    def run(self) -> None:
        """Until the person leaves."""
        while (choice := self.home.choose(self.drafts)) != "leave":
            try:
                self.enter(choice)
            except GkdraftError as error:  # a template of the person's own, say
                self.sitting.said = translate(str(error))

    def enter(self, choice: str | Key) -> None:
        """What was chosen on the home page, until it is shown again."""
        pages: dict[str, Callable[[], None]] = {
            "review": self.review, "gaps": self.fill_gaps, "check": self.check,
            "build": self.build, "pull": self.pull, TASKS: self.go_through_tasks,
            "move": partial(leaving.move_file, self.sitting, self.terminal),
        }  # fmt: skip
        if choice is JUMP:
            self.review()
        elif is_undo(choice):
            self.sitting.undo()
        elif isinstance(choice, str) and choice in pages:
            pages[choice]()
        elif isinstance(choice, str):
            session = self.sitting.session
            block = next(block for block in session.blocks if block.key == choice)
            self.sitting.jump(session.find_first_open(block).path)
            self.walk()

    def walk(self) -> None:
        """Question after question to the end of the block, then what was found in it."""
        block: QuestionBlock | None = None
        while (question := self.sitting.session.question) is not None:
            block = self.sitting.session.find_block(question.path)
            if block.key == TASKS:
                self.go_through_tasks(question)
                return
            action = self.questions.ask(question)
            if is_undo(action):
                self.questions.undo()
            elif isinstance(action, Key):
                self.answers.review()
                self.keep_typed(question, action.text)
            else:
                self.sitting.act(action)
            if _leads_home(action) and self.sitting.session.question is None:
                return
            self.sitting.refresh()
        if block is not None:
            self.settle(block)

    def go_through_tasks(self, start: Question | None = None) -> None:
        """The tasks as one list."""
        left = self.tasks.run(start)
        self.sitting.jump(None)
        if left == JUMP:
            self.review()
        elif left != BACK:
            session = self.sitting.session
            self.settle(next((b for b in session.blocks if b.key == TASKS), None))

    def keep_typed(self, question: Question, typed: str) -> None:
        """What was typed before a look at the review stands there again, or is told to be lost."""
        if self.sitting.session.question == question:
            self.sitting.unsaved = typed
        else:
            self.questions.say_lost(typed)

    def review(self) -> None:
        """All answers, and on from the question that was chosen."""
        self.answers.review()
        self.walk()

    def fill_gaps(self) -> None:
        """What would be printed as 【待补充】, and on from the question that fills it."""
        if self.answers.show_gaps():
            self.walk()

    def settle(self, block: QuestionBlock | None = None) -> None:
        """What the rules say of a block, or of everything."""
        find = partial(self.sitting.list_findings, block)
        if self.findings.settle(find) == JUMP:
            self.review()

    def check(self) -> None:
        """What the rules say of everything, and what they could not weigh."""
        self.settle()
        said = [self.sitting.said, *self.sitting.list_unchecked()]
        self.sitting.said = "\n".join(filter(None, said))

    def pull(self) -> None:
        """What editors changed in drafts comes back, then what the rules newly say of it."""
        known = self.sitting.list_findings()

        def find_newer() -> list[Finding]:
            return list(find_new(known, self.sitting.list_findings()))

        if self.pulling.run() == JUMP or self.findings.settle(find_newer) == JUMP:
            self.review()

    def build(self) -> None:
        """The draft or 定稿, after a look at all answers if the person wants one."""
        chosen = self.building.choose(self.drafts)
        if chosen == "review" and not self.answers.review():
            self.walk()
        elif chosen in ("review", "build", "final"):
            build_report(self.sitting, final=chosen == "final")


def _leads_home(action: Action | Key) -> bool:
    return isinstance(action, Back | Key)
