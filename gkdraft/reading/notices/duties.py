"""Who has to do a task and until when: brackets, labelled lines, deadlines in the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from gkdraft.base.patterns import compile_late
from gkdraft.reading.documents.flow import squeeze_spaces
from gkdraft.reading.notices.deadlines import ABOUT_TIME, ALONE, list_deadlines
from gkdraft.reading.notices.vocabulary import NoticeVocabulary

# The verb behind names: 分别牵头落实 (潍坊 2017, fixture 11), 按职责分工负责, 牵头 and 配合
_VERB = compile_late(
    r"(?:等)?(?:分别|共同|各自|具体|按照?各?自?职责(?:分工)?)*(?:"
    r"(?P<lead>牵头)(?:负责|落实|组织|推进)?(?:实施|落实)?"
    r"|(?:组织|推进|抓好)?(?:负责|落实|实施|配合|参[与加]|协同|协助|执行)(?:落实|实施)?)$"
)
# 各县（市）、区政府 is one name, though 、 stands in it: fixture 25
_AREAS = compile_late(
    r"(各(?:[县市区旗]{1,2}[（(][^）)\n]{0,20}[）)]|[县市区旗]))\n(?=[县市区旗](?:人民)?政府|[县市区旗](?:\n|$))"
)
# 县司法局（牵头） says of one name what 牵头单位： says of several
_ROLE = compile_late(r"[（(](?:(?P<lead>牵头|主办)|配合|协办)(?:单位|部门)?[）)]$")
# 6月底前完成, 全年推进
_DONE = compile_late("(?<!持续)(?:完成|办结|推进|落实|开展|实施|报送)$")
_AREA_NAMES = "省市县区旗州盟"
_ENDS = "局委办厅会院部处府室心站社馆）"
"""How names begin and end that stand one behind the other without anything between."""
SHORTEST_BODY = 5
LONGEST_NAME = 26
"""Characters from which names were run together; 平潭综合实验区管委会办公室 has 13."""
LONGEST_TIME = 18
LONGEST_VERB = 24
"""Characters that are looked at for the verb: 100000 × 具体 must end (tests/test_notices.py)."""
_OPENING, _CLOSING = "（(〔《“", "）)〕》”"
_LAST_BRACKET = compile_late(r"(?P<name>[^（(]+)[（(](?P<inside>[^（()）]+)[）)]")


@dataclass
class Duties:
    """责任单位、牵头单位、时限 of one task, and what about them is a guess."""

    responsible: list[str] = field(default_factory=list)
    lead: list[str] = field(default_factory=list)
    deadline: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)
    """Labels that were read; one that stands twice may be another task's."""

    def add(self, kind: str, text: str, words: NoticeVocabulary) -> None:
        """What stands after a label, in a column or in a bracket."""
        text = text.strip("。；;，,、 ")
        if not text or words.says_nothing(text):
            return
        if kind == "deadline":
            if names_bodies(text, words):
                self.doubts.append(f"时限“{text}”像单位")
            _add_once(self.deadline, squeeze_spaces(text))
            return
        # 牵头：州政府办公室 and 配合：州司法局 in one cell of a column
        if words.label.match(text):
            read_labelled(text, self, words)
            return
        for run, leads in split_bodies(text):
            self._sort(kind, run, leads, words)

    def _sort(self, kind: str, run: str, leads: bool, words: NoticeVocabulary) -> None:
        """A name goes to 责任单位, a time among names to 时限."""
        time = _DONE.sub("", run)
        if tells_time(time, words):
            _add_once(self.deadline, time)
            return
        name = self._take_bracket(run, words)
        # 责任人：张三 is no body, 责任人：办公室 is one
        if kind == "person" and len(name) < SHORTEST_BODY and name[-1] not in _ENDS:
            self.doubts.append(f"责任人“{name}”没有列为责任单位")
            return
        if name not in words.same and not words.is_body.fullmatch(name):
            self.doubts.append(f"“{name}”不像单位名称")
        self._add_names(name, leads or kind == "lead")

    def _take_bracket(self, name: str, words: NoticeVocabulary) -> str:
        """县统计局（12月底前）, 县财政局（张某）: the name without what is no part of it."""
        match = _LAST_BRACKET.fullmatch(name)
        if match is None or match["inside"].endswith(words.bodies):
            return name
        inside = match["inside"].strip()
        time = _DONE.sub("", inside)
        if tells_time(time, words):
            _add_once(self.deadline, time)
        else:
            self.doubts.append(f"“{name}”的括号没有列入责任单位")
        return match["name"].strip()

    def _add_names(self, run: str, leads: bool) -> None:
        """A name, or several that nothing stands between."""
        names = _split_run(run)
        if len(names) > 1:
            self.doubts.append(f"“{run}”原文连写，按单位名称分开")
        for name in names:
            _add_once(self.responsible, name)
            if leads:
                _add_once(self.lead, name)
            if len(name) > LONGEST_NAME:
                self.doubts.append("责任单位未能分开")


