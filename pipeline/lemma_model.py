"""A Kazakh word in, its likeliest stem out: the analyses of the suffix grammar, weighed by what was learnt.

The weights are those of a log-linear model over the analyses of a word, trained by scripts/train_lemmas.py.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pipeline import lexicon, suffixes

Known = Callable[[str, str], tuple[int, int]]
"""Of a stem and its kind: in how many tokens it was annotated so, and with how many endings it was met."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a word could be a form of: the stem, whether a verb, and what speaks for or against it."""

    stem: str
    verb: bool
    features: tuple[str, ...]


def best(word: str) -> Candidate:
    """The likeliest candidate for `word`; the first of equals, the bare word before all."""
    weights = load()
    return max(candidates(word), key=lambda found: sum(weights.get(name, 0.0) for name in found.features))


def candidates(word: str, known: Known | None = None) -> Iterator[Candidate]:
    """Yield what `word` could come from, the bare word first; `known` replaces what the lexicon says of stems."""
    words = lexicon.load()
    known = known or words.stem_evidence
    frequency = _bucket(words.frequency(word), 5)
    capital = word[:1].isupper()
    for analysis in suffixes.analyses(word):
        verb = analysis.kind == "verb"
        stem = analysis.stem
        common = _shared_features(stem.casefold(), analysis.kind, known, words, bool(analysis.endings))
        names = [analysis.kind, *(ending.name for ending in analysis.endings)]
        chain = [f"{before}>{after}" for before, after in zip(names, [*names[1:], "end"], strict=True)]
        features = [
            *common,
            *chain,
            f"endings {len(names) - 1}",
            f"form {frequency} {len(names) > 1}",
            f"capital {capital} {analysis.kind} {len(names) > 1}",
            f"changed {not word.startswith(stem)}",
        ]
        yield Candidate(stem, verb, tuple(features))


def _shared_features(
    stem: str, kind: str, known: Known, words: lexicon.Lexicon, inflected: bool
) -> tuple[str, ...]:
    annotated, endings = known(stem, "verb" if kind == "verb" else "noun")
    if not annotated and not endings and "-" in stem:
        annotated, endings = known(stem.rpartition("-")[2], "verb" if kind == "verb" else "noun")
    bare = _bucket(words.frequency(stem), 5)
    return (
        f"{kind} annotated {_bucket(annotated, 4)}",
        f"{kind} paradigm {_bucket(endings, 4)}",
        f"{kind} bare {bare} {inflected}",
        f"{kind} unknown {not annotated and not endings and not bare}",
        f"{kind} length {min(len(stem), 7)}",
        f"{kind} {inflected} -{stem[-1:]}",
        f"{kind} {inflected} -{stem[-2:]}",
        f"{kind} {inflected} -{stem[-3:]}",
    )


def _bucket(number: int, most: int) -> int:
    """Numbers by their magnitude: 0, 1, 2-3, 4-7 …"""
    return min(number.bit_length(), most)


@cache
def load() -> dict[str, float]:
    """The weights of the features, read once."""
    packed = (files("pipeline") / "models" / "lemma_weights.tsv.gz").read_bytes()
    lines = gzip.decompress(packed).decode("utf-8").splitlines()
    return {name: float(weight) for name, weight in (line.split("\t") for line in lines)}
