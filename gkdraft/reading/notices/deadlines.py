"""Times 时限 in notices: in a cell or a bracket of their own, or inside sentences."""

from collections.abc import Iterator

from gkdraft.base.patterns import compile_late
from gkdraft.reading.documents.flow import squeeze_spaces

_YEAR = r"(?:(?:\d{4}|今|本|明|次|当)年?)?"
# 9月, 十一月; 一月 behind another numeral is a part of it
_NUMBERED = r"(?:(?<!\d)\d{1,2}|(?<![一二三四五六七八九十])(?:十?[一二]|[三四五六七八九十]))月"
_MONTH = rf"(?:{_NUMBERED}(?:\d{{1,2}}日|底|末|中旬|上旬|下旬)?|每月\d{{1,2}}日)"
_PART = r"(?:[上下]半年|第?(?<!前)[一二三四]季度)末?"
_NAMED_PART = r"(?:[上下]半年|第[一二三四]季度)末?"
_FEAST = r"(?:元旦|春节|劳动节|五一|端午节?|中秋节?|国庆节?)(?:假期)?"
_WHILE = r"(?:\d{1,3}个?(?:工作)?[日天]|[一两二三\d]周|(?<!第)[一两二三四五六\d]{1,2}个月)"
# 每季度后第一个月7日之前 (平潭 2012), 每季度首月5日前, 次月5日前, 每月末前
_AGAIN = (
    r"(?:(?:每个?(?:季度?|半年|月|年)|季后)(?:结束|终了)?后?的?"
    r"(?:首月|第一个?月|次月|下月|\d{1,2}月)?|次月|下月)"
    r"(?:\d{1,2}(?:日|个工作日)|底|末)(?:之|以)?[前内]"
)
# What says 前 or 内 is a deadline wherever it stands. 2021年以来 and 9月 alone are none
# (新乡 2020 and 彰武 2020 date their goals, fixture 19)
_SURE = (
    rf"{_AGAIN}"
    rf"|{_YEAR}(?:{_MONTH}|年底|年末|{_PART})(?:之|以)?前"
    rf"|{_FEAST}(?:之|以)?前"
    r"|(?:\d{4}|(?<!\d)\d|[每本今当一两二三])年(?:之|以)?内|(?<!\d)年内|[上下]半年内"
    rf"|(?:(?<=[于在，。；])[^，。；于在]{{2,12}}[后起])?{_WHILE}(?:之|以)?内"
)
# 8月底通报, 第三季度组织检查, 2022年上半年完成: a time, and at once what is done then
# (not 在一季度公布, which fixture 10 leaves in its sentence)
_BARE = (
    r"(?<![到至自从比较截前以、\d])"
    rf"{_YEAR}(?:{_NUMBERED}(?:底|末|[上中下]旬)|年底|年末|{_NAMED_PART})"
    r"(?=[\u4e00-\u9fff])(?![以之的后起至到前内比和及与年结开期])"
)
_DEADLINE = compile_late(f"{_SURE}|{_BARE}")
# another body's date is only what ours waits for: 国家部委2025年底前编制指引后，…
_WAITED_FOR = compile_late(r"[^，,。；]{0,40}?后[，,]")
# 3月1日前印发的文件, 4月底前已公开的目录, 与去年底前相比 tell of what is past
_PAST = compile_late(
    r"(?:的|已|未|(?:印发|制发|制定|出台|发布|公布|公开|下发|施行|成立|形成|建成)的)"
)
_BEFORE = ("去", "上", "上年", "上年度", "去年", "与", "较", "比")
_QUOTED = compile_late(r"《[^《》]{0,200}》")

# Deadlines in a bracket or a clause of their own, where a bare time is one: 全年, 持续推进, 每季度
ALONE = compile_late(
    rf"{_YEAR}(?:{_MONTH}|年底|年末|年内|全年|[上下]半年|第?[一二三四]季度|每季度|每半年|每月|每年)"
    rf"(?:之|以)?(?:前|内|末|底)?|{_FEAST}前|{_AGAIN}"
    r"|持续推进|长期坚持|长期|常态化|即时|立即|按时限要求|\d+个工作日内"
)
# Whatever else tells of time, which counts only beside names: 发放前5个工作日 (fixture 29)
ABOUT_TIME = compile_late(
    r"\d{1,3}个?(?:工作)?[日天周月](?:内|前|$)|\d月|[年月季]底|季度|半年|每.{0,4}[日天周旬月季年次]|次|随时|实时|期限内|前$|起$"
)


def list_deadlines(text: str) -> Iterator[str]:
    """The deadlines that sentences state, in their order."""
    text = _QUOTED.sub("《》", squeeze_spaces(text))
    for match in _DEADLINE.finditer(text):
        past = _PAST.match(text, match.end()) or text.endswith(_BEFORE, 0, match.start())
        if not past and not _WAITED_FOR.match(text, match.end()):
            yield match[0]
