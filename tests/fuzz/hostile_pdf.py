"""PDF files that are bombs, circles or heaps of rulings."""

from fuzz.hostile_file import Draw, Make, nest
from fuzz.pdf_files import (
    BOX,
    FONT,
    PAGE,
    TEXT,
    encode_layers,
    fill_ascii,
    fill_lzw,
    write_page,
    write_pdf,
    write_stream,
)

MEGABYTE = 2**20


def make_layers(draw: Draw) -> bytes:
    """Streams that unpack to streams that unpack to tens of megabytes."""
    unit = draw.pick([b" ", b"\0", b"q Q ", b"0 0 m 1 1 l S ", TEXT])
    data = TEXT + unit * (draw.count(60) * MEGABYTE // len(unit))
    filters = ["FlateDecode"] * draw.random.randint(1, 4)
    packed = encode_layers(data, filters)
    names = "".join(f"/{name}" for name in filters)
    return write_pdf(write_page(write_stream(packed, f"/Filter [{names}]", packed=False)))


def make_filters(draw: Draw) -> bytes:
    """Bombs in the filters of old files."""
    size = draw.count(80 * MEGABYTE)
    name, data = draw.pick(
        [
            ("LZWDecode", fill_lzw(size)),
            ("RunLengthDecode", b"\x81\x20" * (size // 128) + b"\x80"),
            ("ASCII85Decode", fill_ascii(min(size, 36 * MEGABYTE))),
            ("ASCIIHexDecode", b"20" * min(size // 20, 4 * MEGABYTE) + b">"),
        ]
    )
    return write_pdf(write_page(write_stream(data, f"/Filter /{name}", packed=False)))


def make_rectangles(draw: Draw) -> bytes:
    """Rectangles without number, in a grid, all at one place, or anywhere."""
    form, pieces = draw.pick(["grid", "heap", "anywhere"]), []
    for number in range(draw.count(60_000)):
        x, y = number % 200 * 3, number // 200 % 280 * 3
        if form == "anywhere":
            x, y = draw.random.randint(0, 590), draw.random.randint(0, 840)
        elif form == "heap":
            x, y = 50, 50
        pieces.append(f"{x} {y} 3 3 re S\n")
    return write_pdf(write_page(write_stream(TEXT + "".join(pieces).encode())))


def make_lines(draw: Draw) -> bytes:
    """Rulings that cross one another everywhere."""
    count = draw.count(3_000)
    form, pieces = draw.pick(["cross", "level", "curves"]), []
    for number in range(count):
        place = number * 590 / count
        if form == "curves":
            pieces.append(f"0 0 m {place} 9 {place} 99 9 {place} c S\n" * 20)
            continue
        pieces.append(f"0 {place:.2f} m 590 {place:.2f} l S\n")
        if form == "cross":
            pieces.append(f"{place:.2f} 0 m {place:.2f} 840 l S\n")
    return write_pdf(write_page(write_stream(TEXT + "".join(pieces).encode())))


def make_page_trees(draw: Draw) -> bytes:
    """Trees of pages that are deep, or come back to themselves."""
    objects = write_page(write_stream(TEXT))
    count = draw.count(40_000)
    if draw.pick([True, False]):
        objects[2] = f"<< /Type /Pages /Kids [{'2 0 R ' * count}3 0 R] /Count 1 >>".encode()
        return write_pdf(objects)
    objects[2] = b"<< /Type /Pages /Kids [10 0 R] /Count 1 >>"
    for number in range(10, 10 + count):
        objects[number] = f"<< /Type /Pages /Kids [{number + 1} 0 R] /Count 1 >>".encode()
    objects[10 + count] = objects[3]
    return write_pdf(objects)


def make_form_bombs(draw: Draw) -> bytes:
    """Forms that draw forms that draw forms."""
    levels, times = draw.pick([(24, 2), (9, 8), (40, 2), (3, 60)])
    levels = max(2, min(levels, 4 + draw.count(levels)))
    resources = "<< /Font << /F1 5 0 R >> /XObject << /X 6 0 R >> >>"
    objects = write_page(write_stream(TEXT + b"/X Do"), resources=resources)
    for level in range(levels):
        below = 6 if level == levels - 1 and draw.random.random() < 0.3 else 7 + level
        held = f"<< /XObject << /X {below} 0 R >> >>"
        more = f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources {held}"
        objects[6 + level] = write_stream(b"/X Do " * times, more)
    objects[6 + levels] = write_stream(
        TEXT, f"/Type /XObject /Subtype /Form /BBox {BOX} /Resources {FONT}"
    )
    return write_pdf(objects)


def make_xref_loops(draw: Draw) -> bytes:
    """Tables of objects that lead back to themselves, or claim what is not there."""
    whole = write_pdf(write_page(write_stream(TEXT * draw.count(2_000))))
    start = whole.rindex(b"xref\n0 ")
    form = draw.pick(["self", "none", "many", "sizes"])
    if form == "self":
        return write_pdf(write_page(write_stream(TEXT)), "/Prev 0000000400").replace(
            b"/Prev 0000000400", f"/Prev {start:010d}".encode()
        )
    if form == "none":
        return whole[:start] + b"startxref\n99999999999\n%%EOF"
    if form == "sizes":
        return whole.replace(b"xref\n0 6", b"xref\n0 999999999", 1)
    again = f"trailer\n<< /Size 6 /Root 1 0 R /Prev {start} >>\nstartxref\n{start}\n%%EOF\n"
    return whole + again.encode() * draw.count(90_000)


def make_boxes(draw: Draw) -> bytes:
    """Pages of the size of a country, of none, or without numbers."""
    box = draw.pick(
        [
            "[0 0 1e9 1e9]",
            "[0 0 0 0]",
            "[9 9 -9 -9]",
            "[/A /B]",
            "[0 0 999999999999999999999 1]",
            "5 0 R",
        ]
    )
    lines = b"0 0 m 999999999 999999999 l S 0 0 99999999 99999999 re S\n" * draw.count(2_000)
    return write_pdf(write_page(write_stream(TEXT + lines), box=box))


def make_pages(draw: Draw) -> bytes:
    """Thousands of pages with one content, or as many as are read with a long one."""
    count = draw.pick([draw.count(10_000), 190])
    length = draw.count(400) if count <= 200 else 2
    objects = write_page(
        write_stream(TEXT + b"BT /F1 9 Tf 9 9 Td (received 12 of 34) Tj ET\n" * length)
    )
    kids = " ".join(f"{number} 0 R" for number in range(10, 10 + count))
    objects[2] = f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode()
    for number in range(10, 10 + count):
        objects[number] = objects[3]
    return write_pdf(objects)


def make_object_streams(draw: Draw) -> bytes:
    """Objects that stand in streams which stand in themselves, or hold too many."""
    count = draw.count(150_000)
    pairs = " ".join(f"{number} {number * 2}" for number in range(count))
    first = draw.pick([len(pairs) + 1, 0, 10**9])
    data = f"{pairs} {'1 ' * count}".encode()
    objects = write_page(write_stream(TEXT))
    objects[9] = write_stream(data, f"/Type /ObjStm /N {count} /First {first} /Extends 9 0 R")
    whole = write_pdf(objects)
    rows = b"".join(
        b"\x02" + (9).to_bytes(4, "big") + (number % 250).to_bytes(1, "big") for number in range(12)
    )
    table = write_stream(rows, "/Type /XRef /Size 12 /W [1 4 1] /Root 1 0 R")
    place = len(whole)
    return whole + b"11 0 obj\n" + table + f"\nendobj\nstartxref\n{place}\n%%EOF\n".encode()


def make_maps(draw: Draw) -> bytes:
    """Tables of characters which claim millions of them."""
    line = draw.pick(
        [
            "<0000> <FFFF> <4E00>\n",
            "<00000000> <FFFFFFFF> <4E00>\n",
            "<00> <FF> <" + "4E00" * 400 + ">\n",
            "<00> <FF> [<4E00>]\n",
        ]
    )
    spaces = "1 begincodespacerange <00> <FF> endcodespacerange"
    ranges = f"100 beginbfrange\n{line * draw.count(400)}endbfrange"
    table = f"begincmap\n{spaces}\n{ranges}\nendcmap"
    objects = write_page(write_stream(TEXT))
    objects[5] = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>"
    objects[6] = write_stream(table.encode())
    return write_pdf(objects)


def make_characters(draw: Draw) -> bytes:
    """Characters without number on one page, on top of one another or in many lines."""
    count = draw.count(150_000)
    form = draw.pick(["line", "heap", "lines", "sizes"])
    if form == "line":
        body = f"BT /F1 1 Tf 9 9 Td ({'1 ' * (count // 2)}) Tj ET"
    elif form == "heap":
        body = "BT /F1 9 Tf 9 9 Td (1) Tj ET\n" * (count // 4)
    elif form == "lines":
        body = "".join(
            f"BT /F1 1 Tf 9 {number % 8000 / 10} Td (2026) Tj ET\n" for number in range(count // 4)
        )
    else:
        body = "".join(
            f"BT /F1 {number % 99}.5 Tf 9 {number % 800} Td (1) Tj ET\n"
            for number in range(count // 4)
        )
    return write_pdf(write_page(write_stream(body.encode())))


def make_ruled_tables(draw: Draw) -> bytes:
    """Tables on each page that fill it with cells and their figures."""
    columns, most = draw.pick([(10, 60), (30, 15), (60, 4)])
    step, pieces = 500 / columns, []
    for row in range(60):
        for column in range(columns):
            x, y = 40 + column * step, 40 + row * 12
            pieces.append(
                f"{x:.1f} {y} {step:.1f} 12 re S BT /F1 6 Tf {x + 1:.1f} {y + 2} Td ({row}) Tj ET\n"
            )
    objects = write_page(write_stream("".join(pieces).encode()))
    count = draw.count(most)
    for number in range(10, 10 + count):
        objects[number] = objects[3]
    kids = " ".join(f"{number} 0 R" for number in range(10, 10 + count))
    objects[2] = f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode()
    return write_pdf(objects)


def make_nested_arrays(draw: Draw) -> bytes:
    """Arrays and dictionaries in one another, in the content or in the objects."""
    opening, closing = draw.pick(
        [("[", "]"), ("<< /A ", ">>"), ("q ", "Q "), ("(", ")"), ("BT ", "ET ")]
    )
    deep = nest(opening, closing, draw.count(400_000), "1 ").encode()
    if draw.pick([True, False]):
        return write_pdf(write_page(write_stream(TEXT + deep)))
    objects = write_page(write_stream(TEXT))
    objects[3] = PAGE.format(box=BOX, contents="4 0 R", resources=deep.decode()).encode()
    return write_pdf(objects)


def make_damaged(draw: Draw) -> bytes:
    """A good file with some of its bytes changed, or cut off."""
    whole = bytearray(write_pdf(write_page(write_stream(TEXT * draw.count(3_000), packed=False))))
    if draw.pick([False, True]):
        return bytes(whole[: 20 + draw.random.randrange(len(whole))])
    for _ in range(draw.random.randint(1, 60)):
        whole[20 + draw.random.randrange(len(whole) - 20)] = draw.random.randrange(256)
    return bytes(whole)


KINDS: dict[str, Make] = {
    "pdf-layers": make_layers,
    "pdf-filters": make_filters,
    "pdf-rectangles": make_rectangles,
    "pdf-lines": make_lines,
    "pdf-page-trees": make_page_trees,
    "pdf-form-bombs": make_form_bombs,
    "pdf-xref-loops": make_xref_loops,
    "pdf-boxes": make_boxes,
    "pdf-pages": make_pages,
    "pdf-object-streams": make_object_streams,
    "pdf-maps": make_maps,
    "pdf-characters": make_characters,
    "pdf-ruled-tables": make_ruled_tables,
    "pdf-nested-arrays": make_nested_arrays,
    "pdf-damaged": make_damaged,
}
