"""The look: one table of colours for light and one for dark, and what makes Qt use them.

`QLabel`s and buttons take their look from a dynamic property, so that a change of theme or of text size
reaches them without a line of code:

    label.setProperty("role", "title" | "heading" | "strong" | "small" | "muted" | "danger")
    button.setProperty("kind", "primary" | "quiet" | "danger" | "link")
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from gptemplate import resources
from gptemplate.gui import stylesheet

BASE = 13
"""Pixels of the interface's text at 100 per cent."""

FAMILY = "Inter"
_FACES = ("400Regular", "500Medium", "600SemiBold", "700Bold")

Pair = tuple[str, str]
"""An ink and the ground it stands on."""


class Theme(NamedTuple):
    """Every colour of the program. `states` has a `Pair` for each value of `model.practice.State`."""

    name: str
    window: str
    surface: str
    sunken: str
    hover: str
    border: str
    border_strong: str
    text: str
    muted: str
    faint: str
    accent: str
    on_accent: str
    accent_soft: str
    accent_hover: str
    danger: str
    danger_soft: str
    on_danger: str
    warning: str
    warning_soft: str
    focus: str
    track: str
    thumb: str
    partial: str
    states: Mapping[str, Pair]
    languages: Mapping[str, str]
    further_languages: tuple[str, ...]

    def language(self, code: str) -> str:
        """Return the colour of a content language; any other than the known ones gets one of a fixed row."""
        return self.languages.get(code) or self.further_languages[_place(code, len(self.further_languages))]

    def language_soft(self, code: str) -> str:
        """Return the pale ground for a language's badge."""
        return mix(self.language(code), self.surface, 0.12)

    def state(self, name: str) -> Pair:
        """Return ink and ground of a state."""
        return self.states[name]

    def pairs(self) -> dict[str, Pair]:
        """Return every ink with a ground it is drawn on, by name: what the contrast of the theme is judged by."""
        grounds = {"window": self.window, "surface": self.surface, "sunken": self.sunken}
        inks = {"text": self.text, "muted": self.muted, "faint": self.faint, "accent": self.accent, "danger": self.danger}
        inks |= {"warning": self.warning} | {f"language {code}": ink for code, ink in self.languages.items()}
        found = {f"{ink} on {ground}": (inks[ink], grounds[ground]) for ink in inks for ground in grounds}
        found |= {f"state {name}": pair for name, pair in self.states.items()}
        every_language = (*self.languages.values(), *self.further_languages)
        found |= {f"badge {ink}": (ink, mix(ink, self.surface, 0.12)) for ink in every_language}
        found |= {"text on hover": (self.text, self.hover), "muted on hover": (self.muted, self.hover)}
        found |= {"on accent": (self.on_accent, self.accent), "on accent hover": (self.on_accent, self.accent_hover)}
        found |= {"accent on soft": (self.accent, self.accent_soft), "text on soft": (self.text, self.accent_soft)}
        found |= {"danger on soft": (self.danger, self.danger_soft), "on danger": (self.on_danger, self.danger)}
        return found | {"warning on soft": (self.warning, self.warning_soft)}


LIGHT = Theme(
    name="light",
    window="#f3f5f8",
    surface="#ffffff",
    sunken="#eef1f5",
    hover="#e6eaf0",
    border="#d5dbe3",
    border_strong="#b7c0cc",
    text="#18212d",
    muted="#566274",
    faint="#606c80",
    accent="#0f6b74",
    on_accent="#ffffff",
    accent_soft="#dff0f1",
    accent_hover="#0b565e",
    danger="#b3261e",
    danger_soft="#fdeceb",
    on_danger="#ffffff",
    warning="#8a5300",
    warning_soft="#fdf0d5",
    focus="#0f6b74",
    track="#dde2e9",
    thumb="#b4bdc9",
    partial="#8fabcf",
    states={
        "empty": ("#5a6678", "#eef1f5"),
        "draft": ("#1d5fa8", "#e4eefa"),
        "to_check": ("#8a5300", "#fdf0d5"),
        "stale": ("#a1361c", "#fde8e1"),
        "done": ("#1b6b3a", "#e0f3e6"),
    },
    languages={"fi": "#0f6b74", "sv": "#8a5a00", "en": "#6a3fa0"},
    further_languages=("#1d5fa8", "#a1361c", "#2c6e2f", "#9c2780", "#3d5a80", "#7a4b1e", "#4b5b00", "#a02050"),
)

