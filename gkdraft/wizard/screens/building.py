"""Building 生成: the draft, the 定稿, or what goes into a draft an editor has."""

from pathlib import Path

from gkdraft.messages import _
from gkdraft.wizard.file.drafts import DraftFolder
from gkdraft.wizard.screens.merging import MergingPages
from gkdraft.wizard.screens.pages import Pages


class BuildPages(Pages):
    """What is made of the answers."""

    def choose(self, folder: DraftFolder) -> str:
        """What is to be made, or that a look at all answers is wanted first.

        What an editor has of it gets the data's changes, instead of a second draft beside it.
        """
        said = _("核对：{}").format(self.sitting.summarise())
        self.show([_("生成 Word 草稿"), "", said, *self.sitting.list_unchecked(), ""])
        merging = MergingPages(self.sitting, self.terminal)
        offers = merging.list_offers(folder.list_edited())
        options: list[tuple[str, str | Path]] = [(_("先看总览"), "review"), *offers]
        options.append((_("另生成一份草稿") if offers else _("直接生成"), "build"))
        if self.sitting.is_ready():
            options.append((_("定稿：没有批注和校验码，可以公布"), "final"))
        chosen = self.terminal.choose([*options, (_("回首页"), "home")])
        if isinstance(chosen, Path):
            merging.run(chosen)
        return chosen if isinstance(chosen, str) else "home"
