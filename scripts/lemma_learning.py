"""Annotated sentences in, the weights of the lemma model and of its context out.

Evidence from annotated texts is what the other documents say, so that each document is learnt from as if it
had not been seen before: a text that is lemmatised later never has been.
"""

from __future__ import annotations

import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline import lemma_model
from pipeline.annotated_forms import AnnotatedForms
from pipeline.kazakh_lemmas import KazakhLemmatiser, capitals
from pipeline.lemma_context import ALONE, EDGE, OWN, Context, aspects, pair_aspects, runs, surroundings
from pipeline.lemma_model import VERBAL, Annotated, Annotations, Features, LemmaModel, Parts, Reading
from scripts.lemma_texts import Documents, Sentence, Token, annotated_forms

PASSES = 8
CONTEXT_PASSES = 4
RATE = 0.15
CONTEXT_RATE = 0.05
OWN_RATE = 0.05
"""How much slower than others the weight moves that all readings share."""

DECAY = 1e-5
CONTEXT_DECAY = 1e-2
UNSEEN_WEIGHT = 0.3
"""How much an example counts that is seen with no annotated text at all: so rare stems are learnt, too."""

MOST_WEIGHT = 3.0
SLOPE = 1e-3
"""Smaller slopes are not worth the time."""

SEED = 1

Weights = dict[str, float]
Nested = dict[str, dict[str, float]]


class OtherTexts(NamedTuple):
    """What all texts but one say of forms and lemmas."""

    everything: AnnotatedForms
    own: AnnotatedForms

    def readings(self, form: str) -> Annotated:
        return _less(self.everything.readings(form), self.own.readings(form))

    def parts(self, lemma: str) -> Parts:
        return _less(self.everything.parts(lemma), self.own.parts(lemma))


def _less(whole: Mapping, part: Mapping) -> Mapping:
    if not part:
        return whole
    return {key: number - part.get(key, 0) for key, number in whole.items() if number > part.get(key, 0)}


class Example(NamedTuple):
    """The features of the candidates of a word, which of them are right, and how much the word counts."""

    features: list[Features]
    right: list[bool]
    weight: float


def learnt(documents: Documents) -> KazakhLemmatiser:
    """The lemmatiser that `documents` teach."""
    everything = annotated_forms(documents.values())
    others = {
        name: OtherTexts(everything, annotated_forms([sentences])) for name, sentences in documents.items()
    }
    analysis, part = list[Example](), list[Example]()
    for name, sentences in documents.items():
        for token, capital, number in _types(sentences, LemmaModel({}, {}, others[name])):
            for known, weight in ((others[name], 1.0), (AnnotatedForms(), UNSEEN_WEIGHT)):
                of = lemma_model.word(token.form, capital, known)
                own = weight * min(1 + math.log2(number), MOST_WEIGHT)
                _add_examples(token, of, known, own, analysis, part)
    weights = _trained(analysis), _trained(part)
    context = _context(documents, {name: LemmaModel(*weights, other) for name, other in others.items()})
    return KazakhLemmatiser(LemmaModel(*weights, everything), Context(context))


def _types(sentences: Iterable[Sentence], model: LemmaModel) -> Iterator[tuple[Token, str, int]]:
    """Yield the distinct words that no rule decides, with their capitals and how often each occurs."""
    rules = KazakhLemmatiser(model, Context({}))
    found: Counter[tuple[Token, str]] = Counter()
    for sentence in sentences:
        for token, capital in zip(sentence, capitals([token.form for token in sentence]), strict=True):
            if token.is_word and rules.by_rule(token.form, capital) is None:
                found[token, capital] += 1
    for (token, capital), number in found.items():
        yield token, capital, number


def _add_examples(
    token: Token,
    of: lemma_model.Word,
    annotations: Annotations,
    weight: float,
    analysis: list[Example],
    part: list[Example],
) -> None:
    cuts = list(lemma_model.cuts(of))
    verb = token.part in VERBAL
    lemma = token.lemma.casefold()
    right = [cut.lemma == lemma and cut.verb == verb for cut in cuts]
    if not any(right):
        right = [cut.lemma == lemma for cut in cuts]
    if not any(right):
        return
    stems = [lemma_model.known(cut, annotations) for cut in cuts]
    if not all(right):
        features = [
            lemma_model.analysis_features(cut, of, stem) for cut, stem in zip(cuts, stems, strict=True)
        ]
        analysis.append(Example(features, right, weight))
    for cut, stem, is_right in zip(cuts, stems, right, strict=True):
        parts = lemma_model.parts_of(cut, of, stem)
        if is_right and len(parts) > 1 and token.part in parts:
            part.append(
                Example(
                    [lemma_model.part_features(each, cut, of, stem) for each in parts],
                    [each == token.part for each in parts],
                    weight,
                )
            )
            break


