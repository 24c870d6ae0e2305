"""A Russian word, with its tag if it stands in a sentence, in; its lemmas, likeliest first, out.

The tags are those of pipeline/russian_context.py: they choose among the parses of a form. What the dictionary
lacks is taken for a form of a name or a word that our tables know, else for what the tag makes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pipeline import lexicon, russian_names
from pipeline.names.written_forms import is_surname
from pipeline.suffixes import LONGEST_WORD
from pipeline.tables import problem, rows

if TYPE_CHECKING:
    from pymorphy3.analyzer import Parse

EXCEPTIONS = "russian_lemmas.tsv"
TAGS = "russian_tags.tsv"
PARTS = "parts_of_speech.tsv"

AFTER_FIGURE = "After=Figure"
"""A feature of our own, for abbreviations: г. is a year after a figure, else a town."""

REMEMBERED = 65_536
NAME = "PROPN"
NOUNS = ("NOUN", NAME)
FOREIGN = "X"
PART_OF_SPEECH = 3.0
"""What a part of speech weighs that is the tag's; a feature that is another than the tag's weighs -1."""

MANS, WOMANS = "masc", "femn"
"""Marks of a man's surname and of a woman's."""

OF_PLACES = ("ский", "цкий")

SMALL_NAME = -4.0
"""What a name weighs that has no capital."""


UNLIKELY = -3.0
"""What a lemma weighs that the texts do not mean."""


class RussianReading(NamedTuple):
    """A lemma in lower case, its part of speech ("" if unknown), whether it is a name, whether it is known.

    `name` is None where nothing but a capital says so; what is not `known` to a table is made up by its end.
    """

    lemma: str
    pos: str
    name: bool | None
    known: bool


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

    Nothing for what is not written in Russian letters and no abbreviation of the table, or too long a word.
    """
    if len(word) > LONGEST_WORD:
        return ()
    found: dict[str, RussianReading] = {}
    for each in (*_exceptions(word, _tag(tag)), *_parsed(word, _tag(tag))):
        found.setdefault(each.lemma, each)
    return tuple(found.values())


def _exceptions(word: str, tag: Tag) -> Iterator[RussianReading]:
    # A capital makes an initial of an abbreviation.
    form = word if word.endswith(".") else word.lower()
    for required, found in _table().get(form, ()):
        if not tag.pos or (
            required.pos in ("", tag.pos) and required.features.items() <= tag.features.items()
        ):
            yield found


def _parsed(word: str, tag: Tag) -> Iterator[RussianReading]:
    parses = _ranked(word, tag)
    if not parses:
        return
    best, name = parses[0], tag.pos == NAME and word[:1].isupper()
    small_name = word.islower() and _described(str(best.tag)).name
    if small_name or not lexicon.is_russian(best.word):
        yield from _of_tables(word, tag, parses)
        yield from _made_up(word, tag, parses)
    elif name and not _agrees(best, tag):
        yield from _of_tables(word, tag, parses)
        if is_surname(word.lower()):
            yield from _made_up(word, tag, parses)
    elif name and word.lower() in russian_names.names() and best.normal_form not in russian_names.names():
        yield RussianReading(word.lower(), NAME, True, True)
    for parse in parses:
        yield from _readings(parse, tag, parses)
    if not tag.pos and word.lower() in russian_names.names():
        yield RussianReading(word.lower(), NAME, True, True)


def _ranked(word: str, tag: Tag) -> list[Parse]:
    """The parses of `word`, the likeliest first."""
    found = lexicon.russian_parses(word)
    shares: dict[str, float] = {}
    if found and lexicon.is_russian(found[0].word):
        for parse in found:
            shares[parse.normal_form] = shares.get(parse.normal_form, 0) + parse.score
    return sorted(
        found,
        key=lambda parse: _weight(parse, word, tag) + shares.get(parse.normal_form, 0),
        reverse=True,
    )


def _of_tables(word: str, tag: Tag, parses: Sequence[Parse]) -> Iterator[RussianReading]:
    """Yield what our tables make of a word that the dictionary lacks."""
    folded, words = word.lower(), russian_names.words()
    known = russian_names.names() if word[:1].isupper() else words
    listed = [parse for parse in parses if parse.normal_form in known]
    if folded in known and not (tag.pos and listed and _agrees(listed[0], tag)):
        yield RussianReading(folded, _noun(tag), folded not in words, True)
    for parse in listed:
        for each in _readings(parse, tag, parses):
            yield each._replace(name=each.lemma not in words, known=True)
    if not listed and (nominative := russian_names.nominative(folded, known)):
        yield RussianReading(nominative, _noun(tag), nominative not in words, True)


