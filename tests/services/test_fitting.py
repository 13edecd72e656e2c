"""What a library's finished texts say of lengths."""

from __future__ import annotations

from gptemplate.model.fitting import NOTHING_LEARNED
from gptemplate.model.states import Key, State
from gptemplate.services import editing, fitting
from gptemplate.services.library import list_practices, new_practice, to_bin
from gptemplate.store.library import Library

FIELD = "evidence_of_success"


def finished(library: Library, fi: str, sv: str) -> str:
    ident, _changes = new_practice(library, template_id="interreg-europe-2021", source_language="fi", title="Malli")
    for code, text in (("fi", fi), ("sv", sv)):
        editing.write(library, ident, Key(FIELD, code), text)
        editing.set_state(library, ident, Key(FIELD, code), State.DONE)
    return ident


def count(library: Library, source: str = "fi", target: str = "sv") -> int:
    return fitting.ratios(library).of(source, target, "long_text").pairs


def test_an_empty_library_says_nothing(library: Library) -> None:
    assert fitting.ratios(library) == NOTHING_LEARNED


def test_both_directions_of_a_finished_pair_are_learned(any_library: Library) -> None:
    finished(any_library, "a" * 400, "b" * 440)
    assert (count(any_library), count(any_library, "sv", "fi"), count(any_library, "fi", "en")) == (1, 1, 0)
    ratio = fitting.ratios(any_library).of("fi", "sv", "long_text")
    assert ratio.need(400).likely > 400


def test_what_is_not_done_or_outdated_or_in_the_bin_does_not_count(library: Library) -> None:
    ident = finished(library, "a" * 400, "b" * 440)
    editing.set_state(library, ident, Key(FIELD, "sv"), State.TO_CHECK)
    assert count(library) == 0
    editing.set_state(library, ident, Key(FIELD, "sv"), State.DONE)
    assert count(library) == 1
    editing.write(library, ident, Key(FIELD, "fi"), "a" * 100)
    editing.set_state(library, ident, Key(FIELD, "fi"), State.DONE)
    assert count(library) == 0, "the Swedish text is not of this one"
    other = finished(library, "a" * 400, "b" * 440)
    to_bin(library, [other])
    assert count(library) == 0


def test_characters_are_counted_as_the_form_counts_them(library: Library) -> None:
    finished(library, "ä" * 300 + "😀" * 10, "b" * 310)
    with library.reading() as work:
        lengths = {one.language: one.length for one in work.overview.finished() if one.field == FIELD}
    assert lengths == {"fi": 310, "sv": 310}


def test_the_samples_say_how_our_own_texts_run(samples: Library) -> None:
    ratios = fitting.ratios(samples)
    for source, target in (("fi", "sv"), ("sv", "en"), ("fi", "en")):
        one = ratios.of(source, target)
        assert one.pairs >= 10
        assert 0.9 < one.need(1000).likely / 1000 < 1.1


def test_a_library_that_has_not_changed_is_not_read_again(library: Library) -> None:
    known = fitting.Fitting()
    finished(library, "a" * 400, "b" * 440)
    first = known.ratios(library)
    assert known.ratios(library) is first
    finished(library, "a" * 300, "b" * 330)
    assert known.ratios(library).of("fi", "sv").pairs == 2
    assert len(list_practices(library)) == 2
