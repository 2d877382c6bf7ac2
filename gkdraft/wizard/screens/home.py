"""The home page 首页: whose report, how far each part is, what was found, what comes next."""

from collections.abc import Callable, Sequence

from gkdraft.base.columns import align_left, align_right, cut_text
from gkdraft.base.patterns import compile_late
from gkdraft.base.places import DataPath, Plain
from gkdraft.base.plain_data import look_up
from gkdraft.messages import _
from gkdraft.wizard.answers.session import Session
from gkdraft.wizard.file.drafts import DraftFolder
from gkdraft.wizard.questions.question import QuestionBlock
from gkdraft.wizard.screens import leaving
from gkdraft.wizard.screens.choosing import MARKS
from gkdraft.wizard.screens.keys import IDLE, UNDO
from gkdraft.wizard.screens.pages import Pages
from gkdraft.wizard.screens.prompts import Key

_LETTER = compile_late("([A-Z]) ")
BAR = 10
TITLE = 44
Entry = tuple[str, str, str]
"""(mark, line, what it leads to)."""


class HomePage(Pages):
    """The home page of a sitting."""

    def choose(self, folder: DraftFolder) -> str | Key:
        """What is chosen on it: a block by its key, a page by its name.

        All rules take longer to load than the page: the first time, they are asked once it is
        there and no key is pressed.
        """
        self.sitting.refresh()
        said, default = self.sitting.pop_said(), None
        if not self.sitting.checks.is_begun:
            entries = self.list_entries(folder, _("（在核对）"), 0)
            self.show_head(_("（在核对）"), 0, said)
            found = self.choose_entry(entries, meanwhile=self.sitting.summarise)
            if not (isinstance(found, Key) and found.name == IDLE):
                return found
            moved_to = entries[found.at][2]
            is_moved = moved_to != find_next_page(self.sitting.session, False)
            default = moved_to if is_moved else None
        findings, gaps = self.sitting.summarise(), len(self.sitting.list_gaps())
        self.show_head(findings, gaps, said)
        return self.choose_entry(self.list_entries(folder, findings, gaps), default, bool(gaps))

    def show_head(self, findings: str, gaps: int, said: str) -> None:
        """What stands above the entries."""
        session, (width, _height) = self.sitting.session, self.terminal.size
        lines = [*compose_head(session, findings, width), say_next(session, gaps)]
        self.terminal.show(lines, said)

    def list_entries(self, folder: DraftFolder, findings: str, gaps: int) -> list[Entry]:
        """All there is to choose."""
        width, _height = self.terminal.size
        told = _("待补充：{} 处，各由哪一题来填").format(gaps)
        return [
            *list_entries(self.sitting.session, width),
            ("z", _("总览：全部回答，查找，跳到某一题"), "review"),
            *([("x", told, "gaps")] if gaps else []),
            ("h", _("核对：{}").format(findings), "check"),
            ("s", _("生成 Word 草稿"), "build"),
            ("g", tell_edited(len(folder.list_edited())), "pull"),
            *leaving.list_ways(self.sitting),
        ]

    def choose_entry(
        self,
        entries: Sequence[Entry],
        default: str | None = None,
        has_gaps: bool = False,
        meanwhile: Callable[[], object] | None = None,
    ) -> str | Key:
        """Where an entry leads to, or the Key with which the person left."""
        options = [(text, value) for _mark, text, value in entries]
        marks = assign_marks([mark for mark, _text, _value in entries])
        default = default or find_next_page(self.sitting.session, has_gaps)
        return self.terminal.choose(options, default, _explain_page(), marks, [UNDO], meanwhile)


def assign_marks(wanted: Sequence[str]) -> list[str]:
    """The key of each entry: the one it goes by if no entry before it has it, else the next free
    one.
    """
    free = [mark for mark in MARKS if mark not in wanted]
    given: list[str] = []
    for mark in wanted:
        is_taken = not mark or mark in given
        given.append(free.pop(0) if is_taken else mark)
    return given


def _explain_page() -> str:
    return _("回车总是到下一处还没有填、这次也没有看过的地方；看过的留到下次，或从这里再选。")


