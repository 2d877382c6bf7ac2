"""Packages put together by hand, since no library writes what is wrong on purpose."""

import io
import zipfile
from collections.abc import Mapping

W_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NAMESPACES = (
    f'{W_NAMESPACE} xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_KINDS = {
    "document": "document.main",
    "styles": "styles",
    "numbering": "numbering",
    "comments": "comments",
}

TYPES = (
    f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    + "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{kind}+xml"/>'
        for name, kind in _KINDS.items()
    )
    + "</Types>"
)


def wrap_document(body: str) -> str:
    """The main part with this body."""
    return f"{HEAD}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"


def write_relationships(targets: Mapping[str, str]) -> str:
    """Relationships: the last word of their kind by their target."""
    items = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (target, kind) in enumerate(targets.items())
    )
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{items}</Relationships>'


def write_zip(parts: Mapping[str, str | bytes], level: int = 6) -> bytes:
    """A zip of these parts, in this order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED, level)
    return buffer.getvalue()


def write_xlsx(sheets: Mapping[str, str], parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """A workbook of these sheets, each its XML by its name; `parts` are added or take a place."""
    given, listed, targets = dict(parts or {}), "", {}
    for number, (name, body) in enumerate(sheets.items()):
        listed += f'<sheet name="{name}" sheetId="{number + 1}" r:id="r{number}"/>'
        targets[f"worksheets/sheet{number}.xml"] = "worksheet"
        given.setdefault(
            f"xl/worksheets/sheet{number}.xml", f"{HEAD}<worksheet {_S}>{body}</worksheet>"
        )
    for kind in ("sharedStrings", "styles"):
        if f"xl/{kind}.xml" in given:
            targets[f"{kind}.xml"] = kind
    book = f'<workbook {_S} xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>'
    frame = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": write_relationships({"xl/workbook.xml": "officeDocument"}),
        "xl/workbook.xml": HEAD + book,
        "xl/_rels/workbook.xml.rels": write_relationships(targets),
    }
    return write_zip({**frame, **given})


def write_docx(parts: Mapping[str, str | bytes]) -> bytes:
    """A Word file of these parts; what they do not give is added."""
    related = {f"{name}.xml": name for name in _KINDS if f"word/{name}.xml" in parts}
    related.pop("document.xml", None)
    frame = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": write_relationships({"word/document.xml": "officeDocument"}),
        "word/_rels/document.xml.rels": write_relationships(related),
    }
    return write_zip({**frame, **parts})
