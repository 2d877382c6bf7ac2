"""Recognition 识别: whether a document is a report or a notice, and reading it as that."""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gkdraft.layout.resources import Resources
from gkdraft.reading.documents import read_document
from gkdraft.reading.published import Catalogue, Published, interpret_report, is_report

if TYPE_CHECKING:
    from gkdraft.reading.documents.flow import Flow
    from gkdraft.report.model import Notice


class Documents(NamedTuple):
    """What the files given to `read` are."""

    reports: tuple[Published, ...]
    notices: "tuple[Notice, ...]"


def read_documents(paths: Sequence[Path], resources: Resources) -> Documents:
    """Published reports and notices, each read as what it is."""
    catalogue = Catalogue.load(resources)
    open_notices = cache(lambda: _open_notices(resources))
    reports: list[Published] = []
    notices: list[Notice] = []
    for path in paths:
        flow = read_document(path)
        if is_report(flow, catalogue):
            reports.append(interpret_report(flow, catalogue))
        else:
            notices.append(open_notices()(flow))
    return Documents(tuple(reports), tuple(notices))


def _open_notices(resources: Resources) -> "Callable[[Flow], Notice]":
    """How notices are read; who reads reports alone does without their words."""
    from gkdraft.reading.notices import interpret_notice, load_notice_words
    from gkdraft.reading.notices.aspects import load_words, propose_aspects

    vocabulary, words = load_notice_words(resources), load_words(resources)
    return lambda flow: propose_aspects(interpret_notice(flow, vocabulary), words)
