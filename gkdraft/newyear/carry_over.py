"""Last year's report as the beginning of this year's: what may be taken over, and what not.

Figures are taken over for comparison, under 上年, and never as this year's. The only ones that
are this year's are those the identities between two years say so of: 上年结转 is last year's
结转下年度.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from gkdraft.base.yaml_writing import write_comment, write_entry
from gkdraft.layout.form import Form, Key
from gkdraft.layout.labels import EXACT, match_cells
from gkdraft.layout.layout import Layout
from gkdraft.reading.published.ledger import Figure, Published
from gkdraft.reading.published.report_yaml import summarise_unread


@dataclass(frozen=True)
class Prior:
    """Last year's report, seen from the layout of this year's."""

    report: Published
    layout: Layout

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """The figures that can stand beside this year's: same form, or carried over."""
        return {
            figure.key: figure
            for form in self.layout.form_by_key.values()
            for key in form.by_key
            if (figure := self.report.figures.get(form.spell(key)))
            and (key in self._comparable(form) or key in form.carries.values())
        }

    def _comparable(self, form: Form) -> frozenset[Key]:
        """The cells in which last year's table counted the same things."""
        then = self.report.forms.get(form.key)
        return match_cells(form, then) if then else frozenset()

    @cached_property
    def carried(self) -> dict[str, str]:
        """This year's cells that last year's report decides."""
        return {
            form.spell(key): figure.text
            for form in self.layout.form_by_key.values()
            for key, source in form.carries.items()
            if key not in form.computed and (figure := self.figures.get(form.spell(source)))
        }

    @cached_property
    def reference(self) -> dict[str, str]:
        """Last year's figures that this year's are counted from: 现行有效."""
        return {
            name: self.figures[name].text
            for form in self.layout.form_by_key.values()
            for equation in form.year_equations
            if not equation.identity.at_least and equation.left[0] not in form.carries
            for last, key in equation.right
            if last and (name := form.spell(key)) in self.figures
        }

    def comparison(self) -> list[str]:
        """The lines below 上年: its name, and the figures for comparison."""
        lines = [*write_comment("上年报告的名称或文件名", 2), *write_entry("来源", self.source, 2)]
        for form in self.layout.form_by_key.values():
            rows = list(_rows(form, (), 4, self.figures))
            lines += [f"  {form.key}:", *rows] if rows else []
        told = {key: texts for key, texts in self.report.overview.items() if key in self._aspects}
        if told:
            lines += [*write_comment("上年的文字，按方面；只供参考，不要照抄", 2), "  总体情况:"]
        for aspect, texts in told.items():
            lines += [f"    {aspect}:", *write_entry("亮点", texts, 6)]
        return [*lines, *write_entry("存在问题", self._problems, 2)]

    @property
    def _aspects(self) -> set[str]:
        return {aspect.key for aspect in self.layout.aspects}

    @property
    def _problems(self) -> list[dict[str, str]]:
        """Last year's problems, each with its measure where the report has one for each."""
        problems, measures = self.report.problems, self.report.measures
        paired = len(problems) == len(measures)
        return [
            {"问题": problem, **({"改进": measures[i]} if paired else {})}
            for i, problem in enumerate(problems)
        ]

    @property
    def source(self) -> str:
        return self.report.title or self.report.name

    def summary(self) -> list[str]:
        """What was taken over and what could not be, a line each."""
        tables = [
            f"{form.name} {count} 个"
            for form in self.layout.form_by_key.values()
            if (count := sum(key.startswith(f"{form.key}.") for key in self.figures))
        ]
        doubtful = sum(figure.confidence != EXACT for figure in self.figures.values())
        return [
            f"已收入上年报告“{self.source}”："
            + (f"上年的数 {'、'.join(tables)}，仅供对照" if tables else "没有可以对照的数")
            + (f"，其中 {doubtful} 个不是照原样认出的，请核对" if doubtful else "")
            + "。",
            *(f"  {text}。" for text in self._taken()),
            *(f"  {text}。" for text in self._left()),
            *(f"  {text}。" for text in (*summarise_unread(self.report), *self.report.remarks)),
        ]

    def _taken(self) -> Iterator[str]:
        if self.carried:
            names = dict.fromkeys(key.rsplit(".", 1)[0] for key in self.carried)
            yield f"{'、'.join(names)}按上年的结转下年度填入，可以改"
        if self.reference:
            shown = (f"{key.partition('.')[2]} {text}" for key, text in self.reference.items())
            yield f"供推算的上年数：{'、'.join(shown)}"
        if self.report.problems:
            yield f"上年问题 {len(self.report.problems)} 条，请逐条写今年的改进"
        if self.report.agency and self.report.agency == self.report.short:
            yield f"机关名称照上年标题写成“{self.report.agency}”，不是全称的请改"
        contact = [name for name in self.report.contact if self.report.contact[name]]
        if contact:
            yield f"联系方式：{'、'.join(contact)}，请核对是否有变"

    def _left(self) -> Iterator[str]:
        for key, then in self.report.forms.items():
            form = self.layout.form_by_key.get(key)
            if form is None or not self._comparable(form):
                yield f"上年的{then.name}与今年的格式不同，不能比较，没有收入"
            elif lost := [
                k for k in self.report.figures if k.startswith(f"{key}.") and k not in self.figures
            ]:
                yield f"上年的{then.name}有 {len(lost)} 个数在今年的表里没有对应的格，没有收入"
        if not self.report.problems:
            yield "没有读到逐条列出的上年问题，请看原文第五部分"
        missing = [k for k in ("地址", "邮编", "电话", "邮箱") if k not in self.report.contact]
        if missing:
            yield f"没有读到{'、'.join(missing)}"


def _rows(form: Form, key: Key, indent: int, figures: Mapping[str, Figure]) -> Iterator[str]:
    """The known cells below a key, a row on a line; what is not known is left out."""
    for name in form.children[key]:
        below = (*key, name)
        known = {
            cell.key: figures[form.spell(cell.key)]
            for cell in form.below(below)
            if form.spell(cell.key) in figures
        }
        if below in known:
            yield f"{' ' * indent}{name}: {known[below].text}{_doubt(known)}"
        elif form.is_row(below):
            inner = ", ".join(f"{cell[-1]}: {figure.text}" for cell, figure in known.items())
            if known:
                yield f"{' ' * indent}{name}: {{{inner}}}{_doubt(known)}"
        elif known:
            yield f"{' ' * indent}{name}:"
            yield from _rows(form, below, indent + 2, figures)


def _doubt(known: Mapping[Key, Figure]) -> str:
    told = dict.fromkeys(f.confidence for f in known.values() if f.confidence != EXACT)
    return f"  # {'、'.join(told)}" if told else ""
