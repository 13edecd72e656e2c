"""The pages of a PDF as pictures, for the window."""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page in pixels: four bytes each (blue, green, red, unused), row by row without gaps."""

    width: int
    height: int
    pixels: bytes


def page_pictures(pdf: bytes, width: int) -> tuple[PagePicture, ...]:
    """Return every page of a PDF, `width` pixels wide. Not for two threads at once: the library below is not made for that."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return tuple(_picture(page, width) for page in document)
    finally:
        document.close()


def _picture(page: pypdfium2.PdfPage, width: int) -> PagePicture:
    drawn = page.render(scale=width / page.get_width(), prefer_bgrx=True)
    pixels = bytes(drawn.buffer)
    row = 4 * drawn.width
    if drawn.stride != row:
        pixels = b"".join(pixels[at : at + row] for at in range(0, len(pixels), drawn.stride))
    return PagePicture(drawn.width, drawn.height, pixels)
