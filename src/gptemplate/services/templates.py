"""The templates that there are: those of the program and those that a person put into the data folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from gptemplate import resources
from gptemplate.errors import TemplateError, UnknownName
from gptemplate.i18n import Message
from gptemplate.model.template import Template
from gptemplate.model.template_file import LARGEST_FILE, LONGEST_IDENT, is_ident, read_template

DEFAULT = "interreg-europe-2021"


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
        for file in self._likely(ident) if _is_plain(ident) else ():
            found = self._template(file)
            if isinstance(found, Template) and found.id == ident:
                return found
            if isinstance(found, TemplateError) and file.stem == ident:
                raise found
        raise UnknownName(
            Message(
                "There is no template “{name}”. Put its file into {folder} and open the practice again.",
                name=ident[:LONGEST_IDENT],
                folder=str(self._own),
            )
        )

    def _likely(self, ident: str) -> Iterator[Path]:
        """The files named as the template first: most often no other needs to be read."""
        named = (self._own / f"{ident}.toml", resources.path("templates", f"{ident}.toml"))
        yield from (one for one in named if one.is_file())
        yield from self._files()

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
        if self._own.is_dir():
            yield from sorted(self._own.glob("*.toml"))
        # The newer form first.
        yield from sorted(resources.path("templates").glob("*.toml"), reverse=True)

    def _template(self, file: Path) -> Template | TemplateError:
        if file not in self._read:
            self._read[file] = _read(file)
        return self._read[file]


def _read(file: Path) -> Template | TemplateError:
    try:
        if file.stat().st_size > LARGEST_FILE:
            return TemplateError(Message("{file}: the file is too large to be a template.", file=file.name))
        return read_template(file.read_bytes(), file.name)
    except TemplateError as error:
        return error
    except OSError:
        return TemplateError(Message("{file}: the file cannot be read.", file=file.name))


def _is_plain(ident: str) -> bool:
    """Return whether a template could have that id: what comes from outside must not be taken for a path."""
    return is_ident(ident) and ".." not in ident
