"""KazNERD in, the weights of the entity model out, with their score on the part kept for measuring.

    python -m scripts.train_entities DATA

DATA is the folder that holds ner/.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import pycrfsuite  # type: ignore[import-untyped]
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.recognition import Recognised, passed_over, recognised
from pipeline.recognition_features import features
from pipeline.records import EntityType

SETTINGS = {"c1": 0.05, "c2": 0.05, "max_iterations": 100}


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words and the tag of each, in the IOB2 scheme."""

    words: tuple[str, ...]
    tags: tuple[str, ...]


def sentences(path: Path, types: dict[str, str]) -> Iterator[Sentence]:
    """Yield the sentences of an IOB2 file, its types renamed; those without a name are none."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.rsplit(" ", 1) for line in block.split("\n") if line]
        if rows:
            tags = (tag if tag == "O" else tag[:2] + types[tag[2:]] for _, tag in rows)
            yield Sentence(tuple(word for word, _ in rows), tuple(t if t[2:] else "O" for t in tags))


def types(path: Path) -> dict[str, str]:
    """The model's types by KazNERD's: "" for none, PLACE/GPE and the like where several of theirs are one."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    ours = [compact for _, compact, _ in rows if compact in get_args(EntityType)]
    return {
        theirs: "" if compact == "-" else f"{compact}/{theirs}" if ours.count(compact) > 1 else compact
        for theirs, compact, _ in rows
    }


def spans(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """(start, end, type) of each name that IOB2 tags mark."""
    found: list[tuple[int, int, str]] = []
    for at, tag in enumerate(tags):
        if tag[0] == "B":
            found.append((at, at + 1, tag[2:]))
        elif tag[0] == "I":
            found[-1] = (found[-1][0], at + 1, found[-1][2])
    return found


def example(sentence: Sentence) -> tuple[list[list[str]], list[str]]:
    """What the model is told of the words and what it is to answer: begin, inside, end, single, outside."""
    aside = passed_over(sentence.words)
    kept = [at for at in range(len(sentence.words)) if at not in aside]
    place = {at: number for number, at in enumerate(kept)}
    tags = ["O"] * len(kept)
    for start, end, type in spans(sentence.tags):
        inside = [place[at] for at in range(start, end) if at in place]
        for at in inside:
            tags[at] = f"I-{type}"
        if inside:
            tags[inside[-1]] = f"E-{type}"
            tags[inside[0]] = f"{'S' if len(inside) == 1 else 'B'}-{type}"
    return features([sentence.words[at] for at in kept]), tags


def trained(data: Sequence[Sentence]) -> bytes:
    """The model learnt from `data`, as python-crfsuite keeps it."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", params=SETTINGS, verbose=False)
    for sentence in data:
        trainer.append(*example(sentence))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model"
        trainer.train(str(path))
        return path.read_bytes()


def score(data: Sequence[Sentence]) -> float:
    """F1, in per cent, of the exact spans of the seven types that the package's model finds in `data`."""
    vocabulary, right, found, gold = Vocab(), 0, 0, 0
    for sentence in data:
        names: tuple[Recognised, ...] = recognised(Doc(vocabulary, words=list(sentence.words)))
        told = {(name.start, name.end, name.type) for name in names}
        wanted = {(start, end, type.partition("/")[0]) for start, end, type in spans(sentence.tags)}
        wanted = {name for name in wanted if name[2] in get_args(EntityType)}
        right, found, gold = right + len(told & wanted), found + len(told), gold + len(wanted)
    return 200 * right / (found + gold)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "pipeline" / "models")
    options = parser.parse_args()
    folder = options.data / "ner"
    renamed = types(folder / "label_map.tsv")
    packed = gzip.compress(trained(list(sentences(folder / "train.iob2", renamed))), mtime=0)
    (options.out / "entities.crf.gz").write_bytes(packed)
    figure = score(list(sentences(folder / "dev.iob2", renamed)))
    digest = hashlib.sha256(packed).hexdigest()
    row = ["entities.crf.gz", digest, "scripts/train_entities.py", "KazNERD train (CC BY 4.0)", "CC BY 4.0"]
    print("\t".join([*row, f"seven types of KazNERD dev, exact spans: F1 {figure:.1f}"]))


if __name__ == "__main__":
    main()
