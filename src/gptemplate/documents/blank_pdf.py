"""A form as a PDF that can be filled in on a screen or with a pen: help and limits on the left, room to write on the right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from gptemplate import i18n
from gptemplate.documents import fonts, lines, pdf_names, style
from gptemplate.documents.blank_word import INTRODUCTION, TITLE, fields_of, hints, part_label
from gptemplate.documents.flow import Item, Piece, Row, Stack, Text, pages
from gptemplate.documents.form_fields import INSET, TYPED, Asked, Fields, Spot
from gptemplate.documents.metadata import Properties
from gptemplate.documents.pen import FOOTER, Bookmark, Pen
from gptemplate.documents.style import GUTTER, MM, PORTRAIT, TextStyle, Weight
from gptemplate.documents.tagging import DISC, Node
from gptemplate.i18n import N_
from gptemplate.model import values
from gptemplate.model.practice import NOTHING, Practice
from gptemplate.model.states import SHARED, Key
from gptemplate.model.template import COMPOSITE, Choice, Field, Kind, Part, Section, Template, label_in

LABELS = 60 * MM
DEMAND = TextStyle(8, 11, 9, Weight.MEDIUM, style.TEAL, before=2)
HELP = TextStyle(8, 11, 9, Weight.REGULAR, style.MUTED, before=3)
QUESTION = TextStyle(8, 11, 9, Weight.REGULAR, style.SOFT, before=2)
SECTION_HELP = TextStyle(9, 12.5, 10, Weight.REGULAR, style.MUTED, before=2, keep=True)
NAME = TextStyle(9.75, 12.6, 12, Weight.SEMIBOLD, style.INK, keep=True)
PART = TextStyle(8.25, 11, 9, Weight.MEDIUM, style.MUTED, before=6, keep=True)

_LABELS = frozenset({style.TITLE, style.SECTION, NAME, PART})
_EDGE, _PAPER = "#9fb0b5", "#fbfdfd"
_ONE_LINE = 21.0
_TICK = 10.5
_ROWS = (9.0, 5.0)  # points around the rules between fields; the smaller where it saves a page
_FEW = 8  # choices that are shown beside each other, so that a pen can tick them too
_A_LINE = 58  # characters on a line of a field
_MOST_LINES = 30
_MOST_OF_A_LINE = 3  # lines for a text that is one sentence or name
_STAMP = datetime(2000, 1, 1, tzinfo=UTC)


def write_blank_pdf(template: Template, language: str, practice: Practice | None = None) -> bytes:
    """Return a template as a form in a language, PDF/UA-1 and PDF/A-2a; with a practice, what is written stands in it.

    The same input gives the same bytes. `read_pdf` reads the returned form.
    """
    airy = _Form(template, language, practice, _ROWS[0])
    tight = _Form(template, language, practice, _ROWS[1])
    return tight.pdf() if len(tight.filled) < len(airy.filled) else airy.pdf()


class _Entry:
    """A piece of the page that is filled in."""

    keep = False

    def __init__(self, fields: Fields, node: Node, height: float, before: float = 0.0) -> None:
        self._fields, self._node, self.height, self.before = fields, node, height, before

    @property
    def least(self) -> float:
        """The room of the whole entry."""
        return self.height

    def split(self, room: float, *, force: bool = False) -> tuple[Piece | None, Piece | None]:
        """Return the entry as head or as rest."""
        return (self, None) if force or self.height <= room else (None, self)  # type: ignore[return-value]


class _Box(_Entry):
    """A box to write in, or to choose in from a list."""

    def __init__(self, fields: Fields, node: Node, asked: Asked, value: str, width: float, rows: int = 1) -> None:
        super().__init__(fields, node, _ONE_LINE if rows == 1 else rows * TYPED.leading + 2 * INSET, 2.0)
        self._asked, self._value, self._width, self._several = asked, value, width, rows > 1
        self.longest: int | None = None
        self.offered: dict[str, str] | None = None

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw the box and put the field on it."""
        pen.box(x, top, self._width, self.height, _PAPER, _EDGE)
        if self.offered is not None:
            pen.chevron(x + self._width - 13, top - self.height / 2, _EDGE)
        spot = Spot(x, top, self._width, self.height)
        if self.offered is not None:
            self._fields.choice(self._asked, self.offered, self._value, spot, self._node)
            return
        self._fields.text(self._asked, self._value, spot, self._node, longest=self.longest, several=self._several)


