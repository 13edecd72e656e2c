"""Finds the values in the lines of a Word file: by the tags of controls, by bookmarks, by styles and by labels."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from gptemplate.documents.blank_word import BOX, TICKED
from gptemplate.documents.word_body import Control, Line, Piece, joined_text
from gptemplate.documents.word_keys import (
    HEADING,
    LANGUAGES,
    TEMPLATE,
    VERSION,
    Place,
    bookmark_name,
    is_words,
    normal,
    place_of,
)
from gptemplate.documents.word_known import Known, Label
from gptemplate.model.states import SHARED, Key
from gptemplate.model.template import Kind, label_in

_BOXES = re.compile(rf"\s*([{BOX}{TICKED}☑✓✗xX])\s+(\S.*)")
_CHOSEN = f"{TICKED}☑✓✗xX"
_BEHIND = re.compile(r"[:：]\s*")


@dataclass(frozen=True, slots=True)
class Tracked:
    """A tracked change: who put in or took out which text, and in which field."""

    key: Key | None
    author: str
    time: datetime | None
    inserted: str = ""
    deleted: str = ""


Owner = tuple[Key, str]
"""A value, and the part of it that is meant, or ""."""


class Reading:
    """The lines of a file, and what was found in them so far."""

    def __init__(self, known: Known, lines: list[Line], properties: Mapping[str, str]) -> None:
        self._known = known
        self.lines = lines
        self.properties = properties
        self._owners: dict[int, Key] = {}  # of pieces, by identity
        self._labels: dict[int, Key] = {}  # of lines that are labels, by identity
        self._found: dict[Owner, tuple[str, str]] = {}
        self._used: Counter[str] = Counter()
        self.revisions: dict[Key, str] = {}
        self.values: dict[Key, str] = {}
        self.originals: dict[Key, str] = {}
        self.practice_begins = ""
        self._unknown_hints: list[tuple[str, Key]] = []

    def read(self) -> None:
        """Find the values, surest signs first."""
        self._by_controls()
        self._by_bookmarks()
        self._by_pictures()
        self._by_styles()
        self._by_labels()
        self._gather()

    def template(self) -> tuple[str | None, int | None]:
        """Return the template that the file names, or the one whose labels it has, with its version."""
        named = self.properties.get(TEMPLATE)
        if named:
            version = self.properties.get(VERSION, "")
            return named, int(version) if version.isdecimal() and len(version) < 9 else None
        if self._used:
            found = self._known.templates[self._first(self._used)]
            return found.id, found.version
        keys = {key.field for key in self.values}
        fits = [one for one in self._known.templates.values() if keys and keys <= set(one.fields)]
        return (fits[0].id, fits[0].version) if fits else (None, None)

    def languages(self) -> tuple[str, ...]:
        """Return the languages of the values, in the order that the file names them."""
        named = self.properties.get(LANGUAGES, "").split()
        return tuple(dict.fromkeys([*named, *(key.language for key in self.values if key.language != SHARED)]))

    # ------------------------------------------------------------- by tags
    def _by_controls(self) -> None:
        spans: dict[Control, tuple[Place, list[Line]]] = {}
        for line in self.lines:
            for control in {one: None for piece in line.pieces for one in piece.controls} | dict.fromkeys(line.controls):
                place = place_of(control.tag, self._known.digests)
                if place is not None:
                    spans.setdefault(control, (place, []))[1].append(line)
        for place, controls, lines in self._joined(spans):
            self._take_controls(place, controls, lines)

    def _joined(self, spans: Mapping[Control, tuple[Place, list[Line]]]) -> Iterator[tuple[Place, list[Control], list[Line]]]:
        """The controls; those of one value in paragraphs that follow each other, as in a house file, are one."""
        numbers = {id(line): number for number, line in enumerate(self.lines)}
        place, controls, lines = None, list[Control](), list[Line]()
        for control, (at, own) in spans.items():
            if place == at and numbers[id(own[0])] == numbers[id(lines[-1])] + 1:
                controls, lines = [*controls, control], [*lines, *own]
                continue
            if place is not None:
                yield place, controls, lines
            place, controls, lines = at, [control], own
        if place is not None:
            yield place, controls, lines

    def _take_controls(self, place: Place, controls: list[Control], lines: list[Line]) -> None:
        owner = (place.key, place.part)
        text, original = self._texts(lines, controls)
        if controls[0].hint and text.strip() and self._is_hint(lines, controls[0]):
            self._unknown_hints.append((text.strip(), place.key))
            text = original = ""
        earlier = self._found.get(owner, ("", ""))[0].strip()
        if earlier and text.strip() not in ("", earlier):
            return  # a second, different text of the same value stays a remark
        if not earlier:
            self._found[owner] = (text, original)
        self.practice_begins = self.practice_begins or place.practice
        if place.revision:
            self.revisions.setdefault(place.key, place.revision)
        for line in lines:
            self._own(line, place.key, controls)

    def _is_hint(self, lines: Sequence[Line], control: Control) -> bool:
        pieces = [one for line in lines for one in line.pieces if control in one.controls and one.text.strip()]
        return bool(pieces) and all(one.hint for one in pieces)

    def _texts(self, lines: Sequence[Line], controls: Sequence[Control] = ()) -> tuple[str, str]:
        """The text with changes accepted, and before them."""
        now, before = (joined_text(lines, within=controls, original=original) for original in (False, True))
        return self._known.without_hint(now), self._known.without_hint(before)

    def _own(self, line: Line, key: Key, controls: Sequence[Control] = ()) -> None:
        for piece in line.pieces:
            if not controls or not set(controls).isdisjoint(piece.controls):
                self._owners.setdefault(id(piece), key)

    # -------------------------------------------------------- by bookmarks
    def _by_bookmarks(self) -> None:
        marked: dict[int, Owner] = {}
        for line in self.lines:
            owner = next((self._known.bookmarks[name] for name in line.bookmarks if name in self._known.bookmarks), None)
            if owner is not None:
                marked.setdefault(id(line), owner)
        for at, line in enumerate(self.lines):
            owner = marked.get(id(line))
            if owner is None:
                continue
            if line.cell:
                self._labels[id(line)] = owner[0]
                self._take(owner, self._beside(at, marked))
            else:
                self._take(owner, [line])

    def _take(self, owner: Owner, lines: Sequence[Line]) -> None:
        free = [line for line in lines if not self._is_owned(line)]
        if owner in self._found:
            return
        self._found[owner] = self._texts(free)
        for line in free:
            self._own(line, owner[0])

    def _is_owned(self, line: Line) -> bool:
        return id(line) in self._labels or any(id(one) in self._owners for one in line.pieces)

    def _beside(self, at: int, marked: Mapping[int, Owner]) -> list[Line]:
        """The lines that belong to a label in a cell: those of the next cell, else the rest of its own."""
        label = self.lines[at]
        table, row, column = label.cell[-1]
        depth = len(label.cell)
        following = [one for one in self.lines if one.cell[: depth - 1] == label.cell[:-1]]
        beside = [one for one in following if one.cell[depth - 1 : depth] == ((table, row, column + 1),)]
        own: list[Line] = []
        for one in self.lines[at + 1 :]:
            if one.cell[:depth] != label.cell or id(one) in marked:
                break
            own.append(one)
        written = [one for one in own if one.text.strip() and not self._is_furniture(one)]
        free = beside and not any(id(one) in marked for one in beside)
        if free and (not written or any(one.text.strip() for one in beside)):
            return beside
        return own if written else []

    # --------------------------------------------- by pictures and by styles
    def _by_pictures(self) -> None:
        """The description of a picture, which people change in its alternative text."""
        for name, text in (one for line in self.lines for one in line.pictures):
            owner = self._known.bookmarks.get(name)
            if owner is None or owner in self._found:
                continue
            if not any(label.key == owner[0] for label in self._known.labelled(text)):
                self._found[owner] = (text, text)

    def _by_styles(self) -> None:
        """Title and summary of a file of ours, whose bookmarks go when somebody writes them anew in LibreOffice."""
        template = self._known.templates.get(self.properties.get(TEMPLATE, ""))
        languages = self.properties.get(LANGUAGES, "").split()
        if template is None or len(languages) != 1:
            return
        for style, named in (("title", template.title_field), ("subtitle", template.summary_field)):
            lines = [one for one in self.lines if one.style == style and not one.cell and not self._is_furniture(one)]
            self._take((Key(named, languages[0]), ""), lines)

    # ----------------------------------------------------------- by labels
    def _by_labels(self) -> None:
        said = [(at, meant) for at, line in enumerate(self.lines) if (meant := self._label_at(line))]
        language = Counter(one.key.language for _at, labels in said for one in labels if one.key.language != SHARED)
        template = self.properties.get(TEMPLATE) or self._likeliest(said)
        usual = language.most_common(1)[0][0] if language else ""
        starts = {id(self.lines[at]) for at, _labels in said}
        whole: Label | None = None
        for at, labels in said:
            label = _fitting(labels, template, usual, whole)
            if label is None:
                continue
            whole = label if not label.part and label.field.parts else (whole if label.part else None)
            self._take_labelled(at, label, starts)

    def _likeliest(self, said: Sequence[tuple[int, list[Label]]]) -> str:
        count = Counter(name for _at, labels in said for name in {one.template.id for one in labels})
        return self._first(count) if count else ""

    def _first(self, count: Counter[str]) -> str:
        """The template with most labels; of several the one that was given first."""
        return max(self._known.templates, key=lambda name: count[name])

    def _label_at(self, line: Line) -> list[Label]:
        if self._is_owned(line) or (line.bookmarks and self._is_heading(line)):
            return []
        return self._known.labelled(line.text) or self._known.labelled(_BEHIND.split(line.text, maxsplit=1)[0])

    def _take_labelled(self, at: int, label: Label, starts: set[int]) -> None:
        line, owner = self.lines[at], (label.key, label.part)
        if owner in self._found:
            return
        rest = "" if self._known.labelled(line.text) else _BEHIND.split(line.text, maxsplit=1)[1].strip()
        lines = [] if rest else self._following(at, starts)
        if not rest and not lines and not line.cell and not line.headed:
            return  # a paragraph that happens to be a label
        self._used[label.template.id] += 1
        self._labels[id(line)] = label.key
        if rest:
            self._own(line, label.key)
            self._found[owner] = (rest, rest)
        else:
            self._take(owner, lines)

    def _following(self, at: int, starts: set[int]) -> list[Line]:
        if self.lines[at].cell:
            return self._beside(at, {ident: (Key("", ""), "") for ident in starts})
        found: list[Line] = []
        for one in self.lines[at + 1 :]:
            if id(one) in starts or one.cell or one.headed or self._is_owned(one) or self._is_furniture(one):
                break
            found.append(one)
        return found

    # ------------------------------------------------------- what was found
    def _gather(self) -> None:
        parts: dict[Key, list[tuple[str, str, str]]] = {}
        for (key, part), held in self._found.items():
            now, before = (_tidy(_chosen(one), self._kind(key)) for one in held)
            if part:
                parts.setdefault(key, []).append((part, now, before))
            else:
                self._keep(key, now, before)
        for key, all_parts in parts.items():
            now, before = (self._composed(key, [(one[0], one[which]) for one in all_parts]) for which in (1, 2))
            if not self.values.get(key):
                self._keep(key, now, before)
        for key in self.values:
            told = self.properties.get(bookmark_name(key), "")
            if told and key not in self.revisions:
                self.revisions[key] = told

    def _keep(self, key: Key, now: str, before: str) -> None:
        self.values[key] = now
        if before != now:
            self.originals[key] = before

    def _kind(self, key: Key) -> Kind | None:
        field = next((one.fields[key.field] for one in self._known.templates.values() if key.field in one.fields), None)
        return field.kind if field else None

    def _composed(self, key: Key, held: Sequence[tuple[str, str]]) -> str:
        template = next((one for one in self._known.templates.values() if key.field in one.fields), None)
        field = template.fields[key.field] if template else None
        language = next(iter(self.languages()), "en")
        lines = []
        for part, text in held:
            known = field.part(part) if field else None
            lines.append(f"{label_in(known.labels, language) if known else part}: {text.strip()}" if text.strip() else "")
        return "\n".join(line for line in lines if line)

    # ------------------------------------------------ what is in no field
    def _is_heading(self, line: Line) -> bool:
        return any(name.startswith(HEADING) for name in line.bookmarks)

    def _is_furniture(self, line: Line) -> bool:
        if not self._known.templates and self._is_heading(line):
            return True
        text = line.text
        return self._known.is_furniture(text) or (self._is_heading(line) and text.strip() in self.values.values())

    def remarks(self) -> Iterator[tuple[str, Key | None, str]]:
        """Yield (text, the field it stands beside or None, where) of what stands in no field."""
        near: Key | None = None
        for line in self.lines:
            near = self._labels.get(id(line)) or self._owner(line) or near
            text = "".join(one.text for one in line.pieces if one.stays and id(one) not in self._owners).strip()
            if text and not self._known_text(line, text):
                yield text, near if line.place == "body" else None, line.place
        yield from ((text, key, "hint") for text, key in self._unknown_hints)

    def _known_text(self, line: Line, text: str) -> bool:
        if id(line) in self._labels or self._is_furniture(line) or self._known.is_furniture(text):
            return True
        if any(is_words(name, text) for name in line.bookmarks):
            return True
        return line.place in ("header", "footer") and normal(text) in map(normal, self.values.values())

    def _owner(self, line: Line) -> Key | None:
        return next((self._owners[id(one)] for one in line.pieces if id(one) in self._owners), None)

    def owner_at(self, line: Line, at: int) -> Key | None:
        """Return the field that a place in a line belongs to."""
        here = line.pieces[at : at + 1]
        return (self._owners.get(id(here[0])) if here else None) or self._owner(line) or self._labels.get(id(line))

    def tracked(self) -> Iterator[Tracked]:
        """Yield the tracked changes in order; what one person did at one place and time is one."""
        for line in self.lines:
            run: list[Piece] = []
            for piece in (*line.pieces, Piece("")):
                if run and piece.change != run[-1].change:
                    yield _tracked(run, self.owner_at(line, line.pieces.index(run[0])))
                    run = []
                if piece.change is not None:
                    run.append(piece)


def comment_keys(reading: Reading) -> dict[str, tuple[Key | None, str]]:
    """Return, by the comment's id, the field that it is anchored to and the text of the paragraph there."""
    found: dict[str, tuple[Key | None, str]] = {}
    for line in reading.lines:
        for ident, at in line.comments:
            if found.get(ident, (None, ""))[0] is None:
                found[ident] = (reading.owner_at(line, at), line.text.strip())
    return found


