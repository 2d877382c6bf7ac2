"""GK5: what one report tells twice, and answers that cannot be meant. Everything is indexed."""

import re
from collections.abc import Iterator

from gkdraft.base.likeness import measure_order
from gkdraft.base.places import DataPath
from gkdraft.layout.layout import Indicator
from gkdraft.messages import say
from gkdraft.prose.document import Document, Paragraph, Run, plain_text
from gkdraft.report.draft import Draft
from gkdraft.report.model import list_printed
from gkdraft.report.tasks import list_tasks
from gkdraft.rules.findings import Severity
from gkdraft.rules.registry import Verdict, register_rule
from gkdraft.rules.told_figures import RepetitionBook, find_same_figures

SHORTEST = 12
"""Characters below which sentences are the same by chance: 无其他需要报告的事项."""
SHORTEST_RESULT = 6
LONGEST = 2000
SHOWN = 24
SAME = 0.9
"""Likeness from which a measure is its problem over again: two characters changed in 20."""
TWO = 2

# always matches, so that a text without a full stop is gone over once
_SENTENCE = re.compile("([^。；！？\n]+)([。；！？]?)")
# 一是 and （二） before a sentence are no part of it
_MARK = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}是|（[一二三四五六七八九十]{1,3}）|\d{1,2}[.、])"
)
_BARE = re.compile(r"[\W_]+")
_ANSWERS = ("问题", "改进", "佐证", "落实情况")


@register_rule("GK505", Severity.WARNING, waivable=True)
def check_told_twice(draft: Draft, document: Document) -> Iterator[Verdict]:
    """同一份报告里说了两遍。

    同一句话印了两次；两项任务的落实情况一字不差（同一件事用“并入”，不是的各写各的）；
    第一部分里同一个数、同一件事说了两次（只提示）；指标写了一个数，亮点或落实情况里同一件事又是另一个数。
    去掉一处，或改成一致的数。确是两件事的，把名称写清楚。

    依据：国办公开办函〔2021〕30号对总体情况“简明扼要”、篇幅的要求。
    """
    results = dict(_find_same_results(draft))
    for path, told in results.items():
        yield told, path
    own = _index_texts(draft)
    told_elsewhere = {*results, *(path for path, _ in _find_same_measures(draft))}
    for text, bare in _find_same_sentences(document):
        path = own.get(bare, ())
        if path not in told_elsewhere:
            yield say("“{text}”说了两遍，请去掉一处", text=_shorten(text)), path
    yield from find_same_figures(draft, document)


def _find_same_results(draft: Draft) -> Iterator[tuple[DataPath, str]]:
    """Tasks that are answered with another task's words; why they were not begun may be one."""
    seen: dict[str, str] = {}
    for entry in list_tasks(draft.report):
        bare = _BARE.sub("", entry.task.result)
        if len(bare) < SHORTEST_RESULT or entry.task.state in ("未开展", "不涉及"):
            continue
        if bare in seen:
            told = say(
                "{name}的落实情况与{other}的一字不差：同一件事用“并入”，不是的各写各的",
                name=entry.name,
                other=seen[bare],
            )
            yield (*entry.path, "落实情况"), told
        seen.setdefault(bare, entry.name)


def _index_texts(draft: Draft) -> dict[str, DataPath]:
    """Where a person wrote each sentence; of one written twice, the second place."""
    found: dict[str, DataPath] = {}
    for path, text in list_printed(draft.report):
        for sentence in re.split("[。；！？\n]", text[:LONGEST]):
            if bare := _strip(sentence):
                found[bare] = path
    return found


def _find_same_sentences(document: Document) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    told: set[str] = set()
    for block in document.blocks:
        # a note stands under its table and, in what was published, among the paragraphs too
        if not isinstance(block, Paragraph) or (block.runs[:1] and _is_note(block.runs[0])):
            continue
        for match in _SENTENCE.finditer(plain_text(block.runs)):
            bare = _strip(match[1][: LONGEST + 1])
            # what ends without a mark is a title, a heading or what is left of a table
            if not match[2] or not SHORTEST <= len(bare) <= LONGEST:
                continue
            if bare in seen and bare not in told:
                told.add(bare)
                yield match[1].strip(), bare
            seen.add(bare)


def _is_note(run: Run) -> bool:
    return run.text.lstrip().startswith("注：")


def _strip(sentence: str) -> str:
    return _BARE.sub("", _MARK.sub("", sentence.strip()))


def _shorten(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}……"


@register_rule("GK506", Severity.WARNING, waivable=True)
def check_answers(draft: Draft, document: Document) -> Iterator[Verdict]:
    """不像回答的回答。

    改进写的就是问题本身；亮点、问题、改进、落实情况只写了一两个字（“无”“好”“同上”）。
    改进写谁、什么时候前、做什么；没有的事空着，有意不写的写“略”。
    联系地址里门牌号后面又写了路名的（“北京路8路”）也在这里指出。
    任务写了完成而没有成果的，由 GK402 指出。

    依据：国办公开办函〔2021〕30号，问题和改进“不得出现敷衍了事甚至年年雷同现象”。
    """
    for path, told in _find_same_measures(draft):
        yield told, path
    yield from _check_address(draft)
    if draft.published:  # what was read of a page may be a piece of a line
        return
    for path, text in _list_answers(draft):
        bare = _BARE.sub("", text)
        # what was cut off or could not be read is told itself
        if 0 < len(bare) <= TWO and not draft.is_faulty(path):
            yield say("只写了“{text}”，看不出说的是什么；没有的空着", text=text), path


def _check_address(draft: Draft) -> Iterator[Verdict]:
    address = draft.report.contact.address[:LONGEST]
    if not address:
        return
    for pattern in RepetitionBook.of(draft).addresses:
        if slip := pattern.search(address):
            told = say(
                "地址“{address}”里的“{slip}”写错了，请核对门牌号", address=address, slip=slip[0]
            )
            yield told, ("联系", "地址")


def _find_same_measures(draft: Draft) -> Iterator[tuple[DataPath, str]]:
    for index, entry in enumerate(draft.report.problems):
        problem, measure = (_BARE.sub("", text) for text in (entry.problem, entry.measure))
        if len(problem) > TWO and _is_same(problem, measure):
            told = say("改进写的就是问题“{text}”，请写打算怎么办", text=_shorten(entry.problem))
            yield ("存在问题", index, "改进"), told


def _is_same(text: str, other: str) -> bool:
    if text == other:
        return True
    return max(len(text), len(other)) <= LONGEST // 4 and measure_order(text, other, SAME) > 0


def _list_answers(draft: Draft) -> Iterator[tuple[DataPath, str]]:
    """The texts that should say something; a task that is 完成 is GK402's."""
    finished = {entry.path for entry in list_tasks(draft.report) if entry.task.state == "完成"}
    for path, text in list_printed(draft.report):
        if (path[-1] in _ANSWERS and path[:-1] not in finished) or path[-2:-1] in (
            ("亮点",),
            ("其他",),
        ):
            yield path, text
    for indicator in draft.layout.indicators:
        if indicator.kind == "text" and not _has_words(draft, indicator):
            text = draft.find_text(indicator.aspect, indicator.key)
            yield ("总体情况", indicator.aspect, "数据", indicator.key), text


def _has_words(draft: Draft, indicator: Indicator) -> bool:
    """Whether a phrase has words for a short text: 年度考核结果为良好."""
    lines = draft.layout.phrases.get(indicator.aspect, ())
    return any(f"{{{indicator.key}<" in line for line in lines)
