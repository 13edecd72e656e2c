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
"""

from __future__ import annotations

from gptemplate.i18n import Message


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
