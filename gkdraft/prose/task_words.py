"""Words 用语 of tasks: verbs of what is under way, titles that do not lead a paragraph."""

import re
from functools import cached_property, lru_cache

from gkdraft.base.patterns import compile_late
from gkdraft.layout.loading import load_spec
from gkdraft.layout.resources import Resources
from gkdraft.layout.spec import Patterns, Spec, join_patterns


class TaskWords(Spec):
    """tasks.yaml: `making` are verbs whose object comes first, `pursuing` follow 正在."""

    making: tuple[str, ...]
    pursuing: tuple[str, ...]
    slogans: Patterns

    @cached_property
    def is_making(self) -> re.Pattern[str]:
        """A verb and its object: what holds a second verb or a comma has no single one."""
        verbs, others = "|".join(self.making), "|".join((*self.making, *self.pursuing))
        return compile_late(rf"(?P<verb>{verbs})(?P<object>(?:(?!{others}|[，。；、并]).){{2,}})")

    @cached_property
    def is_pursuing(self) -> re.Pattern[str]:
        return compile_late("|".join((*self.making, *self.pursuing)))

    @cached_property
    def is_slogan(self) -> re.Pattern[str]:
        return compile_late(join_patterns(self.slogans))

    def spell_ongoing(self, title: str) -> str:
        """政务新媒体监测平台正在建设, 正在推进公报创新: what is under way, as a clause."""
        if found := self.is_making.fullmatch(title):
            return f"{found['object']}正在{found['verb']}"
        if self.is_pursuing.match(title):
            return f"正在{title}"
        return f"正在推进{title}"


@lru_cache(maxsize=64)
def load_words(resources: Resources) -> TaskWords:
    """The words of the templates. TemplateError with file and line."""
    return load_spec(TaskWords, "tasks.yaml", resources)
