"""The texts of problems and measures: cut out of their sentences and cleaned, or none."""

import re
from collections.abc import Iterator, Sequence

from gkdraft.reading.published.vocabulary import ProblemWords, search_any

# a clause such as 问题不少 tells none; an item behind a mark may be as short as 加强解读
SHORTEST_PROBLEM = 6
SHORTEST_ITEM = 3
_GAP = "【待补充"


def append(text: str, sentence: str) -> str:
    """An item with the sentence that follows; a heading without an end mark gets one."""
    parts = [text]
    add_part(parts, sentence)
    return "".join(parts)


def add_part(parts: list[str], sentence: str) -> None:
    """The same for an item in parts: a hostile one has 100,000 sentences."""
    if not parts[-1].endswith(tuple("。；：！？:;")):
        parts.append("。")
    parts.append(sentence)


def is_measure(item: str, words: ProblemWords) -> bool:
    """Whether an item says what is done, and nothing that is lacking."""
    # 宿迁 2023: 围绕服务中心工作,……需进一步加强 begins like a measure and is a problem
    is_done = any(verb.match(item.strip()) for verb in words.verbs)
    return is_done and search_any(words.heads, re.split("[。；;]", item)[0]) is None


def tells_none(text: str, words: ProblemWords) -> bool:
    """Whether a text praises, or names no problem: 取得成效, 没有发现明显问题, 存在一些问题."""
    plain = text.strip("。 ")
    return words.praise.search(plain) is not None or words.bare.search(plain) is not None


def clean_items(items: Sequence[str], words: ProblemWords) -> Iterator[str]:
    """The items of a list of problems."""
    for item in items:
        # 没有发现明显问题 is no problem behind a mark either
        if not words.no_problem.search(item):
            yield from clean_item(item)


def split_measures(sentences: Sequence[str], words: ProblemWords) -> Iterator[str]:
    """The measures of sentences without marks."""
    for sentence in sentences:
        # ……将采取以下措施： announces a list that stands elsewhere, or nowhere
        if sentence.rstrip(" …").endswith(("：", ":")):
            continue
        # 淮安 2024: 针对存在问题，下一步，我市将……；……
        for part in re.split("[；;]", words.lead_in.sub("", sentence, count=1)):
            yield from clean_item(part)


def split_clauses(sentence: str, words: ProblemWords, is_only: bool) -> Iterator[str]:
    """The problems of a sentence without marks: A；B；C, or A、B、C if each tells a lack.

    Of several sentences each is a problem of its own, with its commas.
    """
    plain = words.example.sub("", sentence.strip(" 。"), count=1)
    plain = words.and_others.sub("", plain)
    parts = re.split("[；;]", plain)
    for mark in words.clauses if is_only else ():
        clauses = mark.split(plain)
        if len(parts) == 1 and all(_tells_alone(clause, words) for clause in clauses):
            parts = clauses
    for part in parts:
        yield from clean_clause(part)


def _tells_alone(clause: str, words: ProblemWords) -> bool:
    # 太仓 2018: 网站信息质量有待提高，……，基层政务公开还不充分; 还不 alone has no subject
    is_long = len(clause) >= SHORTEST_PROBLEM and not words.cause.match(clause)
    return is_long and search_any(words.heads, clause) is not None


def strip_item(text: str) -> str:
    return text.strip(" ，,；;。：:、\n")


def clean_item(text: str) -> Iterator[str]:
    text = strip_item(text)
    if len(text) >= SHORTEST_ITEM and _GAP not in text:
        yield text


def clean_clause(text: str) -> Iterator[str]:
    return (item for item in clean_item(text) if len(item) >= SHORTEST_PROBLEM)
