"""Layouts from templates/: the folder of a format read into layout.Layout.

Faults in a template are TemplateError with file and line: a user's own --templates folder
is read by the same code as the built-in ones.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from gkdraft.base.places import Locus
from gkdraft.base.yaml_reading import Parsed, parse_yaml
from gkdraft.errors import InputError, TemplateError
from gkdraft.layout.form import Form
from gkdraft.layout.layout import Layout, LayoutSpec, Wording
from gkdraft.layout.lists import load_catalogue, load_phrases
from gkdraft.layout.pack import keep
from gkdraft.layout.resources import Resources
from gkdraft.layout.spec import Spec
from gkdraft.layout.typography import Typography
from gkdraft.messages import say

_S = TypeVar("_S", bound=Spec)


class ReportHead(NamedTuple):
    """What must be known before anything else can be read, and where it stood."""

    year: int
    layout: str
    where: Locus


@keep
def load_layout(name: str, resources: Resources) -> Layout:
    """The layout of that name with its forms, catalogue and phrases."""
    chain = _load_chain(name, resources)
    folders = tuple(f"layouts/{link}" for link in chain)
    spec = _merge_specs(chain)
    printed: dict[str, None] = {}
    for section in spec.sections:
        printed |= dict.fromkeys(name for _, name in section.forms())
    forms = {name: load_form(name, resources) for name in printed}
    for key, form in spec.data.items():
        forms[key] = load_form(form, resources, key)
    phrases = load_phrases(folders, resources)
    style = load_spec(Typography, f"styles/{spec.style}.yaml", resources)
    wording = load_spec(Wording, "wording.yaml", resources)
    aspects = {aspect.key for aspect in spec.aspects}
    indicators = tuple(i for i in load_catalogue(folders, resources) if i.aspect in aspects)
    layout = Layout(name, spec, forms, indicators, phrases, style, wording, folders, resources)
    where = resources.shown(f"{folders[0]}/layout.yaml")
    for fault in layout.faults(tuple(printed)):
        raise TemplateError(say("{}: {}", where, fault))
    return layout


def load_form(name: str, resources: Resources, key: str = "") -> Form:
    """A form by its file name; under a key of its own where it is not printed."""
    found = load_spec(Form, f"forms/{name}.yaml", resources)
    if key:
        return found.model_copy(update={"key": key, "name": key})
    return found


def _load_chain(name: str, resources: Resources) -> dict[str, Parsed]:
    """The layout.yaml of a layout, of the one it extends, and so on."""
    chain: dict[str, Parsed] = {}
    while name:
        if name not in resources.layouts():
            raise TemplateError(
                say(
                    "没有名为“{name}”的格式，现有：{names}",
                    name=name,
                    names="、".join(resources.layouts()),
                )
            )
        if name in chain:
            raise TemplateError(say("layouts/{name}/layout.yaml: extends 绕成了圈", name=name))
        parsed = _parse(f"layouts/{name}/layout.yaml", resources)
        if not isinstance(parsed.data, Mapping):
            raise TemplateError(say("{name}: 应当由“键: 值”组成", name=parsed.name))
        chain[name] = parsed
        name = str(parsed.data.get("extends") or "")
    return chain


def _merge_specs(chain: dict[str, Parsed]) -> LayoutSpec:
    """The layout's own keys over those of the layouts it extends."""
    merged: dict[str, object] = {}
    for parsed in reversed(chain.values()):
        own = parsed.data if isinstance(parsed.data, dict) else {}
        if "since" in own:  # the end of another layout's years is not this one's
            merged.pop("until", None)
        merged |= own
    return _validate(LayoutSpec, merged, tuple(chain.values()))


@keep
def load_specs(resources: Resources) -> Mapping[str, LayoutSpec]:
    """All layouts by name, without their forms and templates."""
    return {name: _merge_specs(_load_chain(name, resources)) for name in resources.layouts()}


