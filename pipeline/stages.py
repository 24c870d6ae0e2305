"""The stages of the pipeline as spaCy components: a Doc in, the same with what the stage finds out.

A Doc then carries its sentences, token.lemma_ and token.pos_; doc.ents with label_, and the id as ent_id_ and
kb_id_; doc.spans["dates"] with the EDTF value as kb_id_ and span._.edtf, span._.date_type, span._.calendar.
Where a mention cuts a token, the span is widened to whole tokens; pipeline.doc_data has the exact places.

spaCy imports this module for every pipeline of every language: it reads no file and imports nothing heavy.
The stages use the tables and weights of the installed package; a saved pipeline holds only their digest.
"""

from __future__ import annotations

import json
import warnings
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.records import Recogniser

DATES = "dates"
_SAVED = "stage.json"


class Stage:
    """A step of the pipeline that spaCy can run, save and load."""

    def __init__(self, name: str, step: Callable[[Doc], Doc]) -> None:
        self.name = name
        self._step = step

    def __call__(self, doc: Doc) -> Doc:
        """`doc` itself with what this stage finds. Raises ValueError where an earlier stage is missing."""
        return self._step(doc)

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The digest of the tables and weights in use; the settings are in the pipeline's configuration."""
        from pipeline.package_data import digest

        return json.dumps({"tables and weights": digest()}).encode("utf-8")

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Stage:
        """This stage; warns when the pipeline was saved with other tables or weights than those here."""
        from pipeline.package_data import digest

        # A warning and no error: the stage works as ever, and there is nothing that its user could mend.
        saved, here = json.loads(data)["tables and weights"], digest()
        if saved != here:
            warnings.warn(
                f"the pipeline was saved with other tables and weights ({saved}) than are"
                f" installed ({here}); results may differ. Install the version of izde that it was saved"
                " with, or save the pipeline again",
                stacklevel=2,
            )
        return self

    def to_disk(self, path: Path | str, *, exclude: Iterable[str] = ()) -> None:
        """Write what to_bytes gives into the folder `path`."""
        folder = Path(path)
        folder.mkdir(exist_ok=True)
        (folder / _SAVED).write_bytes(self.to_bytes())

    def from_disk(self, path: Path | str, *, exclude: Iterable[str] = ()) -> Stage:
        """This stage, checked as from_bytes does. Raises OSError."""
        return self.from_bytes((Path(path) / _SAVED).read_bytes())


def assembled(language: str, *, model: Recogniser) -> Language:
    """A new pipeline of all stages. Raises ValueError for another language than "kk" and "ru", or model."""
    from pipeline import kazakh, russian

    blank = {"kk": kazakh.Kazakh, "ru": russian.blank}.get(language)
    if blank is None:
        raise ValueError(f"the language is {language!r}; it should be kk or ru")
    nlp = blank()
    nlp.add_pipe("izde_sentences")
    # Lemmas come after sentences: a capital at a sentence's start says nothing about a word.
    nlp.add_pipe("izde_lemmas")
    nlp.add_pipe("izde_names", config={"model": model})
    # Dates after names, since a month inside an event's name is no date and an event's years may be one;
    # links after dates, since a congress is told by its year.
    nlp.add_pipe("izde_dates")
    nlp.add_pipe("izde_links")
    return nlp


@Language.factory("izde_sentences", assigns=["token.is_sent_start", "doc.sents"])
def sentences(nlp: Language, name: str) -> Stage:
    """The stage that marks sentences."""
    return _stage(nlp, name, _with_sentences)


@Language.factory("izde_lemmas", assigns=["token.lemma", "token.pos", "doc.sents"])
def lemmas(nlp: Language, name: str) -> Stage:
    """The stage that gives each token its lemma and, where known, its part of speech."""
    return _stage(nlp, name, _with_lemmas)


@Language.factory("izde_names", assigns=["doc.ents", "doc.sents"], default_config={"model": "fast"})
def names(nlp: Language, name: str, model: Recogniser) -> Stage:
    """The stage that finds names: by tables and patterns and by the learnt `model`."""
    return _stage(nlp, name, partial(_with_names, name, model))


@Language.factory("izde_dates", assigns=["doc.spans", "doc.sents"], default_config={"spans_key": DATES})
def dates(nlp: Language, name: str, spans_key: str) -> Stage:
    """The stage that finds dates and puts them into doc.spans[`spans_key`]."""
    for attribute, getter in (("edtf", _edtf), ("date_type", _date_type), ("calendar", _calendar)):
        if not Span.has_extension(attribute):
            Span.set_extension(attribute, getter=getter)
    return _stage(nlp, name, partial(_with_dates, name, spans_key))


