"""What a style does 样式的效果, however it is written: properties by their places."""

from collections import Counter
from collections.abc import Iterator, Mapping

from gkdraft.revise.refreshing.spans import Span

LOOK = ("pPr", "rPr", "tblPr", "trPr", "tcPr", "tblStylePr")
"""What a style holds that is seen."""

Effect = dict[str, str]

# no look: languages, a style's own history, and what is nothing without automatic hyphenation,
# which LibreOffice writes with every file
_SILENT = ("lang", "noProof", "suppressAutoHyphens", "pPrChange", "rPrChange", "tblPrChange")
# an attribute that is missing is inherited; of all other elements the whole is
_MERGED = ("spacing", "ind", "rFonts")
# what a property does that stands nowhere, as far as office programs write it out all the same
_USUAL = {
    "pPr/bidi@val": "0",
    "pPr/spacing@before": "0",
    "pPr/spacing@after": "0",
    "pPr/ind@left": "0",
    "pPr/ind@leftChars": "0",
    "pPr/ind@right": "0",
    "pPr/ind@rightChars": "0",
    "pPr/ind@firstLine": "0",
    "pPr/ind@hanging": "0",
    "pPr/numPr/ilvl@val": "0",
    "pPr/numPr/numId@val": "0",
    "rPr/kern@val": "0",
    "tblPr/tblInd@w": "0",
    "tblPr/tblInd@type": "dxa",
}
# characters and lines go before lengths, which a program works out of them in its own way
_LEADING = {
    "pPr/ind@firstLineChars": "pPr/ind@firstLine",
    "pPr/ind@leftChars": "pPr/ind@left",
    "pPr/ind@rightChars": "pPr/ind@right",
    "pPr/spacing@beforeLines": "pPr/spacing@before",
    "pPr/spacing@afterLines": "pPr/spacing@after",
}
_SAME = {"true": "1", "on": "1", "false": "0", "off": "0", "start": "left", "end": "right"}


def read_effect(holder: Span) -> Effect:
    """The properties that a style itself has, or one half of the defaults 默认格式."""
    found: Effect = {}
    for child in holder.children:
        if child.name in LOOK and child.space == holder.space:
            kind = child.attributes.get("type", "")
            found.update(_list_properties(child, f"{child.name}:{kind}" if kind else child.name))
    return found


def _list_properties(span: Span, path: str) -> Iterator[tuple[str, str]]:
    counts: Counter[str] = Counter()
    for child in span.children:
        # another namespace is for newer programs only, which do without as well
        if child.space != span.space or child.name in _SILENT:
            continue
        counts[child.name] += 1
        count = counts[child.name]
        place = f"{path}/{child.name}{count if count > 1 else ''}"
        yield from _list_values(child, place)
        yield from _list_properties(child, place)


def _list_values(span: Span, place: str) -> Iterator[tuple[str, str]]:
    if not span.attributes and not span.children:
        yield f"{place}@val", "1"
    for name, value in span.attributes.items():
        if name != "hint" and not name.startswith("rsid") and (name, value) != ("color", "auto"):
            yield f"{place}@{name}", _SAME.get(value, value)


def find_list(style: Span) -> Span | None:
    """What puts the paragraphs of a style into a list."""
    properties = style.find("pPr")
    return None if properties is None else properties.find("numPr")


def drop_list(effect: Mapping[str, str]) -> Effect:
    """An effect but for the list."""
    return {key: value for key, value in effect.items() if _name_property(key) != "pPr/numPr"}


def inherit(base: Mapping[str, str], own: Mapping[str, str]) -> Effect:
    """What a style does that has properties of its own beside those of another."""
    replaced = {_name_property(key) for key in own} - {
        f"{holder}/{name}" for holder in ("pPr", "rPr") for name in _MERGED
    }
    kept = {key: value for key, value in base.items() if _name_property(key) not in replaced}
    return kept | dict(own)


def _name_property(key: str) -> str:
    """rPr/shd of rPr/shd@fill."""
    holder, _, rest = key.partition("/")
    return f"{holder}/{rest.partition('@')[0].partition('/')[0]}"


def settle(effect: Mapping[str, str]) -> Effect:
    """An effect without what is the same as nothing at all."""
    found = {key: value for key, value in effect.items() if _USUAL.get(key) != value}
    for leading, led in _LEADING.items():
        if leading in found:
            found.pop(led, None)
    return found


def read_switch(span: Span) -> bool:
    """Whether a property that is on or off is on; one that is only named is."""
    value = span.attributes.get("val", "1")
    return _SAME.get(value, value) == "1"
