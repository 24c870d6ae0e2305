"""A Russian word in, the abbreviated name of a body that it is out: Наркомземе → Наркомзем, Казкрайкома."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from pipeline import lexicon
from pipeline.names import declension
from pipeline.names.named_text import Found, NamedText
from pipeline.tables import problem, rows

TABLE = "contractions.tsv"
PLACES = ("first", "last", "both")
RANK = 3
_SHORTEST = 6
_MOST_PARTS = 5


def found(named: NamedText) -> Iterator[Found]:
    """Yield the bodies of a Russian text whose names are made of parts of words: Госторг."""
    for word in named.words if named.language == "ru" else ():
        if not word.capital or word.text.isupper() or len(word.text) < _SHORTEST:
            continue
        name = nominative(word.folded)
        if name is not None and not _is_common(word.folded, begins=word.begins_sentence):
            yield Found(word.start, word.end, word.start, word.end, "ORG", (), name.capitalize(), RANK)


@lru_cache(maxsize=4096)
def nominative(word: str) -> str | None:
    """The abbreviated name, in lower case, of which `word` may be a case; None where it has other parts."""
    firsts, lasts = _parts()
    for form, part in lasts.items():
        begun = word.removesuffix(form)
        if begun != word and _is_made_of(begun, firsts, _MOST_PARTS):
            return begun + part
    return None


def _is_made_of(word: str, parts: frozenset[str], most: int) -> bool:
    if word in parts:
        return True
    return most > 1 and any(
        word.startswith(part) and _is_made_of(word[len(part) :], parts, most - 1) for part in parts
    )


def _is_common(word: str, *, begins: bool) -> bool:
    """Whether the word is who somebody is (Нарком), or may have nothing but the sentence's capital."""
    parses = [parse for parse in lexicon.russian_parses(word) if parse.is_known]
    if any(parse.tag.animacy == "anim" for parse in parses):
        return True
    return (
        bool(parses)
        and (begins or declension.may_be_plural(word))
        and not any(lexicon.ALL_NAMES & parse.tag.grammemes for parse in parses)
    )


@cache
def _parts() -> tuple[frozenset[str], dict[str, str]]:
    """What may stand first, and by its forms what may stand last, longest first. Raises TableError."""
    firsts: set[str] = set()
    lasts: dict[str, str] = {}
    for number, row in rows(TABLE, "part", "place", "of"):
        if not row["part"] or row["place"] not in PLACES:
            raise problem(TABLE, number, f"a row needs a part and a place out of {PLACES}")
        if row["place"] != "last":
            firsts.add(row["part"])
        if row["place"] != "first":
            lasts.update(dict.fromkeys(declension.forms(row["part"]), row["part"]))
    return frozenset(firsts), dict(sorted(lasts.items(), key=lambda item: -len(item[0])))
