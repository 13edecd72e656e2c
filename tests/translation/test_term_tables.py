"""Terms as tables: ours come back exactly, those of others are understood, and none can run anything."""

import csv
import io
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gptemplate.errors import BadFile
from gptemplate.model.terms import Designation, Standing, Term
from gptemplate.translation import term_tables
from gptemplate.translation.starter_terms import starter_terms
from tests.translation.term_cases import GLOSSARIES, plain

SLOW_DRAWS = [HealthCheck.too_slow]


@given(held=GLOSSARIES.filter(bool), separator=st.sampled_from(["\t", ";", ","]))
@settings(max_examples=50, deadline=None, suppress_health_check=SLOW_DRAWS)
def test_what_is_written_is_read_again(held: list[Term], separator: str) -> None:
    read = term_tables.read(term_tables.write(held, separator), "x.csv")
    assert [plain(one) for one in read.terms] == [plain(one) for one in held]
    assert (read.skipped, read.remarks) == (0, ())


@given(held=GLOSSARIES.filter(bool), cut_at=st.sampled_from(["\t", ";", ",", "|"]))
@settings(max_examples=40, deadline=None, suppress_health_check=SLOW_DRAWS)
def test_no_cell_begins_a_formula_wherever_a_spreadsheet_cuts_the_line(held: list[Term], cut_at: str) -> None:
    written = term_tables.write(held, ";").decode("utf-8-sig")
    for row in csv.reader(io.StringIO(written, newline=""), delimiter=cut_at):
        for cell in row:
            assert not cell.lstrip(' "\t\r\n').startswith(("=", "+", "-", "@")), cell


@pytest.mark.parametrize(
    ("head", "column"),
    [
        ("fi", ("fi", "", None)),
        ("Suomi", ("fi", "", None)),
        ("Finska", ("fi", "", None)),
        ("term_en", ("en", "", None)),
        ("SV-fi", ("sv", "FI", None)),
        ("sv_SE", ("sv", "SE", None)),
        ("Swedish (admitted)", ("sv", "", Standing.ADMITTED)),
        ("ruotsi: kielletty", ("sv", "", Standing.FORBIDDEN)),
        ("Ord på svenska (sv)", ("sv", "", None)),
    ],
)
def test_columns_are_recognised_by_their_heads(head: str, column: tuple[str, str, Standing | None]) -> None:
    language, region, standing = column
    other = "en" if language != "en" else "fi"
    read = term_tables.read(f"{head}\t{other}\tmääritelmä\tKälla\nsana\tword\tmeaning\tbook\n".encode(), "x.tsv")
    (term,) = read.terms
    assert Designation(language, "sana", standing or Standing.PREFERRED, region) in term.designations
    assert (term.definition, term.source) == ("meaning", "book")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("separator", ["\t", ";", ","])
def test_letters_and_separators_are_recognised(encoding: str, separator: str) -> None:
    rows = [["Suomi", "Svenska", "English"], ["käytäntö", "åtgärd", "practice"], ["hyöty", "nytta för öar", "benefit"]]
    read = term_tables.read("\r\n".join(separator.join(row) for row in rows).encode(encoding), "x.csv")
    assert [[one.text for one in term.designations] for term in read.terms] == rows[1:]
    assert len(read.remarks) == (encoding == "cp1252"), "it is said when letters had to be guessed"


def test_several_names_in_a_cell_are_parted_and_the_first_is_preferred() -> None:
    (term,) = term_tables.read(b'fi;en\n"sana; sanue | ilmaus";word\n', "x.csv").terms
    assert [(one.text, one.standing) for one in term.named("fi")] == [
        ("sana", Standing.PREFERRED),
        ("sanue", Standing.ADMITTED),
        ("ilmaus", Standing.ADMITTED),
    ]


def test_empty_rows_say_nothing_and_rows_without_a_name_are_counted() -> None:
    read = term_tables.read(b"fi\ten\tnote\nsana\tword\t\n\t\t\n\t\tonly a note\n", "x.tsv")
    assert (len(read.terms), read.skipped) == (1, 1)
    assert "4" in str(read.remarks[0])


def test_a_table_without_heads_is_refused_with_advice_unless_its_languages_are_named() -> None:
    glossary = b'talo\thus\tan "old note\n'
    with pytest.raises(BadFile, match="first row"):
        term_tables.read(glossary, "x.txt")
    (term,) = term_tables.read(glossary, "x.txt", ("fi", "sv")).terms
    assert [one.text for one in term.designations] == ["talo", "hus"]
    assert term.note == 'an "old note'


def test_a_glossary_for_omegat_leads_to_what_is_agreed() -> None:
    lines = [line.split("\t") for line in term_tables.write_omegat(starter_terms(), "en", "sv").decode().splitlines()]
    pairs = {(source, target) for source, target, _note in lines}
    assert {("best practice", "god praxis"), ("social assistance", "utkomststöd")} <= pairs
    assert ("social assistance", "försörjningsstöd") not in pairs
    assert not {"bästa praxis"} & {target for _source, target in pairs}


def test_damaged_files_are_read_or_refused_never_more() -> None:
    chance = random.Random(7)
    whole = [term_tables.write(starter_terms()[:4], separator) for separator in "\t;"]
    whole.append(whole[0].decode("utf-8-sig").encode("utf-16"))
    for _ in range(400):
        content = bytearray(chance.choice(whole))
        for _ in range(chance.randint(1, 8)):
            place = chance.randrange(len(content))
            if chance.random() < 0.5:
                content[place] = chance.choice(b'\x00\n\r\t";,|\\=\xff\xfe\xc3')
            else:
                del content[place : place + chance.randint(1, 60)]
        try:
            term_tables.read(bytes(content), "x.csv")
        except BadFile:
            continue
