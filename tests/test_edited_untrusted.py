"""An edited .docx comes from outside: one line or a document, never a traceback, never macros."""

import random
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from gkdraft.base.package import pack_parts, parse_part, unpack_parts
from gkdraft.errors import InputError
from gkdraft.reading.edited import EditedDocument, EditedParagraph, read_edited
from helpers.fuzzing import examples
from helpers.packages import (
    DELETED_MARK,
    SPACES,
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
from helpers.reports import drafted

calm = settings(
    examples(150),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
WHOLE = package(paragraph("正文"))
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"


def refusal(folder: Path, data: bytes, name: str = "改过.docx") -> str:
    """The line that says why a file is not read."""
    path = folder / name
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        read_edited(path)
    message = str(caught.value)
    assert "\n" not in message
    assert message.startswith(f"{path}: ")
    return message.removeprefix(f"{path}: ")


def typed(kind: str) -> bytes:
    """A package whose document is of this type."""
    types = f'<Types><Override PartName="/word/document.xml" ContentType="{kind}"/></Types>'
    return package(paragraph("正文"), {"[Content_Types].xml": types})


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (typed(MACROS), "改过.docx", "含有宏"),
        (package(paragraph("甲"), {"word/vbaProject.bin": "x"}), "改过.docx", "含有宏"),
        (WHOLE, "改过.docm", "含有宏"),
        (typed(f"{TYPE}template.main+xml"), "改过.docx", "模板"),
        (WHOLE, "改过.dotx", "模板"),
        (WHOLE, "改过.dotm", "含有宏"),
        (WHOLE, "改过.odt", "另存为 .docx"),
        (package("", {"mimetype": "application/vnd.oasis.opendocument.text"}), "改.docx", "Open"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "改过.doc", "旧格式"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "改过.docx", "旧格式"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "改过.docx", "有密码"),
        ("正文".encode(), "改过.wps", "旧格式"),
        (b"%PDF-1.7", "改过.pdf", "另存为 .docx"),
        (b"<html></html>", "改过.html", "另存为 .docx"),
        ("正文".encode(), "改过.txt", "另存为 .docx"),
        (b"{\\rtf1", "改过.docx", "RTF"),
        (b"", "改过.docx", "另存为 .docx"),
        (WHOLE[: len(WHOLE) // 2], "改过.docx", "不是完整的"),
        (package(paragraph("")), "改过.docx", "没有文字"),
        (package("", {"word/document.xml": "<w:document"}), "改过.docx", "已损坏"),
        (pack_parts({"xl/workbook.xml": b"<x/>"}), "改过.docx", "不是 Word"),
    ],
)
def test_what_is_no_edited_docx_is_refused_with_what_to_do(
    tmp_path: Path, data: bytes, name: str, says: str
) -> None:
    assert says in refusal(tmp_path, data, name)


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    for path, says in ((tmp_path / "没有.docx", "没有这个文件"), (tmp_path, "这是文件夹")):
        with pytest.raises(InputError, match=says):
            read_edited(path)


def test_a_document_that_unpacks_without_bound_is_refused(tmp_path: Path) -> None:
    bomb = package(paragraph("正文"), {"word/styles.xml": " " * (65 * 1024 * 1024)})
    assert "展开后超过 64 MB" in refusal(tmp_path, bomb)


def test_entities_are_not_filled_in(tmp_path: Path) -> None:
    secret = tmp_path / "密.txt"
    secret.write_text("不该出现", encoding="utf-8")
    head = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    body = f"<w:body>{paragraph(run('前') + '<w:r><w:t>&e;</w:t></w:r>')}</w:body>"
    document = f"{head}<w:document {SPACES}>{body}</w:document>"
    path = tmp_path / "改过.docx"
    path.write_bytes(package("", {"word/document.xml": document}))
    assert [block.text for block in valid(read_edited(path))] == ["前"]


@pytest.mark.parametrize("depth", [60, 100_000])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<w:p><w:r><w:txbxContent>", "</w:txbxContent></w:r></w:p>"),
    ],
)
def test_deep_nesting_is_read_or_refused(
    tmp_path: Path, before: str, after: str, depth: int
) -> None:
    body = before * depth + paragraph("里") + after * depth + paragraph("外")
    path = tmp_path / "改过.docx"
    path.write_bytes(package(body))
    if depth > 1_000:
        assert re.search("已损坏|标记超过", refusal(tmp_path, package(body)))
    else:
        assert valid(read_edited(path))[-1].text == "外"


def test_bookmarks_over_everything_without_number_are_refused(tmp_path: Path) -> None:
    starts = "".join(begin(number, "甲") for number in range(3_000))
    ends = "".join(map(end, range(3_000)))
    assert "太多" in refusal(tmp_path, package(starts + paragraph("甲") * 3_000 + ends))


