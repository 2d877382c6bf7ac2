"""GK0: the data file itself. GK002 to GK005 were found while reading it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

from gkdraft.base.places import DataPath, is_related, parse_path, spell_path, suggest_name
from gkdraft.layout.equations import Key
from gkdraft.layout.form import Form
from gkdraft.messages import LONGEST_QUOTED, say
from gkdraft.prose.document import Document
from gkdraft.prose.expressions import is_known
from gkdraft.report.draft import Draft
from gkdraft.report.model import REFERENCE
from gkdraft.report.model_body import Level
from gkdraft.rules.findings import Severity
from gkdraft.rules.registry import Verdict, register_rule


@register_rule("GK001", Severity.ERROR)
def check_required(draft: Draft, document: Document) -> Iterator[Verdict]:
    """应填的没有填。

    下列各项每份报告都要有：机关名称和层级；表二、表三、表四的每一格（总计由程序计算，不必填）；
    信息处理费收取情况。各级人民政府还要写明工作考核、社会评议、责任追究结果。

    空着不等于零：没有发生的写 0；整行、整组没有发生的，在行名、组名后写 0，或在组内写“其余: 0”。
    有意不填的写“略”，不再提示。空格在草稿里印成空白，从不印成 0。

    依据：《中华人民共和国政府信息公开条例》第五十条；国办公开办函〔2021〕30号。
    """
    yield from _find_omissions(draft)


def _find_omissions(draft: Draft) -> Iterator[tuple[str, DataPath]]:
    yield from _find_body(draft)
    for form in draft.layout.forms.values():
        if not form.optional:
            yield from _find_empty(draft, form, ())
            yield from _find_blank(draft, form)
    for key, hint in draft.layout.spec.required.items():
        demanded = tuple(key.split("."))
        if not draft.told(demanded) and _is_open(draft, demanded):
            yield say("{key}未填：{hint}", key=key, hint=hint), demanded
    yield from _find_unreported(draft)


def _find_unreported(draft: Draft) -> Iterator[tuple[str, DataPath]]:
    """What the law demands of a government: assessment, evaluation, accountability."""
    level = draft.report.agency.level or ""
    for indicator in draft.layout.indicators:
        path = ("总体情况", indicator.aspect, "数据", indicator.key)
        if level.removesuffix("政府") not in indicator.required.split():
            continue
        in_words = draft.layout.spec.instead.get(indicator.key, indicator.key)
        if draft.given(path) or draft.given((*path[:-1], in_words)):
            continue
        if not draft.is_skipped(path) and _is_open(draft, path):
            yield (
                say(
                    "{key}未填：各级人民政府应当写明（{meaning}）",
                    key=spell_path(path),
                    meaning=indicator.meaning,
                ),
                path,
            )


def _find_body(draft: Draft) -> Iterator[tuple[str, DataPath]]:
    """Name and level of the body."""
    name, level = ("机关", "名称"), ("机关", "层级")
    if not draft.report.agency.name and _is_open(draft, name):
        yield say("机关.名称未填，请写机关全称"), name
    if draft.report.agency.level is None and _is_open(draft, level):
        choices = "、".join(get_args(Level))
        yield say("机关.层级未填，请写{choices}之一，应写事项由它确定", choices=choices), level


def _is_open(draft: Draft, path: DataPath) -> bool:
    """Whether it is known that nothing stands at a key: it is neither faulty nor unread."""
    return not draft.is_faulty(path) and not draft.is_unread(path)


def _find_empty(draft: Draft, form: Form, key: Key) -> Iterator[tuple[str, DataPath]]:
    """What is not filled in, as few findings as say it all: a form, a group, some of its rows."""
    whole: dict[Key, int] = {}  # nothing of them is filled in
    partly: list[Key] = []
    has_filled = False
    for name in form.children[key]:
        child = (*key, name)
        missing, wanted = _count_missing(draft, form, child), len(form.inputs(child))
        if wanted and missing == wanted:
            whole[child] = missing
        elif missing:
            partly.append(child)
        elif wanted:
            has_filled = True
    where = f"{form.name}[{'.'.join(key)}]" if key else form.name
    if whole and not partly and not has_filled:
        yield (
            say("{where} 未填（{count} 格），没有的写 0", where=where, count=sum(whole.values())),
            (form.key, *key),
        )
        return
    if whole:
        yield _describe_rows(form, key, where, whole)
    for child in partly:
        yield from _find_empty(draft, form, child)


def _find_blank(draft: Draft, form: Form) -> Iterator[tuple[str, DataPath]]:
    """Cells that are printed without a number, totals among them, in one line."""
    cells = [cell.key for cell in form.cells if (form.key, *cell.key) in draft.blank]
    if cells:
        first = ".".join(cells[0])
        yield (
            say(
                "{name} {count} 格没有数（[{first}]等），没有发生的应当写 0",
                name=form.name,
                count=len(cells),
                first=first,
            ),
            (form.key,),
        )


def _describe_rows(
    form: Form, key: Key, where: str, whole: Mapping[Key, int]
) -> tuple[str, DataPath]:
    """Some rows of a group, with the number of their cells."""
    # three names tell which rows are meant; a town leaves whole groups of them empty
    etc = "等" if len(whole) > 3 else ""
    names = "、".join(child[-1] for child in list(whole)[:3]) + etc
    cells = sum(whole.values())
    if len(whole) == 1:
        return say(
            "{where} {names}未填（{cells} 格），没有的写 0", where=where, names=names, cells=cells
        ), (form.key, *next(iter(whole)))
    hint = say("没有的写 0，都没有就加一行“其余: 0”")
    return say(
        "{where} {names}未填（{cells} 格），{hint}",
        where=where,
        names=names,
        cells=cells,
        hint=hint,
    ), (form.key, *key)


def _count_missing(draft: Draft, form: Form, key: Key) -> int:
    """How many cells at or below a key are missing without a word of why."""
    paths = ((form.key, *cell.key) for cell in form.inputs(key))
    return sum(draft.missing(*path) and not draft.is_faulty(path) for path in paths)


def _list_faults(draft: Draft, code: str) -> Iterator[Verdict]:
    for fault in draft.faults:
        if fault.code == code:
            # a whole paragraph may stand where a key belongs
            key = spell_path(tuple(map(_shorten, fault.path)))
            yield say("{key}：{message}", key=key, message=fault.message), fault.path


def _shorten(part: int | str) -> int | str:
    return part if isinstance(part, int) else part[:LONGEST_QUOTED]


@register_rule("GK002", Severity.ERROR, needs="数据文件的键")
def check_unknown_keys(draft: Draft, document: Document) -> Iterator[Verdict]:
    """键不认识。

    数据文件里的键必须与样例一致，一个字也不能差；写错的键下面的内容不会进入报告。
    提示里给出最相近的键。冒号写成全角、冒号后没有空格，也会使整行变成一个不认识的键。
    """
    yield from _list_faults(draft, "GK002")


@register_rule("GK003", Severity.ERROR, needs="数据文件的键")
def check_repeated_keys(draft: Draft, document: Document) -> Iterator[Verdict]:
    """同一处有两个相同的键。

    只用了前一个。请删去多余的一个，或把两处内容合并。
    """
    yield from _list_faults(draft, "GK003")


@register_rule("GK004", Severity.ERROR, needs="数据文件的值")
def check_values(draft: Draft, document: Document) -> Iterator[Verdict]:
    """值写得不对。

    件数是不小于 0 的整数；金额不小于 0，最多六位小数；日期写成 2026-04-20；
    百分比在 0 到 100 之间。全角数字和千分位逗号可以识别，但花括号、方括号里的数不能带逗号。
    写错的值按未填处理，不会印出。
    """
    yield from _list_faults(draft, "GK004")


@register_rule("GK005", Severity.ERROR, needs="数据文件的值")
def check_shapes(draft: Draft, document: Document) -> Iterator[Verdict]:
    """内容的写法不对。

    该写列表的地方写成了一段文字，该写“键: 值”的地方写成了一个数，一行数的个数与列数不符，
    可选项之外的写法，以及由程序推算、不应填写的项。写错的内容按未填处理，不会印出。
    """
    yield from _list_faults(draft, "GK005")


@register_rule("GK006", Severity.ERROR, needs="数据文件里的引用")
def check_references(draft: Draft, document: Document) -> Iterator[Verdict]:
    """正文里的引用找不到。

    正文可以写“{{申请情况.本年新收.总计}}”，成稿时换成那一格的数，数变了文字跟着变。
    引用写的是键的全名，各级之间用半角句点；推算的数也可以引用：A + B、A - B、A 差 B（相差多少）、
    A 占 B（百分比）、A 比 B（增减的百分比）、A 倍 B、A 万（以万计）。
    找不到的引用印成【待补充】；花括号没有成对的照原样印出。
    """
    for told, (path, key) in enumerate(_find_unknown(draft)):
        near = suggest_name(key, draft.figures.keys, told)
        yield say("引用“{key}”找不到", key=key) + near, path
    for path, text in draft.printed_texts:
        # a brace has no place in an official text
        if re.search("[{}]", REFERENCE.sub("", text)):
            yield say("引用的花括号没有写成对，应为 {{键的全名}}"), path


def _find_unknown(draft: Draft) -> Iterator[tuple[DataPath, str]]:
    """References to keys that are not there, with the place of the text."""
    for path, text in draft.printed_texts:
        for match in REFERENCE.finditer(text):
            if not is_known(draft, match[1]):
                yield path, match[1]


@register_rule("GK007", Severity.WARNING)
def check_gaps(draft: Draft, document: Document) -> Iterator[Verdict]:
    """正文有待补充之处。

    缺少的数和事实在草稿里印成【待补充：……】并加底色，从不用空话代替。补齐数据文件中的相应项，
    或写“略”表示有意不写：用到它的那半句话就不印了；
    自己写的文字里引用了它的，要自己改。还有【待补充】的不能定稿（build --final）。
    已由 GK001 指出的、属于要点任务的（见 GK401）不重复列出。
    """
    reported = [path for _, path in _find_omissions(draft)]
    # one finding for one omission: GK001, GK006 and GK401 have told most of them
    unknown = {key for _, key in _find_unknown(draft)}
    seen: set[tuple[str, str]] = set()
    for run in document.gaps():
        path = parse_path(run.key)
        is_known = run.key in unknown or (run.key, run.text) in seen
        if is_known or path[:1] == ("要点",):
            continue
        seen.add((run.key, run.text))
        if draft.is_skipped(path):
            # only a person's own text asks for what is left out: the templates leave its clause out
            told = say(
                "正文有{text}：{key} 写了“略”，引用它的这句话也要改", text=run.text, key=run.key
            )
            yield told, path
        elif not _is_explained(draft, path) and not _overlaps(path, reported):
            yield say("正文有{text}", text=run.text), path


def _is_explained(draft: Draft, path: DataPath) -> bool:
    """Whether a gap comes from a fault that is listed."""
    is_table = bool(path) and path[0] in draft.layout.form_by_key
    return draft.is_faulty(path[:1] if is_table else path)


def _overlaps(path: DataPath, others: Sequence[DataPath]) -> bool:
    """Whether one of the others is at, above or below a path."""
    return any(is_related(path, other) for other in others)


@register_rule("GK008", Severity.WARNING, needs="数据文件的写法")
def check_cut_text(draft: Draft, document: Document) -> Iterator[Verdict]:
    """写的字没有读进来。

    没有加引号的文字里，空格后面的“#”开始的是说明，不印：“开设 #某某# 微博话题”只读进“开设”，
    “公示 #1号楼征收信息”只读进“公示”。“#”后面紧跟着字的，多半是要印的，给整个值加上半角双引号；
    确实是说明的，在“#”后面空一格。
    """
    yield from _list_faults(draft, "GK008")
