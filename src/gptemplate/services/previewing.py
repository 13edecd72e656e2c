"""A practice as it will print, drawn while it is being written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gptemplate.model import values
from gptemplate.model.outline import outline
from gptemplate.model.practice import Practice
from gptemplate.model.states import Key
from gptemplate.model.template import Template

if TYPE_CHECKING:
    from gptemplate.documents.pen import Place
    from gptemplate.documents.raster import PagePicture
    from gptemplate.store.library import Library


@dataclass(frozen=True, slots=True)
class Sheet:
    """The pages of a practice in one language, and where on them each value stands."""

    practice: str
    language: str
    pages: tuple[PagePicture, ...]
    places: Mapping[Key, tuple[Place, ...]]


class Previewer:
    """Draws one practice again and again, and keeps its photos meanwhile. For one thread."""

    def __init__(self) -> None:
        self._practice = ""
        self._contents: dict[str, bytes] = {}

    def sheet(self, library: Library, template: Template, practice: Practice, language: str, width: int) -> Sheet:
        """Return the draft of a practice as it is given, with pages of `width` pixels."""
        # Imported here: these libraries take longer to load than the whole window.
        from gptemplate.documents.pdf import write_placed_pdf
        from gptemplate.documents.raster import page_pictures

        drawn = outline(template, practice, (language,))
        pdf, places = write_placed_pdf(drawn, self._attachments(library, template, practice))
        return Sheet(practice.id, language, page_pictures(pdf, width), places)

    def _attachments(self, library: Library, template: Template, practice: Practice) -> Mapping[str, bytes]:
        if practice.id != self._practice:
            self._practice, self._contents = practice.id, {}
        wanted = {
            ident
            for one, language in template.registers()
            for ident in values.attachments_of(one, language, practice.text(one.id, language))
        }
        if wanted - self._contents.keys():
            with library.reading() as work:
                self._contents = {ident: content for ident in wanted if (content := work.attachment(ident)) is not None}
        return self._contents
