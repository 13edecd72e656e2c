"""The partnership's own Word file: read, checked against the templates of some practices, and filled in as a job."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from gptemplate import resources
from gptemplate.errors import BadFile, StoreError, UserError
from gptemplate.files import read_file, safe_name, write_whole
from gptemplate.i18n import Message
from gptemplate.model.practice import Practice
from gptemplate.model.template import Labels, Template

if TYPE_CHECKING:
    from gptemplate.documents.house_marks import MarkProblem
    from gptemplate.store.library import Library

_LONGEST_NAME = 120  # characters of a filled file's name, without its ending
_LONGEST_OWN = 40  # of which so many are the house file's own
_LARGEST = 80_000_000  # bytes


@dataclass(frozen=True, slots=True)
class House:
    """A house file as it was read; `digest` is that of its content."""

    name: str
    content: bytes = field(repr=False)
    digest: str

    def named(self, stem: str) -> str:
        """Return the name of a filled file: that of the document, and the house file's own."""
        return house_name(stem, self.name)


@dataclass(frozen=True, slots=True)
class HouseProblem:
    """What is wrong with a mark for the practices of one template.

    `blocks`: their copies cannot be made before it is mended.
    """

    message: Message
    blocks: bool
    template: str
    labels: Labels  # of the template


@dataclass(frozen=True, slots=True)
class HouseCheck:
    """What came of checking a house file against some templates."""

    templates: tuple[str, ...]
    problems: tuple[HouseProblem, ...]

    @property
    def blocked(self) -> frozenset[str]:
        """The templates whose practices cannot be filled in."""
        return frozenset(one.template for one in self.problems if one.blocks)

    @property
    def is_useless(self) -> bool:
        """Whether no practice at all can be filled in."""
        return bool(self.templates) and self.blocked.issuperset(self.templates)


def house_name(stem: str, name: str) -> str:
    """Return the name of a filled copy without its ending; `stem` is the document's, `name` that of the house file."""
    own = f" – {safe_name(Path(name).stem, longest=_LONGEST_OWN)}"
    return safe_name(stem, longest=_LONGEST_NAME - len(own)) + own


def read_house(file: Path) -> House:
    """Read a house file. Raises BadFile when it cannot be read."""
    try:
        content = read_file(file, _LARGEST)
    except (OSError, ValueError):
        raise BadFile(
            Message("The Word file {file} cannot be read. Choose another one.", file=file.name or str(file))
        ) from None
    if len(content) > _LARGEST:
        raise BadFile(Message("{file} is not a Word file that can be read. Nothing was taken from it.", file=file.name))
    return House(file.name, content, hashlib.sha256(content).hexdigest())


def check_house(house: House, templates: Iterable[Template]) -> HouseCheck:
    """Return what is wrong with the marks, template by template. Raises BadFile when it is no Word file."""
    found: list[HouseProblem] = []
    known = tuple(templates)
    for one in known:
        found += [HouseProblem(each.message, each.blocks, one.id, one.labels) for each in _problems(house, one)]
    return HouseCheck(tuple(one.id for one in known), tuple(sorted(found, key=lambda one: not one.blocks)))


def check_house_for(library: Library, file: Path, templates: Iterable[str]) -> HouseCheck:
    """Read a house file and check it against templates, by their ids. Raises BadFile, StoreError.

    A template that cannot be had is left out: its practices say so themselves when they are exported.
    """
    house = read_house(file)
    found: list[Template] = []
    with library.reading() as work:
        for ident in dict.fromkeys(templates):
            try:
                found.append(work.template(ident))
            except StoreError:
                raise
            except UserError:
                continue
    return check_house(house, found)


def save_house_sample(file: Path) -> None:
    """Write a house file to start from, in the place of what is there. Raises OSError."""
    write_whole(file, resources.path("word", "house-sample.docx").read_bytes())


class HouseChecks:
    """Why the practices of a template cannot be filled in, looked up once for each template."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._found: dict[str, Message | None] = {}

    def hindrance(self, template: Template) -> Message | None:
        """Return why no practice of this template can be filled in; None where they can."""
        if template.id not in self._found:
            self._found[template.id] = self._look(template)
        return self._found[template.id]

    def _look(self, template: Template) -> Message | None:
        try:
            found = _problems(self._house, template)
        except BadFile as error:
            return error.message
        blocking = next((one for one in found if one.blocks), None)
        if blocking is None:
            return None
        return Message("{file}: {reason} Nothing was written.", file=self._house.name, reason=blocking.message)


def handed_in_only(template: Template, practice: Practice) -> Practice:
    """Return the practice without what is never handed in, whatever marks a house file has for it."""
    kept: Mapping[str, bool] = {one.id: one.handed_in for one in template.fields.values()}
    return replace(practice, values={key: value for key, value in practice.values.items() if kept.get(key.field, False)})


def _problems(house: House, template: Template) -> tuple[MarkProblem, ...]:
    # Imported here: the library for it takes half a second to load.
    from gptemplate.documents import house as filling

    return filling.check_house(house.content, template, house.name)
