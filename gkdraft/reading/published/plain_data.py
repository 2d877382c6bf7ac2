"""A published report as plain data in the shape of the data file, with the place of every figure.

What was not read stands apart from what is blank: of the first nothing may be said.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from gkdraft.base.places import DataPath, Locus, Plain, parse_path
from gkdraft.base.scalars import MARKS
from gkdraft.layout.equations import Key
from gkdraft.layout.form import Form
from gkdraft.layout.layout import Layout
from gkdraft.reading.published.ledger import Published
from gkdraft.report.draft import Draft
from gkdraft.report.intake import read_draft


def draft_published(report: Published, layout: Layout, level: str) -> Draft:
    """The draft of a published report; its tables are the forms they were read by.

    `level` is 层级 as far as the body's name tells it.
    """
    forms = {**layout.form_by_key, **report.forms}
    data = compose_data(report, level)
    draft = read_draft(data, replace(layout, forms=forms), {})
    return replace(
        draft,
        published=True,
        unread=frozenset(_list_unread(report, layout, level)),
        strange=report.strange,
        misprinted={parse_path(each.key): each.printed for each in report.unread if each.printed},
        blank=frozenset(parse_path(cell.key) for cell in report.unread if cell.is_blank),
        released=report.released,
    )


def compose_data(report: Published, level: str) -> dict[str, Plain]:
    """Everything that was read, by the keys of the data file; every scalar is text."""
    agency = {"名称": report.agency, "简称": report.short, "层级": level}
    contact = {key: report.contact.get(key, "") for key in ("地址", "邮编", "电话", "邮箱")}
    data: dict[str, Plain] = {
        "年度": str(report.year),
        "机关": _clean_texts(agency),
        "联系": _clean_texts(contact),
    }
    for form in report.forms.values():
        data[form.key] = _spell_figures(form, report)
    overview: dict[str, Plain] = {}
    for aspect, texts in report.overview.items():
        overview[aspect] = {"亮点": tuple(map(_clean_text, texts))}
    data["总体情况"] = overview
    data["存在问题"] = tuple(map(_clean_texts, report.paired_problems))
    data["附注"] = {key: _clean_text(text) for key, text in report.notes.items()}
    return data


def list_places(report: Published) -> dict[DataPath, Locus]:
    """Where every figure stands in the document."""
    places: dict[DataPath, Locus] = {}
    for key, figure in report.figures.items():
        places[parse_path(key)] = Locus(report.name, spot=figure.place)
    for cell in report.unread:
        places[parse_path(cell.key)] = Locus(report.name, spot=cell.place)
    return places


def _spell_figures(form: Form, report: Published) -> Plain:
    def read(key: Key) -> str | None:
        figure = report.figures.get(form.spell(key))
        if figure is None:
            return None
        return figure.text

    tree: Plain = form.tree(read)
    return tree


def _clean_texts(texts: Mapping[str, str]) -> dict[str, Plain]:
    return {key: _clean_text(text) or None for key, text in texts.items()}


def _clean_text(text: str) -> str:
    # a PDF may hold characters of a font's own, which a data file refuses
    return MARKS.sub("", text)


def _list_unread(report: Published, layout: Layout, level: str) -> Iterator[DataPath]:
    """Keys of which nothing is known."""
    for cell in report.unread:
        if not cell.is_blank:
            yield parse_path(cell.key)
    if not report.year:
        yield ("年度",)
    if not report.agency:
        yield ("机关", "名称")
    if not level:
        yield ("机关", "层级")
    # figures in sentences are not read one by one
    for aspect in layout.aspects:
        yield ("总体情况", aspect.key, "数据")
    yield ("其他事项",)
