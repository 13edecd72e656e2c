"""`gptemplate memory`: what the translation memory holds, what it says of a text, and the memory as a file."""

from __future__ import annotations

import sys
import time
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gptemplate.cli.call import Call
from gptemplate.cli.exits import Exit, WrongCall
from gptemplate.cli.parser import Parser, comma_list, whole_number
from gptemplate.cli.words import columns, iso, shortened
from gptemplate.i18n import Message, Translator
from gptemplate.services import memory

if TYPE_CHECKING:
    from gptemplate.model.memory import Unit
    from gptemplate.services.memory import Imported
    from gptemplate.store.library import Library
    from gptemplate.translation.memory import Found, Match

_LANGUAGES = memory.LANGUAGES
_WIDEST = 100
_BLINK = 0.1  # seconds between two tellings of how far it is


def describe(parser: Parser) -> None:
    """Add the command's arguments."""
    tr = parser.tr
    actions = tr(
        "list where entries come from (as without a word), search words, match a text, export or import a TMX file, "
        "forget what came from one place, merge entries that say the same"
    )
    names = ("list", "search", "match", "export", "import", "forget", "merge")
    parser.needs.add_argument("action", nargs="?", choices=names, default="list", help=actions)
    told = tr("the words, the text, the file, or where the entries come from")
    parser.needs.add_argument("words", nargs="*", metavar=tr("WORDS"), help=told)
    add = parser.choices.add_argument
    languages = "|".join(_LANGUAGES)
    add("--in", dest="language_in", choices=_LANGUAGES, metavar=languages, default="", help=tr("search: only in this language"))
    add("--from", dest="source", choices=_LANGUAGES, metavar=languages, help=tr("match: the language of the text"))
    add("--to", dest="target", choices=_LANGUAGES, metavar=languages, help=tr("match: the language to translate into"))
    add("--least", type=whole_number(parser, 30, 100), default=70, metavar="70", help=tr("match: the least per cent"))
    add("--most", type=whole_number(parser, 1, 1_000), default=20, metavar="20", help=tr("search, match: how many at the most"))
    add("--project", metavar=tr("TITLE"), default="", help=tr("export: only what came from there"))
    pair = tr("export, import: only these languages")
    add("--languages", type=comma_list(parser, _LANGUAGES), metavar="fi,sv,en", default=[], help=pair)
    add("--yes", action="store_true", help=tr("do not ask; this cannot be undone"))
    add("--json", action="store_true", help=tr("print JSON for a program"))


def run(call: Call, options: Namespace) -> int:
    """Do what the action says."""
    actions: dict[str, Callable[[Call, Namespace], int]] = {
        "list": _list,
        "search": _search,
        "match": _match,
        "export": _export,
        "import": _import,
        "forget": _forget,
        "merge": _merge,
    }
    return actions[options.action](call, options)


def _list(call: Call, options: Namespace) -> int:
    tr = call.tr
    with call.reading() as library:
        held = memory.projects(library)
    if options.json:
        call.say_json([{"project": name, "entries": n} for name, n in held])
    elif held:
        rows = [[tr("entries"), tr("where from")], *([str(n), name or "–"] for name, n in held)]
        for line in columns(rows, right=frozenset({0})):
            call.say(line)
    else:
        call.tell(tr("The translation memory is empty."))
    return Exit.DONE


def _search(call: Call, options: Namespace) -> int:
    words = _said(options, Message("Say which words to search for."))
    with call.reading() as library:
        found = _recall(library).concordance(words, options.language_in, most=options.most)
    if options.json:
        call.say_json([{**_plain(one.unit), "language": one.language, "places": [*map(list, one.places)]} for one in found])
    elif found:
        for one in found:
            call.say("\n".join(_lines(one)))
    else:
        call.tell(call.tr("No entry has these words."))
    return Exit.DONE


def _match(call: Call, options: Namespace) -> int:
    text = _said(options, Message("Say which text to look for."))
    if not options.source or not options.target:
        raise WrongCall(Message("Say from which language and into which: --from fi --to sv"))
    with call.reading() as library:
        found = _recall(library).matches(text, options.source, options.target, least=options.least, most=options.most)
    if options.json:
        call.say_json([_plain_match(one) for one in found])
    elif found:
        for one in found:
            call.say("\n".join(_match_lines(call.tr, one)))
    else:
        call.tell(call.tr("Nothing like it was translated before."))
    return Exit.DONE


def _export(call: Call, options: Namespace) -> int:
    file = _file(options)
    with call.reading() as library, _progress(call.tr) as progress:
        written = memory.export_file(library, file, project=options.project, languages=options.languages, progress=progress)
    if options.json:
        call.say_json({"file": str(file), "entries": written})
    else:
        call.say(call.tr.plural("{n} entry written to {path}", "{n} entries written to {path}", written, path=str(file)))
    return Exit.DONE


def _import(call: Call, options: Namespace) -> int:
    file = _file(options)
    with call.writing() as library, _progress(call.tr) as progress:
        came = memory.import_file(library, file, languages=options.languages or _LANGUAGES, progress=progress)
    if options.json:
        call.say_json(_plain_import(call.tr, came))
    else:
        for line in _import_lines(call.tr, came):
            call.say(line)
    for one in (*came.faults, *([came.broken] if came.broken else [])):
        call.tell(one)
    return Exit.NOT_ALL if came.skipped or came.broken else Exit.DONE


