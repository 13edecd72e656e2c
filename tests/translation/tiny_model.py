"""A tiny real model: CTranslate2 and SentencePiece read its files like those of OPUS-MT, and it says one sentence.

Each position of the answer is a unit vector of its own and the weights let it speak one piece, whatever was asked.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ANSWER = "detta sade en modell ."
SENTENCES = (
    "Hanke alkoi keväällä ja kokeilu päättyi syksyllä.",
    "Kunta ja yritykset maksavat osan kuluista.",
    "Detta sade en modell.",
    "detta sade en modell .",
    "Projektet började på våren och försöket slutade på hösten.",
)
_WIDTH, _LONGEST = 16, 512


def make(folder: Path, *, ends_itself: bool = True) -> Path:
    """Make a model in a folder and return it."""
    folder.mkdir(parents=True)
    _pieces(folder)
    _model(folder, ends_itself=ends_itself)
    return folder


def _pieces(folder: Path) -> None:
    import io

    import sentencepiece

    for name in ("source.spm", "target.spm"):
        made = io.BytesIO()
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(SENTENCES * 20),
            model_writer=made,
            vocab_size=60,
            character_coverage=1.0,
            hard_vocab_limit=False,
            minloglevel=2,
            num_threads=1,
        )
        (folder / name).write_bytes(made.getvalue())


def _model(folder: Path, *, ends_itself: bool) -> None:
    import numpy as np
    import sentencepiece
    from ctranslate2.specs import TransformerSpec

    target = sentencepiece.SentencePieceProcessor(model_file=str(folder / "target.spm"))
    words = [target.id_to_piece(one) for one in range(target.get_piece_size())]
    said = [*target.encode(ANSWER, out_type=str), "</s>"]
    assert len(said) <= _WIDTH
    spec = TransformerSpec.from_config(1, 2)
    for side in (spec.encoder, spec.decoder):
        side.position_encodings.encodings = np.zeros((_LONGEST, _WIDTH), dtype=np.float32)
        for place in range(_LONGEST):
            side.position_encodings.encodings[place, min(place, len(said) - 1)] = 1.0
        _silence(side, np)
    spec.encoder.embeddings[0].weight = np.zeros((len(words), _WIDTH), dtype=np.float32)
    spec.decoder.embeddings.weight = np.zeros((len(words), _WIDTH), dtype=np.float32)
    speaks = np.zeros((len(words), _WIDTH), dtype=np.float32)
    for place, piece in enumerate(said):
        speaks[words.index(piece), place] = 10.0
    spec.decoder.projection.weight = speaks
    spec.decoder.projection.bias = np.zeros(len(words), dtype=np.float32)
    spec.register_source_vocabulary(words)
    spec.register_target_vocabulary(words)
    spec.config.add_source_eos = ends_itself
    spec.validate()
    spec.save(str(folder))
    assert json.loads((folder / "config.json").read_text())["add_source_eos"] is ends_itself


def _silence(side: Any, np: Any) -> None:
    """Let every layer add nothing to what comes in."""
    for layer in side.layer:
        _zeros(layer.self_attention.linear, (3 * _WIDTH, _WIDTH), np)
        norms = [layer.self_attention.layer_norm, layer.ffn.layer_norm]
        if hasattr(layer, "attention"):
            _zeros(layer.attention.linear, (_WIDTH, 2 * _WIDTH, _WIDTH), np)
            norms.append(layer.attention.layer_norm)
        for one, rows, columns in ((layer.ffn.linear_0, 2 * _WIDTH, _WIDTH), (layer.ffn.linear_1, _WIDTH, 2 * _WIDTH)):
            one.weight, one.bias = np.zeros((rows, columns), dtype=np.float32), np.zeros(rows, dtype=np.float32)
        for norm in norms:
            norm.gamma, norm.beta = np.ones(_WIDTH, dtype=np.float32), np.zeros(_WIDTH, dtype=np.float32)
    side.layer_norm.gamma, side.layer_norm.beta = np.ones(_WIDTH, dtype=np.float32), np.zeros(_WIDTH, dtype=np.float32)


def _zeros(linear: Any, rows: Sequence[int], np: Any) -> None:
    for one, n in zip(linear, rows, strict=True):
        one.weight, one.bias = np.zeros((n, _WIDTH), dtype=np.float32), np.zeros(n, dtype=np.float32)
