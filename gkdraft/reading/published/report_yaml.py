"""A published report as the data file has it: YAML for people, plain data for scripts."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from gkdraft.base.scalars import Number
from gkdraft.base.yaml_writing import write_comment, write_entry
from gkdraft.layout.equations import Key
from gkdraft.layout.form import Form
from gkdraft.layout.labels import EXACT
from gkdraft.messages import say
from gkdraft.reading.published.ledger import Figure, Published, PublishedSection, Unread

MOST_REASONS = 12


def list_report(report: Published) -> dict[str, object]:
    """Everything that was read, with the source of every figure and what was not read."""
    data = _list_head(report)
    for form in report.forms.values():
        data[form.key] = _list_figures(form, report)
    data |= _list_prose(report)
    data["出处"] = [_describe_source(figure) for figure in report.figures.values()]
    data["未读出"] = [_describe_unread(cell) for cell in report.unread]
    data["读取说明"] = list(report.remarks)
    return data


def write_report(report: Published) -> list[str]:
    """The same as a data file, the sources as comments behind the rows."""
    lines = write_comment(f"读自 {report.name}\n" + "\n".join(summarise_report(report)))
    for key, value in _list_head(report).items():
        lines += write_entry(key, value)
    for form in report.forms.values():
        lines += ["", *_write_form(form, report)]
    lines.append("")
    for key, value in _list_prose(report).items():
        lines += write_entry(key, value)
    return lines


def summarise_report(report: Published) -> list[str]:
    """What was read and what was not, a line each."""
    counts = Counter(figure.confidence for figure in report.figures.values())
    sure = "、".join(f"{name} {count}" for name, count in counts.items())
    shown = say("（{sure}）", sure=sure) if sure else ""
    read = say("读出 {count} 个数{file}", count=len(report.figures), file=shown)
    return [read, *summarise_unread(report), *report.remarks]


def summarise_unread(report: Published) -> list[str]:
    """The cells that were not read, by table and reason."""
    reasons: dict[tuple[str, str], list[str]] = {}
    for cell in report.unread:
        key = cell.key.partition(".")[0]
        name = report.forms[key].name if key in report.forms else key
        reasons.setdefault((name, cell.reason), []).append(cell.key.partition(".")[2])
    lines: list[str] = []
    for (name, reason), keys in reasons.items():
        lines.append(
            say(
                "没有读出：{name}{count_cells}，{reason}",
                name=name,
                count_cells=_count_cells(keys),
                reason=reason,
            )
        )
    more = len(lines) - MOST_REASONS
    if more <= 0:
        return lines
    return [*lines[:MOST_REASONS], say("没有读出的还有 {more} 处", more=more)]


def _count_cells(keys: Sequence[str]) -> str:
    if len(keys) == 1:
        return f"[{keys[0]}]"
    return say(" {count} 格（[{keys}]等）", count=len(keys), keys=keys[0])


def _list_head(report: Published) -> dict[str, object]:
    contact: dict[str, object] = {}
    for key in ("地址", "邮编", "电话", "邮箱"):
        contact[key] = report.contact.get(key)
    contact["网站"] = {key: report.website.get(key) for key in ("名称", "网址", "栏目")}
    return {
        "年度": report.year or None,
        "格式": report.layout or None,
        "机关": {
            "名称": report.agency or None,
            "简称": report.short or None,
            "编制单位": report.contact.get("编制单位"),
        },
        "联系": contact,
        "统计期限": report.period or None,
    }


def _list_prose(report: Published) -> dict[str, object]:
    sections = [_describe_section(section) for section in report.sections]
    return {"存在问题": report.paired_problems, "附注": dict(report.notes), "栏目": sections}


def _describe_section(section: PublishedSection) -> dict[str, object]:
    return {"标题": section.heading or None, "正文": "\n".join(section.paragraphs)}


def _list_figures(form: Form, report: Published) -> object:
    """A form's figures as JSON has them, null where a cell was not read."""

    def read(key: Key) -> object:
        figure = report.figures.get(form.spell(key))
        if figure is None:
            return None
        return plain_figure(figure.number)

    return form.tree(read)


def plain_figure(number: Number) -> object:
    """A figure as JSON has it; 251000元 stays text."""
    if isinstance(number, Decimal):
        return float(number)
    return number if isinstance(number, int) else str(number)


def _describe_unread(cell: Unread) -> dict[str, object]:
    return {"键": cell.key, "原因": cell.reason, "位置": cell.place}


def _describe_source(figure: Figure) -> dict[str, object]:
    return {
        "键": figure.key,
        "数": plain_figure(figure.number),
        "表": figure.table,
        "行": figure.row,
        "栏": figure.column,
        "位置": figure.place,
        "把握": figure.confidence,
        "原句": figure.source,
    }


def _write_form(form: Form, report: Published) -> Iterator[str]:
    yield f"{form.key}:"
    for name in form.children[()]:
        yield from _write_node(form, (name,), 2, report.figures)


def _write_node(form: Form, key: Key, indent: int, figures: Mapping[str, Figure]) -> Iterator[str]:
    """A row on one line with its sources behind it, a group with its rows below."""
    names = form.children.get(key, ())
    if names and not form.is_row(key):
        yield f"{' ' * indent}{key[-1]}:"
        for name in names:
            yield from _write_node(form, (*key, name), indent + 2, figures)
        return
    found: dict[Key, Figure] = {}
    for cell in form.below(key):
        figure = figures.get(form.spell(cell.key))
        if figure is not None:
            found[cell.key] = figure
    value = f" {_write_value(key, found)}" if found else ""
    yield f"{' ' * indent}{key[-1]}:{value}{_write_source(list(found.values()))}"


def _write_value(key: Key, found: Mapping[Key, Figure]) -> str:
    """A cell's figure, or those of a row: {自然人: 6, 商业企业: 0}."""
    if key in found:
        return found[key].text
    cells = (f"{cell[-1]}: {figure.text}" for cell, figure in found.items())
    return f"{{{', '.join(cells)}}}"


def _write_source(found: Sequence[Figure]) -> str:
    """# 表1第3行，近似."""
    places = dict.fromkeys(figure.place for figure in found if figure.place)
    doubts = dict.fromkeys(f.confidence for f in found if f.confidence != EXACT)
    source = "、".join((*list(places)[:2], *doubts))
    return f"  # {source}" if source else ""
