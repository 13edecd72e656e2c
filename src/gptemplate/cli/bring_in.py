"""`gptemplate import`: practices from files. What differs here and there is kept twice, for a person to choose."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gptemplate.cli.call import Call
from gptemplate.cli.exits import Exit
from gptemplate.cli.parser import Parser
from gptemplate.cli.words import SHORT, iso, name_of, shortened
from gptemplate.errors import UserError
from gptemplate.i18n import Translator
from gptemplate.model import text as texts
from gptemplate.model.merge import Outcome
from gptemplate.model.states import SHARED, Key
from gptemplate.services.bringing_in import Brought, Draft, Form, Item, Note, bring_in, look, read_files
from gptemplate.services.bringing_in.telling import NOTE_NAMES, outcomes, sentence
from gptemplate.services.library import find, list_practices
from gptemplate.services.templates import Templates

if TYPE_CHECKING:
    from gptemplate.store.library import Library


def describe(parser: Parser) -> None:
    """Add the command's arguments."""
    tr = parser.tr
    about = tr(
        "practice files (JSON, TOML), Word files, filled PDF forms, translations (XLIFF, or a zip of them), or tables"
        " (CSV, XLSX) with a practice in each row"
    )
    parser.needs.add_argument("files", nargs="+", type=Path, metavar=tr("FILE"), help=about)
    add = parser.choices.add_argument
    add("--preview", action="store_true", help=tr("only say what the files would bring; nothing is written"))
    into = tr("the practice that files without an id belong to; else each becomes a new one")
    add("--into", metavar=tr("PRACTICE"), default="", help=into)
    add("--json", action="store_true", help=tr("print JSON for a program"))


def run(call: Call, options: Namespace) -> int:
    """Bring files in, as one step that can be undone, and say what became of each; or only look at them."""
    with call.writing() as library:
        items = list(read_files(_absolute(options.files), Templates(call.paths.templates).all))
        choices = _choices(library, items, options.into)
        if options.preview:
            seen = look(library, items, choices)
            brought, errors = list(seen.brought), list(seen.errors)
        else:
            brought, _changes, errors = bring_in(library, items, choices)
        titles = titles_of(library, call.tr)
    _say(call, options, brought, errors, titles)
    whole = not errors and all(not one.problems and not one.misread and not one.count(Outcome.CONFLICT) for one in brought)
    return Exit.DONE if whole else Exit.NOT_ALL


def _absolute(files: Sequence[Path]) -> list[Path]:
    return [file.expanduser().absolute() for file in files]


def _choices(library: Library, items: Sequence[Item], into: str) -> dict[str, str]:
    if not into:
        return {}
    practice = find(library, into)
    return {one.ident: practice for one in items if isinstance(one, Draft)}


def _say(
    call: Call, options: Namespace, brought: Sequence[Brought], errors: Sequence[UserError], titles: dict[str, str]
) -> None:
    if options.json:
        refused = [call.tr(error.message) for error in errors]
        call.say_json({"practices": [_plain(call.tr, one) for one in brought], "refused": refused})
    elif options.preview:
        preview(call, brought, errors)
    else:
        report(call, brought, errors, titles)


def preview(call: Call, brought: Sequence[Brought], errors: Sequence[UserError]) -> None:
    """Print what each file would bring: to which practice, how many fields, and each that needs a look."""
    for one in brought:
        call.say(f"{_named(call.tr, one)} → {_target(call.tr, one)}: {sentence(call.tr, one)}")
        told = ", ".join(call.tr(each) for each in outcomes(one))
        if told:
            call.say(f"    {told}")
        for line in (*_odd_values(call.tr, one), *(call.tr(problem) for problem in one.problems)):
            call.say(f"    {line}")
        for each in one.candidates if one.is_new else ():
            hint = call.tr("may belong to {id}, “{title}”: --into {id}", id=each.practice[:SHORT], title=each.title)
            call.say(f"    {hint}")
    for error in errors:
        call.tell(error.message)


def _named(tr: Translator, one: Brought) -> str:
    return tr("{file}, row {n}", file=one.file, n=one.number) if one.number else one.file


