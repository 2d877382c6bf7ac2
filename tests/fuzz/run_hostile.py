"""Measures gkdraft on the hostile files of a seed and says what was too much.

PYTHONPATH=.:tests python tests/fuzz/run_hostile.py --seed 1 [--kind docx] [--limit 2]
"""

import argparse
import multiprocessing
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from fuzz.hostile import list_hostile
from fuzz.measuring import SECONDS, Run, measure

LONGEST_TOLD, MOST_TOLD = 160, 4
"""Characters of a line that an offender said, and such lines."""

Job = tuple[str, str, tuple[str, ...]]


@dataclass
class Kind:
    """The runs of one kind of file."""

    name: str
    files: int = 0
    runs: list[Run] = field(default_factory=list)

    def describe(self) -> str:
        """A line of the table."""
        cpu = max((run.cpu for run in self.runs), default=0)
        peak = max((run.peak for run in self.runs), default=0)
        boundless, rude = count_offences(self.runs)
        return (
            f"{self.name:26} {self.files:5} {len(self.runs):5} {cpu:9.1f} {peak:8.0f} "
            f"{boundless:11} {rude:16}"
        )


def count_offences(runs: Iterable[Run]) -> tuple[int, int]:
    """How many were not bounded, how many not refused well."""
    boundless = rude = 0
    for run in runs:
        boundless += not run.is_bounded
        rude += not run.is_refused_well
    return boundless, rude


def save_files(seed: int, kind: str, limit: int, folder: Path) -> list[Job]:
    """Writes the files of a seed; their kinds, names and verbs."""
    jobs = []
    for _, files in groupby(list_hostile(seed, kind), lambda file: file.kind):
        # all of them are made, whatever the limit: their sizes come from one stream
        for file in list(files)[-limit:] if limit else files:
            (folder / file.name).write_bytes(file.data)
            jobs.append((file.kind, file.name, file.verbs))
    return jobs


def describe_offender(run: Run, folder: Path) -> str:
    """A command with what it spent, and what it said; `folder` holds its file."""
    state = "killed" if run.killed else f"exit {run.code}"
    verb, file, *more = run.command[1:]
    command = shlex.join(["gkdraft", verb, str(folder / Path(file).name), *more])
    lines = [f"{run.cpu:7.1f} s {run.peak:6.0f} MB  {state:8}  {command}"]
    said = run.stderr.splitlines()
    if not run.is_refused_well:
        lines.append(f"{'':28}{len(said)} lines on stderr:")
        for text in said[:MOST_TOLD]:
            # what a file puts into a message must not reach the terminal
            shown = "".join(sign if sign.isprintable() else "?" for sign in text)
            lines.append(f"{'':30}{shown[:LONGEST_TOLD]}")
    return "\n".join(lines)


def measure_kinds(jobs: Sequence[Job], folder: Path, seconds: float) -> list[Kind]:
    """Runs every verb on every file; a line for each kind as soon as it is done."""
    print(
        f"{'kind':26} {'files':>5} {'runs':>5} {'worst CPU':>9} {'worst MB':>8} "
        f"{'not bounded':>11} {'not refused well':>16}"
    )
    kinds = []
    for name, group in groupby(jobs, lambda job: job[0]):
        kind = Kind(name)
        for _, file, verbs in group:
            kind.files += 1
            kind.runs += [measure(verb, folder / file, seconds) for verb in verbs]
        kinds.append(kind)
        print(kind.describe(), flush=True)
    return kinds


def main(arguments: Sequence[str] | None = None) -> int:
    """1 if any run was too much."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--kind", default="", help="one kind, or how several begin: docx")
    parser.add_argument("--limit", type=int, default=0, help="files of each kind, largest first")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="wall clock of one run")
    parser.add_argument("--keep", type=Path, help="a folder for the files of the offenders")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # in another process: what the files take in memory would count for the runs
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            jobs = pool.apply(save_files, (given.seed, given.kind, given.limit, folder))
        kinds = measure_kinds(jobs, folder, given.seconds)
        runs = [run for kind in kinds for run in kind.runs]
        offenders = [run for run in runs if not (run.is_bounded and run.is_refused_well)]
        if given.keep:
            given.keep.mkdir(parents=True, exist_ok=True)
            for run in offenders:
                shutil.copy(run.command[2], given.keep)
    boundless, rude = count_offences(runs)
    print(
        f"\n{len(kinds)} kinds, {len(jobs)} files, {len(runs)} runs: "
        f"{boundless} not bounded, {rude} not refused well"
    )
    for run in offenders:
        print(describe_offender(run, given.keep or Path()))
    return 1 if offenders else 0


if __name__ == "__main__":
    sys.exit(main())
