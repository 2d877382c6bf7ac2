"""Bytes to text: byte order mark, then UTF-8, then GB18030. The only place that guesses."""

import codecs

from gkdraft.errors import InputError
from gkdraft.messages import say

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def decode_text(data: bytes, name: str) -> str:
    """Text of a file; `name` is what an InputError calls it."""
    for encoding in _list_candidates(data):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError(
        say("{name}: 不是文字文件（既不是 UTF-8 也不是 GB18030 编码），请另存为 UTF-8", name=name)
    )


def detect_encoding(data: bytes) -> str:
    """The encoding `decode` reads these bytes in, so that they can be written back in it."""
    for encoding in _list_candidates(data):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return "utf-8"


def _list_candidates(data: bytes) -> tuple[str, ...]:
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return (encoding,)
    # GB18030 reads nearly anything that is no UTF-8, so it comes last (fixture 21)
    return "utf-8", "gb18030"
