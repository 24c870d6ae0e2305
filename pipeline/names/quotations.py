"""Quotations in, those that what stands about them makes titles out: напечатал «Очерки», кюи «Адай»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from pipeline import lexicon
from pipeline.names.named_text import FIRST, Found, NamedText
from pipeline.names.parts import is_place_adjective, words
from pipeline.names.running_words import CLOSING, OPENING
from pipeline.names.table_names import Coordinated

_LONGEST = 12
_SHORTEST_PERIODICAL = 2
_MOST_BEFORE = 5
_MOST_BEHIND = 3
_WHITE = " \u00a0\n"
_LINKING = frozenset({"CONJ", "PRCL", "ADVB", "COMP"})
_VERBS = frozenset({"VERB", "INFN", "PRTF", "PRTS", "GRND"})

Place = tuple[int, int]
"""First word of a quotation and the word behind its last."""


def found(named: NamedText, known: Sequence[Found], members: Coordinated) -> Iterator[Found]:
    """Yield the quotations that are titles; `known` lends the id of a title that the table has.

    Those that share the plural head of a work; those that a verb of writing, printing or performing stands
    beside, or a noun for a part of a work; and what is joined to one of these by a comma or a conjunction.
    """
    places = _quotations(named)
    titles = {place for place in places if place in members and members[place].type == "WORK"}
    titles |= {place for place in places if place not in members and _is_title(named, *place)}
    pairs = [
        (one, other)
        for one, other in zip(places, places[1:], strict=False)
        if _is_joined(named, one[1], other[0])
    ]
    # The verb stands before the quotations in Russian, and behind them in Kazakh.
    for before, place in pairs if named.language == "ru" else [pair[::-1] for pair in reversed(pairs)]:
        if before in titles and place not in members:
            titles.add(place)
    table = {
        (each.start, each.end): each for each in known if each.candidates and each.type in ("WORK", "ORG")
    }
    for place in places:
        span = named.span(*place)
        if place in titles:
            yield table.get(span) or Found(*span, *span, "WORK", (), _printed(named, span), FIRST)


def _quotations(named: NamedText) -> list[Place]:
    """The quotations of `named` that begin with a capital, in order."""
    places = []
    for first, word in enumerate(named.words):
        if word.capital and word.gap.endswith(tuple(OPENING)):
            for last in range(first + 1, min(first + _LONGEST, len(named.words)) + 1):
                if named.quoted(first, last):
                    places.append((first, last))
                    break
    return places


def _is_title(named: NamedText, first: int, last: int) -> bool:
    """Whether what stands before or behind the quotation says that it is a title."""
    if named.language == "kk":
        return _kazakh_verb_behind(named, last)
    return (
        _is_periodical(named, first, last)
        or _is_part_before(named, first)
        or _verb_before(named, first)
        or _verb_behind(named, first, last)
    )


def _is_periodical(named: NamedText, first: int, last: int) -> bool:
    """Whether the Russian quotation is an adjective and a noun for what is printed: «Киевский вестник»."""
    if last - first < _SHORTEST_PERIODICAL or not named.words[first].capital:
        return False
    adjective = any(part == "ADJF" for _, part in _readings(named.words[first].folded))
    adjective = adjective or is_place_adjective(named.words[first].folded)
    return adjective and any(
        lemma in words("periodical") for lemma, _ in _readings(named.words[last - 1].folded)
    )


def _is_part_before(named: NamedText, first: int) -> bool:
    """Whether a noun for a part of a work stands before the quotation: отрывки из «Евгения Онегина»."""
    at = first - 1
    if at < 1 or not _is_open(named, first):
        return False
    return (
        named.words[at].folded in words("out of")
        and named.next_to(at)
        and any(lemma in words("part of a work") for lemma, _ in _readings(named.words[at - 1].folded))
    )


def _verb_before(named: NamedText, first: int) -> bool:
    """Whether the nearest verb before the quotation, in its clause, is one of writing or of printing."""
    if first == 0 or not _is_open(named, first):
        return False
    if _is_common_noun(named, first - 1):
        # It is what the quotation names: прочитали надпись «Добро пожаловать».
        return False
    inside = named.words[first - 1].folded in words("inside")
    for at in range(first - 1, max(first - 1 - _MOST_BEFORE, -1), -1):
        readings = _readings(named.words[at].folded)
        verbs = [lemma for lemma, part in readings if part in _VERBS]
        if _is_about_titles(verbs, inside=inside):
            return True
        if verbs and len(verbs) == len(readings):
            return False
        preposition = any(part == "PREP" for _, part in readings) and not (inside and at == first - 1)
        if (at == first - 1 and preposition) or not named.next_to(at):
            return False
    return False


def _verb_behind(named: NamedText, first: int, last: int) -> bool:
    """Whether a verb behind the quotation says it, for a title of several words or one that has an owner."""
    owned = first > 0 and named.words[first - 1].folded in words("possessive pronoun")
    if not (owned or last - first > 1) or not _begins_clause(named, first, owned=owned):
        return False
    for at in range(last, min(last + _MOST_BEHIND, len(named.words))):
        if not named.next_to(at, closing=at == last):
            return False
        readings = _readings(named.words[at].folded)
        verbs = [lemma for lemma, part in readings if part in _VERBS and lemma not in words("auxiliary")]
        if verbs:
            return _is_about_titles(verbs, inside=False)
    return False


def _begins_clause(named: NamedText, first: int, *, owned: bool) -> bool:
    """Whether no noun before the quotation, which it could be the name of, stands beside it."""
    if owned or named.words[first].begins_sentence:
        return True
    return bool(named.words[first].gap.rstrip(_WHITE + OPENING).strip(_WHITE))


def _kazakh_verb_behind(named: NamedText, last: int) -> bool:
    """Whether a Kazakh verb of performing stands right behind the quotations: «Еркем-ай» шырқалды."""
    if last >= len(named.words) or not named.next_to(last, closing=True):
        return False
    return named.words[last].folded.startswith(words("performing verb in Kazakh"))


def _is_common_noun(named: NamedText, at: int) -> bool:
    """Whether the word is a Russian noun in the nominative or accusative, before all else, and no name."""
    if named.words[at].capital:
        return False
    parses = lexicon.russian_parses(named.words[at].folded)
    return bool(parses) and parses[0].tag.POS == "NOUN" and parses[0].tag.case in ("nomn", "accs")


def _is_about_titles(verbs: Sequence[str], *, inside: bool) -> bool:
    printing = any(verb in words("printing verb") for verb in verbs)
    return printing or (not inside and any(verb in words("writing verb") for verb in verbs))


def _is_open(named: NamedText, first: int) -> bool:
    """Whether white space alone stands before the opening mark: a colon opens what somebody says."""
    gap = named.words[first].gap
    return "\n\n" not in gap and not gap.strip(_WHITE + OPENING)


def _is_joined(named: NamedText, last: int, first: int) -> bool:
    """Whether a comma or a conjunction alone parts the quotation before words[last] from that at `first`."""
    between = [word.folded for word in named.words[last:first]]
    gaps = "".join(word.gap for word in named.words[last : first + 1])
    return (
        "\n\n" not in gaps
        and not gaps.strip(_WHITE + OPENING + CLOSING + ",")
        and (bool(between) or "," in gaps)
        and all(word in (*words("conjunction"), *words("out of")) or _is_linking(word) for word in between)
    )


def _is_linking(word: str) -> bool:
    """Whether the Russian word is a conjunction, a particle or an adverb: а позднее и."""
    return any(part in _LINKING for _, part in _readings(word))


def _printed(named: NamedText, span: tuple[int, int]) -> str:
    return " ".join(named.text[slice(*span)].split())


@lru_cache(maxsize=8192)
def _readings(word: str) -> tuple[tuple[str, str], ...]:
    """What the dictionary takes the Russian word for: its lemma and its part of speech."""
    return tuple(
        (parse.normal_form, str(parse.tag.POS)) for parse in lexicon.russian_parses(word) if parse.is_known
    )
