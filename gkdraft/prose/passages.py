"""Passages 文段: how blocks of a report are named, and their text as people refer to figures in it.

总体情况.主动公开.第2段 is the second paragraph below that heading; a heading is named by its path.
In a passage a figure is its reference, {{申请情况.本年新收.总计}}, so that it follows the data.
"""

from collections.abc import Callable, Collection, Iterator, Sequence

from gkdraft.base.patterns import compile_late
from gkdraft.prose.document import (
    Block,
    Closing,
    Document,
    Grid,
    Heading,
    Note,
    Paragraph,
    Run,
    Runs,
    Title,
    plain_text,
)

PREFACE, TITLE, CLOSING, TABLE = "前言", "标题", "落款", "表"
_SENTENCE_END = compile_late("[。！？]+[”’）]*")
_NUMBER = compile_late(
    r"^(?:[一二三四五六七八九十百]+、|（[一二三四五六七八九十百]+）|\d+\.(?!\d))\s*"
)

IsReference = Callable[[str], bool]
"""Whether an expression may be referred to."""


def name_blocks(blocks: Sequence[Block]) -> list[str]:
    """A name for every block, in reading order; no two are the same."""
    path: list[str] = []
    counts: dict[str, int] = {}
    names: list[str] = []
    for block in blocks:
        if isinstance(block, Heading):
            title = drop_number(plain_text(block.runs))
            path = name_heading(".".join(path), block.level, title).split(".")
            names.append(_number_again(".".join(path), counts))
        else:
            names.append(_number_again(_name_block(block, ".".join(path) or PREFACE), counts))
    return names


def _name_block(block: Block, section: str) -> str:
    if isinstance(block, Title):
        return TITLE
    if isinstance(block, Closing):
        return f"{CLOSING}.{'机关' if block.kind == 'name' else '日期'}"
    if isinstance(block, Grid):
        return f"{section}.{TABLE}"
    return f"{section}.{'注' if isinstance(block, Note) else '第'}"


def _number_again(name: str, counts: dict[str, int]) -> str:
    """第1段, 第2段 …; of other names the second and later ones are told apart by a number."""
    counts[name] = counts.get(name, 0) + 1
    if name.endswith(".第"):
        return f"{name}{counts[name]}段"
    return name if counts[name] == 1 else f"{name}（{counts[name]}）"


def find_free_name(name: str, taken: Collection[str]) -> str:
    """The name, or where somebody has it that of a piece behind it: 第2段之1."""
    if name not in taken:
        return name
    # pieces are counted on: doubling finds an end, halving the first that is free
    low, high = 0, 1
    while f"{name}之{high}" in taken:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if f"{name}之{middle}" in taken else (low, middle)
    return f"{name}之{high}"


def name_heading(place: str, level: int, title: str) -> str:
    """The name of a heading of a level behind a place; a point in it would look like a level."""
    above = place.split(".")[: level - 1] if place else ()
    return ".".join((*above, title.replace(".", "．")))


def drop_number(text: str) -> str:
    """A heading without its number; 1.5万 at the head of a sentence is a figure."""
    return _NUMBER.sub("", text.strip())


def part_number(runs: Runs) -> tuple[str, Runs]:
    """The number of a heading, and the heading without it."""
    first = runs[0].text if runs else ""
    match = _NUMBER.match(first)
    if not match:
        return "", runs
    rest = first[match.end() :]
    return match[0], (*([Run(rest)] if rest else []), *runs[1:])


def write_passage(runs: Runs, is_reference: IsReference) -> str:
    """The text of runs with a reference for every figure."""
    return "".join(_write_run(run, is_reference) for run in runs)


def _write_run(run: Run, is_reference: IsReference) -> str:
    if run.key and is_reference(run.key):
        return f"{{{{{run.key}}}}}"
    return run.text


def split_sentences(runs: Runs) -> list[Runs]:
    """The sentences of a paragraph, each with its final mark."""
    sentences: list[Runs] = []
    current: list[Run] = []
    for run in runs:
        for piece, ends in _split_run(run):
            current.append(piece)
            if ends:
                sentences.append(tuple(current))
                current = []
    if current:
        sentences.append(tuple(current))
    return sentences


def _split_run(run: Run) -> Iterator[tuple[Run, bool]]:
    """The pieces of a run, and whether a sentence ends with each; figures are not cut."""
    start = 0
    for match in _SENTENCE_END.finditer(run.text) if not (run.key or run.gap) else ():
        yield Run(run.text[start : match.end()]), True
        start = match.end()
    if start < len(run.text):
        yield (run if not start else Run(run.text[start:])), False


def split_text(text: str) -> list[str]:
    """The sentences of a plain text."""
    return [plain_text(sentence) for sentence in split_sentences((Run(text),))]


def cut_runs(runs: Runs, start: int, end: int, is_reference: IsReference) -> tuple[Runs, Runs]:
    """What stands before and behind a part of a passage; positions are those of the passage."""
    before: list[Run] = []
    behind: list[Run] = []
    position = 0
    for run in runs:
        written = _write_run(run, is_reference)
        here, position = position, position + len(written)
        if position <= start:
            before.append(run)
        elif here >= end:
            behind.append(run)
        elif written == run.text:
            before += _keep_part(run.text[: max(0, start - here)])
            behind += _keep_part(run.text[max(0, end - here) :])
    return tuple(before), tuple(behind)


def _keep_part(text: str) -> list[Run]:
    return [Run(text)] if text else []


def list_editable(document: Document) -> Iterator[tuple[int, Paragraph | Note | Heading]]:
    """The blocks whose wording a person may change, with their positions.

    The headings of sections are the form's own.
    """
    for index, block in enumerate(document.blocks):
        if isinstance(block, Paragraph | Note) or (isinstance(block, Heading) and block.level > 1):
            yield index, block
