"""Plain texts that make a reader go back and forth."""

from fuzz.hostile_file import TITLE, Draw, Make, write_sentences

NUMBERS = "一二三四五六七八九十"


def _write_text(text: str) -> bytes:
    return f"{TITLE}\n\n一、总体情况\n{text}\n二、主动公开政府信息情况\n".encode()


def make_blank_lines(draw: Draw) -> bytes:
    """Megabytes of line ends of one sort or another."""
    unit = draw.pick(["\n", "\r\n", "\r", " \n", "\f", "\u2028"])
    return _write_text(unit * (draw.count(9_900_000) // len(unit.encode())))


def make_stops(draw: Draw) -> bytes:
    """One sign hundreds of thousands of times."""
    return _write_text(draw.pick("。，；：、！") * draw.count(900_000))


def make_digits(draw: Draw) -> bytes:
    """Digits and what stands between digits, without an end."""
    unit = draw.pick(["7", "1.", "1,000", "九", "１", "0 ", "%"])
    return _write_text(f"受理{unit * (draw.count(1_500_000) // len(unit))}件。")


def make_brackets(draw: Draw) -> bytes:
    """Brackets and quotation marks that are opened and never closed."""
    unit = draw.pick(["（", "《", "“", "（（）", "〔", "【", "）"])
    return _write_text(unit * draw.count(300_000))


def make_bars(draw: Draw) -> bytes:
    """Lines that look like tables."""
    sign = draw.pick(["｜", "|", "\t", "│", "  "])
    characters = draw.count(3_000_000)
    row = f"1{sign}" * min(draw.pick([50, 3, 2_000_000]), characters // 2)
    return _write_text(f"{row}\n" * max(1, characters // len(row)))


def make_numbered_lines(draw: Draw) -> bytes:
    """Headings without number and without text."""
    forms = ["{}、", "（{}）", "第{}条 ", "{}是", "{}、总体情况"]
    form = draw.pick(forms)
    lines = [
        form.format(NUMBERS[number % 10]) + "件" * draw.random.randint(0, 9)
        for number in range(draw.count(150_000))
    ]
    return _write_text("\n".join(lines))


def make_alternations(draw: Draw) -> bytes:
    """Two or three characters in turn."""
    unit = draw.pick(["件，", "1、", "。1", "，较上年", "年月日", "《》", "：；"])
    return _write_text(unit * (draw.count(1_200_000) // len(unit)))


def make_spaces(draw: Draw) -> bytes:
    """Long runs of spaces, at the ends of lines or between digits."""
    space = draw.pick([" ", "\u3000", "\t", "\u00a0", "\u200b"]) * draw.count(300_000)
    form = draw.pick(["受理{}件。", "{}", "1{}2{}3", "申请{}\n" * 5, "一、{}总体情况"])
    return _write_text(form.replace("{}", space))


def make_repeated_figures(draw: Draw) -> bytes:
    """The same figure told a hundred thousand times."""
    unit = draw.pick(
        [
            "受理1件，",
            "受理1件。",
            "新收申请1件，上年结转1件；",
            "规章1件，",
            "培训1次1人次。",
            "增长1%，",
        ]
    )
    return _write_text(unit * (draw.count(1_200_000) // len(unit)))


def make_long_reports(draw: Draw) -> bytes:
    """A report that reads like one, with a section of hundreds of thousands of characters."""
    text = write_sentences(draw, draw.count(700_000))
    step = draw.pick([10**7, 80, 2_000])
    return _write_text("\n".join(text[start : start + step] for start in range(0, len(text), step)))


def make_specials(draw: Draw) -> bytes:
    """Characters that programs like to trip over."""
    unit = draw.pick(
        [
            "\u202e件", "e\u0301" * 3, "\ufeff", "\ue000申请情况\ue001",
            "\U0001f468\u200d\U0001f469", "\ufffd",
            "\x00", "\x1b[31m", "﷽", "ﬀ①Ⅳ㈠",
        ]
    )  # fmt: skip
    return _write_text(f"受理{unit * draw.count(200_000)}件。")


def make_encodings(draw: Draw) -> bytes:
    """Encodings that are guessed, cut or mixed."""
    text = _write_text(write_sentences(draw, draw.count(400_000))).decode()
    data = text.encode(
        draw.pick(["gb18030", "utf-16", "utf-16-be", "utf-8-sig", "big5hkscs"]), "replace"
    )
    return data[: -1 - draw.random.randrange(3)] + draw.pick([b"", b"\xff", b"\x80\x81"])


def make_table_strips(draw: Draw) -> bytes:
    """The rows of table three as a copy from a page gives them, thousands of times."""
    rows = (
        "一、本年新收政府信息公开申请数量",
        "二、上年结转政府信息公开申请数量",
        "（一）予以公开",
        "（七）总计",
    )
    sign = draw.pick([" ", "\n", "", "\t"])
    lines = []
    for number in range(draw.count(25_000)):
        figures = sign.join(str(draw.random.randint(0, 99)) for _ in range(7))
        lines.append(f"{rows[number % len(rows)]}{sign}{figures}")
    return _write_text("三、收到和处理政府信息公开申请情况\n" + draw.pick(["\n", ""]).join(lines))


def make_notices(draw: Draw) -> bytes:
    """A notice of tasks as long as a book."""
    form = draw.pick(
        [
            "（{}）推进公开。加强管理。（责任单位：市政府办公室，9月底前完成）",
            "{}是加强公开。",
            "{}. 公开\n责任单位：甲、乙、丙",
        ]
    )
    lines = [form.format(NUMBERS[number % 10]) for number in range(draw.count(30_000))]
    text = draw.pick(["\n", ""]).join(lines)
    return f"江临市2026年政务公开工作要点\n一、重点工作\n{text}\n".encode()


KINDS: dict[str, Make] = {
    "txt-blank-lines": make_blank_lines,
    "txt-stops": make_stops,
    "txt-digits": make_digits,
    "txt-brackets": make_brackets,
    "txt-bars": make_bars,
    "txt-numbered-lines": make_numbered_lines,
    "txt-alternations": make_alternations,
    "txt-spaces": make_spaces,
    "txt-repeated-figures": make_repeated_figures,
    "txt-long-reports": make_long_reports,
    "txt-specials": make_specials,
    "txt-encodings": make_encodings,
    "txt-table-strips": make_table_strips,
    "txt-notices": make_notices,
}
