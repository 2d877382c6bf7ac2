"""Documents that were damaged or edited by no editor: drafts, and real ones where they are."""

import base64
import copy
import json
import random
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

from lxml import etree

from fuzz.drafts import FIXTURES, ROOT, make_draft, read_original
from fuzz.fuzz_yaml import change_tree
from fuzz.odd_texts import PLAIN, change_bytes, change_lines, draw_odd, encode, insert
from fuzz.promises import Case, Command, draw_stream
from gkdraft.base.package import CUSTOM, pack_parts, unpack_parts
from gkdraft.prose.snapshot import CHUNK, NAME
from helpers.reports import SHARED

SUFFIXES = (".docx", ".docx", ".docx", ".html", ".txt")
READ = (".docx", ".html", ".txt", ".pdf")
UNOPENED = "unopened"
"""A folder of documents that no test may look at."""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ATTRIBUTES = ("0", "-1", "1", "9" * 30, "x", "", "nil", "true", "restart", "99", "1e9", "标题")
TAGS = (
    "p", "r", "t", "tbl", "tr", "tc", "ins", "del", "delText", "hyperlink", "sdt", "sdtContent",
    "bookmarkStart", "bookmarkEnd", "br", "tab", "body", "pPr", "rPr", "sectPr", "moveFrom",
    "moveTo", "fldSimple", "txbxContent", "commentReference", "footnoteReference", "noBreakHyphen",
)  # fmt: skip

Parts = dict[str, bytes]


@cache
def list_real() -> tuple[Path, ...]:
    """Notices of the fixtures, and the corpus where it is."""
    found = [path for path in sorted((ROOT / "fixtures/notices").iterdir()) if path.suffix in READ]
    corpus = SHARED / "corpus"
    if corpus.is_dir():
        for path in sorted(corpus.rglob("*")):
            if path.suffix in READ and UNOPENED not in path.relative_to(corpus).parts:
                found.append(path)
    return tuple(found)


def list_documents(seed: int, count: int) -> Iterator[Case]:
    """So many cases of a seed."""
    for number in range(count):
        yield make_case(seed, number)


def make_case(seed: int, number: int) -> Case:
    """A damaged document, with a data file and the draft of it beside."""
    stream = draw_stream("documents", seed, number)
    original = stream.choice(FIXTURES)
    if stream.random() < 0.65:
        suffix = stream.choice(SUFFIXES)
        data = make_draft(original, suffix, suffix == ".docx" and stream.random() < 0.3)
    else:
        # the corpus is not everywhere: how much there is of it must not shift what follows
        path = list_real()[int(stream.random() * len(list_real()))]
        suffix, data = path.suffix, read_original(path)
    name, text = f"x{suffix}", read_original(original).decode()
    files = {
        name: change_document(stream, data, suffix),
        "data.yaml": change_tree(stream, text).encode() if stream.random() < 0.3 else text.encode(),
        "draft.docx": make_draft(original, ".docx"),
    }
    return Case(f"documents {number}", files, tuple(draw_commands(stream, name)))


def change_document(stream: random.Random, data: bytes, suffix: str) -> bytes:
    """A document with a few changes."""
    if suffix == ".pdf" or stream.random() < 0.08:
        return change_bytes(stream, data)
    if suffix == ".docx":
        return change_package(stream, data)
    text = data.decode("utf-8", "replace")
    if suffix == ".html" and stream.random() < 0.6:
        return encode(stream, change_tags(stream, text))
    return encode(stream, change_lines(stream, text, PLAIN, 6))


def change_tags(stream: random.Random, text: str) -> str:
    """A page with tags lost, doubled, changed or closed elsewhere."""
    pieces = text.replace("<", "\x00<").split("\x00")
    for _ in range(stream.randint(1, 12)):
        stream.choice(PLAIN)(stream, pieces)
        place = stream.randrange(len(pieces)) if pieces else 0
        extra = ("<td rowspan=0>", "</table>", "<table>", "<tr>", "<td colspan=999999>", "</td>")
        more = ("<p>", "<!--", "<script>", "&#0;", "&#xD800;", "<br>", "<td rowspan='x'>", "<th>")
        pieces[place:place] = [stream.choice(extra + more)] if stream.random() < 0.5 else []
    return "".join(pieces)


