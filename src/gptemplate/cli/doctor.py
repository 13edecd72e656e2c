"""`gptemplate doctor`: whether the library is sound; rebuild what can be rebuilt, or save what can be read."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gptemplate.cli.call import Call
from gptemplate.cli.exits import Exit, WrongCall
from gptemplate.cli.parser import Parser
from gptemplate.cli.words import SHORT
from gptemplate.errors import StoreError
from gptemplate.i18n import Message
from gptemplate.services import upkeep

if TYPE_CHECKING:
    from gptemplate.store.doctor import Report
    from gptemplate.store.examining import Problem
    from gptemplate.store.losses import Loss
    from gptemplate.store.salvage import Salvaged


def describe(parser: Parser) -> None:
    """Add the command's arguments."""
    tr = parser.tr
    add = parser.choices.add_argument
    add("--repair", action="store_true", help=tr("rebuild what can be rebuilt, after a backup"))
    about = tr("bring everything readable into this new file; the library itself is not changed")
    add("--salvage", type=Path, metavar=tr("NEW-FILE"), help=about)
    add("--json", action="store_true", help=tr("print JSON for a program"))


def run(call: Call, options: Namespace) -> int:
    """Examine the library, and say what is wrong and whether it can be rebuilt."""
    if options.repair and options.salvage:
        raise WrongCall(Message("Give either --repair or --salvage."))
    location = file_of(call)
    if options.salvage:
        saved = upkeep.salvage(call.paths, location or call.paths.library, options.salvage.expanduser().absolute())
        return _say_salvaged(call, saved, as_json=options.json)
    if options.repair:
        call.tell_place()
    examine = upkeep.repair if options.repair else upkeep.examine
    report = examine(call.paths, location=location)
    if options.json:
        call.say_json(_plain(call, report))
    else:
        _say(call, report)
    return Exit.DONE if report.fine else Exit.NOT_ALL


def file_of(call: Call) -> Path | None:
    """Return the library's file where it is not the person's own. Raises StoreError for a database on a server."""
    if isinstance(call.location, str):
        raise StoreError(Message("This works on library files only; a shared database is looked after where it runs."))
    return call.location


def _say(call: Call, report: Report) -> None:
    tr = call.tr
    for note in report.notes:
        call.tell(note)
    if report.copy is not None:
        call.say(tr(Message("The library as it was: {path}", path=str(report.copy))))
    for one in report.repaired:
        call.say(tr("repaired: {problem}", problem=_line(call, one)))
    for one in report.problems:
        call.say(_line(call, one))
    rebuildable = sum(one.can_rebuild for one in report.problems)
    if report.fine:
        n = report.practices
        call.say(tr.plural("All is well with {n} practice.", "All is well with {n} practices.", n))
    elif rebuildable:
        n = rebuildable
        call.say(tr.plural("{n} of these can be rebuilt: --repair", "{n} of these can be rebuilt: --repair", n))
    else:
        call.say(tr("The rest cannot be rebuilt. Put a backup back, or bring what can be read into a new file: --salvage"))


def _line(call: Call, one: Problem | Loss) -> str:
    where = f"{one.practice[:SHORT]}  " if one.practice else ""
    return f"{where}{call.tr(one.message)}"


def _plain(call: Call, report: Report) -> dict[str, Any]:
    return {
        "fine": report.fine,
        "practices": report.practices,
        "problems": [_plain_problem(call, one) for one in report.problems],
        "repaired": [_plain_problem(call, one) for one in report.repaired],
        "notes": [call.tr(note) for note in report.notes],
        "copy": str(report.copy) if report.copy else None,
    }


def _plain_problem(call: Call, one: Problem) -> dict[str, Any]:
    return _plain_loss(call, one) | {"can_rebuild": one.can_rebuild}


def _plain_loss(call: Call, one: Problem | Loss) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "practice": one.practice or None,
        "field": one.key.field if one.key else None,
        "language": one.key.language if one.key else None,
        "message": call.tr(one.message),
    }


def _say_salvaged(call: Call, saved: Salvaged, *, as_json: bool) -> int:
    tr = call.tr
    figures = {"practices": saved.practices, "values": saved.values, "revisions": saved.revisions, "files": saved.attachments}
    if as_json:
        call.say_json({"file": str(saved.file), **figures, "losses": [_plain_loss(call, one) for one in saved.losses]})
        return Exit.NOT_ALL if saved.losses else Exit.DONE
    told = Message(
        "Recovered into {path}: {practices} practices, {values} texts, {revisions} earlier texts, {files} photos and files.",
        path=str(saved.file),
        **figures,
    )
    call.say(tr(told))
    for one in saved.losses:
        call.say(_line(call, one))
    return Exit.NOT_ALL if saved.losses else Exit.DONE
