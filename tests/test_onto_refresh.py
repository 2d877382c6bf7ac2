"""What an editor damaged in a .docx is put right by name; what is not damaged keeps its bytes."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from gkdraft.base.package import CUSTOM, pack_parts, read_properties, unpack_parts
from gkdraft.errors import InputError
from gkdraft.pipeline import draft_report
from gkdraft.prose.snapshot import NAME, read_snapshot, write_snapshot
from gkdraft.revise.refreshing.refresh import find_grid, refresh_parts, renew_properties
from gkdraft.revise.refreshing.spans import Part, apply_splices
from helpers.fuzzing import examples
from helpers.office import Edit
from helpers.ooxml import BINARY, list_errors
from helpers.packages import every_paragraph
from helpers.patching import open_parts
from helpers.reports import JIANGLIN, ROOT
from helpers.styling import STYLES, W, read_looks

FIXTURES = [JIANGLIN, *sorted((ROOT / "fixtures").glob("*.yaml"))]
MAIN, FONTS, SETTINGS = "word/document.xml", "word/fontTable.xml", "word/settings.xml"
NUMBERING, RELS, TYPES = "word/numbering.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"

Parts = dict[str, bytes]


@cache
def draft(path: Path = JIANGLIN) -> Parts:
    return unpack_parts(draft_report(path).render(".docx"), "x.docx")


def damaged(*damages: Callable[[Parts], None]) -> Parts:
    parts = dict(draft())
    for damage in damages:
        damage(parts)
    return parts


def refreshed(parts: Mapping[str, bytes]) -> Parts:
    return {**parts, **refresh_parts(parts, draft()).parts}


def swap(name: str, old: str, new: str) -> Callable[[Parts], None]:
    """A damage: other words in a part."""

    def damage(parts: Parts) -> None:
        parts[name] = re.sub(old, new, parts[name].decode()).encode()

    return damage


def cut(name: str) -> Callable[[Parts], None]:
    """A damage: a part that is lost with all that leads to it."""

    def damage(parts: Parts) -> None:
        del parts[name]
        for links in (RELS, TYPES, "_rels/.rels"):
            pattern = rf'<[^<]*"/?({re.escape(name)}|{Path(name).name})"/>'
            parts[links] = re.sub(pattern, "", parts[links].decode()).encode()

    return damage


def rename_ids(parts: Parts) -> None:
    """As Word does in Chinese: a, a1, a2."""
    ids = re.findall(r'w:styleId="(\w+)"', parts[STYLES].decode())
    for name in (STYLES, MAIN, "word/footer1.xml", "word/footer2.xml"):
        text = parts[name].decode()
        for number, each in enumerate(ids):
            text = re.sub(
                rf'(w:styleId|(?:Style|basedOn|next) w:val)="{each}"', rf'\1="a{number}"', text
            )
        parts[name] = text.encode()


def number_headings(parts: Parts) -> None:
    swap(STYLES, '("heading 1"/>.*?<w:keepLines/>)', r'\1<w:numPr><w:numId w:val="3"/></w:numPr>')(
        parts
    )


def link_numbering(parts: Parts) -> None:
    """A list that numbers one of our styles and one of the editor's."""
    level = (
        '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        '<w:pStyle w:val="{}"/><w:lvlText w:val="%1、"/></w:lvl>'
    )
    number = '<w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num>'
    parts[NUMBERING] = (
        f'<w:numbering xmlns:w="{W[1:-1]}"><w:abstractNum w:abstractNumId="0">'
        f"{level.format(0, 'Heading1')}{level.format(1, 'Mine')}</w:abstractNum>{number}"
        "</w:numbering>"
    ).encode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"
    added = f'<Relationship Id="rId77" Type="{kind}" Target="numbering.xml"/></Relationships>'
    swap(RELS, "</Relationships>", added)(parts)


def add_style(text: str) -> Callable[[Parts], None]:
    return swap(STYLES, "</w:styles>", f"{text}</w:styles>")


