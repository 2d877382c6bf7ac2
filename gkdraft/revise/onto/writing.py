"""Writing 写入改稿: the plan carried out on the edited document, and all else left as it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from gkdraft.base.package import CUSTOM, compute_seal, is_sealed, pack_parts, unpack_parts
from gkdraft.errors import InputError, TemplateError
from gkdraft.layout.resources import Resources
from gkdraft.layout.typography import Typography
from gkdraft.messages import say
from gkdraft.prose.document import Document
from gkdraft.prose.snapshot import write_snapshot
from gkdraft.reading.edited import EditedDocument, EditedParagraph
from gkdraft.render.word import render_word
from gkdraft.revise.onto.plan import Plan, TextPatch
from gkdraft.revise.onto.snapshots import says_same
from gkdraft.revise.patching.body_patch import BodyPatch
from gkdraft.revise.patching.text_edits import FormulaError
from gkdraft.revise.patching.xml_index import index_part
from gkdraft.revise.refreshing.refresh import find_grid, refresh_parts, renew_properties
from gkdraft.revise.refreshing.spans import apply_splices

DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"


@dataclass(frozen=True)
class Written:
    """The document with the plan carried out; `styles`, `fonts`: how many were put right.

    `pages`: sections of another paper or other margins than the format has; they stay.
    """

    data: bytes
    is_changed: bool
    styles: int = 0
    fonts: int = 0
    pages: int = 0


def write_plan(
    edited: EditedDocument,
    patch: BodyPatch,
    plan: Plan,
    now: Document,
    style: Typography,
    resources: Resources,
) -> Written:
    """The bytes of the edited document with what the data changed."""
    fresh = unpack_parts(render_word(_lay_over(now, plan), style, resources), DOCUMENT)
    refreshed = refresh_parts(edited.parts, fresh)
    _patch_text(patch, plan)
    # a style that was missing has its id since it was put right
    _insert_blocks(patch, plan, now, fresh, {**patch.match_styles(fresh[STYLES]), **refreshed.ids})
    patch.rename_bookmarks(plan.bookmarks)
    main = patch.finish()
    parts = dict(edited.parts)
    grid = find_grid(main, fresh[DOCUMENT])
    if main != parts[edited.main]:
        parts[edited.main] = apply_splices(main, grid.splices)
    parts |= refreshed.parts
    _renew_snapshot(edited, plan, parts)
    is_changed = parts != dict(edited.parts)
    return Written(pack_parts(parts), is_changed, refreshed.styles, refreshed.fonts, grid.pages)


def _lay_over(now: Document, plan: Plan) -> Document:
    """The report with the blocks as they are to be put in."""
    blocks = list(now.blocks)
    for insertion in plan.insertions:
        blocks[insertion.number] = insertion.block
    return replace(now, blocks=tuple(blocks))


def _patch_text(patch: BodyPatch, plan: Plan) -> None:
    """Text taken out whole takes its paragraph along."""
    by_paragraph: dict[int, list[TextPatch]] = {}
    for one in plan.patches:
        by_paragraph.setdefault(id(one.paragraph), []).append(one)
    for patches in by_paragraph.values():
        paragraph = patches[0].paragraph
        if _is_emptied(paragraph, patches) and patch.is_removable(paragraph):
            patch.delete_paragraph(paragraph)
            continue
        for one in patches:
            try:
                patch.replace(paragraph, one.start, one.end, one.pieces)
            except FormulaError:
                told = say(
                    "改稿里“{text}”这一段有公式，数据的改动并不进去；请把公式改成文字再并入",
                    text=paragraph.text,
                )
                raise InputError(told) from None


def _is_emptied(paragraph: EditedParagraph, patches: list[TextPatch]) -> bool:
    """Whether nothing of a paragraph is left."""
    if any(one.pieces for one in patches):
        return False
    left = paragraph.text
    for one in sorted(patches, key=lambda one: one.start, reverse=True):
        left = left[: one.start] + left[one.end :]
    return bool(paragraph.text.strip()) and not left.strip()


def _insert_blocks(
    patch: BodyPatch,
    plan: Plan,
    now: Document,
    fresh: Mapping[str, bytes],
    ids: Mapping[str, str],
) -> None:
    if not plan.insertions:
        return
    made = list(_list_blocks(fresh[DOCUMENT]))
    # what follows the blocks is the section
    if len(made) < len(now.blocks):
        raise TemplateError(say("word/document.xml.j2: 模板没有一块一段地写，不能并入改稿"))
    for insertion in plan.insertions:
        patch.insert_blocks(insertion.after, patch.adopt(made[insertion.number], ids))


def _list_blocks(main: bytes) -> Iterator[bytes]:
    """The blocks of a document as it is written, one by one."""
    index = index_part(main, DOCUMENT)
    body = next(index.list_children(0))
    for child in index.list_children(body):
        yield index.get_bytes(child)


def _renew_snapshot(edited: EditedDocument, plan: Plan, parts: dict[str, bytes]) -> None:
    """What the next draft is compared with; a draft that nobody touched stays one."""
    if plan.snapshot is None:
        return
    is_same = plan.base is not None and says_same(plan.base, plan.snapshot)
    if is_same and parts == dict(edited.parts):
        return
    pieces = write_snapshot(plan.snapshot)
    seal = compute_seal(parts) if is_sealed(edited.parts) else None
    parts[CUSTOM] = renew_properties(parts, pieces, seal)
