"""The start of a year 起始: what is known of a report before anyone has filled anything in."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from gkdraft.base.places import spell_path
from gkdraft.layout.layout import Layout
from gkdraft.newyear.carry_over import Prior
from gkdraft.report.model import Notice, Report, Task
from gkdraft.report.tasks import find_duplicates

FEES = "其他事项.信息处理费"


@dataclass(frozen=True)
class Start:
    """What is known of a report before anyone has filled anything in."""

    year: int
    layout: Layout
    agency: str
    level: str
    notices: tuple[Notice, ...] = ()
    templates: str = ""  # the user's own, as the data file names them
    prior: Prior | None = None

    @cached_property
    def report(self) -> Report:
        """The same as a report, for what compares tasks."""
        return Report.model_validate({"年度": self.year, "要点": self.notices})

    @property
    def contact(self) -> dict[str, str]:
        """联系, 编制单位 and 网站 as last year's report printed them."""
        return dict(self.prior.report.contact) if self.prior else {}

    @property
    def website(self) -> dict[str, str]:
        """网站 as last year's report named it."""
        return self.prior.report.website if self.prior else {}

    @property
    def short(self) -> str:
        """简称 as last year's title had it."""
        report = self.prior.report if self.prior else None
        return report.short if report and report.short != self.agency else ""

    @property
    def carried(self) -> dict[str, str]:
        return self.prior.carried if self.prior else {}

    def told(self, key: str) -> str:
        """What last year's report says of a figure; nothing if that is not known."""
        known = self.prior.reference.get(key) if self.prior else None
        return f"上年为 {known}" if known else ""


def summarise_start(start: Start) -> list[str]:
    """What is in the file and what is still to be filled in, one line each."""
    lines = start.prior.summary() if start.prior else []
    for notice in start.notices:
        members = [task for group in notice.groups for task in group.tasks]
        guessed = [task for task in members if task.inferred]
        aspects = sum(1 for task in members if task.aspect)
        proposed = f"，{aspects} 项已建议方面，请逐项核对" if start.layout.aspects else ""
        lines.append(
            f"已收入《{notice.title}》{notice.number and f'（{notice.number}）'}："
            f"{len(notice.groups)} 组 {len(members)} 项任务{proposed}。"
        )
        lines += [f"  {text}。" for text in notice.remarks]
        lacking = [_called(task) for task in members if not task.aspect]
        if start.layout.aspects and lacking:
            lines.append(f"  没有建议方面的 {len(lacking)} 项：{_several(lacking)}，请自己填。")
        if guessed:
            names = _several([_called(task) for task in guessed])
            lines.append(f"  有推断之处的 {len(guessed)} 项：{names}，见各项的“推断”。")
        if notice.years and start.year not in notice.years:
            lines.append(
                f"  这份通知是 {notice.years[0]} 年的，报告是 {start.year} 年的，请确认没有用错。"
            )
    for first, second, score in find_duplicates(start.report):
        lines.append(
            f"相近任务：{spell_path(second.path)} 与 {spell_path(first.path)}（重合 {score:.0%}），"
            "是否合并由您定，见文件中的“并入”。"
        )
    cells = "、".join(f"{f.name} {len(f.inputs())} 格" for f in start.layout.forms.values())
    asked = start.layout.asked(start.level)
    indicators = f"，指标 {len(asked)} 项" if asked else ""
    fees = "，信息处理费" if FEES in start.layout.spec.required else ""
    lines.append(f"待填：{cells}{indicators}，存在问题{fees}。")
    return lines


def _called(task: Task) -> str:
    return task.number or f"“{task.title}”"


def _several(names: Sequence[str]) -> str:
    return "、".join(names[:8]) + ("等" if len(names) > 8 else "")
