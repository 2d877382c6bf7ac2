"""总体情况 of a report by its aspects 方面: what stands below each heading that names one."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from gkdraft.base.patterns import compile_late
from gkdraft.base.scalars import read_numeral
from gkdraft.layout.spec import Patterns
from gkdraft.reading.published.ledger import PublishedSection
from gkdraft.reading.published.text_lines import join_lines

OVERVIEW = "总体情况"
# headings of one report are alike: fewer aspects than this in a text without 总体情况 are chance
FEWEST = 2

# （三）完善制度规范，加强政府信息管理 on its own line; 平潭 2022: ……方面 with a blank behind it
_BRACKETED = compile_late(
    r"(?:^|(?<=[。；;：:\n]))\s*[（(](?P<number>[一二三四五六七八九十]{1,2})[）)]\s*"
    r"(?P<text>[^\n。：:；;]{2,30}?)\s*(?:[。：:\n]|$|(?<=方面)\s|(?<=情况)\s)"
)
_COUNTED = compile_late(
    r"(?:^|(?<=[。；;：:\n]))\s*(?P<number>\d{1,2})[.．、]\s*"
    r"(?P<text>[^\n。：:；;，,\d]{2,20}?)\s*(?:[。：:\n]|$)"
)
# 建平 2025: 一是主动公开情况。……三是政府信息管理情况。一是组织……二是建立……
_ORDINAL = compile_late(
    r"(?:^|(?<=[。；;：:\n]))\s*(?P<number>[一二三四五六七八九十]{1,2})是"
    r"(?P<text>[^\n。：:；;，,]{2,20}?)\s*(?:[。：:\n]|$)"
)
_BARE = compile_late(
    r"(?:^|(?<=\n))\s*(?P<number>)(?P<text>[^\n。：:；;，,、\d]{4,16})(?:[。：:]?\n|$)"
)
# ● 主动公开：…… and ——主动公开。…… as stored pages and copies from WeChat have them
_BULLETED = compile_late(
    r"(?:^|(?<=\n))\s*(?:[●○◆◇■□▪•·★]|[—－-]{1,2})\s*(?P<number>)"
    r"(?P<text>[^\n。：:；;，,\d]{2,20}?)\s*(?:[。：:\n]|$)"
)


class _Head(NamedTuple):
    """A heading: where it stands, where its text begins, its number, the aspect it names."""

    start: int
    end: int
    number: int
    aspect: str


def find_overview(
    sections: Sequence[PublishedSection],
    aspects: Sequence[str],
    words: Mapping[str, Patterns],
) -> dict[str, tuple[str, ...]]:
    """总体情况: the paragraphs of each aspect, as far as headings name it."""
    named = [section for section in sections if section.role == OVERVIEW]
    # 广东省政府办公厅 2023, 宿迁 2024 lost the heading of section one
    opening = [section for section in sections if not section.number]
    chosen = _read_aspects(named or opening, aspects, words)
    return chosen if named or len(chosen) >= FEWEST else {}


def _read_aspects(
    sections: Iterable[PublishedSection],
    aspects: Sequence[str],
    words: Mapping[str, Patterns],
) -> dict[str, tuple[str, ...]]:
    paragraphs: list[str] = []
    for section in sections:
        paragraphs += section.paragraphs
    text = "\n".join(join_lines(paragraphs))
    known = {key: words.get(key, ()) for key in aspects}
    return _split_text(text, _choose_heads(text, known))


def _choose_heads(text: str, known: Mapping[str, Patterns]) -> list[_Head]:
    """The headings that part a text: those in brackets, or others that stand before them."""
    best = list(_list_heads(_BRACKETED, text, known))
    # 太仓 2021: 1.强化信息发布管理 stands below （一）……, which names no aspect
    limit = best[0].start if best else len(text)
    for heads in _list_other_styles(text, known):
        if heads and heads[0].start < limit and _count_aspects(heads) > _count_aspects(best):
            best = heads
    return best


def _list_other_styles(text: str, known: Mapping[str, Patterns]) -> Iterator[list[_Head]]:
    # below a heading that counts 1. 2. or 一是 二是 the same marks count anew
    for style in (_COUNTED, _ORDINAL):
        yield list(_keep_sequence(_list_heads(style, text, known)))
    for style in (_BULLETED, _BARE):
        yield [head for head in _list_heads(style, text, known) if head.aspect]


def _list_heads(
    style: re.Pattern[str], text: str, known: Mapping[str, Patterns]
) -> Iterator[_Head]:
    for match in style.finditer(text):
        number = match["number"]
        value = int(number) if number.isdecimal() else read_numeral(number) if number else 0
        yield _Head(match.start(), match.end(), value, _find_aspect(match["text"], known))


def _keep_sequence(heads: Iterable[_Head]) -> Iterator[_Head]:
    """Headings that name an aspect, and those that count on behind them."""
    last = 0
    for head in heads:
        if head.aspect or (last and head.number == last + 1):
            last = head.number
            yield head


def _find_aspect(heading: str, known: Mapping[str, Patterns]) -> str:
    """The aspect a heading names: of two the later word, 主动公开平台建设; of two clauses none."""
    compact = re.sub(r"\s", "", heading)
    found: dict[str, int] = {}
    for aspect, patterns in known.items():
        for pattern in patterns:
            match = pattern.search(compact)
            if match:
                found[aspect] = max(found.get(aspect, 0), match.end())
    if not found:
        return ""
    first, last = min(found.values()), max(found.values())
    if re.search("[，,]", compact[first:last]):
        return ""
    return max(found, key=lambda aspect: found[aspect])


def _count_aspects(heads: Iterable[_Head]) -> int:
    return len({head.aspect for head in heads if head.aspect})


def _split_text(text: str, heads: Sequence[_Head]) -> dict[str, tuple[str, ...]]:
    ends = [*(head.start for head in heads[1:]), len(text)]
    found: dict[str, tuple[str, ...]] = {}
    for head, end in zip(heads, ends, strict=False):
        below = text[head.end : end].splitlines()
        paragraphs = tuple(line.strip() for line in below if line.strip(" 。：:"))
        if head.aspect and paragraphs:
            found.setdefault(head.aspect, paragraphs)
    return found
