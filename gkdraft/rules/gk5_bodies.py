"""GK5: whether title and preface speak of one body. Words: checks/bodies.yaml."""

import re
from collections.abc import Iterator

from gkdraft.messages import say
from gkdraft.prose.document import Document
from gkdraft.report.draft import Draft
from gkdraft.rules.books import Book
from gkdraft.rules.findings import Severity
from gkdraft.rules.mentions import LONGEST, locate_text
from gkdraft.rules.registry import Verdict, register_rule
from gkdraft.rules.structure import Outline

# a title is a line of its own; a longer one is a sentence
LONGEST_TITLE = 60


class BodyBook(Book):
    """checks/bodies.yaml."""

    file = "bodies.yaml"

    title: re.Pattern[str]
    named: re.Pattern[str]
    department: re.Pattern[str]
    area: re.Pattern[str]

    def strip_area(self, body: str) -> str:
        """A body's name without the place: 数据局 of 江临市数据局."""
        return self.area.sub("", body)


@register_rule("GK523", Severity.WARNING, waivable=True)
def check_bodies(draft: Draft, document: Document) -> Iterator[Verdict]:
    """标题和前言里的机关不是一家。

    借用别的机关的报告改写，名称没有改全：有两个标题、名称不同的，或标题是一个部门、
    前言里编制或联系的是另一个部门的。简称（发改委）、省去区划的（市数据局）、
    政府的报告由办公室或部门编写的，都不算。

    请统一改成本机关的名称；几家合署办公、确由别的部门编制的，写情况说明。
    """
    body = draft.report.agency.name
    if not body or draft.is_unread(("机关", "名称")):
        return
    book = BodyBook.of(draft)
    for other in _list_others(draft, document, book):
        yield (
            say("标题是“{body}”，前言里又有“{other}”；请改成一家", body=body, other=other),
            locate_text(draft, other),
        )
        return


def _list_others(draft: Draft, document: Document, book: BodyBook) -> Iterator[str]:
    """Departments of the preface that are not the body of the title."""
    body = draft.report.agency.name
    is_department = bool(book.department.search(body))
    for text in Outline.of(draft, document).preface:
        # 东河区应急管理局 2021: its own title above that of its district
        title = book.title.search(text) if len(text) <= LONGEST_TITLE else None
        found = [title["body"]] if title else []
        if is_department and len(text) <= LONGEST:
            found += [match["body"] for match in book.named.finditer(text)]
        for other in found:
            if book.department.search(other) and not _is_same(body, other, book):
                yield other


def _is_same(body: str, other: str, book: BodyBook) -> bool:
    first, second = book.strip_area(body), book.strip_area(other)
    return _shortens(first, second) or _shortens(second, first)


def _shortens(short: str, full: str) -> bool:
    """Whether a name is the other with characters left out: 发改委, 发展和改革委员会."""
    letters = iter(full)
    return all(letter in letters for letter in short)
