"""Sheets for a translator, and a translator who works on them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lxml import etree

from gptemplate.model.handoff import Passage, Sheet
from gptemplate.model.states import Key, State

PRACTICE = "0123456789abcdef" * 2
TITLE, SUMMARY, TEXT = (Key(name, "sv") for name in ("title", "summary", "description"))


def sheet(*passages: Passage) -> Sheet:
    return Sheet(PRACTICE, "interreg-europe-2021", "Kielikahvila", "fi", "sv", passages or usual())


def usual() -> tuple[Passage, ...]:
    """A text that is missing, one that is stale, and one of several paragraphs with everything XML must hide."""
    return (
        Passage(TITLE, "Praxisens namn", "Kielikahvila", "a" * 64, limit=100, help="Ett namn.", others=(("en", "Café"),)),
        Passage(
            SUMMARY, "Sammanfattning", "Uusi lause.", "b" * 64, "Gammal mening.", "c" * 64, State.STALE, 160,
            earlier="Vanha lause.",
        ),
        Passage(TEXT, "Beskrivning", 'Ensin <b> & "näin".\n\n– yksi\n– kaksi  \n\tja 1 500 €', "d" * 64, limit=None),
    )  # fmt: skip


def long_sheet() -> Sheet:
    """A text without spaces, one with what Word has no room for, and labels as long as a sentence."""
    label = "En rubrik som inte tar slut " * 6
    others = (("en", "x" * 3_000), ("de", "<&>\n" * 40))
    return sheet(
        Passage(TITLE, label, "å" * 3_000, target="ö" * 2_000, target_revision="e" * 64, state=State.TO_CHECK, others=others),
        Passage(SUMMARY, label, "<&> \u202e\t", help="Hjälp. " * 60, limit=1),
    )


def local(one: etree._Element) -> str:
    return one.tag.rpartition("}")[2] if isinstance(one.tag, str) else ""


def translated(content: bytes, said: Mapping[str, str] | Callable[[str], str]) -> bytes:
    """The file as a translator returns it: the targets of these fields have these texts."""
    root = etree.fromstring(content)
    for unit in (one for one in root.iter() if local(one) in ("unit", "trans-unit")):
        holder = next((one for one in unit if local(one) == "segment"), unit)
        field = unit.get("id").rpartition(".")[2]
        source = next(one for one in holder if local(one) == "source")
        text = said(source.text or "") if callable(said) else said.get(field)
        if text is None:
            continue
        target = next((one for one in holder if local(one) == "target"), None)
        if target is None:
            target = etree.Element(source.tag.replace("source", "target"))
            source.addnext(target)
        target.text = text
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")
