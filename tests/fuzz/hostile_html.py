"""Web pages that are too deep, too long or too wide."""

from fuzz.hostile_file import TITLE, Draw, Make, nest, write_sentences


def _write_page(body: str, head: str = '<meta charset="utf-8">') -> bytes:
    start = f"<!DOCTYPE html><html><head>{head}</head><body><p>{TITLE}</p><p>一、总体情况</p>"
    return f"{start}{body}</body></html>".encode()


def make_paragraphs(draw: Draw) -> bytes:
    """A million paragraphs, without their ends, empty, or of one character."""
    unit = draw.pick(["<p>", "<p>件", "<p></p>", "<li>1", "<p>一、</p>"])
    return _write_page(unit * draw.count(9_900_000 // max(10, len(unit.encode()))))


def make_nested_tables(draw: Draw) -> bytes:
    """Tables in tables."""
    opening = draw.pick(["<table><tr><td>", "<table>", "<table><tr><td>1</td><td>"])
    return _write_page(nest(opening, "</td></tr></table>", draw.count(3_000), "受理2件"))


def make_nested_elements(draw: Draw) -> bytes:
    """Elements without an end to their depth."""
    tag = draw.pick(["div", "span", "ol", "blockquote", "font"])
    return _write_page(nest(f"<{tag}>", f"</{tag}>", draw.count(150_000), "受理2件"))


def make_wide_spans(draw: Draw) -> bytes:
    """Cells that claim to reach over a thousand million columns and rows."""
    across, down = draw.pick(
        [("1000000000", "1"), ("1", "1000000000"), ("999999", "999999"), ("60", "9999")]
    )
    cell = f'<td colspan="{across}" rowspan="{down}">3</td>'
    row = f"<tr>{cell * draw.random.randint(2, 60)}</tr>"
    return _write_page(f"<table>{row * draw.count(2_500)}</table>")


def make_many_cells(draw: Draw) -> bytes:
    """A million cells, in rows of one length or another."""
    wide = draw.pick([2, 50, 1000, 30_000]) + draw.random.randrange(9)
    row = f"<tr>{'<td>1' * wide}</tr>"
    return _write_page(f"<table>{row * max(1, draw.count(1_000_000) // wide)}</table>")


def make_many_tables(draw: Draw) -> bytes:
    """Very many small tables."""
    table = draw.pick(
        [
            "<table><tr><td>1<td>2<tr><td>3<td>4</table>",
            "<table></table>",
            "<table><tr><td>项目<td>数<tr><td>规章<td>1</table>",
        ]
    )
    return _write_page(table * draw.count(80_000))


def make_attributes(draw: Draw) -> bytes:
    """Attributes of megabytes, or without number."""
    count = draw.count(5_000_000)
    given = draw.pick(
        [
            f'title="{"a" * count}"',
            f'style="{"display:" * (count // 8)}"',
            " x" * (count // 20),
            f'{"b" * count}="1"',
        ]
    )
    return _write_page(f"<p {given}>受理2件。</p>")


def make_entities(draw: Draw) -> bytes:
    """Character references without number."""
    unit = draw.pick(["&nbsp;", "&#20214;", "&amp;", "&#x110000;", "&nosuch;", "&"])
    return _write_page(f"<p>{unit * draw.count(1_000_000)}</p>")


def make_unclosed(draw: Draw) -> bytes:
    """Elements that begin and never end, and ends of none."""
    unit = draw.pick(["<b>", "<a>", "</b>", "<td>", "<b><p>", "<i><b></i>"])
    return _write_page(unit * draw.count(1_000_000) + "受理2件")


def make_breaks(draw: Draw) -> bytes:
    """A million line breaks, with or without text between them."""
    unit = draw.pick(["<br>", "<br>件", "<br>\n", "<hr>"])
    return _write_page(f"<p>{unit * draw.count(1_000_000)}</p>")


def make_scripts(draw: Draw) -> bytes:
    """Scripts, style sheets, comments of megabytes."""
    count = draw.count(8_000_000)
    body = draw.pick(
        [
            f"<script>{'x=1;' * (count // 4)}</script>",
            f"<style>{'p{}' * (count // 3)}</style>",
            f"<!--{'-' * count}",
            "<script></script>" * (count // 20),
            f"<textarea>{'<' * count}",
        ]
    )
    return _write_page(body + "<p>受理2件。</p>")


def make_charsets(draw: Draw) -> bytes:
    """Pages that tell many encodings, or one they do not have."""
    name = draw.pick(["big5", "utf-7", "utf-16", "no-such", "gb2312"])
    head = f'<meta charset="{name}">' * draw.count(30_000)
    text = f"<p>{write_sentences(draw, draw.count(300_000))}</p>"
    encoding = draw.pick(["utf-8", "gb18030", "utf-16", "utf-8-sig"])
    return _write_page(text, head).decode().encode(encoding)


def make_lists(draw: Draw) -> bytes:
    """Lists in lists, with numbers that no list has."""
    start = draw.pick(["1", "999999999", "9" * 5_000, "-1"])
    item = f'<ol start="{start}"><li>受理2件'
    return _write_page(item * draw.count(15_000 if len(start) < 50 else 1_000))


def make_long_reports(draw: Draw) -> bytes:
    """A report that reads like one, hundreds of times too long."""
    text = write_sentences(draw, draw.count(1_200_000))
    step = draw.pick([100, 3_000, 10**7])
    pieces = [f"<p>{text[start : start + step]}</p>" for start in range(0, len(text), step)]
    return _write_page("".join(pieces))


KINDS: dict[str, Make] = {
    "html-paragraphs": make_paragraphs,
    "html-nested-tables": make_nested_tables,
    "html-nested-elements": make_nested_elements,
    "html-wide-spans": make_wide_spans,
    "html-many-cells": make_many_cells,
    "html-many-tables": make_many_tables,
    "html-attributes": make_attributes,
    "html-entities": make_entities,
    "html-unclosed": make_unclosed,
    "html-breaks": make_breaks,
    "html-scripts": make_scripts,
    "html-charsets": make_charsets,
    "html-lists": make_lists,
    "html-long-reports": make_long_reports,
}