OWN = (
    '<w:style w:type="paragraph"  w:customStyle="1" w:styleId="Mine">'
    "<w:name w:val='王编辑的样式'/> <w:pPr><w:jc w:val=\"right\"/></w:pPr></w:style>"
)
LIKE_LIBREOFFICE = (
    swap(STYLES, 'name w:val="heading ', 'name w:val="Heading '),
    swap(STYLES, r' w:\w+(Chars|Lines)="\d+"', ""),
    swap(STYLES, "<w:pPrDefault/>", "<w:pPrDefault><w:pPr>"
         '<w:suppressAutoHyphens w:val="true"/></w:pPr></w:pPrDefault>'),
)  # fmt: skip
DAMAGES: dict[str, tuple[Callable[[Parts], None], ...]] = {
    "ids renamed": (rename_ids,),
    "as LibreOffice writes": LIKE_LIBREOFFICE,
    "fonts changed": (swap(STYLES, "仿宋_GB2312|黑体", "微软雅黑"),),
    "sizes changed": (swap(STYLES, r'w:val="(32|44)"', 'w:val="28"'),),
    "lines changed": (swap(STYLES, 'w:line="579" w:lineRule="exact"', 'w:line="360"'),),
    "based on another": (swap(STYLES, 'basedOn w:val="Normal"', 'basedOn w:val="Title"'),),
    "based on nothing": (swap(STYLES, '<w:basedOn w:val="Normal"/>', ""),),
    "followed by another": (swap(STYLES, 'next w:val="Body"', 'next w:val="Date"'),),
    "the title lost": (swap(STYLES, '<w:style [^>]*"Title">.*?</w:style>', ""),),
    "the body lost": (swap(STYLES, '<w:style [^>]*"Body">.*?</w:style>', ""),),
    "the base lost": (swap(STYLES, '<w:style [^>]*"Normal">.*?</w:style>', ""),),
    "the tables' lost": (swap(STYLES, '<w:style w:type="table".*?</w:style>', ""),),
    "all lost": (swap(STYLES, "(?s)<w:style .*</w:style>", ""),),
    "the sheet lost": (cut(STYLES),),
    "an empty sheet": (swap(STYLES, "(?s)>\n<w:doc.*", "/>"),),
    "no defaults": (swap(STYLES, "<w:docDefaults>.*?</w:docDefaults>", ""),),
    "other defaults": (swap(STYLES, 'eastAsia="宋体" w:cs', 'eastAsia="Calibri" w:cs'),),
    "no default style": (swap(STYLES, ' w:default="1"', ""),),
    "the base of another name": (
        swap(STYLES, '<w:name w:val="Normal"/>', '<w:name w:val="标准"/>'),
    ),
    "headings numbered": (number_headings,),
    "a style of one's own": (add_style(OWN),),
    "its id taken": (
        swap(STYLES, '<w:style [^>]*"Title">.*?</w:style>', ""),
        add_style(OWN.replace("Mine", "title")),
    ),
    "fonts lost": (swap(FONTS, "<w:font .*?</w:font>", ""),),
    "stand-ins lost": (swap(FONTS, "<w:altName .*?/>", ""),),
    "other stand-ins": (swap(FONTS, 'w:val="仿宋"', 'w:val="Arial"'),),
    "the font table lost": (cut(FONTS),),
    "an empty font table": (swap(FONTS, "(?s)<w:font .*", "</w:fonts>"),),
    "words hyphenated": (swap(SETTINGS, "<w:default", "<w:autoHyphenation/><w:default"),),
    "compatibility lost": (swap(SETTINGS, "(?s)<w:compat>.*</w:compat>", ""),),
    "other compatibility": (swap(SETTINGS, "<w:spaceForUL/>", "<w:noLeading/>"),),
    "punctuation not compressed": (swap(SETTINGS, "<w:characterSpacingControl [^>]*>", ""),),
    "settings lost": (cut(SETTINGS),),
    "properties lost": (cut(CUSTOM),),
}


def list_fonts(parts: Mapping[str, bytes]) -> dict[str, str]:
    root = etree.fromstring(parts[FONTS])
    return {font.get(f"{W}name"): font[0].get(f"{W}val") for font in root}


def list_breaking(parts: Mapping[str, bytes]) -> list[tuple[str, str, str]]:
    """The settings that say where lines break."""
    root = etree.fromstring(parts[SETTINGS])
    chosen = f"{W}autoHyphenation", f"{W}characterSpacingControl", f"{W}compat"
    found = []
    for setting in (each for top in root.iterchildren(*chosen) for each in top.iter()):
        value = setting.get(f"{W}val", "")
        found.append((etree.QName(setting).localname, setting.get(f"{W}name", ""), value))
    return found


