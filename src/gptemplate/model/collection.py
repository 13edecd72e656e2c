"""Several practices as one book: cover, contents, an overview, a summary by region, the practices, and an index.

Like `model/outline.py` it knows neither Word nor PDF. Practices are named by their place in `Collection.chapters`;
the documents turn that into pages and links.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from gptemplate import i18n
from gptemplate.errors import BadValue
from gptemplate.i18n import N_, Message, Translator
from gptemplate.model import values
from gptemplate.model.outline import Layout, Outline, outline
from gptemplate.model.practice import Practice, applies
from gptemplate.model.sorting import sort_key
from gptemplate.model.states import SHARED
from gptemplate.model.summary import summarise
from gptemplate.model.template import Field, Kind, Template
from gptemplate.model.words import STATUS_WORDS

_LONGEST_NAME = 150  # characters of a title in a list
_BETWEEN_KEYWORDS = str.maketrans(";\n", ",,")
_CHOSEN = (Kind.CHOICE, Kind.CHOICES)
_LONGEST_KEYWORD = 80  # characters; what is longer is a sentence

Numbers = tuple[int, ...]
"""Chapters by their place in the book, from 0."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A practice of the book. `name` is its title, cut where it is too long for a list.

    `areas` are what its place belongs to, the widest first; `done` the codes of the languages in which everything is.
    """

    outline: Outline
    name: str
    place: str
    areas: tuple[str, ...]
    status: str
    done: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """A country or a region: the practices that name nothing nearer, and the areas within it."""

    name: str
    count: str
    chapters: Numbers
    areas: tuple[Area, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the index, and the practices that it leads to."""

    text: str
    chapters: Numbers


@dataclass(frozen=True, slots=True)
class Group:
    """The words of one kind, such as those of one field; the label may be "" where there is only one kind."""

    label: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """One index."""

    title: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Titles:
    """What the parts of the book are called, in its language."""

    contents: str
    overview: str
    regions: str
    practices: str


@dataclass(frozen=True, slots=True)
class Collection:
    """A book, ready to be printed.

    `facts` are labels and values for the cover. `columns` are the heads of the overview: practice, place, organisation,
    status, languages, page; `note` explains it. `modified` is when the newest of the practices changed (UTC).
    """

    title: str
    subtitle: str
    network: str
    badge: str
    language: str
    languages: tuple[str, ...]
    layout: Layout
    modified: datetime
    facts: tuple[tuple[str, str], ...]
    titles: Titles
    columns: tuple[str, ...]
    note: str
    page_of: str
    chapters: tuple[Chapter, ...]
    areas: tuple[Area, ...]
    indexes: tuple[Index, ...]


def collection(
    practices: Sequence[tuple[Template, Practice]],
    languages: tuple[str, ...],
    *,
    layout: Layout = Layout.ONE_LANGUAGE,
    final: bool = False,
    working: bool = False,
    title: str = "",
    network: str = "",
) -> Collection:
    """Return practices as a book, in their order. `title` "" is a usual one; `network` is who publishes it.

    The book speaks the first of `languages`; the rest is as in `outline`. Raises BadValue where there is no practice.
    """
    if not practices:
        raise BadValue(Message("A book needs at least one practice. Choose some and try again."))
    return _Binder(practices, languages, layout, final=final, working=working and not final).book(title, network)


def default_title(language: str) -> str:
    """Return what a book is called that nobody gave a title."""
    return i18n.translator(language)(N_("Good practices"))