def _split_run(text: str) -> list[str]:
    """省国资委省财政厅, two lines of a printed cell (福建 2016), as two names."""
    area = text[:1]
    if area not in _AREA_NAMES:
        return [text]
    names = re.split(rf"(?<=[{_ENDS}]){area}(?=[^{_ENDS}])", text)
    found = [names[0], *(area + name for name in names[1:])]
    # 县委县政府 and 市区政府 are one name
    whole = all(len(name) > 2 and name[-1] in _ENDS for name in found)
    return found if whole else [text]


def _add_once(known: list[str], name: str) -> None:
    if name and name not in known:
        known.append(name)


def split_bodies(text: str) -> Iterator[tuple[str, bool]]:
    """市发改委牵头，市财政局、市人社局（配合）: names in order, and whether they lead."""
    for clause in split_pieces(text, "，,；;。"):
        verb = _VERB.search(clause, max(0, len(clause) - LONGEST_VERB))
        leading = bool(verb and verb["lead"])
        for name in _list_names(clause[: verb.start()] if verb else clause):
            role = _ROLE.search(name)
            leads = bool(role["lead"]) if role else leading
            yield name[: role.start()] if role else name, leads


def _list_names(text: str) -> list[str]:
    """The names of a clause without its verb."""
    names = []
    for piece in split_pieces(text, "、/\n"):
        for name in _split_at_spaces(piece):
            names.append(name.removeprefix("由").removesuffix("等").strip())
    names = _AREAS.sub(r"\1、", "\n".join(names)).split("\n")
    # （以下统称各镇） explains the name before it: fixture 27
    return [name for name in names if name and not name.startswith(("以下统称", "以下简称"))]


def _split_at_spaces(text: str) -> list[str]:
    """Names between spaces; spaces between single characters only widen a name: 办 公 室."""
    if " " not in text:
        return [text]
    # “办公室 各科室” in a cell of 池州市信访局 (fixture 14)
    parts = list(split_pieces(text, " "))
    if all(len(part) > 2 or ALONE.fullmatch(part) for part in parts):
        return parts
    return [squeeze_spaces(text)]


def split_pieces(text: str, separators: str) -> Iterator[str]:
    """A text cut at separators that stand outside of brackets: 各县（市、区） stays whole."""
    start = depth = 0
    for match in _find_cuts(separators).finditer(text):
        mark = match[0]
        if mark and mark not in separators:
            depth += 1 if mark in _OPENING else -1
        elif not mark or depth <= 0:
            piece = text[start : match.start()].strip()
            start = match.end()
            if piece:
                yield piece


@cache
def _find_cuts(separators: str) -> re.Pattern[str]:
    return compile_late(rf"[{_OPENING}{_CLOSING}{separators}]|\Z")


def take_duties(text: str, duties: Duties, words: NoticeVocabulary) -> str:
    """The text without the bracket or label that names who is responsible."""
    text = _take_last_bracket(_take_inner_brackets(text.strip(), duties, words), duties, words)
    for match in words.label.finditer(text):
        # a label opens the paragraph or follows a sentence; “明确责任单位：…” is what is demanded
        if match.start() == 0 or text[match.start() - 1] in "。；; ":
            read_labelled(text[match.start() :], duties, words)
            return text[: match.start()].strip()
    return text


