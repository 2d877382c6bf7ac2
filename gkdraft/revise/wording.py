"""Wording 措辞 as it is compared, and the figures that stand in it."""

import re
import unicodedata
from typing import NamedTuple

from gkdraft.reading.documents.flow import clean_text, squeeze_spaces


def normalise_text(text: str) -> str:
    """A text without what is no change: full-width digits and letters, spaces, thousands commas."""
    plain = squeeze_spaces(clean_text(text))
    wide = "".join(unicodedata.normalize("NFKC", c) if _is_wide(c) else c for c in plain)
    return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", wide)


def _is_wide(char: str) -> bool:
    return "０" <= char <= "９" or "Ａ" <= char <= "Ｚ" or "ａ" <= char <= "ｚ" or char in "％．"


class Figure(NamedTuple):
    """A figure of the old sentence in the new one: its key, what was printed, what is now."""

    key: str
    before: str
    now: str

    @property
    def is_changed(self) -> bool:
        return self.before != self.now


Piece = str | Figure
"""A part of the new sentence: words, or a figure of the data."""
