"""`gptemplate list`: the practices as a table or as JSON. A plain list is read without SQLAlchemy, at once."""

from __future__ import annotations

import shutil
import sys
from argparse import Namespace
from typing import Any

from gptemplate.cli.call import Call
from gptemplate.cli.exits import Exit, WrongCall
from gptemplate.cli.parser import Parser
from gptemplate.cli.words import SHORT, columns, iso, name_of, shortened
from gptemplate.i18n import Message, Translator
from gptemplate.model.listing import Counts, Listed
from gptemplate.model.states import SHARED, State
from gptemplate.model.template import label_in
from gptemplate.model.words import STATUS_WORDS

_ALL = 1_000_000_000
_NARROWEST_TITLE = 24
_MOST_URGENT_FIRST = (State.STALE, State.TO_CHECK, State.DRAFT)


def describe(parser: Parser) -> None:
    """Add the command's arguments."""
    tr = parser.tr
    add = parser.choices.add_argument
    add("--search", metavar=tr("TEXT"), help=tr("only practices with all these words, in any inflected form"))
    add("--bin", action="store_true", help=tr("those in the bin"))
    add("--json", action="store_true", help=tr("print JSON for a program"))


def run(call: Call, options: Namespace) -> int:
    """Print the practices."""
    if options.search is not None and not options.search.strip():
        raise WrongCall(Message("Say what to search for."))
    found = _practices(call, options)
    if options.json:
        call.say_json([_plain(one) for one in found])
    elif found:
        for line in _table(call.tr, found):
            call.say(line)
    else:
        call.tell(call.tr("No practices.") if options.search is None else call.tr("Nothing was found."))
    return Exit.DONE


def _practices(call: Call, options: Namespace) -> list[Listed]:
    if call.location is None and not call.paths.library.is_file():
        return []  # nothing was written yet
    if call.file is not None and options.search is None and not options.bin:
        from gptemplate.store.first_page import first_page

        found = first_page(call.file, _ALL)
        if found:
            return found
    return _opened(call, options)


def _opened(call: Call, options: Namespace) -> list[Listed]:
    from gptemplate.services.library import list_practices, search

    with call.reading() as library:
        found = list_practices(library, in_bin=options.bin)
        if options.search is None:
            return found
        rank = {ident: place for place, ident in enumerate(search(library, options.search))}
    return sorted((one for one in found if one.id in rank), key=lambda one: rank[one.id])


def _plain(one: Listed) -> dict[str, Any]:
    counts = one.summary.languages
    return {
        "id": one.id,
        "template": one.template_id,
        "source_language": one.source_language,
        "status": one.status.value,
        "title": {code: each.title for code, each in counts.items() if each.title},
        "place": dict(one.summary.place),
        "languages": {code: _plain_counts(each) for code, each in counts.items() if code != SHARED},
        "shared": _plain_counts(counts.get(SHARED, Counts())),
        "created": iso(one.created),
        "modified": iso(one.modified),
        "deleted": iso(one.deleted),
    }


def _plain_counts(counts: Counts) -> dict[str, Any]:
    figures = {name: figure for name, figure in counts._asdict().items() if name != "title"}
    return {"state": _state(counts).value, "fields": counts.fields, **figures}


def _state(counts: Counts) -> State:
    """How far a language has come as a whole: what asks for work decides."""
    if counts.empty == counts.fields:
        return State.EMPTY
    for state in _MOST_URGENT_FIRST:
        if getattr(counts, state.value):
            return state
    return State.DRAFT if counts.empty else State.DONE


def _table(tr: Translator, found: list[Listed]) -> list[str]:
    codes = list(dict.fromkeys(code for one in found for code in one.summary.languages if code != SHARED))
    heads = [tr("id"), tr("title"), tr("place"), tr("status"), *codes, tr("stale"), tr("over limit")]
    rows = [heads, *(_row(tr, one, codes) for one in found)]
    spare = sum(max(len(row[place]) for row in rows) + 2 for place in range(len(heads)) if place != 1)
    # A terminal gets one line a practice; a file or a pipe gets whole titles.
    room = max(_NARROWEST_TITLE, shutil.get_terminal_size().columns - spare) if sys.stdout.isatty() else _ALL
    for row in rows:
        row[1] = shortened(row[1], room)
    return list(columns(rows, right=frozenset(range(4, len(heads)))))


def _row(tr: Translator, one: Listed, codes: list[str]) -> list[str]:
    summary = one.summary
    return [
        one.id[:SHORT],
        name_of(tr, one.title(tr.language)[0]),
        label_in(summary.place, tr.language),
        tr(STATUS_WORDS[one.status]),
        *(f"{counts.done}/{counts.fields}" if (counts := summary.languages.get(code)) else "" for code in codes),
        str(summary.total("stale") or "–"),
        str(summary.total("over_limit") or "–"),
    ]