def _take_inner_brackets(text: str, duties: Duties, words: NoticeVocabulary) -> str:
    """The text without a labelled bracket in its middle: …。（责任单位：县司法局）…"""
    # at most 400 characters: brackets that never close must end (tests/test_notices.py)
    pieces, position = [], 0
    for match in re.finditer(r"[（(]([^（()）]{4,400})[）)](?=.)", text):
        if words.label.match(match[1]):
            read_labelled(match[1], duties, words)
            pieces.append(text[position : match.start()])
            position = match.end()
    return "".join((*pieces, text[position:]))


def _take_last_bracket(text: str, duties: Duties, words: NoticeVocabulary) -> str:
    """Takes the bracket a paragraph ends with if it names bodies or a deadline."""
    # （国务院审改办、人力资源社会保障部…牵头） in the national notice of 2016 (fixture 01)
    body = text.rstrip("。；; ")
    start = _find_bracket(body)
    if start is None:
        return text
    inside = body[start + 1 : -1].strip()
    if words.label.match(inside):
        read_labelled(inside, duties, words)
    elif not _read_bracket(inside, duties, words, body[:start]):
        return text
    rest = body[:start].rstrip()
    if not rest or rest[-1] in "。；！：":
        return rest
    return f"{rest}。"


def _find_bracket(text: str) -> int | None:
    """Where the bracket that a text ends with was opened; names hold brackets themselves."""
    if not text.endswith(("）", ")", "】", "]", "〕")):
        return None
    depth = 0
    for index in range(len(text) - 1, -1, -1):
        depth += (text[index] in "）)】]〕") - (text[index] in "（([【〔")
        if depth == 0:
            return index
    return None


def _read_bracket(inside: str, duties: Duties, words: NoticeVocabulary, before: str) -> bool:
    """Whether a bracket names bodies or a deadline or both and nothing else: then it is noted."""
    names: list[str] = []
    times: list[str] = []
    for clause in split_pieces(inside, "，,；;。"):
        time = _DONE.sub("", clause)
        if ALONE.fullmatch(time):
            times.append(time)
        else:
            names.append(clause)
    if len(names) > 1 and tells_time(names[-1], words):  # beside bodies any time counts
        times.append(_DONE.sub("", names.pop()))
    if not names and not times:
        return False
    if names and not _only_bodies("，".join(names), words, before):
        return False
    duties.add("responsible", "，".join(names), words)
    for time in times:
        duties.add("deadline", time, words)
    return True


def tells_time(text: str, words: NoticeVocabulary) -> bool:
    """Whether a clause beside names, or a cell, says when: 发放前5个工作日、每月一次."""
    if len(text) > LONGEST_TIME:
        return False
    told = ALONE.fullmatch(text) or ABOUT_TIME.search(text)
    return told is not None and not names_bodies(text, words)


def read_labelled(text: str, duties: Duties, words: NoticeVocabulary) -> None:
    """责任单位：甲、乙；完成时限：9月底前"""
    matches = list(words.label.finditer(text))
    for match, following in zip(matches, [*matches[1:], None], strict=True):
        end = following.start() if following else len(text)
        duties.add(match.lastgroup or "responsible", text[match.end() : end], words)
        label = match[0].rstrip(":： ")
        if label in duties.labels:
            duties.doubts.append(f"有不止一处“{label}”")
        duties.labels.add(label)


def _only_bodies(text: str, words: NoticeVocabulary, before: str) -> bool:
    """Whether a bracket behind a sentence names bodies; 乡镇政府（街道办事处） is one name."""
    if not names_bodies(text, words):
        return False
    # without a verb a bracket inside a sentence explains what is before it: 省编办（省审改办）
    # in 福建 2016
    after_sentence = not before or before.endswith(("。", "；", "！"))
    clauses = split_pieces(text, "，,；;。")
    return after_sentence or any(_VERB.search(clause[-LONGEST_VERB:]) for clause in clauses)


def names_bodies(text: str, words: NoticeVocabulary) -> bool:
    """Whether a text names bodies and says nothing else."""
    # most texts are sentences, whose first clause tells that they are no names
    told = (words.is_body.fullmatch(name) is not None for name, _ in split_bodies(text))
    return next(told, False) and all(told)


def find_deadlines(text: str, duties: Duties) -> None:
    """Deadlines in the running text, where nothing states one apart."""
    if duties.deadline:
        return
    found = list(dict.fromkeys(list_deadlines(text)))
    if found:
        duties.deadline += found
        duties.doubts.append("时限取自正文")
