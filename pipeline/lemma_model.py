"""A Kazakh word in, its likeliest stem out: the analyses of the suffix grammar, weighed by what was learnt.

The weights are those of a log-linear model over the analyses of a word, trained by scripts/train_lemmas.py.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pipeline import lexicon, suffixes
from pipeline.tables import rows

SHORTEST_FOSSIL = 5
"""Letters; a shorter word is a common one: құлы, қызы."""

Evidences = Callable[[str, str], lexicon.Evidence]
"""What is known of a stem in lower case, by its kind (noun, verb)."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a word could be a form of, and what speaks for or against it."""

    analysis: suffixes.Analysis
    features: tuple[str, ...]

    @property
    def stem(self) -> str:
        return self.analysis.stem

    @property
    def verb(self) -> bool:
        return self.analysis.kind == "verb"


def likeliest(word: str, weights: Mapping[str, float] | None = None) -> Candidate:
    """The likeliest candidate for `word`, by `weights` or those learnt; a fossil possessive first."""
    weights = load() if weights is None else weights
    found = list(candidates(word))
    if word.casefold().endswith(_fossil_possessives()) and len(word) > SHORTEST_FOSSIL:
        return found[0]
    fossils = [candidate for candidate in found if candidate.analysis.kind == "third"]
    ranked = sorted(fossils or found, key=lambda choice: -sum(weights.get(n, 0.0) for n in choice.features))
    return _settled(ranked)


def _settled(ranked: list[Candidate]) -> Candidate:
    """The best of the candidates, but one way for all forms of a verbal noun.

    It is a noun if it was annotated as one (сайлау), else a form of its verb (аудару).
    """
    best = ranked[0]
    evidence = lexicon.load().evidence
    if best.verb:
        noun = best.analysis.verbal_noun
        if noun and evidence(noun, "noun").annotated:
            return next((other for other in ranked if not other.verb and other.stem.casefold() == noun), best)
    elif best.stem.casefold().endswith(("у", "ю")) and not evidence(best.stem.casefold(), "noun").annotated:
        for other in ranked:
            known = evidence(other.stem.casefold(), "verb")
            if other.analysis.verbal_noun == best.stem.casefold() and (known.annotated or known.endings):
                return other
    return best


def candidates(word: str, evidence: Evidences | None = None) -> Iterator[Candidate]:
    """Yield what `word` could come from, the bare word first; `evidence` replaces the lexicon's."""
    evidence = evidence or lexicon.load().evidence
    form = _bucket(evidence(word.casefold(), "noun").bare, 5)
    for analysis in suffixes.analyses(word):
        if analysis.kind == "third" and not analysis.stem.casefold().endswith(_fossil_possessives()):
            continue
        names = [analysis.kind, *(ending.name for ending in analysis.endings)]
        features = [
            *_stem_features(analysis, evidence),
            *(f"{before}>{after}" for before, after in zip(names, [*names[1:], "end"], strict=True)),
            f"endings {len(names) - 1}",
            f"form {form} {len(names) > 1}",
            f"changed {not word.startswith(analysis.stem)}",
        ]
        yield Candidate(analysis, tuple(features))


def _stem_features(analysis: suffixes.Analysis, evidence: Evidences) -> tuple[str, ...]:
    stem, kind, inflected = analysis.stem.casefold(), analysis.kind, bool(analysis.endings)
    known = evidence(stem, "verb" if kind == "verb" else "noun")
    if "-" in stem and not any(known):
        # A compound declines as its last part does.
        known = evidence(stem.rpartition("-")[2], "verb" if kind == "verb" else "noun")
    return (
        f"{kind} annotated {_bucket(known.annotated, 4)}",
        f"{kind} paradigm {_bucket(known.endings, 4)}",
        f"{kind} bare {_bucket(known.bare, 5)} {inflected}",
        f"{kind} {inflected} known {bool(known.annotated or known.endings or (inflected and known.bare))}",
        f"{kind} {inflected} ending {round(lexicon.load().ending(stem))}",
        f"{kind} length {min(len(stem), 7)}",
        f"{kind} {inflected} -{stem[-1:]}",
        f"{kind} {inflected} -{stem[-2:]}",
        f"{kind} {inflected} -{stem[-3:]}",
    )


def _bucket(number: int, most: int) -> int:
    """Numbers by their magnitude: 0, 1, 2-3, 4-7 …"""
    return min(number.bit_length(), most)


@cache
def _fossil_possessives() -> tuple[str, ...]:
    return tuple(row["end"] for _, row in rows("fossil_possessives.tsv", "end", "why"))


@cache
def load() -> dict[str, float]:
    """The weights of the features, read once."""
    packed = (files("pipeline") / "models" / "lemma_weights.tsv.gz").read_bytes()
    lines = gzip.decompress(packed).decode("utf-8").splitlines()
    return {name: float(weight) for name, weight in (line.split("\t") for line in lines)}
