"""Books: one for each language or side by side, and a practice that cannot stand in one stops nobody."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from gptemplate.errors import BadValue
from gptemplate.model import checks
from gptemplate.model.outline import Layout
from gptemplate.services import exporting
from gptemplate.services import library as practices
from gptemplate.services.exporting import Format, Order, Outcome, Way
from gptemplate.store.library import Library

WAY = Way(language="fi", processes=1)


@pytest.fixture
def everything(samples: Library) -> tuple[str, ...]:
    return tuple(one.id for one in practices.list_practices(samples))


def test_each_language_has_a_book(samples: Library, everything: tuple[str, ...], tmp_path: Path) -> None:
    told = exporting.bound(samples, Order(everything), tmp_path / "all.pdf", WAY, title="Our practices")
    made = [one for one in told if one.file is not None]
    assert [one.file.name for one in made if one.file] == ["all – fi.pdf", "all – sv.pdf", "all – en.pdf"]
    for one, language in zip(made, ("fi-FI", "sv-FI", "en-GB"), strict=True):
        assert one.file is not None
        reader = PdfReader(one.file)
        assert reader.root_object["/Lang"] == language
        assert reader.metadata is not None
        assert reader.metadata.title == "Our practices"


def test_languages_side_by_side_are_one_book(samples: Library, everything: tuple[str, ...], tmp_path: Path) -> None:
    order = Order(everything, languages=("fi", "sv"), layout=Layout.SIDE_BY_SIDE)
    (one,) = exporting.bound(samples, order, tmp_path / "all.docx", WAY)
    assert (one.file, one.format, one.practice) == (tmp_path / "all.docx", Format.WORD, "")
    assert len(docx.Document(str(one.file)).sections) > len(everything)


def test_a_practice_that_cannot_stand_in_it_is_left_out_and_told(
    samples: Library, everything: tuple[str, ...], tmp_path: Path
) -> None:
    order = Order((*everything, "f" * 32), languages=("sv",), final=True)
    *left_out, book = exporting.bound(samples, order, tmp_path / "all.pdf", WAY)
    assert (book.file, book.outcome) == (tmp_path / "all.pdf", Outcome.MADE)
    assert all(one.outcome is Outcome.FAILED and one.problem for one in left_out)
    assert left_out[-1].practice == "f" * 32


def test_a_book_of_none_is_not_made(samples: Library, tmp_path: Path) -> None:
    *_left_out, book = exporting.bound(samples, Order(("f" * 32,), languages=("sv",)), tmp_path / "all.pdf", WAY)
    assert (book.file, book.outcome) == (None, Outcome.FAILED)
    assert "None of the practices" in str(book.problem)
    assert list(tmp_path.glob("*.pdf")) == []
    with pytest.raises(BadValue, match="at least one practice"):
        exporting.bound(samples, Order(()), tmp_path / "all.pdf", WAY)


def test_a_book_is_pdf_or_word(samples: Library, everything: tuple[str, ...], tmp_path: Path) -> None:
    with pytest.raises(BadValue, match=r"ends with \.pdf or \.docx"):
        exporting.bound(samples, Order(everything), tmp_path / "all.odt", WAY)


def test_what_is_unchanged_is_not_made_again(samples: Library, everything: tuple[str, ...], tmp_path: Path) -> None:
    order = Order(everything, languages=("en",))
    exporting.bound(samples, order, tmp_path / "all.pdf", WAY)
    (again,) = exporting.bound(samples, order, tmp_path / "all.pdf", WAY)
    assert again.outcome is Outcome.UNCHANGED


def test_a_book_for_submission_says_which_practices_are_not_ready(
    samples: Library, everything: tuple[str, ...], tmp_path: Path
) -> None:
    order = Order(everything, languages=("fi",), final=True)
    book = exporting.bound(samples, order, tmp_path / "all.pdf", WAY, publisher="The network of towns")[-1]
    with samples.reading() as work:
        for ident in everything:
            practice = work.practice(ident)
            template = work.template(practice.template_id)
            blocking = [
                one for one in checks.run(template, practice, ("fi",), prose=False) if one.severity is checks.Severity.BLOCKS
            ]
            told = [one for one in book.findings if one.field.startswith(f"{ident}/")]
            assert [one.message for one in told] == [one.message for one in blocking]
            title = practice.title(template, "fi")[0]
            assert all(book.labels[one.field]["fi"].startswith(f"{title} – ") for one in told)
    assert book.findings
    assert book.file is not None
    assert "The network of towns" in PdfReader(book.file).pages[0].extract_text()
