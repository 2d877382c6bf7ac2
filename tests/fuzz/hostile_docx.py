"""Word files whose body is too deep, too long or too wide."""

from fuzz.hostile_file import TITLE, Draw, Make, nest, write_sentences
from fuzz.zip_files import W_NAMESPACE, wrap_document, write_docx

BOXES = (
    ("<w:p><w:r><w:txbxContent>", "</w:txbxContent></w:r></w:p>"),
    (
        "<w:p><w:r><w:pict><v:textbox><w:txbxContent>",
        "</w:txbxContent></v:textbox></w:pict></w:r></w:p>",
    ),
)
DEEPEST = 240
"""Elements in one another: a parser gives up a little later."""


def paragraph(text: str) -> str:
    """A paragraph of one run."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _write_body(body: str) -> bytes:
    start = paragraph(TITLE) + paragraph("一、总体情况")
    return write_docx({"word/document.xml": wrap_document(start + body)})


def make_nested_boxes(draw: Draw) -> bytes:
    """Text boxes inside of text boxes, with text at each depth or only at the last."""
    opening, closing = draw.pick(BOXES)
    depth = draw.random.randint(20, DEEPEST // opening.count("<"))
    text = draw.pick(["", paragraph("件"), paragraph("申请" * 40)])
    inside = nest(opening + text, closing, depth, paragraph("受理9件。"))
    return _write_body(inside * draw.count(4_000))


def make_nested_paragraphs(draw: Draw) -> bytes:
    """Paragraphs that stand directly in one another, as no program writes them."""
    opening, closing = draw.pick(
        [
            ("<w:p>", "</w:p>"),
            ("<w:p><w:r>", "</w:r></w:p>"),
            ("<w:p><w:r><w:t>件", "</w:t></w:r></w:p>"),
        ]
    )
    depth = min(230 // opening.count("<"), 10 + draw.count(230))
    body = nest(opening, closing, depth, paragraph("数")) * draw.count(1500)
    frame = draw.pick(["{}", "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>"])
    return _write_body(frame.format(body))


def make_alternate_boxes(draw: Draw) -> bytes:
    """Thousands of text boxes, each told twice."""
    content = f"<w:txbxContent>{paragraph('受理8件。')}</w:txbxContent>"
    drawing = f"<w:drawing><wps:txbx>{content}</wps:txbx></w:drawing>"
    choice = f'<mc:Choice Requires="wps">{drawing}</mc:Choice>'
    fallback = f"<mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback>"
    box = f"<w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r>"
    count = draw.count(20_000)
    if draw.pick([True, False]):
        return _write_body(f"<w:p>{box * count}</w:p>")
    return _write_body(f"<w:p>{box}</w:p>" * count)


def make_nested_tables(draw: Draw) -> bytes:
    """Tables inside of the cells of tables."""
    depth = min(75, 5 + draw.count(75))
    cell = draw.pick(["", "<w:tc><w:p/></w:tc>", f"<w:tc>{paragraph('自然人')}</w:tc>"])
    inside = nest(
        f"<w:tbl><w:tr>{cell}<w:tc>", "<w:p/></w:tc></w:tr></w:tbl>", depth, paragraph("7")
    )
    return _write_body(inside * draw.count(600))


def make_many_runs(draw: Draw) -> bytes:
    """One paragraph of very many runs."""
    run = draw.pick(
        [
            "<w:r><w:t>件</w:t></w:r>",
            "<w:r><w:rPr><w:b/></w:rPr><w:t>3</w:t></w:r>",
            "<w:r><w:tab/></w:r>",
            "<w:r><w:br/></w:r>",
        ]
    )
    return _write_body(f"<w:p>{run * draw.count(300_000)}</w:p>")


def make_long_run(draw: Draw) -> bytes:
    """One run of millions of characters."""
    unit = draw.pick(["件", "受理1件，", "9", "。", "（", "  "])
    return _write_body(paragraph(unit * (draw.count(4_800_000) // len(unit))))


def make_empty_paragraphs(draw: Draw) -> bytes:
    """Very many paragraphs with nothing in them, or next to nothing."""
    unit = draw.pick(
        ["<w:p/>", "<w:p><w:pPr/></w:p>", "<w:p><w:r><w:t> </w:t></w:r></w:p>", paragraph("一")]
    )
    return _write_body(unit * draw.count(400_000))


def make_long_tables(draw: Draw) -> bytes:
    """Tables of thousands of rows with tens of columns, or many small tables."""
    cell = draw.pick([f"<w:tc>{paragraph('1')}</w:tc>", "<w:tc><w:p/></w:tc>"])
    row = f"<w:tr>{cell * 50}</w:tr>"
    if draw.pick([True, True, False]):
        return _write_body(f"<w:tbl>{row * draw.count(10_000)}</w:tbl>")
    small = f"<w:tbl>{f'<w:tr>{cell * 2}</w:tr>' * 2}</w:tbl>"
    return _write_body(small * draw.count(60_000))


def make_wide_spans(draw: Draw) -> bytes:
    """Cells that claim to reach over a million columns."""
    reach = draw.pick(["1000000", "999999999999", "-5", "1e9"])
    before = draw.pick(["", f'<w:trPr><w:gridBefore w:val="{reach}"/></w:trPr>'])
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{reach}"/></w:tcPr>{paragraph("2")}</w:tc>'
    row = f"<w:tr>{before}{cell * draw.random.randint(2, 60)}</w:tr>"
    return _write_body(f"<w:tbl>{row * draw.count(9_000)}</w:tbl>")


def make_merge_chains(draw: Draw) -> bytes:
    """Cells that go on from the row above, all the way down."""
    cell = f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{paragraph('')}</w:tc>"
    first = cell.replace("<w:vMerge/>", '<w:vMerge w:val="restart"/>')
    wide = draw.random.randint(2, 55)
    rows = f"<w:tr>{first * wide}</w:tr>" + f"<w:tr>{cell * wide}</w:tr>" * draw.count(9_000)
    return _write_body(f"<w:tbl>{rows}</w:tbl>")


def make_style_chains(draw: Draw) -> bytes:
    """A style sheet of tens of thousands of styles, each based on another."""
    count = draw.count(120_000)
    turn = draw.pick([1, 2, count])
    styles = []
    for number in range(count):
        below = (number + 1) % count if turn == 1 else number // turn
        styles.append(
            f'<w:style w:type="paragraph" w:styleId="s{number}"><w:name w:val="heading {number}"/>'
            f'<w:basedOn w:val="s{below}"/></w:style>'
        )
    body = ""
    for number in range(min(count, 20_000)):
        body += f'<w:p><w:pPr><w:pStyle w:val="s{number}"/></w:pPr><w:r><w:t>件</w:t></w:r></w:p>'
    sheet = f"<w:styles {W_NAMESPACE}>{''.join(styles)}</w:styles>"
    return write_docx({"word/document.xml": wrap_document(body), "word/styles.xml": sheet})


def make_numberings(draw: Draw) -> bytes:
    """Numbers with a text that repeats itself, or very many of their definitions."""
    text = draw.pick(["%1", "第%1条", "%1.%2.%3", "%9"]) * draw.count(200_000 // 4)
    start = draw.pick(["1", "2147483647", "-1", "9" * 40])
    form = draw.pick(["chineseCounting", "upperRoman", "lowerLetter", "decimal"])
    level = (
        f'<w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )
    items = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/></w:num>'
        for number in range(1, draw.count(20_000) + 1)
    )
    numbering = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>{items}'
    listed = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    body = f"<w:p>{listed}<w:r><w:t>受理6件。</w:t></w:r></w:p>" * draw.count(3_000)
    whole = f"<w:numbering {W_NAMESPACE}>{numbering}</w:numbering>"
    return write_docx({"word/document.xml": wrap_document(body), "word/numbering.xml": whole})


def make_wrappers(draw: Draw) -> bytes:
    """Controls, insertions and links around one another."""
    opening, closing = draw.pick(
        [
            ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
            ("<w:ins>", "</w:ins>"),
            ("<w:hyperlink>", "</w:hyperlink>"),
            ("<w:smartTag><w:del><w:ins>", "</w:ins></w:del></w:smartTag>"),
        ]
    )
    depth = min(235 // opening.count("<"), 8 + draw.count(235))
    inline = nest(opening, closing, depth, "<w:r><w:t>受理5件。</w:t></w:r>")
    return _write_body(f"<w:p>{inline}</w:p>" * draw.count(3_000))


def make_marks(draw: Draw) -> bytes:
    """Bookmarks without number, closed far away, never, or in the wrong order."""
    count = draw.count(100_000)
    name = draw.pick(["m", "_gkp", "_gkc", "同名"])
    starts = "".join(
        f'<w:bookmarkStart w:id="{number}" w:name="{name}{number % 5000}"/>'
        for number in range(count)
    )
    ends = "".join(f'<w:bookmarkEnd w:id="{count - number}"/>' for number in range(count))
    return _write_body(f"<w:p>{starts}<w:r><w:t>受理4件。</w:t></w:r>{ends}</w:p>")


def make_comments(draw: Draw) -> bytes:
    """Comments without number, on one word or on everything."""
    count = draw.count(60_000)
    marks, comments = [], []
    for number in range(count):
        marks.append(f'<w:commentRangeStart w:id="{number}"/>')
        comments.append(f'<w:comment w:id="{number}" w:author="甲">{paragraph("请改")}</w:comment>')
    for number in range(count):
        marks.append(
            f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'
        )
    body = f"<w:p><w:r><w:t>受理4件。</w:t></w:r>{''.join(marks)}</w:p>"
    parts = {
        "word/document.xml": wrap_document(body),
        "word/comments.xml": f"<w:comments {W_NAMESPACE}>{''.join(comments)}</w:comments>",
    }
    return write_docx(parts)


def make_tracked_changes(draw: Draw) -> bytes:
    """Changes inside of changes: runs, properties, moves."""
    change = draw.pick(
        [
            '<w:ins w:id="1"><w:del w:id="2"><w:r><w:delText>旧</w:delText></w:r></w:del></w:ins>',
            '<w:r><w:rPr><w:rPrChange w:id="3"><w:rPr/></w:rPrChange></w:rPr><w:t>新</w:t></w:r>',
            '<w:moveFrom w:id="4"><w:r><w:t>移</w:t></w:r></w:moveFrom>'
            '<w:moveTo w:id="4"><w:r><w:t>移</w:t></w:r></w:moveTo>',
        ]
    )
    mark = '<w:pPr><w:rPr><w:del w:id="9" w:author="乙"/></w:rPr></w:pPr>'
    form = draw.pick([f"<w:p>{change * 40}</w:p>", f"<w:p>{mark}{change}</w:p>"])
    return _write_body(form * draw.count(40_000 if len(form) < 900 else 4_000))


def make_long_reports(draw: Draw) -> bytes:
    """A report that reads like one, hundreds of times too long."""
    text = write_sentences(draw, draw.count(900_000))
    step = draw.pick([200, 5_000, 100_000])
    pieces = [text[start : start + step] for start in range(0, len(text), step)]
    return _write_body("".join(map(paragraph, pieces)))


def make_fields(draw: Draw) -> bytes:
    """Fields that begin and never end, and symbols."""
    unit = draw.pick(
        [
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            "<w:r><w:instrText> PAGE </w:instrText></w:r>",
            '<w:fldSimple w:instr=" DATE "><w:r><w:t>1</w:t></w:r></w:fldSimple>',
            '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>',
            "<w:r><w:footnoteReference w:id='1'/></w:r>",
        ]
    )
    return _write_body(f"<w:p>{unit * draw.count(120_000)}<w:r><w:t>件</w:t></w:r></w:p>")


KINDS: dict[str, Make] = {
    "docx-nested-boxes": make_nested_boxes,
    "docx-nested-paragraphs": make_nested_paragraphs,
    "docx-alternate-boxes": make_alternate_boxes,
    "docx-nested-tables": make_nested_tables,
    "docx-many-runs": make_many_runs,
    "docx-long-run": make_long_run,
    "docx-empty-paragraphs": make_empty_paragraphs,
    "docx-long-tables": make_long_tables,
    "docx-wide-spans": make_wide_spans,
    "docx-merge-chains": make_merge_chains,
    "docx-style-chains": make_style_chains,
    "docx-numberings": make_numberings,
    "docx-wrappers": make_wrappers,
    "docx-marks": make_marks,
    "docx-comments": make_comments,
    "docx-tracked-changes": make_tracked_changes,
    "docx-long-reports": make_long_reports,
    "docx-fields": make_fields,
}
