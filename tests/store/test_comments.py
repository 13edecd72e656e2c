"""Comments are looked after like texts: checked, mended, salvaged, compared, and a person taken out of them."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gptemplate.errors import NotALibrary
from gptemplate.model.comments import WHOLE, Comment, comment_key, comment_of, threads, to_text
from gptemplate.model.practice import Value
from gptemplate.model.states import Key
from gptemplate.paths import Paths
from gptemplate.services import commenting, editing, upkeep
from gptemplate.services import library as practices
from gptemplate.services.templates import Templates
from gptemplate.settings import Settings
from gptemplate.store import backup, copies, doctor, raw
from gptemplate.store.library import Library, open_library
from gptemplate.store.salvage import salvage

NOW = datetime(2026, 11, 20, 12, 30, tzinfo=UTC).astimezone()
SUMMARY, AUTHOR = Key("summary", "fi"), Key("author", "*")
NAME = "Päivi Äijälä"


@pytest.fixture
def ident(library: Library) -> str:
    """A practice with a comment, an answer and a comment on the whole."""
    made = practices.new_practice(library, template_id="interreg-europe-2021", source_language="fi", title="Kieli")[0]
    commenting.write(library, made, SUMMARY, "Montako osallistujaa?", quoted="osallistujat")
    commenting.write(library, made, SUMMARY, "42.", answers=commenting.comments_of(library, made)[0].id)
    commenting.write(library, made, WHOLE, "Hyvä kokonaisuus.")
    return made


def _said(library: Library, ident: str) -> list[str]:
    return [one.text for one in commenting.comments_of(library, ident)]


def _change(file: Path, sql: str, *given: object) -> None:
    connection = sqlite3.connect(file)
    connection.execute(sql, given)
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def test_nothing_is_wrong_with_what_the_program_wrote(library: Library, ident: str, where: Paths, templates: Templates) -> None:
    commenting.resolve(library, ident, commenting.comments_of(library, ident)[0].id)
    library.close()
    assert doctor.examine(where.library, templates).problems == ()
    assert backup.is_whole(where.library)


def test_a_wrong_bit_in_a_comment_is_found_and_mended(
    library: Library, ident: str, where: Paths, templates: Templates, expect_log
) -> None:
    expect_log("1 damaged entries")
    before = commenting.comments_of(library, ident)
    library.close()
    _change(where.library, "UPDATE comment SET text = replace(text, 'Montako', 'Lontako')")
    assert not backup.is_whole(where.library)
    report = doctor.repair(where.library, templates, where.backups, NOW)
    assert [one.kind for one in report.repaired] == ["comment"]
    assert report.fine
    again = open_library(where.library, templates)
    assert commenting.comments_of(again, ident) == before
    again.close()


def test_what_is_left_of_a_comment_stays_and_what_is_nothing_goes(
    library: Library, ident: str, where: Paths, templates: Templates, expect_log
) -> None:
    expect_log("2 damaged entries")
    library.close()
    _change(where.library, "UPDATE comment SET text = replace(text, 'Montako', 'Kuinka monta')")
    _change(where.library, "UPDATE comment SET text = 'x' WHERE text LIKE '%Hyvä%'")
    assert doctor.repair(where.library, templates, where.backups, NOW).fine
    again = open_library(where.library, templates)
    assert sorted(_said(again, ident)) == ["42.", "Kuinka monta osallistujaa?"]
    again.close()


def test_a_comment_that_the_program_would_not_write_is_told_plainly(
    library: Library, ident: str, where: Paths, expect_log
) -> None:
    expect_log("does not match its hash")
    _change(where.library, "UPDATE comment SET text = '{}'")
    with pytest.raises(NotALibrary, match="does not write"):
        commenting.comments_of(library, ident)


def test_a_damaged_comment_is_shown_and_noted(library: Library, ident: str, where: Paths, expect_log) -> None:
    expect_log("does not match its hash")
    _change(where.library, "UPDATE comment SET text = replace(text, 'osallistujat', 'osallistujan')")
    assert len(_said(library, ident)) == 3


def test_comments_are_salvaged_with_their_steps_of_undo(
    library: Library, ident: str, where: Paths, templates: Templates, tmp_path: Path
) -> None:
    commenting.resolve(library, ident, commenting.comments_of(library, ident)[0].id)
    before = commenting.comments_of(library, ident)
    library.close()
    salvaged = salvage(where.library, tmp_path / "new.gptemplate", templates)
    assert salvaged.losses == ()
    again = open_library(salvaged.file, templates)
    assert commenting.comments_of(again, ident) == before
    editing.undo(again, ident)
    assert not commenting.comments_of(again, ident)[0].resolved
    again.close()


def test_a_comment_that_is_lost_is_named(
    library: Library, ident: str, where: Paths, templates: Templates, tmp_path: Path
) -> None:
    library.close()
    _change(where.library, "UPDATE comment SET text = 'x' WHERE text LIKE '%Hyvä%'")
    salvaged = salvage(where.library, tmp_path / "new.gptemplate", templates)
    assert "comment" in [one.kind for one in salvaged.losses]
    again = open_library(salvaged.file, templates)
    assert _said(again, ident) == ["Montako osallistujaa?", "42."]
    again.close()


def test_a_copy_with_other_comments_is_another(library: Library, ident: str, where: Paths) -> None:
    copy = upkeep.back_up(where, "daily", moment=NOW).copy
    assert copies.compare(copy, where.library).same
    commenting.write(library, ident, SUMMARY, "Vielä yksi.")
    (apart,) = copies.compare(copy, where.library).differing
    assert apart.values == 1


def test_a_copy_of_an_older_version_is_compared_and_cleaned(where: Paths, templates: Templates, tmp_path: Path) -> None:
    old = Path(__file__).parent.parent / "data" / "schema-1.gptemplate"
    copy = tmp_path / "old.gptemplate"
    shutil.copyfile(old, copy)
    assert backup.is_whole(copy)
    assert copies.compare(copy, Path(__file__).parent.parent / "data" / "schema-2.gptemplate").differing[0].values == 1
    with raw.opened(copy) as connection:
        assert not raw.has_comments(connection)


def test_the_library_of_the_second_schema_has_its_comment(tmp_path: Path, templates: Templates) -> None:
    copy = tmp_path / "kept.gptemplate"
    shutil.copyfile(Path(__file__).parent.parent / "data" / "schema-2.gptemplate", copy)
    library = open_library(copy, templates)
    (row,) = practices.list_practices(library)
    assert [(one.key, one.quoted) for one in commenting.comments_of(library, row.id)] == [(Key("title", "fi"), "Kieli")]
    library.close()


# A person


def _keep(library: Library, ident: str, *comments: Comment) -> None:
    with library.writing() as work:
        practice = work.practice(ident)
        work.record("", [work.comment(practice, one) for one in comments])


def _has(file: Path, name: str) -> bool:
    return any(name.encode() in one.read_bytes() for one in file.parent.rglob("*") if one.is_file())


def test_a_person_goes_as_the_author_of_comments(library: Library, ident: str, where: Paths, templates: Templates) -> None:
    first = comment_of(SUMMARY, NAME, 1_000, "Mistä luku on?", source=f"kommentit {NAME}.docx")
    answer = comment_of(SUMMARY, "Toinen", 2_000, "Rekisteristä.", answers=first.id)
    last = comment_of(SUMMARY, NAME, 3_000, "Kiitos.", answers=answer.id)
    _keep(library, ident, first, answer, last)
    commenting.resolve(library, ident, first.id)
    library.close()
    found = upkeep.forget_person(where, Settings(), NAME, moment=NOW)
    assert found.authored == 2
    assert not _has(where.library, NAME)
    again = open_library(where.library, templates)
    thread = threads(commenting.comments_of(again, ident))[0]
    assert [(one.text, one.author) for one in (thread.first, *thread.answers)] == [
        ("Mistä luku on?", ""), ("Rekisteristä.", "Toinen"), ("Kiitos.", ""),
    ]  # fmt: skip
    assert thread.first.resolved
    assert doctor.examine(where.library, templates).problems == ()
    again.close()


def test_a_person_who_is_spoken_of_is_named_and_a_personal_field_is_cleaned(
    library: Library, ident: str, where: Paths, templates: Templates
) -> None:
    _keep(
        library,
        ident,
        comment_of(SUMMARY, "Toinen", 1_000, f"Kysy {NAME}ltä."),
        comment_of(AUTHOR, "Toinen", 2_000, "Onko tämä oikein?", quoted=f"{NAME}, kunta"),
    )
    library.close()
    found = upkeep.forget_person(where, Settings(), NAME, moment=NOW)
    assert [one.key for one in found.mentioned] == [SUMMARY]
    assert [one.key for one in found.removed] == [AUTHOR]
    again = open_library(where.library, templates)
    quoted = {one.key: one.quoted for one in commenting.comments_of(again, ident)}
    assert quoted[AUTHOR] == "[removed], kunta"
    again.close()


def test_a_comment_that_was_removed_is_forgotten_in_the_steps_of_undo(library: Library, ident: str, where: Paths) -> None:
    one = comment_of(SUMMARY, NAME, 1_000, "Mistä luku on?")
    _keep(library, ident, one)
    commenting.remove(library, ident, one.id)
    library.close()
    assert upkeep.forget_person(where, Settings(), NAME, moment=NOW).authored == 1
    assert not _has(where.library, NAME)


def test_a_comment_is_put_by_its_key(library: Library, ident: str) -> None:
    one = comment_of(SUMMARY, "Lukija", 1_000, "Hyvä.")
    with library.writing() as work:
        practice = work.practice(ident)
        work.put(practice, comment_key(one.id), Value(to_text(one)))
        assert one in work.comments(ident)
        work.put(practice, comment_key(one.id), Value())
        assert one not in work.comments(ident)
        with pytest.raises(NotALibrary):
            work.put(practice, comment_key("0" * 64), Value(to_text(one)))
