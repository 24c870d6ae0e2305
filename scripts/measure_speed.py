"""The name of a pipeline and texts in; its time to start, its speed on text new to it, its memory out.

It is a process of its own for each measurement: what was seen once is remembered, and memory only grows.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

SHORT = {
    "kk": "Ә. Бөкейхан 1905 жылы Қарқаралыда болды.",
    "ru": "А. Букейханов в 1905 году был в Каркаралинске.",
}
"""What a process annotates first, in the language of the texts that follow."""
PEER_LABELS = ("PERSON", "PLACE", "ORG", "EVENT", "WORK", "NORP", "LAW")


@dataclass(frozen=True, slots=True)
class Speed:
    """Processor's seconds until the first short document was done, the process's start included; the words a
    second after it; and the most memory before and after these, in MB.
    """

    start: float
    words: float
    start_memory: float
    memory: float


def speed(pipeline: str, texts: list[Path], *, language: str = "kk") -> Speed:
    """What a new process measures with `pipeline`, one of PIPELINES, on texts of a `language` of SHORT."""
    options = [pipeline, "--language", language]
    command = [sys.executable, "-m", "scripts.measure_speed", *options, *map(str, texts)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8")
    return Speed(**json.loads(done.stdout))


def ours() -> Callable[[str], object]:
    """Everything that `izde annotate` does with a text."""
    from pipeline.annotate import annotate
    from pipeline.records import Source

    return lambda text: annotate(Source("text.txt", text, ""))


def peer() -> Callable[[str], object]:
    """spaCy's tokeniser and its convolutional network for names alone; untrained, which is as fast."""
    import spacy

    nlp = spacy.blank("xx")
    nlp.max_length = sys.maxsize
    names = nlp.add_pipe("ner")
    for label in PEER_LABELS:
        names.add_label(label)  # type: ignore[attr-defined]
    nlp.initialize()
    return nlp


def russian_peer() -> Callable[[str], object]:
    """What the Natasha project puts together for names and lemmas, one after the other, with pymorphy3.

    Its own package puts them together with pymorphy2, which new setuptools leave without what it imports.
    """
    from navec import Navec  # type: ignore[import-untyped]
    from pymorphy3 import MorphAnalyzer
    from razdel import sentenize, tokenize  # type: ignore[import-untyped]
    from slovnet import NER  # type: ignore[import-untyped]

    from pipeline import russian_models

    words = MorphAnalyzer(lang="ru")
    weights = russian_models.weights("ner")
    vectors = weights.parent.parent / "emb" / russian_models.EMBEDDINGS
    names = NER.load(weights).navec(Navec.load(vectors))

    def annotate(text: str) -> object:
        sentences = [sentence.text for sentence in sentenize(text)]
        lemmas = [words.parse(token.text)[0].normal_form for each in sentences for token in tokenize(each)]
        return lemmas, list(names.map(sentences))

    return annotate


PIPELINES = {"izde": ours, "peer": peer, "russian peer": russian_peer}


def main(arguments: list[str] | None = None) -> int:
    """Print a Speed as JSON. Exit status 0."""
    parser = argparse.ArgumentParser(prog="python -m scripts.measure_speed", description=__doc__)
    parser.add_argument("pipeline", choices=sorted(PIPELINES), help="what to measure")
    parser.add_argument("--language", choices=sorted(SHORT), default="kk", help="that of the texts")
    parser.add_argument("texts", type=Path, nargs="+", help=".txt, or .jsonl with a key `text`")
    options = parser.parse_args(arguments)
    texts = [_text(path) for path in options.texts]
    run = PIPELINES[options.pipeline]()
    run(SHORT[options.language])
    start, start_memory = time.process_time(), _memory()
    for text in texts:
        run(text)
    words = sum(len(text.split()) for text in texts) / (time.process_time() - start)
    print(json.dumps(asdict(Speed(start, words, start_memory, _memory()))))
    return 0


def _text(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".jsonl":
        return text
    return "\n\n".join(json.loads(line)["text"] for line in text.splitlines())


def _memory() -> float:
    """The most memory that this process has held so far, in MB."""
    # Not at the top: Windows has no such module.
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
