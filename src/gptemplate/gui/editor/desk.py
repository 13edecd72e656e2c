"""Where all cards of an editor report: one object to listen to instead of a hundred."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtWidgets import QWidget


class Desk(QObject):
    """What happens on the cards. The first argument is always the card's `Key`, where there is one.

    Signals:
        edited: a person changed the value; the new one.
        entered, left: the cursor came to the card, or went.
        submitted: Enter in a field of one line.
        state_chosen: an entry of the state's menu; a `State`, or "valid" for a translation that still fits.
        refused: a paste was too long; its characters.
        cleaned: characters of a paste could not be kept; how many.
        comments_wanted: a person wants to see the field's comments.
        findings_wanted: a person wants to see what is to be mended in the field.
        file_requested: files for the field; their paths, or none to be asked.
        image_wanted: the attachment to be shown on the card.
        caret_moved: where the cursor is, within a widget.
        menu_opening: the context menu of a text is about to open; the `QMenu`, and the character that was clicked on.
        undo_requested, redo_requested: the usual keys were pressed.
    """

    edited = Signal(object, str)
    entered = Signal(object)
    left = Signal(object)
    submitted = Signal(object)
    state_chosen = Signal(object, str)
    comments_wanted = Signal(object)
    findings_wanted = Signal(object)
    refused = Signal(object, int)
    cleaned = Signal(object, int)
    file_requested = Signal(object, list)
    image_wanted = Signal(object, str)
    caret_moved = Signal(QWidget, QRect)
    menu_opening = Signal(object, object, int)
    undo_requested = Signal()
    redo_requested = Signal()
