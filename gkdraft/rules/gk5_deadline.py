"""GK5: whether a report is published in time."""

import datetime
from collections.abc import Iterator

from gkdraft.messages import say
from gkdraft.prose.document import Document
from gkdraft.report.draft import Draft
from gkdraft.report.printing import print_date
from gkdraft.rules.deadlines import (
    DeadlineBook,
    find_last,
    list_all_deadlines,
    list_deadlines,
)
from gkdraft.rules.findings import Severity
from gkdraft.rules.registry import Checked, Unchecked, Verdict, register_rule

_LEVEL = ("机关", "层级")


@register_rule("GK520", Severity.NOTE, waivable=True)
def check_deadline(draft: Draft, document: Document) -> Iterator[Verdict]:
    """公布期限。

    已公布的年报写明“发布时间”的，与法定期限比较，晚了的指出来；写的若是转载或网站迁移的时间，
    可以不理（晚一年以上的不算）。数据文件不看电脑上的日期，写了 `gkdraft check --today 2027-02-01`
    才提醒：本层级哪一天以前公布，还有几天，或者已经过了几天。
    期限按 `机关.层级`；层级不明的和没有单列的（乡级政府），只在过了所有层级的期限时指出。
    各层级的日期在 templates/checks/deadlines.yaml 里，本地另有规定的可以改。

    依据：《政府信息公开条例》第四十九条“县级以上人民政府部门应当在每年1月31日前”“县级以上地方人民政府的
    政府信息公开工作主管部门应当在每年3月31日前”公布上一年度报告；国办公开办函〔2021〕30号按层级定得更早
    （县级2月20日、市级3月10日、省级3月31日）；2018 年及以前的报告按2008年条例第三十一条，
    都是3月31日以前。
    """
    if draft.released is None and draft.today is None:
        return
    if not list_all_deadlines(draft):
        return
    if draft.released is not None:
        yield from _judge_release(draft, draft.released)
    elif draft.published:
        yield Unchecked(say("公布期限"), say("报告里没有写发布时间"))
    elif draft.today is not None:
        yield from _remind(draft, draft.today)


def _judge_release(draft: Draft, released: datetime.date) -> Iterator[Verdict]:
    """A published report by the day that is written on it."""
    everyone = list_all_deadlines(draft)
    own = list_deadlines(draft)
    if draft.report.agency.level is None and released <= everyone[0].day:
        own = everyone[:1]  # in time whatever the level
    due = find_last(own or everyone)
    late = (released - due.day).days
    if late > DeadlineBook.of(draft).farthest:
        yield Unchecked(say("公布期限"), say("发布时间在一年以后，不像是首次公布的时间"))
    elif late > 0:
        yield Checked()
        yield (
            say(
                "发布时间是{released}，{year} 年的年报应在{day}以前公布（{basis}），晚了 {late} 天",
                released=print_date(released),
                year=draft.report.year,
                day=print_date(due.day),
                basis=due.basis,
                late=late,
            ),
            _LEVEL,
        )
    elif own:
        yield Checked()
    else:
        yield Unchecked(say("公布期限"), _explain_level(draft))


def _remind(draft: Draft, today: datetime.date) -> Iterator[Verdict]:
    """A report that is still being written, by the day that --today names."""
    own, last = list_deadlines(draft), find_last(list_all_deadlines(draft))
    if not own and today <= last.day:
        yield Unchecked(say("公布期限"), _explain_level(draft))
        return
    yield Checked()
    due = own[0] if own else last
    days = (due.day - today).days
    left = say("还有 {days} 天", days=days)
    if days < 0:
        left = say("已过 {days} 天", days=-days)
    elif days == 0:
        left = say("就是今天")
    further = ""
    if own and find_last(own).day > due.day:
        law = find_last(own)
        further = say("；{basis}的期限是{day}", basis=law.basis, day=print_date(law.day))
    yield (
        say(
            "{level} {year} 年的年报应在{day}以前公布（{basis}），{left}{further}",
            level=draft.report.agency.level or say("各层级"),
            year=draft.report.year,
            day=print_date(due.day),
            basis=due.basis,
            left=left,
            further=further,
        ),
        _LEVEL,
    )


def _explain_level(draft: Draft) -> str:
    """Why no day can be named."""
    level = draft.report.agency.level
    if level is None:
        return say("机关的层级不明")
    return say("{level}没有单列的期限，请按上级的通知", level=level)
