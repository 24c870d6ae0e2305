"""A question in, the numbers of the passages that answer it out, in order."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from typing import get_args

from pipeline import folding, languages, tables
from pipeline.dates import values
from search_service import query
from search_service.answers import Folding, Question, QuestionError
from search_service.index import Index
from search_service.matching import Matcher, Scores
from search_service.near import NearKeys
from search_service.query_dates import Span
from search_service.query_reading import ReadTree, read
from search_service.query_reading import leaves as leaves_of
from search_service.query_reading import spans as spans_of
from search_service.readings import Leaf, Reader
from search_service.store import Store
from search_service.store_writer import FIRST_DAY, LAST_DAY, day
from search_service.vocabulary import Vocabulary

BELOW = 0.9
"""The best score through a translation, of the least without one."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a question finds: passages by number in the order of the answer, and what they are found by.

    `leaves` and `spans` are the words, names and days that passages are found by. `near` says of a query
    without operators that no passage has more than near spellings of it; `through` are the passages that are
    there only for what they are paired with.
    """

    numbers: tuple[int, ...]
    scores: Scores
    leaves: tuple[Leaf, ...]
    spans: tuple[Span, ...]
    understood: str
    near: bool
    through: frozenset[int] = frozenset()


class Finder:
    """Answers questions from one store and index. Safe to use from several threads."""

    def __init__(self, store: Store, index: Index) -> None:
        self._store = store
        self._index = index
        self._vocabulary = Vocabulary(store)
        self._near_keys = NearKeys(store.keys())
        # A surname has several forms, and a slip in one should reach the person in the others.
        self._near_names = NearKeys((name, True) for name in store.surnames())

    def found(self, question: Question) -> Found:
        """The passages that answer `question`. Raises QuestionError."""
        span = asked_span(question.date_from, question.date_to)
        allowed = self._allowed(question)
        spans = (span,) if span else ()
        through: Scores = {}
        inside = dict(self._store.dated(*span)) if span else {}
        if question.q is None:
            leaves: tuple[Leaf, ...] = ()
            understood = ""
            among = allowed if span is None else inside.keys() if allowed is None else allowed & inside.keys()
            scores: Scores = dict.fromkeys(among or (), 1.0)
            near = False
        else:
            asked = query.tree(
                question.q, asking=_words("question_words.tsv"), idle=_words("function_words.tsv")
            )
            tree = self._read(asked, question)
            leaves, spans = tuple(leaves_of(tree)), (*spans, *spans_of(tree))
            understood = str(tree)
            if question.without:
                understood += f" [without {', '.join(question.without)}]"
            matcher = Matcher(self._index, self._store, near_below=question.mode != "fuzzy")
            scores = matcher.found(tree)
            near = query.is_plain(asked) and matcher.only_near(tree)
            if question.through == "translation":
                through = matcher.found(tree, through=True)
            filters = [each for each in (allowed, inside if span else None) if each is not None]
            scores, through = (
                {number: score for number, score in each.items() if all(number in kept for kept in filters)}
                for each in (scores, through)
            )
            through = _below(through, scores)
        numbers = self._ordered(scores | through, inside, question.sort, through)
        return Found(tuple(numbers), scores | through, leaves, spans, understood, near, frozenset(through))

    def better(self, found: Found) -> str | None:
        """The query with the nearest known words for those the corpus lacks; None when there are none."""
        words: list[str] = []
        changed = False
        for leaf in found.leaves:
            nearest = None if any(map(self._is_held, _leaves_below(leaf))) else self._nearest(leaf)
            words += (nearest,) if nearest else leaf.words
            changed = changed or nearest is not None
        return " ".join(str(query.Word(word)) for word in words) if changed else None

    def _nearest(self, leaf: Leaf) -> str | None:
        """The commonest form that is spelt nearest to the leaf's word, misprints left aside."""
        near = [each for each in leaf.readings if each.how == "near"]
        for reading in sorted(near, key=lambda each: -each.weight):
            if reading.field != "entity" and self._near_keys.knows(folding.key(reading.terms[0])):
                return next(iter(self._store.words_of(reading.field, reading.terms[0])), None)
        return None

    def _is_held(self, leaf: Leaf) -> bool:
        """Whether the corpus has the leaf in more than near spellings."""
        return bool(leaf.entities) or any(
            self._vocabulary.forms(each.field, each.terms[0])
            for each in leaf.readings
            if each.how != "near" and each.field != "entity" and len(each.terms) == 1
        )

    def _read(self, tree: query.Tree, question: Question) -> ReadTree:
        # Loading the analyser takes a while, and a question without words does not need it.
        from pipeline.lemmas import likely_lemmas

        def reader_of(words: Iterable[query.Word]) -> Reader:
            # Words that operators part are no sentence: each run of them has a language of its own.
            typed = (question.q or "") if plain else " ".join(word.text for word in words)
            spoken = languages.of_query(typed)
            return Reader(
                self._store,
                self._near_keys,
                self._near_names,
                likely_lemmas,
                question.mode,
                foldings(question),
                spoken,
            )

        plain = query.is_plain(tree)
        return read(tree, reader_of)

    def _allowed(self, question: Question) -> set[int] | None:
        """The passages that the filters other than dates leave; None for all."""
        allowed: set[int] | None = None
        if question.lang or question.document:
            allowed = self._store.within(language=question.lang, document=question.document)
        for entity in question.entities:
            mentions = set(self._store.mentions(entity))
            allowed = mentions if allowed is None else allowed & mentions
        return allowed

    def _ordered(
        self, scores: Scores, inside: dict[int, bool], sort: str, through: Collection[int]
    ) -> list[int]:
        if sort == "position":
            return sorted(scores)
        if sort == "date":
            first_days = self._store.first_days(tuple(scores))
            return sorted(scores, key=lambda number: (first_days.get(number, LAST_DAY), number))
        # Dates wholly inside the span come before those that overlap it.
        return sorted(
            scores,
            key=lambda number: (number in through, not inside.get(number, True), -scores[number], number),
        )


