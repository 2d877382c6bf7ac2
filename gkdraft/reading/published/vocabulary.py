"""The words by which a published report is understood: templates/published.yaml."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from gkdraft.base.patterns import compile_late
from gkdraft.layout.spec import Patterns, Spec, join_patterns

NUMBER = r"(?P<number>\d+(?:\.\d+)?)"
YEAR = r"(?P<year>20\d{2}|[二2][〇○零0][〇○零一二三四五六七八九0-9]{2})年?度?"
# 咸宁市政务服务和大数据管理局 has 14 characters; a mark or digit ends a name
_NAME = r"[^\s\d。，；：:、!！?？|>《》〈〉“”\"（）()※]"
BODY = rf"(?P<body>{_NAME}{{2,30}}?(?:[（(]{_NAME}{{2,20}}[）)])?)"


class Mirror(Spec):
    """转载用词: what a traditional mirror made of an official word."""

    words: re.Pattern[str]
    means: str


class ProblemWords(Spec):
    """问题与改进: where problems are listed, how items begin, where measures begin."""

    past_title: re.Pattern[str]  # 上年问题整改情况
    problem_title: re.Pattern[str]
    measure_title: re.Pattern[str]
    announced: re.Pattern[str]  # 存在以下问题：, up to which a sentence tells none
    measures: Patterns
    leads: re.Pattern[str]  # a group for each kind of mark
    before_first: str  # behind what 一是 may stand without a stop
    verbs: Patterns
    heads: Patterns
    lead_in: re.Pattern[str]  # 下一步，我市将
    bare: re.Pattern[str]  # 存在一些问题, which tells none
    example: re.Pattern[str]
    and_others: re.Pattern[str]
    beside: re.Pattern[str]  # between a problem and its measure
    own: re.Pattern[str]  # between a problem and a measure for it alone
    belongs: re.Pattern[str]  # a sentence that goes with the problem before it
    cause: re.Pattern[str]  # a clause that tells why
    cause_title: re.Pattern[str]
    clauses: Patterns
    but: re.Pattern[str]
    praise: re.Pattern[str]  # how a report comes to its problems, or that it has none
    no_problem: re.Pattern[str]
    past: re.Pattern[str]  # last year's problems, which were
    list_begins: re.Pattern[str]
    solved: re.Pattern[str]
    present: re.Pattern[str]  # where this year's begin
    untelling: re.Pattern[str]  # words that tell no problem from another


class ContactWords(Spec):
    """联系方式: where it is offered, its labels, what its values look like."""

    offers: re.Pattern[str]
    labels: Mapping[str, Patterns]
    values: Mapping[str, re.Pattern[str]]  # what is told as not read if it is not whole
    prose: re.Pattern[str]  # a clause that is no part of an address
    others: re.Pattern[str]  # whose telephone is not the report's: 信访, 值班
    asked: re.Pattern[str]  # what a report's own telephone is for
    telephone: re.Pattern[str]  # a label that names the report's own
    telephones: re.Pattern[str]
    mail: re.Pattern[str]
    domain: re.Pattern[str]  # of a government's site


class StatisticsWords(Spec):
    """统计表 up to 2018: its head, its rows, the cell each row tells of."""

    title: re.Pattern[str]
    header: re.Pattern[str]
    column: re.Pattern[str]
    cumulative: re.Pattern[str]
    row: re.Pattern[str]
    heading: re.Pattern[str]  # of a group of rows, without a number
    run: re.Pattern[str]  # the first row of a table that has lost its head
    groups: Mapping[str, re.Pattern[str]]
    cells: Mapping[str, re.Pattern[str]]  # the group's name, a stroke, the label


class ReportVocabulary(Spec):
    """用语: titles, headings, other names of rows and columns, patterns of prose figures."""

    titles: Patterns
    letters: tuple[str, ...]  # what no name of a body holds
    letter: re.Pattern[str]
    no_bodies: re.Pattern[str]
    body_endings: re.Pattern[str]
    preface_bodies: Patterns  # whose report it is; `{机关}` stands for the body
    preface_editors: Patterns  # who made it, an office of the body or the body itself
    synonyms: Mapping[str, tuple[str, ...]]
    mirror: tuple[Mirror, ...]
    sections: Mapping[str, tuple[str, ...]]
    headings: tuple[str, ...]
    contact: ContactWords
    aspects: Mapping[str, Patterns]  # words of the headings in 总体情况
    particulars: Mapping[str, Patterns]  # 编制单位, 网站, 栏目
    period: re.Pattern[str]
    announced: re.Pattern[str]  # 现公布……年度报告, where there is no title
    released: Patterns  # 发布时间 in front of a date
    remarks: Patterns
    problems: ProblemWords
    marks: tuple[str, ...]
    endings: Patterns
    own: Patterns
    parts: re.Pattern[str]  # whose figure is not that of the whole: 各乡镇
    wholes: re.Pattern[str]
    bodies: re.Pattern[str]  # a body in front of what it did: 县教育局
    since: re.Pattern[str]  # what follows is the figure of several years
    others: re.Pattern[str]  # applications that are none for information
    ours: re.Pattern[str]
    told: str  # of whom none is told: 2016年全县, in place of {谁}
    where: Mapping[str, tuple[str, ...]]
    prose: Mapping[str, Mapping[str, Patterns]]
    statistics: StatisticsWords
    none: Mapping[str, Patterns]
    same: Mapping[str, tuple[str, re.Pattern[str]]]
    indicators: Mapping[str, re.Pattern[str]]  # 方面.指标: its figure in the aspect's first words

    @cached_property
    def is_title(self) -> re.Pattern[str]:
        return compile_late(join_patterns(self.titles))

    @cached_property
    def title_shapes(self) -> tuple[re.Pattern[str], ...]:
        """The orders in which body, year and name of the report stand in a title."""
        return tuple(_compose_shapes(self.is_title.pattern))

    @cached_property
    def body_shapes(self) -> tuple[re.Pattern[str], ...]:
        """What says in running text whose report it is."""
        return _insert_body(self.preface_bodies)

    @cached_property
    def editor_shapes(self) -> tuple[re.Pattern[str], ...]:
        """What says in running text who made a report."""
        return _insert_body(self.preface_editors)

    @cached_property
    def is_own(self) -> re.Pattern[str]:
        """Words of a sentence that tells of the government's own offices alone."""
        return compile_late(join_patterns(self.own))

    @cached_property
    def figures(self) -> dict[str, dict[str, Patterns]]:
        """Patterns of prose figures by form and key; `{数}` stands for the number."""
        return {form: _insert_number(keys) for form, keys in self.prose.items()}

    @cached_property
    def nothing(self) -> dict[str, Patterns]:
        """Patterns of clauses that say there was none; `{谁}` stands for the year and the body."""
        found: dict[str, Patterns] = {}
        for key, patterns in self.none.items():
            texts = (pattern.pattern.replace("{谁}", self.told) for pattern in patterns)
            found[key] = tuple(compile_late(text) for text in texts)
        return found

    def role(self, heading: str) -> str:
        """What a section of that heading is about; nothing if no word fits."""
        for role, words in self.sections.items():
            if holds_any(heading, words):
                return role
        return ""

    def names(self, label: str) -> Iterator[str]:
        """Other ways of writing a label."""
        yield from self.synonyms.get(label, ())


