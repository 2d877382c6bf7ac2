"""The only reader of templates/: layouts, forms, catalogue, typography, prose.

A wheel carries them as gkdraft/templates; an editable install finds the checkout's folder.
A folder given with --templates lies on top: what it has wins, the rest is built in.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gkdraft.base.bounds import TEMPLATE
from gkdraft.base.encoding import decode_text
from gkdraft.base.files import read_file
from gkdraft.errors import InputError, TemplateError
from gkdraft.messages import say


@cache
def find_builtin() -> Path:
    """The folder that came with this installation."""
    here = Path(__file__).parent.parent
    inside = here / "templates"
    if (inside / "layouts").is_dir():
        return inside
    return here.parent / "templates"


@dataclass(frozen=True)
class Resources:
    """Templates by relative name, e.g. `forms/review.yaml`; first folder that has it wins."""

    overlay: Path | None = None

    def __post_init__(self) -> None:
        if self.overlay and not self.overlay.is_dir():
            raise TemplateError(say("{overlay}: 模板文件夹不存在", overlay=self.overlay))

    @property
    def folders(self) -> tuple[Path, ...]:
        if not self.overlay:
            return (find_builtin(),)
        return (self.overlay, find_builtin())

    def path(self, name: str) -> Path | None:
        """Where `name` lies, None if nowhere; never outside the folders."""
        for folder in self.folders:
            path = folder / name
            try:
                inside = path.is_file() and path.resolve().is_relative_to(folder.resolve())
            except (OSError, RuntimeError, ValueError):  # a name no file can have
                continue
            if inside:
                return path
        return None

    def shown(self, name: str) -> str:
        """How messages call a template: with the user's folder where it is theirs."""
        path = self.path(name)
        if self.overlay and path and path.is_relative_to(self.overlay):
            return str(path)
        return name

    def read(self, name: str) -> str:
        """Text of a template; TemplateError if there is none."""
        path = self.path(name)
        if path is None:
            raise TemplateError(say("{name}: 模板文件不存在", name=name))
        try:
            return decode_text(read_file(path, TEMPLATE), str(path))
        except InputError as error:
            raise TemplateError(str(error)) from None

    def owns(self, layout: str) -> bool:
        """Whether a layout is the user's own."""
        return bool(self.overlay) and (self.folders[0] / f"layouts/{layout}/layout.yaml").is_file()

    def list_own(self, pattern: str) -> list[Path]:
        """The user's own files of that pattern."""
        return list(self.overlay.glob(pattern)) if self.overlay else []

    def layouts(self) -> list[str]:
        """Names of all layouts, in order."""
        found: set[str] = set()
        for folder in self.folders:
            found.update(path.parent.name for path in folder.glob("layouts/*/layout.yaml"))
        return sorted(found)
