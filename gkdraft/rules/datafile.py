"""GK0: the data file itself. GK002 to GK005 were found while reading it."""

from collections.abc import Iterator

from gkdraft.document import Document
from gkdraft.findings import Path, Severity, dotted, near
from gkdraft.layout import Form, Key
from gkdraft.model import REFERENCE, Draft, texts
from gkdraft.rules.registry import Said, rule


@rule("GK001", Severity.ERROR)
def required(draft: Draft, document: Document) -> Iterator[Said]:
    """应填的没有填。

    下列各项每份报告都要有：机关名称；表二、表三、表四的每一格（总计由程序计算，不必填）；
    信息处理费收取情况。各级人民政府还要写明工作考核、社会评议、责任追究结果。

    空着不等于零：没有发生的写 0；整行、整组没有发生的，在行名、组名后写 0，或在组内写“其余: 0”。
    有意不填的写“略”，不再提示。空格在草稿里印成空白，从不印成 0。

    依据：《中华人民共和国政府信息公开条例》第五十条；国办公开办函〔2021〕30号。
    """
    if not draft.report.agency.name:
        yield "机关.名称未填，请写机关全称", ("机关", "名称")
    for form in draft.layout.forms.values():
        yield from _empty(draft, form, ())
    fees = ("其他事项", "信息处理费")
    paid = any(
        draft.figures.get(".".join((*fees, key))) is not None for key in ("通知件数", "收取金额")
    )
    if not paid and not draft.is_skipped(fees):
        yield "信息处理费收取情况未填：没有发出收费通知的，通知件数写 0", fees
    level = draft.report.agency.level
    for indicator in draft.layout.indicators:
        path = ("总体情况", indicator.aspect, "数据", indicator.key)
        demanded = level is not None and level.removesuffix("政府") in indicator.required.split()
        if demanded and not draft.is_skipped(path) and not draft.given(path):
            yield f"{indicator.key}未填：各级人民政府应当写明（{indicator.meaning}）", path


def _empty(draft: Draft, form: Form, key: Key) -> Iterator[Said]:
    """The highest keys below which nothing is filled in."""
    path = (form.key, *key)
    inputs = [cell.key for cell in form.inputs(key)]
    open_ = [k for k in inputs if draft.missing(form.key, *k)]
    if not open_ or draft.is_skipped(path):
        return
    if len(open_) == len(inputs):
        where = f"{form.name}{'[' + '.'.join(key) + ']' if key else ''}"
        yield f"{where} 未填{f'（{len(open_)} 格）' if len(open_) > 1 else ''}，没有的写 0", path
        return
    for name in form.children[key]:
        yield from _empty(draft, form, (*key, name))


def _faults(draft: Draft, code: str) -> Iterator[Said]:
    for fault in draft.faults:
        if fault.code == code:
            yield f"{dotted(fault.path)}：{fault.message}", fault.path


@rule("GK002", Severity.ERROR)
def unknown_key(draft: Draft, document: Document) -> Iterator[Said]:
    """键不认识。

    数据文件里的键必须与样例一致，一个字也不能差；写错的键下面的内容不会进入报告。
    提示里给出最相近的键。冒号写成全角、冒号后没有空格，也会使整行变成一个不认识的键。
    """
    yield from _faults(draft, "GK002")


@rule("GK003", Severity.ERROR)
def repeated_key(draft: Draft, document: Document) -> Iterator[Said]:
    """同一处有两个相同的键。

    只用了前一个。请删去多余的一个，或把两处内容合并。
    """
    yield from _faults(draft, "GK003")


@rule("GK004", Severity.ERROR)
def bad_value(draft: Draft, document: Document) -> Iterator[Said]:
    """值写得不对。

    件数是不小于 0 的整数；金额不小于 0，最多六位小数；日期写成 2026-04-20；
    百分比在 0 到 100 之间。全角数字和千分位逗号可以识别，但花括号、方括号里的数不能带逗号。
    写错的值按未填处理，不会印出。
    """
    yield from _faults(draft, "GK004")


@rule("GK005", Severity.ERROR)
def bad_shape(draft: Draft, document: Document) -> Iterator[Said]:
    """内容的写法不对。

    该写列表的地方写成了一段文字，该写“键: 值”的地方写成了一个数，一行数的个数与列数不符，
    可选项之外的写法，以及由程序推算、不应填写的项。写错的内容按未填处理，不会印出。
    """
    yield from _faults(draft, "GK005")


@rule("GK006", Severity.ERROR)
def unknown_reference(draft: Draft, document: Document) -> Iterator[Said]:
    """正文里的引用找不到。

    正文可以写“{{申请情况.本年新收.总计}}”，成稿时换成那一格的数，数变了文字跟着变。
    引用写的是键的全名，各级之间用半角句点。找不到的引用印成【待补充】。
    """
    for path, text in texts(draft.report):
        for key in (match[1] for match in REFERENCE.finditer(text)):
            if not any(name in draft.figures.keys for name in draft.figures.matching(key)):
                yield f"引用“{key}”找不到" + near(key, draft.figures.keys), path


@rule("GK007", Severity.WARNING)
def gaps(draft: Draft, document: Document) -> Iterator[Said]:
    """正文有待补充之处。

    缺少的数和事实在草稿里印成【待补充：……】并加底色，从不用空话代替。补齐数据文件中的相应项，
    或写“略”表示有意不写。已由 GK001 指出的不重复列出。
    """
    required_paths = {path for _, path in required(draft, document)}
    seen: set[str] = set()
    for run in document.gaps():
        path = document_path(run.key)
        if run.text in seen or any(
            path[: len(p)] == p or p[: len(path)] == path for p in required_paths
        ):
            continue
        seen.add(run.text)
        yield f"正文有{run.text}", path


def document_path(key: str) -> Path:
    """A dotted key as a path; list items are counted from 1 in the key."""
    return tuple(int(part) - 1 if part.isdigit() else part for part in key.split(".") if part)
