"""What spelling asks the adviser's thread for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gptemplate.errors import BadFile
from gptemplate.i18n import Message

if TYPE_CHECKING:
    from gptemplate.gui.editor.once import Once
    from gptemplate.model.changes import Changes
    from gptemplate.model.practice import Practice
    from gptemplate.model.template import Template
    from gptemplate.paths import Paths
    from gptemplate.services.spelling import Proofreader
    from gptemplate.store.library import Library

MOST_SUGGESTIONS = 5
Misspelt = tuple[int, int, str]


def made(paths: Paths) -> Proofreader:
    """Return the reader, with no dictionary loaded."""
    from gptemplate.services import spelling

    return spelling.proofreader(paths)


def prepare(reader: Once[Proofreader], languages: Sequence[str], _library: Library) -> None:
    """Begin to load the dictionaries of some languages."""
    reader().prepare(languages)


def begin(
    reader: Once[Proofreader], paths: Paths, template: Template, practice: Practice, library: Library
) -> tuple[Proofreader, list[str], str]:
    """Return the reader as the library and a practice want it, the languages without a dictionary, and where to put one."""
    from gptemplate.services import spelling

    made = reader()
    made.prepare(template.codes)
    made.bring_up_to_date(library)
    made.know_names(spelling.names_in(template, practice))
    from gptemplate.translation.dictionaries import dictionary_folders

    folder = next(iter(dictionary_folders(paths)), "")
    return made, made.missing(template.codes), str(folder)


def misspelt(reader: Proofreader, text: str, language: str, _library: Library) -> list[Misspelt] | None:
    """Return what is not known in a text; None while the dictionary is still being loaded: others are not to wait for it."""
    return reader.misspelt(text, language) if reader.is_ready(language) else None


def suggestions(reader: Proofreader, word: str, language: str, _library: Library) -> list[str]:
    """Return what may have been meant."""
    return reader.suggestions(word, language, MOST_SUGGESTIONS)


def accept_for_me(reader: Proofreader, language: str, word: str, _library: Library) -> None:
    """Keep a word in the person's own list. Raises BadFile."""
    try:
        reader.accept(word, language)
    except OSError as error:
        raise _not_kept(word) from error


def accept_for_all(language: str, word: str, library: Library) -> Changes:
    """Keep a word in the library's list."""
    from gptemplate.model.changes import Changes

    with library.writing() as work:
        work.words.add(language, word)
    return Changes()


def refresh(reader: Proofreader, library: Library) -> bool:
    """Take the words of the library as they are now; return whether any is new."""
    return reader.bring_up_to_date(library)


def _not_kept(word: str) -> BadFile:
    return BadFile(Message("“{word}” could not be kept in your own list of words.", word=word))
