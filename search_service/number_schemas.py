"""The parameters and answers of the addresses that read the corpus by numbers."""

from __future__ import annotations

from typing import Any, get_args

from apiflask import Schema
from apiflask.fields import Boolean, Dict, Float, Integer, List, Nested, Raw, String

from search_service import collocations, frequencies, kwic, suggestions
from search_service.date_bins import Unit
from search_service.schemas import (
    PAIRED,
    Answered,
    AskedQuery,
    OtherSide,
    Page,
    QuestionParameters,
    ShortDocument,
    WholeParameters,
    choice,
    described,
    whole_number,
)

LONGEST_LIST = 1000
"""Rows of a list without pages."""
MOST_SAMPLED = 10_000
LARGEST_SEED = 2**31 - 1
_MISSING: dict[str, Any] = {"required": "is missing; give the words to find"}
_WORDS = described("what to find")


class KwicParameters(Page, QuestionParameters, WholeParameters):
    q = String(required=True, error_messages=_MISSING, metadata=_WORDS)
    window = whole_number(1, kwic.WIDEST, "words of context on either side", load_default=8)
    sort = choice(
        get_args(kwic.Order),
        "order of the lines: position: as in the corpus; left: by the words before the node, the nearest "
        "first; node: by the match itself; right: by the words after it; date: by the passage's first date",
        load_default="position",
    )
    sample = whole_number(1, MOST_SAMPLED, "only so many lines, drawn at random")
    seed = whole_number(
        1, LARGEST_SEED, "of the sample, 1 if none is given: the same seed draws the same lines"
    )
    form = String(load_default="", metadata=described("only lines whose match is this form (small letters)"))
    lemma = String(load_default="", metadata=described("only lines whose match has this lemma"))
    beside = String(
        load_default="", metadata=described("only lines that have this form or lemma within the window")
    )


class ListParameters(QuestionParameters, WholeParameters):
    limit = whole_number(1, LONGEST_LIST, "how many rows to answer with at most", load_default=50)


class FrequencyParameters(ListParameters):
    q = String(metadata=described("what to count; without it, all words of what the filters leave"))
    of = choice(
        get_args(frequencies.Attribute),
        "the form or lemma of a match, how it answers q (exact, lemma, script, name or near), "
        "the entity in whose mention it stands, its document, or the years or decades of its passage's dates",
        load_default="form",
    )


class CollocationParameters(ListParameters):
    q = String(required=True, error_messages=_MISSING, metadata=_WORDS)
    of = choice(("lemma", "form"), "what collocates are told apart by", load_default="lemma")
    left = whole_number(0, collocations.WIDEST, "words of the window before the node", load_default=5)
    right = whole_number(0, collocations.WIDEST, "words of the window after the node", load_default=5)
    min_count = whole_number(1, 1_000_000, "how often a collocate must stand in the windows", load_default=3)
    sort = choice(get_args(collocations.Measure), "the measure to sort by", load_default="log_likelihood")


class TimelineParameters(QuestionParameters, WholeParameters):
    q = String(metadata=described("what to find; without it, all passages that the filters leave"))
    by = choice(get_args(Unit), "how long a bin is", load_default="year")


class SuggestParameters(WholeParameters):
    q = String(
        required=True,
        error_messages={"required": "is missing; give the beginning of a word"},
        metadata=described(
            "a query as far as it is typed: its last words, the beginning of a word, a name or a title, are "
            "completed, in any script; behind person:, place:, org:, work:, event:, norp: or law: names of "
            "that kind, behind doc: documents, behind lang: languages"
        ),
    )
    limit = whole_number(1, suggestions.MOST, "how many to answer with at most", load_default=10)


class CountedQuery(AskedQuery):
    filters = Dict(
        keys=String(), values=Raw(), required=True, metadata=described("by the names of their parameters")
    )


class Counted(Answered):
    query = Nested(CountedQuery, required=True)
    total = Integer(required=True, metadata=described("rows of the whole list"))


class LinePassage(Schema):
    id = String(required=True, metadata=described("document and number"))
    stable = String(required=True, metadata=described("id that stays across builds of the same file"))
    document = Nested(ShortDocument, required=True)
    language = String(required=True, metadata=described("of the passage"))
    section = String(required=True, metadata=described("number of its section, if any"))
    dates = List(String(), required=True, metadata=described("that stand in it, as EDTF"))
    raw_start = Integer(required=True, metadata=described("code points, in the decoded source"))
    raw_end = Integer(required=True)
    url = String(required=True, metadata=described("path of the reader, opened at the passage"))
    citation = String(required=True)


