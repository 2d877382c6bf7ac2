"""Previewing 预览: what the report would say of something, as text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gkdraft.errors import GkdraftError
from gkdraft.messages import _, translate
from gkdraft.prose.document import Block, Document, Grid, Heading, Title, plain_text
from gkdraft.wizard.answers.session import Answer
from gkdraft.wizard.file.sitting import Sitting
from gkdraft.wizard.questions.question import Question


@dataclass(frozen=True)
class Preview:
    """The paragraphs of one section; from `at` on, what is being typed changes them."""

    paragraphs: tuple[str, ...]
    at: int = 0


def preview_section(sitting: Sitting, question: Question, typed: str) -> Preview:
    """The section in which an answer is told, as if what is typed were the answer."""
    try:
        now = sitting.check().document
        made = sitting.try_step(Answer(typed)) if typed.strip() else sitting.session
        then = now if made.refused else sitting.checks.check(made.draft).document
    except GkdraftError as error:  # a template of the person's own
        return Preview((translate(str(error)),))
    at = _find_change(now.blocks, then.blocks)
    if at is None:
        at = _find_section(then, sitting, question)
    if at and isinstance(then.blocks[at - 1], Heading):
        at -= 1
    start, end = _find_bounds(then.blocks, at)
    return Preview(tuple(map(_spell_block, then.blocks[start:end])), at - start)


def _find_change(before: Sequence[Block], after: Sequence[Block]) -> int | None:
    """The first block that is another."""
    known = set(before)
    changed = (number for number, block in enumerate(after) if block not in known)
    return next(changed, None)


def _find_section(document: Document, sitting: Sitting, question: Question) -> int:
    """The heading of the section that tells of what is asked; the first where none is named."""
    session, keys = sitting.session, question.path[:2]  # 附注.复议诉讼 stands with its table
    spec, forms = session.book.layout.spec, session.book.layout.forms
    headings = list(_list_headings(document.blocks))
    for number, section in enumerate(spec.sections):
        told = {forms[name].key for _heading, name in section.forms()} | {spec.role(section)}
        if number < len(headings) and told.intersection(keys):
            return headings[number]
    return headings[0] if headings else 0


def _find_bounds(blocks: Sequence[Block], at: int) -> tuple[int, int]:
    """Where the section of a block begins and ends."""
    headings = list(_list_headings(blocks))
    start = max((number for number in headings if number <= at), default=0)
    end = min((number for number in headings if number > at), default=len(blocks))
    return start, end


def _list_headings(blocks: Sequence[Block]) -> Iterator[int]:
    for number, block in enumerate(blocks):
        if isinstance(block, Heading) and block.level == 1:
            yield number


def _spell_block(block: Block) -> str:
    if isinstance(block, Title):
        return "".join(block.parts)
    if isinstance(block, Grid):
        return _("（{}）").format(block.name)
    text = plain_text(block.runs)
    return text if isinstance(block, Heading) else f"　　{text}"
