"""Sentences of Russian words in, the universal tag of each word in its context out, by natasha's network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline import russian_models, russian_names, russian_scores
from pipeline.names.written_forms import is_surname

NETWORK = "morph"

WOMAN = "PROPN|Animacy=Anim|Case=Nom|Gender=Fem|Number=Sing"
MAN = "PROPN|Animacy=Anim|Case=Gen|Gender=Masc|Number=Sing"


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
        yield [_agreed(words, found, at) for at in range(len(words))]


def _agreed(words: Sequence[str], tags: Sequence[str], at: int) -> str:
    """The tag of a word, but that a surname behind a noun is a man's genitive (речь Дулатова), if the noun is
    no woman (поэтесса Дулатова).
    """
    if tags[at] != WOMAN or not at or not tags[at - 1].startswith("NOUN") or words[at - 1].endswith("."):
        return tags[at]
    form = words[at].lower()
    surname = is_surname(form) or form[:-1] in russian_names.names()
    return MAN if surname and not {"Animacy=Anim", "Gender=Fem"} <= {*tags[at - 1].split("|")} else WOMAN
