"""Sittings that are killed while they save, and two on one file: nothing acknowledged is lost.

python tests/fuzz/run_sittings.py kills --count 500 [--seed N]
python tests/fuzz/run_sittings.py two --seconds 600 [--seed N]

A worker answers in a process of its own and notes in a log what it is about to save, and then that
it is saved. What the log has as saved must be in the file.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from gkdraft.base.places import DataPath, parse_path, spell_path
from gkdraft.base.plain_data import look_up
from gkdraft.report import datafile
from gkdraft.wizard.answers.session import Answer, Jump
from gkdraft.wizard.file.sitting import Sitting
from gkdraft.wizard.file.store import Store
from helpers.commands import new

TRIED, SAVED, REFUSED = "tried", "saved", "refused"
READY = "ready"
LAST_READ = 60
"""Seconds after which a worker that does not begin is given up; no measure of speed."""


@dataclass
class Tally:
    """What was done, and what was not as it must be."""

    sittings: int = 0
    answers: int = 0
    refused: int = 0
    unfinished: int = 0
    between: int = 0
    broken: int = 0
    lost: int = 0

    def lines(self) -> list[str]:
        """What is printed."""
        return [
            f"sittings {self.sittings}, answers saved {self.answers}, refused as contested "
            f"{self.refused}",
            f"ended within a save {self.between}, a file left unfinished {self.unfinished}",
            f"files broken {self.broken}, answers lost {self.lost}",
        ]


def list_places(sitting: Sitting) -> list[DataPath]:
    """The questions that are answered with a count."""
    questions = sitting.session.contents.questions.values()
    return [one.path for one in questions if one.kind == "count"]


def save_on_and_on(path: Path, log: int, chance: random.Random) -> None:
    """Saves one answer after the other; ends only by being killed."""
    places = list_places(Sitting(path))
    store = Store(path)
    store.read()
    os.write(log, f"{READY}\n".encode())
    while True:
        place, number = chance.choice(places), str(chance.randrange(10**6))
        os.write(log, f"{TRIED} {spell_path(place)} {number}\n".encode())
        store.save({place: number})
        os.write(log, f"{SAVED} {spell_path(place)} {number}\n".encode())


def answer_for(path: Path, log: int, chance: random.Random, seconds: float) -> None:
    """Answers as the wizard does, with pauses of a person in a hurry."""
    sitting = Sitting(path)
    places = list_places(sitting)
    os.write(log, f"{READY}\n".encode())
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        place, number = chance.choice(places), str(chance.randrange(10**6))
        sitting.refresh()
        sitting.jump(place)
        os.write(log, f"{TRIED} {spell_path(place)} {number}\n".encode())
        is_saved = sitting.act(Answer(number)) and not sitting.store.waiting
        said = SAVED if is_saved else REFUSED
        os.write(log, f"{said} {spell_path(place)} {number} {time.monotonic_ns()}\n".encode())
        sitting.act(Jump(None))
        time.sleep(chance.random() * 0.3)


def start_worker(path: Path, log: Path, seed: int, seconds: float) -> "subprocess.Popen[bytes]":
    """A worker that has begun; without seconds it saves until it is killed."""
    words = ["worker", str(path), str(log), "--seed", str(seed), "--seconds", str(seconds)]
    worker = subprocess.Popen([sys.executable, __file__, *words])
    until = time.monotonic() + LAST_READ
    while not (log.exists() and log.read_text().startswith(READY)):
        if time.monotonic() > until or worker.poll() is not None:
            raise RuntimeError(words)
        time.sleep(0.01)
    return worker


def kill_sittings(count: int, seed: int) -> Tally:
    """Workers that are killed at random moments, each going on with the file of the one before."""
    chance, tally = random.Random(seed), Tally()
    with tempfile.TemporaryDirectory() as folder:
        path = new(Path(folder))
        for number in range(count):
            log = Path(folder) / f"{number}.log"
            worker = start_worker(path, log, seed + number, 0)
            time.sleep(chance.random() * 0.3)
            worker.send_signal(signal.SIGKILL)
            worker.wait()
            tally.sittings += 1
            judge_kill(path, log, tally)
    return tally


def judge_kill(path: Path, log: Path, tally: Tally) -> None:
    """What a killed worker had saved is in the file; what it was saving may be."""
    saved: dict[str, str] = {}
    trying: tuple[str, str] | None = None
    for line in log.read_text().splitlines()[1:]:
        kind, key, number = line.split()[:3]
        trying = (key, number) if kind == TRIED else None
        if kind == SAVED:
            saved[key] = number
            tally.answers += 1
    left = list(path.parent.glob(".gkdraft-*"))
    tally.unfinished += bool(left)
    tally.between += trying is not None
    for one in left:  # else a run ten minutes later would remove it
        one.unlink()
    try:
        data = datafile.read_datafile(path).data
    except Exception as error:
        tally.broken += 1
        print(path.name, error)
        return
    for key, number in saved.items():
        found = look_up(data, parse_path(key))
        if found != number and (key, found) != trying:
            tally.lost += 1
            print(f"lost {key} {number}, there is {found}")


def run_two(seconds: float, seed: int) -> Tally:
    """Two workers on one file; of what both answered the one saved last is there."""
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        path = new(Path(folder))
        logs = [Path(folder) / f"{number}.log" for number in range(2)]
        workers = [start_worker(path, log, seed + at, seconds) for at, log in enumerate(logs)]
        for worker in workers:
            worker.wait()
        data = datafile.read_datafile(path).data
        last: dict[str, tuple[int, str]] = {}
        for log in logs:
            tally.sittings += 1
            for line in log.read_text().splitlines()[1:]:
                kind, key, number, *when = line.split()
                tally.refused += kind == REFUSED
                if kind == SAVED:
                    tally.answers += 1
                    last[key] = max(last.get(key, (0, "")), (int(when[0]), number))
        for key, (_when, number) in last.items():
            found = look_up(data, parse_path(key))
            if found != number:
                tally.lost += 1
                print(f"lost {key} {number}, there is {found}")
    return tally


def main() -> int:
    """Runs workers, or is one."""
    parser = argparse.ArgumentParser()
    parser.add_argument("mode", choices=("kills", "two", "worker"))
    parser.add_argument("files", nargs="*")
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.mode == "worker":
        path, log = map(Path, options.files)
        handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        chance = random.Random(options.seed)
        if options.seconds:
            answer_for(path, handle, chance, options.seconds)
        else:
            save_on_and_on(path, handle, chance)
        return 0
    if options.mode == "kills":
        tally = kill_sittings(options.count, options.seed)
    else:
        tally = run_two(options.seconds, options.seed)
    print("\n".join(tally.lines()))
    return int(bool(tally.broken or tally.lost))


if __name__ == "__main__":
    sys.exit(main())
