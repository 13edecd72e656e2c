"""The small parts of a Word file that tell what it is: properties, and the line at the foot of each page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import gptemplate
from gptemplate.documents import ooxml, word_styles, word_theme
from gptemplate.documents.language import tag
from gptemplate.documents.ooxml import DECLARATION, NAMESPACES, run, twips
from gptemplate.documents.style import MM, PORTRAIT, Page

_PLACES = re.compile(r"(\{page\}|\{pages\})")
_SIGN = 4.1  # points of the measure that a character of the foot takes, on average and with some room to spare
_CUSTOM = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"


@dataclass(frozen=True, slots=True)
class About:
    """What a file says about itself. `modified` is in UTC; `custom` are properties that only this program reads."""

    title: str
    subject: str
    author: str
    keywords: str
    language: str
    modified: datetime
    custom: Mapping[str, str]


def common(about: About, page: Page, *, headers: int = 0, book: bool = False) -> dict[str, str | bytes]:
    """Return the parts that every file has besides its text, relations, heads and foot.

    `headers` is how many running heads there are; in a `book` practices stand a level below its title.
    """
    language = tag(about.language)
    return {
        "[Content_Types].xml": ooxml.content_types(headers),
        "_rels/.rels": ooxml.root_relations(),
        "docProps/core.xml": _core(about),
        "docProps/app.xml": _application(),
        "docProps/custom.xml": _custom(about.custom),
        "word/styles.xml": word_styles.styles(language, page.measure, book=book),
        "word/theme.xml": word_theme.theme(word_styles.FONT),
        "word/numbering.xml": word_styles.numbering(),
        "word/settings.xml": word_styles.settings(language, book=book),
        "word/fontTable.xml": word_styles.font_table(),
    }


def sheet(page: Page, foot: str = "", head: str = "", *, ends: bool = True, first: str = "", columns: int = 1) -> str:
    """Return the properties of a section: the size of its pages, and the relations of its foot and its running head.

    A head is left away on the section's first page, whose foot is `first`. Only the last section of a file ends it.
    """
    references = f'<w:headerReference w:type="default" r:id="{head}"/>' if head else ""
    references += f'<w:footerReference w:type="default" r:id="{foot}"/>' if foot else ""
    references += f'<w:footerReference w:type="first" r:id="{first}"/>' if first else ""
    more = f'<w:cols w:num="{columns}" w:space="{twips(8 * MM)}"/>' if columns > 1 else ""
    more += "<w:titlePg/>" if head or first else ""
    properties = f"<w:sectPr>{references}{_size(page)}{more}</w:sectPr>"
    return properties if ends else f'<w:p><w:pPr><w:pStyle w:val="Hairline"/>{properties}</w:pPr></w:p>'


def _size(page: Page) -> str:
    turned = ' w:orient="landscape"' if page.width > page.height else ""
    return (
        f'<w:pgSz w:w="{twips(page.width)}" w:h="{twips(page.height)}"{turned}/>'
        f'<w:pgMar w:top="{twips(page.top)}" w:right="{twips(page.side)}" w:bottom="{twips(page.bottom + 4 * MM)}"'
        f' w:left="{twips(page.side)}" w:header="{twips(10 * MM)}" w:footer="{twips(9 * MM)}" w:gutter="0"/>'
    )


def header(words: str, language: str) -> str:
    """Return a running head."""
    return f"{DECLARATION}<w:hdr {NAMESPACES}>{ooxml.paragraph('Header', run(words, language))}</w:hdr>"


def footer(words: tuple[str, ...], title: str, page_of: str, language: str, page: Page = PORTRAIT) -> str:
    """Return the foot: words and the title, cut at a word where they would take a second line, and the number of the page."""
    running = "  ·  ".join(part for part in (*words, title) if part)
    most = round(page.measure / _SIGN) - len(page_of)
    running = running if len(running) <= most else running[:most].rsplit(" ", 1)[0].rstrip(" ·,.;:–-") + "…"
    fields = {"{page}": ooxml.field("PAGE", "1", language), "{pages}": ooxml.field("NUMPAGES", "1", language)}
    parts = (fields.get(part) or run(part, language) for part in _PLACES.split(page_of) if part)
    content = f"{run(running, language)}{ooxml.tab(language)}{''.join(parts)}"
    return f"{DECLARATION}<w:ftr {NAMESPACES}>{ooxml.paragraph('Footer', content)}</w:ftr>"


def _core(about: About) -> str:
    moment = f"{about.modified:%Y-%m-%dT%H:%M:%SZ}"
    parts = {
        "dc:title": about.title,
        "dc:subject": about.subject,
        "dc:creator": about.author,
        "cp:keywords": about.keywords,
        "dc:language": tag(about.language),
    }
    told = "".join(f"<{name}>{ooxml.text(held)}</{name}>" for name, held in parts.items())
    dates = "".join(f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{name}>' for name in ("created", "modified"))
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{told}{dates}</cp:coreProperties>'
    )


def _application() -> str:
    return (
        f'{DECLARATION}<Properties xmlns="{_OFFICE}/extended-properties">'
        f"<Application>gptemplate</Application><AppVersion>{_version()}</AppVersion></Properties>"
    )


def _custom(properties: Mapping[str, str]) -> str:
    told = "".join(
        f'<property fmtid="{_CUSTOM}" pid="{number}" name={ooxml.quoted(name)}>'
        f"<vt:lpwstr>{ooxml.text(held)}</vt:lpwstr></property>"
        for number, (name, held) in enumerate(properties.items(), 2)
    )
    return (
        f'{DECLARATION}<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes">{told}</Properties>'
    )


def _version() -> str:
    """The version as Word wants it: two numbers."""
    major, minor = f"{gptemplate.__version__}.0".split(".")[:2]
    return f"{major}.{int(re.sub(r'[^0-9]', '', minor) or 0):04d}"