def find_layout(year: int, specs: Mapping[str, LayoutSpec], resources: Resources) -> str:
    """The layout in force for a year; "" if there is none.

    Of several the user's own comes first, then the newest.
    """
    found = [name for name, spec in specs.items() if spec.fits(year)]
    return max(found, key=lambda name: (resources.owns(name), specs[name].since), default="")


def find_latest(resources: Resources) -> str:
    """The newest layout, for what does not say its year."""
    found = load_specs(resources)
    return max(found, key=lambda name: found[name].since)


def choose_layout(head: ReportHead, resources: Resources) -> Layout:
    """The layout a data file names, else the one in force for its year."""
    names = resources.layouts()
    if head.layout:
        if head.layout not in names:
            raise InputError(
                say(
                    "{where}: 没有名为“{layout}”的格式，现有：{names}",
                    where=head.where,
                    layout=head.layout,
                    names="、".join(names),
                )
            )
        return load_layout(head.layout, resources)
    found = find_layout(head.year, load_specs(resources), resources)
    if not found:
        raise InputError(
            say(
                "{where}: {year} 年没有对应的格式，现有：{names}",
                where=head.where,
                year=head.year,
                names="、".join(names),
            )
        )
    return load_layout(found, resources)


@keep
def load_spec(kind: type[_S], name: str, resources: Resources) -> _S:
    """A YAML file of templates/ as what it should be. TemplateError with file and line."""
    parsed = _parse(name, resources)
    return _validate(kind, parsed.data, (parsed,))


def _parse(name: str, resources: Resources) -> Parsed:
    try:
        return parse_yaml(resources.read(name), resources.shown(name))
    except InputError as error:
        raise TemplateError(str(error)) from None


def _validate(kind: type[_S], data: object, sources: Sequence[Parsed]) -> _S:
    """Data as what it should be; a fault is placed in the first source that has its key."""
    try:
        return kind.model_validate(_drop_empty(data))
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        raise TemplateError(_explain_fault(fault, sources)) from None


def _explain_fault(fault: ErrorDetails, sources: Sequence[Parsed]) -> str:
    """Where a fault is, what is at fault, and what is wrong with it."""
    kind, path = fault["type"], fault["loc"]
    source = next((s for s in sources if path[:1] in s.places), sources[0])
    at = path
    while at and at not in source.places:  # what is missing is told at what it is missing from
        at = at[:-1]
    what = f"“{path[-1]}”" if path else ""
    if kind == "pattern_regex":  # which of a list of patterns: its number says little
        what = f"“{fault['input']}”"
    said = _SAID.get(kind) or str(fault.get("ctx", {}).get("error", fault["msg"]))
    # a layout that repeats another one in part lacks whole top keys
    hint = say("，多半是没有写 extends") if kind == "missing" and len(path) == 1 else ""
    return say("{}: {}{}{}", source.places.get(at) or source.name, what, said, hint)


_SAID = {
    "missing": say("没有写"),
    "extra_forbidden": say("不认识，请删去或改正"),
    "int_parsing": say("应为整数"),
    "int_type": say("应为整数"),
    "float_parsing": say("应为数"),
    "bool_parsing": say("应为 true 或 false"),
    "string_type": say("应为文字"),
    "tuple_type": say("应为列表"),
    "dict_type": say("应为“键: 值”"),
    "mapping_type": say("应为“键: 值”"),
    "model_type": say("应为“键: 值”"),
    "literal_error": say("不是可以写的值"),
    "too_short": say("不能是空的"),
    "pattern_type": say("应为文字"),
    "pattern_regex": say("正则表达式写法不对，请检查括号和反斜杠"),
}


def _drop_empty(data: Any) -> Any:
    """Without empty keys; pydantic itself turns the text of a template into numbers."""
    if isinstance(data, Mapping):
        return {key: _drop_empty(value) for key, value in data.items() if value is not None}
    if isinstance(data, tuple):
        return tuple(_drop_empty(value) for value in data)
    return data
