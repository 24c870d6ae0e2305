"""What is measured: text or given tokens in; the pipeline's tokens, sentences, lemmas and names out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial

from spacy.language import Language
from spacy.tokens import Doc

from pipeline import load
from pipeline.evaluation.iob2_file import LabelledSentence, Name
from pipeline.evaluation.sentences import Span
from pipeline.recognition import recognised
from pipeline.records import Recogniser


def segmented(text: str, language: str) -> tuple[set[Span], set[Span]]:
    """The spans of the tokens and those of the sentences in `text`, which is taken as it stands."""
    doc = _pipeline(language, ("izde_sentences",))(text)
    tokens = {(token.idx, token.idx + len(token)) for token in doc if not token.is_space}
    sentences = {(sent.start_char, sent.start_char + len(sent.text.rstrip())) for sent in doc.sents}
    return tokens, sentences


def lemmas(forms: Sequence[str], language: str) -> list[str]:
    """The lemma of each form of a sentence."""
    nlp = _pipeline(language, ("izde_lemmas",))
    doc = Doc(nlp.vocab, words=list(forms), sent_starts=_one_sentence(forms))
    return [token.lemma_ for token in nlp(doc)]


def names(by: str, language: str, model: Recogniser) -> Callable[[LabelledSentence], Iterator[Name]]:
    """How the names of a sentence are found by one of definitions.FINDERS with a learnt model."""
    if by == "model":
        return partial(_names_of_model, _pipeline(language, ()), accurate=model == "accurate")
    return partial(_names_of_pipeline, _pipeline(language, EVERYTHING, "none" if by == "tables" else model))


EVERYTHING = ("izde_lemmas", "izde_names", "izde_dates", "izde_links")
"""The stages after the sentences, which a file gives."""


def _names_of_pipeline(nlp: Language, sentence: LabelledSentence) -> Iterator[Name]:
    """Yield the names that the whole pipeline finds in a sentence."""
    for name in nlp(_doc(sentence, nlp)).ents:
        yield Name(name.start, name.end, name.label_)


def _names_of_model(nlp: Language, sentence: LabelledSentence, *, accurate: bool) -> Iterator[Name]:
    """Yield the names that the learnt model finds in a sentence."""
    for name in recognised(_doc(sentence, nlp), accurate=accurate):
        yield Name(name.start, name.end, name.type)


@cache
def _pipeline(language: str, stages: tuple[str, ...], model: Recogniser = "none") -> Language:
    nlp = load(language, model=model)
    nlp.select_pipes(enable=list(stages))
    return nlp


def _doc(sentence: LabelledSentence, nlp: Language) -> Doc:
    ends = [start for start, _ in sentence.tokens[1:]] + [len(sentence.text)]
    return Doc(
        nlp.vocab,
        words=[sentence.text[start:end] for start, end in sentence.tokens],
        spaces=[end < after for (_, end), after in zip(sentence.tokens, ends, strict=True)],
        sent_starts=_one_sentence(sentence.tokens),
    )


def _one_sentence(tokens: Sequence[object]) -> list[bool | int | None]:
    return [at == 0 for at in range(len(tokens))]
