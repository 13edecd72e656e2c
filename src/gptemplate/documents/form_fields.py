"""Fields of a PDF that can be filled in: their objects, what they look like, and what is said of them aloud.

Every look is drawn here, with embedded typefaces, so that the form is whole before any viewer touches it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gptemplate.documents import fonts, lines
from gptemplate.documents.embedding import embed_for_typing
from gptemplate.documents.pdf_file import references, text_string
from gptemplate.documents.pen import Pen
from gptemplate.documents.style import INK, TextStyle
from gptemplate.documents.tagging import Node

TYPED = TextStyle(9.5, 12.4, 10.5)
INSET = 5.0
"""The distance from the edge of a field to its text."""

_SEVERAL_LINES, _RADIO, _COMBO, _TO_BE_FILLED = 1 << 12, 1 << 15, 1 << 17, 1 << 1
_DEFAULT_LOOK = b"/DA(/GP %.2f Tf 0.106 0.141 0.157 rg)" % TYPED.size
_TICK = b"1.4 w 1 J 1 j 0.059 0.420 0.455 RG %.2f %.2f m %.2f %.2f l %.2f %.2f l S"
_EMPTY = b"/Subtype/Form/BBox[0 0 %.2f %.2f]"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a field stands on the page: its top left corner and its size."""

    x: float
    top: float
    width: float
    height: float

    @property
    def entry(self) -> bytes:
        """The entry of an annotation."""
        return b"/Rect[%.2f %.2f %.2f %.2f]" % (self.x, self.top - self.height, self.x + self.width, self.top)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a field is called by programs, what is said of it aloud, and whether it must be filled in."""

    name: str
    told: str
    required: bool = False


class Fields:
    """The fields of one form, in the order in which they are filled in."""

    def __init__(self, pen: Pen) -> None:
        self._pen, self._file = pen, pen.file
        self._numbers: list[int] = []
        self._groups: dict[str, tuple[int, list[int], Asked, str]] = {}

    def text(
        self, asked: Asked, value: str, spot: Spot, node: Node, *, longest: int | None = None, several: bool = False
    ) -> None:
        """Add a field to write in; a limit that the value already breaks is left out, so that nothing is cut."""
        flags = self._flags(asked) | (_SEVERAL_LINES if several else 0)
        limit = b"/MaxLen %d" % longest if longest and len(value) <= longest else b""
        shown = (
            [part for line in value.split("\n") for part in self._broken(line, spot)] if several else [fonts.drawable(value)]
        )
        entries = b"/FT/Tx/Ff %d%s%s/V%s" % (flags, limit, _DEFAULT_LOOK, text_string(value))
        self._add(asked, entries + b"/AP<</N %d 0 R>>" % self._look(shown if value else [], spot, several=several), spot, node)

    def choice(self, asked: Asked, offered: Mapping[str, str], chosen: str, spot: Spot, node: Node) -> None:
        """Add a list to choose from; `offered` are the labels by what is kept."""
        options = b"".join(b"[%s%s]" % (text_string(kept), text_string(label)) for kept, label in offered.items())
        label = fonts.shortened(fonts.drawable(offered.get(chosen, chosen)), TYPED, spot.width - 4 * INSET)
        look = self._look([label] if chosen else [], spot)
        value = b"/V%s" % text_string(chosen) if chosen in offered else b""
        entries = b"/FT/Ch/Ff %d%s/Opt[%s]%s/AP<</N %d 0 R>>"
        self._add(asked, entries % (_COMBO | self._flags(asked), _DEFAULT_LOOK, options, value, look), spot, node)

    def tick(self, asked: Asked, spot: Spot, node: Node, *, on: bool) -> None:
        """Add a box to tick."""
        state = b"/Yes" if on else b"/Off"
        entries = b"/FT/Btn/Ff %d/V%s/AS%s%s" % (self._flags(asked), state, state, self._states(spot, b"Yes", _ticked(spot)))
        self._add(asked, entries, spot, node)

    def one_of(self, asked: Asked, kept: str, label: str, chosen: str, spot: Spot, node: Node) -> None:
        """Add one of several marks of which one can be set; those with the same name belong together."""
        if asked.name not in self._groups:
            group = self._file.reserve()
            self._groups[asked.name] = (group, [], asked, chosen)
            self._numbers.append(group)
        group, kids, _asked, _chosen = self._groups[asked.name]
        state = kept.encode("ascii")
        entries = b"/Subtype/Widget/Parent %d 0 R%s/AS/%s%s" % (
            group,
            spot.entry,
            state if kept == chosen else b"Off",
            self._states(spot, state, _dotted(spot)),
        )
        node.alternative = label
        kids.append(self._pen.annotation(entries, node))

    def hidden(self, name: str, value: str) -> None:
        """Add a field that is on no page."""
        self._numbers.append(self._file.add(b"<</FT/Tx/Ff 1/T%s/V%s>>" % (text_string(name), text_string(value))))

    def finish(self) -> bytes:
        """Return the entry of the catalogue."""
        for group, kids, asked, chosen in self._groups.values():
            value = b"/V/%s" % chosen.encode("ascii") if chosen else b"/V/Off"
            entries = b"<</FT/Btn/Ff %d/T%s/TU%s%s/Kids%s>>"
            flags = _RADIO | self._flags(asked)
            self._file.put(group, entries % (flags, text_string(asked.name), text_string(asked.told), value, references(kids)))
        typeface = embed_for_typing(self._file)
        body = b"<</Fields%s/DR<</Font<</GP %d 0 R>>>>%s>>" % (references(self._numbers), typeface, _DEFAULT_LOOK)
        return b"/AcroForm %d 0 R" % self._file.add(body)

    def _flags(self, asked: Asked) -> int:
        return _TO_BE_FILLED if asked.required else 0

    def _add(self, asked: Asked, entries: bytes, spot: Spot, node: Node) -> None:
        node.alternative = asked.told
        told = b"/T%s/TU%s" % (text_string(asked.name), text_string(asked.told))
        self._numbers.append(self._pen.annotation(b"/Subtype/Widget%s%s%s" % (spot.entry, told, entries), node))

    def _broken(self, line: str, spot: Spot) -> Sequence[str]:
        return lines.broken(fonts.drawable(line), TYPED, spot.width - 2 * INSET)

    def _look(self, shown: Sequence[str], spot: Spot, *, several: bool = False) -> int:
        """Write what a field with a text looks like; one line stands in the middle."""
        head = _EMPTY % (spot.width, spot.height) + b"/Resources %d 0 R" % self._pen.resources
        if not shown:
            return self._file.stream(b"/Tx BMC EMC", head)
        top = spot.height - 3 if several else (spot.height + TYPED.leading) / 2
        clip = b"/Tx BMC q 1 1 %.2f %.2f re W n" % (spot.width - 2, spot.height - 2)
        written = self._pen.written(shown, TYPED, INSET, top, INK)
        return self._file.stream(b"\n".join((clip, *written, b"Q EMC")), head)

    def _states(self, spot: Spot, on: bytes, mark: bytes) -> bytes:
        head = _EMPTY % (spot.width, spot.height)
        off, set_ = self._file.stream(b"", head), self._file.stream(mark, head)
        return b"/AP<</N<</Off %d 0 R/%s %d 0 R>>>>" % (off, on, set_)


def _ticked(spot: Spot) -> bytes:
    wide, high = spot.width, spot.height
    return _TICK % (0.22 * wide, 0.52 * high, 0.43 * wide, 0.28 * high, 0.8 * wide, 0.76 * high)


def _dotted(spot: Spot) -> bytes:
    """A filled circle in the middle."""
    x, y, r = spot.width / 2, spot.height / 2, spot.width * 0.24
    k = 0.5523 * r
    sides = (
        (x + r, y + k, x + k, y + r, x, y + r),
        (x - k, y + r, x - r, y + k, x - r, y),
        (x - r, y - k, x - k, y - r, x, y - r),
        (x + k, y - r, x + r, y - k, x + r, y),
    )
    drawn = b" ".join(b"%.2f %.2f %.2f %.2f %.2f %.2f c" % side for side in sides)
    return b"0.059 0.420 0.455 rg %.2f %.2f m %s f" % (x + r, y, drawn)
