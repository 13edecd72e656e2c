"""`gptemplate terms`: the glossary as a list, words in and out of it, and its terms in a text."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gptemplate.cli.call import Call
from gptemplate.cli.exits import Exit, WrongCall
from gptemplate.cli.parser import Parser, comma_list
from gptemplate.cli.words import SHORT, columns, iso, shortened
from gptemplate.i18n import Message
from gptemplate.model.language_codes import CODES
from gptemplate.model.terms import Designation, Standing, Term
from gptemplate.services import term_files, terms
from gptemplate.translation.dictionaries import dictionary_folders

if TYPE_CHECKING:
    from gptemplate.translation.glossary import Found

_LANGUAGES = ("fi", "sv", "en")
_WIDEST = 44


def describe(parser: Parser) -> None:
    """Add the command's arguments."""
    tr = parser.tr
    actions = tr("list them (as without a word), add, remove or restore a term, export or import a file, find terms in a text")
    names = ("list", "add", "remove", "restore", "export", "import", "find")
    parser.needs.add_argument("action", nargs="?", choices=names, default="list", help=actions)
    told = tr("the words to look for or to add (fi=… sv=…), the term, the file, or the text")
    parser.needs.add_argument("words", nargs="*", metavar=tr("WORDS"), help=told)
    add = parser.choices.add_argument
    add("--in", dest="language_in", choices=_LANGUAGES, metavar="fi|sv|en", help=tr("the language of the words or the text"))
    add("--definition", metavar=tr("TEXT"), default="", help=tr("what the new term means"))
    add("--note", metavar=tr("TEXT"), default="", help=tr("a note on the new term"))
    add("--format", choices=term_files.KINDS, metavar="|".join(term_files.KINDS), default="", help=tr("what to write"))
    pair = tr("the languages of the columns, or of a glossary of OmegaT: fi,sv")
    add("--languages", type=comma_list(parser), metavar="fi,sv", default=[], help=pair)
    add("--starter", action="store_true", help=tr("import: the programme's own terms that come with the program"))
    add("--bin", action="store_true", help=tr("list: those in the bin"))
    add("--json", action="store_true", help=tr("print JSON for a program"))


def run(call: Call, options: Namespace) -> int:
    """Do what the action says."""
    actions: dict[str, Callable[[Call, Namespace], int]] = {
        "list": _list,
        "add": _add,
        "remove": _remove,
        "restore": _restore,
        "export": _export,
        "import": _import,
        "find": _find,
    }
    call.begin_glossary()
    return actions[options.action](call, options)


def _list(call: Call, options: Namespace) -> int:
    with call.reading() as library:
        if options.bin:
            held = terms.in_bin(library)
        else:
            held = terms.list_terms(library, " ".join(options.words), language=options.language_in or "")
    if options.json:
        call.say_json([_plain(one) for one in held])
    elif held:
        heads = [call.tr("id"), *_LANGUAGES]
        for line in columns([heads, *([one.id[:SHORT], *_cells(call, one)] for one in held)]):
            call.say(line)
    else:
        call.tell(call.tr("No terms."))
    return Exit.DONE


def _add(call: Call, options: Namespace) -> int:
    named = [_designation(one) for one in options.words]
    if not named:
        raise WrongCall(Message("Write what the term is called in each language: terms add fi=… sv=… en=…"))
    term = Term("", tuple(named), options.definition, options.note)
    with call.writing() as library:
        terms.add_starter_once(library)
        added = terms.add(library, term)
    if options.json:
        call.say_json({**_plain(added.term), "joined": added.joined})
    else:
        call.say(added.term.id)
    if added.joined and not options.json:
        cells = ", ".join(filter(None, _cells(call, added.term)))
        call.tell(call.tr("This term is there already; the words that it lacked were added to it: {term}", term=cells))
    return Exit.DONE


def _designation(said: str) -> Designation:
    """A designation as it is written in a call: “fi=sana”, “sv-SE:admitted=ord”."""
    head, equals, text = said.partition("=")
    tag, _colon, standing = head.partition(":")
    language, _hyphen, region = tag.partition("-")
    if not equals or not language.isalpha() or (standing and standing not in set(Standing)):
        raise WrongCall(Message("“{said}” is not written as “fi=…”, “sv-FI=…” or “en:forbidden=…”.", said=said))
    if language.lower() not in CODES:
        raise WrongCall(Message("“{code}” is not the code of a language, such as fi, sv or en.", code=language))
    return Designation(language.lower(), text, Standing(standing or "preferred"), region.upper())


