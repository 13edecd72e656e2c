"""Photos that come in: upright, of a size that fits a page, and without where or by whom they were taken."""

from __future__ import annotations

import io
import struct
import warnings
from typing import TYPE_CHECKING

from gptemplate.errors import BadFile
from gptemplate.i18n import Message

if TYPE_CHECKING:
    from PIL import Image

_ORIENTATION = 0x0112  # the EXIF tag
LONGEST_EDGE = 2_000  # pixels; 300 dpi over the width of a page
QUALITY = 85
LARGEST_FILE = 60_000_000  # bytes
# What Pillow raises of bad files.
_SPOILT = (OSError, ValueError, TypeError, SyntaxError, EOFError, LookupError, ArithmeticError, struct.error)
LONGEST_INCOMING = 30_000  # pixels of one edge; no camera or scanner makes more, and scaling it takes gigabytes
MOST_PIXELS = 100_000_000  # a picture that unpacks to more is an attack or a mistake


def check_size(content: bytes, name: str) -> None:
    """Raise BadFile when a file is empty or too large to be kept."""
    if not content:
        raise BadFile(Message("{name} is empty. Nothing was changed.", name=name))
    if len(content) > LARGEST_FILE:
        raise BadFile(Message("{name} is larger than {n} MB. Nothing was changed.", name=name, n=LARGEST_FILE // 1_000_000))


def prepare(content: bytes, name: str) -> bytes:
    """Return the picture as a JPEG for keeping. Raises BadFile when it is not a picture, or too large."""
    from PIL import Image

    check_size(content, name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")) as picture:
                if picture.width * picture.height > MOST_PIXELS or max(picture.size) > LONGEST_INCOMING:
                    raise _too_many(name)
                upright = _upright(picture)
                upright.thumbnail((LONGEST_EDGE, LONGEST_EDGE), Image.Resampling.LANCZOS)
                return _jpeg(upright)
    except (MemoryError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many(name) from error
    except _SPOILT as error:
        raise BadFile(
            Message("{name} is not a picture that can be read. Add a JPEG or PNG file. Nothing was changed.", name=name)
        ) from error


def _too_many(name: str) -> BadFile:
    return BadFile(Message("{name} has too many pixels. Save it smaller and add it again.", name=name))


def is_kept_form(content: bytes) -> bool:
    """Return whether a picture is as `prepare` leaves them: a JPEG of no more than the size kept, with nothing noted in it."""
    from PIL import Image

    if not content.startswith(b"\xff\xd8") or len(content) > LARGEST_FILE:
        return False
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG",)) as picture:
            if max(picture.size) > LONGEST_EDGE or "exif" in picture.info:
                return False
            picture.load()
    except (*_SPOILT, MemoryError, Image.DecompressionBombError):
        return False
    return True


def _upright(picture: Image.Image) -> Image.Image:
    """Turn a picture as its camera says; what else the camera noted is not read and may be spoilt."""
    from PIL import Image

    turn = Image.Transpose
    turns = {
        2: turn.FLIP_LEFT_RIGHT, 3: turn.ROTATE_180, 4: turn.FLIP_TOP_BOTTOM, 5: turn.TRANSPOSE,
        6: turn.ROTATE_270, 7: turn.TRANSVERSE, 8: turn.ROTATE_90,
    }  # fmt: skip
    try:
        orientation = picture.getexif().get(_ORIENTATION)
    except _SPOILT:
        orientation = None
    wanted = turns.get(orientation) if isinstance(orientation, int) else None
    return picture.transpose(wanted) if wanted is not None else picture.copy()


def _jpeg(picture: Image.Image) -> bytes:
    from PIL import Image

    if picture.mode in ("RGBA", "LA", "P", "PA"):
        transparent = picture.convert("RGBA")
        flat = Image.new("RGB", transparent.size, "white")
        flat.paste(transparent, mask=transparent.getchannel("A"))
    else:
        flat = picture.convert("RGB")
    out = io.BytesIO()
    # A new picture has none of the old one's metadata.
    clean = Image.frombytes("RGB", flat.size, flat.tobytes())
    clean.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()
