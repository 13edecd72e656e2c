"""The few rules that Qt's palette cannot express, written for a theme and a text size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gptemplate.gui import icons

if TYPE_CHECKING:
    from gptemplate.gui.theme import Theme


def build(theme: Theme, scale: float) -> str:
    """Return the style sheet of the whole program."""
    sizes = {f"p{n}": f"{round(n * scale)}px" for n in (10, 11, 12, 13, 15, 16, 18, 22)}
    sizes |= {f"i{n}": f"{round(n * scale)}px" for n in (8, 12, 14, 16, 20, 24, 26)}
    parts = (_LABELS, _BUTTONS, _INPUTS, _ARROWS, _TICKS, _BARS, _MENUS, _VIEWS, _SCREENS)
    colours = {name: value for name, value in theme._asdict().items() if isinstance(value, str)}
    pictures = {
        "down": icons.coloured_file("chevron-down", theme.muted),
        "up": icons.coloured_file("chevron-up", theme.muted),
        "tick": icons.coloured_file("check", theme.on_accent),
        "menu_tick": icons.coloured_file("check", theme.accent),
    }
    return "".join(parts) % {**colours, **sizes, **pictures}


_LABELS = """
QLabel[role="title"] { font-size: %(p18)s; font-weight: 600; }
QLabel[role="heading"] { font-size: %(p15)s; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="small"] { font-size: %(p12)s; color: %(muted)s; }
QLabel[role="muted"] { color: %(muted)s; }
QLabel[role="danger"] { color: %(danger)s; }
QLabel[role="overline"] { font-size: %(p12)s; font-weight: 600; color: %(muted)s; }
"""

_BUTTONS = """
QPushButton, QToolButton { background: %(surface)s; color: %(text)s; border: 1px solid %(border_strong)s;
  border-radius: 6px; padding: 6px 12px; font-weight: 500; qproperty-iconSize: %(i16)s; }
QToolButton { padding: 6px; }
QPushButton:hover, QToolButton:hover { background: %(hover)s; }
QPushButton:pressed, QToolButton:pressed, QToolButton:checked { background: %(accent_soft)s; }
QPushButton:focus, QToolButton:focus { border: 2px solid %(focus)s; padding: 5px 11px; }
QToolButton:focus { padding: 5px; }
QPushButton:disabled, QToolButton:disabled { color: %(faint)s; background: %(sunken)s; border-color: %(border)s; }
QPushButton[kind="primary"] { background: %(accent)s; color: %(on_accent)s; border-color: %(accent)s; font-weight: 600; }
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed { background: %(accent_hover)s; }
QPushButton[kind="primary"]:focus { border: 2px solid %(text)s; }
QPushButton[kind="primary"]:disabled { background: %(sunken)s; color: %(faint)s; border-color: %(border)s; }
QPushButton[kind="danger"] { color: %(danger)s; border-color: %(danger)s; }
QPushButton[kind="danger"]:hover { background: %(danger_soft)s; }
QPushButton[kind="danger"]:disabled { color: %(faint)s; border-color: %(border)s; }
QPushButton[kind="quiet"], QToolButton[kind="quiet"] { background: transparent; border-color: transparent; }
QPushButton[kind="quiet"]:hover, QToolButton[kind="quiet"]:hover { background: %(hover)s; }
QToolButton[kind="quiet"]:checked { background: %(accent_soft)s; }
QPushButton[kind="quiet"]:focus, QToolButton[kind="quiet"]:focus { border-color: %(focus)s; }
QToolButton[kind="mark"] { background: transparent; border: 1px solid transparent; border-radius: 4px; padding: 0 3px;
  color: %(accent)s; font-size: %(p12)s; font-weight: 600; qproperty-iconSize: %(i14)s; }
QToolButton[kind="mark"]:hover { background: %(accent_soft)s; }
QToolButton[kind="mark"]:focus { border: 1px solid %(focus)s; padding: 0 3px; }
QToolButton[kind="warning_mark"] { background: transparent; border: 1px solid transparent; border-radius: 4px; padding: 0 3px;
  color: %(warning)s; font-size: %(p12)s; font-weight: 600; qproperty-iconSize: %(i14)s; }
QToolButton[kind="warning_mark"]:hover { background: %(warning_soft)s; }
QToolButton[kind="warning_mark"]:focus { border: 1px solid %(focus)s; padding: 0 3px; }
QPushButton[kind="link"] { background: transparent; border-color: transparent; color: %(accent)s; padding: 3px 6px; }
QPushButton[folded="true"] { text-align: left; }
QPushButton[kind="link"]:hover { background: %(accent_soft)s; }
QPushButton[kind="link"]:focus { border: 2px solid %(focus)s; padding: 2px 5px; }
QPushButton[kind="segment"] { background: transparent; color: %(muted)s; border: 1px solid transparent;
  padding: 4px 10px; }
QPushButton[kind="segment"]:hover { background: %(hover)s; }
QPushButton[kind="segment"]:checked { background: %(surface)s; color: %(text)s; border-color: %(border_strong)s;
  font-weight: 600; }
QPushButton[kind="segment"]:focus { border: 2px solid %(focus)s; padding: 3px 9px; }
QPushButton::menu-indicator, QToolButton::menu-indicator { image: none; width: 0; }
"""

_INPUTS = """
QLineEdit, QSpinBox, QComboBox, QDateEdit, QPlainTextEdit { background: %(surface)s; color: %(text)s;
  border: 1px solid %(border_strong)s; border-radius: 6px; padding: 5px 8px;
  selection-background-color: %(accent)s; selection-color: %(on_accent)s; }
