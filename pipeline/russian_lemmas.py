"""A Russian word, with its tag if it stands in a sentence, in; its lemmas, likeliest first, out.

The tags are those of pipeline/russian_context.py: they choose among the parses of a form. What the dictionary
lacks is taken for a form of a name or a word that our tables know, else for what the tag makes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pipeline import lexicon, russian_names
from pipeline.tables import problem, rows

if TYPE_CHECKING:
    from pymorphy3.analyzer import Parse

EXCEPTIONS = "russian_lemmas.tsv"
TAGS = "russian_tags.tsv"
PARTS = "parts_of_speech.tsv"

REMEMBERED = 65_536
NAMES = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn", "Trad", "Abbr"})
"""Marks of names in the dictionary."""

PART_OF_SPEECH = 3.0
"""What a part of speech weighs that is the tag's; a feature weighs 1."""

SMALL_NAME = -4.0
"""What a name weighs that has no capital."""


class RussianReading(NamedTuple):
    """A lemma in lower case, its part of speech ("" if unknown) and whether it is a name.

    `name` is None where nothing but a capital says so.
    """

    lemma: str
    pos: str
    name: bool | None


class Tag(NamedTuple):
    """A universal part of speech and the features that go with it."""

    pos: str
    features: dict[str, str]


def reading(word: str) -> RussianReading | None:
    """The likeliest reading of `word` by itself; None for what is not written in Russian letters."""
    found = readings(word)
    return found[0] if found else None


@lru_cache(maxsize=REMEMBERED)
def readings(word: str, tag: str = "") -> tuple[RussianReading, ...]:
    """What `word` can be, likeliest first, each lemma once; `tag` is its tag in a sentence, "" without one.

    Nothing for what is not written in Russian letters and no abbreviation of the table.
    """
    found: dict[str, RussianReading] = {}
    for each in (*_exceptions(word, _tag(tag)), *_parsed(word, _tag(tag))):
        found.setdefault(each.lemma, each)
    return tuple(found.values())


def _exceptions(word: str, tag: Tag) -> Iterator[RussianReading]:
    # A capital makes an initial of an abbreviation.
    form = word if word.endswith(".") else word.lower()
    for required, found in _table().get(form, ()):
        if not required.pos or (
            required.pos == tag.pos and required.features.items() <= tag.features.items()
        ):
            yield found


def _parsed(word: str, tag: Tag) -> Iterator[RussianReading]:
    found = lexicon.russian_parses(word)
    if not found:
        return
    parses = sorted(found, key=lambda parse: _weight(parse, word, tag), reverse=True)
    if not parses[0].is_known or (word[:1].isupper() and not _agrees(parses[0], tag)):
        yield from _unlisted(word, tag, parses)
    for parse in parses:
        yield _reading(parse, tag)


def _unlisted(word: str, tag: Tag, parses: Sequence[Parse]) -> Iterator[RussianReading]:
    """Yield the readings, likelier than its parses, of a word that the dictionary lacks."""
    folded, capital = word.lower(), word[:1].isupper()
    known = russian_names.nominatives() if capital else russian_names.words()
    listed = [parse for parse in parses if parse.normal_form in known]
    itself = RussianReading(folded, tag.pos or "NOUN", True if capital else None)
    if folded in known and not (tag.pos and listed and _agrees(listed[0], tag)):
        yield itself
    for parse in listed:
        yield _reading(parse, tag)
    if capital and not tag.pos:
        # An unknown surname in the nominative reads as a plural genitive; its own genitive tells.
        for parse in (*parses, *lexicon.russian_parses(word + "а")):
            if "Surn" in parse.tag and (parse in parses or parse.normal_form == folded):
                yield _reading(parse, tag)
    if tag.features.get("Case") == "Nom" and not any(_agrees(parse, tag) for parse in parses):
        yield itself


def _reading(parse: Parse, tag: Tag) -> RussianReading:
    lemma = parse.normal_form
    if "Surn" in parse.tag and "femn" in parse.tag and tag.features.get("Gender") == "Fem":
        nominative = parse.inflect({"nomn", "sing", "femn"})
        lemma = nominative.word if nominative else lemma
    pos = tag.pos if tag.pos in _described(str(parse.tag)).pos else _parts().get(str(parse.tag.POS or ""), "")
    if NAMES.intersection(map(str, parse.tag.grammemes)):
        return RussianReading(lemma, pos, True)
    return RussianReading(lemma, pos, False if parse.is_known else None)


def _weight(parse: Parse, word: str, tag: Tag) -> float:
    """How well a parse fits the context and the capital of `word`."""
    marks = _described(str(parse.tag))
    weight = float(parse.score)
    if not word[:1].isupper() and marks.name:
        weight += SMALL_NAME
    if tag.pos == "PROPN" and marks.name:
        weight += 1
    if tag.pos in marks.pos:
        weight += PART_OF_SPEECH
    for feature, value in tag.features.items():
        if feature in marks.features:
            weight += 1 if value in marks.features[feature] else -1
    return weight


def _agrees(parse: Parse, tag: Tag) -> bool:
    """Whether the case and, surnames aside, the number of a parse can be those of the tag."""
    features = _described(str(parse.tag)).features
    wanted = ("Case",) if "Surn" in parse.tag else ("Case", "Number")
    return all(tag.features[name] in features.get(name, ()) for name in wanted if name in tag.features)


class _Marks(NamedTuple):
    """The universal parts of speech and features of a tag of OpenCorpora; whether it is of a name."""

    pos: frozenset[str]
    features: Mapping[str, frozenset[str]]
    name: bool


@cache
def _described(tag: str) -> _Marks:
    grammemes = tag.replace(" ", ",").split(",")
    pos: set[str] = set()
    features: dict[str, set[str]] = {}
    for grammeme in grammemes:
        for feature, values in _grammemes().get(grammeme, ()):
            if feature == "pos":
                pos.update(values)
            else:
                features.setdefault(feature, set()).update(values)
    frozen = {feature: frozenset(values) for feature, values in features.items()}
    return _Marks(frozenset(pos), frozen, not NAMES.isdisjoint(grammemes))


@lru_cache(maxsize=4096)
def _tag(tag: str) -> Tag:
    pos, *features = tag.split("|")
    return Tag(pos, dict(feature.split("=", 1) for feature in features))


@cache
def _grammemes() -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """The features of each grammeme of OpenCorpora, each with its values."""
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for _, row in rows(TAGS, "grammeme", "feature", "values", "why"):
        found.setdefault(row["grammeme"], []).append((row["feature"], tuple(row["values"].split())))
    return found


@cache
def _table() -> dict[str, list[tuple[Tag, RussianReading]]]:
    """What the table says of a form: the tag that it asks for, and the reading."""
    found: dict[str, list[tuple[Tag, RussianReading]]] = {}
    for number, row in rows(EXCEPTIONS, "form", "tag", "lemma", "pos", "why"):
        if not (row["form"] and row["lemma"] and row["pos"]):
            raise problem(EXCEPTIONS, number, "a row needs a form, a lemma and a part of speech")
        made = RussianReading(row["lemma"], row["pos"], False)
        found.setdefault(row["form"], []).append((_tag(row["tag"]), made))
    return found


@cache
def _parts() -> dict[str, str]:
    return {row["tag"]: row["pos"] for _, row in rows(PARTS, "tag", "pos", "why")}
