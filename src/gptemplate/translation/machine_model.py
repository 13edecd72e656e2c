"""A translation model in a folder of this computer: OPUS-MT as CTranslate2 keeps it.

A folder is one model (model.bin, its vocabularies, source.spm and target.spm), or holds such folders. Each is named for its
languages, as in "opus-mt-fi-sv". What reads them is an extra of the program and loaded when it is asked for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from gptemplate.i18n import Message
from gptemplate.translation.machine import MachineError, Pair, language_of, no_pair

MODEL = "model.bin"
PIECES = ("source.spm", "target.spm")
_END = "</s>"
_MOST_PIECES = 500  # of a sentence; the models have seen none longer
_MOST_FOLDERS = 200
_LARGEST_CONFIG = 1_000_000  # bytes
_COMMAND = 'pip install "gptemplate[machine]"'
_THREE_LETTERS = frozenset({"fin", "swe", "eng"})


class ModelFolder:
    """The models in a folder. Raises MachineError where there is none."""

    def __init__(self, folder: Path) -> None:
        self._models = models_in(folder)
        self._loaded: dict[Pair, _Loaded] = {}
        self.name = folder.name if len(self._models) != 1 else next(iter(self._models.values())).name

    def pairs(self) -> frozenset[Pair]:
        """Return the languages for which there is a model."""
        return frozenset(self._models)

    def translate(self, sentences: Sequence[str], source: str, target: str) -> list[str]:
        """Return the translation of each sentence. The first call loads the model. Raises MachineError."""
        pair = (source, target)
        if pair not in self._models:
            raise no_pair(self, source, target)
        if pair not in self._loaded:
            self._loaded = {pair: _load(self._models[pair])}  # one at a time: each takes some hundred megabytes
        return self._loaded[pair].translate(sentences)


def models_in(folder: Path) -> dict[Pair, Path]:
    """Return the folder of each model by its languages. Raises MachineError, saying what a model is made of."""
    try:
        near = [folder, *sorted(one for one in folder.iterdir() if one.is_dir())[:_MOST_FOLDERS]]
        found = [one for one in near if all((one / name).is_file() for name in (MODEL, *PIECES))]
    except OSError:
        raise MachineError(Message("The folder {path} cannot be read.", path=str(folder))) from None
    models = {pair: one for one in found if (pair := pair_of(one.name)) is not None}
    if models:
        return models
    if found:
        raise MachineError(
            Message(
                "{path} has a model, but its name does not say from which language to which. Name it as in “opus-mt-fi-sv”.",
                path=str(found[0]),
            )
        )
    raise MachineError(
        Message("There is no model in {path}. A model has: {names}", path=str(folder), names=", ".join((MODEL, *PIECES)))
    )


def pair_of(name: str) -> Pair | None:
    """Return the languages in the name of a folder, the last two that stand together; None where there are none."""
    words = re.split(r"[-_.+ ]", name.casefold())
    both = [(here, there) for here, there in pairwise(words) if _is_code(here) and _is_code(there)]
    return (language_of(both[-1][0]), language_of(both[-1][1])) if both else None


def _is_code(word: str) -> bool:
    return word in _THREE_LETTERS or (len(word) == 2 and word.isascii() and word.isalpha())


@dataclass(frozen=True, slots=True)
class _Loaded:
    """A model in memory, with what cuts words into pieces and puts them together."""

    name: str
    translator: Any
    source: Any
    target: Any
    ends_itself: bool

    def translate(self, sentences: Sequence[str]) -> list[str]:
        pieces = [self._pieces(sentence) for sentence in sentences]
        most = 2 * max(map(len, pieces), default=0) + 20
        try:
            found = self.translator.translate_batch(
                pieces, beam_size=4, max_batch_size=16, max_input_length=0, max_decoding_length=most
            )
        except (RuntimeError, ValueError):
            raise _unusable(self.name) from None
        return [self.target.decode(one.hypotheses[0]) for one in found]

    def _pieces(self, sentence: str) -> list[str]:
        pieces: list[str] = self.source.encode(sentence, out_type=str)
        if len(pieces) > _MOST_PIECES:
            raise MachineError(Message("“{text}…” is too long a sentence for the model.", text=sentence[:60]))
        return pieces if self.ends_itself else [*pieces, _END]


def _load(folder: Path) -> _Loaded:
    try:
        import ctranslate2
        import sentencepiece
    except ImportError:
        raise MachineError(
            Message("What reads translation models is not installed. Install it with: {command}", command=_COMMAND)
        ) from None
    try:
        source, target = (sentencepiece.SentencePieceProcessor(model_file=str(folder / name)) for name in PIECES)
        translator = ctranslate2.Translator(str(folder), device="cpu")
    except (RuntimeError, ValueError, OSError):
        raise _unusable(folder.name) from None
    return _Loaded(folder.name, translator, source, target, _ends_itself(folder / "config.json"))


def _ends_itself(file: Path) -> bool:
    """Whether the model adds the end of a sentence by itself; one that was converted in another way needs it given."""
    try:
        with file.open("rb") as stream:
            raw = json.loads(stream.read(_LARGEST_CONFIG))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(raw, dict) and raw.get("add_source_eos") is True


def _unusable(name: str) -> MachineError:
    return MachineError(Message("The model {name} cannot be used: its files are damaged or do not belong together.", name=name))
