"""The sentences of a report that may hold a figure, as they are looked at."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from gkdraft.base.patterns import compile_late
from gkdraft.messages import say
from gkdraft.reading.documents.flow import squeeze_spaces
from gkdraft.reading.published.ledger import PublishedSection
from gkdraft.reading.published.vocabulary import ReportVocabulary

# 常州 2018: 行政诉讼 is said once, its results follow over several sentences
LONGEST_BEFORE = 600
# a hostile dump has 50,000 sentences, or one of a million characters
MOST_SENTENCES = 3_000
LONGEST_SENTENCE = 2_000

# 未收取费用, 均已办结 are figures in words (苏州 2016, 常州 2018)
_FIGURE = compile_late(r"\d|没有|未|无|办结|办理完毕")

# no document needs it yet: 比上年增加20件 is no figure of this year
_EARLIER = compile_late(
    r"(?:较|比|同比|与)(?:上年|去年|上一年|前一年|20\d{2}年)(?:度)?[^，。；（）()]*|同比[^，。；（）()]*"
)
# 2015年, 去年, 上年度 rule what follows up to the next year; 自2016年1月1日起, 〔2015〕, 2015年以来
# and 上年结转 do not
_YEAR_MARK = compile_late(
    r"(?<![〔\[（(自至从\d])(?:(?P<year>20\d{2})年(?!\d{1,2}月\d{1,2}日[起至]|以来|[起至])"
    r"|(?P<earlier>去年|上年度?(?!结转|转入|报告|度)|上一年度?|前一年|往年)|今年|本年度?)"
)
# 苏州 2016, 太仓 2018: ……条，其中本级……条 is of two governments, so two sentences
_ENDS = compile_late(r"(?<=[。；;])|(?<=[，,])(?=其中[，,]?[^，,。；;\d]{0,10}本级)")
# 1,150件; 107,118 without a unit may be two numbers
_GROUPED = compile_late(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?=[件条份宗起])")
# a draft that was published with its gaps
_GAP = compile_late(r"【待补充[^】]*】")
# 苏州 2016: 信函、网络分别为111件、143件
_RESPECTIVELY = compile_late(
    r"(?P<names>(?:[^，。；、\d]{2,8}、){1,12}[^，。；、\d是]{2,8})(?:是[^，。；]{0,12}，[^，。；]{0,6})?"
    r"分别(?:为|是|有)(?P<numbers>(?:\d{1,12}[件条次篇场]?、){1,12}\d{1,12}[件条次篇场]?)"
)


class Sentence(NamedTuple):
    """A sentence, whose it is, and under what kind of heading it stands."""

    text: str
    own: bool
    heading: str
    place: str
    source: str  # as printed
    before: str  # what the paragraph said up to here
    is_foreign: bool  # it tells of other applications than those for information


def list_sentences(
    sections: Sequence[PublishedSection], words: ReportVocabulary, year: int
) -> Iterator[Sentence]:
    """The sentences that may hold a figure of the report's year."""
    sentences = _split_sections(sections, words, year)
    return islice((s for s in sentences if _FIGURE.search(s.text)), MOST_SENTENCES)


def _split_sections(
    sections: Sequence[PublishedSection], words: ReportVocabulary, year: int
) -> Iterator[Sentence]:
    for section in sections:
        for index, paragraph in enumerate(section.paragraphs, 1):
            place = say("{part}第{index}段", part=section.heading or "开头", index=index)
            before, is_foreign = "", False
            for text, own in _split_scopes(squeeze_spaces(paragraph), words):
                plain = _EARLIER.sub("", _widen_marks(_GAP.sub("", text)))
                plain = _spell_pairs(_drop_other_years(plain, year))
                is_foreign = _is_foreign(plain, is_foreign, words)
                yield Sentence(plain, own, section.heading, place, text.strip(), before, is_foreign)
                before = (before + plain)[-LONGEST_BEFORE:]


def _is_foreign(text: str, was_foreign: bool, words: ReportVocabulary) -> bool:
    """Whether a sentence tells of other applications, or goes on telling of them."""
    # 平潭 2014: 区行政服务中心……共受理申请121510件 are no applications for information
    if words.ours.search(text):
        return False
    return was_foreign or words.others.search(text) is not None


def _split_scopes(paragraph: str, words: ReportVocabulary) -> Iterator[tuple[str, bool]]:
    """The sentences of a paragraph, and whether each tells of the government's own offices.

    So do those that follow, up to one on 全市; but 其中本级7条 ends with its own sentence.
    """
    own, last = False, ""
    for text in _ENDS.split(paragraph):
        # 苏州 2016: 本级 is said once and holds for the ways of application that follow
        is_all = bool(re.search(r"全(?:市|县|区|省|州|系统)", text))
        here = bool(words.is_own.search(text)) and not is_all
        mine = here or (own and not is_all)
        # round trips of random reports: behind ……，其中本级7条。 all are meant again
        own = mine and not (here and last.endswith(("，", ",")))
        if text.strip() and len(text) <= LONGEST_SENTENCE:
            yield text, mine
        last = text


def _widen_marks(text: str) -> str:
    """Punctuation as Chinese has it; a comma within a number stays."""
    # 常州 2018, a mirror, has half-width marks throughout; “属于已主动公开范围”的8件 has quotes
    wide = re.sub(r",(?!\d)", "，", text).replace(";", "；").replace("(", "（").replace(")", "）")
    plain = re.sub('[“”"「」]', "", wide)
    return _GROUPED.sub(lambda match: match[0].replace(",", ""), plain)


def _drop_other_years(text: str, year: int) -> str:
    """A sentence without what it tells of another year: 2015年1800条；2016年2300条."""
    marks = list(_YEAR_MARK.finditer(text)) if year else []
    kept = [text[: marks[0].start()] if marks else text]
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    for mark, end in zip(marks, ends, strict=False):
        if mark["year"] in (None, str(year)) and not mark["earlier"]:
            kept.append(text[mark.start() : end])
    return "".join(kept)


def _spell_pairs(text: str) -> str:
    """信函、网络分别为111件、143件 as 信函111件，网络143件."""

    def spell(match: re.Match[str]) -> str:
        names = match["names"].split("、")
        numbers = match["numbers"].split("、")
        if len(names) != len(numbers):
            return match[0]
        return "，".join(map(str.__add__, names, numbers))

    return _RESPECTIVELY.sub(spell, text) if "分别" in text else text
