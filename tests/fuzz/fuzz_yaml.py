"""Data files as a careless hand leaves them, checked, built, compared, pulled and merged."""

import random
import re
from collections.abc import Iterator

from fuzz.data_words import KEYS, PLACES, SENTENCES
from fuzz.drafts import FIXTURES, make_draft, read_original
from fuzz.odd_texts import (
    PLAIN,
    SHAPES,
    Change,
    change_bytes,
    change_lines,
    draw_odd,
    encode,
    insert,
)
from fuzz.promises import Case, Command, draw_stream
from gkdraft.base.places import DataPath, Plain
from gkdraft.base.plain_data import look_up, put_value
from gkdraft.base.yaml_reading import parse_yaml
from gkdraft.base.yaml_writing import write_mapping

HEAD = ("版本", "年度", "格式")
"""With something else there, the rest is not even read."""
SEVERAL = ("[]", "略", "0", "[1, 2, 3, 4, 5, 6]", "[略]", "{}", "{自然人: 1, 其余: 0}", "{总计: 5}")


def list_yaml(seed: int, count: int) -> Iterator[Case]:
    """So many cases of a seed."""
    for number in range(count):
        yield make_case(seed, number)


def make_case(seed: int, number: int) -> Case:
    """A changed data file, with the original and a draft of it beside."""
    stream = draw_stream("yaml", seed, number)
    original = stream.choice(FIXTURES)
    text = read_original(original).decode()
    content = encode(stream, change_data(stream, text))
    if stream.random() < 0.04:
        content = change_bytes(stream, content)
    files = {
        "x.yaml": content,
        "original.yaml": read_original(original),
        "draft.docx": make_draft(original, ".docx", stream.random() < 0.3),
    }
    return Case(f"yaml {number}", files, tuple(draw_commands(stream)))


def change_data(stream: random.Random, text: str) -> str:
    """The text of a data file with a few changes, of its lines or of what it holds."""
    drawn = stream.random()
    if drawn < 0.15:
        return change_lines(stream, text, PLAIN, 2)
    if drawn < 0.4:
        return change_lines(stream, text, CHANGES, 2)
    if drawn < 0.6:
        return add_blocks(stream, text)
    return change_tree(stream, text)


def change_value(stream: random.Random, lines: list[str]) -> None:
    """Something odd behind a key."""
    place = draw_entry(stream, lines)
    head, colon, _ = lines[place].partition(": ")
    odd = draw_odd(stream)
    # in quotation marks it is read as it stands
    value = "'" + odd.replace("'", "''") + "'" if stream.random() < 0.5 else odd
    lines[place] = f"{head}{colon or ': '}{value}"


def change_cells(stream: random.Random, lines: list[str]) -> None:
    """Another row of figures, or another figure in one."""
    place = draw_entry(stream, lines)
    numbers = list(re.finditer(r"\d+", lines[place]))
    if numbers:
        found = stream.choice(numbers)
        line = lines[place]
        lines[place] = line[: found.start()] + draw_odd(stream) + line[found.end() :]
    else:
        lines[place] = f"{lines[place].partition(':')[0]}: {stream.choice(SEVERAL)}"


def change_key(stream: random.Random, lines: list[str]) -> None:
    """Another key, or one with a slip."""
    place = draw_entry(stream, lines)
    head, colon, value = lines[place].partition(":")
    indent = head[: len(head) - len(head.lstrip(" -"))]
    key = stream.choice((*KEYS, insert(stream, head.strip(" -"), draw_odd(stream))))
    lines[place] = f"{indent}{key}{stream.choice((colon, colon, '：', ' :', ''))}{value}"


def change_indent(stream: random.Random, lines: list[str]) -> None:
    """Some lines further in or out, or indented by something else."""
    place = stream.randrange(len(lines))
    shift = stream.choice((-2, -1, 1, 2, 4))
    for number in range(place, min(len(lines), place + stream.choice((1, 1, 3, 20)))):
        line = lines[number]
        lines[number] = " " * shift + line if shift > 0 else line[-shift:]
    if stream.random() < 0.2:
        lines[place] = stream.choice(("\t", "\u3000", "\xa0")) + lines[place].lstrip()


