"""What gkdraft spends on one file, and how it takes leave of it."""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
DATA = "fixtures/jianglin-2026/2026.yaml"
SECONDS = 60.0
MOST_CPU = 5.0
"""Seconds."""
MOST_MEMORY = 400.0
"""MB."""
EXIT_CODES = (0, 1, 2)


@dataclass(frozen=True)
class Run:
    """One command: its exit code, CPU seconds, peak of memory in MB, and what it said."""

    command: tuple[str, ...]
    code: int
    cpu: float
    peak: float
    stderr: str
    killed: bool

    @property
    def is_bounded(self) -> bool:
        """Whether it ended, and spent no more than a person waits for."""
        return not self.killed and self.cpu <= MOST_CPU and self.peak <= MOST_MEMORY

    @property
    def is_refused_well(self) -> bool:
        """Whether it ended as a command ends: no traceback; one line where it gave up."""
        # what was killed for its time is not bounded; how it would have ended nobody knows
        if self.killed:
            return True
        said = "Traceback" in self.stderr or "GK999" in self.stderr
        if self.code not in EXIT_CODES or said:
            return False
        return self.code != 2 or len(self.stderr.splitlines()) == 1


def measure(verb: str, file: Path, seconds: float = SECONDS) -> Run:
    """Runs a verb on a file, with nothing left behind."""
    with tempfile.TemporaryDirectory() as folder:
        arguments = _list_arguments(verb, file, Path(folder))
        command = [sys.executable, "-m", "gkdraft", *arguments]
        done = subprocess.run(
            [
                sys.executable,
                "-I",
                "-S",
                str(ROOT / "tests/fuzz/launcher.py"),
                str(seconds),
                *command,
            ],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": folder},
            capture_output=True,
            check=True,
        )
    spent = json.loads(done.stdout)
    text = done.stderr.decode("utf-8", "replace")
    return Run(
        ("gkdraft", *arguments), spent["code"], spent["cpu"], spent["peak"], text, spent["killed"]
    )


def _list_arguments(verb: str, file: Path, folder: Path) -> list[str]:
    if verb == "build":
        return [verb, str(file), "-o", str(folder / "out.docx")]
    if verb in ("compare", "pull"):
        return [verb, str(file), DATA]
    return [verb, str(file)]
