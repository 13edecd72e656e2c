"""Tables out: the same practices give the same bytes."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from gptemplate.exchange.tables.columns import LONGEST_CELL, Cell, Column, Row, columns
from gptemplate.exchange.tables.safe import guarded, is_dangerous
from gptemplate.i18n import N_, translator

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_NARROW, _WIDE = 14, 44  # characters
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # what spreadsheets read as the number of a character
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write_csv(rows: Sequence[Row], language: str) -> bytes:
    """Return practices as CSV: UTF-8 with its mark, every cell quoted, parted as spreadsheets of the language expect.

    Formulas are guarded by an apostrophe: see `safe`.
    """
    tr = translator(language)
    found = columns(rows, tr)
    out = io.StringIO()
    # A Finnish or Swedish Excel takes a comma for a part of a number.
    writer = csv.writer(out, delimiter="," if language == "en" else ";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([guarded(one.title) for one in found])
    for template, practice in rows:
        writer.writerow([guarded(_plain(one.cell(template, practice))) for one in found])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def write_xlsx(rows: Sequence[Row], language: str) -> bytes:
    """Return practices as a workbook; every text is a text, whatever it begins with."""
    from openpyxl import Workbook

    tr = translator(language)
    found = columns(rows, tr, longest=LONGEST_CELL)
    book = Workbook(write_only=True)
    sheet = book.create_sheet(tr(N_("Practices")))
    sheet.freeze_panes = "B2"
    _shape(sheet, found, len(rows))
    sheet.append(list(_heads(sheet, found)))
    for template, practice in rows:
        sheet.append([_cell(sheet, one.cell(template, practice)) for one in found])
    out = io.BytesIO()
    book.save(out)
    return _timeless(out.getvalue())


def _plain(value: Cell) -> str:
    return value.strftime("%Y-%m-%d %H:%M:%S") if isinstance(value, datetime) else str(value)


def _shape(sheet: WriteOnlyWorksheet, found: Sequence[Column], rows: int) -> None:
    from openpyxl.utils import get_column_letter

    for place, one in enumerate(found, 1):
        shape = sheet.column_dimensions[get_column_letter(place)]
        shape.width = _WIDE if one.wide else max(_NARROW, min(len(one.head) + 2, _WIDE))
        shape.hidden = one.key == "@revisions"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(found))}{rows + 1}"


def _heads(sheet: WriteOnlyWorksheet, found: Sequence[Column]) -> Iterator[Any]:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill

    bold, ground = Font(bold=True), PatternFill("solid", fgColor="FFDFF0F1")
    at_top = Alignment(vertical="top", wrap_text=True)
    for one in found:
        cell = WriteOnlyCell(sheet, one.title)
        cell.font, cell.fill, cell.alignment = bold, ground, at_top
        yield cell


def _cell(sheet: WriteOnlyWorksheet, value: Cell) -> Any:
    """A value as the library takes it; a cell of its own, which takes longer, only where it would be taken for another."""
    from openpyxl.cell import WriteOnlyCell

    if isinstance(value, datetime):
        cell = WriteOnlyCell(sheet, value.replace(tzinfo=None))
        cell.number_format = "yyyy-mm-dd hh:mm"
        return cell
    if not isinstance(value, str):
        return value
    text = _ESCAPE.sub("_x005F_", _UNPRINTABLE.sub("\ufffd", value))
    if not is_dangerous(text):
        return text or None
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"  # the library itself takes "=..." for a formula
    cell.number_format = "@"
    cell.quotePrefix = True  # it stays a text when somebody edits it
    return cell


def _timeless(workbook: bytes) -> bytes:
    """The same workbook without the moment it was made at."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _STAMP.sub(rb"\g<1>2000-01-01T00:00:00Z", content)
            target.writestr(zipfile.ZipInfo(name, _LONG_AGO), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
