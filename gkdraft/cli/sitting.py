"""`wizard`, and gkdraft alone: the questionnaire in the terminal."""

import os
import shutil
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from gkdraft import messages
from gkdraft.base.columns import measure_own_words
from gkdraft.cli import console
from gkdraft.cli.common import CLEAN, INTERRUPTED, UNSAVED, as_path, name_program
from gkdraft.errors import OutputError
from gkdraft.messages import _

if TYPE_CHECKING:
    from gkdraft.wizard.file.ending import Ending


def run_alone(options: Namespace) -> int:
    """The wizard without a data file; the help where there is no terminal to ask in."""
    if _is_terminal():
        return run_wizard(options)
    options.print_help()
    console.flush_output()
    return CLEAN


def run_wizard(options: Namespace) -> int:
    """Asks for what a data file lacks, first for which one if none is named.

    Without a terminal it says how to do without it.
    """
    source, templates = as_path(options.file), as_path(options.templates)
    if why := _explain_terminal():
        raise OutputError(_tell_other_way(why, source))
    with _show_title(source):
        from gkdraft.wizard.entry import fill_in_report, start_report

        ending = fill_in_report(source, templates) if source else start_report(Path(), templates)
    return _tell_ending(ending) if ending else CLEAN


@contextmanager
def _show_title(source: Path | None) -> Iterator[None]:
    """What is being done, at once: the pages take a while to load, and the first clears it away.

    Nothing is left of it above an error.
    """
    told = [_("起草政府信息公开工作年度报告"), *([source.name] if source else [])]
    title = messages.show_inline("　".join(told))
    while measure_own_words(title) >= shutil.get_terminal_size().columns:
        title = title[:-1]
    sys.stdout.write(title)
    sys.stdout.flush()
    try:
        yield
    except BaseException:
        sys.stdout.write(f"\r{' ' * measure_own_words(title)}\r")
        sys.stdout.flush()
        raise


def _tell_other_way(why: str, source: Path | None) -> str:
    """How a report is made where nobody can be asked."""
    program = name_program()
    if source is None:
        way = _("{why}，不能一问一答。请用 {program} new 新建数据文件，见 {program} new --help")
        return way.format(why=why, program=program)
    way = _(
        "{why}，不能一问一答。可以直接编辑 {file}，"
        "再用 {program} check {file} 核对、{program} build {file} 生成"
    )
    return way.format(why=why, file=source, program=program)


def _tell_ending(ending: "Ending") -> int:
    """What is in the data file and how to go on with it."""
    program = name_program()
    if ending.unsaved:
        print(_("这一题没有写进文件：{}").format(ending.unsaved))
    if ending.waiting:
        return _tell_rescue(ending, program)
    print(_("已保存。接着填：{program} wizard {file}").format(program=program, file=ending.path))
    if ending.interrupted:
        return INTERRUPTED
    print(_("生成：{program} build {file}").format(program=program, file=ending.path))
    return CLEAN


def _tell_rescue(ending: "Ending", program: str) -> int:
    """Where the answers are that the data file could not take."""
    line = _("没有存进 {file}：最后 {count} 步。")
    print(line.format(file=ending.path, count=ending.waiting))
    if ending.rescued is None:
        print(_("别处也写不进去，全部回答如下，请复制到一个文件里："))
        print(ending.text)
        return UNSAVED
    print(_("全部回答存在 {}，请用它换下原来的数据文件。").format(ending.rescued))
    print(_("接着填：{program} wizard {file}").format(program=program, file=ending.rescued))
    return UNSAVED


def _is_terminal() -> bool:
    # a stream that was closed is None
    return bool(sys.stdin and sys.stdin.isatty() and sys.stdout.isatty())


def _explain_terminal() -> str:
    """Why nothing can be asked here; nothing if it can."""
    if not _is_terminal():
        return _("这里没有终端")
    if os.environ.get("TERM", "") in ("dumb", "unknown"):
        return _("这个终端（TERM={}）不能移动光标").format(os.environ["TERM"])
    try:
        "中…─»".encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        messages.use_language("en")  # in Chinese this could not be read
        reason = _("这个终端的编码（{}）显示不了中文，请设 PYTHONUTF8=1")
        return reason.format(sys.stdout.encoding)
    return ""
