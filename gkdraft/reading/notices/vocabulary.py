"""The words by which a notice is understood: templates/notices.yaml."""

import re
from collections.abc import Mapping
from functools import cached_property

from gkdraft.base.patterns import compile_late
from gkdraft.layout.spec import Patterns, Spec, join_patterns

# 市数据局（市大数据中心）, 各县（市、区）: a bracket inside a name
_BRACKET = r"[（(〔][^（）()〔〕]{1,20}[）)〕]"

LONGEST_CELL = 60
"""Characters up to which a cell is looked at as a head at all."""
LONGEST_HEAD = 12
"""Characters up to which a word inside a head tells the role; tasks of 福建 2016 also hold such."""


class OtherKind(Spec):
    """A kind of document about work points that is no notice, and how it is known."""

    name: str
    titles: Patterns
    lines: Patterns = ()  # each of them begins two lines
    headings: Patterns = ()  # two headings 一、 are like this


class NoticeVocabulary(Spec):
    """用语: how notices call themselves, their columns, the bodies they oblige."""

    works: tuple[str, ...]
    background: tuple[str, ...]
    aims: Patterns
    closing: Patterns
    ending: Patterns
    annexes: Patterns
    marks: tuple[str, ...]
    notes: Patterns
    columns: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, tuple[str, ...]]
    bodies: tuple[str, ...]
    same: tuple[str, ...]
    mirrored: Mapping[str, str]
    others: tuple[OtherKind, ...]

    @cached_property
    def is_ending(self) -> re.Pattern[str]:
        return compile_late(join_patterns(self.ending))

    @cached_property
    def is_note(self) -> re.Pattern[str]:
        return compile_late(join_patterns(self.notes))

    @cached_property
    def is_annex(self) -> re.Pattern[str]:
        return compile_late(join_patterns(self.annexes))

    @cached_property
    def is_closing(self) -> re.Pattern[str]:
        return compile_late(join_patterns(self.closing))

    @cached_property
    def is_background(self) -> re.Pattern[str]:
        names = "|".join(map(re.escape, self.background))
        # 指导思想和工作目标 is one heading
        return compile_late(rf"(?:{names})(?:[和与及、](?:{names}))*")

    @cached_property
    def is_aim(self) -> re.Pattern[str]:
        return compile_late(join_patterns(self.aims))

    @cached_property
    def title(self) -> re.Pattern[str]:
        """A line that is the title of the work points themselves."""
        names = "|".join(map(re.escape, self.works))
        # not 附件 and not （…）, which name the work points from outside; 任务及分工表 is one title
        return compile_late(
            rf"(?![（(]|附件)[^。；：:!！?？]{{2,60}}(?:{names})(?:及分工)?(?:表)?(?:（[^）]{{1,12}}）)?"
        )

    @cached_property
    def label(self) -> re.Pattern[str]:
        """`责任单位：`, with what kind of label it is."""
        kinds = []
        for kind, names in self.labels.items():
            kinds.append(f"(?P<{kind}>{'|'.join(map(re.escape, names))})")
        return compile_late(rf"(?:{'|'.join(kinds)})\s*[:：]")

    @cached_property
    def is_body(self) -> re.Pattern[str]:
        names = "|".join(map(re.escape, sorted(self.bodies, key=len, reverse=True)))
        # 市直有关部门等12个单位, and 各 with anything: 各县（市）、区, 各有关方面
        return compile_late(
            rf"(?:[^，。；、：:（）()]|{_BRACKET}){{1,24}}?(?:{names})(?:{_BRACKET})?(?:等(?:\d+个(?:部门|单位))?)?"
            rf"|各(?:[^，。；、（）()]|{_BRACKET}、?){{1,20}}"
        )

    def says_nothing(self, text: str) -> bool:
        """Whether a cell holds only marks for nothing: ——, /, 无."""
        return text in self.marks or set(text) <= set(self.marks)

    def role(self, text: str) -> str:
        """What a column holds, by its head; nothing if no word fits."""
        if len(text) > LONGEST_CELL:
            return ""
        # 工　作　任　务 in 福建 2016, 责任单位（盖章） elsewhere
        text = re.sub(r"\s|[（(].*?[）)]", "", text)
        for role, names in self.columns.items():
            if text in names:
                return role
        # a sentence that speaks of 任务 is a task, not a head
        if not text or len(text) > LONGEST_HEAD:
            return ""
        # 阶段任务, 具体任务 (fixture 32)
        for role, names in self.columns.items():
            if any(name in text for name in names):
                return role
        return ""
