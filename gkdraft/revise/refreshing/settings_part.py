"""Settings 设置 by which lines break: LibreOffice leaves ours out, and hyphenates words instead.

Settings a person may have meant, such as pages odd and even, are the editor's.
"""

import re
from collections.abc import Iterator

from gkdraft.revise.refreshing.effects import read_switch
from gkdraft.revise.refreshing.spans import Part, Span, Splice

# what follows compat in the schema, and what follows characterSpacingControl
_BEHIND_COMPAT = (
    "docVars|rsids|attachedSchema|themeFontLang|clrSchemeMapping|doNotIncludeSubdocsInStats|"
    "doNotAutoCompressPictures|forceUpgrade|captions|readModeInkLockDown|smartTagType|"
    "shapeDefaults|doNotEmbedSmartTags|decimalSymbol|listSeparator"
)
_BEHIND_SPACING = (
    "printTwoOnOne|strictFirstAndLastChars|noLineBreaks(After|Before)|savePreviewPicture|"
    "doNotValidateAgainstSchema|saveInvalidXml|ignoreMixedContent|alwaysShowPlaceholderText|"
    "doNotDemarcateInvalidXml|saveXmlDataOnly|useXSLTWhenSaving|saveThroughXslt|showXMLTags|"
    f"alwaysMergeEmptyNamespace|updateFields|hdrShapeDefaults|(foot|end)notePr|compat|{_BEHIND_COMPAT}"
)


def refresh_settings(edited: Part, fresh: Part) -> Iterator[Splice]:
    """Hyphenation, compression of punctuation and compatibility as ours are."""
    hyphenation = edited.root.find("autoHyphenation")
    if hyphenation is not None and fresh.root.find("autoHyphenation") is None:
        yield Splice(hyphenation.start, hyphenation.end, b"")
    spacing = fresh.root.find("characterSpacingControl")
    if spacing is not None and edited.root.read(spacing.name) != fresh.root.read(spacing.name):
        yield _put(edited, spacing.name, edited.take(fresh, spacing), _BEHIND_SPACING)
    compat = fresh.root.find("compat")
    if compat is None:
        return
    old = edited.root.find("compat")
    if old is None:
        yield _put(edited, compat.name, edited.take(fresh, compat), _BEHIND_COMPAT)
    elif not _is_met(old, compat):
        yield edited.replace_inside(old, _merge(edited, old, fresh, compat))


def _put(part: Part, name: str, made: bytes, behind: str) -> Splice:
    """A setting in the place of the old one, or where the schema has it."""
    old = part.root.find(name)
    if old is not None:
        return Splice(old.start, old.end, made)
    for child in part.root.children:
        # newer programs' own come last, after formulas
        if child.space != part.root.space or re.fullmatch(behind, child.name):
            return Splice(child.start, child.start, made)
    return part.append(part.root, made)


def _is_met(old: Span, ours: Span) -> bool:
    """Whether compatibility is as ours; a newer program may have more to say of itself."""
    theirs, wanted = _read_compat(old), _read_compat(ours)
    added = theirs.keys() - wanted.keys()
    return wanted.items() <= theirs.items() and all(key.startswith("=") for key in added)


def _read_compat(compat: Span) -> dict[str, str]:
    found: dict[str, str] = {}
    for child in compat.children:
        if child.name == "compatSetting":
            found[f"={child.attributes.get('name')}"] = child.attributes.get("val", "")
        elif read_switch(child):
            found[child.name] = "1"
    return found


def _merge(edited: Part, old: Span, fresh: Part, ours: Span) -> bytes:
    """Our compatibility, and behind it what the editor's program says of itself besides."""
    known = {child.attributes.get("name") for child in ours.find_all("compatSetting")}
    made = [edited.take(fresh, child) for child in ours.children]
    for child in old.find_all("compatSetting"):
        if child.attributes.get("name") not in known:
            made.append(edited.cut(child))
    return b"".join(made)
