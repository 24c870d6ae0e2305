"""A Kazakh word in, its likely lemmas and parts of speech out, the context aside.

The candidates are the analyses of the suffix grammar and the annotated readings of the form. Two log-linear
models weigh them: the first tells which analysis, the second which part of speech it has. The weights were
trained by scripts/train_lemmas.py.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple, Protocol, TypeVar

from pipeline import lexicon, suffixes
from pipeline.tables import rows

VERBAL = frozenset({"VERB", "AUX"})
ANY_NOUN = ("NOUN",)
UNKNOWN_NOUN = ("NOUN", "ADJ")
"""What a stem may be that was never annotated."""

SHORTEST_FOSSIL = 5
"""Letters; a shorter word is a common one: құлы, қызы."""

PRUNED = 3.0
"""A reading that is less likely than the best by more than this (natural logarithm) is left out."""

MOST_READINGS = 5

LONG = 7
"""Letters; longer stems are all as long as this."""

SMALL, FIRST, INSIDE = "small", "first", "inside"
"""Where a word has its capital: nowhere, as the first word of its sentence, elsewhere."""

Parts = Mapping[str, int]
"""How often a lemma was annotated with each part of speech (of Universal Dependencies)."""

Annotated = Mapping[tuple[str, str], int]
"""How often a form was annotated with each (lemma, part of speech)."""

Features = tuple[str, ...]

_Weighed = TypeVar("_Weighed")


class Annotations(Protocol):
    """What the annotated texts say of forms and lemmas; training leaves out the text that it looks at."""

    def readings(self, form: str) -> Annotated: ...

    def parts(self, lemma: str) -> Parts: ...


class Cut(NamedTuple):
    """A lemma, whether it is a verb's, and the analysis that yields it (None: it was annotated only)."""

    lemma: str
    verb: bool
    analysis: suffixes.Analysis | None


class Reading(NamedTuple):
    """What a word may be; `likelihood` is the natural logarithm of its probability.

    `tag` is the part of speech with the last ending: by these, words agree with their neighbours.
    """

    lemma: str
    pos: str
    tag: str
    likelihood: float
    cut: Cut | None = None


class Known(NamedTuple):
    """What is known of a stem: its parts of speech; how often it was annotated, with how many endings it
    was met, how often without.
    """

    parts: Parts
    annotated: int
    endings: int
    bare: int


@dataclass(frozen=True, slots=True)
class Word:
    """A word with what is known of its form, which all its cuts share."""

    form: str
    capital: str
    annotated: Annotated
    total: int
    frequency: int


def word(text: str, capital: str, annotations: Annotations) -> Word:
    """`text` with what `annotations` and the lexicon know of it."""
    words = lexicon.load()
    form = text.casefold()
    annotated = annotations.readings(form)
    return Word(form, capital, annotated, sum(annotated.values()), _bucket(words.frequency(form), 5))


def cuts(of: Word) -> Iterator[Cut]:
    """Yield what the word could be a form of, the bare word first; never nothing."""
    found = list(_analyses(of.form))
    for analysis in found:
        yield Cut(_irregular_stems().get(analysis.stem, analysis.stem), analysis.kind == "verb", analysis)
    if of.annotated:
        licensed = {(analysis.stem, analysis.kind == "verb") for analysis in found}
        annotated = {(lemma, part in VERBAL) for lemma, part in of.annotated}
        for lemma, verb in sorted(annotated - licensed):
            yield Cut(lemma, verb, None)


def _analyses(form: str) -> Iterator[suffixes.Analysis]:
    """Yield the analyses of `form`; of one with a fossil possessive only those that leave it whole."""
    ends = _fossil_possessives()
    found = suffixes.analyses(form)
    if form.endswith(ends) and len(form) > SHORTEST_FOSSIL:
        yield next(found)
        return
    others = []
    fossil = False
    for analysis in found:
        if analysis.kind != "third":
            others.append(analysis)
        elif analysis.stem.endswith(ends):
            fossil = True
            yield analysis
    if not fossil:
        yield from others


def known(cut: Cut, annotations: Annotations) -> Known:
    """What is known of the stem of `cut`; a compound declines as its last part does."""
    found = _known(cut.lemma, cut.verb, annotations)
    if "-" in cut.lemma and not any(found[1:]):
        return _known(cut.lemma.rpartition("-")[2], cut.verb, annotations)
    return found


def _known(stem: str, verb: bool, annotations: Annotations) -> Known:
    parts = annotations.parts(stem)
    number = sum([count for part, count in parts.items() if (part in VERBAL) == verb]) if parts else 0
    words = lexicon.load()
    kinds = words.stems.get(stem)
    endings = kinds.get("verb" if verb else "noun", lexicon.NO_STEM)[1] if kinds else 0
    return Known(parts, number, endings, words.counts.get(stem, lexicon.NEVER)[0])


