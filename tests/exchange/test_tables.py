"""Tables: safe to open in every spreadsheet, whole when they come back, and read however they were made."""

from __future__ import annotations

import csv
import io
import subprocess
import zipfile
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from gptemplate.errors import BadFile
from gptemplate.exchange.tables import read_table, sheets, write_csv, write_xlsx
from gptemplate.exchange.tables.columns import LONGEST_CELL
from gptemplate.exchange.tables.safe import guarded, unguarded
from gptemplate.model import text as texts
from gptemplate.model.practice import Practice, Value
from gptemplate.model.states import SHARED, Key, State
from gptemplate.services.templates import Templates

FORM = "interreg-europe-2021"
FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0", "＝1+1")


def practice(**fields: str) -> Practice:
    """A practice with texts such as `summary_fi` and shared values such as `status_`."""
    made = Practice("0" * 31 + "1", FORM, "fi", created=1_700_000_000_000, modified=1_750_000_000_000)
    for name, text in fields.items():
        field, _line, language = name.rpartition("_")
        made.values[Key(field, language or SHARED)] = Value(text, State.DRAFT, head=f"rev-{name}")
    return made


def one_row(content: bytes, templates: Templates, name: str = "x"):
    (row,) = read_table(content, name, templates.all())
    return row


@pytest.fixture(scope="module")
def samples_rows(tmp_path_factory, templates):
    from gptemplate.services import bringing_in, library
    from gptemplate.services.exporting.tables import read
    from gptemplate.store.library import open_library

    opened = open_library(tmp_path_factory.mktemp("tables") / "l.gptemplate", templates, device="here")
    bringing_in.bring_in(opened, bringing_in.sample_files())
    rows, refused = read(opened, [one.id for one in library.list_practices(opened)])
    opened.close()
    assert not refused
    return rows


# Out and back


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_what_goes_out_comes_back(samples_rows, templates: Templates, write, language: str) -> None:
    content = write(samples_rows, language)
    found = read_table(content, "practices", templates.all())
    assert len(found) == len(samples_rows) == 6
    for row, (template, held) in zip(found, samples_rows, strict=True):
        kept = {Key(one.id, code): held.text(one.id, code) for one, code in template.registers()}
        assert dict(row.values) == {key: text for key, text in kept.items() if text.strip()}
        assert (row.practice, row.template, row.source_language, row.remarks) == (
            held.id,
            template.id,
            held.source_language,
            (),
        )
        assert row.revisions == {
            key: value.head for key, value in held.values.items() if value.head and key.field in template.fields
        }
    assert write(samples_rows, language) == content, "the same bytes"


def test_every_field_and_language_has_its_state_and_count(templates: Templates) -> None:
    held = practice(summary_fi="Kaksi sanaa")
    (row,) = csv.DictReader(io.StringIO(write_csv([(templates(FORM), held)], "en").decode("utf-8-sig")))
    by_key = {head.rpartition("[")[2].rstrip("]"): cell for head, cell in row.items()}
    assert by_key["summary:fi"] == "Kaksi sanaa"
    assert by_key["summary:fi#state"] == "Draft"
    assert by_key["summary:fi#characters"] == "11"
    assert by_key["summary:sv#state"] == "Empty"
    assert by_key["@modified"] == "2025-06-15 15:06:40"
    assert by_key["@status"] == "Draft"
    for one, code in templates(FORM).registers():
        assert f"{one.id}{'' if code == SHARED else ':' + code}#state" in by_key


def test_a_finnish_or_swedish_spreadsheet_finds_its_columns(templates: Templates) -> None:
    rows = [(templates(FORM), practice(title_fi="Nimi"))]
    for language, separator in (("fi", ";"), ("sv", ";"), ("en", ",")):
        content = write_csv(rows, language)
        assert content.startswith(b"\xef\xbb\xbf")
        assert f'"{separator}"' in content.decode("utf-8-sig").splitlines()[0]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.sampled_from("aä=+-@\t\n'\",;|\r ＝_x00041[]#") | st.characters(codec="utf-8"), max_size=40))
def test_any_text_comes_back_exactly(templates: Templates, text: str) -> None:
    kept = texts.clean(text)
    held = practice(summary_fi=kept)
    for content in (write_csv([(templates(FORM), held)], "en"), write_xlsx([(templates(FORM), held)], "fi")):
        assert one_row(content, templates).values.get(Key("summary", "fi"), "").strip() == kept.strip()


@given(st.text(alphabet="=+-@\t\r\n'\",;| aé＝"))
def test_guarding_is_undone_exactly(text: str) -> None:
    assert unguarded(guarded(text)) == text