def cut(text: str, longest: int = _LONGEST_NAME) -> str:
    """Return a text on one line, with an ellipsis after the last word that fits where it is too long."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    words = line[:longest].rsplit(" ", 1)[0]
    return f"{words.rstrip(' ,;:–-')}…"


class _Binder:
    def __init__(
        self,
        practices: Sequence[tuple[Template, Practice]],
        languages: tuple[str, ...],
        layout: Layout,
        *,
        final: bool,
        working: bool,
    ) -> None:
        self._practices, self._languages, self._language = practices, languages, languages[0]
        self._layout, self._final, self._working = layout, final, working
        self._tr = i18n.translator(self._language)

    def book(self, title: str, network: str) -> Collection:
        tr = self._tr
        chapters = tuple(self._chapter(template, practice) for template, practice in self._practices)
        modified = max(one.outline.modified for one in chapters)
        return Collection(
            title=" ".join(title.split()) or default_title(self._language),
            subtitle=" · ".join(dict.fromkeys(one.outline.form for one in chapters)),
            network=" ".join(network.split()),
            badge="" if self._final else tr(N_("Draft")),
            language=self._language,
            languages=self._languages,
            layout=self._layout,
            modified=modified,
            facts=tuple(self._facts(chapters, modified)),
            titles=Titles(tr(N_("Contents")), tr(N_("Overview")), tr(N_("By region")), tr(N_("Practices"))),
            columns=_columns(tr),
            note=tr(N_("Languages: those in which everything that is asked for is written and marked as done.")),
            page_of=tr(N_("Page {page} of {pages}")),
            chapters=chapters,
            areas=self._areas([one.areas for one in chapters]),
            indexes=tuple(one for one in (self._places(), self._topics(chapters)) if one.groups),
        )

    def _chapter(self, template: Template, practice: Practice) -> Chapter:
        drawn = outline(template, practice, self._languages, layout=self._layout, final=self._final, working=self._working)
        parts = self._place_parts(template, practice)
        chosen = tuple(name for kind, name in parts if kind == "choice")
        return Chapter(
            drawn,
            cut(drawn.title),
            ", ".join(name for _kind, name in reversed(parts)),
            (chosen or tuple(name for _kind, name in parts))[:2],
            self._tr(STATUS_WORDS[practice.status]),
            tuple(_done(template, practice)),
        )

    def _place_parts(self, template: Template, practice: Practice) -> list[tuple[str, str]]:
        """The kind and the name of each part of where a practice is, the widest first."""
        place = template.first_of(Kind.PLACE)
        if place is None:
            return []
        shown = values.show_parts(place, practice.text(place.id, SHARED), self._language)
        return [(part.kind, name) for part, held in shown if (name := cut(held))]

    def _facts(self, chapters: Sequence[Chapter], modified: datetime) -> Iterator[tuple[str, str]]:
        names = {known.code: known.name for template, _practice in self._practices for known in template.languages}
        yield self._tr(N_("Practices")), str(len(chapters))
        countries = {one.areas[0] for one in chapters if one.areas}
        if len(countries) > 1:
            yield self._tr(N_("Countries")), str(len(countries))
        spoken = ", ".join(names.get(code, code) for code in self._languages)
        yield self._tr(N_("Languages") if len(self._languages) > 1 else N_("Language")), spoken
        yield self._tr(N_("Last changed")), i18n.format_day(modified, self._language)

    # Areas and terms

    def _areas(self, named: Sequence[tuple[str, ...]]) -> tuple[Area, ...]:
        known = [(number, areas) for number, areas in enumerate(named) if areas]
        found = self._within(known)
        unknown = tuple(number for number, areas in enumerate(named) if not areas)
        return (*found, self._area(self._tr(N_("No place given")), unknown)) if unknown else found

    def _within(self, named: Sequence[tuple[int, tuple[str, ...]]]) -> tuple[Area, ...]:
        held: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
        for number, areas in named:
            held.setdefault(areas[0], []).append((number, areas[1:]))
        found = []
        for name in sorted(held, key=self._key):
            direct = tuple(number for number, rest in held[name] if not rest)
            nearer = self._within([(number, rest) for number, rest in held[name] if rest])
            found.append(self._area(name, direct, nearer, len(held[name])))
        return tuple(found)

    def _area(self, name: str, chapters: Numbers, areas: tuple[Area, ...] = (), count: int = 0) -> Area:
        return Area(name, self._tr.plural("{n} practice", "{n} practices", count or len(chapters)), chapters, areas)

    def _places(self) -> Index:
        terms = _Terms()
        for number, (template, practice) in enumerate(self._practices):
            terms.add("", (name for _kind, name in self._place_parts(template, practice)), number)
        return Index(self._tr(N_("Index of places")), terms.groups(self._key))

    def _topics(self, chapters: Sequence[Chapter]) -> Index:
        terms = _Terms()
        for number, (template, practice) in enumerate(self._practices):
            for one in template.fields.values():
                if one.kind in _CHOSEN and (one.handed_in or self._working) and applies(practice, one):
                    terms.add(one.label(self._language), self._chosen(practice, one), number)
        for number, chapter in enumerate(chapters):
            words = chapter.outline.keywords.translate(_BETWEEN_KEYWORDS).split(",")
            terms.add(self._tr(N_("Keywords")), (cut(word, _LONGEST_KEYWORD) for word in words), number)
        return Index(self._tr(N_("Index of topics")), terms.groups(self._key))

    def _chosen(self, practice: Practice, one: Field) -> list[str]:
        shown = values.show(one, practice.text(one.id, SHARED if one.shared else self._language), self._language)
        return [cut(line) for line in shown.split("\n")]

    def _key(self, text: str) -> tuple[str, ...]:
        return sort_key(text, self._language)


class _Terms:
    """Gathers terms by the label of their field; those that differ only in capitals are one."""

    def __init__(self) -> None:
        self._found: dict[str, dict[str, tuple[str, dict[int, None]]]] = {}

    def add(self, label: str, terms: Iterable[str], chapter: int) -> None:
        for term in terms:
            if term:
                _text, chapters = self._found.setdefault(label, {}).setdefault(term.casefold(), (term, {}))
                chapters[chapter] = None

    def groups(self, key: Callable[[str], tuple[str, ...]]) -> tuple[Group, ...]:
        """Return the groups in the order of the forms, their terms in that of the alphabet."""
        return tuple(
            Group(label, tuple(Term(text, tuple(found)) for text, found in sorted(terms.values(), key=lambda one: key(one[0]))))
            for label, terms in self._found.items()
        )


def _columns(tr: Translator) -> tuple[str, ...]:
    heads = (N_("Practice"), N_("Place"), N_("Organisation"), N_("Status"), N_("Languages"), N_("Page"))
    return tuple(tr(head) for head in heads)


def _done(template: Template, practice: Practice) -> Iterator[str]:
    """The languages in which nothing is missing and everything that is written is done."""
    counts = summarise(template, practice).languages
    for code in template.codes:
        one = counts[code]
        if one.done and not (one.missing or one.draft or one.to_check or one.stale):
            yield code
