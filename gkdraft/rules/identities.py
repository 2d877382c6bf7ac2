"""GK1: arithmetic inside one table. GK3: parts and totals that stand in prose only.

The equations stand in the form files.
"""

from collections.abc import Iterator
from decimal import Decimal

from gkdraft.findings import Severity
from gkdraft.layout.form import Equation, Form
from gkdraft.prose.document import Document
from gkdraft.report.draft import Draft
from gkdraft.report.printing import print_number
from gkdraft.rules.registry import Said, rule


def unbalanced(draft: Draft, code: str, drafting: bool = True) -> Iterator[Said]:
    """Equations of that code that do not hold, with both sides and the difference.

    While `drafting` it is said what the draft prints instead.
    """
    for form in draft.layout.forms.values():
        for equation in form.equations:
            if equation.identity.code == code:
                yield from _check(draft, form, equation, drafting)


def _check(draft: Draft, form: Form, equation: Equation, drafting: bool) -> Iterator[Said]:
    given = equation.identity.given
    left = _claimed(draft, form, equation.left)
    right = _claimed(draft, form, equation.right, given)
    if left is None or right is None or left == right or not _typed(draft, form, equation):
        return
    if equation.identity.at_least and left > right:
        return
    gap = left - right if left > right else right - left
    names = [
        text.strip(" >").replace(".*", "各项") for text in equation.identity.equation.split("=")
    ]
    where = f"[{equation.where}]" if equation.where else ""
    message = (
        f"{form.name}{where} {names[0]} = {print_number(left)}，"
        f"{names[1]} = {print_number(right)}，相差 {print_number(gap)}"
    )
    if equation.computes and drafting:
        message += f"；草稿印 {print_number(right)}"
    if given and left > right and (unlisted := _unlisted(draft, form, equation)):
        message += f"；没有列出{unlisted}，有的请补上"
    key = equation.computes or equation.left[0]
    yield message, (form.key, *key)


def _unlisted(draft: Draft, form: Form, equation: Equation) -> str:
    """The parts nobody filled in."""
    keys = [key for key in equation.right if draft.figures.claimed(_name(form, key)) is None]
    return "、".join(key[-1] for key in keys)


def _name(form: Form, key: tuple[str, ...]) -> str:
    return ".".join((form.key, *key))


def _claimed(
    draft: Draft, form: Form, keys: tuple[tuple[str, ...], ...], given: bool = False
) -> int | Decimal | None:
    """The sum of these cells; `given` is content with some of them."""
    found = [draft.figures.claimed(_name(form, key)) for key in keys]
    exact = [number for number in found if isinstance(number, int | Decimal)]
    return sum(exact) if exact and (given or len(exact) == len(keys)) else None


def _typed(draft: Draft, form: Form, equation: Equation) -> bool:
    """Whether a person typed a term; what is computed throughout was reported at its parts."""
    cells = (*equation.left, *equation.right)
    return any(_name(form, key) in draft.figures.typed for key in cells)


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


@rule("GK301", Severity.ERROR, waivable=True)
def channels(draft: Draft, document: Document) -> Iterator[Said]:
    """2018 年及以前：各申请方式之和＝受理件数。

    当面、传真、网络、信函、其他各计一次，合计应等于受理件数。只写了几种、合计又不够的，
    把没有列出的补上；确实没有的写 0 或“其余: 0”。

    依据：2014 年政府信息公开情况统计制度“收到申请数”分列当面、传真、网络、信函。
    """
    yield from unbalanced(draft, "GK301")


@rule("GK302", Severity.ERROR, waivable=True)
def applicant_kinds(draft: Draft, document: Document) -> Iterator[Said]:
    """2018 年及以前：各类申请人之和＝受理件数，其中项不大于所属的类。

    律师、科研人员、媒体从业人员以个人名义申请的，是公民的其中项，不另加。
    """
    yield from unbalanced(draft, "GK302")


@rule("GK303", Severity.ERROR, waivable=True)
def replies(draft: Draft, document: Document) -> Iterator[Said]:
    """2018 年及以前：各类答复之和＝办结件数，其中项不大于所属的类。

    八类答复：属于已主动公开范围、同意公开、同意部分公开、不同意公开、不属于本机关公开、信息不存在、
    告知更改补充、告知通过其他途径办理。不是《条例》所指政府信息等是不同意公开的其中项。
    """
    yield from unbalanced(draft, "GK303")


@rule("GK304", Severity.ERROR, waivable=True)
def decisions(draft: Draft, document: Document) -> Iterator[Said]:
    """2018 年及以前：复议、诉讼各种结果之和＝合计；回应各种方式之和＝回应总数。

    只写了合计的不核对；写了结果就要写全，没有的写 0。
    """
    yield from unbalanced(draft, "GK304")
