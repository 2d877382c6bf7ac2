"""The command line: each verb a few lines. What a verb needs is imported when it runs."""

import gc
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from importlib import import_module

from gkdraft import __version__, messages
from gkdraft.base.files import explain_failure
from gkdraft.base.watch import watch_work
from gkdraft.cli import arguments, console
from gkdraft.cli.common import CLEAN, INTERRUPTED, UNEXPECTED, refuse
from gkdraft.errors import GkdraftError
from gkdraft.messages import _, say

VERBS = {
    "ask": "papers.run_ask",
    "": "sitting.run_alone",
    "build": "reports.run_build",
    "check": "checking.run_check",
    "compare": "documents.run_compare",
    "layouts": "reference.run_layouts",
    "new": "documents.run_new",
    "pull": "revising.run_pull",
    "read": "documents.run_read",
    "rule": "reference.run_rule",
    "schema": "reference.run_schema",
    "wizard": "sitting.run_wizard",
}
"""Verbs by the function that runs them; its module is loaded when it is called."""


def find_verb(name: str) -> Callable[[Namespace], int]:
    """The function that runs a verb."""
    module, _, function = VERBS[name].partition(".")
    run: Callable[[Namespace], int] = getattr(import_module(f"gkdraft.cli.{module}"), function)
    return run


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; the exit status says what came of it."""
    messages.use_language(arguments.find_language(sys.argv[1:] if argv is None else argv))
    gc.disable()  # a tenth of the time of a process that ends before it pays
    # pydantic would search every installed package for plugins, which have no say here
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")
    with console.open_streams():
        return _guard(argv)


def _guard(argv: Sequence[str] | None) -> int:
    """The verb; whatever stops it is one line and a status."""
    try:
        return _run(argv)
    except GkdraftError as error:
        return refuse(str(error))
    except KeyboardInterrupt:
        console.tell(_("gkdraft: 已中断"))
        return INTERRUPTED
    except BrokenPipeError:
        # the reader (head, less) has gone: nothing more to say, not even at exit
        console.abandon_output()
        return CLEAN
    except OSError as error:
        return refuse(_explain_system(error))
    except Exception:
        return _report_unexpected()
    finally:
        gc.enable()


def _run(argv: Sequence[str] | None) -> int:
    """The verb, with everything it prints; only the wizard waits for a person."""
    try:
        options = arguments.parse_arguments(argv, __version__)
    except SystemExit:
        console.flush_output()
        raise
    if options.verb in ("", "wizard"):
        return find_verb(options.verb)(options)
    with watch_work(options.verb), console.print_plainly(), _conversion(options):
        status = find_verb(options.verb)(options)
        console.flush_output()
    return status


def _conversion(options: Namespace) -> AbstractContextManager[None]:
    """Old formats are handed to LibreOffice if the person said so; nothing is loaded otherwise."""
    if not getattr(options, "convert", False):
        return nullcontext()
    from gkdraft.reading.documents.converting import allow_conversion

    return allow_conversion()


def _explain_system(error: OSError) -> str:
    """What the system refused where nobody expected it."""
    if error.filename:
        return say("{path}: {reason}", path=error.filename, reason=explain_failure(error))
    if isinstance(error, FileNotFoundError):
        return say("现在所在的文件夹已被删除或移走，请换到别的文件夹再运行")
    return say("结果写不出去（{reason}）", reason=explain_failure(error))


def _report_unexpected() -> int:
    import tempfile
    import traceback

    report = f"gkdraft {__version__}, Python {sys.version}\n{traceback.format_exc()}"
    told = _("gkdraft: GK999 程序内部出错，数据文件没有改动；请把 {} 发给维护者")
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", prefix="gkdraft-GK999-", suffix=".txt", delete=False
        ) as file:
            file.write(report)
        console.tell(told.format(file.name))
    except OSError:  # no room even for this
        console.tell(told.format(report.splitlines()[-1]))
    return UNEXPECTED
