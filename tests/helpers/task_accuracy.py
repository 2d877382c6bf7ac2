"""How well aspects 方面 and merges 并入 are proposed, held against what a person judged.

The judgements stand in tests/notices: aspects.tsv and levels/pairs.tsv. A title is given by its
beginning; several aspects that are right are divided by /. 调: seen while the words were chosen;
评: judged before any proposal for it was seen; 后: judged with the proposals in view. A pair
可 may be proposed and need not.
"""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gkdraft.layout.resources import Resources
from gkdraft.reading.notices import read_notice
from gkdraft.reading.notices.aspects import load_words, propose_aspects
from gkdraft.report.alike import propose_merges
from gkdraft.report.model import Notice, Report, Task
from helpers.pages import fill_part
from helpers.reports import ROOT, SHARED, shared

PAGE = ROOT / "docs/要点落实.md"
NOTICES = ROOT / "tests/notices"
LEVELS = NOTICES / "levels"
TUNED, HELD = "调", "评"

# the short names of notices in both files, and of those that are held against expected.json
_REAL = {
    "F19": "corpus/notice-fujian-2019.txt",
    "P21": "corpus/notice-pingtan-2021.txt",
    "T19": "seeds/002_41f55505d6552190.txt",
    "C14": "cases/notices/14-aspects.txt",
    "P12": "corpus/notices/07-pingtan-2012-further.txt",
    "F16": "corpus/notices/01-fujian-2016.docx",
    "Q20": "corpus/notices/03-pingtan-2020-80.docx",
    "N18": "corpus/notices/14-national-2018-newton.txt",
    "N20": "corpus/notices/15-national-2020-masked.txt",
    "S18": "corpus/notices/12-suileng-2018.txt",
    "J21": "corpus/notices/21-jiangyong-2021.txt",
    "D22": "corpus/notices/25-dalian-2022.txt",
    "C23": "corpus/notices/09-chizhou-petition.txt",
    "W25": "corpus/notices/10-wenshang-zhongdu-2025.txt",
    "G21": "corpus/notices/19-guanxian-2021.txt",
    "D17": "corpus/notices/20-dingtao-2017.txt",
    "13a": "cases/notices/13a-upper.txt",
    "13b": "cases/notices/13b-lower.txt",
    "13c": "cases/notices/13c-lower-subheads.txt",
    "13d": "cases/notices/13d.txt",
    "13e": "cases/notices/13e.txt",
}


# how the page calls them; all others are fictional
_CALLED = {
    "F19": "福建 2019",
    "P21": "平潭 2021",
    "T19": "太仓 2019",
    "P12": "平潭 2012",
    "F16": "福建 2016",
    "Q20": "平潭 2020",
    "N18": "国办 2018（节录）",
    "N20": "国办 2020（节录）",
    "S18": "绥棱 2018（节录）",
    "J21": "江永 2021（节录）",
    "D22": "大连 2022（节录）",
    "C23": "池州信访局 2023",
    "W25": "汶上中都街道 2025",
    "G21": "冠县 2021（节录）",
    "D17": "定陶 2017（节录）",
}


@dataclass
class Score:
    """What was proposed for one notice, or one pair of notices."""

    name: str
    use: str
    wanted: int = 0
    right: int = 0
    wrong: int = 0
    proposed: int = 0
    misses: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()


@cache
def read(name: str) -> Notice:
    """A notice by its short name."""
    if name in _REAL:
        path = shared(_REAL[name])
    elif (LEVELS / f"{name}.txt").exists():
        path = LEVELS / f"{name}.txt"
    else:
        path = next((ROOT / "fixtures/notices").glob(f"{name}-*.txt"))
    return propose_aspects(read_notice(path, Resources()), load_words(Resources()))


