"""The words of a sentence in, what each may be and what decided which it is out, for people to read."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline import kazakh_lemmas, lemma_model, lemmas
from pipeline.kazakh_lemmas import KazakhLemmatiser, capitals
from pipeline.lemma_context import ALONE, EDGE, aspects, pair_aspects, surroundings
from pipeline.lemma_model import Reading

MOST_SHOWN = 6
"""Features of a reading that are shown, those that weigh most."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a word may be: `endings` are named, outermost last; `alone` is its probability, the context aside.

    `context` is the weight of its context, between the readings chosen for the neighbours; `features` are
    those of the word and of its context, each with its weight.
    """

    lemma: str
    pos: str
    endings: tuple[str, ...]
    alone: float
    context: float
    features: tuple[tuple[str, float], ...]

    def __str__(self) -> str:
        shown = sorted(self.features, key=lambda each: -abs(each[1]))[:MOST_SHOWN]
        cells = (
            self.lemma,
            self.pos,
            " + ".join(self.endings),
            f"alone {self.alone:.3f}",
            f"context {self.context:+.2f}",
            "; ".join(f"{name} {weight:+.2f}" for name, weight in shown),
        )
        return "\t" + "\t".join(cells)


@dataclass(frozen=True, slots=True)
class Explanation:
    """The lemma of a word, the rule that found it, and its candidates if the model weighed them."""

    word: str
    lemma: str
    rule: str
    candidates: tuple[Candidate, ...]

    def __str__(self) -> str:
        return "\n".join((f"{self.word}\t{self.lemma}\t{self.rule}", *map(str, self.candidates)))


def explained(words: Sequence[str], language: str = "kk") -> list[Explanation]:
    """What decided about each word of a sentence in "kk" or "ru"."""
    found = lemmas.lemmas(words, language)
    if language == "ru":
        return [
            Explanation(word, lemma, "Russian dictionary", ())
            for word, lemma in zip(words, found, strict=True)
        ]
    lemmatiser = kazakh_lemmas.load()
    decided = lemmatiser.decided(words)
    explanations = []
    for at, (word, capital) in enumerate(zip(words, capitals(words), strict=True)):
        choice = lemmatiser.choice(word, capital)
        weighed = choice.readings if choice.rule == kazakh_lemmas.MODEL else ()
        candidates = tuple(
            _candidate(lemmatiser, words, at, capital, reading, decided) for reading in weighed
        )
        explanations.append(Explanation(word, found[at], choice.rule, candidates))
    return explanations


def _candidate(
    lemmatiser: KazakhLemmatiser,
    words: Sequence[str],
    at: int,
    capital: str,
    reading: Reading,
    decided: Sequence[Reading],
) -> Candidate:
    beside = list(_context(lemmatiser, words, at, reading, decided))
    endings = reading.cut.analysis.endings if reading.cut and reading.cut.analysis else ()
    features = (*_own(lemmatiser, words[at], capital, reading), *beside)
    return Candidate(
        reading.lemma,
        reading.pos,
        tuple(f"{ending.form} ({ending.name})" for ending in endings),
        math.exp(reading.likelihood),
        sum(weight for _, weight in beside),
        tuple((name, weight) for name, weight in features if weight),
    )


def _own(
    lemmatiser: KazakhLemmatiser, word: str, capital: str, reading: Reading
) -> Iterator[tuple[str, float]]:
    """Yield the features of a reading by itself."""
    cut, model = reading.cut, lemmatiser.model
    if cut is None:
        return
    of = lemma_model.word(word, capital, model.annotations)
    stem = lemma_model.known(cut, model.annotations)
    for name in lemma_model.analysis_features(cut, of, stem):
        yield name, model.analysis_weights.get(name, 0.0)
    for name in lemma_model.part_features(reading.pos, cut, of, stem):
        yield name, model.part_weights.get(name, 0.0)


def _context(
    lemmatiser: KazakhLemmatiser, words: Sequence[str], at: int, reading: Reading, decided: Sequence[Reading]
) -> Iterator[tuple[str, float]]:
    """Yield the features of the context of a reading."""
    weights = lemmatiser.context.weights
    for aspect in aspects(reading):
        for around in surroundings([word.casefold() for word in words], at):
            shown = aspect if around == ALONE else f"{aspect} {around}"
            yield shown, weights.get(aspect, {}).get(around, 0.0)
    before = decided[at - 1] if at else EDGE
    after = decided[at + 1] if at + 1 < len(words) else EDGE
    for left, right in ((before, reading), (reading, after)):
        for one, other in pair_aspects(left, right):
            yield f"{one} {other}", weights.get(one, {}).get(other, 0.0)
