"""A corpus, a question and what to count in, the JSON objects of concordances and counts out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from search_service import collocations, cursors, frequencies, kwic, suggestions, timeline
from search_service.answers import Question, QuestionError
from search_service.citations import citation, reader_path, stable_id
from search_service.date_bins import Unit
from search_service.occurrences import Occurrences, batches
from search_service.payloads import Payload, completeness, other_side, query_of, short_document
from search_service.search import Corpus


@dataclass(frozen=True, slots=True)
class Concordance:
    """What lines are asked for: words of context, their order, and a random sample of them, if any.

    `form`, `lemma` and `beside` leave only some of the matches, as kwic.narrowed has it.
    """

    window: int = 8
    sort: kwic.Order = "position"
    sample: int | None = None
    seed: int = 1
    form: str = ""
    lemma: str = ""
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A whole list: what is known of it, and its rows, made as they are taken."""

    head: Payload
    rows: Iterator[Payload]


def concordance(corpus: Corpus, question: Question, asked: Concordance) -> Payload:
    """A page of the lines of a concordance, `question.limit` from its cursor on. Raises QuestionError."""
    sealed = ("kwic", replace(question, limit=1, cursor=None), asked, corpus.build)
    first = cursors.place(question.cursor, *sealed) if question.cursor is not None else 0
    head, found = ordered_matches(corpus, question, asked)
    following = cursors.within(first, len(found)) + question.limit
    more = cursors.cursor(following, *sealed) if following < len(found) else None
    page = found.taken(np.arange(first, min(following, len(found))))
    return head | {"next": more, "lines": list(_line_payloads(corpus, page, asked.window))}


def whole_concordance(corpus: Corpus, question: Question, asked: Concordance) -> Listed:
    """All lines of a concordance. Raises QuestionError."""
    head, found = ordered_matches(corpus, question, asked)
    return Listed(
        head,
        (
            line
            for places in batches(np.arange(len(found)))
            for line in _line_payloads(corpus, found.taken(places), asked.window)
        ),
    )


def ordered_matches(corpus: Corpus, question: Question, asked: Concordance) -> tuple[Payload, Occurrences]:
    """What is known of a concordance, and its matches in their order."""
    every = kwic.narrowed(
        corpus.store,
        corpus.occurrences(question),
        asked.window,
        form=asked.form,
        lemma=asked.lemma,
        beside=asked.beside,
    )
    found = every if asked.sample is None else kwic.sample(every, asked.sample, asked.seed)
    shown = corpus.kept(
        ("kwic", replace(question, limit=1, cursor=None), asked),
        lambda: kwic.ordered(corpus.store, found, asked.sort, asked.window),
    )
    return {
        **asked_of(corpus, question),
        "window": asked.window,
        "total": len(every),
        "listed": len(shown),
        "sample": None if asked.sample is None else {"size": len(shown), "seed": asked.seed},
    }, shown


def _line_payloads(corpus: Corpus, found: Occurrences, window: int) -> Iterator[Payload]:
    numbers = np.unique(found.columns.numbers).tolist()
    passages = corpus.store.numbered(numbers)
    translations = corpus.translations(list(passages.values()))
    documents = {id: corpus.document(id) for id in {passage.document for passage in passages.values()}}
    for line in kwic.lines(corpus.store, found, window):
        passage = passages[line.occurrence.number]
        document = documents[passage.document]
        yield {
            "left": line.left,
            "match": line.match,
            "right": line.right,
            "start": line.start,
            "end": line.end,
            "how": line.occurrence.how,
            "passage": {
                "id": passage.id,
                "stable": stable_id(passage),
                "document": short_document(document),
                "language": passage.language,
                "section": passage.section,
                "dates": list(dict.fromkeys(date.edtf for date in passage.dates)),
                "raw_start": passage.raw_start,
                "raw_end": passage.raw_end,
                "url": reader_path(passage.document, passage.number),
                "citation": citation(passage, document),
            },
            "translation": [other_side(each) for each in translations.get(passage.id, ())],
        }


