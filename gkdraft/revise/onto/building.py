"""Building onto 并入: a data file and the document an editor has of it, from path to bytes."""

from dataclasses import dataclass
from pathlib import Path

from gkdraft.base.bounds import DOCUMENT
from gkdraft.base.files import read_file
from gkdraft.base.watch import watch_work
from gkdraft.errors import InputError
from gkdraft.messages import say
from gkdraft.reading.edited import EditedDocument, read_edited
from gkdraft.render import saving
from gkdraft.render.locking import hold_folder
from gkdraft.revise.margin import OWN_AUTHOR
from gkdraft.revise.onto.merging import plan_merge
from gkdraft.revise.onto.plan import Plan
from gkdraft.revise.onto.writing import Written, write_plan
from gkdraft.revise.patching.body_patch import BodyPatch
from gkdraft.revise.patching.xml_index import PartError
from gkdraft.revise.revision import Reviser

BACKUP = "（并入前）"
MERGING_SECONDS = 8
"""Three texts are held against one another, and every table twice."""


@dataclass(frozen=True)
class OntoBuild:
    """What was merged: the plan, the document with it, and what must be said beside it."""

    path: Path
    raw: bytes
    plan: Plan
    written: Written
    remarks: tuple[str, ...] = ()

    def save(self) -> Path | None:
        """Writes the document, and beside it what it was; None if nothing changes.

        InputError if somebody wrote to it meanwhile, OutputError if either cannot be written.
        """
        if not self.written.is_changed:
            return None
        with hold_folder(self.path):
            if read_file(self.path, DOCUMENT) != self.raw:
                raise InputError(
                    say("{path}: 稿子刚才在别处改过，没有写入；请再运行一次", path=self.path)
                )
            backup = saving.find_new_path(self.path.with_stem(f"{self.path.stem}{BACKUP}"))
            saving.write_file(backup, self.raw)
            saving.write_file(self.path, self.written.data)
        return backup


def build_onto(reviser: Reviser, path: Path, track: bool = False) -> OntoBuild:
    """What the data changed in the document at a path; with `track` as tracked changes 修订.

    Writes nothing. InputError or OutputError if it cannot be read, or nobody can tell what the
    editor changed.
    """
    with watch_work(str(path), MERGING_SECONDS):
        raw = read_file(path, DOCUMENT)
        edited = read_edited(path)
        try:
            plan, written = _merge(reviser, edited, track)
        except PartError as error:
            raise InputError(say("{path}: {reason}", path=path, reason=error)) from None
    return OntoBuild(path, raw, plan, written, edited.remarks)


def _merge(reviser: Reviser, edited: EditedDocument, track: bool) -> tuple[Plan, Written]:
    patch = BodyPatch(edited, author=OWN_AUTHOR if track else "")
    plan = plan_merge(reviser, edited, patch.holds_foreign)
    now, style = reviser.state.document, reviser.state.draft.layout.style
    return plan, write_plan(edited, patch, plan, now, style, reviser.resources)