QLineEdit:focus, QSpinBox:focus, QComboBox:focus, QDateEdit:focus, QPlainTextEdit:focus {
  border: 2px solid %(focus)s; padding: 4px 7px; }
QLineEdit:disabled, QSpinBox:disabled, QComboBox:disabled { background: %(sunken)s; color: %(faint)s; }
QLineEdit:read-only { background: %(sunken)s; }
QComboBox { padding-right: 26px; }
QComboBox:focus { padding-right: 25px; }
QComboBox QAbstractItemView { background: %(surface)s; color: %(text)s; border: 1px solid %(border_strong)s;
  selection-background-color: %(accent_soft)s; selection-color: %(text)s; outline: 0; padding: 3px; }
QComboBox QAbstractItemView::item { min-height: %(i26)s; padding: 2px 6px; border-radius: 4px; }
"""

_ARROWS = """
QComboBox::drop-down { border: none; width: %(i24)s; }
QComboBox::down-arrow { image: url("%(down)s"); width: %(i14)s; height: %(i14)s; }
QSpinBox { padding: 4px 22px 3px 0; }
QSpinBox:focus { padding: 3px 21px 2px 0; }
QSpinBox::up-button, QSpinBox::down-button { border: none; width: %(i20)s; background: transparent; }
QSpinBox::up-button { subcontrol-position: top right; }
QSpinBox::down-button { subcontrol-position: bottom right; }
QSpinBox::up-arrow { image: url("%(up)s"); width: %(i12)s; height: %(i12)s; }
QSpinBox::down-arrow { image: url("%(down)s"); width: %(i12)s; height: %(i12)s; }
"""

_TICKS = """
QCheckBox, QRadioButton { spacing: 8px; padding: 3px; border: 1px solid transparent; border-radius: 5px; }
QCheckBox:focus, QRadioButton:focus { border-color: %(focus)s; }
QCheckBox::indicator, QRadioButton::indicator { width: %(i16)s; height: %(i16)s; border: 1px solid %(muted)s;
  border-radius: 4px; background: %(surface)s; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: %(accent)s; }
QCheckBox::indicator:checked { background: %(accent)s; border-color: %(accent)s; image: url("%(tick)s"); }
QRadioButton::indicator:checked { background: %(surface)s; border: 5px solid %(accent)s; width: %(i8)s; height: %(i8)s; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: %(sunken)s; border-color: %(border_strong)s; }
"""

_BARS = """
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: %(thumb)s; border-radius: 4px; margin: 1px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: %(muted)s; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: %(track)s; border: none; border-radius: 3px; height: 6px; text-align: center; color: %(text)s; }
QProgressBar::chunk { background: %(accent)s; border-radius: 3px; }
"""

_MENUS = """
QMenu { background: %(surface)s; color: %(text)s; border: 1px solid %(border_strong)s; border-radius: 8px; padding: 5px; }
QMenu::item { padding: 6px 26px 6px 10px; border-radius: 5px; }
QMenu::item:selected { background: %(accent_soft)s; }
QMenu::item:disabled { color: %(faint)s; }
QMenu::icon { padding-left: 8px; }
QMenu::indicator { width: %(i14)s; height: %(i14)s; padding-left: 6px; }
QMenu::indicator:checked { image: url("%(menu_tick)s"); }
QMenu::separator { height: 1px; background: %(border)s; margin: 5px 8px; }
QToolTip { background: %(surface)s; color: %(text)s; border: 1px solid %(border_strong)s; padding: 5px 7px; }
QStatusBar { background: %(surface)s; border-top: 1px solid %(border)s; }
QStatusBar::item { border: none; }
"""

_VIEWS = """
QTableView, QTreeView, QListView { background: %(surface)s; alternate-background-color: %(sunken)s; color: %(text)s;
  border: 1px solid %(border)s; border-radius: 8px; outline: 0; gridline-color: %(border)s;
  selection-background-color: %(accent_soft)s; selection-color: %(text)s; }
QHeaderView { background: %(surface)s; border: none; }
QHeaderView::section { background: %(surface)s; color: %(muted)s; border: none; border-bottom: 1px solid %(border)s;
  padding: 7px 8px; font-size: %(p12)s; font-weight: 600; }
QHeaderView::down-arrow { image: url("%(down)s"); width: %(i12)s; height: %(i12)s; }
QHeaderView::up-arrow { image: url("%(up)s"); width: %(i12)s; height: %(i12)s; }
QTableCornerButton::section { background: %(surface)s; border: none; }
QTabWidget::pane { border: 1px solid %(border)s; border-radius: 8px; }
QTabBar::tab { padding: 7px 12px; color: %(muted)s; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: %(text)s; border-bottom-color: %(accent)s; }
QTabBar::tab:focus { border-bottom-color: %(focus)s; }
QSplitter::handle { background: %(border)s; }
QGroupBox { border: 1px solid %(border)s; border-radius: 8px; margin-top: 10px; padding-top: 10px; }
QGroupBox::title { subcontrol-origin: margin; left: 10px; padding: 0 4px; font-weight: 600; }
QScrollArea { border: none; background: transparent; }
"""

_SCREENS = """
#editor_header, #editor_footer { background: %(surface)s; }
#editor_header { border-bottom: 1px solid %(border)s; }
#editor_footer { border-top: 1px solid %(border)s; }
#section_sidebar { background: %(sunken)s; border-right: 1px solid %(border)s; }
#assistant, #assistant_page { background: %(sunken)s; }
#assistant { border-left: 1px solid %(border)s; border-radius: 0; }
#field_page { background: %(window)s; }
QListWidget[role="bare"] { background: transparent; border: none; border-radius: 0; padding: 0 8px; }
QListWidget[role="bare"]::item { border: none; }
"""
