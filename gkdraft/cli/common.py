"""Common to the verbs: exit statuses, and what several of them say."""

import gc
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

from gkdraft.cli import console
from gkdraft.messages import translate

if TYPE_CHECKING:
    from gkdraft.rules.findings import Finding

CLEAN, ERRORS, NO_RESULT, UNEXPECTED, UNSAVED, INTERRUPTED = 0, 1, 2, 3, 4, 130


def refuse(message: str) -> int:
    # one line whatever a file name holds
    console.tell(f"gkdraft: {' '.join(translate(message).split())}")
    return NO_RESULT


def as_path(text: str | None) -> Path | None:
    return Path(text) if text else None


def collect_garbage() -> None:
    """For many files: the collector of cyclic garbage, which is off for one, at a slow pace."""
    gc.set_threshold(50_000, 10, 10)
    gc.enable()


def list_files(names: Sequence[str]) -> list[str]:
    """The files as named; one that is named twice, in whatever way, once."""
    files: dict[str, str] = {}
    for name in names:
        files.setdefault(str(Path(name).absolute()), name)
    return list(files.values())


def is_folder(output: str) -> bool:
    """Whether -o names a folder."""
    return Path(output).is_dir() or output.endswith(("/", "\\"))


def place_sheet(output: str | None, source: Path, name: str) -> Path:
    """Where a sheet of that name goes: the file of -o, its folder, or beside what it tells of."""
    if output is not None and not is_folder(output):
        return Path(output)
    folder = source.parent if output is None else Path(output)
    return folder / f"{name}.docx"


def rate_findings(findings: "Iterable[Finding]") -> int:
    """The status that findings give."""
    from gkdraft.rules.findings import Severity

    return ERRORS if any(one.severity is Severity.ERROR for one in findings) else CLEAN


def name_program() -> str:
    """The command as the person can type it: by its path where it is not on the PATH."""
    # under pytest or python -m it is another program's name
    is_ours = Path(sys.argv[0]).stem == "gkdraft"
    if is_ours and not which("gkdraft"):
        return sys.argv[0]
    return "gkdraft"


def print_json(data: object) -> None:
    import json

    print(json.dumps(data, ensure_ascii=False, indent=2))
