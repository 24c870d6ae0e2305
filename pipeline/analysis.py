"""A laid-out text and its main language in, its sentences, tokens, names and dates out.

A text of one language is one spaCy Doc. Of several, each is annotated by its own pipeline over a text as long
as the whole in which the others' stretches are blank, so that places stay. What is in neither of our
languages has tokens alone: their lemmas are the words as they stand.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter
from typing import Any, TypeVar

import numpy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline import doc_data
from pipeline.language_stretches import Span, Stretch, alone, in_sentences, quotations, ruled, stretches
from pipeline.languages import MAIN, OURS, of_part
from pipeline.records import DateMention, Entity, Paragraph, Sentence, Token

SENTENCES = "izde_sentences"

Pipelines = Callable[[str], Language]
"""The pipeline of "kk" or of "ru"."""

Placed = TypeVar("Placed", Token, Entity, DateMention)


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the pipelines found, in the order of the text."""

    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]
    tokens: tuple[Token, ...]
    entities: tuple[Entity, ...]
    dates: tuple[DateMention, ...]


def analysed(text: str, paragraphs: Iterable[Paragraph], main: str, pipelines: Pipelines) -> Analysis:
    """Everything found in `text`, whose `main` language is "kk", "ru" or the code of another."""
    told = tuple(replace(each, language=of_part(text, main, each.start, each.end)) for each in paragraphs)
    quoted = list(quotations(text, told))
    docs = {
        language: _in_sentences(text, [(each.start, each.end) for each in own], pipelines(language))
        for language, own in _by(
            lambda each: each.language,
            ruled(text, (replace(each, language=_rules(each.language, main)) for each in told), quoted),
        )
    }
    begins = {start for doc in docs.values() for start in _starts(doc)} - {each.start for each in quoted}
    spans = list(_sentences(text, told, sorted(begins)))
    parts = list(stretches(text, spans, told, quoted))
    spoken = {part.language for part in parts}
    if spoken != set(docs) or len(docs) > 1:
        # Somewhere a language stands within another: what is in each is tokenised anew, by itself.
        docs = {
            language: _marked(text, own, spans, pipelines(language))
            for language, own in _by(lambda part: part.language, parts)
            if language in OURS
        }
    docs = {language: pipelines(language)(doc, disable=[SENTENCES]) for language, doc in docs.items()}
    foreign = [(part.start, part.end) for part in parts if part.language not in OURS]
    tokens = [_tokens(doc) for doc in docs.values()]
    if foreign:
        tokens.append(_bare_tokens(pipelines(_rules(main, main)).make_doc(alone(text, foreign))))
    return Analysis(
        told,
        tuple(in_sentences(spans, parts)),
        _merged(tokens),
        _merged(_whole(text, doc.text, doc_data.entities(doc)) for doc in docs.values()),
        _merged(_whole(text, doc.text, doc_data.dates(doc)) for doc in docs.values()),
    )


def _rules(language: str, main: str) -> str:
    """By which of our languages' rules something in `language` is cut into tokens and sentences."""
    return next((each for each in (language, main) if each in OURS), MAIN)


def _by(language_of: Callable[[Any], str], each_of: Iterable[Any]) -> Iterator[tuple[str, list[Any]]]:
    """Yield each language with what is in it, in order."""
    found: dict[str, list[Any]] = {}
    for each in each_of:
        found.setdefault(language_of(each), []).append(each)
    yield from found.items()


def _in_sentences(text: str, spans: Sequence[Span], nlp: Language) -> Doc:
    """What of `text` is in `spans`, in tokens and sentences."""
    doc = nlp.make_doc(alone(text, spans))
    return nlp.get_pipe(SENTENCES)(doc)


def _starts(doc: Doc) -> Iterator[int]:
    """Yield where the sentences begin, white space before them aside."""
    for span in doc.sents:
        text = span.text
        yield span.start_char + len(text) - len(text.lstrip())


def _sentences(text: str, paragraphs: Iterable[Paragraph], begins: Sequence[int]) -> Iterator[Span]:
    """Yield the sentences without white space around them: no paragraph is left before one begins anew."""
    for paragraph in paragraphs:
        inside = begins[bisect_right(begins, paragraph.start) : bisect_left(begins, paragraph.end)]
        for low, high in pairwise((paragraph.start, *inside, paragraph.end)):
            found = text[low:high].strip()
            if found:
                start = low + text[low:high].index(found[0])
                yield start, start + len(found)


def _marked(text: str, parts: Sequence[Stretch], sentences: Sequence[Span], nlp: Language) -> Doc:
    """What of `text` is in `parts`, in tokens, and marked as the `sentences` are that hold them."""
    doc = nlp.make_doc(alone(text, [(part.start, part.end) for part in parts]))
    begins = [start for start, _ in sentences]
    first: dict[int, int] = {}
    for part in parts:
        # What goes on behind a quotation in another language begins no sentence.
        first.setdefault(bisect_right(begins, part.start), part.start)
    places = doc.to_array("IDX").tolist()
    marks: Any = numpy.full(len(doc), -1, dtype="int64")
    marks[[bisect_right(places, start) - 1 for start in first.values()]] = 1
    return doc.from_array(["SENT_START"], marks.astype("uint64"))


def _tokens(doc: Doc) -> Iterator[Token]:
    for token in doc:
        if not token.is_space:
            yield Token(token.idx, token.idx + len(token), token.lemma_, token.pos_)


def _bare_tokens(doc: Doc) -> Iterator[Token]:
    """Yield tokens of a language that we know nothing of."""
    for token in doc:
        if not token.is_space:
            yield Token(token.idx, token.idx + len(token), token.text, "")


def _whole(text: str, alone: str, found: Iterable[Placed]) -> Iterator[Placed]:
    """Yield those that do not reach over a stretch in another language."""
    return (each for each in found if text[each.start : each.end] == alone[each.start : each.end])


def _merged(found: Iterable[Iterable[Placed]]) -> tuple[Placed, ...]:
    """All of them in the order of the text."""
    return tuple(sorted((each for some in found for each in some), key=attrgetter("start")))