def change_package(stream: random.Random, data: bytes) -> bytes:
    """A package with its XML changed, its snapshot, or its parts."""
    parts = unpack_parts(data, "x.docx")
    drawn = stream.random()
    if drawn < 0.65:
        change_xml(stream, parts)
    elif drawn < 0.8:
        change_snapshot(stream, parts)
    else:
        change_parts(stream, parts)
    return pack_parts(parts)


def change_parts(stream: random.Random, parts: Parts) -> None:
    """A part lost, empty, damaged, in place of another, or by another name."""
    name, other = stream.choice(sorted(parts)), stream.choice(sorted(parts))
    what = stream.randrange(6)
    if what == 0:
        del parts[name]
    elif what == 1:
        parts[name] = b""
    elif what == 2:
        parts[name] = change_bytes(stream, parts[name])
    elif what == 3:
        parts[name] = parts[other]
    elif what == 4:
        parts[insert(stream, name, stream.choice("/.\\aé"))] = parts.pop(name)
    else:
        parts[name] = parts[name].replace(b"UTF-8", stream.choice((b"UTF-16", b"GBK", b"x")))


def change_xml(stream: random.Random, parts: Parts) -> None:
    """Elements and texts of a part changed, most often of the body."""
    name = "word/document.xml"
    if stream.random() < 0.25 or name not in parts:
        name = stream.choice([name for name in sorted(parts) if name.endswith((".xml", ".rels"))])
    try:
        root = etree.fromstring(parts[name])
    except etree.XMLSyntaxError:
        return
    for _ in range(stream.choice((1, 1, 2, 4, 10))):
        elements = [one for one in root.iter() if isinstance(one.tag, str) and one is not root]
        if elements:
            stream.choice(ELEMENT_CHANGES)(stream, elements)
    parts[name] = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def drop_element(stream: random.Random, elements: list[etree._Element]) -> None:
    """An element with all that is in it goes."""
    element = stream.choice(elements)
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def double_element(stream: random.Random, elements: list[etree._Element]) -> None:
    """An element stands there twice, or once more inside of another one."""
    element, other = stream.choice(elements), stream.choice(elements)
    copied = etree.fromstring(etree.tostring(element, with_tail=False))
    if stream.random() < 0.5:
        element.addnext(copied)
    else:
        other.insert(stream.randint(0, len(other)), copied)


def move_element(stream: random.Random, elements: list[etree._Element]) -> None:
    """An element goes elsewhere."""
    element, other = stream.choice(elements), stream.choice(elements)
    if element not in (other, *other.iterancestors()):
        other.insert(stream.randint(0, len(other)), element)


def unwrap_element(stream: random.Random, elements: list[etree._Element]) -> None:
    """What is in an element stays without it."""
    element = stream.choice(elements)
    parent = element.getparent()
    if parent is not None:
        place = parent.index(element)
        parent[place : place + 1] = list(element)


def wrap_element(stream: random.Random, elements: list[etree._Element]) -> None:
    """An element stands inside of a new one."""
    element = stream.choice(elements)
    parent = element.getparent()
    if parent is not None:
        made = etree.Element(W + stream.choice(TAGS))
        parent.replace(element, made)
        made.append(element)


def rename_element(stream: random.Random, elements: list[etree._Element]) -> None:
    """An element is another one."""
    stream.choice(elements).tag = W + stream.choice(TAGS)


def change_attribute(stream: random.Random, elements: list[etree._Element]) -> None:
    """An attribute says something else, or nothing."""
    found = [element for element in elements if element.attrib]
    if not found:
        return
    element = stream.choice(found)
    name = stream.choice(sorted(map(str, element.attrib)))
    if stream.random() < 0.25:
        del element.attrib[name]
    else:
        element.set(name, stream.choice(ATTRIBUTES))


