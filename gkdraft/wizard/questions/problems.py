"""Questions on problems and measures 存在问题, pair by pair. Pure.

What last year's report listed comes first and is answered: solved, partly, not yet; what was
done. Then this year's own, each followed by the question for the next.
"""

from collections.abc import Iterator, Sequence

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
    problems = last_year.list_items(data, path)
    listed, own = _sort_places(problems)
    for number, index in enumerate(listed, 1):
        yield from _ask_listed((*path, index), spell_numeral(number), problems[index], data)
    for number, index in enumerate(own, 1):
        if isinstance(problems[index], dict):  # a bare text has no parts; `check` says so
            yield from _ask_own((*path, index), spell_numeral(number), problems[index])
    free = [index for index in range(MOST) if index not in (*listed, *own)]
    if free:
        label = _("问题{}").format(spell_numeral(len(own) + 1))
        asked = _ask_part((*path, free[0]), PROBLEM, label)
        if listed and not own:
            asked = asked._replace(hint=_("{}；上年没有解决完的部分也写在这里").format(asked.hint))
        yield asked._replace(optional=bool(own or listed))


def _sort_places(problems: Sequence[Plain]) -> tuple[list[int], list[int]]:
    """Where problems stand that last year's report listed, and where this year's own."""
    listed: list[int] = []
    own: list[int] = []
    for index, entry in enumerate(problems):
        places = listed if look_up(entry, (PRIOR,)) else own
        places.append(index)
    while own and not _is_written(problems[own[-1]]):
        del own[-1]  # what `new` left empty is the next one
    return listed, own


def _ask_own(place: DataPath, number: str, entry: Plain) -> Iterator[Question]:
    """A problem of this year: what, evidence, measure, state."""
    label, problem = _("问题{}").format(number), look_up(entry, (PROBLEM,))
    yield _ask_part(place, PROBLEM, label)
    # its line ends would be shown as signs; a text in a block has one at its end
    told = " ".join(str(problem or "").split())
    context = [_("问题{}：{}").format(number, told)] if told else []
    for key in list_aliases(Problem):
        if key not in (PRIOR, PROBLEM):
            asked = _ask_part(place, key, f"{label} · {key}")
            yield asked._replace(context=tuple(context), optional=key not in (MEASURE, STATE))


def _ask_listed(place: DataPath, number: str, entry: Plain, data: Plain) -> Iterator[Question]:
    """A problem that last year's report listed: what has become of it, what was done."""
    problem = str(look_up(entry, (PRIOR,))).strip()
    promised = last_year.find_measure(data, problem)
    context = [_("上年报告列的问题{}：{}").format(number, problem)]
    if promised:
        context.append(_("上年写的改进：{}").format(promised))
    state = look_up(entry, (STATE,))
    done = {MEASURE: _("今年做了什么"), EVIDENCE: _("有什么结果（数字、检查结果）")}
    undone = {EVIDENCE: _("没有解决的原因"), MEASURE: _("今后怎么办")}
    labels = {STATE: _("今年怎样了")} | (undone if state == OPEN else done)
    for key, text in labels.items():
        asked = _ask_part(place, key, _("上年问题{} · {}").format(number, text))
        spoken = (_("已经解决"), _("部分解决，还在做"), _("还没解决")) if key == STATE else ()
        # what the model says of these keys is for this year's own problems
        yield asked._replace(
            context=tuple(context), spoken=spoken, optional=key == EVIDENCE, hint=""
        )


def _ask_part(place: DataPath, key: str, label: str) -> Question:
    question = ask_field((key,), label, Problem, (*place, key))
    if key in (PROBLEM, MEASURE):
        return question._replace(kind="prose")
    return question


def _is_written(problem: Plain) -> bool:
    if isinstance(problem, dict):
        return any(problem.values())
    return bool(problem)
