"""Packages that are bombs, lie about their parts, or hold XML that does."""

import base64
import json
import random
import struct
import zlib
from html import escape

from fuzz.hostile_file import TITLE, Draw, Make, nest
from fuzz.zip_files import (
    HEAD,
    NAMESPACES,
    W_NAMESPACE,
    wrap_document,
    write_docx,
    write_relationships,
    write_zip,
)

TEXT = f"<w:p><w:r><w:t>{TITLE}</w:t></w:r></w:p><w:p><w:r><w:t>受理3件。</w:t></w:r></w:p>"
MEGABYTE = 2**20


def make_zip_bombs(draw: Draw) -> bytes:
    """Parts of nothing but zeros, one or many, in the middle of a good file."""
    size = draw.count(60) * MEGABYTE
    form = draw.pick(["body", "media", "many", "beside"])
    parts: dict[str, str | bytes] = {"word/document.xml": wrap_document(TEXT)}
    if form == "body":
        parts["word/document.xml"] = HEAD + "<w:document>" + " " * size
    elif form == "media":
        parts["word/media/image1.png"] = bytes(size)
    elif form == "beside":
        parts["word/comments.xml"] = f"<w:comments {W_NAMESPACE}>{' ' * size}</w:comments>"
    else:
        for number in range(draw.random.randint(10, 50)):
            parts[f"word/media/image{number}.png"] = bytes(size // 50)
    return write_docx(parts)


def make_many_entries(draw: Draw) -> bytes:
    """Tens of thousands of empty parts, with names alike or all the same length."""
    names = draw.pick(["word/media/{}.png", "{}", "word/{}/../document.xml", "docProps/{}.xml"])
    parts: dict[str, str | bytes] = {"word/document.xml": wrap_document(TEXT)}
    for number in range(draw.count(65_000)):
        parts[names.format(number)] = b""
    return write_docx(parts)


def _find_directory(data: bytes) -> int:
    return int(struct.unpack("<I", data[-6:-2])[0])


def make_lying_sizes(draw: Draw) -> bytes:
    """Entries that claim another size, another place or another method than they have."""
    body = wrap_document(TEXT + "<w:p/>" * draw.count(2_000_000))
    data = bytearray(write_docx({"word/document.xml": body}))
    place = _find_directory(bytes(data))
    field, value = draw.pick(
        [(24, 1), (24, 2**32 - 2), (20, 7), (42, 3), (10, 99), (16, 5), (28, 60_000)]
    )
    while data[place : place + 4] == b"PK\x01\x02":
        lengths = struct.unpack("<HHH", data[place + 28 : place + 34])
        size = 2 if field in (10, 28) else 4
        data[place + field : place + field + size] = value.to_bytes(size, "little")
        place += 46 + sum(lengths)
    return bytes(data)


def make_overlaps(draw: Draw) -> bytes:
    """Many entries of the directory which all have their data at one place."""
    count = draw.count(3_900)
    packed = zlib.compress(bytes(draw.random.randint(10_000, 30_000)), 9)[2:-4]
    size = 10_000
    local = struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 20, 0, 8, 0, 33, 0, len(packed), size, 1, 0)
    entries = []
    for number in range(count):
        name = f"word/{number}.xml".encode() if number else b"word/document.xml"
        head = struct.pack(
            "<4sHHHHHHIIIHHHHHII",
            b"PK\x01\x02", 20, 20, 0, 8, 0, 33, 0, len(packed), size, len(name), 0, 0, 0, 0, 0, 0,
        )  # fmt: skip
        entries.append(head + name)
    directory, body = b"".join(entries), local + b"a" + packed
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(directory), len(body), 0)
    return body + directory + end


def make_zips_in_zips(draw: Draw) -> bytes:
    """A package as the main part of a package."""
    inner = wrap_document(TEXT * draw.count(100_000)).encode()
    for _ in range(draw.random.randint(1, 9)):
        inner = write_docx({"word/document.xml": inner})
    return inner


def make_entities(draw: Draw) -> bytes:
    """Entities that multiply, read files, or are only long."""
    levels = draw.random.randint(8, 30)
    laughs = '<!ENTITY e0 "件">'
    for level in range(levels):
        laughs += f'<!ENTITY e{level + 1} "{f"&e{level};" * 10}">'
    forms = [
        (laughs, f"&e{levels};"),
        (f'<!ENTITY q "{"件" * draw.count(1_000_000)}">', "&q;" * draw.count(100_000)),
        ('<!ENTITY x SYSTEM "file:///etc/passwd">', "&x;"),
        ('<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;', "件"),
        ('<!ENTITY a "&b;"><!ENTITY b "&a;">', "&a;"),
    ]
    entities, use = draw.pick(forms)
    body = f"<w:body><w:p><w:r><w:t>{use}</w:t></w:r></w:p></w:body>"
    whole = f"<!DOCTYPE d [{entities}]><w:document {NAMESPACES}>{body}</w:document>"
    return write_docx({"word/document.xml": whole})