def change_quotes(stream: random.Random, lines: list[str]) -> None:
    """A value in quotation marks, or in half of them."""
    place = draw_entry(stream, lines)
    head, _, value = lines[place].partition(": ")
    mark = stream.choice("'\"“”「`")
    end = mark if stream.random() < 0.7 else ""
    lines[place] = f"{head}: {mark}{value}{end}"


def change_shape(stream: random.Random, lines: list[str]) -> None:
    """A list for a mapping, a text for a list, nothing for either: what is below stays or goes."""
    place = draw_entry(stream, lines)
    lines[place] = f"{lines[place].partition(':')[0]}: {stream.choice(SHAPES)}"
    if stream.random() < 0.5:
        depth = len(lines[place]) - len(lines[place].lstrip())
        while place + 1 < len(lines) and lines[place + 1].startswith(" " * (depth + 1)):
            del lines[place + 1]


CHANGES: tuple[Change, ...] = (
    change_value, change_value, change_cells, change_key, change_indent, change_quotes,
    change_shape,
)  # fmt: skip


def draw_entry(stream: random.Random, lines: list[str]) -> int:
    """The number of a line with a key, if there is one."""
    found = [number for number, line in enumerate(lines) if ":" in line and line[:1] != "#"]
    return stream.choice(found or range(len(lines)))


def add_blocks(stream: random.Random, text: str) -> str:
    """What the shipped files hold little of: 修改, 情况说明, 上年, 栏目, 落款."""
    for key in ("修改", "情况说明", "栏目", "落款"):
        text = re.sub(rf"^{key}:.*\n?", "", text, flags=re.MULTILINE)
    blocks: list[dict[str, object]] = []
    for _ in range(stream.randint(1, 4)):
        blocks.append(draw_edit(stream) if stream.random() < 0.7 else draw_waiver(stream))
    edits = [block for block in blocks if "位置" in block and "规则" not in block]
    waivers = [block for block in blocks if "规则" in block]
    more: dict[str, object] = {"修改": edits, "情况说明": waivers}
    if stream.random() < 0.2:
        more["落款"] = {"机关": draw_odd(stream), "日期": draw_odd(stream)}
    if stream.random() < 0.2:
        more["栏目"] = [draw_section(stream, 0) for _ in range(stream.randint(1, 4))]
    return text.rstrip("\n") + "\n" + "\n".join(write_mapping(more)) + "\n"


def draw_edit(stream: random.Random) -> dict[str, object]:
    """An entry of 修改 as no editor makes it."""
    edit: dict[str, object] = {
        "位置": stream.choice((*PLACES, draw_odd(stream))),
        "原文": stream.choice((*SENTENCES, draw_odd(stream))),
        "正文": stream.choice((*SENTENCES, draw_odd(stream))),
    }
    if stream.random() < 0.2:
        edit["级别"] = stream.choice(("1", "2", "3", "4", "0", "-1", "9" * 30, "甲"))
    return edit


def draw_waiver(stream: random.Random) -> dict[str, object]:
    """An entry of 情况说明."""
    return {
        "规则": stream.choice(("GK201", "GK101", "GK999", "gk201", draw_odd(stream))),
        "位置": stream.choice(("申请情况.本年新收.自然人", "申请情况", *PLACES, draw_odd(stream))),
        "说明": draw_odd(stream),
        "结果": draw_odd(stream),
    }


def draw_section(stream: random.Random, depth: int) -> dict[str, object]:
    """An entry of 栏目."""
    section: dict[str, object] = {"标题": draw_odd(stream), "正文": stream.choice(SENTENCES)}
    if stream.random() < 0.4:
        section["内容"] = [stream.choice(KEYS), draw_odd(stream)]
    if stream.random() < 0.3:
        section["编号"] = stream.choice(("独行", "接排", "列举", "别的"))
    if depth < 4 and stream.random() < 0.5:
        section["小节"] = [draw_section(stream, depth + 1) for _ in range(stream.randint(1, 3))]
    return section