def as_named(parts: Mapping[str, bytes]) -> dict[tuple[str, str], dict[str, str]]:
    """What the styles do, the base by its own name whatever it is called."""
    text = parts[STYLES].decode().replace('w:val="标准"', 'w:val="Normal"')
    return read_looks({STYLES: text.encode()})


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_a_draft_that_nobody_damaged_keeps_every_byte(path: Path) -> None:
    found = refresh_parts(draft(path), draft(path))
    assert (found.parts, found.styles, found.fonts, found.settings) == ({}, 0, 0, False)
    assert {key: value for key, value in found.ids.items() if key != value} == {}
    grid = find_grid(draft(path)[MAIN], draft(path)[MAIN])
    assert (grid.splices, grid.pages) == ((), 0)


def check(parts: Parts) -> None:
    """That what is put right does what ours does, stays so, and nothing else becomes other."""
    found = refresh_parts(parts, draft())
    after = {**parts, **found.parts}
    looks = as_named(after)
    for key, look in read_looks(draft()).items():
        assert looks[key] == look, key
    assert list_fonts(draft()).items() <= list_fonts(after).items()
    assert list_breaking(after) == list_breaking(draft())
    assert read_properties(after) == read_properties(draft())
    assert MAIN not in found.parts
    again = refresh_parts(after, draft())
    assert (again.parts, again.styles, again.fonts, again.settings) == ({}, 0, 0, False)
    assert again.ids == found.ids
    used = set(re.findall(r'w:styleId="(\w+)"', after[STYLES].decode()))
    assert set(found.ids.values()) <= used


@pytest.mark.parametrize("name", DAMAGES)
def test_what_is_damaged_does_again_what_ours_does_and_then_stays(name: str) -> None:
    check(damaged(*DAMAGES[name]))


@given(st.permutations(sorted(DAMAGES)), st.integers(2, 6))
@examples(25)
def test_so_does_what_is_damaged_in_many_ways(names: Sequence[str], count: int) -> None:
    whole = [name for name in names if "lost" not in name and "empty" not in name]
    parts = damaged(*(damage for name in whole[:count] for damage in DAMAGES[name]))
    check(parts)


def test_a_style_that_was_changed_gets_its_very_bytes_back() -> None:
    for name in ("fonts changed", "sizes changed", "headings numbered", "based on another"):
        assert refreshed(damaged(*DAMAGES[name]))[STYLES] == draft()[STYLES], name


def test_the_ids_stay_those_of_the_editor_and_are_told() -> None:
    renamed = damaged(rename_ids)
    parts = damaged(*DAMAGES["fonts changed"], rename_ids)
    found = refresh_parts(parts, draft())
    assert found.parts == {STYLES: renamed[STYLES]}
    assert found.ids["Body"] in re.findall(r'pStyle w:val="(\w+)"', parts[MAIN].decode())


def test_what_an_editor_has_of_his_own_stays_byte_for_byte() -> None:
    latent = '<w:latentStyles w:count="376"><w:lsdException w:name="Normal"/></w:latentStyles>'
    parts = damaged(
        add_style(f"<!-- 自己的 -->{OWN}"),
        swap(STYLES, "</w:docDefaults>", f"</w:docDefaults>{latent}"),
        *DAMAGES["fonts changed"],
        *DAMAGES["the title lost"],
        *DAMAGES["no defaults"],
    )
    after = refreshed(parts)[STYLES].decode()
    assert f"<!-- 自己的 -->{OWN}" in after
    assert latent in after


def test_what_is_not_seen_of_a_style_stays_the_editors() -> None:
    kept = '<w:aliases w:val="大标题"/>', '<w:link w:val="Mine"/>', '<w:rsid w:val="00AB"/>'
    parts = damaged(
        swap(STYLES, '<w:name w:val="Title"/>', f'<w:name w:val="Title"/>{kept[0]}'),
        swap(STYLES, '("大标题"/>.*?)<w:uiPriority', rf"\1{kept[1]}<w:uiPriority"),
        swap(STYLES, '("大标题"/>.*?<w:qFormat/>)', rf"\1{kept[2]}"),
        *DAMAGES["sizes changed"],
    )
    after = refreshed(parts)[STYLES].decode()
    assert [after.count(each) for each in kept] == [1, 1, 1]


