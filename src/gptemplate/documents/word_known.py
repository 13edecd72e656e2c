"""What a returned Word file is searched for: labels, words that stand for nothing written, and words of the form itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gptemplate import i18n
from gptemplate.documents import blank_word, handoff_word, style
from gptemplate.documents.word_keys import bookmark_name, digests, normal
from gptemplate.i18n import INTERFACE_LANGUAGES, N_
from gptemplate.model.states import SHARED, Key
from gptemplate.model.template import COMPOSITE, Field, Template, label_in

_HINTS = (N_("Not yet written (required)"), N_("Not yet written"), N_("Untitled practice"))
_WORDS = (N_("Field"), N_("Content"), N_("Your answer"), N_("Key facts"), N_("Draft"), N_("Required"))
_WORDS_OF_FORM = (blank_word.TITLE, *blank_word.INTRODUCTION)
_LIMIT = re.compile(r"\s*\([^()]*\d[^()]*\)$")  # "(max. 1500 characters)" behind a label


@dataclass(frozen=True, slots=True)
class Label:
    """A label stands for a field, or a part of one, in a language; shared fields have the labels of all languages."""

    template: Template
    field: Field
    key: Key
    part: str = ""


class Known:
    """Everything that is known of some templates, ready to be looked up."""

    def __init__(self, templates: Sequence[Template]) -> None:
        self.templates = {one.id: one for one in templates}
        self.bookmarks: dict[str, tuple[Key, str]] = {}
        self.labels: dict[str, list[Label]] = {}
        self.furniture: set[str] = set()
        self.forms: tuple[str, ...] = tuple({normal(label) for one in templates for label in one.labels.values()})
        self.digests = digests(_fields_and_parts(templates))
        placeholders = {i18n.translator(code)(word) for code in INTERFACE_LANGUAGES for word in _HINTS}
        self.hints = sorted(placeholders | _lead_hints(templates, placeholders), key=len, reverse=True)
        words = (blank_word.WRITE_HERE, blank_word.CHOOSE, handoff_word.WRITE_HERE)
        self.blanks = {normal(i18n.translator(code)(word)) for code in INTERFACE_LANGUAGES for word in words}
        for one in templates:
            self._learn(one)

    def _learn(self, template: Template) -> None:
        for code in template.codes:
            tr = i18n.translator(code)
            self.furniture.update(normal(tr(word)) for word in (*_WORDS, *_WORDS_OF_FORM))
            self.furniture.update(normal(text) for text in _words_of(template, code))
        for field, language in template.registers():
            key = Key(field.id, language)
            self.bookmarks[bookmark_name(key)] = (key, "")
            for part in field.parts:
                self.bookmarks[bookmark_name(key, part.id)] = (key, part.id)
            codes = template.codes if language == SHARED else (language,)
            for code in codes:
                self._label(Label(template, field, key), field.label(code))
                for part in field.parts:
                    self._label(Label(template, field, key, part.id), label_in(part.labels, code))

    def _label(self, label: Label, text: str) -> None:
        known = self.labels.setdefault(normal(text), [])
        if label not in known:
            known.append(label)

    def labelled(self, text: str) -> list[Label]:
        """Return what a text is the label of, in any template and language; none for other texts."""
        return self.labels.get(normal(text)) or self.labels.get(normal(_LIMIT.sub("", text.strip()))) or []

    def is_furniture(self, text: str) -> bool:
        """Return whether a text is one that the program itself writes around the values."""
        plain = normal(text)
        told = plain in self.furniture or plain in self.labels or plain.startswith(self.forms)
        return told or not self.without_hint(text).strip()

    def without_hint(self, text: str) -> str:
        """Return a text without the words that stand where nothing was written."""
        stripped = text.strip()
        if normal(stripped) in self.blanks:
            return ""
        if not stripped.startswith(style.MISSING_MARK):
            return text
        rest = stripped[1:].strip()
        hint = next((one for one in self.hints if rest.startswith(one)), None)
        return text if hint is None else rest[len(hint) :].strip()


def _fields_and_parts(templates: Sequence[Template]) -> Iterator[tuple[str, str]]:
    for template in templates:
        for field in template.fields.values():
            yield field.id, ""
            yield from ((field.id, part.id) for part in field.parts)


def _lead_hints(templates: Sequence[Template], hints: set[str]) -> set[str]:
    labels = {label for one in templates for label in one.fields[one.summary_field].labels.values()}
    return {f"{label}: {hint}" for label in labels for hint in hints}


def _words_of(template: Template, code: str) -> Iterator[str]:
    yield from (one.name for one in template.languages)
    for section in template.sections:
        yield section.label(code)
        yield label_in(section.help, code)
        for field in section.fields:
            yield from blank_word.hints(template, field, code)
            yield from (label_in(one.labels, code) for one in field.questions)
            if field.kind in COMPOSITE:
                yield from (blank_word.part_label(part, code) for part in field.parts)