def make_attributes(draw: Draw) -> bytes:
    """An element of a million attributes, or with one of megabytes, or of many namespaces."""
    count = draw.count(1_000_000)
    form = draw.pick(["many", "long", "spaces", "names"])
    if form == "many":
        given = " ".join(f'a{number}="1"' for number in range(count))
    elif form == "long":
        given = f'w:val="{"件" * (count * 3)}"'
    elif form == "spaces":
        given = " ".join(f'xmlns:n{number}="urn:{number}"' for number in range(count // 10))
    else:
        given = f'{"n" * (count * 5)}="1"'
    return write_docx({"word/document.xml": wrap_document(f"<w:p {given}/>{TEXT}")})


def make_encodings(draw: Draw) -> bytes:
    """XML in encodings that few programs write, or that its head does not tell."""
    body = TEXT * draw.count(20_000)
    written, told = draw.pick(
        [
            ("utf-16", "UTF-16"),
            ("cp037", "IBM037"),
            ("utf-7", "UTF-7"),
            ("utf-32", "UTF-32"),
            ("gb18030", "GB18030"),
            ("utf-16-be", "UTF-8"),
            ("utf-8", "no-such-thing"),
        ]
    )
    whole = wrap_document(body).replace("UTF-8", told)
    return write_docx({"word/document.xml": whole.encode(written, "xmlcharrefreplace")})


def make_targets(draw: Draw) -> bytes:
    """Relationships that lead out of the package, to nothing, or around in a circle."""
    target = draw.pick(
        [
            "../../../../etc/passwd",
            "file:///dev/zero",
            "/word/document.xml",
            "http://127.0.0.1:9/",
            "..",
            "",
        ]
    )
    related = {f"{target}#{number}": "styles" for number in range(draw.count(50_000))}
    return write_docx(
        {
            "word/document.xml": wrap_document(TEXT),
            "word/_rels/document.xml.rels": write_relationships(related),
            "../../word/styles.xml": "<x/>",
            "_rels/.rels": write_relationships(
                {target: "officeDocument", "word/document.xml": "officeDocument"}
            ),
        }
    )


def _pack_snapshot(text: bytes) -> str:
    return base64.b64encode(zlib.compress(text, 9)).decode()


def _write_snapshot(draw: Draw) -> bytes:
    """The text of a snapshot: a bomb, too deep, or long and in good form."""
    count = draw.count(5_000)
    form = draw.pick(["blocks", "bomb", "deep", "runs", "cells", "long", "near"])
    if form == "bomb":
        return b" " * (count * 20_000)
    if form == "near":
        return b"[" + b"0," * (2 * MEGABYTE - 9) + b"0]"
    if form == "deep":
        return nest("[", "]", count * 400).encode()
    blocks: list[object] = [["t", "title", [TITLE]]]
    if form == "blocks":
        blocks += [
            [f"总体情况.{number}", "paragraph", [f"受理{number}件。"]]
            for number in range(count - 1)
        ]
    elif form == "runs":
        blocks.append(
            ["总体情况.开头", "paragraph", [["申请情况.本年新收.总计", "5"]] * (count * 12)]
        )
    elif form == "cells":
        blocks.append(
            ["表", "table", "申请情况", [["申请情况.本年新收.自然人", "5"]] * (count * 12)]
        )
    else:
        blocks.append(["总体情况.开头", "paragraph", ["受理5件，" * (count * 40)]])
    head = {"v": 1, "title": TITLE, "author": "江临市人民政府", "year": 2026}
    return json.dumps({**head, "blocks": blocks}, ensure_ascii=False).encode()


def make_snapshots(draw: Draw) -> bytes:
    """A draft with a snapshot that somebody forged."""
    packed = _pack_snapshot(_write_snapshot(draw))
    step = draw.pick([250, 40, 10**7])
    kind = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
    pieces = [packed[start : start + step] for start in range(0, len(packed), step)]
    properties = "".join(
        f'<property fmtid="{kind}" pid="{number + 2}" name="gkdraft.snapshot.{number}">'
        f"<vt:lpwstr>{escape(piece)}</vt:lpwstr></property>"
        for number, piece in enumerate(pieces[:60_000], 1)
    )
    office = "http://schemas.openxmlformats.org/officeDocument/2006"
    custom = (
        f'{HEAD}<Properties xmlns="{office}/custom-properties" '
        f'xmlns:vt="{office}/docPropsVTypes">{properties}</Properties>'
    )
    body = TEXT * draw.count(20_000)
    return write_docx({"word/document.xml": wrap_document(body), "docProps/custom.xml": custom})


def make_deep_xml(draw: Draw) -> bytes:
    """XML deeper than a parser likes, cut off, or with only marks in it."""
    count = draw.count(1_000_000)
    body = draw.pick(
        [
            nest("<w:x>", "</w:x>", count),
            "<w:p>" * count,
            "<?x?>" * count,
            "<!-- -->" * count,
            f"<![CDATA[{'受' * count}]]>",
        ]
    )
    return write_docx({"word/document.xml": wrap_document(TEXT + body)})


def make_workbooks(draw: Draw) -> bytes:
    """A package that is no Word file, whatever its name says."""
    rows = "<row><c><v>1</v></c></row>" * draw.count(800_000)
    return write_zip(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/worksheets/sheet1.xml": f"<sheetData>{rows}</sheetData>",
        }
    )


def make_damaged(draw: Draw) -> bytes:
    """A good file with some of its bytes changed, or cut off."""
    whole = bytearray(write_docx({"word/document.xml": wrap_document(TEXT * draw.count(9_000))}))
    random_ = random.Random(draw.random.random())
    if draw.pick([False, True]):
        return bytes(whole[: random_.randrange(len(whole))])
    for _ in range(draw.random.randint(1, 60)):
        whole[random_.randrange(len(whole))] = random_.randrange(256)
    return bytes(whole)


KINDS: dict[str, Make] = {
    "docx-zip-bombs": make_zip_bombs,
    "docx-many-entries": make_many_entries,
    "docx-lying-sizes": make_lying_sizes,
    "docx-overlaps": make_overlaps,
    "docx-zips-in-zips": make_zips_in_zips,
    "docx-entities": make_entities,
    "docx-attributes": make_attributes,
    "docx-encodings": make_encodings,
    "docx-targets": make_targets,
    "docx-snapshots": make_snapshots,
    "docx-deep-xml": make_deep_xml,
    "docx-damaged": make_damaged,
    "xlsx-workbooks": make_workbooks,
}
