"""Questions on the tasks 要点任务 of the notices: one card each. Pure."""

from collections.abc import Iterator
from dataclasses import replace

from gkdraft.base.places import DataPath, Plain
from gkdraft.base.plain_data import look_up
from gkdraft.layout.layout import Layout
from gkdraft.messages import _
from gkdraft.report.model import Task
from gkdraft.wizard.questions import last_year
from gkdraft.wizard.questions.fields import ask_field
from gkdraft.wizard.questions.question import Kind, Question

FIGURES_ASKED = (None, "完成", "推进中")


def ask_tasks(data: Plain, layout: Layout) -> Iterator[Question]:
    """Each task of the notices: its state, what was done, figures, source, aspect."""
    for path, group, task in list_task_places(data):
        if not look_up(task, ("并入",)):
            name = _name_task(task)
            card = _compose_card(group, task)
            for question in _ask_task(path, task, layout):
                yield replace(question, item=name, context=(*card, *question.context))


def _ask_task(path: DataPath, task: dict[str, Plain], layout: Layout) -> Iterator[Question]:
    state = task.get("状态")
    yield _ask_key(path, "状态")
    done = _ask_key(path, "落实情况", "prose")
    if state == "未开展":
        yield replace(done, label=_("没有开展的原因"), hint="")
    if state == "推进中":
        done = replace(done, label=_("落实情况（做到哪一步，预计什么时候完成）"))
    if state in FIGURES_ASKED:
        yield done
        yield replace(_ask_key(path, "数据", "figures"), optional=True)
        yield replace(_ask_key(path, "依据", "text"), optional=True)
    if layout.aspects and state != "不涉及":
        yield _ask_aspect(path, task, layout)


def _ask_key(path: DataPath, key: str, kind: Kind | None = None) -> Question:
    question = ask_field((key,), key, Task, (*path, key))
    return replace(question, kind=kind or question.kind)


def _ask_aspect(path: DataPath, task: dict[str, Plain], layout: Layout) -> Question:
    why = task.get("方面依据")
    return Question(
        (*path, "方面"), _("写在哪个方面"), "choice", optional=True,
        context=(_("建议的依据：{}").format(why),) if why else (),
        options=tuple(aspect.key for aspect in layout.aspects),
    )  # fmt: skip


def list_task_places(data: Plain) -> Iterator[tuple[DataPath, str, dict[str, Plain]]]:
    """Every task with its path and the title of its group."""
    for notice in _list_items(data, ("要点",)):
        for group in _list_items(data, (*notice, "组")):
            title = str(look_up(data, (*group, "标题")) or "")
            for path in _list_items(data, (*group, "任务")):
                task = look_up(data, path)
                if isinstance(task, dict):
                    yield path, title, task


def _list_items(data: Plain, path: DataPath) -> Iterator[DataPath]:
    """The places of a list's items."""
    for index in range(len(last_year.list_items(data, path))):
        yield (*path, index)


def _name_task(task: dict[str, Plain]) -> str:
    return f"{task.get('序号') or ''} {task.get('标题') or ''}".strip()


def _compose_card(group: str, task: dict[str, Plain]) -> tuple[str, ...]:
    responsible = last_year.list_items(task, ("责任单位",))
    rows = (
        (_("任务组"), group),
        (_("任务"), _name_task(task)),
        (_("责任单位"), "、".join(map(str, responsible))),
        (_("时限"), str(task.get("时限") or "")),
        (_("要求"), str(task.get("要求") or "")),
    )
    return tuple(f"{name}：{text}" for name, text in rows if text.strip())
