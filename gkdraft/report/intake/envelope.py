"""The envelope: validated by pydantic, its complaints said in Chinese."""

from collections.abc import Mapping
from typing import Any, get_args

from pydantic import ValidationError

from gkdraft.base.places import DataPath
from gkdraft.base.yaml_slips import show_line
from gkdraft.messages import say
from gkdraft.report.draft import Fault
from gkdraft.report.figures import PRIOR
from gkdraft.report.intake.record import Record
from gkdraft.report.model import Report
from gkdraft.report.model_body import Part

_END: dict[Any, Any] = {}


def read_envelope(data: dict[str, Any], record: Record) -> Report:
    """The envelope; what pydantic refuses is taken out and listed until the rest stands."""
    while True:
        try:
            return Report.model_validate(data)
        except ValidationError as error:
            refused: dict[Any, Any] = {}
            for problem in error.errors(include_url=False):
                path = problem["loc"]
                record.faults.append(_compose_fault(path, problem, record))
                _note_path(refused, path)
            data = _drop_paths(data, refused)


def _note_path(tree: dict[Any, Any], path: DataPath) -> None:
    """Puts a path into a tree of paths; where one ends, all below it ends as well."""
    for part in path[:-1]:
        tree = tree.setdefault(part, {})
        if tree is _END:
            return
    tree[path[-1]] = _END


def _drop_paths(data: Any, tree: Mapping[Any, Any]) -> Any:
    """The data without what stands at the paths of a tree; list items keep their places."""
    if isinstance(data, dict) and tree.keys() <= data.keys():
        kept = ((key, value, tree.get(key)) for key, value in data.items())
        return {
            key: _drop_paths(value, below) if below else value
            for key, value, below in kept
            if below is not _END
        }
    # 要点.2 must stay the second one, or later faults would name the wrong place
    if isinstance(data, tuple) and all(isinstance(part, int) for part in tree):
        items = list(data)
        for number, below in tree.items():
            items[number] = None if below is _END else _drop_paths(items[number], below)
        return tuple(items)
    return None


def _compose_fault(path: DataPath, problem: Any, record: Record) -> Fault:
    kind, layout = problem["type"], record.layout
    if kind == "extra_forbidden":
        names = _list_siblings(path)
        if path[:-1] in ((), (PRIOR,)):
            names += layout.form_by_key
        near = record.suggest(str(path[-1]), names)
        return Fault("GK002", path, say("没有这个键") + near + _explain_colon(path[-1]))
    if kind == "value_error":
        return Fault("GK004", path, str(problem["ctx"]["error"]))
    if kind == "literal_error":
        # pydantic joins the choices in English: 'a', 'b' or 'c'
        choices = problem["ctx"]["expected"].replace("'", "").replace(" or ", ", ")
        return Fault(
            "GK005",
            path,
            say(
                "“{problem}”不在可选之列：{choices}",
                problem=problem["input"],
                choices=choices.replace(", ", "、"),
            ),
        )
    shape = next(
        (text for prefix, text in _SHAPES.items() if kind.startswith(prefix)), say("写法不对")
    )
    told = say("这里应写{shape}", shape=shape) + _explain_colon(problem["input"])
    return Fault("GK005", path, _explain_split(kind, path, problem["input"]) or told)


def _explain_split(kind: str, path: DataPath, value: object) -> str:
    """- “双减”政策: 发布解读3篇 where a text was wanted: its colon made a key of it."""
    if not kind.startswith("string") or not isinstance(value, Mapping) or len(value) != 1:
        return ""
    key, rest = next(iter(value.items()))
    if rest is not None and not isinstance(rest, str):
        return ""
    head = "- " if isinstance(path[-1], int) else f"{path[-1]}: "
    mended = show_line(f"{head}{key}：{rest or ''}")
    return say("文字里的冒号是半角，一句话拆成了键和值：写成 {mended}", mended=mended)


_SHAPES = {
    "string": say("一段文字（一个键只写一个值）"),
    "tuple": say("列表，每项一行，以“- ”开头"),
    "model": say("“键: 值”，一行一项，比上一行多缩进两格"),
    "dict": say("“键: 值”，一行一项，比上一行多缩进两格"),
    "int": say("一个数"),
    "decimal": say("一个数"),
    "is_instance": say("一个数"),
    "date": say("一个日期，如 2026-04-20"),
}


# characters within which a colon ends a key; in a sentence it stands later
_LONGEST_KEY = 12


def _explain_colon(value: object) -> str:
    """A hint when the fault comes from a colon that YAML does not see as one."""
    start = value[:_LONGEST_KEY] if isinstance(value, str) else ""
    if start[:2] in ("-\u3000", "-\xa0"):
        return say("（“-”后面要用半角空格）")
    if "：" in start:
        word, _, rest = str(value).partition("：")
        mended = show_line(f"{word}: {rest.strip()}")
        return say("（“{word}：”的冒号是全角，写成 {mended}）", word=word, mended=mended)
    if ":" in start:
        return say("（冒号后面要有一个半角空格）")
    return ""


def _list_siblings(path: DataPath) -> list[str]:
    """The keys that could have stood where an unknown one stands."""
    part: Any = Report
    for name in path[:-1]:
        if isinstance(name, int) or not isinstance(part, type) or not issubclass(part, Part):
            continue
        fields = {field.alias: field.annotation for field in part.model_fields.values()}
        part = _find_part(fields.get(name))
    if not part:
        return []
    return [str(field.alias) for field in part.model_fields.values()]


def _find_part(annotation: Any) -> type[Part] | None:
    """The envelope class inside tuple[X, ...], dict[str, X] or X itself."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation
    for argument in get_args(annotation):
        found = _find_part(argument)
        if found:
            return found
    return None
