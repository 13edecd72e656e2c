"""Tables of practices, one a row, as CSV and XLSX: out, safe to open, and back in.

Every head has a name for people and a key in brackets for the way back: "Tiivistelmä (FI) [summary:fi]".
"""

from __future__ import annotations

from gptemplate.exchange.tables.reading import ReadRow, read_table
from gptemplate.exchange.tables.sheets import LARGEST_FILE
from gptemplate.exchange.tables.writing import write_csv, write_xlsx

__all__ = ["LARGEST_FILE", "ReadRow", "read_table", "write_csv", "write_xlsx"]
