"""Packages: written so that the same parts give the same bytes, read without trusting them."""

import hashlib
import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from gkdraft.base.bounds import PACKAGE, PARTS, TAGS
from gkdraft.base.patterns import compile_late
from gkdraft.errors import InputError
from gkdraft.messages import say

if TYPE_CHECKING:
    from lxml import etree

CUSTOM = "docProps/custom.xml"

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)
# encodings in which a tag begins with <: what libxml2 reads beside these hides it
_ENCODED = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?<(?!\?xml[^>]{0,200}encoding=[\"']"
    rb"(?!(?:utf-?(?:8|16)|us-ascii|gb\w+|big5|iso-8859-\d+|windows-125\d)[\"']))"
    rb"|\xff\xfe<|\xfe\xff\x00<|<\x00|\x00<",
    re.IGNORECASE,
)
# libxml2: Opening and ending tag mismatch: p line 3 and body; Premature end of data in tag p line 3
_UNCLOSED = compile_late(r"(?:mismatch:|in tag) (\S+) line (\d+)")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can hold: no clock in the output
_SEAL = "gkdraft"


def pack_parts(parts: Mapping[str, bytes]) -> bytes:
    """A package of these parts, in this order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, data)
    return buffer.getvalue()


def unpack_parts(data: bytes, name: str, only: str = "") -> dict[str, bytes]:
    """The parts of a package, or `only` one of them where the rest is not needed.

    InputError if it is no package, or would unpack without bound.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            PARTS.hold(len(entries), name)
            PACKAGE.hold(sum(entry.file_size for entry in entries), name)
            wanted = [entry for entry in entries if only in ("", entry.filename)]
            return _read_entries(archive, wanted, name)
    except _BROKEN:
        raise InputError(
            say("{name}: 不是完整的 Word 文件（.docx）或工作簿（.xlsx）", name=name)
        ) from None


def _read_entries(
    archive: zipfile.ZipFile, entries: Sequence[zipfile.ZipInfo], name: str
) -> dict[str, bytes]:
    """The bytes of parts; the sizes that the archive claims are not believed."""
    parts: dict[str, bytes] = {}
    total = tags = 0
    for entry in entries:
        with archive.open(entry) as stream:
            data = stream.read(PACKAGE.most - total + 1)
        total += len(data)
        PACKAGE.hold(total, name)
        # a tree takes many times the room of its text, so it is not even begun
        tags += data.count(b"<")
        TAGS.hold(tags, name)
        parts[entry.filename] = data
    return parts


def parse_part(data: bytes) -> "etree._Element | None":
    """XML of a part, without entities, comments, network or huge trees; None if it is none."""
    from lxml import etree  # a first build, with nothing to read, does without

    if not _ENCODED.match(data):
        return None
    try:
        return etree.fromstring(data, _open_parser())
    except etree.XMLSyntaxError:
        return None


def find_xml_fault(data: bytes) -> tuple[int, int, str] | None:
    """Line and column at which XML is at fault, and the tag opened there if it is not closed."""
    from lxml import etree

    try:
        etree.fromstring(data, _open_parser())
    except etree.XMLSyntaxError as error:
        line, column = error.position
        unclosed = _UNCLOSED.search(error.msg or "")
        if unclosed:
            return int(unclosed[2]), 0, unclosed[1]
        return line or 1, column or 0, ""
    return None


def _open_parser() -> "etree.XMLParser":
    from lxml import etree

    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        # either would cut the text it stands in
        remove_comments=True,
        remove_pis=True,
    )


def compute_seal(parts: Mapping[str, bytes]) -> str:
    """A fingerprint of all parts but the one that holds the fingerprint."""
    digest = hashlib.sha256()
    for name in sorted(parts):
        if name != CUSTOM:
            digest.update(name.encode() + b"\0" + hashlib.sha256(parts[name]).digest())
    return digest.hexdigest()


def read_properties(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The custom properties 自定义属性 of a package."""
    root = parse_part(parts.get(CUSTOM, b""))
    found: dict[str, str] = {}
    if root is not None:
        for entry in root.iterfind("{*}property"):  # ISO Strict has another namespace
            found.setdefault(entry.get("name") or "", "".join(map(str, entry.itertext())).strip())
    return found


def is_marked(parts: Mapping[str, bytes]) -> bool:
    """Whether a package says that gkdraft wrote it, whatever was done to it since."""
    return any(name.partition(".")[0] == _SEAL for name in read_properties(parts))


def is_sealed(parts: Mapping[str, bytes]) -> bool:
    """Whether a package is still as gkdraft wrote it."""
    seal = read_properties(parts).get(_SEAL)
    return seal is not None and seal == compute_seal(parts)
