"""What prose templates may call: figures, gaps, lists, comparisons, people's own sentences."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from gkdraft.base.places import parse_path
from gkdraft.base.scalars import spell_numeral
from gkdraft.prose import phrases
from gkdraft.prose.clauses import (
    UNFINISHED,
    compose_lead,
    drop_title,
    gives_figure,
    join_sentences,
    name_unfinished,
    select_state,
    spell_cause,
)
from gkdraft.prose.numbers import (
    HEADING,
    PARAGRAPH,
    RUN_IN,
    Gap,
    Shown,
    mark_answer,
    remove_marks,
    show_in_wan,
    show_number,
    spell_growth,
    spell_share,
)
from gkdraft.report import tasks
from gkdraft.report.agency import SelfName
from gkdraft.report.draft import Draft
from gkdraft.report.figures import PRIOR
from gkdraft.report.model import REFERENCE, Notice, Problem, Task, TaskGroup
from gkdraft.report.printing import print_date

_STATES = {
    "完成": "done",
    "推进中": "ongoing",
    "未开展": "idle",
    "不涉及": "foreign",
    tasks.OPEN: "open",
}

Pair = tuple[str, Shown | Gap]
Member = tuple[str, Task]
"""A task with its key."""


@dataclass
class Voice:
    """The helpers of one report; their results are text with marks."""

    draft: Draft
    name: SelfName
    said: set[str] = field(default_factory=set)

    def n(self, key: str, label: str = "") -> Shown | Gap:
        """The figure under a key (`*` sums a group); a gap with that label if it is missing."""
        number = self.draft.figures.total(key)
        return (
            Gap(label or key.rpartition(".")[2], key)
            if number is None
            else show_number(number, key)
        )

    def data(self, aspect: str, indicator: str, label: str = "") -> Shown | Gap:
        """An indicator's figure; it then counts as said. ValueError if there is no such one."""
        self._known(aspect, indicator)
        self.said.add(f"{aspect}.{indicator}")
        return self.n(f"总体情况.{aspect}.数据.{indicator}", label)

    def _known(self, aspect: str, indicator: str) -> None:
        if (aspect, indicator.partition(".")[0]) not in self.draft.layout.indicator_by_key:
            raise ValueError(f"指标目录里没有 {aspect}.{indicator}")

    def before(self, key: str) -> Shown | Gap:
        """Last year's figure under the same key."""
        return self.n(f"{PRIOR}.{key}")

    def gap(self, label: str, key: str = "") -> Gap:
        return Gap(remove_marks(label), key)

    def skipped(self, key: str) -> bool:
        """Whether the person chose to leave this out (略)."""
        return self.draft.is_skipped(parse_path(key))

    def demanded(self, key: str) -> bool:
        """Whether the layout demands that a key be filled in."""
        return key in self.draft.layout.spec.required

    def rows(self, key: str) -> list[Pair]:
        """Name and figure of everything directly below a key; `*` marks the name."""
        head, _, tail = key.partition("*")
        names = [k[len(head) : len(k) - len(tail)] for k in self.draft.figures.matching(key)]
        return [(name, self.n(f"{head}{name}{tail}")) for name in names]

    def indicator_rows(self, aspect: str, indicator: str) -> list[Pair]:
        """A list indicator's names and figures as typed; it then counts as said."""
        self.said.add(f"{aspect}.{indicator}")
        return select_nonzero(self.rows(f"总体情况.{aspect}.数据.{indicator}.*"))

    def facts(self, aspect: str) -> str:
        """The sentences of all indicators of an aspect that no template has said."""
        said = {name.partition(".")[2] for name in self.said if name.startswith(f"{aspect}.")}
        lines = self.draft.layout.phrases.get(aspect, ())
        found = phrases.compose_sentences(lines, lambda name: self._slot(aspect, name), said)
        found += self._unspoken(aspect, lines, said)
        self.said.update(f"{aspect}.{name}" for name in said)
        return "".join(self.sentence(line) for line in found)

    def _unspoken(self, aspect: str, lines: Iterable[str], said: set[str]) -> Iterator[str]:
        """What is given of an aspect and no template or phrase knows: 惠企政策数12件."""
        spoken = {slot.partition(".")[0] for line in lines for slot in phrases.find_slots(line)}
        for known in self.draft.layout.indicators:
            if known.aspect != aspect or known.key in (spoken | said) or known.kind == "derived":
                continue
            if known.kind in ("list", "parts"):
                pairs = select_nonzero(self.rows(f"总体情况.{aspect}.数据.{known.key}.*"))
                rest = [(name, n) for name, n in pairs if f"{known.key}.{name}" not in said]
                text = self.listed(rest, known.unit)
                if text:
                    yield f"{known.key}：{text}"
                continue
            value = self._slot(aspect, known.key)
            if isinstance(value, str) and value:
                yield value if known.kind != "percent" else f"{known.key}{value}"
            elif isinstance(value, Shown) and value.value:
                yield f"{known.key}{value}{known.unit}"

    def _slot(self, aspect: str, name: str) -> Shown | Gap | str:
        indicator = self.draft.layout.indicator_by_key.get((aspect, name))
        if indicator and indicator.kind == "list":
            pairs = select_nonzero(self.rows(f"总体情况.{aspect}.数据.{name}.*"))
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

    def own_text(self, text: str) -> str:
        """A person's own paragraphs, each ending like a sentence."""
        return PARAGRAPH.join(self.sentence(p) for p in self.prose(text).split(PARAGRAPH) if p)

    def sentence(self, text: str) -> str:
        """A text that ends like a sentence, or nothing."""
        text = text.rstrip("，；,; ")
        return text if not text or remove_marks(text)[-1] in "。！？：" else f"{text}。"

    def clause(self, text: str) -> str:
        """A text on one line, without its final mark, to stand inside a sentence."""
        parts = [part.lstrip("-•·* ") for part in self.prose(text).split(PARAGRAPH)]
        joined = ""
        for part in parts:
            joined += ("；" if joined and joined[-1] not in "。；，：、！" else "") + part
        return joined.rstrip("。；，,;！! ")

    def listed(self, pairs: Iterable[Pair], unit: str, separator: str = "、") -> str:
        """自然人19件、商业企业3件: the non-zero ones in the order given."""
        return separator.join(f"{name}{number}{unit}" for name, number in select_nonzero(pairs))

    def series(self, items: Sequence[str]) -> str:
        """一是…；二是…。 If one item holds a full stop, every item ends with one."""
        if len(items) == 1:
            return self.sentence(items[0])
        stop = "。" if any("。" in item.rstrip("。") for item in items) else "；"
        marked = [
            f"{spell_numeral(number)}是{item.rstrip('。；')}"
            for number, item in enumerate(items, 1)
        ]
        return stop.join(marked) + "。"

    def one_of(self, pattern: str, *alternatives: str) -> str:
        """One wording of several: the same for the same body and year, another next year."""
        body = f"{self.draft.report.agency.name}\n{pattern}".encode()
        start = int.from_bytes(hashlib.sha256(body).digest()[:4])
        return alternatives[(start + self.draft.report.year) % len(alternatives)]

    def heading(self, level: int, text: str) -> str:
        """A heading; its number is given by order."""
        return f"{PARAGRAPH}{HEADING}{level}{text}{PARAGRAPH}"

    def run_in(self, level: int, text: str) -> str:
        """A numbered heading that the paragraph goes on after: 1.标题。正文"""
        return f"{PARAGRAPH}{RUN_IN}{level}{self.sentence(text)}"

    def groups(self, place: str, aspect: str = "") -> list[tuple[TaskGroup, list[Member]]]:
        """The groups with those of their tasks that are told at a place of the report.

        各方面 tells those of one aspect, 单列 those of a notice placed so, and 第六部分 also
        those that belong to no aspect. What does not concern the body is not among them.
        """
        found: dict[int, tuple[TaskGroup, list[Member]]] = {}
        for entry in tasks.list_tasks(self.draft.report):
            if entry.task.merged or entry.task.state == "不涉及":
                continue
            if self._place(entry) == (place, aspect):
                members = found.setdefault(id(entry.group), (entry.group, []))[1]
                members.append((entry.key, entry.task))
        return list(found.values())

    def _place(self, entry: tasks.PlacedTask) -> tuple[str, str]:
        place = entry.notice.placement or self.draft.layout.spec.tasks
        known = any(aspect.key == entry.task.aspect for aspect in self.draft.layout.aspects)
        if place == "各方面":
            return (place, entry.task.aspect) if known else ("第六部分", "")
        return place, ""

    def notices_at(self, place: str) -> list[tuple[int, Notice]]:
        """The notices whose tasks are told at a place, numbered from 1."""
        return [
            (number, notice)
            for number, notice in enumerate(self.draft.report.notices, 1)
            if (notice.placement or self.draft.layout.spec.tasks) == place
        ]

    def foreign(self, number: int) -> str:
        """第7、15项: a notice's tasks that do not concern the body, by number or by title."""
        found = [
            entry.task
            for entry in tasks.list_tasks(self.draft.report)
            if entry.path[1] == number - 1 and tasks.find_state(self.draft, entry) == "不涉及"
        ]
        if all(tasks.has_plain_number(task) for task in found):
            return f"第{'、'.join(task.number for task in found)}项"
        return "".join(tasks.quote_text(tasks.shorten_title(task.title)) for task in found)

    def task_figures(self, key: str, task: Task, result: str = "") -> str:
        """意见征集12期、解读材料21篇: the figures of a task that its own sentence does not give."""
        pairs = [
            (
                # 抽检批次 + 860批次 says the unit once; 决策事项 + 11项 is right as it is
                entry.item.removesuffix(entry.unit) if len(entry.unit) > 1 else entry.item,
                self.n(f"{key}.数据.{i}.数", entry.item or "数"),
                entry.unit,
            )
            for i, entry in enumerate(task.figures, 1)
            if entry.number is not None
        ]
        said = remove_marks(result)
        return "、".join(
            f"{item}{number}{unit}"
            for item, number, unit in pairs
            if not gives_figure(said, number, unit)
        )

    def told(self, members: Sequence[Member], say: Callable[..., str]) -> list[tuple[Task, str]]:
        """Tasks with what they print, the unfinished ones last; each text remembers its task."""
        order = sorted(members, key=lambda member: UNFINISHED.index(name_unfinished(member[1])))
        texts = [(key, task, tidy_text(say(key, task)).rstrip("。")) for key, task in order]
        return [(task, mark_answer(key) + text) for key, task, text in texts if text]

    def dated(self, text: str) -> bool:
        """Whether a text names a time by which something will be done."""
        return bool(
            re.search("[年月日底]前", remove_marks(text)) or self._ahead(remove_marks(text))
        )

    def promised(self, deadline: str) -> str:
        """A notice's deadline if it lies after the report's year, else nothing."""
        text = deadline.strip()
        return text if self._ahead(text) and text.endswith(("前", "底", "日", "月")) else ""

    def _ahead(self, text: str) -> bool:
        years = [int(year) for year in re.findall(r"(20\d{2})年", text)]
        return "明年" in text or any(year > self.draft.report.year for year in years)

    def coverage(self, number: int) -> dict[str, Shown]:
        """How many tasks of a notice are in which state; `open` have no answer yet.

        Those deliberately left out (略) count among all and in no state.
        """
        states = Counter(
            tasks.find_state(self.draft, entry)
            for entry in tasks.list_tasks(self.draft.report)
            if entry.path[1] == number - 1
        )
        counts = {"all": states.total()} | {name: states[s] for s, name in _STATES.items()}
        return {name: show_number(n, f"要点.{number}.任务数") for name, n in counts.items()}

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
        return [tidy_text(say(item)) for item in items]

    def scope(self) -> dict[str, object]:
        """The names templates see."""
        helpers = (
            self.n, self.data, self.before, self.gap, self.skipped, self.demanded, self.rows,
            self.facts,
            self.indicator_rows, self.fact_text, self.prose, self.sentence, self.clause,
            self.listed, self.series, self.one_of, self.heading, self.run_in,
            self.groups,
            self.notices_at, self.foreign,
            self.task_figures, self.told, self.promised, self.coverage, self.dated,
            self.open_problems, self.was_said,
            self.highlights, self.each,
        )  # fmt: skip
        named: dict[str, object] = {helper.__name__: helper for helper in helpers}
        pure: dict[str, object] = {
            "growth": spell_growth,
            "share": spell_share,
            "in_wan": show_in_wan,
            "nonzero": select_nonzero,
            "tidy": tidy_text,
            "blank": is_blank,
            "chinese_numeral": spell_numeral,
            "date_text": print_date,
            "lead": compose_lead,
            "of_state": select_state,
            "in_sentences": join_sentences,
            "cause": spell_cause,
            "untitled": drop_title,
            "phrase": tasks.shorten_title,
            "quoted": tasks.quote_text,
            "item_name": tasks.name_task,
        }
        return named | pure | {
            "year": self.n("年度"),
            "report": self.draft.report,
            "layout": self.draft.layout.spec,
            "sections": self.draft.sections,
            "aspects": self.draft.layout.aspects,
            "name": self.name,
        }  # fmt: skip


def select_nonzero(pairs: Iterable[Pair]) -> list[Pair]:
    """The pairs with a figure that is known and not 0."""
    return [(name, number) for name, number in pairs if isinstance(number, Shown) and number.value]


def is_blank(text: str) -> bool:
    """Whether a template's output holds nothing to read."""
    return not text.replace(PARAGRAPH, "").strip()


def tidy_text(text: str) -> str:
    """A macro's output without the line breaks and indentation of the template."""
    return "".join(line.strip() for line in text.splitlines())
