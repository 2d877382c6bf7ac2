"""The words by which a published report is understood: templates/published.yaml."""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from pydantic import model_validator

from gkdraft.layout.spec import Spec

NUMBER = r"(?P<number>\d+(?:\.\d+)?)"


class Mirror(Spec):
    """转载用词: what a traditional mirror made of an official word."""

    words: str
    means: str


class ProblemWords(Spec):
    """问题与改进: where problems are listed, how items begin, where measures begin."""

    measures: tuple[str, ...]
    leads: tuple[str, ...]
    verbs: tuple[str, ...]
    heads: tuple[str, ...]


class ReportVocabulary(Spec):
    """用语: titles, headings, other names of rows and columns, patterns of prose figures."""

    titles: tuple[str, ...]
    letters: tuple[str, ...]
    synonyms: Mapping[str, tuple[str, ...]]
    mirror: tuple[Mirror, ...]
    sections: Mapping[str, tuple[str, ...]]
    headings: tuple[str, ...]
    contact: Mapping[str, tuple[str, ...]]
    particulars: Mapping[str, tuple[str, ...]]  # 编制单位, 网站, 栏目: patterns
    period: str
    remarks: tuple[str, ...]
    problems: ProblemWords
    marks: tuple[str, ...]
    endings: tuple[str, ...]
    own: tuple[str, ...]
    where: Mapping[str, tuple[str, ...]]
    prose: Mapping[str, Mapping[str, tuple[str, ...]]]
    none: Mapping[str, tuple[str, ...]]
    same: Mapping[str, tuple[str, str]]

    @model_validator(mode="after")
    def _compiles(self) -> "ReportVocabulary":
        texts = [*self.titles, self.period, *self.remarks, *self.own, *self.endings]
        texts += [pattern for names in self.contact.values() for pattern in names]
        texts += [pattern for names in self.none.values() for pattern in names]
        texts += [pattern for names in self.particulars.values() for pattern in names]
        texts += [m.words for m in self.mirror]
        texts += [pattern for _, pattern in self.same.values()]
        texts += [*self.problems.measures, *self.problems.leads, *self.problems.verbs]
        texts += self.problems.heads
        for text in texts:
            try:
                re.compile(text)
            except re.error:
                raise ValueError(f"正则表达式写法不对：{text!r}") from None
        try:
            _ = self.figures
        except re.error as error:
            raise ValueError(f"正则表达式写法不对：{error.pattern!r}") from None
        return self

    @cached_property
    def is_title(self) -> re.Pattern[str]:
        return re.compile("|".join(self.titles))

    @cached_property
    def is_own(self) -> re.Pattern[str]:
        """Words of a sentence that tells of the government's own offices alone."""
        return re.compile("|".join(self.own))

    @cached_property
    def figures(self) -> dict[str, dict[str, tuple[re.Pattern[str], ...]]]:
        """Patterns of prose figures by form and key; `{数}` stands for the number."""
        return {
            form: {
                key: tuple(re.compile(text.replace("{数}", NUMBER)) for text in texts)
                for key, texts in keys.items()
            }
            for form, keys in self.prose.items()
        }

    def role(self, heading: str) -> str:
        """What a section of that heading is about; nothing if no word fits."""
        fitting = (role for role, words in self.sections.items() for w in words if w in heading)
        return next(fitting, "")

    def names(self, label: str) -> Iterator[str]:
        """Other ways of writing a label."""
        yield from self.synonyms.get(label, ())