def _remove(call: Call, options: Namespace) -> int:
    with call.writing() as library:
        held = [terms.find(library, name) for name in _asked(options)]
        terms.remove(library, [one.id for one in held])
    return _told(call, options, held)


def _restore(call: Call, options: Namespace) -> int:
    with call.writing() as library:
        binned = terms.in_bin(library)
        held = [terms.meant(binned, name) for name in _asked(options)]
        terms.restore(library, [one.id for one in held])
    return _told(call, options, held)


def _asked(options: Namespace) -> Sequence[str]:
    if not options.words:
        raise WrongCall(Message("Say which term: its id, or what it is called."))
    return list(options.words)


def _told(call: Call, options: Namespace, held: Sequence[Term]) -> int:
    if options.json:
        call.say_json([_plain(one) for one in held])
    else:
        for one in held:
            call.say(f"{one.id[:SHORT]}  {', '.join(filter(None, _cells(call, one)))}")
    return Exit.DONE


def _export(call: Call, options: Namespace) -> int:
    file = _file(options)
    source, target = (*options.languages, "", "")[:2]
    with call.reading() as library:
        written = term_files.export(library, file, kind=options.format, source=source, target=target)
    if options.json:
        call.say_json({"file": str(file), "terms": written})
    else:
        call.say(call.tr.plural("{n} term written to {path}", "{n} terms written to {path}", written, path=str(file)))
    return Exit.DONE


def _import(call: Call, options: Namespace) -> int:
    with call.writing() as library:
        if options.starter:
            brought = term_files.Brought(terms.add_starter(library))
        else:
            brought = term_files.bring_in(library, _file(options), options.languages)
    if options.json:
        remarks = [call.tr(one) for one in brought.remarks]
        counts = {"new": len(brought.new), "changed": len(brought.before), "same": brought.same, "skipped": brought.skipped}
        call.say_json({**counts, "remarks": remarks})
    else:
        told = {"new": len(brought.new), "changed": len(brought.before), "same": brought.same}
        call.say(call.tr("terms: {new} new, {changed} changed, {same} as they were", **told))
        for remark in brought.remarks:
            call.tell(remark)
    return Exit.NOT_ALL if brought.skipped else Exit.DONE


def _file(options: Namespace) -> Path:
    if len(options.words) != 1:
        raise WrongCall(Message("Name one file."))
    return Path(options.words[0]).expanduser().absolute()


def _find(call: Call, options: Namespace) -> int:
    language = options.language_in or getattr(options, "language", "")
    if not options.words or not language:
        raise WrongCall(Message("Write the text and its language: terms find “…” --in fi"))
    glossary = terms.Glossary(dictionary_folders(call.paths))
    with call.reading() as library:
        found = glossary.recogniser(library).found(" ".join(options.words), language)
    rows = [(one, _equivalents(one, language)) for one in found]
    if options.json:
        call.say_json([_plain_found(one, said) for one, said in rows])
    elif rows:
        for one, said in rows:
            call.say(f"{one.start}–{one.end}  {one.written} = {one.designation.text}: {', '.join(said)}")
    else:
        call.tell(call.tr("No terms."))
    return Exit.DONE


def _equivalents(found: Found, language: str) -> list[str]:
    return [one.text for code in _LANGUAGES if code != language for one in terms.equivalents(found, code)]


def _cells(call: Call, term: Term) -> list[str]:
    return [shortened(_names(call, term.named(code)), _WIDEST) for code in _LANGUAGES]


def _names(call: Call, named: Sequence[Designation]) -> str:
    return ", ".join(_with_marks(call, one) for one in named)


def _with_marks(call: Call, one: Designation) -> str:
    marks = [mark for mark in (one.region, call.tr("not to be used") if one.standing is Standing.FORBIDDEN else "") if mark]
    return f"{one.text} ({', '.join(marks)})" if marks else one.text


def _plain(term: Term) -> dict[str, Any]:
    return {
        "id": term.id,
        "designations": [
            {"language": one.language, "text": one.text, "standing": one.standing.value, "region": one.region}
            for one in term.designations
        ],
        "definition": term.definition,
        "note": term.note,
        "source": term.source,
        "author": term.author,
        "modified": iso(term.modified),
    }


def _plain_found(one: Found, said: Sequence[str]) -> dict[str, Any]:
    return {
        "start": one.start,
        "end": one.end,
        "written": one.written,
        "term": one.term.id,
        "designation": one.designation.text,
        "standing": one.designation.standing.value,
        "inside": one.inside,
        "equivalents": list(said),
    }
