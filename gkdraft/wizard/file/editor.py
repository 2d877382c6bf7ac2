"""Long text in the person's own editor ($VISUAL, $EDITOR); last year's paragraph as a comment."""

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from gkdraft.messages import _

MARK = "#| "
_USUAL = ("nano", "vim", "vi", "notepad")


def find_editor() -> list[str]:
    """The editor to call; empty if there is none. OSError if it is not written properly."""
    told = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if told:
        try:
            return shlex.split(told, posix=os.name == "posix")
        except ValueError:
            raise OSError(_("环境变量 EDITOR 的引号不成对：{}").format(told)) from None
    return list(filter(shutil.which, _USUAL))[:1]


def compose_page(label: str, text: str, before: Sequence[str], hint: str) -> str:
    """What the editor opens: the text, below it what is for reading only."""
    notes = [_("以“#|”开头的行不会写入。{}").format(label), _explain_editor(), hint]
    if before:
        notes.append(_("上年写的（仅供参考）："))
        notes += [line for paragraph in before for line in paragraph.splitlines()]
    below = "\n".join(f"{MARK}{line}".rstrip() for line in notes if line)
    return f"{text.rstrip()}\n\n{below}\n"


def _explain_editor() -> str:
    """How one writes and leaves, for editors in which that cannot be guessed."""
    name = Path(next(iter(find_editor()), "")).stem
    if name in ("vi", "vim", "nvim"):
        return _("按 i 开始写；写完按 Esc，再打 :wq 回车，就回到向导")
    if name == "nano":
        return _("写完按 Ctrl-O、回车存盘，再按 Ctrl-X 回到向导")
    return ""


def strip_comments(text: str) -> str:
    """The person's text without what was for reading only."""
    lines = [line for line in text.splitlines() if not line.startswith(MARK.strip())]
    return "\n".join(line.rstrip() for line in lines).strip()


def edit_text(text: str) -> str:
    """The text as the editor leaves it. OSError if the editor cannot be started."""
    called = find_editor()
    if not called:
        raise OSError(_("没有找到文字编辑器，请设置 EDITOR，或直接在这里写成一行"))
    handle, name = tempfile.mkstemp(prefix="gkdraft-", suffix=".txt")
    path = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        # the person's own choice of program, called without a shell
        subprocess.run([*called, name], check=True)  # noqa: S603
        return path.read_text(encoding="utf-8-sig")
    except subprocess.CalledProcessError as error:
        raise OSError(_("编辑器没有正常结束（{}），没有改动").format(error.returncode)) from None
    except UnicodeDecodeError:
        raise OSError(_("文字请存为 UTF-8 编码，没有改动")) from None
    except OSError:
        raise OSError(_("编辑器 {} 没有找到，或没有留下文字，没有改动").format(called[0])) from None
    finally:
        path.unlink(missing_ok=True)
