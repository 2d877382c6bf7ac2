"""Questions on the tasks 要点任务 of the notices: one card each. Pure."""

from collections.abc import Iterator
from dataclasses import replace

from gkdraft.base.places import DataPath, Plain
from gkdraft.base.plain_data import look_up
from gkdraft.layout.layout import Layout
from gkdraft.messages import _
from gkdraft.report.model import Task
from gkdraft.wizard.questions.fields import ask_field
from gkdraft.wizard.questions.question import Question

FIGURES_ASKED = (None, "完成", "推进中")


def ask_tasks(data: Plain, layout: Layout) -> Iterator[Question]:
    """Each task of the notices: its state, what was done, figures, source, aspect."""
    for path, group, task in list_task_places(data):
        if not look_up(task, ("并入",)):
            title = str(task.get("标题") or "")
            name = f"{task.get('序号') or ''} {title}".strip()
            for question in _asked(path, task, layout):
                context = (*_card(group, task), *question.context)
                yield replace(question, item=name, context=context)


def _asked(path: DataPath, task: dict[str, Plain], layout: Layout) -> Iterator[Question]:
    def one(key: str) -> Question:
        return ask_field((key,), key, Task, (*path, key))

    yield one("状态")
    if task.get("状态") == "未开展":
        yield replace(one("落实情况"), kind="prose", label=_("没有开展的原因"), hint="")
    if task.get("状态") in FIGURES_ASKED:
        label = "落实情况"
        if task.get("状态") == "推进中":
            label = _("落实情况（做到哪一步，预计什么时候完成）")
        yield replace(one("落实情况"), kind="prose", label=label)
        yield replace(one("数据"), kind="figures", optional=True)
        yield replace(one("依据"), kind="text", optional=True)
    if layout.aspects and task.get("状态") != "不涉及":
        yield Question(
            (*path, "方面"), _("写在哪个方面"), "choice", optional=True,
            context=(_("建议的依据：{}").format(why),) if (why := task.get("方面依据")) else (),
            options=tuple(aspect.key for aspect in layout.aspects),
        )  # fmt: skip


def list_task_places(data: Plain) -> Iterator[tuple[DataPath, str, dict[str, Plain]]]:
    """Every task with its path and the title of its group."""
    notices = look_up(data, ("要点",))
    for n, notice in enumerate(notices if isinstance(notices, tuple) else ()):
        groups = look_up(notice, ("组",))
        for g, group in enumerate(groups if isinstance(groups, tuple) else ()):
            tasks = look_up(group, ("任务",))
            for t, task in enumerate(tasks if isinstance(tasks, tuple) else ()):
                if isinstance(task, dict):
                    title = str(look_up(group, ("标题",)) or "")
                    yield ("要点", n, "组", g, "任务", t), title, task


def _card(group: str, task: dict[str, Plain]) -> tuple[str, ...]:
    responsible = task.get("责任单位")
    names = "、".join(map(str, responsible)) if isinstance(responsible, tuple) else ""
    rows = (
        (_("任务组"), group),
        (_("任务"), f"{task.get('序号') or ''} {task.get('标题') or ''}".strip()),
        (_("责任单位"), names),
        (_("时限"), str(task.get("时限") or "")),
        (_("要求"), str(task.get("要求") or "")),
    )
    return tuple(f"{name}：{text}" for name, text in rows if text.strip())
