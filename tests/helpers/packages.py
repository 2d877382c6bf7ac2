"""Word packages written by hand: a body in XML, and whatever else an editor puts beside it."""

from collections.abc import Mapping
from pathlib import Path

from gkdraft.base.package import pack_parts
from gkdraft.reading.edited import EditedDocument, EditedParagraph, EditedTable, read_edited

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = (
    f'xmlns:w="{W}"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
WHO = 'w:author="王编辑" w:date="2027-01-15T09:00:00Z"'


def package(body: str, more: Mapping[str, str] | None = None) -> bytes:
    """A .docx with this body; `more` are parts by name."""
    document = f"<w:document {SPACES}><w:body>{body}</w:body></w:document>"
    parts = {"[Content_Types].xml": TYPES, "word/document.xml": document, **(more or {})}
    return pack_parts({name: text.encode() for name, text in parts.items()})


def edited(folder: Path, body: str, more: Mapping[str, str] | None = None) -> EditedDocument:
    """What is read of a .docx with this body."""
    path = folder / "改过.docx"
    path.write_bytes(package(body, more))
    return read_edited(path)


def paragraphs(document: EditedDocument) -> list[EditedParagraph]:
    """Its paragraphs outside of tables."""
    return [block for block in document.blocks if isinstance(block, EditedParagraph)]


def every_paragraph(document: EditedDocument) -> list[EditedParagraph]:
    """Its paragraphs, those of cells too."""
    found: list[EditedParagraph] = []
    for block in document.blocks:
        if isinstance(block, EditedParagraph):
            found.append(block)
        else:
            for each in block.cells:
                found += each.paragraphs
    return found


def tables(document: EditedDocument) -> list[EditedTable]:
    """Its tables."""
    return [block for block in document.blocks if isinstance(block, EditedTable)]


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(inside: str, properties: str = "") -> str:
    """A paragraph of runs; plain text becomes one."""
    content = inside if inside.startswith("<") or not inside else run(inside)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{content}</w:p>"


def inserted(text: str) -> str:
    return f"<w:ins {WHO}>{run(text)}</w:ins>"


def deleted(text: str) -> str:
    return f"<w:del {WHO}><w:r><w:delText>{text}</w:delText></w:r></w:del>"


DELETED_MARK = f"<w:rPr><w:del {WHO}/></w:rPr>"


def begin(number: int, name: str) -> str:
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'


def end(number: int) -> str:
    return f'<w:bookmarkEnd w:id="{number}"/>'


def marked(number: int, name: str, inside: str) -> str:
    return begin(number, name) + (inside if inside.startswith("<") else run(inside)) + end(number)


def row(*cells: str, properties: str = "") -> str:
    """A row of cells; plain text becomes a cell with one paragraph."""
    made = "".join(each if each.startswith("<w:tc>") else cell(each) for each in cells)
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{made}</w:tr>"


def cell(inside: str, properties: str = "") -> str:
    content = inside if inside.startswith("<w:p>") else paragraph(inside)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"
