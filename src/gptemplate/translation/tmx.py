"""Translation memories as files that every program reads: TMX 1.4, all languages in one, written and read unit by unit.

What others write is read as well: two languages or many, tags such as fi-FI, marks within a text (their words go, the text
stays), versions 1.1 to 1.4, any encoding. A unit that cannot be used is passed over and told.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import IO, Any, Protocol

from lxml import etree

from gptemplate import __version__
from gptemplate.errors import BadFile
from gptemplate.i18n import Message
from gptemplate.model import text as texts
from gptemplate.model.memory import Extent, Unit

Progress = Callable[[int], bool]
"""Is told how many bytes were read; what it returns says whether to go on."""

MOST_TOLD = 20  # faults that are told one by one
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_MARKS = frozenset({"bpt", "ept", "ph", "it", "ut"})  # what they hold are another program's codes, no words of the text
_SEGMENTS = {Extent.SENTENCE: "sentence", Extent.FIELD: "block"}
_THREE_LETTERS = {"fin": "fi", "swe": "sv", "eng": "en"}
_DATE = "%Y%m%dT%H%M%SZ"
_MOMENT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})T([0-9]{2})([0-9]{2})([0-9]{2})Z", re.ASCII)
_MOST_CODES = 1_000
_DEEPEST = 40  # marks within marks
_AT_ONCE = 65_536  # bytes read at a time
_MOST_OTHERS = 20_000  # elements between the end of a unit and that of the next


class Reading(Protocol):
    """Anything that bytes are read from."""

    def read(self, size: int = -1, /) -> bytes:
        """Return the next bytes."""


def write(stream: IO[bytes], units: Iterable[Unit], *, source: str = "*all*") -> int:
    """Write units as a TMX file and return how many; those with fewer than two languages have no place in one."""
    written = 0
    with etree.xmlfile(stream, encoding="utf-8") as file:
        file.write_declaration()
        with file.element("tmx", version="1.4"):
            file.write("\n", etree.Element("header", _header(source)), "\n")
            with file.element("body"):
                file.write("\n")
                for unit in units:
                    if len(unit.texts) > 1:
                        file.write(_element(unit), "\n")
                        written += 1
            file.write("\n")
    return written


def _header(source: str) -> dict[str, str]:
    return {
        "creationtool": "gptemplate", "creationtoolversion": __version__, "segtype": "sentence", "o-tmf": "gptemplate",
        "adminlang": "en", "srclang": source, "datatype": "plaintext",
    }  # fmt: skip


def _element(unit: Unit) -> Any:
    element = etree.Element("tu", segtype=_SEGMENTS[unit.extent])
    moment = _date(unit.modified)
    dates = {"creationdate": moment, "changedate": moment} if moment else {}
    said_by = {"creationid": texts.clean_line(unit.author), "changeid": texts.clean_line(unit.author)} if unit.author else {}
    for name, held in {**dates, **said_by}.items():
        element.set(name, held)
    for name, held in (("x-project", unit.project), ("x-practice", unit.practice), ("x-field", unit.field)):
        if held:
            etree.SubElement(element, "prop", type=name).text = texts.clean_line(held)
    for language, text in unit.texts.items():
        variant = etree.SubElement(element, "tuv", {_LANG: language})
        etree.SubElement(variant, "seg").text = text
    return element


class Reader:
    """The units of a TMX file, one after the other. After the last one it knows what was passed over.

    `skipped` units could not be used, `foreign` ones have no two of the languages asked for; `faults` says why, of the
    first. `broken` is what keeps the rest of the file from being read, `cancelled` whether `progress` ended it.
    """

    def __init__(
        self, stream: Reading, languages: Collection[str] = (), project: str = "", progress: Progress | None = None
    ) -> None:
        self._stream = _Counted(stream)
        self._languages = {code.casefold(): code for code in languages}
        self._project = project
        self._progress = progress
        self._codes: dict[str, str] = {}
        self._usual = Extent.SENTENCE
        self.read = 0
        self.skipped = 0
        self.foreign = 0
        self.faults: list[Message] = []
        self.broken: Message | None = None
        self.cancelled = False

    def __iter__(self) -> Iterator[Unit]:
        if not self._stream.is_memory():
            raise _no_memory()
        try:
            for element in self._elements():
                unit = self._unit(element)
                _let_go(element)
                if unit is not None:
                    self.read += 1
                    yield unit
                if not self._goes_on():
                    return
        except etree.XMLSyntaxError as error:
            self._break_off(error.position[0])

    def _break_off(self, line: int) -> None:
        self.broken = Message("The file is damaged from line {line} on. What stands before it was read.", line=line)

    def _elements(self) -> Iterator[Any]:
        """Yield the elements of units; one that swells without end would fill the memory."""
        others = 0
        for _event, element in self._events():
            if element.tag == "tu":
                others = 0
                yield element
                continue
            others += 1
            if element.tag == "header":
                self._usual = _extent(element.get("segtype"), Extent.SENTENCE)
            elif others > _MOST_OTHERS:
                self._break_off(element.sourceline or 0)
                return

    def _events(self) -> Iterator[tuple[str, Any]]:
        """Nothing is fetched, expanded or looked up: the file is from anywhere."""
        return iter(
            etree.iterparse(
                self._stream, events=("end",), load_dtd=False, no_network=True,
                resolve_entities=False, huge_tree=False, remove_comments=True, remove_pis=True,
            )
        )  # fmt: skip

    def _goes_on(self) -> bool:
        if self._progress is not None and not self._progress(self._stream.count):
            self.cancelled = True
        return not self.cancelled

    def _unit(self, element: Any) -> Unit | None:
        variants = [one for one in element if one.tag == "tuv"]
        said, fault = self._said(variants)
        if fault is None and len(variants) < 2:
            fault = Message("it has only one language")
        if fault is not None:
            self.skipped += 1
            if len(self.faults) < MOST_TOLD:
                self.faults.append(
                    Message("Line {line} was passed over: {reason}.", line=element.sourceline or 0, reason=fault)
                )
            return None
        if len(said) < 2:
            self.foreign += 1
            return None
        return self._made(element, said)

    def _said(self, variants: Iterable[Any]) -> tuple[dict[str, str], Message | None]:
        """The texts by language; of two in one language the one without a region, or the first."""
        said: dict[str, str] = {}
        exact: set[str] = set()
        for variant in variants:
            tag = variant.get(_LANG) or variant.get("lang") or ""
            segment = next((one for one in variant if one.tag == "seg"), None)
            if not tag or segment is None:
                return {}, Message("a language or a text is missing")
            text = _text(segment).strip()
            if len(text) > texts.LONGEST:
                return {}, Message("a text is longer than {most} characters", most=texts.LONGEST)
            code = self._code(tag)
            if code and text and (code not in said or (code == tag.casefold() and code not in exact)):
                said[code] = text
                exact |= {code} if code == tag.casefold() else set()
        return said, None

    def _code(self, tag: str) -> str:
        """The language that a tag means; "" for one that was not asked for."""
        if tag in self._codes:
            return self._codes[tag]
        code = self._reduced(tag)
        if len(self._codes) < _MOST_CODES:
            self._codes[tag] = code
        return code

    def _reduced(self, tag: str) -> str:
        whole = tag.strip().replace("_", "-").casefold()
        first = whole.partition("-")[0]
        first = _THREE_LETTERS.get(first, first)
        if not self._languages:
            return first
        return self._languages.get(whole, self._languages.get(first, ""))

    def _made(self, element: Any, said: Mapping[str, str]) -> Unit:
        props = {one.get("type", ""): texts.clean_line(one.text or "") for one in element if one.tag == "prop"}
        author = element.get("changeid") or element.get("creationid") or ""
        return Unit(
            said,
            _extent(element.get("segtype"), self._usual),
            props.get("x-practice", ""),
            props.get("x-field", ""),
            props.get("x-project") or self._project,
            texts.clean_line(author)[:200],
            _moment(element.get("changedate") or element.get("creationdate") or ""),
        )


def read(stream: Reading, *, languages: Collection[str] = (), project: str = "", progress: Progress | None = None) -> Reader:
    """Return the units of a TMX file, to be gone through once; memory does not grow with the file.

    Tags are reduced to the `languages` asked for, to their first part where none are. `project` is where a unit comes from
    that does not say. Raises BadFile, while gone through, where it is no TMX file.
    """
    return Reader(stream, languages, project, progress)


class _Counted:
    """A stream that knows how much was read of it."""

    def __init__(self, stream: Reading) -> None:
        self._stream = stream
        self.count = 0

        self._head = b""

    def is_memory(self) -> bool:
        """Whether it begins as a TMX file does, in whatever encoding."""
        self._head = self._stream.read(_AT_ONCE)
        return b"<tmx" in self._head.replace(b"\0", b"")

    def read(self, size: int = _AT_ONCE) -> bytes:
        """Return the next bytes."""
        found = self._head or self._stream.read(min(size, _AT_ONCE) if size > 0 else _AT_ONCE)
        self._head = b""
        self.count += len(found)
        return found


def _text(segment: Any) -> str:
    """The words of a segment without the codes of other programs; an entity that the file made up is nothing."""
    pieces: list[str] = []
    _gather(segment, pieces, 0)
    return _clean("".join(pieces))


def _clean(text: str) -> str:
    """A text as it is kept. Of what can be printed there is only to be composed, which most of it is."""
    return unicodedata.normalize("NFC", text) if text.isprintable() else texts.clean(text)


def _gather(element: Any, pieces: list[str], depth: int) -> None:
    pieces.append(element.text or "")
    for inner in element:
        if isinstance(inner.tag, str) and depth < _DEEPEST:
            if inner.tag not in _MARKS:
                _gather(inner, pieces, depth + 1)
            else:
                _subflows(inner, pieces, depth + 1)
        pieces.append(inner.tail or "")


def _subflows(mark: Any, pieces: list[str], depth: int) -> None:
    """Text within a code, such as a footnote's."""
    for inner in mark:
        if inner.tag == "sub":
            _gather(inner, pieces, depth)


def _let_go(element: Any) -> None:
    """Forget a unit that was read, and all before it."""
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]


def _extent(said: str | None, usual: Extent) -> Extent:
    if said is None:
        return usual
    return Extent.SENTENCE if said in ("sentence", "phrase") else Extent.FIELD


def _date(moment: int) -> str:
    """A moment as TMX has it; "" for one that no calendar has."""
    try:
        return datetime.fromtimestamp(moment / 1000, UTC).strftime(_DATE) if moment else ""
    except (ValueError, OverflowError, OSError):
        return ""


def _moment(said: str) -> int:
    found = _MOMENT.match(said)
    try:
        if found is None:
            return 0
        year, month, day, hour, minute, second = map(int, found.groups())
        return max(0, int(datetime(year, month, day, hour, minute, second, tzinfo=UTC).timestamp() * 1000))
    except ValueError:
        return 0


def _no_memory() -> BadFile:
    return BadFile(Message("This is no translation memory (TMX), or it is damaged. Nothing was taken from it."))
