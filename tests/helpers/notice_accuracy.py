"""How well 工作要点 notices are read: every task held against what a person read.

The only place that knows the vocabulary of corpus/notices/expected.json.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from gkdraft.errors import InputError
from gkdraft.layout.resources import Resources
from gkdraft.reading.notices import read_notice
from gkdraft.report.model import Notice, Task
from helpers.reports import ROOT, SHARED

PAGE = ROOT / "docs/要点落实.md"
BEGIN, END = "<!-- 读得怎样：由测试写成 -->", "<!-- 读得怎样完 -->"
OWN = Path(__file__).parent.parent / "notices/expected.json"
"""Titles and bodies of notices that corpus/notices/expected.json does not hold."""

CORPUS = "corpus/notices"
FORMS = {
    "01-fujian-2016": (
        ".docx",
        ".html",
        ".pdf",
        ".chrome.txt",
        ".lo.txt",
        ".cellline.txt",
        ".dump.txt",
    ),
    "03-pingtan-2020-80": (".docx", ".txt", ".dump.txt"),
    "07-pingtan-2012-further": (".txt",),
    "09-chizhou-petition": (".html", ".txt"),
    "10-wenshang-zhongdu-2025": (".txt",),
    "12-suileng-2018": (".txt",),
    "14-national-2018-newton": (".txt",),
    "15-national-2020-masked": (".txt",),
    "19-guanxian-2021": (".txt",),
    "20-dingtao-2017": (".txt",),
    "21-jiangyong-2021": (".txt",),
    "25-dalian-2022": (".txt",),
    "27-xinhua-2015-news": (".txt",),
    "28-danjiangkou-2021-qa": (".txt",),
}


def _list_names() -> Iterator[str]:
    for stem, suffixes in FORMS.items():
        for suffix in suffixes:
            yield f"{CORPUS}/{stem}{suffix}"
    yield from json.loads(OWN.read_text(encoding="utf-8"))


NAMES = tuple(_list_names())
DUMPS = ("corpus/notices/01-fujian-2016.dump.txt", "corpus/notice-pingtan-2021.txt")
"""Tables that an archive flattened into one line: where a column begins is a guess there."""


@dataclass
class Score:
    """One file: tasks printed, titles, bodies and deadlines read right, and what is wrong."""

    heads_printed: int = 0
    heads: int = 0
    printed: int = 0
    titles: int = 0
    groups: int = 0
    bodies_printed: int = 0
    bodies: int = 0
    deadlines_printed: int = 0
    deadlines: int = 0
    marked: int = 0  # tasks that say that something in them is a guess
    missing: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)  # unmarked
    wrong: list[str] = field(default_factory=list)  # unmarked
    refusal: str = ""


Expected = Mapping[str, Any]


@cache
def score(name: str) -> Score:
    """How one notice is read."""
    head = _find_expected(name)
    expected = head["任务"]
    found = Score(printed=len(expected))
    try:
        notice = read_notice(SHARED / name, Resources())
    except InputError as error:
        found.refusal = str(error)
        found.missing = [task["标题"] for task in expected]
        return found
    groups: list[str] = []
    tasks: list[Task] = []
    for group in notice.groups:
        groups += [group.title] * len(group.tasks)
        tasks += group.tasks
    _compare_heads(head, notice, found)
    found.marked = sum(1 for task in tasks if task.inferred)
    _compare(expected, groups, tasks, found)
    return found


def _find_expected(name: str) -> Expected:
    own: Mapping[str, Expected] = json.loads(OWN.read_text(encoding="utf-8"))
    if name in own:
        return own[name]
    known = json.loads((SHARED / CORPUS / "expected.json").read_text(encoding="utf-8"))
    found: Expected = known[Path(name).name.split(".")[0]]
    return found


def _compare_heads(expected: Expected, notice: Notice, found: Score) -> None:
    """标题、文号、成文日期、发文机关, where the document has them; nothing read is no fault."""
    # a letter that is itself what it is about is called by its title without who sends it
    told = {
        "标题": notice.title.removeprefix(notice.issuer),
        "文号": notice.number,
        "成文日期": str(notice.date or ""),
        "发文机关": notice.issuer,
    }
    for key, text in told.items():
        printed = expected.get(key, "")
        if printed:
            found.heads_printed += 1
            found.heads += text == printed
        if printed and text not in ("", printed):
            found.wrong.append(f"{key}：{text}")


def _compare(
    expected: Sequence[Expected], groups: Sequence[str], tasks: Sequence[Task], found: Score
) -> None:
    left = dict(enumerate(tasks))
    for place, one in enumerate(expected):
        # where the table has no titles, * stands for whatever the demand makes of itself
        any_title = one["标题"] == "*"
        index = place if any_title else _find_title(one["标题"], left)
        task = left.pop(index, None)
        if task is None:
            found.missing.append(one["标题"])
            found.bodies_printed += bool(one["牵头单位"] or one["责任单位"])
            found.deadlines_printed += bool(one.get("时限"))
            continue
        found.titles += 1
        found.groups += _is_right(groups[index] == one["组"], "组", one, task, found)
        _compare_bodies(one, task, found)
        _compare_deadline(one, task, found)
    found.invented = [task.title for task in left.values() if not task.inferred]


def _find_title(title: str, tasks: Mapping[int, Task]) -> int:
    return next((index for index, task in tasks.items() if task.title == title), -1)


def _compare_bodies(one: Expected, task: Task, found: Score) -> None:
    if one["责任单位"] is None:
        return
    lead, others = _split(one["牵头单位"]), _split(one["责任单位"])
    right = list(task.lead) == lead and list(task.responsible) == _unite(lead, others)
    right = _is_right(right, "单位", one, task, found)
    if lead or others:
        found.bodies_printed += 1
        found.bodies += right


def _compare_deadline(one: Expected, task: Task, found: Score) -> None:
    printed = one.get("时限", "")
    right = _is_right(task.deadline == printed, "时限", one, task, found)
    if printed:
        found.deadlines_printed += 1
        found.deadlines += right


def _is_right(right: bool, what: str, one: Expected, task: Task, found: Score) -> bool:
    if not right and not task.inferred:
        found.wrong.append(f"{what}：{one['标题']}")
    return right


def _split(text: str) -> list[str]:
    return [name for name in re.split(r"[，,、；;]", text) if name]


def _unite(lead: Sequence[str], others: Sequence[str]) -> list[str]:
    return list(dict.fromkeys((*lead, *others)))


def table() -> str:
    """The accuracy of all notices as a Markdown table."""
    heads = (
        "文件",
        "抬头读对",
        "任务",
        "标题读对",
        "缺",
        "多出",
        "单位读对",
        "时限读对",
        "注明推断",
        "读错未注明",
    )
    rows = [f"| {' | '.join(heads)} |", "| --- " * len(heads) + "|"]
    for name in NAMES:
        found = score(name)
        cells = (
            Path(name).name,
            f"{found.heads}/{found.heads_printed}",
            found.printed,
            found.titles,
            len(found.missing),
            len(found.invented),
            f"{found.bodies}/{found.bodies_printed}",
            f"{found.deadlines}/{found.deadlines_printed}",
            "不是要点，不读" if found.refusal and not found.printed else found.marked,
            len(found.wrong),
        )
        rows.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(rows)
