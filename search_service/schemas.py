"""The parameters and answers of the service, as its OpenAPI description and its checks know them."""

from __future__ import annotations

from typing import Any, get_args

from apiflask import Schema
from apiflask.fields import Boolean, Dict, Float, Integer, List, Nested, String
from apiflask.validators import Length, OneOf, Range

from pipeline.records import EntityType
from search_service import operators
from search_service.answers import Folding, Mode, Sort, Through
from search_service.problems import UNKNOWN
from search_service.whole import Format

LARGEST_PAGE = 100
DATE_PATTERN = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"


def described(text: str, **more: Any) -> dict[str, Any]:
    """The metadata of a field: what it holds, for the description."""
    return {"description": text, **more}


_OPERATORS = "Operators: " + "; ".join(f"{typed} ({meaning})" for typed, meaning in operators.HELP)


class Parameters(Schema):
    """Parameters of an address; one that is not named here is an error."""

    error_messages = {"unknown": UNKNOWN}


class WholeNumber(Integer):
    """A number written in plain digits; what else Python takes for one (1_0, ٣) is a slip of the caller."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> Any:
        if not (isinstance(value, str) and value.isascii() and value.isdecimal()):
            raise self.make_error("invalid", input=value)
        return super()._deserialize(value, attr, data, **more)


def whole_number(low: int, high: int, text: str, **more: Any) -> WholeNumber:
    """A parameter that is a whole number from `low` to `high`."""
    wrong = f"should be a whole number from {low} to {high}"
    return WholeNumber(
        validate=Range(low, high, error=wrong),
        error_messages={"invalid": wrong},
        metadata=described(text),
        **more,
    )


class Page(Parameters):
    limit = whole_number(1, LARGEST_PAGE, "how many to answer with at most", load_default=20)
    cursor = String(metadata=described("the `next` of the answer before, for the page after it"))


def choice(values: tuple[str, ...], text: str, **more: Any) -> String:
    """A parameter that is one of `values`."""
    wrong = f"should be one of {', '.join(values)}"
    return String(validate=OneOf(values, error=wrong), metadata=described(text), **more)


class QuestionParameters(Parameters):
    q = String(metadata=described(f"what to find; absent only beside entity, from or to. {_OPERATORS}"))
    mode = choice(
        get_args(Mode),
        "smart: inflected forms, every script and spelling, names in any language, then near spellings; "
        "exact: the very words; fuzzy: near spellings ranked with the rest",
        load_default="smart",
    )
    lang = choice(("kk", "ru"), "only passages in this language, whatever that of their document")
    document = String(metadata=described("only the document with this id"))
    entity = List(
        String(),
        load_default=list,
        metadata=described("only passages that name this entity (an id); may be repeated: all must be there"),
    )
    date_from = String(
        data_key="from",
        metadata=described("first year, month or day, inclusive (EDTF)", pattern=DATE_PATTERN),
    )
    date_to = String(
        data_key="to",
        metadata=described("last year, month or day, inclusive (EDTF)", pattern=DATE_PATTERN),
    )
    without = List(
        choice(get_args(Folding), ""),
        load_default=list,
        metadata=described(
            "a folding to switch off; may be repeated: lemma: other forms of a word; script: its spellings "
            "in another script or habit; name: other names of what it names; near: near spellings. All of "
            "them off is mode=exact"
        ),
    )


class WholeParameters(Parameters):
    format = choice(
        get_args(Format),
        "json: an answer; jsonl, csv, tsv: the whole list as a file, streamed, without limit and cursor; "
        "what was asked, the build and the total are in the header Izde-Result and the first line of jsonl. "
        "In csv and tsv, text beginning with = + - @ ' or a tab has an apostrophe before it, so that no "
        "spreadsheet takes it for a formula; without its first apostrophe a cell is what it was. In tsv "
        "white space inside a cell is one space",
        load_default="json",
    )


class SearchParameters(Page, QuestionParameters, WholeParameters):
    sort = choice(get_args(Sort), "order of the hits", load_default="relevance")
    through = choice(
        get_args(Through),
        "what must answer q: text: the passage itself; translation: the passage itself or, below all of "
        "those and with the reason `translation`, what it is paired with in a translation or its original, "
        "or both together; the filters hold for the passage itself",
        load_default="text",
    )


class EntityParameters(Page, WholeParameters):
    q = String(metadata=described("the beginning of a word of a name, in any script"))
    type = choice(get_args(EntityType), "only entities of this type")


class DocumentParameters(Page, WholeParameters):
    pass


class Span(Schema):
    start = Integer(required=True, metadata=described("code points, in the annotation's text"))
    end = Integer(required=True, metadata=described("code points, exclusive"))


class RawSpan(Span):
    raw_start = Integer(required=True, metadata=described("code points, in the decoded source"))
    raw_end = Integer(required=True)


class ShortDocument(Schema):
    id = String(required=True)
    title = String(required=True)
    language = String(required=True)


class ListedDocument(ShortDocument):
    source = String(required=True, metadata=described("name of the file"))
    sha256 = String(required=True, metadata=described("of the file's bytes"))
    author = String(required=True)
    date = String(required=True)
    rights = String(required=True)
    provenance = String(required=True, metadata=described("where the text is from"))
    translation_of = String(required=True, metadata=described("id of the document that this one translates"))
    passages = Integer(required=True, metadata=described("how many there are"))


class OutlineEntry(Schema):
    number = String(required=True, allow_none=True)
    title = String(required=True)
    passage = String(required=True, metadata=described("id of its first passage"))
    url = String(required=True)


class OutlinedDocument(ListedDocument):
    outline = List(Nested(OutlineEntry), required=True)
    paired_with = List(
        Nested(ShortDocument),
        required=True,
        metadata=described("its translations and its original, as far as sentences are paired with its own"),
    )


class Listing(Schema):
    total = Integer(required=True)
    next = String(required=True, allow_none=True, metadata=described("cursor of the next page, if any"))


class Documents(Listing):
    documents = List(Nested(ListedDocument), required=True)


class AskedQuery(Schema):
    q = String(required=True)
    mode = String(required=True)
    without = List(String(), required=True, metadata=described("the foldings that are switched off"))
    understood = String(required=True, metadata=described("how the query was taken"))


class EntityCount(Schema):
    id = String(required=True)
    name = String(required=True)
    type = String(required=True)
    count = Integer(required=True)


class YearCount(Schema):
    value = String(required=True)
    count = Integer(required=True)


class FacetsCut(Schema):
    entity = Integer(required=True)
    year = Integer(required=True)


class Facets(Schema):
    entity = List(Nested(EntityCount), required=True, metadata=described("those that most hits name"))
    year = List(Nested(YearCount), required=True, metadata=described("those that most hits have a date in"))
    cut = Nested(
        FacetsCut, required=True, metadata=described("how many entities and years the facets leave out")
    )


class Reason(Schema):
    surface = String(required=True, metadata=described("as it stands in the text"))
    word = String(required=True, metadata=described("of the query"))
    how = String(
        required=True,
        metadata=described(
            "one of exact, lemma, script, name, near, entity, date, and translation, where the surface "
            "stands in `translation`"
        ),
    )
    distance = Float(
        required=True,
        allow_none=True,
        metadata=described("of a near spelling: how far it is from the word, in slips; else null"),
    )


class PlacedPassage(RawSpan):
    passage = String(required=True, metadata=described("id: document and number"))
    stable = String(required=True, metadata=described("id that stays across builds of the same file"))
    document = Nested(ShortDocument, required=True)
    language = String(required=True, metadata=described("of the passage"))
    section = String(required=True, metadata=described("number of its section, if any"))
    text = String(required=True)
    url = String(required=True, metadata=described("path of the reader, opened at the passage"))
    citation = String(required=True)


class OtherSide(Schema):
    passage = String(required=True, metadata=described("id: document and number"))
    document = Nested(ShortDocument, required=True)
    language = String(required=True, metadata=described("of the passage"))
    text = String(required=True)
    url = String(required=True, metadata=described("path of the reader, opened at the passage"))
    confidence = Float(required=True, metadata=described("from 0 to 1; 1 for a pair made by hand"))
    made = String(required=True, metadata=described("who made the pair: hand, or aligned by the program"))


class MarkedOtherSide(OtherSide):
    highlights = List(
        List(Integer(), validate=Length(equal=2)), required=True, metadata=described("spans of `text`")
    )


class WholeOtherSide(OtherSide, RawSpan):
    stable = String(required=True, metadata=described("id that stays across builds of the same file"))
    citation = String(required=True)


PAIRED = described("the passages that it is paired with, in a translation or the original; empty without any")


class FoundPassage(PlacedPassage):
    highlights = List(
        List(Integer(), validate=Length(equal=2)), required=True, metadata=described("spans of `text`")
    )
    matched = List(String(), required=True)
    reasons = List(Nested(Reason), required=True)
    score = Float(required=True)
    translation = List(Nested(MarkedOtherSide), required=True, metadata=PAIRED)


class Namesake(Schema):
    word = String(required=True, metadata=described("of the query: the name that several entities have"))
    id = String(required=True, metadata=described("entity=ID finds the passages that name this one"))
    name = String(required=True)
    type = String(required=True)
    count = Integer(required=True, metadata=described("hits that name it"))


class Answered(Schema):
    """Whether an answer is whole; each answer that counts or lists hits says so."""

    # A schema has an attribute `partial` of its own.
    is_partial = Boolean(
        data_key="partial",
        attribute="partial",
        required=True,
        metadata=described("whether the time ran out before all was looked for"),
    )
    left_out = List(String(), required=True, metadata=described("what was not looked for, if partial"))


class SearchAnswer(Listing, Answered):
    query = Nested(AskedQuery, required=True)
    namesakes = List(
        Nested(Namesake), required=True, metadata=described("entities that share a name of the query")
    )
    suggestions = List(String(), required=True)
    facets = Nested(Facets, required=True)
    hits = List(Nested(FoundPassage), required=True)


class MarkedEntity(Span):
    type = String(required=True)
    id = String(required=True)
    name = String(required=True)


class MarkedDate(Span):
    edtf = String(required=True)
    type = String(required=True)


class LonePassage(PlacedPassage):
    paragraph = Integer(required=True)
    kind = String(required=True)
    entities = List(Nested(MarkedEntity), required=True, metadata=described("offsets are those of `text`"))
    dates = List(Nested(MarkedDate), required=True, metadata=described("offsets are those of `text`"))


class Neighbours(Schema):
    previous = Nested(LonePassage, required=True, allow_none=True)
    next = Nested(LonePassage, required=True, allow_none=True)


class PassageWithNeighbours(LonePassage):
    translation = List(Nested(WholeOtherSide), required=True, metadata=PAIRED)
    neighbours = Nested(Neighbours, required=True)


class ListedEntity(Schema):
    id = String(required=True)
    type = String(required=True)
    names = Dict(keys=String(), values=String(), required=True, metadata=described("by language"))
    years = String(required=True)
    description = String(required=True)
    count = Integer(required=True, metadata=described("of its mentions"))


class Entities(Listing):
    entities = List(Nested(ListedEntity), required=True)


class FormCount(Schema):
    form = String(required=True)
    count = Integer(required=True)


class WholeEntity(ListedEntity):
    forms = List(Nested(FormCount), required=True, metadata=described("as they stand in the texts"))
    passages = List(String(), required=True, metadata=described("ids"))


class Alive(Schema):
    status = String(required=True)


class Ready(Alive):
    build = String(required=True, metadata=described("id of the index that answers"))


class Fault(Schema):
    parameter = String(required=True)
    detail = String(required=True, metadata=described("what to mend"))
    column = Integer(metadata=described("the place in the parameter, from 1, where it has one"))


class ProblemDetail(Schema):
    """RFC 9457."""

    type = String(
        required=True,
        metadata=described("/problems/NAME, the page that tells of it; stays the same for good"),
    )
    title = String(required=True)
    status = Integer(required=True)
    detail = String(required=True, metadata=described("what to mend"))
    instance = String(required=True)
    parameter = String(metadata=described("the first culprit, where there is one"))
    column = Integer(metadata=described("the place in it, from 1, where it has one"))
    errors = List(Nested(Fault), metadata=described("all that is wrong with the parameters"))
    errors_cut = Integer(metadata=described("how many further errors are not listed"))
    available = List(String(), metadata=described("of 406: the media types that there are"))
