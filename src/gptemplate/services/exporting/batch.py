"""A whole order, made into a folder."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from gptemplate.errors import why
from gptemplate.files import safe_name
from gptemplate.i18n import N_, Message, translator
from gptemplate.model.template import Template
from gptemplate.services.exporting import gathering, names
from gptemplate.services.exporting.jobs import BlankForm, Job, Ready
from gptemplate.services.exporting.making import Made, check_room, cores, make_all
from gptemplate.services.exporting.order import Exported, Format, Order, Outcome, Way
from gptemplate.services.exporting.placing import Place
from gptemplate.services.exporting.tables import read, write_table

if TYPE_CHECKING:
    from gptemplate.store.library import Library

Progress = Callable[[int, int], bool]
"""Told (files done, files in all); returns whether to go on."""

Results = Generator[Exported, None, None]
"""Each file as it is finished; closing it stops the work, and what is finished stays."""

Unit = Sequence[Job | Exported]
"""Jobs that share what they are made from, and what cannot be made."""


class Batch:
    """An order on its way into a folder: every practice, language and format, and one bad practice stops no other.

    `total` is how many files there will be; it falls where something turns out not to be possible. Revisions are not cut
    here: see `gathering.settle`. Raises BadValue for a pattern that cannot be used.
    """

    def __init__(self, library: Library, order: Order, folder: Path, way: Way | None = None) -> None:
        self._library, self._order, self._folder, self._way = library, order, folder, way or Way()
        names.check(self._way.pattern)
        self._expected = gathering.expected(library, order) if order.is_for_each else []
        self.total = sum(self._expected) + len(order.tables)

    def results(self) -> Results:
        """Make everything and yield what became of each file. Closing the iterator stops; what is finished stays.

        Raises ExportError when the folder cannot be used or the disk is full, StoreError.
        """
        with closing(put(self._units(), self._folder, self._way)) as results:
            yield from results

    def _units(self) -> Iterator[Unit]:
        order = self._order
        if order.is_for_each:
            found = gathering.documents(self._library, order, self._way.pattern)
            for unit, expected in zip(found, self._expected, strict=True):
                self.total += len(unit) - expected
                yield unit
        if order.tables:
            yield from self._tables()

    def _tables(self) -> Iterator[Unit]:
        rows, refused = read(self._library, self._order.practices)
        if not self._order.is_for_each:  # else its documents have told of it
            self.total += len(refused)
            yield refused
        if not rows and refused:  # a table without a row would say that there are none
            self.total -= len(self._order.tables)
            return
        title = translator(self._way.language)(N_("Practices"))
        for kind in self._order.tables:
            yield [Ready(write_table(rows, kind, self._way.language), kind, safe_name(title), title)]


def export(
    library: Library, order: Order, folder: Path, way: Way | None = None, progress: Progress | None = None
) -> list[Exported]:
    """Make everything of an order in a folder, and return what became of it. Raises ExportError, BadValue, StoreError."""
    gathering.settle(library, order.practices)
    batch = Batch(library, order, folder, way)
    return watched(batch.results(), lambda: batch.total, progress)


def hand_out_blanks(
    templates: Sequence[Template],
    languages: Sequence[str],
    formats: Sequence[Format],
    folder: Path,
    way: Way | None = None,
) -> Results:
    """Make blank forms in a folder, in every language of each template where none is named, and yield what became of each."""
    units = [_blanks(one, languages or one.codes, formats) for one in templates]
    return put(units, folder, way or Way())


def watched(
    results: Results, total: Callable[[], int], progress: Progress | None, into: list[Exported] | None = None
) -> list[Exported]:
    """Collect results and tell how far they have come, until all are there or no more are wanted.

    They are put `into` a list as they come, which has them also where an error ends it.
    """
    done: list[Exported] = [] if into is None else into
    with closing(results):
        if progress is not None and not progress(0, total()):
            return done
        for one in results:
            done.append(one)
            if progress is not None and not progress(len(done), total()):
                break
    return done


def put(units: Iterable[Unit], folder: Path, way: Way) -> Results:
    """Make what is not there yet, and yield what became of everything.

    Raises ExportError when the folder cannot be used, or where the disk is full.
    """
    place = Place(folder, way.existing)
    told: deque[Exported] = deque()
    try:
        with closing(make_all(_new(units, place, told), place.parts, way.processes or cores())) as made:
            for one in made:
                while told:
                    yield told.popleft()
                if one is not None:
                    yield _kept(place, one)
        yield from told
    finally:
        place.close()


def _new(units: Iterable[Unit], place: Place, told: deque[Exported]) -> Iterator[list[Job]]:
    """The jobs that must be made; what is there already, or cannot be made, goes to `told`."""
    for unit in units:
        jobs: list[Job] = []
        for one in unit:
            if isinstance(one, Exported):
                told.append(one)
                continue
            before = place.made_before(one.key())
            if before is None:
                jobs.append(one)
            else:
                known = one.told()
                notes = (*known.notes, *place.notes(before))
                told.append(replace(known, file=before, outcome=Outcome.UNCHANGED, notes=notes))
        yield jobs


def _kept(place: Place, made: Made) -> Exported:
    job, part = made
    if isinstance(part, Message):
        return replace(job.told(), problem=part, outcome=Outcome.FAILED)
    try:
        placed = place.keep(part, job.key(), job.stem, f".{job.format.value}")
    except OSError as error:
        check_room(error)
        problem = Message("{name} could not be written: {reason}", name=job.stem, reason=why(error))
        return replace(job.told(), problem=problem, outcome=Outcome.FAILED)
    if placed.file is None:
        return replace(job.told(), problem=placed.notes[0], outcome=placed.outcome)
    told = job.told()
    return replace(told, file=placed.file, outcome=placed.outcome, notes=(*told.notes, *placed.notes))


def _blanks(template: Template, languages: Sequence[str], formats: Sequence[Format]) -> list[Job | Exported]:
    unit: list[Job | Exported] = []
    for code in languages:
        if code not in template.codes:
            problem = Message("The template has no language “{name}”.", name=code)
            unit.append(Exported("", template.label(code), (code,), None, problem=problem, outcome=Outcome.FAILED))
            continue
        word = translator(code)(N_("blank form"))
        stem = names.name(
            "{title} – {status} – {languages}", {"title": template.label(code), "status": word, "languages": code}
        )
        unit.extend(BlankForm(template, code, kind, stem) for kind in formats)
    return unit
