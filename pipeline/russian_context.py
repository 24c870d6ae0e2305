"""Sentences of Russian words in, the universal tag of each word in its context out, by natasha's network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline import russian_models
from pipeline.russian_models import TOGETHER

AT_ONCE = 2_000
"""Sentences that are put in order of length together."""

LONGEST_SENTENCE = 200
"""Words; a longer one is cut, so that memory does not grow with a text that has no full stop."""


def tags(sentences: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    """Yield the tags of each sentence, one a word: a universal part of speech and features
    (NOUN|Animacy=Inan|Case=Gen|Gender=Masc|Number=Sing). White space has none, "".

    Raises ModelsMissing.
    """
    for first in range(0, len(sentences), AT_ONCE):
        yield from _tags(sentences[first : first + AT_ONCE])


def _tags(sentences: Sequence[Sequence[str]]) -> list[list[str]]:
    runs = [
        (number, places[start : start + LONGEST_SENTENCE])
        for number, words in enumerate(sentences)
        for places in [[at for at, word in enumerate(words) if word.strip()]]
        for start in range(0, len(places), LONGEST_SENTENCE)
    ]
    runs.sort(key=lambda run: len(run[1]))
    found = [[""] * len(words) for words in sentences]
    infer = russian_models.network("morph")
    for first in range(0, len(runs), TOGETHER):
        batch = runs[first : first + TOGETHER]
        encoded = infer.encoder([[sentences[number][at] for at in places] for number, places in batch])
        decoded = infer.decoder(infer.process(encoded))
        for (number, places), run in zip(batch, decoded, strict=True):
            for at, tag in zip(places, run, strict=True):
                found[number][at] = tag
    return found
