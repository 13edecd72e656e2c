"""Pictures as documents need them: upright, no larger than print shows, and whole; or not at all."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageOps

LONGEST_SIDE = 1800  # pixels; 300 a printed inch over the width of the text
_ORIENTATION = 0x0112
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error, Image.DecompressionBombError)


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG or PNG that every reader of Word and PDF can show."""

    content: bytes
    suffix: str  # "jpeg" or "png"
    width: int
    height: int

    def fitted(self, room: tuple[float, float]) -> tuple[float, float]:
        """Return the largest size within a room that keeps the picture's shape."""
        scale = min(room[0] / self.width, room[1] / self.height)
        return self.width * scale, self.height * scale


def picture(attachments: Mapping[str, bytes], ident: str) -> Picture | None:
    """Return an attached picture, or None where it is missing or broken."""
    content = attachments.get(ident)
    return _prepared(content) if content else None


@lru_cache(4)
def stream_of(picture: Picture) -> tuple[bytes, bool]:
    """Return the picture as PDF keeps it, a JPEG as it is and a PNG packed, and whether it is grey."""
    with Image.open(io.BytesIO(picture.content)) as image:
        grey = image.mode == "L"
        return picture.content if picture.suffix == "jpeg" else zlib.compress(image.tobytes()), grey


@lru_cache(4)  # a batch prints the same picture in each language and format
def _prepared(content: bytes) -> Picture | None:
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as image:
            return _as_it_is(image, content) or _redrawn(image)
    except _BROKEN:
        return None


def _as_it_is(image: Image.Image, content: bytes) -> Picture | None:
    """The picture itself where nothing has to be done; python-docx knows a JPEG by one of these two marks."""
    upright = image.getexif().get(_ORIENTATION, 1) == 1
    marked = image.format == "PNG" or content[6:10] in (b"JFIF", b"Exif")
    if not (upright and marked and image.mode in ("RGB", "L") and max(image.size) <= LONGEST_SIDE):
        return None
    image.load()
    return Picture(content, (image.format or "").lower(), *image.size)


def _redrawn(image: Image.Image) -> Picture:
    kind = "jpeg" if image.format == "JPEG" else "png"
    image.draft(None, (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    if upright.has_transparency_data:
        coloured = upright.convert("RGBA")
        upright = Image.new("RGBA", coloured.size, "white")
        upright.alpha_composite(coloured)
    out = io.BytesIO()
    upright.convert("RGB").save(out, kind, quality=90)
    return Picture(out.getvalue(), kind, *upright.size)
