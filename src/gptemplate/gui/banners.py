"""The messages above the screens, each by a name, in whatever language the interface has."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gptemplate.gui.context import Context
from gptemplate.i18n import N_, Message

if TYPE_CHECKING:
    from gptemplate.gui.widgets.banner import Banner


class Notice(NamedTuple):
    """What a banner says; `action` and `other` are the msgids of its buttons."""

    tone: str  # "info", "warning" or "error"
    message: Message
    action: str = ""
    may_close: bool = True
    other: str = ""


class BannerArea(QWidget):
    """Banners below each other; takes no room where there are none."""

    def __init__(self, ctx: Context, parent: QWidget | None = None, side: int = 20) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._banners: dict[str, Banner] = {}
        self._notices: dict[str, Notice] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(side, 12, side, 0)
        self._column.setSpacing(8)
        self.hide()

    def show_notice(
        self, name: str, notice: Notice, action: Callable[[], None] | None = None, other: Callable[[], None] | None = None
    ) -> None:
        """Show a message in the place of the one with the same name."""
        self.put_away(name)
        from gptemplate.gui.widgets.banner import Banner

        banner = Banner(self._ctx.theme, self)
        banner.setObjectName(f"banner_{name}")
        self._banners[name], self._notices[name] = banner, notice
        self._column.addWidget(banner)
        banner.closed.connect(partial(self.put_away, name))
        if action is not None:
            banner.action_requested.connect(action)
        if other is not None:
            banner.other_requested.connect(other)
        self._say(name)
        self.show()

    def put_away(self, name: str) -> None:
        """Take a message away."""
        banner = self._banners.pop(name, None)
        self._notices.pop(name, None)
        if banner is not None:
            banner.hide()
            banner.deleteLater()
        self.setVisible(bool(self._banners))

    def clear(self) -> None:
        """Take every message away."""
        for name in list(self._banners):
            self.put_away(name)

    def texts(self) -> dict[str, str]:
        """Return what is said, by name."""
        return {name: banner.text for name, banner in self._banners.items()}

    def retranslate(self) -> None:
        """Take new words."""
        for name in self._banners:
            self._say(name)

    def _say(self, name: str) -> None:
        from gptemplate.gui.widgets.banner import Tone

        tr, notice = self._ctx.tr, self._notices[name]
        close = tr(N_("Close this message")) if notice.may_close else ""
        self._banners[name].show_message(Tone(notice.tone), tr(notice.message), tr(notice.action), close, tr(notice.other))
