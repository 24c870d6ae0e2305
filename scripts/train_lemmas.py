"""Annotated Kazakh texts in, the annotated forms and the weights of the lemma model of pipeline/models out.

usage: python -m scripts.train_lemmas DATA [--out pipeline/models]

DATA holds lemma/wiki_lemma_train.tsv (Kazakh Wikipedia), ud/kk_ktb-ud-train.conllu and kk_ktb-ud-dev.conllu
(UD_Kazakh-KTB). All of it is learnt from; scripts.measure_lemmas says what the model is worth on texts that
were left out. Run scripts.train_lexicon first: its words and stems are evidence here.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
from collections.abc import Iterator
from pathlib import Path

from pipeline.kazakh_lemmas import ANALYSIS, CONTEXT, PART, KazakhLemmatiser
from scripts.lemma_learning import learnt
from scripts.lemma_texts import annotated_forms, documents

SMALLEST = 0.05
"""Weights below this are left out of the model."""


def rows(lemmatiser: KazakhLemmatiser) -> Iterator[str]:
    """Yield the rows of the weights' table: model, feature, context, weight."""
    model = lemmatiser.model
    for name, weights in ((ANALYSIS, model.analysis_weights), (PART, model.part_weights)):
        for feature, weight in sorted(weights.items()):
            if abs(weight) >= SMALLEST:
                yield f"{name}\t{feature}\t\t{weight:.2f}"
    for feature, contexts in sorted(lemmatiser.context.weights.items()):
        for around, weight in sorted(contexts.items()):
            if abs(weight) >= SMALLEST:
                yield f"{CONTEXT}\t{feature}\t{around}\t{weight:.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "pipeline" / "models")
    options = parser.parse_args()
    found = documents(options.data)
    lemmatiser = learnt(found)
    forms = annotated_forms(found.values()).rows()
    for name, lines in {"lemmas.tsv.gz": forms, "lemma_weights.tsv.gz": rows(lemmatiser)}.items():
        packed = gzip.compress(("\n".join(lines) + "\n").encode("utf-8"), mtime=0)
        (options.out / name).write_bytes(packed)
        print(f"{name}\t{hashlib.sha256(packed).hexdigest()}\t{len(packed)} bytes")


if __name__ == "__main__":
    main()