@Language.factory("izde_links", requires=["doc.ents"], assigns=["doc.ents", "doc.sents"])
def links(nlp: Language, name: str) -> Stage:
    """The stage that gives each name the id of what it names."""
    return _stage(nlp, name, partial(_with_links, name))


def _stage(nlp: Language, name: str, step: Callable[[Doc], Doc]) -> Stage:
    if nlp.lang not in ("kk", "ru"):
        raise ValueError(f"{name}: the pipeline's language is {nlp.lang!r}; this stage knows kk and ru")
    return Stage(name, step)


def _with_sentences(doc: Doc) -> Doc:
    from pipeline.sentences import mark_sentences

    return mark_sentences(doc)


def _in_sentences(doc: Doc) -> Doc:
    """`doc` itself; its sentences are marked where no stage has marked them."""
    return doc if doc.has_annotation("SENT_START") else _with_sentences(doc)


def _with_lemmas(doc: Doc) -> Doc:
    from pipeline.lemmas import mark_lemmas

    return mark_lemmas(_in_sentences(doc))


def _with_names(name: str, model: Recogniser, doc: Doc) -> Doc:
    from pipeline import doc_data, knowledge
    from pipeline.entities import mentions

    if doc_data.DATES in doc.user_data and doc_data.MENTIONS not in doc.user_data:
        raise ValueError(f"{name}: dates were looked for already; this stage should stand before izde_dates")
    found = mentions(_in_sentences(doc), knowledge.load(), model=model)
    doc_data.keep(doc, doc_data.MENTIONS, found)
    doc.ents = list(_apart(_spans(doc, [(m.start, m.end, m.type, "", "") for m in found])))
    return doc


def _with_dates(name: str, spans_key: str, doc: Doc) -> Doc:
    from pipeline import doc_data, knowledge
    from pipeline.dates import dates as dates_of

    if doc_data.ENTITIES in doc.user_data and doc_data.DATES not in doc.user_data:
        raise ValueError(f"{name}: names have their ids already; this stage should stand before izde_links")
    events = [mention for mention in doc_data.mentions(doc) or () if mention.type == "EVENT"]
    found = dates_of(_in_sentences(doc), events, knowledge.load().years_of)
    doc_data.keep(doc, doc_data.DATES, found)
    doc.spans[spans_key] = _spans(
        doc, [(d.start, d.end, "DATE", d.edtf, " ".join(filter(None, (d.type, d.calendar)))) for d in found]
    )
    return doc


def _with_links(name: str, doc: Doc) -> Doc:
    from pipeline import doc_data, knowledge
    from pipeline.linking import linked

    mentions = doc_data.mentions(doc)
    if mentions is None:
        raise ValueError(f"{name}: nobody looked for names; add the stage izde_names before this one")
    found = linked(_in_sentences(doc), mentions, doc_data.dates(doc), knowledge.load())
    doc_data.keep(doc, doc_data.ENTITIES, found)
    doc.ents = list(_apart(_spans(doc, [(e.start, e.end, e.type, e.id, e.id) for e in found])))
    return doc


def _spans(doc: Doc, found: Sequence[tuple[int, int, str, str, str]]) -> list[Span]:
    """Spans of the whole tokens that lie over (start, end, label, id of the knowledge base, span's id)."""
    starts = doc.to_array("IDX").tolist() if found else []
    spans = []
    for start, end, label, kb_id, span_id in found:
        first = bisect_right(starts, start) - 1
        last = bisect_right(starts, end - 1)
        spans.append(Span(doc, first, last, label=label, kb_id=kb_id, span_id=span_id))
    return spans


def _apart(spans: Iterable[Span]) -> Iterator[Span]:
    """The spans that share no token with the one before: doc.ents can hold no others."""
    end = 0
    for span in spans:
        if span.start >= end:
            yield span
            end = span.end


def _edtf(span: Span) -> str | None:
    """The EDTF value of a date; None for another span."""
    return span.kb_id_ if span.label_ == "DATE" else None


def _date_type(span: Span) -> str | None:
    """The type of a date, such as "year_range"; None for another span."""
    return span.id_.partition(" ")[0] if span.label_ == "DATE" else None


def _calendar(span: Span) -> str | None:
    """ "julian" for a date that is; None where the calendar is not said, and for another span."""
    return span.id_.partition(" ")[2] or None if span.label_ == "DATE" else None