def holds_any(text: str, words: Iterable[str]) -> bool:
    """Whether one of the words stands in a text."""
    return any(word in text for word in words)


def search_any(patterns: Iterable[re.Pattern[str]], text: str) -> re.Match[str] | None:
    """The match of the first pattern that is found in a text."""
    for pattern in patterns:
        match = pattern.search(text)
        if match:
            return match
    return None


def _insert_body(patterns: Patterns) -> tuple[re.Pattern[str], ...]:
    texts = (pattern.pattern.replace("{机关}", BODY) for pattern in patterns)
    return tuple(map(re.compile, texts))


def _compose_shapes(names: str) -> Iterator[re.Pattern[str]]:
    name = f"(?:{names})"
    # 云川区教育局政府信息公开工作2024年度报告
    parted = rf"(?:政府信息|政务|信息)公开(?:工作)?(?:情况)?{YEAR}(?:工作|年度)?(?:报告|年报)"
    orders = (
        rf"{BODY}{YEAR}{name}",
        rf"{BODY}关于{YEAR}{name}",
        rf"{YEAR}{name}",
        rf"{YEAR}{BODY}{name}",
        rf"{BODY}{parted}",
        rf"{BODY}{name}[（(]{YEAR}[）)]",
        rf"{name}[（(]{YEAR}[）)]",
        # sent with a letter, the report itself below
        rf"{BODY}关于报送{YEAR}{name}的(?:函|报告)",
        rf"{BODY}{name}",
    )
    for order in orders:
        yield compile_late(rf"(?P<title>(?:关于)?{order})(?:[（(][^（）()]{{1,12}}[）)])?")


def _insert_number(keys: Mapping[str, Patterns]) -> dict[str, Patterns]:
    """The patterns of one form with a group in place of {数}."""
    found: dict[str, Patterns] = {}
    for key, patterns in keys.items():
        texts = (pattern.pattern.replace("{数}", NUMBER) for pattern in patterns)
        found[key] = tuple(compile_late(text) for text in texts)
    return found
