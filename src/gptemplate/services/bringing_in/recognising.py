"""Which kind of file came back: told by what is in it, never by its name."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from gptemplate.errors import BadFile, UserError
from gptemplate.exchange.practice_file import LARGEST_FILE
from gptemplate.files import read_file
from gptemplate.i18n import Message
from gptemplate.model.template import Template
from gptemplate.services.bringing_in import archives
from gptemplate.services.bringing_in.drafts import Draft, Form, Item
from gptemplate.services.bringing_in.practice_files import unreadable

SUFFIXES = (".json", ".toml", ".docx", ".pdf", ".csv", ".xlsx", ".xlf", ".xliff", ".zip")
"""How the names of files end that can be brought in; what is in them is looked at all the same."""

_NO_TEXT = frozenset({".docx", ".xlsx", ".pdf", ".zip", ".xlf", ".xliff"})  # no table that is a text is called so
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF_HEAD = 1024  # bytes in which a PDF says that it is one
_TOML = re.compile(rb"^\s*(?:format|template)\s*=", re.MULTILINE)
_XLIFF = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?xliff[\s>]")
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_HEAD = 100_000  # bytes of a text in which its kind shows

Known = Callable[[], Sequence[Template]]
"""Returns the forms that there are; asked only where a file needs them."""


def read_files(files: Iterable[Path], templates: Known, tell: Callable[[int], None] | None = None) -> Iterator[Item]:
    """Yield what each file says; a file that cannot be read is an error among the others. `tell` hears how many are done."""
    for number, file in enumerate(files, 1):
        try:
            yield from _read(file, templates)
        except UserError as error:
            yield error
        if tell is not None:
            tell(number)


def form_of(content: bytes) -> Form | None:
    """Return what kind of file a content is, or None for what can be no file of ours."""
    if b"%PDF-" in content[:_PDF_HEAD]:
        return Form.PDF
    if content.startswith(b"PK\x03\x04"):
        return _kind_of_archive(content)
    if content.startswith(_OLD_OFFICE):
        return Form.WORD  # its reader says how to save it
    if _is_xliff(content):
        return Form.XLIFF
    head = content[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"{") or _TOML.search(head):
        return Form.PRACTICE
    is_text = content[:2] in _UTF_16 or (bool(head) and _BINARY.search(head) is None)
    return Form.TABLE if is_text else None


def _is_xliff(content: bytes) -> bool:
    """In any version, and any encoding of Unicode."""
    head = content[:_HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return head.startswith(b"<") and _XLIFF.search(head) is not None


def _kind_of_archive(content: bytes) -> Form | None:
    """What can be opened is told by the names of its files; of what is damaged, they most often still stand in it."""
    names = archives.names(content)
    if names is None:
        held = (Form.WORD, b"word/document.xml"), (Form.TABLE, b"xl/workbook")
        return next((form for form, name in held if name in content), None)
    if "word/document.xml" in names:
        return Form.WORD
    return Form.TABLE if any(name.startswith("xl/workbook") for name in names) else Form.ARCHIVE


def _read(file: Path, templates: Known) -> Iterable[Item]:
    content = _content(file)
    form = form_of(content)
    if form is Form.PRACTICE:
        return [file]
    if form is None:
        raise _nothing_of_ours(file.name)
    if form is Form.ARCHIVE:
        return _of_archive(content, file.name, templates())
    try:
        drafts = list(_drafts(form, content, file.name, templates()))
    except BadFile:
        if form is Form.TABLE and file.suffix.lower() in _NO_TEXT:
            raise _nothing_of_ours(file.name) from None
        raise
    if not any(one.says_something for one in drafts):
        raise BadFile(Message("{file}: nothing is filled in. Nothing was taken from it.", file=file.name))
    return drafts


def _of_archive(content: bytes, name: str, templates: Sequence[Template]) -> list[Draft]:
    """What the translations and Word files in an archive say; what nobody touched since it was sent is left out."""
    found, is_ours = list[Draft](), False
    for member, held in archives.members(content, name):
        form = form_of(held)
        if form not in (Form.XLIFF, Form.WORD):
            continue
        is_ours = True
        found.extend(one for one in _drafts(form, held, member, templates, only_touched=True) if one.says_something)
    if not is_ours:
        raise _nothing_of_ours(name)
    if not found:
        untouched = Message("{file}: nothing in it was translated or changed since it was sent. Nothing was taken.", file=name)
        raise BadFile(untouched)
    return found


def _drafts(
    form: Form, content: bytes, name: str, templates: Sequence[Template], *, only_touched: bool = False
) -> Iterator[Draft]:
    digest = hashlib.sha256(content).hexdigest()
    if form is Form.WORD:
        from gptemplate.services.bringing_in import word_files

        yield word_files.draft(content, name, digest, templates)
    elif form is Form.XLIFF:
        from gptemplate.services.bringing_in import xliff_files

        yield from xliff_files.drafts(content, name, digest, templates, only_touched=only_touched)
    elif form is Form.PDF:
        from gptemplate.services.bringing_in import pdf_forms

        yield pdf_forms.draft(content, name, digest)
    else:
        from gptemplate.services.bringing_in import table_files

        yield from table_files.drafts(content, name, digest, templates)


def _content(file: Path) -> bytes:
    try:
        content = read_file(file, LARGEST_FILE)
    except (OSError, ValueError) as error:
        raise unreadable(file.name, error) from None
    if len(content) > LARGEST_FILE:
        raise BadFile(Message("{file} is too large to be a practice. Nothing was taken from it.", file=file.name))
    return content


def _nothing_of_ours(name: str) -> BadFile:
    return BadFile(
        Message(
            "{file} is no file that can be brought in. Practice files, Word files (.docx), filled PDF forms, tables (.csv,"
            " .xlsx) and translations (.xlf, .zip) can. Nothing was taken from it.",
            file=name,
        )
    )
