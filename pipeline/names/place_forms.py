"""A text in, places that only their form shows out: a capital and the case of a place (Созақта)."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline import lexicon, suffixes
from pipeline.names import people
from pipeline.names.named_text import Found, NamedText
from pipeline.names.parts import words
from pipeline.names.running_words import Word

_SHORTEST = 4
_RANK = 7


def found(named: NamedText) -> Iterator[Found]:
    """Yield capitalised words within sentences that no table knows and that stand in the case of a place."""
    for at, word in enumerate(named.words):
        if word.capital and word.text.isalpha() and _stands_alone(named, at):
            stem = _kazakh_stem(named, word) if named.language == "kk" else _russian_stem(named, at)
            if stem:
                yield Found(word.start, word.end, word.start, word.end, "PLACE", (), stem, _RANK)


def _stands_alone(named: NamedText, at: int) -> bool:
    """Whether no other capital is beside words[at] that would make it a part of a longer name."""
    for place, other in ((at, at - 1), (at + 1, at + 1)):
        if 0 < place < len(named.words) and 0 <= other < len(named.words) and named.words[other].capital:
            if len(named.words[place].gap.strip(" \u00a0\n")) == 0 and not named.words[other].begins_sentence:
                return False
    return not named.words[at].text.isupper()


def _kazakh_stem(named: NamedText, word: Word) -> str | None:
    for ending in words("place ending"):
        stem = word.text.removesuffix(ending)
        if stem == word.text or len(stem) < _SHORTEST or not suffixes.follows(stem, ending):
            continue
        if people.is_person_name(word) or not named.is_proper(stem, word.text, strictly=word.begins_sentence):
            return None
        return stem
    return None


def _russian_stem(named: NamedText, at: int) -> str | None:
    word = named.words[at]
    if word.begins_sentence:
        return None
    for parse in lexicon.russian_words().parse(word.folded)[:3]:
        if "Geox" in parse.tag and parse.tag.POS == "NOUN":
            return parse.normal_form.capitalize()
    if at == 0 or named.words[at - 1].folded not in words("place preposition") or len(word.text) < _SHORTEST:
        return None
    best = lexicon.russian_words().parse(word.folded)[0]
    if (
        best.is_known
        or best.tag.POS != "NOUN"
        or {"Surn", "Name", "Patr"} & set(map(str, best.tag.grammemes))
    ):
        return None
    return best.normal_form.capitalize()
