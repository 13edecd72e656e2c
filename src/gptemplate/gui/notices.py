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


def tell_read_only(banners: BannerArea, why: Message, again: Callable[[], None], copy: Callable[[], None]) -> None:
    """Say why nothing can be written, with two ways on."""
    notice = Notice("warning", why, N_("Try again"), may_close=False, other=N_("Save a copy to…"))
    banners.show_notice("read_only", notice, again, copy)


def tell_faults(banners: BannerArea, faults: Sequence[UserError]) -> None:
    """Say which template files cannot be used."""
    for place, fault in enumerate(faults):
        banners.show_notice(f"template_{place}", Notice("warning", fault.message))


def tell_recovered(shell: Shell, one: Recovered) -> None:
    """Say that the program ended in the middle of a practice, and offer to show what was new."""
    said = Message(
        "The program ended while “{title}” was being written ({time}). What was typed is kept; its history shows what was new.",
        title=one.title or Message("Untitled practice"),
        time=full(one.time, shell.context.language),
    )
    name = f"recovered_{one.practice[:8]}"
    shell.banners.show_notice(name, Notice("info", said, N_("Show")), partial(_show_recovered, shell, one, name))


def _show_recovered(shell: Shell, one: Recovered, name: str) -> None:
    shell.banners.put_away(name)
    shell.open_practice(one.practice, one.keys[0])
