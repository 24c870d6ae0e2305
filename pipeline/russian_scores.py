"""Sentences of Russian words and a network of slovnet in, how well each label suits each word out.

The numbers are those of slovnet's own layers, which pad each sentence to the longest and copy every window of
words: here the sentences stand in one row, a gap between each two, which takes a third of the time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import numpy as np

from pipeline import russian_models

AT_ONCE = 4_096
"""Words that the network reads in one step; a longer sentence is cut: memory does not grow with it."""


def scores(name: str, sentences: Sequence[Sequence[str]]) -> Iterator[Any]:
    """Yield for each sentence an array, words × labels, of the network `name` ("morph", "ner").

    Raises ModelsMissing.
    """
    batch: list[Sequence[str]] = []
    size = 0
    for words in sentences:
        if batch and size + len(words) > AT_ONCE:
            yield from _of_batch(name, batch)
            batch, size = [], 0
        if len(words) > AT_ONCE:
            parts = [words[first : first + AT_ONCE] for first in range(0, len(words), AT_ONCE)]
            yield np.concatenate(list(scores(name, parts)))
        else:
            batch.append(words)
            size += len(words)
    yield from _of_batch(name, batch)


def _of_batch(name: str, batch: Sequence[Sequence[str]]) -> Iterator[Any]:
    if not batch:
        return
    infer = russian_models.network(name)
    # A gap, which no layer looks beyond, between each two sentences and at both ends.
    gap = ([infer.encoder.words_vocab.pad_id], [infer.encoder.shapes_vocab.pad_id])
    coded = [gap]
    for words in batch:
        coded += [infer.encoder.item(words), gap]
    word_ids, shape_ids = (np.concatenate([ids[kind] for ids in coded]).astype(int) for kind in (0, 1))
    gaps = np.cumsum([0, *(len(words) + 1 for words in batch)])
    found = _read(name, infer.model.emb(word_ids, shape_ids), gaps)
    for start, end in zip(gaps, gaps[1:], strict=False):
        yield found[start + 1 : end]


def _read(name: str, row: Any, gaps: Any) -> Any:
    """The scores of each place of `row`, the embeddings of words; `gaps` are the places of gaps."""
    row[gaps] = 0
    for before, itself, behind, bias, scale, shift in _layers(name):
        following = row @ itself
        following[1:] += row[:-1] @ before
        following[:-1] += row[1:] @ behind
        following += bias
        np.maximum(following, 0, out=following)
        following *= scale
        following += shift
        following[gaps] = 0
        row = following
    return russian_models.network(name).model.head.proj(row)


@cache
def _layers(name: str) -> tuple[tuple[Any, ...], ...]:
    """Of each layer: what it makes of the word before, of the word and of that behind; its bias; its norm."""
    found = []
    for layer in russian_models.network(name).model.encoder.layers:
        windows = [np.ascontiguousarray(layer.conv.weight.array[:, :, at].T) for at in range(3)]
        scale = layer.norm.weight.array / layer.norm.std.array
        shift = layer.norm.bias.array - layer.norm.mean.array * scale
        found.append((*windows, layer.conv.bias.array, scale, shift))
    return tuple(found)
