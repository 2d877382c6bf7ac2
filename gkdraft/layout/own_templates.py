"""A user's own templates run apart, in a process with limits; shipped ones are trusted."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from gkdraft.layout.resources import Resources

_P = ParamSpec("_P")
_T = TypeVar("_T")


def with_own_templates(function: Callable[_P, _T]) -> Callable[_P, _T]:
    """The function, run apart where its last argument names a user's own templates.

    TemplateError if they take too much time or memory.
    """

    @wraps(function)
    def run(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        resources = args[-1]
        assert isinstance(resources, Resources)  # noqa: S101
        if not resources.overlay:
            return function(*args, **kwargs)
        from gkdraft.layout.templates_apart import call_bounded  # shipped ones do without

        return call_bounded(run, function, resources, args, kwargs)

    return run