def list_tasks_of(notice: Notice) -> Iterator[Task]:
    """The tasks of a notice in their order."""
    for group in notice.groups:
        yield from group.tasks


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a file of judgements."""
    return list(csv.DictReader(path.read_text("utf-8").splitlines(), delimiter="\t"))


def score_aspects() -> list[Score]:
    """How many tasks of each notice have an aspect that a person would give."""
    scores: dict[str, Score] = {}
    unread: dict[str, list[Task]] = {}
    for row in read_rows(NOTICES / "aspects.tsv"):
        name = row["通知"]
        score = scores.setdefault(name, Score(name, row["用处"]))
        left = unread.setdefault(name, list(list_tasks_of(read(name))))
        task = next((each for each in left if each.title.startswith(row["标题开头"])), None)
        if task is not None:
            left.remove(task)
        judge_aspect(score, task or Task.model_validate({}), row["标题开头"], row["方面"])
    return [*scores.values(), *_score_expected()]


def _score_expected() -> Iterator[Score]:
    """The notices of which corpus/notices/expected.json has the aspects, task by task."""
    expected = json.loads(shared("corpus/notices/expected.json").read_text("utf-8"))
    for name in ("F16", "Q20", "N18", "N20", "S18", "J21", "D22", "C23", "W25", "G21", "D17"):
        score = Score(name, TUNED if name == "F16" else HELD)
        wanted = expected[Path(_REAL[name]).stem]["任务"]
        for task, row in zip(list_tasks_of(read(name)), wanted, strict=True):
            judge_aspect(score, task, task.title[:20], row["方面"])
        yield score


def judge_aspect(score: Score, task: Task, name: str, wanted: str) -> None:
    """Counts one task."""
    score.wanted += 1
    told = f"{name}: {task.aspect or '—'} ({task.aspect_reason}), {wanted}"
    if task.aspect in wanted.split("/"):
        score.right += 1
    elif task.aspect:
        score.wrong += 1
        score.errors += (told,)
    else:
        score.misses += (told,)


def list_pairs() -> dict[tuple[str, str], list[dict[str, str]]]:
    """What was judged of each two notices."""
    pairs: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in read_rows(LEVELS / "pairs.tsv"):
        pairs.setdefault((row["上级"], row["下级"]), []).append(row)
    return pairs


def score_pairs() -> list[Score]:
    """How many pairs of tasks of two notices that a person would merge are proposed."""
    return [_score_pair(upper, lower, rows) for (upper, lower), rows in list_pairs().items()]


def _score_pair(upper: str, lower: str, rows: list[dict[str, str]]) -> Score:
    score = Score(f"{upper} {lower}", rows[0]["用处"])
    proposed = _list_proposed(upper, lower)
    score.proposed = len(proposed)
    for row in rows:
        found = [pair for pair in proposed if _is_meant(pair, row)]
        if row["判断"] == "并":
            score.wanted += 1
            score.right += bool(found)
            if not found:
                score.misses += (f"{row['上级项']} ↔ {row['下级项']}",)
    for pair in proposed:
        if not any(_is_meant(pair, row) for row in rows):
            score.wrong += 1
            score.errors += (" ↔ ".join(pair),)
    return score


def _is_meant(pair: tuple[str, str], row: dict[str, str]) -> bool:
    return pair[0].startswith(row["上级项"]) and pair[1].startswith(row["下级项"])


def _list_proposed(upper: str, lower: str) -> list[tuple[str, str]]:
    """The titles of what is proposed, that of the upper notice first."""
    report = Report.model_validate({"要点": (read(upper), read(lower))})
    found = []
    for each in propose_merges(report, Resources()):
        ordered = sorted((each.entry, each.target), key=lambda entry: entry.path)
        found.append((ordered[0].task.title, ordered[1].task.title))
    return found


def has_real() -> bool:
    """Whether the folder with the real notices is there."""
    return all((SHARED / path).exists() for path in _REAL.values())


ASPECTS_HEAD = ("通知", "任务", "一致", "不一致", "不建议")
PAIRS_HEAD = ("两份通知", "应并的", "提示到", "一共提示", "提示错")


def compose_aspects() -> str:
    """The table of aspects, fictional notices in one line."""
    rows: dict[str, list[int]] = {}
    for score in score_aspects():
        row = rows.setdefault(_CALLED.get(score.name, "虚构的通知"), [0, 0, 0, 0])
        left = score.wanted - score.right - score.wrong
        counts = (score.wanted, score.right, score.wrong, left)
        row[:] = [before + count for before, count in zip(row, counts, strict=True)]
    return _compose(ASPECTS_HEAD, rows)


def compose_pairs() -> str:
    """The table of pairs, fictional notices in one line."""
    rows: dict[str, list[int]] = {}
    for score in score_pairs():
        names = [_CALLED.get(name, "") for name in score.name.split()]
        row = rows.setdefault("、".join(names) if all(names) else "虚构的两级通知", [0, 0, 0, 0])
        counts = (score.wanted, score.right, score.proposed, score.wrong)
        row[:] = [before + count for before, count in zip(row, counts, strict=True)]
    return _compose(PAIRS_HEAD, rows)


def _compose(head: tuple[str, ...], rows: dict[str, list[int]]) -> str:
    sums = [sum(column) for column in zip(*rows.values(), strict=True)]
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    for name, counts in [*rows.items(), ("合计", sums)]:
        lines.append(f"| {' | '.join((name, *map(str, counts)))} |")
    return "\n".join(lines)


def fill_page(page: str) -> str:
    """The page with both tables between their marks."""
    for name, made in (("方面", compose_aspects()), ("并入", compose_pairs())):
        begin, end = f"<!-- {name}的准确率：由测试写成 -->", f"<!-- {name}的准确率完 -->"
        page = fill_part(page, begin, end, made)
    return page