def test_a_text_longer_than_a_cell_goes_on_in_the_next(templates: Templates) -> None:
    long = "sana " * 20_000
    held = practice(summary_fi=long.strip())
    content = write_xlsx([(templates(FORM), held)], "fi")
    longest = max(len(str(cell.value or "")) for row in load_workbook(io.BytesIO(content)).active.iter_rows() for cell in row)
    assert longest <= LONGEST_CELL
    assert one_row(content, templates).values[Key("summary", "fi")] == long.strip()


# Safe to open


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_of_a_csv_begins_a_formula_whatever_it_is_cut_at(templates: Templates, formula: str, separator: str) -> None:
    text = f'{formula}\n{formula};{formula},{formula}\t"{formula}", "{formula}'
    content = write_csv([(templates(FORM), practice(summary_fi=text, title_fi=formula))], "fi").decode("utf-8-sig")
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
        for row in csv.reader(io.StringIO(content), delimiter=separator, quoting=quoting):
            for cell in row:
                assert not cell.lstrip(' "').startswith(tuple("=+@＝")), cell
                assert not cell.lstrip(' "').startswith("-1"), cell


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_of_a_workbook_is_a_formula(templates: Templates, formula: str) -> None:
    content = write_xlsx([(templates(FORM), practice(summary_fi=formula, title_fi=formula))], "fi")
    cells = [cell for row in load_workbook(io.BytesIO(content)).active.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    held = [cell for cell in cells if cell.value == formula]
    assert held
    assert all(cell.quotePrefix for cell in held), "it stays a text when somebody edits it"


@pytest.mark.slow
def test_libreoffice_reads_the_same_and_computes_nothing(samples_rows, templates: Templates, tmp_path: Path) -> None:
    held = [(template, replace(one)) for template, one in samples_rows]
    for number, formula in enumerate(FORMULAS):
        held.append((templates(FORM), practice(summary_fi=formula, title_fi=f"Rivi {number}")))
    (tmp_path / "t.xlsx").write_bytes(write_xlsx(held, "fi"))
    (tmp_path / "u.csv").write_bytes(write_csv(held, "fi"))
    options = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to"]
    whole = [*command, options, "--outdir", tmp_path, tmp_path / "t.xlsx"]
    done = subprocess.run(whole, capture_output=True, timeout=100, check=True)
    content = (tmp_path / "t.csv").read_bytes()
    assert content, done.stderr
    ours = read_table((tmp_path / "t.xlsx").read_bytes(), "t.xlsx", templates.all())
    # Theirs is a CSV whose cells nobody guarded.
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    heads = [head.rpartition("[")[2].rstrip("]") for head in rows[0]]
    for row, want in zip(rows[1:], ours, strict=True):
        cells = dict(zip(heads, row, strict=False))
        for key, text in want.values.items():
            name = key.field if key.language == SHARED else f"{key.field}:{key.language}"
            if name in cells and templates(want.template).fields[key.field].is_written:
                assert cells[name] == text


# Tables of other people


def test_plain_labels_in_any_language_are_understood(templates: Templates) -> None:
    form = templates(FORM)
    heads = [
        form.fields["title"].label("fi"),
        form.fields["title"].label("sv"),
        form.fields["summary"].label("en").upper(),
        "Muistiinpanoja",
    ]
    content = csv_of(heads, ["Kieliparit", "Språkpar", "Pairs.", "oma huomio"])
    row = one_row(content, templates)
    assert row.values == {Key("title", "fi"): "Kieliparit", Key("title", "sv"): "Språkpar", Key("summary", "en"): "Pairs."}
    assert row.template == FORM
    assert ["Muistiinpanoja" in str(one) for one in row.remarks] == [True]


@pytest.mark.parametrize("head", ["summary_sv", "summary.sv", "summary (sv)", "summary:sv", "SUMMARY SV", "{} (sv)", "{} SV"])
def test_a_language_can_be_named_beside_a_field(templates: Templates, head: str) -> None:
    head = head.replace("{}", templates(FORM).fields["summary"].label("fi"))
    assert one_row(csv_of([head], ["Ring."]), templates).values == {Key("summary", "sv"): "Ring."}


def test_choices_months_and_places_are_read_as_people_write_them(templates: Templates, samples_rows) -> None:
    template, held = next(row for row in samples_rows if row[0].id == FORM)
    for language in ("fi", "sv", "en"):
        content = write_csv([(template, held)], language)
        row = one_row(content, templates)
        for one in template.fields.values():
            if one.shared and held.text(one.id, SHARED):
                assert row.values[Key(one.id, SHARED)] == held.text(one.id, SHARED), one.id


def test_a_date_of_a_spreadsheet_is_a_month(templates: Templates) -> None:
    month = next(one for one in templates(FORM).fields.values() if one.kind == "month")
    book = Workbook()
    book.active.append([month.id, "title_fi"])
    book.active.append([date(2023, 5, 1), 12.0])
    row = one_row(saved(book), templates)
    assert row.values == {Key(month.id, SHARED): "2023-05", Key("title", "fi"): "12"}


def test_what_is_not_understood_is_told_with_its_row(templates: Templates) -> None:
    month = next(one for one in templates(FORM).fields.values() if one.kind == "month")
    content = csv_of([month.id, "title_fi"], ["2023-05", "Yksi"], ["sometime", "Kaksi"])
    first, second = read_table(content, "x", templates.all())
    assert not first.misread
    assert second.number == 3
    assert second.misread == {Key(month.id, SHARED): "sometime"}
    assert second.values == {Key("title", "fi"): "Kaksi"}


def test_windows_letters_are_read_and_told(templates: Templates) -> None:
    content = "title_fi;summary_fi\r\nTyöpaikka;Äänekoski\r\n".encode("cp1252")
    row = one_row(content, templates)
    assert row.values[Key("summary", "fi")] == "Äänekoski"
    assert "UTF-8" in str(row.remarks[0])


def test_empty_cells_and_rows_say_nothing(templates: Templates) -> None:
    content = csv_of(["title_fi", "summary_fi"], ["Nimi", ""], ["", ""], ["Toinen"])
    rows = read_table(content, "x", templates.all())
    assert [dict(row.values) for row in rows] == [{Key("title", "fi"): "Nimi"}, {Key("title", "fi"): "Toinen"}]


# Files that mean harm, or are something else


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x01\x02",
        b"hello",
        b"a;b\n1;2\n",
        b"PK\x03\x04",
        b"PK\x03\x04" + b"x" * 300,
        b"%PDF-1.7",
        b"title_fi\n",
        "ä".encode("utf-16"),
    ],
)
def test_what_is_no_table_of_practices_is_refused_in_words(templates: Templates, content: bytes) -> None:
    with pytest.raises(BadFile) as refused:
        read_table(content, "thing.csv", templates.all())
    assert "thing.csv" in str(refused.value)


