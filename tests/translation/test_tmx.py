"""TMX files: ours read back by us and by others, others' read by us, and hostile ones that do no harm."""

from __future__ import annotations

import io
import subprocess
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from translate.storage import tmx as toolkit

from gptemplate.errors import BadFile
from gptemplate.model import text as texts
from gptemplate.model.memory import Extent, Unit
from gptemplate.translation import tmx

LIBRARY = ("fi", "sv", "en")
UNITS = [
    Unit(
        {"fi": "Koulutus & tuki < 5 v.", "sv": "Utbildning & stöd < 5 år", "en": "Training & support < 5 y"},
        practice="a" * 32, field="summary", project="Silta ”2”", author="Group 1", modified=1_700_000_000_000, number=1,
    ),
    Unit({"fi": "Yksi.\n\nKaksi.", "en": "One.\n\nTwo."}, Extent.FIELD, modified=1_600_000_000_000, number=2),
]  # fmt: skip


def _written(units: list[Unit] = UNITS) -> bytes:
    stream = io.BytesIO()
    tmx.write(stream, units)
    return stream.getvalue()


def _read(content: bytes | str, languages: tuple[str, ...] = LIBRARY) -> tuple[list[Unit], tmx.Reader]:
    reader = tmx.read(
        io.BytesIO(content.encode() if isinstance(content, str) else content), languages=languages, project="file"
    )
    return list(reader), reader


def _file(units: str, head: str = "", header: str = "") -> str:
    return f'<?xml version="1.0"?>{head}<tmx version="1.4"><header {header}/><body>{units}</body></tmx>'


def _tu(fi: str = "Hei", sv: str = "Hej") -> str:
    return f'<tu><tuv xml:lang="fi"><seg>{fi}</seg></tuv><tuv xml:lang="sv"><seg>{sv}</seg></tuv></tu>'


def test_what_is_written_is_read_back() -> None:
    units, reader = _read(_written())
    assert units == [UNITS[0], Unit(**{**_fields(UNITS[1]), "project": "file"})]
    assert (reader.read, reader.skipped, reader.foreign, reader.broken) == (2, 0, 0, None)


def _fields(unit: Unit) -> dict:
    names = ("texts", "extent", "practice", "field", "project", "author", "modified")
    return {name: getattr(unit, name) for name in names}


_CLEAN = st.text(min_size=1, max_size=40).map(texts.clean).map(str.strip).filter(bool)


@given(st.lists(st.dictionaries(st.sampled_from(LIBRARY), _CLEAN, min_size=2), max_size=4))
def test_every_text_that_can_be_kept_comes_back(said: list[dict[str, str]]) -> None:
    units, _reader = _read(_written([Unit(one) for one in said]))
    assert [dict(one.texts) for one in units] == said


def test_a_unit_of_one_language_is_not_written() -> None:
    stream = io.BytesIO()
    assert tmx.write(stream, [Unit({"fi": "Hei"}), UNITS[1]]) == 1


def test_the_toolkit_reads_what_we_write(tmp_path: Path) -> None:
    file = tmp_path / "memory.tmx"
    file.write_bytes(_written())
    store = toolkit.tmxfile.parsefile(str(file))
    nodes = [unit.getlanguageNodes() for unit in store.units]
    found = [{node.get(f"{{{XML}}}lang"): node.findtext("seg") for node in unit} for unit in nodes]
    assert found == [dict(one.texts) for one in UNITS]


XML = "http://www.w3.org/XML/1998/namespace"


def test_we_read_what_the_toolkit_writes(tmp_path: Path) -> None:
    store = toolkit.tmxfile(sourcelanguage="fi", targetlanguage="sv")
    store.addtranslation("Hyvä käytäntö", "fi", "God praxis", "sv")
    units, _reader = _read(bytes(store))
    assert [dict(one.texts) for one in units] == [{"fi": "Hyvä käytäntö", "sv": "God praxis"}]


