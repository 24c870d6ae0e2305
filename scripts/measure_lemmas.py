"""Annotated texts in; figures of lemmas on texts that were not learnt from out.

usage: python -m scripts.measure_lemmas DATA [--folds 5] [--errors FILE]

The weights in the tree are learnt from every annotated text; what they are worth on others is measured with
others: each text's are learnt from the rest, in FOLDS parts. The figures are those of izde evaluate lemmas.
The lexicon has counted the words of most articles; those that it has not are given apart as well.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from pipeline.evaluation import conllu_file, lemma_table
from pipeline.evaluation.figures import Figure
from pipeline.evaluation.lemma_scores import Judged, judged, lemma_figures
from pipeline.evaluation.sentences import Word
from pipeline.kazakh_lemmas import KazakhLemmatiser
from scripts.lemma_learning import learnt
from scripts.lemma_texts import ARTICLES, BLOCK, TREEBANK_DEV, documents
from scripts.train_lexicon import HELD_OUT

FOLDS = 5

Name = tuple[str, str]
"""The kind of a text and its name."""

PARTS: dict[str, Callable[[Name], bool]] = {
    "articles": lambda name: name[0] == ARTICLES,
    "articles that the lexicon lacks": lambda name: name[0] == ARTICLES and name[1] in HELD_OUT,
    "treebank dev": lambda name: name[0] == TREEBANK_DEV,
}
"""Of which texts each figure is."""


def files(data: Path) -> list[Path]:
    """The annotated texts."""
    treebank = [data / "ud" / f"kk_ktb-ud-{part}.conllu" for part in ("train", "dev")]
    return [data / "lemma" / "wiki_lemma_train.tsv", *treebank]


def figures(data: Path) -> dict[str, Figure]:
    """The figures of each part of the texts, cross-validated; takes minutes. Raises OSError."""
    return figures_of(cross_validated(data, FOLDS))


def figures_of(words: Mapping[Name, Iterable[Judged]]) -> dict[str, Figure]:
    """The figures of each part, from the words of each text."""
    return {
        f"{part}: {name}": figure
        for part, belongs in PARTS.items()
        for name, figure in lemma_figures(
            each for text, found in words.items() if belongs(text) for each in found
        ).items()
    }


def cross_validated(data: Path, folds: int) -> dict[Name, list[Judged]]:
    """The words of each article and of the treebank's dev part, by models that other texts taught."""
    found, gold = documents(data), dict(_gold(data))
    names = list(gold)
    words: dict[Name, list[Judged]] = {}
    for fold in range(folds):
        out = names[fold::folds]
        lemmatiser = learnt({name: sentences for name, sentences in found.items() if name not in out})
        words |= {name: list(judged(gold[name], _lemmas(lemmatiser))) for name in out}
        print(f"{fold + 1} of {folds} parts are measured", file=sys.stderr)
    return words


def _lemmas(lemmatiser: KazakhLemmatiser) -> Callable[[list[str]], list[str]]:
    return lambda forms: [reading.lemma for reading in lemmatiser.decided(forms)]


def _gold(data: Path) -> Iterator[tuple[Name, list[tuple[Word, ...]]]]:
    """Yield the sentences of each text, as izde evaluate has them, by the name that `documents` gives it."""
    table, _, treebank = files(data)
    articles: dict[str, list[tuple[Word, ...]]] = {}
    for document, words in lemma_table.sentences(table):
        articles.setdefault(document, []).append(words)
    for document, sentences in articles.items():
        yield (ARTICLES, document), sentences
    dev = [sentence.words for sentence in conllu_file.sentences(treebank)]
    for start in range(0, len(dev), BLOCK):
        yield (TREEBANK_DEV, str(start // BLOCK)), dev[start : start + BLOCK]


def main() -> None:
    """Print the figures and, where that is asked for, write down what was wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--folds", type=int, default=FOLDS)
    parser.add_argument("--errors", type=Path, help="a file for what was wrong")
    options = parser.parse_args()
    words = cross_validated(options.data, options.folds)
    for name, figure in figures_of(words).items():
        print(f"{name:62} {figure}")
    if options.errors:
        wrong = Counter(each[:3] for found in words.values() for each in found if not each.right)
        lines = ("\t".join((str(number), *case)) + "\n" for case, number in wrong.most_common())
        options.errors.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
