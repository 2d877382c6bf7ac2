"""Merging 并入: what changed in the data file goes into a draft that an editor has."""

from pathlib import Path

from gkdraft.errors import GkdraftError
from gkdraft.messages import _, translate
from gkdraft.revise.onto.building import OntoBuild, build_onto
from gkdraft.wizard.file.sitting import Sitting
from gkdraft.wizard.file.taking import open_reviser


class Merging:
    """One edited draft, and what would go into it. GkdraftError if it cannot be read."""

    def __init__(self, sitting: Sitting, edited: Path) -> None:
        self.sitting, self.edited = sitting, edited
        self.build = self._build()

    def _build(self, track: bool = False) -> OntoBuild:
        return build_onto(open_reviser(self.sitting), self.edited, track)

    def write(self, track: bool) -> bool:
        """Writes the draft, and beside it what it was; whether it is there. It is said either way.

        The draft is read again: somebody may have saved it meanwhile.
        """
        try:
            backup = self._build(track).save()
        except GkdraftError as error:
            self.sitting.said = translate(str(error))
            return False
        if backup is None:
            self.sitting.said = _("稿子里已经是数据文件现在的数和文字，没有要并入的。")
            return True
        told = _("已并入 {edited}；原来的稿子存为 {backup}")
        self.sitting.said = told.format(edited=self.edited.name, backup=backup.name)
        return True
