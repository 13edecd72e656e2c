"""A filled PDF form as a draft."""

from __future__ import annotations

from gptemplate.documents import read_pdf
from gptemplate.errors import BadFile
from gptemplate.i18n import Message
from gptemplate.services.bringing_in.drafts import Draft, Form, Note, NoteKind, Said
from gptemplate.services.bringing_in.placing import is_id


def draft(content: bytes, name: str, digest: str) -> Draft:
    """Return what a filled form says. Raises BadFile."""
    try:
        read = read_pdf.read(content)
    except BadFile as error:
        raise BadFile(Message("{file}: {reason}", file=name, reason=error.message)) from None
    return Draft(
        ident=digest,
        file=name,
        form=Form.PDF,
        template=read.template_id,
        languages=read.languages,
        said={key: Said(text, read.revisions.get(key, "")) for key, text in read.values.items()},
        practice=read.practice_id if read.practice_id and is_id(read.practice_id) else "",
        notes=tuple(Note(NoteKind.REMARK, text) for text in read.remarks),
    )
