"""An edited .docx changed in its text: it says what it is to say, and nothing else is touched."""

import random
import re
import sys
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from gkdraft.base.package import pack_parts
from gkdraft.errors import InputError
from gkdraft.pipeline import draft_report
from gkdraft.reading.edited import EditedDocument, EditedParagraph, EditedTable, read_edited
from gkdraft.revise.patching.body_patch import BodyPatch
from gkdraft.revise.patching.xml_index import index_part
from helpers.fuzzing import examples
from helpers.odd_bodies import bodies
from helpers.office import Edit
from helpers.ooxml import BINARY, list_errors
from helpers.packages import (
    WHO,
    W,
    begin,
    cell,
    deleted,
    end,
    every_paragraph,
    inserted,
    marked,
    package,
    paragraph,
    row,
    run,
    table,
)
from helpers.patching import (
    AUTHOR,
    Change,
    change_at_random,
    check,
    check_ids,
    find,
    find_cover,
    list_texts,
    open_bytes,
    open_parts,
    patch,
    put,
    reread,
    settle,
    words,
)
from helpers.reports import JIANGLIN, ROOT, TAICANG, shared

FIXTURES = [JIANGLIN, *sorted(ROOT.glob("fixtures/*.yaml"))]
SAVED = ROOT / "bench/office-saved.docx"
REAL = (
    "corpus/rules-2021-official-template.docx",
    "corpus/more/wps-jianping-2025.docx",
    "corpus/notices/01-fujian-2016.docx",
    "corpus/notices/03-pingtan-2020-80.docx",
    "cases/prose/footnote-mark-in-cell.docx",
    "cases/notices/05-annex-tables.docx",
)
STYLES = "word/styles.xml"
SHEET = (
    f'<w:styles xmlns:w="{W}"><w:style w:type="character" w:styleId="a9">'
    '<w:name w:val="待补充"/></w:style></w:styles>'
)
SEEDS = st.integers(0, 2**32)
AUTHORS = st.sampled_from(["", AUTHOR])


@cache
def drafted(path: Path) -> EditedDocument:
    return open_bytes(draft_report(path).render(".docx"))


@cache
def opened(path: Path) -> EditedDocument:
    return read_edited(path)


@given(st.sampled_from(FIXTURES), SEEDS, AUTHORS)
@examples(25)
def test_a_draft_says_what_it_is_changed_to(path: Path, seed: int, author: str) -> None:
    document = drafted(path)
    check(document, change_at_random(document, random.Random(seed), 6), author)


@given(SEEDS, AUTHORS)
@examples(10)
def test_so_does_one_that_libreoffice_saved(seed: int, author: str) -> None:
    document = opened(SAVED)
    check(document, change_at_random(document, random.Random(seed), 8), author)


@given(bodies(), SEEDS, AUTHORS)
@examples(25)
def test_so_does_whatever_editors_leave(inside: str, seed: int, author: str) -> None:
    document = body(inside)
    check(document, change_at_random(document, random.Random(seed), 4), author)


@pytest.mark.parametrize("name", REAL)
@pytest.mark.parametrize("author", ["", AUTHOR])
def test_so_does_a_real_document(name: str, author: str) -> None:
    document = opened(shared(name))
    for seed in range(4):
        check(document, change_at_random(document, random.Random(seed), 8), author)


def body(inside: str, **more: str) -> EditedDocument:
    return open_bytes(package(inside, {STYLES: SHEET, **more}))


def old_main(document: EditedDocument) -> str:
    return document.parts[document.main].decode()


def change(inside: str, old: str, new: str, author: str = "") -> str:
    """The body of a document in which words were replaced, by all that is promised."""
    document = body(inside)
    main = check(document, [put(document, old, new)], author).decode()
    return main.partition("<w:body>")[2].removesuffix("</w:body></w:document>")


@pytest.mark.parametrize("path", [*FIXTURES, SAVED], ids=lambda path: path.stem)
def test_nothing_to_do_keeps_every_byte(path: Path) -> None:
    document = opened(path) if path == SAVED else drafted(path)
    for author in ("", AUTHOR):
        assert patch(document, [], author) == document.parts[document.main]


