"""Looking after the library: copies of it, whether it is sound, what can be saved of a damaged one, forgetting a person."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from gptemplate.errors import StoreError, why
from gptemplate.files import free_name
from gptemplate.i18n import Message
from gptemplate.paths import Paths
from gptemplate.services.templates import Templates
from gptemplate.settings import Settings
from gptemplate.store import backup, copies, raw
from gptemplate.store.backup import DAY, Copy

if TYPE_CHECKING:
    from gptemplate.store.copies import BackupInfo, Comparison
    from gptemplate.store.doctor import Report
    from gptemplate.store.examining import Problem
    from gptemplate.store.forget import Forgotten
    from gptemplate.store.salvage import Salvaged

log = logging.getLogger(__name__)

MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a backup: the copy (None where none was due), whether it is whole, which older ones went.

    `second` says why there is no second copy this time; None where it was made, or none is wanted.
    """

    copy: Path | None = None
    whole: bool = True
    removed: tuple[Path, ...] = ()
    second: Message | None = None


def now() -> datetime:
    """Return this moment, with the person's time zone."""
    return datetime.now().astimezone()


def folder_of(paths: Paths, location: Path | None = None) -> Path:
    """Return where the copies of a library are kept: those of another than the person's own lie beside it."""
    if location is None or location == paths.library:
        return paths.backups
    return location.with_name(f"{location.stem} backups")


# Copies


def back_up_if_due(
    paths: Paths, settings: Settings, moment: datetime, *, every: timedelta = DAY, location: Path | None = None
) -> Kept:
    """Back the library up unless that was done today (or within `every`), or nothing changed since the last copy.

    A second copy that could not be made the last time is made now. Raises StoreError.
    """
    library = location or paths.library
    folder = folder_of(paths, location)
    held = backup.copies(folder)
    if library.is_file() and _is_due(held, moment, every) and _has_changed(library, held):
        return back_up(paths, "daily" if every >= DAY else "regular", settings=settings, moment=moment, location=location)
    return Kept(second=second_copy(settings, folder, moment))


def _is_due(held: Sequence[Copy], moment: datetime, every: timedelta) -> bool:
    if not held or held[0].when > moment:  # a clock that was set back must not keep copies from being made
        return True
    last = held[0].when
    return moment - last >= every or (every >= DAY and last.date() != moment.date())


def _has_changed(library: Path, held: Sequence[Copy]) -> bool:
    here = backup.trace(library)
    return here is None or not held or backup.trace(held[0].file) != here


def back_up(
    paths: Paths,
    reason: str,
    *,
    settings: Settings | None = None,
    moment: datetime | None = None,
    location: Path | None = None,
) -> Kept:
    """Back the library up now: on request, or before a merge. The copy is read back before older ones may go.

    Raises StoreError where no copy could be made; no older one went then.
    """
    settings, moment = settings or Settings(), moment or now()
    folder = folder_of(paths, location)
    try:
        with raw.told_plainly(location or paths.library):
            copy, whole = backup.make(location or paths.library, folder, reason, moment)
    except OSError as error:
        raise StoreError(
            Message("No copy of the library could be made in {folder}: {reason}", folder=str(folder), reason=why(error))
        ) from error
    removed = thin(folder, moment, settings.backup_limit_mb * MB) if whole else ()
    return Kept(copy, whole, removed, second_copy(settings, folder, moment))


def thin(folder: Path, moment: datetime, limit: int) -> tuple[Path, ...]:
    """Remove the copies that the schedule no longer keeps, and return them. Call it only after a whole copy was made."""
    return tuple(backup.remove(backup.to_remove(backup.copies(folder), moment, limit)))


def second_copy(settings: Settings, folder: Path, moment: datetime) -> Message | None:
    """Bring the newest copy to the folder or stick that the person chose, and say why where that is not possible now."""
    if not settings.second_copy:
        return None
    chosen = Path(settings.second_copy)
    newest = next(iter(backup.copies(folder)), None)
    if not _is_there(chosen):
        return Message(
            "The place for second copies, {folder}, is not there now. They go on when it is back.", folder=str(chosen)
        )
    target = chosen / f"gptemplate-{settings.device}"
    if newest is None:
        return Message("There is no safety copy yet. The first one goes to {folder} too.", folder=str(chosen))
    if _has(target, newest):
        return None
    try:
        target.mkdir(exist_ok=True)
        backup.carry(newest.file, target)
        thin(target, moment, settings.backup_limit_mb * MB)
    except OSError as error:
        log.info("no second copy: %s", type(error).__name__)
        return Message("No second copy could be made in {folder}: {reason}", folder=str(chosen), reason=why(error))
    return None


def _is_there(folder: Path) -> bool:
    try:
        return folder.is_dir()
    except OSError:  # a drive that does not answer
        return False


def _has(target: Path, one: Copy) -> bool:
    try:
        return (target / one.file.name).stat().st_size == one.size
    except OSError:
        return False


def second_folder(settings: Settings) -> Path | None:
    """Return where the second copies lie, or None where none are wanted or the stick is away."""
    if not settings.second_copy:
        return None
    folder = Path(settings.second_copy) / f"gptemplate-{settings.device}"
    return folder if folder.is_dir() else None


