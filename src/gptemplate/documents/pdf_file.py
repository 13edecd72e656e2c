"""A PDF file as numbered objects: the grammar of the format and nothing of its meaning.

Bodies are bytes, ready to be written. The same bodies give the same file.
"""

from __future__ import annotations

import zlib
from hashlib import blake2b

_FAST = 3  # twice as fast as the usual level, for one hundredth of the file's size
_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


def text_string(text: str) -> bytes:
    """Return a string that a person reads, such as a title, as PDF keeps it."""
    if text.isascii() and text.isprintable():
        return b"(" + escaped(text.encode("ascii")) + b")"
    return b"<feff" + text.encode("utf-16-be", "replace").hex().encode("ascii") + b">"


def escaped(raw: bytes) -> bytes:
    """Return bytes as they stand between the brackets of a PDF string."""
    return raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)").replace(b"\r", b"\\r")


def reference(number: int) -> bytes:
    """Return a reference to an object."""
    return b"%d 0 R" % number


def references(numbers: list[int]) -> bytes:
    """Return an array of references."""
    return b"[" + b" ".join([b"%d 0 R" % number for number in numbers]) + b"]"


class PdfFile:
    """Objects in the order of their numbers, the first being 1."""

    def __init__(self) -> None:
        self._bodies: list[bytes] = []

    def reserve(self) -> int:
        """Return the number of an object whose body comes later."""
        self._bodies.append(b"null")
        return len(self._bodies)

    def put(self, number: int, body: bytes) -> None:
        """Give a reserved object its body."""
        self._bodies[number - 1] = body

    def add(self, body: bytes) -> int:
        """Add an object and return its number."""
        self._bodies.append(body)
        return len(self._bodies)

    def stream(self, content: bytes, entries: bytes = b"") -> int:
        """Add a stream whose content is as it shall be; `entries` are those of its dictionary but the length."""
        return self.add(b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(content), content))

    def packed(self, content: bytes, entries: bytes = b"") -> int:
        """Add a stream and compress its content."""
        return self.stream(zlib.compress(content, _FAST), entries + b"/Filter/FlateDecode")

    def finish(self, root: int, info: int, name: bytes) -> bytes:
        """Return the file. `name` is what makes this document different from others: its identifier is made from it."""
        parts, offsets, at = [_HEADER], [], len(_HEADER)
        for number, body in enumerate(self._bodies, 1):
            whole = b"%d 0 obj\n%s\nendobj\n" % (number, body)
            offsets.append(b"%010d 00000 n \n" % at)
            parts.append(whole)
            at += len(whole)
        digest = blake2b(name, digest_size=16).hexdigest().encode("ascii")
        parts.append(b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(offsets) + 1, b"".join(offsets)))
        parts.append(
            b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]>>\n" % (len(offsets) + 1, root, info, digest, digest)
        )
        parts.append(b"startxref\n%d\n%%%%EOF\n" % at)
        return b"".join(parts)