# bookmarks -------------------------------------------------------------------------------------

THREE = "".join(marked(number, f"_gks_{name}", name) for number, name in enumerate("abc", 1))


def rename(names: Mapping[str, str | None], inside: str = paragraph(THREE)) -> dict[str, str]:
    """The names of bookmarks afterwards, by the texts they cover."""
    document = body(inside)
    patching = BodyPatch(document)
    patching.rename_bookmarks(names)
    return {
        each.text[anchor.start : anchor.end]: anchor.name
        for each in every_paragraph(reread(document, patching.finish()))
        for anchor in each.anchors
    }


def test_bookmarks_are_renamed_all_at_once() -> None:
    names = {"_gks_a": "_gks_b", "_gks_b": "_gks_c", "_gks_c": "_gks_a"}
    assert rename(names) == {"a": "_gks_b", "b": "_gks_c", "c": "_gks_a"}


def test_a_bookmark_whose_name_another_gets_goes() -> None:
    assert rename({"_gks_a": "_gks_b"}) == {"a": "_gks_b", "c": "_gks_c"}


def test_a_bookmark_without_a_new_name_goes_with_its_end() -> None:
    assert rename({"_gks_a": None}) == {"b": "_gks_b", "c": "_gks_c"}
    document = body(paragraph(THREE))
    patching = BodyPatch(document)
    patching.rename_bookmarks(dict.fromkeys(("_gks_a", "_gks_b", "_gks_c")))
    assert patching.finish().count(b"bookmark") == 0


def test_only_the_name_of_a_bookmark_becomes_other_bytes() -> None:
    tag = "<w:bookmarkStart  w:colFirst='1'\n w:name='_gks_a' w:id=\"7\" />"
    inside = paragraph(f"{tag}{run('甲')}{end(7)}")
    document = body(inside)
    patching = BodyPatch(document)
    patching.rename_bookmarks({"_gks_a": '_gks_"&'})
    made = tag.replace("'_gks_a'", "'_gks_\"&amp;'")
    assert patching.finish().decode() == old_main(document).replace(tag, made)


def test_a_name_that_stands_in_another_attribute_is_none() -> None:
    tag = """<w:bookmarkStart w:id='7 w:name="no"' w14:name="no" w:name="_gks_a"/>"""
    inside = paragraph(f"""{tag}{run("甲")}<w:bookmarkEnd w:id='7 w:name="no"'/>""")
    document = body(inside)
    patching = BodyPatch(document)
    patching.rename_bookmarks({"_gks_a": "_gks_b"})
    assert patching.finish().decode() == old_main(document).replace("_gks_a", "_gks_b")


def test_a_bookmark_is_renamed_in_text_that_is_changed_or_goes() -> None:
    inside = paragraph(THREE) + paragraph(marked(9, "_gks_d", "d")) + paragraph("完。")
    document = body(inside)
    patching = BodyPatch(document)
    patching.rename_bookmarks({"_gks_a": "_gks_x", "_gks_d": "_gks_a"})
    first, second, _ = every_paragraph(document)
    patching.replace(first, 0, 1, words("甲", "_gks_y"))
    patching.replace(first, 2, 2, words("乙", "_gks_b"))
    patching.delete_paragraph(second)
    new = reread(document, patching.finish())
    assert list_texts(new) == ["甲b乙c", "完。"]
    names = [anchor.name for anchor in every_paragraph(new)[0].anchors]
    assert sorted(names) == ["_gks_b", "_gks_c", "_gks_x", "_gks_y"]


def test_a_new_sentence_stands_outside_of_the_bookmarks_beside_it() -> None:
    whole = marked(9, "_gkp_p", THREE)
    document = body(paragraph(whole))
    (found,) = every_paragraph(document)
    for place, text in enumerate(("〇abc", "a〇bc", "ab〇c", "abc〇")):
        main = patch(document, [Change(found, place, place, words("〇", "_gks_new"))])
        new = reread(document, main)
        assert list_texts(new) == [text]
        assert find_cover(new, "_gkp_p") == text
        covered = [find_cover(new, f"_gks_{name}") for name in ("a", "b", "c", "new")]
        assert covered == ["a", "b", "c", "〇"]