def test_tags_are_reduced_to_the_languages_of_the_library() -> None:
    said = {"fi-FI": "Hei", "SV_fi": "Hej", "en-US": "Hi", "de": "Hallo"}
    variants = "".join(f'<tuv xml:lang="{tag}"><seg>{text}</seg></tuv>' for tag, text in said.items())
    units, _reader = _read(_file(f"<tu>{variants}</tu>"))
    assert dict(units[0].texts) == {"fi": "Hei", "sv": "Hej", "en": "Hi"}
    assert set(_read(_file(f"<tu>{variants}</tu>"), ())[0][0].texts) == {"fi", "sv", "en", "de"}


def test_of_two_texts_in_one_language_the_one_without_a_region_counts() -> None:
    variants = (
        '<tuv lang="en-US"><seg>Color</seg></tuv><tuv lang="en"><seg>Colour</seg></tuv><tuv lang="fi"><seg>Väri</seg></tuv>'
    )
    assert dict(_read(_file(f"<tu>{variants}</tu>"))[0][0].texts) == {"en": "Colour", "fi": "Väri"}


def test_marks_go_and_the_text_in_them_stays() -> None:
    fi = 'Katso <bpt i="1">&lt;b&gt;</bpt><hi>tämä</hi><ept i="1">&lt;/b&gt;</ept> sivu<ph x="1">{1}<sub> (huom)</sub></ph>.'
    units, _reader = _read(_file(_tu(fi, '<it pos="begin">[i]</it>Se sidan.<ut>x</ut>')))
    assert dict(units[0].texts) == {"fi": "Katso tämä sivu (huom).", "sv": "Se sidan."}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_any_encoding_is_read(encoding: str) -> None:
    name = "utf-8" if encoding == "utf-8-sig" else encoding
    content = _file(_tu("Työ", "Arbete")).replace("?>", f' encoding="{name}"?>', 1).encode(encoding)
    assert dict(_read(content)[0][0].texts) == {"fi": "Työ", "sv": "Arbete"}


def test_the_old_form_with_a_document_type_is_read() -> None:
    head = '<!DOCTYPE tmx SYSTEM "tmx11.dtd">'
    old = _file(_tu().replace("xml:lang", "lang"), head).replace('"1.4"', '"1.1"')
    assert dict(_read(old)[0][0].texts) == {"fi": "Hei", "sv": "Hej"}


def test_what_the_header_says_of_extent_counts_where_a_unit_says_nothing() -> None:
    assert _read(_file(_tu(), header='segtype="paragraph"'))[0][0].extent is Extent.FIELD
    assert _read(_file(_tu()))[0][0].extent is Extent.SENTENCE


def test_faulty_units_are_passed_over_and_told() -> None:
    faulty = '<tu><tuv xml:lang="fi"><seg>Hei</seg></tuv></tu><tu><tuv><seg>?</seg></tuv><tuv xml:lang="fi"/></tu><tu/>'
    long = _tu("a" * (texts.LONGEST + 1))
    german = '<tu><tuv xml:lang="de"><seg>Ja</seg></tuv><tuv xml:lang="fi"><seg>Joo</seg></tuv></tu>'
    units, reader = _read(_file(f"{faulty}{long}{german}{_tu()}"))
    assert len(units) == 1
    assert (reader.read, reader.skipped, reader.foreign) == (1, 4, 1)
    assert "passed over" in str(reader.faults[0])
    assert "one language" in str(reader.faults[0])


def test_what_stands_before_the_damage_is_read() -> None:
    units, reader = _read(_file(_tu() * 3 + "<tu><tuv xml:lang='fi'><seg>Hei</tuv>"))
    assert len(units) == 3
    assert "damaged from line" in str(reader.broken)


@pytest.mark.parametrize("content", [b"", b"\x00\x01", b"<html/>", b"PK\x03\x04", "Työ".encode("utf-16")])
def test_another_file_is_refused(content: bytes) -> None:
    with pytest.raises(BadFile, match="no translation memory"):
        _read(content)


