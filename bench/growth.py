"""What grows, each grown by itself: milliseconds of CPU at each size, and how fast they rise.

The exponent is log(t2/t1) / log(n2/n1) of the two largest sizes: 1 is linear, 2 the square.
Names of dimensions as arguments choose some.
"""

import gc
import math
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from gkdraft.layout.resources import Resources
from gkdraft.newyear.blank_file import compose_blank
from gkdraft.newyear.opening import open_year, read_notices
from gkdraft.newyear.start import summarise_start
from gkdraft.pipeline import draft_report, review_report
from gkdraft.prose.document import Block, Grid, Heading, Paragraph, Run, plain_text
from gkdraft.report.alike import match_tasks
from gkdraft.revise.versions import Version, compare_versions

ROOT = Path(__file__).parent.parent
DATA = ROOT / "fixtures/jianglin-2026/2026.yaml"
EXAMPLE = DATA.read_text(encoding="utf-8")
PAIRS = re.findall("[\u4e00-\u9fff]{2}", EXAMPLE)
FACTORS = (1, 4, 16, 64)
GOAL = 1.1
RUNS = 3
LONG = 2.0
"""Seconds from which one run tells enough."""
FILES = (1, 50, 200, 800)
Action = Callable[[], object]
Grow = Callable[..., Action]
Added = dict[str, str]


