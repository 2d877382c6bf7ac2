"""Task tables whose columns a text dump ran together: 公开目录省财政厅省直各部门按季公布。

What is a body is told by its name, and by the phrases that the column repeats. All of it is a
guess and is said to be one.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gkdraft.base.patterns import compile_late

# 福建 2016 and 平潭 2021 as an archive keeps them
_ENDS = (
    "部门|单位|办公室|办公厅|管委会(?!办)|委员会(?!办)|政府(?!新闻|办公|法制|督查|研究)|国企"
    "|实验区|设区市|乡镇(?!人民|政府)|中心|局|委(?!员|会|网|办|宣|组|政|编|督)|办(?!公|事)|厅|院"
)
_BRACKET = "（[^（）]{1,12}）"
_PIECE = (
    rf"(?:[^，。、；：“”《》（）()\s]|{_BRACKET}){{0,14}}?(?:{_ENDS})"
    rf"(?:等[相有]关(?:部门|单位))?(?:{_BRACKET})?"
)
_AREA = "[省市县区各]"
_REGION = compile_late(
    rf"{_AREA}{_PIECE}(?:(?:[，、 ]|会同)?(?={_AREA}){_PIECE}|[，、](?:{_PIECE}))*"
)
# where one cell ends and the next begins: nothing or a space stands between two names
_BORDER = compile_late(
    rf"(?<=[{''.join(sorted(set('门位室厅会府镇道心企局委办院）')))}]) *(?={_AREA})"
)
REPEATED = 3
"""Rows in which the end of a run of bodies recurs before it is taken for a cell of the table."""
MOST_LETTERS = 4_000


@dataclass
class Row:
    """A row of a table told apart again."""

    title: str
    demand: str
    lead: list[str]
    responsible: str


class ColumnGuess:
    """Where the columns of run-together rows begin, learned from all of them."""

    def __init__(self, roles: Sequence[str], texts: Iterable[str]) -> None:
        named = [role for role in roles if role in ("lead", "responsible", "demand")]
        self.demand_last = bool(named) and named[-1] == "demand"
        ends: Counter[str] = Counter()
        for text in texts:
            ends.update({_find_end(match[0]) for match in _list_regions(text)})
        self.known = {end for end, count in ends.items() if end and count >= REPEATED}

    def split(self, text: str) -> Row | None:
        """A row's title, demand and bodies; None where no run of bodies is like the others."""
        regions = [match for match in _list_regions(text) if self._is_cell(match, text)]
        if not regions:
            return None
        region = regions[0] if self.demand_last else regions[-1]
        before, after = text[: region.start()].strip(), text[region.end() :].strip()
        if not before:
            return None
        *lead, last = _BORDER.split(region[0])
        if self.demand_last:
            return Row(before, after, lead, last)
        title, _, demand = before.partition("。")
        return Row(title, demand.strip(), lead, last)

    def _is_cell(self, match: re.Match[str], text: str) -> bool:
        # the last cell ends the row; one before the demand is known by the cells that are alike
        if not self.demand_last:
            return not text[match.end() :].strip()
        return _find_end(match[0]) in self.known


def _list_regions(text: str) -> list[re.Match[str]]:
    return list(_REGION.finditer(text[:MOST_LETTERS]))


def _find_end(region: str) -> str:
    """The end of a run of bodies, by which cells of one column are alike."""
    match = re.search(r"[^，、]{2,20}$", region)
    return match[0] if match else ""