def chain_features(kind: str, endings: Sequence[str]) -> Features:
    """The features of a chain of endings on a stem of `kind`."""
    names = (kind, *endings, "end")
    steps = (f"{before}>{after}" for before, after in zip(names, names[1:], strict=False))
    return (*steps, f"endings {len(endings)}")


def analysis_features(cut: Cut, of: Word, stem: Known) -> Features:
    """All features of an analysis; the model adds up their weights group by group, and remembers the sums."""
    chain: Features = ()
    if cut.analysis:
        chain = chain_features(cut.analysis.kind, [ending.name for ending in cut.analysis.endings])
    return (*chain, *evidence_features(cut, stem), *end_features(cut), *form_features(cut, of))


def evidence_features(cut: Cut, stem: Known) -> Features:
    """The features of what is known of a stem."""
    kind, form = _kinds(cut)
    inflected = bool(cut.analysis and cut.analysis.endings)
    return (
        f"{kind} annotated {_bucket(stem.annotated, 4)}",
        f"{kind} paradigm {_bucket(stem.endings, 4)}",
        f"{form} bare {_bucket(stem.bare, 5)}",
        f"{form} known {bool(stem.annotated or stem.endings or (inflected and stem.bare))}",
        f"{kind} length {min(len(cut.lemma), LONG)}",
    )


def end_features(cut: Cut) -> Features:
    """The features of the last letters of a stem."""
    _, form = _kinds(cut)
    return (
        f"{form} ending {round(lexicon.load().ending(cut.lemma))}",
        f"{form} -{cut.lemma[-1:]}",
        f"{form} -{cut.lemma[-2:]}",
        f"{form} -{cut.lemma[-3:]}",
        f"{form} -{cut.lemma[-4:]}",
        f"{form} -{cut.lemma[-5:]}",
    )


def _kinds(cut: Cut) -> tuple[str, str]:
    """The kind of a stem, and the same with whether it has endings."""
    if cut.analysis is None:
        return "other", "other"
    kind = "verb" if cut.verb else "noun"
    return kind, f"{kind} {bool(cut.analysis.endings)}"


def form_features(cut: Cut, of: Word) -> Features:
    """The features of a word and a cut of it."""
    met = 0
    if of.total:
        met = sum(number for (lemma, part), number in of.annotated.items() if _is_of(cut, lemma, part))
    return (
        f"form {of.frequency} {bool(cut.analysis and cut.analysis.endings)}",
        f"changed {not of.form.startswith(cut.lemma)}",
        f"annotated so {_bucket(of.total, 4)} {_share(met, of.total)}",
    )


def _is_of(cut: Cut, lemma: str, part: str) -> bool:
    return lemma == cut.lemma and (part in VERBAL) == cut.verb


def parts_of(cut: Cut, of: Word, stem: Known) -> Sequence[str]:
    """The parts of speech that the stem of `cut` may have."""
    if cut.analysis is None:
        return [part for lemma, part in of.annotated if _is_of(cut, lemma, part)]
    if cut.verb:
        return ("VERB", "AUX") if "AUX" in stem.parts else ("VERB",)
    found = [part for part in stem.parts if part not in VERBAL]
    found += [part for part in (ANY_NOUN if stem.annotated else UNKNOWN_NOUN) if part not in found]
    if of.capital != SMALL and "PROPN" not in found:
        found.append("PROPN")
    return found


def part_features(part: str, cut: Cut, of: Word, stem: Known) -> Features:
    """The features of a part of speech of an analysis."""
    endings = cut.analysis.endings if cut.analysis else ()
    number = stem.parts.get(part, 0)
    share = lexicon.load().name_share(of.form, cut.lemma)
    names = "unmet" if share is None else str(round(3 * share))
    met = of.annotated.get((cut.lemma, part), 0)
    return (
        f"{part} {endings[0].name if endings else 'end'}",
        f"{part} annotated {_bucket(number, 4)} {_share(number, stem.annotated)}",
        f"{part} annotated so {_bucket(of.total, 4)} {_share(met, of.total)}",
        f"{part} {of.capital} {bool(endings)}",
        f"{part} {of.capital} names {names}",
        f"{part} -{cut.lemma[-2:]}",
        f"{part} -{cut.lemma[-3:]}",
        f"{part} -{cut.lemma[-4:]}",
    )


def tag(part: str, cut: Cut) -> str:
    """The part of speech with the name of the last ending; of persons, that there is one."""
    if cut.analysis is None or not cut.analysis.endings:
        return part
    last = cut.analysis.endings[-1].name
    return f"{part}|{'person' if last.startswith('person') and len(cut.analysis.endings) > 1 else last}"


