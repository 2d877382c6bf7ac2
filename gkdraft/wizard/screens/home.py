"""The home page 首页: whose report, how far each part is, what was found. Pure."""

from gkdraft.base.columns import align_left, align_right, cut_text
from gkdraft.base.places import Plain
from gkdraft.base.plain_data import look_up
from gkdraft.messages import _
from gkdraft.wizard.answers.session import Session
from gkdraft.wizard.questions.question import QuestionBlock

BAR = 10
TITLE = 44


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
        _say_next(session),
        "",
    ]  # fmt: skip


def _say_next(session: Session) -> str:
    block = find_next_block(session)
    if block is None:
        return _("要答的都答了，可以核对、生成。")
    return _("接着填：{}").format(block.title)


def list_entries(session: Session, width: int) -> list[tuple[str, str]]:
    """(line, block key) for each part of the report."""
    found = []
    room = min(TITLE, width - 30)
    for block in session.blocks:
        done, whole = count_answers(session, block)
        count = f"{done}/{whole}"
        if not whole:  # nothing in it must be answered
            done, whole = _count_optional(session, block)
            count = f"{done}/{whole}"
            if not done:
                count = _("可不填")
        full = done * BAR // whole if whole else BAR
        bar = "#" * full + "-" * (BAR - full)
        found.append((f"{align_left(block.title, room)} {bar} {align_right(count, 8)}", block.key))
    return found


def _count_optional(session: Session, block: QuestionBlock) -> tuple[int, int]:
    """How many answers of a block are there, of all it has."""
    asked = [question for question in block.questions if question.kind != "show"]
    return len(asked) - sum(map(session.is_open, asked)), len(asked)


def count_answers(session: Session, block: QuestionBlock) -> tuple[int, int]:
    """How many answers of a block are there, of how many; a table counts its cells."""
    done = whole = 0
    for question in block.questions:
        if question.optional:
            continue
        if question.kind == "sheet" and question.form:
            cells = len(question.form.inputs())
            done, whole = done + len(session.list_cells(question.form)), whole + cells
        else:
            done, whole = done + (not session.is_open(question)), whole + 1
    return done, whole


def find_next_block(session: Session) -> QuestionBlock | None:
    """The first block in which something is missing."""
    for block in session.blocks:
        done, whole = count_answers(session, block)
        if done < whole:
            return block
    return None


def tell_edited(count: int) -> str:
    """The entry for drafts that editors have changed."""
    if count:
        return _("有人改过的稿子：{count} 份").format(count=count)
    return _("有人改过的稿子（数据文件旁边没有找到）")


def _join_lines(value: Plain) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