def valid(document: EditedDocument) -> list[EditedParagraph]:
    """All paragraphs, each with its positions inside its text and its insertions standing there."""
    found = every_paragraph(document)
    for each in found:
        for stretch in (*each.anchors, *each.comments):
            assert 0 <= stretch.start <= stretch.end <= len(each.text)
        for change in each.tracked:
            assert 0 <= change.start <= len(each.text)
            covers = each.text[change.start : change.start + len(change.text)]
            assert change.kind == "deletion" or covers == change.text
    return found


def survives(folder: Path, data: bytes) -> None:
    path = folder / "改过.docx"
    path.write_bytes(data)
    try:
        valid(read_edited(path))
    except InputError as error:
        assert "\n" not in str(error)  # noqa: PT017


COMMENT = f'<w:comment w:id="7" w:author="甲">{paragraph("请核对")}</w:comment>'
RANGE = '<w:commentRangeStart w:id="7"/>', '<w:commentRangeEnd w:id="7"/>'
LIVELY = (
    paragraph(run("标题") + marked(1, "甲", "一"), '<w:outlineLvl w:val="0"/>')
    + paragraph(deleted("没了"), DELETED_MARK)
    + begin(2, "乙")
    + paragraph(RANGE[0] + inserted("新的") + begin(3, "丙") + deleted("旧的") + RANGE[1])
    + table(
        row(cell("头", '<w:gridSpan w:val="2"/>'), cell("右", '<w:vMerge w:val="restart"/>')),
        row("1", marked(4, "丁", "2"), cell("", "<w:vMerge/>")),
        row("5", "6", "7", properties='<w:del w:author="甲"/>'),
    )
    + paragraph(end(3) + run("尾") + end(2), DELETED_MARK)
    + paragraph("末")
)
MORE = {
    "word/comments.xml": f"<w:comments {SPACES}>{COMMENT}</w:comments>",
    "word/styles.xml": f'<w:styles {SPACES}><w:style w:styleId="1"/></w:styles>',
}
SOURCES = {
    "example": unpack_parts(drafted().render(".docx"), "年报.docx"),
    "lively": unpack_parts(package(LIVELY, MORE), "改过.docx"),
}
VALUES = st.sampled_from(["", "0", "1", "9", "-1", "99999999999", "restart", "甲", "１", "F0FC"])
TAGS = (
    "p",
    "tbl",
    "tr",
    "tc",
    "r",
    "t",
    "del",
    "ins",
    "bookmarkStart",
    "bookmarkEnd",
    "sdt",
    "sym",
)


@calm
@given(st.sampled_from(sorted(SOURCES)), st.data())
def test_a_document_with_elements_lost_moved_and_renamed(
    tmp_path: Path, source: str, data: st.DataObject
) -> None:
    parts = dict(SOURCES[source])
    names = sorted(name for name in parts if name.endswith(".xml") and name.startswith("word/"))
    name = data.draw(st.sampled_from(["word/document.xml"] * 3 + names))
    root = parse_part(parts[name])
    assert root is not None
    for _ in range(data.draw(st.integers(1, 8))):
        mutate(root, data)
    survives(tmp_path, pack_parts({**parts, name: etree.tostring(root)}))


def mutate(root: "etree._Element", data: st.DataObject) -> None:
    """Does to one element what no editor should."""
    elements = list(root.iter())[1:]
    if not elements:
        return
    one = data.draw(st.sampled_from(elements))
    other = data.draw(st.sampled_from(elements))
    action = data.draw(st.sampled_from(["lose", "move", "rename", "value", "unwrap"]))
    if action == "lose" and one.getparent() is not None:
        one.getparent().remove(one)
    elif action == "move" and one not in other.iterancestors() and one is not other:
        other.append(one)
    elif action == "rename":
        one.tag = f"{{{W}}}{data.draw(st.sampled_from(TAGS))}"
    elif action == "value":
        for key in list(one.attrib) or [f"{{{W}}}val"]:
            one.set(key, data.draw(VALUES))
    elif one.getparent() is not None:
        for child in list(one):
            one.addprevious(child)


@calm
@given(st.sampled_from(sorted(SOURCES)), st.integers(0, 2**32))
def test_a_package_with_bytes_changed(tmp_path: Path, source: str, seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(pack_parts(SOURCES[source]))
    for _ in range(chance.randint(1, 12)):
        data[chance.randrange(4, len(data))] = chance.randrange(256)
    survives(tmp_path, bytes(data))


def test_an_edited_document_survives_as_it_was_meant(tmp_path: Path) -> None:
    path = tmp_path / "改过.docx"
    path.write_bytes(package(LIVELY, MORE))
    texts = [each.text for each in valid(read_edited(path))]
    assert texts == ["标题一", "新的", "头", "右", "1", "2", "尾末"]
