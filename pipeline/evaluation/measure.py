"""A file in, the evaluation of the pipeline on it out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TypeVar

from pipeline.evaluation import conllu_file, lemma_table, systems
from pipeline.evaluation.entity_labels import OURS
from pipeline.evaluation.entity_scores import entity_figures
from pipeline.evaluation.figures import About, Evaluation
from pipeline.evaluation.iob2_file import labelled
from pipeline.evaluation.lemma_scores import judged, lemma_figures
from pipeline.evaluation.progress import EACH, Progress, silent
from pipeline.evaluation.rows_of_file import FileFault
from pipeline.evaluation.segmentation_scores import segmentation_figures
from pipeline.records import Recogniser

Found = TypeVar("Found")


def lemmas(path: Path, language: str = "kk", *, progress: Progress = silent) -> Evaluation:
    """The figures of lemmas on a CoNLL-U file or, where its name ends in .tsv, a table. Raises FileFault."""
    if path.suffix.casefold() == ".tsv":
        found = _some(path, (words for _, words in lemma_table.sentences(path)))
    else:
        found = _some(path, (sentence.words for sentence in conllu_file.sentences(path)))
    about: About = {"measured": "lemmas", "language": language, "sentences": len(found)}
    words = judged(found, partial(systems.lemmas, language=language), progress=progress)
    return Evaluation(str(path), about, lemma_figures(words))


def tokens(path: Path, language: str = "kk", *, progress: Progress = silent) -> Evaluation:
    """The figure of tokens on a CoNLL-U file. Raises FileFault."""
    return _segmentation(path, "tokens", language, progress)


def sentences(path: Path, language: str = "kk", *, progress: Progress = silent) -> Evaluation:
    """The figure of sentences on a CoNLL-U file. Raises FileFault."""
    return _segmentation(path, "sentences", language, progress)


def _segmentation(path: Path, measured: str, language: str, progress: Progress) -> Evaluation:
    found = _some(path, conllu_file.sentences(path))
    figures = segmentation_figures(found, language, progress=progress)
    about: About = {"measured": measured, "language": language, "sentences": len(found)}
    return Evaluation(str(path), about, {measured: figures[measured]})


def _some(path: Path, sentences: Iterable[Found]) -> list[Found]:
    """The sentences, of which there must be one. Raises FileFault."""
    found = list(sentences)
    if not found:
        raise FileFault(f"{path}: holds no sentence; there is nothing to measure on")
    return found


def entities(
    path: Path,
    language: str = "kk",
    *,
    by: str = "auto",
    model: Recogniser = "accurate",
    progress: Progress = silent,
    warn: Callable[[str], None] = lambda message: None,
) -> Evaluation:
    """The figures of names on an IOB2 file.

    They are found `by` one of definitions.FINDERS, or "auto": by what suits the labels of the file; `model`
    is the learnt model that takes part. `warn` is told of rows that are read otherwise than they are written.
    Raises FileFault.
    """
    file = labelled(path, warn=warn)
    if by == "auto":
        by = "pipeline" if file.labels == OURS else "model"
    find = systems.names(by, language, model)
    pairs = []
    for number, sentence in enumerate(file.sentences):
        if number % EACH == 0:
            progress(number, len(file.sentences))
        pairs.append((sentence.names, list(find(sentence))))
    about: About = {
        "measured": "entities",
        "language": language,
        "sentences": len(file.sentences),
        "labels": file.labels.name,
        "by": by,
        "model": "none" if by == "tables" else model,
        "heads": "outside names" if by == "model" else "inside names",
    }
    return Evaluation(str(path), about, entity_figures(pairs))
