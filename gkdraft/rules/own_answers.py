"""What a person answers in sentences: highlights, results of tasks, problems and their measures.

One list for the rules that look at answers, whatever they are answers to.
"""

from collections.abc import Iterator

from gkdraft.base.places import DataPath
from gkdraft.layout.layout import Indicator
from gkdraft.report.draft import Draft

_KEYS = frozenset(("开头", "做法", "落实情况", "问题", "佐证", "原因", "改进"))
_LISTS = frozenset(("亮点", "其他"))


def list_answers(draft: Draft) -> Iterator[tuple[DataPath, str]]:
    """Answers that should say something, with their keys, in the order of the data file."""
    for path, text in draft.printed_texts:
        if text and is_sentence(path):
            yield path, text
    for indicator in draft.layout.indicators:
        if indicator.kind == "text" and not _has_words(draft, indicator):
            text = draft.find_text(indicator.aspect, indicator.key)
            if text:
                yield ("总体情况", indicator.aspect, "数据", indicator.key), text


def is_sentence(path: DataPath) -> bool:
    """Whether a key holds a sentence or more: not a name, a number, a choice."""
    is_item = isinstance(path[-1], int) and path[-2:-1] != () and path[-2] in _LISTS
    return path[-1] in _KEYS or is_item or path[0] == "附注"


def _has_words(draft: Draft, indicator: Indicator) -> bool:
    """Whether a phrase has words for a short text: 年度考核结果为良好."""
    lines = draft.layout.phrases.get(indicator.aspect, ())
    return any(f"{{{indicator.key}<" in line for line in lines)