class _Tick(_Entry):
    """A box to tick or a ring to mark, and its label beside it. `kept` is what a ring stands for, "" for a box."""

    def __init__(self, fields: Fields, node: Node, asked: Asked, label: Text, *, kept: str = "", chosen: str = "") -> None:
        super().__init__(fields, node, max(label.height, _TICK + 3), 3.0)
        self._asked, self._label, self._kept, self._chosen = asked, label, kept, chosen

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw the shape and the label, and put the field on it."""
        spot = Spot(x, top - 1, _TICK, _TICK)
        pen.box(x, top - 1, _TICK, _TICK, _PAPER, _EDGE, _TICK / 2 if self._kept else 2)
        if self._kept:
            self._fields.one_of(self._asked, self._kept, self._asked.told, self._chosen, spot, self._node)
        else:
            self._fields.tick(self._asked, spot, self._node, on=bool(self._chosen))
        self._label.draw(pen, x + _TICK + 6, top)


class _Form:
    def __init__(self, template: Template, language: str, practice: Practice | None, air: float) -> None:
        self._template, self._code, self._practice, self._air = template, language, practice, air
        self._tr = i18n.translator(language)
        self._page = PORTRAIT
        self._beside = LABELS + GUTTER
        self._width = self._page.measure - self._beside
        self._about = pdf_names.about(template.id, template.version, practice.id if practice else "")
        moment = datetime.fromtimestamp(practice.modified / 1000, UTC) if practice else _STAMP
        self._title = self._tr(TITLE)
        name = f"{template.label(language)} – {self._title}"
        hidden = {pdf_names.ABOUT: self._about} | self._begun_with()
        said = Properties(name, "", template.label(language), "", language, moment, hidden)
        self._pen = Pen(self._page, said)
        self._fields = Fields(self._pen)
        self._root = Node("Document", language)
        self._part = self._root.add("Sect")
        self.filled = pages(Stack(tuple(self._pieces())), self._page.room)

    def pdf(self) -> bytes:
        """Return the file."""
        for number, part in enumerate(self.filled, 1):
            part.draw(self._pen, self._page.side, self._page.height - self._page.top)
            self._foot(number, len(self.filled))
            self._pen.turn()
        self._fields.hidden(pdf_names.HIDDEN, self._about)
        return self._pen.finish(self._root, self._fields.finish())

    def _begun_with(self) -> dict[str, str]:
        """The revisions of what stands in the form, so that what is changed in it can be told from what is not."""
        held = self._practice.values if self._practice else {}
        heads = {key: value.head for key, value in held.items() if value.head and key.language in (SHARED, self._code)}
        return {pdf_names.REVISIONS: pdf_names.revisions(heads)} if heads else {}

    def _foot(self, number: int, count: int) -> None:
        page, top = self._page, self._page.bottom - 8 * MM
        shown = fonts.drawable(self._tr(N_("Page {page} of {pages}")).format(page=number, pages=count))
        room = page.measure - fonts.width(shown, style.FOOT)
        name = fonts.drawable(f"{self._template.label(self._code)}  ·  {self._title}")
        with self._pen.decoration(FOOTER):
            self._pen.rule(page.side, top + 2 * MM, page.measure, style.RULE)
            self._pen.lines((shown,), style.FOOT, page.side + room, top)
            self._pen.lines((fonts.shortened(name, style.FOOT, room - GUTTER),), style.FOOT, page.side, top)

    def _pieces(self) -> Iterator[Piece]:
        measure = self._page.measure
        yield self._text(self._template.label(self._code), style.FORM, measure, self._part.add("P"))
        title = self._part.add("H1")
        yield self._text(self._title, style.TITLE, measure, title, bookmark=Bookmark(self._title, 0))
        for told in INTRODUCTION:
            yield self._text(self._tr(told), style.BODY, measure, self._part.add("P"))
        for section in self._template.sections:
            yield from self._section(section)

    def _section(self, section: Section) -> Iterator[Piece]:
        asked = list(fields_of(section))
        if not asked:
            return
        self._part = self._root.add("Sect")
        label, told = section.label(self._code), label_in(section.help, self._code)
        node = self._part.add("H2")
        yield self._text(label, style.SECTION, self._page.measure, node, bookmark=Bookmark(label, 1))
        if told:
            yield self._text(told, SECTION_HELP, self._page.measure, self._part.add("P"))
        yield from (self._row(one) for one in asked)

    def _row(self, one: Field) -> Row:
        """A field: what is asked on the left, the answer on the right; it never runs over a page."""
        left, right = Stack(tuple(self._question(one))), Stack(tuple(self._answer(one)))
        columns = ((0.0, left), (self._beside, right))
        return Row(columns, before=self._air, padding=self._air, rule=self._page.measure, whole=True)

    def _question(self, one: Field) -> Iterator[Piece]:
        label = one.label(self._code)
        yield self._text(label, NAME, LABELS, self._part.add("H3"), bookmark=Bookmark(label, 2))
        shown = replace(one, kind=Kind.TEXT) if one.kind is Kind.CHOICE else one  # the choices stand on the right
        told = hints(self._template, shown, self._code)
        for text in told:
            demand = text is told[0] and self._demands(one)
            yield self._text(text, DEMAND if demand else HELP, LABELS, self._part.add("P"))
        if one.questions:
            whole = self._part.add("L", "", DISC)
            for question in one.questions:
                item = whole.add("LI")
                mark, node = Item(style.BULLET, item.add("Lbl")), item.add("LBody")
                yield self._text(label_in(question.labels, self._code), QUESTION, LABELS, node, mark=mark)

    def _demands(self, one: Field) -> bool:
        return bool(one.limit.of(self._code)) or (one.required and one.kind not in COMPOSITE)

    def _answer(self, one: Field) -> Iterator[Piece]:
        key = Key(one.id, SHARED if one.shared and one.kind is not Kind.IMAGE else self._code)
        held = self._held(key)
        match one.kind:
            case Kind.PLACE | Kind.CONTACT:
                parts = values.parts_of(held)
                for at, part in enumerate(one.parts):
                    yield from self._part_of(one, part, key, parts.get(part.id, ""), first=at == 0)
            case Kind.YES_NO:
                offered = {ident: values.show(one, ident, self._code) for ident in (values.YES, values.NO)}
                yield from self._rings(one, key, offered, held)
            case Kind.CHOICE if len(one.choices) <= _FEW:
                yield from self._rings(one, key, self._labels(one.choices), held)
            case Kind.CHOICES:
                for ident, label in self._labels(one.choices).items():
                    asked = Asked(pdf_names.name_of(key, f"={ident}"), f"{one.label(self._code)}: {label}")
                    yield self._tick(asked, label, chosen=ident if ident in values.lines_of(held) else "")
            case Kind.MONTH:
                yield from self._month(one, key, held)
            case _:
                yield self._box(one, key, held)

    def _box(self, one: Field, key: Key, held: str) -> _Box:
        limit = one.limit.of(self._code)
        asked = Asked(pdf_names.name_of(key), self._told(one), one.required)
        rows = _rows(one, limit, held)
        box = _Box(self._fields, self._part.add("Form"), asked, held, self._width, rows)
        if one.kind is Kind.CHOICE:
            box.offered = _list(self._labels(one.choices), held)
        box.longest = limit
        return box

    def _part_of(self, one: Field, part: Part, key: Key, held: str, *, first: bool) -> Iterator[Piece]:
        label = part_label(part, self._code)
        chosen = PART if not first else replace(PART, before=0)
        yield self._text(label, chosen, self._width, self._part.add("P"))
        asked = Asked(pdf_names.name_of(key, f":{part.id}"), f"{one.label(self._code)}: {label}", part.required)
        box = _Box(self._fields, self._part.add("Form"), asked, held, self._width)
        box.longest = part.limit
        if part.kind == "choice":
            box.offered = _list(self._labels(part.choices), held)
        yield box

    def _rings(self, one: Field, key: Key, offered: dict[str, str], held: str) -> Iterator[Piece]:
        for ident, label in offered.items():
            asked = Asked(pdf_names.name_of(key), f"{one.label(self._code)}: {label}", one.required)
            yield self._tick(asked, label, kept=ident, chosen=held if held in offered else "")

    def _tick(self, asked: Asked, label: str, *, kept: str = "", chosen: str = "") -> _Tick:
        node = self._part.add("Form")
        words = self._text(label, style.VALUE, self._width - _TICK - 6, self._part.add("P"))
        return _Tick(self._fields, node, asked, words, kept=kept, chosen=chosen)

    def _month(self, one: Field, key: Key, held: str) -> Iterator[Piece]:
        month = values.month_of(held)
        asked = Asked(pdf_names.name_of(key, pdf_names.MONTH), self._told(one), one.required)
        shown = f"{month[1]}/{month[0]}" if month else ""
        yield _Box(self._fields, self._part.add("Form"), asked, shown, 42 * MM)
        if one.ongoing:
            word = label_in(one.ongoing, self._code)
            ongoing = Asked(pdf_names.name_of(key, pdf_names.ONGOING), f"{one.label(self._code)}: {word}")
            yield self._tick(ongoing, word, chosen=held if held == values.ONGOING else "")

    def _told(self, one: Field) -> str:
        """What is said of a field aloud: its label, and what is asked of it."""
        demand = hints(self._template, one, self._code)[:1] if self._demands(one) else []
        return ". ".join((one.label(self._code), *demand))

    def _labels(self, choices: Sequence[Choice]) -> dict[str, str]:
        return {choice.id: label_in(choice.labels, self._code) for choice in choices}

    def _held(self, key: Key) -> str:
        return self._practice.values.get(key, NOTHING).text if self._practice else ""

    def _text(
        self,
        text: str,
        chosen: TextStyle,
        width: float,
        node: Node,
        *,
        mark: Item | None = None,
        bookmark: Bookmark | None = None,
    ) -> Text:
        room = width - style.INDENT if mark else width
        found = lines.broken(fonts.drawable(text), chosen, room, self._code, sparing=chosen in _LABELS)
        return Text(found, chosen, node, mark=mark, bookmark=bookmark)


def _list(offered: dict[str, str], held: str) -> dict[str, str]:
    """What a list offers: nothing, its items, and what is held though the list no longer has it."""
    return {"": " ", **offered, **({held: held} if held and held not in offered else {})}


def _rows(one: Field, limit: int | None, held: str) -> int:
    """How many lines a field has room for."""
    if one.kind is Kind.CHOICE:
        return 1
    if one.kind is Kind.WEB_ADDRESSES:
        return 3
    rows = -(-max(limit or 120, len(held)) // _A_LINE)
    return min(rows + 1, _MOST_LINES) if one.kind is Kind.LONG_TEXT else min(rows, _MOST_OF_A_LINE)
