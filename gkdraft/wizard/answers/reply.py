"""Replies 回答: what a person typed, as what stands in the data file. Pure.

`=` copies last year's value, `-` is 略, 无 is zero; nothing typed is no answer.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from gkdraft.base import scalars
from gkdraft.base.places import Plain, spell_path
from gkdraft.base.plain_data import look_up
from gkdraft.base.scalars import Rounded
from gkdraft.messages import _
from gkdraft.report.figures import Figures
from gkdraft.report.model import SKIP
from gkdraft.wizard.questions.question import Question

_READERS: Mapping[str, Callable[[str], scalars.Number]] = {
    "count": scalars.read_count,
    "amount": scalars.read_amount,
    "change": scalars.read_change,
    "price": scalars.read_price,
    "quantity": scalars.read_quantity,
    "percent": scalars.read_percent,
}
FEWEST = 10
"""Figures below this change by much from year to year and mean nothing by it."""
_NOTHING = frozenset(("无", "没有"))
_SEPARATOR = r"\s,，、;；"
_WORD = rf"[^\d{_SEPARATOR}:：=＝]"
_NAMED = re.compile(
    rf"\s*(?P<name>(?:\d+(?=[\u4e00-\u9fff]))?{_WORD}*?(?:\s+{_WORD}+?)*?[^\d{_SEPARATOR}:：=＝约+-])(?<!超过)"
    r"\s*[:：=＝]?\s*(?P<number>约?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?\s*[万亿]?\s*余?)"
    rf"\s*(?P<unit>(?:(?![万亿余多%]){_WORD}){{0,3}})(?=[{_SEPARATOR}]|$)\s*"
)


def read_reply(question: Question, typed: str, prior: Plain = None) -> Plain:
    """The answer as the data file has it. ValueError says in Chinese what is wrong with it."""
    text = scalars.read_text(typed)
    sign = unicodedata.normalize("NFKC", text)
    if sign == "=":
        if prior is None:
            raise ValueError(_("没有可以照填的上年数，请直接填写"))
        return prior
    if sign == "-":
        if question.needed:
            raise ValueError(_("这一项必须填，不能略过"))
        return SKIP
    if question.is_number:
        return write_number(question, text)
    if question.kind == "choice":
        return _choice(question, sign)
    if question.kind == "list":
        return _named(text)
    if question.kind == "figures":
        return _figures(text)
    if question.kind == "text" and "\n" in text:
        raise ValueError(_("这里只写一行"))
    return text


def write_number(question: Question, text: str) -> str:
    """A number as it is written in the data file: half-width, without separators."""
    if text in _NOTHING:
        return "0"
    text = text.removesuffix(question.unit).rstrip()
    found = _READERS[question.kind](text)
    if isinstance(found, Rounded):
        return found.text
    if question.unit == "%" and isinstance(found, Decimal | int) and found > 100:
        raise ValueError(_("“{}”超过 100%").format(scalars.shorten_quote(text)))
    # an amount keeps the zeros behind its point
    return _signed(text) if question.kind == "change" else str(found)


def _signed(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).strip().replace(",", "")
    return plain.replace("−", "-").replace("–", "-")


def _choice(question: Question, text: str) -> str:
    if text in question.options:
        return text
    if text.isascii() and text.isdigit() and 1 <= int(text) <= len(question.options):
        return question.options[int(text) - 1]
    raise ValueError(_("请选一项：{}").format("、".join(question.options)))


def _entries(text: str) -> list[tuple[str, str, str]]:
    """名称 数 单位, one after another: 工作动态12，通知公告 8."""
    plain = unicodedata.normalize("NFKC", text)
    found, position = [], 0
    while position < len(plain):
        match = _NAMED.match(plain, position)
        if not match:
            raise ValueError(_("请写“名称 数”，几项之间用逗号，如：工作动态 12，通知公告 8"))
        found.append((match["name"], match["number"], match["unit"]))
        position = match.end()
        position += len(re.match(r"[,，、;；\s]*", plain[position:])[0])  # type: ignore[index]
    return found


def _named(text: str) -> Plain:
    found: dict[str, Plain] = {}
    for name, digits, _unit in _entries(text):
        if name in found:
            raise ValueError(_("“{}”写了两次").format(name))
        found[name] = str(scalars.read_quantity(digits))
    return found


def _figures(text: str) -> Plain:
    found: list[Plain] = []
    for name, digits, unit in _entries(text):
        figure: dict[str, Plain] = {"项目": name, "数": str(scalars.read_quantity(digits))}
        found.append({**figure, "单位": unit} if unit else figure)
    return tuple(found)


def show_value(value: Plain) -> str:
    """A value of the data file as one line."""
    if isinstance(value, dict):
        if "项目" in value:
            return " ".join(str(value.get(key) or "") for key in ("项目", "数", "单位")).strip()
        return "，".join(f"{name} {show_value(item)}" for name, item in value.items())
    if isinstance(value, tuple):
        return "，".join(show_value(item) for item in value)
    return " ".join(value.split()) if value else ""


def find_total(question: Question, data: Plain, figures: Figures) -> Decimal | None:
    """What the parts of a list are held against; None if it is not known exactly."""
    found = figures.exact(spell_path(question.total))
    found = _exact(look_up(data, question.total)) if found is None and question.total else found
    return None if found is None else Decimal(found)


def compute_remainder(question: Question, value: Plain, whole: Decimal | None) -> Decimal | None:
    """How much the parts are short of their total; negative if they are more."""
    if whole is None or not isinstance(value, dict) or not value:
        return None
    parts = [_exact(item) for item in value.values()]
    if any(part is None for part in parts):
        return None
    return whole - sum(Decimal(part) for part in parts if part is not None)


def check_beyond(value: Plain, beside: Sequence[Plain], whole: Decimal | None) -> str:
    """Why parts that are asked one by one do not go into their total."""
    now = _exact(value)
    if whole is None or now is None:
        return ""
    if now > whole:
        return _("{} 比总数 {} 还多").format(value, whole)
    together = now + sum(Decimal(_exact(part) or 0) for part in beside)
    if together > whole:
        said = _("各项相加 {}，比总数 {} 多 {}：同一条信息发了几处的，照填")
        return said.format(together, whole, together - whole)
    return ""


def add_remainder(question: Question, value: Plain, missing: Decimal) -> Plain:
    """The parts with what is missing added to 其他."""
    parts = dict(value) if isinstance(value, dict) else {}
    parts[question.rest] = str(Decimal(_exact(parts.get(question.rest)) or 0) + missing)
    return parts


def _exact(value: Plain) -> int | Decimal | None:
    try:
        found = scalars.read_quantity(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return found if isinstance(found, int | Decimal) else None


def doubt_figure(question: Question, value: Plain, prior: Plain, typed: str) -> str:
    """Why a figure should be looked at once more: last year's again, or far from it."""
    now, before = _exact(value), _exact(prior)
    if not question.is_number or now is None or not before or typed.strip() in ("=", "＝"):
        return ""
    if now == before and now >= FEWEST:
        return _("与上年完全相同（{}），确认不是照抄？").format(prior)
    change = abs(Decimal(now) - Decimal(before))
    if change * 2 > before and max(now, before) >= FEWEST:
        said = _("{now}比上年（{prior}）多 {change} {unit}，确认无误？")
        if now < before:
            said = _("{now}比上年（{prior}）少 {change} {unit}，确认无误？")
        return said.format(now=value, prior=prior, change=change, unit=question.unit)
    return ""
