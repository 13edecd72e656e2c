"""Reading what the documents of an order need, practice by practice: a thousand of them never stand in memory at once."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from gptemplate.errors import StoreError, UserError
from gptemplate.i18n import N_, Message, translator
from gptemplate.model import checks, values
from gptemplate.model.checks import Finding, Severity
from gptemplate.model.outline import Layout, outline
from gptemplate.model.practice import Practice, left_over
from gptemplate.model.template import Labels, Template
from gptemplate.services.exporting import names
from gptemplate.services.exporting.house import House, HouseChecks, handed_in_only
from gptemplate.services.exporting.jobs import Document, HouseCopy, Job, digest_of
from gptemplate.services.exporting.order import Exported, Format, Order, Outcome
from gptemplate.translation.machine import AUTHOR

if TYPE_CHECKING:
    from gptemplate.store.library import Library
    from gptemplate.store.work import Work


log = logging.getLogger(__name__)

Found = Job | Exported
"""What is to be made, or why it cannot be."""


class _Wanted(NamedTuple):
    """What an order wants of a practice in one language, or in several beside each other."""

    languages: tuple[str, ...]
    documents: tuple[Format, ...]
    house: House | None


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
        sets = {ident: _files(work, ident, order) for ident in set(found.values())}
    return [sets[found[ident]] if ident in found else 1 for ident in order.practices]


def _files(work: Work, template_id: str, order: Order) -> int:
    try:
        return sum(len(one.documents) + bool(one.house) for one in _wanted(work.template(template_id), order))
    except UserError:
        return 1


def documents(library: Library, order: Order, pattern: str) -> Iterator[list[Found]]:
    """Yield, for each practice, the documents to be made and what cannot be made."""
    checks_of_house = HouseChecks(order.house) if order.house is not None else None
    for practice_id in order.practices:
        try:
            with library.reading() as work:
                found = list(_of_practice(work, practice_id, order, pattern, checks_of_house))
        except StoreError:
            raise  # not this practice: the library
        except UserError as error:
            found = [refused(practice_id, title_of(library, practice_id), order.languages, error.message)]
        except (ValueError, KeyError):  # a row that no program of ours wrote
            log.exception("a practice could not be read: %s", practice_id)
            problem = Message("The practice is damaged. “gptemplate doctor” says more.")
            found = [refused(practice_id, title_of(library, practice_id), order.languages, problem)]
        yield found


def title_of(library: Library, practice_id: str) -> str:
    """Return the title of a practice that cannot be read as a whole: as the list has it, or its id where it is not there."""
    with library.reading() as work:
        listed = next(iter((*work.listing(only=[practice_id]), *work.listing(in_bin=True, only=[practice_id]))), None)
    return (listed.title(listed.source_language)[0] if listed is not None else "") or practice_id


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
    formal = checks.run(template, practice, languages, prose=False)
    found = tuple(one for one in formal if one.severity is Severity.BLOCKS)
    return found, {one.field: template.fields[one.field].labels for one in found}


def _of_practice(
    work: Work, practice_id: str, order: Order, pattern: str, checks_of_house: HouseChecks | None
) -> Iterator[Found]:
    practice = work.practice(practice_id)
    template = work.template(practice.template_id)
    held = attachments(work, template, practice)
    machine = work.overview.unchecked_by(practice_id, AUTHOR)
    title = practice.title(template, practice.source_language)[0]
    notes = _left_out(template, practice, title)
    refusal = checks_of_house.hindrance(template) if checks_of_house is not None else None
    if refusal is not None:
        order = replace(order, house=None)
    for wanted in _wanted(template, order):
        problem = hindrance(template, practice, wanted.languages, order)
        if problem is not None:
            yield refused(practice_id, title, wanted.languages, problem)
            continue
        n = sum(key.language in wanted.languages for key in machine)
        if wanted.documents:
            made = _documents(template, practice, wanted.languages, order, held, pattern)
            yield from (replace(one, machine=n, notes=notes) for one in made)
        if wanted.house is not None:
            copy = _house_copy(wanted.house, template, practice, wanted.languages[0], order, held, pattern)
            yield replace(copy, machine=n, notes=notes)
    if refusal is not None:
        yield refused(practice_id, title, order.languages or template.codes, refusal)


def _left_out(template: Template, practice: Practice, title: str) -> tuple[Message, ...]:
    """That texts are not in the documents because the form does not have their fields any more."""
    n = len(left_over(template, practice))
    told = Message(
        "“{title}”: {n} text is of a field that the form “{form}” does not have. It is kept, but in no document.",
        "“{title}”: {n} texts are of fields that the form “{form}” does not have. They are kept, but in no document.",
        n=n,
        title=title,
        form=template.labels,
    )
    return (told,) if n else ()


def hindrance(template: Template, practice: Practice, languages: tuple[str, ...], order: Order) -> Message | None:
    """Return why a practice cannot be printed in these languages, None where it can."""
    unknown = [code for code in languages if code not in template.codes]
    if unknown:
        return Message("The template has no language “{name}”.", name=", ".join(unknown))
    if order.final and not any(_is_written(template, practice, code) for code in languages):
        return Message("Nothing is written in this language yet.")
    return None


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


def _house_copy(
    house: House,
    template: Template,
    practice: Practice,
    language: str,
    order: Order,
    held: Mapping[str, bytes],
    pattern: str,
) -> HouseCopy:
    findings, labels = blocking(template, practice, (language,)) if order.final else ((), {})
    title = practice.title(template, language)[0] or translator(language)(N_("Untitled practice"))
    stem = house.named(names.name(pattern, names.parts(template, practice, (language,), title)))
    shown = handed_in_only(template, practice) if order.final else practice
    return HouseCopy(house, template, shown, language, title, stem, held, findings, labels)


def refused(practice_id: str, title: str, languages: tuple[str, ...], problem: Message) -> Exported:
    """Return that nothing is made of a practice, and why."""
    return Exported(practice_id, title, languages, None, problem=problem, outcome=Outcome.FAILED)


def _wanted(template: Template, order: Order) -> list[_Wanted]:
    """What is made of a practice; a house file is never side by side."""
    languages = order.languages or template.codes
    if order.layout is not Layout.SIDE_BY_SIDE:
        return [_Wanted((code,), order.documents, order.house) for code in languages]
    together = [_Wanted(languages, order.documents, None)] if order.documents else []
    return together + ([_Wanted((code,), (), order.house) for code in languages] if order.house is not None else [])


def _is_written(template: Template, practice: Practice, language: str) -> bool:
    return any(practice.text(one.id, language).strip() for one in template.fields.values() if one.is_written and one.handed_in)
