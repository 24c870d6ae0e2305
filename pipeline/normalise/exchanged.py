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

from pipeline import lexicon, suffixes, tables
from pipeline.letters import KAZAKH_ONLY, LONGEST_WORD, opens_sentence
from pipeline.normalise.evidence import known, known_loan
from pipeline.normalise.foreign import outside_foreign
from pipeline.normalise.phonotactics import clashes
from pipeline.records import Edit

TABLE = "exchanged.tsv"
CONFUSED = "confused.tsv"
YEARS = "words_of_year.tsv"
MARK = "mark"
FONT = "font"
ANY = "any"
MARKED = frozenset("ұү")

SHORTEST = 3
OFTEN = 5
COMMON = 15
VERY_COMMON = 100
"""Times that a form was met in the training texts, of half a million words."""

PLAIN = 12.0
"""A gain from which the spelling printed is no error of a typist any more."""

LEAD = 3.0
"""By how much the best form must lead the next, in natural logarithms of likelihood."""

TIMES = 5
"""How many times commoner the best form must be than the next if that was met too."""

MARK_BONUS = 6.0
"""ұ, ү and у are confused far more often than other letters."""

ROUNDED = ("ү", "і")
"""Spelt by sound after a round vowel («оңтүстүк»): the author's way to write, no font's fault."""

SON = "ұлы"
"""What patronymics end in."""

LONGEST_ENDING = 6
"""Letters."""

SHORT = 4
"""Letters of what may be an abbreviation («жоғ.»)."""

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
_YEAR = re.compile(r"(?<!\d)[12]\d{3}\s{1,3}\Z")
_ENDING_OF_FIGURE = re.compile(r"\d-?$")
_SURNAME = re.compile("(?<=[^аеёиоуыэюя])(ов|ев|ин|ский)\\Z")
_ROUND = re.compile("[өү][^аәеёиоөуұүыіэюя]+\\Z")
_PART = re.compile(r"[^\W\d_]+")
_KAZAKH = re.compile("[" + "".join(sorted(KAZAKH_ONLY)) + "]")


@dataclass(frozen=True, slots=True)
class _Form:
    """A spelling that a printed word may stand for; gain: how much likelier its letters are.

    `vouched`: other words of the document, the year before it or an ending that alone fits bear it out.
    """

    word: str
    at: int
    rule: str
    gain: float
    frequency: int
    vouched: bool

    @property
    def score(self) -> float:
        bonus = 0.0 if self.rule != MARK else MARK_BONUS if self.frequency or self.vouched else MARK_BONUS / 2
        return self.gain + bonus + 2 * math.log1p(self.frequency + 5 * self.vouched)


class _Document:
    """Which words a text has, and which beginnings, in small letters."""

    def __init__(self, text: str) -> None:
        self.counts: Counter[str] = Counter()
        for printed, number in Counter(_WORD.findall(text)).items():
            self.counts[_whole(printed)] += number
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
    candidates: dict[str, list[_Form]] = {}
    # Nearly every word is right, and is met again and again.
    right: set[str] = set()
    edits: list[Edit] = []
    for match in _WORD.finditer(text):
        printed = match[0]
        if printed in right:
            continue
        doubtful = False
        for start, end in _units(text, match) if _KAZAKH.search(printed) else ():
            word = _whole(text[start:end])
            if word not in candidates:
                candidates[word] = _candidates(word, document)
            if not candidates[word]:
                continue
            doubtful = True
            after_year = _YEAR.search(text, max(start - 8, 0), start) is not None
            form = _mended(word, candidates[word], after_year=after_year)
            if form and _is_fit(form, text, start, end):
                edits.extend(_edits(text, start, end, form))
        if not doubtful:
            right.add(printed)
    return list(outside_foreign(text, edits))


def _whole(printed: str) -> str:
    """The word in small letters, without the line end that breaks it."""
    letters = printed if printed.isalpha() else "".join(_PART.findall(printed))
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


def _candidates(word: str, document: _Document) -> list[_Form]:
    """The forms that `word` may stand for, the likeliest first; none for a word that is right as it is."""
    met = lexicon.load().frequency(word)
    if not SHORTEST <= len(word) <= LONGEST_WORD or met > 1 or (met and MARKED.isdisjoint(word)):
        return []
    if known(word) or known_loan(word):
        # What the grammar allows but nobody wrote («тұралы») yields to a common word, not to a rare one; and
        # texts hold an error now and then.
        forms = [f for f in _forms(word, document, 2 if met else COMMON) if _is_better(f, word, met)]
    else:
        forms = list(_forms(word, document)) or list(_inflected(word, document))
    if any(form.rule == MARK and form.frequency for form in forms):
        # Marks are confused so often that a word that was met outdoes what the grammar alone allows.
        forms = [form for form in forms if form.rule == MARK or form.frequency or form.vouched]
    return sorted(forms, key=lambda form: form.score, reverse=True)


def _mended(word: str, forms: list[_Form], *, after_year: bool) -> _Form | None:
    """The one of `forms`, of which there are some, that `word` clearly stands for."""
    if after_year and (years := [form for form in forms if form.word in _words_of_year()]):
        return years[0] if len(years) == 1 else None
    if len(forms) > 1 and not _leads(*forms[:2]):
        return None
    return forms[0] if _is_clear(forms[0], word) else None


def _leads(best: _Form, second: _Form) -> bool:
    """Whether the best form is far enough from the next, by likelihood and by how often both were met."""
    far = best.rule == MARK or best.vouched or best.frequency >= TIMES * second.frequency
    return far and best.score - second.score >= LEAD


