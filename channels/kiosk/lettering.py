"""Lines of a receipt as pictures, for scripts that no receipt printer has letters for: Arabic, joined as it is written.

The letters are DejaVu Sans, cut down to what is needed here; its licence lies beside it in `fonts/`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

WIDTH = 512
"""Dots across the paper of 80 mm, as the commonest receipt printer has them."""
SIZE = 26
BIG = 46
_FONT = Path(__file__).parent / "fonts" / "DejaVuSans.ttf"
_LINE = 1.5
"""Arabic letters reach far up and down."""
_DARK = 140
"""Thermal paper is black or white: what is darker than this is black."""


def lettered(text: str, *, big: bool = False, bold: bool = False, centred: bool = False) -> Image.Image:
    """Words that run from the right, broken between words, each line at the right edge or in the middle."""
    font = _font(BIG if big else SIZE)
    lines = broken(text, font)
    height = round(font.size * _LINE)
    picture = Image.new("L", (WIDTH, height * max(len(lines), 1)), 255)
    draw = ImageDraw.Draw(picture)
    for number, line in enumerate(lines):
        across, anchor = (WIDTH / 2, "mm") if centred else (WIDTH - 2, "rm")
        at = (across, height * (number + 0.5))
        draw.text(at, line, 0, font, anchor, direction="rtl", language="ar", stroke_width=int(bold))
    return picture.point(lambda light: 255 if light > _DARK else 0).convert("1")


def broken(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    """Into lines that fit the paper. A word that is wider than it goes on in the next line."""
    lines = [""]
    for word in text.split():
        for piece in _pieces(word, font):
            longer = f"{lines[-1]} {piece}".lstrip()
            if lines[-1] and not _fits(longer, font):
                lines.append(piece)
            else:
                lines[-1] = longer
    return [line for line in lines if line]


def _pieces(word: str, font: ImageFont.FreeTypeFont) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and not _fits(pieces[-1] + letter, font):
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _fits(words: str, font: ImageFont.FreeTypeFont) -> bool:
    return font.getlength(words, direction="rtl", language="ar") <= WIDTH - 4


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FONT, size, layout_engine=ImageFont.Layout.RAQM)
