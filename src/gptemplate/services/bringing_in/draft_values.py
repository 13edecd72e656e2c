"""A draft's values meet a practice: each is understood with the help of the text that it was written from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gptemplate.errors import BadValue, UnknownName
from gptemplate.i18n import Message, translator
from gptemplate.model import text as texts
from gptemplate.model import values
from gptemplate.model.merge import Incoming
from gptemplate.model.practice import Origin, Value
from gptemplate.model.revisions import Revision, newest_first
from gptemplate.model.states import SHARED, Key, State
from gptemplate.model.template import COMPOSITE, Field, Kind
from gptemplate.model.understanding import plain, understand
from gptemplate.services import editing
from gptemplate.services.bringing_in.drafts import Draft, Form, Note, NoteKind, Said, Sent
from gptemplate.services.bringing_in.meeting import Meeting, Misread


def meet(meeting: Meeting, draft: Draft) -> None:
    """Let everything that a draft says meet its practice."""
    if meeting.is_new:
        _give_defaults(meeting, draft)
    meeting.problems.extend(draft.problems)
    for key, text in draft.misread.items():
        meeting.misread.append(Misread(key, text, _expected(meeting, key, text)))
    source = meeting.practice.source_language
    # Translations first, while their source is still what they were made from.
    for key, said in sorted(draft.said.items(), key=lambda item: (item[0].language == source, item[0])):
        _meet_one(meeting, draft, key, said)
    meeting.note(draft.file, (*draft.notes, *_told(meeting)))


def _give_defaults(meeting: Meeting, draft: Draft) -> None:
    for one in meeting.template.fields.values():
        key = Key(one.id, SHARED if one.shared else meeting.practice.source_language)
        said = draft.said.get(key)
        if one.default and (said is None or not said.text.strip()):
            meeting.changes.append(meeting.work.put(meeting.practice, key, Value(one.default, State.DONE)))


def _meet_one(meeting: Meeting, draft: Draft, key: Key, said: Said) -> None:
    try:
        one = editing.field_of(meeting.template, key)
    except UnknownName as error:
        if draft.is_returned:
            meeting.misread.append(Misread(key, said.text, error.message))
        elif said.text.strip():
            meeting.problems.append(error.message)
        return
    base = _Base(meeting, one, key, said, draft)
    if not said.text.strip():
        if base.revision is None or not base.revision.text.strip():
            return  # a field that was empty when the document was made
        text: str | None = ""
    else:
        text = base.unchanged()
    try:
        if text is None:
            text = _understood(meeting, one, key, said.text, base) if draft.form is not Form.XLIFF else _exact(one, key, said)
    except BadValue as error:
        meeting.misread.append(Misread(key, said.text, error.message))
        return
    state = State.TO_CHECK if text else State.DRAFT
    origin = _origin(meeting, one, key) if said.sent is None else _sent(meeting, one, key, said.sent)
    incoming = Incoming(key, text, state, base.text(text), origin if text else None)
    if draft.is_returned and incoming.base == text:
        meeting.leave(incoming)
    else:
        meeting.meet(incoming, base.revision)


class _Base:
    """What a value of a document was written from, as far as that is known."""

    def __init__(self, meeting: Meeting, one: Field, key: Key, said: Said, draft: Draft) -> None:
        self._one, self._said = one, said.text
        self.is_partial = draft.form is Form.TABLE  # columns that a table does not have, and empty cells, say nothing
        self.shown_in = draft.shown_in if key.language == SHARED else key.language
        self._here = meeting.here(key).text
        self._history = newest_first(meeting.work.history(meeting.practice.id, key))
        begun = [one for one in self._history if said.revision and one.id.startswith(said.revision)]
        self.revision: Revision | None = begun[0] if len(begun) == 1 else None

    def unchanged(self) -> str | None:
        """Return the kept text that reads as what came back: the one here or an earlier one; nobody touched it then."""
        return next((text for text in self.known() if self._reads_as(text)), None)

    def known(self) -> Iterator[str]:
        """Yield the texts that it may have been written from, the likeliest first."""
        if self.revision is not None:
            yield self.revision.text
        yield self._here
        yield from (one.text for one in self._history)

    def text(self, incoming: str) -> str | None:
        """Return the text that an incoming one began with, None where that is not known."""
        if self.revision is not None:
            return self.revision.text
        # What reads as an earlier text is that text: it was not changed, here has moved on.
        return incoming if any(incoming == one.text for one in self._history) else None

    def _reads_as(self, kept: str) -> bool:
        from gptemplate.documents.read_word import untouched

        if not kept.strip():
            return False
        said = plain(self._said)
        return said in (plain(kept), plain(untouched(self._one, self.shown_in, kept)))


def _understood(meeting: Meeting, one: Field, key: Key, said: str, base: _Base) -> str:
    """Return the kept form of a value. Raises BadValue where it is not understood, or names what is not here."""
    before = next(base.known(), "")
    kept = understand(one, said, base.shown_in, before)
    if one.kind in COMPOSITE and base.is_partial:
        kept = values.from_parts(values.parts_of(before) | values.parts_of(kept or ""))
    text = values.accept(one, key.language, said if kept is None else kept)
    for ident in values.attachments_of(one, key.language, text):
        if meeting.work.attachment(ident) is None:
            name = said.strip()[:80]
            raise BadValue(Message("The file {name} did not come with its practice.", name=name))
    return text


def _exact(one: Field, key: Key, said: Said) -> str:
    """A text that no layout came between is kept as it is, without what a program put around it."""
    return values.accept(one, key.language, said.text.strip("\n"))


def _sent(meeting: Meeting, one: Field, key: Key, sent: Sent) -> Origin | None:
    """The text that a translator was handed: by its revision, else by its words; what was changed in it is told."""
    source = Key(key.field, sent.language)
    if one.kind is Kind.IMAGE or sent.language not in meeting.template.codes:
        return None
    history = newest_first(meeting.work.history(meeting.practice.id, source))
    begun = [each for each in history if sent.revision and each.id.startswith(sent.revision)]
    if sent.text is not None:
        if begun and plain(begun[0].text) != plain(sent.text):
            meeting.problems.append(
                Message(
                    "“{field}”: the text to be translated was changed in the file: {text}", field=one.labels, text=sent.text
                )
            )
        begun = begun or [each for each in history if plain(each.text) == plain(sent.text)]
    if begun:
        return Origin(sent.language, begun[0].id, texts.digest(begun[0].text))
    return Origin(sent.language, "", texts.digest(sent.text)) if sent.text else _origin(meeting, one, key)


def _origin(meeting: Meeting, one: Field, key: Key) -> Origin | None:
    """A translation stays one of the text that it was made from; a new one is of the source as it is now."""
    source = meeting.practice.source_language
    if one.shared or one.kind is Kind.IMAGE or key.language in (source, SHARED):
        return None
    here = meeting.here(key)
    if here.origin is not None:
        return here.origin
    text = meeting.here(Key(key.field, source))
    return Origin(source, text.head or "", texts.digest(text.text)) if text.text.strip() else None


def _expected(meeting: Meeting, key: Key, text: str) -> Message | None:
    try:
        values.accept(editing.field_of(meeting.template, key), key.language, text)
    except (BadValue, UnknownName) as error:
        return error.message
    return None


def _told(meeting: Meeting) -> Iterable[Note]:
    """What was not understood is kept as it stands, at its field; what is wrong otherwise at the practice."""
    for one in meeting.misread:
        yield Note(NoteKind.MISREAD, one.text, one.key)
    tr = translator(meeting.practice.source_language)
    for problem in meeting.problems:
        yield Note(NoteKind.REMARK, tr(problem))
