"""The translation memory at work: asked while one writes (`Recall`), offered, fed, carried in files, and kept tidy."""

from __future__ import annotations

from gptemplate.services.feeding import feed
from gptemplate.services.memory.carrying import LANGUAGES, Import, Imported, export_file, import_file
from gptemplate.services.memory.offering import Offer, take_offers
from gptemplate.services.memory.recall import Recall
from gptemplate.services.memory.tidying import find, forget_project, merge_duplicates, projects, put, remove

__all__ = [
    "LANGUAGES",
    "Import",
    "Imported",
    "Offer",
    "Recall",
    "export_file",
    "feed",
    "find",
    "forget_project",
    "import_file",
    "merge_duplicates",
    "projects",
    "put",
    "remove",
    "take_offers",
]
