"""GK1: arithmetic inside one table. The equations stand in the form files."""

from collections.abc import Iterator
from decimal import Decimal

from gkdraft.document import Document
from gkdraft.draft import Draft
from gkdraft.findings import Severity
from gkdraft.layout import Equation, Form
from gkdraft.rules.registry import Said, rule
from gkdraft.tabulate import number_text


def unbalanced(draft: Draft, code: str) -> Iterator[Said]:
    """Equations of that code that do not hold, with both sides and the difference."""
    for form in draft.layout.forms.values():
        for equation in form.equations:
            if equation.identity.code == code:
                yield from _check(draft, form, equation)


def _check(draft: Draft, form: Form, equation: Equation) -> Iterator[Said]:
    sides = [_claimed(draft, form, side) for side in (equation.left, equation.right)]
    left, right = sides
    if left is None or right is None or left == right or not _typed(draft, form, equation):
        return
    gap = left - right if left > right else right - left
    names = [text.strip().replace(".*", "各项") for text in equation.identity.equation.split("=")]
    message = (
        f"{form.name}[{equation.where}] {names[0]} = {number_text(left)}，"
        f"{names[1]} = {number_text(right)}，相差 {number_text(gap)}"
    )
    if equation.computes:
        message += f"；草稿印 {number_text(right)}"
    key = equation.computes or equation.left[0]
    yield message, (form.key, *key)


def _claimed(draft: Draft, form: Form, keys: tuple[tuple[str, ...], ...]) -> int | Decimal | None:
    found = [draft.figures.claimed(".".join((form.key, *key))) for key in keys]
    exact = [number for number in found if isinstance(number, int | Decimal)]
    return sum(exact) if len(exact) == len(keys) else None


def _typed(draft: Draft, form: Form, equation: Equation) -> bool:
    """Whether a person typed a term; what is computed throughout was reported at its parts."""
    cells = (*equation.left, *equation.right)
    return any(".".join((form.key, *key)) in draft.figures.typed for key in cells)


@rule("GK101", Severity.ERROR)
def balance(draft: Draft, document: Document) -> Iterator[Said]:
    """表三：本年新收＋上年结转＝总计＋结转下年度。

    逐列核对，七列都要平。左边是要办的，右边是办结的和没办完的，一件也不能多、不能少。
    常见原因：办结数按“本年收到”统计，漏了上年结转的件；结转下年度没有按 12 月 31 日的状态统计；
    某一件的申请人类别在收件和办结时登记得不一样。

    依据：国办公开办函〔2021〕30号表三表头“第一项加第二项之和，等于第三项加第四项之和”。不可说明豁免。
    """
    yield from unbalanced(draft, "GK101")


@rule("GK102", Severity.ERROR)
def outcomes(draft: Draft, document: Document) -> Iterator[Said]:
    """表三：（七）总计＝（一）至（六）各行之和。

    逐列核对。总计由程序计算，不必填；填了就核对，成稿印相加的数。
    常见原因：部分公开的件在不予公开里又计了一次（区分处理的只计部分公开）；
    申请人撤回的件没有计入其他处理。

    依据：国办公开办函〔2021〕30号表三。不可说明豁免。
    """
    yield from unbalanced(draft, "GK102")


@rule("GK103", Severity.ERROR)
def applicants(draft: Draft, document: Document) -> Iterator[Said]:
    """表三：各行总计＝自然人＋五类法人或其他组织。

    逐行核对，共 25 行。总计由程序计算，不必填；填了就核对，成稿印相加的数。

    依据：国办公开办函〔2021〕30号表三。不可说明豁免。
    """
    yield from unbalanced(draft, "GK103")


@rule("GK104", Severity.ERROR)
def cases(draft: Draft, document: Document) -> Iterator[Said]:
    """表四：总计＝结果维持＋结果纠正＋其他结果＋尚未审结。

    行政复议、未经复议直接起诉、复议后起诉三组分别核对。总计由程序计算，不必填；
    填了就核对，成稿印相加的数。复议机关作共同被告的案件，只由原行为机关计算。

    依据：国办公开办函〔2021〕30号表四；国办公开办函〔2016〕201号。不可说明豁免。
    """
    yield from unbalanced(draft, "GK104")