def _is_better(form: _Form, printed: str, met: int) -> bool:
    """Whether `form` is so much likelier than a word that the grammar allows and that was `met` so often."""
    if form.rule == ANY:
        common = form.gain > 5 and form.frequency >= VERY_COMMON
        return not met and (common or (form.gain > PLAIN and form.frequency >= COMMON))
    return form.gain > 2 and (not met or (clashes(printed) > clashes(form.word) and form.frequency > met))


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
        vouched = document.has(spelling, word, at) or _is_patronymic(spelling, word, at)
        if vouched or known(spelling) or known_loan(spelling):
            yield _Form(spelling, at, rule, _likelihood(spelling) - natural, frequency, vouched)


def _inflected(word: str, document: _Document) -> Iterator[_Form]:
    """The inflected nouns that `word` becomes, whose stem is too rare for the lexicon to decline it."""
    natural = _likelihood(word)
    for spelling, at, rule in _spellings(word):
        if _is_inflected_word(spelling, at, document):
            yield _Form(spelling, at, rule, _likelihood(spelling) - natural, 0, True)


def _is_patronymic(form: str, printed: str, at: int) -> bool:
    """Whether the exchange makes the end of a patronymic, in any case («Қасымұлының»)."""
    name = form[: at + len(SON)]
    return (
        at >= SHORTEST
        and name.endswith(SON)
        and form[at + 1 :] == printed[at + 1 :]
        and suffixes.follows(name, form[len(name) :])
        and clashes(form) < clashes(printed)
    )


def _is_inflected_word(form: str, at: int, document: _Document) -> bool:
    """Whether the form is a stem with an ending: the exchange is in that, or makes a stem that was met."""
    for cut in range(max(SHORTEST, len(form) - LONGEST_ENDING), len(form) - 1):
        stem = form[:cut]
        if at < cut:
            met = cut > STEM - 2 and lexicon.load().frequency(stem) > 0
        else:
            met = document.counts[stem] > 0 or _SURNAME.search(stem) is not None or known(stem)
        if met and suffixes.follows(stem, form[cut:]):
            return True
    return False


def _spellings(word: str) -> Iterator[tuple[str, int, str]]:
    """Yield each spelling, where it first differs, and the rule."""
    for letter in dict.fromkeys(word):
        places = [at for at, other in enumerate(word) if other == letter]
        for meant, rule in _exchanges().get(letter, ()):
            for at in places:
                if (letter, meant) != ROUNDED or not _ROUND.search(word, 0, at):
                    yield word[:at] + meant + word[at + 1 :], at, rule
            if len(places) > 1:
                yield word.replace(letter, meant), places[0], rule


def _is_clear(form: _Form, printed: str) -> bool:
    """Whether the proof suffices for the kind of exchange: thresholds set on texts kept from the training."""
    length, met = len(printed), form.frequency >= OFTEN or form.vouched
    if form.rule == MARK:
        # A loan («буржуазия») is met as a word though its letters are unlike Kazakh ones.
        loan = form.vouched or (length > 4 and form.frequency) or (length > 8 and known_loan(form.word))
        return form.gain > (-6 if loan else 1) and (length > SHORTEST or form.frequency >= COMMON)
    if length > SHORT and form.gain > PLAIN and form.frequency and not _has_rival(form, printed):
        return True
    if clashes(printed) > clashes(form.word):
        return form.gain > 2 if met or form.rule == FONT else form.gain > 6 and not _has_rival(form, printed)
    if form.rule == FONT:
        return met and form.gain > 6
    if met:
        return length > SHORT and form.gain > 8
    return length > 6 and form.gain > 12 and not _has_rival(form, printed)


def _has_rival(form: _Form, printed: str) -> bool:
    """Whether a letter that typists confuse with the printed one makes a likelier word that is commoner."""
    words = lexicon.load()
    before, after = form.word[: form.at], form.word[form.at + 1 :]
    rivals = (before + letter + after for letter in _confused().get(printed[form.at], ""))
    natural = _likelihood(form.word)
    return any(words.frequency(rival) > form.frequency and _likelihood(rival) > natural for rival in rivals)


def _is_fit(form: _Form, text: str, start: int, end: int) -> bool:
    """Whether the place allows it: the text around is Kazakh; names and joined words need a form met."""
    sure = form.gain > PLAIN and form.frequency
    if _ENDING_OF_FIGURE.search(text[max(start - 2, 0) : start]) and not sure:
        return False
    # What begins with a capital may be a name, also at the start of a sentence.
    joined = "-" in (text[max(start - 1, 0) : start], text[end : end + 1])
    proved = form.frequency or form.vouched
    if (joined and not proved and form.gain < PLAIN) or (
        text[start].isupper() and not (proved or _is_inflected(form.word))
    ):
        return False
    if text[start].isupper() and form.gain < 1 and not form.vouched:
        return False
    around = text[max(start - WINDOW, 0) : start], text[end : end + WINDOW]
    words = [word for side in around for word in _PART.findall(side)[1:-1]]
    return 2 * sum(known(word) or known_loan(word) for word in words) >= len(words)


def _is_inflected(word: str) -> bool:
    """Whether `word` is a noun that was met more than once, with endings that make no other word of it."""
    words = lexicon.load()
    return any(
        analysis.kind != "verb" and analysis.inflected_only and words.frequency(analysis.stem) > 1
        for analysis in suffixes.analyses(word)
    )


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
def _words_of_year() -> frozenset[str]:
    """The forms of the word that follows the figure of a year."""
    return frozenset(row["word"] for _, row in tables.rows(YEARS, "word", "why"))


@cache
def _confused() -> dict[str, str]:
    """For each letter of Kazakh those for which a typist may write it."""
    return {row["printed"]: row["meant"] for _, row in tables.rows(CONFUSED, "printed", "meant", "why")}


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