class ConcordanceLine(Schema):
    left = String(required=True, metadata=described("left + match + right is a slice of the document's text"))
    match = String(required=True, metadata=described("the node"))
    right = String(required=True)
    start = Integer(required=True, metadata=described("of the match, code points, in the annotation's text"))
    end = Integer(required=True)
    how = String(
        required=True,
        metadata=described(
            "in what way it answers q: exact, lemma, script, name or near; the weakest of several"
        ),
    )
    passage = Nested(LinePassage, required=True)
    translation = List(Nested(OtherSide), required=True, metadata=PAIRED)


class Sample(Schema):
    size = Integer(required=True, metadata=described("lines drawn"))
    seed = Integer(required=True)


class ConcordanceAnswer(Answered):
    query = Nested(CountedQuery, required=True)
    window = Integer(required=True, metadata=described("words of context on either side"))
    total = Integer(required=True, metadata=described("matches in all hits of the same search"))
    listed = Integer(required=True, metadata=described("lines of all pages: less than total in a sample"))
    sample = Nested(Sample, required=True, allow_none=True)
    next = String(required=True, allow_none=True, metadata=described("cursor of the next page, if any"))
    lines = List(Nested(ConcordanceLine), required=True)


class CutList(Counted):
    cut = Integer(required=True, metadata=described("rows that `limit` leaves out"))


class FrequencyRow(Schema):
    value = String(required=True)
    label = String(
        required=True, metadata=described("name of an entity, title of a document, else the value")
    )
    count = Integer(required=True)
    words = Integer(
        required=True,
        metadata=described("the denominator: running words of the document, or of the passages of the year"),
    )
    per_million = Float(required=True, metadata=described("count in a million of `words`"))


class FrequencyAnswer(CutList):
    of = String(required=True)
    count = Integer(required=True, metadata=described("what was counted: matches, or words without q"))
    without = Integer(
        required=True, metadata=described("of these, what has no value: stands in no name, or has no date")
    )
    words = Integer(required=True, metadata=described("running words of what the filters leave"))
    frequencies = List(Nested(FrequencyRow), required=True)


class CollocateRow(Schema):
    collocate = String(required=True)
    count = Integer(required=True, metadata=described("how often it stands in the windows: O₁₁"))
    frequency = Integer(required=True, metadata=described("in what the filters leave"))
    expected = Float(required=True, metadata=described("how often by chance: E₁₁"))
    log_likelihood = Float(required=True, metadata=described("G² = 2 Σ O ln(O / E) (Dunning 1993)"))
    log_dice = Float(required=True, metadata=described("14 + log₂(2 f(x,y) / (f(x) + f(y))) (Rychlý 2008)"))


class CollocationAnswer(CutList):
    of = String(required=True)
    left = Integer(required=True)
    right = Integer(required=True)
    min_count = Integer(required=True)
    sort = String(required=True)
    matches = Integer(required=True, metadata=described("the nodes: matches in all hits"))
    window_words = Integer(required=True, metadata=described("running words in the windows, without nodes"))
    words = Integer(required=True, metadata=described("running words of what the filters leave, no nodes"))
    collocations = List(Nested(CollocateRow), required=True)


class TimelineBin(Schema):
    value = String(required=True, metadata=described("EDTF: 1905, 190X, 19XX"))
    first = Integer(required=True, metadata=described("year, astronomical: 0 is 1 BC"))
    last = Integer(required=True)
    count = Integer(required=True, metadata=described("hits with a certain date in the bin"))
    uncertain = Integer(
        required=True, metadata=described("further hits, with approximate or uncertain dates there (~ ? %)")
    )
    passages = Integer(
        required=True, metadata=described("the denominator: passages dated so in all that the filters leave")
    )


class TimelineAnswer(Answered):
    query = Nested(CountedQuery, required=True)
    by = String(required=True)
    total = Integer(required=True, metadata=described("hits of the same search"))
    dated = Integer(required=True, metadata=described("hits with any date"))
    undated = Integer(required=True)
    longer = Integer(required=True, metadata=described("hits with a date that is longer than a bin"))
    passages = Integer(required=True, metadata=described("all that the filters leave"))
    bins = List(Nested(TimelineBin), required=True)


class Completion(Schema):
    text = String(required=True)
    query = String(required=True, metadata=described("q with the completion for its end"))
    kind = String(required=True, metadata=described("lemma, name, title or language"))
    id = String(required=True, allow_none=True, metadata=described("of the entity or the document"))
    count = Integer(
        required=True,
        metadata=described("occurrences of a lemma; passages of a name, a document or a language"),
    )


class Suggestions(Schema):
    q = String(required=True)
    more = Boolean(required=True, metadata=described("whether `limit` leaves completions out"))
    completions = List(Nested(Completion), required=True)
