"""Pictures of pages of our own for tests of recognition: lines set in a font of the machine, turned,
askew.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

_FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/System/Library/Fonts/PingFang.ttc",
    "C:/Windows/Fonts/simsun.ttc",
)
FONT = next((path for path in _FONTS if Path(path).is_file()), None)
_WIDE, _HIGH, _SIZE, _LEADING, _LEFT, _TOP = 1240, 900, 34, 62, 110, 110


def page(lines: Sequence[str], *, skew: float = 0.0, turn: int = 0) -> Image.Image:
    """`skew` degrees clockwise, `turn` degrees counter-clockwise, as a page comes out of a scanner."""
    assert FONT is not None
    image = Image.new("RGB", (_WIDE, _HIGH), "white")
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(FONT, _SIZE)
    for n, line in enumerate(lines):
        draw.text((_LEFT, _TOP + n * _LEADING), line, font=font, fill="black")
    image = image.rotate(-skew, resample=Image.Resampling.BICUBIC, fillcolor="white")
    return image.rotate(turn, expand=True, fillcolor="white")


def tiff(*pages: Image.Image) -> bytes:
    out = io.BytesIO()
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:], compression="tiff_deflate")
    return out.getvalue()


def scanned_pdf(*pages: Image.Image) -> bytes:
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=150)
    return out.getvalue()
