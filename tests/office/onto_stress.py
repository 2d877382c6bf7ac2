"""Random edits by LibreOffice while the data change as well, twice a document.

python tests/office/onto_stress.py [--seed N] [--documents M] [--batch B]

A draft is edited (chance.py), the data change (helpers/data_changes.py), the change is merged into
the edited draft, LibreOffice saves it, a pull looks at it; then the data change and all is done
once more. Every other document gets tracked changes.
"""

import argparse
import random
import re
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gkdraft.pipeline import Result, draft_report
from gkdraft.revise.changes import Change
from gkdraft.revise.onto.building import OntoBuild, build_onto
from gkdraft.revise.onto.plan import Conflict
from gkdraft.revise.pull import Consequence, Pull
from gkdraft.revise.revision import Revision
from gkdraft.revise.wording import normalise_text
from helpers.data_changes import change_data
from helpers.office import edit
from helpers.reports import ROOT
from office.chance import random_case
from office.edits import Case
from office.stress import FIXTURES

ROUNDS = 2
# every so many documents are merged into once more, with the same data
AGAIN = 4
FEWEST, MOST = 1, 4
_MARGIN = ("insertion", "deletion")


@dataclass
class Trial:
    """A document with its data, and what the editor did to it."""

    seed: int
    case: Case
    data: Path
    draft: Path
    edited: Path
    pending: Pull | None = None
    build: OntoBuild | None = None

    def job(self) -> dict[str, object]:
        """The edits, for the driver."""
        paths = {"source": str(self.draft), "target": str(self.edited)}
        return {"name": self.case["name"], "ops": self.case["ops"], "via": "", **paths}

    def saving(self) -> dict[str, object]:
        """Opened and saved, nothing else."""
        paths = {"source": str(self.edited), "target": str(self.edited)}
        return {"name": f"seed {self.seed}", "ops": [], "via": "", **paths}


@dataclass
class Tally:
    """Counts: the editor's changes and those still there, the data's and those that got there."""

    documents: int = 0
    asked: int = 0
    kept: int = 0
    arrived: int = 0
    conflicts: int = 0
    lost: int = 0
    wrong: int = 0
    rewritten: int = 0
    told: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """What is printed."""
        yield f"documents {self.documents}, data changed {ROUNDS} times each"
        yield f"editor's changes {self.asked}, still there {self.kept}"
        data = self.arrived + self.conflicts + self.lost
        yield (
            f"data's changes {data}: arrived {self.arrived}, told as conflicts {self.conflicts}, "
            f"neither {self.lost}"
        )
        yield f"changes nobody made {self.wrong}, {self.wrong / max(self.documents, 1):.2f} each"
        yield f"merged once more with the same data, text rewritten {self.rewritten}"
        yield from self.told


def make_trials(seeds: range, folder: Path) -> Iterator[Trial]:
    """A case for every seed, on the reports in turn, each with data of its own."""
    for seed in seeds:
        source = ROOT / f"fixtures/{FIXTURES[seed % len(FIXTURES)]}.yaml"
        own = folder / str(seed)
        own.mkdir()
        data = own / "2026.yaml"
        data.write_bytes(source.read_bytes())
        result: Result = draft_report(data)
        draft = own / "draft.docx"
        draft.write_bytes(result.render(".docx"))
        yield Trial(seed, random_case(result.document, seed), data, draft, own / "edited.docx")


def merge(trial: Trial, number: int, tally: Tally) -> None:
    """The data change, and the change goes into the edited document."""
    chance = random.Random(trial.seed * ROUNDS + number)
    change_data(trial.data, trial.seed * ROUNDS + number, chance.randint(FEWEST, MOST))
    revision = Revision(trial.data)
    trial.pending = revision.pull(trial.edited)
    trial.build = build_onto(revision.reviser, trial.edited, track=trial.seed % 2 == 1)
    trial.build.save()
    if trial.seed % AGAIN:
        return
    again = build_onto(revision.reviser, trial.edited)
    if again.plan.patches or again.plan.insertions or again.plan.bookmarks:
        tally.rewritten += 1
        tally.told.append(f"seed {trial.seed} round {number}: rewritten {again.plan.arrivals}")


