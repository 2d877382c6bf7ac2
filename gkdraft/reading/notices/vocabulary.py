"""The words by which a notice is understood: templates/notices.yaml."""

import re
from collections.abc import Mapping
from functools import cached_property

from pydantic import model_validator

from gkdraft.layout.spec import Spec

_BRACKET = r"[（(〔][^（）()〔〕]{1,20}[）)〕]"


LONGEST_HEAD = 60


class NoticeVocabulary(Spec):
    """用语: how notices call themselves, their columns, the bodies they oblige."""

    works: tuple[str, ...]
    background: tuple[str, ...]
    closing: tuple[str, ...]
    ending: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, tuple[str, ...]]
    bodies: tuple[str, ...]

    @model_validator(mode="after")
    def _compiles(self) -> "NoticeVocabulary":
        try:
            _ = self.is_ending, self.is_closing
        except re.error as error:
            raise ValueError(f"正则表达式写法不对：{error.pattern!r}") from None
        return self

    @cached_property
    def is_ending(self) -> re.Pattern[str]:
        return re.compile("|".join(self.ending))

    @cached_property
    def is_closing(self) -> re.Pattern[str]:
        return re.compile("|".join(self.closing))

    @cached_property
    def is_background(self) -> re.Pattern[str]:
        names = "|".join(map(re.escape, self.background))
        return re.compile(rf"(?:{names})(?:[和与及、](?:{names}))*")

    @cached_property
    def title(self) -> re.Pattern[str]:
        """A line that is the title of the work points themselves."""
        names = "|".join(map(re.escape, self.works))
        return re.compile(
            rf"(?![（(]|附件)[^。；：:!！?？]{{2,60}}(?:{names})(?:及分工)?(?:表)?(?:（[^）]{{1,12}}）)?"
        )

    @cached_property
    def label(self) -> re.Pattern[str]:
        """`责任单位：`, with what kind of label it is."""
        kinds = "|".join(
            f"(?P<{kind}>{'|'.join(map(re.escape, names))})" for kind, names in self.labels.items()
        )
        return re.compile(rf"(?:{kinds})\s*[:：]")

    @cached_property
    def is_body(self) -> re.Pattern[str]:
        names = "|".join(map(re.escape, sorted(self.bodies, key=len, reverse=True)))
        return re.compile(
            rf"(?:[^，。；、：:（）()]|{_BRACKET}){{1,24}}?(?:{names})(?:{_BRACKET})?(?:等(?:\d+个(?:部门|单位))?)?"
            rf"|各(?:[^，。；、（）()]|{_BRACKET}、?){{1,20}}"
        )

    def role(self, text: str) -> str:
        """What a column holds, by its head; nothing if no word fits."""
        if len(text) > LONGEST_HEAD:
            return ""
        text = re.sub(r"\s|[（(].*?[）)]", "", text)
        exact = [role for role, names in self.columns.items() if text in names]
        if exact or not text or len(text) > 12:
            return exact[0] if exact else ""
        return next(
            (r for r, names in self.columns.items() if any(name in text for name in names)), ""
        )
