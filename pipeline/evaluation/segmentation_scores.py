"""Sentences of a treebank in, the figures of our tokens and sentences in the running text out."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.evaluation import systems
from pipeline.evaluation.figures import Figure, f1
from pipeline.evaluation.progress import Progress, silent
from pipeline.evaluation.sentences import Sentence, running_text


def segmentation_figures(
    sentences: Sequence[Sentence], language: str, *, progress: Progress = silent
) -> dict[str, Figure]:
    """F1 over the exact spans of tokens and over those of sentences."""
    tokens, spans = [0, 0, 0], [0, 0, 0]
    done = 0
    for text, gold_spans, gold_tokens in running_text(sentences):
        progress(done, len(sentences))
        found_tokens, found_spans = systems.segmented(text, language)
        for counts, found, gold in ((tokens, found_tokens, gold_tokens), (spans, found_spans, gold_spans)):
            counts[0] += len(found.intersection(gold))
            counts[1] += len(found)
            counts[2] += len(gold)
        done += len(gold_spans)
    return {"tokens": f1(*tokens), "sentences": f1(*spans)}