def _made_up(word: str, tag: Tag, parses: Sequence[Parse]) -> Iterator[RussianReading]:
    """Yield what a word that no table has is likelier to be than what its parses say."""
    folded = word.lower()
    if not tag.pos and word[:1].isupper():
        # An unknown surname in the nominative reads as a plural genitive; its own genitive tells.
        for parse in (*parses, *lexicon.russian_parses(word + "а")):
            if _described(str(parse.tag)).surname and (parse in parses or parse.normal_form == folded):
                yield from _readings(parse, tag, parses)
    if tag.pos == FOREIGN:
        yield RussianReading(folded, "", None, False)
    nominative = tag.features.get("Case") == "Nom" and tag.features.get("Number") == "Sing"
    # A compound of nouns is new to the network, which then guesses.
    compound = "-" in word and word.rpartition("-")[2].islower()
    if nominative and not compound and tag.pos in NOUNS and not any(_agrees(parse, tag) for parse in parses):
        if parses[0].tag.POS != "ADJF":
            yield RussianReading(folded, tag.pos, None, False)


def _readings(parse: Parse, tag: Tag, parses: Sequence[Parse]) -> Iterator[RussianReading]:
    """Yield the reading of one of the `parses` of a form; by itself, a woman's surname may be a man's too."""
    marks = _described(str(parse.tag))
    listed = lexicon.is_russian(parse.word)
    # What ends as adjectives of places do is no guess.
    known = listed or parse.normal_form.endswith(OF_PLACES)
    pos = _part_of_speech(parse, tag)
    maybe_name = tag.pos == NAME and "ADJ" not in marks.pos if listed else not known or pos == NAME
    found = RussianReading(parse.normal_form, pos, marks.name or (None if maybe_name else False), known)
    womans = russian_names.womans_surname(parse.normal_form) if marks.surname == WOMANS else None
    sure = womans and (tag.features.get("Gender") == "Fem" or _are_womans(parses))
    if not (sure and tag.pos):
        yield found
    if womans and (sure or not tag.pos):
        yield found._replace(lemma=womans)


def _part_of_speech(parse: Parse, tag: Tag) -> str:
    """The universal part of speech of a parse, the tag's if that fits."""
    marks = _described(str(parse.tag))
    # The network takes many a word that begins a sentence for a name.
    common = tag.pos == NAME and not marks.name and ("ADJ" in marks.pos or lexicon.is_russian(parse.word))
    if tag.pos in marks.pos and not common:
        return tag.pos
    if "DET" in marks.pos:
        return "PRON" if tag.pos == "PRON" else "DET"
    return _parts().get(str(parse.tag.POS or ""), "")


def _are_womans(parses: Sequence[Parse]) -> bool:
    return all(_described(str(parse.tag)).surname != MANS for parse in parses)


def _noun(tag: Tag) -> str:
    return tag.pos if tag.pos in NOUNS else "NOUN"


def _weight(parse: Parse, word: str, tag: Tag) -> float:
    """How well a parse fits the context and the capital of `word`."""
    marks = _described(str(parse.tag))
    weight = float(parse.score) + (UNLIKELY if parse.normal_form in _unlikely() else 0)
    if not word[:1].isupper() and marks.name:
        weight += SMALL_NAME
    if tag.pos == NAME:
        # В Среднем жузе: an adjective is likelier the word of a name than the noun made of it (среднее).
        of_places = parse.normal_form.endswith(OF_PLACES)
        if "ADJ" in marks.pos:
            weight += 2 * (of_places or lexicon.is_russian(parse.word))
        elif marks.name:
            weight += 3 * (not of_places or lexicon.is_russian(parse.word))
    if tag.pos in marks.pos:
        weight += PART_OF_SPEECH
    return weight - sum(
        value not in marks.features.get(feature, (value,)) for feature, value in tag.features.items()
    )


def _agrees(parse: Parse, tag: Tag) -> bool:
    """Whether the case and, surnames aside, the number of a parse can be those of the tag."""
    marks = _described(str(parse.tag))
    wanted = ("Case",) if marks.surname else ("Case", "Number")
    return all(tag.features[name] in marks.features.get(name, ()) for name in wanted if name in tag.features)


class _Marks(NamedTuple):
    """The universal parts of speech and features of a tag of OpenCorpora; whether it is of a name, and, of a
    surname, the gender.
    """

    pos: frozenset[str]
    features: Mapping[str, frozenset[str]]
    name: bool
    surname: str


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
    surname = next(iter({MANS, WOMANS}.intersection(grammemes)), MANS) if "Surn" in grammemes else ""
    return _Marks(frozenset(pos), frozen, not lexicon.ALL_NAMES.isdisjoint(grammemes), surname)


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
        made = RussianReading(row["lemma"], row["pos"], False, True)
        found.setdefault(row["form"], []).append((_tag(row["tag"]), made))
    return found


@cache
def _parts() -> dict[str, str]:
    return {row["tag"]: row["pos"] for _, row in rows(PARTS, "tag", "pos", "why")}


@cache
def _unlikely() -> frozenset[str]:
    return frozenset(row["lemma"] for _, row in rows("russian_unlikely.tsv", "lemma", "why"))
