"""Reading a template from TOML, with an answer to "what is wrong with my file, and where?"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NoReturn

from gptemplate.errors import BadValue, TemplateError
from gptemplate.i18n import Message
from gptemplate.model import text as texts
from gptemplate.model import toml, values
from gptemplate.model.states import SHARED
from gptemplate.model.template import (
    COMPOSITE,
    WRITTEN,
    Choice,
    Condition,
    Field,
    Kind,
    Labels,
    Language,
    Limit,
    Part,
    Question,
    Section,
    Template,
)

FORMAT = 1
LARGEST_FILE = toml.LARGEST
LONGEST_IDENT = 60  # characters, as the library keeps them
MOST_FIELDS = 500  # the forms we know have under 40
LONGEST_TEXT = 5_000  # characters of one label or help text
_PART_KINDS = ("text", "choice", "email", "phone")
_IDENT = re.compile(rf"[a-z0-9_.-]{{1,{LONGEST_IDENT}}}")
_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_NOT_A_CODE = frozenset({"id"})  # in lists and practice files it stands beside the languages and means something else
_WITHOUT_DEFAULT = frozenset({Kind.IMAGE, Kind.FILES})


def is_ident(value: str) -> bool:
    """Return whether a text can be the id of a template, section, field or part."""
    return _IDENT.fullmatch(value) is not None


def read_template(content: bytes, name: str) -> Template:
    """Return the template in a TOML file.

    `name` is the file's name, for messages. Raises TemplateError with file, field and reason.
    """
    if len(content) > LARGEST_FILE:
        raise TemplateError(Message("{file}: the file is too large to be a template.", file=name))
    try:
        raw = toml.parse(content)
    except UnicodeDecodeError:
        raise TemplateError(Message("{file}: the file is not UTF-8 text.", file=name)) from None
    except toml.NotToml as error:
        raise TemplateError(Message("{file}: not valid TOML: {reason}", file=name, reason=error.message)) from None
    return _Reader(name).template(raw)


class _Reader:
    """Reads one file; remembers where it is, so that a fault can be named."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._where = ""
        self._lists: dict[str, tuple[Choice, ...]] = {}
        self._languages: tuple[Language, ...] = ()
        self._fields = 0

    def template(self, raw: dict[str, Any]) -> Template:
        if raw.get("format") != FORMAT:
            self._fail(Message("“format” must be {n}.", n=FORMAT))
        self._languages = self._read_languages(raw)
        self._lists = {name: self._read_list(name, items) for name, items in self._table(raw, "choices").items()}
        self._where = ""
        sections = tuple(self._section(one) for one in self._tables(raw, "section"))
        self._where = ""
        if not sections:
            self._fail(Message("there is no section."))
        template = Template(
            id=self._ident(raw),
            version=self._whole(raw, "version", 1) or 1,
            labels=self._labels(raw, "label"),
            languages=self._languages,
            sections=sections,
            submission_language=self._text(raw, "submission_language", self._languages[0].code),
            title_field=self._text(raw, "title_field", "title"),
            summary_field=self._text(raw, "summary_field", "summary"),
            warn_ratio=self._ratio(raw),
        )
        self._check_references(template)
        return template

    def _read_languages(self, raw: dict[str, Any]) -> tuple[Language, ...]:
        languages = tuple(Language(self._text(one, "code"), self._text(one, "name")) for one in self._tables(raw, "language"))
        codes = [one.code for one in languages]
        if not languages or len(set(codes)) != len(codes):
            self._fail(Message("each language needs a [[language]] of its own, and there must be at least one."))
        for code in codes:
            if not _CODE.fullmatch(code) or len(code) > 12:
                self._fail(Message("“{value}” is not a language code.", value=code[:LONGEST_IDENT]))
            if code in _NOT_A_CODE:
                self._fail(Message("“{value}” has another meaning here; write “{example}”.", value=code, example=f"{code}-ID"))
        return languages

    def _read_list(self, name: str, items: Any) -> tuple[Choice, ...]:
        self._where = f"choices.{name[:LONGEST_IDENT]}"
        if not isinstance(items, list):
            self._fail(Message("must be a list."))
        choices = tuple(self._choice(item) for item in items)
        if len({one.id for one in choices}) != len(choices):
            self._fail(Message("two items have the same id."))
        return choices

    def _choice(self, item: Any) -> Choice:
        ident = item.get("id") if isinstance(item, dict) else None
        if not isinstance(ident, str) or not _is_item(ident):
            self._fail(Message("each item needs an id and labels."))
        parent = item.get("parent")
        if parent is not None and not (isinstance(parent, str) and _is_item(parent)):
            self._fail(Message("“{key}” is missing or not a text.", key="parent"))
        labels = self._texts(item, "label", apart=("id", "parent"))
        if not labels:
            self._fail(Message("“{value}” has no label.", value=ident))
        return Choice(ident, labels, parent)

    def _section(self, raw: dict[str, Any]) -> Section:
        self._where = _name(raw, "section")
        ident, labels, help_text = self._ident(raw), self._labels(raw, "label"), self._labels(raw, "help", needed=False)
        handed_in = self._flag(raw, "handed_in", default=True)
        fields = tuple(self._field(one, handed_in=handed_in) for one in self._tables(raw, "field"))
        return Section(ident, labels, help_text, fields, handed_in)

    def _field(self, raw: dict[str, Any], *, handed_in: bool) -> Field:
        self._where = _name(raw, "field")
        self._fields += 1
        if self._fields > MOST_FIELDS:
            self._fail(Message("there are more than {n} fields.", n=MOST_FIELDS))
        kind = self._kind(raw)
        one = Field(
            id=self._ident(raw),
            kind=kind,
            labels=self._labels(raw, "label"),
            help=self._labels(raw, "help", needed=False),
            example=self._labels(raw, "example", needed=False),
            questions=tuple(self._question(question) for question in self._tables(raw, "questions")),
            limit=self._limit(raw),
            required=self._flag(raw, "required", default=False),
            when=self._condition(raw),
            shared=self._flag(raw, "shared", default=kind not in WRITTEN),
            handed_in=self._flag(raw, "handed_in", default=handed_in),
            personal=self._flag(raw, "personal", default=False),
            choices=self._chosen_list(raw) if kind in (Kind.CHOICE, Kind.CHOICES) else (),
            parent=self._optional(raw, "parent"),
            default=self._text(raw, "default", ""),
            after=self._optional(raw, "after"),
            ongoing=self._labels(raw, "ongoing", needed=False),
            parts=tuple(self._part(part) for part in self._tables(raw, "part")),
        )
        if len({part.id for part in one.parts}) != len(one.parts):
            self._fail(Message("two items have the same id."))
        if (kind in COMPOSITE) != bool(one.parts):
            self._fail(Message("a field of kind place or contact has parts, and no other kind has."))
        if not one.shared and kind not in WRITTEN:
            self._fail(Message("only texts can differ between languages; remove “shared = false”."))
        return replace(one, default=self._default(one))

    def _default(self, one: Field) -> str:
        """The default as a person could have entered it."""
        if not one.default:
            return ""
        try:
            kept = "" if one.kind in _WITHOUT_DEFAULT else values.accept(one, SHARED, one.default)
        except BadValue as error:
            self._fail(error.message)
        if not kept.strip():
            self._fail(Message("“{key}” is not what it should be.", key="default"))
        return kept

    def _part(self, raw: dict[str, Any]) -> Part:
        kind = self._text(raw, "kind", "text")
        if kind not in _PART_KINDS:
            self._fail(Message("“{value}” is not a kind; use one of: {kinds}.", value=kind, kinds=", ".join(_PART_KINDS)))
        return Part(
            id=self._ident(raw),
            kind=kind,
            labels=self._labels(raw, "label"),
            limit=self._whole(raw, "limit", None),
            required=self._flag(raw, "required", default=False),
            choices=self._chosen_list(raw) if kind == "choice" else (),
            parent=self._optional(raw, "parent"),
        )

    def _question(self, raw: dict[str, Any]) -> Question:
        return Question(self._ident(raw), self._texts(raw, "questions", apart=("id",)))

    def _kind(self, raw: dict[str, Any]) -> Kind:
        value = self._text(raw, "kind")
        try:
            return Kind(value)
        except ValueError:
            kinds = ", ".join(kind.value for kind in Kind)
            self._fail(Message("“{value}” is not a kind; use one of: {kinds}.", value=value, kinds=kinds))

    def _limit(self, raw: dict[str, Any]) -> Limit:
        value = raw.get("limit")
        if not isinstance(value, dict):
            return Limit(self._whole(raw, "limit", None))
        limits = {code: self._whole(value, code, None) for code in value}
        known = {code: limit for code, limit in limits.items() if code != "default" and limit is not None}
        return Limit(limits.get("default"), known)

    def _condition(self, raw: dict[str, Any]) -> Condition | None:
        value = raw.get("when")
        if value is None:
            return None
        if not isinstance(value, dict):
            self._fail(Message("“when” must name a field and a value: {example}", example='{ field = "…", is = "yes" }'))
        return Condition(self._text(value, "field"), self._text(value, "is"))

    def _chosen_list(self, raw: dict[str, Any]) -> tuple[Choice, ...]:
        name = self._text(raw, "choices")
        if name not in self._lists:
            self._fail(Message("there is no list “{value}” below [choices].", value=name))
        return self._lists[name]

    def _check_references(self, template: Template) -> None:
        idents = [one.id for section in template.sections for one in section.fields]
        for ident in idents:
            self._where = ident
            if idents.count(ident) > 1:
                self._fail(Message("two fields have the same id."))
        for one in template.fields.values():
            self._where = one.id
            for other in (one.when.field if one.when else None, one.after, one.parent):
                if other is not None and other not in template.fields:
                    self._fail(Message("there is no field “{value}”.", value=other))
            for part in one.parts:
                if part.parent is not None and one.part(part.parent) is None:
                    self._fail(Message("there is no part “{value}”.", value=part.parent))
        self._where = ""
        title = template.fields.get(template.title_field)
        if title is None or title.kind not in WRITTEN or title.shared:
            self._fail(Message("“title_field” must name a text field: {value}", value=template.title_field))
        if template.submission_language not in template.codes:
            self._fail(Message("“{value}” is not one of the template's languages.", value=template.submission_language))

    # Values of one type each, with a message where they are of another.

    def _fail(self, reason: Message) -> NoReturn:
        if self._where:
            raise TemplateError(Message("{file}, “{field}”: {reason}", file=self._file, field=self._where, reason=reason))
        raise TemplateError(Message("{file}: {reason}", file=self._file, reason=reason))

    def _ident(self, raw: Mapping[str, Any]) -> str:
        value = self._text(raw, "id")
        if not is_ident(value):
            wrong = Message("the id “{value}” may have only a-z, 0-9, “-”, “_” and “.”.", value=value[: LONGEST_IDENT + 1])
            self._fail(wrong)
        return value

    def _text(self, raw: Mapping[str, Any], key: str, default: str | None = None) -> str:
        value = raw.get(key, default)
        if not isinstance(value, str):
            self._fail(Message("“{key}” is missing or not a text.", key=key))
        return value

    def _optional(self, raw: Mapping[str, Any], key: str) -> str | None:
        return self._text(raw, key) if key in raw else None

    def _flag(self, raw: Mapping[str, Any], key: str, *, default: bool) -> bool:
        value = raw.get(key, default)
        if not isinstance(value, bool):
            self._fail(Message("“{key}” must be true or false.", key=key))
        return value

    def _whole(self, raw: Mapping[str, Any], key: str, default: int | None) -> int | None:
        value = raw.get(key, default)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 1_000_000:
            self._fail(Message("“{key}” must be a whole number above 0.", key=key))
        return value

    def _ratio(self, raw: Mapping[str, Any]) -> float:
        value = raw.get("warn_ratio", 0.9)
        if not isinstance(value, int | float) or not 0 < value <= 1:
            self._fail(Message("“{key}” must be between 0 and 1.", key="warn_ratio"))
        return float(value)

    def _labels(self, raw: Mapping[str, Any], key: str, *, needed: bool = True) -> Labels:
        value = raw.get(key)
        if value is None and not needed:
            return {}
        if isinstance(value, str):
            value = {self._languages[0].code: value}
        if not isinstance(value, dict) or not value or not all(isinstance(text, str) for text in value.values()):
            self._fail(Message("“{key}” needs a text for each language.", key=key))
        return self._texts(value, key)

    def _texts(self, raw: Mapping[str, Any], key: str, apart: tuple[str, ...] = ()) -> Labels:
        """The texts by language, as every other program can show and print them."""
        found = {code: text for code, text in raw.items() if code not in apart and isinstance(text, str)}
        if any(len(text) > LONGEST_TEXT for text in found.values()):
            self._fail(Message("“{key}” is too long.", key=key))
        return {code: texts.clean(text) for code, text in found.items()}

    def _table(self, raw: Mapping[str, Any], key: str) -> dict[str, Any]:
        value = raw.get(key, {})
        if not isinstance(value, dict):
            self._fail(Message("“{key}” is not what it should be.", key=key))
        return value

    def _tables(self, raw: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
        value = raw.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self._fail(Message("“{key}” is not what it should be.", key=key))
        return value


def _is_item(ident: str) -> bool:
    """Whether an item of a list can be chosen by its id, which is kept as one line."""
    return 0 < len(ident) <= LONGEST_IDENT and texts.clean_line(ident) == ident


def _name(raw: Mapping[str, Any], otherwise: str) -> str:
    """What a section or field is called in messages."""
    ident = raw.get("id")
    return ident[:LONGEST_IDENT] if isinstance(ident, str) else otherwise
