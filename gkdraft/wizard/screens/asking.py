"""Asking 提问: one question on the screen, the action a person takes at it. Saves nothing."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

from gkdraft.base.columns import join_parts, wrap_text
from gkdraft.base.places import Plain, spell_path
from gkdraft.base.plain_data import look_up
from gkdraft.messages import _
from gkdraft.report.likeness import find_repeated as repeated
from gkdraft.report.model import Task
from gkdraft.report.tasks import has_evidence
from gkdraft.wizard.answers import reply
from gkdraft.wizard.answers.problem_words import Words, judge_problem, offer_figures
from gkdraft.wizard.answers.session import Action, Answer, Back, Later, Nothing, Session, Skip
from gkdraft.wizard.file import editor
from gkdraft.wizard.questions import last_year
from gkdraft.wizard.questions.question import Question
from gkdraft.wizard.screens import card
from gkdraft.wizard.screens.prompts import BACK, Key, Terminal

TOLD = 6
"""Characters after which an answer in words may be expected to say something."""
Options = Sequence[tuple[str, Action]]
Again = Callable[[], Action | Key]


class Asking:
    """One question of a session, from its card to the action."""

    def __init__(
        self,
        terminal: Terminal,
        words: Words,
        session: Session,
        question: Question,
        more: Sequence[str] = (),  # what else stands below the card
    ) -> None:
        self.terminal = terminal
        self.words = words
        self.session = session
        self.question = question
        self.prior = session.prior(question)
        self.more = more
        self.recalled = ""

    def ask(self, said: str = "", typed: str = "", recalled: str = "") -> Action | Key:
        """The action; a Key to look at the review. `typed` is kept from the try before, what is
        `recalled` comes back with ↑ only."""
        self.recalled = recalled or self.recalled
        self.show(said)
        match self.question.kind:
            case "show":
                return self.choose([(_("知道了，下一题"), Later())])
            case "choice":
                return self.choice()
        return self.line(typed)

    def show(self, said: str = "") -> None:
        """The card, then what there is to say."""
        width, _height = self.terminal.size
        lines = card.compose_card(self.session, self.question, width)
        notes = [
            *self.more,
            *offer_figures(self.words, self.question.path, self.session.draft.figures),
        ]
        self.terminal.show(
            [*lines, *[part for note in notes for part in wrap_text(note, width)]], said
        )

    def choose(self, options: Options, default: Action | None = None) -> Action | Key:
        found: Action | Key = self.terminal.choose(options, default)
        return Back() if found is BACK else found

    def choice(self) -> Action | Key:
        options: list[tuple[str, Action]] = [
            (text, Answer(name)) for text, name in self.question.choices
        ]
        options.append((_("以后再说"), Later()))
        if not self.question.needed:
            options.append((_("不填（略）"), Skip()))
        value = self.session.value(self.question)
        return self.choose(options, Answer(str(value)) if value else None)

    def line(self, typed: str) -> Action | Key:
        found = self.terminal.ask(
            self.wrong,
            lambda text: [*self.live(text), *self.keys()],
            card.compose_hint(self.question),
            number=self.question.is_number,
            prose=self.question.kind == "prose",
            typed=typed,
            held=self.recalled or card.held_text(self.session, self.question),
        )
        if not isinstance(found, Key):
            again = partial(self.ask, typed=found)
            return self.considered(found, again) if found.strip() else Later()
        match found.name:
            case "none":
                return Nothing()
            case "none-all":
                return Nothing(all_=True)
            case "edit":
                return self.edited(found.text)
        return Back() if found is BACK else found

    def keys(self) -> list[str]:
        width, _height = self.terminal.size
        return join_parts(card.list_keys(self.session, self.question), width)

    def wrong(self, text: str) -> str:
        """What is wrong with an answer; nothing if it can be taken."""
        try:
            if text.strip():
                reply.read_reply(self.question, text, self.prior)
        except ValueError as error:
            return str(error)
        return ""

    def live(self, text: str) -> list[str]:
        """What is said of a problem, a task or a highlight while it is typed."""
        path = self.question.path
        if self.is_idle(text):
            return [_("写一个数、成果或文件名，比“成效显著”有用")]
        if path[0] != "存在问题":
            return []
        single = look_up(self.session.data, ("机关", "层级")) in ("部门", "乡级政府")
        before = self.session.before(replace(self.question, path=(*path[:-1], "问题")))
        problem = look_up(self.session.data, path[:-1])
        return judge_problem(self.words, problem, str(path[-1]), text, before, single)

    def is_idle(self, text: str) -> bool:
        """Whether words that should tell of something done name no figure, result or document."""
        path = self.question.path
        beside = look_up(self.session.data, path[:-1])
        told = path[-2:-1] == ("亮点",) or (
            path[-1] == "落实情况" and look_up(beside, ("状态",)) != "未开展"
        )
        told = told or (path[-1] == "改进" and bool(look_up(beside, ("上年问题",))))
        task = Task.model_construct(result=text, figures=())
        return told and len(text.strip()) >= TOLD and not has_evidence(task)

    def considered(self, typed: str, again: Again) -> Action | Key:
        """The answer, after a second look where one is due; `again` is how to mend it."""
        question = self.question
        value = reply.read_reply(question, typed, self.prior)
        whole = reply.find_total(question, self.session.data, self.session.draft.figures)
        if found := next(self.doubts(value, whole, typed), None):
            doubt, taken = found
            return self.confirmed(doubt, [(taken, Answer(typed))], again)
        missing = reply.compute_remainder(question, value, whole)
        if not missing:
            return Answer(typed)
        full = reply.show_value(reply.add_remainder(question, value, missing))
        said = _("总数 {whole} {unit}，还差 {missing} {unit}：补入“{rest}”？").format(
            whole=whole, missing=missing, unit=question.unit, rest=question.rest
        )
        options = [
            (_("补入“{}”").format(question.rest), Answer(full)),
            (_("不补，只列出一部分"), Answer(typed)),
        ]
        return self.confirmed(said, options, again)

    def doubts(self, value: Plain, whole: Decimal | None, typed: str) -> Iterator[tuple[str, str]]:
        """(why an answer should be looked at once more, what takes it all the same)."""
        question = self.question
        if isinstance(value, str) and repeated(value, self.session.before(question)):
            yield _("与上年的文字几乎一样，请写今年的情况"), _("仍用这段文字")
        if self.is_idle(typed):
            yield _("没有数、成果或文件名，看不出做了什么"), _("仍用这段文字")
        said = last_year.find_sentence(self.session.data, question.path, question.unit)
        before = self.prior or last_year.find_number(said, question.unit) or None
        if doubt := reply.doubt_figure(question, value, before, typed):
            yield doubt, _("确认无误")
        if question.is_number and (doubt := self.beyond(value, whole) or self.over(value)):
            yield doubt, _("确认无误")
        missing = reply.compute_remainder(question, value, whole)
        if missing and missing < 0:
            said = _("各项相加比总数 {} 多 {} {}")
            yield said.format(whole, -missing, question.unit), _("就这样")

    def over(self, value: Plain) -> str:
        """Why a part is more than the one figure it belongs to."""
        key = spell_path(self.question.path[1:])
        above = self.session.book.layout.spec.at_most.get(key)
        most = self.session.draft.figures.exact(f"{self.question.path[0]}.{above}")
        return "" if most is None else reply.check_beyond(value, [], Decimal(most))

    def beyond(self, value: Plain, whole: Decimal | None) -> str:
        """Why parts that are asked one by one do not go into their total."""
        others = [self.session.value(q) for q in self.session.parts(self.question)]
        return reply.check_beyond(value, others, whole)

    def confirmed(self, said: str, options: Options, again: Again) -> Action | Key:
        self.show(said)
        all_: list[tuple[str, Action | Key]] = [*options, (_("修改"), BACK)]
        found = self.terminal.choose(all_)
        return again() if found is BACK else found

    def edited(self, typed: str) -> Action | Key:
        """The answer from the person's own editor."""
        old = self.session.value(self.question)
        start = typed or (old if isinstance(old, str) else "")
        before = self.session.before(self.question)
        try:
            page = editor.compose_text(self.question.label, start, before, self.question.hint)
            text = editor.strip_comments(editor.edit_text(page))
        except OSError as error:
            return self.ask(str(error), typed)
        if said := self.wrong(text):
            return self.ask(said, text)
        return self.considered(text, partial(self.edited, text)) if text else Later()
