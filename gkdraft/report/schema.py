"""JSON Schema of the data file: editors then complete keys and explain them."""

from typing import Any

from gkdraft.layout.equations import Key
from gkdraft.layout.form import Form
from gkdraft.layout.layout import Indicator, Layout
from gkdraft.report.figures import PRIOR
from gkdraft.report.intake.forms import NOTE, NUMBER, REST, UNIT
from gkdraft.report.model import SKIP, Report

_NUMBER = {
    "type": ["integer", "number", "string", "null"],
    "description": f"没有写 0，不知道空着，有意不填写“{SKIP}”",
}

_TEXT = {"type": ["string", "null"]}
_MEASURED = {
    "type": ["integer", "number", "string", "object", "null"],
    "description": f"没有写 0，不知道空着，有意不填写“{SKIP}”；可以带单位（98期），"
    f"可以写成 {{{NUMBER}: 98, {UNIT}: 期, {NOTE}: 按县分列}}",
    "properties": {NUMBER: _NUMBER, UNIT: _TEXT, NOTE: _TEXT},
    "additionalProperties": False,
}


def compose_schema(layout: Layout) -> dict[str, Any]:
    """The schema for data files of one layout (draft 2020-12)."""
    result: dict[str, Any] = Report.model_json_schema(by_alias=True)
    # pydantic describes what is strict; a person may leave any key empty or write 略
    for definition in (result, *result.get("$defs", {}).values()):
        _loosen(definition)
    properties = result["properties"]
    for form in layout.forms.values():
        properties[form.key] = _describe_node(form, ())
    overview = {
        "type": ["object", "null"],
        "additionalProperties": False,
        "properties": {
            "开头": {**_TEXT, "description": "开头一段，70 至 110 字；不写的用一句通例"},
            **{aspect.key: _describe_aspect(layout, aspect.key) for aspect in layout.aspects},
        },
    }
    properties["总体情况"] = overview | {"title": "第一部分 总体情况"}
    properties[PRIOR] = {
        "title": "上年数据，仅供对照，从不作为本年数",
        "type": ["object", "null"],
        "properties": {
            "来源": {"type": ["string", "null"]},
            "总体情况": overview,
            "存在问题": properties["存在问题"],
            **{form.key: _describe_node(form, ()) for form in layout.forms.values()},
        },
    }
    result["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    result["title"] = f"政府信息公开工作年度报告数据文件（{layout.name} 格式）"
    return result


def _loosen(definition: dict[str, Any]) -> None:
    """Empty keys and 略 are allowed everywhere; defaults are of no use to an editor."""
    properties = definition.get("properties", {})
    for name, entry in properties.items():
        entry.pop("default", None)
        about = {key: entry.pop(key) for key in ("title", "description") if key in entry}
        for inner in ("items", "additionalProperties"):
            if isinstance(entry.get(inner), dict):
                entry[inner] = _make_optional(entry[inner])
        properties[name] = {**about, "title": name, **_make_optional(entry)}


def _make_optional(entry: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [entry, {"type": "null"}, {"const": SKIP}]}


def _describe_node(form: Form, key: Key) -> dict[str, Any]:
    """A form's key: a figure, or a mapping of what is below it, a list of one row, or 0."""
    if key in form.by_key:
        return {"title": f"{form.name} {'.'.join(key)}", **_NUMBER}
    names = form.children[key]
    row = form.is_row(key)
    choices: list[dict[str, Any]] = [
        {"const": 0},
        {"const": "0"},
        {"const": SKIP},
        {"type": "null"},
        {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                **{name: _describe_node(form, (*key, name)) for name in names},
                REST: {"description": "写 0：未列出的各项均为零", "enum": [0, "0", None]},
            },
        },
    ]
    if row:
        inputs = form.row_inputs(key)
        choices.append(
            {
                "type": "array",
                "items": _NUMBER,
                "minItems": len(inputs),
                "maxItems": len(names),
                "description": "、".join(inputs),
            }
        )
    return {"title": f"{form.name} {'.'.join(key) or form.key}", "anyOf": choices}


def _describe_aspect(layout: Layout, aspect: str) -> dict[str, Any]:
    entries = [i for i in layout.indicators if i.aspect == aspect and i.kind != "derived"]
    return {
        "type": ["object", "null"],
        "additionalProperties": False,
        "properties": {
            "做法": {**_TEXT, "description": "机制、规定，如 先审查后公开；写在最前面"},
            "数据": {
                "type": ["object", "null"],
                "additionalProperties": False,
                "properties": {entry.key: _describe_indicator(entry) for entry in entries},
            },
            "亮点": {"type": ["array", "string", "null"], "items": {"type": ["string", "null"]}},
        },
    }


def _describe_indicator(indicator: Indicator) -> dict[str, Any]:
    title = f"{indicator.key}（{indicator.unit}）" if indicator.unit else indicator.key
    about = {"title": title, "description": indicator.meaning}
    if indicator.kind == "text":
        return about | _TEXT
    if indicator.kind == "list":
        return about | {
            "type": ["object", "array", "string", "null"],
            "items": {"type": "string"},
            "additionalProperties": _MEASURED,
        }
    if indicator.kind == "parts":
        parts = {**dict.fromkeys(indicator.parts, _MEASURED), NOTE: _TEXT}
        return about | {
            "type": ["object", "string", "null"],
            "additionalProperties": False,
            "properties": parts,
        }
    return _MEASURED | about
