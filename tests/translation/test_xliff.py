"""XLIFF for translators: valid by the schemas of OASIS, read by others, and read back whatever a program did to it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from translate.storage import xliff as other_12
from translate.storage import xliff2 as other_2

from gptemplate.errors import BadFile, UserError
from gptemplate.model import text as texts
from gptemplate.model.handoff import Passage
from gptemplate.model.states import Key
from gptemplate.translation import xliff12, xliff21
from gptemplate.translation.xliff_reading import read
from tests.translation.sheets import PRACTICE, SUMMARY, TEXT, TITLE, local, sheet, translated, usual

SCHEMAS = Path(__file__).resolve().parent.parent / "data" / "oasis"
WRITERS = {
    "1.2": xliff12.write,
    "1.2 filled": lambda one: xliff12.write(one, filled=True),
    "2.1": xliff21.write,
}
BY_VERSION = pytest.mark.parametrize("version", WRITERS)
SLR, MDA = (f"{{urn:oasis:names:tc:xliff:{name}:2.0}}" for name in ("sizerestriction", "metadata"))
CORE = "{urn:oasis:names:tc:xliff:document:2.0}"


def schema(name: str) -> etree.XMLSchema:
    content = (SCHEMAS / name).read_text("utf-8")
    located = re.sub(r'schemaLocation="[^"]*xml\.xsd"', f'schemaLocation="{(SCHEMAS / "xml.xsd").as_uri()}"', content)
    return etree.XMLSchema(etree.fromstring(located.encode()))


def assert_valid(content: bytes) -> None:
    root = etree.fromstring(content)
    one = schema("xliff-core-2.0.xsd" if root.get("version") == "2.1" else "xliff-core-1.2-strict.xsd")
    assert one.validate(root), one.error_log
    if root.get("version") == "2.1":
        assert_modules_valid(root)


def assert_modules_valid(root: etree._Element) -> None:
    """The rules of the two modules of XLIFF 2.1, whose schemas nobody packages."""
    for file in root.iter(f"{CORE}file"):
        assert [one.get("generalProfile") for one in file.iter(f"{SLR}profiles")] == ["xliff:codepoints"]
    for one in root.iter():
        if f"{SLR}sizeRestriction" in one.attrib:
            assert local(one) in ("file", "group", "unit", "mrk", "sm", "pc", "sc")
            assert re.fullmatch(r"(\d+,)?(\d+|\*)", one.get(f"{SLR}sizeRestriction"))
    for held in root.iter(f"{MDA}metadata"):
        assert local(held.getparent()) in ("file", "group", "unit")
        assert held.getnext() is None or local(held.getnext()) in ("notes", "originalData", "segment")
        assert [one.tag for one in held] == [f"{MDA}metaGroup"]
        assert all(one.tag == f"{MDA}meta" and one.get("type") and not len(one) for group in held for one in group)
        assert len(held[0])


# ------------------------------------------------------------------- what is written
@BY_VERSION
def test_what_is_written_is_valid_and_always_the_same(version: str) -> None:
    content = WRITERS[version](sheet())
    assert_valid(content)
    assert content == WRITERS[version](sheet())


def test_a_unit_is_one_segment_and_says_its_limit_what_it_was_made_from_and_what_helps() -> None:
    root = etree.fromstring(xliff21.write(sheet()))
    units = list(root.iter(f"{CORE}unit"))
    assert [len(unit.findall(f"{CORE}segment")) for unit in units] == [1, 1, 1]
    assert [unit.get(f"{SLR}sizeRestriction") for unit in units] == ["100", "160", None]
    facts = {one.get("type"): one.text for one in units[1].iter(f"{MDA}meta")}
    assert facts == {
        "practice": PRACTICE, "form": "interreg-europe-2021", "field": "summary", "language": "sv",
        "source-revision": "b" * 64, "source-digest": texts.digest("Uusi lause."),
        "target-revision": "c" * 64, "target-digest": texts.digest("Gammal mening."),
    }  # fmt: skip
    notes = {one.get("category").partition(":")[2]: one.text for one in units[0].iter(f"{CORE}note")}
    assert notes == {"field": "Praxisens namn", "limit": "Högst 100 tecken", "help": "Ett namn.", "text-en": "EN: Café"}
    assert any("Vanha lause." in one.text for one in units[1].iter(f"{CORE}note"))
    assert not any("space" in name for one in root.iter(f"{CORE}segment") for name in one.attrib)


def test_the_older_version_has_the_limit_in_characters_and_can_be_filled_for_omegat() -> None:
    plain, filled = (etree.fromstring(xliff12.write(sheet(), filled=one)) for one in (False, True))
    units = [one for one in plain.iter() if local(one) == "trans-unit"]
    assert [(one.get("maxwidth"), one.get("size-unit")) for one in units] == [("100", "char"), ("160", "char"), (None, None)]
    targets = [[child.text for child in one if local(child) == "target"] for one in units]
    assert targets == [[], ["Gammal mening."], []]
    for one in (each for each in filled.iter() if local(each) == "trans-unit"):
        source, target = one[0], one[1]
        assert (local(source), local(target), source.text) == ("source", "target", target.text)
    before = [one for one in filled.iter() if local(one) == "alt-trans"]
    assert [one[0].text for one in before] == ["Gammal mening."]


@BY_VERSION
def test_others_read_the_same_texts(version: str) -> None:
    """translate-toolkit opens each file by its version and sees our sources, targets and limits."""
    content = WRITERS[version](sheet())
    store = other_2.Xliff2File.parsestring(content) if version == "2.1" else other_12.xlifffile.parsestring(content)
    units = [one for one in store.units if one.source]
    assert [str(one.source) for one in units] == [one.source for one in usual()]
    assert str(units[1].target) == ("Uusi lause." if "filled" in version else "Gammal mening.")


# ------------------------------------------------------------------- what comes back
@BY_VERSION
def test_what_was_translated_comes_back_with_what_it_was_made_from(version: str) -> None:
    said = {"title": "Språkkafé", "description": "Först <så> & så.\n\n– ett\n– två"}
    back = read(translated(WRITERS[version](sheet()), said), "a.xlf")
    assert (back.source_language, back.target_language, back.template) == ("fi", "sv", "interreg-europe-2021")
    by_key = {one.key: one for one in back.passages}
    assert {one.practice for one in back.passages} == {PRACTICE}
    assert (by_key[TITLE].target, by_key[TEXT].target) == (said["title"], said["description"])
    assert by_key[TEXT].source == usual()[2].source
    assert (by_key[TITLE].source_revision, by_key[SUMMARY].target_revision) == ("a" * 64, "c" * 64)
    assert [by_key[key].is_touched for key in (TITLE, SUMMARY, TEXT)] == [True, False, True]
    assert all(one.remarks == () for one in back.passages)


@BY_VERSION
def test_an_untouched_file_has_nothing_translated(version: str) -> None:
    back = read(WRITERS[version](sheet()), "a.xlf")
    assert not any(one.is_touched for one in back.passages)
    assert {one.key for one in back.passages if one.is_translated} == (set() if "filled" in version else {SUMMARY})


@BY_VERSION
@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16", "ISO-8859-1"])
def test_attributes_in_another_order_and_another_encoding_change_nothing(version: str, encoding: str) -> None:
    root = etree.fromstring(translated(WRITERS[version](sheet()), {"title": "Språkkafé"}))
    for one in root.iter():
        held = list(one.attrib.items())
        one.attrib.clear()
        one.attrib.update(reversed(held))
    content = etree.tostring(root, xml_declaration=True, encoding=encoding)
    assert read(content, "a").passages == read(translated(WRITERS[version](sheet()), {"title": "Språkkafé"}), "a").passages


@BY_VERSION
def test_a_text_is_known_by_its_id_where_all_else_was_dropped(version: str) -> None:
    root = etree.fromstring(translated(WRITERS[version](sheet()), {"title": "Språkkafé"}))
    for one in [each for each in root.iter() if local(each) in ("metadata", "context-group", "notes", "note")]:
        if one.getparent() is not None:
            one.getparent().remove(one)
    (found, *_rest) = read(etree.tostring(root), "a").passages
    assert (found.practice, found.key, found.target, found.source_revision) == (PRACTICE, TITLE, "Språkkafé", "")


def two(source: str, target: str = "") -> str:
    return f"<segment><source>{source}</source>{f'<target>{target}</target>' if target else ''}</segment>"


def unit_21(inner: str) -> bytes:
    return (
        f'<xliff xmlns="{CORE[1:-1]}" version="2.0" srcLang="fi" trgLang="sv"><file id="f"><unit id="gp.{PRACTICE}.title">'
        f"{inner}</unit></file></xliff>"
    ).encode()


@pytest.mark.parametrize(
    ("inner", "target"),
    [
        (two("Yksi. ", "Ett. ") + two("Kaksi.", "Två."), "Ett. Två."),
        (two("Yksi.", "Ett.") + "<ignorable><source> </source></ignorable>" + two("Kaksi.", "Två."), "Ett. Två."),
        (
            two("A", "B").replace("<target>", '<target order="2">')
            + two("C", "D").replace("<target>", '<target order="1">'),
            "DB",
        ),
        (two("A", '<pc id="1">fet</pc><ph id="2"/> och <mrk id="m" type="term">ord</mrk>'), "fet och ord"),
        (two("A", 'rad<cp hex="000A"/>rad<!-- nej --> slut'), "rad\nrad slut"),
        (two("A", "x<cp hex='zz'/><cp hex='110000'/>y"), "xy"),
    ],
)  # fmt: skip
def test_segments_are_joined_and_codes_dropped_with_their_text_kept(inner: str, target: str) -> None:
    (found,) = read(unit_21(inner), "a").passages
    assert (found.target, found.is_partial) == (target, False)


def test_a_text_with_a_segment_left_out_is_told() -> None:
    (found,) = read(unit_21(two("Yksi.", "Ett.") + two("Kaksi.")), "a").passages
    assert (found.target, found.is_partial) == ("Ett.", True)


def test_the_older_version_keeps_the_text_around_codes_and_marks() -> None:
    inner = (
        '<source>A</source><target><mrk mtype="seg" mid="1">Ett <g id="1">fett</g></mrk> <mrk mtype="seg" mid="2">'
        'två<ph id="2">&lt;br/></ph><x id="3" ctype="lb"/>tre</mrk></target><note>Vad är detta?</note>'
    )
    content = (
        '<xliff version="1.2"><file source-language="fi" target-language="sv" original="x" datatype="plaintext"><body><group>'
        f'<trans-unit id="gp.{PRACTICE}.title">{inner}</trans-unit></group></body></file></xliff>'
    )
    (found,) = read(content.encode(), "a").passages
    assert (found.target, found.remarks) == ("Ett fett två\ntre", ("Vad är detta?",))


def test_texts_that_are_not_ours_are_kept_apart() -> None:
    content = unit_21(two("A", "B")).replace(f"gp.{PRACTICE}.title".encode(), b"u1")
    back = read(content, "a")
    assert (back.passages, back.strange) == ((), (("A", "B"),))


@BY_VERSION
@settings(max_examples=40, deadline=None)
@given(source=st.text(max_size=60), target=st.text(max_size=60), label=st.text(max_size=10))
def test_every_text_goes_out_valid_and_comes_back(version: str, source: str, target: str, label: str) -> None:
    source, target = texts.clean(source), texts.clean(target)
    one = Passage(Key("title", "sv"), label, source, target=target, help=label, others=(("en", label),), limit=5)
    content = WRITERS[version](sheet(one))
    assert_valid(content)
    (found,) = read(content, "a").passages
    assert found.source == source
    if "filled" not in version:
        assert found.target == (target if target.strip() else "")


# ------------------------------------------------------------------- what does harm
BOMB = (
    '<!DOCTYPE xliff [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + ']><xliff version="2.0" x="&j;"><file id="f"/></xliff>'
)
HARM = {
    "a bomb of entities": BOMB.encode(),
    "a bomb in UTF-16": BOMB.encode("utf-16"),
    "an outside entity": b'<!DOCTYPE xliff [<!ENTITY x SYSTEM "file:///etc/passwd">]><xliff version="2.0">&x;</xliff>',
    "an outside document type": b'<!DOCTYPE xliff SYSTEM "http://127.0.0.1:9/x.dtd"><xliff version="1.2"/>',
    "a depth without end": b'<xliff version="2.0">' + b"<group>" * 100_000,
    "too many elements": b'<xliff version="2.0">' + b"<g/>" * 500_000 + b"</xliff>",
    "half a file": xliff21.write(sheet())[:900],
    "another root": b"<tmx><xliff/></tmx>",
    "an unknown encoding": b'<?xml version="1.0" encoding="no-such"?><xliff version="2.0"/>',
    "nothing": b"",
}


@pytest.mark.parametrize("harm", HARM)
def test_a_file_made_to_do_harm_is_refused_in_words(harm: str) -> None:
    with pytest.raises(BadFile, match=r"x\.xlf"):
        read(HARM[harm], "x.xlf")


@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_no_damage_is_more_than_a_refusal(data: st.DataObject) -> None:
    content = bytearray(WRITERS[data.draw(st.sampled_from(list(WRITERS)))](sheet()))
    for _turn in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=12))
    try:
        found = read(bytes(content), "x")
    except UserError:
        return
    for one in found.passages:
        assert texts.clean(one.target) == one.target
