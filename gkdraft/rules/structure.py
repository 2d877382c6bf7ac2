"""GK5: structure and wording of the finished text."""

from collections.abc import Iterator

from gkdraft.document import Document, characters
from gkdraft.draft import Draft
from gkdraft.findings import Severity
from gkdraft.rules.registry import Said, rule


@rule("GK501", Severity.WARNING, waivable=True)
def length(draft: Draft, document: Document) -> Iterator[Said]:
    """第一部分超过一千字。

    总体情况原则上不超过一千字。连写的数字、字母算一个字，标点算一个字，
    与 Word、WPS 的字数统计相近。
    压缩的次序：先删可选的指标，再删没有成果数的亮点；总数、办理结果、复议诉讼、考核评议追责不能删。

    依据：国办公开办函〔2021〕30号“篇幅原则上不超过一千字”。
    """
    count = characters(document.section(1))
    if count > draft.layout.spec.limit:
        yield f"第一部分 {count} 字，超过 {draft.layout.spec.limit} 字", ("总体情况",)
