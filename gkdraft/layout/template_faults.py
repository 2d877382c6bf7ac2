"""Faults of templates: what is wrong, and the file and line it is in."""

from collections.abc import Sequence

from jinja2 import TemplateError as JinjaError
from jinja2 import TemplateNotFound, TemplateSyntaxError

from gkdraft.errors import TemplateError
from gkdraft.layout.resources import Resources
from gkdraft.messages import say

FAULTS = (
    JinjaError, ArithmeticError, AttributeError, LookupError, MemoryError, RecursionError,
    SyntaxError, TypeError, ValueError,
)  # fmt: skip
"""What a template may fail with, a TemplateError of ours aside."""


def explain_fault(
    error: Exception, template: str, folders: Sequence[str], resources: Resources
) -> TemplateError:
    """The fault in one line, with its place."""
    if isinstance(error, TemplateSyntaxError):
        where = f"{error.filename or template}:{error.lineno}"
        return TemplateError(
            say("{where}: 模板语法不对（{message}）", where=where, message=error.message)
        )
    where = _find_place(error, template, folders, resources)
    if isinstance(error, TemplateNotFound):
        name = _make_printable(str(error.name))
        return TemplateError(say("{where}: 没有“{name}”这个模板文件", where=where, name=name))
    if isinstance(error, MemoryError):
        return TemplateError(say("{where}: 模板占用内存太多，请检查这里的循环和列表", where=where))
    return TemplateError(say("{find_place}: 模板出错（{error}）", find_place=where, error=error))


def _find_place(
    error: Exception, template: str, folders: Sequence[str], resources: Resources
) -> str:
    """File and line; of what fails while it is compiled, the file."""
    names = [f"{folder}/{template}" for folder in folders]
    name = next(filter(resources.path, names), template)
    return _find_line(error) or resources.shown(name)


def _find_line(error: BaseException) -> str:
    """File and line of the innermost template frame; jinja2 maps them into the traceback."""
    found, trace = "", error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename.endswith(".j2"):
            found = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
        trace = trace.tb_next
    return found


def _make_printable(name: str) -> str:
    """A name a template made up: it may hold what no terminal can show."""
    return "".join(char if char.isprintable() else "\ufffd" for char in name)
