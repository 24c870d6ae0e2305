"""A word in, what it is in a date out: data/dates_words.tsv, dates_numerals.tsv and dates_endings.tsv.

Words are compared folded: lower case, without the marks of the Kazakh letters (қ as к, і as и), because lost
marks are the commonest damage and months and units stay distinct without them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from pipeline import tables

WORDS = "dates_words.tsv"
NUMERALS = "dates_numerals.tsv"
ENDINGS = "dates_endings.tsv"
LONGEST_WORD = 40

_MARKED = frozenset("әғқңөұүһі")
_FOLDED = str.maketrans("әғқңөұүһіiёə", "агкноуухииеа")
_ORDINALS = ("ordinal", "russian_ordinal", "russian_plural")
_NUMERIC = frozenset(
    {"month", "month_adjective", "folk_month", "season", "share", "rank", "pointer", "next_day"}
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a word is in a date: its kind, its value, and what its ending says.

    `case` is None where the form has no Kazakh case ending; `ordinal` is for numerals.
    """

    kind: str
    value: int = 0
    label: str = ""
    case: str | None = None
    plural: bool = False
    possessive: bool = False
    attributive: bool = False
    ordinal: bool = False
    abbreviated: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Readings by folded form and by stem, of phrases by their first word; the patterns of endings.

    A form stands with its spelling, since a word may have lost its marks but not gained some: «мәрте» (times)
    is not «марте» (in March).
    """

    forms: dict[str, tuple[str, Reading]]
    stems: dict[str, tuple[str, Reading]]
    phrases: dict[str, tuple[tuple[re.Pattern[str], Reading], ...]]
    numerals: dict[str, tuple[str, Reading]]
    numeral_stems: dict[str, tuple[str, Reading]]
    endings: re.Pattern[str]
    number_suffix: re.Pattern[str]
    hyphened: re.Pattern[str]
    cases: dict[str, str]
    past: tuple[str, ...]
    genitive: tuple[str, ...]
    beginnings: frozenset[str]

    def may_know(self, folded: str, start: int, end: int) -> bool:
        """Whether the vocabulary may know the word folded[start:end]; of most words three letters tell."""
        beginning = folded[start : min(start + 3, end)]
        return beginning in self.beginnings or beginning[:2] in self.beginnings

    def reading(self, word: str) -> Reading | None:
        """What `word` (in lower case) is, None for any other word."""
        return _lookup(word, self.forms, self.stems, self)

    def numeral(self, word: str) -> Reading | None:
        """The number that `word` (in lower case) says, None for any other word."""
        found = _lookup(word, self.numerals, self.numeral_stems, self)
        if found is None or found.ordinal:
            return found
        # «үшін» (for) would be the accusative of three.
        inflected = found.case or found.possessive
        return found if not inflected or (found.possessive and found.case != "accusative") else None

    def is_past(self, word: str) -> bool:
        """Whether a Russian word ends as a verb of the past tense does."""
        return word.lower().endswith(self.past)

    def may_be_genitive(self, word: str) -> bool:
        """Whether a Russian word may be the genitive of a masculine or neuter word, and is no verb."""
        return word.lower().endswith(self.genitive) and not self.is_past(word)

    def inflected(self, reading: Reading, match: re.Match[str]) -> Reading:
        """`reading` with what the matched ending adds."""
        found = match.groupdict()
        return replace(
            reading,
            case=self.cases[found["case"]] if found["case"] else None,
            plural=bool(found["plural"] or found.get("russian_plural")),
            possessive=bool(found["possessive"]),
            attributive=bool(found["attributive"]),
            ordinal=reading.ordinal or any(found.get(slot) for slot in _ORDINALS),
        )


def key(word: str) -> str:
    """The form under which `word` is looked up: folded, but for two letters (ғ. is a century, г. a year)."""
    return word.lower() if len(word) <= 2 else folded(word)


def folded(text: str) -> str:
    """`text` in lower case and without the marks of Kazakh letters, character for character."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    return lower.translate(_FOLDED)


