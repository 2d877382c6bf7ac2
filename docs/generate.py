"""Writes the pages of docs/ that are made from code: docs/rules/, docs/指标目录.md.

tests/test_docs.py calls `pages()` and compares: a page that is out of date fails.
"""

import csv
from pathlib import Path

from gkdraft.layout import loading
from gkdraft.layout.resources import Resources
from gkdraft.rules.judging import REGISTRY

DOCS = Path(__file__).parent
FAULTS = DOCS.parent / "tests/real_faults.tsv"
FINDINGS = DOCS.parent / "tests/real_findings.tsv"
UNSEEN = ("错字", "语病", "地名", "用语")
"""Kinds of faults no rule looks for."""


def pages() -> dict[str, str]:
    """File name below docs/ → text."""
    made = {f"rules/{code}.md": _rule(code) for code in REGISTRY}
    made["rules/README.md"] = _index()
    made["指标目录.md"] = _indicators()
    made["核对实测.md"] = _faults()
    return made


def _rule(code: str) -> str:
    rule = REGISTRY[code]
    title, _, body = rule.page.partition("\n")
    waivable = "可以写情况说明" if rule.waivable else "不可豁免"
    needs = f"已公布的年报不核对：没有{rule.needs}。\n" if rule.needs else ""
    about = f"{rule.severity}，{waivable}。\n{needs}"
    return f"# {code} {title.rstrip('。')}\n\n{about}{body.rstrip()}\n"


def _index() -> str:
    rows = [
        f"| [{code}]({code}.md) | {REGISTRY[code].severity} | {REGISTRY[code].title} |"
        for code in sorted(REGISTRY)
    ]
    head = (
        "# 核对规则\n\n"
        "`gkdraft check` 每条结果都带一个代码，代码永不改作他用。"
        "`gkdraft rule GK101` 在终端里显示同样的说明。\n\n"
        "错误：成稿前必须改好；警告：请核实；提示：供参考。\n\n"
        "| 代码 | 程度 | 内容 |\n| --- | --- | --- |\n"
    )
    return head + "\n".join(rows) + "\n"


def _faults() -> str:
    """Real faults, with the rule that finds each; tests/test_real_faults.py holds it."""
    with FAULTS.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    seen = [row for row in rows if row["kind"] not in UNSEEN]
    found = [row for row in seen if row["code"]]
    table = [
        f"| {Path(row['document']).name} | {row['fault']} | {row['kind']} "
        f"| {row['code'] or '没有找到：' + row['words']} |"
        for row in rows
    ]
    head = (
        "# 核对实测\n\n"
        "已公布的年度报告里真有的差错，`gkdraft check` 用哪条规则找到。"
        f"程序看得出的 {len(seen)} 处，找到 {len(found)} 处；{'、'.join(UNSEEN)}列出而不计。\n\n"
        "不做的：错别字模型、一般的标点习惯、没有名单的地名；程序看不出的：公布晚了而没有写日期、"
        "一份报告几个版本、一件案子计了两次。表二除现行有效外没有勾稽关系，一格写错而别处没有提到的，"
        "找不出来。\n\n"
        "| 报告 | 差错 | 种类 | 规则 |\n| --- | --- | --- | --- |\n"
    )
    return head + "\n".join(table) + "\n" + _findings()


def _findings() -> str:
    """How many findings on the same reports are faults; tests/test_real_findings.py holds it."""
    with FINDINGS.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    documents = {row["document"] for row in rows}
    judged = [row for row in rows if row["verdict"] in ("真", "误报")]
    unread = sum(row["verdict"] == "未读" for row in rows)
    codes = sorted({row["code"] for row in judged})
    counted = []
    for code in codes:
        of_code = [row["verdict"] for row in judged if row["code"] == code]
        counted.append(f"| {code} | {of_code.count('真')} | {of_code.count('误报')} |")
    true = sum(row["verdict"] == "真" for row in judged)
    return (
        "\n## 误报\n\n"
        f"同样的 {len(documents)} 份文件，`check` 逐条看过：{len(judged)} 条说的是报告，"
        f"其中 {true} 条属实，{len(judged) - true} 条误报；"
        f"另有 {unread} 条说的是哪张表没有读到、保存时截断了哪里。"
        "新出现的一条没有人看过，测试不通过。\n\n"
        "| 规则 | 属实 | 误报 |\n| --- | --- | --- |\n" + "\n".join(counted) + "\n"
    )


def _indicators() -> str:
    resources = Resources()
    layout = loading.load_layout(loading.find_latest(resources), resources)
    lines = [
        "# 指标目录\n",
        "写在数据文件的 `总体情况.方面.数据` 下面，键要一字不差。填了就印在该方面，"
        "零和没填的都不印（注明“确认为零才写 0”的除外）。\n",
        "写法：数写 `86`、`4.25万`、`5500余`；百分比只写数；“分项”的写成 `{分项: 数}`；"
        "“清单”的写成 `{名称: 数}`，名称自定。",
    ]
    for aspect in layout.aspects:
        lines += [
            f"\n## {aspect.title}"
            + (f"（键：{aspect.key}）" if aspect.title != aspect.key else "")
            + "\n",
            "| 键 | 单位 | 写法 | 含义 | 谁有数 |",
            "| --- | --- | --- | --- | --- |",
        ]
        for i in layout.indicators:
            if i.aspect == aspect.key and i.kind != "derived":
                kind = {"parts": "分项：" + "、".join(i.parts), "list": "清单", "text": "一句话"}
                lines.append(
                    f"| {i.key} | {i.unit} | {kind.get(i.kind, '数')} | {i.meaning} | {i.holder} |"
                )
    derived = "、".join(i.key for i in layout.indicators if i.kind == "derived")
    lines.append(f"\n由各表推算、不必填的：{derived}。")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8")
        print(f"docs/{name}")
