"""The session 会话: a pure reducer over answers. State in, action in, state and changes out.

It knows no file and no terminal; `sitting` saves the changes of each step before the next.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from gkdraft.base.places import DataPath, Plain
from gkdraft.base.plain_data import Changes, apply_changes, look_up
from gkdraft.layout.form import Form, Key
from gkdraft.messages import _
from gkdraft.report import intake
from gkdraft.report.draft import Draft
from gkdraft.report.figures import PRIOR
from gkdraft.report.model import SKIP
from gkdraft.wizard.answers import reply
from gkdraft.wizard.questions import last_year
from gkdraft.wizard.questions.book import Book
from gkdraft.wizard.questions.question import Question, QuestionBlock
from gkdraft.wizard.table import sheet


@dataclass(frozen=True)
class Answer:
    """What was typed for the question that is open."""

    text: str


@dataclass(frozen=True)
class Fill:
    """The cells of the sheet that is open, all of them."""

    cells: Mapping[Key, str]


@dataclass(frozen=True)
class Nothing:
    """无: the figure is zero; with `all_` so is every figure of the item not filled in yet."""

    all_: bool = False


@dataclass(frozen=True)
class Skip:
    """Left out on purpose: 略."""


@dataclass(frozen=True)
class Later:
    """Left open, on to the next question."""


@dataclass(frozen=True)
class Back:
    """To the question before."""


@dataclass(frozen=True)
class Jump:
    """To a question, in whatever block it stands; None leads home."""

    path: DataPath | None


Action = Answer | Fill | Nothing | Skip | Later | Back | Jump


@dataclass(frozen=True)
class Session:
    """Where the person is, what the data file holds, and what the last step changed in it."""

    book: Book
    data: Plain
    at: DataPath | None = None  # the question that is open; None on the home page
    trail: tuple[DataPath, ...] = ()
    changes: Changes = field(default_factory=dict)
    refused: str = ""  # why the last answer was not taken
    noted: str = ""  # what to look at because of the last answer

    @cached_property
    def blocks(self) -> tuple[QuestionBlock, ...]:
        return self.book.blocks(self.data)

    @cached_property
    def questions(self) -> dict[DataPath, Question]:
        return {q.path: q for block in self.blocks for q in block.questions}

    @property
    def question(self) -> Question | None:
        return self.questions.get(self.at) if self.at is not None else None

    @cached_property
    def draft(self) -> Draft:
        return intake.read_draft(self.data, self.book.layout, {})

    @property
    def unread(self) -> list[DataPath]:
        """Places of the data file that could not be read."""
        return [fault.path for fault in self.draft.faults]

    def cells(self, form: Form, prior: bool = False) -> dict[Key, str]:
        """What stands in a form, this year's or last year's."""
        prefix = f"{PRIOR}.{form.key}" if prior else form.key
        return sheet.list_cells(form, prefix, self.draft.figures, self.draft.skipped)

    def value(self, question: Question) -> Plain:
        """The answer that is there; None if the question is open."""
        if question.kind == "sheet" and question.form:
            return f"{len(self.cells(question.form))}" if self.cells(question.form) else None
        if question.form:
            return self.cells(question.form).get(_key(question))
        return self._at(question.path)

    def _at(self, path: DataPath) -> Plain:
        """What stands at a place, or the 略 or 0 above it that speaks for it."""
        value = look_up(self.data, path)
        if value is None or value in ("", (), {}):
            whole = look_up(self.data, path[:-1])
            return whole if whole in (SKIP, "0") and len(path) > 1 else None
        return value

    def prior(self, question: Question) -> Plain:
        """Last year's answer, for comparison."""
        if question.kind == "sheet":
            return None
        if question.form:
            return self.cells(question.form, prior=True).get(_key(question))
        if any(isinstance(part, int) for part in question.path):
            return None  # the entries of two years' lists are not the same ones
        value = look_up(self.data, (PRIOR, *question.path))
        return None if value in ("", (), {}) else value

    def before(self, question: Question) -> tuple[str, ...]:
        """Last year's texts of the same kind, for reference."""
        return last_year.find_last_texts(self.data, question.path)

    def is_open(self, question: Question) -> bool:
        """Whether something is still missing here."""
        if question.kind == "sheet" and question.form:
            return len(self.cells(question.form)) < len(question.form.inputs())
        return self.value(question) is None and question.kind != "show"

    def block_of(self, path: DataPath) -> QuestionBlock:
        key = self.questions[path].block
        return next(block for block in self.blocks if block.key == key)

    def first_open(self, block: QuestionBlock) -> Question:
        """Where a block is taken up: at the first question that misses an answer, or at the
        optional ones just before it that nobody has come past yet.
        """
        asked = block.questions
        told = [i for i, q in enumerate(asked) if not self.is_open(q) and q.kind != "show"]
        wanted = (i for i, q in enumerate(asked) if self.is_open(q) and not q.optional)
        first = next(wanted, 0)
        last = told[-1] + 1 if told else 0
        return asked[min(first, last)]

    def beside(self, question: Question) -> list[Question]:
        """The other figures of the same item."""
        block = self.block_of(question.path).questions
        return [q for q in block if q.item == question.item and q.is_number and q != question]

    def parts(self, question: Question) -> list[Question]:
        """The other figures asked one by one that go into the same total."""
        same = (q for q in self.questions.values() if q.total == question.total)
        return [q for q in same if q.is_number and q != question]

    def leads_to(self, path: DataPath) -> DataPath | None:
        """The question of a place: at its key, above it, or the first below it."""
        known = self.questions
        for length in range(len(path), 0, -1):
            if path[:length] in known:
                return path[:length]
        return next((p for p in known if path and p[: len(path)] == path), None)

    @property
    def previous(self) -> DataPath | None:
        """The question before the open one in its block; None at its beginning."""
        if self.question is None or self.at is None:
            return None
        paths = [q.path for q in self.block_of(self.at).questions]
        index = paths.index(self.at)
        return paths[index - 1] if index else None

    def next_of(self, path: DataPath) -> DataPath | None:
        """The question after this one in its block; None at its end."""
        paths = [q.path for q in self.block_of(path).questions]
        index = paths.index(path) + 1
        return paths[index] if index < len(paths) else None


