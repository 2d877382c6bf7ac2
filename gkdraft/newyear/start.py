"""The start of a year 起始: what is known of a report before anyone has filled anything in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from gkdraft.layout.layout import Layout
from gkdraft.messages import join_messages, say
from gkdraft.newyear.carry_over import Prior
from gkdraft.report.agency import find_self_name
from gkdraft.report.alike import Proposal, propose_merges
from gkdraft.report.model import Notice, Report, Task
from gkdraft.report.model_body import Agency
from gkdraft.rules.opening import offer_opening

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

    @cached_property
    def proposals(self) -> list[Proposal]:
        """The tasks that another notice seems to have too."""
        return propose_merges(self.report, self.layout.resources)

    @property
    def contact(self) -> dict[str, str]:
        """联系, 编制单位 and 网站 as last year's report printed them."""
        if self.prior is None:
            return {}
        return dict(self.prior.report.contact)

    @property
    def website(self) -> dict[str, str]:
        """网站 as last year's report named it."""
        if self.prior is None:
            return {}
        return self.prior.report.website

    @property
    def short(self) -> str:
        """简称 as last year's title had it."""
        # a body that calls itself by its full name in the title has no short one
        if self.prior is None or self.is_renamed or self.prior.report.short == self.agency:
            return ""
        return self.prior.report.short

    @property
    def is_renamed(self) -> bool:
        """Whether last year's report was read as another body's; its name may be misread."""
        if self.prior is None or not self.prior.report.agency:
            return False
        # 市财政局 for 江临市财政局 is the same body, and so is the full name of a short one
        last = self.prior.report
        return self.agency not in last.agency and last.short not in self.agency

    @property
    def opening(self) -> str:
        """开头 as a draft, for the person to rewrite."""
        resources = self.layout.resources
        name = find_self_name(Agency.model_validate({"名称": self.agency}), resources)
        return offer_opening(self.year, name.self, name.area, resources)

    @property
    def carried(self) -> dict[str, str]:
        if self.prior is None:
            return {}
        return self.prior.carried

    def told(self, key: str) -> str:
        """What last year's report says of a figure; nothing if that is not known."""
        if self.prior is None or not self.prior.reference.get(key):
            return ""
        return f"上年为 {self.prior.reference[key]}"


def summarise_start(start: Start) -> list[str]:
    """What is in the file and what is still to be filled in, one line each."""
    lines = start.prior.summary() if start.prior else []
    if start.prior and start.is_renamed:
        lines.append(
            say(
                "机关写的是“{agency}”，上年报告读作“{last}”：请核对是不是同一机关的报告。",
                agency=start.agency,
                last=start.prior.report.agency,
            )
        )
    for notice in start.notices:
        lines += _describe_notice(notice, start)
    for each in start.proposals:
        lines.append(
            say(
                "相近任务：{key} 与 {key2}（{ground}），是否合并由您定，见文件中的“并入”。",
                key=each.entry.key,
                key2=each.target.key,
                ground=each.ground,
            )
        )
    lines.append(_describe_open(start))
    return lines


def _describe_notice(notice: Notice, start: Start) -> Iterator[str]:
    """The tasks of a notice, and what is doubtful about them."""
    tasks = _list_tasks(notice)
    placed = sum(bool(task.aspect) for task in tasks)
    proposed = ""
    if start.layout.aspects:
        proposed = say("，{placed} 项已建议方面，请逐项核对", placed=placed)
    number = f"（{notice.number}）" if notice.number else ""
    yield say(
        "已收入《{title}》{number}：{count} 组 {count2} 项任务{proposed}。",
        title=notice.title,
        number=number,
        count=len(notice.groups),
        count2=len(tasks),
        proposed=proposed,
    )
    for text in notice.remarks:
        yield say("  {text}。", text=text)
    yield from _describe_doubts(tasks, start)
    if notice.years and start.year not in notice.years:
        yield say(
            "  这份通知是 {years} 年的，报告是 {year} 年的，请确认没有用错。",
            years=notice.years[0],
            year=start.year,
        )


def _describe_doubts(tasks: list[Task], start: Start) -> Iterator[str]:
    """Tasks without a proposed aspect, and those that were not read with certainty."""
    # no aspect is better than a wrong one: it would be printed there
    lacking = [_call_task(task) for task in tasks if not task.aspect]
    if start.layout.aspects and lacking:
        yield say(
            "  没有建议方面的 {count} 项：{shorten_list}；在向导的任务清单里可以放在一起定，"
            "或在文件里写“方面”。",
            count=len(lacking),
            shorten_list=_shorten_list(lacking),
        )
    guessed = [_call_task(task) for task in tasks if task.inferred]
    if guessed:
        yield say(
            "  有推断之处的 {count} 项：{shorten_list}，见各项的“推断”。",
            count=len(guessed),
            shorten_list=_shorten_list(guessed),
        )


def _list_tasks(notice: Notice) -> list[Task]:
    found: list[Task] = []
    for group in notice.groups:
        found += group.tasks
    return found


def _describe_open(start: Start) -> str:
    """What is still to be filled in."""
    cells = join_messages(
        "、",
        (
            say("{name} {count} 格", name=form.name, count=len(form.inputs()))
            for form in start.layout.forms.values()
        ),
    )
    asked = start.layout.asked(start.level)
    indicators = say("，指标 {count} 项", count=len(asked)) if asked else ""
    fees = say("，信息处理费") if FEES in start.layout.spec.required else ""
    return say(
        "待填：{cells}{indicators}，存在问题{fees}。", cells=cells, indicators=indicators, fees=fees
    )


def _call_task(task: Task) -> str:
    return task.number or f"“{task.title}”"


def _shorten_list(names: Sequence[str]) -> str:
    etc = "等" if len(names) > 8 else ""
    return "、".join(names[:8]) + etc
