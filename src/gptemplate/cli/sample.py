"""`gptemplate sample`: six invented practices, so that there is something to look at."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from gptemplate.cli.bring_in import report, titles_of
from gptemplate.cli.call import Call
from gptemplate.cli.exits import Exit
from gptemplate.cli.parser import Parser
from gptemplate.exchange import practice_file
from gptemplate.services.bringing_in import bring_in, sample_files

if TYPE_CHECKING:
    from gptemplate.store.library import Library


def describe(_parser: Parser) -> None:
    """The command has no arguments of its own."""


def run(call: Call, _options: Namespace) -> int:
    """Add the samples that are not here yet."""
    with call.writing() as library:
        return add_samples(call, library)


def add_samples(call: Call, library: Library) -> int:
    """Add the samples that are not in the library; one that a person has changed stays as it is."""
    here = titles_of(library, call.tr)
    files = [file for file in sample_files() if _ident(file) not in here]
    if not files:
        call.tell(call.tr("The sample practices are in the library already."))
        return Exit.DONE
    brought, _changes, errors = bring_in(library, files)
    report(call, brought, errors, titles_of(library, call.tr))
    return Exit.NOT_ALL if errors or any(one.problems for one in brought) else Exit.DONE


def _ident(file: Path) -> str:
    return practice_file.read(file.read_bytes(), file.name).id
