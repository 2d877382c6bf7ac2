"""Data files that are too long, too deep or ask for too much."""

import re
from pathlib import Path

from fuzz.hostile_file import Draw, Make, nest, write_sentences

EXAMPLE = Path(__file__).parents[2] / "fixtures/jianglin-2026/2026.yaml"
SHORT = "年度: 2026\n机关: {名称: 江临市人民政府}\n"


def _extend(key: str, text: str) -> bytes:
    """The example with something else below one of its keys."""
    whole = EXAMPLE.read_text(encoding="utf-8")
    whole = re.sub(rf"(?m)^{key}:.*\n(?:[ #].*\n|\n)*", "", whole)
    return f"{whole}\n{key}:{text}\n".encode()


def _start(draw: Draw, text: str) -> bytes:
    """A text after a short data file or after the whole example."""
    return draw.pick([SHORT, EXAMPLE.read_text(encoding="utf-8")]).encode() + text.encode()


def make_long_lists(draw: Draw) -> bytes:
    """A list of nearly two million items where there are to be a few."""
    key = draw.pick(["存在问题", "要点", "情况说明", "修改", "申请情况"])
    item = draw.pick(["0,", "{},", "'',", "[],"])
    return _extend(key, f" [{item * (draw.count(3_800_000) // len(item))}0]")


def make_unknown_keys(draw: Draw) -> bytes:
    """Keys that no data file has, alike or near to one that it has."""
    form = draw.pick(["k{}: 1", "年度{}: 1", "{}:", "存在问题{}: []", "申请情况{}: {{甲: 1}}"])
    lines = [form.format(number) for number in range(draw.count(100_000))]
    if draw.pick([True, False]):
        return _extend("申请情况", "\n  " + "\n  ".join(lines))
    return _start(draw, "\n".join(lines) + "\n")


def make_references(draw: Draw) -> bytes:
    """References by the thousand, to one figure, to many, or to themselves."""
    unit = draw.pick(
        [
            "{{申请情况.*.总计}}", "{{申请情况.*.*}}", "{{*.*.*.*}}", "{{申请情况.本年新收.总计}}",
            "{{存在问题.1.问题}}", "{{上年.*.总计}}，", "{{", "{{没有.这项}}",
        ]
    )  # fmt: skip
    text = unit * draw.count(20_000)
    return _extend("存在问题", f"\n  - 问题: |\n      {text}\n    改进: 甲")


