"""GK3: what the layout says of figures among themselves: parts and wholes, fees, whose rows."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from gkdraft.base.places import DataPath, parse_path
from gkdraft.base.scalars import Number, Rounded, find_bounds
from gkdraft.layout.relations import DATA, Relation
from gkdraft.messages import say
from gkdraft.prose.document import Document, Paragraph, plain_text
from gkdraft.report.draft import Draft
from gkdraft.report.figures import PRIOR
from gkdraft.report.model import REFERENCE
from gkdraft.report.printing import print_number
from gkdraft.rules.findings import Severity
from gkdraft.rules.gk3_counts import find_unit
from gkdraft.rules.registry import Checked, Said, Verdict, register_rule

OVERVIEW = "总体情况"
SHOWN = 4
"""How many parts of a sum a message lists; the others are in the file."""
Exact = int | Decimal


class Sides(NamedTuple):
    """A relation with what is known of it: the parts that were given, and their whole."""

    relation: Relation
    parts: dict[str, Exact]
    whole: Exact
    complete: bool  # nothing of the parts is missing or rounded

    @property
    def together(self) -> Exact:
        total: Exact = 0
        for number in self.parts.values():
            total += number
        return total


def _weigh(draft: Draft, each: bool) -> Iterator[Sides]:
    """The relations that can be weighed; nobody need have filled in an indicator."""
    for relation in draft.layout.relations:
        if relation.each is not each:
            continue
        wholes = [_read(draft, key) for key in relation.whole]
        names = list(chain.from_iterable(_list_parts(draft, key) for key in relation.parts))
        numbers = {name: draft.figures.exact(name) for name in names}
        known = {name: number for name, number in numbers.items() if number is not None}
        whole = [number for number in wholes if number is not None]
        if known and len(whole) == len(wholes):
            yield Sides(relation, known, sum(whole), len(known) == len(numbers))


def _list_parts(draft: Draft, key: str) -> list[str]:
    """The data keys a part stands for, `*` for all that were typed below."""
    return draft.figures.matching(_place(key))


def _place(key: str) -> str:
    """A key of the layout as the data file has it."""
    return f"{OVERVIEW}.{key}" if DATA in key else key


def _read(draft: Draft, key: str) -> Exact | None:
    # 4.25万 and 5500余 are not exact enough to be held against a part
    number = draft.figures.total(_place(key))
    return number if isinstance(number, int | Decimal) else None


@register_rule("GK305", Severity.WARNING, waivable=True)
def check_parts(draft: Draft, document: Document) -> Iterator[Verdict]:
    """其中项大于所属的数。

    其中项不能比所属的数大：政府网站发布数不大于主动公开信息总数，采纳的意见不多于收到的，
    收回的问卷不多于发放的，整改的问题不多于发现的，申请人撤回的含在表三“其他处理”里。
    请核对两个数是不是同一口径、同一期间；口径确有不同的可以写情况说明。
    约数（4.25万、5500余）怎么算都比所属的数大，才指出。哪个数含在哪个数里，见报告格式的 relations。

    依据：《中华人民共和国政府信息公开条例》第五十条；指标含义见指标目录。
    """
    for sides in _weigh(draft, each=True):
        yield Checked(len(sides.parts))
        for key, number in _list_larger(sides):
            yield _say_larger(draft, sides.relation, key, number, sides.whole)
    for relation in draft.layout.relations:
        if relation.each and len(relation.whole) == 1:
            yield from _judge_rounded(draft, relation)


def _judge_rounded(draft: Draft, relation: Relation) -> Iterator[Said]:
    """Parts that are more than their whole, whatever 万 or 余 in one of them stands for."""
    whole = draft.figures.total(_place(relation.whole[0]))
    if whole is None:
        return
    for key in chain.from_iterable(_list_parts(draft, key) for key in relation.parts):
        number = draft.figures.get(key)
        if number is None or not any(isinstance(one, Rounded) for one in (number, whole)):
            continue
        if find_bounds(number)[0] > find_bounds(whole)[1]:
            yield _say_larger(draft, relation, key, number, whole)


def _say_larger(draft: Draft, relation: Relation, key: str, number: Number, whole: Number) -> Said:
    other, amount = _name_whole(draft, relation, whole)
    message = say(
        "{name} {number}{unit}，比{other} {amount}还多",
        name=_name_key(draft, key),
        number=print_number(number),
        unit=find_unit(draft, key),
        other=other,
        amount=amount,
    )
    return Said(message, parse_path(key), Severity(relation.over))


def _list_larger(sides: Sides) -> Iterator[tuple[str, Exact]]:
    for key, number in sides.parts.items():
        if number > sides.whole:
            yield key, number


@register_rule("GK306", Severity.WARNING, waivable=True)
def check_sums(draft: Draft, document: Document) -> Iterator[Verdict]:
    """各项合计与总数不符。

    指标目录写明“合计等于”的，各项相加要等于总数：申请渠道分布等于本年新收，清理的各种结论等于清理件数。
    可以不列全的（分类公开数、分地区部门件数、解读形式分布），相加不能比总数多；相加比总数少的，
    成稿的句子看起来像列全了，所以提示一下。各渠道的公开条数可以重复计，相加与总数不等时只提示：
    成稿不写“其中”，改写“按渠道统计”。哪些数相加，见报告格式的 relations。

    某一项已经比总数还大的，由 GK305 指出，不再说合计。约数不加总。依据：指标含义见指标目录。
    """
    told: set[str] = set()
    for sides in _weigh(draft, each=True):
        told.update(key for key, _ in _list_larger(sides))
    for sides in _weigh(draft, each=False):
        yield Checked()
        if told.isdisjoint(sides.parts):
            yield from _judge_sum(draft, sides)


def _judge_sum(draft: Draft, sides: Sides) -> Iterator[Verdict]:
    """A sum that is more than its whole, or less although nothing is missing."""
    together, relation = sides.together, sides.relation
    if together > sides.whole:
        severity, more = Severity(relation.over), say("多")
    elif together < sides.whole and relation.short and sides.complete:
        severity, more = Severity(relation.short), say("少")
    else:
        return
    other, amount = _name_whole(draft, sides.relation, sides.whole)
    unit = find_unit(draft, sides.relation.parts[0])
    yield Said(
        say(
            "{name}合计 {together}{unit}，比{other} {amount}{more} {gap}{unit}：{hint}",
            name=_name_parts(draft, sides),
            together=print_number(together),
            unit=unit,
            other=other,
            amount=amount,
            more=more,
            gap=print_number(max(together, sides.whole) - min(together, sides.whole)),
            hint=_advise(sides),
        ),
        _place_sum(list(sides.parts)),
        severity,
    )


def _advise(sides: Sides) -> str:
    """What to do: it depends on whether the parts may be counted twice or left out."""
    relation = sides.relation
    if sides.together > sides.whole and relation.over == "提示":
        return say("同一件计了几处的不必改，成稿不写“其中”；不是的请核对")
    if sides.together < sides.whole and relation.short == "提示":
        return say("没有列全的请补上，还有别的来源的不必改；列全了的请核对")
    return say("请核对各项和总数")


def _name_parts(draft: Draft, sides: Sides) -> str:
    """申请渠道分布（网上提交 402、邮寄 86……）: what is added up."""
    keys = list(sides.parts)
    shared = _find_shared(keys)
    items = []
    for key in keys[:SHOWN]:
        name = key.rpartition(".")[2]
        items.append(f"{name} {print_number(sides.parts[key])}")
    if len(keys) > SHOWN:
        items.append(say("共 {count} 项", count=len(keys)))
    listed = "、".join(items)
    if not shared:
        return say("{listed}，", listed=listed)
    return say("{name}（{listed}）", name=shared[-1], listed=listed)


def _find_shared(keys: list[str]) -> DataPath:
    """The indicator all parts stand under; () if they are indicators of their own."""
    above = {parse_path(key)[:-1] for key in keys}
    shared = above.pop()
    return () if above or shared[-1] == DATA.strip(".") else shared


def _place_sum(keys: list[str]) -> DataPath:
    """Where a sum is told: at the indicator, else at the part that was asked for last."""
    return _find_shared(keys) or parse_path(keys[-1])


def _name_whole(draft: Draft, relation: Relation, whole: Number) -> tuple[str, str]:
    """How a whole is called, and its value with its unit; a cell has that of its parts."""
    names = "＋".join(_name_key(draft, _place(key)) for key in relation.whole)
    unit = find_unit(draft, relation.whole[0]) or find_unit(draft, relation.parts[0])
    return names, f"{print_number(whole)}{unit}"


def _name_key(draft: Draft, key: str) -> str:
    """How an indicator, one of its parts or a cell is called."""
    path = parse_path(key)
    form = draft.layout.form_by_key.get(str(path[0]))
    if form:
        where = ".".join(map(str, path[1:]))
        return say("{form}[{where}]", form=form.name, where=where)
    indicator, *part = path[3:]
    if not part:
        return str(indicator)
    return say("{indicator}的{part}", indicator=indicator, part=part[0])


@register_rule("GK308", Severity.WARNING, waivable=True)
def check_holders(draft: Draft, document: Document) -> Iterator[Verdict]:
    """没有规章制定权的机关填了规章。

    规章由国务院部门、省级政府和设区的市、自治州的政府制定。县级政府、乡级政府和地方各级政府的部门没有
    规章制定权，表二“规章”一行写 0；内部的规章制度、行政规范性文件都不是规章。
    由本机关起草、政府制定的规章，计在政府的报告里。哪些行只属于哪些层级，见报告格式的 holders。

    层级没有写的不核对。依据：《中华人民共和国立法法》关于规章制定权的规定。
    """
    agency = draft.report.agency
    if not agency.level:
        return
    for row, holders in draft.layout.spec.holders.items():
        cells = [key for key in draft.figures.keys if key.startswith(f"{row}.")]
        if not any(draft.figures.exact(key) is not None for key in cells):
            continue
        yield Checked()
        filled = [key for key in cells if draft.figures.exact(key)]
        if filled and not holders.allow(agency.level, agency.name):
            path = parse_path(row)
            form = draft.layout.form_by_key[str(path[0])]
            yield (
                say(
                    "{form}[{name}]填了 {cells}，{level}一般没有{name}的制定权："
                    "没有的写 0，行政规范性文件填在它自己的行",
                    form=form.name,
                    name=path[-1],
                    cells=_list_cells(draft, filled),
                    level=agency.level,
                ),
                parse_path(filled[0]),
            )


def _list_cells(draft: Draft, keys: list[str]) -> str:
    told = []
    for key in keys:
        told.append(f"{key.rpartition('.')[2]} {print_number(draft.figures.exact(key))}")
    return "、".join(told)


@register_rule("GK309", Severity.WARNING, waivable=True, needs="数据文件")
def check_notes(draft: Draft, document: Document) -> Iterator[Verdict]:
    """说明没有印出来。

    数旁边写的“说明”，成稿里找不到：这个数没有单独印出来（空着、是零，或与别的数合在一起说）。
    把说明写进亮点，或者核对数填了没有。
    """
    printed = "".join(plain_text(b.runs) for b in document.blocks if isinstance(b, Paragraph))
    for key, note in draft.figures.notes.items():
        if key.startswith(PRIOR):
            continue
        yield Checked()
        # up to its first reference, which is printed as a figure
        words = REFERENCE.split(note)[0].strip("-•·* \n").partition("\n")[0].rstrip("。；， ")
        if words not in printed:
            yield say("说明“{note}”没有印出来", note=note), parse_path(key)
