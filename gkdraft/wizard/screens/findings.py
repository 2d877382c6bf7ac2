"""Findings 核对结果: each one on a page, to be mended, explained or left for later."""

from collections.abc import Callable, Sequence

from gkdraft.base.columns import wrap_text
from gkdraft.base.places import DataPath
from gkdraft.messages import _, translate
from gkdraft.rules.findings import Finding
from gkdraft.rules.registry import REGISTRY, is_waivable
from gkdraft.wizard.answers.session import Back, Remove
from gkdraft.wizard.file.sitting import Sitting, spell_finding
from gkdraft.wizard.file.waiving import waive
from gkdraft.wizard.screens.keys import UNDO
from gkdraft.wizard.screens.pages import Pages
from gkdraft.wizard.screens.prompts import Key, Terminal
from gkdraft.wizard.screens.questions import QuestionPages, is_undo

SHORTEST_REASON = 4


class FindingPages(Pages):
    """Findings of a sitting."""

    def __init__(self, sitting: Sitting, terminal: Terminal, questions: QuestionPages) -> None:
        super().__init__(sitting, terminal)
        self.questions = questions

    def settle(self, find: Callable[[], Sequence[Finding]]) -> Key | None:
        """Finding after finding, found anew after each; the Key with which the person left."""
        later: list[Finding] = []
        while left := [finding for finding in find() if finding not in later]:
            finding = left[0]
            chosen = self.ask_finding(finding, len(later) + 1, len(later) + len(left))
            if chosen == "mend":
                self.sitting.said = translate(finding.message)
                self.mend(finding.path)
            elif chosen == "explain":
                self.explain(finding)
            elif is_undo(chosen):
                self.sitting.undo()
            elif chosen == "later":
                later.append(finding)
            else:
                return chosen if isinstance(chosen, Key) else None
        return None

    def ask_finding(self, finding: Finding, number: int, of: int) -> str | Key:
        """The page of one finding, and what is chosen on it."""
        width, _height = self.terminal.size
        lines = wrap_text(spell_finding(finding), width)
        self.show([_("核对结果 {}/{}").format(number, of), "", *lines, ""])
        # a way keeps its number whether there are others or not
        ways = {"3": (_("以后再说"), "later"), "4": (_("回首页"), "home")}
        if is_waivable(finding):
            ways["2"] = (_("写情况说明"), "explain")
        if self.sitting.session.find_question(finding.path):
            ways["1"] = (_("修改"), "mend")
        marks = sorted(ways)
        options = [ways[mark] for mark in marks]
        page = REGISTRY[finding.code].page
        with self.terminal.surprise():
            return self.terminal.choose(options, hint=page, marks=marks, keys=[UNDO])

    def mend(self, path: DataPath) -> None:
        """The question of a place alone, then back to what the rules say."""
        place = self.sitting.session.find_question(path)
        self.sitting.jump(place)
        cell = path[len(place or ()) :]
        while (question := self.sitting.session.question) and question.path == place:
            action = self.questions.ask(question, cell)
            if isinstance(action, Key):
                self.say_lost(action.text)
            if isinstance(action, Key | Back):
                break
            self.sitting.act(action)
            if isinstance(action, Remove):  # what stands there now is another entry
                break
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
        elif text.strip() and not waive(self.sitting, finding, text.strip()):
            why = self.sitting.said
            self.say_lost(text)
            self.sitting.said = f"{why}\n{self.sitting.said}"