def compose_head(session: Session, findings: str, width: int) -> list[str]:
    """Body, year, layout; how much is done; what the rules say so far."""
    data = session.data
    agency = _join_lines(look_up(data, ("机关", "名称"))) or _("（机关名称未填）")
    title = session.book.layout.spec.title
    year, layout = _join_lines(look_up(data, ("年度",))), session.book.layout.name
    done = whole = 0
    for block in session.blocks:
        answered, asked = count_answers(session, block)
        done, whole = done + answered, whole + asked
    prior = _join_lines(look_up(data, ("上年", "来源"))) or _("没有读入")
    return [
        cut_text(_("{agency}{year}年{title}").format(agency=agency, year=year, title=title), width),
        cut_text(_("格式 {layout} · 上年报告：{prior}").format(layout=layout, prior=prior), width),
        cut_text(_("已答 {done}/{whole} · 核对：{findings}").format(
            done=done, whole=whole, findings=findings), width),
    ]  # fmt: skip


def say_next(session: Session, gaps: int) -> str:
    """What Enter leads to."""
    block = find_next_block(session)
    if block:
        return _("接着填：{}").format(block.title)
    if missing := count_missing(session):
        return _("这次看过一遍了，还有 {} 项没有填").format(missing)
    if gaps:
        return _("都问过了，还有 {} 处会印成【待补充】").format(gaps)
    return _("要答的都答了，可以核对、生成。")


def find_next_page(session: Session, has_gaps: bool) -> str:
    """Where the cursor stands: on the next part that was not gone through, else on what is left."""
    block = find_next_block(session)
    if block:
        return block.key
    return "gaps" if has_gaps and not count_missing(session) else "check"


def list_entries(session: Session, width: int) -> list[Entry]:
    """An entry for each part of the report: one with a letter goes by it."""
    found = []
    room = min(TITLE, width - 30)
    for block in session.blocks:
        letter = _LETTER.match(block.title)
        mark = letter[1].lower() if letter else ""
        done, whole = count_answers(session, block)
        count = f"{done}/{whole}"
        if not whole:  # nothing in it must be answered
            done, whole = _count_optional(session, block)
            count = f"{done}/{whole}"
            if not done:
                count = _("可不填")
        full = done * BAR // whole if whole else BAR
        bar = "#" * full + "-" * (BAR - full)
        line = f"{align_left(block.title, room)} {bar} {align_right(count, 8)}"
        found.append((mark, line, block.key))
    return found


def _count_optional(session: Session, block: QuestionBlock) -> tuple[int, int]:
    """How many answers of a block are there, of all it has."""
    asked = [question for question in block.questions if question.kind != "show"]
    return len(asked) - sum(map(session.is_open, asked)), len(asked)


def count_answers(session: Session, block: QuestionBlock) -> tuple[int, int]:
    """How many answers of a block are there, of how many; a table counts its cells, a task is one
    for all that is asked of it.
    """
    done = whole = 0
    records: dict[DataPath, bool] = {}
    for question in block.questions:
        is_missing = session.is_missing(question)
        if question.record:
            records[question.record] = records.get(question.record, True) and not is_missing
        elif question.kind == "sheet" and question.form and not question.optional:
            cells = len(question.form.inputs())
            done, whole = done + len(session.list_cells(question.form)), whole + cells
        elif not question.optional:
            done, whole = done + (not is_missing), whole + 1
    return done + sum(records.values()), whole + len(records)


def find_next_block(session: Session) -> QuestionBlock | None:
    """The first block in which something is missing that was not passed over in this sitting."""
    for block in session.blocks:
        if any(session.is_missing(q) and q.path not in session.seen for q in block.questions):
            return block
    return None


def count_missing(session: Session) -> int:
    """How many questions miss an answer; a table is one."""
    return sum(map(session.is_missing, session.questions.values()))


def tell_edited(count: int) -> str:
    """The entry for drafts that editors have changed."""
    if count:
        return _("有人改过的稿子：{count} 份").format(count=count)
    return _("有人改过的稿子（数据文件旁边没有找到）")


def _join_lines(value: Plain) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
