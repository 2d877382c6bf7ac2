"""Arguments of `sheet` and `collect`. Standard library only."""

import argparse

from gkdraft.cli.options import add_convert, add_templates, add_verb, read_date
from gkdraft.cli.parser import Parser


def add_gathering(verbs: "argparse._SubParsersAction[Parser]") -> None:
    """Workbooks to other offices, and back."""
    text = "做成填报表（.xlsx），发给各单位填"
    sheet = add_verb(verbs, "sheet", text, "数据文件 [--by unit] [--propose] [-o 输出]")
    sheet.add_argument("file", metavar="数据文件", help="如 2026.yaml；只读，不改")
    sheet.add_argument(
        "--by",
        choices=("unit",),
        metavar="unit",
        help="每个单位一份，只有要它填的；另附一张分发清单",
    )
    sheet.add_argument(
        "--propose",
        action="store_true",
        help="按单位名称建议各表、指标由谁填，写进数据文件的“分工”",
    )
    sheet.add_argument(
        "-o", "--output", metavar="输出", help="文件名或已有的文件夹；省略时放在数据文件旁边"
    )
    sheet.add_argument("--force", action="store_true", help="覆盖已有的文件，不管有没有人填过")
    add_templates(sheet)

    text = "收回各单位填好的表，写进数据文件，列出不同的、没有报来的"
    collect = add_verb(verbs, "collect", text, "数据文件 文件 [文件……] [--take 项号]")
    collect.add_argument("file", metavar="数据文件", help="如 2026.yaml；原来的另存一份")
    collect.add_argument(
        "files", nargs="+", metavar="文件", help="填好的 .xlsx，或 .docx 的表、部门已公布的年报"
    )
    collect.add_argument(
        "--take", metavar="项号", help="与已有的不同、没有把握的也写入这几项，如 1,3；或“全部”"
    )
    collect.add_argument("--dry-run", action="store_true", help="只列出收到什么，不写文件")
    collect.add_argument(
        "--today", type=read_date, metavar="日期", help="按这一天算期限；省略时按今天"
    )
    add_convert(collect)
    add_templates(collect)
