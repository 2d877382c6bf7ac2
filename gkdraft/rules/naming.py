"""Places of the data file by the words a person knows them by: 主动公开的亮点第2条."""

from gkdraft.base.places import DataPath, spell_path
from gkdraft.messages import say
from gkdraft.report.draft import Draft
from gkdraft.report.model import Problem
from gkdraft.report.tasks import name_task, quote_text

LONGEST = 16
"""Characters of a problem by which it is known."""


def name_place(draft: Draft, path: DataPath) -> str:
    """What stands at a key, as its question or the report calls it."""
    match path:
        case ("总体情况", "开头"):
            return say("开头一段")
        case ("总体情况", str(aspect), "亮点", int(number)):
            title = _name_aspect(draft, aspect)
            return say("{aspect}的亮点第{number}条", aspect=title, number=number + 1)
        case ("总体情况", str(aspect), "数据", *names):
            title, name = _name_aspect(draft, aspect), "·".join(map(str, names))
            return say("{aspect}的指标{name}", aspect=title, name=name)
        case ("总体情况", str(aspect), str(key)):
            return say("{aspect}的{key}", aspect=_name_aspect(draft, aspect), key=key)
        case ("要点", int(), "组", int(), *_rest):
            return _name_task_place(draft, path)
        case ("存在问题", int(number), *keys):
            return _name_problem(draft.report.problems[number], number, keys)
        case ("其他事项", "其他", int(number)):
            return say("其他事项第{number}条", number=number + 1)
        case ("附注", str(form)):
            return say("{form}的附注", form=_name_form(draft, form))
        case (str(form), *_cell) if form in draft.layout.form_by_key:
            return say("由{form}写出的句子", form=_name_form(draft, form))
    return spell_path(path)


def advise_repeated(first: DataPath, second: DataPath) -> str:
    """What to do where two places say the same."""
    if all(path[0] == "要点" and len(path) > 6 for path in (first, second)):
        return say("同一件事用“并入”，不是的各写各的")
    return say("去掉一处，不是一件事的写清楚")


def _name_aspect(draft: Draft, key: str) -> str:
    titles = {aspect.key: aspect.title for aspect in draft.layout.aspects}
    return quote_text(titles.get(key, key))


def _name_form(draft: Draft, key: str) -> str:
    form = draft.layout.form_by_key.get(key)
    return form.name if form else key


def _name_task_place(draft: Draft, path: DataPath) -> str:
    """落实情况 of a task or of its group; 数据 by its item."""
    notice = draft.report.notices[int(path[1])]
    group = notice.groups[int(path[3])]
    if len(path) < 6:
        name: str = say("{group}组", group=quote_text(group.title))
    else:
        name = name_task(group.tasks[int(path[5])])
    key = path[6] if len(path) > 6 else "落实情况"
    if len(draft.report.notices) > 1:  # several notices may ask for one thing
        number = int(path[1]) + 1
        return say("第{number}份通知{name}的{key}", number=number, name=name, key=key)
    return say("{name}的{key}", name=name, key=key)


def _name_problem(entry: Problem, number: int, keys: list[str | int]) -> str:
    key = keys[0] if keys else "问题"
    if key == "问题":
        return say("存在问题第{number}条", number=number + 1)
    text = entry.problem or entry.prior
    quoted = quote_text(text[:LONGEST] + "……" * (len(text) > LONGEST))
    return say("问题{quoted}的{key}", quoted=quoted, key=key)
