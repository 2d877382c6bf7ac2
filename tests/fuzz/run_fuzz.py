"""Runs the seeded fuzzers and says which promises were broken, and how to see it again.

PYTHONPATH=.:tests python tests/fuzz/run_fuzz.py --seed 1 --count 200 [--kind yaml] [--only 17]
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fuzz import (
    fuzz_arguments,
    fuzz_documents,
    fuzz_keys,
    fuzz_templates,
    fuzz_wizard,
    fuzz_yaml,
)
from fuzz.promises import Case, Run, run_case, write_files


@dataclass(frozen=True)
class Kind:
    """A fuzzer: how a case is made of a seed and a number, and how it is run."""

    make: Callable[[int, int], Any]
    run: Callable[[Any], Run]
    share: float = 1.0  # how many cases beside those of the others: some take long


KINDS: dict[str, Kind] = {
    "yaml": Kind(fuzz_yaml.make_case, run_case),
    "documents": Kind(fuzz_documents.make_case, run_case),
    "templates": Kind(fuzz_templates.make_case, run_case, 0.3),
    "arguments": Kind(fuzz_arguments.make_case, run_case),
    "wizard": Kind(fuzz_wizard.make_case, fuzz_wizard.run_seat, 0.3),
    "keys": Kind(fuzz_keys.make_case, fuzz_keys.run_typing, 0.03),
}


@dataclass
class Tally:
    """The runs of one kind."""

    name: str
    runs: list[Run] = field(default_factory=list)

    @property
    def offenders(self) -> list[Run]:
        return [run for run in self.runs if run.broken]

    def describe(self) -> str:
        """A line of the table."""
        statuses: Counter[str] = Counter()
        for run in self.runs:
            statuses.update(run.statuses)
        told = ", ".join(f"{status}: {count}" for status, count in sorted(statuses.items()))
        seconds = sum(run.seconds for run in self.runs)
        longest = max((run.seconds for run in self.runs), default=0)
        return (
            f"{self.name:10} {len(self.runs):6} {len(self.offenders):7} {seconds:8.0f} "
            f"{longest:8.1f}  {told}"
        )


def count_cases(kind: str, count: int) -> int:
    """How many of a kind belong to so many of the quick ones."""
    return max(1, round(count * KINDS[kind].share))


def run_kind(kind: str, seed: int, numbers: Sequence[int]) -> Iterator[Run]:
    """The runs of some cases of a kind."""
    for number in numbers:
        yield KINDS[kind].run(KINDS[kind].make(seed, number))


def keep_case(case: object, folder: Path) -> None:
    """Writes the files of a case where a person can look at them."""
    folder.mkdir(parents=True, exist_ok=True)
    if isinstance(case, Case):
        write_files(case, folder)
        lines = [repr(command.arguments) for command in case.commands]
        (folder / "commands.txt").write_text("\n".join(lines), encoding="utf-8")
    else:
        (folder / "2026.yaml").write_bytes(getattr(case, "content", b""))


def describe_offender(run: Run, seed: int) -> str:
    """What was broken, and how to run it again."""
    kind, number = run.name.split()
    again = f"run_fuzz.py --seed {seed} --kind {kind} --only {number}"
    # what a file puts into a message must not reach the terminal
    told = "\n".join(f"  {line}" for line in run.broken)
    shown = "".join(sign if sign.isprintable() or sign == "\n" else "?" for sign in told)
    return f"{run.name}: {again} --keep FOLDER\n{shown}"


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """What to run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, help="drawn and printed where it is left out")
    parser.add_argument("--count", type=int, default=100, help="cases; fewer of what takes long")
    parser.add_argument("--kind", choices=KINDS, action="append", help="all where left out")
    parser.add_argument("--only", type=int, help="the number of one case")
    parser.add_argument("--keep", type=Path, help="a folder for the files of this case")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """1 if any promise was broken."""
    given = parse(arguments)
    seed = random.randrange(10**6) if given.seed is None else given.seed
    print(
        f"seed {seed}\n{'kind':10} {'cases':>6} {'broken':>7} {'CPU s':>8} {'longest':>8}  statuses"
    )
    tallies = []
    for kind in given.kind or KINDS:
        numbers = range(count_cases(kind, given.count)) if given.only is None else [given.only]
        tallies.append(Tally(kind, list(run_kind(kind, seed, numbers))))
        print(tallies[-1].describe(), flush=True)
        for run in tallies[-1].offenders:
            print(describe_offender(run, seed), flush=True)
        if given.keep and given.only is not None:
            keep_case(KINDS[kind].make(seed, given.only), given.keep)
    cases = sum(len(tally.runs) for tally in tallies)
    broken = sum(len(tally.offenders) for tally in tallies)
    print(f"\n{cases} cases, {broken} with a broken promise")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
