"""A practice as a file of its own: TOML written by a person, or JSON written by a program.

Both have the same tables: `shared` and one per language code, with a value per field; `states` per language;
`earlier` wordings from which the translations were made; `revisions` that the values began with (JSON only): the one
that each is and those before it, the newest first, so that it is known what was changed in one place only;
`attachments` by id in base64 (JSON only); a list of `comments`, and one of what is `dismissed` as no fault. None of these
names can be the code of a language.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, NoReturn

from gptemplate.errors import BadFile, BadValue
from gptemplate.i18n import Message
from gptemplate.model import toml, values
from gptemplate.model.checks import dismissals
from gptemplate.model.checks.dismissals import Dismissal
from gptemplate.model.comments import Comment, comment_of, from_plain, to_plain
from gptemplate.model.practice import Practice, left_over
from gptemplate.model.states import SHARED, Key, State, Status
from gptemplate.model.template import Field, Kind, Template

FORMAT = 1
LARGEST_FILE = 80_000_000  # bytes; a practice with its photo is about 300 kB
MOST_REVISIONS = 100  # before the one of a value; who began with an older one is asked
_IDENT = re.compile(r"[0-9a-f]{32}")
_REVISION = re.compile(r"([0-9a-f]{64})(?: ([0-9a-f]{32}))?")
_HALF = re.compile("[\ud800-\udfff]")
_LONGEST_NUMBER = 10**30
_STATES = {state.value: state for state in (State.DRAFT, State.TO_CHECK, State.DONE)}


class Known(NamedTuple):
    """A revision that a file names: its id, and the digest of its text, by which a copy of it is known elsewhere."""

    revision: str
    digest: str = ""


@dataclass(frozen=True, slots=True)
class PracticeFile:
    """What a practice file says. Values are as they stand in the file; `kept_form` turns them into what is kept."""

    id: str
    template: str
    source_language: str
    status: Status
    values: Mapping[Key, Any] = field(default_factory=dict)
    states: Mapping[str, Mapping[str, State]] = field(default_factory=dict)
    earlier: Mapping[Key, Any] = field(default_factory=dict)
    revisions: Mapping[Key, tuple[Known, ...]] = field(default_factory=dict)
    attachments: Mapping[str, bytes] = field(default_factory=dict)
    comments: tuple[Comment, ...] = ()
    dismissed: tuple[Dismissal, ...] = ()

    def state(self, key: Key) -> State:
        """Return the state that the file gives a value."""
        named = self.states.get("shared" if key.language == SHARED else key.language, {})
        return named.get(key.field, named.get("*", State.DRAFT))


_NOTHING_BEFORE: Mapping[Key, Sequence[Known]] = {}


def read(content: bytes, name: str) -> PracticeFile:
    """Return the practice in a file; `name` is for messages. Raises BadFile, saying what is wrong."""
    if len(content) > LARGEST_FILE:
        raise BadFile(Message("{file} is too large to be a practice. Nothing was taken from it.", file=name))
    raw = _parse(content, name)
    if raw.get("format") != FORMAT or not isinstance(raw.get("template"), str):
        raise BadFile(Message("{file} is not a practice of this program. Nothing was taken from it.", file=name))
    ident = raw.get("id")
    if not isinstance(ident, str) or not _IDENT.fullmatch(ident):
        raise BadFile(Message("{file}: “{key}” is not what it should be. Nothing was taken from it.", file=name, key="id"))
    return _Reader(raw, name).practice(ident)


def write(
    template: Template,
    practice: Practice,
    attachments: Mapping[str, bytes],
    comments: Iterable[Comment] = (),
    dismissed: Iterable[Dismissal] = (),
    before: Mapping[Key, Sequence[Known]] = _NOTHING_BEFORE,
) -> dict[str, Any]:
    """Return a practice as the plain data of a JSON file, with the texts of fields that the form does not have any more.

    `comments`, what is `dismissed` and the revisions `before` the one of each value, newest first, go along where people
    go on working with it.
    """
    tables: dict[str, dict[str, Any]] = {}
    states: dict[str, dict[str, str]] = {}
    revisions: dict[str, dict[str, list[str]]] = {}
    for key in (*(Key(one.id, language) for one, language in template.registers()), *left_over(template, practice)):
        value = practice.value(*key)
        if value.text:
            table = "shared" if key.language == SHARED else key.language
            tables.setdefault(table, {})[key.field] = _file_form(template.fields.get(key.field), key.language, value.text)
            states.setdefault(table, {})[key.field] = value.state.value
            if value.head:
                earlier = before.get(key, ())[:MOST_REVISIONS]
                revisions.setdefault(table, {})[key.field] = [value.head, *(f"{one.revision} {one.digest}" for one in earlier)]
    head = {
        "format": FORMAT,
        "id": practice.id,
        "template": practice.template_id,
        "source_language": practice.source_language,
        "status": practice.status.value,
    }
    carried = {ident: base64.b64encode(content).decode("ascii") for ident, content in attachments.items()}
    made = {**head, **tables, "states": states, "revisions": revisions, "attachments": carried}
    said = {"comments": [to_plain(one) for one in comments], "dismissed": [one.to_plain() for one in dismissed]}
    return made | {name: held for name, held in said.items() if held}


def kept_form(one: Field, raw: Any) -> str:
    """Return a value of a file in the form that the store keeps; `values.accept` judges it.

    Raises BadValue for a number that is too long to be anybody's answer.
    """
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return values.YES if raw else values.NO
    if isinstance(raw, dict):
        return values.from_parts({key: part for key, part in raw.items() if isinstance(part, str)})
    if isinstance(raw, list):
        return values.from_lines(item for item in raw if isinstance(item, str))
    if isinstance(raw, int) and abs(raw) >= _LONGEST_NUMBER:
        raise BadValue(Message("“{field}”: {reason}", field=one.labels, reason=Message("the number is too long.")))
    text = raw if isinstance(raw, str) else str(raw)
    return text.strip("\n").rstrip() if one.kind is Kind.LONG_TEXT else text.strip()


def _file_form(one: Field | None, language: str, text: str) -> Any:
    if one is None:
        return text
    if one.kind in (Kind.PLACE, Kind.CONTACT):
        return values.parts_of(text)
    if one.kind in (Kind.CHOICES, Kind.WEB_ADDRESSES, Kind.FILES):
        return list(values.lines_of(text))
    if one.kind is Kind.IMAGE and language == SHARED:
        return {"attachment": text}
    return text


def _parse(content: bytes, name: str) -> dict[str, Any]:
    try:
        is_json = content.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"{")
        if not is_json and len(content) > toml.LARGEST:
            raise BadFile(Message("{file} is too large to be a practice. Nothing was taken from it.", file=name))
        raw = _json(content) if is_json else toml.parse(content)
    except (ValueError, RecursionError):
        raise BadFile(Message("{file} is not a practice of this program. Nothing was taken from it.", file=name)) from None
    if not isinstance(raw, dict):
        raise BadFile(Message("{file} is not a practice of this program. Nothing was taken from it.", file=name))
    return raw


def _json(content: bytes) -> Any:
    """What a JSON file says; half a character, which can be kept nowhere, becomes the mark for one, as when it is pasted."""
    raw = json.loads(content.decode("utf-8-sig"))
    kept = json.dumps(raw, ensure_ascii=False) if b"\\ud" in content.lower() else ""
    return json.loads(_HALF.sub("\ufffd", kept)) if _HALF.search(kept) else raw


class _Reader:
    def __init__(self, raw: dict[str, Any], name: str) -> None:
        self._raw = raw
        self._name = name

    def practice(self, ident: str) -> PracticeFile:
        raw = self._raw
        return PracticeFile(
            id=ident,
            template=raw["template"],
            source_language=self._text("source_language"),
            status=self._status(),
            values=self._registers(raw),
            states=self._states(),
            earlier=self._registers(self._table(raw, "earlier")),
            revisions={key: _revisions(one) for key, one in self._registers(self._table(raw, "revisions")).items()},
            attachments=self._attachments(),
            comments=self._comments(),
            dismissed=self._dismissed(),
        )

    def _registers(self, tables: Mapping[str, Any]) -> dict[Key, Any]:
        apart = ("states", "earlier", "revisions", "attachments", "comments", "dismissed")
        found: dict[Key, Any] = {}
        for name, table in tables.items():
            if isinstance(table, dict) and name not in apart:
                language = SHARED if name == "shared" else name
                found.update({Key(ident, language): value for ident, value in table.items()})
        return found

    def _states(self) -> dict[str, dict[str, State]]:
        found: dict[str, dict[str, State]] = {}
        for language, table in self._table(self._raw, "states").items():
            if isinstance(table, dict):
                known = {ident: name for ident, name in table.items() if isinstance(name, str) and name in _STATES}
                found[language] = {ident: _STATES[name] for ident, name in known.items()}
        return found

    def _attachments(self) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        for ident, coded in self._table(self._raw, "attachments").items():
            try:
                found[ident] = base64.b64decode(coded, validate=True)
            except (binascii.Error, TypeError, ValueError):
                self._fail("attachments")
        return found

    def _comments(self) -> tuple[Comment, ...]:
        given = self._raw.get("comments", [])
        try:
            read = [from_plain(one) for one in given] if isinstance(given, list) else self._fail("comments")
        except ValueError:
            self._fail("comments")
        return tuple(made for one in read if (made := _clean(one)).text)

    def _dismissed(self) -> tuple[Dismissal, ...]:
        given = self._raw.get("dismissed", [])
        try:
            return tuple(map(dismissals.from_plain, given)) if isinstance(given, list) else self._fail("dismissed")
        except ValueError:
            self._fail("dismissed")

    def _status(self) -> Status:
        try:
            return Status(self._raw.get("status", Status.DRAFT))
        except ValueError:
            self._fail("status")

    def _text(self, key: str) -> str:
        value = self._raw.get(key)
        if not isinstance(value, str):
            self._fail(key)
        return value

    def _table(self, raw: Mapping[str, Any], key: str) -> dict[str, Any]:
        value = raw.get(key, {})
        if not isinstance(value, dict):
            self._fail(key)
        return dict(value)

    def _fail(self, key: str) -> NoReturn:
        raise BadFile(Message("{file}: “{key}” is not what it should be. Nothing was taken from it.", file=self._name, key=key))


def _clean(one: Comment) -> Comment:
    return comment_of(
        one.key, one.author, one.time, one.text,
        quoted=one.quoted, source=one.source, answers=one.answers, resolved=one.resolved,
    )  # fmt: skip


def _revisions(raw: object) -> tuple[Known, ...]:
    """What a value says of its revisions; one of an older version of the program names only its own."""
    held = raw if isinstance(raw, list) else [raw]
    named = (_REVISION.fullmatch(one) for one in held[: MOST_REVISIONS + 1] if isinstance(one, str))
    return tuple(Known(one[1], one[2] or "") for one in named if one)
