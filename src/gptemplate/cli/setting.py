"""`gptemplate set`: write one value, from the command line, from standard input, or from a file."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from gptemplate.cli.call import Call
from gptemplate.cli.exits import Exit, WrongCall
from gptemplate.cli.parser import Parser
from gptemplate.errors import BadFile, BadValue
from gptemplate.exchange.pictures import LARGEST_FILE
from gptemplate.files import read_file
from gptemplate.i18n import Message
from gptemplate.model import text as texts
from gptemplate.model.states import SHARED, Key
from gptemplate.model.template import Field, Kind
from gptemplate.services import editing
from gptemplate.services.library import find

if TYPE_CHECKING:
    from gptemplate.store.library import Library


def describe(parser: Parser) -> None:
    """Add the command's arguments."""
    tr = parser.tr
    add = parser.needs.add_argument
    add("practice", metavar=tr("PRACTICE"), help=tr("an id, its first digits, or a title"))
    add("field", metavar=tr("FIELD"), help=tr("the id of the field, as “gptemplate show” prints it"))
    language = tr("a language, or “*” (also “shared”) for what is the same in every language")
    add("language", metavar=tr("LANGUAGE"), help=language)
    add("text", nargs="?", metavar=f"{tr('TEXT')}|-", help=tr("the value; “-” reads it from standard input"))
    parser.choices.add_argument("--file", type=Path, metavar=tr("FILE"), help=tr("a picture or file to attach"))


def run(call: Call, options: Namespace) -> int:
    """Write a value and say how long it is."""
    if (options.text is None) == (options.file is None):
        raise WrongCall(Message("Give either a text, “-”, or --file."))
    content = read_file(options.file, LARGEST_FILE) if options.file else None
    text = _from_input() if options.text == "-" else _readable(options.text)
    language = SHARED if options.language == "shared" else options.language
    with call.writing() as library:
        ident = find(library, options.practice)
        practice = editing.open_practice(library, ident)
        key = Key(options.field, language)
        one = editing.field_of(library.template(practice.template_id), key)
        if content is not None:
            _attach(library, ident, one, content, options.file.name)
        else:
            editing.write(library, ident, key, text or "", typing=False)
            editing.leave(library, ident, [key])
        kept = editing.open_practice(library, ident).text(*key)
    _report(call, one, language, kept)
    if text is not None and (n := texts.lost(text)):
        call.tell(
            Message(
                "{n} invisible or damaged character was not kept.", "{n} invisible or damaged characters were not kept.", n=n
            )
        )
    return Exit.DONE


def _attach(library: Library, ident: str, one: Field, content: bytes, name: str) -> None:
    if one.kind is Kind.IMAGE:
        editing.attach_image(library, ident, one.id, content, name)
    elif one.kind is Kind.FILES:
        editing.attach_file(library, ident, one.id, content, name)
    else:
        raise BadValue(Message("“{field}” takes a value, not a file.", field=one.labels))


def _from_input() -> str:
    try:
        text = sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadFile(Message("Standard input is not UTF-8 text. Nothing was changed.")) from None
    return text.removesuffix("\n").removesuffix("\r")  # the line end that `echo` adds


def _readable(text: str | None) -> str | None:
    """A text of the command line; bytes that are no characters come as half ones. Raises BadFile."""
    if text is not None and any("\udc80" <= c <= "\udcff" for c in text):
        raise BadFile(Message("The text on the command line is not in the encoding of the terminal. Nothing was changed."))
    return text


def _report(call: Call, one: Field, language: str, kept: str) -> None:
    limit = one.limit.of(language)
    if not one.is_written or limit is None:
        call.say(call.tr(Message("“{field}” is kept.", field=one.labels)))
        return
    size = texts.length(kept)
    call.say(call.tr(Message("“{field}” is kept: {n} of {limit} characters.", field=one.labels, n=size, limit=limit)))
    if size > limit:
        over = Message(
            "{n} character over the limit of {limit}.", "{n} characters over the limit of {limit}.", n=size - limit, limit=limit
        )
        call.tell(over)
