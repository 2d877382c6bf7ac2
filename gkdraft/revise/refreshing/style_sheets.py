"""Styles 样式 by name: ours put right in the styles.xml of an editor, under the editor's ids."""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from gkdraft.revise.refreshing.effects import (
    LOOK,
    Effect,
    drop_list,
    find_list,
    inherit,
    read_effect,
    settle,
)
from gkdraft.revise.refreshing.spans import Part, Span, Splice, apply_splices

_FIRST = ("name", "aliases")
_BEFORE_LIST = ("keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
# of a style that is put right; link, rsid and places in lists stay the editor's
_REFERENCES = ("basedOn", "next")


@dataclass(frozen=True, slots=True)
class Style:
    """A style of a sheet, with the ids of the one it is based on and of the one that follows."""

    span: Span
    id: str
    kind: str
    name: str
    base: str
    next: str
    default: bool


class Sheet:
    """The styles of a styles.xml."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.styles = [_read_style(span) for span in part.root.find_all("style")]
        self.defaults = part.root.find("docDefaults")
        self._by_id = {style.id: style for style in self.styles}

    def read_defaults(self) -> Effect:
        """What holds for all paragraphs 默认格式."""
        found: Effect = {}
        for half in self.defaults.children if self.defaults else ():
            found |= read_effect(half)
        return settle(found)

    def read_base(self, style: Style) -> Effect:
        """What a style inherits."""
        effect = self.read_defaults() if style.kind == "paragraph" else {}
        for each in reversed(list(self._list_bases(style))):
            effect = inherit(effect, read_effect(each.span))
        return effect

    def find_list(self, style: Style) -> Span | None:
        """What puts the paragraphs of a style into a list, its own or of one it is based on."""
        chain = (style, *self._list_bases(style))
        return next(filter(None, (find_list(each.span) for each in chain)), None)

    def _list_bases(self, style: Style) -> Iterator[Style]:
        seen: list[Style] = []
        base = self._by_id.get(style.base)
        while base is not None and base not in seen:
            seen.append(base)
            yield base
            base = self._by_id.get(base.base)


def _read_style(span: Span) -> Style:
    number = span.attributes.get("styleId", "")
    return Style(
        span,
        number,
        span.attributes.get("type", "paragraph"),
        # LibreOffice writes Heading 1 for heading 1
        span.read("name").strip().casefold(),
        span.read("basedOn"),
        span.read("next") or number,
        span.attributes.get("default", "0") in ("1", "true", "on"),
    )


@dataclass(frozen=True, slots=True)
class SheetChanges:
    """What becomes of a styles.xml, how many styles are other ones, and the ids ours have in it."""

    splices: list[Splice]
    count: int
    ids: dict[str, str]


def refresh_styles(edited: Part, fresh: Part, bare: Set[str] = frozenset()) -> SheetChanges:
    """What makes the styles of ours in an edited styles.xml do what they do in a fresh one.

    One that does so keeps its bytes. The defaults count as a style. A style stays in a list if
    it is one of `bare`, by the editor's ids: paragraphs of it would have no number without.
    """
    refresher = _Refresher(Sheet(edited), Sheet(fresh), bare)
    splices = [*refresher.refresh_defaults(), *refresher.refresh_styles()]
    return SheetChanges(splices, refresher.count, refresher.ids)


class _Refresher:
    def __init__(self, edited: Sheet, fresh: Sheet, bare: Set[str]) -> None:
        self.edited, self.fresh, self.bare = edited, fresh, bare
        self.pairs = list(_match_styles(edited.styles, fresh.styles))
        self.origins = {old.id: new.id for old, new in self.pairs}
        self.ids = _choose_ids(self.pairs, edited.styles, fresh.styles)
        self.count = 0

    def refresh_defaults(self) -> Iterator[Splice]:
        part, ours = self.edited.part, self.fresh.defaults
        if ours is None or self.edited.read_defaults() == self.fresh.read_defaults():
            return
        self.count += 1
        yield part.put_first(part.root, ours.name, part.take(self.fresh.part, ours))

    def refresh_styles(self) -> Iterator[Splice]:
        part = self.edited.part
        taken = {style.kind for style in self.edited.styles if style.default}
        for old, new in self.pairs:
            splices = []
            if self._differ(old, new):
                splices.append(part.replace_inside(old.span, self._merge(old, new)))
            if new.default and new.kind not in taken:
                taken.add(new.kind)
                splices.append(part.set_attribute(old.span, "default", "1"))
            self.count += bool(splices)
            yield from splices
        yield from self._add_missing(taken)

    def _add_missing(self, taken: set[str]) -> Iterator[Splice]:
        part, known = self.edited.part, set(self.origins.values())
        missing = [style for style in self.fresh.styles if style.id not in known]
        self.count += len(missing)
        if missing:
            yield part.append(part.root, b"".join(self._write(new, taken) for new in missing))

    def _differ(self, old: Style, new: Style) -> bool:
        """Whether a style does other than ours would in its place, its base being put right."""
        base = self.fresh.read_base(new)
        effects = [inherit(base, read_effect(style.span)) for style in (old, new)]
        if new.kind != "character":  # which takes away from what stands below it
            effects = [settle(effect) for effect in effects]
        if old.id in self.bare:
            effects = [drop_list(effect) for effect in effects]
        # an id that is none of ours, or of no style, is never the same as one of ours
        followed = [old.base and self.origins.get(old.base, "?"), self.origins.get(old.next, "?")]
        return effects[0] != effects[1] or followed != [new.base, new.next]

    def _merge(self, old: Style, new: Style) -> bytes:
        """The content of a style put right: what is seen is ours, the rest the editor's."""
        cut, content = self.edited.part.cut, list(self._list_content(new, self._cut_list(old)))
        kept = [span for span in old.span.children if span.name not in (*_REFERENCES, *LOOK)]
        return b"".join(
            [
                *(cut(span) for span in kept if span.name in _FIRST),
                *(data for name, data in content if name in _REFERENCES),
                *(cut(span) for span in kept if span.name not in _FIRST),
                *(data for name, data in content if name in LOOK),
            ]
        )

    def _cut_list(self, old: Style) -> bytes:
        """The list in which a style stays; nothing if it is not to."""
        numbered = self.edited.find_list(old)
        if numbered is None or old.id not in self.bare:
            return b""
        return self.edited.part.cut(numbered)

    def _list_content(self, new: Style, numbered: bytes = b"") -> Iterator[tuple[str, bytes]]:
        for span in new.span.children:
            data = self.fresh.part.cut(span)
            if span.name in (*_REFERENCES, "link"):
                number = span.attributes.get("val", "")
                target = quoteattr(self.ids.get(number, number))
                data = f"<w:{span.name} w:val={target}/>".encode()
            elif span.name == "pPr" and numbered:
                data = _put_list(self.fresh.part, span, numbered)
            yield span.name, self._take(data)

    def _write(self, new: Style, taken: set[str]) -> bytes:
        """A style of ours that is missing; a kind has one default only."""
        attributes = {**new.span.attributes, "styleId": self.ids[new.id]}
        if new.kind in taken:
            attributes.pop("default", None)
        written = [f" w:{name}={quoteattr(value)}" for name, value in attributes.items()]
        content = b"".join(data for _, data in self._list_content(new))
        opening = self._take(f"<w:style{''.join(written)}>".encode())
        return opening + content + b"</w:style>"

    def _take(self, data: bytes) -> bytes:
        return self.edited.part.declare(data, self.fresh.part.prefixes)


def _put_list(part: Part, properties: Span, numbered: bytes) -> bytes:
    """The properties of paragraphs, in a list."""
    ends = [child.end for child in properties.children if child.name in _BEFORE_LIST]
    splice = part.insert_inside(properties, numbered)
    if ends:
        splice = Splice(ends[-1], ends[-1], numbered)
    return apply_splices(part.data[: properties.end], [splice])[properties.start :]


def _match_styles(edited: Iterable[Style], fresh: Iterable[Style]) -> Iterator[tuple[Style, Style]]:
    """Each style of the editor that is one of ours: of its name, or the default by another name."""
    named = {(style.kind, style.name): style for style in fresh}
    found = {(style.kind, style.name) for style in edited}
    usual = {new.kind: new for key, new in named.items() if new.default and key not in found}
    for old in edited:
        new = named.get((old.kind, old.name))
        if new is None and old.default:
            new = usual.get(old.kind)
        if new is not None and old.id:
            yield old, new


def _choose_ids(
    pairs: Iterable[tuple[Style, Style]], edited: Iterable[Style], fresh: Iterable[Style]
) -> dict[str, str]:
    """The ids of our styles in the editor's sheet, a free one for each that is missing."""
    found: dict[str, str] = {}
    for old, new in pairs:
        found.setdefault(new.id, old.id)
    taken = {style.id.casefold() for style in edited}
    for style in fresh:
        if style.id not in found:
            found[style.id] = _choose_id(style.id, taken)
            taken.add(found[style.id].casefold())
    return found


def _choose_id(wanted: str, taken: Iterable[str]) -> str:
    chosen, number = wanted, 1
    while chosen.casefold() in taken:
        number += 1
        chosen = f"{wanted}{number}"
    return chosen
