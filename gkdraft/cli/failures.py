"""Failures 出错: what stopped the work, as one line and a status."""

import sys

from gkdraft import __version__
from gkdraft.base.files import explain_failure
from gkdraft.cli.common import NO_RESULT, UNEXPECTED, refuse
from gkdraft.errors import GkdraftError
from gkdraft.messages import _, say, translate


def refuse_error(error: Exception) -> int:
    """One line for the person; the exit status."""
    line, status = explain_error(error)
    refuse(line)
    return status


def explain_error(error: Exception) -> tuple[str, int]:
    """The line for the person, and the exit status."""
    if isinstance(error, GkdraftError):
        return translate(str(error)), NO_RESULT
    if isinstance(error, OSError):
        return translate(_explain_system(error)), NO_RESULT
    return _report_unexpected(error), UNEXPECTED


def _explain_system(error: OSError) -> str:
    """What the system refused where nobody expected it."""
    if error.filename:
        return say("{path}: {reason}", path=error.filename, reason=explain_failure(error))
    if isinstance(error, FileNotFoundError):
        return say("现在所在的文件夹已被删除或移走，请换到别的文件夹再运行")
    return say("结果写不出去（{reason}）", reason=explain_failure(error))


def _report_unexpected(error: Exception) -> str:
    """Where the whole story was written for the maintainers."""
    import tempfile
    import traceback

    story = "".join(traceback.format_exception(error))
    report = f"gkdraft {__version__}, Python {sys.version}\n{story}"
    told = _("GK999 程序内部出错，数据文件没有改动；请把 {} 发给维护者")
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", prefix="gkdraft-GK999-", suffix=".txt", delete=False
        ) as file:
            file.write(report)
    except OSError:  # no room even for this
        return told.format(report.splitlines()[-1])
    return told.format(file.name)
