"""Regular expressions that are compiled when they are first used: most of a run's never are.

Compiling what all modules hold takes longer than writing a report.
"""

import re
from typing import cast

HAN = "[\u4e00-\u9fff]"
"""A Chinese character. It takes a millisecond to compile: what is rare is looked for first."""

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")


class Late:
    """A pattern that turns into its compiled methods the first time one is asked for."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self.flags = pattern, flags

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.flags)
        self.__dict__.update({method: getattr(compiled, method) for method in _METHODS})
        return getattr(compiled, name)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Late) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    def __reduce__(self) -> tuple[object, ...]:
        return compile_late, self._key

    @property
    def _key(self) -> tuple[str, int]:
        return self.pattern, self.flags


def compile_late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What re.compile gives, compiled on first use. re.error comes only then."""
    return cast(re.Pattern[str], Late(pattern, flags))
