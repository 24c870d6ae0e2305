"""A question in, the numbers of the passages that answer it out, in order."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache, partial, reduce
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from pipeline import folding, languages, tables
from pipeline.dates import values
from search_service import builds, closeness, query
from search_service.answers import Folding, Namesake, Question, QuestionError
from search_service.budget import Budget
from search_service.closeness import Numbers
from search_service.index import Index
from search_service.leaves import Leaf
from search_service.matching import Matcher, Scored, scored
from search_service.namesakes import namesakes
from search_service.near import NearForms
from search_service.passage_sets import PassageSets
from search_service.query_dates import Span
from search_service.query_reading import ReadTree, read
from search_service.query_reading import leaves as leaves_of
from search_service.query_reading import spans as spans_of
from search_service.questions import Questions
from search_service.readings import Reader
from search_service.respelling import respelt
from search_service.store import Store
from search_service.store_writer import FIRST_DAY, LAST_DAY, day
from search_service.titles import Titles
from search_service.vocabulary import Vocabulary
from search_service.weighing import Weigher
from search_service.writings import writings

_NONE: Numbers = np.empty(0, dtype=np.uint32)
_NOTHING = scored(_NONE, np.empty(0, dtype=np.float64))

_READ = {
    "repaired": " [“{}” with its letters mended]",
    "keyboard": " [“{}” as typed on another keyboard]",
}
"""What is said of a query that was taken for something else than what was typed."""
FARTHEST = 0.25
"""The slips of a letter that a word may be off which is proposed for another; one slip it always may."""
BELOW = 0.9
"""The best score through a translation, of the least without one."""


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What a question finds: passages in the order of the answer, a score each, and what they are found by.

    `numbers` are those of the passages in the corpus. `leaves` and `spans` are the words, names and days that
    they are found by. `near` says that no passage has more than near spellings of what was wanted; `through`
    are the passages, ascending, that are there only for what they are paired with; `partial` says what there
    was no time for.
    """

    numbers: NDArray[np.uint32]
    scores: NDArray[np.float64]
    leaves: tuple[Leaf, ...]
    spans: tuple[Span, ...]
    understood: str
    near: bool
    through: Numbers
    partial: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.numbers)

    def page(self, first: int, last: int) -> list[tuple[int, float]]:
        """The passages from place `first` of the answer to the one before `last`, with their scores."""
        return list(zip(self.numbers[first:last].tolist(), self.scores[first:last].tolist(), strict=True))

    def in_text(self) -> list[int]:
        """The passages in the order of the corpus."""
        found: list[int] = np.sort(self.numbers).tolist()
        return found

    def is_through(self, number: int) -> bool:
        """Whether a passage is there only for what it is paired with."""
        at = int(np.searchsorted(self.through, number))
        return at < len(self.through) and int(self.through[at]) == number