def make_told_again(draw: Draw) -> bytes:
    """The same long text in two places."""
    unit = draw.pick(["甲乙", "受理申请1件，", "推进公开。", "甲"])
    text = unit * (draw.count(120_000) // len(unit))
    if draw.pick([True, False]):
        return _extend("存在问题", f"\n  - 问题: {text}\n    改进: {text}")
    return _extend("附注", f"\n  主动公开: {text}\n  申请情况: {text}乙")


def make_long_names(draw: Draw) -> bytes:
    """The name of a unit, of a file, of a site as long as a book."""
    name = draw.pick(["市", "江临市人民政府", "1", "（"])
    text = name * (draw.count(1_200_000) // len(name))
    key = draw.pick(["名称", "简称", "编制单位", "自称", "层级"])
    return _extend(
        "机关", f"\n  {key}: {text}" + ("" if key == "名称" else "\n  名称: 江临市人民政府")
    )


def make_deep_nesting(draw: Draw) -> bytes:
    """Lists and mappings in one another, in each style."""
    count = draw.count(60_000)
    form = draw.pick(["[", "{", "- ", "block", "? "])
    if form == "[":
        text = nest("[", "]", count)
    elif form == "{":
        text = nest("{a: ", "}", count)
    elif form == "block":
        text = "".join(f"\n{' ' * (number + 1)}a:" for number in range(min(count, 1_900)))
    else:
        text = "\n  " + form * count
    return _extend("存在问题", f" {text}")


def make_repeated_keys(draw: Draw) -> bytes:
    """One key a hundred thousand times."""
    line = draw.pick(["年度: 2026", "存在问题: []", "申请情况: {本年新收: 1}", "甲: 1"])
    return _start(draw, f"{line}\n" * draw.count(100_000))


def make_long_scalars(draw: Draw) -> bytes:
    """One text of megabytes of signs that mean something to a reader of YAML."""
    most = draw.count(1_300_000)
    text = draw.pick(
        [
            "'" + "''" * most + "'",
            '"' + "\\n" * most + '"',
            '"' + "\\u4ef6" * (most // 2) + '"',
            ": " * most,
            "a: " * (most // 2),
            "|\n    " + "件\n    " * (most // 6),
            ">\n    " + "件 " * most,
            '"' + "\\" * most,
        ]
    )
    return _extend("附注", f"\n  主动公开: {text}")


def make_stops(draw: Draw) -> bytes:
    """Signs in a text that is to be printed."""
    text = draw.pick("。，；：“（") * draw.count(300_000)
    if draw.pick([True, False]):
        return _extend("总体情况", f"\n  开头: 甲{text}")
    return _extend("存在问题", f"\n  - 问题: 甲{text}\n    改进: 乙{text}")


def make_aliases(draw: Draw) -> bytes:
    """Anchors, aliases and merges, as a bomb or without number."""
    count = draw.count(60_000)
    laughs = "a0: &a0 [件]\n" + "".join(
        f"a{number + 1}: &a{number + 1} [{f'*a{number},' * 9}]\n" for number in range(30)
    )
    text = draw.pick(
        [laughs, f"甲: [{'*x,' * count}]\n", f"甲: [{'&x 1,' * count}]\n", "<<: *x\n" * count]
    )
    return _start(draw, text)


def make_tags(draw: Draw) -> bytes:
    """Tags and directives."""
    count = draw.count(60_000)
    text = draw.pick(
        [
            f"甲: [{'!!python/object/apply:os.system 1,' * count}]\n",
            f"甲: !!{'a' * count * 20} 1\n",
            f"甲: [{'!<tag:x> 1,' * count}]\n",
            "---\n甲: 1\n" * count,
            "%YAML 1.1\n" * count,
        ]
    )
    return _start(draw, text)


def make_problems(draw: Draw) -> bytes:
    """Thousands of problems, alike or each another."""
    lines = []
    text = write_sentences(draw, 60)
    for number in range(draw.count(4_000)):
        if draw.random.random() < 0.5:
            text = write_sentences(draw, 60)
        lines.append(
            f"\n  - 问题: 第{number}项{text}\n    改进: 市政府办公室{text}\n    进展: 计划"
        )
    return _extend("存在问题", "".join(lines))


def make_highlights(draw: Draw) -> bytes:
    """Thousands of texts of one aspect."""
    text = write_sentences(draw, draw.pick([20, 300]))
    lines = []
    for number in range(draw.count(3_000)):
        lines.append(f"\n      - {text}{number if draw.number % 2 else ''}")
    return _extend("总体情况", "\n  主动公开:\n    数据: {}\n    亮点:" + "".join(lines))


def make_tasks(draw: Draw) -> bytes:
    """A notice of thousands of tasks, each with its figures."""
    figures = draw.pick(["", "\n            数据: [{项目: 专区, 数: 3, 单位: 个}]"])
    lines = []
    for number in range(draw.count(4_000)):
        lines.append(
            f"\n          - 序号: （{number}）\n            标题: 推进第{number}项公开\n"
            f"            要求: 公开目录\n            方面: 主动公开\n            状态: 完成\n"
            f"            落实情况: 新建专区3个{figures}"
        )
    head = "\n  - 标题: 江临市要点\n    组:\n      - 标题: 推进公开\n        任务:"
    return _extend("要点", head + "".join(lines))


def make_edits(draw: Draw) -> bytes:
    """Ten thousand remembered changes."""
    place = draw.pick(["总体情况.开头", "存在问题.1.问题", "没有.这处"])
    same = draw.pick([True, False])
    lines = []
    for number in range(draw.count(10_000)):
        text = "受理1件" if same else f"受理{number}件"
        lines.append(f"\n  - {{位置: {place}, 原文: {text}, 正文: {text}。}}")
    return _extend("修改", "".join(lines))


def make_block_texts(draw: Draw) -> bytes:
    """Block texts whose lines and indents have no end."""
    count = draw.count(300_000)
    text = draw.pick(
        [
            "|\n" + "      件\n" * count,
            "|9\n" + "         件\n" * count,
            "|+\n" + "\n" * count * 5,
            "|\n" + " " * count * 5 + "件\n",
            ">-\n" + "      件\n\n" * (count // 2),
        ]
    )
    return _extend("存在问题", f"\n  - 问题: {text}")


def make_comments(draw: Draw) -> bytes:
    """Comments without number, or one without an end."""
    count = draw.count(200_000)
    text = draw.pick(
        ["# 甲\n" * count, "#" * count * 10 + "\n", "\n#\n" * count, "甲: 1 # 乙\n" * (count // 10)]
    )
    return _start(draw, text)


def make_long_keys(draw: Draw) -> bytes:
    """Keys of a hundred thousand characters."""
    key = draw.pick(["键", "k", "申请情况", "a.b", "? k"]) * draw.count(100_000)
    form = draw.pick(["{}: 1\n", "? {}\n: 1\n", '"{}": 1\n', "申请情况: {{{}: 1}}\n"])
    return _start(draw, form.format(key))


def make_unbalanced(draw: Draw) -> bytes:
    """Brackets and quotation marks that do not match."""
    count = draw.count(300_000)
    text = draw.pick(
        ["{" * count, "[" * count, "]" * count, "{甲: [" * count, "'" * count, "{,}" * count]
    )
    return _extend("存在问题", f" {text}")


def make_long_numbers(draw: Draw) -> bytes:
    """Numbers of a million digits, of other writings, beyond what a machine counts to."""
    count = draw.count(1_000_000)
    number = draw.pick(
        [
            "9" * count, "1" + "e" + "9" * min(count, 9), "0." + "1" * count, "1_0" * count,
            "1," * 9 + "0" * count, "九" * count, "0x" + "f" * count, "-" * count,
        ]
    )  # fmt: skip
    if draw.pick([True, False]):
        return _extend("申请情况", f"\n  本年新收: {{自然人: {number}}}")
    return _extend("主动公开", f'\n  行政许可: "{number}"\n  行政事业性收费: "{number}"')


def make_dates(draw: Draw) -> bytes:
    """Dates that no calendar has, and many that it has."""
    date = draw.pick(
        ["9999-99-99", "2026-02-29", "0" * 400 + "1-1-1", "2026-04-20T25:61:61Z", "二〇二六年" * 60]
    )
    lines = f"\n  - {{标题: 要点, 成文日期: {date}, 组: []}}" * draw.count(8_000)
    return _extend("要点", lines)


def make_long_texts(draw: Draw) -> bytes:
    """Sentences of figures as an office writes them, hundreds of times too many."""
    text = write_sentences(draw, draw.count(300_000))
    if draw.pick([True, False]):
        return _extend("总体情况", f"\n  开头: {text}")
    return _extend("存在问题", f"\n  - 问题: {text}\n    改进: {text}")


KINDS: dict[str, Make] = {
    "yaml-long-lists": make_long_lists,
    "yaml-unknown-keys": make_unknown_keys,
    "yaml-references": make_references,
    "yaml-told-again": make_told_again,
    "yaml-long-names": make_long_names,
    "yaml-deep-nesting": make_deep_nesting,
    "yaml-repeated-keys": make_repeated_keys,
    "yaml-long-scalars": make_long_scalars,
    "yaml-stops": make_stops,
    "yaml-aliases": make_aliases,
    "yaml-tags": make_tags,
    "yaml-problems": make_problems,
    "yaml-highlights": make_highlights,
    "yaml-tasks": make_tasks,
    "yaml-edits": make_edits,
    "yaml-block-texts": make_block_texts,
    "yaml-comments": make_comments,
    "yaml-long-keys": make_long_keys,
    "yaml-unbalanced": make_unbalanced,
    "yaml-long-numbers": make_long_numbers,
    "yaml-dates": make_dates,
    "yaml-long-texts": make_long_texts,
}
