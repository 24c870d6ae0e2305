"""KazNERD in; figures of the entity models on its dev part, learnt from its train part alone, out.

    OPENBLAS_NUM_THREADS=1 python -m scripts.measure_entities DATA

The weights in the tree are learnt from both parts; what they are worth on other texts is measured with
others, which the same code learns from the train part. Names are bare, as KazNERD has them. It takes some
minutes.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pipeline.evaluation.figures import Figure
from scripts.entity_texts import kaznerd
from scripts.train_entities import learnt, scores

KINDS = {"fast": False, "accurate": True}
"""Whether the networks take part."""


def files(data: Path) -> list[Path]:
    """The parts of KazNERD, the identifiers of their sentences, and what their labels stand for."""
    parts = [data / "ner" / f"{part}.{kind}" for part in ("train", "dev") for kind in ("iob2", "ids.txt")]
    return [*parts, data / "ner" / "label_map.tsv"]


def figures(data: Path) -> dict[str, Figure]:
    """The figures of both kinds of model, learnt anew. Raises OSError."""
    train, dev = (kaznerd(data / "ner", part) for part in ("train", "dev"))
    models = learnt(train)
    return {
        f"{kind}: {name}": figure
        for kind, accurate in KINDS.items()
        for name, figure in scores(dev, models, accurate=accurate).items()
    }


def main() -> int:
    """Print the figures. Exit status 2 without the data."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, help="the folder that holds ner/")
    data = parser.parse_args().data
    if not all(file.is_file() for file in files(data)):
        parser.error(f"{data}: lacks the folder ner/ with KazNERD")
    for name, figure in figures(data).items():
        print(f"{name:32} {figure}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
