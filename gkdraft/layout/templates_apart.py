"""A user's own templates in a process of their own, and what is said when that is ended."""

import re
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from gkdraft.base.apart import EndedError, Limits, Reason, call_apart, escape_name, is_apart
from gkdraft.base.patterns import compile_late
from gkdraft.errors import TemplateError
from gkdraft.layout.resources import Resources
from gkdraft.messages import say

LIMITS = Limits()

_T = TypeVar("_T")
_FRAME = compile_late(r'^\s+File "(.*\.j2)", line (\d+)', re.MULTILINE)
_READ = compile_late(r'^\s+Read "(.*)"', re.MULTILINE)


def call_bounded(
    named: Callable[..., _T],
    function: Callable[..., _T],
    resources: Resources,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
) -> _T:
    """What a function makes of a user's own templates; apart it is known by its name."""
    if is_apart():
        return function(*args, **kwargs)
    try:
        made: _T = call_apart(LIMITS, named, *args)
    except EndedError as error:
        raise _explain_end(error, resources) from None
    return made


def _explain_end(error: EndedError, resources: Resources) -> TemplateError:
    where = next(_list_places(error.trace, resources), str(resources.overlay))
    if error.reason is Reason.MEMORY:
        said = say("{where}: 模板占用内存太多，请检查这里的循环和列表", where=where)
    elif error.reason is Reason.TIME:
        said = say("{where}: 模板运行太久，请检查这里的循环和列表", where=where)
    else:
        said = say("{where}: 照模板写报告的进程意外中止，请检查这里的写法", where=where)
    return TemplateError(said)


def _list_places(trace: str, resources: Resources) -> Iterator[str]:
    """File and line of what ran, innermost first; what was read last, if it was being compiled."""
    own = {escape_name(str(path)): path for path in resources.list_own("**/*.j2")}
    for name, line in _FRAME.findall(trace):
        if name in own:
            yield f"{own[name]}:{line}"
    for name in reversed(_READ.findall(trace)):
        if name in own:
            yield str(own[name])
