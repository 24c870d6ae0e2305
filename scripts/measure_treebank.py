"""A treebank (CoNLL-U) in; figures of the pipeline's tokens, sentences and lemmas out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc

from pipeline.analysis import analysed
from pipeline.lemmas import mark_lemmas
from scripts.gold import Figure, f1, share
from scripts.score import linking


@dataclass(frozen=True, slots=True)
class Word:
    form: str
    lemma: str
    part_of_speech: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a treebank: its text, what is printed as one (`forms`), and its syntactic words."""

    document: str
    text: str
    forms: tuple[str, ...]
    words: tuple[Word, ...]


def sentences(path: Path) -> Iterator[Sentence]:
    """The sentences of a CoNLL-U file; its documents are told by what stands before ":" in sent_id."""
    for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8").strip()):
        lines = block.split("\n")
        said = dict(line[2:].split(" = ", 1) for line in lines if line.startswith("# ") and " = " in line)
        rows = [line.split("\t") for line in lines if not line.startswith("#")]
        parts = {str(part) for row in rows if "-" in row[0] for part in range(*_span(row[0]))}
        forms = tuple(row[1] for row in rows if row[0] not in parts and "." not in row[0])
        words = tuple(
            Word(row[1], row[2], row[3]) for row in rows if row[0].isdigit() and row[0] not in parts
        )
        yield Sentence(said["sent_id"].split(":")[0], said["text"], forms, words)


def _span(number: str) -> tuple[int, int]:
    first, _, last = number.partition("-")
    return int(first), int(last) + 1


def running_text(treebank: Sequence[Sentence]) -> tuple[str, set[tuple[int, int]], set[tuple[int, int]]]:
    """The text of a treebank, a paragraph a document, with the spans of its sentences and of its tokens."""
    text, before = "", ""
    spans, tokens = set(), set()
    for sentence in treebank:
        if text:
            text += " " if sentence.document == before else "\n\n"
        before = sentence.document
        spans.add((len(text), len(text) + len(sentence.text)))
        at = 0
        for form in sentence.forms:
            at = sentence.text.index(form, at)
            tokens.add((len(text) + at, len(text) + at + len(form)))
            at += len(form)
        text += sentence.text
    return text, spans, tokens


def segmentation_figures(treebank: Sequence[Sentence], language: str) -> dict[str, Figure]:
    """F1 over the spans of tokens and of sentences in running text."""
    text, spans, tokens = running_text(treebank)
    doc = analysed(text, language)
    found = {(token.idx, token.idx + len(token)) for token in doc if not token.is_space}
    sents = {(sent.start_char, sent.start_char + len(sent.text.rstrip())) for sent in doc.sents}
    return {
        "tokens": f1(len(found & tokens), len(found), len(tokens)),
        "sentences": f1(len(sents & spans), len(sents), len(spans)),
    }


def lemma_figures(treebank: Sequence[Sentence], language: str) -> dict[str, Figure]:
    """Lemmas right of words given as such, punctuation left out, case aside; and B-cubed F1 of the forms.

    The second asks of the distinct forms with a lemma whether those of one gold lemma share one of ours.
    """
    vocab = analysed("", language).vocab
    right = total = 0
    forms = set()
    for sentence in treebank:
        doc = mark_lemmas(Doc(vocab, words=[word.form for word in sentence.words]))
        for word, token in zip(sentence.words, doc, strict=True):
            if word.part_of_speech in ("PUNCT", "SYM") or word.lemma == "_":
                continue
            total += 1
            right += token.lemma_.casefold() == word.lemma.casefold()
            forms.add((word.form.casefold(), word.lemma.casefold(), token.lemma_.casefold()))
    return {
        "lemmas": share(right, total),
        "conflation": linking([(lemma, ours) for _, lemma, ours in sorted(forms)]),
    }
