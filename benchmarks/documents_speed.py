"""How long a document takes beside other ways to make it: medians of one run; compare ratios.

    uv run --with typst --with weasyprint python benchmarks/documents_speed.py

Every document is different, so that no engine shines by remembering the last one. What is not there is left out.
The floor is the same words in the same typeface on as many pages, with no structure and no layout.
"""

from __future__ import annotations

import html
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.documents.practices import PICTURE, made, photograph, sample

from gptemplate.documents import embedding, fonts, style
from gptemplate.documents.pdf import write_pdf
from gptemplate.documents.pdf_file import PdfFile, references
from gptemplate.documents.word import write_word
from gptemplate.model.outline import Bullets, Facts, Figure, Heading, Outline, Paragraph
from gptemplate.model.outline import texts as texts_of
from gptemplate.resources import path

OWN, FLOOR = "this program, PDF/UA-1 and PDF/A-2a", "floor: written by hand"
ROUNDS = 60
FEW = 12  # rounds of an engine that takes half a second
PHOTO = photograph()
_LINE = " \\ "  # how Typst ends a line
Run = Callable[[], object]
Make = Callable[[Outline], Run]


def variant(number: int, *languages: str, side: bool = False) -> Outline:
    """Return the outline of a practice whose sentences stand in another order, with words of its own."""
    practice = sample("language-at-work")
    values = {}
    for key, value in practice.values.items():
        parts = value.text.split(". ")
        text = ". ".join(parts[number % len(parts) :] + parts[: number % len(parts)])
        values[key] = replace(value, text=f"{text} {number * 7919}") if len(parts) > 1 else value
    return made(replace(practice, values=values), *languages, side=side, final=True)


def medians(engines: dict[str, Make], outlines: list[Outline]) -> dict[str, float]:
    """Return the milliseconds that each engine takes for a document once it is warm; they take turns, so that a busy
    moment of the machine hits all alike. An engine prepares what it is given first, which is not counted."""
    taken: dict[str, list[float]] = {name: [] for name in engines}
    for outline in outlines:
        for name, make in engines.items():
            run = make(outline)
            start = time.perf_counter()
            run()
            taken[name].append((time.perf_counter() - start) * 1000)
    return {name: statistics.median(times[1:]) for name, times in taken.items()}


def ours(outline: Outline) -> Run:
    """The program's own."""
    return lambda: write_pdf(outline, {PICTURE: PHOTO})


def word(outline: Outline) -> Run:
    """The program's own Word file."""
    return lambda: write_word(outline, {PICTURE: PHOTO})


def floor(outline: Outline) -> Run:
    """A PDF written by hand."""
    return lambda: by_hand(outline)


