"""Which kind of file came back: told by what is in it, never by its name."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from gptemplate.errors import BadFile, UserError
from gptemplate.exchange.practice_file import LARGEST_FILE
from gptemplate.i18n import Message
from gptemplate.model.template import Template
from gptemplate.services.bringing_in.drafts import Draft, Form, Item

SUFFIXES = (".json", ".toml", ".docx", ".pdf", ".csv", ".xlsx")
"""How the names of files end that can be brought in; what is in them is looked at all the same."""

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF_HEAD = 1024  # bytes in which a PDF says that it is one
_TOML = re.compile(rb"^\s*(?:format|template)\s*=", re.MULTILINE)
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
    head = content[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"{") or _TOML.search(head):
        return Form.PRACTICE
    is_text = content[:2] in _UTF_16 or (bool(head) and _BINARY.search(head) is None)
    return Form.TABLE if is_text else None


def _kind_of_archive(content: bytes) -> Form | None:
    """The names of an archive's files stand in it as they are, so it need not be opened."""
    if b"word/document.xml" in content:
        return Form.WORD
    return Form.TABLE if b"xl/workbook" in content else None


def _read(file: Path, templates: Known) -> Iterable[Item]:
    content = _content(file)
    form = form_of(content)
    if form is Form.PRACTICE:
        return [file]
    if form is None:
        raise _nothing_of_ours(file.name)
    drafts = list(_drafts(form, content, file.name, templates()))
    if not any(one.says_something for one in drafts):
        raise BadFile(Message("{file}: nothing is filled in. Nothing was taken from it.", file=file.name))
    return drafts


def _drafts(form: Form, content: bytes, name: str, templates: Sequence[Template]) -> Iterator[Draft]:
    digest = hashlib.sha256(content).hexdigest()
    if form is Form.WORD:
        from gptemplate.services.bringing_in import word_files

        yield word_files.draft(content, name, digest, templates)
    elif form is Form.PDF:
        from gptemplate.services.bringing_in import pdf_forms

        yield pdf_forms.draft(content, name, digest)
    else:
        from gptemplate.services.bringing_in import table_files

        yield from table_files.drafts(content, name, digest, templates)


def _content(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise BadFile(Message("{file} is too large to be a practice. Nothing was taken from it.", file=file.name))
        return file.read_bytes()
    except OSError:
        raise BadFile(Message("{file} cannot be read. Nothing was taken from it.", file=file.name)) from None


def _nothing_of_ours(name: str) -> BadFile:
    return BadFile(
        Message(
            "{file} is no file that can be brought in. Practice files, Word files (.docx), filled PDF forms and tables (.csv,"
            " .xlsx) can. Nothing was taken from it.",
            file=name,
        )
    )
