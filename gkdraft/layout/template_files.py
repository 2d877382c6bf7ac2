"""Where Jinja finds templates: in the folders of a layout, the user's own before the built-in."""

from collections.abc import Callable, Sequence
from typing import Any

from jinja2 import BaseLoader, TemplateNotFound

from gkdraft.base.patterns import compile_late
from gkdraft.layout.resources import Resources

_BLANK_LINES = compile_late(r"\n[ \t]*\n")


class TemplateLoader(BaseLoader):
    """The first folder that has a template wins; `blank_line` replaces blank lines of it."""

    def __init__(self, resources: Resources, folders: Sequence[str], blank_line: str) -> None:
        self.resources, self.folders, self.blank_line = resources, folders, blank_line

    def get_source(self, environment: Any, template: str) -> tuple[str, str, Callable[[], bool]]:
        names = [f"{folder}/{template}" for folder in self.folders]
        name = next(filter(self.resources.path, names), names[0])
        path = self.resources.path(name)
        if path is None:
            raise TemplateNotFound(name)
        if self.resources.overlay:
            from gkdraft.base.apart import note_place  # shipped ones are not watched

            note_place(str(path))
        source = self.resources.read(name)
        if self.blank_line:
            source = _BLANK_LINES.sub(f"\n{self.blank_line}\n", source)
        return source, str(path), lambda: True

    def list_templates(self) -> list[str]:
        """The names of all templates of the folders."""
        found: set[str] = set()
        for folder in self.folders:
            for place in self.resources.folders:
                found.update(path.name for path in (place / folder).glob("*.j2"))
        return sorted(found)