def test_another_way_of_writing_the_same_is_no_damage() -> None:
    """Word and LibreOffice write switches, zeros and the order of attributes as they like."""
    parts = damaged(
        swap(STYLES, '<w:keepNext/><w:keepLines w:val="1"/>', '<w:keepNext w:val="on"/>'),
        swap(STYLES, "<w:keepLines/>", '<w:keepLines w:val="true"/>'),
        swap(STYLES, 'snapToGrid w:val="0"', "snapToGrid w:val='false'"),
        swap(STYLES, r'(w:line="\d+") (w:lineRule="exact")', r'\2 \1 w:before="0"'),
        swap(STYLES, 'w:leftChars="0" w:left="0" ', ""),
        swap(STYLES, '<w:uiPriority w:val="1"/>', '<w:uiPriority w:val="9"/><w:unhideWhenUsed/>'),
        swap(STYLES, 'w:styleId="Note"', 'w:customStyle="1" w:styleId="Note"'),
        swap(STYLES, "<w:tblInd .*?/>", ""),
        swap(STYLES, "<w:color w:val", '<w:noProof/><w:kern w:val="0"/><w:color w:val'),
        swap(STYLES, 'firstLine="640"', 'firstLine="630"'),
        swap(STYLES, 'name w:val="(h|f)(eading|ooter)', r'name w:val=" \1\2'),
        rename_ids,
    )
    parts[STYLES] = re.sub(rb'(w:before="579"[^>]*) w:before="0"', rb"\1", parts[STYLES])
    found = refresh_parts(parts, draft())
    assert (found.parts, found.styles) == ({}, 0)


def test_what_only_lines_and_characters_say_is_put_back() -> None:
    """LibreOffice leaves them out: nothing moves, but an indent no longer follows the size."""
    found = refresh_parts(damaged(*LIKE_LIBREOFFICE), draft())
    named = {name for _, name in read_looks(draft())}
    assert 0 < found.styles < len(named)
    assert b"firstLineChars" in found.parts[STYLES]


def test_a_missing_style_has_an_id_nobody_has_and_is_referred_to_by_it() -> None:
    parts = damaged(*DAMAGES["the body lost"], add_style(OWN.replace("Mine", "BODY")))
    found = refresh_parts(parts, draft())
    assert found.ids["Body"].lower() != "body"
    assert f'<w:next w:val="{found.ids["Body"]}"/>'.encode() in found.parts[STYLES]


def test_a_numbered_heading_is_numbered_no_more_by_style_or_list() -> None:
    """LibreOffice goes on numbering a style that the list alone names."""
    parts = damaged(number_headings, link_numbering)
    found = refresh_parts(parts, draft())
    assert b"numPr" not in found.parts[STYLES]
    assert re.findall(rb'pStyle w:val="(\w+)"', found.parts[NUMBERING]) == [b"Mine"]


def list_headings(parts: Mapping[str, bytes]) -> list[str]:
    """The headings of the first level as they read, with the numbers Word draws."""
    document = open_parts(parts)
    return [each.text for each in every_paragraph(document) if each.level == 1]


def test_headings_whose_numbers_only_a_list_draws_keep_them() -> None:
    """An editor lets Word number the headings and takes out what was typed."""
    typed = swap(MAIN, '("Heading1"/>(?:(?!</w:p>).)*?<w:t [^>]*>)[一二三四五六]、', r"\1")
    for damages in ((), DAMAGES["fonts changed"], DAMAGES["as LibreOffice writes"]):
        parts = damaged(typed, number_headings, link_numbering, *damages)
        found = refresh_parts(parts, draft())
        after = {**parts, **found.parts}
        assert after[NUMBERING] == parts[NUMBERING]
        assert list_headings(after) == list_headings(parts) == list_headings(draft())
        looks, ours = read_looks(after), read_looks(draft())
        heading = ours["paragraph", "heading 1"] | {"pPr/numPr/numId/val": "3"}
        assert looks == ours | {("paragraph", "heading 1"): heading}
        order = r"<w:keepLines/><w:numPr><w:numId w:val=\"3\"/></w:numPr><w:ind "
        assert re.search(order, after[STYLES].decode())
        assert refresh_parts(after, draft()).parts == {}


