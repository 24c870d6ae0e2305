"""Sentences of a made corpus in, documents with their annotations out, and a file to hold them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any

from pipeline.alignment import AlignedText
from pipeline.annotation import Annotation
from pipeline.records import DateMention, Entity, Paragraph, Source, Token
from pipeline.records import Sentence as SentenceSpan
from scripts.benchmark_corpus import Sentence, entity_id

DOCUMENT = 200
"""Sentences of a document."""
PARAGRAPH = 5
"""Sentences of a paragraph."""


def documents(sentences: Iterable[Sentence]) -> Iterator[Annotation]:
    """The annotations of documents with so many of the sentences each; lemmas, names and dates are theirs."""
    rest = iter(sentences)
    number = 0
    while part := list(islice(rest, DOCUMENT)):
        number += 1
        yield _document(f"made-{number}", part)


def _document(id: str, sentences: Sequence[Sentence]) -> Annotation:
    text = ""
    tokens: list[Token] = []
    spans: list[SentenceSpan] = []
    entities: list[Entity] = []
    dates: list[DateMention] = []
    for index, sentence in enumerate(sentences):
        text += "" if not index else "\n\n" if index % PARAGRAPH == 0 else " "
        start, first = len(text), len(tokens)
        for place, token in enumerate(sentence.tokens):
            text += token.gap if place else ""
            tokens.append(Token(len(text), len(text) + len(token.form), token.lemma, "X"))
            text += token.form
        spans.append(SentenceSpan(start, len(text), "kk"))
        for name in sentence.names:
            low, high = tokens[first + name.start].start, tokens[first + name.end - 1].end
            named = " ".join(token.lemma for token in sentence.tokens[name.start : name.end])
            entities.append(Entity(low, high, name.kind, named, entity_id(name.kind, named)))  # type: ignore[arg-type]
        for date in sentence.dates:
            low, high = tokens[first + date.start].start, tokens[first + date.end - 1].end
            dates.append(DateMention(low, high, date.kind, "date", None))
    return _annotation(id, text, tokens, spans, entities, dates)


def _annotation(
    id: str,
    text: str,
    tokens: Iterable[Token],
    sentences: Sequence[SentenceSpan],
    entities: Iterable[Entity],
    dates: Iterable[DateMention],
) -> Annotation:
    paragraphs = [sentences[at : at + PARAGRAPH] for at in range(0, len(sentences), PARAGRAPH)]
    return Annotation(
        id,
        id,
        "kk",
        Source(f"{id}.txt", text, hashlib.sha256(text.encode()).hexdigest()),
        AlignedText.of(text),
        (),
        (),
        tuple(Paragraph(part[0].start, part[-1].end, "paragraph", "kk") for part in paragraphs),
        tuple(sentences),
        tuple(tokens),
        tuple(entities),
        tuple(dates),
    )


def write(annotations: Iterable[Annotation], file: Path) -> None:
    """Write what `read` reads, a line a document."""
    with file.open("w", encoding="utf-8", newline="") as lines:
        for each in annotations:
            rows = {
                name: [list(asdict(row).values()) for row in getattr(each, name)]
                for name in ("tokens", "sentences", "entities", "dates")
            }
            lines.write(json.dumps({"id": each.id, "text": each.text} | rows, ensure_ascii=False) + "\n")


def read(file: Path) -> Iterator[Annotation]:
    """The annotations of a file that `write` wrote, one after the other."""
    with file.open(encoding="utf-8", newline="") as lines:
        for line in lines:
            yield _read(json.loads(line))


def _read(found: dict[str, Any]) -> Annotation:
    return _annotation(
        found["id"],
        found["text"],
        (Token(*row) for row in found["tokens"]),
        [SentenceSpan(*row) for row in found["sentences"]],
        (Entity(*row) for row in found["entities"]),
        (DateMention(*row) for row in found["dates"]),
    )