def test_a_new_sentence_stands_behind_the_comment_on_the_one_before() -> None:
    commented = run("a") + KEPT[1] + '<w:proofErr w:type="gramEnd"/>'
    document = body(paragraph(marked(9, "_gkp_p", marked(1, "_gks_a", commented))))
    (found,) = every_paragraph(document)
    new = reread(document, patch(document, [Change(found, 1, 1, words("〇", "_gks_new"))]))
    covered = [find_cover(new, name) for name in ("_gkp_p", "_gks_a", "_gks_new")]
    assert covered == ["a〇", "a", "〇"]


def test_what_is_left_of_a_sentence_that_went_keeps_its_start_before_its_end() -> None:
    ghost = begin(8, "_gks_ghost") + end(8)
    document = body(paragraph(marked(1, "_gks_a", "a") + ghost + marked(2, "_gks_b", "b")))
    (found,) = every_paragraph(document)
    for place in range(3):
        main = patch(document, [Change(found, place, place, words("〇", "_gks_new"))])
        assert ghost in main.decode()


def test_words_without_a_bookmark_stay_with_the_character_before() -> None:
    document = body(paragraph(THREE))
    (found,) = every_paragraph(document)
    new = reread(document, patch(document, [Change(found, 1, 1, words("〇"))]))
    assert find_cover(new, "_gks_a") == "a〇"


def test_what_is_put_in_at_one_place_keeps_its_order() -> None:
    document = body(paragraph(THREE))
    (found,) = every_paragraph(document)
    pieces = (words("1"), words("2", "_gks_2"), words("3"), words("4", "_gks_4"))
    for place in range(4):
        changes = [Change(found, place, place, each) for each in pieces]
        check(document, changes)
        check(document, changes, AUTHOR)


# what stands around ----------------------------------------------------------------------------

KEPT = (
    '<w:commentRangeStart w:id="5"/>',
    '<w:commentRangeEnd w:id="5"/><w:r><w:commentReference w:id="5"/></w:r>',
    "<w:r><w:pict><v:shape  id='a'/></w:pict></w:r>",
    inserted("他加的"),
    deleted("他删的"),
    marked(31, "他的书签", "丁"),
    '<w:r><w:footnoteReference w:id="2"/></w:r>',
    "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>",
    "<!-- 留着 -->",
    '<w:unknown w:what=">"/>',
)


@pytest.mark.parametrize("author", ["", AUTHOR])
@pytest.mark.parametrize("kept", KEPT)
def test_comments_pictures_and_what_others_changed_stay(kept: str, author: str) -> None:
    comments = f'<w:comments xmlns:w="{W}"><w:comment w:id="5"><w:p/></w:comment></w:comments>'
    document = body(
        paragraph(run("甲一") + kept + run("乙二")) + paragraph("完。"),
        **{"word/comments.xml": comments},
    )
    changes = [put(document, "甲", "子"), put(document, "乙", ""), put(document, "二", "丑")]
    assert kept in check(document, changes, author).decode()


@pytest.mark.parametrize("kept", [*KEPT[:-1], '<w:r><w:br w:type="page"/></w:r>'])
def test_what_is_no_text_is_told_before_its_text_goes(kept: str) -> None:
    document = body(paragraph(run("甲一") + kept + run("乙二")) + paragraph(run("完。")))
    patching = BodyPatch(document)
    first, last = every_paragraph(document)
    is_met = not kept.startswith("<!--")
    assert patching.holds_foreign(first, 0, len(first.text)) == is_met
    assert not patching.holds_foreign(first, 0, 1)
    assert not patching.holds_foreign(last, 0, len(last.text))


def test_our_own_bookmarks_and_spelling_marks_are_nothing_foreign() -> None:
    inside = (
        marked(1, "_gkp_a", "甲") + '<w:proofErr w:type="spellEnd"/>' + marked(2, "_GoBack", "")
    )
    document = body(paragraph(inside))
    (found,) = every_paragraph(document)
    assert not BodyPatch(document).holds_foreign(found, 0, 1)


