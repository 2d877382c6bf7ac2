"""The wizard 向导 at work: home page, questions, review, build. Each step is saved before the next.

questions → session (pure) → store; `asking` puts a question and saves nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path as FilePath

from gkdraft import output
from gkdraft.document import under
from gkdraft.errors import GkdraftError
from gkdraft.findings import Finding, Path, dotted, summarise
from gkdraft.lines import wrap
from gkdraft.messages import _
from gkdraft.pipeline import Result, compose
from gkdraft.resources import Resources
from gkdraft.rules import REGISTRY
from gkdraft.sources import datafile, layouts
from gkdraft.wizard import home, review
from gkdraft.wizard.asking import Asking
from gkdraft.wizard.grid import Saved
from gkdraft.wizard.gridview import Grid
from gkdraft.wizard.plain import Changes, at
from gkdraft.wizard.prompts import JUMP, Key, Terminal
from gkdraft.wizard.question import Block, Question
from gkdraft.wizard.questionnaire import Questionnaires
from gkdraft.wizard.questions import Book
from gkdraft.wizard.session import (
    Action,
    Answer,
    Back,
    Fill,
    Jump,
    Later,
    Session,
    next_block,
    step,
)
from gkdraft.wizard.sheet import Cells, sheet_of
from gkdraft.wizard.specific import Words
from gkdraft.wizard.store import Store

SHORTEST_REASON = 4
HOME = 0
"""What is typed on the review to go to the home page."""


class Wizard:
    """One sitting with one data file."""

    def __init__(self, path: FilePath, templates: FilePath | None, terminal: Terminal) -> None:
        self.templates = templates
        self.terminal = terminal
        self.store = Store(path)
        self.cell: Path = ()  # the cell of a table a finding led to
        self.said = ""
        self.unsaved = ""  # an answer that could not be written; it stands in the next prompt
        self.load()

    def load(self) -> None:
        """The data file as it is now, with its layout. GkdraftError if it cannot be read."""
        data = self.store.read()
        own = self.templates or datafile.templates(self.store.parsed, self.store.path)
        resources = Resources(own)
        layout = layouts.choose(datafile.head(self.store.parsed), resources)
        asked = layouts.load_spec(Questionnaires, "questionnaires.yaml", resources)
        self.words = layouts.load_spec(Words, "problems.yaml", resources)
        self.resources = resources
        self.session = Session(Book(layout, asked), data)

    def run(self) -> None:
        """Until the person leaves."""
        while True:
            choice = self.home()
            if choice == "leave":
                return
            try:
                self.enter(choice)
            except GkdraftError as error:  # a template of the person's own, say
                self.said = str(error)

    def enter(self, choice: str | Key) -> None:
        """What was chosen on the home page, until it is shown again."""
        if choice is JUMP or choice == "review":
            self.review()
            self.walk()
        elif choice == "check":
            self.settle()
        elif choice == "build":
            self.build()
        elif isinstance(choice, str):
            block = next(b for b in self.session.blocks if b.key == choice)
            self.act(Jump(self.session.first_open(block).path))
            self.walk()

    def result(self) -> Result:
        return compose(self.store.parsed, self.resources)

    def findings(self) -> Sequence[Finding]:
        """What the rules say now; why they cannot is said on the next screen."""
        try:
            return self.result().findings
        except GkdraftError as error:
            self.said = str(error)
            return ()

    def home(self) -> str | Key:
        """The home page and what is chosen on it."""
        if self.store.moved():
            try:
                self.load()
                self.said = _("数据文件在别处改过，改动已经读入")
            except GkdraftError as error:
                self.said = str(error)
        width, _height = self.terminal.size
        findings = self.findings()
        more = [
            (_("总览：全部回答，跳到某一题"), "review"),
            (_("核对：{}").format(summarise(findings)), "check"),
            (_("生成 Word 草稿"), "build"),
            (_("离开（已保存）"), "leave"),
        ]
        waiting = next_block(self.session)
        self.show(home.head(self.session, findings, width))
        options = [*home.entries(self.session, width), *more]
        return self.terminal.choose(options, waiting.key if waiting else "review")

    def show(self, lines: Sequence[str]) -> None:
        """A screen; what there is to say is said once."""
        self.terminal.show(lines, self.said)
        self.said = ""

    def walk(self) -> None:
        """Question after question to the end of the block, then what was found in it."""
        block: Block | None = None
        while (question := self.session.question) is not None:
            block = self.session.block_of(question.path)
            action = self.ask(question)
            if isinstance(action, Key):
                self.review()
            else:
                self.act(action)
            if isinstance(action, Back | Key) and self.session.question is None:
                return
        if block is not None:
            self.settle(block)

    def act(self, action: Action) -> bool:
        """One step of the session, saved before anything else is asked; whether it was taken."""
        made = step(self.session, action)
        self.said, self.unsaved = made.refused, ""
        if made.refused or (made.changes and not self.save(made.changes)):
            self.unsaved = action.text if isinstance(action, Answer) else ""
            return False
        self.session = replace(made, data=self.store.parsed.data) if made.changes else made
        return True

    def save(self, changes: Changes) -> bool:
        """Whether the changes are in the file; if not, it is said why."""
        try:
            self.said = self.store.save(changes)
        except GkdraftError as error:
            self.said = str(error)
            return False
        finally:
            self.session = replace(self.session, data=self.store.parsed.data)
        return True

    def ask(self, question: Question) -> Action | Key:
        """The action a person takes at a question; a Key to look at the review."""
        if question.kind == "sheet":
            return self.grid(question)
        more = self.derived(question) if question.kind == "show" else ()
        said, self.said = self.said, ""
        return Asking(self.terminal, self.words, self.session, question, more).ask(
            said, self.unsaved
        )

    def derived(self, question: Question) -> list[str]:
        """What the report will say of an aspect, from the tables alone."""
        titles = [a.title for a in self.session.book.layout.aspects if a.key in question.options]
        found = under(self.result().document, titles)
        return [_("由各表推算，成稿时写成："), *(found or [_("（还没有可写的）")])]

    def grid(self, question: Question) -> Action | Key:
        """The table until the person leaves it; every change of a cell is saved."""
        form = question.form
        sheet = sheet_of(form) if form else None
        if form is None or sheet is None:
            return Later()
        here, trail = self.session.at, self.session.trail

        def save(cells: Cells) -> Saved:
            before = self.session.cells(form)
            taken = self.act(Fill(cells))
            self.session = replace(self.session, at=here, trail=trail)
            held, said = self.session.cells(form), self.said
            self.said = ""
            # where the file was changed at these cells, it is the file's that are shown
            return Saved(held, cells if not taken and held == before else held, taken, said)

        said, self.said = self.said, ""
        cells, prior = self.session.cells(form), self.session.cells(form, prior=True)
        grid = Grid(sheet, cells, prior, said=said).towards(self.cell)
        self.cell = ()
        leaving: dict[str, Action | Key] = {"back": Back(), "jump": JUMP}
        return leaving.get(self.terminal.grid(grid, save), Later())

    def review(self) -> bool:
        """Every answer, page by page; whether it was read to its end. A number leads to its
        question."""
        width, height = self.terminal.size
        numbers = review.numbered(self.session)
        head, *lines = review.rows(self.session, width)
        for page in review.pages(lines, height - 6):
            self.show([head, *page])
            found = self.terminal.ask(
                lambda text: "" if not text.strip() or review.number(text) in (HOME, *numbers)
                else _("没有这个题号"),
                lambda _text: [_("题号＋回车 跳到那一题 · 0 回首页 · 空着回车 下一页 · Esc 返回")],
            )  # fmt: skip
            if isinstance(found, Key):
                return False
            if found.strip():
                self.act(Jump(numbers.get(review.number(found))))
                return False
        return True

    def concerns(self, finding: Finding, block: Block) -> bool:
        """Whether a finding is about answers of a block that were given."""
        for question in block.questions:
            path = question.path
            near = finding.path[: len(path)] == path or path[: len(finding.path)] == finding.path
            if finding.path and near and not self.session.is_open(question):
                return True
        return False

    def settle(self, block: Block | None = None) -> None:
        """Each finding, of one block or all: mend it, explain it, or leave it for later."""
        later: set[tuple[str, Path]] = set()
        while left := [
            f for f in self.findings()
            if (f.code, f.path) not in later and (block is None or self.concerns(f, block))
        ]:  # fmt: skip
            finding = left[0]
            head = _("核对结果 {}/{}").format(len(later) + 1, len(later) + len(left))
            width, _height = self.terminal.size
            said = f"{finding.code} {finding.severity} {finding.message}"
            self.show([head, "", *wrap(said, width), ""])
            place = self.session.leads_to(finding.path)
            options = [(_("修改"), "mend")] if place else []
            if REGISTRY[finding.code].waivable:
                options.append((_("写情况说明"), "explain"))
            options += [(_("以后再说"), "later"), (_("回首页"), "home")]
            found = self.terminal.choose(options)
            if found == "mend" and place:
                self.said = finding.message
                self.mend(place, finding.path[len(place) :])
            elif found == "explain":
                self.explain(finding)
            elif found == "later":
                later.add((finding.code, finding.path))
            elif found is JUMP:
                self.review()
                self.walk()
                return
            else:
                return

    def mend(self, place: Path, cell: Path) -> None:
        """One question again, then back to the findings."""
        said = self.said
        self.act(Jump(place))
        self.said, self.cell = said, cell
        while (question := self.session.question) and question.path == place:
            action = self.ask(question)
            if isinstance(action, Key | Back):
                break
            self.act(action)
        self.session = replace(self.session, at=None, trail=())

    def explain(self, finding: Finding) -> None:
        """情况说明 for a finding, kept in the data file."""
        text = self.terminal.ask(
            lambda text: "" if not text.strip() or len(text.strip()) >= SHORTEST_REASON
            else _("原因要写清楚，让看的人明白"),
            lambda _text: [_("写明原因，回车保存；空着不写")],
        )  # fmt: skip
        if isinstance(text, Key) or not text.strip():
            return
        there = at(self.session.data, ("情况说明",))
        if there and not isinstance(there, tuple):
            self.said = _(
                "数据文件里 {} 写的认不出来，请先在文件里改好（核对结果里有写法）"
            ).format("情况说明")
            return
        count = len(there) if there else 0
        waiver = {"规则": finding.code, "位置": dotted(finding.path), "说明": text.strip()}
        self.save({("情况说明", count, key): value for key, value in waiver.items()})

    def build(self) -> None:
        """The draft beside the data file, after a look at all answers."""
        result = self.result()
        self.show([_("生成 Word 草稿"), "", _("核对：{}").format(summarise(result.findings)), ""])
        options = [(_("先看总览"), "review"), (_("直接生成"), "build"), (_("回首页"), "home")]
        chosen = self.terminal.choose(options)
        if chosen == "review" and not self.review():
            self.walk()
            return
        if chosen not in ("review", "build"):
            return
        path = self.store.path.parent / f"{output.default_name(result.document.title)}.docx"
        try:
            free = output.free(path)
            output.save(free, result.render(".docx"))
            said = [_("已生成：{}").format(free), _("核对：{}").format(summarise(result.findings))]
            if free != path:
                said.insert(1, _("原来的 {} 生成后有人改过，没有动它").format(path.name))
            self.said = "\n".join(said)
        except GkdraftError as error:
            self.said = str(error)


@dataclass(frozen=True)
class Ending:
    """How a sitting ended."""

    interrupted: bool
    unsaved: str  # an answer that could not be written


def run(path: FilePath, templates: FilePath | None = None) -> Ending:
    """Asks for a data file until the person leaves. GkdraftError if it cannot be read."""
    terminal = Terminal()
    wizard = Wizard(path, templates, terminal)
    try:
        wizard.run()
        return Ending(False, wizard.unsaved)
    except (KeyboardInterrupt, EOFError):
        return Ending(True, wizard.unsaved)
    finally:
        terminal.clear()
