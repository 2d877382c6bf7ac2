"""Options that several verbs share, and what is read of their values. Standard library only."""

import argparse
import datetime

from gkdraft.cli.parser import Parser
from gkdraft.messages import _, say

LANGUAGES = ("zh", "en")


def add_verb(
    verbs: "argparse._SubParsersAction[Parser]", name: str, text: str, usage: str
) -> Parser:
    """A verb with the options that all have."""
    parser = verbs.add_parser(
        name,
        prog=f"gkdraft {name}",
        help=text,
        description=text,
        usage=f"gkdraft {name} {_(usage)}",
        add_help=False,
    )
    add_common(parser)
    return parser


def add_common(parser: Parser) -> None:
    """What every verb understands."""
    parser.add_argument("-h", "--help", action="help", help="显示用法")
    parser.add_argument(
        "--lang",
        choices=LANGUAGES,
        metavar="|".join(LANGUAGES),
        default="zh",
        help="界面的语言：中文（默认）、英文",
    )


def add_format(parser: Parser, names: tuple[str, ...], text: str) -> None:
    """What a list looks like: the first name, unless another is given."""
    parser.add_argument(
        "--format", choices=names, default=names[0], metavar="|".join(names), help=text
    )


def add_convert(verb: Parser) -> None:
    """Old formats, for verbs that read documents."""
    verb.add_argument(
        "--convert", action="store_true", help=".doc、.wps、.xls 先由本机的 LibreOffice 转换再读"
    )


def add_templates(parser: Parser) -> None:
    """The person's own templates."""
    parser.add_argument(
        "--templates", metavar="文件夹", help="自己的模板文件夹，其中有的优先，没有的用自带的"
    )


def read_year(text: str) -> int:
    """A year on the command line. ArgumentTypeError if it is none."""
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise argparse.ArgumentTypeError(say("{} 不是年份，应为四位数字，如 2026", text))
    return int(text)


def read_count(text: str) -> int:
    """A number of things on the command line. ArgumentTypeError if it is none."""
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 5 and int(text)):
        raise argparse.ArgumentTypeError(say("{} 不是个数，应为 1 以上的数字", text))
    return int(text)


def read_date(text: str) -> datetime.date:
    """A day on the command line. ArgumentTypeError if it is none."""
    try:
        return datetime.datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        said = say("{} 不是日期，应写成 2027-02-01", text)
        raise argparse.ArgumentTypeError(said) from None
