"""Figures of reports up to 2018: they stand in sentences, each with its sentence as source."""

import re
from collections.abc import Iterator, Mapping, Sequence

from gkdraft.base.patterns import compile_late
from gkdraft.base.scalars import Number
from gkdraft.layout.equations import Key
from gkdraft.layout.form import CellKind, Form
from gkdraft.layout.labels import EXACT, INFERRED
from gkdraft.layout.spec import Patterns
from gkdraft.messages import say
from gkdraft.reading.published.figure_sentences import Sentence, list_sentences
from gkdraft.reading.published.ledger import (
    Figure,
    PublishedSection,
    Unread,
    read_cell,
    refuse_word,
)
from gkdraft.reading.published.vocabulary import ReportVocabulary, holds_any, search_any

OWN = "本级"
APPLICATIONS = "申请情况"
TOTAL = "合计"
_YEAR = compile_late(r"20\d\d年度?")
# characters of a sentence that are shown
LONGEST_SOURCE = 120


def find_figures(
    sections: Sequence[PublishedSection],
    forms: Mapping[str, Form],
    words: ReportVocabulary,
    body: str = "",
    year: int = 0,
) -> tuple[dict[str, Figure], list[Unread]]:
    """The figures that stand in prose. What is said in two ways is not read but noted.

    `body` and `year` are the report's own, as far as they are known: the figure of another body is
    a part, that of another year none.
    """
    sentences = list(list_sentences(sections, words, year))
    found: dict[str, Figure] = {}
    unread: dict[str, Unread] = {}
    for sentence in sentences:
        for key, kind, text in _read_sentence(sentence, forms, words, body):
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
    for figure in _find_equal(sentences, found, forms, words):
        found.setdefault(figure.key, figure)
    for key in unread:
        found.pop(key, None)
    return found, list(unread.values())


def _compose_figure(key: str, kind: CellKind, number: Number, sentence: Sentence) -> Figure:
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
    sentences: Sequence[Sentence],
    found: Mapping[str, Figure],
    forms: Mapping[str, Form],
    words: ReportVocabulary,
) -> Iterator[Figure]:
    """Figures that are told as equal to another: 受理的申请均已办结."""
    for sentence in sentences:
        for dotted, (other, pattern) in words.same.items():
            name, _, key = dotted.partition(".")
            form = _name_form(name, sentence)
            known = found.get(f"{form}.{other}")
            if form in forms and known and pattern.search(sentence.text):
                yield known._replace(
                    key=f"{form}.{key}",
                    row=f"{form}.{key}",
                    place=sentence.place,
                    confidence=INFERRED,
                    source=sentence.source[:LONGEST_SOURCE],
                )


def _read_sentence(
    sentence: Sentence, forms: Mapping[str, Form], words: ReportVocabulary, body: str
) -> Iterator[tuple[str, CellKind, str]]:
    """Key, kind and digits of every figure a sentence gives."""
    for name, patterns in words.figures.items():
        if not _may_tell(sentence.heading, words.where.get(name, ())):
            continue
        if sentence.is_foreign and name == APPLICATIONS:
            continue
        form = forms.get(_name_form(name, sentence), forms.get(name))
        if form is None:
            continue
        matched = _match_figures(sentence, name, patterns, form, words, body)
        for key, digits in matched.items():
            if not _is_stray(key, matched):
                yield form.spell(key), form.by_key[key].kind, digits


def _name_form(name: str, sentence: Sentence) -> str:
    return f"{OWN}{name}" if sentence.own else name


def _may_tell(heading: str, where: Sequence[str]) -> bool:
    """Whether the figures of a form may stand below a heading."""
    # 平潭 2014, 概述: 开设窗口26个，共受理申请121510件 are no applications for information
    return not heading or holds_any(heading, where)


