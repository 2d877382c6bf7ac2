"""Presence 在场: who has a data file open in the wizard, told to whoever opens it as well.

Two may fill in one file: every answer is compared and written under a lock (store.py). This is
only so that they know of each other. The system lets go of the lock of a program that was killed.
"""

import datetime
import getpass
import json
import platform
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from gkdraft.base.bounds import TEMPLATE
from gkdraft.base.files import read_file
from gkdraft.errors import GkdraftError
from gkdraft.messages import _
from gkdraft.render import saving


@contextmanager
def enter_file(path: Path) -> Iterator[str]:
    """Notes that this wizard has the file open; what there is to say of another one."""
    target = path.resolve()
    if not target.parent.is_dir():  # filelock would make it
        yield ""
        return
    notice = target.with_name(f".{target.name}.open")
    lock = FileLock(target.with_name(f".{target.name}.wizard"), timeout=0)
    try:
        lock.acquire()
    except Timeout:
        yield _("{who}也开着这份文件。两边都可以填，各自随答随存；同一处先存的算数").format(
            who=_read_notice(notice)
        )
        return
    # nothing can be written here, or the disk has no locks
    except (OSError, NotImplementedError):
        yield ""
        return
    left = _read_notice(notice) if notice.exists() else ""
    try:
        with suppress(GkdraftError):
            saving.write_file(notice, json.dumps(_describe_self()).encode())
        told = _("{who}上次没有正常结束；存上的回答都在，接着填").format(who=left)
        yield told if left else ""
    finally:
        with suppress(OSError):
            notice.unlink()
        lock.release()
        with suppress(OSError):
            Path(lock.lock_file).unlink()


def _describe_self() -> dict[str, str]:
    now = datetime.datetime.now()
    try:
        user = getpass.getuser()
    except (OSError, KeyError):  # an account without a name
        user = ""
    return {"user": user, "host": platform.node(), "since": f"{now:%m-%d %H:%M}"}


def _read_notice(notice: Path) -> str:
    """Whom a notice names; somebody may have written anything into it."""
    try:
        found = json.loads(read_file(notice, TEMPLATE))
        user, host, since = (str(found[key])[:40] for key in ("user", "host", "since"))
    except (GkdraftError, ValueError, KeyError, TypeError):
        return _("另一个向导")
    return _("{user}（{host}，{since} 起）").format(user=user, host=host, since=since)
