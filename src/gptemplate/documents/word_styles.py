"""The parts of a Word file that are alike in every document: styles, lists, settings and the table of fonts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from gptemplate.documents import book_style as look
from gptemplate.documents import style
from gptemplate.documents.ooxml import DECLARATION, NAMESPACES, TIED, twips
from gptemplate.documents.style import TextStyle, Weight

FONT = "Calibri"

_COLUMN = TextStyle(7.5, 10, 8.5, Weight.REGULAR, style.MUTED)
_HELP = TextStyle(8.5, 11, 9.5, Weight.REGULAR, style.MUTED)
_BOXES = "MS Gothic"
_FORM_ROOM = {"top": 4, "left": 6, "bottom": 5, "right": 6}
_LEADING = 1.06  # of Calibri's own line, which is already 1.22 of its size


def _code(colour: str) -> str:
    return colour.lstrip("#").upper()


def _look(chosen: TextStyle) -> str:
    bold = "<w:b/>" if chosen.weight is Weight.SEMIBOLD else ""
    italic = "<w:i/>" if chosen.weight is Weight.ITALIC else ""
    half = round(chosen.word * 2)
    colour = _code(chosen.colour)
    return f'<w:rPr>{bold}{italic}<w:color w:val="{colour}"/><w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr>'


def _spacing(before: float, after: float, line: float = _LEADING) -> str:
    return f'<w:spacing w:before="{twips(before)}" w:after="{twips(after)}" w:line="{round(240 * line)}" w:lineRule="auto"/>'


def _paragraph(ident: str, name: str, chosen: TextStyle, placing: str, following: str = "", outline: int = -1) -> str:
    keep = "<w:keepNext/><w:keepLines/>" if chosen.keep else ""
    level = f'<w:outlineLvl w:val="{outline}"/>' if outline >= 0 else ""
    after = f'<w:next w:val="{following}"/>' if following else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{ident}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>{after}'
        f"<w:qFormat/><w:pPr>{keep}{placing}{level}</w:pPr>{_look(chosen)}</w:style>"
    )


def _character(ident: str, name: str, look: str) -> str:
    return (
        f'<w:style w:type="character" w:styleId="{ident}"><w:name w:val="{name}"/><w:qFormat/><w:rPr>{look}</w:rPr></w:style>'
    )


def _table(ident: str, name: str, padding: float) -> str:
    line = f'w:val="single" w:sz="4" w:space="0" w:color="{_code(style.RULE)}"'
    sides = {"top": padding, "left": 0, "bottom": padding, "right": 10}
    margins = "".join(f'<w:{side} w:w="{twips(width)}" w:type="dxa"/>' for side, width in sides.items())
    return (
        f'<w:style w:type="table" w:styleId="{ident}"><w:name w:val="{name}"/><w:basedOn w:val="TableNormal"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders><w:bottom {line}/><w:insideH {line}/></w:tblBorders>"
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>"
    )


def _form() -> str:
    """The table of a form: labels without lines, and answers in boxes that a pen finds too."""
    line = f'w:val="single" w:sz="6" w:space="0" w:color="{_code(style.MUTED)}"'
    sides = "".join(f'<w:{side} w:w="{twips(width)}" w:type="dxa"/>' for side, width in _FORM_ROOM.items())
    none = '<w:tcBorders><w:left w:val="nil"/></w:tcBorders>'
    return (
        '<w:style w:type="table" w:styleId="Form"><w:name w:val="Form"/><w:basedOn w:val="TableNormal"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders><w:top {line}/><w:bottom {line}/><w:right {line}/><w:insideH {line}/><w:insideV {line}/>"
        f"</w:tblBorders><w:tblCellMar>{sides}</w:tblCellMar></w:tblPr>"
        f'<w:tblStylePr w:type="firstCol"><w:tcPr>{none}</w:tcPr></w:tblStylePr></w:style>'
    )


def _defaults(language: str) -> str:
    faces = "".join(f' w:{script}="{FONT}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    half = round(style.BODY.word * 2)
    return (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts{faces}/><w:color w:val="{_code(style.BODY.colour)}"/>'
        f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
        f'<w:lang w:val="{language}" w:eastAsia="{language}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr>{_spacing(0, 0)}</w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
    )


def _headings(*, book: bool) -> Iterator[str]:
    """The headings; in a book the practice is the first level, in a document of its own it is the title."""
    if book:
        yield _paragraph("Heading1", "heading 1", look.HEADING, _spacing(10, 4, 1), "Subtitle", 0)
    levels = ((style.SECTION, 17, 3), (style.FIELD, 11, 2), (style.FIELD, 9, 2))[: 2 if book else 3]
    for level, (chosen, before, after) in enumerate(levels, 2 if book else 1):
        placing = _spacing(before, after, 1)
        yield _paragraph(f"Heading{level}", f"heading {level}", chosen, placing, "BodyText", level - 1)


def _title_placing(*, book: bool) -> str:
    """Around the title; on a cover it stands below a broad line in the middle of the page."""
    if not book:
        return _spacing(10, 4, 1)
    line = f'<w:pBdr><w:top w:val="single" w:sz="48" w:space="18" w:color="{_code(style.TEAL)}"/></w:pBdr>'
    return line + _spacing(190, 10, 1)


def _of_a_book(right: str) -> Iterator[str]:
    """The cover, the contents and the lists."""
    flat = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    kind = f'w:val="single" w:sz="4" w:space="3" w:color="{_code(style.RULE)}"'
    line = f"<w:pBdr><w:top {kind}/><w:between {kind}/></w:pBdr>"
    free = f'<w:ind w:right="{twips(look.NUMBER_WIDE)}"/>'
    yield _paragraph("CoverLine", "Cover Line", look.WORD_LINE, _spacing(0, 6))
    yield _paragraph("CoverLabel", "Cover Label", look.COVER_LABEL, _spacing(14, 1))
    yield _paragraph("CoverValue", "Cover Value", look.COVER_VALUE, _spacing(0, 0))
    yield _paragraph("TOC1", "toc 1", look.ENTRY, line + right + _spacing(3, 3, 1) + free)
    yield _paragraph("TOCHeading", "TOC Heading", look.HEADING, _spacing(10, 8, 1))
    yield _paragraph("PageEntry", "Page Entry", look.ENTRY, right + _spacing(2, 2, 1) + free)
    yield _paragraph("Cell", "Cell", look.CELL, _spacing(0, 0, 1))
    yield _paragraph("Term", "Term", look.TERM, _spacing(0, 2, 1) + '<w:ind w:left="220" w:hanging="220"/>')
    yield _paragraph("Note", "Note", look.NOTE, _spacing(0, 6))
    yield _paragraph("Header", "header", style.FOOT, _spacing(0, 0))
    yield _paragraph("Hairline", "Hairline", style.FOOT, flat)


@cache
def styles(language: str, measure: float, *, book: bool = False) -> str:
    """Return the styles of documents in a language, with text that wide; in a book, titles of practices are headings."""
    right = f'<w:tabs><w:tab w:val="right" w:pos="{twips(measure)}"/></w:tabs>'
    bullet = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    rule = f'<w:pBdr><w:top w:val="single" w:sz="4" w:space="6" w:color="{_code(style.RULE)}"/></w:pBdr>'
    paragraphs = (
        _paragraph("Title", "Title", look.WORD_TITLE if book else style.TITLE, _title_placing(book=book), "Subtitle", 0),
        _paragraph("Subtitle", "Subtitle", style.LEAD, _spacing(0, 10), "BodyText"),
        *_headings(book=book),
        _paragraph("BodyText", "Body Text", style.BODY, _spacing(0, 5)),
        _paragraph("ListBullet", "List Bullet", style.ITEM, bullet + _spacing(0, 3.5)),
        _paragraph("Picture", "Picture", style.BODY, _spacing(6, 8, 1)),
        _paragraph("FactLabel", "Fact Label", style.LABEL, _spacing(0, 0)),
        _paragraph("FactValue", "Fact Value", style.VALUE, _spacing(0, 0)),
        _paragraph("ColumnHead", "Column Head", _COLUMN, _spacing(0, 0)),
        _paragraph("Help", "Help", _HELP, _spacing(2, 2)),
        _paragraph("Question", "Question", _HELP, bullet + _spacing(1, 1)),
        _paragraph("PartLabel", "Part Label", style.LABEL, _spacing(3, 0)),
        _paragraph("TableHead", "Table Head", style.HEAD, _spacing(0, 0)),
        _paragraph("FormName", "Form Name", style.FORM, right + _spacing(0, 0)),
        _paragraph("Footer", "footer", style.FOOT, rule + right + _spacing(0, 0)),
        *(_of_a_book(right) if book else ()),
    )
    amber, pale = _code(style.AMBER), _code(style.AMBER_PALE)
    line = f'<w:u w:val="single" w:color="{_code(style.RULE)}"/>'
    others = (
        _character("Badge", "Badge", f'<w:b/><w:color w:val="{amber}"/><w:shd w:val="clear" w:color="auto" w:fill="{pale}"/>'),
        _character("MissingMark", "Missing Mark", f'<w:i w:val="0"/><w:color w:val="{amber}"/>'),
        _character(TIED, "Tied Space", ""),
        _character("Hyperlink", "Hyperlink", f'<w:color w:val="{_code(style.TEAL)}"/>{line}'),
        _character("PlaceholderText", "Placeholder Text", f'<w:i/><w:color w:val="{_code(style.MISSING.colour)}"/>'),
        _character(
            "Box", "Box", '<w:rFonts w:ascii="MS Gothic" w:hAnsi="MS Gothic" w:eastAsia="MS Gothic"/><w:sz w:val="24"/>'
        ),
        _table("Facts", "Facts", style.FACT_ROW - 1),
        _table("Texts", "Texts", style.FIELD_ROW - 2),
        _form(),
        _table("SideBySide", "Side by Side", style.FIELD_ROW - 2),
    )
    return f"{DECLARATION}<w:styles {NAMESPACES}>{_defaults(language)}{''.join(paragraphs)}{''.join(others)}</w:styles>"


def numbering() -> str:
    """Return the one kind of list there is."""
    hang = twips(style.INDENT + 2)
    return (
        f'{DECLARATION}<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/>'
        f'<w:lvlText w:val="{style.BULLET}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{hang}" w:hanging="{hang}"/></w:pPr></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


def settings(language: str, *, book: bool = False) -> str:
    """Return the settings that keep Word from its compatibility mode; a book has Word count its pages when it is opened."""
    update = '<w:updateFields w:val="true"/>' if book else ""
    return (
        f'{DECLARATION}<w:settings {NAMESPACES}><w:defaultTabStop w:val="720"/>{update}<w:compat>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        f'</w:compat><w:themeFontLang w:val="{language}"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    )


def font_table() -> str:
    """Return the typeface, with what may take its place where it is missing."""
    return (
        f'{DECLARATION}<w:fonts {NAMESPACES}><w:font w:name="{FONT}"><w:altName w:val="Carlito"/>'
        '<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>'
    )