def test_headings_keep_a_list_that_they_have_from_another_style() -> None:
    numbered = OWN.replace("<w:jc", '<w:numPr><w:numId w:val="3"/></w:numPr><w:jc')
    parts = damaged(
        swap(MAIN, '("Heading1"/>(?:(?!</w:p>).)*?<w:t [^>]*>)[一二三四五六]、', r"\1"),
        add_style(numbered),
        link_numbering,
        swap(STYLES, '("heading 1"/><w:basedOn w:val=)"Normal"', r'\1"Mine"'),
    )
    after = refreshed(parts)
    assert list_headings(after) == list_headings(draft())
    look = read_looks(after)["paragraph", "heading 1"]
    ours = read_looks(draft())["paragraph", "heading 1"]
    assert look == ours | {"pPr/numPr/numId/val": "3"}
    assert refresh_parts(after, draft()).parts == {}


def test_fonts_that_are_not_ours_stay_byte_for_byte() -> None:
    other = "<w:font  w:name='Symbol'><w:altName w:val='S'/><w:charset w:val=\"02\"/></w:font>"
    panose = '<w:charset w:val="86"/><w:family w:val="roman"/>'
    parts = damaged(
        *DAMAGES["stand-ins lost"],
        swap(FONTS, '(<w:font w:name="黑体">)', rf"{other}\1{panose}"),
        swap(FONTS, '<w:font w:name="宋体"></w:font>', '<w:font w:name="宋体"/>'),
    )
    found = refresh_parts(parts, draft())
    after = found.parts[FONTS].decode()
    assert other in after
    assert f'<w:font w:name="黑体"><w:altName w:val="SimHei"/>{panose}</w:font>' in after
    assert found.fonts == len(list_fonts(draft()))


def test_settings_that_a_person_may_have_meant_stay() -> None:
    parts = damaged(
        swap(SETTINGS, "<w:evenAndOddHeaders/>", "<w:trackRevisions/>"),
        swap(SETTINGS, 'defaultTabStop w:val="640"', 'defaultTabStop w:val="720"'),
        *DAMAGES["compatibility lost"],
        *DAMAGES["words hyphenated"],
    )
    after = refreshed(parts)[SETTINGS].decode()
    assert "trackRevisions" in after
    assert "evenAndOddHeaders" not in after
    assert 'defaultTabStop w:val="720"' in after


def test_what_a_newer_word_says_of_itself_is_no_damage_and_stays() -> None:
    newer = '<w:compatSetting w:name="new" w:uri="urn:w" w:val="1"/>'
    told = swap(SETTINGS, "</w:compat>", f"{newer}</w:compat>")
    assert refresh_parts(damaged(told), draft()).parts == {}
    lost = swap(SETTINGS, "<w:spaceForUL/>", "")
    assert newer in refreshed(damaged(told, lost))[SETTINGS].decode()


# sections ------------------------------------------------------------------------------------


def with_grid(parts: Mapping[str, bytes]) -> bytes:
    return apply_splices(parts[MAIN], find_grid(parts[MAIN], draft()[MAIN]).splices)


GRID = re.escape('<w:docGrid w:type="lines" w:linePitch="579"/>')


@pytest.mark.parametrize(
    "other",
    [
        "",
        '<w:docGrid w:linePitch="579"/>',
        '<w:docGrid w:type="lines" w:linePitch="312"/>',
        '<w:docGrid w:type="linesAndChars" w:linePitch="579" w:charSpace="-849"/>',
        '<w:docGrid w:type="lines" w:linePitch="579" w:charSpace="-849"></w:docGrid>',
    ],
)
def test_a_grid_of_lines_that_was_changed_or_lost_is_ours_again(other: str) -> None:
    assert with_grid(damaged(swap(MAIN, GRID, other))) == draft()[MAIN]


def test_a_spacing_of_none_is_no_damage() -> None:
    written = '<w:docGrid w:type="lines" w:charSpace="0" w:linePitch="579"/>'
    parts = damaged(swap(MAIN, GRID, written))
    assert with_grid(parts) == parts[MAIN]


