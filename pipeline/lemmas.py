"""A word in, its lemma out; a document with sentences in, the same with lemmas and parts of speech.

Kazakh: the tables and the model of pipeline/kazakh_lemmas.py; a verb's lemma is its stem (аударып → аудар).
Russian: pymorphy3.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from pipeline import kazakh_lemmas, lexicon, roman, russian_lemmas, suffixes
from pipeline.lemma_model import INSIDE, Reading
from pipeline.letters import KAZAKH_ONLY

if TYPE_CHECKING:
    # A search lemmatises single words, too, and must not wait for spaCy.
    from spacy.tokens import Doc, Token

NAME = "PROPN"
MAYBE_NAMES = ("", "NOUN", "ADJ", "VERB")
"""Parts of speech of words that a capital makes names of."""


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


def mark_lemmas(doc: Doc) -> Doc:
    """`doc` itself with lemmas and parts of speech; sentences must have been marked."""
    if doc.lang_ == "ru":
        readings = [_russian(token.text) for token in doc]
    else:
        readings = list(_of_sentences(doc))
    begins = list(_begin(doc))
    # A capital at a sentence's start is a name's if the same lemma has one elsewhere, inside a sentence.
    names = {
        reading.lemma.casefold()
        for token, reading, first in zip(doc, readings, begins, strict=True)
        if reading.name is not False and token.text[:1].isupper() and not first
    }
    for token, reading, first in zip(doc, readings, begins, strict=True):
        name = reading.name
        if name is None:
            name = not first or reading.lemma.casefold() in names
        token.lemma_ = _cased(reading.lemma, token.text, name)
        token.pos_ = _part_of_speech(token, reading, name)
    return doc


def _of_sentences(doc: Doc) -> Iterator[Found]:
    """Yield what each token of a Kazakh document is."""
    start = 0
    lemmatiser = kazakh_lemmas.load()
    words = [token.text for token in doc]
    bare = {word.casefold() for word in words}
    for end in range(1, len(words) + 1):
        if end == len(words) or doc[end].is_sent_start:
            sentence = words[start:end]
            for word, reading in zip(sentence, lemmatiser.decided(sentence), strict=True):
                yield _found(word, lemmatiser.attested(word, reading, bare))
            start = end


def _found(word: str, reading: Reading) -> Found:
    if reading.pos == NAME or (word.isupper() and len(word) > 1):
        return Found(reading.lemma, reading.pos, True)
    words = lexicon.load()
    unmet = reading.lemma not in words.listed and words.name_share(word, reading.lemma) is None
    return Found(reading.lemma, reading.pos, None if unmet and reading.pos in MAYBE_NAMES else False)


def _kazakh(word: str) -> Found:
    """What `word` is by itself; a capital changes nothing but whether it is a name."""
    lemmatiser = kazakh_lemmas.load()
    reading = lemmatiser.by_itself(word)
    if word[:1].isupper():
        named = lemmatiser.choice(word, INSIDE).readings[0]
        return _found(word, reading._replace(pos=named.pos))
    return _found(word, reading)


def _russian(word: str) -> Found:
    if not any(map(str.isalpha, word)):
        return Found(word, "NUM" if word[:1].isdigit() else "", False)
    if len(word) > suffixes.LONGEST_WORD or roman.value(word) is not None or word.endswith("."):
        return Found(word, "", None)
    reading = russian_lemmas.reading(word)
    if reading is not None:
        return Found(*reading)
    return _kazakh(word) if KAZAKH_ONLY.intersection(word) else Found(word, "", None)


def _begin(doc: Doc) -> Iterator[bool]:
    """Yield for each token whether no word of its sentence stands before it."""
    first = True
    for token in doc:
        first = first or bool(token.is_sent_start)
        yield first
        first = first and not token.text[-1].isalnum()


def _part_of_speech(token: Token, reading: Found, name: bool) -> str:
    if token.is_space:
        return "SPACE"
    if not any(map(str.isalnum, token.text)):
        return "PUNCT" if token.is_punct else "SYM"
    if name and token.text[0].isupper() and reading.pos in MAYBE_NAMES:
        return NAME
    return reading.pos


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
