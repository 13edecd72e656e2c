"""A package for submission: documents, photos, data, checksums and a covering list in one zip.

The same practices give the same bytes. What keeps a practice from being submitted is listed; the package is made all
the same.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gptemplate import __version__
from gptemplate.errors import why
from gptemplate.exchange import practice_file
from gptemplate.files import safe_name
from gptemplate.i18n import N_, Message, translator
from gptemplate.model import values
from gptemplate.model.practice import Practice
from gptemplate.model.states import SHARED
from gptemplate.model.template import Kind, Template
from gptemplate.services.exporting import covering, gathering, report
from gptemplate.services.exporting.batch import Batch, Progress, Results, watched
from gptemplate.services.exporting.making import Part
from gptemplate.services.exporting.order import DOCUMENTS, Exported, Format, Order, Outcome, Way
from gptemplate.services.exporting.placing import Place
from gptemplate.services.exporting.tables import read, write_table

if TYPE_CHECKING:
    from gptemplate.store.library import Library

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_PACKED_ALREADY = {".jpg", ".jpeg", ".png", ".docx", ".xlsx", ".zip"}


def package(
    library: Library, order: Order, file: Path, way: Way | None = None, progress: Progress | None = None
) -> list[Exported]:
    """Make a package, and return what became of each document and, last, of the package.

    Raises ExportError, BadValue, StoreError.
    """
    gathering.settle(library, order.practices)
    made = Package(library, order, file, way)
    return watched(made.results(), lambda: made.total, progress)


class Package:
    """A package on its way. `total` is how many files it takes, the package itself among them.

    Every document in it is final. Revisions are not cut here: see `gathering.settle`. Raises BadValue.
    """

    def __init__(self, library: Library, order: Order, file: Path, way: Way | None = None) -> None:
        self._library, self._file, self._way = library, file, way or Way()
        kinds = order.documents or (() if order.house is not None else DOCUMENTS)
        self._order = replace(order, formats=kinds, final=True, working=False)
        self._tables = (Format.CSV, *(one for one in order.tables if one is not Format.CSV))
        self._batch = Batch(library, self._order, file, self._way)

    @property
    def total(self) -> int:
        """How many files there will be."""
        return self._batch.total + 1

    def results(self) -> Results:
        """Make everything and yield what became of each document, and at the end of the package.

        Closing the iterator before that leaves no package. Raises ExportError, StoreError.
        """
        place = Place(self._file.parent, self._way.existing)
        try:
            folder = place.parts / "documents"
            self._batch = Batch(self._library, self._order, folder, self._way)
            done: list[Exported] = []
            with closing(self._batch.results()) as results:
                for one in results:
                    told = one if one.file is None else replace(one, file=Path("documents") / one.file.name)
                    done.append(told)
                    yield told
            yield self._packed(place, folder, done)
        finally:
            place.close()

    def _packed(self, place: Place, folder: Path, done: Sequence[Exported]) -> Exported:
        told = Exported("", self._file.stem, (), Format.PACKAGE, notes=self._notes(done))
        part = place.parts / "package.part"
        try:
            with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
                _Packer(archive, self._library, self._way.language).pack(self._order.practices, self._tables, folder, done)
            with part.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
            placed = place.keep(Part(part, digest), digest, safe_name(self._file.stem, longest=120), ".zip")
        except OSError as error:
            problem = Message("{name} could not be written: {reason}", name=self._file.name, reason=why(error))
            return replace(told, problem=problem, outcome=Outcome.FAILED)
        if placed.file is None:
            return replace(told, problem=placed.notes[0], outcome=placed.outcome)
        return replace(told, file=placed.file, outcome=placed.outcome, notes=(*told.notes, *placed.notes))

    def _notes(self, done: Sequence[Exported]) -> tuple[Message, ...]:
        unready = len({one.practice for one in done if one.findings})
        of_machine = report.of_machine(done)
        if not unready:
            return of_machine
        told = Message(
            "{n} practice in it is not ready to be submitted.", "{n} practices in it are not ready to be submitted.", n=unready
        )
        return (told, *of_machine)


@dataclass(slots=True)
class _Packer:
    """Puts files into an archive and remembers their checksums."""

    archive: zipfile.ZipFile
    library: Library
    language: str
    listed: list[dict[str, Any]] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)

    def pack(self, practices: Sequence[str], tables: Sequence[Format], folder: Path, done: Sequence[Exported]) -> None:
        """Put everything into the archive."""
        for one in done:
            if one.file is not None:
                self._add(one.file.as_posix(), (folder / one.file.name).read_bytes(), what="document", practice=one.practice)
        found, _refused = read(self.library, practices)
        for template, practice in found:
            self._add_practice(template, practice)
        for kind in tables:
            content = write_table(found, kind, self.language)
            self._add(f"data/practices.{kind.value}", content, what="table")
        self._add_covering_list(found, done)
        self._add_sums(found, done)

    def _add_practice(self, template: Template, practice: Practice) -> None:
        with self.library.reading() as work:
            held = gathering.attachments(work, template, practice)
        stem = safe_name(practice.title(template, practice.source_language)[0] or practice.id[:8], longest=70)
        data = json.dumps(practice_file.write(template, practice, held), ensure_ascii=False, indent=1)
        self._add(self._free(f"data/{stem}", ".json"), data.encode(), what="data", practice=practice.id)
        for one, language in template.registers():
            kept = practice.text(one.id, language)
            for ident in values.attachments_of(one, language, kept):
                if ident in held and one.kind is Kind.IMAGE:
                    name = self._free(f"photos/{stem}", ".jpg")
                    self._add(name, held[ident], what="photo", practice=practice.id)
                elif ident in held:
                    named = Path(next(line.partition(" ")[2] for line in values.lines_of(kept) if line.startswith(ident)))
                    name = self._free(f"files/{safe_name(named.stem)}", safe_name(named.suffix) if named.suffix else "")
                    self._add(name, held[ident], what="file", practice=practice.id)

    def _add_covering_list(self, found: Sequence[tuple[Template, Practice]], done: Sequence[Exported]) -> None:
        from gptemplate.documents.pdf import write_pdf

        entries = [self._entry(template, practice, done) for template, practice in found]
        modified = max((practice.modified for _template, practice in found), default=0)
        outline = covering.covering_list(entries, self.language, datetime.fromtimestamp(modified / 1000, UTC))
        name = safe_name(translator(self.language)(N_("Covering list")))
        self._add(f"{name}.pdf", write_pdf(outline, {}), what="covering list")
        self._add(f"{name}.txt", covering.as_text(entries, self.language).encode(), what="covering list")

    def _entry(self, template: Template, practice: Practice, done: Sequence[Exported]) -> covering.Entry:
        tr = translator(self.language)
        title, language = practice.title(template, self.language)
        place = template.first_of(Kind.PLACE)
        own = [one for one in done if one.practice == practice.id]
        codes = dict.fromkeys(code for one in own if one.file is not None for code in one.languages)
        return covering.Entry(
            title or tr(N_("Untitled practice")),
            language or self.language,
            values.place_name(place, practice.text(place.id, SHARED), self.language) if place else "",
            tuple(known.name if (known := template.language(code)) else code for code in codes),
            tuple(one["path"] for one in self.listed if one.get("practice") == practice.id),
            tuple(report.line(tr, one) for one in own if one.file is None),
            tuple(dict.fromkeys(text for one in own for text in report.findings(tr, one))),
        )

    def _add_sums(self, found: Sequence[tuple[Template, Practice]], done: Sequence[Exported]) -> None:
        tr = translator(self.language)
        manifest = {
            "format": "gptemplate-package",
            "version": 1,
            "program": f"gptemplate {__version__}",
            "practices": [
                {
                    "id": practice.id,
                    "title": practice.title(template, self.language)[0],
                    "form": template.id,
                    "status": practice.status.value,
                    "ready": not any(one.findings for one in done if one.practice == practice.id),
                    "left_out": [report.line(tr, one) for one in done if one.practice == practice.id and one.file is None],
                }
                for template, practice in found
            ],
            "files": list(self.listed),
        }
        self._add("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1).encode(), what="manifest")
        sums = "".join(f"{one['sha256']}  {one['path']}\n" for one in self.listed)
        self._add("SHA256SUMS", sums.encode(), what="checksums")

    def _free(self, stem: str, suffix: str) -> str:
        """A path that no other file in the archive has, on systems that tell capitals apart and on those that do not."""
        path, number = f"{stem}{suffix}", 2
        while path.casefold() in self.taken:
            path, number = f"{stem} ({number}){suffix}", number + 1
        return path

    def _add(self, path: str, content: bytes, **told: str) -> None:
        self.taken.add(path.casefold())
        entry = zipfile.ZipInfo(path, _LONG_AGO)
        entry.external_attr = 0o644 << 16
        packed = Path(path).suffix.lower() in _PACKED_ALREADY
        entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
        self.archive.writestr(entry, content)
        self.listed.append({"path": path, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content), **told})
