"""Keeping what is written in another place: a copy where saving is not possible, a library on this computer."""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from gptemplate import settings as kept
from gptemplate.errors import ExportError, StoreError, UnsafePlace, UserError, why
from gptemplate.files import write_whole
from gptemplate.i18n import N_, Message
from gptemplate.model import values
from gptemplate.model.practice import Practice
from gptemplate.model.template import Template
from gptemplate.paths import Paths
from gptemplate.paths import paths as paths_of
from gptemplate.settings import Settings
from gptemplate.store.places import Kind, Place

if TYPE_CHECKING:
    from gptemplate.store.library import Library

log = logging.getLogger(__name__)

LONGEST_PATH = 60  # characters of a path in a message


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


def save_library(
    paths: Paths, target: Path, moment: datetime, *, location: Path | None = None, stand_in: Path | None = None
) -> None:
    """Copy the library as it is to a file that the person chose, checked before it gets its name. Raises ExportError.

    `stand_in` is a copy to read instead, where nothing may be written beside the library.
    """
    from gptemplate.store import backup, raw

    library = location or paths.library
    if target.resolve() == library.resolve():
        raise ExportError(Message("That is the library itself. Choose another name or another folder."))
    copy = target
    try:
        with raw.told_plainly():
            copy, _whole = backup.make(stand_in or library, target.parent, "save", moment)
        backup.put(copy, target)
    except OSError as error:
        if copy != target:
            copy.unlink(missing_ok=True)
        raise _not_saved(target, error) from error


def _not_saved(target: Path, error: OSError) -> ExportError:
    return ExportError(Message("The copy could not be written to {path}: {reason}", path=str(target), reason=why(error)))


# Where a library lies


@dataclass(frozen=True, slots=True)
class Home:
    """A folder of this computer that a library may be kept in; `folder` is None where none offers itself.

    `is_new` is whether there is no library to move yet, `has_library` whether there is one in the folder.
    """

    folder: Path | None
    is_new: bool
    has_library: bool


def place(paths: Paths, location: Path | None = None) -> Place:
    """Return what kind of place the library lies in. May ask the system: not on the window's thread."""
    from gptemplate.store import places

    return places.look(location or paths.library)


def warning(paths: Paths, settings: Settings, location: Path | None = None) -> Message | None:
    """Return what may happen where the library lies; None on a disk of this computer, or where a person chose to work there."""
    told = place(paths, location)
    if told.kind is Kind.LOCAL or _is_chosen(paths, settings, location):
        return None
    return Message(_WARNINGS[told.kind], name=told.name)


def refuse_unsafe(paths: Paths, settings: Settings, location: Path | None = None) -> None:
    """Raise UnsafePlace where the library lies in an unsafe place and nobody chose on this computer to work there."""
    told = place(paths, location)
    if told.kind is Kind.LOCAL or _is_chosen(paths, settings, location):
        return
    file = location or paths.library
    now = _OF_ANOTHER if location is not None else _OPEN if file.is_file() else _NEW
    said = Message(_REASONS[told.kind], folder=_short(file.parent), name=told.name, now=now)
    raise UnsafePlace(said, settings_too=location is None or place(paths).kind is not Kind.LOCAL)


def not_there() -> StoreError:
    """Return what is said to who wants to write there all the same."""
    return StoreError(Message("Nothing is written where the library lies before you choose to work there."))


def work_there(paths: Paths, settings: Settings, location: Path | None = None) -> None:
    """Remember on this computer that the person chose to work on a library where it lies; a choice not kept is asked again."""
    try:
        kept.choose(location or paths.library, settings.device)
    except OSError as error:
        log.info("the choice of a place was not kept: %s", type(error).__name__)


def _is_chosen(paths: Paths, settings: Settings, location: Path | None) -> bool:
    made = kept.choice(location or paths.library, settings.device)
    return made is not None and not made.moved_to


def _short(folder: Path) -> str:
    """A path of which a message shows the end: a line cannot be broken within it."""
    path = str(folder)
    return path if len(path) <= LONGEST_PATH else f"…{path[1 - LONGEST_PATH :]}"


def home(paths: Paths, folder: Path | None = None) -> Home:
    """Return how it stands with a folder that the library may be kept in, or with the program's own on this computer."""
    own = paths_of()
    is_new = not paths.library.is_file()
    wanted = folder or (own.data if own != paths else None)
    has_library = wanted is not None and Paths(wanted).library.is_file()
    if folder is None and wanted is not None and why_not(wanted, is_new=is_new) is not None:
        wanted = None
    return Home(wanted, is_new, has_library)


