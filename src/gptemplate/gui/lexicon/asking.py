"""The questions of this room: which file, and what it is written as. Loaded when first asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import permutations
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox, QWidget

from gptemplate.files import safe_name
from gptemplate.gui.context import Context
from gptemplate.gui.lexicon.memory_state import number
from gptemplate.gui.library.words import language_name
from gptemplate.gui.widgets.file_dialogs import file_dialog
from gptemplate.i18n import N_

TERM_FILES = ("*.tbx", "*.tsv", "*.csv", "*.txt", "*.utf8", "*.xml")
_KINDS = {"tbx": (N_("TBX, for other programs"), "tbx"), "csv": (N_("Table (CSV)"), "csv")}

Chosen = Callable[[Path, str, str, str], None]
"""Is told a file, a kind, and the pair of languages of a glossary of OmegaT."""


def ask_terms_file(ctx: Context, parent: QWidget, chosen: Callable[[str], None]) -> None:
    """Ask for a file with terms."""
    tr = ctx.tr
    _ask_open(ctx, parent, tr(N_("Bring in terms")), f"{tr(N_('Terms: TBX and tables'))} ({' '.join(TERM_FILES)})", chosen)


def ask_memory_file(ctx: Context, parent: QWidget, chosen: Callable[[str], None]) -> None:
    """Ask for a translation memory."""
    tr = ctx.tr
    _ask_open(ctx, parent, tr(N_("Bring in a translation memory")), f"{tr(N_('Translation memories'))} (*.tmx)", chosen)


def ask_export_memory(ctx: Context, parent: QWidget, chosen: Callable[[str], None]) -> None:
    """Ask where the translation memory is written."""
    title, kind = ctx.tr(N_("Write the translation memory")), ctx.tr(N_("Translation memories"))
    _ask_save(parent, title, f"{kind} (*.tmx)", f"{safe_name(ctx.tr(N_('Translation memory')))}.tmx", chosen)


def ask_export_terms(ctx: Context, languages: Sequence[str], parent: QWidget, place: QPoint, chosen: Chosen) -> None:
    """Offer what the terms can be written as, then ask for the file."""
    tr = ctx.tr
    menu = QMenu(parent)
    menu.setObjectName("export_terms_menu")
    for kind, (word, suffix) in _KINDS.items():
        menu.addAction(tr(word), partial(_ask_terms, ctx, parent, kind, suffix, ("", ""), chosen))
    menu.addSeparator()
    for source, target in permutations(languages[:3], 2):
        pair = f"{language_name(source)} → {language_name(target)}"
        word = tr(N_("Glossary of OmegaT, {pair}"), pair=pair)
        menu.addAction(word, partial(_ask_terms, ctx, parent, "omegat", "txt", (source, target), chosen))
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(place)


def confirm_merge(ctx: Context, parent: QWidget, merge: Callable[[], None]) -> None:
    """Ask before entries are joined: they cannot be parted again."""
    tr = ctx.tr
    text = tr(N_("Entries that say the same but for spaces, capitals and marks become one; the newer wording stays. "
                 "This cannot be undone."))  # fmt: skip
    _confirm(ctx, parent, tr(N_("Merge duplicates?")), text, tr(N_("Merge")), merge)


def confirm_forget(ctx: Context, name: str, count: int, parent: QWidget, forget: Callable[[], None]) -> None:
    """Ask before everything that comes from one place is removed."""
    tr = ctx.tr
    number_ = number(tr, count)
    said = tr.plural("Forget {n} entry from “{name}”?", "Forget {n} entries from “{name}”?", count, n=number_, name=name)
    text = tr(
        N_("The practices themselves stay as they are. This cannot be undone; export the memory first if you may need it.")
    )
    _confirm(ctx, parent, said, text, tr(N_("Forget")), forget)


def _confirm(ctx: Context, parent: QWidget, said: str, text: str, word: str, do: Callable[[], None]) -> None:
    box = QMessageBox(parent)
    box.setObjectName("lexicon_question")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(ctx.tr(N_("Translation memory")))
    box.setText(said)
    box.setInformativeText(text)
    yes = box.addButton(word, QMessageBox.ButtonRole.DestructiveRole)
    no = box.addButton(ctx.tr(N_("Cancel")), QMessageBox.ButtonRole.RejectRole)
    yes.setObjectName("lexicon_yes_button")
    no.setObjectName("lexicon_no_button")
    box.setDefaultButton(no)
    box.setEscapeButton(no)
    yes.clicked.connect(do)
    box.open()


def _ask_terms(ctx: Context, parent: QWidget, kind: str, suffix: str, pair: tuple[str, str], chosen: Chosen) -> None:
    tr, ending = ctx.tr, "-".join(filter(None, pair))
    name = " ".join(filter(None, (safe_name(tr(N_("Terms"))), ending)))
    done = partial(_on_terms, kind, pair, chosen)
    _ask_save(parent, tr(N_("Write the terms")), f"{tr(N_('Terms'))} (*.{suffix})", f"{name}.{suffix}", done)


def _on_terms(kind: str, pair: tuple[str, str], chosen: Chosen, name: str) -> None:
    chosen(Path(name), kind, *pair)


def _ask_open(ctx: Context, parent: QWidget, title: str, kind: str, chosen: Callable[[str], None]) -> None:
    dialog = file_dialog(parent, "lexicon_open_dialog", title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters([kind, f"{ctx.tr(N_('All files'))} (*)"])
    dialog.fileSelected.connect(chosen)
    dialog.open()


def _ask_save(parent: QWidget, title: str, kind: str, name: str, chosen: Callable[[str], None]) -> None:
    dialog = file_dialog(parent, "lexicon_save_dialog", title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(kind)
    dialog.setDefaultSuffix(name.rpartition(".")[2])
    dialog.selectFile(name)
    dialog.fileSelected.connect(chosen)
    dialog.open()