def test_text_over_runs_tabs_and_breaks_is_replaced_as_one() -> None:
    inside = (
        "<w:r><w:rPr><w:b/></w:rPr><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>"
        "<w:r><w:t>12</w:t><w:noBreakHyphen/><w:t>34</w:t><w:br/></w:r><w:r><w:t>丙</w:t></w:r>"
    )
    made = change(paragraph(inside), "乙12-34\n", "丁")
    assert made == paragraph(
        "<w:r><w:rPr><w:b/></w:rPr><w:t>甲</w:t><w:tab/><w:t>丁</w:t></w:r><w:r><w:t>丙</w:t></w:r>"
    )
    for author in ("", AUTHOR):
        change(paragraph(inside), "\t乙1", "", author)
        change(paragraph(inside), "4\n丙", "5", author)


def test_a_hyphen_between_digits_does_not_break_and_edges_keep_their_spaces() -> None:
    made = change(paragraph("电话。"), "电话", " 0512-1\t\n-")
    assert made == paragraph(
        '<w:r><w:t xml:space="preserve"> 0512</w:t><w:noBreakHyphen/><w:t>1</w:t><w:tab/><w:br/>'
        "<w:t>-。</w:t></w:r>"
    )


def test_new_text_has_the_format_of_what_it_replaces_and_no_history() -> None:
    form = f'<w:i/><w:rPrChange w:id="7" {WHO}><w:rPr/></w:rPrChange>'
    made = change(paragraph(f"<w:r><w:rPr>{form}</w:rPr><w:t>甲乙</w:t></w:r>"), "乙", "丙")
    assert "<w:rPr><w:i/></w:rPr><w:t>丙</w:t>" in made
    assert made.count("rPrChange") == 2


# tracked changes 修订 ----------------------------------------------------------------------------


def test_a_change_inside_anothers_insertion_stands_beside_it() -> None:
    his_own = inserted("甲乙丙").replace("<w:ins ", '<w:ins w:id="41" ')
    made = change(paragraph(his_own), "乙", "丁", AUTHOR)
    authors = re.findall(r'<w:(ins|del) [^>]*w:author="(\w+)"', made)
    his, ours = ("ins", "王编辑"), ("ins", AUTHOR)
    assert authors == [his, ("del", AUTHOR), ours, his]
    assert made.count("w:date=") == 2


def test_what_we_put_in_ourselves_is_changed_without_a_trace() -> None:
    ours = f'<w:ins w:id="8" w:author="{AUTHOR}"><w:r><w:t>{{}}</w:t></w:r></w:ins>'
    document = body(paragraph(run("前") + ours.format("甲乙")))
    main = patch(document, [put(document, "乙", "丙"), put(document, "甲", "")], AUTHOR)
    assert ours.format("丙") in main.decode()
    assert b"w:del" not in main


def test_a_paragraph_that_is_deleted_is_marked_with_all_its_runs() -> None:
    document = body(
        paragraph(run("甲") + inserted("乙") + "<w:r><w:instrText>X</w:instrText></w:r>", "<w:jc/>")
        + paragraph("完。")
    )
    first, _ = every_paragraph(document)
    main = check(document, [Change(first, deletes=True)], AUTHOR).decode()
    assert re.search(rf'<w:pPr><w:jc/><w:rPr><w:del w:id="\d+" w:author="{AUTHOR}"/>', main)
    assert main.count("delText") == 4
    assert "delInstrText" in main
    assert "<w:t>" not in main.partition("完")[0].rpartition("</w:p>")[0]


# paragraphs, cells, headings -------------------------------------------------------------------


@pytest.mark.parametrize("author", ["", AUTHOR])
@pytest.mark.parametrize("form", ["", "<w:rPr><w:b/></w:rPr>"])
def test_an_emptied_cell_is_filled_inside_its_bookmark(form: str, author: str) -> None:
    properties = f"<w:pPr>{form}</w:pPr>" if form else ""
    empty = f"<w:p>{properties}{begin(1, '_gkc_a')}{end(1)}</w:p>"
    document = body(table(row(f"<w:tc>{empty}</w:tc>", "<w:tc><w:p/></w:tc>")) + paragraph("完。"))
    changes = [Change(each, 0, 0, words("12")) for each in every_paragraph(document)[:2]]
    main = patch(document, changes, author)
    new = reread(document, main)
    assert [each.text for each in every_paragraph(new)] == ["12", "12", "完。"]
    assert find_cover(new, "_gkc_a") == "12"
    assert f"<w:r>{form}<w:t>12</w:t>" in main.decode()