def list_copies(paths: Paths, *, location: Path | None = None) -> list[Copy]:
    """Return the copies on this computer by their names alone, newest first: quick, and nothing is opened."""
    return backup.copies(folder_of(paths, location))


def list_backups(
    paths: Paths, settings: Settings | None = None, *, thorough: bool = True, location: Path | None = None
) -> list[BackupInfo]:
    """Return the copies with what is in each, newest first; with `settings`, those on the stick as well.

    `thorough` reads every copy from end to end, which takes a while: do it in the background.
    """
    held = backup.copies(folder_of(paths, location))
    second = second_folder(settings) if settings else None
    held += backup.copies(second) if second else []
    return [copies.look_into(one, thorough=thorough) for one in sorted(held, key=lambda one: one.when, reverse=True)]


def newest_whole(paths: Paths, settings: Settings | None = None, *, location: Path | None = None) -> BackupInfo | None:
    """Return the newest copy that is whole and has practices, to be offered in the place of a library that is not.

    Copies are read from end to end until one is found: do it in the background.
    """
    held = backup.copies(folder_of(paths, location))
    second = second_folder(settings) if settings else None
    held += backup.copies(second) if second else []
    for one in sorted(held, key=lambda one: one.when, reverse=True):
        info = copies.look_into(one, thorough=True)
        if info.whole and info.practices:
            return info
    return None


def is_whole(copy: Path) -> bool:
    """Return whether a copy can be read from end to end and all in it fits its hash; takes a while for a large one."""
    return backup.is_whole(copy)


def compare(paths: Paths, copy: Path, *, location: Path | None = None) -> Comparison:
    """Return how a copy differs from the library, to be shown before it is put back. Raises StoreError."""
    return copies.compare(copy, location or paths.library)


def restore_backup(paths: Paths, copy: Path, *, moment: datetime | None = None, location: Path | None = None) -> Path | None:
    """Put a copy in the place of the library, which must be closed, and return where its present state is kept.

    Raises StoreError; the library is as it was then.
    """
    return copies.restore(copy, location or paths.library, folder_of(paths, location), moment or now())


# Soundness


def examine(paths: Paths, *, location: Path | None = None) -> Report:
    """Look at everything in the library and change nothing. Raises StoreError where it cannot be opened."""
    from gptemplate.store import doctor

    held = doctor.copies_of(folder_of(paths, location))
    return doctor.examine(_there(location or paths.library), Templates(paths.templates), held)


def repair(paths: Paths, *, moment: datetime | None = None, location: Path | None = None) -> Report:
    """Rebuild what can be rebuilt in the library, which must be closed, after a backup. Raises StoreError."""
    from gptemplate.store import doctor

    folder = folder_of(paths, location)
    file = _there(location or paths.library)
    return doctor.repair(file, Templates(paths.templates), folder, moment or now(), doctor.copies_of(folder))


def quick_check(paths: Paths, *, location: Path | None = None) -> list[Problem]:
    """Return what a quick look at the library finds, in well under 100 ms: for the window, after its first paint."""
    from gptemplate.store import doctor

    return doctor.quick_check(location or paths.library)


def salvage(paths: Paths, damaged: Path, new: Path) -> Salvaged:
    """Bring everything readable of a damaged library into a new file; the damaged one is not changed. Raises StoreError."""
    from gptemplate.store import salvage as saving

    return saving.salvage(damaged, new, Templates(paths.templates))


def recover(paths: Paths, *, moment: datetime | None = None, location: Path | None = None) -> Salvaged:
    """Salvage a damaged library and put what was recovered in its place; the damaged one is kept among the copies.

    Raises StoreError; the library is as it was then.
    """
    library = _there(location or paths.library)
    new = free_name(library.parent, f"{library.stem} recovered", library.suffix)
    saved = salvage(paths, library, new)
    try:
        restore_backup(paths, new, moment=moment, location=location)
    finally:
        new.unlink(missing_ok=True)
    return replace(saved, file=library)


# Forgetting


def find_person(paths: Paths, name: str, *, location: Path | None = None) -> Forgotten:
    """Return where a person's name or address is, and what `forget_person` would remove. Raises BadValue, StoreError."""
    from gptemplate.store import forget

    return forget.look(_there(location or paths.library), name, Templates(paths.templates))


def forget_person(
    paths: Paths, settings: Settings, name: str, *, moment: datetime | None = None, location: Path | None = None
) -> Forgotten:
    """Remove a person's contact data from the library and its copies, and return what remains elsewhere.

    The library must be closed. Raises BadValue for a name too short to be safe, StoreError.
    """
    from gptemplate.store import forget

    library = _there(location or paths.library)
    second = second_folder(settings)
    held = backup.copies(folder_of(paths, location)) + (backup.copies(second) if second else [])
    found = forget.forget(library, [one.file for one in held], name, Templates(paths.templates), moment or now())
    away = settings.second_copy if settings.second_copy and second is None else ""
    return forget.with_remains(found, paths.data, library, paths.settings, name, away)


def _there(library: Path) -> Path:
    if not library.is_file():
        raise StoreError(Message("There is no library at {path}.", path=str(library)))
    return library
