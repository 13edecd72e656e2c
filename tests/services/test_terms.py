"""The glossary of a library: the programme's own terms, a person's, and those of files."""

from pathlib import Path

import pytest

from gptemplate.errors import BadFile, BadValue, ExportError, UnknownName
from gptemplate.model.terms import Designation, Standing, Term
from gptemplate.paths import paths
from gptemplate.services import term_files, terms
from gptemplate.services.editing import open_practice
from gptemplate.services.library import find
from gptemplate.store.library import Library
from gptemplate.translation.dictionaries import dictionary_folders
from gptemplate.translation.starter_terms import starter_terms

FORBIDDEN, ADMITTED = Standing.FORBIDDEN, Standing.ADMITTED


@pytest.fixture
def glossary() -> terms.Glossary:
    """What finds terms, with the dictionaries of this machine."""
    return terms.Glossary(dictionary_folders(paths("no-data")))


def term(*names: tuple[str, str]) -> Term:
    return Term("", tuple(Designation(*one) for one in names))


def named(library: Library) -> list[list[str]]:
    return [[one.text for one in each.designations] for each in terms.list_terms(library)]


def test_a_new_library_gets_the_programmes_terms_once(library: Library) -> None:
    assert len(terms.add_starter_once(library)) == len(starter_terms())
    assert terms.add_starter_once(library) == ()
    assert len(terms.list_terms(library)) == len(starter_terms())


def test_a_programmes_term_that_was_removed_or_changed_stays_so(library: Library) -> None:
    terms.add_starter(library)
    gone, changed = terms.find(library, "hyvä käytäntö"), terms.find(library, "pilot action")
    terms.remove(library, [gone.id])
    terms.put(library, Term(changed.id, (Designation("en", "trial"),)))
    assert terms.add_starter(library) == ()
    assert gone.id not in {one.id for one in terms.list_terms(library)}
    assert terms.find(library, "trial").id == changed.id


def test_the_programmes_terms_come_back_from_the_bin_when_they_are_asked_for(library: Library) -> None:
    terms.add_starter(library)
    own = terms.put(library, term(("en", "participant")))
    held = [one.id for one in terms.list_terms(library)]
    terms.remove(library, held)
    assert set(terms.bring_back_starter(library)) == set(held) - {own.id}
    assert [one.id for one in terms.in_bin(library)] == [own.id]
    assert terms.bring_back_starter(library) == ()


def test_what_is_put_is_cleaned_and_signed(library: Library) -> None:
    kept = terms.put(library, Term("", (Designation("fi", " sana\n1 "), Designation("fi", "sana 1"), Designation("sv", ""))))
    assert [one.text for one in kept.designations] == ["sana 1"]
    assert len(kept.id) == 32
    assert kept.modified > 0
    assert terms.list_terms(library) == [kept]


def test_a_term_without_a_name_is_refused(library: Library) -> None:
    with pytest.raises(BadValue, match="Nothing was changed"):
        terms.put(library, term(("fi", " ")))
    assert terms.list_terms(library) == []


def test_terms_are_listed_by_name_and_narrowed_by_words(library: Library) -> None:
    for each in (term(("fi", "öljy"), ("sv", "olja")), term(("fi", "Apu"), ("sv", "hjälp")), term(("sv", "Bil"))):
        terms.put(library, each)
    assert named(library) == [["Apu", "hjälp"], ["Bil"], ["öljy", "olja"]]
    assert [one.designations[0].text for one in terms.list_terms(library, "OLJ")] == ["öljy"]
    assert [one.designations[0].text for one in terms.list_terms(library, "l", language="sv")] == ["Bil", "Apu", "öljy"]


def test_the_bin_keeps_what_was_removed(library: Library) -> None:
    kept = terms.put(library, term(("fi", "sana")))
    terms.remove(library, [kept.id])
    assert (terms.list_terms(library), terms.in_bin(library)) == ([], [kept])
    terms.restore(library, [kept.id])
    assert (terms.list_terms(library), terms.in_bin(library)) == ([kept], [])


