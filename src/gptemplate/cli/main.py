"""From the words of a command line to an exit code. The one place that tells errors to the person at the terminal."""

from __future__ import annotations

import errno
import logging
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from gptemplate import i18n, paths, settings
from gptemplate.cli import arguments
from gptemplate.cli.call import Call, Window
from gptemplate.cli.exits import Exit, WrongCall
from gptemplate.errors import BadValue, NotALibrary, StoreError, TemplateError, UnknownName, UserError, why
from gptemplate.i18n import Message, Translator

_WRONG_CALL = (BadValue, UnknownName, TemplateError, WrongCall)


def main(argv: Sequence[str], window: Window) -> int:
    """Do what the command line says and return the exit code; errors are told on standard error."""
    _take_every_character(sys.stdout)
    _take_every_character(sys.stderr)
    logging.getLogger("gptemplate").addHandler(logging.NullHandler())  # else Python prints warnings itself
    where, chosen = _data(arguments.peek(argv, "--data-dir") or None)
    language = arguments.peek(argv, "--language")
    tr = i18n.translator(language or chosen.interface_language or i18n.system_language())
    try:
        code = _guarded(argv, Call(where, chosen, tr, window, language))
        sys.stdout.flush()
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except BrokenPipeError:
        return _reader_left()
    except OSError as error:
        if sys.platform == "win32" and error.errno == errno.EINVAL:  # how Windows says that the reader of a pipe left
            return _reader_left()
        print(_trouble(tr, error), file=sys.stderr)
        return Exit.TROUBLE
    return code


def _data(folder: str | None) -> tuple[paths.Paths, settings.Settings]:
    """The data folder that is meant, and its settings: a library that was moved is followed, as the window does."""
    where = paths.paths(folder)
    chosen = settings.read(where.settings)
    if not settings.moved_to(where, chosen):
        return where, chosen
    from gptemplate.services.elsewhere import follow

    moved = follow(where, chosen)
    return moved, chosen if moved == where else settings.read(moved.settings)


def _guarded(argv: Sequence[str], call: Call) -> int:
    try:
        _refuse_file(call.paths.data)
        return _run(argv, call)
    except UserError as error:
        call.tell(error.message)
        return Exit.WRONG_CALL if isinstance(error, _WRONG_CALL) else Exit.TROUBLE
    except SystemExit as stop:  # the parser showed help, or complained
        return int(stop.code or 0)


def _refuse_file(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise StoreError(Message("{path} is not a folder, so no library can be in it.", path=str(folder)))


def _tell_copy(call: Call) -> None:
    """Say which whole copy of the library could be put in its place, and how to save what can be read."""
    from gptemplate.services import upkeep

    if call.file is None or not call.file.is_file():
        return
    found = upkeep.newest_whole(call.paths, call.settings, location=call.file)
    if found is not None:
        call.tell(
            Message(
                "The newest whole safety copy has {n} practice ({time}): {path}. “gptemplate backup --restore” puts it back.",
                "The newest whole safety copy has {n} practices ({time}): {path}. “gptemplate backup --restore” puts it back.",
                n=len(found.practices),
                time=f"{found.when:%Y-%m-%d %H:%M}",
                path=str(found.file),
            )
        )
    if call.file.stat().st_size:
        call.tell(Message("“gptemplate doctor --salvage NEW-FILE” brings what can still be read into a new file."))


def _run(argv: Sequence[str], call: Call) -> int:
    if not argv:  # the window is to be there at once: no parser is loaded
        return _open_window(call)
    from gptemplate.cli.commands import parse

    module, options = parse(argv, call.tr)
    call = _at_location(call, getattr(options, "library", ""))
    try:
        return int(module.run(call, options)) if module else _open_window(call)
    except NotALibrary as error:
        call.tell(error.message)
        _tell_copy(call)
        return Exit.TROUBLE


def _open_window(call: Call) -> int:
    from gptemplate.cli.window import open_window

    code = open_window(call)
    return Exit.NOT_ALL if code is None else code


def _at_location(call: Call, named: str) -> Call:
    if not named:
        return call
    return replace(call, location=named if "://" in named else Path(named).expanduser().absolute())


def _trouble(tr: Translator, error: OSError) -> str:
    reason = tr(why(error))
    if error.filename is None:
        return tr("A file could not be read or written: {reason}", reason=reason)
    return tr("{path} could not be read or written: {reason}", path=error.filename, reason=reason)


def _take_every_character(stream: TextIO) -> None:
    """Print a character that the terminal does not know as its number instead of failing."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")


def _reader_left() -> int:
    """Whoever read the output, such as `head`, has enough of it. Python must not try to print the rest at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return Exit.DONE
