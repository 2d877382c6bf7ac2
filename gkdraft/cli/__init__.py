"""The command line: each verb a few lines. What a verb needs is imported when it runs."""

import gc
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from importlib import import_module

from gkdraft import __version__, messages
from gkdraft.base.watch import watch_work
from gkdraft.cli import arguments, console
from gkdraft.cli.common import CLEAN, INTERRUPTED
from gkdraft.cli.failures import refuse_error
from gkdraft.messages import _

VERBS = {
    "ask": "papers.run_ask",
    "": "sitting.run_alone",
    "build": "reports.run_build",
    "check": "checking.run_check",
    "collect": "gathering.run_collect",
    "compare": "documents.run_compare",
    "layouts": "reference.run_layouts",
    "new": "documents.run_new",
    "pull": "revising.run_pull",
    "read": "documents.run_read",
    "rule": "reference.run_rule",
    "schema": "reference.run_schema",
    "sheet": "gathering.run_sheet",
    "wizard": "sitting.run_wizard",
}
"""Verbs by the function that runs them; its module is loaded when it is called."""


def find_verb(name: str) -> Callable[[Namespace], int]:
    """The function that runs a verb."""
    module, function = VERBS[name].split(".")
    run: Callable[[Namespace], int] = getattr(import_module(f"gkdraft.cli.{module}"), function)
    return run


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; the exit status says what came of it."""
    messages.use_language(arguments.find_language(sys.argv[1:] if argv is None else argv))
    usual = gc.get_threshold()
    gc.disable()  # a tenth of the time of a process that ends before it pays
    # pydantic would search every installed package for plugins, which have no say here
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")
    try:
        with console.open_streams():
            return _guard(argv)
    finally:
        gc.set_threshold(*usual)
        gc.enable()


def _guard(argv: Sequence[str] | None) -> int:
    """The verb; whatever stops it is one line and a status."""
    try:
        return _run(argv)
    except KeyboardInterrupt:
        console.tell(_("gkdraft: 已中断"))
        return INTERRUPTED
    except BrokenPipeError:
        # the reader (head, less) has gone: nothing more to say, not even at exit
        console.abandon_output()
        return CLEAN
    except Exception as error:
        return refuse_error(error)


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
