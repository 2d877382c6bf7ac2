"""The sandbox templates run in: prose, Word parts, the web page. They may be a user's own.

Jinja's sandbox stops escape, not waste. Here every loop and call is counted, text may only
grow up to a limit, and filters and string methods that blow up text are not there.
"""

import hashlib
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import (
    BaseLoader,
    FileSystemBytecodeCache,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
)
from jinja2 import TemplateError as JinjaError
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, markup_join, str_join
from jinja2.sandbox import ImmutableSandboxedEnvironment

from gkdraft.errors import TemplateError
from gkdraft.layout.resources import Resources
from gkdraft.messages import say

MOST_STEPS = 500_000
LONGEST_TEXT = 2_000_000
MOST_ITEMS = 10_000
SMALL = 10**6
"""What may be multiplied."""

_FILTERS = (
    "default", "e", "escape", "first", "int", "last", "length", "list", "lower", "map", "max",
    "min", "reject", "rejectattr", "reverse", "select", "selectattr", "sort", "string", "sum",
    "trim", "unique", "upper",
)  # fmt: skip
_METHODS: dict[type, frozenset[str]] = {
    str: frozenset(("startswith", "endswith", "strip", "lstrip", "rstrip", "split", "isdigit")),
    dict: frozenset(("get", "items", "keys", "values")),
}
_FAULTS = (
    JinjaError, ArithmeticError, AttributeError, LookupError, MemoryError, RecursionError,
    SyntaxError, TypeError, ValueError,
)  # fmt: skip
_BLANK_LINES = re.compile(r"\n[ \t]*\n")


class _Loader(BaseLoader):
    def __init__(self, resources: Resources, folders: Sequence[str], blank_line: str) -> None:
        self.resources, self.folders, self.blank_line = resources, folders, blank_line

    def get_source(self, environment: Any, template: str) -> tuple[str, str, Callable[[], bool]]:
        names = [f"{folder}/{template}" for folder in self.folders]
        name = next(filter(self.resources.path, names), names[0])
        path = self.resources.path(name)
        if path is None:
            raise TemplateNotFound(name)
        source = self.resources.read(name)
        if self.blank_line:
            source = _BLANK_LINES.sub(f"\n{self.blank_line}\n", source)
        return source, str(path), lambda: True


class _Compiled(FileSystemBytecodeCache):
    """Compiled templates lie beside Python's own: compiling them takes longer than a report."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


@cache
def _open_cache() -> FileSystemBytecodeCache | None:
    folder = Path(__file__).parent / "__pycache__"
    writes = not sys.dont_write_bytecode and folder.is_dir()
    # a cache made by another version of this file or of Jinja is another cache
    made_by = f"{jinja2.__version__} {Path(__file__).stat().st_mtime_ns}"
    mark = hashlib.sha256(made_by.encode()).hexdigest()[:8]
    if writes:
        return _Compiled(str(folder), f"gkdraft-{mark}-%s.cache")
    return None


class _Generator(CodeGenerator):
    """Compiles `~` to a join that watches the length."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802
        self.write("environment.join_pieces((")
        for child in node.iter_child_nodes():
            self.visit(child, frame)
            self.write(", ")
        self.write("))")


