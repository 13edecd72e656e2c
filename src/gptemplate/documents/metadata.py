"""What a PDF says about itself: its properties, twice as the standards ask, and the colours that it means.

The file declares PDF/UA-1 and PDF/A-2a. The declaration of PDF/UA needs a description of its own schema within PDF/A.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from xml.sax.saxutils import escape

import gptemplate
from gptemplate.documents import fonts
from gptemplate.documents.language import tag
from gptemplate.documents.pdf_file import PdfFile, text_string

PRODUCER = f"gptemplate {gptemplate.__version__}"


@dataclass(frozen=True, slots=True)
class Properties:
    """What a file says about itself; `hidden` are more entries for programs, by names of plain letters."""

    title: str
    author: str
    subject: str
    keywords: str
    language: str
    modified: datetime
    hidden: Mapping[str, str] = field(default_factory=dict)


def write_information(file: PdfFile, said: Properties) -> int:
    """Write the old table of properties and return its number."""
    stamp = f"D:{said.modified.astimezone(UTC):%Y%m%d%H%M%S}+00'00'"
    entries = {
        "Title": said.title,
        "Author": said.author,
        "Subject": said.subject,
        "Keywords": said.keywords,
        "Creator": PRODUCER,
        "Producer": PRODUCER,
        "CreationDate": stamp,
        "ModDate": stamp,
        **said.hidden,
    }
    rows = [
        b"/%s%s" % (name.encode("ascii"), text_string(kept)) for name, value in entries.items() if (kept := fonts.plain(value))
    ]
    return file.add(b"<<%s>>" % b"\n".join(rows))


def description(said: Properties) -> bytes:
    """Return the properties as XMP."""
    stamp = f"{said.modified.astimezone(UTC):%Y-%m-%dT%H:%M:%S}+00:00"
    about = [
        _element("dc:title", _alternatives(said.title)),
        _element("dc:creator", _sequence(said.author)),
        _element("dc:description", _alternatives(said.subject)),
        _element("dc:language", _bag(tag(said.language))),
        _element("pdf:Keywords", _escaped(said.keywords)),
        _element("pdf:Producer", PRODUCER),
        _element("xmp:CreatorTool", PRODUCER),
        _element("xmp:CreateDate", stamp),
        _element("xmp:ModifyDate", stamp),
    ]
    return _PACKET.replace("@ABOUT@", "".join(about)).encode("utf-8")


def write_intent(file: PdfFile) -> int:
    """Write that colours are those of sRGB, and return the number."""
    profile = file.stream(_profile(), b"/N 3/Filter/FlateDecode")
    name = b"(sRGB IEC61966-2.1)"
    body = b"<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier%s/Info%s/DestOutputProfile %d 0 R>>"
    return file.add(body % (name, name, profile))


@cache
def _profile() -> bytes:
    from PIL import ImageCms

    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    made[24:36] = _midnight(2000, 1, 1)  # it carries the present time, and files shall be reproducible
    made[84:100] = bytes(16)  # the digest of what was before
    return zlib.compress(bytes(made), 9)


def _midnight(year: int, month: int, day: int) -> bytes:
    """Return midnight of a day as colour profiles write it."""
    return b"".join(part.to_bytes(2, "big") for part in (year, month, day, 0, 0, 0))


def _escaped(value: str) -> str:
    return escape(fonts.plain(value))


def _element(name: str, content: str) -> str:
    return f"<{name}>{content}</{name}>\n" if content else ""


def _alternatives(value: str) -> str:
    shown = _escaped(value)
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{shown}</rdf:li></rdf:Alt>' if shown else ""


def _sequence(value: str) -> str:
    shown = _escaped(value)
    return f"<rdf:Seq><rdf:li>{shown}</rdf:li></rdf:Seq>" if shown else ""


def _bag(value: str) -> str:
    return f"<rdf:Bag><rdf:li>{_escaped(value)}</rdf:li></rdf:Bag>"


def _packet() -> str:
    out = io.StringIO()
    out.write('<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n')
    out.write('<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n')
    spaces = {
        "dc": "http://purl.org/dc/elements/1.1/",
        "pdf": "http://ns.adobe.com/pdf/1.3/",
        "xmp": "http://ns.adobe.com/xap/1.0/",
        "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
        "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
        "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
        "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
        "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
    }
    declared = " ".join(f'xmlns:{name}="{address}"' for name, address in spaces.items())
    out.write(f'<rdf:Description rdf:about="" {declared}>\n')
    out.write("<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>\n@ABOUT@")
    out.write('<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">')
    out.write("<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>")
    out.write(f"<pdfaSchema:namespaceURI>{spaces['pdfuaid']}</pdfaSchema:namespaceURI>")
    out.write("<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>")
    out.write('<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>')
    out.write("<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>")
    out.write("<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>")
    out.write("</rdf:li></rdf:Bag></pdfaExtension:schemas>\n</rdf:Description></rdf:RDF></x:xmpmeta>\n")
    out.write('<?xpacket end="w"?>')
    return out.getvalue()


_PACKET = _packet()
