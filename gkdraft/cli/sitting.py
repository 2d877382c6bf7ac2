"""`wizard`: the questionnaire in the terminal."""

import gc
import os
import sys
from argparse import Namespace
from pathlib import Path

from gkdraft import messages
from gkdraft.cli.common import CLEAN, INTERRUPTED, as_path, name_program
from gkdraft.errors import OutputError
from gkdraft.messages import _


def run_wizard(options: Namespace) -> int:
    """Asks for what a data file lacks. Without a terminal it says how to do without it."""
    program, source = name_program(), Path(options.file)
    why = _explain_terminal()
    if why:
        way = _(
            "{why}，不能一问一答。可以直接编辑 {file}，"
            "再用 {program} check {file} 核对、{program} build {file} 生成"
        )
        raise OutputError(way.format(why=why, file=source, program=program))
    from gkdraft.wizard.run import fill_in_report

    gc.enable()  # a sitting may be long
    ending = fill_in_report(source, as_path(options.templates))
    if ending.unsaved:
        print(_("这一题没有写进文件：{}").format(ending.unsaved))
    if ending.interrupted:
        print(_("已保存。接着填：{program} wizard {file}").format(program=program, file=source))
        return INTERRUPTED
    print(_("已保存。接着填：{program} wizard {file}").format(program=program, file=source))
    print(_("生成：{program} build {file}").format(program=program, file=source))
    return CLEAN


def _explain_terminal() -> str:
    """Why nothing can be asked here; nothing if it can."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
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