def test_files_beyond_every_limit_are_refused(templates: Templates, monkeypatch: pytest.MonkeyPatch) -> None:
    wide = csv_of(["title_fi", *(f"x{n}" for n in range(sheets.MOST_COLUMNS))], ["a"])
    long = csv_of(["title_fi"], *(["a"] for _row in range(sheets.MOST_ROWS + 1)))
    for content in (wide, long, b"title_fi\n" + b"a" * 50_000_001):
        with pytest.raises(BadFile, match="too large"):
            read_table(content, "t.csv", templates.all())


def test_an_archive_that_grows_is_not_unpacked(templates: Templates) -> None:
    content = rebuilt({"xl/worksheets/sheet1.xml": b"<x>" + b" " * 210_000_000})
    assert len(content) < 1_000_000
    with pytest.raises(BadFile, match="too large"):
        read_table(content, "t.xlsx", templates.all())


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "[Content_Types].xml", "xl/styles.xml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(templates: Templates, part: str, encoding: str) -> None:
    bomb = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    with pytest.raises(BadFile):
        read_table(rebuilt({part: bomb.encode(encoding)}), "t.xlsx", templates.all())


def test_a_sheet_that_claims_a_million_rows_is_read_at_once(templates: Templates) -> None:
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/>'
        "<sheetData>"
        '<row r="1"><c r="A1" t="inlineStr"><is><t>title_fi</t></is></c></row>'
        '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>'
    )
    with pytest.raises(BadFile):
        read_table(rebuilt({"xl/worksheets/sheet1.xml": sheet.encode()}), "t.xlsx", templates.all())


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_broken_workbook_never_breaks_the_program(templates: Templates, data: st.DataObject) -> None:
    whole = bytearray(small_workbook())
    for _change in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        read_table(bytes(whole), "t.xlsx", templates.all())
    except BadFile as refused:
        assert "t.xlsx" in str(refused)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200).map(lambda tail: b"title_fi;summary_fi\n" + tail))
def test_any_bytes_are_a_table_or_refused(templates: Templates, content: bytes) -> None:
    with suppress(BadFile):
        read_table(content, "t.csv", templates.all())


@cache
def small_workbook() -> bytes:
    return workbook_of([["title_fi"], ["Nimi"]])


def csv_of(*rows: list[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(rows)
    return out.getvalue().encode()


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def workbook_of(rows: list[list[str]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    return saved(book)


def rebuilt(parts: dict[str, bytes]) -> bytes:
    """A workbook with some of its parts exchanged."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(small_workbook())) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, parts.get(name, source.read(name)))
    return out.getvalue()
