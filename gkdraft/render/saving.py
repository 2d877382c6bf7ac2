"""Writing results: in one step or not at all, and never over an editor's work."""

import os
import re
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from gkdraft.base import package
from gkdraft.base.bounds import DOCUMENT
from gkdraft.base.files import explain_failure, is_regular, read_file
from gkdraft.base.watch import watch_work
from gkdraft.errors import InputError, OutputError
from gkdraft.messages import say
from gkdraft.render.locking import hold_folder

DRAFT_MARK = "（草稿）"
CHECKLIST_MARK, COVERAGE_MARK = "核对单", "对照表"
QUESTIONS_MARK, ANSWERS_MARK = "（问卷）", "（填报情况）"
SHEET_MARK = "填报表"
# characters; with three bytes each and the suffix, below the 255 bytes of a file name
LONGEST_NAME = 60
# numbers tried for a draft beside others; nobody keeps a hundred
MOST_DRAFTS = 100
LONGEST_WRITE = 600
"""Seconds after which a file that is not finished never will be."""

_UNFINISHED = ".gkdraft-"


def name_draft(title: str) -> str:
    """The file name of a draft, without suffix: the report's title and （草稿）."""
    return f"{_clean_name(title)}{DRAFT_MARK}"


def name_final(title: str) -> str:
    """The file name of a 定稿, without suffix: the report's title."""
    return _clean_name(title)


def name_checklist(title: str, beside: str = "", mark: str = CHECKLIST_MARK) -> str:
    """The file name of a 核对单 or 对照表; `beside` tells two of the same title apart."""
    apart = f"（{_clean_name(beside)}）" if beside else ""
    return f"{_clean_name(title)[: LONGEST_NAME - len(apart)]}{mark}{apart}"


def name_paper(title: str, answered: bool) -> str:
    """The file name of a questionnaire, or of all answers, without suffix."""
    mark = ANSWERS_MARK if answered else QUESTIONS_MARK
    return f"{_clean_name(title)[: LONGEST_NAME - len(mark)]}{mark}"


def name_sheet(title: str, office: str = "") -> str:
    """The file name of a 填报表, without suffix; `office` is whose it is."""
    before = f"{_clean_name(office)}-" if office else ""
    room = LONGEST_NAME - len(before + SHEET_MARK)
    return f"{before}{_clean_name(title)[:room]}{SHEET_MARK}"


def _clean_name(title: str) -> str:
    # what Windows forbids in a name, and a point or space at its ends
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]', "_", title).strip(" .")[:LONGEST_NAME]


def save_result(path: Path, data: bytes, force: bool = False) -> None:
    """Writes a result. OutputError if the place cannot be written or holds changes by others."""
    if not force:
        guard_target(path)
    write_file(path, data)


def find_free_path(path: Path, data: bytes) -> Path:
    """The path, or the same with a number where something stands that would be lost."""
    for number in range(1, MOST_DRAFTS):
        tried = path if number == 1 else path.with_stem(f"{path.stem}-{number}")
        if is_written(tried, data) or _is_free(tried):
            return tried
    return path


def find_new_path(path: Path) -> Path:
    """The path, or the same with the first number that no file has yet."""
    with _file_errors(path):
        tried, number = path, 1
        while tried.exists():
            number += 1
            tried = path.with_stem(f"{path.stem}-{number}")
    return tried


def guard_target(path: Path) -> None:
    """OutputError if a result may not be written here: changed by others, or no such folder."""
    if not _is_free(path):
        raise OutputError(
            say(
                "{path}: 已有这个文件，生成后有人改过，或不是 gkdraft 生成的。没有覆盖：别人改的"
                "先用 gkdraft pull 收回，或用 -o 换一个文件名，确认不要了再加 --force",
                path=path,
            )
        )


def guard_sheet(path: Path) -> None:
    """OutputError if a sheet beside the report (核对单, 问卷, 对照表) may not be written here."""
    if not _is_free(path):
        raise OutputError(
            say(
                "{path}: 已有这个文件，生成后有人写过、改过，或不是 gkdraft 生成的，没有覆盖："
                "请用 -o 换一个文件名，确认不要了再加 --force",
                path=path,
            )
        )


def is_edited(path: Path) -> bool:
    """Whether a .docx is a draft of gkdraft's that somebody changed. InputError if unreadable."""
    with watch_work(str(path)):
        data = read_file(path, DOCUMENT)
        # most documents are nobody's draft: they are not unpacked whole
        custom = package.unpack_parts(data, path.name, only=package.CUSTOM)
        if not package.is_marked(custom):
            return False
        from gkdraft.prose.snapshot import is_sheet  # beside most data files lies no draft

        if is_sheet(package.read_properties(custom)):
            return False
        return not package.is_sealed(package.unpack_parts(data, path.name))


