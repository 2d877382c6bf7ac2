"""Pulling 收回改稿: which edited draft, then its changes one by one. Writes through `Taking`."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from gkdraft.base.columns import cut_text, wrap_text
from gkdraft.errors import GkdraftError
from gkdraft.messages import _, translate
from gkdraft.revise.changes import Change
from gkdraft.wizard.file.drafts import DraftFolder
from gkdraft.wizard.file.sitting import Sitting
from gkdraft.wizard.file.taking import Group, Taking, is_sure
from gkdraft.wizard.screens import changes, paging
from gkdraft.wizard.screens.page import split_pages
from gkdraft.wizard.screens.path_page import PathPage
from gkdraft.wizard.screens.prompts import BACK, Key, Terminal

OTHER: Final = "other"
HOME = Key("home")
OFFERED = 12
"""Drafts to choose from; older ones can be named."""


class Pulling:
    """The pages of edited drafts in one sitting."""

    def __init__(self, sitting: Sitting, terminal: Terminal, folder: DraftFolder) -> None:
        self.sitting, self.terminal, self.folder = sitting, terminal, folder
        self.unwanted: set[Change] = set()  # not asked about again in this sitting
        self.paths = PathPage(terminal, self.folder.folder)

    def show(self, lines: list[str]) -> None:
        self.terminal.show(lines, self.sitting.pop_said())

    def run(self) -> Key:
        """Draft after draft until the person goes home or to the review."""
        while isinstance(found := self.open_draft(), Taking):
            left = self.go_through(found)
            self.sitting.said = "\n".join(filter(None, [self.sitting.said, _summarise(found)]))
            if left is not BACK:
                return left
        return found

    def open_draft(self) -> Taking | Key:
        """The draft that the person chooses, once one can be read."""
        while isinstance(path := self.choose_file(), Path):
            try:
                taking = Taking(self.sitting, path)
            except GkdraftError as error:
                self.sitting.said = translate(str(error))
                continue
            self.paths.typed = ""
            return taking
        return path

    def choose_file(self) -> Path | Key:
        """A draft beside the data file, or another one by its path."""
        if not self.paths.typed:
            found = self.choose_beside()
            if not isinstance(found, str):
                return found
        path = self.paths.ask(
            _("收回改稿：别的文件"),
            _("稿子（.docx）的路径；也可以把文件拖到这个窗口里"),
            _("回车 打开 · Tab 补全 · Esc 返回 · Ctrl-G 总览、首页"),
            self.sitting.pop_said(),
        )
        return self.choose_file() if path is BACK else path

    def choose_beside(self) -> Path | str | Key:
        """One of the drafts beside the data file, or that it is another."""
        drafts = self.folder.list_edited()[:OFFERED]
        head = [_("收回改稿：哪一份稿子"), ""]
        self.show(head if drafts else [*head, _("数据文件旁边没有找到改过的稿子"), ""])
        options: list[tuple[str, Path | str | Key]] = []
        for path in drafts:
            options.append((cut_text(path.name, self.terminal.size[0] - paging.POINTER), path))
        return self.terminal.choose([*options, (_("别的文件"), OTHER), (_("回首页"), HOME)])

    def go_through(self, taking: Taking) -> Key:
        """All changes of a draft; the Key with which the person left it."""
        if not (taking.groups or taking.refused):
            self.sitting.said = _("稿子和数据文件一致，没有要收回的改动。")
            return HOME
        taking.leave(self.unwanted)
        chosen = self.ask_opening(taking)
        if isinstance(chosen, Key):
            return chosen
        if chosen == "rest":
            taking.take(taking.list_rest())
        elif chosen == "again":
            taking.decided.clear()
        left = self.ask_groups(taking)
        return left or self.show_refused(taking)

    def ask_opening(self, taking: Taking) -> str | Key:
        """What came back, and how to look at it."""
        width, _height = self.terminal.size
        lines = [cut_text(_("收回改稿：{}").format(taking.edited.name), width), ""]
        for line in _tell_counts(taking):
            lines += wrap_text(line, width)
        self.show([*lines, ""])
        options: list[tuple[str, str | Key]] = []
        if taking.find_open() is not None:
            options.append((_("一项一项看"), "each"))
        elif taking.refused:
            options.append((_("看不能写入的"), "each"))
        if rest := taking.list_rest():
            options.append((_("有把握的 {count} 项全部写入").format(count=len(rest)), "rest"))
        if left := taking.count("leave"):
            options.append((_("重看不要的 {count} 项").format(count=left), "again"))
        return self.terminal.choose([*options, (_("回首页"), HOME)])

    def ask_groups(self, taking: Taking) -> Key | None:
        """Every change that is still to be decided on; Esc goes to the one before."""
        number = taking.find_open()
        while number is not None:
            found = self.ask_group(taking, number)
            if found is BACK and number:
                number -= 1
                continue
            if isinstance(found, Key):
                return found
            self.decide(taking, number, found)
            number = taking.find_open()
        return None

    def ask_group(self, taking: Taking, number: int) -> str | Key:
        """One card and what is chosen on it."""
        group, size = taking.groups[number], self.terminal.size
        before = taking.decided.get(number, "")
        done = _("已写入。") if before == "take" else ""
        self.show(changes.compose_items(group, number + 1, len(taking.groups), size, done))
        if before == "take":
            return self.terminal.choose([(_("下一项"), "next")])
        options = [(_("写入"), "take"), (_("不要"), "leave"), (_("以后再说"), "later")]
        rest = taking.list_rest()
        if rest and rest != [number]:
            told = _("其余全部写入（有把握的 {count} 项）").format(count=len(rest))
            options.append((told, "rest"))
        usual = before or "later"  # Enter alone decides nothing
        return self.terminal.choose(options, usual)

    def decide(self, taking: Taking, number: int, how: str) -> None:
        """What was chosen is written, or remembered."""
        if how == "take":
            taking.take([number])
        elif how == "rest":
            taking.take(taking.list_rest())
        elif how in ("leave", "later"):
            taking.decided[number] = "leave" if how == "leave" else "later"
        self._remember(taking.groups[number], unwanted=taking.decided.get(number) == "leave")

    def _remember(self, group: Group, unwanted: bool) -> None:
        for item in group:
            self.unwanted.discard(item.change)
            if unwanted:
                self.unwanted.add(item.change)

    def show_refused(self, taking: Taking) -> Key:
        """What cannot be taken, with the reasons, page by page."""
        width, height = self.terminal.size
        lines = changes.list_refused(taking.refused, width)
        for page in split_pages(lines, height - 8):
            self.show([_("不写入数据文件的 {} 项").format(len(taking.refused)), "", *page, ""])
            found = self.terminal.choose([(_("知道了"), HOME)])
            if isinstance(found, Key) and found is not HOME:
                return found
        return HOME


def _tell_counts(taking: Taking) -> list[str]:
    sure = sum(map(is_sure, taking.groups))
    counts = [
        (_("有把握的 {} 项"), sure),
        (_("要看过再定的 {} 项"), len(taking.groups) - sure),
        (_("不能写入数据文件的 {} 项"), len(taking.refused)),
    ]
    lines = [_join_counts(counts)]
    for remark in taking.remarks:
        lines.append(_("注意：{remark}").format(remark=translate(remark)))
    return lines


def _summarise(taking: Taking) -> str:
    """What was decided on a draft; nothing if nothing was."""
    told = _join_counts(
        [
            (_("写入 {} 项"), taking.count("take")),
            (_("不要 {} 项"), taking.count("leave")),
            (_("以后再说 {} 项"), taking.count("later")),
        ]
    )
    return _("改稿：{}").format(told) if told else ""


def _join_counts(counts: Iterable[tuple[str, int]]) -> str:
    return " · ".join(text.format(count) for text, count in counts if count)
