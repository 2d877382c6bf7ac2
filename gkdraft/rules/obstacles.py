"""What keeps a report from being final 定稿: errors, required things left blank, 【待补充】."""

from collections.abc import Iterator
from dataclasses import replace

from gkdraft.base.patterns import compile_late
from gkdraft.base.places import DataPath, is_related, parse_path
from gkdraft.messages import say
from gkdraft.prose.document import Block, Document, Grid, Title
from gkdraft.report.draft import Draft
from gkdraft.rules.findings import Finding, Severity
from gkdraft.rules.registry import REGISTRY
from gkdraft.rules.review import Review

BLANK, GAP = "GK001", "GK007"
FILE = "GK0"
"""How the codes of the data file itself begin."""
# a mark that a reference parts has no end of its own
_GAP = compile_late("【待补充[^】]*】?")
_NAME = ("机关", "名称")


def find_obstacles(draft: Draft, document: Document, review: Review) -> tuple[Finding, ...]:
    """All that has to be settled first; a blank or a gap also where no rule speaks of it."""
    errors = [found for found in review.findings if found.severity is Severity.ERROR]
    known = {found.path for found in errors if found.code == BLANK}
    errors += [found for found in _find_blanks(draft, document) if found.path not in known]
    told = [found.path for found in errors if found.code.startswith(FILE)]
    return (*errors, *_find_gaps(document, told))


def _find_blanks(draft: Draft, document: Document) -> Iterator[Finding]:
    """What is not filled in, even where a slip that is only warned of explains it."""
    faults = [f for f in draft.faults if REGISTRY[f.code].severity is Severity.ERROR]
    strict = replace(draft, faults=tuple(faults))
    for verdict in REGISTRY[BLANK].judge(strict, document):
        if isinstance(verdict, Finding):
            yield verdict


def _find_gaps(document: Document, told: list[DataPath]) -> Iterator[Finding]:
    """Every 【待补充】 once, but for those that an error of the data file explains."""
    for text, path in list_gaps(document):
        if not path or not any(is_related(path, other) for other in told):
            message = say("正文有“{text}”", text=text)
            yield Finding(GAP, REGISTRY[GAP].severity, message, path)


def list_gaps(document: Document) -> list[tuple[str, DataPath]]:
    """Every 【待补充】 once with its key, also in the title and where a person typed it."""
    found: dict[tuple[str, DataPath], None] = {}
    for block in document.blocks:
        for text, path in _list_texts(block):
            found.update(dict.fromkeys((gap, path) for gap in _GAP.findall(text)))
    return list(found)


def _list_texts(block: Block) -> Iterator[tuple[str, DataPath]]:
    if isinstance(block, Title):
        yield "".join(block.parts), _NAME
    elif isinstance(block, Grid):
        for row in block.rows:
            yield from ((cell.text, parse_path(cell.key)) for cell in row)
    else:
        yield from ((run.text, parse_path(run.key)) for run in block.runs)
