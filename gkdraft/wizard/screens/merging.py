"""The pages of a merge 并入: what would change in an edited draft, and whether to write it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from gkdraft.base.columns import cut_text
from gkdraft.errors import GkdraftError
from gkdraft.messages import _, translate
from gkdraft.revise.onto.listing import list_arrivals, list_conflicts
from gkdraft.wizard.file.merging import Merging
from gkdraft.wizard.file.sitting import Sitting
from gkdraft.wizard.screens import paging
from gkdraft.wizard.screens.prompts import Terminal

OFFERED = 3
"""Drafts to choose from, the newest."""


class MergingPages:
    """Shows a merge page by page, and writes it if the person wants it."""

    def __init__(self, sitting: Sitting, terminal: Terminal) -> None:
        self.sitting, self.terminal = sitting, terminal

    def list_offers(self, drafts: Sequence[Path]) -> list[tuple[str, str | Path]]:
        """The edited drafts beside the data file, as ways out of building a second one."""
        offers: list[tuple[str, str | Path]] = []
        for path in drafts[:OFFERED]:
            told = _("并进改稿 {}，改稿人的改动都留着").format(path.name)
            offers.append((cut_text(told, self.terminal.size[0] - paging.POINTER), path))
        return offers

    def run(self, path: Path) -> None:
        """One edited draft, until the person has chosen."""
        try:
            merging = Merging(self.sitting, path)
        except GkdraftError as error:
            self.sitting.said = translate(str(error))
            return
        plan = merging.build.plan
        if not (plan.arrivals or plan.conflicts):
            self.sitting.said = _("稿子里已经是数据文件现在的数和文字，没有要并入的。")
            return
        told = _("并入 {name}：{count} 处，两边都改了 {conflicts} 处")
        head = told.format(name=path.name, count=len(plan.arrivals), conflicts=len(plan.conflicts))
        lines = list(_list_lines(merging))
        said = self.sitting.pop_said()
        chosen = paging.choose_below(self.terminal, head, lines, _list_options(), said)
        if chosen in ("write", "track"):
            merging.write(track=chosen == "track")


def _list_options() -> list[tuple[str, str]]:
    return [
        (_("写入稿子，原稿另存一份"), "write"),
        (_("写成修订，在 Word 里逐处看"), "track"),
        (_("不写，回首页"), "home"),
    ]


def _list_lines(merging: Merging) -> Iterator[str]:
    plan = merging.build.plan
    yield from map(translate, list_arrivals(plan))
    if plan.conflicts:
        yield _("两边都改了的，稿子照改稿人的，没有动：")
        yield from map(translate, list_conflicts(plan))
