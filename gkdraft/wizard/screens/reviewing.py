"""Reviewing 总览: every answer, by page, words or number; and what is still to be filled in."""

from gkdraft.base.columns import align_left, cut_text, join_parts
from gkdraft.base.patterns import compile_late
from gkdraft.base.places import DataPath
from gkdraft.messages import _
from gkdraft.wizard.screens import review
from gkdraft.wizard.screens.keys import UNDO
from gkdraft.wizard.screens.page import split_pages
from gkdraft.wizard.screens.pages import Pages
from gkdraft.wizard.screens.prompts import JUMP, Key
from gkdraft.wizard.screens.questions import is_undo

_GAP = compile_late("【待补充：?([^】]*)】")
HOME = 0
"""What is typed on the review to go to the home page."""
TAKEN_UP = 6
"""Rows of a page that are not for answers."""
POINTER = 8
"""Columns before an entry of a list."""


class ReviewPages(Pages):
    """All answers of a sitting."""

    def review(self) -> bool:
        """Every answer; whether it was read to its end. A number leads to its question, words
        leave those in which they stand.
        """
        words: str | None = ""
        while words is not None:
            words, is_read = self._show_rows(words)
        return is_read

    def _show_rows(self, words: str) -> tuple[str | None, bool]:
        """Page by page; the words that were typed, if some were, and whether it was read."""
        session = self.sitting.session
        width, height = self.terminal.size
        numbers = review.number_questions(session)
        rows = review.list_rows(session, width)
        found = review.find_rows(rows, words) if words else rows

        def check(text: str) -> str:
            number = review.parse_choice(text)
            if not text.strip() or number in (HOME, *numbers) or review.find_rows(rows, text):
                return ""
            return _("没有这个题号，也没有写着这几个字的题")

        told = [_("题号＋回车 跳到那题"), _("几个字＋回车 查找"), _("0 回首页")]
        if words:
            told = [_("查找“{}”").format(words), _("题号＋回车 跳到那题"), _("看完回到全部")]
        keys = join_parts([*told, _("空着回车 下一页"), _("Esc 返回 · Ctrl-G 首页")], width)
        lines = [row.line for row in found]
        for page in split_pages(lines, height - TAKEN_UP):
            self.show([review.compose_head(width), *page])
            typed = self.terminal.ask(check, lambda _text: keys, keys=[UNDO])
            if is_undo(typed):
                self.sitting.undo()
                return words, False
            if isinstance(typed, Key):
                if typed == JUMP:
                    self.sitting.jump(None)
                return None, False
            if typed.strip():
                number = review.parse_choice(typed)
                if number not in (HOME, *numbers):
                    return typed, False
                self.sitting.jump(numbers.get(number))
                return None, False
        return ("", False) if words else (None, True)

    def show_gaps(self) -> bool:
        """Every 【待补充】 with the question that fills it; whether one was chosen."""
        session, gaps = self.sitting.session, self.sitting.list_gaps()
        width = self.terminal.size[0] - POINTER
        options: list[tuple[str, DataPath | None]] = []
        for gap, path in gaps:
            told = _GAP.search(gap)
            what = align_left(told[1] if told else gap, width // 2)
            line = cut_text(f"{what} ← {session.name_place(path)}", width)
            # what no question asks for is told, and filled in in the data file
            options.append((line, path if session.find_question(path) else None))
        lines = [_("会印成【待补充】的 {} 处，← 后面是填它的那一题").format(len(gaps))]
        self.show(lines)
        found = self.terminal.choose([*options, (_("回首页"), ())], marks=None)
        if isinstance(found, Key) or not found:
            return False
        self.sitting.jump(session.find_question(found))
        return True