def test_a_cell_that_is_emptied_keeps_its_paragraph_and_bookmark() -> None:
    inside = table(row(cell(paragraph(marked(1, "_gkc_a", "12"))))) + paragraph("完。")
    document = body(inside)
    found, _ = every_paragraph(document)
    patching = BodyPatch(document)
    assert not patching.is_removable(found)
    patching.replace(found, 0, 2, ())
    new = reread(document, patching.finish())
    assert [each.text for each in every_paragraph(new)] == ["", "完。"]
    assert [anchor.name for anchor in every_paragraph(new)[0].anchors] == ["_gkc_a"]


def test_a_paragraph_behind_a_table_in_a_cell_is_not_removable() -> None:
    inner = f"<w:tc>{paragraph('甲')}{table(row('乙'))}{paragraph('丙')}</w:tc>"
    document = body(table(row(inner)))
    patching = BodyPatch(document)
    found = {each.text: patching.is_removable(each) for each in every_paragraph(document)}
    assert found == {"甲": True, "乙": False, "丙": False}


def test_the_last_paragraph_of_a_cell_or_section_is_not_removable() -> None:
    cells = table(row(cell(paragraph("甲") + paragraph("乙"))))
    document = body(cells + paragraph("丙", "<w:sectPr/>") + paragraph("丁"))
    patching = BodyPatch(document)
    first, second, third, fourth = every_paragraph(document)
    assert [patching.is_removable(each) for each in (first, third, fourth)] == [True, False, True]
    patching.delete_paragraph(first)
    assert not patching.is_removable(second)
    for gone in (first, second, third):
        with pytest.raises(ValueError, match="taken away"):
            patching.delete_paragraph(gone)


@pytest.mark.parametrize("author", ["", AUTHOR])
def test_what_reaches_over_a_deleted_paragraph_still_has_both_ends(author: str) -> None:
    document = body(
        paragraph(begin(1, "他的") + run("甲") + '<w:commentRangeStart w:id="5"/>')
        + paragraph(run("乙") + end(1) + marked(2, "_gks_b", "丙") + begin(3, "他也"))
        + paragraph(run("丁") + end(3) + '<w:commentRangeEnd w:id="5"/>')
    )  # fmt: skip
    patching = BodyPatch(document, author=author)
    patching.delete_paragraph(every_paragraph(document)[1])
    root = etree.fromstring(patching.finish())
    for kind in ("bookmark", "commentRange"):
        ids = [
            [each.get(f"{{{W}}}id") for each in root.iter(f"{{{W}}}{kind}{side}")]
            for side in ("Start", "End")
        ]
        assert ids[0] == ids[1]
        assert ids[0]


def test_a_heading_stays_one() -> None:
    document = drafted(JIANGLIN)
    for author in ("", AUTHOR):
        main = patch(document, [put(document, "一、总体情况", "二、总的情况")], author)
        old, new = find(document, "一、总体情况"), find(reread(document, main), "二、总的情况")
        assert (new.text, new.level, new.style) == ("二、总的情况", 1, old.style)


# gaps 待补充 --------------------------------------------------------------------------------------


def read_gaps(document: EditedDocument) -> list[str]:
    """The texts that look like gaps, by the name of their style."""
    sheet = etree.fromstring(document.parts[STYLES])
    ids = {
        style.get(f"{{{W}}}styleId")
        for style in sheet.iter(f"{{{W}}}style")
        if style.find(f"{{{W}}}name").get(f"{{{W}}}val") == "待补充"
    }
    root = etree.fromstring(document.parts[document.main])
    return [
        "".join(style.getparent().getparent().itertext())
        for style in root.iter(f"{{{W}}}rStyle")
        if style.get(f"{{{W}}}val") in ids
    ]


