"""Sentences with gold lemmas and what finds lemmas in, the figures of what it found out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from pipeline.evaluation.conflation import conflation
from pipeline.evaluation.figures import Figure, share
from pipeline.evaluation.lemma_table import UNKNOWN
from pipeline.evaluation.progress import EACH, Progress, silent
from pipeline.evaluation.sentences import Word

SIGNS = ("PUNCT", "SYM")


class Judged(NamedTuple):
    """A form, its lemma and the one that was found, and whether it is a sign and no word."""

    form: str
    lemma: str
    found: str
    sign: bool

    @property
    def right(self) -> bool:
        """Whether the lemma was found, case aside."""
        return self.lemma.casefold() == self.found.casefold()


def judged(
    sentences: Sequence[Sequence[Word]],
    lemmas: Callable[[list[str]], Sequence[str]],
    *,
    progress: Progress = silent,
) -> Iterator[Judged]:
    """Yield each word of `sentences` that has a lemma, with what `lemmas` makes of its sentence's forms."""
    for number, words in enumerate(sentences):
        if number % EACH == 0:
            progress(number, len(sentences))
        for word, found in zip(words, lemmas([word.form for word in words]), strict=True):
            known = word.lemma != UNKNOWN or word.form == UNKNOWN
            # Several words that were annotated as one: nobody who asks for the lemma of a word can give them.
            if known and len(word.form.split()) == 1:
                yield Judged(word.form, word.lemma, found, word.pos in SIGNS)


def lemma_figures(found: Iterable[Judged]) -> dict[str, Figure]:
    """Accuracy over words, the same with signs, and conflation."""
    everything = list(found)
    words = [each for each in everything if not each.sign]
    return {
        "lemmas": share(sum(each.right for each in words), len(words)),
        "lemmas and signs": share(sum(each.right for each in everything), len(everything)),
        "conflation": conflation((each.form, each.lemma, each.found) for each in words),
    }
