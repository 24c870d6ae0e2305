"""A word in, its lemma out; a document with sentences in, the same with lemmas and parts of speech.

Kazakh: a table of pronouns and other irregular words, then the forms met in annotated texts, then the model
over the analyses of the suffix grammar. A verb's lemma is its stem (аудару, аударып → аудар). Russian:
pymorphy3.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from pipeline import lemma_model, lexicon, roman, suffixes
from pipeline.letters import KAZAKH_ONLY
from pipeline.tables import rows

if TYPE_CHECKING:
    # A search lemmatises single words, too, and must not wait for spaCy.
    from pymorphy3.analyzer import Parse
    from spacy.tokens import Doc, Token

REMEMBERED = 200_000
NAME_SHARE = 0.5
"""A word that has a capital this often inside sentences is taken for a name when it has one."""

RUSSIAN_NAMES = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn", "Trad", "Abbr"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A lemma in lower case where it is no name, its part of speech ("" if unknown) and whether it is a name.

    `name` is None where nothing but a capital says so.
    """

    lemma: str
    pos: str
    name: bool | None


def lemma(word: str, language: str) -> str:
    """The lemma of `word` in "kk" or "ru", never empty for a word that is not; names keep their capital."""
    reading = _reading(word, language)
    return _cased(reading.lemma, word, reading.name is not False)


def mark_lemmas(doc: Doc) -> Doc:
    """`doc` itself with lemmas and parts of speech; sentences must have been marked."""
    language = "ru" if doc.lang_ == "ru" else "kk"
    readings = [_reading(token.text, language) for token in doc]
    begins = list(_begin(doc))
    # A capital at a sentence's start is a name's if the same lemma has one elsewhere, inside a sentence.
    names = {
        reading.lemma.casefold()
        for token, reading, first in zip(doc, readings, begins, strict=True)
        if reading.name is None and token.text[:1].isupper() and not first
    }
    for token, reading, first in zip(doc, readings, begins, strict=True):
        name = reading.name
        if name is None:
            name = not first or reading.lemma.casefold() in names
        token.lemma_ = _cased(reading.lemma, token.text, name)
        token.pos_ = _part_of_speech(token, reading, name)
    return doc


def _begin(doc: Doc) -> Iterator[bool]:
    """Yield for each token whether no word of its sentence stands before it."""
    first = True
    for token in doc:
        first = first or bool(token.is_sent_start)
        yield first
        first = first and not token.text[-1].isalnum()


def _part_of_speech(token: Token, reading: Reading, name: bool) -> str:
    if token.is_space:
        return "SPACE"
    if not any(map(str.isalnum, token.text)):
        return "PUNCT" if token.is_punct else "SYM"
    if name and token.text[0].isupper() and reading.pos in ("", "NOUN"):
        return "PROPN"
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


@lru_cache(maxsize=REMEMBERED)
def _reading(word: str, language: str) -> Reading:
    if not any(map(str.isalpha, word)):
        return Reading(word, "NUM" if word[:1].isdigit() else "", False)
    if len(word) > suffixes.LONGEST_WORD or roman.value(word) is not None:
        return Reading(word, "", None)
    if word.endswith("."):
        return Reading(word, "", None)
    return _russian(word) if language == "ru" else _kazakh(word)


def _kazakh(word: str) -> Reading:
    reading = _kazakh_form(word)
    if reading.lemma in _exceptions():
        # A stem that annotators or the grammar cut too short, such as съез.
        return replace(reading, lemma=_exceptions()[reading.lemma][0])
    return reading


def _kazakh_form(word: str) -> Reading:
    folded = word.casefold()
    if folded in _exceptions():
        found, part = _exceptions()[folded]
        return Reading(found, part, False)
    if folded in _annotated():
        found, part = _annotated()[folded]
        return Reading(found.casefold(), part, found[:1].isupper() or part == "PROPN")
    head, joiner, tail = _parted(word)
    if joiner == "-" and tail.casefold() in _particles():
        return _kazakh(head)
    if joiner:
        # A figure or abbreviation stays; what is joined to it is an ending or a word: АҚШ-тың, 1905-жылы.
        if joiner != "-" or suffixes.follows(head, joiner + tail) or tail.casefold() in ORDINAL_ENDINGS:
            return Reading(head, "NUM" if head[-1].isdigit() else "", None)
        last = _kazakh(tail)
        return Reading(f"{head}-{last.lemma}", last.pos, None)
    best = lemma_model.likeliest(word)
    words = lexicon.load()
    share = words.name_share(word, best.stem)
    name = None if share is None else share >= NAME_SHARE
    if best.stem.casefold() in words.listed:
        name = False
    return Reading(best.stem.casefold(), "VERB" if best.verb else "NOUN", name)


ORDINAL_ENDINGS = frozenset({"ші", "шы", "нші", "ншы", "інші", "ыншы"})


def _parted(word: str) -> tuple[str, str, str]:
    """`word` cut before its ending at a hyphen after a figure or abbreviation, or at a quotation mark."""
    for joiner in suffixes.JOINERS:
        head, found, tail = word.rpartition(joiner)
        if not head or not tail:
            continue
        particle = tail.casefold() in _particles()
        if joiner == "-" and head[-1].isalpha() and not particle and not (head.isupper() and len(head) > 1):
            continue
        if joiner == "-" or suffixes.follows(head, joiner + tail):
            return head, found, tail
    return word, "", ""


def _russian_parse(word: str) -> Parse | None:
    """The likeliest parse, None for what is no Russian word; an unknown name is a surname if it can be."""
    parses = lexicon.russian_parses(word)
    if not parses or parses[0].is_known or not word[:1].isupper():
        return parses[0] if parses else None
    # An unknown surname in the nominative is taken for a plural genitive; its own genitive shows what it is.
    for parse in (*parses, *lexicon.russian_parses(word + "а")):
        if "Surn" in parse.tag and (parse in parses or parse.normal_form == word.lower()):
            return parse
    return parses[0]


def _russian(word: str) -> Reading:
    parse = _russian_parse(word)
    if parse is None:
        return _kazakh(word) if KAZAKH_ONLY.intersection(word) else Reading(word, "", None)
    grammemes = set(map(str, parse.tag.grammemes))
    part = _parts().get(str(parse.tag.POS or ""), "")
    if grammemes & RUSSIAN_NAMES:
        return Reading(parse.normal_form, part, True)
    return Reading(parse.normal_form, part, False if parse.is_known else None)


@cache
def _exceptions() -> dict[str, tuple[str, str]]:
    """(lemma, part of speech) of the irregular forms."""
    found = {}
    for _, row in rows("lemma_exceptions.tsv", "lemma", "pos", "forms"):
        for form in row["forms"].split():
            found[form] = row["lemma"], row["pos"]
    return found


@cache
def _particles() -> frozenset[str]:
    return frozenset(row["particle"] for _, row in rows("particles.tsv", "particle", "why"))


@cache
def _annotated() -> dict[str, tuple[str, str]]:
    """(lemma, part of speech) of the forms of the annotated training texts."""
    packed = (files("pipeline") / "models" / "lemmas.tsv.gz").read_bytes()
    found = {}
    for line in gzip.decompress(packed).decode("utf-8").splitlines():
        form, lemma_of_form, part = line.split("\t")
        found[form] = lemma_of_form, part
    return found


@cache
def _parts() -> dict[str, str]:
    return {row["tag"]: row["pos"] for _, row in rows("parts_of_speech.tsv", "tag", "pos", "why")}
