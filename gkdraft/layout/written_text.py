"""What a user's own templates wrote, before it goes into a file: characters, length, XML."""

import re

from gkdraft.base.package import find_xml_fault
from gkdraft.base.patterns import compile_late
from gkdraft.errors import TemplateError
from gkdraft.layout.template_lines import Written
from gkdraft.messages import say

# what XML 1.0 does not know, lone surrogates among it
_ODD = compile_late("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_EXCERPT = 20  # characters on either side


def check_prose(text: str, written: Written, longest: int) -> None:
    """TemplateError for a text no report holds, before anybody counts its words."""
    _check_characters(text, written)
    if len(text) > longest:
        raise TemplateError(
            say(
                "{where}: 模板写出的内容超过 {longest} 字，请检查这里的循环",
                where=written.find_place(text, longest),
                longest=longest,
            )
        )


def check_xml(text: str, written: Written) -> None:
    """TemplateError for a part or page that is no well-formed XML."""
    _check_characters(text, written)
    body = text.lstrip()
    fault = find_xml_fault(body.encode())
    if fault:
        at = len(text) - len(body) + _find_offset(body, *fault)
        excerpt = text[max(at - _EXCERPT, 0) : at + _EXCERPT]
        raise TemplateError(
            say(
                "{where}: 模板写出的不是完整的 XML（{excerpt}），标签要成对（单个的写成 <br/>），"
                "属性值要加引号，& 要写成 &amp;",
                where=written.find_place(text, at),
                excerpt=" ".join(excerpt.split()),
            )
        )


def _check_characters(text: str, written: Written) -> None:
    odd = _ODD.search(text)
    if odd:
        raise TemplateError(
            say(
                "{where}: 模板写出了文件里不能有的字符 U+{code:04X}，请删去",
                where=written.find_place(text, odd.start()),
                code=ord(odd[0]),
            )
        )


def _find_offset(text: str, line: int, column: int, tag: str) -> int:
    """Where line and column of XML are; of a tag that was not closed, where it was opened."""
    lines = text.split("\n")
    line = min(max(line, 1), len(lines))
    before = sum(map(len, lines[: line - 1])) + line - 1
    if tag:
        # libxml2 leaves the prefix out
        opened = [*re.finditer(rf"<(?:\w+:)?{re.escape(tag)}\b", lines[line - 1])]
        return before + (opened[-1].start() if opened else 0)
    return before + min(max(column - 1, 0), len(lines[line - 1]))
