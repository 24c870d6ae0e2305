"""Sentences with gold lemmas in, the figures of our lemmas out."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.evaluation import systems
from pipeline.evaluation.conflation import conflation
from pipeline.evaluation.figures import Figure, share
from pipeline.evaluation.lemma_table import UNKNOWN
from pipeline.evaluation.progress import EACH, Progress, silent
from pipeline.evaluation.sentences import Word

SIGNS = ("PUNCT", "SYM")


def lemma_figures(
    sentences: Sequence[Sequence[Word]], language: str, *, progress: Progress = silent
) -> dict[str, Figure]:
    """Accuracy over words, the same with punctuation and symbols, and conflation."""
    judged: list[tuple[str, str, str]] = []
    signs = right_signs = 0
    for number, words in enumerate(sentences):
        if number % EACH == 0:
            progress(number, len(sentences))
        ours = systems.lemmas([word.form for word in words], language)
        for word, found in zip(words, ours, strict=True):
            if word.lemma == UNKNOWN != word.form:
                continue
            if word.pos in SIGNS:
                signs += 1
                right_signs += is_right(word.lemma, found)
            else:
                judged.append((word.form, word.lemma, found))
    right = sum(is_right(lemma, found) for _, lemma, found in judged)
    return {
        "lemmas": share(right, len(judged)),
        "lemmas and signs": share(right + right_signs, len(judged) + signs),
        "conflation": conflation(judged),
    }


def is_right(lemma: str, found: str) -> bool:
    """Whether two lemmas are the same, case aside."""
    return lemma.casefold() == found.casefold()
