"""Last year's report as the beginning of this year's: what may be taken over, and what not.

Figures are taken over for comparison, under 上年, and never as this year's. The only ones that
are this year's are those the identities between two years say so of: 上年结转 is last year's
结转下年度.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from gkdraft.base.yaml_writing import write_comment, write_entry, write_mapping
from gkdraft.layout.equations import Key
from gkdraft.layout.form import Form
from gkdraft.layout.labels import EXACT, match_cells
from gkdraft.layout.layout import Layout
from gkdraft.messages import join_messages, say
from gkdraft.reading.published import load_report_words
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
        found: dict[str, Figure] = {}
        for form in self.layout.form_by_key.values():
            wanted = self._match_cells(form).union(form.carries.values())
            for key in form.by_key:
                figure = self.report.figures.get(form.spell(key))
                if figure and key in wanted:
                    found[figure.key] = figure
        return found

    def _match_cells(self, form: Form) -> frozenset[Key]:
        """The cells in which last year's table counted the same things."""
        then = self.report.forms.get(form.key)
        if then is None:
            return frozenset()
        return match_cells(form, then)

    @cached_property
    def carried(self) -> dict[str, str]:
        """This year's cells that last year's report decides."""
        found: dict[str, str] = {}
        for form in self.layout.form_by_key.values():
            for key, source in form.carries.items():
                figure = self.figures.get(form.spell(source))
                # a total is computed this year as well
                if figure and key not in form.computed:
                    found[form.spell(key)] = figure.text
        return found

    @cached_property
    def reference(self) -> dict[str, str]:
        """Last year's figures that this year's are counted from: 现行有效."""
        found: dict[str, str] = {}
        for form in self.layout.form_by_key.values():
            for equation in form.year_equations:
                # 不少于 decides nothing, and what is carried over is filled in already
                if equation.identity.at_least or equation.left[0] in form.carries:
                    continue
                for is_last, key in equation.right:
                    name = form.spell(key)
                    if is_last and name in self.figures:
                        found[name] = self.figures[name].text
        return found

    def comparison(self) -> list[str]:
        """The lines below 上年: its name, and the figures for comparison."""
        lines = [*write_comment("上年报告的名称或文件名", 2), *write_entry("来源", self.source, 2)]
        for form in self.layout.form_by_key.values():
            rows = list(_write_rows(form, (), 4, self.figures))
            if rows:
                lines += [f"  {form.key}:", *rows]
        return [
            *lines,
            *self._write_overview(),
            *write_entry("存在问题", self.report.paired_problems, 2),
        ]

    def _write_overview(self) -> list[str]:
        """Last year's words by the aspects this year's layout has."""
        lines: list[str] = []
        for aspect, texts in self.report.overview.items():
            if aspect in self.layout.aspect_keys:
                lines.append(f"    {aspect}:")
                figures = self._find_indicators(aspect, texts)
                if figures:
                    lines += ["      数据:", *write_mapping(figures, 8)]
                lines += write_entry("亮点", texts, 6)
        if not lines:
            return []
        about = write_comment("上年的文字，按方面；只供参考，不要照抄", 2)
        return [*about, "  总体情况:", *lines]

    def _find_indicators(self, aspect: str, texts: Iterable[str]) -> dict[str, str]:
        """Last year's indicators that its prose tells once: 主动公开信息总数."""
        found: dict[str, str] = {}
        for key, words in load_report_words(self.layout.resources).indicators.items():
            told = {match["number"].replace(",", "") for match in words.finditer("".join(texts))}
            if key.startswith(f"{aspect}.") and len(told) == 1:
                found[key.removeprefix(f"{aspect}.")] = told.pop()
        return found

    @property
    def source(self) -> str:
        return self.report.title or self.report.name

    def summary(self) -> list[str]:
        """What was taken over and what could not be, a line each."""
        texts = [*self._describe_carried(), *self._describe_omitted()]
        texts += summarise_unread(self.report)
        texts += self.report.remarks
        return [self._describe_figures(), *(say("  {text}。", text=text) for text in texts)]

    def _describe_figures(self) -> str:
        tables: list[str] = []
        for form in self.layout.form_by_key.values():
            count = sum(key.startswith(f"{form.key}.") for key in self.figures)
            if count:
                tables.append(say("{name} {count} 个", name=form.name, count=count))
        taken = (
            say("上年的数 {names}，仅供对照", names=join_messages("、", tables))
            if tables
            else say("没有可以对照的数")
        )
        doubtful = sum(figure.confidence != EXACT for figure in self.figures.values())
        doubts = (
            say("，其中 {doubtful} 个不是照原样认出的，请核对", doubtful=doubtful)
            if doubtful
            else ""
        )
        return say(
            "已收入上年报告“{source}”：{taken}{doubts}。",
            source=self.source,
            taken=taken,
            doubts=doubts,
        )

    def _describe_carried(self) -> Iterator[str]:
        if self.carried:
            names = dict.fromkeys(key.rsplit(".", 1)[0] for key in self.carried)
            yield say("{names}按上年的结转下年度填入，可以改", names="、".join(names))
        if self.reference:
            shown = (f"{key.partition('.')[2]} {text}" for key, text in self.reference.items())
            yield say("供推算的上年数：{names}", names="、".join(shown))
        if self.report.problems:
            yield say("上年问题 {count} 条，请逐条写今年的改进", count=len(self.report.problems))
        # 平潭综合实验区 has no other name in its reports
        if self.report.short and self.report.agency == self.report.short in self.report.title:
            yield say("机关名称照上年标题写成“{agency}”，不是全称的请改", agency=self.report.agency)
        if self.report.contact:
            yield say("联系方式：{names}，请核对是否有变", names="、".join(self.report.contact))

    def _describe_omitted(self) -> Iterator[str]:
        for then in self.report.forms.values():
            yield from self._describe_lost(then)
        if not self.report.problems:
            yield say("没有读到逐条列出的上年问题，请看原文第五部分")
        missing = [k for k in ("地址", "邮编", "电话", "邮箱") if k not in self.report.contact]
        if missing:
            yield say("没有读到{names}", names="、".join(missing))

    def _describe_lost(self, then: Form) -> Iterator[str]:
        """The figures of a table of last year's that have no cell in this year's."""
        form = self.layout.form_by_key.get(then.key)
        if form is None or not self._match_cells(form):
            yield say("上年的{name}与今年的格式不同，不能比较，没有收入", name=then.name)
            return
        read = [key for key in self.report.figures if key.startswith(f"{then.key}.")]
        lost = [key for key in read if key not in self.figures]
        if lost:
            yield say(
                "上年的{name}有 {count} 个数在今年的表里没有对应的格，没有收入",
                name=then.name,
                count=len(lost),
            )


def _write_rows(form: Form, key: Key, indent: int, figures: Mapping[str, Figure]) -> Iterator[str]:
    """The known cells below a key, a row on a line; what is not known is left out."""
    for name in form.children[key]:
        below = (*key, name)
        known: dict[Key, Figure] = {}
        for cell in form.below(below):
            figure = figures.get(form.spell(cell.key))
            if figure:
                known[cell.key] = figure
        head = f"{' ' * indent}{name}:"
        if below in known:
            yield f"{head} {known[below].text}{_write_doubt(known)}"
        elif known and form.is_row(below):
            inner = ", ".join(f"{cell[-1]}: {figure.text}" for cell, figure in known.items())
            yield f"{head} {{{inner}}}{_write_doubt(known)}"
        elif known:
            yield head
            yield from _write_rows(form, below, indent + 2, figures)


def _write_doubt(known: Mapping[Key, Figure]) -> str:
    doubts = dict.fromkeys(f.confidence for f in known.values() if f.confidence != EXACT)
    return f"  # {'、'.join(doubts)}" if doubts else ""