def test_every_section_has_the_grid_in_its_place_and_its_history_stays() -> None:
    before = (
        '<w:sectPrChange w:id="9" w:author="王"><w:sectPr><w:docGrid/></w:sectPr></w:sectPrChange>'
    )
    parts = damaged(
        swap(MAIN, GRID, f"<w:printerSettings/>{before}"),
        swap(MAIN, '<w:pStyle w:val="Heading2"/>', '<w:pStyle w:val="Heading2"/><w:sectPr/>'),
        swap(MAIN, '<w:pStyle w:val="Title"/>', '<w:pStyle w:val="Title"/><w:sectPr w:x="1" />'),
    )
    count = parts[MAIN].count(b"<w:sectPr/>") + 2
    after = with_grid(parts).decode()
    assert len(re.findall(GRID, after)) == count
    assert re.search(rf"{GRID}<w:printerSettings/>{re.escape(before)}</w:sectPr>", after)
    assert re.search(rf'<w:sectPr w:x="1" >{GRID}</w:sectPr>', after)
    assert find_grid(after.encode(), draft()[MAIN]).splices == ()


@pytest.mark.parametrize(
    ("old", "new", "count"),
    [
        ('w:w="11906" w:h="16838"', 'w:h="16837" w:w="11907"', 0),
        ('w:header="850"', 'w:header="0"', 0),
        ('w:w="11906" w:h="16838"', 'w:w="16838" w:h="11906" w:orient="landscape"', 1),
        ('w:left="1587"', 'w:left="1800"', 1),
        ('w:left="1587"', "", 1),
        ('w:left="1587"', 'w:left="很宽"', 1),
    ],
)
def test_another_page_is_told_and_stays(old: str, new: str, count: int) -> None:
    parts = damaged(swap(MAIN, old, new))
    found = find_grid(parts[MAIN], draft()[MAIN])
    assert (found.splices, found.pages) == ((), count)


# properties ----------------------------------------------------------------------------------

OTHER = (
    '<p:property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="%s" name="KSOProductBuildVer">'
    "<v:lpwstr>2052-12</v:lpwstr></p:property>"
)
PREFIXED = (
    '<p:Properties xmlns:p="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
    ' xmlns:v="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">%s'
    "</p:Properties>"
)


def number_properties(data: bytes) -> list[int]:
    return [int(each.get("pid")) for each in etree.fromstring(data)]


@given(st.lists(st.text("abc+/=", min_size=1), max_size=30), st.none() | st.just("f" * 64))
@examples(20)
def test_a_snapshot_is_replaced_and_read_again(pieces: list[str], seal: str | None) -> None:
    parts = draft()
    data = renew_properties(parts, pieces, seal)
    found = read_properties({CUSTOM: data})
    expected = {f"{NAME}.{number}": piece for number, piece in enumerate(pieces, 1)}
    assert found == {"gkdraft": seal or read_properties(parts)["gkdraft"], **expected}
    numbers = number_properties(data)
    assert len(set(numbers)) == len(numbers)
    assert min(numbers) >= 2
    assert renew_properties({CUSTOM: data}, pieces, seal) == data


def test_a_real_snapshot_is_read_as_the_document_it_was_made_of() -> None:
    document = draft_report(ROOT / "fixtures/taicang-2021.yaml").document
    data = renew_properties(draft(), write_snapshot(document), None)
    found = read_snapshot(read_properties({CUSTOM: data}))
    assert found is not None
    assert found.names == document.names


@pytest.mark.parametrize("numbers", [("2", "3"), ("7", "2"), ("2", "2"), ("0", "x"), ("5", "-1")])
def test_properties_of_other_programs_stay_but_for_numbers_that_cannot_be(
    numbers: tuple[str, str],
) -> None:
    others = [OTHER % number for number in numbers]
    piece = others[0].replace("KSOProductBuildVer", f"{NAME}.1")
    parts = {CUSTOM: (PREFIXED % f"{others[0]}\n{piece}\n{others[1]}\n").encode()}
    data = renew_properties(parts, ["new"], "seal")
    shown = re.sub(r'pid="[^"]*"', 'pid="%s"', data.decode())
    assert shown.count(OTHER) == 2
    got = number_properties(data)
    assert len(set(got)) == len(got) == 4
    assert min(got) >= 2
    if len(set(numbers)) == 2 and all(each.isdigit() and each > "1" for each in numbers):
        assert all(each.encode() in data for each in others)
    assert read_properties({CUSTOM: data})[f"{NAME}.1"] == "new"
    assert renew_properties({CUSTOM: data}, ["new"], "seal") == data


