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