def fill_and_open(document: EditedDocument, author: str = "") -> None:
    """A gap is filled, words become one."""
    gaps = read_gaps(document)
    told = gaps[0]
    main = patch(
        document, [put(document, told, "12"), put(document, "全文分", "待补", gap=True)], author
    )
    new = reread(document, settle(main, author, "accept") if author else main)
    assert read_gaps(new) == ["待补", *gaps[1:]]


@pytest.mark.parametrize("author", ["", AUTHOR])
def test_the_style_of_a_gap_comes_and_goes_with_it(author: str) -> None:
    fill_and_open(drafted(TAICANG), author)


@pytest.mark.parametrize("author", ["", AUTHOR])
def test_the_style_of_a_gap_is_known_by_its_name(author: str) -> None:
    parts = dict(drafted(TAICANG).parts)
    for name in (STYLES, "word/document.xml"):
        parts[name] = parts[name].replace(b'"Gap"', b'"a9"')
    fill_and_open(open_parts(parts), author)


def test_without_such_a_style_a_gap_is_plain_text() -> None:
    document = open_bytes(package(paragraph("甲乙")))
    main = patch(document, [put(document, "甲", "【待补充：某】", gap=True)])
    assert b"rStyle" not in main


# blocks ----------------------------------------------------------------------------------------

BLOCKS = (
    f'<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr>{begin(1, "_gkp_n")}'
    f'<w:r><w:rPr><w:rStyle w:val="Gap"/></w:rPr><w:t>新段</w:t></w:r>{end(1)}</w:p>'
    '<w:tbl><w:tblPr><w:tblStyle w:val="T"/></w:tblPr><w:tr><w:tc><w:p><w:r><w:t>新格</w:t></w:r>'
    "</w:p></w:tc></w:tr></w:tbl>"
).encode()


@pytest.mark.parametrize("author", ["", AUTHOR])
def test_blocks_are_put_behind_a_block_or_before_all_in_their_order(author: str) -> None:
    document = body(paragraph("甲") + table(row("乙")) + paragraph("丙"))
    first, _, _ = every_paragraph(document)
    (element,) = (each.element for each in document.blocks if isinstance(each, EditedTable))
    patching = BodyPatch(document, author=author)
    for after, text in ((element, "1"), (None, "2"), (first.elements[-1], "3"), (element, "4")):
        made = patching.adopt(paragraph(text).encode(), {})
        patching.insert_blocks(after, made)
    main = patching.finish()
    assert list_texts(reread(document, main)) == ["2", "甲", "3", "乙", "1", "4", "丙"]
    check_ids(document, main)
    if author:
        old = reread(document, settle(main, author, "reject"))
        assert list_texts(old) == list_texts(document)


@pytest.mark.parametrize("author", ["", AUTHOR])
def test_blocks_get_the_styles_of_the_document_by_name_and_numbers_of_their_own(
    author: str,
) -> None:
    document = body(paragraph(marked(2, "_gkp_n", marked(1, "他的", "甲"))))
    styles = SHEET.replace("a9", "Gap").encode()
    patching = BodyPatch(document, author=author)
    ids = patching.match_styles(styles)
    assert ids == {"Gap": "a9"}
    patching.insert_blocks(None, patching.adopt(BLOCKS, ids))
    main = patching.finish()
    new = reread(document, main)
    assert list_texts(new) == ["新段", "新格", "甲"]
    check_ids(document, main)
    # the new block has the name, and no other keeps it
    assert find_cover(new, "_gkp_n") == "新段"
    assert main.count(b"_gkp_n") == 1
    assert re.findall(rb'Style w:val="(\w+)"', main) == [b"Body", b"a9", b"T"]
    if author:
        assert list_texts(reread(document, settle(main, author, "reject"))) == ["甲"]