def test_without_properties_there_are_new_ones() -> None:
    data = renew_properties({}, ["a", "b"], None)
    assert read_properties({CUSTOM: data}) == {f"{NAME}.1": "a", f"{NAME}.2": "b"}


# what is not trusted -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<w:styles",
        b"\xff\xfe<\0",
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        b'<?xml version="1.0" encoding="martian"?><a/>',
        b"<a>" * 1000 + b"</a>" * 1000,
    ],
)
@pytest.mark.parametrize("name", [STYLES, FONTS, SETTINGS, NUMBERING, RELS, TYPES, CUSTOM, MAIN])
def test_a_part_that_cannot_be_changed_is_refused_in_one_line(name: str, data: bytes) -> None:
    # what a package says of its parts is read only where one is missing
    parts = {**damaged(link_numbering, cut(FONTS) if name == TYPES else link_numbering), name: data}
    with pytest.raises(InputError, match=re.escape(name)) as told:
        work_on(parts, name)
    assert "\n" not in str(told.value)


def work_on(parts: Parts, name: str) -> None:
    if name == CUSTOM:
        renew_properties(parts, ["a"], None)
    elif name == MAIN:
        find_grid(parts[MAIN], draft()[MAIN])
    else:
        refresh_parts(parts, draft())


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "us-ascii"])
def test_a_part_in_another_encoding_is_put_right_and_kept_where_it_need_not(encoding: str) -> None:
    parts = damaged(*DAMAGES["fonts changed"])
    for name in (STYLES, FONTS):
        text = parts[name].decode().replace('encoding="UTF-8"', f'encoding="{encoding}"')
        parts[name] = text.encode(encoding, "xmlcharrefreplace")
    found = refresh_parts(parts, draft())
    assert found.parts.keys() == {STYLES}
    check(parts)


def test_a_document_in_iso_strict_is_left_as_it_is() -> None:
    strict = swap(
        "_rels/.rels", "http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/"
    )
    assert refresh_parts(damaged(strict, *DAMAGES["all lost"]), draft()).parts == {}


NAMES = st.sampled_from(["a", "b", "p:c", "d.e"])
TEXTS = st.text("x中 >'", max_size=5)


@st.composite
def elements(draw: st.DrawFn, depth: int = 3) -> str:
    """XML as a person might write it: quotes of both kinds, spaces in tags, comments."""
    name = draw(NAMES)
    space = draw(st.sampled_from(["", " ", "\n"]))
    value = draw(TEXTS).replace("'", "")
    tag = (
        f"{name}{space} w='{value}'" if draw(st.booleans()) else f'{name} v="{draw(TEXTS)}"{space}'
    )
    inside = draw(st.lists(elements(depth - 1), max_size=3)) if depth else []
    if not inside and draw(st.booleans()):
        return f"<{tag}/>"
    text = draw(st.sampled_from(["", "中", "<!-- > </a> -->", "<![CDATA[<a>]]>"]))
    return f"<{tag}>{text}{''.join(inside)}</{name}{space}>"


@given(elements())
@examples(60)
def test_an_element_is_cut_where_it_stands(inside: str) -> None:
    data = f'\ufeff<?xml version="1.0"?><r xmlns:p="urn:p">\n{inside}\n</r><!-- -->'.encode()
    part = Part("x", data)
    waiting = [(part.root, etree.fromstring(data))]
    while waiting:
        span, element = waiting.pop()
        children = [child for child in element if isinstance(child.tag, str)]
        assert [child.name for child in span.children] == [
            etree.QName(c).localname for c in children
        ]
        assert dict(element.attrib).items() == span.attributes.items()
        alone = etree.fromstring(part.declare(part.cut(span), {"q": "urn:q", "": ""}).replace(
            b"<p:c", b'<p:c xmlns:p="urn:p"'))  # fmt: skip
        assert "".join(alone.itertext()) == "".join(element.itertext())
        inner = data[span.inside]
        assert part.splice([part.replace_inside(span, inner)]).count(inner) >= 1
        waiting += zip(span.children, children, strict=True)


