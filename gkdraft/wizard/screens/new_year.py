"""A new year 新建一年的报告: page by page what its data file starts from, then it is written.

Esc goes to the page before and keeps what was chosen; nothing is written before the last page.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from gkdraft.base.columns import cut_text, wrap_text
from gkdraft.errors import GkdraftError
from gkdraft.messages import _, translate
from gkdraft.newyear.new_file import write_datafile
from gkdraft.newyear.opening import read_notices, read_prior
from gkdraft.newyear.start import Start, summarise_start
from gkdraft.newyear.telling import tell_notice, tell_report
from gkdraft.reading.documents.converting import allow_conversion
from gkdraft.reading.published import Published
from gkdraft.report.model import Notice
from gkdraft.wizard.screens import paging
from gkdraft.wizard.screens.document_pages import DROP, DocumentKind, DocumentPages, Offer
from gkdraft.wizard.screens.prompts import BACK, JUMP, Key, Terminal
from gkdraft.wizard.start.beginning import ENTRIES, LEVELS, Beginning, Entry
from gkdraft.wizard.start.folder import list_notices, list_reports

NEXT: Final = Key("next")
NONE: Final = Key("none")
WRITE: Final = Key("write")
CHANGE: Final = Key("change")

Turn = Key | int | Path
"""Where a page leads: on, back, away, to a page by its number, to the file that was written."""


class NewYear:
    """The pages of one beginning, which stays when they are left."""

    def __init__(self, terminal: Terminal, beginning: Beginning, templates: Path | None) -> None:
        self.terminal, self.beginning, self.templates = terminal, beginning, templates
        self.said = ""
        self.pages: tuple[tuple[str, Callable[[], Turn]], ...] = (
            (_("上年的报告"), self.ask_prior),
            (_("工作要点通知"), self.ask_notices),
            (_("报告的年度"), self.ask_year),
            (_("机关名称"), self.ask_agency),
            (_("机关层级"), self.ask_level),
            (_("文件名"), self.ask_name),
            (_("确认"), self.confirm),
        )
        self.at = 0
        self.answered: dict[int, Path | Key] = {}  # where the cursor stands when a page comes again
        resources, folder = beginning.resources, beginning.folder
        hint = _("文件（.docx、.html、.pdf、.txt）的路径；也可以把文件拖到这个窗口里")
        # who picks a .doc here has no option to write: it is read if LibreOffice is on the machine
        reports: DocumentKind[Published] = DocumentKind(
            self.compose_title(0), hint, list_reports,
            allow_conversion()(lambda path: read_prior(path, resources)), tell_report,
        )  # fmt: skip
        notices: DocumentKind[Notice] = DocumentKind(
            self.compose_title(1), hint, list_notices,
            allow_conversion()(lambda path: read_notices([path], resources)[0]), tell_notice,
        )  # fmt: skip
        self.reports = DocumentPages(terminal, folder, reports)
        self.notices = DocumentPages(terminal, folder, notices)

    def run(self) -> Path | Key:
        """Page after page; the data file that was written, or the Key with which they were left."""
        self.at = 0
        while self.at >= 0:
            turn = self.pages[self.at][1]()
            if isinstance(turn, Path):
                return turn
            if isinstance(turn, int):
                self.at = turn
            elif turn.name == JUMP.name:
                return JUMP
            else:
                self.at += -1 if turn is BACK else 1
        return BACK

    def compose_title(self, number: int) -> str:
        """The first line of a page."""
        told = _("新建一年的报告　{n}/{of}　{name}")
        return told.format(n=number + 1, of=len(self.pages), name=self.pages[number][0])

    def pop_said(self) -> str:
        """What there is to say, said once."""
        said, self.said = self.said, ""
        return said

    def ask_prior(self) -> Turn:
        """Last year's report, or that there is none."""
        lines = [_("收入上年的数（只供对照）、结转、问题和联系方式。是哪一份？")]
        ways = [(_("没有上年报告"), NONE), (_("返回"), BACK)]
        chosen = self.reports.choose(Offer(lines, ways, self.answered.get(self.at)))
        if chosen is NONE:
            self.beginning, self.answered[self.at] = replace(self.beginning, prior=None), NONE
            return NEXT
        if isinstance(chosen, Key):
            return chosen
        self.beginning, self.answered[self.at] = replace(self.beginning, prior=chosen), chosen[0]
        return NEXT

    def ask_notices(self) -> Turn:
        """Notices, one after another."""
        while True:
            taken = self.beginning.notices
            lines = [_("收入工作要点通知里的任务，可以几份。是哪一份？")]
            on = _("没有通知")
            if taken:
                titles = "".join(f"《{notice.title}》" for _path, notice in taken)
                lines.append(cut_text(_("已收入：{}").format(titles), self.terminal.size[0]))
                on = _("不再加，下一步")
            ways = [(on, NEXT), (_("返回"), BACK)]
            paths = [path for path, _notice in taken]
            chosen = self.notices.choose(Offer(lines, ways, self.answered.get(self.at), paths))
            if not isinstance(chosen, Key):
                self.beginning = replace(self.beginning, notices=(*taken, chosen))
                self.answered[self.at] = NEXT
            elif chosen.name == DROP:
                self.beginning = self.beginning.drop_notice(Path(chosen.text))
                if not self.beginning.notices:
                    self.answered.pop(self.at, None)
            else:
                if chosen is NEXT:
                    self.answered[self.at] = NEXT
                return chosen

    def ask_year(self) -> Turn:
        """The year of the report."""
        if not self.beginning.find("year"):
            self.said = self.beginning.explain_year()
        return self.ask_entry("year", _("报告是哪一年的？写四位数字。"))

    def ask_agency(self) -> Turn:
        """The body whose report it is."""
        return self.ask_entry("agency", _("机关全称，如 江临市人民政府。"))

    def ask_name(self) -> Turn:
        """The name of the data file."""
        return self.ask_entry("name", _("数据文件叫什么？放在这个文件夹里，已有的不覆盖。"))

    def ask_entry(self, entry: Entry, hint: str) -> Turn:
        """One line; what is proposed stands there to be taken or changed."""
        width, _height = self.terminal.size
        keys, typed = _("回车 下一步 · Esc 返回"), ""
        offered = self.beginning.find(entry)
        hints = [hint, _("下面写好的可以改，回车就用它。")] if offered else [hint]
        head = [self.compose_title(self.at), ""]
        for line in hints:
            head += wrap_text(line, width)
        while True:
            self.terminal.show(head, self.pop_said())
            found = self.terminal.ask(
                lambda text: "", lambda text: [keys], typed=typed, offered=offered
            )
            if isinstance(found, Key):
                return found
            try:
                self.beginning = self.beginning.put(entry, found)
            except GkdraftError as error:
                self.said, typed = translate(str(error)), found
            else:
                return NEXT

    def ask_level(self) -> Turn:
        """The level of the body; where its name does not tell it, Enter alone chooses none."""
        known = self.beginning.find("level")
        head = [self.compose_title(self.at), _("该问哪些指标由层级确定。")]
        if not known:
            head.append(_("从机关名称看不出来，请选一项。"))
        elif "level" not in self.beginning.typed:
            head.append(_("按机关名称推定的，不对就改选。"))
        entries: list[tuple[str, str | Key]] = [(level, level) for level in LEVELS]
        ways: list[tuple[str, str | Key]] = [(_("返回"), BACK)]
        chosen = paging.choose_among(self.terminal, head, entries, ways, known or BACK)
        if isinstance(chosen, Key):
            return chosen
        self.beginning = self.beginning.put("level", chosen)
        return NEXT

    def confirm(self) -> Turn:
        """What will be written; then it is."""
        title, target = self.compose_title(self.at), self.beginning.target
        ways = [(_("修改"), CHANGE), (_("返回"), BACK)]
        try:
            start = self.beginning.open()
        except GkdraftError as error:  # what was chosen first may not go with what came later
            lines, options = [translate(str(error))], ways
        else:
            lines, options = _summarise(start, target), [(_("新建"), WRITE), *ways]
        chosen = paging.choose_below(self.terminal, title, lines, options, self.pop_said())
        if chosen is CHANGE:
            return self.choose_page()
        if chosen is not WRITE:
            return chosen
        try:
            write_datafile(start, target, self.templates)
        except GkdraftError as error:
            self.said = translate(str(error))
            return self.at
        return target

    def choose_page(self) -> Turn:
        """The page on which something is to be changed."""
        beginning = self.beginning
        values = [
            beginning.prior[0].name if beginning.prior else _("没有"),
            _("{} 份").format(len(beginning.notices)),
            *(beginning.find(entry) for entry in ENTRIES),
        ]
        entries: list[tuple[str, int | Key]] = []
        for number, value in enumerate(values):
            entries.append((f"{self.pages[number][0]}：{value}", number))
        ways: list[tuple[str, int | Key]] = [(_("返回"), self.at)]
        chosen = paging.choose_among(self.terminal, [_("改哪一项")], entries, ways)
        return self.at if chosen is BACK else chosen


def _summarise(start: Start, target: Path) -> list[str]:
    """What the new data file will hold, as `new` says it."""
    made = _("将新建 {file}：{agency}，{year} 年，{level}，格式 {layout}")
    first = made.format(
        file=target, agency=start.agency, year=start.year,
        level=start.level, layout=start.layout.name,
    )  # fmt: skip
    return [first, *map(translate, summarise_start(start))]