DARK = Theme(
    name="dark",
    window="#12161c",
    surface="#1b2129",
    sunken="#161b22",
    hover="#262e39",
    border="#303947",
    border_strong="#465366",
    text="#e7ecf3",
    muted="#a3afbf",
    faint="#8c99ab",
    accent="#4fc3cb",
    on_accent="#06282b",
    accent_soft="#173a3f",
    accent_hover="#6fd3da",
    danger="#ff8f85",
    danger_soft="#43201d",
    on_danger="#2b0705",
    warning="#f5c56b",
    warning_soft="#3d2e10",
    focus="#4fc3cb",
    track="#303947",
    thumb="#465366",
    partial="#51719c",
    states={
        "empty": ("#a3afbf", "#262e39"),
        "draft": ("#8fc1ff", "#1a2f4a"),
        "to_check": ("#f5c56b", "#3d2e10"),
        "stale": ("#ffab91", "#43231a"),
        "done": ("#85d8a1", "#17361f"),
    },
    languages={"fi": "#4fc3cb", "sv": "#f0b95a", "en": "#bd9cf0"},
    further_languages=("#8fc1ff", "#ffab91", "#85d8a1", "#f2a0dc", "#a9bdd6", "#e0b48c", "#c3d16b", "#ff9fb8"),
)


def apply(app: QApplication, theme: Theme, scale: float = 1.0) -> None:
    """Make the whole program look like a theme, with text of `scale` times its usual size."""
    load_fonts()
    app.setFont(font(BASE * scale))
    app.setPalette(palette(theme))
    sheet = stylesheet.build(theme, scale)
    if app.styleSheet() != sheet:
        app.setStyleSheet(sheet)
    app.setProperty("look", theme.name)


def chosen(app: QApplication, name: str) -> Theme:
    """Return the theme a person chose: "light", "dark", or "" for the system's."""
    if not name:
        return DARK if system_is_dark(app) else LIGHT
    return DARK if name == "dark" else LIGHT


def system_is_dark(app: QApplication) -> bool:
    """Return whether the person's desktop is dark."""
    return app.styleHints().colorScheme() is Qt.ColorScheme.Dark


def text_scale() -> float:
    """Return how much larger than usual the interface's text is now."""
    return max(QApplication.font().pixelSize(), 1) / BASE


def sized(pixels: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the interface's font at a size given for 100 per cent."""
    return font(pixels * text_scale(), weight)


def font(pixels: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the interface's font in real pixels."""
    made = QFont(FAMILY)
    made.setPixelSize(max(round(pixels), 1))
    made.setWeight(weight)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


@cache
def load_fonts() -> None:
    """Bring the program's own fonts in, once."""
    for face in _FACES:
        content = resources.path("fonts", f"Inter_{face}.ttf").read_bytes()
        QFontDatabase.addApplicationFontFromData(QByteArray(content))


def palette(theme: Theme) -> QPalette:
    """Return Qt's palette of a theme."""
    made = QPalette()
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.window,
        role.WindowText: theme.text,
        role.Base: theme.surface,
        role.AlternateBase: theme.sunken,
        role.Text: theme.text,
        role.Button: theme.surface,
        role.ButtonText: theme.text,
        role.BrightText: theme.danger,
        role.ToolTipBase: theme.surface,
        role.ToolTipText: theme.text,
        role.PlaceholderText: theme.faint,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.Accent: theme.accent,
        role.Link: theme.accent,
        role.LinkVisited: theme.muted,
        role.Light: theme.surface,
        role.Midlight: theme.border,
        role.Mid: theme.border_strong,
        role.Dark: theme.border_strong,
        role.Shadow: theme.border_strong,
    }
    for name, colour in colours.items():
        made.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, name, QColor(mix(theme.faint, theme.window, 0.65)))
    return made


def mix(ink: str, ground: str, share: float) -> str:
    """Return a colour between two, `share` of it the first."""
    first, second = QColor(ink), QColor(ground)
    parts = zip(first.getRgb()[:3], second.getRgb()[:3], strict=True)  # type: ignore[index]
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in parts)


def contrast(ink: str, ground: str) -> float:
    """Return the contrast of two colours as WCAG defines it, from 1 to 21."""
    bright, dim = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _luminance(colour: str) -> float:
    made = QColor(colour)
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (made.redF(), made.greenF(), made.blueF())]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _place(code: str, size: int) -> int:
    """The same code always gets the same place, on every laptop."""
    return sum(ord(c) * weight for c, weight in zip(code, (3, 5, 7, 11), strict=False)) % size
