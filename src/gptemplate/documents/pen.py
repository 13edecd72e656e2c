"""What draws on a PDF page: the only module that writes to reportlab's canvas.

Every kind of mark on a page has one method here, so that tags for screen readers have one place to come in.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import gptemplate
from gptemplate.documents import fonts
from gptemplate.documents.pictures import Picture
from gptemplate.documents.style import MM, Page, TextStyle, Weight

_BASELINE = 0.76  # of the leading, so that different sizes beside each other stand on one line
_RADIUS = 1.6 * MM


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the list of contents beside the pages; level 0 is the outermost."""

    title: str
    level: int


@dataclass(frozen=True, slots=True)
class Properties:
    """What a file says about itself."""

    title: str
    author: str
    subject: str
    keywords: str
    language: str
    modified: datetime


class Pen:
    """Draws on one page after the other."""

    def __init__(self, page: Page, properties: Properties) -> None:
        from reportlab.pdfgen.canvas import Canvas

        self._out = io.BytesIO()
        self._canvas: Any = Canvas(
            self._out,
            pagesize=(page.width, page.height),
            invariant=1,
            pageCompression=1,
            initialFontName=fonts.font_name(Weight.REGULAR),
            lang=properties.language,
        )
        self._marks = 0
        self._level = -1
        self._describe(properties)

    def _describe(self, properties: Properties) -> None:
        stamp = f"D:{properties.modified:%Y%m%d%H%M%S}+00'00'"
        canvas = self._canvas
        canvas.setTitle(fonts.plain(properties.title))
        canvas.setAuthor(fonts.plain(properties.author))
        canvas.setSubject(fonts.plain(properties.subject))
        canvas.setKeywords(fonts.plain(properties.keywords))
        canvas.setCreator(f"gptemplate {gptemplate.__version__}")
        canvas.setDateFormatter(lambda *_now: stamp)
        canvas.setViewerPreference("DisplayDocTitle", "true")
        canvas.addPageLabel(0, style="ARABIC", start=1)

    def lines(self, lines: Sequence[str], style: TextStyle, x: float, top: float, *, colour: str | None = None) -> None:
        """Write lines below each other."""
        text = self._canvas.beginText(x, top - style.leading * _BASELINE)
        text.setFont(fonts.font_name(style.weight), style.size, style.leading)
        text.setFillColor(_colour(colour or style.colour))
        if style.tracking:
            text.setCharSpace(style.tracking)
        for line in lines:
            text.textLine(line)
        if style.tracking:
            text.setCharSpace(0)
        self._canvas.drawText(text)

    def rule(self, x: float, y: float, width: float, colour: str, weight: float = 0.6) -> None:
        """Draw a thin line."""
        self._canvas.setLineWidth(weight)
        self._canvas.setStrokeColor(_colour(colour))
        self._canvas.line(x, y, x + width, y)

    def pill(self, x: float, top: float, width: float, height: float, colour: str) -> None:
        """Fill a shape with round ends, to write a word on."""
        self._canvas.setFillColor(_colour(colour))
        self._canvas.roundRect(x, top - height, width, height, height / 2, stroke=0, fill=1)

    def photo(self, picture: Picture, x: float, top: float, width: float, height: float) -> None:
        """Draw a picture with rounded corners."""
        canvas = self._canvas
        canvas.saveState()
        shape = canvas.beginPath()
        shape.roundRect(x, top - height, width, height, _RADIUS)
        canvas.clipPath(shape, stroke=0, fill=0)
        canvas.drawImage(_reader(picture), x, top - height, width, height)
        canvas.restoreState()

    def link(self, address: str, x: float, top: float, width: float, height: float) -> None:
        """Make a rectangle lead to an address."""
        self._canvas.linkURL(address, (x, top - height, x + width, top), relative=0, thickness=0)

    def bookmark(self, mark: Bookmark, top: float) -> None:
        """Add an entry to the list of contents that leads here."""
        self._marks += 1
        self._level = min(mark.level, self._level + 1)
        key = f"heading-{self._marks}"
        self._canvas.bookmarkHorizontal(key, 0, top + 6)
        self._canvas.addOutlineEntry(fonts.plain(mark.title)[:200], key, self._level)

    def turn(self) -> None:
        """End the page."""
        self._canvas.showPage()

    def finish(self) -> bytes:
        """Return the file."""
        self._canvas.save()
        return self._out.getvalue()


@cache
def _colour(code: str) -> Any:
    from reportlab.lib.colors import HexColor

    return HexColor(code)


def _reader(picture: Picture) -> Any:
    from reportlab.lib.utils import ImageReader

    reader: Any = ImageReader(io.BytesIO(picture.content))
    if picture.suffix == "jpeg":
        # reportlab unpacks the pixels only to name the picture by their digest; then it embeds the file as it is
        vars(reader).update(getRGBData=lambda: picture.content, _dataA=None)
    return reader
