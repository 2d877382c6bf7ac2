"""Old formats 旧格式 (.doc, .wps): read through LibreOffice, where a person asks for it.

The file is untrusted: it is copied, LibreOffice gets a profile of its own in which no macro runs,
and as much time as a large document takes.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING

from gkdraft.base.watch import lift_limit
from gkdraft.errors import InputError
from gkdraft.messages import say

if TYPE_CHECKING:
    import subprocess

SECONDS = 120
"""A .doc of 200 pages takes 6 on a slow machine; the first start of LibreOffice 10."""

_allowed: ContextVar[bool] = ContextVar("conversion is allowed", default=False)


@contextmanager
def allow_conversion() -> Iterator[None]:
    """Inside, old formats are handed to LibreOffice: the person's own decision."""
    token = _allowed.set(True)
    try:
        yield
    finally:
        _allowed.reset(token)


def is_allowed() -> bool:
    """Whether old formats are to be handed to LibreOffice."""
    return _allowed.get()


def find_office() -> str:
    """The program that converts; empty where there is none."""
    import shutil

    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found:
            return found
    return ""


def convert_old(data: bytes, name: str, kind: str = "docx") -> bytes:
    """The bytes of an old document as a .docx or .xlsx. InputError says why there are none."""
    import tempfile

    office = find_office()
    if not office:
        raise InputError(
            say(
                "{name}: 这台机器上没有 LibreOffice，请用 Word、Excel 或 WPS 另存为 .{kind} 再读",
                name=name,
                kind=kind,
            )
        )
    with tempfile.TemporaryDirectory(prefix="gkdraft-") as folder:
        place = Path(folder)
        # a name of our own: what the person's file is called is no argument of a program
        (place / "old.doc").write_bytes(data)
        _run_office(office, place, name, kind)
        made = place / f"old.{kind}"
        if not made.is_file():
            raise InputError(
                say(
                    "{name}: LibreOffice 转换不了，请用 Word、Excel 或 WPS 另存为 .{kind} 再读",
                    name=name,
                    kind=kind,
                )
            )
        return made.read_bytes()


def _run_office(office: str, place: Path, name: str, kind: str) -> None:
    import subprocess

    command = [
        office,
        f"-env:UserInstallation={(place / 'profile').as_uri()}",
        *("--headless", "--norestore", "--convert-to", kind, "--outdir", str(place)),
        str(place / "old.doc"),
    ]
    quiet = subprocess.DEVNULL
    try:
        with lift_limit():
            # a group of its own: soffice is a script, and what it starts must end as well
            process = subprocess.Popen(  # noqa: S603
                command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
            )
    except OSError:
        return
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        raise InputError(
            say("{name}: LibreOffice 转换了 {seconds} 秒还没有完", name=name, seconds=SECONDS)
        ) from None
    finally:
        _end_office(process)


def _end_office(process: "subprocess.Popen[bytes]") -> None:
    """Ends what still runs, also where the person broke off."""
    import signal

    if process.poll() is None:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.wait()
