"""Reading XLIFF that comes from outside: bounded in size and elements, and without entities."""

from __future__ import annotations

from typing import Any

from lxml import etree

from gptemplate.errors import BadFile
from gptemplate.i18n import Message
from gptemplate.translation import xliff12, xliff21
from gptemplate.translation.xliff import ReadXliff, local

LARGEST = 40_000_000  # bytes; a practice takes about 30,000
MOST_ELEMENTS = 400_000


def read(content: bytes, name: str) -> ReadXliff:
    """Return what a returned file says. Raises BadFile where it is no XLIFF, damaged, or made to do harm."""
    root = _tree(content, name)
    version = str(root.get("version", ""))
    is_new = version.startswith("2.") or "document:2" in str(root.nsmap.get(root.prefix) or "")
    return xliff21.read_tree(root) if is_new else xliff12.read_tree(root)


def _tree(content: bytes, name: str) -> Any:
    broken = BadFile(Message("{file} is damaged, or no XLIFF file. Nothing was taken from it.", file=name))
    # No file of ours has a document type; entities in attributes would be resolved before one can look.
    if len(content) > LARGEST or b"<!DOCTYPE" in content.replace(b"\0", b""):
        raise broken
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, dtd_validation=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise broken from error
    if root.getroottree().docinfo.internalDTD is not None or local(root) != "xliff":
        raise broken
    if any(number > MOST_ELEMENTS for number, _one in enumerate(root.iter())):
        raise broken
    return root