def by_hand(outline: Outline) -> bytes:
    """Break words into lines, and put lines on pages."""
    file, cut, widths = PdfFile(), fonts.Cut.REGULAR, fonts.words(style.Weight.REGULAR)
    lines: list[str] = []
    for text in texts_of(outline):
        line, used = "", 0.0
        for word in fonts.drawable(text).split():
            wide = (widths[word] + widths[" "]) * 9.5
            if used + wide > 370:
                lines.append(line)
                line, used = "", 0.0
            line, used = f"{line}{word} ", used + wide
        lines.append(line)
    image = file.stream(PHOTO, b"/Type/XObject/Subtype/Image/Width 1200/Height 800/BitsPerComponent 8"
                               b"/ColorSpace/DeviceRGB/Filter/DCTDecode")  # fmt: skip
    typeface = file.reserve()
    top, kids = file.reserve(), []
    for start in range(0, len(lines), 52):
        shown = b"\n".join([b"(%s)'" % embedding.shown(line, cut) for line in lines[start : start + 52]])
        content = zlib.compress(b"q 160 0 0 107 380 680 cm /I Do Q BT /F 9.5 Tf 13.4 TL 1 0 0 1 54 780 Tm %s ET" % shown)
        stream = file.stream(content, b"/Filter/FlateDecode")
        own = b"/Resources<</Font<</F %d 0 R>>/XObject<</I %d 0 R>>>>" % (typeface, image)
        kids.append(file.add(b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]/Contents %d 0 R%s>>" % (top, stream, own)))
    inner = [embedding.embed(file, each, "".join(lines)) for each in (cut, fonts.Cut.MEDIUM, fonts.Cut.SEMIBOLD)]
    file.put(typeface, file._bodies[inner[0] - 1])
    file.put(top, b"<</Type/Pages/Count %d/Kids%s>>" % (len(kids), references(kids)))
    return file.finish(file.add(b"<</Type/Catalog/Pages %d 0 R>>" % top), file.add(b"<<>>"), outline.title.encode())


def typst_source(outline: Outline) -> str:
    """Return the outline in the language of Typst."""
    head = f"""#set document(title: {_typst(outline.title)})
#set text(font: "Inter", size: 9.5pt, lang: "{outline.language}")
#set page(margin: (x: 19mm, y: 17mm), footer: context [{_typst_text(outline.running)} #h(1fr) #counter(page).display()])
"""
    return head + "\n\n".join(_typst_block(one) for one in outline.blocks)


def _typst(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _typst_text(text: str) -> str:
    return f"#{_typst(text)}"


def _typst_block(one: object) -> str:
    match one:
        case Heading():
            return f"#heading(level: {one.level}, {_typst(one.text)})"
        case Paragraph():
            return _typst_text(one.text)
        case Bullets():
            return f"#list({', '.join(map(_typst, one.items))})"
        case Figure():
            return f'#image("photo.jpg", width: 58mm, alt: {_typst(one.description)})'
        case Facts():
            rows = ", ".join(f"{_typst(row.label)}, [{_LINE.join(map(_typst_text, row.lines))}]" for row in one.rows)
            return f"#heading(level: 2, {_typst(one.caption)})\n#table(columns: (42mm, 1fr), stroke: none, {rows})"
        case _:
            return ""


def typst(folder: Path) -> Make:
    """Typst's compiler, in this process, with PDF/UA-1."""
    import typst as engine

    (folder / "photo.jpg").write_bytes(PHOTO)
    source = folder / "one.typ"
    fonts_folder = str(path("fonts", "OFL.txt").parent)

    def make(outline: Outline) -> Run:
        source.write_text(typst_source(outline), "utf-8")
        compiler = engine.Compiler(str(source), root=str(folder), font_paths=[fonts_folder], ignore_system_fonts=True)
        return lambda: compiler.compile(format="pdf", pdf_standards=["ua-1"])

    return make


def weasyprint(folder: Path) -> Make:
    """WeasyPrint, with PDF/UA-1."""
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

    photo = (folder / "weasy.jpg").as_uri()
    (folder / "weasy.jpg").write_bytes(PHOTO)
    faces = "".join(
        f"@font-face {{font-family: Inter; font-weight: {weight}; src: url({path('fonts', cut.value).as_uri()})}}"
        for weight, cut in ((400, fonts.Cut.REGULAR), (600, fonts.Cut.SEMIBOLD))
    )
    rules = faces + "body {font: 9.5pt Inter} @page {size: A4; margin: 17mm 19mm} img {width: 58mm}"
    configuration = FontConfiguration()

    def make(outline: Outline) -> Run:
        page = f'<html lang="{outline.language}"><title>{html.escape(outline.title)}</title><style>{rules}</style>'
        page += "".join(_markup(one, photo) for one in outline.blocks)
        return lambda: HTML(string=page).write_pdf(font_config=configuration, pdf_variant="pdf/ua-1")

    return make


def _markup(one: object, photo: str) -> str:
    match one:
        case Heading():
            return f"<h{one.level}>{html.escape(one.text)}</h{one.level}>"
        case Paragraph():
            return f"<p>{html.escape(one.text)}</p>"
        case Bullets():
            return "<ul>" + "".join(f"<li>{html.escape(item)}</li>" for item in one.items) + "</ul>"
        case Figure():
            return f'<img src="{photo}" alt="{html.escape(one.description)}">'
        case Facts():
            cells = (f"<tr><th>{html.escape(row.label)}<td>{html.escape(' '.join(row.lines))}" for row in one.rows)
            return f"<h2>{html.escape(one.caption)}</h2><table>{''.join(cells)}</table>"
        case _:
            return ""


def libreoffice(outlines: list[Outline], folder: Path) -> float:
    """Return the milliseconds a document of LibreOffice's converter: one process for all, its start taken off."""
    files = []
    for at, outline in enumerate(outlines):
        files.append(folder / f"{at}.docx")
        files[-1].write_bytes(write_word(outline, {PICTURE: PHOTO}))
    taken = []
    for some in (files[:1], files[:1], files):
        start = time.perf_counter()
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        kind = 'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}'
        command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(folder), *map(str, some)]
        subprocess.run(command, check=True, capture_output=True)
        taken.append((time.perf_counter() - start) * 1000)
    return (taken[2] - taken[1]) / (len(files) - 1)


def there(folder: Path) -> Iterator[tuple[str, Make]]:
    """Yield the other engines that are there."""
    for name, found in (("Typst, PDF/UA-1", typst), ("WeasyPrint, PDF/UA-1", weasyprint)):
        try:
            yield name, found(folder)
        except (ImportError, OSError):
            print(f"({name} is not here)")


def main() -> None:
    """Print a line for each engine, with how many times as long as this program it takes."""
    outlines = [variant(number, "fi") for number in range(ROUNDS)]
    beside = [variant(number, "fi", "sv", "en", side=True) for number in range(ROUNDS)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        engines = {OWN: ours, FLOOR: floor, **dict(there(folder))}
        slow = {name: engines.pop(name) for name in list(engines) if name.startswith("WeasyPrint")}
        found = medians(engines, outlines)
        if slow:
            again = medians({OWN: ours, **slow}, outlines[:FEW])
            found |= {name: again[name] * found[OWN] / again[OWN] for name in slow}  # the busy moments were others
        if shutil.which("soffice"):
            found["LibreOffice, from Word"] = libreoffice(outlines[:FEW], folder)
    for name, taken in found.items():
        print(f"{name:36} {taken:8.1f} ms {taken / found[OWN]:8.2f} times this program")
    print(f"this program takes {found[OWN] / found[FLOOR]:.1f} times the floor")
    for name, some in (("one language", outlines), ("side by side", beside)):
        for kind, taken in medians({"PDF": ours, "Word": word}, some).items():
            print(f"{name:14} {kind:5} {taken:6.1f} ms")


if __name__ == "__main__":
    main()
