"""How long a new word, a known word, a suggestion and a look at a whole text take, with the dictionaries of this machine.

    python benchmarks/spelling.py [--text FILE]

Beside it in the same run: Voikko's own library, where the machine has it. All of it is processor time.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.translation.native import native, running_text, words_of

from gptemplate.services.own_words import OwnWords
from gptemplate.services.spelling import Proofreader
from gptemplate.translation.dictionaries import find, system_folders
from gptemplate.translation.morphology import VoikkoMorphology
from gptemplate.translation.spelling import speller_for
from gptemplate.translation.voikko_spelling import Finnish
from gptemplate.translation.voikko_suggestions import suggestions
from gptemplate.translation.voikko_transducer import read_transducer

SLIPS = ("maahanmuutaja", "koulutuksesa", "tyollisyyspalveluihin", "opiskelioiden", "järejstää", "hankeessa", "linjaauto")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--text", type=Path, help="Finnish text; the program's own if none is given")
    chosen = parser.parse_args()
    found = find("fi", system_folders())
    if found is None:
        sys.exit("no Finnish dictionary on this machine")
    words = words_of(chosen.text.read_text("utf-8") if chosen.text else running_text())
    load, finnish = _timed(lambda: Finnish(read_transducer(found.file)))
    print(f"Finnish dictionary read in {load:.0f} ms; {len(words)} different words")
    ours = _each("a new word, ours", finnish.is_right, words)
    _each("the same word again", finnish.is_right, words)
    voikko = native()
    if voikko is not None:
        theirs = _each("a new word, libvoikko", voikko.is_right, words)
        agree = sum(finnish.is_right(word) == voikko.is_right(word) for word in words)
        print(f"  {ours / theirs:.0f} times libvoikko's time; the same answer for {agree / len(words):.2%}")
    _each("base forms of a word", VoikkoMorphology(finnish).lemmas, words)
    _each("suggestions", lambda word: suggestions(finnish, word), SLIPS)
    for language in ("sv", "en"):
        load, speller = _timed(lambda code=language: speller_for(code, system_folders()))
        print(f"{language}: {'read in ' + format(load, '.0f') + ' ms' if speller else 'no dictionary'}")
    _whole_text(words)


def _whole_text(words: Sequence[str]) -> None:
    """A field of 3,500 characters, looked at when it is opened and at each key."""
    reader = Proofreader(system_folders(), OwnWords(Path("no-words")))
    text = " ".join(words)[:3500]
    print(
        f"a field of {len(text)} characters: {_timed(lambda: reader.misspelt(text, 'fi'))[0]:.0f} ms when it is opened, ",
        end="",
    )
    print(f"{_timed(lambda: reader.told_already(text + 'k', 'fi'))[0]:.1f} ms at a key")


def _each(name: str, ask: Callable[[str], object], words: Sequence[str]) -> float:
    taken = [_timed(lambda word=word: ask(word))[0] for word in words]
    mean, most = statistics.mean(taken), max(taken)
    print(f"{name}: {mean:.3f} ms on average, {statistics.median(taken):.3f} median, {most:.1f} at most")
    return mean


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.process_time()
    done = work()
    return (time.process_time() - begun) * 1000, done


if __name__ == "__main__":
    main()
