"""The words of a Kazakh sentence in, the reading of each out: by a rule, or else by the model."""

from __future__ import annotations

import gzip
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from pipeline import annotated_forms, lexicon, roman, suffixes
from pipeline.lemma_context import Context
from pipeline.lemma_model import FIRST, INSIDE, SMALL, LemmaModel, Reading
from pipeline.tables import rows
from pipeline.vocabulary import numeral_endings, particles

REMEMBERED = 200_000
"""Words whose readings are kept; when there are more, all are forgotten."""

ANALYSIS, PART, CONTEXT = "analysis", "part", "context"
"""What the first column of lemma_weights.tsv.gz says a weight belongs to."""

MODEL = "model"
"""The name of the rule for what the other rules leave."""


class Choice(NamedTuple):
    """The likely readings of a word, the likeliest first, and the name of the rule that found them."""

    rule: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True)
class KazakhLemmatiser:
    """The model of words by themselves and the weights of their context."""

    model: LemmaModel
    context: Context
    _remembered: dict[tuple[str, str], Choice] = field(default_factory=dict)

    def decided(self, words: Sequence[str]) -> list[Reading]:
        """The reading of each word of a sentence, by its context."""
        lattice = [
            self.choice(word, capital).readings for word, capital in zip(words, capitals(words), strict=True)
        ]
        return self.context.decided([word.casefold() for word in words], lattice)

    def attested(self, word: str, reading: Reading, forms: Collection[str]) -> Reading:
        """`reading`, or where it takes a word for a lemma that nobody knows, one whose lemma is in `forms`.

        So names that no dictionary has are found by their forms in one text: Жымпи, Жымпиға.
        """
        form = word.casefold()
        if reading.cut is None or reading.lemma != form:
            return reading
        if lexicon.load().frequency(form) or self.model.annotations.readings(form):
            return reading
        others = self.choice(word, INSIDE if word[:1].isupper() else SMALL).readings
        return next((other for other in others if other.lemma != form and other.lemma in forms), reading)

    def by_itself(self, word: str) -> Reading:
        """The likeliest reading of `word`; its capital tells nothing.

        All forms of a verbal noun are read as it is itself, by its verb (аудару) or as a noun (сайлау).
        """
        readings = self.choice(word, SMALL).readings
        best = readings[0]
        noun = _verbal_noun(best)
        if noun and noun != word.casefold():
            lemma = self.choice(noun, SMALL).readings[0].lemma
            return next((reading for reading in readings if reading.lemma == lemma), best)
        return best

    def choice(self, word: str, capital: str) -> Choice:
        """The readings of `word`, the context aside."""
        found = self._remembered.get((word, capital))
        if found is None:
            if len(self._remembered) >= REMEMBERED:
                self._remembered.clear()
            found = self._remembered[word, capital] = self._choice(word, capital)
        return found

    def _choice(self, word: str, capital: str) -> Choice:
        return self.by_rule(word, capital) or Choice(MODEL, self.model.readings(word, capital))

    def by_rule(self, word: str, capital: str) -> Choice | None:
        """The readings of a word that needs no weighing; else None."""
        form = word.casefold()
        if not any(map(str.isalnum, word)):
            return _one("sign", word, "")
        if not any(map(str.isalpha, word)):
            # Ten per cent are ten.
            return _one("figure", word.rstrip("%") or word, "NUM")
        if roman.value(word) is not None:
            return _one("Roman numeral", word, "NUM" if len(word) > 1 else "")
        if len(word) > suffixes.LONGEST_WORD:
            return _one("too long a word", word, "")
        if form in _exceptions():
            return _one("irregular form", *_exceptions()[form])
        if len(form.split()) > 1:
            return self._phrase(word, capital)
        if self.model.annotations.readings(form):
            return None
        if word.endswith("."):
            return _one("full stop", word, "")
        return self._joined(word, capital)

    def _phrase(self, words: str, capital: str) -> Choice:
        """The readings of what is written apart but was given as one: its last word has the endings."""
        *before, last = words.split()
        if last.casefold() in _companions():
            return Choice("particle", self.choice(" ".join(before), capital).readings)
        found = self.choice(last, SMALL).readings[0]
        return _one("phrase", " ".join((*before, found.lemma)), found.pos)

    def _joined(self, word: str, capital: str) -> Choice | None:
        """The readings of a word with a hyphen or a quotation mark before its ending; else None."""
        head, joiner, tail = _parted(word)
        if not joiner:
            return None
        if tail.casefold() in particles():
            return Choice("particle", self.choice(head, capital).readings)
        ordinal = numeral_endings().get(tail.casefold()) == "ordinal"
        if joiner != "-" or ordinal or suffixes.follows(head, joiner + tail):
            head = head.rstrip("%") or head
            return _one("joined ending", head, "NUM" if head[-1].isdigit() else "NOUN")
        last = self.choice(tail, SMALL).readings[0]
        return _one("joined word", f"{head}-{last.lemma}", last.pos)


