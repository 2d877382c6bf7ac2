"""GK6 改稿: whether what editors changed (修改) still stands where it belongs."""

from collections.abc import Iterator

from gkdraft.messages import say
from gkdraft.prose.document import Document
from gkdraft.prose.expressions import find_path_of, is_known, show_expression, split_claim
from gkdraft.prose.numbers import remove_marks
from gkdraft.report.draft import Draft
from gkdraft.rules.findings import Severity
from gkdraft.rules.registry import Verdict, register_rule

# characters of a sentence by which a person knows it again
QUOTED = 20


@register_rule("GK601", Severity.ERROR, waivable=True, needs="数据文件里的修改")
def check_contested_figures(draft: Draft, document: Document) -> Iterator[Verdict]:
    """改稿里的数与数据不一致。

    编辑在正文里改了一个数，表里或别处的同一个数没有跟着改，收回时两处都照原样保留，
    记成“{{键 = 改稿的数}}”。看哪一个对：数据错了改数据，正文错了删去“ = ”和后面的数。
    两处的数一样了，这一条就没有了。
    """
    seen: set[str] = set()
    for block in document.blocks:
        for run in getattr(block, "runs", ()):
            key, claim = split_claim(run.key)
            if not claim or run.key in seen or not is_known(draft, key):
                continue
            seen.add(run.key)
            own = remove_marks(str(show_expression(draft, key)))
            if own != claim:
                said = say(
                    "改稿的正文写 {claim}，数据是 {own}：{key}", claim=claim, own=own, key=key
                )
                yield said, find_path_of(key)


@register_rule("GK602", Severity.WARNING, waivable=True, needs="数据文件里的修改")
def check_overtaken_edits(draft: Draft, document: Document) -> Iterator[Verdict]:
    """编辑改过的句子，数据也变了。

    “修改”里记着编辑把哪句话改成了什么。数据变了以后，程序写的那句话和“原文”不一样了
    （如增加成了减少），成稿仍照编辑的写法印，但说的可能不是现在的情况。
    通读这一句：写得不对的改“正文”，不用改稿了就删去这一条。
    """
    for placed in document.edits:
        if placed.now and not placed.follows:
            said = say(
                "“{text}”是按原来的数据改的，按现在的数据会写成“{now}”，请核对",
                text=_quote(placed.text) or say("（删去）"), now=placed.now,
            )  # fmt: skip
            yield said, ("修改", placed.index)


@register_rule("GK603", Severity.WARNING, waivable=True, needs="数据文件里的修改")
def check_lost_edits(draft: Draft, document: Document) -> Iterator[Verdict]:
    """编辑改过的文字没有地方放。

    “修改”的原文在成稿里找不到了，也没有相近的句子：那项数据删了或写了“略”，
    或者那一段整个换了。编辑的文字没有印。还要用的，写进相应的亮点、问题，再删去这一条。
    要删去的话本来就没有了的，不算。
    """
    for placed in document.edits:
        if placed.text and not placed.now and not placed.follows:
            said = say("“{text}”没有印：成稿里找不到原来那句话", text=_quote(placed.text))
            yield said, ("修改", placed.index)


@register_rule("GK604", Severity.WARNING, waivable=True, needs="数据文件里的修改")
def check_empty_edits(draft: Draft, document: Document) -> Iterator[Verdict]:
    """修改没有写成什么样。

    “修改”的每一条要写“正文”：改成什么样；整句不要的写“略”。没有写的不起作用。
    """
    for index, edit in enumerate(draft.report.edits):
        if edit.before and not edit.text and not draft.is_skipped(("修改", index, "正文")):
            yield say("没有写正文：改成什么样，或写“略”表示删去"), ("修改", index)


def _quote(text: str) -> str:
    line = text.partition("\n")[0]
    return line if len(line) <= QUOTED else f"{line[:QUOTED]}……"
