"""GK5: what one report tells twice. Everything is indexed."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from gkdraft.base.patterns import compile_late
from gkdraft.base.places import DataPath
from gkdraft.messages import say
from gkdraft.prose.document import Document, Paragraph, Run, plain_text
from gkdraft.report.draft import Draft
from gkdraft.report.tasks import list_tasks
from gkdraft.rules.findings import Severity
from gkdraft.rules.naming import advise_repeated, name_place
from gkdraft.rules.own_answers import list_answers
from gkdraft.rules.registry import Said, Verdict, register_rule
from gkdraft.rules.told_figures import RepetitionBook, find_same_figures

SHORTEST = 12
"""Characters below which sentences are the same by chance: 无其他需要报告的事项."""
SHORTEST_OWN = 6
"""Characters from which two sentences that a person typed are one: nobody types them by chance."""
LONGEST = 2000
SHOWN = 24

# always matches, so that a text without a full stop is gone over once
_SENTENCE = compile_late("([^。；！？\n]+)([。；！？]?)")
# 一是 and （二） before a sentence are no part of it
_MARK = compile_late(
    r"^(?:[一二三四五六七八九十]{1,3}是|（[一二三四五六七八九十]{1,3}）|\d{1,2}[.、])"
)
_BARE = compile_late(r"[\W_]+")
_GAP = "【待补充"


@register_rule("GK505", Severity.WARNING, waivable=True)
def check_told_twice(draft: Draft, document: Document) -> Iterator[Verdict]:
    """同一份报告里说了两遍。

    同一句话写了、印了两次，只差“全年”“共”“已”一类的字也算；两项任务的落实情况一样（同一件事用“并入”，
    不是的各写各的）；同一个数、同一件事说了两次：指标写了新闻发布会6场，亮点又写“召开新闻发布会6场”；
    指标写了一个数，亮点或落实情况里同一件事又是另一个数。
    提示里写明两处在哪里。去掉一处，或改成一致的数；确是两件事的，把名称写清楚。
    开头一段概括全篇，里面的数不算说了两遍；已公布的年报里同一个数说了两次，只提示。

    依据：国办公开办函〔2021〕30号对总体情况“简明扼要”、篇幅的要求。
    """
    words = RepetitionBook.of(draft)
    repeated = _find_repeated(draft, words)
    for again in repeated.values():
        # the parts of one problem are GK506's
        if again.first[:2] != again.path[:2] or again.path[0] != "存在问题":
            yield _say_twice(draft, again)
    own = _index_texts(draft)
    for text, bare in _find_same_sentences(document):
        if words.strip_filler(bare) not in repeated and _GAP not in text:
            yield say("“{text}”说了两遍，请去掉一处", text=_shorten(text)), own.get(bare, ())
    pairs = {frozenset((again.first, again.path)) for again in repeated.values()}
    yield from find_same_figures(draft, document, pairs)


class _Again(NamedTuple):
    """A sentence that was typed twice, and both its keys."""

    text: str
    first: DataPath
    path: DataPath


def _find_repeated(draft: Draft, words: RepetitionBook) -> dict[str, _Again]:
    """Sentences of a person's answers that say the same as one before, by what they share.

    Why tasks were not begun may be one and the same.
    """
    found: dict[str, _Again] = {}
    if draft.published:  # its paragraphs are what `_find_same_sentences` goes through
        return found
    idle = {e.path for e in list_tasks(draft.report) if e.task.state in ("未开展", "不涉及")}
    seen: dict[str, DataPath] = {}
    for path, text in list_answers(draft):
        for match in () if path[:-1] in idle else _SENTENCE.finditer(text):
            alike = words.strip_filler(_strip(match[1][: LONGEST + 1]))
            if len(alike) < SHORTEST_OWN:
                continue
            if alike in seen and alike not in found:
                found[alike] = _Again(match[1].strip(), seen[alike], path)
            seen.setdefault(alike, path)
    return found


def _say_twice(draft: Draft, again: _Again) -> Said:
    text, place = _shorten(again.text), name_place(draft, again.path)
    if again.first == again.path:
        told = say("“{text}”在{place}里写了两遍，请去掉一处", text=text, place=place)
    else:
        told = say(
            "“{text}”写了两处：{first}、{place}；{advice}",
            text=text,
            first=name_place(draft, again.first),
            place=place,
            advice=advise_repeated(again.first, again.path),
        )
    return Said(told, again.path, others=(again.first,))


def _index_texts(draft: Draft) -> dict[str, DataPath]:
    """Where a person wrote each sentence; of one written twice, the second place."""
    found: dict[str, DataPath] = {}
    for path, text in draft.printed_texts:
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
        # what is still to be filled in may quote what it is about
        words = plain_text(tuple(run for run in block.runs if not run.gap))
        for match in _SENTENCE.finditer(words):
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