def _forget(call: Call, options: Namespace) -> int:
    name = _said(options, Message("Say where the entries come from; “gptemplate memory list” lists the places."))
    with call.reading() as library:
        known = dict(memory.projects(library))
    if name not in known:
        call.tell(Message("No entry comes from “{name}”. Nothing was changed.", name=name))
        return Exit.NOT_ALL
    if not options.yes and not _asked(call, known[name], name):
        call.tell(Message("Nothing was changed."))
        return Exit.NOT_ALL
    with call.writing() as library:
        gone = memory.forget_project(library, name)
    if options.json:
        call.say_json({"removed": gone})
    else:
        call.say(call.tr.plural("{n} entry removed", "{n} entries removed", gone))
    return Exit.DONE


def _merge(call: Call, options: Namespace) -> int:
    with call.writing() as library:
        gone = memory.merge_duplicates(library)
    if options.json:
        call.say_json({"removed": gone})
    else:
        call.say(call.tr.plural("{n} entry joined another", "{n} entries joined others", gone))
    return Exit.DONE


def _asked(call: Call, n: int, name: str) -> bool:
    if not sys.stdin.isatty():
        raise WrongCall(Message("Entries cannot be brought back. Add --yes to remove them without being asked."))
    tr = call.tr
    words = tr.plural("Remove {n} entry from “{name}”?", "Remove {n} entries from “{name}”?", n, name=name)
    call.tell(f"{words} [{tr('yes')}/{tr('no')}]")
    return sys.stdin.readline().strip().casefold() == tr("yes").casefold()


def _recall(library: Library) -> memory.Recall:
    recall = memory.Recall()
    recall.bring_up_to_date(library)
    return recall


def _said(options: Namespace, missing: Message) -> str:
    said = " ".join(options.words).strip()
    if not said:
        raise WrongCall(missing)
    return said


def _file(options: Namespace) -> Path:
    if len(options.words) != 1:
        raise WrongCall(Message("Say which file."))
    return Path(options.words[0]).expanduser().absolute()


def _plain(unit: Unit) -> dict[str, Any]:
    return {
        "number": unit.number,
        "extent": unit.extent.value,
        "texts": dict(unit.texts),
        "project": unit.project,
        "author": unit.author,
        "modified": iso(unit.modified),
    }


def _plain_match(one: Match) -> dict[str, Any]:
    told = {"score": one.score, "source": one.source, "target": one.target, "figures_differ": one.figures_differ}
    return told | {"entry": _plain(one.unit)}


def _plain_import(tr: Translator, came: Imported) -> dict[str, Any]:
    return {
        "new": came.new,
        "read": came.read,
        "skipped": came.skipped,
        "foreign": came.foreign,
        "faults": [tr(one) for one in came.faults],
        "broken": tr(came.broken) if came.broken else None,
    }


def _lines(one: Found) -> Iterator[str]:
    """An entry with the language first that has the words."""
    yield _origin(one.unit)
    codes = [one.language, *(code for code in one.unit.texts if code != one.language)]
    yield from (f"  {code}  {_on_a_line(one.unit.texts[code])}" for code in codes)


def _match_lines(tr: Translator, one: Match) -> Iterator[str]:
    warning = f"  {tr('other figures')}" if one.figures_differ else ""
    yield f"{one.score} %  {_origin(one.unit)}{warning}"
    yield f"  {_on_a_line(one.source)}"
    yield f"  {_on_a_line(one.target)}"


def _import_lines(tr: Translator, came: Imported) -> Iterator[str]:
    yield tr.plural("{n} entry read", "{n} entries read", came.read)
    yield tr.plural("{n} of them is new", "{n} of them are new", came.new)
    if came.foreign:
        yield tr.plural("{n} entry has other languages", "{n} entries have other languages", came.foreign)
    if came.skipped:
        yield tr.plural("{n} entry was passed over", "{n} entries were passed over", came.skipped)


def _origin(unit: Unit) -> str:
    parts: Sequence[str] = (unit.project, (iso(unit.modified) or "")[:10], unit.author)
    return ", ".join(part for part in parts if part)


def _on_a_line(text: str) -> str:
    line = " ".join(text.split())
    return shortened(line, _WIDEST) if sys.stdout.isatty() else line


@contextmanager
def _progress(tr: Translator) -> Iterator[Callable[[int, int], bool]]:
    """Give what is to be told how much is done; a terminal shows it in per cent."""
    is_shown = sys.stderr.isatty()
    last = time.monotonic()

    def tell(done: int, whole: int) -> bool:
        nonlocal last
        if is_shown and time.monotonic() - last > _BLINK:
            last = time.monotonic()
            print(f"\r{tr('{n} % done', n=100 * done // max(1, whole))} ", end="", file=sys.stderr, flush=True)
        return True

    try:
        yield tell
    finally:
        if is_shown:
            print("\r                    \r", end="", file=sys.stderr, flush=True)
