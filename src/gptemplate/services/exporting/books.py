"""A book: all practices of an order in one document, one for each language or all languages beside each other."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from gptemplate.errors import BadValue, StoreError, UserError
from gptemplate.files import safe_name
from gptemplate.i18n import Message
from gptemplate.model.checks import Finding
from gptemplate.model.collection import Collection, collection
from gptemplate.model.outline import Layout
from gptemplate.model.practice import Practice
from gptemplate.model.template import Labels, Template
from gptemplate.services.exporting import gathering
from gptemplate.services.exporting.batch import Progress, Results, Unit, put, watched
from gptemplate.services.exporting.jobs import digest_of
from gptemplate.services.exporting.order import DOCUMENTS, Exported, Format, Order, Outcome, Way
from gptemplate.translation.machine import AUTHOR

if TYPE_CHECKING:
    from gptemplate.store.library import Library

log = logging.getLogger(__name__)


def bound(
    library: Library,
    order: Order,
    file: Path,
    way: Way | None = None,
    progress: Progress | None = None,
    *,
    title: str = "",
    publisher: str = "",
) -> list[Exported]:
    """Make a book and return what became of it, and which practices were left out and why.

    The file's ending says its format; with several languages, each has a book of its own unless they stand side by side.
    Raises ExportError, BadValue, StoreError.
    """
    gathering.settle(library, order.practices)
    book = Book(library, order, file, way, title=title, publisher=publisher)
    return watched(book.results(), lambda: book.total, progress)


class Book:
    """A book on its way. `total` is how many files there will be, and practices that are left out.

    Revisions are not cut here: see `gathering.settle`. Raises BadValue for a file that is neither PDF nor Word, and where
    there are no practices.
    """

    def __init__(
        self, library: Library, order: Order, file: Path, way: Way | None = None, *, title: str = "", publisher: str = ""
    ) -> None:
        known = {one.value: one for one in DOCUMENTS}
        kind = known.get(file.suffix.lower().lstrip("."))
        if kind is None:
            raise BadValue(Message("A book ends with .pdf or .docx: {file} does not.", file=file.name))
        if not order.practices:
            raise BadValue(Message("A book needs at least one practice. Choose some and try again."))
        self._library, self._order, self._file, self._format = library, order, file, kind
        self._way, self._title, self._publisher = way or Way(), title, publisher
        self._sets = self._languages()
        self.total = len(self._sets)

    def results(self) -> Results:
        """Make everything and yield what became of it. Closing the iterator stops. Raises ExportError, StoreError."""
        with closing(put(self._units(), self._file.parent, self._way)) as results:
            yield from results

    def _languages(self) -> list[tuple[str, ...]]:
        codes = self._order.languages or self._every_language()
        return [codes] if self._order.layout is Layout.SIDE_BY_SIDE else [(code,) for code in codes]

    def _every_language(self) -> tuple[str, ...]:
        found: dict[str, None] = {}
        with self._library.reading() as work:
            for ident in dict.fromkeys(one.template_id for one in work.listing() if one.id in set(self._order.practices)):
                try:
                    found |= dict.fromkeys(work.template(ident).codes)
                except StoreError:
                    raise
                except UserError:
                    log.info("a template cannot be read")
        return tuple(found) or (self._way.language,)

    def _units(self) -> Iterator[Unit]:
        for languages in self._sets:
            left_out, chapters, attachments = self._gathered(languages)
            self.total += len(left_out)
            yield [*left_out, self._bound(languages, chapters, attachments)]

    def _bound(
        self, languages: tuple[str, ...], chapters: list[tuple[Template, Practice]], attachments: Mapping[str, bytes]
    ) -> Bound | Exported:
        order, stem = self._order, self._stem(languages)
        if not chapters:
            problem = Message("None of the practices can stand in this book, so it was not made.")
            return Exported("", stem, languages, self._format, problem=problem, outcome=Outcome.FAILED)
        made = collection(
            chapters, languages, layout=order.layout, final=order.final, working=order.working,
            title=self._title, network=self._publisher,
        )  # fmt: skip
        findings, labels = _blocking(chapters, languages) if order.final else ((), {})
        machine = self._of_machine([practice.id for _template, practice in chapters], languages)
        return Bound(made, digest_of(repr(made)), self._format, stem, attachments, findings, labels, machine)

    def _of_machine(self, practices: list[str], languages: tuple[str, ...]) -> int:
        """How many of the book's texts a machine wrote and nobody checked."""
        with self._library.reading() as work:
            unchecked = [key for ident in practices for key in work.overview.unchecked_by(ident, AUTHOR)]
        return sum(key.language in languages for key in unchecked)

    def _stem(self, languages: tuple[str, ...]) -> str:
        several = f" – {'-'.join(languages)}" if len(self._sets) > 1 else ""
        return f"{safe_name(self._file.stem, longest=110)}{several}"

    def _gathered(self, languages: tuple[str, ...]) -> tuple[list[Exported], list[tuple[Template, Practice]], dict[str, bytes]]:
        """What is left out, the practices, and their pictures."""
        left_out: list[Exported] = []
        chapters: list[tuple[Template, Practice]] = []
        pictures: dict[str, bytes] = {}
        for ident in self._order.practices:
            found = self._read(ident, languages, pictures)
            if isinstance(found, Exported):
                left_out.append(found)
            else:
                chapters.append(found)
        return left_out, chapters, pictures

    def _read(self, ident: str, languages: tuple[str, ...], pictures: dict[str, bytes]) -> tuple[Template, Practice] | Exported:
        try:
            with self._library.reading() as work:
                practice = work.practice(ident)
                template = work.template(practice.template_id)
                problem = gathering.hindrance(template, practice, languages, self._order)
                if problem is not None:
                    title = practice.title(template, practice.source_language)[0]
                    return gathering.refused(ident, title, languages, problem)
                collection([(template, practice)], languages, layout=self._order.layout)  # one that cannot be drawn stays out
                pictures |= gathering.attachments(work, template, practice)
        except StoreError:
            raise  # not this practice: the library
        except UserError as error:
            return gathering.refused(ident, ident, languages, error.message)
        except (ValueError, KeyError):  # a row that no program of ours wrote
            log.exception("a practice could not be read: %s", ident)
            problem = Message("The practice is damaged. “gptemplate doctor” says more.")
            return gathering.refused(ident, ident, languages, problem)
        return template, practice


