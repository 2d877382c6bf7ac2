"""What stands on the screen above a question. Pure lines."""

from gkdraft.base.columns import cut_text, display_width, wrap_text
from gkdraft.messages import _
from gkdraft.report.model import SKIP
from gkdraft.wizard.answers.reply import show_value
from gkdraft.wizard.answers.session import Session
from gkdraft.wizard.questions import last_year
from gkdraft.wizard.questions.question import Question

CONTEXT_LINES = 9
RECALLED = 4
WIDEST = 96


def compose_card(session: Session, question: Question, width: int) -> list[str]:
    """Block and place in it, what the question is about, this and last year's answer."""
    width = min(width, WIDEST)
    block = session.block_of(question.path)
    number = [q.path for q in block.questions].index(question.path) + 1
    to = _("（{}）").format(block.to) if block.to else ""
    lines = [
        cut_text(_("{title}{to}　第 {n} 题，共 {of} 题").format(
            title=block.title, to=to, n=number, of=len(block.questions)), width),
        "─" * (width // 2),
    ]  # fmt: skip
    context = [line for text in question.context for line in wrap_text(text, width)]
    if len(context) > CONTEXT_LINES:
        more = "……" if question.kind == "choice" else _("……（F1 看全文）")
        context = [*context[: CONTEXT_LINES - 1], more]
    lines += [*context, ""] if context else []
    own = question.item and not question.label.startswith(question.item)
    if own and question.item != block.title and not context:
        lines.append(question.item)
    unit = _("（{}）").format(question.unit) if question.unit else ""
    optional = _("　可不填") if question.optional else ""
    lines += wrap_text(f"{question.label}{unit}{optional}", width)
    lines += _beside(session, question, width)
    if question.hint:
        lines += wrap_text(_("填报口径：{}").format(question.hint), width)
    if said := compose_example(question):
        lines.append(said)
    return lines


def _beside(session: Session, question: Question, width: int) -> list[str]:
    """Last year's answer and the one that is there."""
    found = []
    prior = session.prior(question)
    if prior is not None:
        found.append(cut_text(_("　上年：{}").format(show_value(prior)), width))
    elif told := recall_text(session, question):
        lines = wrap_text(_("　上年写的：{}").format(told), width)
        found += lines[:RECALLED]
        more = _("　……（Ctrl-E 看全文）") if question.kind == "prose" else "　……"
        found += [more] if len(lines) > RECALLED else []
    value = session.value(question)
    if value is not None and question.kind not in ("sheet", "show"):
        text = _("不填（略）") if value == SKIP else spell_answer(question, show_value(value))
        found.append(cut_text(_("　现填：{}").format(text), width))
    if question.kind == "list" and question.options:
        found += wrap_text(_("　可写：{}").format("、".join(question.options)), width)
    return found


def recall_text(session: Session, question: Question) -> str:
    """What last year's report said here, where it is not known as an answer."""
    if question.path[-2:-1] == ("亮点",):
        # the paragraphs of few figures first: they tell of what was done
        return " ".join(sorted(session.before(question), key=_figures))
    return (
        last_year.find_sentence(session.data, question.path, question.unit) if question.unit else ""
    )


def _figures(text: str) -> float:
    return sum(map(str.isdigit, text)) / (len(text) or 1)


def spell_answer(question: Question, answer: str) -> str:
    """An answer as it was put to the person."""
    return next((text for text, name in question.choices if name == answer), answer)


def list_keys(session: Session, question: Question) -> list[str]:
    """The keys that work at a question, for the last lines."""
    answered = session.value(question) is not None
    later = _("空着回车 跳过") if question.optional else _("空着回车 以后再说")
    parts = [_("空着回车 不改") if answered else later]
    if question.is_number:
        parts.append(_("n 无 · N 本题都无"))
    if not question.needed:
        parts.append(_("-＋回车 不填"))
    if session.prior(question) is not None:
        parts.append(_("=＋回车 同上年"))
    if held_text(session, question):
        parts.append(_("↑ 取出现填的来改"))
    parts += [_("Esc 上一题"), _("Ctrl-G 总览、首页")]
    if is_cut(question):
        parts.append(_("F1 看全文"))
    if question.kind == "prose":
        parts.append(_("Ctrl-E 编辑器"))
    return parts


def held_text(session: Session, question: Question) -> str:
    """The words that stand there, to be mended instead of typed again."""
    value = session.value(question)
    words = question.kind in ("text", "prose") and isinstance(value, str) and value != SKIP
    return str(value).strip() if words else ""


def compose_hint(question: Question) -> str:
    """填报口径 of a question, with the whole of what the card may have cut."""
    said = _("填报口径：{}").format(question.hint or _("没有另外的口径"))
    return "\n".join([*question.context, said]) if is_cut(question) else said


def is_cut(question: Question) -> bool:
    """Whether the card may be too small for what stands above the question."""
    return sum(map(display_width, question.context)) > CONTEXT_LINES * WIDEST // 2


def compose_example(question: Question) -> str:
    """How an answer of several parts is written."""
    names = question.options if len(question.options) > 1 else ("名称一", "名称二")
    examples = {
        "list": _("写成：{} 12，{} 8").format(*names[:2]),
        "figures": _("写成：意见征集 12 期，座谈会 3 场"),
    }
    return examples.get(question.kind, "")