def _target(tr: Translator, one: Brought) -> str:
    title = name_of(tr, one.title)
    return tr("new practice “{title}”", title=title) if one.is_new else f"{one.practice[:SHORT]} {title}"


def _odd_values(tr: Translator, one: Brought) -> Iterator[str]:
    for lost in one.misread:
        yield tr("{field}: “{text}” was not understood", field=_label(tr, one, lost.key), text=shortened(_line(lost.text), 60))
    for each in one.merged:
        field = _label(tr, one, each.incoming.key)
        if each.incoming.key in one.over:
            yield tr("{field}: {n} characters, over its limit", field=field, n=texts.length(each.incoming.text))
        if each.outcome is Outcome.CONFLICT:
            yield tr("{field}: written in both places, both texts are kept", field=field)
        elif each.outcome is Outcome.TAKEN and not each.incoming.text:
            yield tr("{field}: cleared in the file", field=field)
    for note in one.notes:
        about = f" ({_label(tr, one, note.key)})" if note.key else ""
        author = f"{note.author}: " if note.author else ""
        yield f"{tr(NOTE_NAMES[note.kind])}{about}: {author}{shortened(_line(note.words()), 70)}"


def _label(tr: Translator, one: Brought, key: Key) -> str:
    field = one.template.fields.get(key.field) if one.template else None
    label = field.label(tr.language) if field else key.field
    return label if key.language == SHARED else f"{label} ({key.language.upper()})"


def _line(text: str) -> str:
    return " ".join(text.split())


def titles_of(library: Library, tr: Translator) -> dict[str, str]:
    """Return the title of every practice, those in the bin as well."""
    rows = [*list_practices(library), *list_practices(library, in_bin=True)]
    return {one.id: name_of(tr, one.title(tr.language)[0]) for one in rows}


def report(call: Call, brought: Sequence[Brought], errors: Sequence[UserError], titles: dict[str, str]) -> None:
    """Print what became of each practice, and on standard error what was not taken and why."""
    for one in brought:
        call.say(f"{one.practice[:SHORT]}  {titles[one.practice]}: {_in_words(call.tr, one)}")
        for line in (*_odd_values(call.tr, one), *map(call.tr, one.problems)) if one.form is not Form.PRACTICE else ():
            call.tell(f"{titles[one.practice]}: {line}")
        for problem in one.problems if one.form is Form.PRACTICE else ():
            call.tell(f"{titles[one.practice]}: {call.tr(problem)}")
    for error in errors:
        call.tell(error.message)


def _in_words(tr: Translator, one: Brought) -> str:
    words = [tr("new")] if one.is_new else []
    taken, same, both = (one.count(each) for each in (Outcome.TAKEN, Outcome.UNCHANGED, Outcome.CONFLICT))
    words.append(tr.plural("{n} value taken", "{n} values taken", taken))
    if same:
        words.append(tr.plural("{n} unchanged", "{n} unchanged", same))
    if both:
        words.append(tr.plural("{n} differs here and there, both are kept", "{n} differ here and there, both are kept", both))
    return ", ".join(words)


def _plain(tr: Translator, one: Brought) -> dict[str, Any]:
    return {
        "id": one.practice,
        "new": one.is_new,
        "taken": one.count(Outcome.TAKEN),
        "unchanged": one.count(Outcome.UNCHANGED),
        "conflicts": [_named_key(each.incoming.key) for each in one.merged if each.outcome is Outcome.CONFLICT],
        "problems": [tr(problem) for problem in one.problems],
        "file": one.file,
        "row": one.number,
        "form": one.form.value,
        "title": one.title,
        "fields": one.fields,
        "over_limit": [_named_key(key) for key in one.over],
        "not_understood": [{**_named_key(each.key), "text": each.text} for each in one.misread],
        "notes": [_plain_note(note) for note in one.notes],
        "candidates": [{"id": each.practice, "title": each.title} for each in one.candidates],
    }


def _named_key(key: Key) -> dict[str, str]:
    return {"field": key.field, "language": key.language}


def _plain_note(note: Note) -> dict[str, Any]:
    about = _named_key(note.key) if note.key else None
    moment = iso(note.time) if note.time else None
    return {"kind": note.kind.value, "about": about, "author": note.author, "time": moment, "text": note.words()}