def _below(through: Scores, scores: Scores) -> Scores:
    """The scores of `through` that has no place in `scores`, pressed below all of those."""
    found = {number: score for number, score in through.items() if number not in scores}
    if not (found and scores):
        return found
    scale = BELOW * min(scores.values()) / max(found.values())
    return {number: score * min(scale, 1) for number, score in found.items()}


def foldings(question: Question) -> frozenset[Folding]:
    """What a word of the question stands for beside the form that was typed."""
    if question.mode == "exact":
        return frozenset()
    return frozenset(get_args(Folding)) - frozenset(question.without)


def asked_span(first: str | None, last: str | None) -> Span | None:
    """The days that a question's dates cover, None for a question without. Raises QuestionError."""
    if first is None and last is None:
        return None
    begin = day(_covered("from", first)[0], FIRST_DAY) if first is not None else FIRST_DAY
    end = day(_covered("to", last)[1], LAST_DAY) if last is not None else LAST_DAY
    if begin > end:
        raise QuestionError("to", f"{last} is before {first}; exchange the two")
    return begin, end


def _covered(parameter: str, edtf: str) -> tuple[values.Day | None, values.Day | None]:
    try:
        if "/" in edtf or "X" in edtf:
            raise values.EdtfError(f"“{edtf}” is more than one date: write YYYY, YYYY-MM or YYYY-MM-DD")
        return values.span(edtf)
    except values.EdtfError as error:
        raise QuestionError(parameter, str(error)) from error


def _leaves_below(leaf: Leaf) -> tuple[Leaf, ...]:
    return (leaf, *(below for part in leaf.parts for below in _leaves_below(part)))


@cache
def _words(table: str) -> frozenset[str]:
    """All words of a table of words by language."""
    return frozenset(
        word for _, row in tables.rows(table, "language", "words") for word in row["words"].split()
    )
