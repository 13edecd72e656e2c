"""Typefaces inside a PDF: the glyphs that a document uses, and which characters they are.

The code of a character is its number in Unicode, so text goes into a page as it is; characters beyond the first 65,536
have codes from a private range. The usual characters of European languages come in one part that is made once for each
process; only a document with other characters has its own.
"""

from __future__ import annotations

import io
import re
import struct
import zlib
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from itertools import groupby

from gptemplate.documents import fonts
from gptemplate.documents.fonts import Cut
from gptemplate.documents.pdf_file import PdfFile, escaped

_LATIN = "".join(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x100))))
_USUAL = frozenset(_LATIN + "ŒœŠšŽž–—‘’‚“”„†•…€−○□→")
_BEYOND = re.compile(f"[^{re.escape(''.join(sorted(_USUAL)))}]")
_PRIVATE = 0xE000
_ITALIC_FLAG, _PLAIN_FLAG = 64, 32


@cache
def _private_codes() -> dict[int, str]:
    """The codes of characters beyond the first plane, for `str.translate`."""
    beyond = sorted(code for code in fonts.face(Cut.FALLBACK).charToGlyph if code > 0xFFFF)
    return {code: chr(_PRIVATE + at) for at, code in enumerate(beyond)}


def shown(run: str, cut: Cut) -> bytes:
    """Return a run as it stands between the brackets of a string that shows it."""
    if cut in (Cut.FALLBACK, Cut.FALLBACK_BOLD) and max(run) > "\uffff":
        run = run.translate(_private_codes())
    return escaped(run.encode("utf-16-be"))


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a typeface, ready to be written."""

    name: bytes
    program: bytes  # packed
    length: int  # of the program, unpacked
    glyphs: bytes  # the glyph of each code, packed
    meanings: bytes  # the character of each code, packed
    widths: bytes
    description: bytes


def embed(file: PdfFile, cut: Cut, text: str) -> int:
    """Write the part of a typeface that a text needs, and return its number."""
    if cut in (Cut.FALLBACK, Cut.FALLBACK_BOLD):
        part = _part(cut, frozenset(text))
    else:
        part = _part(cut, frozenset(text) - _USUAL) if _BEYOND.search(text) else _usual(cut)
    program = file.stream(part.program, b"/Length1 %d/Filter/FlateDecode" % part.length)
    descriptor = file.add(part.description % program)
    glyphs = file.stream(part.glyphs, b"/Filter/FlateDecode")
    meanings = file.stream(part.meanings, b"/Filter/FlateDecode")
    body = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
    body += b"/FontDescriptor %d 0 R/DW 0/W[%s]/CIDToGIDMap %d 0 R>>"
    below = file.add(body % (part.name, descriptor, part.widths, glyphs))
    body = b"<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>"
    return file.add(body % (part.name, below, meanings))


@cache
def _usual(cut: Cut) -> _Part:
    return _made(cut, sorted(map(ord, _USUAL)))


@lru_cache(32)
def _part(cut: Cut, others: frozenset[str]) -> _Part:
    """The usual characters and others; of the fallback only the others."""
    usual = frozenset() if cut in (Cut.FALLBACK, Cut.FALLBACK_BOLD) else _USUAL
    return _made(cut, sorted(map(ord, usual | others)))


def _made(cut: Cut, codes: list[int]) -> _Part:
    face = fonts.face(cut)
    program = face.makeSubset(codes)
    cids = {_cid(code): code for code in codes}
    glyph_of = _glyphs(cut, codes)
    mapped = bytearray(2 * (max(cids) + 1))
    for cid, code in cids.items():
        mapped[2 * cid : 2 * cid + 2] = glyph_of[code].to_bytes(2, "big")
    name = _name(cut, codes)
    return _Part(
        name,
        zlib.compress(program, 9),
        len(program),
        zlib.compress(bytes(mapped), 9),
        zlib.compress(_meanings(cids), 9),
        _widths(cut, cids),
        _description(cut, name),
    )


def _cid(code: int) -> int:
    return code if code <= 0xFFFF else ord(_private_codes()[code])


def _glyphs(cut: Cut, codes: list[int]) -> dict[int, int]:
    """The glyph that each character has in the part: numbered as they first come, after that of no character."""
    whole = fonts.face(cut).charToGlyph
    order = {0: 0}
    return {code: order.setdefault(whole[code], len(order)) for code in codes}


def _name(cut: Cut, codes: list[int]) -> bytes:
    digest = blake2b(repr(codes).encode(), digest_size=6).digest()
    return bytes(65 + byte % 26 for byte in digest) + b"+" + bytes(fonts.face(cut).name)


def _widths(cut: Cut, cids: dict[int, int]) -> bytes:
    widths = fonts.face(cut).charWidths
    rows = []
    for _distance, following in groupby(enumerate(sorted(cids)), lambda pair: pair[1] - pair[0]):
        run = [cid for _at, cid in following]
        rows.append(b"%d[%s]" % (run[0], b" ".join(b"%d" % round(widths[cids[cid]]) for cid in run)))
    return b"\n".join(rows)


def _meanings(cids: dict[int, int]) -> bytes:
    rows = [b"<%04x><%s>" % (cid, chr(code).encode("utf-16-be").hex().encode()) for cid, code in sorted(cids.items())]
    return _cmap(rows, b"<0000> <ffff>")


def _cmap(rows: list[bytes], codes: bytes) -> bytes:
    out = [
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        b"/CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def",
        b"/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        b"1 begincodespacerange %s endcodespacerange" % codes,
    ]
    for start in range(0, len(rows), 100):
        part = rows[start : start + 100]
        out.append(b"%d beginbfchar\n%s\nendbfchar" % (len(part), b"\n".join(part)))
    out.append(b"endcmap CMapName currentdict /CMap defineresource pop end end")
    return b"\n".join(out)


def _description(cut: Cut, name: bytes) -> bytes:
    face = fonts.face(cut)
    flags = _PLAIN_FLAG | (_ITALIC_FLAG if face.italicAngle else 0)
    box = b" ".join(b"%d" % round(side) for side in face.bbox)
    body = b"<</Type/FontDescriptor/FontName/%s/Flags %d/FontBBox[%s]/ItalicAngle %d/Ascent %d/Descent %d/CapHeight %d/StemV %d"
    measures = (face.italicAngle, face.ascent, face.descent, face.capHeight, face.stemV)
    return body % (name, flags, box, *map(round, measures)) + b"/FontFile2 %d 0 R>>"


def embed_for_typing(file: PdfFile) -> int:
    """Write a typeface with which a viewer can show what is typed into a form, and return its number.

    It has the 8-bit codes that every viewer knows; a character beyond them is drawn by the viewer with one of its own.
    """
    part = _typed()
    program = file.stream(part.program, b"/Length1 %d/Filter/FlateDecode" % part.length)
    descriptor = file.add(part.description % program)
    meanings = file.stream(part.meanings, b"/Filter/FlateDecode")
    body = b"<</Type/Font/Subtype/TrueType/BaseFont/%s/FirstChar 32/LastChar 255/Widths[%s]/Encoding/WinAnsiEncoding"
    return file.add((body + b"/FontDescriptor %d 0 R/ToUnicode %d 0 R>>") % (part.name, part.widths, descriptor, meanings))


@cache
def _typed() -> _Part:
    cut = Cut.REGULAR
    face, table = fonts.face(cut), {code: bytes((code,)).decode("cp1252", "replace") for code in range(32, 256)}
    table = {code: c if ord(c) in face.charToGlyph else "•" for code, c in table.items()}  # as the encoding says of gaps
    codes = sorted({ord(c) for c in table.values()})
    program = _with_unicode_map(face.makeSubset(codes), _glyphs(cut, codes))
    rows = [b"<%02x><%04x>" % (code, ord(c)) for code, c in table.items()]
    widths = b" ".join(b"%d" % round(face.charWidths[ord(c)]) for c in table.values())
    name = _name(cut, codes)
    meanings = _cmap(rows, b"<00> <ff>")
    return _Part(
        name, zlib.compress(program, 9), len(program), b"", zlib.compress(meanings, 9), widths, _description(cut, name)
    )


def _with_unicode_map(program: bytes, glyphs: dict[int, int]) -> bytes:
    """Return a part of a typeface with a table from Unicode to its glyphs, which fonts with 8-bit codes are asked for."""
    from reportlab.pdfbase.ttfonts import TTFontMaker, TTFontParser

    read, made = TTFontParser(io.BytesIO(program)), TTFontMaker()
    for tag in read.table:
        made.add(tag, read.get_table(tag))
    codes = sorted(code for code in glyphs if code <= 0xFFFE)
    count = len(codes) + 1
    search = 1 << (count.bit_length() - 1)
    head = (4, 16 + 8 * count, 0, 2 * count, 2 * search, search.bit_length() - 1, 2 * (count - search))
    deltas = [(glyphs[code] - code) % 0x10000 for code in codes]
    columns = (*codes, 0xFFFF, 0, *codes, 0xFFFF, *deltas, 1, *([0] * count))
    made.add("cmap", struct.pack(f">HHHHL7H{len(columns)}H", 0, 1, 3, 1, 12, *head, *columns))
    return bytes(made.makeStream())
