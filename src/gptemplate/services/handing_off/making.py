"""An errand, done: what is to be translated is read, made into files, and given names in a folder."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from gptemplate.errors import BadValue, StoreError, UserError, why
from gptemplate.files import safe_name
from gptemplate.i18n import N_, Message, translator
from gptemplate.model.handoff import Sheet
from gptemplate.model.outline import Layout, Outline, outline
from gptemplate.model.practice import Practice
from gptemplate.model.template import Template
from gptemplate.services import terms
from gptemplate.services.exporting.gathering import attachments, settle, title_of
from gptemplate.services.exporting.making import Part
from gptemplate.services.exporting.order import Existing, Outcome
from gptemplate.services.exporting.placing import Place
from gptemplate.services.handing_off import gathering, memory, package
from gptemplate.services.handing_off.order import Errand, HandedOff, Kind
from gptemplate.services.handing_off.package import Material

if TYPE_CHECKING:
    from gptemplate.store.library import Library
    from gptemplate.store.work import Work

Progress = Callable[[int, int], bool]
"""Told (practices read or files made, of how many); returns whether to go on."""


def hand_off(library: Library, errand: Errand, folder: Path, progress: Progress | None = None) -> list[HandedOff]:
    """Make the files of an errand in a folder, and return what became of each; what is there already is never replaced.

    A revision is cut of every text first, so that what comes back can be compared with it. Raises BadValue where a
    language is not one of the form, ExportError where the folder cannot be used, StoreError.
    """
    settle(library, errand.practices)
    place = Place(folder, Existing.KEEP)
    try:
        return list(_made(library, errand, place, progress or _go_on))
    finally:
        place.close()


def _go_on(_done: int, _total: int) -> bool:
    return True


def _made(library: Library, errand: Errand, place: Place, progress: Progress) -> Iterator[HandedOff]:
    steps = len(errand.practices) * len(errand.targets)
    for number, target in enumerate(errand.targets):
        done = number * len(errand.practices)
        gathered = _Gathered()
        for practice_id in errand.practices:
            if not progress(done, steps):
                return
            gathered.add(library, errand, practice_id, target)
            done += 1
        yield from gathered.problems
        if not gathered.sheets:
            yield HandedOff(target, left_out=tuple(gathered.left_out))
        elif errand.kind is Kind.CAT:
            yield _package(library, errand, gathered, target, place)
        else:
            yield from _tables(gathered, target, place)
    progress(steps, steps)


@dataclass(slots=True)
class _Gathered:
    """What is to be translated into one language, so far."""

    sheets: list[Sheet] = field(default_factory=list)
    practices: dict[str, tuple[Template, Practice]] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    problems: list[HandedOff] = field(default_factory=list)

    def add(self, library: Library, errand: Errand, practice_id: str, target: str) -> None:
        """Add what is to be translated of one practice; one that cannot be read stops no other."""
        try:
            with library.reading() as work:
                practice = work.practice(practice_id)
                template = work.template(practice.template_id)
                found = gathering.sheets(work, practice, target, source=errand.source, everything=errand.everything)
        except (StoreError, BadValue):
            raise  # not this practice: the library, or what was asked for
        except UserError as error:
            problem = Message("“{title}”: {problem}", title=title_of(library, practice_id), problem=error.message)
            self.problems.append(HandedOff(target, problem=problem))
            return
        if found:
            self.sheets.extend(found)
            self.practices[practice_id] = (template, practice)
        else:
            title = practice.title(template, errand.language)[0]
            self.left_out.append(title or translator(errand.language)(N_("Untitled practice")))

    @property
    def names(self) -> dict[str, str]:
        """What the languages are called, by code."""
        return {one.code: one.name for template, _practice in self.practices.values() for one in template.languages}


def _package(library: Library, errand: Errand, gathered: _Gathered, target: str, place: Place) -> HandedOff:
    if not library.read_only:
        terms.add_starter_once(library)
    with library.reading() as work:
        material = Material(
            tuple(gathered.sheets),
            tuple(memory.units(work, gathered.sheets, list(gathered.practices.values()))),
            tuple(work.terms.all()),
            tuple(_reading(work, gathered, target)),
            gathered.names,
        )
    told = HandedOff(target, sheets=material.sheets, left_out=tuple(gathered.left_out))
    tr = translator(errand.language)
    sources = {one.source_language for one in gathered.sheets}
    stem = tr(N_("For translation {languages}"), languages="-".join((*(sources if len(sources) == 1 else ()), target)))
    return _placed(place, told, partial(package.packed, material), safe_name(stem), ".zip")


def _reading(work: Work, gathered: _Gathered, target: str) -> Iterator[tuple[Outline, Mapping[str, bytes]]]:
    """The practices as they look, with what is written in the third language beside them."""
    for sheet in gathered.sheets:
        template, practice = gathered.practices[sheet.practice]
        others = (code for code in template.codes if code not in (sheet.source_language, target))
        written = [code for code in others if practice.text(template.title_field, code).strip()]
        languages = (sheet.source_language, *written)
        layout = Layout.SIDE_BY_SIDE if written else Layout.ONE_LANGUAGE
        yield outline(template, practice, languages, layout=layout), attachments(work, template, practice)


def _tables(gathered: _Gathered, target: str, place: Place) -> Iterator[HandedOff]:
    from gptemplate.documents.handoff_word import write_handoff_word

    left_out = tuple(gathered.left_out)
    for sheet in gathered.sheets:
        told = HandedOff(target, sheets=(sheet,), left_out=left_out)
        left_out = ()
        title = sheet.title or translator(target)(N_("Untitled practice"))
        stem = f"{safe_name(title, longest=70)} – {sheet.source_language}-{target}"
        yield _placed(place, told, partial(write_handoff_word, sheet, gathered.names), stem, ".docx")


def _placed(place: Place, told: HandedOff, make: Callable[[], bytes], stem: str, suffix: str) -> HandedOff:
    try:
        content = make()
        digest = hashlib.sha256(content).hexdigest()
        part = place.parts / f"{digest}.part"
        with part.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        placed = place.keep(Part(part, digest), digest, stem, suffix)
    except OSError as error:
        problem = Message("{name} could not be written: {reason}", name=f"{stem}{suffix}", reason=why(error))
        return replace(told, problem=problem)
    return replace(told, file=placed.file, is_new=placed.outcome is Outcome.MADE)
