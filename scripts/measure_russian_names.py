"""The Russian sentences of corpus/gold/history-ru in; figures of the names that are found in them out.

    python -m scripts.measure_russian_names

Each part is measured with tables and patterns alone and with the learnt model beside them. Entities: same
type, and the bare name touched; strict: the very span. Names in other names are neither sought nor wrong.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from pipeline.annotate import annotate
from pipeline.evaluation.figures import Figure, f1
from pipeline.records import Entity, Recogniser, Source
from scripts.gold import Item
from scripts.marked_text import marked

FOLDER = Path(__file__).resolve().parent.parent / "corpus" / "gold" / "history-ru"
PARTS = ("tuning", "heldout")
MODELS: dict[str, Recogniser] = {"tables alone": "none", "with the model": "fast"}


def files() -> list[Path]:
    """The marked texts."""
    return [FOLDER / f"{part}.txt" for part in PARTS]


def figures() -> dict[str, Figure]:
    """The figures as "part, who finds the names: figure". Raises ValueError where a mark is wrong."""
    return {
        f"{file.stem}, {finder}: {name}": figure
        for file in files()
        for finder, model in MODELS.items()
        for name, figure in of_text(file.read_text(encoding="utf-8"), model).items()
    }


def of_text(source: str, model: Recogniser) -> dict[str, Figure]:
    """The figures of a marked text. Raises ValueError where a mark is wrong."""
    gold = marked(source)
    nested = [name for name in gold.entities if name["level"] != 1]
    sought = [name for name in gold.entities if name["level"] == 1]
    found = [each for each in named(gold.text, model) if not any(_is(name, each) for name in nested)]
    counts = (len(found), len(sought))
    return {
        "entities": f1(_answered(sought, found, _touches), *counts),
        "entities strict": f1(_answered(sought, found, _is), *counts),
    }


def named(text: str, model: Recogniser) -> tuple[Entity, ...]:
    """The names that the pipeline finds in a clean Russian text."""
    return annotate(Source("text.txt", text, ""), language="ru", keep_lines=True, model=model).entities


def _answered(sought: list[Item], found: list[Entity], same: Callable[[Item, Entity], bool]) -> int:
    """How many of `sought` are answered, each by a name that answers no other."""
    left = list(found)
    for name in sought:
        answer = next((each for each in left if same(name, each)), None)
        if answer is not None:
            left.remove(answer)
    return len(found) - len(left)


def _touches(name: Item, found: Entity) -> bool:
    bare = {"core_start": name["start"], "core_end": name["end"]} | name
    start, end = bare["core_start"], bare["core_end"]
    return bool(found.type == name["type"] and found.start < end and start < found.end)


def _is(name: Item, found: Entity) -> bool:
    return (found.start, found.end, found.type) == (name["start"], name["end"], name["type"])


def main(arguments: list[str] | None = None) -> int:
    """Print the figures. Exit status 0."""
    parser = argparse.ArgumentParser(prog="python -m scripts.measure_russian_names", description=__doc__)
    parser.parse_args(arguments)
    for name, figure in figures().items():
        print(f"{name:46} {figure}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
