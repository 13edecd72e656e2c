"""What a library promises, in a file and on a server alike."""

import hashlib

import pytest

from gptemplate.errors import UnknownName
from gptemplate.model.practice import Practice, Value
from gptemplate.model.revisions import heads
from gptemplate.model.states import Key, State, Status
from gptemplate.services import bringing_in, editing
from gptemplate.services import library as practices
from gptemplate.store.library import Library

TITLE = Key("title", "fi")
SUMMARY = Key("summary", "fi")


def _new(library: Library, title: str = "Kieli työssä") -> str:
    return practices.new_practice(library, template_id="interreg-europe-2021", source_language="fi", title=title)[0]


def test_what_is_written_is_there_in_the_next_reading(any_library: Library) -> None:
    ident = _new(any_library)
    editing.write(any_library, ident, SUMMARY, "Ensimmäinen ääkkönen ja 👍.")
    practice = editing.open_practice(any_library, ident)
    assert practice.text(*SUMMARY) == "Ensimmäinen ääkkönen ja 👍."
    assert practice.state(*SUMMARY) is State.DRAFT
    assert practice.text("topic", "*") == "po4", "a new practice has the template's defaults"


def test_a_unit_of_work_is_kept_whole_or_not_at_all(any_library: Library) -> None:
    ident = _new(any_library)

    def half() -> None:
        with any_library.writing() as work:
            practice = work.practice(ident)
            work.put(practice, SUMMARY, Value("half"))
            raise RuntimeError("the power went")

    with pytest.raises(RuntimeError):
        half()
    assert editing.open_practice(any_library, ident).text(*SUMMARY) == ""


def test_history_keeps_every_text_that_was_left(any_library: Library) -> None:
    ident = _new(any_library)
    for text in ("yksi", "yksi kaksi", "yksi kaksi kolme"):
        editing.write(any_library, ident, SUMMARY, text)
        editing.leave(any_library, ident)
    editing.write(any_library, ident, SUMMARY, "yksi kaksi kolme neljä")
    editing.write(any_library, ident, SUMMARY, "yksi kaksi kolme")
    editing.leave(any_library, ident)
    with any_library.reading() as work:
        history = work.history(ident, SUMMARY)
    assert sorted(one.text for one in history) == ["yksi", "yksi kaksi", "yksi kaksi kolme"], "the same text is no revision"
    (head,) = heads(history)
    assert (head.text, head.author, head.device) == ("yksi kaksi kolme", "group 1", "here")


def test_a_revision_comes_back_with_the_id_that_it_had(any_library: Library) -> None:
    ident = _new(any_library)
    editing.write(any_library, ident, SUMMARY, "yksi")
    editing.leave(any_library, ident)
    head = editing.open_practice(any_library, ident).value(*SUMMARY).head
    with any_library.reading() as work:
        assert head is not None
        found = work.revision(head)
    assert found is not None
    assert found.id == head


def test_undo_and_redo_walk_through_typing_across_fields(any_library: Library) -> None:
    ident = _new(any_library)
    editing.write(any_library, ident, SUMMARY, "Ensin tämä")
    editing.write(any_library, ident, Key("summary", "sv"), "Sedan detta")
    editing.set_state(any_library, ident, SUMMARY, State.DONE)

    def seen() -> tuple[str, str, State]:
        practice = editing.open_practice(any_library, ident)
        return practice.text(*SUMMARY), practice.text("summary", "sv"), practice.state(*SUMMARY)

    walk = [seen()]
    while (changes := editing.undo(any_library, ident)) is not None:
        assert changes.focus is not None
        walk.append(seen())
    assert walk == [
        ("Ensin tämä", "Sedan detta", State.DONE),
        ("Ensin tämä", "Sedan detta", State.DRAFT),
        ("Ensin tämä", "", State.DRAFT),
        ("", "", State.EMPTY),
    ]
    assert editing.can_undo(any_library, ident) == (False, True)
    for expected in reversed(walk[:-1]):
        editing.redo(any_library, ident)
        assert seen() == expected
    assert editing.redo(any_library, ident) is None


def test_a_new_step_takes_the_place_of_what_was_undone(any_library: Library) -> None:
    ident = _new(any_library)
    editing.write(any_library, ident, SUMMARY, "yksi")
    editing.undo(any_library, ident)
    editing.write(any_library, ident, SUMMARY, "toinen")
    assert editing.can_undo(any_library, ident) == (True, False)