@pytest.mark.parametrize(
    ("said", "moment"), [("20231114T221320Z", 1_700_000_000_000), ("20239999T000000Z", 0), ("yesterday", 0)]
)
def test_dates_are_read_where_they_are_dates(said: str, moment: int) -> None:
    units, _reader = _read(_file(_tu().replace("<tu>", f'<tu changedate="{said}">')))
    assert units[0].modified == moment


def test_entities_are_not_expanded_and_nothing_is_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET")
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    head = f'<!DOCTYPE tmx [<!ENTITY e0 "ha"><!ENTITY file SYSTEM "{secret.as_uri()}">{bomb}]>'
    units, _reader = _read(_file(_tu("Hei &e11;&file; vaan"), head))
    assert all("SECRET" not in one.texts["fi"] and len(one.texts["fi"]) < 20 for one in units)


def test_a_unit_without_end_is_not_gathered() -> None:
    units, reader = _read(_file(_tu() + "<tu>" + "<note/>" * 50_000 + "</tu>"))
    assert len(units) == 1
    assert reader.broken is not None


def test_reading_tells_how_far_it_is_and_ends_when_asked() -> None:
    content = _file(_tu() * 5_000)
    told: list[int] = []

    def progress(count: int) -> bool:
        told.append(count)
        return len(told) < 100

    reader = tmx.read(io.BytesIO(content.encode()), languages=LIBRARY, progress=progress)
    assert len(list(reader)) == 100
    assert reader.cancelled
    assert told == sorted(told)


@pytest.mark.slow
def test_reading_takes_the_same_memory_for_any_size() -> None:
    class Endless(io.RawIOBase):
        """A file of many units that nobody holds."""

        def __init__(self, count: int) -> None:
            self.parts = iter([b'<tmx version="1.4"><header/><body>', *[_tu().encode() * 100] * count, b"</body></tmx>"])

        def read(self, size: int = -1) -> bytes:
            return next(self.parts, b"")

    def peak(count: int) -> int:
        tracemalloc.start()
        assert sum(1 for _unit in tmx.read(Endless(count), languages=LIBRARY)) == count * 100
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(10)
    assert peak(200) < 2 * peak(20)


@pytest.mark.slow
def test_a_file_is_valid_by_the_document_type_that_omegat_has() -> None:
    with zipfile.ZipFile("/usr/share/omegat/OmegaT.jar") as jar:
        name = next(name for name in jar.namelist() if name.endswith("tmx14.dtd"))
        dtd = etree.DTD(io.BytesIO(jar.read(name)))
    assert dtd.validate(etree.fromstring(_written())), dtd.error_log


@pytest.mark.slow
@pytest.mark.parametrize("target", ["sv", "en"])
def test_omegat_translates_with_one_file_into_every_language(tmp_path: Path, target: str) -> None:
    said = {
        "fi": "Koulutus alkoi syksyllä.",
        "sv": "Utbildningen började på hösten.",
        "en": "The training began in the autumn.",
    }
    for folder in ("source", "target", "omegat", "glossary", "dictionary", "tm/auto"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "source" / "text.txt").write_text(f"{said['fi']}\n", encoding="utf-8")
    (tmp_path / "tm" / "auto" / "memory.tmx").write_bytes(_written([Unit(said)]))
    (tmp_path / "omegat.project").write_text(_PROJECT.format(target=target))
    run = ["omegat", str(tmp_path), "--mode=console-translate", f"--config-dir={tmp_path / 'config'}"]
    ended = subprocess.run(run, capture_output=True, timeout=110, check=False)
    assert ended.returncode == 0, ended.stderr.decode()
    assert (tmp_path / "target" / "text.txt").read_text(encoding="utf-8").strip() == said[target]


_PROJECT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0">
<source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir>
<glossary_dir>__DEFAULT__</glossary_dir><glossary_file>__DEFAULT__</glossary_file><dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>fi</source_lang><target_lang>{target}</target_lang>
<source_tok>org.omegat.tokenizer.DefaultTokenizer</source_tok><target_tok>org.omegat.tokenizer.DefaultTokenizer</target_tok>
<sentence_seg>true</sentence_seg><support_default_translations>true</support_default_translations><remove_tags>false</remove_tags>
</project></omegat>
"""
