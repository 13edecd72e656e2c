"""What changed in a text, word by word."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from gptemplate.gui.theme import Theme
from gptemplate.model.diff import Change, Piece

LONG = 60  # characters


def rich(theme: Theme, pieces: Sequence[Piece]) -> str:
    """Return pieces as rich text, removed words struck out and added ones bold: not by colour alone."""
    marks = {
        Change.SAME: ("", ""),
        Change.REMOVED: (f'<s style="color:{theme.danger}">', "</s>"),
        Change.ADDED: (f'<b style="color:{theme.accent}">', "</b>"),
    }
    said, struck = "", 0
    for one in pieces:
        before, after = marks[one.change]
        # A struck word and the one in its place stand apart; a long run begins on a line of its own.
        gap = "" if one.change is not Change.ADDED or not struck else "<br>" if struck > LONG else "&nbsp;"
        said += f"{gap}{before}{escape(one.text).replace(chr(10), '<br>')}{after}"
        struck = len(one.text) if one.change is Change.REMOVED else 0
    return said