def test_a_name_that_means_several_terms_or_none_is_refused(library: Library) -> None:
    terms.put(library, term(("sv", "validering"), ("fi", "a")))
    terms.put(library, term(("sv", "validering"), ("fi", "b")))
    for name, reason in (("Validering", "more than one"), ("ei ole", "no term")):
        with pytest.raises(UnknownName, match=reason):
            terms.find(library, name)


def test_the_recogniser_follows_the_glossary(library: Library, glossary: terms.Glossary) -> None:
    terms.put(library, term(("sv", "god praxis"), ("en", "good practice")))
    first = glossary.recogniser(library)
    assert glossary.recogniser(library) is first
    terms.put(library, term(("sv", "målgrupp")))
    second = glossary.recogniser(library)
    assert second is not first
    assert [one.written for one in second.found("Goda praxis för målgruppen", "sv")] == ["Goda praxis", "målgruppen"]


def test_what_is_inserted_has_the_capital_letters_of_the_place(library: Library, glossary: terms.Glossary) -> None:
    terms.add_starter(library)
    recogniser = glossary.recogniser(library)
    for text, expected in (
        ("Goda praxis", "Good practice"),
        ("en god praxis", "good practice"),
        ("GODA PRAXIS", "GOOD PRACTICE"),
    ):
        (found,) = recogniser.found(text, "sv")
        (best, *_rest) = terms.equivalents(found, "en")
        assert terms.as_written(found, best) == expected
    (name,) = recogniser.found("Policy Learning Platform", "en")
    assert terms.as_written(name, terms.equivalents(name, "fi")[0]) == "osaamisalusta"


def test_equivalents_are_of_the_country_first_and_never_forbidden(library: Library, glossary: terms.Glossary) -> None:
    terms.add_starter(library)
    (found,) = glossary.recogniser(library).found("social assistance", "en")
    assert [one.text for one in terms.equivalents(found, "sv", "FI")][0] == "utkomststöd"
    assert [one.text for one in terms.equivalents(found, "sv", "SE")][:2] == ["försörjningsstöd", "ekonomiskt bistånd"]
    (best,) = glossary.recogniser(library).found("best practice", "en")
    assert "bästa praxis" not in [one.text for one in terms.equivalents(best, "sv")]


def test_findings_of_a_practice_are_told_in_the_order_of_the_form(samples: Library, glossary: terms.Glossary) -> None:
    terms.put(samples, term(("sv", "undersköterska"), ("en", "practical nurse")))
    ident = find(samples, "548beec8")
    practice = open_practice(samples, ident)
    template = samples.template(practice.template_id)
    recogniser = glossary.recogniser(samples)
    told = terms.findings(recogniser, template, practice)
    assert {(one.check, one.language) for one in told} == {("term_missing", "en")}
    order = [one.field for one in told]
    assert order == [one for one in template.fields if one in order]
    assert terms.findings(recogniser, template, practice, ["fi"]) == []


def test_two_selected_words_become_a_term(library: Library, glossary: terms.Glossary) -> None:
    added = glossary.add_pair(library, "sv", "Språkvän,", "en", "language friends")
    assert not added.joined
    assert added.term.designations == (Designation("sv", "språkvän"), Designation("en", "language friend"))
    assert terms.list_terms(library) == [added.term]


def test_a_pair_joins_the_concept_that_has_one_of_its_words(library: Library, glossary: terms.Glossary) -> None:
    first = glossary.add_pair(library, "sv", "språkvän", "en", "language friend").term
    added = glossary.add_pair(library, "fi", "kieliystävä", "sv", "Språkvän")
    assert (added.joined, added.term.id) == (True, first.id)
    assert [one.text for one in added.term.designations] == ["språkvän", "language friend", "kieliystävä"]
    other = glossary.add_pair(library, "sv", "språkvän", "en", "language buddy").term
    assert other.named("en") == (Designation("en", "language friend"), Designation("en", "language buddy", ADMITTED))
    assert glossary.add_pair(library, "en", "language buddy", "sv", "språkvän").term == other
    assert len(terms.list_terms(library)) == 1


