"""Terms as TBX: nothing is lost on the way, others read it, and files of others and of nobody are met with calm."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree
from translate.storage.tbx import tbxfile

from gptemplate.errors import BadFile
from gptemplate.model.terms import Designation, Standing, Term
from gptemplate.translation import tbx, term_drafts
from gptemplate.translation.starter_terms import starter_terms
from tests.translation.term_cases import GLOSSARIES, plain

DCT = """<?xml version="1.0"?>
<tbx style="dct" type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
 xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
 <tbxHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader>
 <text><body>
  <conceptEntry id="c1">
   <min:subjectField>migration</min:subjectField>
   <descripGrp><basic:definition>what it is</basic:definition><basic:source>where it stands</basic:source></descripGrp>
   <langSec xml:lang="sv-SE">
    <termSec><term>gammal</term><min:administrativeStatus>supersededTerm-admn-sts</min:administrativeStatus>
     <basic:geographicalUsage>Sweden</basic:geographicalUsage><note>a note</note></termSec>
   </langSec>
   <langSec xml:lang="fi-FI"><termSec><term>uusi</term></termSec><termSec><term>toinen</term></termSec></langSec>
  </conceptEntry>
  <conceptEntry id="empty"><langSec xml:lang="fi"><termSec><term> </term></termSec></langSec></conceptEntry>
 </body></text>
</tbx>"""

MARTIF = """<?xml version="1.0"?><!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><martifHeader><fileDesc><sourceDesc><p/></sourceDesc></fileDesc></martifHeader><text><body>
 <termEntry id="eid-1">
  <langSet xml:lang="en"><descrip type="definition">in English</descrip>
   <ntig><termGrp><term>labour <hi>market</hi></term>
    <termNote type="normativeAuthorization">preferredTerm</termNote></termGrp></ntig>
   <tig><term>labor market</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig></langSet>
  <langSet xml:lang="sv-FI"><tig><term>utkomststöd</term></tig></langSet>
  <langSet xml:lang="sv-SE"><tig><term>försörjningsstöd</term></tig></langSet>
 </termEntry></body></text></martif>"""


@pytest.mark.parametrize("old", [False, True])
@given(held=GLOSSARIES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_written_is_read_again(held: list[Term], old: bool) -> None:
    read = tbx.read(tbx.write(held, "Title", old=old), "x.tbx")
    assert [plain(one) for one in read.terms] == [plain(one) for one in held]
    assert (read.skipped, read.remarks) == (0, ())


def test_the_new_version_has_the_shape_of_its_standard() -> None:
    root = etree.fromstring(tbx.write(starter_terms()))
    space = "{urn:iso:std:iso:30042:ed-2}"
    assert (root.tag, root.get("style"), root.get("type")) == (f"{space}tbx", "dca", "TBX-Basic")
    assert [one.tag for one in root] == [f"{space}tbxHeader", f"{space}text"]
    for entry in root.iter(f"{space}conceptEntry"):
        tags = [etree.QName(one).localname for one in entry]
        assert tags == sorted(tags, key=lambda tag: tag == "langSec"), "what is said of a concept stands before its languages"
        languages = [one.get("{http://www.w3.org/XML/1998/namespace}lang") for one in entry.iter(f"{space}langSec")]
        assert len(languages) == len(set(languages))


def test_another_program_reads_every_term() -> None:
    terms = starter_terms()
    theirs = tbxfile()
    theirs.parse(tbx.write(terms, old=True))
    assert len(theirs.units) == len(terms)
    for unit, term in zip(theirs.units, terms, strict=True):
        for language in ("fi", "sv", "en"):
            said = [(one.text, one.deprecated) for one in unit.get_target_terms(language)]
            assert said == [(one.text, one.standing is Standing.FORBIDDEN) for one in term.named(language)]


def test_the_other_style_is_read_and_what_is_empty_is_counted() -> None:
    read = tbx.read(DCT.encode(), "theirs.tbx")
    (term,) = read.terms
    assert term.designations == (
        Designation("fi", "uusi"),
        Designation("fi", "toinen", Standing.ADMITTED),
        Designation("sv", "gammal", Standing.FORBIDDEN, "SE"),
    )
    assert (term.definition, term.source, term.note) == ("what it is", "where it stands", "a note")
    assert read.skipped == 1
    assert "empty" in str(read.remarks[0])


def test_martif_is_read_with_its_countries() -> None:
    (term,) = tbx.read(MARTIF.encode(), "old.tbx").terms
    assert term.definition == "in English"
    assert term.designations == (
        Designation("en", "labour market"),
        Designation("sv", "utkomststöd", region="FI"),
        Designation("sv", "försörjningsstöd", region="SE"),
        Designation("en", "labor market", Standing.FORBIDDEN),
    )


def test_a_file_of_others_gives_the_same_ids_each_time() -> None:
    first, second = (tbx.read(MARTIF.encode(), name).terms[0].id for name in ("a", "b"))
    assert first == second


BILLION = b'<!DOCTYPE martif [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><martif><termEntry>&b;</termEntry></martif>'
OUTSIDE = b'<!DOCTYPE martif [<!ENTITY a SYSTEM "file:///etc/passwd">]><martif><text><body/></text></martif>'


@pytest.mark.parametrize("content", [b"", b"<html/>", b"<martif>", b"no xml", BILLION, OUTSIDE, b"\xff\xfe<"])
def test_what_is_no_glossary_is_refused_whole(content: bytes) -> None:
    with pytest.raises(BadFile, match="Nothing was taken"):
        tbx.read(content, "bad.tbx")


def test_a_file_that_is_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tbx, "LARGEST_FILE", 100)
    with pytest.raises(BadFile, match="too large"):
        tbx.read(b"<martif>" + b" " * 100, "x.tbx")


def test_names_and_texts_beyond_their_limit_are_left_out_and_counted() -> None:
    long_name = Term("a" * 32, (Designation("fi", "x" * (term_drafts.LONGEST_NAME + 1)),))
    long_text = Term("b" * 32, (Designation("fi", "x"),), definition="x" * (term_drafts.LONGEST_TEXT + 1))
    read = tbx.read(tbx.write([long_name, long_text]), "x.tbx")
    assert (read.terms, read.skipped) == ((), 2)


def test_damaged_files_are_read_or_refused_never_more() -> None:
    chance = random.Random(5)
    whole = [tbx.write(starter_terms()[:3]), DCT.encode(), MARTIF.encode()]
    for _ in range(400):
        content = bytearray(chance.choice(whole))
        for _ in range(chance.randint(1, 6)):
            place = chance.randrange(len(content))
            match chance.randrange(3):
                case 0:
                    content[place] = chance.randrange(256)
                case 1:
                    del content[place : place + chance.randint(1, 40)]
                case _:
                    content[place:place] = content[chance.randrange(len(content)) :][: chance.randint(1, 40)]
        try:
            tbx.read(bytes(content), "x.tbx")
        except BadFile:
            continue


def test_more_terms_than_are_read_at_once_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(term_drafts, "MOST_TERMS", 5)
    read = tbx.read(tbx.write(starter_terms()[:5]), "x.tbx")
    assert (len(read.terms), read.remarks) == (5, ())
    read = tbx.read(tbx.write(starter_terms()[:7]), "x.tbx")
    assert (len(read.terms), read.skipped) == (5, 0)
    assert "more terms" in str(read.remarks[0])