def change_tree(stream: random.Random, text: str) -> str:
    """Well formed data, with something else at a few places."""
    data = parse_yaml(text, "x.yaml").data
    for _ in range(stream.randint(1, 4)):
        path = draw_path(stream, data)
        if path[0] in HEAD and stream.random() < 0.9:
            continue
        known = look_up(data, path)
        data = put_value(data, path, draw_tree(stream, known))
    assert isinstance(data, dict)
    return "\n".join(write_mapping(data)) + "\n"


def draw_path(stream: random.Random, data: Plain) -> DataPath:
    """A place in the data, or one step beside it."""
    path: list[str | int] = []
    while isinstance(data, dict | tuple) and data and (not path or stream.random() < 0.75):
        if isinstance(data, dict):
            key = stream.choice(sorted(data))
            path.append(key)
            data = data[key]
        else:
            number = stream.randrange(len(data))
            path.append(number)
            data = data[number]
    if stream.random() < 0.15:
        path.append(stream.choice(KEYS))
    return tuple(path)


def draw_tree(stream: random.Random, known: Plain) -> Plain:
    """What may stand there instead: another shape, the same twice, or something odd."""
    drawn = stream.random()
    if drawn < 0.15:
        return (known, known)
    if drawn < 0.3:
        return {stream.choice(KEYS): known}
    if drawn < 0.4:
        return None
    if drawn < 0.5:
        return tuple(draw_odd(stream) for _ in range(stream.randint(0, 8)))
    if isinstance(known, str) and drawn < 0.7:
        return insert(stream, known, draw_odd(stream))
    return draw_odd(stream)


def draw_commands(stream: random.Random) -> Iterator[Command]:
    """Three commands or so, one that writes the data file last."""
    usual = [
        Command(("check", "x.yaml", *draw_check(stream)), ("*核对单*.docx",)),
        Command(("build", "x.yaml", "-o", "out.docx", *draw_build(stream)), ("out.docx",)),
        Command(("build", "x.yaml", "-o", "out.html"), ("out.html",)),
        Command(("build", "x.yaml", "-o", "out.txt"), ("out.txt",)),
        Command(("build", "x.yaml", "--to", "docx,html,txt"), ("*.docx", "*.html", "*.txt")),
        Command(("compare", *stream.sample(("x.yaml", "original.yaml"), 2), *draw_form(stream))),
        Command(("pull", "draft.docx", "x.yaml", *draw_json(stream))),
        Command(("ask", "x.yaml", "-o", "ask.docx"), ("ask.docx",)),
        Command(("ask", "x.yaml", "--answers", "-o", "ask.docx"), ("ask.docx",)),
        Command(
            ("build", "x.yaml", "--onto", "draft.docx", "-o", "onto.docx", *draw_onto(stream)),
            ("onto.docx",),
        ),
    ]
    yield from stream.sample(usual, 2)
    last = stream.random()
    if last < 0.25:
        yield Command(("schema", "--write", "x.yaml"), ("*schema.json",), ("x.yaml",))
    elif last < 0.5:
        take = stream.choice((("--apply",), ("--take", "all"), ("--take", "1,2")))
        yield Command(("pull", "draft.docx", "x.yaml", *take), ("*.yaml",), ("x.yaml",))
    elif last < 0.6:
        yield Command(("build", "x.yaml", "--onto", "draft.docx"), ("*.docx",))


def draw_check(stream: random.Random) -> tuple[str, ...]:
    """Options of check."""
    form = stream.choice(("text", "text", "json", "markdown", "docx", "tasks"))
    today = ("--today", stream.choice(("2027-02-01", "2021-01-31", "9999-12-31", "0001-01-01")))
    return ("--format", form, *(today if stream.random() < 0.3 else ()))


def draw_build(stream: random.Random) -> tuple[str, ...]:
    """Options of build."""
    return stream.choice(((), (), ("--draft",), ("--final",), ("--force",), ("--lang", "en")))


def draw_form(stream: random.Random) -> tuple[str, ...]:
    """Options of compare."""
    return ("--format", stream.choice(("text", "json", "markdown")))


def draw_json(stream: random.Random) -> tuple[str, ...]:
    """Text or JSON."""
    return ("--format", stream.choice(("text", "json")))


def draw_onto(stream: random.Random) -> tuple[str, ...]:
    """Options of build --onto."""
    return stream.choice(((), ("--track",), ("--dry-run",), ("--dry-run", "--format", "json")))
