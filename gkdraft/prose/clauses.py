"""Clauses of tasks: leads, sentences, reasons, figures that are already told."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from math import ceil

from gkdraft.base.scalars import read_numeral
from gkdraft.prose.numbers import Gap, Shown
from gkdraft.report import tasks
from gkdraft.report.model import Task, TaskFigure

LONGEST_MARK = 60
"""Characters a mark without text may take before the text of a task."""

MOST_CLAUSES = 3

UNFINISHED = ("", "推进中", "未开展")
_LEADING = "围绕|紧扣|着眼|聚焦|立足|以|坚持|把握|对照|按照|突出"
LARGE = 100
"""From here on two figures that are the same are one."""


def name_unfinished(task: Task) -> str:
    """推进中 or 未开展; nothing for a task in any other state."""
    if task.state in ("推进中", "未开展"):
        return task.state
    return ""


def compose_lead(title: str, slogan: re.Pattern[str]) -> str:
    """围绕提高政策解读质量: the theme of a group at the head of its paragraph, verb and all."""
    theme = tasks.shorten_title(title)
    if slogan.search(theme):
        return ""
    if re.match(_LEADING, theme):
        return theme
    if theme.endswith("方面"):
        return f"在{theme}"
    return f"围绕{theme}"


def names_time(text: str, year: int) -> bool:
    """Whether a text names a time by which something will be done."""
    return is_ahead(text, year) or re.search("[年月日底]前", text) is not None


def is_ahead(text: str, year: int) -> bool:
    """Whether a text speaks of a year after the report's."""
    years = map(int, re.findall(r"(20\d{2})年", text))
    return "明年" in text or max(years, default=0) > year


def select_state(told: Sequence[tuple[Task, str]], state: str = "") -> list[str]:
    """The texts of tasks in one state: 推进中, 未开展, or all the others."""
    return [text for task, text in told if name_unfinished(task) == state]


def join_sentences(texts: Sequence[str]) -> str:
    """Clauses in sentences of two or three; a text that holds a full stop stands alone."""
    if any("。" in text for text in texts):
        return "".join(f"{text}。" for text in texts)
    if not texts:
        return ""
    # as few sentences as hold three clauses each, and the clauses spread evenly: 4 are 2 + 2
    sentences = ceil(len(texts) / MOST_CLAUSES)
    size = ceil(len(texts) / sentences)
    joined = ""
    for start in range(0, len(texts), size):
        joined += "；".join(texts[start : start + size]) + "。"
    return joined


def spell_cause(text: str) -> str:
    """Why something was not done, as the rest of a sentence: ，原因是…, or ，因… as typed."""
    bare = re.sub("^(?:未开展的?)?(?:主要)?原因(?:是|为|在于)[，：]?", "", text)
    if re.match("因|由于", bare):
        return f"，{bare}"
    return f"，原因是{bare}"


# not the end of 第3, 12,5 or 二十三; possessive, so that a long row of digits ends
_NUMBER = r"(?<![第\d,.一二两三四五六七八九十百零])([\d,.]++|[一二两三四五六七八九十百零]++)"


def gives_figure(text: str, number: Shown | Gap, figure: TaskFigure) -> bool:
    """Whether a sentence already gives a figure: with its unit (1,200条, 1.2万 条, 三场), right
    behind its name, or large enough not to be another one.
    """
    if isinstance(number, Gap):
        return False
    name = re.escape(figure.item)
    for match, value in find_numbers(text):
        if value != number.value:
            continue
        has_unit = text.startswith(figure.unit, match.end())
        # 12345热线, 2026年 are no counts, whatever they count to
        is_large = number.value >= LARGE and not re.match("热线|年|号", text[match.end() :])
        is_named = bool(name) and re.search(rf"{name}[为共达约]?\s*$", text[: match.start()])
        if has_unit or is_large or is_named:
            return True
    return False


def find_numbers(text: str) -> Iterator[tuple[re.Match[str], Decimal]]:
    """The numbers of a sentence, in digits or words, each with what it counts to."""
    for match in re.finditer(rf"{_NUMBER}\s*(万|亿)?余?\s*", text):
        value = _read_spoken(match[1], match[2])
        if value is not None:
            yield match, value


def _read_spoken(digits: str, scale: str | None) -> Decimal | None:
    """The value of 1,200 or 三, with 万 or 亿 behind it."""
    plain = digits.strip(",.").replace(",", "")
    try:
        value = Decimal(plain) if plain[:1].isdigit() else Decimal(read_numeral(plain))
    except ArithmeticError:
        return None
    return value * {"万": 10**4, "亿": 10**8}.get(scale or "", 1)


def drop_title(text: str, task: Task, ongoing: str) -> str:
    """A task's text without the title it opens with, or with what is under way (`ongoing`)."""
    phrase = tasks.shorten_title(task.title)
    for opening in (f"{ongoing}，", f"{phrase}，", tasks.quote_text(phrase)):
        if opening in text[: len(opening) + LONGEST_MARK]:
            return text.replace(opening, "", 1)
    return text