def write_text(seed: object, length: int = 30) -> str:
    """Prose of the example's own pairs of characters, another for another seed."""
    chance = random.Random(str(seed))
    return "".join(chance.choice(PAIRS) for _ in range(length // 2))


ANCHORS = {
    "存在问题": ("存在问题:\n", "存在问题:\n"),
    "亮点": ("    亮点: []\n", "    亮点:\n"),
    "任务": ("        任务:\n", "        任务:\n"),
    "组": ("    组:\n", "    组:\n"),
    "要点": ("要点:\n", "要点:\n"),
    "其他": ("  其他: []\n", "  其他:\n"),
    "上年亮点": (
        "    主动公开: {数据: {主动公开信息总数: 82950}}\n",
        "    主动公开:\n      亮点:\n",
    ),
    "上年问题": ("上年:\n", "上年:\n  存在问题:\n"),
    "情况说明": ("情况说明: []\n", "情况说明:\n"),
    "修改": ("修改: []\n", "修改:\n"),
}
PROBLEM = "  - 问题: {0}\n    改进: 市政府办公室{1}\n    进展: 计划\n"
NUMBERED = "  - 问题: 问题{n}，{{{{申请情况.本年新收.总计}}}}件\n    改进: 措施{n}\n"
ANSWERED = "  - 上年问题: {0}\n    改进: 市政府办公室{1}\n    进展: 已完成\n"
TASK = (
    "          - 序号: （{n}）\n            标题: {0}\n            要求: {1}\n"
    "            方面: 主动公开\n            状态: 完成\n            落实情况: {2}{n}件\n"
    "            数据:\n              - {{项目: 甲, 数: {n}, 单位: 件}}\n"
)
NOTICE = (
    "  - 标题: {0}\n    文号: 江政办发〔2026〕{n}号\n    组:\n      - 标题: {1}\n        任务:\n"
)
HIGHLIGHT = "      - {0}\n"
FIGURES = "      - {0}{n}件，{1}{n}次，其中{2}{n}件\n"
LAST_PROBLEM = "    - {{问题: {2}, 改进: {3}}}\n"
SAME_PROBLEM = "    - {{问题: {0}, 改进: {1}}}\n"
LAST_HIGHLIGHT = "        - {1}\n"
WAIVER = "  - {{规则: GK504, 位置: 存在问题.{n}.问题, 说明: {0}}}\n"
PLACE = "存在的主要问题及改进情况.第{n}段"
EDIT = f"  - {{{{位置: {PLACE}, 原文: {{0}}, 正文: {{1}}}}}}\n"
NEAR_EDIT = f"  - {{{{位置: {PLACE}, 原文: 另{{0}}了, 正文: {{1}}}}}}\n"
LOST_EDIT = f"  - {{{{位置: {PLACE}, 原文: {{2}}, 正文: {{1}}}}}}\n"
ADDED = f"  - {{{{位置: {PLACE}, 正文: {{1}}}}}}\n"
DATA_FILES: dict[str, tuple[int, Added]] = {
    "problems": (32, {"存在问题": PROBLEM}),
    "problems by number": (32, {"存在问题": NUMBERED}),
    "highlights": (32, {"亮点": HIGHLIGHT}),
    "highlights with figures": (32, {"亮点": FIGURES}),
    "other matters": (32, {"其他": "    - {0}\n"}),
    "tasks": (16, {"任务": TASK}),
    "groups of tasks": (16, {"组": "      - 标题: {2}\n        任务:\n" + TASK}),
    "notices": (8, {"要点": NOTICE + TASK}),
    "last year's problems": (32, {"上年问题": LAST_PROBLEM}),
    "problems beside last year's": (32, {"存在问题": PROBLEM, "上年问题": LAST_PROBLEM}),
    "highlights beside last year's": (32, {"亮点": HIGHLIGHT, "上年亮点": LAST_HIGHLIGHT}),
    "problems told again": (32, {"存在问题": PROBLEM, "上年问题": SAME_PROBLEM}),
    "last year's problems answered": (32, {"存在问题": ANSWERED, "上年问题": SAME_PROBLEM}),
    "waivers": (32, {"情况说明": WAIVER}),
    "problems with waivers": (32, {"存在问题": PROBLEM, "情况说明": WAIVER}),
    "edits": (32, {"存在问题": PROBLEM, "修改": EDIT}),
    "edits of what has changed": (32, {"存在问题": PROBLEM, "修改": NEAR_EDIT}),
    "edits of what is lost": (32, {"存在问题": PROBLEM, "修改": LOST_EDIT}),
    "edits that add": (32, {"存在问题": PROBLEM, "修改": ADDED}),
}


def extend(added: Added, count: int) -> str:
    """The example with more below some of its keys."""
    text = EXAMPLE
    for key, form in added.items():
        items = [
            form.format(*(write_text(f"{n} {part}") for part in range(4)), n=n)
            for n in range(count)
        ]
        old, new = ANCHORS[key]
        if old not in text:
            raise ValueError(key)
        text = text.replace(old, new + "".join(items), 1)
    return text


def grow_data(folder: Path, added: Added, count: int) -> Action:
    """A data file made a .docx."""
    path = folder / f"{count}.yaml"
    path.write_text(extend(added, count), encoding="utf-8")
    return lambda: draft_report(path).render(".docx")


def grow_text(folder: Path, key: str, form: str, count: int, piece: str = "") -> Action:
    """The same with one text: of so many sentences, or of a piece again and again."""
    sentences = (f"{write_text(n, 24)}，{write_text(-n, 10)}{n}件。" for n in range(count))
    text = piece * (40 * count // len(piece)) if piece else "".join(sentences)
    return grow_data(folder, {key: form.replace("{text}", text)}, 1)


TEXTS = {
    "a long problem": ("存在问题", "  - 问题: {text}\n    改进: {text}\n"),
    "a long highlight": ("亮点", "      - {text}\n"),
    "a long task": ("任务", "          - {{标题: 甲, 要求: {text}, 落实情况: {text}}}\n"),
}


PLACES = {"one": "主动公开", "five": "存在的主要问题", "six": "其他需要报告"}
SHAPES = {"paragraphs": "{text}", "items": "{n}. {text}", "headings": "（{n}）{text:.12}"}


def write_report(folder: Path, shape: str, section: str, suffix: str, count: int) -> Path:
    """A published report with more in one of its sections."""
    result = draft_report(DATA)
    blocks = list(result.document.blocks)
    heads = [isinstance(b, Heading) and PLACES[section] in plain_text(b.runs) for b in blocks]
    grid = next(block for block in blocks if isinstance(block, Grid))
    more: list[Block] = [grid] * count
    if shape != "tables":
        texts = (f"{write_text(n, 40)}{n}件，{write_text(-n, 20)}。" for n in range(count))
        lines = (SHAPES[shape].format(text=text, n=n) for n, text in enumerate(texts, 1))
        more = [Paragraph((Run(line),)) for line in lines]
    at = heads.index(True) + 1
    document = replace(result.document, blocks=(*blocks[:at], *more, *blocks[at:]), names=())
    path = folder / f"{count}{suffix}"
    path.write_bytes(replace(result, document=document).render(suffix))
    return path


def grow_report(folder: Path, shape: str, section: str, suffix: str, count: int) -> Action:
    """A published report read and judged."""
    path = write_report(folder, shape, section, suffix, count)
    return lambda: review_report(path)


def grow_versions(folder: Path, count: int) -> Action:
    """Two versions of a published report compared."""
    pair = []
    for index in range(2):
        path = write_report(folder, "paragraphs", "one", ".txt", count)
        path.write_text(path.read_text(encoding="utf-8").replace("1件", f"{index}件"), "utf-8")
        result = review_report(path)
        pair.append(Version(result.draft, result.document))
    return lambda: compare_versions(*pair)


def write_notice(folder: Path, seed: int, count: int, suffix: str = ".txt") -> Path:
    """A notice of so many tasks, ten to a group."""
    lines = [f"江临市{2026}年政务公开工作要点"]
    for n in range(count):
        if n % 10 == 0:
            lines.append(f"{n // 10 + 1}、{write_text(f'{seed}g{n}', 12)}")
        title = f"{n % 10 + 1}. {write_text(f'{seed}t{n}', 14)}。{write_text(f'{seed}d{n}', 60)}。"
        lines.append(f"{title}（责任单位：市政府办公室）")
    path = folder / f"{seed}-{count}{suffix}"
    text = "\n".join(lines)
    if suffix == ".html":
        text = f"<html><body><p>{text.replace(chr(10), '</p><p>')}</p></body></html>"
    path.write_text(text, encoding="utf-8")
    return path


def grow_notices(folder: Path, suffix: str, notices: int, tasks: int, count: int) -> Action:
    """A new data file from notices: so many, or of so many tasks."""
    number, size = (notices or count, tasks or count)
    paths = [write_notice(folder, seed, size, suffix) for seed in range(number)]

    def start() -> object:
        match_tasks.cache_clear()
        resources = Resources()
        found = read_notices(paths, resources)
        year = open_year(found, 2026, "江临市人民政府", "市级政府", "", resources)
        return compose_blank(year), summarise_start(year)

    return start


def list_dimensions() -> dict[str, tuple[int, Grow]]:
    """What grows: how many there are at first, and what makes the action for so many."""
    found: dict[str, tuple[int, Grow]] = {}
    for name, (count, added) in DATA_FILES.items():
        found[name] = count, partial(grow_data, added=added)
    for name, (key, form) in TEXTS.items():
        found[name] = 16, partial(grow_text, key=key, form=form)
    for piece in ("其中收到申请1件、", "1", "（", "公开"):
        key, form = TEXTS["a long problem"]
        grow = partial(grow_text, key=key, form=form, piece=piece)
        found[f"a problem of {piece}"] = 16, grow
    for suffix in (".docx", ".html", ".txt"):
        for section in PLACES:
            shapes = ("tables", *SHAPES) if section == "one" else SHAPES
            for shape in shapes:
                count = 1 if shape == "tables" else 16
                about = {"shape": shape, "section": section, "suffix": suffix}
                found[f"{suffix}, {shape} in section {section}"] = (
                    count,
                    partial(grow_report, **about),
                )
    found["versions of a report"] = 16, grow_versions
    for suffix in (".txt", ".html"):
        for name, notices, tasks in (("one notice", 1, 0), ("two notices", 2, 0), ("", 0, 10)):
            what = f"{suffix}, {name}, tasks" if name else f"{suffix}, notices"
            count = 16 if name else 2
            grow = partial(grow_notices, suffix=suffix, notices=notices, tasks=tasks)
            found[what] = count, grow
    return found


def measure(action: Action) -> float:
    """Milliseconds of CPU, the least of some runs."""
    times = []
    for _ in range(RUNS):
        gc.collect()
        start = time.process_time()
        action()
        times.append(time.process_time() - start)
        if times[0] > LONG:
            break
    return min(times) * 1000


def tell_growth(name: str, base: int, grow: Grow) -> None:
    times: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        for factor in FACTORS:
            times.append(measure(grow(Path(folder), count=base * factor)))
    rise = math.log(times[-1] / times[-2]) / math.log(FACTORS[-1] / FACTORS[-2])
    shown = "".join(f"{each:9.1f}" for each in times)
    over = "  over" if rise > GOAL else ""
    print(f"{name:<40}{base:>4} × {shown}{rise:8.2f}{over}", flush=True)


def tell_memory() -> None:
    """Peak resident memory of `gkdraft check FILE...` by the number of its files."""
    peaks = []
    code = "import resource; print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    run = f"import subprocess, sys; subprocess.run(sys.argv[1:], stdout=-3); {code}"
    with tempfile.TemporaryDirectory() as name:
        copies = [Path(name) / f"{number}.yaml" for number in range(max(FILES))]
        for copy in copies:
            shutil.copy(DATA, copy)
        for count in FILES:
            command = [sys.executable, "-m", "gkdraft", "check", *map(str, copies[:count])]
            done = subprocess.run(
                [sys.executable, "-c", run, *command], capture_output=True, check=True
            )
            peaks.append(int(done.stdout) / 1024)
    shown = "".join(f"{peak:9.1f}" for peak in peaks)
    print(f"{'MB of a check of':<30}{' / '.join(map(str, FILES)):>16}{shown}")


def main() -> None:
    # compiled modules and templates are kept, as on a user's machine
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    gc.disable()  # as a command does
    draft_report(DATA).render(".docx")
    wanted = sys.argv[1:]
    heads = "".join(f"{'× ' + str(factor):>9}" for factor in FACTORS)
    print(f"{'milliseconds of CPU, from × 1':<46}{heads}exponent, goal {GOAL}")
    for name, (base, grow) in list_dimensions().items():
        if not wanted or any(word in name for word in wanted):
            tell_growth(name, base, grow)
    if not wanted or "memory" in wanted:
        tell_memory()


if __name__ == "__main__":
    main()
