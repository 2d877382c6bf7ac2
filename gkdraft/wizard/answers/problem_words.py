"""Specific or perfunctory 具体还是空泛: a score for a problem. Pure; words are data.

+1 each: names a field or kind of unit; holds a figure; gives a cause; the measure names an
action with its object; the measure has an owner or a time. -2 nearly last year's text,
-1 only 有待加强, -1 speaks of other units. 3 and more is good, 0 and less perfunctory.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pydantic import field_validator

from gkdraft.base.patterns import compile_late
from gkdraft.base.places import DataPath, Plain
from gkdraft.base.plain_data import look_up
from gkdraft.layout.spec import Patterns, Spec
from gkdraft.messages import _, say
from gkdraft.report.figures import Figures
from gkdraft.report.likeness import find_repeated

GOOD = 3
PARTS = ("问题", "改进", "佐证")
_FIGURE = compile_late(r"\d|\{\{|[一二两三四五六七八九十百]+(?:条|件|个|次|期|名|家|项|处|天|起)")


class Evidence(Spec):
    """A figure a problem can rest on; with `of`, only if over so many percent of it."""

    key: str
    say: str
    of: str = ""
    over: int = 0

    @field_validator("say")
    @classmethod
    def _takes_a_number(cls, text: str) -> str:
        try:
            text.format(0)
        except (IndexError, KeyError, ValueError):
            raise ValueError(say("“{text}”里只能有一对花括号，写成 {{}}", text=text)) from None
        return text


class Words(Spec):
    """templates/problems.yaml: words that make a problem specific, or keep it vague."""

    fields: Patterns
    causes: Patterns
    actions: Patterns
    owners: Patterns
    times: Patterns
    vague: Patterns
    others: Patterns
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Score:
    """The points of a problem and what would make it more specific."""

    points: int
    hints: tuple[str, ...]

    @property
    def verdict(self) -> str:
        if self.points >= GOOD:
            return _("具体")
        if self.points > 0:
            return _("尚可")
        return _("空泛")


def score_problem(
    words: Words,
    problem: str,
    measure: str,
    evidence: str = "",
    before: Sequence[str] = (),
    single: bool = False,
) -> Score:
    """The score of one problem; `single` if the report is of one unit only."""
    told = f"{problem} {evidence}"
    repeated = bool(find_repeated(problem, before))
    vague = _holds_any(problem, words.vague)
    tests = [
        (1, _holds_any(told, words.fields), _("写明哪个领域、栏目、平台或环节")),
        (1, bool(_FIGURE.search(told)), _("写一个数、日期或检查结果")),
        (1, _holds_any(told, words.causes), _("写明原因")),
        (1, _holds_any(measure, words.actions), _("改进写明做什么：修订、培训、建设……")),
        (1, _holds_any(measure, (*words.owners, *words.times)), _("改进写明谁、什么时候前")),
    ]
    points, hints = 0, []
    for worth, met, hint in tests:
        if met:
            points += worth
        else:
            hints.append(hint)
    if repeated:
        points -= 2
        hints.insert(0, _("与上年的文字几乎一样，写今年的情况"))
    if vague and not tests[1][1]:
        points -= 1
        hints.insert(0, _("不要只写“有待加强”一类的话"))
    if single and _holds_any(problem, words.others):
        points -= 1
        hints.insert(0, _("写本机关自己的问题，不写别的单位"))
    return Score(points, tuple(hints))


def offer_figures(words: Words, path: DataPath, figures: Figures) -> list[str]:
    """Figures of this year that a problem could rest on, where one is being written."""
    if path[:1] != ("存在问题",) or path[-1] not in ("问题", "佐证"):
        return []
    found = []
    for each in words.evidence:
        number, whole = _add_up(figures, each.key), _add_up(figures, each.of)
        if number and (not each.of or (whole and number * 100 > whole * each.over)):
            found.append(each.say.format(number))
    if not found:
        return []
    return [_("今年表里可以写的：{}").format("；".join(found))]


def _add_up(figures: Figures, key: str) -> int | Decimal | None:
    """A figure, or the sum of a group: 无法提供 of all reasons."""
    number = figures.total(key) if key else None
    return number if isinstance(number, int | Decimal) else None


def judge_problem(
    words: Words, problem: Plain, key: str, text: str, before: Sequence[str], single: bool
) -> list[str]:
    """What is said while a part of a problem is typed: how specific it is, what it lacks."""
    if key not in PARTS:
        return []
    parts = [str(look_up(problem, (name,)) or "") for name in PARTS]
    if text:
        parts[PARTS.index(key)] = text
    what, measure, evidence = parts
    if not what:
        return []
    found = score_problem(words, what, measure, evidence, before, single)
    said = _("写得{}").format(found.verdict)
    if found.hints:
        said += _("。还可以：{}").format("；".join(found.hints[:2]))
    return [said]


def _holds_any(text: str, words: Patterns) -> bool:
    return any(word.search(text) for word in words)
