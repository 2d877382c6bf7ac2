"""GK3: figures of the prose among themselves."""

from collections.abc import Iterator

from gkdraft.base.places import parse_path
from gkdraft.findings import Severity
from gkdraft.prose.document import Document
from gkdraft.report.draft import Draft
from gkdraft.rules.registry import Said, rule

OVERVIEW = "总体情况"


@rule("GK305", Severity.WARNING, waivable=True)
def part_beyond_whole(draft: Draft, document: Document) -> Iterator[Said]:
    """指标：其中项大于所属的数。

    其中项不能比所属的数大：政府网站发布数不大于主动公开信息总数，采纳的意见不多于收到的，
    收回的问卷不多于发放的，清理结论各项不多于清理的件数。请核对两个数是不是同一口径、同一期间；
    口径确有不同的可以写情况说明。约数（4.25万、5500余）不比较。

    依据：《中华人民共和国政府信息公开条例》第五十条；指标含义见指标目录。
    """
    for part, whole in draft.layout.spec.at_most.items():
        key, above = f"{OVERVIEW}.{part}", f"{OVERVIEW}.{whole}"
        number, most = draft.figures.exact(key), draft.figures.exact(above)
        if number is not None and most is not None and number > most:
            names = [_said(draft, name) for name in (part, whole)]
            yield (
                f"{names[0][0]} {number}{names[0][1]}，比{names[1][0]} {most}{names[1][1]}还多",
                parse_path(key),
            )


def _said(draft: Draft, key: str) -> tuple[str, str]:
    """How an indicator, or one of its parts, is called, and its unit."""
    aspect, _, name = key.partition(".数据.")
    indicator, _, part = name.partition(".")
    known = draft.layout.indicator_by_key[aspect, indicator]
    return (f"{indicator}的{part}", known.unit_of(part)) if part else (indicator, known.unit)
