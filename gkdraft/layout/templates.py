"""Templates of prose, Word parts and the web page: shipped ones are trusted, a user's own are not.

Shipped ones come compiled in the pack; a user's own run in the sandbox and are never kept.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from jinja2 import ChoiceLoader, Environment, ModuleLoader, StrictUndefined
from jinja2.bccache import bc_version

from gkdraft.layout.pack import find_home, read_pack
from gkdraft.layout.resources import Resources
from gkdraft.layout.template_faults import FAULTS, explain_fault
from gkdraft.layout.template_files import TemplateLoader

if TYPE_CHECKING:
    from gkdraft.layout.sandbox import Sandbox

OPENED: dict[str, "Trusted"] = {}
"""The environments of shipped templates this process has opened, by their first folder."""


class Trusted(Environment):
    """Jinja for the templates of this installation, which need no guard."""

    def __init__(
        self, resources: Resources, folders: tuple[str, ...], autoescape: bool, blank_line: str
    ) -> None:
        sources = TemplateLoader(resources, folders, blank_line)
        compiled = name_compiled(folders[0])
        super().__init__(
            loader=ChoiceLoader([ModuleLoader(compiled), sources]) if read_pack() else sources,
            autoescape=autoescape,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.resources, self.folders = resources, folders

    def write(self, template: str, scope: Mapping[str, object]) -> str:
        """The text a template gives. TemplateError names the file and line."""
        try:
            return "".join(self.get_template(template).generate(scope))
        except FAULTS as error:
            raise explain_fault(error, template, self.folders, self.resources) from None

    def read_part(self, name: str) -> str:
        """A part that is no template."""
        return self.resources.read(name)


def name_compiled(folder: str) -> Path:
    """Where the compiled templates of a folder lie: as this Jinja compiles them."""
    return find_home() / f"jinja-{bc_version}" / folder.replace("/", "-")


Templates: TypeAlias = "Trusted | Sandbox"


@cache
def open_templates(
    resources: Resources, *folders: str, autoescape: bool = False, blank_line: str = ""
) -> Templates:
    """The environment for folders of templates, with what it has compiled so far.

    The first folder that has a template wins. `blank_line` replaces blank lines of the source
    (not of the output).
    """
    if resources.overlay:
        from gkdraft.layout.sandbox import Sandbox  # shipped ones do without

        return Sandbox(resources, folders, autoescape, blank_line)
    return OPENED.setdefault(folders[0], Trusted(resources, folders, autoescape, blank_line))