def why_not(folder: Path, *, is_new: bool = False) -> Message | None:
    """Return why a library cannot be kept in a folder; None where it can. A new one may be one that is there already."""
    new = Paths(folder)
    if new.library.exists() and not is_new:
        return Message("There is a library in {folder} already. Choose another folder.", folder=str(folder))
    if place(new).kind is not Kind.LOCAL:
        return Message("{folder} is not on a disk of this computer either. Choose another folder.", folder=str(folder))
    return None


def move(paths: Paths, settings: Settings, folder: Path, moment: datetime) -> Paths:
    """Begin to work on a copy of the library in another folder, with second copies going to where it was.

    Nothing is written where the library was. Whoever opens that one on this computer is led to the new one. Where there is
    no library yet, the one in the other folder is used, or begun there. Raises StoreError; nothing is changed then.
    """
    new, is_new = Paths(folder), not paths.library.is_file()
    hindrance = why_not(folder, is_new=is_new)
    if hindrance is not None:
        raise StoreError(hindrance)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if is_new:
            _begin_in(paths, settings, new)
        else:
            _carry_over(paths, settings, new, moment)
    except OSError as error:
        raise StoreError(
            Message("The library could not be moved to {folder}: {reason}", folder=str(folder), reason=why(error))
        ) from error
    return new


def _remember(paths: Paths, settings: Settings, new: Paths) -> None:
    kept.choose(paths.library, kept.device_of(paths, settings), str(new.data))


def _begin_in(paths: Paths, settings: Settings, new: Paths) -> None:
    _remember(paths, settings, new)
    if new.library.is_file():
        return  # what is there stays as it is
    if paths.templates.is_dir():
        shutil.copytree(paths.templates, new.templates, dirs_exist_ok=True)
    if not new.settings.is_file():
        kept.write(settings._replace(moved_to=""), new.settings)


def _carry_over(paths: Paths, settings: Settings, new: Paths, moment: datetime) -> None:
    from gptemplate.store import aside, backup, raw
    from gptemplate.store.lock import is_held

    if is_held(paths.library):
        raise StoreError(
            Message("{path} is open in another window of the program. Close that one first.", path=str(paths.library))
        )
    copied = aside.copy(paths.library)
    part = new.library.with_suffix(".part")
    try:
        with raw.told_plainly():
            copy, _whole = backup.make(copied, new.backups, "before-move", moment)
        shutil.copyfile(copy, part)
        backup.sync(part)
        if paths.templates.is_dir():
            shutil.copytree(paths.templates, new.templates, dirs_exist_ok=True)
        kept.write(settings._replace(second_copy=str(paths.data), moved_to=""), new.settings)
        _remember(paths, settings, new)  # before the library is there: without it nobody is led there
        backup.put(part, new.library)
    finally:
        aside.remove(copied)
        part.unlink(missing_ok=True)


def follow(paths: Paths, settings: Settings) -> Paths:
    """Return where the library of a folder is now: another folder, if it was moved there on this computer."""
    folder = kept.moved_to(paths, settings)
    if not folder:
        return paths
    with suppress(OSError, UserError):
        new = Paths(Path(folder))
        if new.library.is_file():
            return new
    return paths


_WARNINGS = {
    Kind.SYNCED: N_(
        "The library is in a folder that {name} keeps in step with other computers. While you write, such a program may copy "
        "half of a change. It is safer to keep the library on this computer and only safety copies there."
    ),
    Kind.NETWORK: N_(
        "The library is on a network drive, where a broken connection can damage it. It is safer to keep the library on this "
        "computer and only safety copies there."
    ),
    Kind.REMOVABLE: N_(
        "The library is on a stick or another drive that can be pulled out. It is safer to keep the library on this computer "
        "and only safety copies there."
    ),
}
_REASONS = {
    Kind.SYNCED: N_(
        "{name} keeps the folder of the library in step with other computers: {folder}. It may copy half of a change, so "
        "nothing is written there. {now}"
    ),
    Kind.NETWORK: N_(
        "The folder of the library is on a network drive: {folder}. A broken connection may damage the library, so nothing is "
        "written there. {now}"
    ),
    Kind.REMOVABLE: N_(
        "The folder of the library is on a stick or another drive that can be pulled out: {folder}. Pulling it out may damage "
        "the library, so nothing is written there. {now}"
    ),
}
_OPEN = Message("You can read and export. Where do you want to write?")
_NEW = Message("There is no library there yet. Where do you want to begin one?")
_OF_ANOTHER = Message(
    "You can read and export. It was named when the program was started, so it is not moved: save a copy on this computer and "
    "open that."
)
