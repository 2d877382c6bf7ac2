"""The wizard 向导 at work: home page, questions, review, build. Each step is saved before the next.

questions → session (pure) → store; `asking` puts a question and saves nothing.
"""

from collections.abc import Sequence
from dataclasses import replace
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
from gkdraft.wizard.gridview import Grid
from gkdraft.wizard.plain import Changes, at
from gkdraft.wizard.prompts import JUMP, Key, Terminal
from gkdraft.wizard.question import Block, Question
from gkdraft.wizard.questionnaire import Questionnaires
from gkdraft.wizard.questions import Book
from gkdraft.wizard.session import Action, Back, Fill, Jump, Later, Session, next_block, step
from gkdraft.wizard.sheet import Cells, sheet_of
from gkdraft.wizard.specific import Words
from gkdraft.wizard.store import Store


class Wizard:
    """One sitting with one data file."""

    def __init__(self, path: FilePath, templates: FilePath | None, terminal: Terminal) -> None:
        self.store = Store(path)
        data = self.store.read()
        own = templates or datafile.templates(self.store.parsed, path)
        self.resources = Resources(own)
        layout = layouts.choose(datafile.head(self.store.parsed), self.resources)
        asked = layouts.load_spec(Questionnaires, "questionnaires.yaml", self.resources)
        self.words = layouts.load_spec(Words, "problems.yaml", self.resources)
        self.session = Session(Book(layout, asked), data)
        self.terminal = terminal
        self.cell: Path = ()  # the cell of a table a finding led to
        self.said = ""

    def run(self) -> None:
        """Until the person leaves."""
        while True:
            choice = self.home()
            if choice == "leave":
                return
            if choice is JUMP or choice == "review":
                self.review()
                self.walk()
            elif choice == "check":
                self.settle(self.result().findings)
            elif choice == "build":
                self.build()
            elif isinstance(choice, str):
                self.block(choice)

    def result(self) -> Result:
        return compose(self.store.parsed, self.resources)

    def home(self) -> str | Key:
        """The home page and what is chosen on it."""
        if self.store.moved():
            self.session = replace(self.session, data=self.store.read())
            self.said = _("数据文件在别处改过，改动已经读入")
        width, _height = self.terminal.size
        findings = self.result().findings
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

    def block(self, key: str) -> None:
        """A block from its first open question to its end, then what was found in it."""
        block = next(b for b in self.session.blocks if b.key == key)
        self.act(Jump(self.session.first_open(block).path))
        self.walk()
        found = [f for f in self.result().findings if self.concerns(f, block)]
        if found:
            self.settle(found)

    def walk(self) -> None:
        """Question after question until the end of the block."""
        while (question := self.session.question) is not None:
            action = self.ask(question)
            if isinstance(action, Key):
                self.review()
            else:
                self.act(action)

    def act(self, action: Action) -> None:
        """One step of the session, saved before anything else is asked."""
        made = step(self.session, action)
        self.said = made.refused
        if made.changes and not self.save(made.changes):
            return
        self.session = replace(made, data=self.store.parsed.data) if made.changes else made

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
        return Asking(self.terminal, self.words, self.session, question, more).ask(said)

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

        def save(cells: Cells) -> tuple[Cells, str]:
            self.act(Fill(cells))
            self.session = replace(self.session, at=here, trail=trail)
            said, self.said = self.said, ""
            return self.session.cells(form), said

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
                lambda text: "" if not text.strip() or review.number(text) in numbers
                else _("没有这个题号"),
                lambda _text: [_("题号＋回车 跳到那一题 · 空着回车 下一页 · Esc 返回")],
            )  # fmt: skip
            if isinstance(found, Key):
                return False
            if found.strip():
                self.act(Jump(numbers[review.number(found)]))
                return False
        return True

    def concerns(self, finding: Finding, block: Block) -> bool:
        """Whether a finding is about answers of a block that were given."""
        for question in block.questions:
            path = question.path
            near = finding.path[: len(path)] == path or path[: len(finding.path)] == finding.path
            if finding.path and near:
                return not self.session.is_open(question)
        return False

    def settle(self, findings: Sequence[Finding]) -> None:
        """Each finding: mend it, explain it, or leave it for later."""
        for number, finding in enumerate(findings, 1):
            head = _("核对结果 {}/{}").format(number, len(findings))
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
                self.cell = finding.path[len(place) :]
                self.act(Jump(place))
                self.walk()
                return
            if found == "explain":
                self.explain(finding)
            elif found != "later":
                return

    def explain(self, finding: Finding) -> None:
        """情况说明 for a finding, kept in the data file."""
        text = self.terminal.ask(lambda text: "", lambda _text: [_("写明原因，回车保存；空着不写")])
        if isinstance(text, Key) or not text.strip():
            return
        there = at(self.session.data, ("情况说明",))
        count = len(there) if isinstance(there, tuple) else 0
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
            self.said = _("已生成：{}。核对：{}").format(free, summarise(result.findings))
            if free != path:
                self.said += _("。原来的 {} 生成后有人改过，没有动它").format(path.name)
        except GkdraftError as error:
            self.said = str(error)


def run(path: FilePath, templates: FilePath | None = None) -> None:
    """Asks for a data file until the person leaves. GkdraftError if it cannot be read."""
    terminal = Terminal()
    wizard = Wizard(path, templates, terminal)
    try:
        wizard.run()
    finally:
        terminal.clear()