class Finder:
    """Answers questions from one store and index. Safe to use from several threads.

    A question has `budget` seconds, after which work that only adds to its answer is left out.
    """

    def __init__(
        self,
        store: Store,
        index: Index,
        *,
        budget: float | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._index = index
        self._vocabulary = Vocabulary(store)
        self._sets = PassageSets(store)
        self._questions = Questions(store, self._sets)
        self._titles = Titles(store, self._sets)
        self._near_forms = NearForms(store.words, builds.NEAR_FORMS)
        # A name has several forms, and a slip in one should reach who or what it names in the others.
        self._near_names = NearForms(store.words, builds.NEAR_NAMES)
        self._budget = partial(Budget, budget, clock)

    def found(self, question: Question) -> Found:
        """The passages that answer `question`. Raises QuestionError."""
        budget = self._budget()
        span = asked_span(question.date_from, question.date_to)
        allowed = self._allowed(question)
        dated, inside = self._sets.dated(*span) if span else (_NONE, np.empty(0, np.bool))
        kept = [each for each in (allowed, dated if span else None) if each is not None]
        overlapping = dated[~inside]
        if question.q is None:
            numbers = reduce(np.intersect1d, kept) if kept else _NONE
            return self._answer(
                question,
                scored(numbers, np.ones(len(numbers))),
                _NOTHING,
                overlapping,
                spans=(span,) if span else (),
            )
        asked, note = self._asked(question)
        tree = self._read(asked, question, budget)
        weigher = Weigher(self._index, self._sets, self._titles, near_below=question.mode != "fuzzy")
        matcher = Matcher(weigher, self._sets, self._questions)
        found, through = matcher.found(tree), _NOTHING
        if question.through == "translation":
            through = Matcher(weigher, self._sets, self._questions, through=True).found(tree)
        for numbers in kept:
            found, through = (
                each.among(closeness.common(each.numbers, numbers)) for each in (found, through)
            )
        return self._answer(
            question,
            found,
            _below(through, found),
            overlapping,
            leaves=tuple(leaves_of(tree)),
            spans=(*((span,) if span else ()), *spans_of(tree)),
            understood=f"{tree}{note}",
            near=matcher.only_near(tree),
            partial=budget.left_out,
        )

    def _answer(
        self,
        question: Question,
        found: Scored,
        through: Scored,
        overlapping: Numbers,
        *,
        leaves: tuple[Leaf, ...] = (),
        spans: tuple[Span, ...] = (),
        understood: str = "",
        near: bool = False,
        partial: tuple[str, ...] = (),
    ) -> Found:
        """What was found, in the order that was asked for."""
        numbers = np.concatenate([found.numbers, through.numbers])
        scores = np.concatenate([found.scores, through.scores])
        if question.sort == "position":
            order = np.argsort(numbers)
        elif question.sort == "date":
            order = np.lexsort((numbers, self._sets.first_days(numbers)))
        else:
            # Dates wholly inside the span come before those that overlap it.
            slight = np.isin(numbers, overlapping)
            apart = np.arange(len(numbers)) >= len(found.numbers)
            order = np.lexsort((numbers, -scores, slight, apart))
        return Found(numbers[order], scores[order], leaves, spans, understood, near, through.numbers, partial)

    def namesakes(self, found: Found) -> tuple[Namesake, ...]:
        """The entities that share a name of the question, as far as any passage found names them."""
        return namesakes(self._store, self._sets, found.leaves, found.numbers)

    def better(self, typed: str, found: Found) -> str | None:
        """What was typed with the nearest known words for those the corpus lacks; None where it has none."""
        nearest = {
            " ".join(leaf.words): self._nearest(leaf)
            for leaf in found.leaves
            if not any(map(_is_held, _leaves_below(leaf)))
        }
        spelt = {word: lemma for word, lemma in nearest.items() if lemma}
        better = respelt(typed, spelt) if spelt else typed
        return better if better != typed else None

    def _nearest(self, leaf: Leaf) -> str | None:
        """The lemma of the known form that is spelt nearest to the leaf's word, misprints left aside."""
        near = [each for each in leaf.readings if each.how == "near" and each.distance is not None]
        farthest = max(1.0, FARTHEST * sum(map(len, leaf.words)))
        for reading in sorted(near, key=lambda each: (each.distance, -each.weight)):
            for form in reading.forms.tolist() if (reading.distance or 0.0) <= farthest else ():
                if self._vocabulary.known((form,)):
                    return self._vocabulary.lemma(form)
        return None

    def _asked(self, question: Question) -> tuple[query.Tree, str]:
        """The tree of the query, and what is to be said of how it was read. Raises QuestionError.

        What is no word as it stands may be one with damaged letters mended, or on another keyboard.
        """
        typed = question.q or ""
        without = f" [without {', '.join(question.without)}]" if question.without else ""
        try:
            asked = _tree(typed)
        except QuestionError:
            # Signs that make no query may be letters of another keyboard.
            meant = self._meant(question)
            if meant is None:
                raise
        else:
            meant = self._meant(question) if query.is_plain(asked) else None
            meant = meant or (asked, "")
        return meant[0], meant[1] + without

    def _meant(self, question: Question) -> tuple[query.Tree, str] | None:
        """The tree of what the query may have been meant to be, if that is something else than was typed."""
        typed = question.q or ""
        if "script" not in foldings(question):
            return None
        meant = writings(typed, self._knows)[-1]
        try:
            return (
                (_tree(meant.text), _READ.get(meant.why, "").format(typed)) if meant.text != typed else None
            )
        except QuestionError:
            return None

    def _knows(self, word: str) -> bool:
        """Whether the corpus has a word in any script, or the lexicon of a language knows it."""
        from pipeline import lexicon

        known = lexicon.load()
        return bool(self._vocabulary.forms("key", folding.key(word))) or any(
            known.knows(word, language) for language in languages.OURS
        )

    def _read(self, tree: query.Tree, question: Question, budget: Budget) -> ReadTree:
        def reader_of(words: Iterable[query.Word]) -> Reader:
            # Words that operators part are no sentence: each run of them has a language of its own.
            typed = (question.q or "") if plain else " ".join(word.text for word in words)
            spoken = languages.of_query(typed)
            return Reader(
                self._store,
                self._vocabulary,
                self._near_forms,
                self._near_names,
                _likely_lemmas,
                question.mode,
                foldings(question),
                spoken,
                budget,
            )

        plain = query.is_plain(tree)
        return read(tree, reader_of)

    def _allowed(self, question: Question) -> Numbers | None:
        """The passages that the filters other than dates leave; None for all."""
        kept: list[Numbers] = []
        if question.lang or question.document:
            kept.append(self._sets.within(language=question.lang, document=question.document))
        kept += [self._sets.naming((entity,)) for entity in question.entities]
        return reduce(np.intersect1d, kept) if kept else None


@lru_cache(maxsize=4096)
def _likely_lemmas(word: str, language: str) -> tuple[str, ...]:
    """All that may be the lemma of a word; each word of a query is asked about more than once."""
    # Loading the analyser takes a while, and a question without words does not need it.
    from pipeline.lemmas import likely_lemmas

    return tuple(likely_lemmas(word, language))


def _tree(typed: str) -> query.Tree:
    return query.tree(typed, asking=_words("question_words.tsv"), idle=_words("function_words.tsv"))


def _below(through: Scored, found: Scored) -> Scored:
    """What of `through` has no place in `found`, pressed below all of that."""
    others = through.among(~closeness.common(through.numbers, found.numbers))
    if not (len(others.numbers) and len(found.numbers)):
        return others
    scale = BELOW * float(found.scores.min()) / float(others.scores.max())
    return replace(others, scores=others.scores * min(scale, 1))


def _is_held(leaf: Leaf) -> bool:
    """Whether the corpus has the leaf in more than near spellings."""
    return bool(leaf.entities) or any(each.how != "near" for each in leaf.readings)


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