def guard_final(path: Path, data: bytes) -> None:
    """OutputError if a 定稿 may not be written here: it bears no seal, so only its bytes tell."""
    if not (is_written(path, data) or _is_free(path)):
        raise OutputError(
            say(
                "{path}: 已有这个文件，与这次的定稿不同。定稿不带校验码，看不出有没有人改过，"
                "没有覆盖：请用 -o 换一个文件名，确认不要了再加 --force",
                path=path,
            )
        )


def guard_workbook(path: Path, data: bytes) -> None:
    """OutputError if an .xlsx may not be written here: only its bytes tell whether it was filled
    in.
    """
    with _file_errors(path):
        if path.is_dir():
            raise OutputError(say("{path}: 这是文件夹，请写明文件名", path=path))
        if path.exists() and not is_written(path, data):
            raise OutputError(
                say(
                    "{path}: 已有这个文件，内容不同，可能有人填过，没有覆盖：请用 -o 换一处，"
                    "确认不要了再加 --force",
                    path=path,
                )
            )


def is_written(path: Path, data: bytes) -> bool:
    """Whether exactly this stands there already."""
    return is_regular(path) and read_file(path, DOCUMENT) == data


def _is_free(path: Path) -> bool:
    """Whether nothing is lost by writing here. OutputError if nothing can be written at all."""
    with _file_errors(path):
        if path.is_dir():
            raise OutputError(say("{path}: 这是文件夹，请写明文件名", path=path))
        if not path.parent.is_dir():
            raise FileNotFoundError(path)
        return not path.exists() or _is_unchanged(path, read_file(path, DOCUMENT))


def write_file(path: Path, data: bytes) -> None:
    """Writes a file of gkdraft's own, or a data file, in one step.

    OutputError if it cannot be written; what stood there is as it was.
    """
    with _file_errors(path):
        # a link stays one: what it leads to is written
        target = path.resolve()
        _refuse_target(target)
        _sweep_folder(target.parent)
        _replace_file(target, data)


def write_new(path: Path, data: bytes) -> None:
    """Writes a file that is not there yet. OutputError if somebody was first."""
    with hold_folder(path):
        refuse_existing(path)
        write_file(path, data)


def refuse_existing(path: Path) -> None:
    """OutputError if there is something at a path already, or nothing can be."""
    with _file_errors(path):
        if path.exists():
            raise OutputError(say("{path}: 已有这个文件，没有覆盖；请换一个文件名", path=path))


def _refuse_target(path: Path) -> None:
    """OutputError for what is no file, or a file that somebody protected: it would be replaced."""
    if not path.exists():
        return
    if not (path.is_file() or path.is_dir()):
        raise OutputError(say("{path}: 这是设备或管道，不是文件，没有写", path=path))
    if not path.stat().st_mode & stat.S_IWUSR:
        raise OutputError(
            say("{path}: 这个文件设成了只读，没有写；要写先去掉只读，或换一个文件名", path=path)
        )


def _replace_file(path: Path, data: bytes) -> None:
    """Puts a file in place in one step; a failure leaves the old one as it was."""
    made = path.with_name(f"{_UNFINISHED}{os.urandom(8).hex()}")
    # a new file has the rights that are usual here (umask), else those of the one it replaces
    handle = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            made.chmod(path.stat().st_mode & 0o777)
        made.replace(path)
    except BaseException:
        with suppress(OSError):
            made.unlink()
        raise


@cache
def _sweep_folder(folder: Path) -> None:
    """Removes what a run that was killed left unfinished here, once a run."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            # a younger one may be somebody's who is writing now
            is_ours = entry.name.startswith(_UNFINISHED) and entry.is_file(follow_symlinks=False)
            if is_ours and time.time() - entry.stat().st_mtime > LONGEST_WRITE:
                Path(entry.path).unlink()


def _is_unchanged(path: Path, old: bytes) -> bool:
    """Whether a file is as gkdraft wrote it, so that nothing is lost with it."""
    if path.suffix == ".docx":
        try:
            return package.is_sealed(package.unpack_parts(old, str(path)))
        except InputError:
            return False
    from gkdraft.render import text, web  # the wizard saves data files only, after each answer

    return {".html": web.is_web_sealed, ".txt": text.is_text_sealed}[path.suffix](old)


@contextmanager
def _file_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise OutputError(
            say("{parent}: 没有这个文件夹，请先建好，或换一处", parent=path.parent)
        ) from None
    except PermissionError:
        raise OutputError(
            say("{path}: 写不进去：文件正在 Word、WPS 里打开（请先关闭），或没有权限", path=path)
        ) from None
    except (OSError, ValueError) as error:
        reason = explain_failure(error)
        raise OutputError(say("{path}: 写不进去（{reason}）", path=path, reason=reason)) from None
