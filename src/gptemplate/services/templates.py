"""The templates that there are: those of the program and those that a person put into the data folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from gptemplate import resources
from gptemplate.errors import TemplateError, UnknownName, why
from gptemplate.files import read_file
from gptemplate.i18n import Message
from gptemplate.model.template import Template
from gptemplate.model.template_file import LARGEST_FILE, LONGEST_IDENT, is_ident, read_template

DEFAULT = "interreg-europe-2021"
_IDENT = re.compile(r"""^id[ \t]*=[ \t]*["']([a-z0-9_.-]+)["']""", re.MULTILINE)  # the first one is the template's


class Templates:
    """Reads templates when they are first asked for. A person's own file wins over the program's of the same id."""

    def __init__(self, own: Path) -> None:
        self._own = own
        self._read: dict[Path, Template | TemplateError] = {}
        self._known: dict[str, Template] = {}

    def __call__(self, ident: str) -> Template:
        """Return a template by its id. Raises UnknownName, or TemplateError for a faulty file."""
        if ident not in self._known:
            self._known[ident] = self._find(ident)
        return self._known[ident]

    def _find(self, ident: str) -> Template:
        faulty: TemplateError | None = None
        for file in self._likely(ident) if _is_plain(ident) else ():
            found = self._template(file)
            if isinstance(found, Template) and found.id == ident:
                return found
            if isinstance(found, TemplateError) and file.stem == ident:
                raise found
            if isinstance(found, TemplateError) and faulty is None and _names(file, ident):
                faulty = found
        raise faulty or UnknownName(
            Message(
                "There is no template “{name}”. Put its file into {folder} and try again.",
                name=ident[:LONGEST_IDENT],
                folder=str(self._own),
            )
        )

    def _likely(self, ident: str) -> Iterator[Path]:
        """The person's own before those of the program; of each, the file named as the template before the others."""
        name = f"{ident}.toml"
        for files in (self._own_files(), self._shipped()):
            yield from sorted(files, key=lambda one: one.name != name)

    def all(self) -> list[Template]:
        """Return every template that can be used, the person's own first."""
        found: dict[str, Template] = {}
        for file in self._files():
            one = self._template(file)
            if isinstance(one, Template):
                found.setdefault(one.id, one)
        return list(found.values())

    def faults(self) -> list[TemplateError]:
        """Return what is wrong with the files that cannot be used."""
        found = (self._template(file) for file in self._files())
        return [one for one in found if isinstance(one, TemplateError)]

    def default(self) -> Template:
        """Return the template of a new practice where none is chosen."""
        return self(DEFAULT)

    def _files(self) -> Iterator[Path]:
        yield from (*self._own_files(), *self._shipped())

    def _own_files(self) -> list[Path]:
        return sorted(self._own.glob("*.toml")) if self._own.is_dir() else []

    def _shipped(self) -> list[Path]:
        """The newer form first."""
        return sorted(resources.path("templates").glob("*.toml"), reverse=True)

    def _template(self, file: Path) -> Template | TemplateError:
        known = self._read.get(file)
        if not isinstance(known, Template):  # a faulty one may have been mended since
            known = self._read[file] = _read(file)
        return known


def _read(file: Path) -> Template | TemplateError:
    try:
        return read_template(read_file(file, LARGEST_FILE), file.name)
    except TemplateError as error:
        return error
    except OSError as error:
        return TemplateError(Message("{file}: the file cannot be read: {reason}.", file=file.name, reason=why(error)))


def _names(file: Path, ident: str) -> bool:
    """Return whether a file that is faulty says to be the template of that id."""
    try:
        content = read_file(file, LARGEST_FILE)
    except OSError:
        return False
    said = _IDENT.search(content[:LARGEST_FILE].decode("utf-8", "replace"))
    return said is not None and said[1] == ident


def _is_plain(ident: str) -> bool:
    """Return whether a template could have that id: what comes from outside must not be taken for a path."""
    return is_ident(ident) and ".." not in ident