@dataclass(frozen=True)
class LemmaModel:
    """Weights of the features of analyses and of parts of speech, with what is known of annotated texts."""

    analysis_weights: Mapping[str, float]
    part_weights: Mapping[str, float]
    annotations: Annotations
    _chains: dict[tuple[str, tuple[suffixes.Ending, ...]], float] = field(default_factory=dict)
    _forms: dict[tuple[int, bool, bool], float] = field(default_factory=dict)
    _ends: dict[tuple[object, ...], float] = field(default_factory=dict)
    _evidences: dict[tuple[object, ...], float] = field(default_factory=dict)

    def readings(self, text: str, capital: str) -> tuple[Reading, ...]:
        """The likely readings of the word `text`, the best first; never none."""
        of = word(text, capital, self.annotations)
        weighed = []
        for cut in cuts(of):
            stem = known(cut, self.annotations)
            weighed.append((self._stem(cut, stem) + self._chain(cut) + self._form(cut, of), (cut, stem)))
        best: dict[tuple[str, str, str], Reading] = {}
        for share, (cut, stem) in _likely(weighed):
            for part_share, part in self._parts(cut, of, stem):
                key = cut.lemma, part, tag(part, cut)
                if key not in best or best[key].likelihood < share + part_share:
                    best[key] = Reading(*key, share + part_share, cut)
        ranked = sorted(best.values(), key=lambda reading: (-reading.likelihood, *reading[:3]))
        least = ranked[0].likelihood - PRUNED
        return tuple(reading for reading in ranked[:MOST_READINGS] if reading.likelihood > least)

    def _parts(self, cut: Cut, of: Word, stem: Known) -> list[tuple[float, str]]:
        """The likely parts of speech, each with the natural logarithm of its probability."""
        parts = parts_of(cut, of, stem)
        if len(parts) == 1:
            return [(0.0, parts[0])]
        weighed = ((_sum(self.part_weights, part_features(part, cut, of, stem)), part) for part in parts)
        return _likely(weighed)

    def _form(self, cut: Cut, of: Word) -> float:
        """The weight of what the form as a whole says of a cut."""
        if of.total:
            return _sum(self.analysis_weights, form_features(cut, of))
        key = of.frequency, bool(cut.analysis and cut.analysis.endings), of.form.startswith(cut.lemma)
        weight = self._forms.get(key)
        if weight is None:
            weight = self._forms[key] = _sum(self.analysis_weights, form_features(cut, of))
        return weight

    def _chain(self, cut: Cut) -> float:
        """The weight of the endings."""
        if cut.analysis is None:
            return 0.0
        key = cut.analysis.kind, cut.analysis.endings
        weight = self._chains.get(key)
        if weight is None:
            features = chain_features(key[0], [ending.name for ending in key[1]])
            weight = self._chains[key] = _sum(self.analysis_weights, features)
        return weight

    def _stem(self, cut: Cut, stem: Known) -> float:
        """The weight of the stem."""
        inflected = None if cut.analysis is None else bool(cut.analysis.endings)
        end = cut.verb, inflected, cut.lemma[-lexicon.ORDER :]
        weight = self._ends.get(end)
        if weight is None:
            weight = self._ends[end] = _sum(self.analysis_weights, end_features(cut))
        evidence = cut.verb, inflected, *map(int.bit_length, stem[1:]), min(len(cut.lemma), LONG)
        other = self._evidences.get(evidence)
        if other is None:
            other = self._evidences[evidence] = _sum(self.analysis_weights, evidence_features(cut, stem))
        return weight + other


def _sum(weights: Mapping[str, float], features: Features) -> float:
    weight = weights.get
    return sum([weight(name, 0.0) for name in features])


def _likely(weighed: Iterable[tuple[float, _Weighed]]) -> list[tuple[float, _Weighed]]:
    """The likely ones of `weighed` with the natural logarithms of their probabilities, in their order."""
    listed = list(weighed)
    weights = [weight for weight, _ in listed]
    highest = max(weights)
    whole = highest + math.log(sum([math.exp(weight - highest) for weight in weights]))
    return [(weight - whole, each) for weight, each in listed if weight > highest - PRUNED]


def _bucket(number: int, most: int) -> int:
    """Numbers by their magnitude: 0, 1, 2-3, 4-7 …"""
    return min(number.bit_length(), most)


def _share(part: int, whole: int) -> str:
    return str(round(4 * part / whole)) if whole else "-"


@cache
def _fossil_possessives() -> tuple[str, ...]:
    return tuple(row["end"] for _, row in rows("fossil_possessives.tsv", "end", "why"))


@cache
def _irregular_stems() -> dict[str, str]:
    """The lemma of each stem that takes endings but is no lemma itself."""
    return {
        stem: row["lemma"]
        for _, row in rows("lemma_exceptions.tsv", "lemma", "pos", "forms", "stems", "why")
        for stem in row["stems"].split()
    }
