"""The first page 开始: the data files of a folder, a new year, another folder."""

import datetime
from pathlib import Path
from typing import Final

from gkdraft.base.columns import align_left, cut_text
from gkdraft.base.files import is_folder
from gkdraft.layout.resources import Resources
from gkdraft.messages import _
from gkdraft.wizard.screens import paging
from gkdraft.wizard.screens.new_year import NewYear
from gkdraft.wizard.screens.path_page import PathPage
from gkdraft.wizard.screens.prompts import Key, Terminal
from gkdraft.wizard.start.beginning import Beginning
from gkdraft.wizard.start.folder import DataFile, DataFiles, list_datafiles

NEW: Final = Key("new")
OTHER: Final = Key("other")
RETURN: Final = Key("return")
LEAVE: Final = Key("leave")
WIDE = 52
"""Columns of an entry from which year and hour of the last change have room."""


class FirstPage:
    """Which data file: one that is there, or a new one; `said` is told on the next page."""

    def __init__(self, terminal: Terminal, folder: Path, templates: Path | None) -> None:
        self.terminal, self.home, self.templates = terminal, folder, templates
        self.said = ""
        self.open_folder(folder)

    def open_folder(self, folder: Path) -> None:
        """Goes on in a folder."""
        beginning = Beginning(folder, Resources(self.templates))
        self.folder = folder
        self.paths = PathPage(self.terminal, folder)
        self.new_year = NewYear(self.terminal, beginning, self.templates)

    def choose(self) -> Path | None:
        """The data file that the person chooses or makes; None to leave."""
        while (chosen := self.choose_file()) is not LEAVE:
            if chosen is NEW and isinstance(made := self.new_year.run(), Path):
                self.said = _("已新建：{}").format(made)
                return made
            if chosen is RETURN:
                self.open_folder(self.home)
            elif isinstance(chosen, Path) and is_folder(chosen):
                self.open_folder(chosen)
            elif isinstance(chosen, Path):
                return chosen
            else:
                self.paths.typed = ""
        return None

    def choose_file(self) -> Path | Key:
        """A data file of the folder, one that was typed, or what else there is to do."""
        if not self.paths.typed:
            chosen = self.choose_listed()
            if chosen is not OTHER:
                return chosen
        keys = _("回车 打开 · Tab 补全 · Esc 返回")
        hint = _("数据文件（.yaml）或它所在文件夹的路径；也可以拖到这个窗口里")
        return self.paths.ask(_("别的文件夹里的数据文件"), hint, keys, self.pop_said())

    def choose_listed(self) -> Path | Key:
        """The page itself."""
        found, width = list_datafiles(self.folder), self.terminal.size[0]
        entries: list[tuple[str, Path | Key]] = []
        for file in found.files:
            entries.append((_describe_file(file, width - paging.POINTER), file.path))
        ways: list[tuple[str, Path | Key]] = [
            (_("新建一年的报告"), NEW),
            (_("别的文件夹里的数据文件"), OTHER),
        ]
        if self.folder != self.home:
            ways.append((_("回到原来的文件夹"), RETURN))
        ways.append((_("离开"), LEAVE))
        where = _("文件夹：{}").format(self.folder.resolve())
        head = [_("起草政府信息公开工作年度报告"), cut_text(where, width, at_front=True)]
        return paging.choose_among(
            self.terminal, [*head, *_list_others(found)], entries, ways,
            found.files[0].path if found.files else NEW, self.pop_said(),
        )  # fmt: skip

    def pop_said(self) -> str:
        """What there is to say, said once."""
        said, self.said = self.said, ""
        return said


def _describe_file(file: DataFile, width: int) -> str:
    """Name, year and body, when it was saved last."""
    saved = _spell_time(file.saved, "%Y-%m-%d %H:%M" if width >= WIDE else "%m-%d")
    year = _("{} 年").format(file.identity.year) if file.identity.year else _("（年度未填）")
    agency = file.identity.agency or _("（机关名称未填）")
    about = " ".join(f"{file.path.name}　{year} {agency}".split())
    return f"{align_left(about, width - len(saved) - 1)} {saved}"


def _spell_time(seconds: float, form: str) -> str:
    try:
        return f"{datetime.datetime.fromtimestamp(seconds):{form}}"
    except (OverflowError, OSError, ValueError):  # no calendar has it
        return ""


def _list_others(found: DataFiles) -> list[str]:
    """What is not offered."""
    lines = []
    if not found.files:
        lines.append(_("这个文件夹里没有数据文件；第一次用，先新建。"))
    if found.others:
        lines.append(_("另有 {} 个 .yaml 不是数据文件，或读不出来。").format(found.others))
    if found.unseen:
        lines.append(_("更早的 {} 个 .yaml 没有列出。").format(found.unseen))
    return lines
