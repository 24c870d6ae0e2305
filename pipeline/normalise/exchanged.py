"""A text in, the edits that undo a font's exchange of one Kazakh letter for another out.

A word is repaired only if its printed form is no word and one repaired form clearly is: by the lexicon or the
document itself, by the character model, and by what sounds a Kazakh word may hold.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline import lexicon, tables
from pipeline.letters import KAZAKH_AND_RUSSIAN, KAZAKH_ONLY, LONGEST_WORD, opens_sentence
from pipeline.normalise.evidence import known, known_loan
from pipeline.normalise.phonotactics import clashes
from pipeline.records import Edit

TABLE = "exchanged.tsv"
MARK = "mark"
FONT = "font"
ANY = "any"

SHORTEST = 3
OFTEN = 5
COMMON = 15
"""Times that a form was met in the training texts, of half a million words."""

LEAD = 3.0
"""By how much the best form must lead the next, in natural logarithms of likelihood."""

MARK_BONUS = 6.0
"""ұ, ү and у are confused far more often than other letters."""

STEM = 6
"""Letters that two words must share at the start to be taken for forms of one."""

WINDOW = 200
"""Characters on either side that tell whether the text around a word is Kazakh at all."""

PART_OF_NAMES = 0.2
"""The share of capitals inside sentences of a word that begins names."""

SAMPLE = 1000
"""Words of a document that tell whether it is in Kazakh, not in Tatar or in no language."""

FEW = 20
"""Words of which no share can be told."""

_BREAK = r"-[ \t]*\n\s*"
_WORD = re.compile(rf"[^\W\d_]+(?:{_BREAK}[^\W\d_]+)?")
_ENDING_OF_FIGURE = re.compile(r"\d-?$")
_PART = re.compile(r"[^\W\d_]+")
_KAZAKH = re.compile("[" + "".join(sorted(KAZAKH_ONLY)) + "]")


@dataclass(frozen=True, slots=True)
class _Form:
    """A spelling that a printed word may stand for; gain: how much likelier its letters are."""

    word: str
    at: int
    rule: str
    gain: float
    frequency: int
    in_document: bool

    @property
    def score(self) -> float:
        bonus = MARK_BONUS if self.rule == MARK else 0.0
        return self.gain + bonus + 2 * math.log1p(self.frequency + 5 * self.in_document)


class _Document:
    """Which words a text has, and which beginnings, in small letters."""

    def __init__(self, text: str) -> None:
        self.counts = Counter(_whole(match[0]) for match in _WORD.finditer(text))
        self._sorted = sorted(self.counts)

    def is_kazakh(self) -> bool:
        """Whether a fair part of a sample of its words with letters of Kazakh alone is known."""
        words = [word for word in self._sorted if _KAZAKH.search(word)]
        sample = words[:: len(words) // SAMPLE + 1]
        return len(words) < FEW or 4 * sum(map(known, sample)) >= len(sample)

    def others_begin(self, prefix: str, word: str) -> bool:
        """Whether a word other than `word` begins with `prefix`."""
        at = bisect_left(self._sorted, prefix)
        return any(other.startswith(prefix) and other != word for other in self._sorted[at : at + 2])

    def has(self, form: str, printed: str, at: int) -> bool:
        """Whether it has `form`, or others that begin so and none like `printed`; they differ at `at`."""
        if self.counts[form]:
            return self.counts[form] > self.counts[printed]
        end = max(STEM, at + 3)
        return (
            end <= len(form)
            and self.others_begin(form[:end], form)
            and not self.others_begin(printed[:end], printed)
        )


def repairs(text: str) -> list[Edit]:
    """The edits, in order, each one letter wide."""
    if not _KAZAKH.search(text):
        return []
    document = _Document(text)
    if not document.is_kazakh():
        return []
    mended: dict[str, _Form | None] = {}
    edits: list[Edit] = []
    for match in _WORD.finditer(text):
        if not _KAZAKH.search(match[0]):
            continue
        for start, end in _units(text, match):
            word = _whole(text[start:end])
            if word not in mended:
                mended[word] = _mended(word, document)
            form = mended[word]
            if form and _is_fit(form, text, start, end):
                edits.extend(_edits(text, start, end, form))
    return edits


def _whole(printed: str) -> str:
    """The word in small letters, without the line end that breaks it."""
    letters = "".join(_PART.findall(printed))
    small = letters.lower()
    # A few capitals of other alphabets have two small letters; such a word is none of ours.
    return small if len(small) == len(letters) else letters


def _units(text: str, match: re.Match[str]) -> list[tuple[int, int]]:
    """What to judge as one word: one broken over lines whole, the members of a compound each for itself."""
    parts = [(match.start() + part.start(), match.start() + part.end()) for part in _PART.finditer(match[0])]
    if len(parts) == 1:
        return parts
    if known(_whole(match[0])):
        return []
    members = any(end - start > SHORTEST and known(text[start:end]) for start, end in parts)
    return parts if members else [match.span()]


def _mended(word: str, document: _Document) -> _Form | None:
    """The one form that `word`, which is none itself, clearly stands for."""
    if not SHORTEST <= len(word) <= LONGEST_WORD or lexicon.load().frequency(word):
        return None
    if known(word) or known_loan(word):
        # What the grammar allows but nobody wrote («тұралы») yields to a common word, not to a rare one.
        forms = [form for form in _forms(word, document, COMMON) if form.rule != ANY and form.gain > 2]
    else:
        forms = list(_forms(word, document))
    forms.sort(key=lambda form: form.score, reverse=True)
    if not forms or (len(forms) > 1 and forms[0].score - forms[1].score < LEAD):
        return None
    return forms[0] if _is_clear(forms[0], word) else None


def _forms(word: str, document: _Document, least: int = 0) -> Iterator[_Form]:
    """The words that `word` becomes by exchanging one letter, in one place or wherever it stands.

    `least` is how often a form must have been met in the training texts.
    """
    words = lexicon.load()
    natural = _likelihood(word)
    for spelling, at, rule in _spellings(word):
        frequency = words.frequency(spelling)
        if frequency < least:
            continue
        in_document = document.has(spelling, word, at)
        if in_document or known(spelling) or known_loan(spelling):
            yield _Form(spelling, at, rule, _likelihood(spelling) - natural, frequency, in_document)


def _spellings(word: str) -> Iterator[tuple[str, int, str]]:
    """Yield each spelling, where it first differs, and the rule."""
    for letter in dict.fromkeys(word):
        places = [at for at, other in enumerate(word) if other == letter]
        for meant, rule in _exchanges().get(letter, ()):
            for at in places:
                yield word[:at] + meant + word[at + 1 :], at, rule
            if len(places) > 1:
                yield word.replace(letter, meant), places[0], rule


def _is_clear(form: _Form, printed: str) -> bool:
    """Whether the proof suffices for the kind of exchange: thresholds set on texts kept from the training."""
    length, met = len(printed), form.frequency >= OFTEN or form.in_document
    if form.rule == MARK:
        # A loan («буржуазия») is met as a word though its letters are unlike Kazakh ones.
        loan = form.in_document or (length > 4 and form.frequency) or (length > 8 and known_loan(form.word))
        return form.gain > (-6 if loan else 1) and (length > SHORTEST or form.frequency >= COMMON)
    if clashes(printed) > clashes(form.word):
        return form.gain > 2 if met or form.rule == FONT else form.gain > 6 and not _has_rival(form)
    if form.rule == FONT:
        return met and form.gain > 6
    if met:
        return length > 4 and form.gain > 8
    return length > 6 and form.gain > 12 and not _has_rival(form)


def _has_rival(form: _Form) -> bool:
    """Whether another letter there makes a likelier word that was met: the print may be a spelling error."""
    words = lexicon.load()
    before, after = form.word[: form.at], form.word[form.at + 1 :]
    rivals = (before + letter.lower() + after for letter in KAZAKH_AND_RUSSIAN)
    natural = _likelihood(form.word)
    return any(words.frequency(rival) and _likelihood(rival) > natural for rival in rivals)


def _is_fit(form: _Form, text: str, start: int, end: int) -> bool:
    """Whether the place allows it: the text around is Kazakh; names and joined words need a form met."""
    if _ENDING_OF_FIGURE.search(text[max(start - 2, 0) : start]):
        return False
    # What begins with a capital may be a name, also at the start of a sentence.
    joined = "-" in (text[max(start - 1, 0) : start], text[end : end + 1])
    if (text[start].isupper() or joined) and not (form.frequency or form.in_document):
        return False
    if text[start].isupper() and form.gain < 1 and not form.in_document:
        return False
    around = text[max(start - WINDOW, 0) : start], text[end : end + WINDOW]
    words = [word for side in around for word in _PART.findall(side)[1:-1]]
    return 2 * sum(known(word) or known_loan(word) for word in words) >= len(words)


def _edits(text: str, start: int, end: int, form: _Form) -> Iterator[Edit]:
    """One edit for each changed letter, in the case of the letter printed or of the place."""
    places = [at for part in _PART.finditer(text, start, end) for at in range(*part.span())]
    for place, meant in zip(places, form.word, strict=True):
        printed = text[place]
        if printed.lower() != meant:
            capital = printed.isupper() or (place == start and _wants_capital(form, text, start, end))
            yield Edit(place, place + 1, meant.upper() if capital else meant, "exchanged")


def _wants_capital(form: _Form, text: str, start: int, end: int) -> bool:
    """Whether a small letter that begins the word stands for a capital: a sentence or a name begins there."""
    if opens_sentence(text, start):
        return True
    following = _PART.search(text, end, end + WINDOW)
    if following is None or not following[0][0].isupper() or not text[end : following.start()].isspace():
        return False
    # Words that are often part of a name («Ұлы Отан соғысы») are met with a capital inside sentences.
    share = lexicon.load().name_share(form.word)
    return share is not None and share >= PART_OF_NAMES


def _likelihood(word: str) -> float:
    """The logarithm of the likelihood of the whole word as Kazakh."""
    return lexicon.load().naturalness(word) * (len(word) + 1)


@cache
def _exchanges() -> dict[str, tuple[tuple[str, str], ...]]:
    """For each printed letter the letters that it may stand for, each with its rule."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for number, row in tables.rows(TABLE, "printed", "meant", "rule", "why"):
        if row["printed"] not in KAZAKH_ONLY or row["rule"] not in (MARK, FONT, ANY) or not row["meant"]:
            raise tables.problem(
                TABLE, number, "give one letter of Kazakh alone, letters, and mark, font or any"
            )
        pairs = tuple((meant, row["rule"]) for meant in row["meant"])
        found[row["printed"]] = found.get(row["printed"], ()) + pairs
    return found
