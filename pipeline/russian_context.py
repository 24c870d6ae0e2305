"""Sentences of Russian words in, the universal tag of each word in its context out, by natasha's network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline import russian_models, russian_scores

NETWORK = "morph"


def tags(sentences: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    """Yield the tags of each sentence, one a word: a universal part of speech and features
    (NOUN|Animacy=Inan|Case=Gen|Gender=Masc|Number=Sing). White space has none, "".

    Raises ModelsMissing.
    """
    tag = russian_models.network(NETWORK).decoder.tags_vocab.decode
    filled = [[at for at, word in enumerate(words) if word.strip()] for words in sentences]
    written = [[words[at] for at in places] for words, places in zip(sentences, filled, strict=True)]
    read = russian_scores.scores(NETWORK, written)
    for words, places, scores in zip(sentences, filled, read, strict=True):
        found = [""] * len(words)
        for at, label in zip(places, scores.argmax(-1).tolist(), strict=True):
            found[at] = tag(label)
        yield found
