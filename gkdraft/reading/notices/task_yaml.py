"""Tasks of notices as the data file has them: YAML for people, plain data for scripts."""

from collections.abc import Mapping, Sequence

from gkdraft.base.yaml_writing import write_comment, write_entry, write_item, write_mapping
from gkdraft.report.alike import Proposal
from gkdraft.report.model import Notice, Report, Task, TaskGroup
from gkdraft.report.model_body import Part
from gkdraft.report.tasks import list_tasks, quote_text


def write_notices(
    notices: Sequence[Notice], proposals: Sequence[Proposal] = (), *, blank: bool = False
) -> list[str]:
    """要点 with every group and task; `blank` adds the keys that a person fills in."""
    report = Report.model_validate({"要点": tuple(notices)})
    near = {each.entry.path: each for each in proposals}
    found = iter(list_tasks(report))
    lines = ["要点:"]
    for notice in notices:
        keys = list_notice_keys(notice)
        if blank:
            keys["写入"] = notice.placement
        lines += write_item(write_mapping(keys or {"标题": None}, 4), 2)
        lines.append("    组:")
        for group in notice.groups:
            lines += write_item(write_entry("标题", group.title, 8), 6)
            lines.append("        任务:")
            for task in group.tasks:
                lines += write_item(_write_task(task, near.get(next(found).path), blank), 10)
    return lines


def list_notice(notice: Notice) -> dict[str, object]:
    """A notice as plain data; what was not read is null."""
    main = ("标题", "文号", "成文日期", "发文机关")
    groups = [_list_group(group) for group in notice.groups]
    return {**dict.fromkeys(main), **_spell_values(list_notice_keys(notice)), "组": groups}


def _list_group(group: TaskGroup) -> dict[str, object]:
    main = ("序号", "标题", "要求", "责任单位", "时限")
    tasks = []
    for task in group.tasks:
        tasks.append({**dict.fromkeys(main), **_spell_values(list_fields(task))})
    return {"标题": group.title, "任务": tasks}


def _spell_values(values: Mapping[str, object]) -> dict[str, object]:
    """Values as JSON has them: lists stay lists, all else is text."""
    found: dict[str, object] = {}
    for key, value in values.items():
        found[key] = list(value) if isinstance(value, tuple) else str(value)
    return found


def list_notice_keys(notice: Notice) -> dict[str, object]:
    """A notice's own keys, without its groups."""
    values = list_fields(notice)
    values.pop("组", None)
    return values


def _write_task(task: Task, near: Proposal | None, blank: bool) -> list[str]:
    indent = 12
    keys = {"标题": task.title or None, **list_fields(task)}
    if blank and not task.aspect:
        keys["方面"] = None
    if task.number:
        keys = {"序号": task.number, **keys}
    lines = write_mapping(keys, indent)
    if near is not None:
        name = near.target.key + quote_text(near.target.task.title)
        text = f"与 {name}相近（{near.ground}）；确是同一项的，并入它"
        lines += write_comment(text, indent)
        lines += write_entry("并入", None, indent)
    if blank:
        for key, value in (("状态", None), ("落实情况", None), ("数据", ()), ("依据", None)):
            lines += write_entry(key, value, indent)
    return lines


def list_fields(part: Part) -> dict[str, object]:
    """The keys of a part that hold something."""
    found = {str(f.alias): getattr(part, name) for name, f in type(part).model_fields.items()}
    return {key: value for key, value in found.items() if value not in ("", None, ())}
