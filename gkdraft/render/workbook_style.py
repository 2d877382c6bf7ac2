"""How the cells of a workbook look, as data (templates/styles/workbook.yaml)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from gkdraft.layout.spec import Spec

if TYPE_CHECKING:
    from openpyxl.styles import NamedStyle

STYLE = "styles/workbook.yaml"


class Look(Spec):
    """How cells of a role look."""

    size: float = 0
    bold: bool = False
    color: str = "000000"
    fill: str = ""
    border: bool = False
    align: Literal["left", "center"] = "left"
    open: bool = False  # may be typed into
    format: str = "General"  # of what is typed; @ leaves it as it is, a postcode its zeros


class AlertLook(Spec):
    """How a cell looks that does not add up."""

    fill: str
    color: str


class WorkbookStyle(Spec):
    """templates/styles/workbook.yaml."""

    font: str
    size: float
    line: float
    margin: float
    alert: AlertLook
    roles: Mapping[str, Look]


def compose_style(role: str, style: WorkbookStyle) -> "NamedStyle":
    """How cells of a role look, as a style of the workbook: dressed one by one they take long."""
    from openpyxl.styles import (
        Alignment,
        Border,
        Font,
        NamedStyle,
        PatternFill,
        Protection,
        Side,
    )

    look = style.roles[role]
    side = Side("thin", "808080") if look.border else None
    return NamedStyle(
        role,
        font=Font(style.font, look.size or style.size, look.bold, color=look.color),
        fill=PatternFill("solid", look.fill) if look.fill else None,
        border=Border(side, side, side, side) if side else None,
        alignment=Alignment(look.align, "center", wrap_text=True),
        number_format=look.format,
        protection=Protection(locked=not look.open),
    )