def change_text(stream: random.Random, elements: list[etree._Element]) -> None:
    """A text has something odd in it, or is gone."""
    found = [element for element in elements if element.text and element.text.strip()]
    if not found:
        return
    element = stream.choice(found)
    sign = "".join(one for one in draw_odd(stream) if one >= " " and one not in "\ufffe\uffff")
    element.text = insert(stream, element.text or "", sign) if stream.random() < 0.8 else ""


ELEMENT_CHANGES: tuple[Callable[[random.Random, list[etree._Element]], None], ...] = (
    drop_element, double_element, move_element, unwrap_element, wrap_element, rename_element,
    change_attribute, change_text, change_text, change_text,
)  # fmt: skip


def change_snapshot(stream: random.Random, parts: Parts) -> None:
    """The snapshot of a draft says something else; it is packed as before."""
    if CUSTOM not in parts:
        return
    root = etree.fromstring(parts[CUSTOM])
    found = [one for one in root if str(one.get("name", "")).startswith(NAME)]
    text = "".join("".join(map(str, one.itertext())) for one in found)
    try:
        data = json.loads(zlib.decompress(base64.b64decode(text)))
    except (ValueError, zlib.error):
        return
    for _ in range(stream.randint(1, 4)):
        data = change_json(stream, data)
    packed = base64.b64encode(zlib.compress(json.dumps(data, ensure_ascii=False).encode(), 9))
    for number, start in enumerate(range(0, len(packed), CHUNK)):
        if number == len(found):
            found.append(copy.deepcopy(found[0]))
            root.append(found[number])
            found[number].set("name", f"{NAME}.{number + 1}")
            found[number].set("pid", str(100 + number))
        found[number][0].text = packed[start : start + CHUNK].decode()
    for one in found[-(-len(packed) // CHUNK) :]:
        root.remove(one)
    parts[CUSTOM] = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def change_json(stream: random.Random, data: object) -> object:
    """Plain data with one place changed."""
    if isinstance(data, list) and data and stream.random() < 0.85:
        place = stream.randrange(len(data))
        if stream.random() < 0.15:
            return [*data[:place], data[place], *data[place:]]
        return [*data[:place], change_json(stream, data[place]), *data[place + 1 :]]
    if isinstance(data, Mapping) and data and stream.random() < 0.9:
        # the blocks hold nearly all there is
        key = "blocks" if "blocks" in data and stream.random() < 0.85 else sorted(data)[0]
        return {**data, key: change_json(stream, data[key])}
    if isinstance(data, str) and stream.random() < 0.5:
        return insert(stream, data, draw_odd(stream))
    return stream.choice(
        (None, "", "甲", 0, -1, 10**30, 1.5, True, [], {}, [[]], {"a": 1}, ["", ""])
    )


def draw_commands(stream: random.Random, name: str) -> Iterator[Command]:
    """Two commands that read it, and one that writes a data file or a draft."""
    usual = [
        Command(("read", name, "--format", stream.choice(("yaml", "json")))),
        Command(("check", name)),
        Command(("check", name, "data.yaml", "--format", "json"), lines=2),
        Command(("compare", *stream.sample((name, "data.yaml"), 2))),
        Command(("compare", *stream.sample((name, "draft.docx"), 2), "--format", "markdown")),
        Command(("pull", name, "data.yaml", "--format", stream.choice(("text", "json")))),
    ]
    yield from stream.sample(usual, 2)
    onto = ("build", "data.yaml", "--onto", name)
    take = stream.choice((("--apply",), ("--take", "全部"), ("--take", "1")))
    agency = ("--agency", "江临市人民政府") if stream.random() < 0.5 else ()
    writing = [
        Command(("new", "new.yaml", "--prior", name, *agency), ("new.yaml",)),
        Command(("new", "new.yaml", "--notice", name, "--year", "2026", *agency), ("new.yaml",)),
        Command(("pull", name, "data.yaml", *take), ("*.yaml",), ("data.yaml",)),
        Command((*onto, "-o", "onto.docx"), ("onto.docx",)),
        Command((*onto, "--track"), ("*.docx",)),
        Command((*onto, "--dry-run", "--format", "json")),
    ]
    yield stream.choice(writing)
    if stream.random() < 0.1:
        yield Command(("check", "new.yaml"))
