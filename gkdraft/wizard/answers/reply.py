"""Replies 回答: what a person typed, as what stands in the data file. Pure.

`=` copies last year's value, `-` is 略, 无 is zero; nothing typed is no answer.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal

from gkdraft.base import scalars
from gkdraft.base.patterns import compile_late
from gkdraft.base.places import Plain
from gkdraft.base.scalars import NO_SCALE, Rounded
from gkdraft.messages import _
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
_NOTHING = frozenset(("无", "没有"))
_SEPARATOR = r"\s,，、;；"
_WORD = rf"[^\d{_SEPARATOR}:：=＝]"
# one entry of a list: 工作动态12, 12345热线 3万余件, 意见征集：12 期; no number with a sign
_NAMED = compile_late(
    rf"\s*(?P<name>(?:\d+(?=[\u4e00-\u9fff]))?{_WORD}*?(?:\s+{_WORD}+?)*?[^\d{_SEPARATOR}:：=＝约+-])(?<!超过)"
    r"\s*[:：=＝]?\s*(?P<number>约?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?\s*[万亿]?\s*余?)"
    rf"\s*(?P<unit>(?:(?![万亿余多%]){_WORD}){{0,3}})(?=[{_SEPARATOR}]|$)\s*"
)

_MEASURED = compile_late(
    r"(?P<number>约?[\d.,，]*\d\s*[万亿]?余?)\s*(?P<unit>" + NO_SCALE + r"[\u4e00-\u9fff]{0,4})"
    r"(?:[，,]\s*(?P<note>[^\d，,\s].+))?"
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
        return write_measured(question, text)
    if question.kind in _LISTS:
        return _LISTS[question.kind](text)
    match question.kind:
        case "choice":
            return _read_choice(question, sign)
        case "text" if "\n" in text:
            raise ValueError(_("这里只写一行"))
    return text


def write_measured(question: Question, text: str) -> Plain:
    """A figure with a unit of its own (98期) or with what is said of it: 12场，围绕民生实事."""
    found = _MEASURED.fullmatch(text) if question.kind == "quantity" else None
    if not found or not (found["unit"] or found["note"]):
        return write_number(question, text)
    number = write_number(question, found["number"])
    unit = "" if found["unit"] == question.unit else found["unit"]
    if not found["note"]:
        return f"{number}{unit}"
    return {"数": number, **({"单位": unit} if unit else {}), "说明": found["note"]}


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
    if question.kind == "change":
        return _write_change(text)
    return str(found)  # an amount keeps the zeros behind its point


def _write_change(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).strip().replace(",", "")
    return plain.replace("−", "-").replace("–", "-")


def _read_choice(question: Question, text: str) -> str:
    if text in question.options:
        return text
    if text.isascii() and text.isdigit() and 1 <= int(text) <= len(question.options):
        return question.options[int(text) - 1]
    raise ValueError(_("请选一项：{}").format("、".join(question.options)))


def _split_entries(text: str) -> list[tuple[str, str, str]]:
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


def _read_list(text: str) -> Plain:
    # names alone, where there are no figures: 征地拆迁，社会保障
    names = tuple(filter(None, re.split(r"[\s,，、;；]+", text)))
    if len(names) > 1 and not re.search(r"\d", text):
        return names
    found: dict[str, Plain] = {}
    for name, digits, _unit in _split_entries(text):
        if name in found:
            raise ValueError(_("“{}”写了两次").format(name))
        found[name] = str(scalars.read_quantity(digits))
    return found


def _read_figures(text: str) -> Plain:
    found: list[Plain] = []
    for name, digits, unit in _split_entries(text):
        figure: dict[str, Plain] = {"项目": name, "数": str(scalars.read_quantity(digits))}
        if unit:
            figure["单位"] = unit
        found.append(figure)
    return tuple(found)


def _read_names(text: str) -> Plain:
    return tuple(filter(None, re.split(rf"[{_SEPARATOR}]+", text)))


_LISTS: Mapping[str, Callable[[str], Plain]] = {
    "list": _read_list,
    "names": _read_names,
    "figures": _read_figures,
}


def show_value(value: Plain) -> str:
    """A value of the data file as one line."""
    if isinstance(value, tuple):
        return "，".join(map(show_value, value))
    if isinstance(value, dict):
        if "项目" in value:
            parts = [str(value.get(key) or "") for key in ("项目", "数", "单位")]
            return " ".join(parts).strip()
        return "，".join(f"{name} {show_value(item)}" for name, item in value.items())
    return " ".join(value.split()) if value else ""