def _blocking(
    chapters: list[tuple[Template, Practice]], languages: tuple[str, ...]
) -> tuple[tuple[Finding, ...], Mapping[str, Labels]]:
    """What keeps the practices in a book from being submitted; the labels say whose field it is."""
    told: list[Finding] = []
    names: dict[str, Labels] = {}
    for template, practice in chapters:
        found, labels = gathering.blocking(template, practice, languages)
        titles = {code: practice.title(template, code)[0] for code in template.codes}
        for one in found:
            place = f"{practice.id}/{one.field}"
            told.append(replace(one, field=place))
            names[place] = {
                code: f"{titles.get(code) or titles[practice.source_language]} – {label}"
                for code, label in labels[one.field].items()
            }
    return tuple(told), names


@dataclass(frozen=True, slots=True)
class Bound:
    """A book to be made; `digest` is that of the collection, `findings` keep practices in it from being submitted."""

    collection: Collection
    digest: str
    format: Format
    stem: str
    attachments: Mapping[str, bytes]
    findings: tuple[Finding, ...] = ()
    labels: Mapping[str, Labels] = field(default_factory=dict)
    machine: int = 0

    def key(self) -> str:
        """Return a digest of what is drawn, the program's version and the name."""
        return digest_of("book", self.stem, self.format, self.digest, *sorted(self.attachments))

    def render(self) -> bytes:
        """Return the book."""
        # Imported here: these libraries take longer to load than the whole window.
        if self.format is Format.PDF:
            from gptemplate.documents.book_pdf import write_book_pdf

            return write_book_pdf(self.collection, self.attachments)
        from gptemplate.documents.book_word import write_book_word

        return write_book_word(self.collection, self.attachments)

    def undrawable(self) -> str:
        """Return the characters that no typeface of ours has; Word takes those of its own computer."""
        if self.format is not Format.PDF:
            return ""
        from gptemplate.documents.book_pdf import undrawable

        return undrawable(self.collection)

    def told(self) -> Exported:
        """Return what the file is, and what keeps the practices in it from being submitted."""
        one = self.collection
        told = Exported("", one.title, one.languages, self.format, findings=self.findings, labels=self.labels)
        return replace(told, machine=self.machine)
