"""What a user typed in, what else it may have been meant to be out: repaired, or typed on another keyboard.

Pure: what words there are, the caller tells. How letters of other scripts are read is the keys' affair
(pipeline/folding.py); here stands what must be undone before a key can be made.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from pipeline import folding, normalise, suffixes, tables
from pipeline.letters import CYRILLIC, KAZAKH_AND_RUSSIAN
from pipeline.normalise import codepages
from search_service.words import PARTS

Why = Literal["typed", "script", "repaired", "keyboard"]

Knows = Callable[[str], bool]
"""Whether the corpus, in any script, or the lexicon of a language has a word."""

_LAYOUTS = "keyboard_layouts.tsv"
LONGEST = 1000
"""Characters of what is looked at; no query is longer."""

_SHORTEST = 4
"""Letters from which a word that comes out of another keyboard, or code page, is no accident."""

_SHORTEST_WITH_SIGNS = 3
"""The same, where signs were typed among the letters: [fy is хан, while the is no еру."""

_SHORTEST_BASE = 3
_LONGEST_ENDING = 11
_MOST_ENDINGS = 3
"""A plural, a possessive and a case; each chain of so many is at most so long."""

_MELTING = {"г": "н", "ғ": "н", "ы": "й", "і": "й"}
"""First letters of endings, with the letter before in whose key they are lost: нғ is ң, йы is и."""

_NO_NOUN = frozenset({"end", "verb", "negative", "past", "imperfective", "perfective", "verbal"})
"""What the endings of verbs, and those of persons, lead to."""

_CHUNK = re.compile(r"(\S+)")
_LETTER = re.compile(r"[^\W\d_]")
_LATIN = re.compile(r"[a-zA-Z]")
_OPERATORS = frozenset({"OR", "AND", "NOT"})
_EDGES = '()«»“”„"=~*-?!'
"""Signs at the ends of a chunk that may be those of the query language, or letters of another keyboard."""

_PREFIX = "*"
"""Stands behind the beginning of a word, which is no word itself."""

_NO_LETTER = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670]")
"""Marks of vowels, and the stroke that stretches a word, in Arabic script."""

_FINAL_HEH = re.compile("ه\u200c")


@dataclass(frozen=True, slots=True)
class Writing:
    """What was typed, or may have been meant by it, and why: shown to the user unless it is "typed"."""

    text: str
    why: Why


def writings(typed: str, knows: Knows) -> tuple[Writing, ...]:
    """What `typed`, a word or a whole query, may have been meant to be; first as it stands.

    At most one more follows for each reason, the likeliest last made of the ones before: without marks that
    the script may leave out ("script"), with letters mended that a code page, a font or a look-alike of
    another alphabet has damaged ("repaired"), or
    as typed with another keyboard layout on ("keyboard"): fkfi for алаш, фдфыр for alash. The last two are
    told only where the words as they stand are unknown and those that come out are known, so a word that
    `knows` is never taken for another.
    """
    found = [Writing(typed, "typed")]
    if len(typed) > LONGEST:
        return tuple(found)
    ways: tuple[tuple[Why, Callable[[str, Knows], str]], ...] = (
        ("script", _bare),
        ("repaired", _repaired),
        ("keyboard", _retyped),
    )
    for why, way in ways:
        meant = way(found[-1].text, knows)
        if meant != found[-1].text:
            found.append(Writing(meant, why))
    return tuple(found)


def respelt(typed: str, words: Callable[[str], Iterable[str]]) -> dict[str, float]:
    """The words of the corpus that a word spells in another script or habit, each with how closely it does.

    `words` tells the surfaces and lemmas, in small letters, that have a key. Where none has a key of the
    word, they are those that it may be a form of (see `bases`). What they are forms of in turn, and which
    names they are, is the caller's to look up, as if they had been typed: for قازاقتىڭ that is қазақтың, and
    no analyser would know the word as it stands. The word itself is left out; the closest comes first.
    """
    own = folding.surface(typed)
    keys = folding.keys(typed)
    alike = {word for key in keys for word in words(key) if folding.same_habit(typed, word)}
    if alike:
        spelt = {word: folding.closeness(typed, word) for word in alike - {own}}
    else:
        forms = [each for key in keys for each in bases(key, words).items()]
        spelt = {
            word: folding.closeness(typed, form)
            for word, form in reversed(forms)
            if folding.same_habit(typed, form)
        }
    return dict(sorted(spelt.items(), key=lambda each: (-each[1], each[0])))


def bases(key: str, words: Callable[[str], Iterable[str]]) -> dict[str, str]:
    """The words of the corpus that a word with `key` may be an inflected form of, each with that form.

    For what no analyser reads, words in other scripts or without Kazakh letters, in a form that the corpus
    lacks: Semeyden is семейден of Семей. `words` is as for `respelt`. Kazakh nouns alone: plural, possessive
    and case, each where the tables of suffixes let the word take it; the longest words come first.
    """
    found: dict[str, str] = {}
    for cut in range(len(key) - 1, max(_SHORTEST_BASE, len(key) - _LONGEST_ENDING) - 1, -1):
        for ending in _endings().get(key[cut:], ()):
            for stem, surface in _stem_ends(ending):
                if key[:cut].endswith(shown := folding.key(surface)):
                    for word in words(key[: cut - len(shown)] + folding.key(stem)):
                        form = word.removesuffix(stem) + surface + ending
                        if folding.key(form) == key and _is_form(form, word):
                            found.setdefault(word, form)
    return found


@lru_cache(maxsize=65536)
def _is_form(form: str, word: str) -> bool:
    """Whether `form` is `word` with endings of nouns."""
    return any(
        analysis.stem == word and analysis.kind != "verb" and analysis.inflected_only
        for analysis in suffixes.analyses(form)
    )


def _bare(typed: str, _: Knows) -> str:
    """`typed` without Arabic marks and invisible signs, each letter in its plain form."""
    spelt = _NO_LETTER.sub("", _FINAL_HEH.sub("ە", typed))
    return "".join(
        unicodedata.normalize("NFKC", character) if "\ufb50" <= character <= "\ufefc" else character
        for character in spelt
        if unicodedata.category(character) != "Cf"
    )


def _repaired(typed: str, knows: Knows) -> str:
    """`typed` with damaged letters mended where that makes known words of it."""
    return "".join(_decoded(chunk, knows) for chunk in _CHUNK.split(typed))


def _decoded(chunk: str, knows: Knows) -> str:
    """The chunk as another code page reads it, if that makes known words of it."""
    if chunk.isascii() or _PREFIX in chunk or _is_sound(chunk, knows):
        return chunk
    return next((meant for meant in _decodings(chunk) if _is_known_word(meant, knows)), chunk)


def _decodings(chunk: str) -> Iterator[str]:
    """What the chunk may have been before its bytes were misread, the likelier first."""
    if KAZAKH_AND_RUSSIAN.issuperset(chunk):
        # Nothing is damaged for sure: a wrong letter is left to near spellings, and only the pages remain in
        # which a rare word may come out as another, mostly in capitals, since cases change places.
        runs = (page.read(chunk) for page in codepages.pages_of_runs() if len(chunk) >= _SHORTEST)
        yield from (meant for meant in runs if not meant.isupper())
        return
    yield normalise.repaired(chunk)[0].text
    for page in (*codepages.pages("cp1251"), *codepages.pages(codepages.WESTERN), *codepages.pages_of_runs()):
        yield page.read(chunk)


def _is_sound(text: str, knows: Knows) -> bool:
    """Whether every word of the text is known and, if Cyrillic, has no letter but those of our languages."""
    return _known(text, knows) and all(
        KAZAKH_AND_RUSSIAN.issuperset(word) for word in PARTS.findall(text) if CYRILLIC.search(word)
    )


def _is_known_word(text: str, knows: Knows) -> bool:
    """Whether the text is a known word, perhaps between signs, and of our letters alone."""
    core = text.strip(_EDGES).replace("-", "")
    natural = core.islower() or core.isupper() or core[1:].islower()
    return natural and KAZAKH_AND_RUSSIAN.issuperset(core) and _known(text, knows)


def _retyped(typed: str, knows: Knows) -> str:
    """`typed` as another keyboard layout has it, if that makes known words of all that are in one script."""
    chunks = _CHUNK.split(typed)
    for is_of_layout, layouts in ((_is_latin, _layouts()), (_is_cyrillic, (_reverse_layout(),))):
        places = [place for place, chunk in enumerate(chunks) if is_of_layout(chunk)]
        for layout in layouts:
            meant = {place: _typed_on(layout, chunks[place], knows) for place in places}
            if places and all(meant.values()):
                return "".join(meant.get(place) or chunk for place, chunk in enumerate(chunks))
    return typed


def _typed_on(layout: dict[str, str], chunk: str, knows: Knows) -> str | None:
    """The chunk as `layout` has it; None where it is known as it stands or what comes out is not."""
    if _PREFIX in chunk.lstrip(_PREFIX) or _known(chunk, knows):
        return None
    core = chunk.strip(_EDGES)
    at = chunk.find(core)
    for start, end in ((0, len(chunk)), (at, at + len(core))):
        keys = chunk[start:end]
        meant = "".join(layout.get(key, key) for key in keys)
        enough = _SHORTEST if keys.isalpha() else _SHORTEST_WITH_SIGNS
        if len(meant) >= enough and meant.replace("-", "").isalpha() and _known(meant, knows):
            return chunk[:start] + meant + chunk[end:]
    return None


def _known(text: str, knows: Knows) -> bool:
    """Whether every word of the text is known; a text without letters is."""
    return all(knows(word) for word in PARTS.findall(text) if _LETTER.match(word))


def _is_latin(chunk: str) -> bool:
    """Whether a chunk may have been typed on an English keyboard, and is no operator."""
    return chunk.isascii() and bool(_LATIN.search(chunk)) and chunk not in _OPERATORS and ":" not in chunk


def _is_cyrillic(chunk: str) -> bool:
    return bool(CYRILLIC.search(chunk)) and not _LATIN.search(chunk)


@cache
def _endings() -> dict[str, tuple[str, ...]]:
    """The chains of endings that nouns take, by their key."""
    inflections = [
        ending
        for alike in suffixes.load().endings.values()
        for ending in alike
        if not ending.derivation and ending.target not in _NO_NOUN
    ]
    found: dict[str, dict[str, None]] = {}
    chains = {("", "noun")}
    for _ in range(_MOST_ENDINGS):
        chains = {
            (chain + ending.form, ending.target)
            for chain, state in chains
            for ending in inflections
            if state in ending.sources
        }
        for chain, _state in sorted(chains):
            # Of an ending that melts with the letter before it, only the rest shows: Абайына is abaina.
            before = _MELTING.get(chain[0], "")
            for shown in {folding.key(chain), folding.key(before + chain)[len(before) :]}:
                found.setdefault(shown, {})[chain] = None
    return {key: tuple(alike) for key, alike in found.items()}


@cache
def _stem_ends(ending: str) -> tuple[tuple[str, str], ...]:
    """The ends of nouns that change before an ending, with what they become; first that nothing changes."""
    changes = suffixes.load().changes.get(ending[0], ())
    changed = [(each.stem, each.surface) for each in changes if "noun" in each.kinds and each.surface]
    return (("", ""), *changed)


@cache
def _layouts() -> tuple[dict[str, str], ...]:
    """What each key of an English keyboard types on the Russian layout, and on the Kazakh one."""
    russian: dict[str, str] = {}
    kazakh: dict[str, str] = {}
    for number, row in tables.rows(_LAYOUTS, "letter", "key", "layout"):
        if len(row["key"]) != 1 or len(row["letter"]) != 1 or row["layout"] not in ("russian", "kazakh"):
            raise tables.problem(_LAYOUTS, number, "a row has a letter, a key, and russian or kazakh")
        kazakh[row["key"]] = row["letter"]
        if row["layout"] == "russian":
            russian[row["key"]] = row["letter"]
    return russian, kazakh


@cache
def _reverse_layout() -> dict[str, str]:
    """What a Cyrillic letter's key types on an English layout, where that is a letter."""
    russian, _ = _layouts()
    return {letter: key for key, letter in russian.items() if key.isalpha()}
