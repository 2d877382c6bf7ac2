"""The sandbox templates run in: prose, Word parts, the web page. They may be a user's own.

Jinja's sandbox stops escape, not waste. Here every loop and call is counted, text may only
grow up to a limit, and filters and string methods that blow up text are not there.
"""

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

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
from gkdraft.resources import Resources

MOST_STEPS = 500_000
LONGEST_TEXT = 2_000_000

_FILTERS = [
    "default",
    "e",
    "escape",
    "first",
    "int",
    "last",
    "length",
    "list",
    "lower",
    "map",
    "max",
    "min",
    "reject",
    "rejectattr",
    "reverse",
    "round",
    "select",
    "selectattr",
    "sort",
    "string",
    "sum",
    "trim",
    "unique",
    "upper",
]
_STRING_METHODS = {"startswith", "endswith", "strip", "lstrip", "rstrip", "split", "isdigit"}


_BLANK_LINES = re.compile(r"\n[ \t]*\n")


class _Loader(BaseLoader):
    def __init__(self, resources: Resources, folder: str, blank_line: str) -> None:
        self.resources, self.folder, self.blank_line = resources, folder, blank_line

    def get_source(self, environment: Any, template: str) -> tuple[str, str, Callable[[], bool]]:
        name = f"{self.folder}/{template}"
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
def _compiled() -> FileSystemBytecodeCache | None:
    folder = Path(__file__).parent / "__pycache__"
    writes = not sys.dont_write_bytecode and folder.is_dir()
    return _Compiled(str(folder), "gkdraft-template-%s.cache") if writes else None


class _Generator(CodeGenerator):
    """Compiles `~` to a join that watches the length."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802
        self.write("environment.joined((")
        for child in node.iter_child_nodes():
            self.visit(child, frame)
            self.write(", ")
        self.write("))")


@cache
def sandbox(
    resources: Resources, folder: str, autoescape: bool = False, blank_line: str = ""
) -> "Sandbox":
    """The environment for a folder of templates, with what it has compiled so far.

    `blank_line` replaces blank lines of the source (not of the output).
    """
    return Sandbox(resources, folder, autoescape, blank_line)


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja for untrusted templates, with a budget of steps and text."""

    code_generator_class = _Generator
    intercepted_binops = frozenset(("+", "*", "**", "%"))

    def __init__(
        self, resources: Resources, folder: str, autoescape: bool, blank_line: str
    ) -> None:
        super().__init__(
            loader=_Loader(resources, folder, blank_line),
            autoescape=autoescape,
            undefined=StrictUndefined,
            # never for a user's own templates: a cache file is code
            bytecode_cache=None if resources.overlay else _compiled(),
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.steps = 0
        self.globals = {"range": range}
        self.concat = self.short_join  # type: ignore[method-assign]  # the codegen looks it up here
        kept = {name: self.filters[name] for name in _FILTERS}
        self.filters = {**kept, "join": self.join_filter, "replace": self.replace_filter}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Every loop runs over `charged` items."""
        tree = super()._parse(source, name, filename)
        for loop in tree.find_all(nodes.For):
            charged = nodes.EnvironmentAttribute("charged", lineno=loop.lineno)
            loop.iter = nodes.Call(charged, [loop.iter], [], None, None, lineno=loop.lineno)
        return tree

    def charged(self, items: Iterable[Any]) -> Iterator[Any]:
        for item in items:
            self.spend()
            yield item

    def spend(self) -> None:
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise SecurityError("模板里的循环太多")

    def short_join(self, pieces: Iterable[str]) -> str:
        """The pieces as one text, refused as soon as it grows too long."""
        kept, size = [], 0
        for piece in pieces:
            size += len(piece)
            if size > LONGEST_TEXT:
                raise SecurityError("模板写出的内容太长")
            kept.append(piece)
        return "".join(kept)

    def joined(self, pieces: tuple[Any, ...]) -> str:
        join = markup_join if self.autoescape else str_join
        return self.short_join([join(pieces)])

    def join_filter(self, items: Iterable[Any], separator: str = "") -> str:
        pieces = [text for item in items for text in (str(separator), str(item))]
        return self.short_join(pieces[1:])

    def replace_filter(self, text: str, old: str, new: str, count: int = -1) -> str:
        if not old or text.count(old) * len(new) > LONGEST_TEXT:
            raise SecurityError("模板写出的内容太长")
        return str(text).replace(old, new, count)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        texts = isinstance(left, str) or isinstance(right, str)
        if operator == "+" and not texts:
            return super().call_binop(context, operator, left, right)
        small = all(isinstance(side, int | float) and abs(side) < 10**6 for side in (left, right))
        if operator == "**" or not small:
            raise SecurityError(f"模板里不允许这样用 {operator}（连接文字请用 ~）")
        return super().call_binop(context, operator, left, right)

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        __self.spend()
        owner = getattr(__obj, "__self__", None)
        if isinstance(owner, str | bytes) and __obj.__name__ not in _STRING_METHODS:
            raise SecurityError(f"模板里不能用文字的 {__obj.__name__} 方法")
        return super().call(__context, __obj, *args, **kwargs)

    def write(self, template: str, scope: Mapping[str, object]) -> str:
        """The text a template gives. TemplateError names the file and line."""
        self.steps = 0
        try:
            return self.short_join(self.get_template(template).generate(scope))
        except TemplateSyntaxError as error:
            where = f"{error.filename or template}:{error.lineno}"
            raise TemplateError(f"{where}: 模板语法不对（{error.message}）") from None
        except TemplateNotFound as error:
            raise TemplateError(f"{error.name}: 模板文件不存在") from None
        except TemplateError:
            raise
        except (JinjaError, ArithmeticError, AttributeError, LookupError, MemoryError) as error:
            raise TemplateError(f"{_where(error, template)}: 模板出错（{error}）") from None
        except (RecursionError, TypeError, ValueError) as error:
            raise TemplateError(f"{_where(error, template)}: 模板出错（{error}）") from None


def _where(error: BaseException, template: str) -> str:
    """File and line of the innermost template frame; jinja2 maps them into the traceback."""
    found, trace = template, error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename.endswith(".j2"):
            found = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
        trace = trace.tb_next
    return found
