"""PDF files put together object by object."""

import base64
import zlib
from collections.abc import Mapping, Sequence

PAGE = "<< /Type /Page /Parent 2 0 R /MediaBox {box} /Contents {contents} /Resources {resources} >>"
BOX = "[0 0 595 842]"
FONT = "<< /Font << /F1 5 0 R >> >>"
HELVETICA = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
TEXT = b"BT /F1 12 Tf 50 700 Td (Report 2026) Tj ET\n"

Objects = dict[int, bytes]


def write_stream(data: bytes, more: str = "", packed: bool = True) -> bytes:
    """A stream object; `more` are further entries of its dictionary."""
    if packed:
        data, more = zlib.compress(data, 9), f"/Filter /FlateDecode {more}"
    return f"<< /Length {len(data)} {more} >>\nstream\n".encode() + data + b"\nendstream"


def write_pdf(objects: Mapping[int, bytes], trailer: str = "") -> bytes:
    """A file of these objects, the first of which is the catalogue."""
    pieces, offsets, size = [b"%PDF-1.5\n"], {}, 9
    for number, content in objects.items():
        offsets[number] = size
        piece = f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
        pieces.append(piece)
        size += len(piece)
    last = max(objects) + 1
    table = [f"xref\n0 {last}\n0000000000 65535 f \n"]
    for number in range(1, last):
        state = "n" if number in offsets else "f"
        table.append(f"{offsets.get(number, 0):010d} 00000 {state} \n")
    end = f"trailer\n<< /Size {last} /Root 1 0 R {trailer} >>\nstartxref\n{size}\n%%EOF\n"
    return b"".join(pieces) + "".join(table).encode() + end.encode()


def write_page(contents: bytes, box: str = BOX, resources: str = FONT) -> Objects:
    """The objects of a file of one page: 3 is the page, 4 its content, 5 the font."""
    page = PAGE.format(box=box, contents="4 0 R", resources=resources)
    return {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: page.encode(),
        4: contents,
        5: HELVETICA,
    }


def fill_lzw(length: int) -> bytes:
    """About so many zeros in the compression of old files, which has no limit of its own."""
    codes: list[tuple[int, int]] = []
    done = 0
    while done < length:
        codes += [(256, 9), (0, 9)]
        for code in range(258, 4094):
            # one code early, as readers expect it
            codes.append((code, 9 + (code > 510) + (code > 1022) + (code > 2046)))
            done += code - 256
    codes.append((257, 12))
    bits = "".join(f"{code:0{width}b}" for code, width in codes)
    bits += "0" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8, "big")


def fill_ascii(length: int) -> bytes:
    """So many zeros in base 85, four to a character."""
    return b"z" * (length // 4) + b"~>"


def encode_layers(data: bytes, filters: Sequence[str]) -> bytes:
    """Data with several filters around it, the outermost first."""
    for name in reversed(filters):
        if name == "FlateDecode":
            data = zlib.compress(data, 9)
        elif name == "ASCIIHexDecode":
            data = data.hex().encode() + b">"
        else:
            data = base64.a85encode(data) + b"~>"
    return data
