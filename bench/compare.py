"""Side by side with what a user would pick instead, in one run; prints milliseconds and ratios."""

import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from compileall import compile_dir
from dataclasses import replace
from pathlib import Path

import docx
from contestants import BENCH, DATA, Contestants, prepare
from docxtpl import DocxTemplate
from measure import ENVIRONMENT, head, row, run, say_load, time_functions, time_processes

from gkdraft.cli.packing import build_pack
from gkdraft.layout.pack import find_home
from gkdraft.layout.resources import Resources
from gkdraft.pipeline import draft_report, judge
from gkdraft.prose import narrative
from gkdraft.reading import documents, published

ROOT = BENCH.parent
GKDRAFT = Path(sys.executable).with_name("gkdraft")
OFFICE = "docxtpl, office-saved"
MANY, FEW = 200, 50
"""Reports of gkdraft, whose start counts as well, and of docxtpl, which take as long each."""
NOTICE = ROOT / "fixtures/jianglin-2026/2026要点.txt"

_NOTHING = """#!{python}
import re
import sys
def main():
    return 0
if __name__ == '__main__':
    sys.argv[0] = re.sub(r'(-script.pyw|.exe)?$', '', sys.argv[0])
    sys.exit(main())
"""


def show(title: str, times: dict[str, float], base: str, goals: dict[str, str]) -> None:
    """A table: milliseconds, their ratio to one of them, what is to be reached."""
    head(title, "ms", "ratio", "goal")
    for name, milliseconds in times.items():
        row(name, milliseconds, f"{milliseconds / times[base]:.3f}", goals.get(name, ""))


def whole_processes(folder: Path, rivals: Contestants) -> None:
    build = ["build", DATA, "-o", folder / "ours.docx", "--force"]
    ours = {"gkdraft build": [GKDRAFT, *build]}
    times = time_processes({**rivals.commands, **ours})
    program = install(folder / "installed")
    locked = {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(program)}
    kept = time_processes({"": [sys.executable, "-m", "gkdraft", *build]}, **locked)
    times["gkdraft build, nothing may be written"] = kept[""]
    goals = {"gkdraft build": "0.62", "gkdraft build, nothing may be written": "0.65"}
    show("YAML to .docx, whole process", times, OFFICE, goals)


def install(place: Path) -> Path:
    """The program as a wheel lays it down, compiled as pip does."""
    shutil.copytree(ROOT / "gkdraft", place / "gkdraft")
    shutil.copytree(ROOT / "templates", place / "gkdraft/templates")
    make = 'from gkdraft.cli.packing import build_pack; build_pack("")'
    subprocess.run([sys.executable, "-c", make], cwd=place, env=ENVIRONMENT, check=True)
    compile_dir(place, quiet=1)
    return place


def other_verbs(folder: Path, rivals: Contestants) -> None:
    report, text = folder / "report.docx", folder / "report.txt"
    result = draft_report(DATA)
    report.write_bytes(result.render(".docx"))
    text.write_bytes(result.render(".txt"))
    script = folder / "nothing"
    script.write_text(_NOTHING.format(python=sys.executable), encoding="utf-8")
    new = ["new", folder / "new.yaml", "--notice", NOTICE, "--agency", "云川县人民政府"]
    commands: dict[str, list[object]] = {
        OFFICE: rivals.commands[OFFICE],
        "gkdraft check": [GKDRAFT, "check", DATA],
        "gkdraft check report.docx": [GKDRAFT, "check", report],
        "gkdraft read report.docx": [GKDRAFT, "read", report],
        "gkdraft read notice.txt": [GKDRAFT, "read", NOTICE],
        "gkdraft compare": [GKDRAFT, "compare", DATA, report],
    }
    times = time_processes(commands)
    times["gkdraft new"] = time_new([GKDRAFT, *new], folder / "new.yaml")
    show("Other verbs, whole process", times, OFFICE, {})
    small = {
        "a console script that does nothing": [script],
        "gkdraft --version": [GKDRAFT, "--version"],
    }
    script.chmod(0o755)
    times = time_processes(small, 31)
    show("Version", times, "a console script that does nothing", {"gkdraft --version": "1.1"})


