"""Columns of a terminal: Chinese characters take two."""

import unicodedata


def display_width(text: str) -> int:
    """Columns a text takes in a terminal."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def padded(text: str, width: int, right: bool = False) -> str:
    """A text filled up with spaces to so many columns."""
    space = " " * (width - display_width(text))
    return f"{space}{text}" if right else f"{text}{space}"