def capitals(words: Sequence[str]) -> Iterator[str]:
    """Yield for each word of a sentence where it has its capital."""
    first = True
    for word in words:
        yield SMALL if not word[:1].isupper() else FIRST if first else INSIDE
        first = first and not word[-1:].isalnum()


def _verbal_noun(reading: Reading) -> str:
    """The verbal noun that a word, so read, is a form of; what only ends like one counts; "" if none."""
    cut = reading.cut
    if cut is None or cut.analysis is None:
        return ""
    return cut.analysis.verbal_noun or (reading.lemma if reading.lemma.endswith(("у", "ю")) else "")


def _one(rule: str, lemma: str, pos: str) -> Choice:
    return Choice(rule, (Reading(lemma, pos, pos, 0.0),))


def _parted(word: str) -> tuple[str, str, str]:
    """`word` cut before what is joined to a figure or an abbreviation, or follows a quotation mark.

    («АҚШ-тың», «км-ге», «1905-жылы», «Қазақ»тың; a particle is joined to any word).
    """
    for joiner in suffixes.JOINERS:
        head, found, tail = word.rpartition(joiner)
        if not head or not tail:
            continue
        if joiner == "-" and (tail.casefold() in particles() or suffixes.is_read_out(head)):
            return head, found, tail
        if joiner != "-" and suffixes.follows(head, joiner + tail):
            return head, found, tail
    return word, "", ""


@cache
def _exceptions() -> dict[str, tuple[str, str]]:
    """(lemma, part of speech) of the irregular forms."""
    table = rows("lemma_exceptions.tsv", "lemma", "pos", "forms", "stems", "why")
    return {
        form: (row["lemma"], row["pos"])
        for _, row in table
        for form in (*row["forms"].split(), *row["stems"].split())
    }


@cache
def _companions() -> frozenset[str]:
    """The words that are no part of a word though they stand behind it: да, жоқ, екен."""
    table = rows("companions.tsv", "words", "why")
    return frozenset(word for _, row in table for word in row["words"].split())


@cache
def load() -> KazakhLemmatiser:
    """The lemmatiser with what scripts/train_lemmas.py learnt, read once."""
    packed = (files("pipeline") / "models" / "lemma_weights.tsv.gz").read_bytes()
    words: dict[str, dict[str, float]] = {ANALYSIS: {}, PART: {}}
    context: dict[str, dict[str, float]] = {}
    for line in gzip.decompress(packed).decode("utf-8").splitlines():
        model, name, around, weight = line.split("\t")
        weights = context.setdefault(name, {}) if model == CONTEXT else words[model]
        weights[around if model == CONTEXT else name] = float(weight)
    of_words = LemmaModel(words[ANALYSIS], words[PART], annotated_forms.load())
    return KazakhLemmatiser(of_words, Context(context))