def _trained(examples: list[Example]) -> Weights:
    """Weights that make the right candidates likely, by stochastic ascent on the log-likelihood, averaged."""
    weights: Weights = defaultdict(float)
    total: Weights = defaultdict(float)
    order = random.Random(SEED)
    for step in range(PASSES):
        order.shuffle(examples)
        rate = RATE / (1 + step / 3)
        for example in examples:
            scores = [sum([weights[name] for name in features]) for features in example.features]
            highest = max(scores)
            shares = [math.exp(score - highest) for score in scores]
            whole = sum(shares)
            good = sum(share for share, is_right in zip(shares, example.right, strict=True) if is_right)
            for features, share, is_right in zip(example.features, shares, example.right, strict=True):
                slope = (share / good if is_right and good else 0.0) - share / whole
                if abs(slope) > SLOPE / 10:
                    for name in features:
                        weights[name] += rate * example.weight * slope - DECAY * weights[name]
        if step >= PASSES // 2:
            for name, value in weights.items():
                total[name] += value
    return {name: value / (PASSES - PASSES // 2) for name, value in total.items()}


class Lesson(NamedTuple):
    """A sentence's forms and the readings of its words, with which of them are right."""

    forms: list[str]
    lattice: list[tuple[Reading, ...]]
    right: list[list[bool]]


def _context(documents: Documents, models: Mapping[tuple[str, str], LemmaModel]) -> Nested:
    """Weights of the context, by stochastic ascent on the log-likelihood of whole runs, averaged."""
    lessons = [
        lesson
        for name, sentences in documents.items()
        for lesson in _lessons(sentences, KazakhLemmatiser(models[name], Context({})))
    ]
    weights: Nested = defaultdict(lambda: defaultdict(float))
    weights[ALONE][OWN] = 1.0
    total: Nested = defaultdict(lambda: defaultdict(float))
    averaged = CONTEXT_PASSES - CONTEXT_PASSES // 2
    order = random.Random(SEED)
    for step in range(CONTEXT_PASSES):
        order.shuffle(lessons)
        rate = CONTEXT_RATE / (1 + step / 3)
        for lesson in lessons:
            for start, end in runs(lesson.lattice):
                _climb(lesson, start, end, weights, rate)
        if step >= CONTEXT_PASSES // 2:
            for aspect, inner in weights.items():
                for name, value in inner.items():
                    total[aspect][name] += value / averaged
    return {aspect: dict(inner) for aspect, inner in total.items()}


def _lessons(sentences: Iterable[Sentence], lemmatiser: KazakhLemmatiser) -> Iterator[Lesson]:
    for sentence in sentences:
        words = [token.form for token in sentence]
        lattice = [
            lemmatiser.choice(word, capital).readings
            for word, capital in zip(words, capitals(words), strict=True)
        ]
        if any(len(readings) > 1 for readings in lattice):
            right = [_right(token, readings) for token, readings in zip(sentence, lattice, strict=True)]
            yield Lesson([word.casefold() for word in words], lattice, right)


def _right(token: Token, readings: Sequence[Reading]) -> list[bool]:
    """Which readings are right: the lemma and part of speech, or as much of these as any has; else all."""
    lemma, verb = token.lemma.casefold(), token.part in VERBAL
    for found in (
        [reading.lemma == lemma and reading.pos == token.part for reading in readings],
        [reading.lemma == lemma and (reading.pos in VERBAL) == verb for reading in readings],
        [reading.lemma == lemma for reading in readings],
    ):
        if token.is_word and any(found):
            return found
    return [True] * len(readings)


def _climb(lesson: Lesson, start: int, end: int, weights: Nested, rate: float) -> None:
    """Move `weights` towards the right readings of a run."""
    run = Run(lesson, start, end, Context(weights))
    free, bound = run.shares(), run.shares(lesson.right[start:end])
    for at in range(start, end):
        column = at - start + 1
        around = surroundings(lesson.forms, at)
        shares = zip(lesson.lattice[at], bound.of_word(column), free.of_word(column), strict=True)
        for reading, good, share in shares:
            slope = good - share
            if abs(slope) > SLOPE:
                weights[ALONE][OWN] += rate * OWN_RATE * slope * reading.likelihood
                for aspect in aspects(reading):
                    _move(weights[aspect], around, rate, slope)
    for column in range(len(run.columns) - 1):
        for left, good_row, row in zip(
            run.columns[column], bound.of_pairs(column), free.of_pairs(column), strict=True
        ):
            for right, good, share in zip(run.columns[column + 1], good_row, row, strict=True):
                if abs(good - share) > SLOPE:
                    for one, other in pair_aspects(left, right):
                        _move(weights[one], (other,), rate, good - share)


def _move(weights: dict[str, float], names: Iterable[str], rate: float, slope: float) -> None:
    for name in names:
        weights[name] += rate * (slope - CONTEXT_DECAY * weights[name])


class Run:
    """The words [start, end) of a lesson: `columns` of readings, one more at each side, and their weights."""

    def __init__(self, lesson: Lesson, start: int, end: int, context: Context) -> None:
        lattice = lesson.lattice
        before = lattice[start - 1][0] if start else EDGE
        after = lattice[end][0] if end < len(lattice) else EDGE
        self.columns: list[Sequence[Reading]] = [[before], *lattice[start:end], [after]]
        self.single = [
            [0.0],
            *(context.of_word(lesson.forms, at, lattice[at]) for at in range(start, end)),
            [0.0],
        ]
        self.pairs = [
            [[context.of_pair(left, right) for right in rights] for left in lefts]
            for lefts, rights in zip(self.columns, self.columns[1:], strict=False)
        ]

    def shares(self, allowed: Sequence[Sequence[bool]] | None = None) -> Shares:
        """The probabilities of the readings, or of those `allowed` (a row a word of the run) alone."""
        single = self.single
        if allowed is not None:
            rows = [[True], *allowed, [True]]
            single = [
                [weight if may else -math.inf for weight, may in zip(weights, row, strict=True)]
                for weights, row in zip(single, rows, strict=True)
            ]
        forward = [[0.0]]
        for weights, pairs in zip(single[1:], self.pairs, strict=True):
            last = forward[-1]
            forward.append(
                [
                    weight + _total([sofar + row[at] for sofar, row in zip(last, pairs, strict=True)])
                    for at, weight in enumerate(weights)
                ]
            )
        backward = [[0.0]]
        for weights, pairs in zip(single[:0:-1], self.pairs[::-1], strict=True):
            ahead = [weight + rest for weight, rest in zip(weights, backward[-1], strict=True)]
            backward.append(
                [_total([step + rest for step, rest in zip(row, ahead, strict=True)]) for row in pairs]
            )
        return Shares(single, self.pairs, forward, backward[::-1])


class Shares(NamedTuple):
    """The probabilities that forward and backward weights make."""

    single: Sequence[Sequence[float]]
    pairs: Sequence[Sequence[Sequence[float]]]
    forward: Sequence[Sequence[float]]
    backward: Sequence[Sequence[float]]

    def of_word(self, column: int) -> list[float]:
        """The probability of each reading of a column."""
        whole = self.forward[-1][0]
        pairs = zip(self.forward[column], self.backward[column], strict=True)
        return [math.exp(before + after - whole) for before, after in pairs]

    def of_pairs(self, column: int) -> list[list[float]]:
        """The probability of each reading of a column together with each of the next."""
        whole = self.forward[-1][0]
        after = zip(self.single[column + 1], self.backward[column + 1], strict=True)
        ahead = [weight + rest - whole for weight, rest in after]
        return [
            [math.exp(before + step + rest) for step, rest in zip(row, ahead, strict=True)]
            for before, row in zip(self.forward[column], self.pairs[column], strict=True)
        ]


def _total(weights: Sequence[float]) -> float:
    """The natural logarithm of the sum of the exponentials."""
    highest = max(weights)
    if highest == -math.inf:
        return highest
    return highest + math.log(sum([math.exp(weight - highest) for weight in weights]))