def _key(question: Question) -> Key:
    return tuple(str(part) for part in question.path[1:])


def take_step(session: Session, action: Action) -> Session:
    """The session after one action; `changes` is what has to be saved."""
    session = replace(session, changes={}, refused="", noted="")
    match action:
        case Jump(path):
            known = path is None or path in session.questions
            trail = (*session.trail, session.at) if session.at is not None else session.trail
            return replace(session, at=path, trail=trail if path else ()) if known else session
        case Back():
            trail = tuple(path for path in session.trail if path in session.questions)
            before = trail[-1] if trail else session.previous
            return replace(session, at=before, trail=trail[:-1])
    question = session.question
    if question is None:
        return session
    if isinstance(action, Later):
        return _onward(session)
    try:
        changes = _changes(session, question, action)
    except ValueError as error:
        return replace(session, refused=str(error))
    answered = replace(session, data=apply_changes(session.data, changes), changes=changes)
    if said := _faulty(answered, session):
        return replace(session, refused=said)
    made = replace(_onward(answered, session), noted=_noted(session, changes))
    while action == Nothing(all_=True) and _is_told(made, question):
        made = _onward(made)
    return made


def _noted(session: Session, changes: Changes) -> str:
    """A task that turns out not to have been begun, or begun after all, needs other words."""
    for path, value in changes.items():
        before, told = look_up(session.data, path), look_up(session.data, (*path[:-1], "落实情况"))
        if path[-1] == "状态" and told and "未开展" in (before, value) and before != value:
            return _("状态改了，请看下一题原来写的还对不对")
    return ""


def _faulty(answered: Session, before: Session) -> str:
    """Why the data file could not be read where it was changed; nothing is stored that is so."""
    known = set(before.draft.faults)
    faults = (fault for fault in answered.draft.faults if fault not in known)
    return next((f.message for f in faults if f.path in answered.changes), "")


def _is_told(session: Session, before: Question) -> bool:
    """Whether the question that is open was answered together with the one before."""
    now = session.question
    return now is not None and now.item == before.item and not session.is_open(now)


def _onward(session: Session, before: Session | None = None) -> Session:
    """On to what follows; an answer may have taken its own question away."""
    if session.at is None:
        return replace(session, trail=())
    here: DataPath | None = session.at
    while before and here is not None and here not in session.questions:
        here = before.next_of(here)
    following = session.next_of(session.at) if here == session.at else here
    trail = (*session.trail, session.at) if following else ()
    return replace(session, at=following, trail=trail)


def _changes(session: Session, question: Question, action: Action) -> Changes:
    match action:
        case Fill(cells) if question.form and question.kind == "sheet":
            before = session.cells(question.form)
            return sheet.list_changes(question.form, session.data, before, cells, session.unread)
        case Nothing(all_) if question.is_number:
            beside = session.beside(question) if all_ else []
            asked = [question, *(q for q in beside if session.is_open(q))]
            found: dict[DataPath, Plain] = {}
            for each in asked:
                inner = replace(session, data=apply_changes(session.data, found))
                found.update(_put(inner, each, "0"))
            return found
        case Answer(text) if question.kind not in ("sheet", "show"):
            return _put(
                session, question, reply.read_reply(question, text, session.prior(question))
            )
        case Skip() if question.needed:
            raise ValueError(_("这一项必须填，不能略过"))
        case Skip() if question.kind not in ("sheet", "show"):
            return _put(session, question, SKIP)
    return {}


def _put(session: Session, question: Question, value: Plain) -> Changes:
    """The answer at its place; where a whole is written as 0 or 略, it is spelled out first."""
    if question.form:
        before = session.cells(question.form)
        after = {**before, _key(question): str(value)}
        return sheet.list_changes(question.form, session.data, before, after, session.unread)
    path = question.path
    whole = look_up(session.data, path[:-1])
    if isinstance(path[-1], int):
        # a paragraph that is not there cannot be left out
        gone = value == SKIP and path[-1] >= (len(whole) if isinstance(whole, tuple) else 0)
        return {} if gone else {path: value}
    if isinstance(whole, str):
        beside = [q.path[-1] for q in session.questions.values() if q.path[:-1] == path[:-1]]
        return {path[:-1]: {**{str(name): whole for name in beside}, str(path[-1]): value}}
    new = isinstance(path[-2], int) and look_up(session.data, path[:-1]) is None
    if value == SKIP and new:
        return {}
    return {path: value}
