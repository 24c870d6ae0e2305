"""A folder of texts in, a corpus of any size out: the folder's sentences, and others made of them, annotated.

The corpus begins with the folder's sentences, shuffled. When they run out, a sentence is the beginning of
one and the end of another that the corpus has already, and some of its words are changed to forms that it
has not: so many that the number of forms goes on growing as it grew in the folder (Heaps' law, with the
exponent of its last eight-fold growth). New forms come back as often as the sentences that they are in.
"""

from __future__ import annotations

import math
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path

from pipeline import folding, suffixes
from pipeline.annotate import annotate
from pipeline.evaluation.iob2_file import LabelledSentence, labelled
from pipeline.lemmas import lemma
from pipeline.readers import read

GROWTH = 8
"""The exponent of Heaps' law is that of this last growth of the folder's text: longer texts grow slower."""
SHORTEST_CHANGED = 4
LONGEST_PASSAGE = 60
"""Words of a sentence that is made of two."""
_ATTEMPTS = 50
_VOWELS = frozenset("аәеёиоөуұүыіэюя")
_YEAR = re.compile(r"1\d{3}|20\d\d")
_YEARS_UNIT = "жыл"


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark, its lemma and the space before it."""

    form: str
    lemma: str
    gap: str

    @property
    def is_word(self) -> bool:
        return self.form.isalpha()


@dataclass(frozen=True, slots=True)
class Span:
    """Tokens from `start` to before `end` that are a name of the type `kind`, or a date, `kind` in EDTF."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens, and the names and dates among them."""

    tokens: tuple[Token, ...]
    names: tuple[Span, ...] = ()
    dates: tuple[Span, ...] = ()


def sentences(data: Path) -> list[Sentence]:
    """The sentences of data/text/*.txt, as the pipeline annotates them, and of data/ner/*.iob2."""
    articles = sorted(path for path in (data / "text").glob("*.txt") if path.name != "LICENSE.txt")
    labels = sorted((data / "ner").glob("*.iob2"))
    found = [sentence for path in articles for sentence in _of_article(path)]
    for path in labels:
        found += map(_of_labels, labelled(path, warn=lambda _: None).sentences)
    return [sentence for sentence in found if any(token.is_word for token in sentence.tokens)]


def _of_article(path: Path) -> Iterator[Sentence]:
    annotation = annotate(read(path), language="kk")
    text = annotation.text
    for sentence in annotation.sentences:
        tokens = [token for token in annotation.tokens if sentence.start <= token.start < sentence.end]
        ends = [sentence.start, *(token.end for token in tokens)]
        made = tuple(
            Token(text[token.start : token.end], token.lemma, " " if end < token.start else "")
            for token, end in zip(tokens, ends, strict=False)
        )
        starts = [token.start for token in tokens]
        names = _covered(starts, ((name.start, name.end, name.type) for name in annotation.entities))
        dates = _covered(starts, ((date.start, date.end, date.edtf) for date in annotation.dates))
        yield Sentence(made, names, dates)


def _covered(starts: Sequence[int], spans: Iterable[tuple[int, int, str]]) -> tuple[Span, ...]:
    """The spans of the text as spans of tokens; of those that overlap, the first."""
    found: list[Span] = []
    for low, high, kind in spans:
        inside = [index for index, start in enumerate(starts) if low <= start < high]
        if inside and (not found or found[-1].end <= inside[0]):
            found.append(Span(inside[0], inside[-1] + 1, kind))
    return tuple(found)


def _of_labels(sentence: LabelledSentence) -> Sentence:
    text = sentence.text
    end = 0
    tokens = []
    for start, stop in sentence.tokens:
        form = text[start:stop]
        tokens.append(Token(form, lemma(form, "kk") if form.isalpha() else form, " " if end < start else ""))
        end = stop
    names = tuple(Span(name.start, name.end, name.type) for name in sentence.names)
    return Sentence(tuple(tokens), names, tuple(_years(tokens)))


def _years(tokens: Sequence[Token]) -> Iterator[Span]:
    for index, (token, following) in enumerate(zip(tokens, tokens[1:], strict=False)):
        if _YEAR.fullmatch(token.form) and following.form.startswith(_YEARS_UNIT):
            yield Span(index, index + 2, token.form)


@dataclass(frozen=True, slots=True)
class Growth:
    """How the number of forms grows with that of words: `forms` at `words`, and the exponent from there on.

    `new_lemmas` is the share of late new forms whose lemma is new, too; `once` that of the forms met once.
    """

    words: int
    forms: int
    exponent: float
    new_lemmas: float
    once: float

    def wanted(self, words: int) -> float:
        """The forms that so many words should have."""
        return self.forms * (words / self.words) ** self.exponent


def growth(found: Iterable[Sentence]) -> Growth:
    """The growth of a text, whose sentences come in order. Raises ValueError without words."""
    times: dict[str, int] = {}
    lemmas: set[str] = set()
    history: list[tuple[bool, bool]] = []
    for token in (token for sentence in found for token in sentence.tokens if token.is_word):
        form, stem = token.form.casefold(), token.lemma.casefold()
        history.append((form not in times, stem not in lemmas))
        times[form] = times.get(form, 0) + 1
        lemmas.add(stem)
    if len(history) < GROWTH:
        raise ValueError(f"the text has {len(history)} words; its growth cannot be told")
    forms = list(accumulate(new for new, _ in history))
    early = len(history) // GROWTH
    late = [stem for new, stem in history[early:] if new]
    return Growth(
        len(history),
        forms[-1],
        math.log(forms[-1] / forms[early - 1]) / math.log(len(history) / early),
        sum(late) / len(late) if late else 0.0,
        sum(count == 1 for count in times.values()) / len(times),
    )