# the validator, and LibreOffice ----------------------------------------------------------------

needs_validator = pytest.mark.skipif(
    not BINARY.exists(), reason="the validator is not installed: npm install in tests/ooxml"
)


def finish(parts: Mapping[str, bytes], fresh: Mapping[str, bytes]) -> bytes:
    """A package with all that is put right, and a snapshot that is renewed."""
    after = {**parts, **refresh_parts(parts, fresh).parts}
    after[MAIN] = apply_splices(after[MAIN], find_grid(after[MAIN], fresh[MAIN]).splices)
    after[CUSTOM] = renew_properties(after, ["piece"] * 30, "f" * 64)
    return pack_parts(after)


@pytest.mark.office
@needs_validator
@pytest.mark.parametrize("name", DAMAGES)
def test_the_sdk_finds_no_error_in_what_was_put_right(name: str, tmp_path: Path) -> None:
    lost = swap(MAIN, GRID, "")
    path = tmp_path / "a.docx"
    path.write_bytes(finish(damaged(*DAMAGES[name], lost), draft()))
    assert list_errors(path) == []


@pytest.fixture(scope="module")
def saved(office: Edit, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Parts]:
    """Every example, opened and saved by LibreOffice, by way of other formats too."""
    folder = tmp_path_factory.mktemp("saved")
    jobs = []
    for path in FIXTURES:
        source = folder / f"{path.stem}.docx"
        source.write_bytes(pack_parts(draft(path)))
        for way in ("", "odt", "doc"):
            name = f"{path.stem} {way}"
            target = folder / f"{name}.docx"
            jobs.append(
                {"name": name, "source": str(source), "target": str(target), "ops": [], "via": way}
            )
    copying = {**jobs[0], "name": "copy", "target": str(folder / "copy.docx")}
    jobs.append({**copying, "ops": [{"op": "copy_all"}]})
    assert [result["error"] for result in office(jobs)] == [""] * len(jobs)
    found = {}
    for job in jobs:
        stem, _, way = job["name"].partition(" ")
        found[stem, way] = unpack_parts(Path(job["target"]).read_bytes(), "x.docx")
    return found


@pytest.mark.office
def test_what_libreoffice_saved_does_again_what_ours_does(
    saved: dict[tuple[str, str], Parts],
) -> None:
    for (stem, way), parts in saved.items():
        fresh = draft(next((path for path in FIXTURES if path.stem == stem), JIANGLIN))
        found = refresh_parts(parts, fresh)
        after = {**parts, **found.parts}
        looks = read_looks(after)
        for key, look in read_looks(fresh).items():
            assert looks[key] == look, (stem, way, key)
        assert list_fonts(fresh).items() <= list_fonts_of_all(after).items()
        assert list_breaking(after) == list_breaking(fresh)
        assert refresh_parts(after, fresh).parts == {}
        assert set(found.parts) <= {
            STYLES,
            FONTS,
            SETTINGS,
            NUMBERING,
            CUSTOM,
            TYPES,
            "_rels/.rels",
        }
        # a copy in a new document has the page of that one
        assert find_grid(parts[MAIN], fresh[MAIN]).pages == (stem == "copy"), (stem, way)


def list_fonts_of_all(parts: Mapping[str, bytes]) -> dict[str, str]:
    root = etree.fromstring(parts[FONTS])
    named = ((font.get(f"{W}name"), font.find(f"{W}altName")) for font in root)
    return {name: other.get(f"{W}val") for name, other in named if other is not None}


@pytest.mark.office
@needs_validator
def test_the_sdk_finds_no_error_that_libreoffice_had_not_made(
    saved: dict[tuple[str, str], Parts], tmp_path: Path
) -> None:
    for (stem, way), parts in saved.items():
        fresh = draft(next((path for path in FIXTURES if path.stem == stem), JIANGLIN))
        before, after = tmp_path / "before.docx", tmp_path / "after.docx"
        before.write_bytes(pack_parts(parts))
        after.write_bytes(finish(parts, fresh))
        known = list_errors(before)
        added = [each for each in list_errors(after) if each not in known]
        assert added == [], (stem, way)
