"""Every wasteful template, built and checked in a process of its own: how it ends, CPU, memory.

    python tests/fuzz/run_templates.py [--seconds 5] [--megabytes 400] [--verb build] [NAME]

A process that goes far beyond is ended from here, so that the table can be made of any version.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from wasteful_templates import PART, WASTEFUL

ROOT = Path(__file__).parents[2]
DATA = ROOT / "fixtures/jianglin-2026/2026.yaml"
PLACE = re.compile(r"own/layouts/2021/problems(-part)?\.j2(:\d+)?: ")
FAR = 2
"""How often the limit is passed before a process is ended."""


def write_folder(folder: Path, template: str) -> Path:
    place = folder / "layouts/2021"
    place.mkdir(parents=True)
    (place / "problems.j2").write_text(template, encoding="utf-8")
    (place / "problems-part.j2").write_text(PART, encoding="utf-8")
    return folder


def list_processes(first: int) -> list[int]:
    """A process and all below it."""
    found = [first]
    for pid in found:
        try:
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text()
        except OSError:
            continue
        found += map(int, children.split())
    return found


def measure(pids: list[int]) -> tuple[float, float]:
    """CPU seconds and resident megabytes of processes that run now."""
    seconds, pages = 0.0, 0
    for pid in pids:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            pages += int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        except (OSError, IndexError):
            continue
        seconds += sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return seconds, pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def run(arguments: list[str], seconds: float, megabytes: float) -> tuple[str, float, float, str]:
    """How a command ended, its CPU seconds, the most memory at a time, what it said."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "gkdraft", *arguments],
            stdout=subprocess.DEVNULL, stderr=said, cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        most, ended = 0.0, ""
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            pids = list_processes(process.pid)
            used, held = measure(pids)
            most = max(most, held)
            if used > FAR * seconds or held > FAR * megabytes:
                ended = "time" if used > FAR * seconds else "memory"
                for each in pids:
                    os.kill(each, 9)
                pid, status, usage = os.wait4(process.pid, 0)
                break
            time.sleep(0.01)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        text = said.read().decode(errors="replace")
    cpu = usage.ru_utime + usage.ru_stime
    return ended or str(process.returncode), cpu, max(most, usage.ru_maxrss / 1024), text


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--megabytes", type=float, default=400)
    parser.add_argument("--verb", choices=("build", "check"), action="append")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    counts: Counter[str] = Counter()
    worst = [0.0, 0.0]
    for name, template in WASTEFUL.items():
        if options.names and not any(part in name for part in options.names):
            continue
        for verb in options.verb or ("build", "check"):
            with tempfile.TemporaryDirectory() as place:
                folder = str(write_folder(Path(place) / "own", template))
                build = ["build", str(DATA), "--templates", folder, "-o", f"{place}/out.docx"]
                check = ["layouts", "--check", folder]
                ended, cpu, memory, text = run(
                    build if verb == "build" else check, options.seconds, options.megabytes
                )
            told = text.count("\n") == 1 and re.search(PLACE, text)
            # while it is compiled no line runs; what is cheap enough may well be let through
            bounded = cpu <= options.seconds and memory <= options.megabytes
            ok = "ok" if bounded and (ended in "01" or (ended == "2" and told)) else "BAD"
            counts[f"{verb} {ok} {ended}"] += 1
            worst = [max(worst[0], cpu), max(worst[1], memory)]
            said = text.strip().replace(place, "")[-110:] if ended != "0" else ""
            print(f"{ok:3} {verb} {name:28} {ended:7} {cpu:5.1f} s {memory:5.0f} MB  {said}")
            sys.stdout.flush()
    print(dict(counts), f"worst {worst[0]:.1f} s, {worst[1]:.0f} MB")
    return any("BAD" in key for key in counts)


if __name__ == "__main__":
    sys.exit(main())
