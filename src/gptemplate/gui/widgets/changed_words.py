"""What changed in a text, word by word."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from gptemplate.gui.theme import Theme
from gptemplate.model.diff import Change, Piece


def rich(theme: Theme, pieces: Sequence[Piece]) -> str:
    """Return pieces as rich text, removed words struck out and added ones bold: not by colour alone."""
    marks = {
        Change.SAME: ("", ""),
        Change.REMOVED: (f'<s style="color:{theme.danger}">', "</s>"),
        Change.ADDED: (f'<b style="color:{theme.accent}">', "</b>"),
    }
    said = ""
    for one in pieces:
        before, after = marks[one.change]
        # A struck word and the one in its place stand apart.
        gap = "&nbsp;" if one.change is Change.ADDED and said.endswith("</s>") else ""
        said += f"{gap}{before}{escape(one.text).replace(chr(10), '<br>')}{after}"
    return said
