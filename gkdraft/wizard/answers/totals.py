"""Parts and the total they add up to, as they are typed. Pure."""

from decimal import Decimal

from gkdraft.base import scalars
from gkdraft.base.places import Plain, spell_path
from gkdraft.base.plain_data import look_up
from gkdraft.report.figures import Figures
from gkdraft.wizard.questions.question import Question


def read_exact(value: Plain) -> Decimal | None:
    """A figure that can be reckoned with; None if there is none, or it is rounded."""
    found = _read(value)
    return Decimal(found) if isinstance(found, int | Decimal) else None


def read_size(value: Plain) -> Decimal | None:
    """How much a figure is, if only about; None if there is none."""
    found = _read(value)
    return found.value if isinstance(found, scalars.Rounded) else read_exact(value)


def _read(value: Plain) -> scalars.Number | None:
    if not isinstance(value, str):
        return None
    try:
        return scalars.read_quantity(value)
    except ValueError:
        return None


def find_total(question: Question, data: Plain, figures: Figures) -> Decimal | None:
    """What the parts of a list are held against; None if it is not known exactly."""
    if not question.total:
        return None
    found = figures.exact(spell_path(question.total))
    if found is None:
        return read_exact(look_up(data, question.total))
    return Decimal(found)


def compute_remainder(value: Plain, whole: Decimal | None) -> Decimal | None:
    """How much the parts are short of their total; negative if they are more."""
    if whole is None or not isinstance(value, dict) or not value:
        return None
    rest = whole
    for part in map(read_exact, value.values()):
        if part is None:
            return None
        rest -= part
    return rest


def add_remainder(question: Question, value: Plain, missing: Decimal) -> Plain:
    """The parts with what is missing added to 其他."""
    parts = dict(value) if isinstance(value, dict) else {}
    there = read_exact(parts.get(question.rest)) or Decimal(0)
    parts[question.rest] = str(there + missing)
    return parts
