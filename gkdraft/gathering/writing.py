"""Changes of a data file written in one step, and beside it what it was before."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from gkdraft.base.bounds import DATA_FILE
from gkdraft.base.files import read_file
from gkdraft.base.places import DataPath, Plain, spell_path
from gkdraft.base.plain_data import Changes
from gkdraft.errors import InputError
from gkdraft.messages import say
from gkdraft.render import saving
from gkdraft.render.locking import hold_folder
from gkdraft.report import datafile
from gkdraft.report.model_gathering import DIVISION
from gkdraft.revise.revision import save_backup

BACKUP = "（收表前）"


def read_whole(path: Path) -> bytes:
    """The bytes of a data file that can be written to. InputError if a key stands in it twice."""
    raw = read_file(path, DATA_FILE)
    parsed = datafile.parse_datafile(raw, str(path))
    for place, line in parsed.repeated.items():
        raise InputError(
            say(
                "{file}:{line}: “{key}”写了两次，不知道该填哪一处；请先删去一处",
                file=path, line=line, key=spell_path(place),
            )
        )  # fmt: skip
    return raw


def write_changes(path: Path, before: bytes, changes: Changes) -> Path | None:
    """Writes changes of what a file held before, which is kept; None if they change nothing.

    OutputError if either cannot be written, InputError if somebody else wrote meanwhile.
    """
    if not changes:
        return None
    raw, _parsed = datafile.change_bytes(before, str(path), changes)
    if raw == before:
        return None
    with hold_folder(path):
        if read_file(path, DATA_FILE) != before:
            raise InputError(
                say("{path}: 数据文件刚才在别处改过，没有写入；请再运行一次", path=path)
            )
        backup = save_backup(path, before, BACKUP)
        saving.write_file(path, raw)
    return backup


def write_division(path: Path, items: Mapping[str, Sequence[str]]) -> Path | None:
    """分工.填报 with these items as well; the file of before."""
    changes: dict[DataPath, Plain] = {}
    for key, offices in items.items():
        changes[DIVISION, "填报", key] = tuple(offices)
    return write_changes(path, read_whole(path), changes)
