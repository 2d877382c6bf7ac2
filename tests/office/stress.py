"""Random edits of many documents by LibreOffice, and how many of them are recovered.

python tests/office/stress.py [--seed N] [--documents M] [--batch B] [--via odt|doc]
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
from helpers.office import edit, read_lines
from helpers.reports import ROOT
from office.chance import random_case
from office.edits import Case

FIXTURES = (
    "jianglin-2026/2026",
    "taicang-2021",
    "pingtan-2020",
    "shanghai-office-2019",
    "changzhou-2018",
    "suzhou-2016",
)


# STUB: what is to be measured is called from here and nowhere else
def recover(edited: Path, case: Case) -> dict[str, Any]:
    """What is recovered of a case: {kind: how many of its `expect`}, and `wrong`: how many else."""
    raise NotImplementedError


@dataclass(frozen=True)
class Trial:
    """A case and the document it was done to."""

    case: Case
    title: str
    source: Path
    target: Path

    def job(self, via: str) -> dict[str, Any]:
        """What the driver is asked for."""
        paths = {"source": str(self.source), "target": str(self.target)}
        return {"name": self.case["name"], "ops": self.case["ops"], "via": via, **paths}


class Tally:
    """Counts by kind: what was edited, what was recovered, what went wrong before that."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.documents = 0
        self.seconds = 0.0
        self.measured = True
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
        try:
            self.found.update(recover(trial.target, trial.case))
        except NotImplementedError:
            self.measured = False

    def lines(self) -> Iterator[str]:
        """The table that is printed."""
        for kind, count in sorted(self.asked.items()):
            recovered = str(self.found[kind]) if self.measured else "?"
            yield f"{kind:<10} edited {count:>6}   recovered {recovered:>6}"
        if self.measured:
            yield f"{'wrong':<10} {self.found['wrong']:>13}"
        each = self.seconds / max(self.documents, 1)
        yield f"{self.documents} documents, {each:.2f} s each in LibreOffice"
        yield from self.failed


def make_trials(results: Sequence[Result], seeds: range, folder: Path) -> Iterator[Trial]:
    """A case for every seed, on the documents in turn."""
    for seed in seeds:
        number = seed % len(results)
        result = results[number]
        source = folder / f"source-{number}.docx"
        if not source.exists():
            source.write_bytes(result.render(".docx"))
        case = random_case(result.document, seed)
        yield Trial(case, result.document.title, source, folder / f"{seed}.docx")


def measure(seeds: range, batch: int, via: str) -> Tally:
    """Edits all documents, so many at a time."""
    results = [draft_report(ROOT / f"fixtures/{name}.yaml") for name in FIXTURES]
    tally = Tally()
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
    asked = parser.parse_args()
    start = time.monotonic()
    tally = measure(range(asked.seed, asked.seed + asked.documents), asked.batch, asked.via)
    for line in tally.lines():
        print(line)
    print(f"{time.monotonic() - start:.0f} s in all")


if __name__ == "__main__":
    main()
