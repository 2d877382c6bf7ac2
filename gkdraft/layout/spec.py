"""What every file under templates/ is validated by."""

from pydantic import BaseModel, ConfigDict


class Spec(BaseModel):
    """Base of everything read from templates/: unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
