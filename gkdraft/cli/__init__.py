"""The command line: each verb a few lines. What a verb needs is imported when it runs."""

import gc
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence

from gkdraft import __version__, messages
from gkdraft.cli import arguments, checking, documents, reference, reports, revising, sitting
from gkdraft.cli.common import CLEAN, INTERRUPTED, UNEXPECTED, refuse
from gkdraft.errors import GkdraftError
from gkdraft.messages import _

VERBS: dict[str, Callable[[Namespace], int]] = {
    "build": reports.run_build,
    "check": checking.run_check,
    "compare": documents.run_compare,
    "layouts": reference.run_layouts,
    "new": documents.run_new,
    "pull": revising.run_pull,
    "read": documents.run_read,
    "rule": reference.run_rule,
    "schema": reference.run_schema,
    "wizard": sitting.run_wizard,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; the exit status says what came of it."""
    for stream in (sys.stdout, sys.stderr):
        # a console that cannot show a character (cp936, LANG=C) shows ? instead of failing
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")
    messages.use_language(arguments.find_language(sys.argv[1:] if argv is None else argv))
    options = arguments.parse_arguments(argv, __version__)
    gc.disable()  # a tenth of the time of a process that ends before it pays
    # pydantic would search every installed package for plugins, which have no say here
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")
    try:
        return VERBS[options.verb](options)
    except GkdraftError as error:
        return refuse(str(error))
    except KeyboardInterrupt:
        sys.stderr.write(_("gkdraft: 已中断") + "\n")
        return INTERRUPTED
    except BrokenPipeError:
        # the reader (head, less) has gone: nothing more to say, not even at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLEAN
    except Exception:
        return _report_unexpected()
    finally:
        gc.enable()


def _report_unexpected() -> int:
    import tempfile
    import traceback

    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", prefix="gkdraft-GK999-", suffix=".txt", delete=False
    ) as file:
        file.write(f"gkdraft {__version__}, Python {sys.version}\n{traceback.format_exc()}")
    sys.stderr.write(
        _("gkdraft: GK999 程序内部出错，数据文件没有改动；请把 {} 发给维护者").format(file.name)
        + "\n"
    )
    return UNEXPECTED
