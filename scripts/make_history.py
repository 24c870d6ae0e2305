"""The marked sentences of corpus/gold/history in, the same as labelled tokens (IOB2) out.

usage: python -m scripts.make_history

train-*.txt become train.iob2 and heldout-*.txt heldout.iob2, in the order of their names: the tokens of the
Kazakh tokeniser, outermost names with their heads, and each sentence's text. A name that ends inside a token
takes it whole; where two then share a token, the first has it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from spacy.language import Language

from pipeline.kazakh import Kazakh
from scripts.marked_text import marked

FOLDER = Path(__file__).resolve().parent.parent / "corpus" / "gold" / "history"
PARTS = ("train", "heldout")


def sources(part: str, folder: Path = FOLDER) -> list[Path]:
    """The marked files of a part, in the order of their names."""
    return sorted(folder.glob(f"{part}-*.txt"))


def labelled_tokens(source: str, tokeniser: Language) -> Iterator[str]:
    """Yield each sentence of a marked text as a block of labelled tokens. Raises ValueError with the line."""
    gold = marked(source)
    names = [name for name in gold.entities if name["level"] == 1]
    for start, end in gold.sentences:
        inside = [name for name in names if start <= name["start"] < end]
        yield _block(gold.text[start:end], start, inside, tokeniser)


def _block(text: str, offset: int, names: list[dict[str, Any]], tokeniser: Language) -> str:
    doc = tokeniser.make_doc(text)
    labels = ["O"] * len(doc)
    for name in sorted(names, key=lambda name: name["start"]):
        span = doc.char_span(name["start"] - offset, name["end"] - offset, alignment_mode="expand")
        if span is None:
            raise ValueError(f"{text[:40]!r}: a name goes beyond the sentence; it should end within")
        if set(labels[span.start : span.end]) == {"O"}:
            labels[span.start] = f"B-{name['type']}"
            labels[span.start + 1 : span.end] = [f"I-{name['type']}"] * (len(span) - 1)
    rows = [f"{token.text} {label}" for token, label in zip(doc, labels, strict=True) if not token.is_space]
    return "\n".join([f"# text = {text}", *rows]) + "\n"


def part(name: str, folder: Path = FOLDER) -> str:
    """The text of a part's .iob2. Raises ValueError, naming file and line, where a mark is wrong."""
    tokeniser = Kazakh()
    found: list[str] = []
    for file in sources(name, folder):
        try:
            found += labelled_tokens(file.read_text(encoding="utf-8"), tokeniser)
        except ValueError as error:
            raise ValueError(f"{file}: {error}") from error
    return "\n".join(found)


def main(arguments: list[str] | None = None) -> int:
    """Write the files. Exit status 0, or 1 where a mark is wrong."""
    argparse.ArgumentParser(prog="python -m scripts.make_history", description=__doc__).parse_args(arguments)
    try:
        texts = {name: part(name) for name in PARTS}
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    for name, text in texts.items():
        (FOLDER / f"{name}.iob2").write_text(text, encoding="utf-8", newline="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
