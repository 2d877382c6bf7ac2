"""A .docx from an editor: text as accepted, and every mark, change and comment at its place."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from gkdraft.base.package import parse_part
from gkdraft.reading.documents.flow import Flow, Table, list_table_lines, split_lines
from gkdraft.reading.documents.word import read_word
from gkdraft.reading.edited import (
    Anchor,
    EditedDocument,
    EditedParagraph,
    MarginComment,
    TrackedChange,
    read_edited,
)
from helpers.packages import (
    DELETED_MARK,
    SPACES,
    WHO,
    begin,
    cell,
    deleted,
    edited,
    end,
    every_paragraph,
    inserted,
    marked,
    package,
    paragraph,
    paragraphs,
    row,
    run,
    table,
    tables,
)
from helpers.reports import SHARED, drafted

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
AUTHOR, DATE = "王编辑", "2027-01-15T09:00:00Z"


def read(folder: Path, *bodies: str) -> list[EditedParagraph]:
    return paragraphs(edited(folder, "".join(bodies)))


def covered(document: EditedDocument) -> dict[str, list[str]]:
    """What each bookmark covers, part by part, in paragraphs and cells."""
    found: dict[str, list[str]] = {}
    for each in every_paragraph(document):
        for anchor in each.anchors:
            found.setdefault(anchor.name, []).append(each.text[anchor.start : anchor.end])
    return found


def deletion(text: str, start: int) -> TrackedChange:
    return TrackedChange("deletion", AUTHOR, DATE, text, start)


def insertion(text: str, start: int) -> TrackedChange:
    return TrackedChange("insertion", AUTHOR, DATE, text, start)


# text and tracked changes


def test_text_is_as_accepted_and_both_changes_are_told_where_they_stand(tmp_path: Path) -> None:
    (only,) = read(
        tmp_path, paragraph(run("公开信息") + deleted("486") + inserted("487") + run("条"))
    )
    assert only.text == "公开信息487条"
    assert only.tracked == (deletion("486", 4), insertion("487", 4))
    assert only.place == "第1段"


def test_one_change_that_an_editor_cut_in_pieces_is_one(tmp_path: Path) -> None:
    pieces = inserted("新增") + begin(1, "甲") + inserted("一句") + end(1)
    (only,) = read(tmp_path, paragraph(run("原文") + pieces))
    assert only.tracked == (insertion("新增一句", 2),)


def test_changes_of_two_authors_are_two(tmp_path: Path) -> None:
    other = inserted("乙").replace(AUTHOR, "李编辑")
    (only,) = read(tmp_path, paragraph(inserted("甲") + other))
    assert [(each.author, each.text) for each in only.tracked] == [(AUTHOR, "甲"), ("李编辑", "乙")]


def test_what_one_inserted_and_another_deleted_is_only_deleted(tmp_path: Path) -> None:
    gone = deleted("不要了").replace(AUTHOR, "李编辑")
    (only,) = read(tmp_path, paragraph(run("前") + f"<w:ins {WHO}>{gone}</w:ins>" + run("后")))
    assert only.text == "前后"
    assert [(c.kind, c.author, c.text, c.start) for c in only.tracked] == [
        ("deletion", "李编辑", "不要了", 1)
    ]


def test_moved_text_stands_where_it_was_moved_to(tmp_path: Path) -> None:
    source = paragraph(run("前") + f"<w:moveFrom {WHO}>{run('移动')}</w:moveFrom>")
    target = paragraph(f"<w:moveTo {WHO}>{run('移动')}</w:moveTo>" + run("后"))
    first, second = read(tmp_path, source, target)
    assert (first.text, first.tracked) == ("前", (deletion("移动", 1),))
    assert (second.text, second.tracked) == ("移动后", (insertion("移动", 0),))


def test_a_paragraph_whose_mark_is_deleted_goes_on_with_the_next(tmp_path: Path) -> None:
    body = [paragraph("甲", DELETED_MARK), paragraph("乙", DELETED_MARK), paragraph("丙")]
    document = edited(tmp_path, "".join([*body, paragraph("丁")]))
    first, second = paragraphs(document)
    assert first.text == "甲乙丙"
    assert first.tracked == (deletion("\n", 1), deletion("\n", 2))
    assert (second.text, second.place) == ("丁", "第4段")
    assert [line.text for line in document.flow.lines()] == ["甲乙丙", "丁"]


def test_a_deleted_paragraph_is_no_block_and_told_at_the_next(tmp_path: Path) -> None:
    gone = [paragraph(deleted(text), DELETED_MARK) for text in ("甲甲", "乙乙")]
    first, second = read(tmp_path, paragraph("前"), *gone, paragraph("后"))
    assert first.tracked == ()
    assert (second.text, second.place) == ("后", "第4段")
    assert second.tracked == (deletion("甲甲\n乙乙", 0),)


def test_a_deleted_paragraph_at_the_end_is_told_at_the_one_before(tmp_path: Path) -> None:
    (only,) = read(tmp_path, paragraph("前"), paragraph(deleted("末段"), DELETED_MARK))
    assert only.tracked == (deletion("末段", 1),)


def test_a_deleted_paragraph_before_a_table_is_told_in_its_first_cell(tmp_path: Path) -> None:
    gone = paragraph(deleted("说明"), DELETED_MARK)
    document = edited(tmp_path, gone + table(row("甲", "乙"), row("1", "2")))
    assert [each.tracked for each in every_paragraph(document)] == [
        (deletion("说明", 0),),
        (),
        (),
        (),
    ]


def test_a_heading_that_loses_its_mark_lends_style_and_number(tmp_path: Path) -> None:
    body = paragraph("标题", DELETED_MARK + '<w:outlineLvl w:val="1"/>') + paragraph("正文")
    (only,) = read(tmp_path, body)
    assert (only.text, only.level) == ("标题正文", 2)


def test_a_deleted_row_is_none_and_told_in_the_next(tmp_path: Path) -> None:
    gone = row("合计", "9", properties=f"<w:del {WHO}/>")
    document = edited(tmp_path, table(row("甲", "1"), gone, row("乙", "2")))
    (only,) = tables(document)
    assert [each.text for each in only.cells] == ["甲", "1", "乙", "2"]
    assert only.cells[2].paragraphs[0].tracked == (deletion("合计\n9", 0),)
    assert only.cells[2].row == 1


def test_what_stands_in_an_inserted_row_is_inserted(tmp_path: Path) -> None:
    fresh = row("新行", "3", properties=f"<w:ins {WHO}/>")
    (only,) = tables(edited(tmp_path, table(row("甲", "1"), fresh)))
    assert [each.paragraphs[0].tracked for each in only.cells[2:]] == [
        (insertion("新行", 0),),
        (insertion("3", 0),),
    ]


def test_changed_formats_are_no_changes(tmp_path: Path) -> None:
    fonts = (
        f"<w:r><w:rPr><w:b/><w:rPrChange {WHO}><w:rPr/></w:rPrChange></w:rPr><w:t>甲</w:t></w:r>"
    )
    (only,) = read(tmp_path, paragraph(fonts, f"<w:pPrChange {WHO}><w:pPr/></w:pPrChange>"))
    assert (only.text, only.tracked) == ("甲", ())


# bookmarks


def test_a_bookmark_covers_the_text_it_stands_around(tmp_path: Path) -> None:
    (only,) = read(tmp_path, paragraph(run("公开") + marked(1, "gk_1", "486") + run("条")))
    assert only.anchors == (Anchor("gk_1", 2, 5),)


def test_a_bookmark_over_paragraphs_is_split_over_them(tmp_path: Path) -> None:
    bodies = [paragraph(run("前") + begin(1, "甲") + run("一")), paragraph("二")]
    document = edited(tmp_path, "".join(bodies) + paragraph(run("三") + end(1) + run("后")))
    assert covered(document) == {"甲": ["一", "二", "三"]}


def test_a_bookmark_between_paragraphs_covers_the_whole_ones(tmp_path: Path) -> None:
    body = begin(1, "甲") + paragraph("一") + paragraph("二") + end(1) + paragraph("三")
    assert covered(edited(tmp_path, body)) == {"甲": ["一", "二"]}


def test_the_end_of_a_bookmark_at_the_next_start_leaves_no_point_there(tmp_path: Path) -> None:
    body = paragraph(begin(1, "甲") + run("一")) + paragraph(end(1) + run("二"))
    assert covered(edited(tmp_path, body)) == {"甲": ["一"]}


def test_the_bookmark_of_a_deleted_text_is_a_point(tmp_path: Path) -> None:
    gone = paragraph(begin(1, "甲") + deleted("一") + end(1), DELETED_MARK)
    (only,) = read(tmp_path, gone, paragraph("二"))
    assert only.anchors == (Anchor("甲", 0, 0),)


def test_a_bookmark_on_an_empty_paragraph_waits_for_the_next(tmp_path: Path) -> None:
    first, second = read(
        tmp_path, paragraph("前"), paragraph(begin(1, "甲") + end(1)), paragraph("后")
    )
    assert (first.anchors, second.anchors) == ((), (Anchor("甲", 0, 0),))


def test_a_bookmark_behind_everything_is_a_point_at_the_end(tmp_path: Path) -> None:
    (only,) = read(tmp_path, paragraph("全文"), paragraph(begin(1, "甲") + end(1)))
    assert only.anchors == (Anchor("甲", 2, 2),)


@pytest.mark.parametrize(
    "body",
    [
        paragraph(run("一") + begin(1, "甲") + run("二")),
        paragraph(run("一") + end(1) + begin(1, "甲") + run("二")),
        end(1) + paragraph(run("一") + begin(1, "甲") + run("二")) + end(2),
    ],
)
def test_a_bookmark_without_an_end_behind_it_is_a_point(tmp_path: Path, body: str) -> None:
    (only,) = read(tmp_path, body)
    assert only.anchors == (Anchor("甲", 1, 1),)


def test_two_bookmarks_of_one_name_are_two(tmp_path: Path) -> None:
    (only,) = read(tmp_path, paragraph(marked(1, "甲", "一") + marked(2, "甲", "二")))
    assert only.anchors == (Anchor("甲", 0, 1), Anchor("甲", 1, 2))


def test_two_bookmarks_of_one_number_both_find_an_end(tmp_path: Path) -> None:
    inside = begin(1, "甲") + run("一") + begin(1, "乙") + run("二") + end(1) + run("三") + end(1)
    (only,) = read(tmp_path, paragraph(inside))
    assert only.anchors == (Anchor("甲", 0, 3), Anchor("乙", 1, 2))


def test_the_bookmark_of_an_emptied_cell_stays_in_the_cell(tmp_path: Path) -> None:
    empty = cell(paragraph(begin(1, "甲") + deleted("5") + end(1)))
    document = edited(tmp_path, table(row("标", empty, "7"), row("1", "2", "3")))
    (only,) = tables(document)
    assert [each.paragraphs[0].anchors for each in only.cells[:3]] == [
        (),
        (Anchor("甲", 0, 0),),
        (),
    ]
    assert only.cells[1].paragraphs[0].tracked == (deletion("5", 0),)


def test_a_bookmark_around_the_paragraph_of_an_empty_cell_stays_in_the_cell(
    tmp_path: Path,
) -> None:
    around = f"<w:tc><w:tcPr/>{begin(1, '甲')}{paragraph('')}{end(1)}</w:tc>"
    (only,) = tables(edited(tmp_path, table(row("标", around, "7"), row("1", "2", "3"))))
    anchors = [each.paragraphs[0].anchors for each in only.cells[:3]]
    assert anchors == [(), (Anchor("甲", 0, 0),), ()]


def test_a_bookmark_between_rows_and_cells_covers_those(tmp_path: Path) -> None:
    first = f"<w:tr>{cell('1')}{begin(1, '甲')}{cell('2')}</w:tr>"
    second = f"{begin(2, '乙')}<w:tr>{cell('3')}{end(1)}{cell('4')}</w:tr>{end(2)}"
    document = edited(tmp_path, table(first, second))
    assert covered(document) == {"甲": ["2", "3"], "乙": ["3", "4"]}
    assert [len(each.paragraphs) for each in tables(document)[0].cells] == [1] * 4


def test_positions_count_the_number_that_word_draws(tmp_path: Path) -> None:
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="%1、"/></w:lvl>'
    )
    lists = (
        f'<w:numbering {SPACES}><w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = paragraph(marked(1, "甲", "总体") + inserted("情况"), numbered)
    (only,) = paragraphs(edited(tmp_path, body, {"word/numbering.xml": lists}))
    assert only.text == "一、总体情况"
    assert only.anchors == (Anchor("甲", 2, 4),)
    assert only.tracked == (insertion("情况", 4),)


# comments


def remark(number: int, text: str, author: str = AUTHOR) -> str:
    inside = f'<w:p w14:paraId="0000000{number}">{run(text)}</w:p>'
    return f'<w:comment w:id="{number}" w:author="{author}">{inside}</w:comment>'


def remarked(folder: Path, body: str, *comments: str, threads: str = "") -> EditedDocument:
    more = {"word/comments.xml": f"<w:comments {SPACES}>{''.join(comments)}</w:comments>"}
    if threads:
        more["word/commentsExtended.xml"] = f"<w15:commentsEx {SPACES}>{threads}</w15:commentsEx>"
    return edited(folder, body, more)


def ranged(number: int, inside: str) -> str:
    ends = f'<w:commentRangeEnd w:id="{number}"/>{reference(number)}'
    return f'<w:commentRangeStart w:id="{number}"/>{inside}{ends}'


def reference(number: int) -> str:
    return f'<w:r><w:commentReference w:id="{number}"/></w:r>'


def test_a_comment_quotes_what_it_hangs_on(tmp_path: Path) -> None:
    body = paragraph(run("公开") + ranged(0, run("486")) + run("条"))
    (only,) = paragraphs(remarked(tmp_path, body, remark(0, "请核对")))
    assert only.comments == (MarginComment(AUTHOR, "请核对", 2, 5, "486"),)


def test_a_comment_without_a_range_hangs_on_a_point(tmp_path: Path) -> None:
    body = paragraph(run("公开") + reference(0) + run("条"))
    (only,) = paragraphs(remarked(tmp_path, body, remark(0, "请核对")))
    assert only.comments == (MarginComment(AUTHOR, "请核对", 2, 2, ""),)


def test_a_comment_over_paragraphs_stands_at_the_first(tmp_path: Path) -> None:
    body = (
        paragraph('<w:commentRangeStart w:id="0"/>' + run("一"))
        + paragraph("二")
        + paragraph(run("三") + '<w:commentRangeEnd w:id="0"/>' + reference(0))
    )
    found = paragraphs(remarked(tmp_path, body, remark(0, "合并")))
    assert [each.comments for each in found] == [
        (MarginComment(AUTHOR, "合并", 0, 1, "一"),),
        (),
        (),
    ]


def test_an_answer_without_a_place_stands_beside_what_it_answers(tmp_path: Path) -> None:
    body = paragraph(run("公开") + ranged(0, run("486")))
    threads = (
        '<w15:commentEx w15:paraId="00000000"/>'
        '<w15:commentEx w15:paraId="00000001" w15:paraIdParent="00000000"/>'
    )
    comments = remark(0, "请核对"), remark(1, "已核对", "李科长")
    (only,) = paragraphs(remarked(tmp_path, body, *comments, threads=threads))
    assert [(each.author, each.text, each.quoted) for each in only.comments] == [
        (AUTHOR, "请核对", "486"),
        ("李科长", "已核对", "486"),
    ]


def test_a_comment_that_hangs_nowhere_is_told(tmp_path: Path) -> None:
    document = remarked(tmp_path, paragraph("正文"), remark(0, "此处\n存疑"))
    assert document.remarks == (f"批注找不到所批的文字：{AUTHOR}：此处 存疑",)


# what is text


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>", "甲\t乙"),
        ("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:cr/><w:t>丙</w:t></w:r>", "甲\n乙\n丙"),
        ("<w:r><w:t>0512</w:t><w:noBreakHyphen/><w:t>1</w:t></w:r>", "0512-1"),
        ("<w:r><w:t>甲</w:t><w:softHyphen/><w:t>乙</w:t></w:r>", "甲乙"),
        ('<w:r><w:t>甲</w:t><w:sym w:font="宋体" w:char="2605"/></w:r>', "甲★"),
        ('<w:r><w:t>甲</w:t><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "甲"),
        ('<w:r><w:t>甲</w:t><w:sym w:font="宋体" w:char="E000"/></w:r>', "甲"),
        ("<w:r><w:t>甲</w:t><w:sym/></w:r>", "甲"),
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>ti</w:t></w:r></w:rt>"
            "<w:rubyBase><w:r><w:t>题</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            "题",
        ),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            "<w:r><w:instrText>REF 甲</w:instrText></w:r>"
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>486</w:t></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            "486",
        ),
        ('<w:fldSimple w:instr="PAGE"><w:r><w:t>3</w:t></w:r></w:fldSimple>', "3"),
        (f'<w:hyperlink w:anchor="甲">{run("链接")}</w:hyperlink>', "链接"),
        (f"<w:smartTag>{run('智能')}</w:smartTag>", "智能"),
        (f"<w:customXml>{run('自定')}</w:customXml>", "自定"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('控件')}</w:sdtContent></w:sdt>", "控件"),
        ("<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>", "x"),
        ("<w:r><w:t>甲<!-- 乙 -->丙<?丁?></w:t></w:r>", "甲丙"),
        (f"{run('甲')}<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>", "甲"),
        (f'<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>显</w:t></w:r>{run("甲")}', "显甲"),
    ],
)
def test_text_is_what_a_person_sees(tmp_path: Path, inside: str, text: str) -> None:
    (only,) = read(tmp_path, paragraph(inside))
    assert only.text == text


def test_paragraphs_in_content_controls_are_paragraphs(tmp_path: Path) -> None:
    wrapped = f"<w:sdt><w:sdtContent>{paragraph('甲')}{paragraph('乙')}</w:sdtContent></w:sdt>"
    assert [each.text for each in read(tmp_path, wrapped, paragraph("丙"))] == ["甲", "乙", "丙"]


def test_a_style_is_told_by_its_name_and_a_level_by_style_or_outline(tmp_path: Path) -> None:
    def style(number: str, name: str, more: str = "") -> str:
        return (
            f'<w:style w:type="paragraph" w:styleId="{number}"{more}>'
            f'<w:name w:val="{name}"/></w:style>'
        )

    usual, heading = style("a", "Normal", ' w:default="1"'), style("3", "heading 2")
    body = [
        paragraph("甲", '<w:pStyle w:val="3"/>'),
        paragraph("乙"),
        paragraph("丙", '<w:outlineLvl w:val="0"/>'),
        paragraph("丁", '<w:pStyle w:val="3"/><w:outlineLvl w:val="9"/>'),
    ]
    sheet = {
        "word/styles.xml": f"<w:styles {SPACES}>{usual}{heading}{style('t', 'Title')}</w:styles>"
    }
    found = paragraphs(edited(tmp_path, "".join(body), sheet))
    assert [(each.style, each.level) for each in found] == [
        ("heading 2", 2),
        ("Normal", 0),
        ("Normal", 1),
        ("heading 2", 0),
    ]


def test_a_style_has_the_level_of_the_one_it_is_based_on(tmp_path: Path) -> None:
    based = (
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="红头标题"/>'
        '<w:basedOn w:val="1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="3"><w:name w:val="绕圈"/>'
        '<w:basedOn w:val="3"/></w:style>'
    )
    body = [paragraph(name, f'<w:pStyle w:val="{name}"/>') for name in "23"]
    sheet = {"word/styles.xml": f"<w:styles {SPACES}>{based}</w:styles>"}
    found = paragraphs(edited(tmp_path, "".join(body), sheet))
    assert [(each.style, each.level) for each in found] == [("红头标题", 1), ("绕圈", 0)]


def test_parts_are_found_by_what_refers_to_them(tmp_path: Path) -> None:
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    space = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'

    def refer(kind: str, target: str) -> str:
        entry = f'<Relationship Id="r1" Type="{kinds}{kind}" Target="{target}"/>'
        return f"<Relationships {space}>{entry}</Relationships>"

    body = paragraph(run("公开") + ranged(0, run("486")))
    more = {
        "_rels/.rels": refer("officeDocument", "word/document2.xml"),
        "word/document2.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document2.xml.rels": refer("comments", "/word/批注.xml"),
        "word/批注.xml": f"<w:comments {SPACES}>{remark(0, '请核对')}</w:comments>",
    }
    (only,) = paragraphs(edited(tmp_path, paragraph("旧"), more))
    assert (only.text, [each.text for each in only.comments]) == ("公开486", ["请核对"])


def test_iso_strict_is_read_as_the_usual(tmp_path: Path) -> None:
    path = tmp_path / "改过.docx"
    strict = paragraph(marked(1, "甲", "正文"))
    names = SPACES.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    document = f"<w:document {names}><w:body>{strict}</w:body></w:document>"
    path.write_bytes(package("", {"word/document.xml": document}))
    assert covered(read_edited(path)) == {"甲": ["正文"]}


# tables


def test_a_cell_knows_its_place_and_how_far_it_reaches(tmp_path: Path) -> None:
    starts = (
        cell("行政复议", '<w:gridSpan w:val="2"/>'),
        cell("合计", '<w:vMerge w:val="restart"/>'),
    )
    below = "维持", "纠正", cell("", "<w:vMerge/>")
    document = edited(tmp_path, paragraph("前") + table(row(*starts), row(*below)))
    (only,) = tables(document)
    places = [(e.text, e.row, e.column, e.rows, e.columns) for e in only.cells]
    assert places == [
        ("行政复议", 0, 0, 1, 2),
        ("合计", 0, 2, 2, 1),
        ("维持", 1, 0, 1, 1),
        ("纠正", 1, 1, 1, 1),
    ]
    assert only.place == "表1"
    assert [each.paragraphs[0].place for each in only.cells] == ["表1第1行"] * 2 + ["表1第2行"] * 2
    assert only.table.rows[0][2] is only.table.rows[1][2]


def test_columns_that_no_one_can_see_are_none(tmp_path: Path) -> None:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in (590, 1, 590))
    rows = [
        row(cell("甲"), cell("乙", '<w:gridSpan w:val="2"/>')),
        row(cell("丙", '<w:gridSpan w:val="2"/>'), cell("丁")),
    ]
    (only,) = tables(edited(tmp_path, table(f"<w:tblGrid>{grid}</w:tblGrid>", *rows)))
    assert [(e.text, e.column, e.columns) for e in only.cells] == [
        ("甲", 0, 1),
        ("乙", 1, 1),
        ("丙", 0, 1),
        ("丁", 1, 1),
    ]


def test_a_cell_holds_the_paragraphs_of_a_table_inside_it(tmp_path: Path) -> None:
    inner = table(row("内1", "内2"))
    holder = f"<w:tc><w:tcPr/>{paragraph('外')}{inner}{paragraph('末')}</w:tc>"
    (only,) = tables(edited(tmp_path, table(row(holder, "右"), row("1", "2"))))
    assert only.cells[0].text == "外\n内1\n内2\n末"


def test_what_a_merged_cell_covers_is_not_read_and_its_bookmark_not_lost(tmp_path: Path) -> None:
    top, hidden = (
        cell("合计", '<w:vMerge w:val="restart"/>'),
        cell(paragraph(marked(1, "甲", "盖住")), "<w:vMerge/>"),
    )
    document = edited(tmp_path, table(row(top, "1"), row(hidden, "2")))
    assert [each.text for each in every_paragraph(document)] == ["合计", "1", "2"]
    assert covered(document) == {"甲": [""]}


# what is beside the text


def test_custom_properties_are_read_by_name(tmp_path: Path) -> None:
    properties = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
        ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        '<property name="gkdraft"><vt:lpwstr>abc</vt:lpwstr></property>'
        '<property name="份号"><vt:i4>7</vt:i4></property></Properties>'
    )
    document = edited(tmp_path, paragraph("甲"), {"docProps/custom.xml": properties})
    assert document.properties == {"gkdraft": "abc", "份号": "7"}


def test_what_is_not_read_is_counted_and_told(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{paragraph('框里')}</w:txbxContent>"
    picture = "<w:drawing><pic:pic/></w:drawing>"
    inside = (
        f"{run('正文')}<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        f"<w:r>{picture}{picture}</w:r><w:r><w:footnoteReference w:id='1'/></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>"
    )
    margins = {
        "word/header1.xml": f"<w:hdr {SPACES}>{paragraph('内部资料')}</w:hdr>",
        "word/footer1.xml": f"<w:ftr {SPACES}>{paragraph('— 1 —')}</w:ftr>",
    }
    document = edited(tmp_path, paragraph(inside) + '<w:altChunk w:id="x"/>', margins)
    assert document.remarks == (
        "有图片 2 张、文本框 1 个、脚注 1 条、写了字的页眉页脚 1 个、隐藏文字 1 处、"
        "插入的其他文件 1 个，没有读",
    )
    assert [each.text for each in paragraphs(document)] == ["正文"]
    assert [line.text for line in document.flow.lines()] == ["正文", "框里"]


def test_what_lies_outside_of_the_file_is_named_and_not_opened(tmp_path: Path) -> None:
    outside = tmp_path / "外.txt"
    outside.write_text("不该出现", encoding="utf-8")
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    entries = "".join(
        f'<Relationship Id="r{kind}" Type="{kinds}{kind}" Target="{outside.as_uri()}"'
        ' TargetMode="External"/>'
        for kind in ("attachedTemplate", "hyperlink")
    )
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{entries}</Relationships>"
    )
    document = edited(tmp_path, paragraph("甲"), {"word/_rels/settings.xml.rels": rels})
    assert len(document.remarks) == 1
    assert document.remarks[0].startswith("引用了文件以外的内容（模板: file:")
    assert "不该出现" not in str(document)


# the shipped example and real documents


def block_lines(document: EditedDocument) -> list[str]:
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, EditedParagraph):
            lines += [line.text for line in split_lines(block.text, "")]
        else:
            lines += [line.text for line in list_table_lines(block.table)]
    return lines


def flow_texts(flow: Flow) -> list[object]:
    """A flow as what can be compared: cells are told apart by identity."""
    made: list[object] = []
    for block in flow.blocks:
        made.append(
            [[c.text for c in r] for r in block.rows] if isinstance(block, Table) else block
        )
    return made


def test_the_example_reads_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "年报.docx"
    path.write_bytes(drafted().render(".docx"))
    document = read_edited(path)
    assert block_lines(document) == [line.text for line in document.flow.lines()]
    assert document.remarks == ()
    assert "gkdraft" in document.properties
    title, *_ = paragraphs(document)
    assert (title.style, title.level) == ("Title", 0)
    assert [table.place for table in tables(document)] == ["表1", "表2", "表3"]


def test_real_documents_give_the_lines_that_the_other_reader_gives() -> None:
    paths = sorted((SHARED / "corpus").rglob("*.docx"))
    if not paths:
        pytest.skip("needs the folder with real documents, which is not here")
    for path in paths:
        document = read_edited(path)
        assert flow_texts(document.flow) == flow_texts(read_word(path.read_bytes(), str(path)))
        boxed = [line for line in document.flow.lines() if not line.place.endswith("文本框")]
        assert block_lines(document) == [line.text for line in boxed], path.name


RUN = re.compile("<w:r>.*?</w:r>", re.DOTALL)


def shape(document: EditedDocument) -> list[object]:
    """Texts, levels and the cells' places of a document."""
    made: list[object] = []
    for block in document.blocks:
        if isinstance(block, EditedParagraph):
            made.append((block.text, block.level, block.style.lower()))
        else:
            made += [(e.text, e.row, e.column, e.rows, e.columns) for e in block.cells]
    return made