def _tracked(run: Sequence[Piece], key: Key | None) -> Tracked:
    change, text = run[0].change, "".join(one.text for one in run)
    assert change is not None
    inserted, deleted = (text, "") if change.kind == "ins" else ("", text)
    return Tracked(key, change.author, change.time, inserted, deleted)


def _fitting(labels: Sequence[Label], template: str, language: str, whole: Label | None) -> Label | None:
    """Of what a label may mean, that of the likeliest template and language; parts only below their whole."""

    def rank(one: Label) -> tuple[bool, bool, bool]:
        below = whole is not None and whole.key.field == one.key.field
        return one.template.id == template, bool(one.part) == below, one.key.language in (language, SHARED)

    return max(labels, key=rank, default=None)


def _chosen(text: str) -> str:
    """Boxes to tick become the lines that are ticked."""
    found = [_BOXES.fullmatch(line) for line in text.split("\n") if line.strip()]
    if not any(one and one[1] in BOX + TICKED + "☑" for one in found):
        return text
    return "\n".join(one[2].strip() for one in found if one and one[1] in _CHOSEN)


def _tidy(text: str, kind: Kind | None) -> str:
    lines = [line.rstrip() for line in text.replace("\r", "\n").split("\n")]
    held = "\n".join(line for line in lines if line.strip()).strip()
    return " ".join(held.split("\n")) if kind in (Kind.TEXT, Kind.IMAGE) else held
