"""GK1: arithmetic inside one table. The equations stand in the form files.

A table that could not be read is told of here: nothing of it was reckoned.
"""

from collections.abc import Iterator

from gkdraft.layout.form import Form
from gkdraft.messages import say
from gkdraft.prose.document import Document
from gkdraft.report.draft import Draft
from gkdraft.rules.equations import check_equations
from gkdraft.rules.explaining import name_cell
from gkdraft.rules.findings import Severity
from gkdraft.rules.registry import Unchecked, Verdict, register_rule


@register_rule("GK101", Severity.ERROR)
def check_balance(draft: Draft, document: Document) -> Iterator[Verdict]:
    """表三：本年新收＋上年结转＝总计＋结转下年度。

    逐列核对，七列都要平。左边是要办的，右边是办结的和没办完的，一件也不能多、不能少。
    常见原因：办结数按“本年收到”统计，漏了上年结转的件；结转下年度没有按 12 月 31 日的状态统计；
    某一件的申请人类别在收件和办结时登记得不一样。

    依据：国办公开办函〔2021〕30号表三表头“第一项加第二项之和，等于第三项加第四项之和”。不可说明豁免。
    """
    yield from check_equations(draft, "GK101")


@register_rule("GK102", Severity.ERROR)
def check_outcomes(draft: Draft, document: Document) -> Iterator[Verdict]:
    """表三：（七）总计＝（一）至（六）各行之和。

    逐列核对。总计由程序计算，不必填；填了就核对，成稿印相加的数。
    常见原因：部分公开的件在不予公开里又计了一次（区分处理的只计部分公开）；
    申请人撤回的件没有计入其他处理。

    依据：国办公开办函〔2021〕30号表三。不可说明豁免。
    """
    yield from check_equations(draft, "GK102")


@register_rule("GK103", Severity.ERROR)
def check_applicants(draft: Draft, document: Document) -> Iterator[Verdict]:
    """表三：各行总计＝自然人＋五类法人或其他组织。

    逐行核对，共 25 行。总计由程序计算，不必填；填了就核对，成稿印相加的数。

    依据：国办公开办函〔2021〕30号表三。不可说明豁免。
    """
    yield from check_equations(draft, "GK103")


@register_rule("GK104", Severity.ERROR)
def check_cases(draft: Draft, document: Document) -> Iterator[Verdict]:
    """表四：总计＝结果维持＋结果纠正＋其他结果＋尚未审结。

    行政复议、未经复议直接起诉、复议后起诉三组分别核对。总计由程序计算，不必填；
    填了就核对，成稿印相加的数。复议机关作共同被告的案件，只由原行为机关计算。

    依据：国办公开办函〔2021〕30号表四；国办公开办函〔2016〕201号。不可说明豁免。
    """
    yield from check_equations(draft, "GK104")


@register_rule("GK105", Severity.ERROR)
def check_unread(draft: Draft, document: Document) -> Iterator[Verdict]:
    """已公布的报告里有表没有读到。

    没有读到的表一格也没有核对，不能当作没有问题。先看文件里有没有这张表：没有的补上；
    表是图片、另附文件，或者转换时散了架的，换原来的 Word 文件再核对。
    读到的表里有几格没有读到，不算错误，列在“没有核对”里；印的是小数、负数的，没有这样的件数，是错误。

    依据：国办公开办函〔2021〕30号，主动公开、申请、复议诉讼三张表都要填。
    """
    if not draft.published:
        return
    missing = [form for form in draft.layout.forms.values() if _is_unread(draft, form)]
    if missing:
        names = "、".join(form.name for form in missing)
        yield (
            say("{names}没有读到，一格也没有核对；请对照原件，或换 Word 文件再核对", names=names),
            (),
        )
    for path, printed in draft.misprinted.items():
        form = draft.layout.form_by_key[str(path[0])]
        cell = name_cell(form, tuple(map(str, path[1:])))
        yield (
            say(
                "{form} {cell}：印 {printed}，不是件数，没有核对；请改正",
                form=form.name,
                cell=cell,
                printed=printed,
            ),
            path,
        )
    for form in draft.layout.forms.values():
        cells = _count_unread(draft, form)
        # cells without an equation are in nobody else's count
        if cells and not form.identities and not form.optional:
            yield Unchecked(say("{name}的格", name=form.name), say("没有读到"), cells)


def _count_unread(draft: Draft, form: Form) -> int:
    return sum(draft.is_unread((form.key, *cell.key)) for cell in form.cells)


def _is_unread(draft: Draft, form: Form) -> bool:
    """Whether nothing was read of a table that every report of the layout has."""
    return not form.optional and _count_unread(draft, form) == len(form.cells)