@pytest.mark.parametrize("pair", [("sv", "ord", "sv", "glosa"), ("sv", " ", "en", "word"), ("sv", "ord", "en", "…")])
def test_a_pair_needs_two_words_of_two_languages(
    library: Library, glossary: terms.Glossary, pair: tuple[str, str, str, str]
) -> None:
    with pytest.raises(BadValue, match="Nothing was added"):
        glossary.add_pair(library, *pair)
    assert terms.list_terms(library) == []


@pytest.mark.parametrize("name", ["x.tbx", "x.csv", "x.tsv"])
def test_what_goes_out_and_in_again_changes_nothing(library: Library, tmp_path: Path, name: str) -> None:
    terms.add_starter(library)
    before = terms.list_terms(library)
    assert term_files.export(library, tmp_path / name) == len(before)
    brought = term_files.bring_in(library, tmp_path / name)
    assert (brought.new, brought.before, brought.same) == ((), (), len(before))
    assert terms.list_terms(library) == before


def test_another_librarys_glossary_is_taken_over_whole(library: Library, opened, tmp_path: Path) -> None:
    terms.add_starter(library)
    term_files.export(library, tmp_path / "x.tbx")
    other = opened(tmp_path / "other.gptemplate")
    assert len(term_files.bring_in(other, tmp_path / "x.tbx").new) == len(starter_terms())
    assert [one.designations for one in terms.list_terms(other)] == [one.designations for one in terms.list_terms(library)]


def test_a_file_fills_up_what_is_there_and_can_be_taken_back(library: Library, tmp_path: Path) -> None:
    kept = terms.put(library, term(("fi", "kieliystävä"), ("sv", "språkvän")))
    file = tmp_path / "theirs.csv"
    file.write_text(
        "fi,sv,en,definition\nkieliystävä,språkvän,language friend,helps with words\ntalo,hus,house,\n,,,x\n", "utf-8"
    )
    brought = term_files.bring_in(library, file)
    assert (len(brought.new), brought.before, brought.same, brought.skipped) == (1, (kept,), 0, 1)
    filled = terms.find(library, "kieliystävä")
    assert [one.text for one in filled.designations] == ["kieliystävä", "språkvän", "language friend"]
    assert filled.definition == "helps with words"
    term_files.take_back(library, brought)
    assert [one.designations for one in terms.list_terms(library)] == [kept.designations]


def test_a_homonym_is_not_joined(library: Library, tmp_path: Path) -> None:
    terms.put(library, term(("sv", "validering"), ("en", "validation"), ("fi", "validointi")))
    file = tmp_path / "theirs.csv"
    file.write_text("fi,sv\nosaamisen tunnistaminen,validering\n", "utf-8")
    assert len(term_files.bring_in(library, file).new) == 1


def test_a_bad_file_changes_nothing(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "x.tbx"
    file.write_bytes(b"<martif><text>")
    with pytest.raises(BadFile):
        term_files.bring_in(library, file)
    assert terms.list_terms(library) == []


def test_an_export_needs_a_known_name_and_omegat_its_pair(library: Library, tmp_path: Path) -> None:
    for name, reason in (("x.doc", "ends with"), ("x.txt", "two languages")):
        with pytest.raises(ExportError, match=reason):
            term_files.export(library, tmp_path / name)
    assert list(tmp_path.glob("x.*")) == []
    terms.put(library, term(("fi", "talo"), ("sv", "hus")))
    term_files.export(library, tmp_path / "x.txt", source="fi", target="sv")
    assert (tmp_path / "x.txt").read_text("utf-8") == "talo\thus\t\n"
