"""The command line's arguments: verbs, options, help in Chinese. Standard library only."""

import argparse
from collections.abc import Sequence
from itertools import pairwise

from gkdraft.cli.gathering_arguments import add_gathering
from gkdraft.cli.options import (
    add_common,
    add_convert,
    add_format,
    add_templates,
    add_verb,
    read_count,
    read_date,
    read_year,
)
from gkdraft.cli.parser import Parser, translate_argparse

FORMATS = ("docx", "html", "txt")
CHECK_FORMATS = ("text", "json", "markdown", "docx", "tasks")
LEVELS = ("省级政府", "市级政府", "县级政府", "乡级政府", "部门")


def parse_arguments(arguments: Sequence[str] | None, version: str) -> argparse.Namespace:
    """The verb and its options; exits with status 2 and one line when they make no sense."""
    translate_argparse()
    parser = Parser(
        "gkdraft",
        usage="gkdraft [命令] [选项]",
        description="起草政府信息公开工作年度报告：数据文件（YAML）→ 规定格式的 Word 文件。",
        epilog="在终端里不带命令：打开向导，新建一年的报告或接着填，一直到生成 Word 文件。\n"
        "每个命令的用法：gkdraft <命令> --help\n"
        "退出状态：0 没有错误；1 有错误级的核对结果；2 做不下去；3 程序内部出错；"
        "4 向导的回答没有存进数据文件。",
        add_help=False,
    )
    add_common(parser)
    parser.add_argument(
        "--version", action="version", version=f"gkdraft {version}", help="显示版本"
    )
    verbs = parser.add_subparsers(dest="verb", metavar="<命令>")
    parser.set_defaults(verb="", file=None, templates=None, print_help=parser.print_help)

    build = add_verb(
        verbs,
        "build",
        "生成报告：.docx、.html、.txt",
        "数据文件 [数据文件……] [-o 输出] [--to 格式] [--onto 改过的稿子]",
    )
    build.add_argument("files", nargs="+", metavar="数据文件", help="如 2026.yaml；可以写许多份")
    build.add_argument(
        "-o",
        "--output",
        metavar="输出",
        help="文件名（按后缀定格式）或已有的文件夹；省略时放在数据文件旁边",
    )
    build.add_argument("--to", metavar="格式", help="docx、html、txt，几种之间用逗号；默认 docx")
    build.add_argument(
        "--draft", action="store_true", help="草稿：把核对结果写成批注，放在 .docx 的页边"
    )
    # its former name, which scripts may use; the help has one name for one thing
    build.add_argument("--comments", dest="draft", action="store_true", help=argparse.SUPPRESS)
    build.add_argument(
        "--final",
        action="store_true",
        help="定稿：有错误、【待补充】的不写；去掉书签、批注、文件属性和校验码",
    )
    build.add_argument("--force", action="store_true", help="覆盖已有的文件，不管有没有人改过")
    build.add_argument(
        "-j",
        "--jobs",
        type=read_count,
        metavar="个数",
        help="许多份一起生成时用几个进程；省略时按处理器的个数",
    )
    _add_onto(build)
    add_templates(build)

    _add_check(verbs)

    new = add_verb(
        verbs,
        "new",
        "新建一份数据文件，收入上年报告和通知里的任务",
        "数据文件 [--prior 上年报告] [--notice 通知] [--year 年度] [--agency 机关] [--level 层级]",
    )
    new.add_argument("file", metavar="数据文件", help="如 2026.yaml；已有的文件不会覆盖")
    new.add_argument(
        "--notice",
        action="append",
        default=[],
        metavar="通知",
        help="工作要点通知（.docx、.html、.pdf、.txt），几份就写几次",
    )
    new.add_argument(
        "--prior",
        metavar="上年报告",
        help="上年的年报（.docx、.html、.pdf、.txt）：数供对照，结转、问题、联系方式收入",
    )
    new.add_argument(
        "--year", type=read_year, metavar="年度", help="报告的年度；省略时按上年报告，再按通知"
    )
    new.add_argument("--agency", default="", metavar="机关", help="机关全称，如 江临市人民政府")
    new.add_argument(
        "--level",
        choices=LEVELS,
        default="",
        metavar="层级",
        help="省级政府、市级政府、县级政府、乡级政府、部门；省略时按机关名称推定",
    )
    new.add_argument("--layout", default="", metavar="格式", help="报告格式；省略时按年度")
    add_convert(new)
    add_templates(new)

    wizard = add_verb(verbs, "wizard", "一问一答地填数据文件，随时离开、接着填", "[数据文件]")
    wizard.add_argument(
        "file",
        nargs="?",
        metavar="数据文件",
        help="如 2026.yaml；省略时列出这个文件夹里的，也可以新建",
    )
    add_templates(wizard)

    _add_ask(verbs)
    add_gathering(verbs)

    read = add_verb(
        verbs,
        "read",
        "读工作要点通知或已公布的年度报告，列出其中的任务或数",
        "文件 [文件……] [--format yaml|json]",
    )
    read.add_argument("files", nargs="+", metavar="文件", help=".docx、.html、.pdf、.txt")
    add_format(read, ("yaml", "json"), "输出的样子，默认 yaml，可以贴进数据文件")
    add_convert(read)
    add_templates(read)

    pull = add_verb(
        verbs,
        "pull",
        "收回改稿：编辑在 Word 里改了什么，写回数据文件",
        "改过的稿子 数据文件 [--apply] [--take 项号] [--format text|json]",
    )
    pull.add_argument("edited", metavar="改过的稿子", help="gkdraft 生成、别人改过的 .docx")
    pull.add_argument("file", metavar="数据文件", help="如 2026.yaml")
    pull.add_argument(
        "--apply", action="store_true", help="把有把握的改动写入数据文件，原文件另存一份"
    )
    pull.add_argument(
        "--take",
        metavar="项号",
        help="只写入这几项，如 1,3；没有把握的也可以点名；全部写入写“全部”或 all",
    )
    add_format(pull, ("text", "json"), "输出的样子，默认 text")
    add_templates(pull)

    compare = add_verb(
        verbs,
        "compare",
        "对照两年的报告，或同一年的两份",
        "文件 文件 [--format text|json|markdown]",
    )
    compare.add_argument(
        "files", nargs=2, metavar="文件", help="上年的和今年的，或同一年的两份；年报或数据文件"
    )
    add_format(
        compare, ("text", "json", "markdown"), "输出的样子，默认 text；markdown 可以贴进文稿"
    )
    add_convert(compare)
    add_templates(compare)

    layouts = add_verb(verbs, "layouts", "列出报告格式，核对自己的模板", "[--check 文件夹]")
    layouts.add_argument(
        "--check", metavar="文件夹", help="核对这个模板文件夹里的格式、表样和模板，指出哪一行不对"
    )
    add_templates(layouts)

    rule = add_verb(verbs, "rule", "解释一条核对规则", "[规则代码]")
    rule.add_argument("code", nargs="?", metavar="规则代码", help="如 GK101；省略时列出全部")

    schema = add_verb(
        verbs, "schema", "输出数据文件的 JSON Schema，供编辑器提示", "[--write 数据文件]"
    )
    schema.add_argument(
        "--write", metavar="数据文件", help="把 Schema 放在这个数据文件旁边，并在文件首行注明"
    )
    schema.add_argument(
        "--layout",
        metavar="格式",
        default="",
        help="报告格式；省略时按数据文件，没有数据文件的是最新的格式",
    )
    add_templates(schema)
    return parser.parse_args(arguments)


