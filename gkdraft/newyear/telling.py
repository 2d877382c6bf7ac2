"""What a document is, told at once in a few lines to whoever chose it for a new year."""

from gkdraft.messages import join_messages, say
from gkdraft.reading.published import Published
from gkdraft.reading.published.report_yaml import summarise_unread
from gkdraft.report.model import Notice


def tell_report(report: Published) -> list[str]:
    """Whose report of which year, how much of its tables was read, then what was not."""
    lines = [_tell_whose(report), _tell_figures(report)]
    for text in (*summarise_unread(report), *report.remarks):
        lines.append(say("{text}。", text=text))
    return lines


def _tell_whose(report: Published) -> str:
    agency = report.agency or say("（没有读到机关名称）")
    year = say("{year} 年", year=report.year) if report.year else say("（没有读到年度）")
    return say("{agency}，{year}的年度报告。", agency=agency, year=year)


def _tell_figures(report: Published) -> str:
    tables: list[str] = []
    for form in report.forms.values():
        count = sum(key.startswith(f"{form.key}.") for key in report.figures)
        tables.append(say("{name} {count} 个", name=form.name, count=count))
    if not tables:
        return say("没有读到表里的数。")
    return say("读出的数：{tables}。", tables=join_messages("、", tables))


def tell_notice(notice: Notice) -> list[str]:
    """Title and number of a notice, how many tasks it has, then what about it is doubtful."""
    tasks = sum(len(group.tasks) for group in notice.groups)
    number = f"（{notice.number}）" if notice.number else ""
    lines: list[str] = [
        say("《{title}》{number}", title=notice.title, number=number),
        say("{groups} 组 {tasks} 项任务。", groups=len(notice.groups), tasks=tasks),
    ]
    for text in notice.remarks:
        lines.append(say("{text}。", text=text))
    return lines
