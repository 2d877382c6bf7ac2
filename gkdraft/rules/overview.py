"""总体情况: whether section one tells of its aspects, in their order."""

from collections.abc import Iterator

from gkdraft.messages import say
from gkdraft.prose.document import count_characters
from gkdraft.rules.registry import Verdict
from gkdraft.rules.structure import Outline

OVERVIEW = ("总体情况",)


def check_aspects(outline: Outline) -> Iterator[Verdict]:
    """Section one without a word on some aspects, or on any."""
    # an opening of a report, as the corpus has them, ends somewhere in section one
    if not _is_asked(outline) or len(outline.headings) < 2:
        return
    count = count_characters(outline.document.section(1))
    told = [aspect.key for aspect in outline.draft.layout.aspects if _is_told(outline, aspect.key)]
    missing = [a.title for a in outline.draft.layout.aspects if a.key not in told]
    if count < outline.book.shortest:
        yield say("第一部分只有 {count} 字，没有写各个方面的情况", count=count), OVERVIEW
    elif missing:
        names = "、".join(missing)
        yield say("第一部分没有写{names}；请补上，没有发生的也写明", names=names), OVERVIEW


def _is_asked(outline: Outline) -> bool:
    """Whether there is a section one, finished, of a layout that has aspects."""
    spec = outline.draft.layout.spec
    is_due = spec.since >= outline.book.aspects_since and bool(spec.aspects)
    return is_due and bool(outline.document.section(1)) and not any(outline.document.gaps())


def _is_told(outline: Outline, aspect: str) -> bool:
    words = outline.book.aspects.get(aspect)
    return bool(words.words.search(outline.overview)) if words else aspect in outline.overview


def check_aspect_order(outline: Outline) -> Iterator[Verdict]:
    """The parts of section one in another order than the layout's (东河区 2021)."""
    if not _is_asked(outline):
        return
    keys = outline.draft.layout.aspect_keys
    found = list_parts(outline, outline.overview)
    due = [key for key in keys if key in found]
    if found != due:
        yield (
            say(
                "方面的次序是{found}，规定的是{due}",
                found="、".join(found),
                due="、".join(due),
            ),
            OVERVIEW,
        )


def list_parts(outline: Outline, text: str) -> list[str]:
    """The aspects in the order of their parts, as the outermost numbering has them.

    （一）主动公开。一是完善平台…… tells of a platform inside the first part.
    """
    for opening in outline.book.openings:
        found: dict[str, None] = {}
        for match in opening.finditer(text):
            found |= dict.fromkeys(_list_aspects(outline, match["text"])[:1])
        if len(found) > 1:
            return list(found)
    return []


def _list_aspects(outline: Outline, heading: str) -> list[str]:
    found: list[str] = []
    for key in outline.draft.layout.aspect_keys:
        words = outline.book.aspects.get(key)
        if words and words.head.search(heading):
            found.append(key)
    return found


def check_duties(outline: Outline) -> Iterator[Verdict]:
    """What governments tell besides. Of a data file GK001 says it, figure by figure."""
    draft, book = outline.draft, outline.book
    aspects = [(*OVERVIEW, key, "数据") for key in draft.layout.aspect_keys]
    is_prose = any(draft.is_unread(path) for path in aspects)
    is_government = bool(book.government.search(draft.report.agency.name))
    if not is_prose or not is_government or len(outline.headings) * 2 < len(draft.sections):
        return
    missing = [name for name, words in book.duties.items() if not words.search(outline.text)]
    if missing:
        names = "、".join(missing)
        yield say("各级政府应当写明{names}的结果，全文没有提到", names=names), OVERVIEW