def _add_ask(verbs: "argparse._SubParsersAction[Parser]") -> None:
    text = "还没有答的题印成问卷（.docx），开会、交科室填"
    ask = add_verb(verbs, "ask", text, "数据文件 [--answers] [-o 输出]")
    ask.add_argument("file", metavar="数据文件", help="如 2026.yaml；只读，不改")
    ask.add_argument("--answers", action="store_true", help="改列全部回答和上年的，供领导过目")
    ask.add_argument(
        "-o", "--output", metavar="输出", help="文件名或已有的文件夹；省略时放在数据文件旁边"
    )
    ask.add_argument("--force", action="store_true", help="覆盖已有的文件，不管有没有人写过")
    add_templates(ask)


def _add_onto(build: Parser) -> None:
    """What brings the data's changes into a document that an editor has."""
    build.add_argument(
        "--onto",
        metavar="改过的稿子",
        help="数据又变了、稿子已经在改：把数据的改动并进这份 .docx，改稿人的改动都留着；原稿另存",
    )
    build.add_argument(
        "--track", action="store_true", help="配合 --onto：并入的写成修订，可在 Word 里看"
    )
    build.add_argument(
        "--dry-run", action="store_true", help="配合 --onto：只列出会改哪些数和句子，不写文件"
    )
    add_format(build, ("text", "json"), "配合 --onto：清单的样子，默认 text")


def _add_check(verbs: "argparse._SubParsersAction[Parser]") -> None:
    check = add_verb(
        verbs,
        "check",
        "核对数据文件或已公布的年度报告，列出问题和所在的行",
        "文件 [文件……] [--format text|json|markdown|docx|tasks] [-o 输出]",
    )
    check.add_argument(
        "files",
        nargs="+",
        metavar="文件",
        help="数据文件（.yaml），或年报 .docx、.html、.pdf、.txt",
    )
    add_format(
        check,
        CHECK_FORMATS,
        "输出的样子，默认 text；markdown、docx 是签字用的核对单，tasks 是要点落实对照表",
    )
    check.add_argument(
        "-o",
        "--output",
        metavar="输出",
        help="核对单、对照表（.docx、.xlsx）的文件名或已有的文件夹；核对单省略时放在旁边",
    )
    check.add_argument("--force", action="store_true", help="覆盖已有的，不管有没有人改过")
    check.add_argument(
        "--today",
        type=read_date,
        metavar="日期",
        help="按这一天提醒公布期限，如 2027-02-01；省略时不提醒",
    )
    add_convert(check)
    add_templates(check)


def find_language(arguments: Sequence[str]) -> str:
    """The language asked for, wherever it stands: the help needs it before anything is parsed."""
    for option, value in pairwise([*arguments, ""]):
        if option == "--lang":
            return value
        if option.startswith("--lang="):
            return option.removeprefix("--lang=")
    return ""
