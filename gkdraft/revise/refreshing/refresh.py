"""What an editor damaged 刷新格式, put right by name: styles, fonts, settings, the grid of lines.

Office programs rename the ids of styles and write styles, fonts and settings anew. Ours get back
what they do; everything else in a part, and a part that does so already, keeps its bytes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from gkdraft.prose.passages import drop_number
from gkdraft.revise.refreshing.package_parts import Package
from gkdraft.revise.refreshing.properties import renew_properties
from gkdraft.revise.refreshing.sections import Grid, find_grid
from gkdraft.revise.refreshing.settings_part import refresh_settings
from gkdraft.revise.refreshing.spans import Part, Span, Splice
from gkdraft.revise.refreshing.style_sheets import refresh_styles

__all__ = ["Grid", "Refreshed", "find_grid", "refresh_parts", "renew_properties"]


@dataclass(frozen=True, slots=True)
class Refreshed:
    """The parts that become other bytes, and how many styles 样式 and fonts 字体 were put right.

    `settings` tells whether those of line breaking were; `ids` are those that our styles have in
    the edited document.
    """

    parts: dict[str, bytes]
    styles: int = 0
    fonts: int = 0
    settings: bool = False
    ids: Mapping[str, str] = field(default_factory=dict)


def refresh_parts(parts: Mapping[str, bytes], fresh: Mapping[str, bytes]) -> Refreshed:
    """What becomes of an edited package beside the same report written anew.

    A part that is missing is put in, custom properties too. No list numbers our headings, which
    have their numbers as text; where an editor took those out, the list stays. Nothing becomes of
    ISO Strict, all of whose names are others. InputError where a part is no XML.
    """
    package, ours = Package(parts), Package(fresh)
    if package.is_strict():
        return Refreshed({})
    package.copy("custom-properties", ours, "")
    missed = package.copy("settings", ours)
    bare = _list_bare(package.read(package.main))
    styles = refresh_styles(_open(package, ours, "styles"), ours.open("styles"), bare)
    fonts = list(_refresh_fonts(_open(package, ours, "fontTable"), ours.open("fontTable")))
    settings = list(refresh_settings(_open(package, ours, "settings"), ours.open("settings")))
    made = {"styles": styles.splices, "fontTable": fonts, "settings": settings}
    if package.find("numbering"):
        ids = set(styles.ids.values()) - bare
        made["numbering"] = list(_unlink_lists(package.open("numbering"), ids))
    for kind, splices in made.items():
        package.change(package.open(kind), splices)
    changed = {name: data for name, data in package.parts.items() if data != parts.get(name)}
    return Refreshed(
        changed,
        styles=styles.count,
        fonts=len(fonts),
        settings=missed or bool(settings),
        ids=styles.ids,
    )


def _open(package: Package, ours: Package, kind: str) -> Part:
    """A part in which something may be put; one that was missing has nothing in it yet."""
    copied = package.copy(kind, ours)
    part = package.open(kind)
    if copied or part.is_empty(part.root):
        package.change(part, [part.replace_inside(part.root, b"")])
    return package.open(kind)


def _refresh_fonts(edited: Part, fresh: Part) -> Iterator[Splice]:
    """Our fonts with what stands in for them, where that is another font, or none."""
    for ours in fresh.root.find_all("font"):
        alternative = ours.find("altName")
        if alternative is None:
            continue
        name = _read_name(ours)
        known = [font for font in edited.root.find_all("font") if _read_name(font) == name]
        if not known:
            yield edited.append(edited.root, edited.take(fresh, ours))
        for font in known:
            if font.read("altName") != ours.read("altName"):
                yield edited.put_first(font, "altName", edited.take(fresh, alternative))


def _list_bare(main: Part) -> set[str]:
    """The styles of which some paragraph has no number in its text."""
    found: set[str] = set()
    for paragraph in main.root.find_deep("p"):
        properties = paragraph.find("pPr")
        pieces = [main.data[span.inside] for span in paragraph.find_deep("t")]
        text = b"".join(pieces).decode().strip()
        if properties is not None and text and drop_number(text) == text:
            found.add(properties.read("pStyle"))
    return found


def _unlink_lists(numbering: Part, ids: set[str]) -> Iterator[Splice]:
    """The lists without the styles they number: LibreOffice asks the list, not the style."""
    for level in numbering.root.find_deep("lvl"):
        link = level.find("pStyle")
        if link is not None and link.attributes.get("val") in ids:
            yield Splice(link.start, link.end, b"")


def _read_name(font: Span) -> str:
    return font.attributes.get("name", "").casefold()