@cache
def load() -> Vocabulary:
    """The vocabulary of the package. Raises TableError when a table is not as it should be."""
    slots = _slots()
    cases = {form: meaning for meaning, forms in slots["case"] for form in forms}
    alternatives = {
        slot: "|".join(sorted(_forms(rows), key=len, reverse=True)) for slot, rows in slots.items()
    }
    chain = "".join(
        f"(?P<{slot}>{alternatives[slot]})?" for slot in ("plural", "possessive", "case", "attributive")
    )
    russian = "|".join(f"(?P<{slot}>{alternatives[slot]})" for slot in ("russian_ordinal", "russian_plural"))
    ordinal = f"(?:(?:{russian})(?!\\w)|(?P<ordinal>{alternatives['ordinal']})?{chain})"
    adjectives = _forms(slots["russian_adjective"])
    patterns = (chain, ordinal + r"(?!\w)", rf"[-‐‑](?=\w){chain}(?!\w)")
    endings, suffix, hyphened = map(re.compile, patterns)
    past, genitive = (tuple(_forms(slots[slot])) for slot in ("russian_past", "russian_genitive"))
    vocabulary = Vocabulary({}, {}, {}, {}, {}, endings, suffix, hyphened, cases, past, genitive, frozenset())
    phrases: dict[str, list[tuple[str, re.Pattern[str], Reading]]] = {}
    for number, form, reading in _word_rows():
        if " " in form or "." in form.rstrip("."):
            first, pattern = _phrase(form, chain)
            phrases.setdefault(first, []).append((form, pattern, reading))
        else:
            _add(form, reading, vocabulary.forms, vocabulary.stems, adjectives, (WORDS, number))
    for number, form, reading in _numeral_rows():
        _add(form, reading, vocabulary.numerals, vocabulary.numeral_stems, adjectives, (NUMERALS, number))
    # The longest phrase is tried first: «жаңа стиль» must not hide a longer one.
    for first, found in phrases.items():
        ordered = sorted(found, key=lambda entry: len(entry[0]), reverse=True)
        vocabulary.phrases[first] = tuple((pattern, reading) for _, pattern, reading in ordered)
    known = (
        vocabulary.forms,
        vocabulary.stems,
        vocabulary.phrases,
        vocabulary.numerals,
        vocabulary.numeral_stems,
    )
    beginnings = frozenset(folded(word)[:3] for table in known for word in table)
    return replace(vocabulary, beginnings=beginnings)


def _lookup(
    word: str,
    forms: dict[str, tuple[str, Reading]],
    stems: dict[str, tuple[str, Reading]],
    vocabulary: Vocabulary,
) -> Reading | None:
    if len(word) > LONGEST_WORD:
        return None
    form = key(word)
    if form in forms:
        spelt, reading = forms[form]
        return reading if _may_be(word, spelt) else None
    bare = folded(word)
    for end in range(len(word), 1, -1):
        if bare[:end] in stems:
            spelt, reading = stems[bare[:end]]
            match = vocabulary.endings.fullmatch(bare, end)
            if match and _may_be(word, spelt):
                return vocabulary.inflected(reading, match)
    return None


def _may_be(word: str, spelt: str) -> bool:
    """Whether the beginning of `word` is `spelt`, with all its marks or without some of them."""
    return all(letter == right or letter not in _MARKED for letter, right in zip(word, spelt, strict=False))


def _slots() -> dict[str, list[tuple[str, list[str]]]]:
    slots: dict[str, list[tuple[str, list[str]]]] = {}
    for number, row in tables.rows(ENDINGS, "slot", "meaning", "forms"):
        if not row["forms"]:
            raise tables.problem(ENDINGS, number, "the forms are missing")
        slots.setdefault(row["slot"], []).append((row["meaning"], folded(row["forms"]).split()))
    return slots


def _forms(rows: list[tuple[str, list[str]]]) -> list[str]:
    return [form for _, forms in rows for form in forms]


def _word_rows() -> Iterator[tuple[int, str, Reading]]:
    for number, row in tables.rows(WORDS, "kind", "value", "forms", "why"):
        value = row["value"]
        if row["kind"] in _NUMERIC and not re.fullmatch(r"-?\d+\??", value):
            raise tables.problem(WORDS, number, f"the value of a {row['kind']} is a number, not “{value}”")
        numeric = int(value.removesuffix("?")) if row["kind"] in _NUMERIC else 0
        for form in row["forms"].split(";"):
            label = value[len(value.rstrip("?")) :] if row["kind"] in _NUMERIC else value
            yield number, form.strip(), Reading(row["kind"], numeric, label, abbreviated=form.endswith("."))


def _numeral_rows() -> Iterator[tuple[int, str, Reading]]:
    for number, row in tables.rows(NUMERALS, "value", "cardinals", "ordinals"):
        if not row["value"].isdigit():
            raise tables.problem(NUMERALS, number, f"the value is a number, not “{row['value']}”")
        for column in ("cardinals", "ordinals"):
            for form in row[column].split(";"):
                reading = Reading("numeral", int(row["value"]), ordinal=column == "ordinals")
                yield number, form.strip(), reading


def _add(
    form: str,
    reading: Reading,
    forms: dict[str, tuple[str, Reading]],
    stems: dict[str, tuple[str, Reading]],
    adjectives: list[str],
    row: tuple[str, int],
) -> None:
    table = stems if form.endswith("+") else forms
    spelt = form.lower().rstrip("+.~")
    for word in [spelt + ending for ending in adjectives] if form.endswith("~") else [spelt]:
        looked_up = folded(word) if table is stems else key(word)
        if not word or table.get(looked_up, (word, reading))[1] != reading:
            raise tables.problem(*row, f"“{word}” stands in the table twice or is empty")
        table[looked_up] = word, reading


def _phrase(form: str, chain: str) -> tuple[str, re.Pattern[str]]:
    """The first word of a phrase, and the pattern of what follows it in folded text."""
    first = re.split(r"\W", form, maxsplit=1)[0]
    pattern = re.escape(folded(form[len(first) :].rstrip("+.")))
    pattern = pattern.replace(r"\.\ ", r"\.").replace(r"\.", r"\.[^\S\n]*").replace(r"\ ", r"[^\S\n]+")
    ending = chain if form.endswith("+") else ""
    return key(first), re.compile(pattern + ending + r"(?!\w)" + (r"\.?" if form.endswith(".") else ""))
