"""Figures of reports up to 2018: they stand in sentences, each with its sentence as source."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from gkdraft.base.scalars import Number
from gkdraft.layout.equations import Key
from gkdraft.layout.form import CellKind, Form
from gkdraft.layout.labels import EXACT, INFERRED
from gkdraft.layout.spec import Patterns
from gkdraft.messages import say
from gkdraft.reading.published.ledger import (
    Figure,
    PublishedSection,
    Unread,
    read_cell,
    refuse_word,
)
from gkdraft.reading.published.vocabulary import ReportVocabulary, holds_any, search_any

OWN = "本级"
# characters of a sentence that are shown
LONGEST_SOURCE = 120
# 常州 2018: 行政诉讼 is said once, its results follow over several sentences
LONGEST_BEFORE = 600
# a hostile dump has 50,000 sentences, or one of a million characters
MOST_SENTENCES = 3_000
LONGEST_SENTENCE = 2_000

# 未收取费用, 均已办结 are figures in words (苏州 2016, 常州 2018)
_FIGURE = re.compile(r"\d|没有|未|办结|办理完毕")

# no document needs it yet: 比上年增加20件 is no figure of this year
_EARLIER = re.compile(
    r"(?:较|比|同比|与)(?:上年|去年|上一年|前一年|20\d{2}年)(?:度)?[^，。；（）()]*|同比[^，。；（）()]*"
)
# 苏州 2016, 太仓 2018: ……条，其中本级……条 is of two governments, so two sentences
_ENDS = re.compile(r"(?<=[。；;])|(?<=[，,])(?=其中[，,]?[^，,。；;\d]{0,10}本级)")
# a draft that was published with its gaps
_GAP = re.compile(r"【待补充[^】]*】")
# 苏州 2016: 信函、网络分别为111件、143件
_RESPECTIVELY = re.compile(
    r"(?P<names>(?:[^，。；、\d]{2,8}、)+[^，。；、\d是]{2,8})(?:是[^，。；]{0,12}，[^，。；]{0,6})?"
    r"分别(?:为|是|有)(?P<numbers>(?:\d+[件条次篇场]?、)+\d+[件条次篇场]?)"
)


@dataclass(frozen=True)
class _Sentence:
    """A sentence, whose it is, and under what kind of heading it stands."""

    text: str
    own: bool
    heading: str
    place: str
    source: str  # as printed
    before: str  # what the paragraph said up to here


def find_figures(
    sections: Sequence[PublishedSection], forms: Mapping[str, Form], words: ReportVocabulary
) -> tuple[dict[str, Figure], list[Unread]]:
    """The figures that stand in prose. What is said in two ways is not read but noted."""
    found: dict[str, Figure] = {}
    unread: dict[str, Unread] = {}
    for sentence in _list_sentences(sections, words):
        for key, kind, text in _read_sentence(sentence, forms, words):
            known = found.get(key)
            try:
                number = read_cell(text, kind)
            except ValueError:
                unread[key] = refuse_word(key, text, sentence.place)
                continue
            if known is None:
                found[key] = _compose_figure(key, kind, number, sentence)
            elif known.number != number:
                reason = say("读到两个数：{text}、{text2}", text=known.text, text2=text)
                unread[key] = Unread(key, reason, sentence.place)
    for figure in _find_equal(sections, found, forms, words):
        found.setdefault(figure.key, figure)
    for key in unread:
        found.pop(key, None)
    return found, list(unread.values())


def _compose_figure(key: str, kind: CellKind, number: Number, sentence: _Sentence) -> Figure:
    return Figure(
        key,
        number,
        kind,
        table=key.partition(".")[0],
        row=key,
        column="",
        place=sentence.place,
        confidence=EXACT,
        source=sentence.source[:LONGEST_SOURCE],
    )


def _find_equal(
    sections: Sequence[PublishedSection],
    found: Mapping[str, Figure],
    forms: Mapping[str, Form],
    words: ReportVocabulary,
) -> Iterator[Figure]:
    """Figures that are told as equal to another: 受理的申请均已办结."""
    for sentence in _list_sentences(sections, words):
        for dotted, (other, pattern) in words.same.items():
            name, _, key = dotted.partition(".")
            form = _name_form(name, sentence)
            known = found.get(f"{form}.{other}")
            if form in forms and known and re.search(pattern, sentence.text):
                yield replace(
                    known,
                    key=f"{form}.{key}",
                    row=f"{form}.{key}",
                    place=sentence.place,
                    confidence=INFERRED,
                    source=sentence.source[:LONGEST_SOURCE],
                )


def _list_sentences(
    sections: Sequence[PublishedSection], words: ReportVocabulary
) -> Iterator[_Sentence]:
    """The sentences that may hold a figure."""
    sentences = _split_sections(sections, words)
    return islice((s for s in sentences if _FIGURE.search(s.text)), MOST_SENTENCES)


def _split_sections(
    sections: Sequence[PublishedSection], words: ReportVocabulary
) -> Iterator[_Sentence]:
    for section in sections:
        for index, paragraph in enumerate(section.paragraphs, 1):
            place = say("{part}第{index}段", part=section.heading or "开头", index=index)
            before = ""
            for text, own in _split_scopes(paragraph, words):
                plain = _spell_pairs(_EARLIER.sub("", _widen_marks(_GAP.sub("", text))))
                yield _Sentence(plain, own, section.heading, place, text.strip(), before)
                before = (before + text)[-LONGEST_BEFORE:]


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
    # 常州 2018, a mirror, has half-width marks throughout
    return re.sub(r",(?!\d)", "，", text).replace(";", "；").replace("(", "（").replace(")", "）")


def _spell_pairs(text: str) -> str:
    """信函、网络分别为111件、143件 as 信函111件，网络143件."""

    def spell(match: re.Match[str]) -> str:
        names = match["names"].split("、")
        numbers = match["numbers"].split("、")
        if len(names) != len(numbers):
            return match[0]
        return "，".join(map(str.__add__, names, numbers))

    return _RESPECTIVELY.sub(spell, text)


def _read_sentence(
    sentence: _Sentence, forms: Mapping[str, Form], words: ReportVocabulary
) -> Iterator[tuple[str, CellKind, str]]:
    """Key, kind and digits of every figure a sentence gives."""
    for name, patterns in words.figures.items():
        if not _may_tell(sentence.heading, words.where.get(name, ())):
            continue
        form = forms.get(_name_form(name, sentence), forms.get(name))
        if form is None:
            continue
        matched = _match_figures(sentence, name, patterns, form, words)
        for key, digits in matched.items():
            if not _is_stray(key, matched):
                yield form.spell(key), form.by_key[key].kind, digits


def _name_form(name: str, sentence: _Sentence) -> str:
    return f"{OWN}{name}" if sentence.own else name


def _may_tell(heading: str, where: Sequence[str]) -> bool:
    """Whether the figures of a form may stand below a heading."""
    # 平潭 2014, 概述: 开设窗口26个，共受理申请121510件 are no applications for information
    return not heading or holds_any(heading, where)


def _match_figures(
    sentence: _Sentence,
    name: str,
    patterns: Mapping[str, Patterns],
    form: Form,
    words: ReportVocabulary,
) -> dict[Key, str]:
    """The digits a sentence gives for each cell of a form."""
    # the government's own figures stand in a form of their own, or in rows of the same one
    prefix = OWN if sentence.own and form.key == name else ""
    matched: dict[Key, str] = {}
    for dotted, tries in patterns.items():
        key = tuple(f"{prefix}{dotted}".split("."))
        if key not in form.by_key:
            continue
        for text in _list_parts(sentence, key, form):
            match = search_any(tries, text)
            if match is not None:
                matched.setdefault(key, match["number"])
        if not matched.get(key) and _tells_none(sentence.text, f"{name}.{dotted}", words):
            matched[key] = "0"
    return matched


def _list_parts(sentence: _Sentence, key: Key, form: Form) -> Iterator[str]:
    """The text, or where groups have the same rows, what follows the name of the key's group."""
    groups = _list_twins(key, form)
    if len(groups) < 2:
        yield sentence.text
        return
    names = f"({'|'.join(map(re.escape, groups))})"
    pieces = re.split(names, sentence.text)
    if len(pieces) == 1 and re.findall(names, sentence.before)[-1:] == [key[0]]:
        yield sentence.text
    for index in range(1, len(pieces), 2):
        # 行政复议、行政诉讼共5件 is the sum of both
        is_alone = index == 1 or bool(re.search(r"\d", pieces[index - 1]))
        if pieces[index] == key[0] and is_alone:
            yield pieces[index] + pieces[index + 1]


def _list_twins(key: Key, form: Form) -> list[str]:
    """The groups that have the same rows as the one of a key: 行政复议 and 行政诉讼."""
    rows = form.children.get(key[:1], ())
    if not rows:
        return []
    return [name for name in form.children[()] if form.children.get((name,)) == rows]


def _tells_none(text: str, key: str, words: ReportVocabulary) -> bool:
    """Whether a clause says that there was none."""
    patterns = words.none.get(key)
    if not patterns:
        return False
    return any(search_any(patterns, clause.strip()) for clause in re.split("[，。；]", text))


def _is_stray(key: Key, matched: Mapping[Key, str]) -> bool:
    """Whether 其他 stands alone, or among the rows of two groups: what it belongs to is open."""
    if key[-1] != "其他" or len(key) < 2:
        return False
    # 苏州 2016: 其他 of the ways of application and of the applicants in one sentence
    named = {other[:-1] for other in matched if other[-1] != "其他"}
    groups = {group for group in named if (*group, "其他") in matched}
    return groups != {key[:-1]}
