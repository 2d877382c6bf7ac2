"""The wizard 向导 at work: home page, questions, review, build. Each step is saved before the next.

questions → session (pure) → store; prompts show, cards and lists are pure lines.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path as FilePath

from gkdraft import output
from gkdraft.errors import GkdraftError, InputError
from gkdraft.findings import Finding, Path, dotted, summarise
from gkdraft.lines import wrap
from gkdraft.messages import _
from gkdraft.pipeline import Result, compose
from gkdraft.resources import Resources
from gkdraft.rules import REGISTRY
from gkdraft.sources import datafile, layouts
from gkdraft.wizard import card, editor, home, reply, review
from gkdraft.wizard.gridview import Grid
from gkdraft.wizard.plain import Changes, at
from gkdraft.wizard.prompts import BACK, JUMP, Key, Terminal
from gkdraft.wizard.questionnaire import Questionnaires
from gkdraft.wizard.questions import Block, Book, Question
from gkdraft.wizard.session import (
    Action,
    Answer,
    Back,
    Fill,
    Jump,
    Later,
    Nothing,
    Session,
    Skip,
    next_block,
    step,
)
from gkdraft.wizard.sheet import Cells, sheet_of
from gkdraft.wizard.specific import Words, score
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
                self.findings(self.result().findings)
            elif choice == "build":
                self.build()
            elif isinstance(choice, str):
                self.block(choice)

    def result(self) -> Result:
        return compose(self.store.parsed, self.resources)

    def home(self) -> str | Key:
        """The home page and what is chosen on it."""
        self.refresh()
        width, _height = self.terminal.size
        findings = self.result().findings
        blocks = home.entries(self.session, width)
        more = [
            (_("总览：全部回答，跳到某一题"), "review"),
            (_("核对：{}").format(summarise(findings)), "check"),
            (_("生成 Word 草稿"), "build"),
            (_("离开（已保存）"), "leave"),
        ]
        waiting = next_block(self.session)
        self.show(home.head(self.session, findings, width))
        return self.terminal.choose([*blocks, *more], waiting.key if waiting else "review")

    def refresh(self) -> None:
        """Takes in what somebody else wrote into the file meanwhile."""
        if self.store.moved():
            self.session = replace(self.session, data=self.store.read())
            self.said = _("数据文件在别处改过，改动已经读入")

    def show(self, lines: Sequence[str]) -> None:
        """A screen; what there is to say comes last, once."""
        width, _height = self.terminal.size
        self.terminal.show([*lines, *(wrap(f"※ {self.said}", width) if self.said else ())])
        self.said = ""

    def block(self, key: str) -> None:
        """A block from its first open question to its end, then what was found in it."""
        block = next(b for b in self.session.blocks if b.key == key)
        self.act(Jump(self.session.first_open(block).path))
        self.walk()
        found = [f for f in self.result().findings if self.concerns(f, block)]
        if found:
            self.findings(found)

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
        if made.changes:
            try:
                data, self.said = self.store.save(made.changes)
            except InputError as error:
                self.said = str(error)
                self.session = replace(self.session, data=self.store.parsed.data)
                return
            made = replace(made, data=data)
        self.session = made

    def ask(self, question: Question) -> Action | Key:
        """The action a person takes at a question; a Key to look at the review."""
        if question.kind == "sheet":
            return self.grid(question)
        self.show(self.card(question))
        if question.kind == "show":
            onward: list[tuple[str, Action]] = [(_("知道了，下一题"), Later())]
            return self.left(self.terminal.choose(onward))
        if question.kind == "choice":
            return self.choice(question)
        return self.line(question)

    def card(self, question: Question) -> list[str]:
        width, _height = self.terminal.size
        lines = card.card(self.session, question, width)
        if question.kind == "show":
            lines += [line for text in self.derived(question) for line in wrap(text, width)]
        if question.kind == "choice":
            lines += wrap(card.hint(question), width)
        example = card.example(question)
        return [*lines, example] if example else lines

    def derived(self, question: Question) -> list[str]:
        """What the report will say of an aspect, from the tables alone."""
        from gkdraft.document import Heading, Paragraph, plain

        titles = {a.key: a.title for a in self.session.book.layout.aspects}
        wanted = [titles[key] for key in question.options]
        found, inside = [], False
        for block in self.result().document.blocks:
            if isinstance(block, Heading):
                inside = any(plain(block.runs).endswith(title) for title in wanted)
            elif inside and isinstance(block, Paragraph):
                found.append(plain(block.runs))
        return [_("由各表推算，成稿时写成："), *(found or [_("（还没有可写的）")])]

    def left(self, found: Action | Key) -> Action | Key:
        """Esc is a step of the session, Ctrl-G is the review."""
        return Back() if found is BACK else found

    def choice(self, question: Question) -> Action | Key:
        options: list[tuple[str, Action]] = [(name, Answer(name)) for name in question.options]
        options += [(_("以后再说"), Later()), (_("不填（略）"), Skip())]
        value = self.session.value(question)
        chosen = Answer(str(value)) if value else None
        found: Action | Key = self.terminal.choose(options, chosen)
        return self.left(found)

    def line(self, question: Question) -> Action | Key:
        prior = self.session.prior(question)

        def check(text: str) -> str:
            try:
                if text.strip():
                    reply.read(question, text, prior)
            except ValueError as error:
                return str(error)
            return ""

        found = self.terminal.ask(
            check,
            lambda text: [*self.live(question, text), card.keys(question)],
            card.hint(question),
            number=question.is_number,
            prose=question.kind == "prose",
        )
        if isinstance(found, Key):
            return self.key(question, found)
        if not found.strip():
            return Later()
        return self.considered(question, found)

    def key(self, question: Question, key: Key) -> Action | Key:
        match key.name:
            case "none":
                return Nothing()
            case "none-all":
                return Nothing(all_=True)
            case "edit":
                return self.edited(question, key.text)
        return self.left(key)

    def considered(self, question: Question, typed: str) -> Action | Key:
        """The answer, after a second look where one is due."""
        prior = self.session.prior(question)
        value = reply.read(question, typed, prior)
        if doubt := reply.doubt(question, value, prior, typed):
            return self.confirmed(question, doubt, [(_("确认无误"), Answer(typed))])
        whole = reply.total(question, self.session.data, self.session.draft.figures)
        missing = reply.remainder(question, value, whole)
        if missing:
            if missing < 0:
                said = _("各项相加比总数 {} 多 {} {}").format(whole, -missing, question.unit)
                return self.confirmed(question, said, [(_("就这样"), Answer(typed))])
            full = reply.shown(reply.completed(question, value, missing))
            said = _("还差 {missing} {unit}：补入“{rest}”？").format(
                missing=missing, unit=question.unit, rest=question.rest
            )
            options: list[tuple[str, Action]] = [
                (_("补入“{}”").format(question.rest), Answer(full)),
                (_("不补，只列出一部分"), Answer(typed)),
            ]
            return self.confirmed(question, said, options)
        return Answer(typed)

    def confirmed(
        self, question: Question, said: str, options: Sequence[tuple[str, Action]]
    ) -> Action | Key:
        self.said = said
        self.show(self.card(question))
        again: list[tuple[str, Action | Key]] = [*options, (_("重填"), BACK)]
        found = self.terminal.choose(again)
        return self.ask(question) if found is BACK else found

    def live(self, question: Question, text: str) -> list[str]:
        """What is said while a problem is being typed: specific, or what it lacks."""
        path = question.path
        if path[:1] != ("存在问题",) or path[-1] not in ("问题", "改进", "佐证"):
            return []
        problem = at(self.session.data, path[:-1])
        told = {k: str(v or "") for k, v in problem.items()} if isinstance(problem, dict) else {}
        told[str(path[-1])] = text or told.get(str(path[-1]), "")
        if not told.get("问题"):
            return []
        single = at(self.session.data, ("机关", "层级")) in ("部门", "乡级政府")
        prior = reply.shown(self.session.prior(question)) or told.get("上年问题", "")
        found = score(
            self.words,
            told.get("问题", ""),
            told.get("改进", ""),
            told.get("佐证", ""),
            prior,
            single,
        )
        said = _("写得{verdict}（{points} 分）").format(verdict=found.verdict, points=found.points)
        return ["；".join([said, *found.hints[:2]])]

    def edited(self, question: Question, typed: str) -> Action | Key:
        """The answer from the person's own editor."""
        old = self.session.value(question)
        prior = self.session.prior(question)
        before = prior if isinstance(prior, str) else reply.shown(prior)
        start = typed or (old if isinstance(old, str) else "")
        try:
            text = editor.taken(
                editor.edit(editor.compose(question.label, start, before, question.hint))
            )
        except OSError as error:
            self.said = str(error)
            return self.ask(question)
        if not text:
            return Later()
        if editor.unchanged(text, before):
            doubt = _("与上年的文字一样，没有改动")
            return self.confirmed(question, doubt, [(_("就用上年的"), Answer(text))])
        return Answer(text)

    def grid(self, question: Question) -> Action | Key:
        form = question.form
        sheet = sheet_of(form) if form else None
        if form is None or sheet is None:
            return Later()
        here = self.session.at

        def save(cells: Cells) -> tuple[Cells, str]:
            self.act(Fill(cells))
            self.session = replace(self.session, at=here)
            said, self.said = self.said, ""
            return self.session.cells(form), said

        cells, prior = self.session.cells(form), self.session.cells(form, prior=True)
        trail = self.session.trail
        how = self.terminal.grid(Grid(sheet, cells, prior), save)
        self.session = replace(self.session, trail=trail)
        leaving: dict[str, Action | Key] = {"back": Back(), "jump": JUMP}
        return leaving.get(how, Later())

    def review(self) -> None:
        """Every answer, page by page; a number leads to its question."""
        width, height = self.terminal.size
        numbers = review.numbered(self.session)
        lines = review.rows(self.session, width)
        for page in review.pages(lines[1:], height - 6):
            self.show([lines[0], *page])
            found = self.terminal.ask(
                lambda text: "" if self._number(text) in (0, *numbers) else _("没有这个题号"),
                lambda _text: [_("题号＋回车 跳到那一题 · 空着回车 下一页 · Esc 返回")],
            )
            if isinstance(found, Key):
                return
            if number := self._number(found):
                self.act(Jump(numbers[number]))
                return

    @staticmethod
    def _number(text: str) -> int:
        text = text.strip()
        return int(text) if text.isascii() and text.isdigit() else -1 if text else 0

    def concerns(self, finding: Finding, block: Block) -> bool:
        """Whether a finding is about answers of a block that were given."""
        for question in block.questions:
            path = question.path
            near = finding.path[: len(path)] == path or path[: len(finding.path)] == finding.path
            if finding.path and near:
                return not self.session.is_open(question)
        return False

    def findings(self, findings: Sequence[Finding]) -> None:
        """Each finding: mend it, explain it, or leave it for later."""
        for number, finding in enumerate(findings, 1):
            width, _height = self.terminal.size
            head = _("核对结果 {}/{}").format(number, len(findings))
            said = f"{finding.code} {finding.severity} {finding.message}"
            self.show([head, "", *wrap(said, width), ""])
            options: list[tuple[str, str]] = []
            place = self.question_at(finding.path)
            if place:
                options.append((_("修改"), "mend"))
            if REGISTRY[finding.code].waivable:
                options.append((_("写情况说明"), "explain"))
            options += [(_("以后再说"), "later"), (_("回首页"), "home")]
            found = self.terminal.choose(options)
            if found == "mend" and place:
                self.act(Jump(place))
                self.walk()
                return
            if found == "explain":
                self.explain(finding)
            elif found != "later":
                return

    def question_at(self, path: Path) -> Path | None:
        """The question a finding leads to: at its key, above it, or the first below it."""
        known = self.session.questions
        for length in range(len(path), 0, -1):
            if path[:length] in known:
                return path[:length]
        return next((p for p in known if path and p[: len(path)] == path), None)

    def explain(self, finding: Finding) -> None:
        """情况说明 for a finding, kept in the data file."""
        text = self.terminal.ask(lambda text: "", lambda _text: [_("写明原因，回车保存；空着不写")])
        if isinstance(text, Key) or not text.strip():
            return
        there = at(self.session.data, ("情况说明",))
        count = len(there) if isinstance(there, tuple) else 0
        waiver = {"规则": finding.code, "位置": dotted(finding.path), "说明": text.strip()}
        changes: Changes = {("情况说明", count, key): value for key, value in waiver.items()}
        try:
            data, self.said = self.store.save(changes)
            self.session = replace(self.session, data=data)
        except InputError as error:
            self.said = str(error)

    def build(self) -> None:
        """The draft beside the data file, after a look at what is still missing."""
        result = self.result()
        name = output.default_name(result.document.title)
        path = self.store.path.parent / f"{name}.docx"
        try:
            output.save(path, result.render(".docx"))
            self.said = _("已生成：{}。核对：{}").format(path, summarise(result.findings))
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
