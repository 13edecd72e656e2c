"""`gptemplate backup`: make a copy of the library, list the copies, compare one, or put one back."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gptemplate.cli.call import Call
from gptemplate.cli.doctor import file_of
from gptemplate.cli.exits import Exit, WrongCall
from gptemplate.cli.parser import Parser
from gptemplate.cli.words import SHORT, columns, iso, name_of
from gptemplate.errors import UnknownName
from gptemplate.i18n import Message
from gptemplate.model.words import copy_reason
from gptemplate.services import upkeep

if TYPE_CHECKING:
    from gptemplate.model.listing import Listed
    from gptemplate.store.copies import BackupInfo, Comparison


def describe(parser: Parser) -> None:
    """Add the command's arguments."""
    tr = parser.tr
    add = parser.choices.add_argument
    add("--list", action="store_true", help=tr("list the copies that there are, newest first"))
    add("--compare", metavar=tr("COPY"), help=tr("print how a copy differs from the library: its file, its place in the list"))
    add("--restore", metavar=tr("COPY"), help=tr("put a copy in the library's place; its present state is kept as a copy"))
    add("--json", action="store_true", help=tr("print JSON for a program"))


def run(call: Call, options: Namespace) -> int:
    """Do what is asked with the copies; without an option make one."""
    if bool(options.list) + bool(options.compare) + bool(options.restore) > 1:
        raise WrongCall(Message("Give only one of --list, --compare and --restore."))
    if options.list:
        return _list(call, as_json=options.json)
    if options.compare:
        return _compare(call, _copy(call, options.compare), as_json=options.json)
    if options.restore:
        return _restore(call, _copy(call, options.restore), as_json=options.json)
    return _make(call, as_json=options.json)


def _make(call: Call, *, as_json: bool) -> int:
    call.tell_place()
    kept = upkeep.back_up(call.paths, "by-hand", settings=call.settings, location=file_of(call))
    if as_json:
        call.say_json({"copy": str(kept.copy), "whole": kept.whole, "removed": [str(one) for one in kept.removed]})
    else:
        call.say(call.tr(Message("The copy: {path}", path=str(kept.copy))))
    if kept.second is not None:
        call.tell(kept.second)
    if not kept.whole:
        call.tell(Message("The library has damaged texts, and so has the copy: gptemplate doctor says which."))
    return Exit.DONE if kept.whole and kept.second is None else Exit.NOT_ALL


def _copy(call: Call, named: str) -> Path:
    """The copy that a person means: a file, or a place in the list."""
    file = Path(named).expanduser().absolute()
    if file.is_file() or not named.isdecimal():
        return file
    held = upkeep.list_backups(call.paths, call.settings, thorough=False, location=file_of(call))
    if not 1 <= int(named) <= len(held):
        raise UnknownName(Message("There is no copy number {name}; “gptemplate backup --list” lists them.", name=named))
    return held[int(named) - 1].file


def _list(call: Call, *, as_json: bool) -> int:
    tr = call.tr
    held = upkeep.list_backups(call.paths, call.settings, location=file_of(call))
    if as_json:
        call.say_json([_plain(one) for one in held])
    elif held:
        heads = ["", tr("made"), tr("why"), tr("practices"), tr("last change"), tr("size"), tr("state"), tr("file")]
        rows = [heads, *([str(place), *_row(call, one)] for place, one in enumerate(held, 1))]
        for line in columns(rows, right=frozenset({0, 3, 5})):
            call.say(line)
    else:
        call.tell(tr("No copies yet."))
    return Exit.DONE if all(one.whole for one in held) else Exit.NOT_ALL


def _row(call: Call, one: BackupInfo) -> list[str]:
    return [
        f"{one.when:%Y-%m-%d %H:%M}",
        copy_reason(call.tr, one.reason),
        str(len(one.practices)),
        (iso(one.changed) or "")[:16].replace("T", " ") if one.changed else "–",
        f"{one.size / upkeep.MB:.1f} MB",
        call.tr("whole") if one.whole else call.tr("damaged"),
        str(one.file),
    ]


def _plain(one: BackupInfo) -> dict[str, Any]:
    return {
        "file": str(one.file),
        "when": one.when.isoformat(),
        "reason": one.reason,
        "size": one.size,
        "whole": one.whole,
        "practices": [_plain_practice(each) for each in one.practices],
    }


def _plain_practice(one: Listed) -> dict[str, Any]:
    title, language = one.title(one.source_language)
    return {"id": one.id, "title": title, "language": language, "modified": iso(one.modified), "deleted": iso(one.deleted)}


def _compare(call: Call, copy: Path, *, as_json: bool) -> int:
    found = upkeep.compare(call.paths, copy, location=file_of(call))
    if as_json:
        call.say_json(_plain_comparison(found))
    else:
        _say(call, found)
    return Exit.DONE if found.same else Exit.NOT_ALL


def _plain_comparison(found: Comparison) -> dict[str, Any]:
    return {
        "only_in_copy": [_plain_practice(one) for one in found.only_in_copy],
        "only_in_library": [_plain_practice(one) for one in found.only_in_library],
        "differing": [
            {"copy": _plain_practice(one.copy), "library": _plain_practice(one.library), "values": one.values}
            for one in found.differing
        ],
        "beside": [str(one) for one in found.beside],
    }


def _say(call: Call, found: Comparison) -> None:
    tr = call.tr
    if found.same:
        call.say(tr("The copy has the same practices with the same texts."))
    for one in found.only_in_copy:
        call.say(tr("only in the copy: {practice}", practice=_named(call, one)))
    for one in found.only_in_library:
        call.say(tr("only in the library: {practice}", practice=_named(call, one)))
    for each in found.differing:
        n = each.values
        words = tr.plural(
            "{n} text differs: {practice}", "{n} texts differ: {practice}", n, practice=_named(call, each.library)
        )
        call.say(words)
    for one_more in found.beside:
        call.say(tr(one_more))


def _named(call: Call, one: Listed) -> str:
    return f"{one.id[:SHORT]}  {name_of(call.tr, one.title(call.tr.language)[0])} ({(iso(one.modified) or '')[:10]})"


def _restore(call: Call, copy: Path, *, as_json: bool) -> int:
    call.tell_place()
    kept = upkeep.restore_backup(call.paths, copy, location=file_of(call))
    if as_json:
        call.say_json({"restored": str(copy), "kept": str(kept) if kept else None})
        return Exit.DONE
    call.say(call.tr(Message("The library is as it was in {path}", path=str(copy))))
    if kept is not None:
        call.say(call.tr(Message("What it was before is kept in {path}", path=str(kept))))
    return Exit.DONE