@pytest.mark.office
@pytest.mark.parametrize("detour", ["odt", "doc"])
def test_a_document_that_was_another_format_between_keeps_everything(
    tmp_path: Path, detour: str
) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("needs LibreOffice (libreoffice-writer-nogui) to save other formats")
    (tmp_path / "年报.docx").write_bytes(drafted().render(".docx"))
    before = read_edited(tmp_path / "年报.docx")
    assert len(covered(before)) > 100
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    for kind, name, folder in ((detour, "年报.docx", "去"), ("docx", f"去/年报.{detour}", "回")):
        command = [office, profile, "--headless", "--convert-to", kind, "--outdir", folder, name]
        subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=300, check=True)
    after = read_edited(tmp_path / "回/年报.docx")
    assert covered(after) == covered(before)
    assert shape(after) == shape(before)
    assert after.properties == before.properties


# elements: where in the part the text stands


def test_every_stretch_of_text_says_which_element_holds_it(tmp_path: Path) -> None:
    inside = run("甲") + "<w:r><w:tab/><w:br/><w:noBreakHyphen/></w:r>" + deleted("乙")
    document = edited(tmp_path, paragraph(inside + inserted("丙丁")) + table(row("1", "2")))
    (text,), (grid,) = paragraphs(document), tables(document)
    root = parse_part(document.parts[document.main])
    assert root is not None
    elements = list(root.iter())
    found = [(text.text[s.start : s.end], elements[s.element].tag) for s in text.sources]
    assert found == [
        ("甲", f"{W}t"),
        ("\t", f"{W}tab"),
        ("\n", f"{W}br"),
        ("-", f"{W}noBreakHyphen"),
        ("丙丁", f"{W}t"),
    ]
    assert [elements[number].tag for number in text.elements] == [f"{W}p"]
    assert elements[grid.element].tag == f"{W}tbl"


def test_a_number_that_word_draws_has_no_source(tmp_path: Path) -> None:
    properties = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    numbers = (
        f'<w:numbering xmlns:w="{W[1:-1]}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
        '<w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    body = paragraph("甲", properties)
    (only,) = paragraphs(edited(tmp_path, body, {"word/numbering.xml": numbers}))
    assert only.text == "1.甲"
    assert [(s.start, s.end) for s in only.sources] == [(2, 3)]


def test_a_paragraph_joined_of_two_names_both(tmp_path: Path) -> None:
    (only,) = read(tmp_path, paragraph("甲", DELETED_MARK), paragraph("乙"))
    assert len(only.elements) == 2
