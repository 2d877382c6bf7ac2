"""The sandbox a user's own templates run in: prose, Word parts, the web page.

Jinja's sandbox stops escape, not waste. Filters and methods that blow up text are not there, and
text and lists grow up to a limit; all else that wastes time or memory is ended from outside
(layout/own_templates.py), so nothing is counted here. What they write is checked.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import CodeType
from typing import Any

from jinja2 import (
    StrictUndefined,
    nodes,
)
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, markup_join, str_join
from jinja2.sandbox import ImmutableSandboxedEnvironment, safe_range

from gkdraft.layout.resources import Resources
from gkdraft.layout.template_faults import FAULTS, explain_fault
from gkdraft.layout.template_files import TemplateLoader
from gkdraft.layout.template_lines import Written, compile_with_lines
from gkdraft.layout.written_text import check_prose, check_xml
from gkdraft.messages import say

LONGEST_TEXT = 2_000_000
LONGEST_PROSE = 200_000
"""Of one template of prose; a whole report has some 10,000."""
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


class _Generator(CodeGenerator):
    """Compiles `~` to a join that watches the length; every text has its line."""

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802
        for child in node.nodes:
            self.newline(child)
            super().visit_Output(nodes.Output([child], lineno=child.lineno), frame)

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802
        self.write("environment.join_pieces((")
        for child in node.iter_child_nodes():
            self.visit(child, frame)
            self.write(", ")
        self.write("))")


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja for untrusted templates: what they may call, how long text and lists may grow."""

    code_generator_class = _Generator
    intercepted_binops = frozenset(("+", "*", "**", "%"))

    def __init__(
        self, resources: Resources, folders: Sequence[str], autoescape: bool, blank_line: str
    ) -> None:
        self.resources, self.folders = resources, folders
        super().__init__(
            loader=TemplateLoader(resources, folders, blank_line),
            autoescape=autoescape,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.globals = {"range": safe_range}
        self.concat = self.short_join  # type: ignore[method-assign]  # the codegen looks it up here
        safe = {name: self.filters[name] for name in _FILTERS}
        own = {"join": self.join_filter, "replace": self.replace_filter, "round": _round}
        self.filters = {**safe, **own}

    def _compile(self, source: str, filename: str) -> CodeType:
        """The code of a template has the template's lines, wherever it is ended."""
        return compile_with_lines(source, filename)

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
        return self.short_join(_part(items, str(separator)))

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
        if isinstance(__obj, type):
            raise SecurityError(say("模板里不能这样调用"))
        return super().call(__context, __obj, *args, **kwargs)

    def write(self, template: str, scope: Mapping[str, object]) -> str:
        """The text a template gives. TemplateError names the file and line."""
        try:
            return self._write_checked(template, scope)
        except FAULTS as error:
            raise explain_fault(error, template, self.folders, self.resources) from None

    def _write_checked(self, template: str, scope: Mapping[str, object]) -> str:
        """What a template writes, checked; of every piece its line is known."""
        made = self.get_template(template)
        context = made.new_context(dict(scope))
        events: Any = made.root_render_func(context)
        written = Written(str(made.filename))

        def list_pieces() -> Iterator[str]:
            for piece in events:
                written.note(piece, events.gi_frame.f_lineno)
                yield piece

        text = self.short_join(list_pieces())
        if self.autoescape:
            check_xml(text, written)
        else:
            check_prose(text, written, LONGEST_PROSE)
        return text

    def read_part(self, name: str) -> str:
        """A part that is no template, checked as well."""
        text = self.resources.read(name)
        written = Written(self.resources.shown(name))
        written.note(text, 1)
        check_xml(text, written)
        return text


def _count_items(left: Any, right: Any) -> int:
    """How long two lists would be together."""
    if isinstance(left, list | tuple) and isinstance(right, list | tuple):
        return len(left) + len(right)
    return 0


def _part(items: Iterable[Any], separator: str) -> Iterator[str]:
    """The items as text with the separator between them."""
    for index, item in enumerate(items):
        if index:
            yield separator
        yield str(item)


def _is_small(value: Any) -> bool:
    return isinstance(value, int | float) and abs(value) < SMALL


def _round(number: float, digits: int = 0) -> float:
    return round(number, min(max(digits, 0), 6))
