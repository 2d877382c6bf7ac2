"""How well published reports are read: every cell held against what is known to be printed.

The only place that knows the vocabulary of the .expected.json files.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from gkdraft.base.scalars import Number, read_price
from gkdraft.layout import loading
from gkdraft.layout.form import Form
from gkdraft.layout.resources import Resources
from gkdraft.reading import published
from gkdraft.report import datafile, intake
from gkdraft.report.figures import Figures
from helpers.reports import ROOT

PAGE = ROOT / "docs/读年报.md"
BEGIN, END = "<!-- 准确率：由测试写成 -->", "<!-- 准确率完 -->"

ROWS = {
    "new": "本年新收",
    "carried_in": "上年结转",
    "granted": "予以公开",
    "partial": "部分公开",
    "denied_1_secret": "不予公开.属于国家秘密",
    "denied_2_law": "不予公开.其他法律行政法规禁止公开",
    "denied_3_safety": "不予公开.危及三安全一稳定",
    "denied_4_third_party": "不予公开.保护第三方合法权益",
    "denied_5_internal": "不予公开.属于三类内部事务信息",
    "denied_6_process": "不予公开.属于四类过程性信息",
    "denied_7_enforcement": "不予公开.属于行政执法案卷",
    "denied_8_query": "不予公开.属于行政查询事项",
    "unable_1_not_held": "无法提供.本机关不掌握相关政府信息",
    "unable_2_create": "无法提供.没有现成信息需要另行制作",
    "unable_3_unclear": "无法提供.补正后申请内容仍不明确",
    "refused_1_petition": "不予处理.信访举报投诉类申请",
    "refused_2_repeat": "不予处理.重复申请",
    "refused_3_publication": "不予处理.要求提供公开出版物",
    "refused_4_massive": "不予处理.无正当理由大量反复申请",
    "refused_5_confirm": "不予处理.要求行政机关确认或重新出具已获取信息",
    "other": "其他处理",
    "other_1_no_correction": "其他处理.申请人无正当理由逾期不补正",
    "other_2_no_fee": "其他处理.申请人逾期未按收费通知要求缴纳费用",
    "other_3_other": "其他处理.其他",
    "total": "总计",
    "carried_out": "结转下年度",
}
COLUMNS = {
    "natural": "自然人",
    "commercial": "商业企业",
    "research": "科研机构",
    "social": "社会公益组织",
    "legal": "法律服务机构",
    "other": "其他",
    "total": "总计",
}
CASES = {"review": "行政复议", "lit_direct": "未经复议直接起诉", "lit_after_review": "复议后起诉"}
OUTCOMES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
PROACTIVE = {"2021": "proactive-2021", "2019": "proactive-2019"}

JSON_REPORTS = {
    "corpus/anon-hangzhou-style-2025.html": "corpus/anon-hangzhou-style-2025.expected.json",
    "corpus/huaian-city-2024.pdf": "corpus/huaian-city-2024.expected.json",
    "corpus/suqian-city-2024.column.txt": "corpus/suqian-city-2024.expected.json",
    "corpus/suqian-city-2023.column.txt": "corpus/suqian-city-2023.expected.json",
    "corpus/pingtan-2022.txt": "corpus/pingtan-2022.expected.json",
    "corpus/pingtan-2021.txt": "corpus/pingtan-2021.expected.json",
    "corpus/pingtan-2020.txt": "corpus/pingtan-2020.expected.json",
    "corpus/pingtan-2019.txt": "corpus/pingtan-2019.expected.json",
    "corpus/shanghai-office-2019.html": "corpus/shanghai-office-2019.expected.json",
}
SEEDS = {  # the figures of these were typed into the shipped examples, one by one
    "seeds/001_08caf9eb42603138.txt": "taicang-2021",
    "seeds/000_8c7d5dd6f156e515.txt": "taicang-2018",
    "seeds/004_2a976d30b9813b33.txt": "changzhou-2018",
    "seeds/003_e8df0bb51c40281b.txt": "suzhou-2016",
}
# whose expected figures have the keys of a data file
KEYED = (
    "corpus/more/changchun-tuiyi-2023.txt",
    "corpus/more/cq-dianjiang-zhen-2022.txt",
    "corpus/more/hongze-2023.pdf",
    "corpus/more/jianping-2025.txt",
    "corpus/more/sjz-changan-tongji-2023.txt",
    "corpus/more/wps-jianping-2025.docx",
    "corpus/more/wps-jianping-2025.pdf",
    "corpus/more/xi-zhen-2022.txt",
    "corpus/more/xiongxian-xiang-2019.txt",
    "corpus/more/zhanjiang-dfz-2023.txt",
    "corpus/more/zhanjiang-gongan-2021.txt",
    "corpus/unopened/daying-edu-2024.txt",
    "corpus/unopened/mianzhu-zhen-2022.txt",
    "corpus/unopened/taiping-zhen-2022.txt",
    "corpus/unopened/wuhua-park-2022.txt",
    "corpus/unopened/yangling-audit-2022.txt",
    "corpus/unopened/zhen-2019.txt",
)
_PLEDGED = ("行政许可", "其他对外管理服务事项", "行政处罚", "行政强制")
# which the expected figures of the town of 2019 leave out
TABLE_TWO = {
    **{f"主动公开.规章.{name}": 0 for name in ("新制作", "新公开", "公开总数")},
    **{f"主动公开.规范性文件.{name}": 15 for name in ("新制作", "新公开", "公开总数")},
    **{
        f"主动公开.{row}.{name}": 0 for row in _PLEDGED for name in ("上年项目", "增减", "处理决定")
    },
    **{f"主动公开.行政事业性收费.{name}": 0 for name in ("上年项目", "增减")},
    "主动公开.政府集中采购.采购项目": 0,
    "主动公开.政府集中采购.采购金额": read_price("0"),
}
REPORTS = (*JSON_REPORTS, *KEYED, *SEEDS)

Cells = Mapping[str, Number | None]
"""Key → what is printed; None where the printed cell is blank or cannot be known."""


@dataclass(frozen=True)
class Score:
    """One report: cells printed, read right, not read and why, read wrong, read of nothing."""

    name: str
    printed: int
    right: int
    missing: Mapping[str, str]
    wrong: Mapping[str, str]
    invented: Mapping[str, str]


@cache
def score(shared: Path, name: str) -> Score:
    """How one report is read."""
    expected = _list_expected(shared, name)
    report = published.read_published(shared / name, Resources())
    found = {key: figure.number for key, figure in report.figures.items()}
    reasons = {entry.key: entry.reason for entry in report.unread}
    known = {key: number for key, number in expected.items() if number is not None}
    wrong = {
        key: f"{number}，应为 {known[key]}"
        for key, number in found.items()
        if key in known and known[key] != number
    }
    invented = {key: str(number) for key, number in found.items() if key not in known}
    missing = {key: reasons.get(key, "正文里没有认出") for key in known if key not in found}
    right = sum(found.get(key) == number for key, number in known.items())
    return Score(name, len(known), right, missing, wrong, invented)


def _list_expected(shared: Path, name: str) -> Cells:
    if name in SEEDS:
        return _seed(name)
    if name in JSON_REPORTS:
        return _from_json(shared / JSON_REPORTS[name])
    data = json.loads((shared / f"{name}.expected.json").read_text(encoding="utf-8"))
    expected = {key: _exact(value) for key, value in data.items()}
    return {**expected, **TABLE_TWO} if name.endswith("unopened/zhen-2019.txt") else expected


def _from_json(path: Path) -> Cells:
    data = json.loads(path.read_text(encoding="utf-8"))
    form = loading.load_form(PROACTIVE[data["format"]], Resources())
    return {**_proactive(data["table2"], form), **_requests(data["table3"]), **_cases(data)}


def _proactive(table: Mapping[str, Any], form: Form) -> Cells:
    return dict(_proactive_cells(table, form))


def _proactive_cells(table: Mapping[str, Any], form: Form) -> Iterator[tuple[str, Number | None]]:
    for block in form.blocks:
        for row, _ in block.row_leaves:
            printed = table.get(row[0])
            listed = printed if isinstance(printed, list) else [printed] * len(block.column_leaves)
            for (column, _), value in zip(block.column_leaves, listed, strict=True):
                key = ".".join((form.key, *row, *column))
                yield key, read_price(value) if isinstance(value, str) else _exact(value)


def _requests(table: Mapping[str, Any]) -> Cells:
    return {
        f"申请情况.{ROWS[row]}.{COLUMNS[column]}": value
        for row, listed in table["rows"].items()
        for column, value in zip(table["columns"], listed, strict=True)
    }


def _cases(data: Mapping[str, Any]) -> Cells:
    return {
        f"复议诉讼.{CASES[name]}.{outcome}": value
        for name, listed in data["table4"].items()
        for outcome, value in zip(OUTCOMES, listed, strict=True)
    }


def _exact(value: Any) -> Any:
    from decimal import Decimal

    return Decimal(str(value)) if isinstance(value, float) else value


def _seed(name: str) -> Cells:
    """What the example made from a seed holds; totals that it does not hold are computed."""
    parsed = datafile.read_datafile(ROOT / f"fixtures/{SEEDS[name]}.yaml")
    layout = loading.choose_layout(datafile.read_head(parsed), Resources())
    figures: Figures = intake.read_draft(parsed.data, layout, parsed.repeated).figures
    keys = tuple(f"{form.key}." for form in layout.forms.values())
    cells = {key: value for key, value in figures.completed.items() if key.startswith(keys)}
    # a zero of a report up to 2018 is told by saying nothing, or in words
    words = {"收费减免.收取金额"}
    prose = layout.spec.free
    return {key: v for key, v in cells.items() if not prose or v or key in words}


def table(shared: Path) -> str:
    """The accuracy of all reports as a Markdown table."""
    rows = [
        "| 文件 | 印有 | 读对 | 没有读出 | 读错 | 无中生有 | 没有读出的原因 |",
        "| --- " * 7 + "|",
    ]
    scores = [score(shared, name) for name in REPORTS]
    for found in scores:
        counted = Counter(found.missing.values()).items()
        reasons = "；".join(f"{reason}（{count} 格）" for reason, count in counted)
        rows.append(_row(Path(found.name).name, [found], reasons.replace("|", "／")))
    printed, right = (sum(getattr(s, name) for s in scores) for name in ("printed", "right"))
    rows.append(_row("合计", scores, f"读对 {right / printed:.1%}"))
    return "\n".join(rows)


def _row(name: str, scores: Sequence[Score], remark: str) -> str:
    cells = [
        sum(s.printed for s in scores),
        sum(s.right for s in scores),
        *(sum(len(getattr(s, kind)) for s in scores) for kind in ("missing", "wrong", "invented")),
    ]
    return f"| {name} | {' | '.join(map(str, cells))} | {remark} |"
