"""What a person should know of a paste: that it was too long, or that not every character of it could be kept."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from gptemplate.gui.banners import BannerArea, Notice
from gptemplate.gui.editor.bench import Bench
from gptemplate.i18n import Message
from gptemplate.model.states import Key
from gptemplate.model.text import LONGEST

_NAME = "paste"


class Pasting(QObject):
    """Says it above the fields for as long as the cursor stays in the field."""

    def __init__(self, bench: Bench, banners: BannerArea) -> None:
        super().__init__(banners)
        self._banners = banners
        self._key: Key | None = None
        bench.desk.refused.connect(self._on_refused)
        bench.desk.cleaned.connect(self._on_cleaned)
        bench.desk.entered.connect(self._on_entered)

    @Slot(object, int)
    def _on_refused(self, key: Key, size: int) -> None:
        said = Message(
            "The text has {n} characters; one field keeps {most} at the most. Nothing was pasted.", n=size, most=LONGEST
        )
        self._say(key, said)

    @Slot(object, int)
    def _on_cleaned(self, key: Key, n: int) -> None:
        self._say(
            key,
            Message(
                "{n} invisible or damaged character was not kept.", "{n} invisible or damaged characters were not kept.", n=n
            ),
        )

    def _say(self, key: Key, said: Message) -> None:
        self._key = key
        self._banners.show_notice(_NAME, Notice("warning", said))

    @Slot(object)
    def _on_entered(self, key: Key) -> None:
        if key != self._key:
            self._banners.put_away(_NAME)
