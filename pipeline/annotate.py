"""A source in, its annotation out: the stages in their order."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from pipeline import analysis, knowledge, languages
from pipeline.annotation import Annotation
from pipeline.dates import dates
from pipeline.entities import mentions
from pipeline.layout import Layout, laid_out
from pipeline.linking import linked
from pipeline.normalise import repaired
from pipeline.readers import slug
from pipeline.records import Sentence, Source, Token


def annotate(
    source: Source,
    *,
    language: str = "auto",
    keep_lines: bool = False,
    id: str | None = None,
    title: str | None = None,
) -> Annotation:
    """Everything the pipeline finds in `source`.

    `language` is "kk", "ru" or "auto"; with `keep_lines` each line is a paragraph of its own. Without an
    `id` or a `title` the file's stem and the first heading serve.
    """
    # Glyphs first: words must be whole letters before anything asks whether they are words.
    aligned, glyph_repairs = repaired(source.raw)
    layout = laid_out(aligned, keep_lines=keep_lines)
    text = layout.aligned.text
    if language == "auto":
        language = languages.language(text)
    doc = analysis.analysed(text, language)
    names = knowledge.load()
    found = mentions(doc, names)
    # Dates after mentions, since a month inside an event's name is no date and an event's years may be one;
    # links after dates, since a congress is told by its year.
    events = [mention for mention in found if mention.type == "EVENT"]
    dated = dates(doc, events, names.years_of)
    return Annotation(
        id=id or slug(source.name),
        title=title or _first_heading(layout, source),
        language=language,
        source=source,
        aligned=layout.aligned,
        repairs=tuple(sorted((*glyph_repairs, *layout.repairs), key=lambda repair: repair.raw_start)),
        sections=layout.sections,
        paragraphs=layout.paragraphs,
        sentences=tuple(_sentences(doc)),
        tokens=tuple(_tokens(doc)),
        entities=linked(doc, found, dated, names),
        dates=dated,
    )


def _first_heading(layout: Layout, source: Source) -> str:
    kinds = [p for p in layout.paragraphs if p.kind == "heading"] or list(layout.paragraphs)
    if not kinds:
        return source.name
    return layout.aligned.text[kinds[0].start : kinds[0].end]


def _sentences(doc: Doc) -> Iterator[Sentence]:
    for span in doc.sents:
        text = span.text
        start = span.start_char + len(text) - len(text.lstrip())
        end = span.end_char - (len(text) - len(text.rstrip()))
        if start < end:
            yield Sentence(start, end)


def _tokens(doc: Doc) -> Iterator[Token]:
    for token in doc:
        if not token.is_space:
            yield Token(token.idx, token.idx + len(token), token.lemma_, token.pos_)