def _match_figures(
    sentence: Sentence,
    name: str,
    patterns: Mapping[str, Patterns],
    form: Form,
    words: ReportVocabulary,
    body: str,
) -> dict[Key, str]:
    """The digits a sentence gives for each cell of a form."""
    # the government's own figures stand in a form of their own, or in rows of the same one
    prefix = OWN if sentence.own and form.key == name else ""
    matched: dict[Key, str] = {}
    for dotted, tries in patterns.items():
        key = tuple(f"{prefix}{dotted}".split("."))
        if key not in form.by_key:
            continue
        for above, text in _list_parts(sentence, key, form):
            match = _find_match(tries, text, above, key, sentence, words, body)
            if match is not None:
                matched.setdefault(key, match["number"])
        if not matched.get(key) and _tells_none(sentence.text, f"{name}.{dotted}", words):
            matched[key] = "0"
    return matched


def _find_match(
    tries: Patterns,
    text: str,
    above: str,
    key: Key,
    sentence: Sentence,
    words: ReportVocabulary,
    body: str,
) -> re.Match[str] | None:
    """The first match of the first pattern; of a cell that is a whole none that tells a part.

    `above` is what the sentence says in front of the text.
    """
    is_whole = (len(key) == 1 or key[-1] == TOTAL) and not sentence.own
    for pattern in tries:
        for match in pattern.finditer(text):
            before = text[: match.start()]
            # 维持5件中的3件 names the three
            if text.startswith("中", match.end()) or _is_running(match, text):
                continue
            if not is_whole or not (
                _is_among(before, pattern, sentence, words) or _is_part(above + before, words, body)
            ):
                return match
    return None


def _is_running(match: re.Match[str], text: str) -> bool:
    """Whether a number is that of all years: 累计主动公开12350条，2016年新增350条."""
    before, behind = text[: match.start()], text[match.end() :]
    is_all = before.endswith(("累计", "累计共")) or match[0].startswith("累计")
    return is_all and re.match("[^。；]{0,40}?新增", behind) is not None


def _is_among(
    before: str, pattern: re.Pattern[str], sentence: Sentence, words: ReportVocabulary
) -> bool:
    """Whether a number stands among parts: ……2000条。其中，县直各部门……1200条."""
    whole, among, after = before.rpartition("其中")
    if not among:
        return words.since.search(before) is not None
    if _YEAR.sub("", after).strip("，、：:"):
        return True
    # 平潭县 2011: 制作、获取政府信息1873条，其中主动公开政府信息425条 is all that was 主动公开
    told = sentence.before + whole
    return pattern.search(told) is not None and words.since.search(told) is None


def _is_part(before: str, words: ReportVocabulary, body: str) -> bool:
    """Whether whose number it is are some of the offices, or another body than the report's."""
    clause = re.split("[，；：。（）]", before)[-1]
    if words.wholes.search(clause):
        return False
    if words.parts.search(clause):
        return True
    other = words.bodies.search(clause)
    return bool(other and body) and not (other and _is_own(other["name"], body))


def _is_own(name: str, body: str) -> bool:
    """Whether a name is the report's own body: 我局, 云川县水务局 for 云川县水务局."""
    return name.startswith(("我", "本")) or name in body or body.endswith(name[-2:])


def _list_parts(sentence: Sentence, key: Key, form: Form) -> Iterator[tuple[str, str]]:
    """The text, or where groups have the same rows, what follows the name of the key's group.

    Each with what stands in front of it.
    """
    groups = _list_twins(key, form)
    if len(groups) < 2:
        yield "", sentence.text
        return
    names = f"({'|'.join(map(re.escape, groups))})"
    pieces = re.split(names, sentence.text)
    if len(pieces) == 1 and re.findall(names, sentence.before)[-1:] == [key[0]]:
        yield "", sentence.text
    for index in range(1, len(pieces), 2):
        # 行政复议、行政诉讼共5件 is the sum of both
        is_alone = index == 1 or bool(re.search(r"[\d，]", pieces[index - 1]))
        if pieces[index] == key[0] and is_alone:
            yield "".join(pieces[:index]), pieces[index] + pieces[index + 1]


def _list_twins(key: Key, form: Form) -> list[str]:
    """The groups that have the same rows as the one of a key: 行政复议 and 行政诉讼."""
    rows = form.children.get(key[:1], ())
    if not rows:
        return []
    return [name for name in form.children[()] if form.children.get((name,)) == rows]


def _tells_none(text: str, key: str, words: ReportVocabulary) -> bool:
    """Whether a clause says that there was none."""
    patterns = words.nothing.get(key)
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
