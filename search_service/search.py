"""A question in, an answer out: the corpus, open for reading."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar, get_args

import numpy as np

from pipeline.records import Repair
from search_service import beginnings, builds, cursors, facets, pairs
from search_service.answers import (
    Answer,
    DocumentRecord,
    EntityFacet,
    EntityRecord,
    Folding,
    Hit,
    IndexUnusable,
    Match,
    Mode,
    NotFound,
    PairRecord,
    PassageRecord,
    Question,
    QuestionError,
    Sort,
    Through,
    Translated,
)
from search_service.finding import Finder, Found, foldings
from search_service.index import Index
from search_service.kept import Kept, Result
from search_service.leaves import Leaf
from search_service.marks import Marker, printed
from search_service.occurrences import Occurrences, occurrences
from search_service.query import LANGUAGES
from search_service.store import Store

Listed = TypeVar("Listed", DocumentRecord, EntityRecord)

MOST_LISTED = 100
"""Hits, documents or names on one page of an answer."""
FACETS_SHOWN = 20
_ANSWERS_HELD = 32
_COUNTS_HELD = 8
"""Lists of matches; one of a frequent word may be long."""
_PASSAGE_ID = re.compile(r"(?P<document>.+)(?P<sign>[:@])(?P<number>[0-9]{1,9})", re.ASCII)


class Corpus:
    """A build of the index, open for reading and kept until `close`. Safe to use from several threads.

    A question has `budget` seconds, or as many as it takes; its answer says what there was no time for.
    """

    def __init__(self, store: Store, index: Index, *, budget: float | None = None) -> None:
        self._store = store
        self._index = index
        self.build: str = store.facts["build"]
        self._finder = Finder(store, index, budget=budget)
        self._answers = Kept(_ANSWERS_HELD)
        self._counted = Kept(_COUNTS_HELD)

    @classmethod
    def open(cls, index_dir: Path, *, budget: float | None = None) -> Corpus:
        """The corpus of the newest build in a folder. Raises IndexUnusable."""
        name = builds.newest(index_dir)
        store = Store(builds.store_file(index_dir, name), builds.hold(index_dir, name))
        try:
            if store.facts.get("format") != builds.FORMAT or store.facts.get("version") != builds.version():
                raise IndexUnusable(f"{index_dir}: the index is of another version; {builds.REMEDY}")
            if not builds.has_words(index_dir, name, store.facts):
                raise IndexUnusable(f"{index_dir}: the index is damaged; {builds.REMEDY}")
            index = store.index
        except OSError as error:
            store.close()
            raise IndexUnusable(
                f"{index_dir}: the index cannot be read ({error.strerror}); {builds.REMEDY}"
            ) from error
        except BaseException:
            store.close()
            raise
        return cls(store, index, budget=budget)

    @property
    def store(self) -> Store:
        """The tables of the build, for those who count in them."""
        return self._store

    @property
    def info(self) -> dict[str, str]:
        """What is noted of the build: its name, version, and how many documents and passages it has."""
        return dict(self._store.facts)

    def close(self) -> None:
        """Let go of the files."""
        self._store.close()

    def search(self, question: Question) -> Answer:
        """The passages that answer the question. Raises QuestionError."""
        asked = replace(question, limit=1, cursor=None)
        offset = _offset(question.cursor, asked, self.build)
        found = self.found(question)
        following = offset + question.limit
        total = len(found)
        cursors.within(offset, total)
        entities = self._store.facets.entities(found.numbers, FACETS_SHOWN)
        years = self._store.facets.years(found.numbers, FACETS_SHOWN)
        return Answer(
            question,
            found.understood,
            total,
            self._hits(found, offset, following, question.entities),
            cursors.cursor(following, asked, self.build) if following < total else None,
            self._suggestions(found, question),
            self._entity_facet(entities.values),
            tuple(years.values),
            offset + 1,
            tuple(dict.fromkeys(id for leaf in found.leaves for id in leaf.entities)),
            self._finder.namesakes(found),
            found.partial,
            (entities.cut, years.cut),
        )

    def found(self, question: Question) -> Found:
        """All that the question finds, whatever page it asks for. Raises QuestionError."""
        self._check(question)
        return self._found(replace(question, limit=1, cursor=None))

    def hits(self, question: Question, start: int = 0, stop: int | None = None) -> Iterator[Hit]:
        """The hits of a question from place `start` on, up to `stop`, read as they are taken.

        Raises QuestionError.
        """
        found = self.found(question)
        end = len(found) if stop is None else min(stop, len(found))
        return (
            hit
            for first in range(start, end, MOST_LISTED)
            for hit in self._hits(found, first, min(first + MOST_LISTED, end), question.entities)
        )

    def filtered(self, question: Question) -> facets.Numbers:
        """The passages that the question's filters leave, its words aside: its part of the corpus, in order.

        Raises QuestionError.
        """
        filters = replace(question, q=None, sort="position", through="text", limit=1, cursor=None, without=())
        self._check_filters(filters)
        if filters == Question(mode=filters.mode, sort="position", limit=1):
            first, last = self._store.span(None)
            return range(first, last + 1)
        numbers = np.sort(self._found(filters).numbers)
        first, last = (int(numbers[0]), int(numbers[-1])) if len(numbers) else (1, 0)
        return range(first, last + 1) if last - first + 1 == len(numbers) else numbers

    def occurrences(self, question: Question) -> Occurrences:
        """Every match of the question's words, in the order of the corpus. Raises QuestionError."""
        found = self.found(question)
        asked = replace(question, sort="position", limit=1, cursor=None)
        return self.kept(("occurrences", asked), lambda: occurrences(self._store, found), not found.partial)

    def kept(self, asked: Hashable, make: Callable[[], Result], whole: bool = True) -> Result:
        """What `make` makes, kept for when the same is asked again, unless it is not the whole of it."""
        return self._counted.result(asked, make, lambda result: whole)

    def documents(
        self, *, limit: int = MOST_LISTED, cursor: str | None = None
    ) -> tuple[int, tuple[DocumentRecord, ...], str | None]:
        """How many documents there are, one page of them by id, and the cursor of the next page."""
        _check_limit(limit)
        offset = _offset(cursor, "documents", self.build)
        listed = self._store.documents(offset, limit)
        return self._page(int(self.info["documents"]), listed, offset, limit, "documents")

    def document(self, id: str) -> DocumentRecord:
        """A document and its outline. Raises NotFound."""
        found = self._store.document(id)
        if found is None:
            raise NotFound(f"there is no document {id!r}")
        return found

    def passage(self, id: str) -> PassageRecord:
        """The passage "document:number", or the one that "document@raw_start" lies in. Raises NotFound."""
        if match := _PASSAGE_ID.fullmatch(id):
            document, sign, number = match["document"], match["sign"], int(match["number"])
            if sign == "@":
                found = self._store.passage_at(document, number)
            else:
                found = next(iter(self._store.passages(document, number, number)), None)
            if found is not None:
                return found
        raise NotFound(f"there is no passage {id!r}; an id is DOCUMENT:NUMBER or DOCUMENT@OFFSET")

    def nearest(self, id: str) -> PassageRecord:
        """The passage `id`, or where a rebuilt document has none there now the last one before that place.

        Raises NotFound where there is no such document either.
        """
        try:
            return self.passage(id)
        except NotFound:
            match = _PASSAGE_ID.fullmatch(id)
            last = self.document(match["document"]).passages if match else 0
            if not match or not last:
                raise
        before = None
        if match["sign"] == "@":
            before = self._store.passage_before(match["document"], int(match["number"]))
            last = 1
        return before or self.passages(match["document"], last, last)[0]

    def passages(self, document: str, first: int, last: int) -> tuple[PassageRecord, ...]:
        """The passages of a document from number `first` to `last`, as far as there are any."""
        return tuple(self._store.passages(document, first, last))

    def translations(self, passages: Sequence[PassageRecord]) -> dict[str, tuple[Translated, ...]]:
        """What each of the passages is paired with, by its id; a passage without partners is left out."""
        firsts = {id: self._store.span(id)[0] for id in {passage.document for passage in passages}}
        ids = {firsts[passage.document] + passage.number - 1: passage.id for passage in passages}
        return {ids[number]: found for number, (found, _) in self._translations(tuple(ids)).items()}

    def counterparts(self, document: str) -> tuple[DocumentRecord, ...]:
        """The documents whose sentences are paired with a document's: its original and its translations."""
        return tuple(pairs.counterparts(self._store, document))

    def pairs(self) -> Iterator[PairRecord]:
        """Every pair of the corpus, by translation, in the order of its original."""
        return pairs.all_pairs(self._store)

    def raw(self, document: str, start: int, end: int) -> str:
        """The source of a document from `start` to `end`, as it came."""
        return self._store.raw(document)[start:end]

    def text(self, document: str) -> str:
        """The whole normalised text of a document."""
        return self._store.text(document)

    def repairs(self, document: str, raw_start: int, raw_end: int) -> tuple[Repair, ...]:
        """The repairs that lie wholly in a stretch of a document's source, in order."""
        repairs = self._store.repairs(document)
        starts = self._store.repair_starts(document)
        low, high = bisect_left(starts, raw_start), bisect_left(starts, raw_end)
        return tuple(repair for repair in repairs[low:high] if repair.raw_end <= raw_end)

    def entities(
        self,
        *,
        q: str | None = None,
        type: str | None = None,
        limit: int = MOST_LISTED,
        cursor: str | None = None,
    ) -> tuple[int, tuple[EntityRecord, ...], str | None]:
        """How many entities there are, one page of them, those named most first, and the next page's cursor.

        `q` is the beginning of a word of the name, in any script. Raises QuestionError.
        """
        _check_limit(limit)
        keys = beginnings.keys(q.strip()) if q else []
        if q and not keys:
            raise QuestionError("q", "there is no letter in it; give the beginning of a name")
        offset = _offset(cursor, ("entities", q, type), self.build)
        total, listed = self._store.entities(type, keys, offset, limit)
        return self._page(total, listed, offset, limit, ("entities", q, type))

    def entity(self, id: str) -> EntityRecord:
        """An entity, its forms as printed and its passages. Raises NotFound."""
        found = self._store.entity(id)
        if found is None:
            raise NotFound(f"there is no name {id!r}")
        return found

    def _page(
        self, total: int, listed: Sequence[Listed], offset: int, limit: int, asked: object
    ) -> tuple[int, tuple[Listed, ...], str | None]:
        following = cursors.within(offset, total) + limit
        more = cursors.cursor(following, asked, self.build) if following < total else None
        return total, tuple(listed), more

    def _check(self, question: Question) -> None:
        """Raise QuestionError for what no question may ask."""
        asked = question.q is not None or question.entities or question.date_from or question.date_to
        if not asked:
            raise QuestionError("q", "is missing; give it, or an entity, or a date in from or to")
        self._check_filters(question)

    def _check_filters(self, question: Question) -> None:
        for fault in self.faults(question):
            raise fault

    def faults(self, question: Question) -> Iterator[QuestionError]:
        """What is wrong with the limit, the modes and the filters of a question, each by itself."""
        if not 1 <= question.limit <= MOST_LISTED:
            yield _wrong_limit(question.limit)
        for name, value, allowed in (
            ("mode", question.mode, get_args(Mode)),
            ("sort", question.sort, get_args(Sort)),
            ("through", question.through, get_args(Through)),
            ("lang", question.lang or LANGUAGES[0], LANGUAGES),
        ):
            if value not in allowed:
                yield QuestionError(name, f"{value!r} should be one of {', '.join(allowed)}")
        for folding in question.without:
            if folding not in get_args(Folding):
                yield QuestionError("without", f"{folding!r} should be one of {', '.join(get_args(Folding))}")
        if question.document is not None and self._store.document(question.document) is None:
            yield QuestionError("document", f"there is no document {question.document!r}")
        for entity in question.entities:
            if not self._store.has_entity(entity):
                yield QuestionError("entity", f"there is no name {entity!r}")

    def _found(self, asked: Question) -> Found:
        """What `asked` finds; the answers given last are kept for their next pages."""
        return self._answers.result(asked, lambda: self._finder.found(asked), lambda found: not found.partial)

    def _hits(self, found: Found, first: int, last: int, entities: Sequence[str]) -> tuple[Hit, ...]:
        """The hits from place `first` of the answer to the one before `last`."""
        page = found.page(first, last)
        numbers = [number for number, _ in page]
        passages = self._store.numbered(numbers)
        words = printed(self._index, numbers)
        documents = self._documents(passages.values())
        translations = self._translations(numbers, found.leaves, entities)
        marker = Marker(found.leaves, entities=entities, spans=found.spans)
        hits = []
        for number, score in page:
            passage = passages[number]
            highlights, matched = marker.marks(passage, words[number])
            translated, said = translations.get(number, ((), ()))
            if found.is_through(number):
                matched += tuple(replace(match, how="translation") for match in said if match.how != "entity")
            hits.append(Hit(passage, documents[passage.document], highlights, matched, score, translated))
        return tuple(hits)

    def _translations(
        self, numbers: Sequence[int], leaves: Sequence[Leaf] = (), entities: Sequence[str] = ()
    ) -> dict[int, tuple[tuple[Translated, ...], tuple[Match, ...]]]:
        """What each passage is paired with, and what of that answers the leaves or is one of the entities."""
        partners = pairs.partners(self._store, numbers)
        others = sorted({other for found in partners.values() for other, _, _ in found})
        passages = self._store.numbered(others)
        documents = self._documents(passages.values())
        words = printed(self._index, others)
        marker = Marker(leaves, entities=entities)
        marked = {other: marker.marks(passages[other], words[other]) for other in others}
        return {
            number: (
                tuple(
                    Translated(
                        passages[other],
                        documents[passages[other].document],
                        confidence,
                        made,
                        marked[other][0],
                    )
                    for other, confidence, made in found
                ),
                tuple(match for other, _, _ in found for match in marked[other][1]),
            )
            for number, found in partners.items()
        }

    def _documents(self, passages: Iterable[PassageRecord]) -> dict[str, DocumentRecord]:
        """The documents of passages, by id."""
        return {id: self.document(id) for id in {passage.document for passage in passages}}

    def _suggestions(self, found: Found, question: Question) -> tuple[str, ...]:
        """The query as it may have been meant, where nothing better than near spellings was found."""
        if not found.leaves or not found.near or "near" not in foldings(question):
            return ()
        better = self._finder.better(question.q or "", found)
        if better is None:
            return ()
        again = self._found(replace(question, q=better, limit=1, cursor=None))
        return (better,) if len(again) and not again.near else ()

    def _entity_facet(self, counts: Sequence[tuple[str, int]]) -> tuple[EntityFacet, ...]:
        known = self._store.named_entities([id for id, _ in counts])
        facet = ((id, count, *known[id]) for id, count in counts)
        return tuple(EntityFacet(id, name, type, count, names) for id, count, name, type, names in facet)


def _check_limit(limit: int) -> None:
    if not 1 <= limit <= MOST_LISTED:
        raise _wrong_limit(limit)


def _wrong_limit(limit: int) -> QuestionError:
    return QuestionError("limit", f"is {limit}; it should be from 1 to {MOST_LISTED}")


def _offset(cursor: str | None, asked: object, build: str) -> int:
    """Where in the list that answers `asked` the page begins. Raises QuestionError."""
    return 0 if cursor is None else cursors.place(cursor, asked, build)
