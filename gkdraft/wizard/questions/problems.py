"""Questions on problems and measures 存在问题, pair by pair. Pure.

What last year's report listed comes first and is answered: solved, partly, not yet; what was
done. Then this year's own, each followed by the question for the next.
"""

from collections.abc import Iterator
from dataclasses import replace

from gkdraft.base.places import DataPath, Plain
from gkdraft.base.plain_data import look_up
from gkdraft.base.scalars import spell_numeral
from gkdraft.messages import _
from gkdraft.report.model import Problem
from gkdraft.wizard.questions import last_year
from gkdraft.wizard.questions.fields import ask_field, list_aliases
from gkdraft.wizard.questions.question import Question

PROBLEM, EVIDENCE, MEASURE, STATE, PRIOR = "问题", "佐证", "改进", "进展", "上年问题"
OPEN = "计划"
MOST = 12


def ask_problems(path: DataPath, data: Plain) -> Iterator[Question]:
    """Last year's problems, this year's, one more."""
    there = look_up(data, path)
    problems = there if isinstance(there, tuple) else ()
    listed = [index for index, entry in enumerate(problems) if look_up(entry, (PRIOR,))]
    for number, index in enumerate(listed, 1):
        yield from _listed((*path, index), spell_numeral(number), problems[index], data)
    own = [index for index in range(len(problems)) if index not in listed]
    while own and not _told(problems[own[-1]]):
        del own[-1]  # what `new` left empty is the next one
    for number, index in enumerate(own, 1):
        if isinstance(problems[index], dict):  # a bare text has no parts; `check` says so
            yield from _own((*path, index), spell_numeral(number), problems[index])
    following = next((i for i in range(MOST) if i not in (*listed, *own)), None)
    if following is not None:
        label = _("问题{}").format(spell_numeral(len(own) + 1))
        asked = _one((*path, following), PROBLEM, label)
        if listed and not own:
            asked = replace(asked, hint=_("{}；上年没有解决完的部分也写在这里").format(asked.hint))
        yield replace(asked, optional=bool(own or listed))


def _own(place: DataPath, number: str, entry: Plain) -> Iterator[Question]:
    """A problem of this year: what, evidence, measure, state."""
    for key in (key for key in list_aliases(Problem) if key != PRIOR):
        label = _("问题{}").format(number) + ("" if key == PROBLEM else f" · {key}")
        told = look_up(entry, (PROBLEM,))
        context = (_("问题{}：{}").format(number, told),) if told and key != PROBLEM else ()
        asked = replace(_one(place, key, label), context=context)
        yield replace(asked, optional=key == EVIDENCE)


def _listed(place: DataPath, number: str, entry: Plain, data: Plain) -> Iterator[Question]:
    """A problem that last year's report listed: what has become of it, what was done."""
    problem = str(look_up(entry, (PRIOR,))).strip()
    promised = last_year.find_measure(data, problem)
    context = (
        _("上年报告列的问题{}：{}").format(number, problem),
        *([_("上年写的改进：{}").format(promised)] if promised else []),
    )
    state = look_up(entry, (STATE,))
    done = {MEASURE: _("今年做了什么"), EVIDENCE: _("有什么结果（数字、检查结果）")}
    undone = {EVIDENCE: _("没有解决的原因"), MEASURE: _("今后怎么办")}
    labels = {STATE: _("今年怎样了")} | (undone if state == OPEN else done)
    for key, text in labels.items():
        asked = _one(place, key, _("上年问题{} · {}").format(number, text))
        spoken = (_("已经解决"), _("部分解决，还在做"), _("还没解决")) if key == STATE else ()
        # what the model says of these keys is for this year's own problems
        yield replace(asked, context=context, spoken=spoken, optional=key == EVIDENCE, hint="")


def _one(place: DataPath, key: str, label: str) -> Question:
    question = ask_field((key,), label, Problem, (*place, key))
    return replace(question, kind="prose") if key in (PROBLEM, MEASURE) else question


def _told(problem: Plain) -> bool:
    return any(problem.values()) if isinstance(problem, dict) else bool(problem)
