"""Foreign text as it may come in: clean, plain, and with its lists still lists."""

from __future__ import annotations

import re

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextDocument

from gptemplate.model import text as texts

BULLET = "– "
_MARKS = re.compile(r"^[ \t\xa0]*[•·▪◦‣●○∙\uf0b7\uf0a7][ \t\xa0]*", re.MULTILINE)
_TYPED = re.compile(r"^[ \t]*[-*–][ \t\xa0]+(?=\S)", re.MULTILINE)
_WIDTHS = re.compile("[\u2000-\u2008\u200a\u205f\u3000\t]+")
_NOTHING = re.compile("[\u200b\u2060\ufffc]")
_TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)
_GAPS = re.compile(r"\n{3,}")


def tidy(text: str) -> str:
    """Return pasted text with one kind of list mark, ordinary spaces and no empty pages between its lines."""
    text = texts.clean(text)
    text = _MARKS.sub(BULLET, text)
    text = _TYPED.sub(BULLET, text)
    text = _WIDTHS.sub(" ", _NOTHING.sub("", text))
    return _GAPS.sub("\n\n", _TRAILING.sub("", text))


def one_line(text: str) -> str:
    """Return pasted text for a field of one line."""
    return texts.clean_line(tidy(text))


def text_of(mime: QMimeData) -> str:
    """Return what the clipboard holds as plain text; a list of a web page keeps its marks."""
    plain = mime.text()
    html = mime.html() if mime.hasHtml() and len(plain) <= texts.LONGEST else ""
    return _with_bullets(html) if re.search(r"<li\b", html, re.IGNORECASE) else plain


def _with_bullets(html: str) -> str:
    document = QTextDocument()
    document.setHtml(re.sub(r"<(img|script|style)\b[^>]*>", "", html, flags=re.IGNORECASE))
    lines = []
    block = document.begin()
    while block.isValid():
        mark = BULLET if block.textList() is not None and block.text().strip() else ""
        lines.append(mark + block.text())
        block = block.next()
    return "\n".join(lines)