def test_blocks_that_are_no_xml_or_stand_behind_no_block_are_the_callers_mistake() -> None:
    document = body(paragraph("甲"))
    patching = BodyPatch(document)
    with pytest.raises(ValueError, match="no XML"):
        patching.adopt(b"<w:p>", {})
    with pytest.raises(ValueError, match="no block"):
        patching.insert_blocks(0, BLOCKS)


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [(0, 3, "甲"), (1, 1, "甲"), (2, 3, ""), (-1, 0, "甲"), (6, 7, ""), (3, 2, ""), (5, 5, "\0")],
)
def test_changes_that_meet_or_stand_nowhere_are_the_callers_mistake(
    start: int, end: int, text: str
) -> None:
    document = body(paragraph("甲乙丙丁戊己"))
    (found,) = every_paragraph(document)
    patching = BodyPatch(document)
    patching.replace(found, 0, 3, words("子"))
    with pytest.raises(ValueError, match=r"two changes meet|no place|no text"):
        patching.replace(found, start, end, words(text))
    with pytest.raises(ValueError, match="changed"):
        patching.delete_paragraph(found)


# what is not trusted ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("word/document.xml", b"<w:document"),
        ("word/document.xml", b""),
        ("word/document.xml", b"\xff\xfe<\0"),
        ("word/document.xml", b'<?xml version="1.0" encoding="martian"?><a/>'),
        ("word/document.xml", b"<a>" * 5000 + b"</a>" * 5000),
        (STYLES, b"<w:styles"),
        (STYLES, b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        (STYLES, b"<a>" * 5000 + b"</a>" * 5000),
    ],
)
def test_a_part_that_cannot_be_changed_is_refused_in_one_line(name: str, data: bytes) -> None:
    document = body(paragraph("甲"))
    broken = document._replace(parts={**document.parts, name: data})
    with pytest.raises(InputError) as told:
        BodyPatch(broken)
    assert "\n" not in str(told.value)


def test_a_document_with_a_doctype_is_refused_in_one_line() -> None:
    document = body(paragraph("甲"))
    main = old_main(document)
    for doctype in ("<!DOCTYPE w:document>", '<!DOCTYPE a [<!ENTITY b "c">]>'):
        broken = reread(document, (doctype + main).encode())
        with pytest.raises(InputError) as told:
            BodyPatch(broken)
        assert "\n" not in str(told.value)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "gb18030", "utf-8-sig"])
def test_a_document_in_another_encoding_is_changed_as_any_other(encoding: str) -> None:
    document = body(paragraph("甲乙"))
    text = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>{old_main(document)}'
    if encoding == "utf-16-le":
        text = f"\ufeff{text.replace(encoding, 'utf-16')}"
    other = reread(document, text.encode(encoding))
    assert patch(other, []) == other.parts[other.main]
    new = reread(other, patch(other, [put(other, "甲", "丙")]))
    assert list_texts(new) == ["丙乙"]


@given(bodies(), SEEDS)
@examples(25)
def test_a_damaged_document_is_changed_or_refused_in_one_line(inside: str, seed: int) -> None:
    chance = random.Random(seed)
    parts = dict(body(inside).parts)
    for name in ("word/document.xml", STYLES):
        data = bytearray(parts[name])
        for _ in range(chance.randint(1, 3)):
            data[chance.randrange(len(data))] = chance.choice(b"<>/\"'& =:w1\xff")
        parts[name] = bytes(data)
    said = ""
    try:
        document = open_parts(parts)
        patch(document, change_at_random(document, chance, 3), AUTHOR)
    except InputError as error:
        said = str(error)
    assert "\n" not in said


def test_paragraphs_inside_one_another_are_changed() -> None:
    inside = paragraph(run("里"))
    for _ in range(40):
        inside = f"<w:p>{inside}{run('外')}</w:p>"
    document = body(inside)
    check(document, change_at_random(document, random.Random(1), 5))


def count_steps(count: int) -> int:
    """The lines of Python that run while every tenth of so many runs is changed."""
    document = body(paragraph(run("甲") * count) + paragraph("完。"))
    found = every_paragraph(document)[0]
    steps = 0

    def trace(frame: FrameType, event: str, arg: object) -> Callable[..., Any]:
        nonlocal steps
        steps += 1
        return trace

    changes = [Change(found, at, at + 1, words("乙", f"_gks_{at}")) for at in range(0, count, 10)]
    before = sys.gettrace()
    sys.settrace(trace)
    try:
        patch(document, changes, AUTHOR)
    finally:
        sys.settrace(before)
    return steps


def test_twice_as_many_runs_take_twice_as_many_steps() -> None:
    assert count_steps(2000) < 2.3 * count_steps(1000)


def test_a_hundred_thousand_runs_are_changed() -> None:
    count = 100_000
    document = body(paragraph(run("甲") * count))
    (found,) = every_paragraph(document)
    changes = [Change(found, at, at + 1, words("乙")) for at in range(0, count, 1000)]
    new = reread(document, patch(document, changes, AUTHOR))
    assert list_texts(new) == ["乙".ljust(1000, "甲") * (count // 1000)]


# the validator, and LibreOffice ----------------------------------------------------------------

needs_validator = pytest.mark.skipif(
    not BINARY.exists(), reason="the validator is not installed: npm install in tests/ooxml"
)


def patch_everything(document: EditedDocument, author: str) -> bytes:
    """A package with all kinds of changes."""
    chance = random.Random(1)
    patching = BodyPatch(document, author=author)
    for change in change_at_random(document, chance, 40):
        if change.deletes:
            patching.delete_paragraph(change.paragraph)
        else:
            patching.replace(change.paragraph, change.start, change.end, change.pieces)
    fresh = drafted(JIANGLIN).parts
    index = index_part(fresh["word/document.xml"], "word/document.xml")
    blocks = [index.get_bytes(each) for each in index.list_children(1)]
    ids = patching.match_styles(fresh[STYLES])
    first, *_, last = (each for each in document.blocks if isinstance(each, EditedParagraph))
    after = (None, first.elements[-1], last.elements[-1])
    for place, made in zip(after, (blocks[3], blocks[1] + blocks[2], TABLE), strict=True):
        patching.insert_blocks(place, patching.adopt(made, ids))
    names = sorted({anchor.name for each in every_paragraph(document) for anchor in each.anchors})
    patching.rename_bookmarks(dict(zip(names, [None, *names], strict=False)))
    return pack_parts({**document.parts, document.main: patching.finish()})


TABLE = (
    b'<w:tbl><w:tblPr><w:tblW w:w="8844" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="8844"/>'
    b"</w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p>"
    b"</w:tc></w:tr></w:tbl>"
)


@pytest.fixture(scope="module")
def saved(office: Edit, tmp_path_factory: pytest.TempPathFactory) -> dict[str, EditedDocument]:
    """Every example, opened and saved by LibreOffice."""
    folder = tmp_path_factory.mktemp("saved")
    jobs = []
    for path in FIXTURES:
        source, target = folder / f"{path.stem}.docx", folder / f"{path.stem}-saved.docx"
        source.write_bytes(pack_parts(drafted(path).parts))
        jobs.append({"name": path.stem, "source": str(source), "target": str(target), "ops": []})
    assert [result["error"] for result in office(jobs)] == [""] * len(jobs)
    return {path.stem: read_edited(folder / f"{path.stem}-saved.docx") for path in FIXTURES}


@pytest.mark.office
@needs_validator
@pytest.mark.parametrize("author", ["", AUTHOR])
@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_the_sdk_finds_no_error_in_a_draft_that_was_changed(
    path: Path, author: str, tmp_path: Path
) -> None:
    made = tmp_path / "a.docx"
    made.write_bytes(patch_everything(drafted(path), author))
    assert list_errors(made) == []


@pytest.mark.office
@needs_validator
@pytest.mark.parametrize("author", ["", AUTHOR])
def test_the_sdk_finds_no_error_that_libreoffice_had_not_made(
    saved: dict[str, EditedDocument], author: str, tmp_path: Path
) -> None:
    for stem, document in saved.items():
        before, after = tmp_path / "before.docx", tmp_path / "after.docx"
        before.write_bytes(pack_parts(document.parts))
        after.write_bytes(patch_everything(document, author))
        known = {each["description"] for each in list_errors(before)}
        assert [each for each in list_errors(after) if each["description"] not in known] == [], stem


@pytest.mark.office
@pytest.mark.parametrize("author", ["", AUTHOR])
def test_what_libreoffice_saved_says_what_it_is_changed_to(
    saved: dict[str, EditedDocument], author: str
) -> None:
    for document in saved.values():
        check(document, change_at_random(document, random.Random(2), 10), author)
    fill_and_open(saved[TAICANG.stem], author)
