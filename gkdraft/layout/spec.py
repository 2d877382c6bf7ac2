"""What every file under templates/ is validated by."""

import re

from pydantic import BaseModel, ConfigDict

Patterns = tuple[re.Pattern[str], ...]
"""Regular expressions of a template, compiled when the file is read: a fault has its line."""


class Spec(BaseModel):
    """Base of everything read from templates/: unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def join_patterns(patterns: Patterns) -> str:
    """One pattern for any of several."""
    return "|".join(pattern.pattern for pattern in patterns)
