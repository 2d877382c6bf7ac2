"""One document 文件 of others: which file it is, what was read of it, whether it is taken."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Generic, TypeVar

from gkdraft.base.watch import watch_work
from gkdraft.errors import GkdraftError
from gkdraft.messages import _, show_inline, translate
from gkdraft.wizard.screens import paging
from gkdraft.wizard.screens.path_page import PathPage
from gkdraft.wizard.screens.prompts import BACK, JUMP, Key, Terminal

_T = TypeVar("_T")
DROP: Final = "drop"
"""The name of the key that gives up a document that was taken, and holds its file."""
OTHER: Final = Key("other")
TAKE: Final = Key("take")


@dataclass(frozen=True)
class DocumentKind(Generic[_T]):
    """What is looked for: by which names, how it is read and told."""

    title: str
    hint: str  # on the page that asks for a path
    list_files: Callable[[Path], Sequence[Path]]
    read: Callable[[Path], _T]
    tell: Callable[[_T], Sequence[str]]


@dataclass(frozen=True)
class Offer:
    """What stands around the files of a list."""

    lines: Sequence[str]
    ways: Sequence[tuple[str, Key]]
    start: Path | Key | None = None  # where the cursor stands; by itself on no 没有
    taken: Collection[Path] = ()  # documents that can be dropped, and not taken again


class DocumentPages(Generic[_T]):
    """Documents of one kind, one at a time; what cannot be one is told, and asked for again."""

    def __init__(self, terminal: Terminal, folder: Path, kind: DocumentKind[_T]) -> None:
        self.terminal, self.folder, self.kind = terminal, folder, kind
        self.paths = PathPage(terminal, folder)
        self.said = ""

    def choose(self, offer: Offer) -> tuple[Path, _T] | Key:
        """A document that was read and taken, or a way beside the files."""
        while isinstance(path := self._choose_file(offer), Path):
            document = self._read(path)
            if document is None:
                continue
            if path.resolve() in [one.resolve() for one in offer.taken]:
                self.said = _("{}：这一份已经收入了").format(path.name)
                continue
            self.paths.typed = ""
            answer = self._ask_taking(path, document)
            if answer is TAKE:
                return path, document
            if answer is JUMP:
                return JUMP
        self.paths.typed = ""
        return path

    def _choose_file(self, offer: Offer) -> Path | Key:
        """A file of the folder, or another one by its path."""
        if not self.paths.typed:
            chosen = self._choose_listed(offer)
            if chosen is not OTHER:
                return chosen
        keys = _("回车 打开 · Tab 补全 · Esc 返回")
        found = self.paths.ask(self.kind.title, self.kind.hint, keys, self._pop_said())
        return self._choose_file(offer) if found is BACK else found

    def _choose_listed(self, offer: Offer) -> Path | Key:
        found = list(self.kind.list_files(self.folder))
        if isinstance(offer.start, Path) and offer.start not in found:  # it was typed
            found.insert(0, offer.start)
        files: list[tuple[str, Path | Key]] = []
        for path in found:
            if path not in offer.taken:
                files.append((path.name, path))
        for path in offer.taken:
            files.append((_("去掉 {}").format(path.name), Key(DROP, str(path))))
        head = [self.kind.title, *offer.lines]
        ways: list[tuple[str, Path | Key]] = [(_("别的文件"), OTHER), *offer.ways]
        start = offer.start or (files[0][1] if files else OTHER)
        return paging.choose_among(self.terminal, head, files, ways, start, self._pop_said())

    def _read(self, path: Path) -> _T | None:
        """The document; None if it is none, and it is said why."""
        page = [self.kind.title, "", _("正在读 {}……").format(path.name)]
        try:
            with self.terminal.work(page), watch_work(str(path)):
                return self.kind.read(path)
        except GkdraftError as error:
            self.said = translate(str(error))
            return None

    def _ask_taking(self, path: Path, document: _T) -> Key:
        lines = [show_inline(path.name), *map(translate, self.kind.tell(document))]
        options = [(_("用这一份"), TAKE), (_("另选一份"), BACK)]
        return paging.choose_below(self.terminal, self.kind.title, lines, options)

    def _pop_said(self) -> str:
        said, self.said = self.said, ""
        return said
