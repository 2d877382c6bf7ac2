"""What stands on the screen above a question. Pure lines."""

from gkdraft.base.columns import cut_text, wrap_text
from gkdraft.base.places import Plain
from gkdraft.messages import _
from gkdraft.report.model import SKIP
from gkdraft.wizard.answers.removing import list_removable
from gkdraft.wizard.answers.reply import show_value
from gkdraft.wizard.answers.session import Session
from gkdraft.wizard.questions import last_year
from gkdraft.wizard.questions.question import Question, QuestionBlock

CONTEXT_LINES = 9
RECORD_CONTEXT = 6
"""Of an entry whose parts stand below it as well."""
RECALLED = 4
WIDEST = 96


def compose_card(session: Session, question: Question, width: int) -> list[str]:
    """Block and place in it, what the question is about, this and last year's answer."""
    width = min(width, WIDEST)
    block = session.find_block(question.path)
    lines = [_compose_place(block, question, width), "─" * (width // 2)]
    context = _compose_context(question, width)
    if context:
        lines += [*context, ""]
    elif question.item not in ("", block.title) and not question.label.startswith(question.item):
        lines.append(question.item)
    if question.record:
        lines += _compose_record(session, question, width)
    else:
        lines += wrap_text(_compose_label(question), width)
    lines += _compose_prior(session, question, width)
    lines += _compose_answer(session, question, width)
    if question.hint:
        lines += wrap_text(_("填报口径：{}").format(question.hint), width)
    if said := compose_example(question):
        lines.append(said)
    return lines


def _compose_place(block: QuestionBlock, question: Question, width: int) -> str:
    to = _("（{}）").format(block.to) if block.to else ""
    records = list(dict.fromkeys(asked.record for asked in block.questions if asked.record))
    paths = [asked.path for asked in block.questions]
    place, places = question.path, paths
    said = _("{title}{to}　第 {n} 题，共 {of} 题")
    if records:
        place, places = question.record, records
        said = _("{title}{to}　第 {n} 项，共 {of} 项") if place else block.title
    said = said.format(
        title=block.title, to=to, n=places.index(place) + 1 if place else 0, of=len(places)
    )
    return cut_text(said, width)


def _compose_label(question: Question) -> str:
    label = question.label
    if question.unit:
        label += _("（{}）").format(question.unit)
    return label + _("　可不填") if question.optional else label


def _compose_record(session: Session, question: Question, width: int) -> list[str]:
    """The parts of the entry with what stands in them; » is before the one that is asked."""
    lines: list[str] = []
    for part in session.contents.parts[question.record]:
        if part.path == question.path:
            lines += wrap_text(f"» {_compose_label(part)}", width)
        else:
            value = session.find_value(part)
            shown = "" if value is None else show_answer(part, value)
            lines.append(cut_text(f"  {part.label}　{shown}", width).rstrip())
    return lines


def _compose_context(question: Question, width: int) -> list[str]:
    """What stands above the question, as much of it as leaves room for the rest."""
    lines: list[str] = []
    for text in question.context:
        lines += wrap_text(text, width)
    most = RECORD_CONTEXT if question.record else CONTEXT_LINES
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], _("……（F1 看全文）")]


def _compose_prior(session: Session, question: Question, width: int) -> list[str]:
    """Last year's answer, or the words of last year's report."""
    prior = session.find_prior(question)
    if prior is not None:
        return [cut_text(_("　上年：{}").format(show_value(prior)), width)]
    words = recall_text(session, question)
    if not words:
        return []
    lines = wrap_text(_("　上年写的：{}").format(words), width)
    if len(lines) <= RECALLED:
        return lines
    more = _("　……（Ctrl-E 看全文）") if question.kind == "prose" else "　……"
    return [*lines[:RECALLED], more]


def _compose_answer(session: Session, question: Question, width: int) -> list[str]:
    """The answer that is there, and how one may be written."""
    found = []
    value = session.find_value(question)
    if value is not None and question.is_asked:
        found.append(cut_text(_("　现填：{}").format(show_answer(question, value)), width))
    if question.kind == "list" and question.options:
        found += wrap_text(_("　可写：{}").format("、".join(question.options)), width)
    return found


def recall_text(session: Session, question: Question) -> str:
    """What last year's report said here, where it is not known as an answer."""
    if question.path[-2:-1] == ("亮点",):
        # the paragraphs of few figures first: they tell of what was done
        texts = session.list_last_texts(question.path)
        return " ".join(sorted(texts, key=_measure_figures))
    if not question.unit:
        return ""
    return last_year.find_sentence(session.data, question.path, question.unit)


def _measure_figures(text: str) -> float:
    return sum(map(str.isdigit, text)) / (len(text) or 1)


def show_answer(question: Question, value: Plain) -> str:
    """An answer as it was put to the person."""
    if value == SKIP:
        return _("不填（略）")
    answer = show_value(value)
    return next((text for text, name in question.choices if name == answer), answer)


def list_keys(session: Session, question: Question) -> list[str]:
    """The keys that work at a question, for the last lines."""
    if session.find_value(question) is not None:
        parts = [_("空着回车 不改")]
    elif question.optional:
        parts = [_("空着回车 跳过")]
    else:
        parts = [_("空着回车 以后再说")]
    if question.is_number:
        parts.append(_("n 无 · N 本组余下都无"))
    if not question.needed:
        parts.append(_("-＋回车 不填"))
    if session.find_prior(question) is not None:
        parts.append(_("=＋回车 同上年"))
    if find_held_text(session, question):
        is_there = session.find_value(question) is not None
        parts.append(_("↑ 取出现填的来改") if is_there else _("↑ 取出参考的来改"))
    if question.record:
        parts += [_("Tab 下一栏"), _("Esc 回清单")]
    else:
        parts += [_("Esc 上一题")]
    parts += [_("Ctrl-G 总览、首页"), _("Ctrl-Z 撤回上一步"), _("? 说明")]
    if question.kind == "prose":
        parts += [_("Ctrl-E 编辑器"), _("F2 预览")]
    if list_removable(session.data, question):
        parts.append(_("Ctrl-D 删去这一条"))
    return parts


def find_held_text(session: Session, question: Question) -> str:
    """The words that stand there, or that are offered, to be mended instead of typed."""
    value = session.find_value(question)
    if question.kind in ("text", "prose") and isinstance(value, str) and value != SKIP:
        return value.strip()
    return question.offer


def compose_hint(question: Question) -> str:
    """填报口径 of a question, with the whole of what the card may have cut."""
    said = _("填报口径：{}").format(question.hint or _("没有另外的口径"))
    return "\n".join([*question.context, said])


def compose_example(question: Question) -> str:
    """How an answer of several parts is written."""
    names = question.options
    if len(names) < 2:
        names = ("名称一", "名称二")
    examples = {
        "list": _("写成：{} 12，{} 8").format(*names[:2]),
        "names": _("写成：省直、省教育厅"),
        "figures": _("写成：意见征集 12 期，座谈会 3 场"),
    }
    return examples.get(question.kind, "")
