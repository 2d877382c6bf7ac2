"""Doubts 再看一眼: what no rule says yet, and a person should look at before it is saved. Pure.

All of it judges an answer, so each becomes a rule, which sees reports that came another way as
well: figures like last year's or far from them, deeds without a result.
Until then it stands here alone, and is asked only where the rules have nothing to say.
"""

from collections.abc import Iterator

from gkdraft.base.places import DataPath, Plain
from gkdraft.base.plain_data import look_up
from gkdraft.messages import _
from gkdraft.report.model import Task
from gkdraft.report.tasks import find_foreign, has_evidence, list_tasks
from gkdraft.wizard.answers.session import Session
from gkdraft.wizard.answers.totals import read_size
from gkdraft.wizard.questions import last_year
from gkdraft.wizard.questions.question import Question

FEWEST = 10
"""Figures below this change by much from year to year and mean nothing by it."""
MOST_NAMED = 40
SHORTEST_DEED = 6
"""Characters after which an answer in words may be expected to say something."""


def list_doubts(session: Session, question: Question, value: Plain, typed: str) -> Iterator[str]:
    """Why an answer should be looked at once more."""
    if tells_no_result(session.data, question.path, typed):
        yield _("没有数、成果或文件名，看不出做了什么")
    if question.path[-1] == "不涉及单位":
        yield from _list_set_aside(session, question, value)
    if question.is_number and typed.strip() not in ("=", "＝"):
        yield from doubt_figure(question, value, find_last_figure(session, question))


def _list_set_aside(session: Session, question: Question, value: Plain) -> Iterator[str]:
    """The tasks that would not concern the body, to be looked at before they are set aside."""
    draft = session.contents.change({question.path: value}).draft
    names = []
    for entry in list_tasks(draft.report):
        if entry.path[:2] == question.path[:2] and find_foreign(entry):
            names.append(entry.name)
    if names:
        more = "……" if len(names) > MOST_NAMED else ""
        listed = "、".join(names[:MOST_NAMED]) + more
        yield _("{count} 项算不涉及：{names}").format(count=len(names), names=listed)


def find_last_figure(session: Session, question: Question) -> Plain:
    """Last year's figure, from its data or from the words of its report."""
    told = last_year.find_sentence(session.data, question.path, question.unit)
    return session.find_prior(question) or last_year.find_number(told, question.unit)


def doubt_figure(question: Question, value: Plain, prior: Plain) -> Iterator[str]:
    """A figure that is last year's again, or far from it, while it is being typed.

    Of tables two to four in the finished report GK205 says in one note what is five times as
    much or as little, and which table is last year's all over. The indicators of 总体情况
    are asked about here only.
    """
    now, before = read_size(value), read_size(prior)
    if now is None or not before or max(now, before) < FEWEST:
        return
    if now == before:
        yield _("与上年完全相同（{}），确认不是照抄？").format(prior)
    change = abs(now - before)
    if change * 2 > before:
        said = _("{now}比上年（{prior}）多 {change} {unit}，确认无误？")
        if now < before:
            said = _("{now}比上年（{prior}）少 {change} {unit}，确认无误？")
        shown = f"{change.normalize():f}"
        yield said.format(now=value, prior=prior, change=shown, unit=question.unit)


def tells_no_result(data: Plain, path: DataPath, text: str) -> bool:
    """Whether words that should tell of something done name no figure, result or document."""
    if len(text.strip()) < SHORTEST_DEED or not _tells_of_deeds(data, path):
        return False
    return not has_evidence(Task.model_construct(result=text, figures=()))


def _tells_of_deeds(data: Plain, path: DataPath) -> bool:
    """Highlights, tasks unless they were not begun, what was done about last year's problems."""
    beside = look_up(data, path[:-1])
    if path[-1] == "落实情况":
        return look_up(beside, ("状态",)) != "未开展"
    if path[-1] == "改进":
        return bool(look_up(beside, ("上年问题",)))
    return path[-2:-1] == ("亮点",)
