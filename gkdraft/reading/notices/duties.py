"""Who has to do a task and until when: brackets, labelled lines, deadlines in the text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from gkdraft.reading.documents.flow import squeeze_spaces
from gkdraft.reading.notices.vocabulary import NoticeVocabulary

_VERB = re.compile(
    r"(?:等)?(?:分别|共同|各自|具体|按照?各?自?职责(?:分工)?)*(?:"
    r"(?P<lead>牵头)(?:负责|落实|组织|推进)?(?:实施|落实)?"
    r"|(?:组织|推进|抓好)?(?:负责|落实|实施|配合|参与|协同|协助|执行)(?:落实|实施)?)$"
)
_MONTH = (
    r"(?:(?:\d{1,2}|(?<![一二三四五六七八九十])(?:十?[一二]|[三四五六七八九十]))月"
    r"(?:\d{1,2}日|底|末|中旬|上旬|下旬)?|每月\d{1,2}日)"
)
_DEADLINE = re.compile(
    rf"(?:(?:\d{{4}}|今|本|明)年?)?(?:{_MONTH}|年底|年末|(?:上半年|第?[一二三四]季度)末?)"
    r"(?:之|以)?前|(?:本年|年|[上下]半年)内"
    r"|每(?:季度首月|年\d{1,2}月|月)\d{1,2}日前"
    r"|(?:(?<=[于在，。；])[^，。；于在]{2,12}[后起])?(?:\d{1,3}个?(?:工作)?[日天]|[一两二三\d]周|[一两二三\d]个月)内"
)
_TIMES = re.compile(
    rf"(?:(?:\d{{4}}|今|本|明)年)?(?:{_MONTH}|年底|年末|年内|全年|[上下]半年|第?[一二三四]季度|每季度|每半年|每月|每年)"
    r"(?:之|以)?(?:前|内|末|底)?|持续推进|长期坚持|长期|常态化|即时|立即|按时限要求|\d+个工作日内"
)
_AREAS = re.compile(
    r"(各(?:[县市区旗]{1,2}[（(][^）)\n]{0,20}[）)]|[县市区旗]))\n(?=[县市区旗](?:人民)?政府|[县市区旗](?:\n|$))"
)  # 各县（市）、区政府 is one name
_ABOUT_TIME = re.compile(
    r"\d{1,3}个?(?:工作)?[日天周月](?:内|前|$)|\d月|[年月季]底|季度|半年|每.{0,4}[日天周旬月季年次]|次|随时|实时|期限内|前$|起$"
)
_ROLE = re.compile(r"[（(](?:(?P<lead>牵头|主办)|配合|协办)(?:单位|部门)?[）)]$")
LONGEST_NAME = 26
LONGEST_TIME = 18
LONGEST_VERB = 24


@dataclass
class Duties:
    """责任单位、牵头单位、时限 of one task, and what about them is a guess."""

    responsible: list[str] = field(default_factory=list)
    lead: list[str] = field(default_factory=list)
    deadline: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    def add(self, kind: str, text: str) -> None:
        """What stands after a label or in a column."""
        text = text.strip("。；;，,、 ")
        if not text or text in ("/", "-", "—", "无"):
            return
        if kind == "deadline":
            self._append(self.deadline, [squeeze_spaces(text)])
            return
        for names, leads in split_bodies(text):
            self._append(self.responsible, names)
            if leads or kind == "lead":
                self._append(self.lead, names)
            if any(len(name) > LONGEST_NAME for name in names):
                self.doubts.append("责任单位未能分开")

    @staticmethod
    def _append(known: list[str], names: Iterable[str]) -> None:
        known += [name for name in names if name and name not in known]


def split_bodies(text: str) -> list[tuple[list[str], bool]]:
    """市发改委牵头，市财政局、市人社局（配合）: names in order, and whether they lead."""
    found = []
    for clause in split_pieces(text, "，,；;。"):
        verb = _VERB.search(clause, max(0, len(clause) - LONGEST_VERB))
        names = split_pieces(clause[: verb.start()] if verb else clause, "、/\n")
        names = [re.sub(r"^由|等$", "", name).strip() for part in names for name in _apart(part)]
        names = _AREAS.sub(r"\1、", "\n".join(names)).split("\n")
        kept = [name for name in names if name and not name.startswith(("以下统称", "以下简称"))]
        for name in kept:
            role = _ROLE.search(name)
            leads = role["lead"] if role else verb and verb["lead"]
            found.append(([_ROLE.sub("", name)], bool(leads)))
    return found


def _apart(text: str) -> list[str]:
    """Names between spaces; spaces between single characters only widen a name: 办 公 室."""
    parts = split_pieces(text, " ")
    return parts if all(len(part) > 2 for part in parts) else [squeeze_spaces(text)]


def split_pieces(text: str, separators: str) -> list[str]:
    """A text cut at separators that stand outside of brackets: 各县（市、区） stays whole."""
    found, depth = [""], 0
    for char in text:
        depth += (char in "（(〔《“") - (char in "）)〕》”")
        if char in separators and depth <= 0:
            found.append("")
        else:
            found[-1] += char
    return [piece.strip() for piece in found if piece.strip()]


def take_duties(text: str, duties: Duties, words: NoticeVocabulary) -> str:
    """The text without the bracket or label that names who is responsible."""
    text = _bracket(_inside(text.strip(), duties, words), duties, words)
    match = next(
        (
            m
            for m in words.label.finditer(text)
            if m.start() == 0 or text[m.start() - 1] in "。；; "
        ),
        None,
    )
    if match is None:
        return text
    read_labelled(text[match.start() :], duties, words)
    return text[: match.start()].strip()


def _inside(text: str, duties: Duties, words: NoticeVocabulary) -> str:
    """The text without a labelled bracket in its middle: …。（责任单位：县司法局）…"""
    kept, position = [], 0
    for match in re.finditer(r"[（(]([^（()）]{4,400})[）)](?=.)", text):
        if words.label.match(match[1]):
            read_labelled(match[1], duties, words)
            kept.append(text[position : match.start()])
            position = match.end()
    return "".join((*kept, text[position:]))


def _bracket(text: str, duties: Duties, words: NoticeVocabulary) -> str:
    """Takes the bracket a paragraph ends with if it names bodies or a deadline."""
    body = text.rstrip("。；; ")
    if not body.endswith(("）", ")", "】", "]", "〕")):
        return text
    depth = 0
    for index in range(len(body) - 1, -1, -1):
        depth += (body[index] in "）)】]〕") - (body[index] in "（([【〔")
        if depth == 0:
            inside = body[index + 1 : -1].strip()
            if words.label.match(inside):
                read_labelled(inside, duties, words)
            elif not _stated(inside, duties, words, body[:index]):
                return text
            rest = body[:index].rstrip()
            return rest if not rest or rest[-1] in "。；！：" else f"{rest}。"
    return text


def _stated(inside: str, duties: Duties, words: NoticeVocabulary, before: str) -> bool:
    """Whether a bracket names bodies or a deadline or both and nothing else: then it is noted."""
    clauses = split_pieces(inside, "，,；;。")
    times = [c.removesuffix("完成") for c in clauses if _TIMES.fullmatch(c.removesuffix("完成"))]
    others = [c for c in clauses if c.removesuffix("完成") not in times]
    if len(others) > 1 and _tells_time(others[-1], words):  # beside bodies any time counts
        times.append(others.pop().removesuffix("完成"))
    if not clauses or (others and not _only_bodies("，".join(others), words, before)):
        return False
    duties.add("responsible", "，".join(others))
    for time in times:
        duties.add("deadline", time)
    return True


def _tells_time(text: str, words: NoticeVocabulary) -> bool:
    """Whether a clause beside names says when: 发放前5个工作日、每月一次."""
    short = len(text) <= LONGEST_TIME and _ABOUT_TIME.search(text) is not None
    return short and not names_bodies(text, words)


def read_labelled(text: str, duties: Duties, words: NoticeVocabulary) -> None:
    """责任单位：甲、乙；完成时限：9月底前"""
    matches = list(words.label.finditer(text))
    for match, following in zip(matches, [*matches[1:], None], strict=True):
        end = following.start() if following else len(text)
        duties.add(match.lastgroup or "responsible", text[match.end() : end])


def _only_bodies(text: str, words: NoticeVocabulary, before: str) -> bool:
    """Whether a bracket behind a sentence names bodies; 乡镇政府（街道办事处） is one name."""
    verbs = any(_VERB.search(clause[-LONGEST_VERB:]) for clause in split_pieces(text, "，,；;。"))
    return names_bodies(text, words) and (
        verbs or not before or before.endswith(("。", "；", "！"))
    )


def names_bodies(text: str, words: NoticeVocabulary) -> bool:
    """Whether a text names bodies and says nothing else."""
    names = [name for names, _ in split_bodies(text) for name in names]
    return bool(names) and all(words.is_body.fullmatch(name) for name in names)


def find_deadlines(text: str, duties: Duties) -> None:
    """Deadlines in the running text, where nothing states one apart."""
    if duties.deadline:
        return
    found = list(dict.fromkeys(match[0] for match in _DEADLINE.finditer(squeeze_spaces(text))))
    if found:
        duties.deadline += found
        duties.doubts.append("时限取自正文")
