"""What is said above the screens once the library is open: what hinders, and what was found. Loaded when there is any."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from gptemplate.gui.banners import BannerArea, Notice
from gptemplate.gui.library.dates import full
from gptemplate.i18n import N_, Message

if TYPE_CHECKING:
    from gptemplate.errors import UserError
    from gptemplate.gui.shell import Shell
    from gptemplate.services.library import Recovered

NAMED = 6  # fields that a message names


def tell_read_only(banners: BannerArea, why: Message, again: Callable[[], None], copy: Callable[[], None]) -> None:
    """Say why nothing can be written, with two ways on."""
    notice = Notice("warning", why, N_("Try again"), may_close=False, other=N_("Save a copy to…"))
    banners.show_notice("read_only", notice, again, copy)


def tell_faults(banners: BannerArea, faults: Sequence[UserError]) -> None:
    """Say which template files cannot be used, one after the other in the same place: many would hide the screen."""
    if len(faults) == 1:
        banners.show_notice("templates", Notice("warning", faults[0].message))
    elif faults:
        _tell_fault(banners, faults, 0)


def _tell_fault(banners: BannerArea, faults: Sequence[UserError], place: int) -> None:
    said = Message(
        "{n} template file cannot be used. {place}/{n}: {fault}",
        "{n} template files cannot be used. {place}/{n}: {fault}",
        n=len(faults),
        place=place + 1,
        fault=faults[place].message,
    )
    following = partial(_tell_fault, banners, faults, (place + 1) % len(faults))
    banners.show_notice("templates", Notice("warning", said, N_("Show the next")), following)


def tell_recovered(shell: Shell, recovered: Sequence[Recovered]) -> None:
    """Say of each practice that the program ended in the middle of it, which texts were new, and offer to show each."""
    for one in recovered:
        _offer_recovered(shell, one, 0)


def _offer_recovered(shell: Shell, one: Recovered, place: int) -> None:
    tr = shell.context.tr
    names = [_named(field.label(tr.language), language) for field, language in one.fields[:NAMED]]
    if len(one.fields) > NAMED:
        names.append("…")
    said = Message(
        "The program ended while “{title}” was being written ({time}). What was typed is kept, and the history shows what was "
        "new in: {fields}",
        title=one.title or Message("Untitled practice"),
        time=full(one.time, tr.language),
        fields=", ".join(names),
    )
    notice = Notice("info", said, N_("Show the next") if place else N_("Show"))
    shell.banners.show_notice(_recovered(one), notice, partial(_show_recovered, shell, one, place))


def _named(label: str, language: str) -> str:
    return f"{label} ({language})" if language else label


def _recovered(one: Recovered) -> str:
    return f"recovered_{one.practice[:8]}"


def _show_recovered(shell: Shell, one: Recovered, place: int) -> None:
    if place + 1 < len(one.keys):
        _offer_recovered(shell, one, place + 1)
    else:
        shell.banners.put_away(_recovered(one))
    shell.open_practice(one.practice, one.keys[place])
