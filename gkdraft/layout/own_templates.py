"""A user's own templates run apart, in a process with limits; built-in ones are trusted."""

import re
from collections.abc import Callable, Iterator
from functools import wraps
from typing import ParamSpec, TypeVar

from gkdraft.base.apart import EndedError, Limits, Reason, call_apart, escape_name, is_apart
from gkdraft.base.patterns import compile_late
from gkdraft.errors import TemplateError
from gkdraft.layout.resources import Resources
from gkdraft.messages import say

LIMITS = Limits()

_P = ParamSpec("_P")
_T = TypeVar("_T")
_FRAME = compile_late(r'^\s+File "(.*\.j2)", line (\d+)', re.MULTILINE)
_READ = compile_late(r'^\s+Read "(.*)"', re.MULTILINE)


def with_own_templates(function: Callable[_P, _T]) -> Callable[_P, _T]:
    """The function, run apart where its last argument names a user's own templates.

    TemplateError if they take too much time or memory.
    """

    @wraps(function)
    def run(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        resources = args[-1]
        assert isinstance(resources, Resources)  # noqa: S101
        if not resources.overlay or is_apart():
            return function(*args, **kwargs)
        try:
            made: _T = call_apart(LIMITS, run, *args)
        except EndedError as error:
            raise _explain_end(error, resources) from None
        return made

    return run


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