def judge(trial: Trial, number: int, tally: Tally) -> None:
    """What a pull says after LibreOffice saved the merged document."""
    assert trial.pending is not None
    assert trial.build is not None
    name = f"seed {trial.seed} round {number}"
    after = Revision(trial.data).pull(trial.edited)
    before = [one for one in trial.pending.changes if one.kind not in _MARGIN]
    left = [one for one in after.changes if one.kind not in _MARGIN]
    tally.asked += len(before)
    for change in before:
        found = _find_again(change, left)
        if found is None:
            tally.told.append(f"{name}: lost {_show(change)}")
            continue
        tally.kept += 1
        left.remove(found)
    tally.wrong += len(left)
    tally.told += [f"{name}: nobody made {_show(change)}" for change in left]
    tally.arrived += len(trial.build.plan.arrivals)
    tally.conflicts += len(trial.build.plan.conflicts)
    known = {one.text for one in trial.pending.consequences}
    for one in after.consequences:
        if one.text not in known and not _is_told(one, trial.build.plan.conflicts):
            tally.lost += 1
            tally.told.append(f"{name}: did not arrive {one}")


def _find_again(change: Change, left: Sequence[Change]) -> Change | None:
    """The change after the merge; what the data changed beside it reads otherwise by then."""
    section = change.place.rpartition(".")[0]
    alike = [one for one in left if one.kind == change.kind]
    same = [one for one in alike if (one.now, one.key) == (change.now, change.key)]
    masked = [one for one in alike if _mask(one.now) == _mask(change.now)]
    near = [one for one in alike if one.place == change.place]
    close = [one for one in alike if one.place.rpartition(".")[0] == section]
    return next(iter([*same, *masked, *near, *close]), None)


def _mask(text: str) -> str:
    return re.sub(r"[\d.,%]+", "数", normalise_text(text))


def _is_told(one: Consequence, conflicts: Sequence[Conflict]) -> bool:
    for conflict in conflicts:
        texts = (conflict.base, conflict.now, conflict.edited, *conflict.sentences)
        if one.place == conflict.place or any(one.text in text for text in texts if text):
            return True
    return False


def _show(change: Change) -> str:
    return f"{change.kind} {change.place} {change.key}: {change.before} → {change.now}"


def measure(seeds: range, batch: int) -> Tally:
    """All documents, so many at a time."""
    tally = Tally()
    for start in range(seeds.start, seeds.stop, batch):
        with tempfile.TemporaryDirectory() as folder:
            trials = list(make_trials(range(start, min(start + batch, seeds.stop)), Path(folder)))
            trials = _drop_failed(trials, edit([trial.job() for trial in trials]), tally)
            tally.documents += len(trials)
            for number in range(ROUNDS):
                for trial in trials:
                    merge(trial, number, tally)
                trials = _drop_failed(trials, edit([one.saving() for one in trials]), tally)
                for trial in trials:
                    judge(trial, number, tally)
    return tally


def _drop_failed(
    trials: Sequence[Trial], dones: Sequence[dict[str, object]], tally: Tally
) -> list[Trial]:
    """The documents that LibreOffice could do what was asked of."""
    for trial, done in zip(trials, dones, strict=True):
        if done["error"]:
            tally.told.append(f"seed {trial.seed}: {done['error']}")
    return [trial for trial, done in zip(trials, dones, strict=True) if not done["error"]]


def main() -> None:
    """Reads the command line, prints the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0, help="of the first document")
    parser.add_argument("--documents", type=int, default=30)
    parser.add_argument("--batch", type=int, default=30, help="documents of one LibreOffice")
    asked = parser.parse_args()
    start = time.monotonic()
    for line in measure(range(asked.seed, asked.seed + asked.documents), asked.batch).lines():
        print(line)
    print(f"{time.monotonic() - start:.0f} s in all")


if __name__ == "__main__":
    main()
