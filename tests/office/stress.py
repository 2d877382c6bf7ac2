"""Random edits of many documents by LibreOffice, and how many of them are recovered.

python tests/office/stress.py [--seed N] [--documents M] [--batch B] [--via odt|doc] [--bare]
"""

import argparse
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gkdraft.pipeline import Result, draft_report
from gkdraft.revise.revision import Revision
from helpers.editing import strip_draft
from helpers.office import edit, read_lines
from helpers.reports import ROOT
from office.chance import random_case
from office.edits import Case
from office.recovery import recover

FIXTURES = (
    "jianglin-2026/2026",
    "taicang-2021",
    "pingtan-2020",
    "shanghai-office-2019",
    "changzhou-2018",
    "suzhou-2016",
)


@dataclass(frozen=True)
class Trial:
    """A case and the document it was done to."""

    case: Case
    title: str
    data: Path
    source: Path
    target: Path

    def job(self, via: str) -> dict[str, Any]:
        """What the driver is asked for."""
        paths = {"source": str(self.source), "target": str(self.target)}
        return {"name": self.case["name"], "ops": self.case["ops"], "via": via, **paths}


class Tally:
    """Counts by kind: what was edited, what was recovered, what went wrong before that."""

    def __init__(self, is_bare: bool) -> None:
        self.asked: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.documents = 0
        self.seconds = 0.0
        self.is_bare, self.wrong = is_bare, 0
        self.missed: list[str] = []
        self.failed: list[str] = []

    def add(self, trial: Trial, done: dict[str, Any]) -> None:
        """Counts one document."""
        self.documents += 1
        self.seconds += done["seconds"]
        if done["error"]:
            self.failed.append(f"{trial.case['name']}: {done['error']}")
            return
        if read_lines(trial.target, trial.title) != trial.case["text"]:
            self.failed.append(f"{trial.case['name']}: the text is not what the edits give")
            return
        self.asked.update(known["kind"] for known in trial.case["expect"])
        edited = strip_draft(trial.target) if self.is_bare else trial.target
        recovery = recover(Revision(trial.data).pull(edited), trial.case["expect"])
        for known, found in zip(trial.case["expect"], recovery.found, strict=True):
            self.found[known["kind"]] += found
            if not found:
                self.missed.append(f"{trial.case['name']}: {known}")
        self.wrong += len(recovery.wrong)
        for change in recovery.wrong:
            self.missed.append(f"{trial.case['name']}: nobody made {change}")

    def lines(self) -> Iterator[str]:
        """The table that is printed."""
        for kind, count in sorted(self.asked.items()):
            share = self.found[kind] / count
            yield f"{kind:<10} edited {count:>6}   found {self.found[kind]:>6}   {share:.1%}"
        asked, found = self.asked.total(), self.found.total()
        yield f"{'all':<10} edited {asked:>6}   found {found:>6}   {found / max(asked, 1):.1%}"
        each = self.wrong / max(self.documents, 1)
        yield f"changes nobody made: {self.wrong}, {each:.2f} a document"
        each = self.seconds / max(self.documents, 1)
        yield f"{self.documents} documents, {each:.2f} s each in LibreOffice"
        yield from self.failed
        yield from self.missed


def make_trials(results: Sequence[Result], seeds: range, folder: Path) -> Iterator[Trial]:
    """A case for every seed, on the documents in turn."""
    for seed in seeds:
        number = seed % len(results)
        result = results[number]
        source = folder / f"source-{number}.docx"
        if not source.exists():
            source.write_bytes(result.render(".docx"))
        case = random_case(result.document, seed)
        data = Path(result.source.name)
        yield Trial(case, result.document.title, data, source, folder / f"{seed}.docx")


def measure(seeds: range, batch: int, via: str, is_bare: bool) -> Tally:
    """Edits all documents, so many at a time."""
    results = [draft_report(ROOT / f"fixtures/{name}.yaml") for name in FIXTURES]
    tally = Tally(is_bare)
    for start in range(seeds.start, seeds.stop, batch):
        some = range(start, min(start + batch, seeds.stop))
        with tempfile.TemporaryDirectory() as folder:
            trials = list(make_trials(results, some, Path(folder)))
            dones = edit([trial.job(via) for trial in trials])
            for trial, done in zip(trials, dones, strict=True):
                tally.add(trial, done)
    return tally


def main() -> None:
    """Reads the command line, prints the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0, help="of the first document")
    parser.add_argument("--documents", type=int, default=60)
    parser.add_argument("--batch", type=int, default=50, help="documents of one LibreOffice")
    parser.add_argument("--via", choices=("", "odt", "doc"), default="")
    parser.add_argument("--bare", action="store_true", help="without bookmarks and snapshot")
    asked = parser.parse_args()
    start = time.monotonic()
    tally = measure(
        range(asked.seed, asked.seed + asked.documents), asked.batch, asked.via, asked.bare
    )
    for line in tally.lines():
        print(line)
    print(f"{time.monotonic() - start:.0f} s in all")


if __name__ == "__main__":
    main()