def corpus(found: Sequence[Sentence], passages: int, seed: int) -> Iterator[Sentence]:
    """So many sentences, the same for the same seed. Raises ValueError where there is none to begin with."""
    pool = list(found)
    random.Random(seed).shuffle(pool)
    if not pool:
        raise ValueError("there is no sentence in the folder")
    yield from pool[:passages]
    if passages > len(pool):
        maker = _Maker(pool, random.Random(seed + 1))
        for _ in range(passages - len(pool)):
            yield maker.next_sentence()


class _Maker:
    """Makes sentences of those in its pool and adds them to it."""

    def __init__(self, pool: list[Sentence], chance: random.Random) -> None:
        self._pool = pool
        self._chance = chance
        self._growth = growth(pool)
        self._words = self._growth.words
        words = [token for sentence in pool for token in sentence.tokens if token.is_word]
        self._forms = {token.form.casefold() for token in words}
        self._lemmas = [token.lemma for token in words if len(token.lemma) >= SHORTEST_CHANGED]
        self._chains = [chain for token in words if (chain := _chain(token))]

    def next_sentence(self) -> Sentence:
        sentence = _joined(self._chance.choice(self._pool), self._chance.choice(self._pool), self._chance)
        self._words += sum(token.is_word for token in sentence.tokens)
        missing = round(self._growth.wanted(self._words)) - len(self._forms)
        for at in self._changeable(sentence)[: max(missing, 0)]:
            sentence = self._changed(sentence, at)
        self._pool.append(sentence)
        return sentence

    def _changeable(self, sentence: Sentence) -> list[int]:
        """The places of words that may be another: outside of names and dates, or a name of one word."""
        long = [span for span in (*sentence.names, *sentence.dates) if span.end - span.start > 1]
        places = [
            at
            for at, token in enumerate(sentence.tokens)
            if token.is_word
            and len(token.form) >= SHORTEST_CHANGED
            and not any(span.start <= at < span.end for span in long)
        ]
        self._chance.shuffle(places)
        return places

    def _changed(self, sentence: Sentence, at: int) -> Sentence:
        """The sentence with a new form in place of a word; as it was where none was found."""
        form, stem = next(filter(None, (self._new_form() for _ in range(_ATTEMPTS))), ("", ""))
        if not form:
            return sentence
        self._forms.add(form.casefold())
        old = sentence.tokens[at]
        if old.form[0].isupper():
            form, stem = form.capitalize(), stem.capitalize()
        tokens = (*sentence.tokens[:at], Token(form, stem, old.gap), *sentence.tokens[at + 1 :])
        return replace(sentence, tokens=tokens)

    def _new_form(self) -> tuple[str, str] | None:
        """A form that the corpus has not, with its lemma: a chain of endings on a lemma, known or new."""
        stem = self._chance.choice(self._lemmas).casefold()
        if self._chance.random() < self._growth.new_lemmas:
            stem = _blend(stem, self._chance.choice(self._lemmas).casefold())
        chain = self._chance.choice(self._chains)
        form = stem + chain
        if form in self._forms or not suffixes.follows(stem, chain):
            return None
        return form, stem


def _chain(token: Token) -> str:
    """The endings of a word whose lemma shows in it."""
    form, stem = token.form.casefold(), token.lemma.casefold()
    return form[len(stem) :] if form.startswith(stem) else ""


def _blend(one: str, other: str) -> str:
    """The beginning of one word, to before its second vowel, and the end of another from there on."""
    return one[: _second_vowel(one)] + other[_second_vowel(other) :]


def _second_vowel(word: str) -> int:
    places = [at for at, letter in enumerate(word) if letter in _VOWELS]
    return places[1] if len(places) > 1 else len(word) // 2


def _joined(one: Sentence, other: Sentence, chance: random.Random) -> Sentence:
    """The beginning of one sentence and the end of another, cut where no name or date is cut."""
    first = chance.choice(_cuts(one))
    second = chance.choice(_cuts(other))
    shift = first - second
    room = LONGEST_PASSAGE - first
    end = min(len(other.tokens), second + max(room, 0))
    return Sentence(
        one.tokens[:first] + other.tokens[second:end],
        _before(one.names, first) + _after(other.names, second, end, shift),
        _before(one.dates, first) + _after(other.dates, second, end, shift),
    )


def _cuts(sentence: Sentence) -> list[int]:
    """The places in the inner half of a sentence that lie in no name or date; the end where there is none."""
    length = len(sentence.tokens)
    inner = range((length + 3) // 4, length - length // 4 + 1)
    spans = (*sentence.names, *sentence.dates)
    return [at for at in inner if not any(span.start < at < span.end for span in spans)] or [length]


def _before(spans: Iterable[Span], end: int) -> tuple[Span, ...]:
    return tuple(span for span in spans if span.end <= end)


def _after(spans: Iterable[Span], start: int, end: int, shift: int) -> tuple[Span, ...]:
    return tuple(
        Span(span.start + shift, span.end + shift, span.kind)
        for span in spans
        if start <= span.start and span.end <= end
    )


def entity_id(type: str, canonical: str) -> str:
    """The id of a name that no table knows."""
    return f"local:{type.lower()}:{folding.key(canonical)}"
