"""Word lists of the rules: one file of templates/checks/ each, read once."""

from functools import lru_cache
from typing import ClassVar, Self, cast

from gkdraft.layout.loading import load_spec
from gkdraft.layout.resources import Resources
from gkdraft.layout.spec import Spec
from gkdraft.report.draft import Draft


class Book(Spec):
    """用语表: the words one kind of rule looks for. An office lays its own over it."""

    file: ClassVar[str]

    @classmethod
    def load(cls, resources: Resources) -> Self:
        """The words of the templates. TemplateError with file and line."""
        return cast(Self, _load(cls, resources))

    @classmethod
    def of(cls, draft: Draft) -> Self:
        """The words of a draft's templates."""
        return cls.load(draft.layout.resources)


@lru_cache(maxsize=64)
def _load(kind: type[Book], resources: Resources) -> Book:
    return load_spec(kind, f"checks/{kind.file}", resources)
