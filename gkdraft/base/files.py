"""Files 文件: the one door by which they are read, and what a system refuses, in words.

Only regular files are read, and no more of them than a bound allows: a device or a pipe has
no end, and the size of a file may be told wrongly.
"""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gkdraft.base.bounds import Bound
from gkdraft.base.watch import renew_watch
from gkdraft.errors import InputError
from gkdraft.messages import Message, say

_REASONS = {
    "EACCES": say("没有权限，或正被其他程序占用"),
    "EPERM": say("没有权限，或正被其他程序占用"),
    "EBUSY": say("正被其他程序占用"),
    "ENOENT": say("没有这个文件或文件夹"),
    "ENOTDIR": say("路径中有一段不是文件夹"),
    "EISDIR": say("这是文件夹"),
    "EEXIST": say("已经有了"),
    "ENAMETOOLONG": say("名称太长，一个名称最多 80 个汉字"),
    "ENOSPC": say("磁盘已满"),
    "EDQUOT": say("磁盘配额已满"),
    "EROFS": say("磁盘是只读的"),
    "EFBIG": say("超过了磁盘允许的文件大小"),
    "ELOOP": say("链接绕成了圈"),
    "EMFILE": say("打开的文件太多"),
    "ENFILE": say("打开的文件太多"),
    "ENOMEM": say("内存不够"),
    "EBADF": say("已经关闭"),
    "EPIPE": say("已经关闭"),
    "EINVAL": say("名称里有不能用的字符"),
    "EILSEQ": say("名称里有不能用的字符"),
}
"""What the system says, by the names it has everywhere."""


def read_file(path: Path, bound: Bound) -> bytes:
    """The bytes of a regular file. InputError says why it cannot be read."""
    with reading_errors(path):
        data = _read_regular(path, bound.most)
    if bound.is_work:
        renew_watch(path)
    bound.hold(len(data), str(path))
    return data


def _read_regular(path: Path, most: int) -> bytes:
    # without O_NONBLOCK, opening a pipe waits for whoever writes to it
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    if path.is_dir():
        raise InputError(say("{path}: 这是文件夹，请指明其中的文件", path=path))
    handle = os.open(path, flags)
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise InputError(say("{path}: 这是设备或管道，不是文件；请先存成文件再读", path=path))
        return file.read(most + 1)


@contextmanager
def reading_errors(path: Path) -> Iterator[None]:
    """Whatever the system refuses while a file is read is an InputError of one line."""
    try:
        yield
    except FileNotFoundError:
        raise InputError(say("{path}: 没有这个文件，请检查文件名和所在文件夹", path=path)) from None
    except PermissionError:
        raise InputError(say("{path}: 没有权限读取，或正被其他程序占用", path=path)) from None
    except (OSError, ValueError) as error:
        reason = explain_failure(error)
        raise InputError(say("{path}: 读不出来（{reason}）", path=path, reason=reason)) from None


def explain_failure(error: OSError | ValueError) -> Message:
    """Why the system could not do something, in words that do not change with its language."""
    # a name with a NUL or half a character is a ValueError
    number = error.errno if isinstance(error, OSError) else errno.EINVAL
    name = errno.errorcode.get(number or 0, "?")
    return _REASONS.get(name, say("系统错误 {name}", name=name))


def is_folder(path: Path) -> bool:
    """Whether there is a folder; no name is too long or too odd to be asked."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def is_regular(path: Path) -> bool:
    """Whether there is a file; no name is too long or too odd to be asked."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
