"""A source in, its annotation out: the source made whole, then the spaCy pipelines of its languages."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from spacy.language import Language

from pipeline import languages, load
from pipeline.analysis import analysed
from pipeline.annotation import Annotation
from pipeline.layout import Layout, laid_out
from pipeline.normalise import repaired
from pipeline.readers import slug
from pipeline.records import Recogniser, Source


def annotate(
    source: Source,
    *,
    language: str = "auto",
    keep_lines: bool = False,
    id: str | None = None,
    title: str | None = None,
    model: Recogniser = "fast",
) -> Annotation:
    """Everything the pipeline finds in `source`.

    `language` is the main one, "kk", "ru" or "auto", which finds it out: paragraphs, sentences and quotations
    that are plainly in another are read as what they are all the same. With `keep_lines` each line is a
    paragraph of its own. Without an `id` or a `title` the file's stem and the first heading serve. `model`
    is that of pipeline.load.
    """
    with _collector_at_rest():
        # Glyphs first: words must be whole letters before anything asks whether they are words.
        aligned, glyph_repairs = repaired(source.raw)
        layout = laid_out(aligned, keep_lines=keep_lines)
        if language == "auto":
            language = languages.language(layout.aligned.text)
        found = analysed(
            layout.aligned.text, layout.paragraphs, language, lambda each: _pipeline(each, model)
        )
        repairs = sorted((*glyph_repairs, *layout.repairs), key=lambda repair: repair.raw_start)
        return Annotation(
            id=id or slug(source.name),
            title=title or _first_heading(layout, source),
            language=language,
            source=source,
            aligned=layout.aligned,
            repairs=tuple(repairs),
            sections=layout.sections,
            paragraphs=found.paragraphs,
            sentences=found.sentences,
            tokens=found.tokens,
            entities=found.entities,
            dates=found.dates,
        )


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Run the block without the collector of cycles, which else takes a fifth of the time.

    A document makes millions of small records, hardly one of them in a cycle; the collector would look at
    them, and at all tables, again and again.
    """
    at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if at_work:
            gc.enable()


@cache
def _pipeline(language: str, model: Recogniser) -> Language:
    return load(language, model=model)


def _first_heading(layout: Layout, source: Source) -> str:
    kinds = [p for p in layout.paragraphs if p.kind == "heading"] or list(layout.paragraphs)
    if not kinds:
        return source.name
    return layout.aligned.text[kinds[0].start : kinds[0].end]
