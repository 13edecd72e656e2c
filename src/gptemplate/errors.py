"""Errors that a person is told about; every other exception is a bug.

UserError                 says what happened, what was kept and what to do
├── TemplateError         a template file cannot be used: file, field and reason
├── StoreError            the library file cannot be opened or written
│   ├── NotALibrary       the file is something else, or damaged
│   ├── NewerLibrary      written by a newer version of the program
│   ├── LibraryBusy       another window or program has it open for writing
│   ├── StoreFull         the disk is full, or the file may not be written
│   └── UnsafePlace       it lies where nothing is written before the person has chosen to
├── BadFile               a file brought in from outside cannot be read
├── UnknownName           no such practice, field, language or template
├── BadValue              a value does not fit the kind of its field
└── ExportError           a document could not be written

What the system refuses is an OSError; `why` says it in our own words.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping

from gptemplate.files import NotAFile
from gptemplate.i18n import Message

_NOT_ALLOWED = Message("it is not allowed")
_FULL = Message("the disk is full")
_NO_NETWORK = Message("the network drive does not answer")
_REASONS: Mapping[int, Message] = {
    errno.ENOENT: Message("there is no such file"),
    errno.EEXIST: Message("a file or folder of that name is there already"),
    errno.EISDIR: Message("this is a folder"),
    errno.ENOTDIR: Message("a part of the path is a file, not a folder"),
    errno.ENOTEMPTY: Message("the folder is not empty"),
    errno.EACCES: _NOT_ALLOWED,
    errno.EPERM: _NOT_ALLOWED,
    errno.EROFS: Message("the disk can only be read"),
    errno.ENOSPC: _FULL,
    getattr(errno, "EDQUOT", errno.ENOSPC): _FULL,
    errno.EFBIG: Message("the disk does not take so large a file"),
    errno.EBUSY: Message("another program is using it"),
    getattr(errno, "ETXTBSY", errno.EBUSY): Message("another program is using it"),
    errno.ENAMETOOLONG: Message("the name is too long"),
    errno.ELOOP: Message("its links lead in a circle"),
    errno.EINVAL: Message("the disk does not take such a name"),
    errno.EIO: Message("the disk does not work as it should"),
    errno.ENODEV: Message("the disk is not there any more"),
    errno.ENXIO: Message("the disk is not there any more"),
    errno.EMFILE: Message("too many files are open"),
    errno.ENFILE: Message("too many files are open"),
    errno.ENOMEM: Message("the memory of the computer is full"),
    errno.ETIMEDOUT: _NO_NETWORK,
    errno.ENETUNREACH: _NO_NETWORK,
    errno.EHOSTUNREACH: _NO_NETWORK,
    getattr(errno, "ESTALE", errno.ETIMEDOUT): _NO_NETWORK,
    getattr(errno, "EHOSTDOWN", errno.ETIMEDOUT): _NO_NETWORK,
}


def why(error: OSError) -> Message:
    """Return in our own words why the system could not do something with a file."""
    if isinstance(error, NotAFile):
        return Message("it is no ordinary file")
    known = _REASONS.get(error.errno or 0)
    if known is not None:
        return known
    return Message("the system did not do it ({name})", name=errno.errorcode.get(error.errno or 0, type(error).__name__))


def is_full(error: OSError) -> bool:
    """Return whether nothing more can be written, because the disk is full."""
    return _REASONS.get(error.errno or 0) is _FULL


class UserError(Exception):
    """Something went wrong that the person at the computer can understand and mend."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


class TemplateError(UserError):
    """A template file cannot be used."""


class StoreError(UserError):
    """The library cannot be opened or written."""


class NotALibrary(StoreError):
    """The file is not a library of this program, or it is damaged."""


class NewerLibrary(StoreError):
    """The library was written by a newer version of the program."""


class LibraryBusy(StoreError):
    """Another window or program has the library open for writing."""


class StoreFull(StoreError):
    """The disk is full, or the file may not be written."""


class UnsafePlace(StoreError):
    """The library lies on a stick, on a network drive or in a synchronised folder, and nobody has chosen to write there.

    `settings_too` is whether the settings lie in such a place as well.
    """

    def __init__(self, message: Message, *, settings_too: bool) -> None:
        super().__init__(message)
        self.settings_too = settings_too


class BadFile(UserError):
    """A file brought in from outside cannot be read."""


class UnknownName(UserError):
    """There is no practice, field, language or template of that name."""


class BadValue(UserError):
    """A value does not fit the kind of its field."""


class ExportError(UserError):
    """A document could not be written."""
