"""GK5: answers that cannot be meant: a word where a sentence belongs, a problem for a measure."""

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import combinations

from gkdraft.base.likeness import measure_order
from gkdraft.base.patterns import compile_late
from gkdraft.base.places import DataPath
from gkdraft.layout.spec import Patterns
from gkdraft.messages import say
from gkdraft.prose.document import Document
from gkdraft.report.draft import Draft
from gkdraft.report.model import Problem
from gkdraft.rules.books import Book
from gkdraft.rules.findings import Severity
from gkdraft.rules.gk4_tasks import list_unproven
from gkdraft.rules.own_answers import list_answers
from gkdraft.rules.registry import Said, Verdict, register_rule

LONGEST = 500
SHOWN = 24
SAME = 0.9
"""Likeness from which a measure is its problem over again: two characters changed in 20."""
TWO = 2

_BARE = compile_late(r"[\W_]+")
_NEGATION = compile_late("[不未没无]")


class AnswerBook(Book):
    """checks/answers.yaml: `empty` words that say nothing, `none` of them that there is nothing;
    `frames` around a problem that make no measure of it.
    """

    file = "answers.yaml"

    empty: Patterns
    none: Patterns
    before: tuple[str, ...]
    behind: tuple[str, ...]

    @cached_property
    def frame(self) -> re.Pattern[str]:
        heads, tails = "|".join(map(re.escape, self.before)), "|".join(map(re.escape, self.behind))
        return compile_late(f"^(?:{heads})+|(?:{tails})+$")

    def is_empty(self, bare: str) -> bool:
        return len(bare) <= TWO or any(word.fullmatch(bare) for word in self.empty + self.none)

    def is_none(self, bare: str) -> bool:
        """Whether a person says that there is nothing to say."""
        return any(word.fullmatch(bare) for word in self.none)


@register_rule("GK506", Severity.WARNING, waivable=True)
def check_answers(draft: Draft, document: Document) -> Iterator[Verdict]:
    """不像回答的回答。

    该写一句话的地方（亮点、落实情况、问题、佐证、原因、改进、做法、附注等）只写了一两个字、一个标点，
    或“暂无”“同上”“已完成”一类的话；改进、佐证、原因写的就是问题本身，“解决……的问题”也算。
    没有的事空着，有意不写的写“略”。问题不能写“无”，写一件查得到的事；改进写谁、什么时候前、做什么；
    没有开展的任务，状态写“未开展”，落实情况写原因，与本机关无关的，状态写“不涉及”。
    任务写了完成而没有成果的，由 GK402 指出。认哪些话，见 templates/checks/answers.yaml。

    依据：国办公开办函〔2021〕30号，问题和改进“不得出现敷衍了事甚至年年雷同现象”。
    """
    words = AnswerBook.of(draft)
    for index, entry in enumerate(draft.report.problems):
        yield from _compare_parts(index, entry, words)
    if draft.published:  # what was read of a page may be a piece of a line
        return
    unproven = {path for path, _ in list_unproven(draft)}
    for path, text in list_answers(draft):
        # what was cut off or could not be read is told itself
        if path in unproven or draft.is_faulty(path):
            continue
        bare = _BARE.sub("", text)
        if words.is_empty(bare.lower()):
            yield (
                say(
                    "只写了“{text}”，看不出说的是什么：{advice}",
                    text=text,
                    advice=_advise(draft, path, words.is_none(bare)),
                ),
                path,
            )


def _advise(draft: Draft, path: DataPath, is_none: bool) -> str:
    """What to write at a place instead."""
    if path[0] == "存在问题" and path[-1] == "问题":
        if is_none:
            return say("问题不能没有，写一件查得到的事：什么事、多少、在哪里")
        return say("写明什么事、多少、在哪里")
    if path[-1] == "改进":
        return say("写明谁、什么时候前、做什么")
    if path[-1] == "落实情况" and len(path) > 6:
        task = draft.report.notices[int(path[1])].groups[int(path[3])].tasks[int(path[5])]
        if task.state == "未开展":
            return say("写明没有开展的原因")
        return say(
            "写明做了什么、有什么数或成果；没有开展的状态写“未开展”，与本机关无关的写“不涉及”"
        )
    return say("没有的空着，有意不写的写“略”")


def _compare_parts(index: int, entry: Problem, words: AnswerBook) -> Iterator[Said]:
    """Parts of a problem that say what another part has said."""
    parts = {"问题": entry.problem, "佐证": entry.evidence, "原因": entry.cause}
    parts["改进"] = entry.measure
    told: set[str] = set()
    for (first, text), (key, other) in combinations(parts.items(), 2):
        if key not in told and _is_same(text, other, words):
            told.add(key)
            message = say("{key}写的就是{first}“{text}”，请去掉一处", key=key, first=first,
                          text=_shorten(text))  # fmt: skip
            if key == "改进":
                message = say(
                    "改进写的就是{first}“{text}”，请写打算怎么办", first=first, text=_shorten(text)
                )
            yield Said(message, ("存在问题", index, key), others=(("存在问题", index, first),))


def _is_same(text: str, other: str, words: AnswerBook) -> bool:
    """Whether two texts say the same, if one of them says 解决……的问题 around it."""
    bare, again = (_BARE.sub("", one) for one in (text, other))
    if min(len(bare), len(again)) <= TWO:
        return False
    if bare == again:
        return True
    bare, again = (words.frame.sub("", one) for one in (bare, again))
    if max(len(bare), len(again)) > LONGEST or not bare:
        return False
    # 未定期培训 and 定期培训 are the problem and its measure
    is_denied = len(_NEGATION.findall(bare)) != len(_NEGATION.findall(again))
    return not is_denied and measure_order(bare, again, SAME) > 0


def _shorten(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}……"
