"""Locks 文件锁: who looks at a file and then replaces it is the only one who does, in its folder.

Editors know nothing of it: what they wrote is seen by comparing, under the lock, what the file
holds with what was read.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from gkdraft.errors import OutputError
from gkdraft.messages import say

LOCK_NAME = ".gkdraft.lock"
LONGEST_WAIT = 20
"""Seconds; whoever holds it writes one file."""


@contextmanager
def hold_folder(path: Path) -> Iterator[None]:
    """Keeps every other gkdraft from writing beside a path. OutputError if one does not let go.

    Where no lock can be made nothing can be written either, or the disk knows none: then it goes
    on without one.
    """
    from filelock import FileLock, Timeout  # most runs write nothing that was there before

    with ExitStack() as held:
        try:
            folder = path.resolve().parent
            # filelock would make a folder that is not there
            if folder.is_dir():
                held.enter_context(FileLock(folder / LOCK_NAME, LONGEST_WAIT))
        except Timeout:
            raise OutputError(
                say("{path}: 另一个 gkdraft 一直在写这个文件夹里的文件，请稍后再试", path=path)
            ) from None
        except (OSError, NotImplementedError):
            pass
        yield
