"""Where a finding stands: the line of its key, or the paragraph that has the words it quotes."""

from collections.abc import Iterator, Mapping, Sequence

from gkdraft.base.patterns import compile_late
from gkdraft.base.places import DataPath, Locus
from gkdraft.messages import join_messages, say
from gkdraft.prose.document import Document, Heading, Paragraph, plain_text
from gkdraft.rules.findings import Finding

OPENING = say("开头")
MOST = 2
"""Places that are named; words that stand more often are found by searching for them."""
ENOUGH = 10
"""Characters by which a sentence is found where a message shows it without its titles."""
_BLANKS = compile_late(r"\s+")


def locate_findings(
    findings: Sequence[Finding], document: Document, places: Mapping[DataPath, Locus], file: str
) -> tuple[Finding, ...]:
    """Each finding with its line, or with its spot: 表三第5行第2栏, 一、总体情况第3段."""
    placed = [_place_finding(finding, places, file) for finding in findings]
    lost = [f for f in placed if not f.locus.line and not f.locus.spot]
    texts = list(_list_texts(document)) if lost else []
    for index, finding in enumerate(placed):
        if finding in lost:
            spot = _find_spot(quote_first(finding.message), texts)
            placed[index] = finding._replace(locus=finding.locus._replace(spot=spot))
    return tuple(placed)


def _place_finding(finding: Finding, places: Mapping[DataPath, Locus], file: str) -> Finding:
    """The finding with the position of its key, or of the nearest key above it."""
    path = finding.path
    # what is missing has no line of its own
    while path and path not in places:
        path = path[:-1]
    return finding._replace(locus=places.get(path, Locus(file)))


def quote_first(message: str) -> str:
    """What a message quotes first, with the quotations in it: “被评为“优秀”的……”."""
    start = message.find("“") + 1
    depth = 1 if start else 0
    end = start
    while depth and end < len(message):
        depth += (message[end] == "“") - (message[end] == "”")
        end += 1
    return message[start : end - 1].strip("…") if start and not depth else ""


def _list_texts(document: Document) -> Iterator[tuple[str, str]]:
    """Every paragraph without blanks, with its place: 一、总体情况第3段."""
    section: str = OPENING
    number = 0
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            section, number = plain_text(block.runs).strip(), 0
        elif isinstance(block, Heading | Paragraph):
            number += isinstance(block, Paragraph)
            place = say("{section}第{number}段", section=section, number=number or 1)
            yield place, _BLANKS.sub("", plain_text(block.runs))


def _find_spot(words: str, texts: Sequence[tuple[str, str]]) -> str:
    """Where the words stand; nothing where they do not, or stand all over."""
    words = _BLANKS.sub("", words)
    found: list[str] = []
    for sought in (words, words[:ENOUGH]):
        found = found or [place for place, text in texts if len(sought) > 1 and sought in text]
    return join_messages("、", found) if 0 < len(found) <= MOST else ""
