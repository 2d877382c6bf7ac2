"""Asking 提问: one question on the screen, the action a person takes at it. Saves nothing."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from gkdraft.base.columns import join_parts, wrap_text
from gkdraft.base.plain_data import look_up
from gkdraft.messages import _, translate
from gkdraft.wizard.answers import doubts, removing, reply, totals
from gkdraft.wizard.answers.pasted import Tidied, tidy_paste
from gkdraft.wizard.answers.problem_words import Words, judge_problem, offer_figures
from gkdraft.wizard.answers.session import (
    Action,
    Answer,
    Back,
    Later,
    Nothing,
    Remove,
    Session,
    Skip,
)
from gkdraft.wizard.file import editor
from gkdraft.wizard.questions.question import Kind, Question
from gkdraft.wizard.screens import card
from gkdraft.wizard.screens.keys import NEXT_PART, PART_BEFORE, PREVIEW, REMOVE, UNDO
from gkdraft.wizard.screens.pasting import Tidy
from gkdraft.wizard.screens.prompts import BACK, Key, Terminal

TIDY: Mapping[Kind, Tidy] = {"prose": tidy_paste, "text": partial(tidy_paste, one_line=True)}
"""What is taken out of a paste into words; figures and lists stay as they come."""
Options = Sequence[tuple[str, Action]]
Again = Callable[[], Action | Key]
Judge = Callable[[Action], Sequence[str]]
"""What the rules would newly say of an answer."""


class Asking:
    """One question of a session, from its card to the action."""

    def __init__(
        self,
        terminal: Terminal,
        words: Words,
        session: Session,
        question: Question,
        more: Sequence[str] = (),  # what else stands below the card
        judge: Judge = lambda action: (),
    ) -> None:
        self.terminal = terminal
        self.words = words
        self.session = session
        self.question = question
        self.prior = session.find_prior(question)
        self.more = more
        self.judge = judge
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
                return self.ask_choice()
        return self.ask_line(typed)

    def show(self, said: str = "") -> None:
        """The card, then what there is to say."""
        width, _height = self.terminal.size
        lines = card.compose_card(self.session, self.question, width)
        offered = offer_figures(self.words, self.question.path, self.session.draft.figures)
        for note in (*self.more, *offered):
            lines += wrap_text(note, width)
        self.terminal.show(lines, said)

    def choose(self, options: Options, default: Action | None = None) -> Action | Key:
        hint = card.compose_hint(self.question)
        return _leave(self.terminal.choose(options, default, hint, keys=self.list_other_keys()))

    def list_other_keys(self) -> list[str]:
        """Keys that leave the question to whoever put it."""
        keys = [UNDO]
        if self.question.record:
            keys += [NEXT_PART, PART_BEFORE]
        if self.question.kind == "prose":
            keys.append(PREVIEW)
        if removing.list_removable(self.session.data, self.question):
            keys.append(REMOVE)
        return keys

    def ask_choice(self) -> Action | Key:
        options: list[tuple[str, Action]] = []
        for text, name in self.question.choices:
            options.append((text, Answer(name)))
        options.append((_("以后再说"), Later()))
        if not self.question.needed:
            options.append((_("不填（略）"), Skip()))
        value = self.session.find_value(self.question)
        # Enter alone decides nothing: what was done or not done is never recorded by it
        found = self.choose(options, Later() if value is None else Answer(str(value)))
        if isinstance(found, Key):
            return found
        return self.confirm_rules(found, self.ask)

    def ask_line(self, typed: str) -> Action | Key:
        found = self.terminal.ask(
            self.check,
            lambda text: [*self.comment(text), *self.list_keys()],
            card.compose_hint(self.question),
            number=self.question.is_number,
            prose=self.question.kind == "prose",
            tidy=TIDY.get(self.question.kind, Tidied),
            typed=typed,
            held=self.recalled or card.find_held_text(self.session, self.question),
            keys=self.list_other_keys(),
        )
        if not isinstance(found, Key):
            if not found.strip():
                return Later()
            return self.consider(found, partial(self.ask, typed=found))
        match found.name:
            case "none":
                return self.confirm_rules(Nothing(), self.ask)
            case "none-all":
                return self.confirm_rules(Nothing(all_=True), self.ask)
            case "edit":
                return self.edit(found.text)
        if found.name == REMOVE:
            return self.remove()
        return _leave(found)

    def list_keys(self) -> list[str]:
        width, _height = self.terminal.size
        return join_parts(card.list_keys(self.session, self.question), width)

    def check(self, text: str) -> str:
        """What is wrong with an answer; nothing if it can be taken."""
        try:
            if text.strip():
                reply.read_reply(self.question, text, self.prior)
        except ValueError as error:
            return translate(str(error))
        return ""

    def comment(self, text: str) -> list[str]:
        """What is said of a problem, a task or a highlight while it is typed."""
        path = self.question.path
        if doubts.tells_no_result(self.session.data, path, text):
            return [_("写一个数、成果或文件名，比“成效显著”有用")]
        if path[0] != "存在问题":
            return []
        single = look_up(self.session.data, ("机关", "层级")) in ("部门", "乡级政府")
        before = self.session.list_last_texts((*path[:-1], "问题"))
        problem = look_up(self.session.data, path[:-1])
        return judge_problem(self.words, problem, str(path[-1]), text, before, single)

    def answer(self, typed: str, again: Again | None = None) -> Action | Key:
        """What was typed as the answer; if it cannot be taken the question is put again."""
        if said := self.check(typed):
            return self.ask(said, typed)
        return self.consider(typed, again or partial(self.ask, typed=typed))

    def consider(self, typed: str, again: Again) -> Action | Key:
        """The answer, after a second look where one is due; `again` is how to mend it."""
        answer = Answer(typed)
        found = self.confirm_rules(answer, again)
        if found is not answer:
            return found
        session, question = self.session, self.question
        value = reply.read_reply(question, typed, self.prior)
        said = list(self.judge(answer))
        doubt = next(doubts.list_doubts(session, question, value, typed), "")
        if doubt and not said:
            return self.confirm(doubt, [(self.name_consent(), answer)], again)
        whole = totals.find_total(question, session.data, session.draft.figures)
        missing = totals.compute_remainder(value, whole)
        # parts that are more than the total are the rules' to tell
        if said or not missing or missing < 0:
            return answer
        full = reply.show_value(totals.add_remainder(question, value, missing))
        offer = _("总数 {whole} {unit}，还差 {missing} {unit}：补入“{rest}”？").format(
            whole=whole, missing=missing, unit=question.unit, rest=question.rest
        )
        options = [
            (_("补入“{}”").format(question.rest), Answer(full)),
            (_("不补，只列出一部分"), answer),
        ]
        return self.confirm(offer, options, again)

    def confirm_rules(self, action: Action, again: Again) -> Action | Key:
        """The action, taken all the same if the rules newly have something to say of it."""
        said = self.judge(action)
        if not said:
            return action
        return self.confirm("\n".join(said), [(self.name_consent(), action)], again)

    def name_consent(self) -> str:
        """What takes an answer that was doubted all the same."""
        if self.question.is_number:
            return _("确认无误")
        if self.question.kind in ("text", "prose"):
            return _("仍用这段文字")
        return _("就这样")

    def remove(self) -> Action | Key:
        """An entry of the list, deleted once it was seen what goes."""
        items = removing.list_removable(self.session.data, self.question)
        names = [removing.describe_item(self.session.data, item) for item in items]
        said = "\n".join([_("要删去的是："), *names[:1]])
        options = [(_("删去"), Remove(item)) for item in items]
        if len(items) > 1:
            said = _("删去哪一个？")
            named = zip(names, items, strict=True)
            options = [(_("删去“{}”").format(name), Remove(item)) for name, item in named]
        return self.confirm(said, options, self.ask, _("不删"))

    def confirm(self, said: str, options: Options, again: Again, decline: str = "") -> Action | Key:
        self.show(said)
        all_: list[tuple[str, Action | Key]] = [*options, (decline or _("修改"), BACK)]
        with self.terminal.surprise():
            found: Action | Key = self.terminal.choose(all_, BACK)
            return again() if found is BACK else found

    def edit(self, typed: str) -> Action | Key:
        """The answer from the person's own editor."""
        old = self.session.find_value(self.question)
        start = typed or (old if isinstance(old, str) else "")
        before = self.session.list_last_texts(self.question.path)
        try:
            page = editor.compose_page(self.question.label, start, before, self.question.hint)
            with self.terminal.lend():
                text = editor.strip_comments(editor.edit_text(page))
        except OSError as error:
            return self.ask(translate(str(error)), typed)
        if not text:
            return Later()
        return self.answer(text, partial(self.edit, text))


def _leave(found: Action | Key) -> Action | Key:
    """What leaves a question: Esc goes to the one before."""
    if found is BACK:
        return Back()
    return found
