"""Draws accepted screens of the wizard as the README's picture: python docs/dev/draw_screens.py

Needs the font Noto Sans Mono CJK (Debian: fonts-noto-cjk) and Pillow, which comes with pdfplumber.
"""

import subprocess
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from wcwidth import wcwidth

ROOT = Path(__file__).parent.parent.parent
SCREENS = (("下一处", "任务清单"), ("任务", "预览"))
COLUMNS, ROWS = 80, 24
CELL, LINE, MARGIN = 8, 21, 12
PAPER, INK, REVERSED = "#0d1117", "#d7dde3", "#d7dde3"
MARKS = {"勾稽差额": "#e05a5a", "粘贴的是": "#e05a5a", "预览：": "#56b870"}
"""What a line holds that is coloured as on the screen."""


def find_font() -> str:
    """The file of the font, whose collection has the monospaced face of simplified Chinese."""
    found = subprocess.run(
        ["fc-match", "-f", "%{file}:%{index}", "Noto Sans Mono CJK SC"],  # noqa: S607
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return found.stdout


def draw_screen(name: str, font: ImageFont.FreeTypeFont) -> Image.Image:
    """One screen, character by character in its cell."""
    lines = (ROOT / f"tests/golden/wizard/{name}.txt").read_text(encoding="utf-8").splitlines()
    size = (COLUMNS * CELL + 2 * MARGIN, ROWS * LINE + 2 * MARGIN)
    image = Image.new("RGB", size, PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((MARGIN, MARGIN, size[0] - MARGIN, MARGIN + LINE), fill=REVERSED)
    for row, line in enumerate(lines):
        colour = next((c for mark, c in MARKS.items() if mark in line), INK)
        column = 0
        for char in line:
            place = (MARGIN + column * CELL, MARGIN + row * LINE)
            draw.text(place, char, font=font, fill=colour if row else PAPER)
            column += max(wcwidth(char), 0)
    return image


def main() -> None:
    file, index = find_font().rsplit(":", 1)
    font = ImageFont.truetype(file, 16, index=int(index))
    rows = [[draw_screen(name, font) for name in names] for names in SCREENS]
    width, height = rows[0][0].size
    whole = Image.new("RGB", (2 * width + 16, 2 * height + 16), "white")
    for down, row in enumerate(rows):
        for over, image in enumerate(row):
            whole.paste(image, (over * (width + 16), down * (height + 16)))
    whole.quantize(48).save(ROOT / "docs/images/wizard.png", optimize=True)


if __name__ == "__main__":
    main()
