"""A word in, its lemma out; a document with sentences in, the same with lemmas and parts of speech.

Kazakh: the tables and the model of pipeline/kazakh_lemmas.py; a verb's lemma is its stem (аударып → аудар).
Russian: pymorphy3.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from typing import TYPE_CHECKING, NamedTuple

from pipeline import kazakh_lemmas, lexicon, roman, russian_context, russian_lemmas, russian_names, suffixes
from pipeline.kazakh_lemmas import capitals
from pipeline.lemma_model import INSIDE, SMALL, VERBAL, Reading
from pipeline.letters import KAZAKH_ONLY

if TYPE_CHECKING:
    # A search lemmatises single words, too, and must not wait for spaCy.
    from spacy.tokens import Doc, Token

NAME = "PROPN"
MAYBE_NAMES = ("", "NOUN", "ADJ", "VERB")
"""Parts of speech of words that a capital makes names of."""

_LIKELY = -1.5
"""The natural logarithm of the probability from which a reading of a word by itself is a likely one."""

_NOUN_ENDING = "у"
_JOINING = ("й", "и")

_MOSTLY = 4
"""How many times more often a verb is met than a noun of the same letters, for the noun to be left aside."""


class Found(NamedTuple):
    """A lemma, in lower case if it is no name, its part of speech ("": unknown) and whether it is a name.

    `name` is None where nothing but a capital says so.
    """

    lemma: str
    pos: str
    name: bool | None


def lemma(word: str, language: str) -> str:
    """The lemma of `word` in "kk" or "ru", never empty for a word that is not; names keep their capital."""
    found = _russian(word) if language == "ru" else _kazakh(word)
    return _cased(found.lemma, word, found.name is not False)


def lemmas(words: Sequence[str], language: str) -> list[str]:
    """The lemma of each word of a sentence in "kk" or "ru", by its context; none of a word is empty."""
    return [lemma for lemma, _ in _marks([list(words)], language)]


def likely_lemmas(word: str, language: str) -> list[str]:
    """All that may be the lemma of `word` in "kk" or "ru" in one sentence or another, the likeliest first.

    In Kazakh a verb has two: the stem, and the verbal noun that dictionaries give and that is a noun in many
    a sentence (қолда, қолдау); each form of one is a form of the other.
    """
    found = [lemma(word, language)]
    if language == "ru":
        readings = russian_lemmas.readings(word)
        others = [each for each in readings if each.known] or readings
        found += [_cased(each.lemma, word, each.name is not False) for each in others]
    else:
        found += _verbs(word, found[0])
    return list(dict.fromkeys(found))


def _verbs(word: str, found: str) -> Iterator[str]:
    """Yield the stems of the verbs that a Kazakh word may be a form of, each with its verbal noun."""
    readings = kazakh_lemmas.load().choice(word, SMALL).readings
    stems = [reading.lemma for reading in readings if reading.pos in VERBAL and reading.likelihood > _LIKELY]
    named = {each.casefold() for each in (word, found)}
    stems += [
        analysis.stem
        for noun in sorted(named)
        for analysis in suffixes.analyses(noun)
        if _is_verbal_noun(analysis) and _is_verb(analysis.stem)
    ]
    for stem in dict.fromkeys(stems):
        yield stem
        yield from _verbal_nouns(stem)


def _is_verb(stem: str) -> bool:
    """Whether a stem is a verb's nearly always: жаз, but not ата, which is a grandfather as well."""
    words = lexicon.load()
    verb, noun = (words.evidence(stem, kind).annotated for kind in ("verb", "noun"))
    return verb > _MOSTLY * noun


def _verbal_nouns(stem: str) -> Iterator[str]:
    """Yield the verbal noun of a verb's stem, by the tables of endings: шығу of шық, оқу of оқы, қою of қой.

    Two of a stem that may change or stay; none where none fits.
    """
    if stem.endswith(_JOINING):
        # й and у are one letter, and of ий only that is left: қою of қой, кию of ки.
        yield stem.removesuffix("й") + "ю"
        return
    changed = [
        stem.removesuffix(change.stem) + change.surface
        for change in suffixes.load().changes[_NOUN_ENDING]
        if "verb" in change.kinds and stem.endswith(change.stem)
    ]
    for spelt in changed or [stem]:
        noun = spelt + _NOUN_ENDING
        if any(_is_verbal_noun(found) and found.stem == stem for found in suffixes.analyses(noun)):
            yield noun


def _is_verbal_noun(analysis: suffixes.Analysis) -> bool:
    return [ending.name for ending in analysis.endings] == [suffixes.VERBAL_NOUN]


def mark_lemmas(doc: Doc) -> Doc:
    """`doc` itself with lemmas and parts of speech; sentences must have been marked."""
    marks = _marks(list(_sentences(doc)), "ru" if doc.lang_ == "ru" else "kk")
    for token, (lemma, pos) in zip(doc, marks, strict=True):
        token.lemma_ = lemma
        token.pos_ = _part_of_speech(token, pos)
    return doc


