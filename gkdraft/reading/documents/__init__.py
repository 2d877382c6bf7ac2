"""Documents from outside (.docx, .xlsx, .html, .pdf, .txt), read without trusting them.

Any of them becomes a Flow of lines and tables with their places; what they mean is for
the notices and the published reports to say. The kind is told by content, not by name.
"""

from collections.abc import Callable
from pathlib import Path

from gkdraft.base.bounds import DOCUMENT
from gkdraft.base.files import read_file
from gkdraft.base.package import unpack_parts
from gkdraft.errors import InputError
from gkdraft.messages import Message, say
from gkdraft.reading.documents import converting
from gkdraft.reading.documents.flow import Flow, convert_flow
from gkdraft.reading.documents.html import read_html
from gkdraft.reading.documents.spreadsheet import read_spreadsheet
from gkdraft.reading.documents.text import read_plain_text
from gkdraft.reading.documents.word import read_flow
from gkdraft.reading.documents.word_parts import Word
from gkdraft.reading.documents.workbook_parts import is_workbook, refuse_workbook

# how a file of Word 97-2003 or an old WPS begins
_OFFICE = b"\xd0\xcf\x11\xe0"
# what such a file holds where it is a .docx under a password
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHER_FORMATS = (".pptx", ".ppt", ".dps", ".zip", ".odt", ".ods")
_OLD_SHEETS = (".xls", ".et")
_SHEETS = (".xlsx", ".xlsm", ".xltx", ".xltm")
# the streams by which old files are told, whatever they are called; a document may hold a workbook
_OLD_WORKBOOK, _OLD_DOCUMENT = (text.encode("utf-16-le") for text in ("Workbook", "WordDocument"))
_OLD_FORMATS = (".doc", ".wps", ".wpt", ".dot")
# the first file of an OFD package
_OFD = b"OFD.xml"


def read_document(path: Path) -> Flow:
    """A document as lines and tables. InputError says in one line why it cannot be read."""
    data, name = read_file(path, DOCUMENT), str(path)
    suffix = path.suffix.lower()
    remarks: tuple[str, ...] = ()
    if converting.is_allowed() and is_old(data, suffix):
        kind = "xlsx" if _is_old_sheet(data, suffix) else "docx"
        data, suffix = converting.convert_old(data, name, kind), f".{kind}"
        remarks = (say("原件是旧格式，由 LibreOffice 转换后读的，请对照原件核对"),)
    flow = _choose_reader(data, suffix, name)(data, name)
    if not flow.blocks:
        raise InputError(say("{path}: 文件里没有文字", path=path))
    return _simplify(flow._replace(remarks=(*remarks, *flow.remarks)))


def is_old(data: bytes, suffix: str) -> bool:
    """Whether a document has the format of Office 97-2003 or of an old WPS."""
    if suffix in _OTHER_FORMATS or is_package(data) or _is_page(data):
        return False
    return data.startswith(_OFFICE) or suffix in (*_OLD_FORMATS, *_OLD_SHEETS)


def refuse_formats(data: bytes, suffix: str, name: str) -> None:
    """InputError for formats of other programs, with what to do about it."""
    if data.startswith(_OFFICE) and _ENCRYPTED in data:
        raise InputError(
            say("{name}: 文件有密码，打不开；请在 Word、WPS 里去掉密码另存一份再读", name=name)
        )
    if is_old(data, suffix):
        raise InputError(_refuse_old(name, _is_old_sheet(data, suffix)))
    if suffix in _SHEETS and not is_package(data) and not _is_page(data):
        raise refuse_workbook(name)
    if suffix == ".ofd" or (is_package(data) and _OFD in data[:4096]):
        raise InputError(
            say(
                "{name}: 读不了 OFD 版式文件；请找原来的 Word 文件，或用 WPS 转成 .docx、.pdf 再读",
                name=name,
            )
        )
    if suffix in _OTHER_FORMATS:
        raise InputError(
            say("{name}: 读不了 {suffix} 文件，请另存为 .docx 再读", name=name, suffix=suffix)
        )
    if data.startswith(b"{\\rtf"):
        raise InputError(
            say("{name}: 这是 RTF 文件，请用 Word 或 WPS 另存为 .docx 再读", name=name)
        )


def _is_old_sheet(data: bytes, suffix: str) -> bool:
    if _OLD_DOCUMENT in data:
        return False
    return suffix in (*_OLD_SHEETS, *_SHEETS) or _OLD_WORKBOOK in data


def _refuse_old(name: str, is_sheet: bool) -> Message:
    if is_sheet:
        told = say(
            "{name}: 这是旧格式（.xls、.et），请用 Excel 或 WPS 另存为 .xlsx 再读", name=name
        )
        more = say("{told}；这台机器有 LibreOffice，也可以加 --convert 直接读", told=told)
        return more if converting.find_office() else told
    if converting.find_office():
        return say(
            "{name}: 这是旧格式（.doc、.wps），请用 Word 或 WPS 另存为 .docx 再读；"
            "这台机器有 LibreOffice，也可以加 --convert 直接读",
            name=name,
        )
    return say("{name}: 这是旧格式（.doc、.wps），请用 Word 或 WPS 另存为 .docx 再读", name=name)


def is_package(data: bytes) -> bool:
    """Whether a file is a package, as a .docx is one."""
    return data.startswith(b"PK\x03\x04")


def _is_page(data: bytes) -> bool:
    """Whether a file is a web page, whatever it is called: Word also saves such as .doc."""
    # one in UTF-16 has a zero behind each letter
    start = data[:2048].replace(b"\0", b"").lower()
    return any(tag in start for tag in _PAGE_STARTS)


def _choose_reader(data: bytes, suffix: str, name: str) -> Callable[[bytes, str], Flow]:
    refuse_formats(data, suffix, name)
    if is_package(data):
        return _read_package
    if b"%PDF-" in data[:1024]:
        from gkdraft.reading.documents.pdf import read_pdf

        return read_pdf
    # a page saved by a browser may be named .txt
    if _is_page(data) or suffix in (".html", ".htm", ".mht"):
        return read_html
    return read_plain_text


def _read_package(data: bytes, name: str) -> Flow:
    """A .docx or a workbook, by what it holds."""
    parts = unpack_parts(data, name)
    if is_workbook(parts):
        return read_spreadsheet(parts, name)
    if Path(name).suffix.lower() in (*_SHEETS, *_OLD_SHEETS):
        raise refuse_workbook(name)
    return read_flow(Word(parts, name))


_PAGE_STARTS = (b"<html", b"<!doctype html", b"<body", b"<table", b"<p>")

# characters that only traditional text has, among the most frequent ones of official documents
_TRADITIONAL = set(
    "務開發會這為與關機門應辦國實際規劃體責監進電報導請經過對標準單據處領強結點產業權題類項"
)


def _simplify(flow: Flow) -> Flow:
    """Traditional text as simplified; said in a remark, because words differ too."""
    # the mirrors of 太仓 2021 and 江永 2021 have one such character in ten, simplified text that
    # quotes a traditional name far less than one in fifty
    sample = "".join(flow.texts())
    if sum(map(_TRADITIONAL.__contains__, sample)) * 50 < len(sample):
        return flow
    from opencc import OpenCC

    convert = OpenCC("tw2s").convert  # characters only: with "tw2sp" 文件 becomes 文档
    remark = say("原文是繁体，已转成简体；用词可能与原件不同，请对照原件核对")
    return convert_flow(flow, convert, remark)._replace(traditional=True)
