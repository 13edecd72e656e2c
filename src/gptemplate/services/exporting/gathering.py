"""Reading what the documents of an order need, practice by practice: a thousand of them never stand in memory at once."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING

from gptemplate.errors import StoreError, UserError
from gptemplate.i18n import Message
from gptemplate.model import checks, values
from gptemplate.model.checks import Finding, Severity
from gptemplate.model.outline import Layout, outline
from gptemplate.model.practice import Practice
from gptemplate.model.template import Labels, Template
from gptemplate.services.exporting import names
from gptemplate.services.exporting.jobs import Document, digest_of
from gptemplate.services.exporting.order import Exported, Order, Outcome

if TYPE_CHECKING:
    from gptemplate.store.library import Library
    from gptemplate.store.work import Work


log = logging.getLogger(__name__)


def settle(library: Library, practices: Iterable[str]) -> None:
    """Cut a revision of every unfinished text of these practices, so that each document can say what it was made from."""
    if library.read_only:
        return
    with library.reading() as work:
        unfinished = set(work.unfinished()) & set(practices)
    if unfinished:
        with library.writing() as work:
            for practice_id in sorted(unfinished):
                work.cut(work.practice(practice_id))


def expected(library: Library, order: Order) -> list[int]:
    """Return how many documents each practice of an order should make, one where it is not known."""
    with library.reading() as work:
        found = {one.id: one.template_id for one in chain(work.listing(), work.listing(in_bin=True))}
        sets = {ident: _sets(work, ident, order) for ident in set(found.values())}
    return [sets[found[ident]] * len(order.documents) if ident in found else 1 for ident in order.practices]


def _sets(work: Work, template_id: str, order: Order) -> int:
    try:
        return len(_language_sets(work.template(template_id), order))
    except UserError:
        return 1


def documents(library: Library, order: Order, pattern: str) -> Iterator[list[Document | Exported]]:
    """Yield, for each practice, the documents to be made and what cannot be made."""
    for practice_id in order.practices:
        try:
            with library.reading() as work:
                found = list(_of_practice(work, practice_id, order, pattern))
        except StoreError:
            raise  # not this practice: the library
        except UserError as error:
            found = [_refused(practice_id, practice_id, order.languages, error.message)]
        except (ValueError, KeyError):  # a row that no program of ours wrote
            log.exception("a practice could not be read: %s", practice_id)
            problem = Message("The practice is damaged. “gptemplate doctor” says more.")
            found = [_refused(practice_id, practice_id, order.languages, problem)]
        yield found


def attachments(work: Work, template: Template, practice: Practice) -> dict[str, bytes]:
    """Return the contents of the attachments that a practice names, by their ids."""
    found: dict[str, bytes] = {}
    for one, language in template.registers():
        for ident in values.attachments_of(one, language, practice.text(one.id, language)):
            content = work.attachment(ident)
            if content is not None:
                found[ident] = content
    return found


def blocking(
    template: Template, practice: Practice, languages: tuple[str, ...]
) -> tuple[tuple[Finding, ...], Mapping[str, Labels]]:
    """Return what keeps a practice from being submitted, and the labels of those fields."""
    found = tuple(one for one in checks.run(template, practice, languages) if one.severity is Severity.BLOCKS)
    return found, {one.field: template.fields[one.field].labels for one in found}


def _of_practice(work: Work, practice_id: str, order: Order, pattern: str) -> Iterator[Document | Exported]:
    practice = work.practice(practice_id)
    template = work.template(practice.template_id)
    held = attachments(work, template, practice)
    title = practice.title(template, practice.source_language)[0]
    for languages in _language_sets(template, order):
        unknown = [code for code in languages if code not in template.codes]
        if unknown:
            problem = Message("The template has no language “{name}”.", name=", ".join(unknown))
            yield _refused(practice_id, title, languages, problem)
        elif order.final and not any(_is_written(template, practice, code) for code in languages):
            problem = Message("Nothing is written in this language yet.")
            yield _refused(practice_id, title, languages, problem)
        else:
            yield from _documents(template, practice, languages, order, held, pattern)


def _documents(
    template: Template,
    practice: Practice,
    languages: tuple[str, ...],
    order: Order,
    held: Mapping[str, bytes],
    pattern: str,
) -> Iterator[Document]:
    drawn = outline(template, practice, languages, layout=order.layout, final=order.final, working=order.working)
    findings, labels = blocking(template, practice, languages) if order.final else ((), {})
    stem = names.name(pattern, names.parts(template, practice, languages, drawn.title))
    digest = digest_of(repr(drawn))  # slow: once for all formats
    for kind in order.documents:
        yield Document(drawn, digest, kind, stem, held, findings, labels)


def _refused(practice_id: str, title: str, languages: tuple[str, ...], problem: Message) -> Exported:
    return Exported(practice_id, title, languages, None, problem=problem, outcome=Outcome.FAILED)


def _language_sets(template: Template, order: Order) -> list[tuple[str, ...]]:
    languages = order.languages or template.codes
    return [languages] if order.layout is Layout.SIDE_BY_SIDE else [(code,) for code in languages]


def _is_written(template: Template, practice: Practice, language: str) -> bool:
    return any(practice.text(one.id, language).strip() for one in template.fields.values() if one.is_written and one.handed_in)
