"""The room of terms and memory, used as a person uses it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication

from gptemplate.gui.lexicon.view import LexiconView
from gptemplate.gui.session import Session
from gptemplate.gui.shell import Shell
from gptemplate.model.memory import Unit
from gptemplate.model.terms import Designation, Standing, Term
from gptemplate.paths import Paths
from gptemplate.services import memory, term_files, terms
from gptemplate.services.library import open_library
from gptemplate.settings import Settings
from gptemplate.store.library import Library
from gptemplate.translation import tmx
from gptemplate.translation.starter_terms import starter_terms
from tests.gui.conftest import Hand, Start

PRAXIS = Term("", (Designation("fi", "hyvä käytäntö"), Designation("sv", "god praxis"), Designation("en", "good practice")))
COUNTY = Term("", (Designation("fi", "kunta"), Designation("sv", "kommun")))


def units(n: int, project: str = "old.tmx") -> list[Unit]:
    return [
        Unit(
            {"fi": f"Kunta maksaa {k} kurssia.", "sv": f"Kommunen betalar {k} kurser.", "en": f"The town pays {k} courses."},
            project=project,
            author="Maija",
            modified=1_000 * k + 1,
        )
        for k in range(n)
    ]


@pytest.fixture
def fill(where: Paths) -> Callable[..., None]:
    """Puts terms and units into the library before a window opens."""

    def fill_it(held: list[Term] = [], remembered: list[Unit] = []) -> None:  # noqa: B006 - neither is changed
        library = open_library(where, Settings(device="here"))
        for one in held:
            terms.put(library, one)
        if remembered:
            with library.writing() as work:
                work.memory.add(remembered)
        library.close()

    return fill_it


@pytest.fixture
def room(start: Start, hand: Hand) -> Callable[..., tuple[Shell, LexiconView]]:
    """Opens a window on this room."""

    def open_room(tab: str = "terms", **choices: object) -> tuple[Shell, LexiconView]:
        shell = start(**choices).shell
        shell.show_screen("lexicon")
        view = shell.screens.lexicon()
        view.show_tab(tab)
        hand.until(view._page._stack.isVisible)
        return shell, view

    return open_room


def in_library(shell: Shell, hand: Hand, job: Callable[[Library], object]) -> object:
    """What a job finds in the library, after all that was written."""
    found: list[object] = []
    shell.context.tasks.write(job, found.append)
    hand.until(lambda: found)
    return found[0]


def names(shell: Shell, hand: Hand) -> set[str]:
    held = in_library(shell, hand, terms.list_terms)
    assert isinstance(held, list)
    return {name.text for one in held for name in one.designations}


def count(shell: Shell, hand: Hand) -> object:
    def counted(library: Library) -> int:
        with library.reading() as work:
            return work.memory.count()

    return in_library(shell, hand, counted)


def drop(shell: Shell, *files: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    action, buttons, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    shell.dropEvent(QDropEvent(QPointF(10, 10), action, mime, buttons, keys))


class TestTheRoom:
    def test_it_is_made_when_it_is_first_wanted(self, session: Session, hand: Hand) -> None:
        assert session.shell.screens._lexicon is None
        hand.click(session.shell, "rail_lexicon")
        assert session.shell.screen_name == "lexicon"
        assert session.shell.screens.lexicon().isVisible()

    def test_nothing_of_it_is_read_before_the_first_paint(self) -> None:
        import subprocess

        program = "import gptemplate.gui.shell, sys; print([m for m in sys.modules if 'lexicon' in m or 'lxml' in m])"
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        assert done.stdout.strip() == "[]"

    def test_an_empty_memory_says_how_it_fills(self, room: Callable[..., tuple[Shell, LexiconView]], hand: Hand) -> None:
        _shell, view = room("memory")
        hand.until(view.memory._empty.isVisible)
        assert "marked Done" in view.memory._empty._text.text()


class TestTerms:
    def test_a_new_library_begins_with_the_programmes_terms(
        self, room: Callable[..., tuple[Shell, LexiconView]], hand: Hand
    ) -> None:
        _shell, view = room()
        hand.until(lambda: view.terms.model.rowCount() == len(starter_terms()))

    def test_terms_that_were_all_removed_can_be_had_again(
        self, fill: Callable[..., None], room: Callable[..., tuple[Shell, LexiconView]], hand: Hand
    ) -> None:
        fill([PRAXIS])
        shell, view = room()
        hand.until(lambda: view.terms.model.rowCount() == 1)
        hand.until(view.terms.chosen)
        view.terms.delete()
        hand.until(view.terms._empty.isVisible)
        hand.click(view.terms, "starter_button")
        hand.until(lambda: view.terms.model.rowCount() == len(starter_terms()))
        hand.click(view, "undo_strip_button")
        hand.until(lambda: view.terms.model.rowCount() == 0)
        assert names(shell, hand) == set()

    def test_a_new_term_is_kept_as_it_is_written(
        self, fill: Callable[..., None], room: Callable[..., tuple[Shell, LexiconView]], hand: Hand
    ) -> None:
        fill([PRAXIS])
        shell, view = room()
        hand.until(lambda: view.terms.model.rowCount() == 1)
        hand.click(view, "add_term_button")
        panel = view.terms.panel
        hand.qtbot.keyClicks(panel.groups["fi"].rows[0].edit, "kunta")
        hand.qtbot.keyClicks(panel.groups["sv"].rows[0].edit, "kommun")
        hand.until(lambda: view.terms.model.rowCount() == 2)
        assert {"kunta", "kommun"} <= names(shell, hand)
        assert [one.named("sv")[0].text for one in view.terms.chosen()] == ["kommun"]

    def test_a_term_without_a_name_is_not_kept_and_says_so(
        self, room: Callable[..., tuple[Shell, LexiconView]], hand: Hand
    ) -> None:
        shell, view = room()
        hand.until(lambda: view.terms.model.rowCount() == len(starter_terms()))
        before = names(shell, hand)
        view.terms_add()
        panel = view.terms.panel
        hand.qtbot.keyClicks(panel.source_edit, "somewhere")
        panel.flush()
        assert "needs a name" in panel._state.text()
        assert names(shell, hand) == before

    def test_a_change_is_one_step_to_undo(
        self, fill: Callable[..., None], room: Callable[..., tuple[Shell, LexiconView]], hand: Hand
    ) -> None:
        fill([PRAXIS])
        shell, view = room()
        hand.until(lambda: view.terms.panel.term is not None)
        group = view.terms.panel.groups["sv"]
        hand.click(group, "add_name_sv_button")
        hand.qtbot.keyClicks(group.rows[-1].edit, "annan praxis")
        group.rows[-1]._set(Standing.FORBIDDEN, "SE")
        view.terms.panel.flush()
        assert "annan praxis" in names(shell, hand)
        kept = in_library(shell, hand, terms.list_terms)
        assert isinstance(kept, list)
        assert Designation("sv", "annan praxis", Standing.FORBIDDEN, "SE") in kept[0].designations
        hand.press(view.terms.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        hand.until(lambda: len(view.terms.panel.groups["sv"].rows) == 1)
        assert "annan praxis" not in names(shell, hand)

    def test_delete_takes_what_is_selected_and_undo_brings_it_back(
        self, fill: Callable[..., None], room: Callable[..., tuple[Shell, LexiconView]], hand: Hand
    ) -> None:
        fill([PRAXIS, COUNTY])
        _shell, view = room()
        hand.until(lambda: view.terms.model.rowCount() == 2)
        view.terms.table.choose_row(0)
        hand.press(view.terms.table, Qt.Key.Key_Delete)
        hand.until(lambda: view.terms.model.rowCount() == 1)
        assert len(view.terms.chosen()) == 1
        hand.press(view.terms.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        hand.until(lambda: view.terms.model.rowCount() == 2)

    def test_the_search_narrows_and_says_how_far(
        self, fill: Callable[..., None], room: Callable[..., tuple[Shell, LexiconView]], hand: Hand
    ) -> None:
        fill([PRAXIS, COUNTY])
        _shell, view = room()
        hand.until(lambda: view.terms.model.rowCount() == 2)
        hand.qtbot.keyClicks(view.terms.tools.search_field, "kommun")
        hand.until(lambda: view.terms.model.rowCount() == 1)
        assert view.terms.tools._count.text() == "1 of 2"
        assert view.terms.panel.term is not None
        assert view.terms.panel.term.named("sv")[0].text == "kommun"

    def test_a_dropped_file_comes_in_with_a_summary(
        self, fill: Callable[..., None], room: Callable[..., tuple[Shell, LexiconView]], hand: Hand, tmp_path: Path
    ) -> None:
        fill([COUNTY])
        file = tmp_path / "partners.dat.tbx"
        file.write_bytes(term_files.content_of([Term("e" * 32, PRAXIS.designations)], "tbx"))
        shell, view = room()
        shell.show_screen("practices")
        drop(shell, file)
        hand.until(lambda: view.terms.model.rowCount() == 2)
        assert shell.screen_name == "lexicon"
        assert view.strip.accessibleName() == "Terms from partners.dat.tbx: 1 new"

    def test_what_a_table_left_out_is_said(
        self, fill: Callable[..., None], room: Callable[..., tuple[Shell, LexiconView]], hand: Hand, tmp_path: Path
    ) -> None:
        fill([PRAXIS])
        file = tmp_path / "terms.csv"
        file.write_text("fi;sv;definition\nkunta;kommun;\n;;nothing named\n", encoding="utf-8")
        shell, view = room()
        drop(shell, file)
        hand.until(lambda: view.terms.model.rowCount() == 2)
        assert view.strip.accessibleName() == "Terms from terms.csv: 1 new, 1 left out"

    def test_terms_are_written_as_tbx_and_read_back(
        self, fill: Callable[..., None], room: Callable[..., tuple[Shell, LexiconView]], hand: Hand, tmp_path: Path
    ) -> None:
        fill([PRAXIS, COUNTY])
        _shell, view = room()
        hand.until(lambda: view.terms.model.rowCount() == 2)
        file = tmp_path / "out.tbx"
        view.terms._export(file, "tbx", "", "")
        hand.until(file.exists)
        from gptemplate.translation import tbx

        assert len(tbx.read(file.read_bytes(), file.name).terms) == 2

    def test_a_folder_that_cannot_be_written_is_named(
        self, fill: Callable[..., None], room: Callable[..., tuple[Shell, LexiconView]], hand: Hand, tmp_path: Path
    ) -> None:
        fill([PRAXIS])
        shell, view = room()
        hand.until(lambda: view.terms.model.rowCount() == 1)
        said: list[str] = []
        shell.context.tasks.failed.connect(lambda error: said.append(str(error)))
        view.terms._export(tmp_path / "nowhere" / "out.csv", "csv", "", "")
        hand.until(lambda: said)
        assert said[0].startswith("out.csv cannot be written.")


class TestMemory:
    def test_words_are_found_in_other_forms_and_marked(
        self, fill: Callable[..., None], room: Callable[..., tuple[Shell, LexiconView]], hand: Hand
    ) -> None:
        other = Unit({"fi": "Tiistaina ei tulla.", "sv": "På tisdag kommer ingen."}, project="own")
        fill(remembered=[other, *units(3)])
        _shell, view = room("memory")
        hand.until(lambda: view.memory.model.rowCount() == 4)
        hand.qtbot.keyClicks(view.memory.tools.search_field, "kunnan")
        hand.until(lambda: view.memory.model.rowCount() == 3)
        assert view.memory.tools._count.text() == "3 found"
        assert any(mark in "kunta" for mark in view.memory._delegate.marks)

    def test_a_large_memory_is_read_as_far_as_it_is_scrolled(
        self, fill: Callable[..., None], room: Callable[..., tuple[Shell, LexiconView]], hand: Hand
    ) -> None:
        fill(remembered=units(450))
        _shell, view = room("memory")
        page = view.memory
        hand.until(lambda: page.model.rowCount() == 200)
        hand.until(lambda: page.tools._count.text() == "450 entries")
        page.table.scrollToBottom()
        hand.until(lambda: page.model.rowCount() == 400)
        page.table.scrollToBottom()
        hand.until(lambda: page.model.rowCount() == 450)
        assert len({one.number for one in page.model.units}) == 450
        assert not page.model.has_more

    def test_one_language_and_one_origin_can_be_asked_for(
        self, fill: Callable[..., None], room: Callable[..., tuple[Shell, LexiconView]], hand: Hand
    ) -> None:
        fill(remembered=[*units(3), Unit({"fi": "Hei vain.", "sv": "Hej då."}, project="own")])
        _shell, view = room("memory")
        page = view.memory
        hand.until(lambda: page.model.rowCount() == 4 and page.filter.project_box.count() == 3)
        page.filter.source_box.setCurrentIndex(page.filter.source_box.findData("en"))
        page.filter.source_box.activated.emit(0)
        hand.until(lambda: page.model.rowCount() == 3)
        page.filter.project_box.setCurrentIndex(page.filter.project_box.findData("own"))
        page.filter.project_box.activated.emit(0)
        hand.until(page._none.isVisible)
        hand.click(page, "all_units_button")
        hand.until(lambda: page.model.rowCount() == 4)

    def test_an_entry_is_mended_and_taken_back(
        self, fill: Callable[..., None], room: Callable[..., tuple[Shell, LexiconView]], hand: Hand
    ) -> None:
        fill(remembered=units(1))
        shell, view = room("memory")
        page = view.memory
        hand.until(lambda: len(page.chosen()) == 1)
        page.panel.boxes["sv"].edit.setPlainText("Kommunen bekostar kurserna.")

        def found(words: str) -> int:
            held = in_library(shell, hand, lambda library: memory.find(library, words))
            assert isinstance(held, list)
            return len(held)

        hand.until(lambda: found("bekostar") == 1)
        hand.press(page.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        hand.until(lambda: found("bekostar") == 0)
        assert found("betalar") == 1

    def test_deleted_entries_come_back(
        self, fill: Callable[..., None], room: Callable[..., tuple[Shell, LexiconView]], hand: Hand
    ) -> None:
        fill(remembered=units(5))
        shell, view = room("memory")
        page = view.memory
        hand.until(lambda: page.model.rowCount() == 5)
        page.table.selectAll()
        hand.press(page.table, Qt.Key.Key_Delete)
        hand.until(page._empty.isVisible)
        assert count(shell, hand) == 0
        hand.click(view, "undo_strip_button")
        hand.until(lambda: page.model.rowCount() == 5)
        assert {one.project for one in page.model.units} == {"old.tmx"}

    def test_duplicates_are_merged_after_a_question(
        self, fill: Callable[..., None], room: Callable[..., tuple[Shell, LexiconView]], hand: Hand
    ) -> None:
        same = Unit({"fi": "kunta maksaa 0  kurssia.", "sv": "Kommunen betalar 0 kurser."}, project="other", modified=1)
        fill(remembered=[*units(2), same])
        shell, view = room("memory")
        hand.until(lambda: view.memory.model.rowCount() == 3 and view.memory.filter.merge_button.isEnabled())
        hand.click(view.memory, "merge_duplicates_button")
        question = hand.appears(view.memory, "lexicon_question")
        hand.click(question, "lexicon_yes_button")
        hand.until(lambda: view.memory.model.rowCount() == 2)
        assert count(shell, hand) == 2

    def test_an_origin_is_forgotten_only_when_it_is_meant(
        self, fill: Callable[..., None], room: Callable[..., tuple[Shell, LexiconView]], hand: Hand
    ) -> None:
        fill(remembered=[*units(2), Unit({"fi": "Hei vain.", "sv": "Hej då."}, project="own")])
        shell, view = room("memory")
        page = view.memory
        hand.until(lambda: page.filter.project_box.count() == 3)
        page.filter.project_box.setCurrentIndex(page.filter.project_box.findData("old.tmx"))
        page.filter.project_box.activated.emit(0)
        hand.until(lambda: page.model.rowCount() == 2)
        hand.click(page, "forget_origin_button")
        hand.click(hand.appears(page, "lexicon_question"), "lexicon_no_button")
        assert count(shell, hand) == 3
        hand.click(page, "forget_origin_button")
        hand.click(hand.appears(page, "lexicon_question"), "lexicon_yes_button")
        hand.until(lambda: [one.project for one in page.model.units] == ["own"])

    def test_a_memory_of_another_program_comes_in(
        self, room: Callable[..., tuple[Shell, LexiconView]], hand: Hand, tmp_path: Path
    ) -> None:
        file = tmp_path / "agency.tmx"
        with file.open("wb") as stream:
            tmx.write(stream, units(30, ""))
        shell, view = room()
        drop(shell, file)
        hand.until(lambda: view.memory.model.rowCount() == 30)
        assert view.tabs.value == "memory"
        assert view.strip.accessibleName() == "Entries from agency.tmx: 30 new"
        assert view.memory.strip.isHidden()
        assert {one.project for one in view.memory.model.units} == {"agency.tmx"}

    def test_what_was_read_stays_when_it_is_stopped(
        self, room: Callable[..., tuple[Shell, LexiconView]], hand: Hand, tmp_path: Path
    ) -> None:
        file = tmp_path / "large.tmx"
        with file.open("wb") as stream:
            tmx.write(stream, units(9_000))
        shell, view = room("memory")
        jobs = view.memory.jobs
        jobs.progressed.connect(lambda _name, _percent, read: jobs.cancel() if read else None)
        view.memory.bring_in(file)
        hand.until(lambda: not jobs.is_busy)
        kept = count(shell, hand)
        assert isinstance(kept, int)
        assert 2_000 <= kept < 9_000
        assert view.strip.accessibleName().startswith("Stopped; what was read of large.tmx stays: ")

    def test_a_file_that_is_no_memory_is_refused_with_words(
        self, room: Callable[..., tuple[Shell, LexiconView]], hand: Hand, tmp_path: Path
    ) -> None:
        file = tmp_path / "not.tmx"
        file.write_bytes(b"<html></html>")
        shell, view = room("memory")
        said: list[str] = []
        shell.context.tasks.failed.connect(lambda error: said.append(str(error)))
        view.memory.bring_in(file)
        hand.until(lambda: said)
        assert "Nothing was taken from it" in said[0]
        assert not view.memory.jobs.is_busy

    def test_the_memory_is_written_as_one_file_for_every_pair(
        self, fill: Callable[..., None], room: Callable[..., tuple[Shell, LexiconView]], hand: Hand, tmp_path: Path
    ) -> None:
        fill(remembered=units(4))
        _shell, view = room("memory")
        hand.until(lambda: view.memory.model.rowCount() == 4)
        file = tmp_path / "out.tmx"
        view.memory.jobs.export(file)
        hand.until(lambda: "written to" in view.strip.accessibleName())
        with file.open("rb") as stream:
            held = list(tmx.read(stream))
        assert [sorted(one.texts) for one in held] == [["en", "fi", "sv"]] * 4


class TestForEveryone:
    @pytest.mark.parametrize("language", ["fi", "sv", "en"])
    def test_every_control_has_a_name(
        self, language: str, fill: Callable[..., None], room: Callable[..., tuple[Shell, LexiconView]], hand: Hand
    ) -> None:
        fill([PRAXIS], units(2))
        _shell, view = room("terms", interface_language=language)
        hand.until(lambda: view.terms.panel.term is not None)
        view.show_tab("memory")
        hand.until(lambda: view.memory.model.rowCount() == 2)
        for page in (view.terms, view.memory, view.terms.tools, view.memory.tools):
            for button in page.findChildren(QAbstractButton):
                if button.focusPolicy() is not Qt.FocusPolicy.NoFocus and not button.isHidden():
                    assert button.accessibleName() or button.text(), button.objectName()

    def test_the_language_and_the_colours_change_while_it_is_open(
        self, fill: Callable[..., None], room: Callable[..., tuple[Shell, LexiconView]], hand: Hand
    ) -> None:
        fill([PRAXIS], units(2))
        shell, view = room("memory")
        hand.until(lambda: view.memory.model.rowCount() == 2)
        shell.context.set_theme("dark")
        shell.context.set_language("fi")
        shell.context.set_text_scale(150)
        assert view.grab().size().width() > 0
        assert view.memory.model.rowCount() == 2

    def test_another_window_leaves_only_reading(
        self, where: Paths, fill: Callable[..., None], room: Callable[..., tuple[Shell, LexiconView]], hand: Hand
    ) -> None:
        fill([PRAXIS], units(1))
        holder = open_library(where, Settings(device="here"))
        try:
            shell, view = room()
            hand.until(lambda: view.terms.panel.term is not None)
            assert shell.context.read_only
            assert not hand.find(view, "add_term_button").isEnabled()
            assert view.terms.panel.groups["fi"].rows[0].edit.isReadOnly()
            view.terms.delete()
            assert view.terms.model.rowCount() == 1
        finally:
            holder.close()

    def test_the_menu_offers_every_pair_for_omegat(
        self, fill: Callable[..., None], room: Callable[..., tuple[Shell, LexiconView]], hand: Hand
    ) -> None:
        fill([PRAXIS])
        _shell, view = room()
        hand.until(lambda: view.terms.model.rowCount() == 1)
        hand.click(view, "export_terms_button")
        menu = hand.appears(view, "export_terms_menu")
        assert sum("OmegaT" in one.text() for one in menu.actions()) == 6
        menu.close()
        QApplication.sendPostedEvents()
        assert view.mapToGlobal(QPoint(0, 0)) is not None
