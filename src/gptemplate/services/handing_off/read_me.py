"""The few words that go with a package, in every language of the program, and the project of OmegaT."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gptemplate.i18n import INTERFACE_LANGUAGES, N_, translator
from gptemplate.model.handoff import Sheet

_PARTS = (
    ("xliff-2.1/", N_("for current translation programs, a file for each practice")),
    ("xliff-1.2/", N_("the same for older ones")),
    ("omegat-", N_("a project for OmegaT: open the folder and translate; memory and glossary are in place")),
    ("memory.tmx", N_("what has been translated before, in all languages")),
    ("glossary", N_("agreed terms")),
    ("reading/", N_("the texts as they look, with the third language beside them")),
)
_ADVICE = (
    N_("Translate one of these, whichever suits your program. Each text says how many characters it may have."),
    N_("Notes that you write to a text are shown to those who wrote it."),
    N_("Send back the translated files, or everything as one .zip."),
)


def read_me(sheets: Sequence[Sheet], paths: Sequence[str], names: Mapping[str, str]) -> str:
    """Return the text; `paths` are the files in the package, `names` those of the languages by code."""
    order = sorted(INTERFACE_LANGUAGES, key=lambda code: code != sheets[0].target_language)
    return "\n\n\n".join("\n".join(_in(code, sheets, paths, names)) for code in order) + "\n"


def _in(language: str, sheets: Sequence[Sheet], paths: Sequence[str], names: Mapping[str, str]) -> Iterator[str]:
    tr = translator(language)
    pairs = dict.fromkeys((one.source_language, one.target_language) for one in sheets)
    title = ", ".join(f"{names.get(source, source)} → {names.get(target, target)}" for source, target in pairs)
    heading = tr(N_("For translation: {pairs}"), pairs=title)
    yield heading
    yield "=" * len(heading)
    texts = sum(len(one.passages) for one in sheets)
    counts = (
        tr.plural("{n} practice", "{n} practices", len({one.practice for one in sheets})),
        tr.plural("{n} text", "{n} texts", texts),
        tr.plural("{n} word", "{n} words", sum(one.words for one in sheets)),
    )
    yield ", ".join(counts)
    yield ""
    for begin, about in _PARTS:
        if any(path.startswith(begin) for path in paths):
            yield f"{_shown(begin, paths):<16}{tr(about)}"
    yield ""
    yield from (tr(text) for text in _ADVICE)


def _shown(begin: str, paths: Sequence[str]) -> str:
    """A part as it is called in this package: "omegat-fi-sv/", "glossary.tbx"."""
    first = next(path for path in paths if path.startswith(begin))
    return f"{first.split('/')[0]}/" if "/" in first else first


def omegat_project(source: str, target: str) -> bytes:
    """Return the file that makes a folder a project of OmegaT."""
    folders = "".join(
        f"        <{name}>__DEFAULT__</{name}>\n"
        for name in ("source_dir", "target_dir", "tm_dir", "glossary_dir", "glossary_file", "dictionary_dir")
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<omegat>\n    <project version="1.0">\n'
        f"{folders}        <source_lang>{source}</source_lang>\n        <target_lang>{target}</target_lang>\n"
        "        <sentence_seg>true</sentence_seg>\n"
        "        <support_default_translations>true</support_default_translations>\n"
        "        <remove_tags>false</remove_tags>\n    </project>\n</omegat>\n"
    ).encode()
