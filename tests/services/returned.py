"""Documents made of the practices in a library, as people get them, for the tests of bringing them back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from gptemplate import resources
from gptemplate.documents.blank_pdf import write_blank_pdf
from gptemplate.documents.blank_word import write_blank_word
from gptemplate.documents.house import fill_house
from gptemplate.documents.word import write_word
from gptemplate.exchange.tables import write_csv, write_xlsx
from gptemplate.model.outline import Layout, outline
from gptemplate.model.practice import Practice
from gptemplate.services import editing
from gptemplate.services import library as practices
from gptemplate.services.exporting import gathering
from gptemplate.store.library import Library


def practice_of(library: Library, begins: str = "") -> Practice:
    """A practice by the beginning of its title."""
    for row in practices.list_practices(library):
        practice = editing.open_practice(library, row.id)
        template = library.template(practice.template_id)
        if any(practice.text(template.title_field, code).startswith(begins) for code in template.codes):
            return practice
    raise AssertionError(begins)


def every_practice(library: Library) -> list[Practice]:
    return [editing.open_practice(library, row.id) for row in practices.list_practices(library)]


def word(library: Library, practice: Practice, *languages: str, final: bool = False) -> bytes:
    template = library.template(practice.template_id)
    layout = Layout.SIDE_BY_SIDE if len(languages) > 1 else Layout.ONE_LANGUAGE
    drawn = outline(template, practice, languages, layout=layout, final=final, working=not final)
    with library.reading() as work:
        return write_word(drawn, gathering.attachments(work, template, practice))


def form_word(library: Library, practice: Practice, language: str) -> bytes:
    return write_blank_word(library.template(practice.template_id), language, practice)


def form_pdf(library: Library, practice: Practice, language: str) -> bytes:
    return write_blank_pdf(library.template(practice.template_id), language, practice)


def csv(library: Library, practice: Practice, language: str) -> bytes:
    return write_csv([(library.template(practice.template_id), practice)], language)


def xlsx(library: Library, practice: Practice, language: str) -> bytes:
    return write_xlsx([(library.template(practice.template_id), practice)], language)


def house(library: Library, practice: Practice, language: str) -> bytes:
    content = resources.path("word", "house-sample.docx").read_bytes()
    return fill_house(content, practice, library.template(practice.template_id), language)


Maker = Callable[[Library, Practice, str], bytes]

ONE_LANGUAGE: dict[str, Maker] = {
    "word": word,
    "final word": lambda library, practice, language: word(library, practice, language, final=True),
    "word form": form_word,
    "pdf form": form_pdf,
    "csv": csv,
    "xlsx": xlsx,
}


def kept(folder: Path, content: bytes, name: str = "returned.bin") -> Path:
    """The content in a file whose name says nothing of its kind."""
    file = folder / name
    file.write_bytes(content)
    return file
