"""The theme of Word files: the colours and the typeface that Word offers to whoever edits the document."""

from __future__ import annotations

from functools import cache

from gptemplate.documents import style
from gptemplate.documents.ooxml import DECLARATION

_COLOURS = {
    "dk1": style.INK,
    "lt1": "#ffffff",
    "dk2": style.SOFT,
    "lt2": style.RULE,
    "accent1": style.TEAL,
    "accent2": style.AMBER,
    "accent3": style.MUTED,
    "accent4": "#3b7a57",
    "accent5": "#4a6fa5",
    "accent6": "#8c4a6b",
    "hlink": style.TEAL,
    "folHlink": style.MUTED,
}
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_EFFECT = "<a:effectStyle><a:effectLst/></a:effectStyle>"


@cache
def theme(font: str) -> str:
    """Return the theme with one typeface for headings and text."""
    colours = "".join(f'<a:{name}><a:srgbClr val="{code.lstrip("#").upper()}"/></a:{name}>' for name, code in _COLOURS.items())
    face = f'<a:latin typeface="{font}"/><a:ea typeface=""/><a:cs typeface=""/>'
    lines = "".join(f'<a:ln w="{width}">{_FILL}</a:ln>' for width in (6350, 12700, 19050))
    return (
        f'{DECLARATION}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="gptemplate">'
        f'<a:themeElements><a:clrScheme name="gptemplate">{colours}</a:clrScheme>'
        f'<a:fontScheme name="gptemplate"><a:majorFont>{face}</a:majorFont><a:minorFont>{face}</a:minorFont></a:fontScheme>'
        f'<a:fmtScheme name="gptemplate"><a:fillStyleLst>{_FILL * 3}</a:fillStyleLst><a:lnStyleLst>{lines}</a:lnStyleLst>'
        f"<a:effectStyleLst>{_EFFECT * 3}</a:effectStyleLst><a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )
