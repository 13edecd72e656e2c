"""Handing practices in: which documents, from which texts, where to, and what was left out and why.

Order -> gathering (reads the library) -> jobs -> making (draws, on several cores) -> placing (names, keeps) -> Exported
"""

from __future__ import annotations

from gptemplate.services.exporting import names, report
from gptemplate.services.exporting.batch import Batch, Progress, Results, export, hand_out_blanks, watched
from gptemplate.services.exporting.books import Book, bound
from gptemplate.services.exporting.estimate import time_left
from gptemplate.services.exporting.gathering import settle
from gptemplate.services.exporting.house import (
    House,
    HouseCheck,
    HouseProblem,
    check_house,
    check_house_for,
    house_name,
    read_house,
    save_house_sample,
)
from gptemplate.services.exporting.names import DEFAULT_PATTERN
from gptemplate.services.exporting.order import DOCUMENTS, TABLES, Existing, Exported, Format, Order, Outcome, Way
from gptemplate.services.exporting.package import Package, package

__all__ = [
    "DEFAULT_PATTERN",
    "DOCUMENTS",
    "TABLES",
    "Batch",
    "Book",
    "Existing",
    "Exported",
    "Format",
    "House",
    "HouseCheck",
    "HouseProblem",
    "Order",
    "Outcome",
    "Package",
    "Progress",
    "Results",
    "Way",
    "bound",
    "check_house",
    "check_house_for",
    "export",
    "hand_out_blanks",
    "house_name",
    "names",
    "package",
    "read_house",
    "report",
    "save_house_sample",
    "settle",
    "time_left",
    "watched",
]