def whole_frequencies(corpus: Corpus, question: Question, attribute: frequencies.Attribute) -> Listed:
    """The frequencies of the question's matches, or without words of all that its filters leave."""
    within = corpus.filtered(question)
    if question.q is None:
        found = frequencies.of_words(corpus.store, within, attribute)
    else:
        found = frequencies.of_matches(corpus.store, corpus.occurrences(question), within, attribute)
    head = {
        **asked_of(corpus, question),
        "of": attribute,
        "count": found.count,
        "without": found.without,
        "words": found.words,
        "total": len(found.values),
    }
    return Listed(
        head,
        (
            {
                "value": each.value,
                "label": each.label,
                "count": each.count,
                "words": each.words,
                "per_million": round(each.per_million, 4),
            }
            for each in found.values
        ),
    )


def whole_collocations(corpus: Corpus, question: Question, asked: collocations.Asked) -> Listed:
    """The collocates of the question's matches. Raises QuestionError."""
    if not asked.left and not asked.right:
        raise QuestionError("left", "and right are both 0; give one of them a word at least")
    matches = corpus.occurrences(question)
    found = collocations.collocations(corpus.store, matches, corpus.filtered(question), asked)
    head = {
        **asked_of(corpus, question),
        "of": asked.attribute,
        "left": asked.left,
        "right": asked.right,
        "min_count": asked.least,
        "sort": asked.measure,
        "matches": len(matches),
        "window_words": found.window_words,
        "words": found.words,
        "total": len(found.collocates),
    }
    return Listed(
        head,
        (
            {
                "collocate": each.value,
                "count": each.count,
                "frequency": each.frequency,
                "expected": round(each.expected, 4),
                "log_likelihood": round(each.log_likelihood, 4),
                "log_dice": round(each.log_dice, 4),
            }
            for each in found.collocates
        ),
    )


def whole_timeline(corpus: Corpus, question: Question, unit: Unit) -> Listed:
    """The dates of the passages that the question finds, or without words of all that its filters leave."""
    within = corpus.filtered(question)
    numbers = within if question.q is None else corpus.found(question).numbers
    found = timeline.timeline(corpus.store, numbers, within, unit)
    head = {
        **asked_of(corpus, question),
        "by": unit,
        "total": found.total,
        "dated": found.dated,
        "undated": found.total - found.dated,
        "longer": found.longer,
        "passages": len(within),
    }
    return Listed(
        head,
        (
            {
                "value": each.value,
                "first": each.first,
                "last": each.last,
                "count": each.count,
                "uncertain": each.uncertain,
                "passages": each.of,
            }
            for each in found.bins
        ),
    )


def suggested(corpus: Corpus, typed: str, limit: int) -> Payload:
    """What the end of a query may be completed to; `more` says whether completions are left out."""
    found, more = suggestions.completions(corpus.store, typed, limit)
    return {"q": typed, "more": more, "completions": list(map(_completion, found))}


def whole_suggested(corpus: Corpus, typed: str) -> Listed:
    """All that the end of a query may be completed to."""
    found, _ = suggestions.completions(corpus.store, typed, None)
    head = {"query": {"q": typed, "filters": {}}, "total": len(found)}
    return Listed(head, map(_completion, found))


def _completion(found: suggestions.Completion) -> Payload:
    return {
        "text": found.text,
        "query": found.query,
        "kind": found.kind,
        "id": found.id or None,
        "count": found.count,
    }


def first_rows(listed: Listed, name: str, limit: int) -> Payload:
    """A list's head with its first `limit` rows as `name`; `cut` says how many rows are left out."""
    rows = [row for row, _ in zip(listed.rows, range(limit), strict=False)]
    return listed.head | {"cut": listed.head["total"] - len(rows), name: rows}


def asked_of(corpus: Corpus, question: Question) -> Payload:
    """What every list says of its question: how it was asked and taken, its filters, and whether all of it
    was looked for.
    """
    found = corpus.found(question) if question.q is not None else None
    query = query_of(question, found.understood if found else "") | {"filters": _filters(question)}
    return {"query": query, **completeness(found.partial if found else ())}


def _filters(question: Question) -> Payload:
    """The filters of a question by the names of their parameters; those that are not used are left out."""
    named = {
        "lang": question.lang,
        "document": question.document,
        "entity": list(question.entities),
        "from": question.date_from,
        "to": question.date_to,
    }
    return {name: value for name, value in named.items() if value}
