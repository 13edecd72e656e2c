"""Keeping what is written in another place: a copy where saving is not possible, a library on this computer."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from gptemplate import settings as kept
from gptemplate.errors import ExportError, StoreError, UserError
from gptemplate.files import write_whole
from gptemplate.i18n import Message
from gptemplate.model import values
from gptemplate.model.practice import Practice
from gptemplate.model.template import Template
from gptemplate.paths import Paths
from gptemplate.paths import paths as paths_of
from gptemplate.settings import Settings
from gptemplate.store.places import Kind, Place

if TYPE_CHECKING:
    from gptemplate.store.library import Library


def attached(library: Library, template: Template, practice: Practice) -> dict[str, bytes]:
    """Return the photos and files that a practice names, as far as the library has them. Raises StoreError."""
    found: dict[str, bytes] = {}
    with library.reading() as work:
        for one, language in template.registers():
            for ident in values.attachments_of(one, language, practice.text(one.id, language)):
                content = work.attachment(ident)
                if content is not None:
                    found[ident] = content
    return found


def save_practice(template: Template, practice: Practice, contents: Mapping[str, bytes], target: Path) -> None:
    """Write a practice as it is in memory to a file that can be brought in again. Raises ExportError."""
    from gptemplate.exchange import practice_file
    from gptemplate.model.checks.dismissals import dismissals_of

    raw = practice_file.write(template, practice, contents, dismissed=dismissals_of(practice).values())
    try:
        write_whole(target, json.dumps(raw, ensure_ascii=False, indent=1).encode())
    except OSError as error:
        raise _not_saved(target, error) from error


def save_library(paths: Paths, target: Path, moment: datetime, *, location: Path | None = None) -> None:
    """Copy the library as it is to a file that the person chose, checked before it gets its name. Raises ExportError."""
    from gptemplate.store import backup, raw

    library = location or paths.library
    if target.resolve() == library.resolve():
        raise ExportError(Message("That is the library itself. Choose another name or another folder."))
    copy = target
    try:
        with raw.told_plainly():
            copy, _whole = backup.make(library, target.parent, "save", moment)
        backup.put(copy, target)
    except OSError as error:
        if copy != target:
            copy.unlink(missing_ok=True)
        raise _not_saved(target, error) from error


def _not_saved(target: Path, error: OSError) -> ExportError:
    reason = error.strerror or type(error).__name__
    return ExportError(Message("The copy could not be written to {path}: {reason}", path=str(target), reason=reason))


# Where a library lies


def place(paths: Paths, location: Path | None = None) -> Place:
    """Return what kind of place the library lies in. May ask the system: not on the window's thread."""
    from gptemplate.store import places

    return places.look(location or paths.library)


def home_for(paths: Paths) -> Path | None:
    """Return the program's own folder on this computer where a library may be moved to; None where that will not do."""
    own = paths_of()
    return own.data if own != paths and not why_not(own.data) else None


def why_not(folder: Path) -> Message | None:
    """Return why a library cannot be moved into a folder; None where it can."""
    new = Paths(folder)
    if new.library.exists():
        return Message("There is a library in {folder} already. Choose another folder.", folder=str(folder))
    if place(new).kind is not Kind.LOCAL:
        return Message("{folder} is not on a disk of this computer either. Choose another folder.", folder=str(folder))
    return None


def move(paths: Paths, settings: Settings, folder: Path, moment: datetime) -> Paths:
    """Begin to work on a copy of the library in another folder, with second copies going to where it was.

    The library that was there stays as it is; whoever opens it on this computer is led to the new one.
    Raises StoreError; nothing is changed then.
    """
    from gptemplate.store import backup, raw

    new, hindrance = Paths(folder), why_not(folder)
    if hindrance is not None:
        raise StoreError(hindrance)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with raw.told_plainly():
            copy, _whole = backup.make(paths.library, new.backups, "before-move", moment)
        shutil.copyfile(copy, part := new.library.with_suffix(".part"))
        backup.sync(part)
        if paths.templates.is_dir():
            shutil.copytree(paths.templates, new.templates, dirs_exist_ok=True)
        kept.write(settings._replace(second_copy=str(paths.data), moved_to=""), new.settings)
        backup.put(part, new.library)
        kept.write(settings._replace(moved_to=str(folder)), paths.settings)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise StoreError(
            Message("The library could not be moved to {folder}: {reason}", folder=str(folder), reason=reason)
        ) from error
    return new


def follow(paths: Paths, settings: Settings) -> Paths:
    """Return where the library of a folder is now: another folder, if it was moved there on this computer."""
    if not settings.moved_to:
        return paths
    with suppress(OSError, UserError):
        new = Paths(Path(settings.moved_to))
        if new.library.is_file():
            return new
    return paths
