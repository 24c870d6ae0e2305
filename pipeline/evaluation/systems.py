"""What is measured: text or given tokens in; the pipeline's tokens, sentences, lemmas and names out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from spacy.tokens import Doc

from pipeline import knowledge
from pipeline.analysis import analysed
from pipeline.dates import dates
from pipeline.entities import mentions
from pipeline.evaluation.iob2_file import LabelledSentence, Name
from pipeline.evaluation.sentences import Span
from pipeline.lemmas import mark_lemmas
from pipeline.linking import linked


def segmented(text: str, language: str) -> tuple[set[Span], set[Span]]:
    """The spans of the tokens and those of the sentences in `text`, which is taken as it stands."""
    doc = analysed(text, language)
    tokens = {(token.idx, token.idx + len(token)) for token in doc if not token.is_space}
    sentences = {(sent.start_char, sent.start_char + len(sent.text.rstrip())) for sent in doc.sents}
    return tokens, sentences


def lemmas(forms: Sequence[str], language: str) -> list[str]:
    """The lemma of each form of a sentence."""
    doc = Doc(analysed("", language).vocab, words=list(forms))
    return [token.lemma_ for token in mark_lemmas(doc)]


def names(by: str, model: str, language: str) -> Callable[[LabelledSentence], Iterator[Name]]:
    """How the names of a sentence are found by "pipeline" or by "model", which is "fast" or "accurate"."""
    return partial(_names_of_pipeline, language=language)


def _names_of_pipeline(sentence: LabelledSentence, language: str) -> Iterator[Name]:
    """Yield the names that the whole pipeline finds in a sentence, the tokens being given.

    A name that begins or ends inside a token has that token whole.
    """
    doc = mark_lemmas(_doc(sentence, language))
    names = knowledge.load()
    found = mentions(doc, names)
    dated = dates(doc, [mention for mention in found if mention.type == "EVENT"], names.years_of)
    for entity in linked(doc, found, dated, names):
        span = doc.char_span(entity.start, entity.end, alignment_mode="expand")
        if span is not None:
            yield Name(span.start, span.end, entity.type)


def _doc(sentence: LabelledSentence, language: str) -> Doc:
    ends = [start for start, _ in sentence.tokens[1:]] + [len(sentence.text)]
    return Doc(
        analysed("", language).vocab,
        words=[sentence.text[start:end] for start, end in sentence.tokens],
        spaces=[end < after for (_, end), after in zip(sentence.tokens, ends, strict=True)],
        sent_starts=[at == 0 for at in range(len(sentence.tokens))],
    )
