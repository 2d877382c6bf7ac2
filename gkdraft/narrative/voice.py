"""What prose templates may call: figures, gaps, lists, comparisons, people's own sentences."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from gkdraft.draft import Draft
from gkdraft.figures import PRIOR
from gkdraft.model import REFERENCE, Problem, Task, TaskGroup
from gkdraft.narrative import phrases
from gkdraft.narrative.numbers import (
    HEADING,
    PARAGRAPH,
    Gap,
    Shown,
    growth,
    in_wan,
    share,
    shown,
    unmarked,
)
from gkdraft.values import chinese_numeral

_EMPTY_VERBS = re.compile("^(进一步|持续|大力|切实|着力|深入|不断|扎实|全面)+")

_STATES = {"完成": "done", "推进中": "ongoing", "未开展": "idle", "不涉及": "foreign"}

Pair = tuple[str, Shown | Gap]


@dataclass(frozen=True)
class SelfName:
    """自称: how a body speaks of itself and of its area."""

    self: str = "本机关"
    area: str = ""


@dataclass
class Voice:
    """The helpers of one report; their results are text with marks."""

    draft: Draft
    name: SelfName
    said: set[str] = field(default_factory=set)

    def n(self, key: str, label: str = "") -> Shown | Gap:
        """The figure under a key (`*` sums a group); a gap with that label if it is missing."""
        number = self.draft.figures.total(key)
        return Gap(label or key.rpartition(".")[2], key) if number is None else shown(number, key)

    def data(self, aspect: str, indicator: str, label: str = "") -> Shown | Gap:
        """An indicator's figure; it then counts as said."""
        self.said.add(f"{aspect}.{indicator}")
        return self.n(f"总体情况.{aspect}.数据.{indicator}", label)

    def before(self, key: str) -> Shown | Gap:
        """Last year's figure under the same key."""
        return self.n(f"{PRIOR}.{key}")

    def gap(self, label: str, key: str = "") -> Gap:
        return Gap(unmarked(label), key)

    def skipped(self, key: str) -> bool:
        """Whether the person chose to leave this out (略)."""
        return self.draft.is_skipped(tuple(key.split(".")))

    def rows(self, key: str) -> list[Pair]:
        """Name and figure of everything directly below a key; `*` marks the name."""
        head, _, tail = key.partition("*")
        names = [k[len(head) : len(k) - len(tail)] for k in self.draft.figures.matching(key)]
        return [(name, self.n(f"{head}{name}{tail}")) for name in names]

    def indicator_rows(self, aspect: str, indicator: str) -> list[Pair]:
        """A list indicator's names and figures as typed; it then counts as said."""
        self.said.add(f"{aspect}.{indicator}")
        return nonzero(self.rows(f"总体情况.{aspect}.数据.{indicator}.*"))

    def facts(self, aspect: str) -> str:
        """The sentences of all indicators of an aspect that no template has said."""
        said = {name.partition(".")[2] for name in self.said if name.startswith(f"{aspect}.")}
        lines = self.draft.layout.phrases.get(aspect, ())
        found = phrases.sentences(lines, lambda name: self._slot(aspect, name), said)
        self.said.update(f"{aspect}.{name}" for name in said)
        return "".join(self.sentence(line) for line in found)

    def _slot(self, aspect: str, name: str) -> Shown | Gap | str:
        indicator = self.draft.layout.indicator_by_key.get((aspect, name))
        if indicator and indicator.kind == "list":
            pairs = nonzero(self.rows(f"总体情况.{aspect}.数据.{name}.*"))
            return self.listed(pairs, indicator.unit)
        if indicator and indicator.kind == "text":
            return self.fact_text(aspect, name)
        number = self.n(f"总体情况.{aspect}.数据.{name}")
        percent = indicator is not None and indicator.kind == "percent"
        return f"{number}%" if percent and number > 0 else number

    def fact_text(self, aspect: str, name: str) -> str:
        """A text indicator as typed."""
        entry = self.draft.report.overview.get(aspect)
        data = entry.data if entry and isinstance(entry.data, dict) else {}
        value = data.get(name)
        return self.prose(value) if isinstance(value, str) else ""

    def highlights(self, aspect: str) -> list[str]:
        """What a person wrote for an aspect, as sentences."""
        entry = self.draft.report.overview.get(aspect)
        return [
            self.sentence(self.prose(text)) for text in (entry.highlights if entry else ()) if text
        ]

    def reference(self, key: str) -> Shown | Gap:
        """The figure people refer to by its full key; sums are for templates only."""
        return self.n(key) if key in self.draft.figures.keys else Gap(key.rpartition(".")[2], key)

    def prose(self, text: str) -> str:
        """A person's own text: references filled in, a line break starts a paragraph."""
        filled = REFERENCE.sub(lambda match: str(self.reference(match[1])), text.strip())
        return PARAGRAPH.join(line.strip() for line in filled.splitlines() if line.strip())

    def sentence(self, text: str) -> str:
        """A text that ends like a sentence, or nothing."""
        text = text.rstrip("，；,; ")
        return text if not text or unmarked(text)[-1] in "。！？：" else f"{text}。"

    def clause(self, text: str) -> str:
        """A text on one line, without its final mark, to stand inside a sentence."""
        return self.prose(text).replace(PARAGRAPH, "").rstrip("。；，,; ")

    def listed(self, pairs: Iterable[Pair], unit: str, separator: str = "、") -> str:
        """自然人19件、商业企业3件: the non-zero ones in the order given."""
        return separator.join(f"{name}{number}{unit}" for name, number in nonzero(pairs))

    def series(self, items: Sequence[str]) -> str:
        """一是…；二是…。 If one item holds a full stop, every item ends with one."""
        if len(items) == 1:
            return self.sentence(items[0])
        stop = "。" if any("。" in item.rstrip("。") for item in items) else "；"
        marked = [
            f"{chinese_numeral(number)}是{item.rstrip('。；')}"
            for number, item in enumerate(items, 1)
        ]
        return stop.join(marked) + "。"

    def one_of(self, pattern: str, *alternatives: str) -> str:
        """One wording of several: the same for the same body and year, another next year."""
        body = f"{self.draft.report.agency.name}\n{pattern}".encode()
        start = int.from_bytes(hashlib.sha256(body).digest()[:4])
        return alternatives[(start + self.draft.report.year) % len(alternatives)]

    def phrase(self, title: str) -> str:
        """A task's title as a short phrase: no final stop, no empty adverbs in front."""
        return _EMPTY_VERBS.sub("", title.strip().rstrip("。；")).removeprefix("围绕")

    def heading(self, level: int, text: str) -> str:
        """A heading; its number is given by order."""
        return f"{PARAGRAPH}{HEADING}{level}{text}{PARAGRAPH}"

    def groups(self, aspect: str) -> list[tuple[TaskGroup, list[tuple[str, Task]]]]:
        """The notice's groups with those of their tasks that belong to an aspect; "" for none."""
        found = []
        for n, notice in enumerate(self.draft.report.notices, 1):
            for g, group in enumerate(notice.groups, 1):
                tasks = [
                    (f"要点.{n}.组.{g}.任务.{t}", task)
                    for t, task in enumerate(group.tasks, 1)
                    if task.aspect == aspect and task.state != "不涉及"
                ]
                if tasks:
                    found.append((group, tasks))
        return found

    def task_figures(self, key: str, task: Task) -> str:
        """意见征集12期、解读材料21篇: the figures of a task."""
        pairs = self._task_figures(key, task)
        return "、".join(f"{item}{number}{unit}" for item, number, unit in pairs)

    def mentions(self, text: str, key: str, task: Task) -> bool:
        """Whether a task's own sentence already gives every one of its figures."""
        said = set(re.findall(r"\d+(?:\.\d+)?[万亿]?余?", unmarked(text)))
        return all(unmarked(str(n)) in said for _, n, _ in self._task_figures(key, task))

    def _task_figures(self, key: str, task: Task) -> list[tuple[str, Shown | Gap, str]]:
        return [
            (
                # 抽检批次 + 860批次 says the unit once; 决策事项 + 11项 is right as it is
                entry.item.removesuffix(entry.unit) if len(entry.unit) > 1 else entry.item,
                self.n(f"{key}.数据.{i}.数"),
                entry.unit,
            )
            for i, entry in enumerate(task.figures, 1)
            if entry.number is not None
        ]

    def outcomes(self, members: Sequence[tuple[str, Task]], say: Callable[..., str]) -> list[str]:
        """What each task prints, the unfinished ones last."""
        order = sorted(members, key=lambda member: member[1].state in ("推进中", "未开展"))
        return [tidy(say(key, task)).rstrip("。") for key, task in order]

    def dated(self, text: str) -> bool:
        """Whether a text names a time by which something will be done."""
        return re.search("[年月日底]前", unmarked(text)) is not None

    def coverage(self, number: int) -> dict[str, Shown]:
        """How many tasks of the notice are in which state; `open` have no answer yet."""
        states: Counter[str] = Counter()
        for group in self.draft.report.notices[number - 1].groups:
            for task in group.tasks:
                answered = task.result or task.figures or task.state in ("不涉及", "未开展")
                states[_STATES[task.state] if task.state and answered else "open"] += 1
        states["all"] = states.total()
        names = ("all", *_STATES.values(), "open")
        return {name: shown(states[name], f"要点.{number}.任务数") for name in names}

    def was_said(self, aspect: str, indicator: str) -> bool:
        """Whether an indicator, or one of its parts, has been printed."""
        return any(f"{name}.".startswith(f"{aspect}.{indicator}.") for name in self.said)

    def open_problems(self) -> list[Problem]:
        """This year's problems: all but last year's that are solved; a lone measure counts."""
        return [
            entry
            for entry in self.draft.report.problems
            if (entry.problem or (entry.measure and not entry.prior))
            and not (entry.prior and entry.progress == "已完成")
        ]

    def each(self, items: Iterable[object], say: Callable[[object], str]) -> list[str]:
        """A macro's text for each item."""
        return [tidy(say(item)) for item in items]

    def scope(self) -> dict[str, object]:
        """The names templates see."""
        helpers = (
            self.n, self.data, self.before, self.gap, self.skipped, self.rows, self.facts,
            self.indicator_rows, self.fact_text, self.prose, self.sentence, self.clause,
            self.listed, self.series, self.one_of, self.phrase, self.heading, self.groups,
            self.task_figures, self.mentions, self.outcomes, self.coverage, self.dated,
            self.open_problems, self.was_said,
            self.highlights, self.each,
        )  # fmt: skip
        named: dict[str, object] = {helper.__name__: helper for helper in helpers}
        pure = (growth, share, in_wan, nonzero, tidy, blank, chinese_numeral)
        return named | {helper.__name__: helper for helper in pure} | {
            "year": self.n("年度"),
            "report": self.draft.report,
            "layout": self.draft.layout.spec,
            "aspects": self.draft.layout.aspects,
            "name": self.name,
        }  # fmt: skip


def nonzero(pairs: Iterable[Pair]) -> list[Pair]:
    """The pairs with a figure that is known and not 0."""
    return [(name, number) for name, number in pairs if isinstance(number, Shown) and number.value]


def blank(text: str) -> bool:
    """Whether a template's output holds nothing to read."""
    return not text.replace(PARAGRAPH, "").strip()


def tidy(text: str) -> str:
    """A macro's output without the line breaks and indentation of the template."""
    return "".join(line.strip() for line in text.splitlines())