def _sentences(doc: Doc) -> Iterator[list[str]]:
    """Yield the words of each sentence; all are one where none are marked."""
    sentence: list[str] = []
    for token in doc:
        if token.is_sent_start and sentence:
            yield sentence
            sentence = []
        sentence.append(token.text)
    if sentence:
        yield sentence


def _marks(sentences: Sequence[Sequence[str]], language: str) -> Iterator[tuple[str, str]]:
    """Yield the lemma and the part of speech of each word of a text."""
    found = list(_readings(sentences, language))
    # A capital at a sentence's start is a name's if the same lemma has one elsewhere, inside a sentence.
    names = {
        reading.lemma.casefold()
        for _, reading, capital in found
        if capital == INSIDE and reading.name is not False
    }
    for word, reading, capital in found:
        name = reading.name
        if name is None:
            name = capital == INSIDE or reading.lemma.casefold() in names
        named = name and capital != SMALL and reading.pos in MAYBE_NAMES
        yield _cased(reading.lemma, word, name), NAME if named else reading.pos


def _readings(sentences: Sequence[Sequence[str]], language: str) -> Iterator[tuple[str, Found, str]]:
    """Yield each word of a text with its reading and where it has its capital."""
    if language == "ru":
        yield from _russian_readings(sentences)
        return
    forms = {word.casefold() for sentence in sentences for word in sentence}
    for sentence in sentences:
        places = capitals(sentence)
        lemmatiser = kazakh_lemmas.load()
        decided = lemmatiser.decided(sentence)
        for word, reading, capital in zip(sentence, decided, places, strict=True):
            yield word, _found(word, lemmatiser.attested(word, reading, forms)), capital


def _russian_readings(sentences: Sequence[Sequence[str]]) -> Iterator[tuple[str, Found, str]]:
    forms = {word.casefold() for sentence in sentences for word in sentence}
    tagged = russian_context.tags(sentences)
    for sentence, tags in zip(sentences, tagged, strict=True):
        before = ""
        for word, tag, capital in zip(sentence, tags, capitals(sentence), strict=True):
            if word.endswith(".") and (before[:1].isdigit() or roman.value(before) is not None):
                tag = f"{tag}|{russian_lemmas.AFTER_FIGURE}"
            yield word, _russian(word, tag, forms), capital
            before = word if word.strip() else before


def _found(word: str, reading: Reading) -> Found:
    if reading.pos == NAME or (word.isupper() and len(word) > 1):
        return Found(reading.lemma, reading.pos, True)
    words = lexicon.load()
    unsure = (
        reading.pos in MAYBE_NAMES
        and reading.lemma not in words.listed
        and words.name_share(word, reading.lemma) is None
    )
    return Found(reading.lemma, reading.pos, None if unsure else False)


def _kazakh(word: str) -> Found:
    """What `word` is by itself; a capital changes nothing but whether it is a name."""
    lemmatiser = kazakh_lemmas.load()
    reading = lemmatiser.by_itself(word)
    if word[:1].isupper():
        named = lemmatiser.choice(word, INSIDE).readings[0]
        return _found(word, reading._replace(pos=named.pos))
    return _found(word, reading)


def _russian(word: str, tag: str = "", forms: Set[str] = frozenset()) -> Found:
    """What `word` is, with `tag` in its sentence; `forms` are those of its text."""
    if not any(map(str.isalpha, word)):
        return Found(word, "NUM" if word[:1].isdigit() else "", False)
    if len(word) > suffixes.LONGEST_WORD or roman.value(word) is not None:
        return Found(word, "", None)
    readings = russian_lemmas.readings(word, tag)
    if not readings:
        return _kazakh(word) if KAZAKH_ONLY.intersection(word) else Found(word, "", None)
    best = readings[0]
    if not best.known and (nominative := russian_names.nominative(word.casefold(), forms)):
        # Of an unknown word, the nominative that is met in the text is likelier than what is made up.
        return Found(nominative, best.pos, best.name)
    # In a heading in capitals, they say nothing of a word that is known.
    heading = best.name is None and best.known and word.isupper() and len(word) > 1
    return Found(best.lemma, best.pos, False if heading else best.name)


def _part_of_speech(token: Token, pos: str) -> str:
    if token.is_space:
        return "SPACE"
    if not any(map(str.isalnum, token.text)):
        return "PUNCT" if token.is_punct else "SYM"
    return pos


def _cased(found: str, word: str, name: bool) -> str:
    """`found` with the capitals of `word` if it is a name, else as it is."""
    if not name or not word[:1].isupper():
        return found
    if word.isupper() and len(word) > 1:
        return found.upper()
    shared = 0
    while shared < min(len(found), len(word)) and found[shared].casefold() == word[shared].casefold():
        shared += 1
    return word[:shared] + found[shared:]
