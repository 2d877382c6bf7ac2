"""Steps 步: a pure reducer over answers. Session in, action in, session and changes out.

It knows no file and no terminal; `sitting` saves the changes of each step before the next.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from gkdraft.base.places import DataPath, Plain
from gkdraft.base.plain_data import Changes, look_up
from gkdraft.layout.equations import Key
from gkdraft.layout.form import Form
from gkdraft.messages import _
from gkdraft.report.model import SKIP
from gkdraft.wizard.answers import removing, reply
from gkdraft.wizard.answers.session import (
    Action,
    Answer,
    AnswerAlike,
    Back,
    Fill,
    Jump,
    Later,
    Nothing,
    Remove,
    Session,
    Skip,
    find_key,
)
from gkdraft.wizard.questions.question import Question
from gkdraft.wizard.table import sheet


def take_step(session: Session, action: Action) -> Session:
    """The session after one action; `changes` is what has to be saved."""
    made = _take(replace(session, changes={}, refused="", noted=""), action)
    return made if made.at is None else replace(made, seen=made.seen | {made.at})


def _take(session: Session, action: Action) -> Session:
    match action:
        case Jump(path):
            return _jump(session, path)
        case Back():
            return _go_back(session)
        case AnswerAlike(text, paths):
            return _answer_alike(session, text, paths)
    if session.question is None:
        return session
    if isinstance(action, Later):
        return _go_on(session)
    try:
        changes = _list_changes(session, session.question, action)
    except ValueError as error:
        return replace(session, refused=str(error))
    if isinstance(action, Remove):
        return _remove(session, action.item, changes)
    return _answer(session, session.question, action, changes)


def _remove(session: Session, item: DataPath, changes: Changes) -> Session:
    """Without an entry; the question stays, for what moves up or for what is still to come."""
    if not changes:
        return session
    made = replace(session, contents=session.contents.change(changes), changes=changes)
    gone = removing.describe_item(session.data, item).partition("\n")[0]
    at = made.at if made.at in made.questions else made.find_question(item)
    return replace(made, at=at, noted=_("已删去：{}").format(gone))


def _jump(session: Session, path: DataPath | None) -> Session:
    if path is None:
        return replace(session, at=None, trail=())
    if path not in session.questions:
        return session
    trail = session.trail
    if session.at is not None:
        trail = (*trail, session.at)
    return replace(session, at=path, trail=trail)


def _go_back(session: Session) -> Session:
    trail = [path for path in session.trail if path in session.questions]
    before = trail.pop() if trail else session.find_previous()
    return replace(session, at=before, trail=tuple(trail))


def _answer(session: Session, question: Question, action: Action, changes: Changes) -> Session:
    """The changes made, if the data file can still be read where they are, and on."""
    answered = replace(session, contents=session.contents.change(changes), changes=changes)
    if said := _find_fault(answered, session):
        return replace(session, refused=said)
    noted = _note_state(session, changes)
    if action == Nothing(all_=True):
        names = [question.label, *(rest.label for rest in _list_rest(session, question))]
        noted = _("填了 0 的 {count} 题：{names}").format(count=len(names), names="、".join(names))
    made = replace(_go_on(answered, session), noted=noted)
    while action == Nothing(all_=True) and _is_answered(made, question):
        made = _go_on(made)
    return made


def _answer_alike(session: Session, text: str, paths: Sequence[DataPath]) -> Session:
    """One answer at several places; the person stays where they are."""
    changes: dict[DataPath, Plain] = {}
    try:
        for path in paths:
            question = session.questions[path]
            inner = replace(session, contents=session.contents.change(changes))
            changes.update(_put(inner, question, reply.read_reply(question, text)))
    except ValueError as error:
        return replace(session, refused=str(error))
    made = replace(session, contents=session.contents.change(changes), changes=changes)
    return replace(made, noted=_note_state(session, changes))


def _note_state(session: Session, changes: Changes) -> str:
    """A task that turns out not to have been begun, or begun after all, needs other words."""
    for path, value in changes.items():
        before, told = look_up(session.data, path), look_up(session.data, (*path[:-1], "落实情况"))
        if path[-1] == "状态" and told and "未开展" in (before, value) and before != value:
            return _("状态改了，请看原来写的落实情况还对不对")
    return ""


def _find_fault(answered: Session, before: Session) -> str:
    """Why the data file could not be read where it was changed; nothing is stored that is so."""
    known = set(before.draft.faults)
    for fault in answered.draft.faults:
        if fault not in known and fault.path in answered.changes:
            return fault.message
    return ""


def _is_answered(session: Session, before: Question) -> bool:
    """Whether the question that is open was answered together with the one before."""
    now = session.question
    return now is not None and now.item == before.item and not session.is_open(now)


def _go_on(session: Session, before: Session | None = None) -> Session:
    """On to what follows; an answer may have taken its own question away."""
    if session.at is None:
        return replace(session, trail=())
    here: DataPath | None = session.at
    while before and here is not None and here not in session.questions:
        here = before.find_next(here)
    if here == session.at:
        here = session.find_next(session.at)
    if here is None:
        return replace(session, at=None, trail=())
    return replace(session, at=here, trail=(*session.trail, session.at))


def _list_changes(session: Session, question: Question, action: Action) -> Changes:
    """What an action writes. ValueError if it cannot be taken."""
    match action:
        case Remove(item) if item in removing.list_removable(session.data, question):
            return removing.list_changes(session.data, item)
        case Fill(cells) if question.form and question.kind == "sheet":
            return _fill_form(session, question.form, cells)
        case Nothing(all_) if question.is_number:
            return _zero_figures(session, question, all_)
        case Answer(text) if question.is_asked:
            value = reply.read_reply(question, text, session.find_prior(question))
            return _put(session, question, value)
        case Skip() if question.needed:
            raise ValueError(_("这一项必须填，不能略过"))
        case Skip() if question.is_asked:
            return _put(session, question, SKIP)
    return {}


def _fill_form(session: Session, form: Form, cells: Mapping[Key, str]) -> Changes:
    before = session.list_cells(form)
    return sheet.list_changes(form, session.data, before, cells, session.list_unread())


def _zero_figures(session: Session, question: Question, all_: bool) -> Changes:
    """Zero for a figure, or for all of its item that are open."""
    asked = [question]
    if all_:
        asked += _list_rest(session, question)
    found: dict[DataPath, Plain] = {}
    for each in asked:
        inner = replace(session, contents=session.contents.change(found))
        found.update(_put(inner, each, "0"))
    return found


def is_share(question: Question) -> bool:
    """Whether a figure is a percentage."""
    return question.kind == "percent" or question.unit == "%"


def _list_rest(session: Session, question: Question) -> list[Question]:
    """The figures of its item that follow and are open; what was passed over before stays so, and
    a share of nothing is none.
    """
    places = list(session.questions)
    at = places.index(question.path)
    beside = filter(session.is_open, session.list_beside(question))
    return [
        q for q in beside if places.index(q.path) > at and q.kind != "percent" and q.unit != "%"
    ]


def _put(session: Session, question: Question, value: Plain) -> Changes:
    """The answer at its place; where a whole is written as 0 or 略, it is spelled out first."""
    path = question.path
    if question.form:
        cells = {**session.list_cells(question.form), find_key(question): str(value)}
        return _fill_form(session, question.form, cells)
    whole = look_up(session.data, path[:-1])
    if value == SKIP and _is_new_item(session.data, path):
        return {}  # what is not there cannot be left out
    if not isinstance(whole, str) or isinstance(path[-1], int):
        return {path: value}
    spelled: dict[str, Plain] = {}
    for place in session.questions:
        if place[:-1] == path[:-1]:
            spelled[str(place[-1])] = whole
    return {path[:-1]: {**spelled, str(path[-1]): value}}


def _is_new_item(data: Plain, path: DataPath) -> bool:
    """Whether a place is in or is an item of a list that does not stand there yet."""
    if isinstance(path[-1], int):
        whole = look_up(data, path[:-1])
        return path[-1] >= (len(whole) if isinstance(whole, tuple) else 0)
    in_list = len(path) > 1 and isinstance(path[-2], int)
    return in_list and look_up(data, path[:-1]) is None