def test_the_bin_gives_back_what_was_put_there(any_library: Library) -> None:
    ident = _new(any_library)
    practices.to_bin(any_library, [ident])
    assert not practices.list_practices(any_library)
    assert [one.id for one in practices.list_practices(any_library, in_bin=True)] == [ident]
    editing.undo(any_library)
    assert [one.id for one in practices.list_practices(any_library)] == [ident]
    editing.redo(any_library)
    practices.restore(any_library, [ident])
    assert [one.id for one in practices.list_practices(any_library)] == [ident]


def test_only_what_is_in_the_bin_can_be_removed_for_good(any_library: Library) -> None:
    kept, gone = _new(any_library, "Jää"), _new(any_library, "Menee")
    practices.to_bin(any_library, [gone])
    assert practices.remove_for_good(any_library, [kept, gone]).practices == {gone}
    assert practices.search(any_library, "menee") == []
    with pytest.raises(UnknownName):
        editing.open_practice(any_library, gone)
    assert editing.undo(any_library) is not None, "steps of a practice that is gone do no harm"


def test_a_status_is_a_step_that_can_be_undone(any_library: Library) -> None:
    ident = _new(any_library)
    editing.set_status(any_library, ident, Status.IN_REVIEW)
    assert editing.open_practice(any_library, ident).status is Status.IN_REVIEW
    editing.undo(any_library, ident)
    assert editing.open_practice(any_library, ident).status is Status.DRAFT


def test_attachments_are_kept_once_and_read_back(any_library: Library) -> None:
    content = bytes(range(256)) * 40
    ident = hashlib.sha256(content).hexdigest()
    with any_library.writing() as work:
        work.attach(ident, "image/jpeg", content)
        work.attach(ident, "image/jpeg", content)
        assert work.attachment(ident) == content
    with pytest.raises(UnknownName):
        editing.attachment(any_library, "0" * 64)


@pytest.mark.parametrize(
    ("query", "hits"),
    [("kunta", 1), ("kuntien työpaja", 1), ("KIELI", 2), ("eu", 1), ("puutarha", 0), ("100%", 0), ('"', 0), ("työ*", 2)],
)
def test_search_finds_inflected_words(any_library: Library, query: str, hits: int) -> None:
    first, second = _new(any_library, "Kielen oppiminen EU-työpajassa"), _new(any_library, "Kieli työssä")
    editing.write(any_library, first, SUMMARY, "Kunnan nuorille suunnattu paja, EU maksaa.")
    editing.leave(any_library, first)
    assert first != second
    assert len(practices.search(any_library, query)) == hits


def test_a_practice_is_found_by_what_people_call_it(any_library: Library) -> None:
    ident = _new(any_library, "Kieli työssä")
    assert practices.find(any_library, ident) == ident
    assert practices.find(any_library, ident[:8]) == ident
    assert practices.find(any_library, "kieli TYÖSSÄ") == ident
    _new(any_library, "Kieli työssä")
    with pytest.raises(UnknownName, match="more than one"):
        practices.find(any_library, "kieli työssä")


def test_the_table_has_titles_and_counts(any_library: Library) -> None:
    brought, _changes, errors = bringing_in.bring_in(any_library, bringing_in.sample_files())
    assert not errors
    assert len(brought) == 6
    listed = practices.list_practices(any_library)
    assert len(listed) == 6
    assert sum(one.summary.total("stale") for one in listed) == 3
    assert sum(one.summary.total("over_limit") for one in listed) == 1
    newest_first = [one.modified for one in listed]
    assert newest_first == sorted(newest_first, reverse=True)


def test_languages_that_a_practice_does_not_have_are_refused(any_library: Library) -> None:
    ident = _new(any_library)
    for key in (Key("title", "de"), Key("title", "*"), Key("start_date", "fi"), Key("nothing", "fi")):
        with pytest.raises(UnknownName):
            editing.write(any_library, ident, key, "x")


def test_a_practice_of_a_template_that_is_not_here_is_listed_all_the_same(any_library: Library) -> None:
    with any_library.writing() as work:
        work.create(Practice("f" * 32, "somebody-elses-form", "fi"))
    assert [one.id for one in practices.list_practices(any_library)] == ["f" * 32]
