"""KazNERD and our own sentences in, the weights of the entity models out, with their scores.

    OPENBLAS_NUM_THREADS=1 python -m scripts.train_entities DATA

DATA is the folder that holds ner/. First models are learnt from KazNERD's train part and scored on its dev
part; then those that are kept are learnt from both and from our sentences. One thread is enough, and twice
as fast as several. It takes about a quarter of an hour.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pycrfsuite  # type: ignore[import-untyped]
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.evaluation.entity_scores import entity_figures
from pipeline.evaluation.figures import Figure
from pipeline.evaluation.iob2_file import Name
from pipeline.recognition import FIELD, NETWORKS, Models, assembled, passed_over, recognised
from pipeline.recognition_features import TABLE, features
from pipeline.recognition_network import to_bytes
from scripts import entity_network
from scripts.entity_texts import Sentence, kaznerd, own, seven

ROOT = Path(__file__).parents[1]
SETTINGS = {"c1": 0.05, "c2": 0.05, "max_iterations": 80}
OWN_TIMES = 2
"""How often each sentence of ours counts: history is what the models are for, and KazNERD has little."""

SOURCES = "KazNERD train, dev (CC BY 4.0); our own sentences"
SCRIPT = "scripts/train_entities.py"

COMMONEST_KIND = {"PLACE": "PLACE/GPE"}

Example = tuple[list[str], list[str]]


def example(sentence: Sentence) -> Example:
    """The words that the models look at, and their labels: begin, inside, end, single, a kind of outside."""
    aside = passed_over(sentence.words)
    kept = [at for at in range(len(sentence.words)) if at not in aside]
    place = {at: number for number, at in enumerate(kept)}
    labels = ["O"] * len(kept)
    for start, end, type in sentence.names:
        inside = [place[at] for at in range(start, end) if at in place]
        ours = bool(seven(type))
        for at in inside:
            labels[at] = f"I-{type}" if ours else f"O/{type}"
        if inside and ours:
            labels[inside[-1]] = f"E-{type}"
            labels[inside[0]] = f"{'S' if len(inside) == 1 else 'B'}-{type}"
    return [sentence.words[at] for at in kept], labels


def field(examples: Iterable[Example]) -> bytes:
    """The conditional random field learnt from `examples`, as python-crfsuite keeps it."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", params=SETTINGS, verbose=False)
    for words, labels in examples:
        trainer.append(features(words), labels)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model"
        trainer.train(str(path))
        return path.read_bytes()


def learnt(data: Sequence[Sentence]) -> Models:
    """All models, learnt from `data`."""
    examples = [found for found in map(example, data) if found[0]]
    networks = [entity_network.trained(examples, seed) for seed in range(len(NETWORKS))]
    return assembled(field(examples), networks)


def completed(data: Sequence[Sentence], models: Models) -> list[Sentence]:
    """`data`, whose names are of our seven types alone, with what `models`, learnt from KazNERD, tell of it:
    what is outside names (dates, numbers), and which kind of place a place is.
    """
    return [replace(sentence, names=tuple(_completed(sentence, models))) for sentence in data]


def _completed(sentence: Sentence, models: Models) -> Iterator[tuple[int, int, str]]:
    tags = models.tagger.tag(features(sentence.words))
    named = {at for start, end, _ in sentence.names for at in range(start, end)}
    for start, end, type in sentence.names:
        kinds = [tag[2:] for tag in tags[start:end] if tag[2:].startswith(f"{type}/")]
        yield start, end, kinds[0] if kinds else COMMONEST_KIND.get(type, type)
    for at, tag in enumerate(tags):
        if tag.startswith("O/") and at not in named:
            yield at, at + 1, tag[2:]


def scores(data: Sequence[Sentence], models: Models, *, accurate: bool) -> dict[str, Figure]:
    """The figures of `models` on `data`, those of pipeline.evaluation.entity_scores; names are bare."""
    vocabulary = Vocab()
    pairs = []
    for sentence in data:
        doc = Doc(vocabulary, words=list(sentence.words))
        found = recognised(doc, accurate=accurate, models=models)
        gold = [Name(start, end, seven(type)) for start, end, type in sentence.names if seven(type)]
        pairs.append((gold, [Name(name.start, name.end, name.type) for name in found]))
    return entity_figures(pairs)


def written(models: Models, folder: Path) -> Iterator[str]:
    """Write the weights of `models` to `folder`; yield the digest of each file, after its name."""
    files = {FIELD: gzip.compress(models.weights, mtime=0)}
    files |= {name: to_bytes(network) for name, network in zip(NETWORKS, models.networks, strict=True)}
    for name, content in files.items():
        (folder / name).write_bytes(content)
        yield f"{name}\t{hashlib.sha256(content).hexdigest()}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, default=ROOT / "pipeline" / "models")
    options = parser.parse_args()
    train, dev = (kaznerd(options.data / "ner", part) for part in ("train", "dev"))
    ours = own(ROOT / "corpus" / "gold", train)
    unseen = learnt(train)
    exact = [scores(dev, unseen, accurate=accurate)["exact"].value for accurate in (False, True)]
    figures = [f"{100 * value:.1f}" for value in exact]
    kept = learnt([*train, *dev, *completed(ours, unseen) * OWN_TIMES])
    told = f"learnt from the train part alone, seven types of the dev part, exact spans: F1 {figures[0]}"
    table = hashlib.sha256((ROOT / "pipeline" / "data" / TABLE).read_bytes()).hexdigest()
    sources = f"{SOURCES}; {TABLE} of digest {table[:16]}"
    for row in written(kept, options.out):
        print("\t".join([row, SCRIPT, sources, "CC BY 4.0", f"{told}; with the networks {figures[1]}"]))


if __name__ == "__main__":
    main()