def time_new(command: list[object], made: Path) -> float:
    """`new` overwrites nothing: what it made is taken away each time."""

    def again() -> float:
        made.unlink(missing_ok=True)
        return run(command)

    return sorted(again() for _ in range(11))[5] * 1000


def in_process(rivals: Contestants) -> None:
    result = draft_report(DATA)

    def docxtpl() -> None:
        word = DocxTemplate(str(rivals.template))
        word.render(rivals.context)
        word.save(io.BytesIO())

    def loaded_data_to_bytes() -> None:
        document = narrative.compose_document(result.draft, result.resources)
        draft = replace(result.draft)  # what is known of a draft is not reckoned again
        judge(draft, document, result.resources).render(".docx")

    functions: dict[str, Callable[[], object]] = {
        OFFICE: docxtpl,
        "loaded data to prose, findings, .docx bytes": loaded_data_to_bytes,
        "document tree to .docx bytes": lambda: result.render(".docx"),
        "document tree to .html bytes": lambda: result.render(".html"),
    }
    times = time_functions(functions)
    head("In one process", "ms", "1/ratio", "goal")
    goals = {
        "loaded data to prose, findings, .docx bytes": "20",
        "document tree to .docx bytes": "60",
    }
    for name, milliseconds in times.items():
        row(name, milliseconds, f"{times[OFFICE] / milliseconds:.1f}", goals.get(name, ""))


def many_reports(folder: Path, rivals: Contestants) -> None:
    """By the clock on the wall, as the processes work side by side."""
    files = folder / "many"
    files.mkdir()
    text = DATA.read_text(encoding="utf-8")
    sources = []
    for index in range(MANY):
        sources.append(files / f"{index}.yaml")
        named = text.replace("江临市", f"江临第{index}市")
        sources[-1].write_text(named, encoding="utf-8")
    targets = [files / f"{index}.docx" for index in range(FEW)]
    out = files / "out"
    out.mkdir()
    commands = {
        f"{OFFICE}, one process": rivals.many(targets),
        "gkdraft build -j 1": [GKDRAFT, "build", *sources, "-o", out, "--force", "-j", 1],
        "gkdraft build": [GKDRAFT, "build", *sources, "-o", out, "--force"],
    }
    head(f"{MANY} reports, per file", "wall ms", "CPU ms", "wall ratio", "goal")
    counts = FEW, MANY, MANY
    base = 0.0
    for (name, command), count in zip(commands.items(), counts, strict=True):
        begun = time.perf_counter()
        used = run(command) * 1000 / count
        wall = (time.perf_counter() - begun) * 1000 / count
        base = base or wall
        goal = "0.125" if name == "gkdraft build" else ""
        row(name, wall, used, f"{wall / base:.3f}", goal)


def reading(folder: Path) -> None:
    """A report read back, beside every cell of the same file read with python-docx."""
    path = folder / "read.docx"
    path.write_bytes(draft_report(DATA).render(".docx"))
    catalogue = published.Catalogue.load(Resources())

    def ours() -> None:
        published.interpret_report(documents.read_document(path), catalogue)

    def theirs() -> None:
        for table in docx.Document(str(path)).tables:
            for line in table.rows:
                _ = [cell.text for cell in line.cells]

    times = time_functions({"python-docx, the cells only": theirs, "gkdraft, the report": ours})
    show("A .docx report read in one process", times, "python-docx, the cells only", {})


def main() -> None:
    # a contestant is not slowed by what the others left to the collector
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if not find_home().is_dir():
        build_pack("")
    say_load()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rivals = prepare(folder)
        whole_processes(folder, rivals)
        other_verbs(folder, rivals)
        in_process(rivals)
        reading(folder)
        many_reports(folder, rivals)
    say_load()


if __name__ == "__main__":
    main()