@cache
def open_sandbox(
    resources: Resources, *folders: str, autoescape: bool = False, blank_line: str = ""
) -> "Sandbox":
    """The environment for folders of templates, with what it has compiled so far.

    The first folder that has a template wins. `blank_line` replaces blank lines of the source
    (not of the output).
    """
    return Sandbox(resources, folders, autoescape, blank_line)


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja for untrusted templates, with a budget of steps and text."""

    code_generator_class = _Generator
    intercepted_binops = frozenset(("+", "*", "**", "%"))

    def __init__(
        self, resources: Resources, folders: Sequence[str], autoescape: bool, blank_line: str
    ) -> None:
        super().__init__(
            loader=_Loader(resources, folders, blank_line),
            autoescape=autoescape,
            undefined=StrictUndefined,
            # never for a user's own templates: a cache file is code
            bytecode_cache=None if resources.overlay else _open_cache(),
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.steps = 0
        self.globals = {"range": self.short_range}
        self.concat = self.short_join  # type: ignore[method-assign]  # the codegen looks it up here
        safe = {name: self.filters[name] for name in _FILTERS}
        own = {"join": self.join_filter, "replace": self.replace_filter, "round": _round}
        self.filters = {**safe, **own}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Every loop runs over items that are charged."""
        tree = super()._parse(source, name, filename)
        for loop in tree.find_all(nodes.For):
            charged = nodes.EnvironmentAttribute("charge_items", lineno=loop.lineno)
            loop.iter = nodes.Call(charged, [loop.iter], [], None, None, lineno=loop.lineno)
        return tree

    def charge_items(self, items: Iterable[Any]) -> Iterator[Any]:
        for item in items:
            self.spend()
            yield item

    def spend(self, steps: int = 1) -> None:
        self.steps += steps
        if self.steps > MOST_STEPS:
            raise SecurityError(say("模板里的循环太多"))

    def short_range(self, *bounds: int) -> range:
        numbers = range(*bounds)
        self.spend(len(numbers))
        return numbers

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Data may be read; the only methods are a few of text and mappings."""
        if callable(value):
            return attr in _METHODS.get(type(obj), frozenset())
        return super().is_safe_attribute(obj, attr, value)

    def getattr(self, obj: Any, attribute: str) -> Any:
        if attribute.startswith(("_", "model_")):
            return self.unsafe_undefined(obj, attribute)
        return super().getattr(obj, attribute)

    def wrap_str_format(self, value: Any) -> None:
        """No str.format at all: `{:>999999999}` is a flood."""

    def short_join(self, pieces: Iterable[str]) -> str:
        """The pieces as one text, refused as soon as it grows too long."""
        kept, size = [], 0
        for piece in pieces:
            size += len(piece)
            if size > LONGEST_TEXT:
                raise SecurityError(say("模板写出的内容太长"))
            kept.append(piece)
        return "".join(kept)

    def join_pieces(self, pieces: tuple[Any, ...]) -> str:
        join = markup_join if self.autoescape else str_join
        return self.short_join([join(pieces)])

    def join_filter(self, items: Iterable[Any], separator: str = "") -> str:
        first = True
        pieces = []
        for item in self.charge_items(items):
            if not first:
                pieces.append(str(separator))
            pieces.append(str(item))
            first = False
        return self.short_join(pieces)

    def replace_filter(self, text: str, old: str, new: str, count: int = -1) -> str:
        if not old or text.count(old) * len(new) > LONGEST_TEXT:
            raise SecurityError(say("模板写出的内容太长"))
        return str(text).replace(old, new, count)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        if _count_items(left, right) > MOST_ITEMS:
            raise SecurityError(say("模板里的列表太长"))
        texts = isinstance(left, str) or isinstance(right, str)
        if operator == "+" and not texts:
            return super().call_binop(context, operator, left, right)
        # "-" * 10**9 and "%09999999d" are floods as well; * of two small numbers is needed
        if operator == "**" or not (_is_small(left) and _is_small(right)):
            raise SecurityError(
                say("模板里不允许这样用 {operator}（连接文字请用 ~）", operator=operator)
            )
        return super().call_binop(context, operator, left, right)

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        __self.spend()
        if isinstance(__obj, type) and __obj is not range:
            raise SecurityError(say("模板里不能这样调用"))
        return super().call(__context, __obj, *args, **kwargs)

    def write(self, template: str, scope: Mapping[str, object]) -> str:
        """The text a template gives. TemplateError names the file and line."""
        self.steps = 0
        try:
            return self.short_join(self.get_template(template).generate(scope))
        except TemplateSyntaxError as error:
            where = f"{error.filename or template}:{error.lineno}"
            raise TemplateError(
                say("{where}: 模板语法不对（{message}）", where=where, message=error.message)
            ) from None
        except TemplateNotFound as error:
            raise TemplateError(say("{name}: 模板文件不存在", name=error.name)) from None
        except TemplateError:
            raise
        except _FAULTS as error:
            raise TemplateError(
                say(
                    "{find_place}: 模板出错（{error}）",
                    find_place=_find_place(error, template),
                    error=error,
                )
            ) from None


def _count_items(left: Any, right: Any) -> int:
    """How long two lists would be together."""
    if isinstance(left, list | tuple) and isinstance(right, list | tuple):
        return len(left) + len(right)
    return 0


def _is_small(value: Any) -> bool:
    return isinstance(value, int | float) and abs(value) < SMALL


def _round(number: float, digits: int = 0) -> float:
    return round(number, min(max(digits, 0), 6))


def _find_place(error: BaseException, template: str) -> str:
    """File and line of the innermost template frame; jinja2 maps them into the traceback."""
    found, trace = template, error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename.endswith(".j2"):
            found = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
        trace = trace.tb_next
    return found
