"""Arguments, their help and complaints about them, in the interface language.

Python's own parser speaks English. Its headings are replaced here, and its complaints are recognised by their wording;
one that is not recognised stays English.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import NoReturn

from gptemplate.cli.exits import Exit
from gptemplate.i18n import INTERFACE_LANGUAGES, N_, Translator

_COMPLAINTS = (
    (r"the following arguments are required: (?P<names>.+)", N_("This is missing: {names}")),
    (r"unrecognized arguments: (?P<names>.+)", N_("This was not expected: {names}")),
    (r"argument (?P<name>.+?): expected (one|at least one) argument", N_("{name} needs a value")),
    (
        r"argument (?P<name>.+?): invalid choice: (?P<value>.+) \(choose from (?P<known>.+)\)",
        N_("{name}: {value} is not one of: {known}"),
    ),
    (r"argument (?P<name>.+?): ignored explicit argument (?P<value>.+)", N_("{name} takes no value")),
    (r"argument (?P<name>.+?): not allowed with argument (?P<other>.+)", N_("{name} and {other} cannot be used together")),
    (r"argument (?P<name>.+?): (?P<reason>.+)", N_("{name}: {reason}")),
)


class Parser(argparse.ArgumentParser):
    """A parser that speaks the interface language. What is needed goes to `needs`, options go to `choices`."""

    def __init__(self, tr: Translator, prog: str, *, description: str, usage: str | None = None, epilog: str = "") -> None:
        def formatter(prog: str) -> _Formatter:
            return _Formatter(prog, tr)

        super().__init__(prog, usage, description, epilog, formatter_class=formatter, add_help=False, allow_abbrev=False)
        self.tr = tr
        self.needs = self.add_argument_group(tr("what it needs"))
        self.choices = self.add_argument_group(tr("options"))
        self.choices.add_argument("-h", "--help", action="help", help=tr("show this help and end"))

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the call, and end."""
        self.print_usage(sys.stderr)
        self.exit(Exit.WRONG_CALL, f"{self.prog}: {_in_words(self.tr, message)}\n")


def add_global(parser: Parser) -> None:
    """Add the options that may stand before the command and after it."""
    tr = parser.tr
    add = parser.choices.add_argument
    add("--data-dir", metavar=tr("DIR"), default=argparse.SUPPRESS, help=tr("keep everything in this folder"))
    add(
        "--library",
        metavar=tr("FILE-OR-URL"),
        default=argparse.SUPPRESS,
        help=tr("use another library: a file, or the address of a PostgreSQL database"),
    )
    add(
        "--language",
        choices=INTERFACE_LANGUAGES,
        metavar="|".join(INTERFACE_LANGUAGES),
        default=argparse.SUPPRESS,
        help=tr("speak this language"),
    )


def comma_list(parser: Parser, known: Sequence[str] = ()) -> Callable[[str], list[str]]:
    """Return the reader of a list such as "pdf,docx"; with `known`, other items are refused."""

    def read(written: str) -> list[str]:
        items = list(dict.fromkeys(item.strip() for item in written.split(",") if item.strip()))
        strange = [item for item in items if known and item not in known]
        if strange:
            told = {"value": ", ".join(strange), "known": ", ".join(known)}
            raise argparse.ArgumentTypeError(parser.tr("“{value}” is not one of: {known}", **told))
        if not items:
            raise argparse.ArgumentTypeError(parser.tr("the list is empty"))
        return items

    return read


def whole_number(parser: Parser, least: int, most: int) -> Callable[[str], int]:
    """Return the reader of a whole number between two, both included."""

    def read(written: str) -> int:
        if not written.isascii() or not written.isdecimal() or not least <= int(written) <= most:
            told = {"value": written, "least": least, "most": most}
            raise argparse.ArgumentTypeError(parser.tr("“{value}” is no number from {least} to {most}", **told))
        return int(written)

    return read


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def __init__(self, prog: str, tr: Translator) -> None:
        super().__init__(prog, max_help_position=30)
        self._tr = tr

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, self._tr("usage: ") if prefix is None else prefix)


def _in_words(tr: Translator, complaint: str) -> str:
    for pattern, msgid in _COMPLAINTS:
        found = re.fullmatch(pattern, complaint, re.DOTALL)
        if found:
            return tr(msgid, **found.groupdict())
    return complaint
