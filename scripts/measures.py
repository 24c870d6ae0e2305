"""The folder of the measuring data in; what is measured, with the command that anyone can type, out."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline.evaluation.figures import Figure
from scripts import (
    learn_questions,
    measure_alignment,
    measure_damage,
    measure_entities,
    measure_gold,
    measure_languages,
    measure_lemmas,
    measure_names_across,
    measure_prints,
    measure_queries,
    measure_questions,
    measure_russian_damage,
    measure_russian_lemmas,
    measure_russian_names,
    measure_typos,
    measure_writings,
)
from scripts.figure_table import ROOT
from search_service import cli, evaluation

DEVELOPED_ON = "developed on"
"""Tables and rules were written with this text in view: the figure says that it stays right, no more."""

NOT_LEARNT_FROM = "not learnt from"
"""No weight was learnt from it, but its errors were looked at."""

CROSS_VALIDATED = "cross-validated"
"""The weights in the tree were learnt from it; each part is measured with others, learnt from the rest."""

LEARNT_ANEW = "learnt anew"
"""The weights in the tree were learnt from it; the figure is of others, learnt from another part alone."""

HELD_OUT = "held out"
"""Nothing was learnt from it, and its errors were not looked at."""

DATA = "DATA"
"""What stands in a command for the folder of the measuring data."""


Measured = tuple[Callable[[Path], dict[str, Figure]], Callable[[Path], list[Path]]]


@dataclass(frozen=True, slots=True)
class Measure:
    """Figures by name, the files that they come from, the command that prints them, what is known of them."""

    figures: Callable[[Path], dict[str, Figure]]
    files: Callable[[Path], list[Path]]
    command: str
    known: str


def gold_files() -> list[Path]:
    """The texts in the checkout that have gold, and their gold."""
    folders = {folder for _, folder in measure_gold.TEXTS.values()}
    gold = [
        file for folder in folders for file in folder.iterdir() if file.suffix in (".tsv", ".jsonl", ".json")
    ]
    return gold + [text for text, _ in measure_gold.TEXTS.values()]


def marked_files() -> list[Path]:
    """The texts marked up by hand."""
    return [measure_gold.CORPUS_GOLD / name / "marked.txt" for name in measure_prints.CHANGES]


def _texts(data: Path) -> list[Path]:
    return sorted((data / "text").glob("*.txt"))


def _damage_figures(data: Path) -> dict[str, Figure]:
    clean = measure_damage.paragraphs(_texts(data))
    return measure_damage.repair_figures(clean) | measure_damage.layout_figures(clean)


def _part(figures: Callable[[], dict[str, Figure]], files: Callable[[], list[Path]], part: str) -> Measured:
    """The figures whose names begin with `part`, and the files named so."""

    def of_part(data: Path) -> dict[str, Figure]:
        return {name: figure for name, figure in figures().items() if name.startswith(part)}

    return of_part, lambda data: [file for file in files() if file.name.startswith(part)]


def evaluated(arguments: str, known: str = NOT_LEARNT_FROM) -> Measure:
    """What `izde evaluate` measures with `arguments`; a path there starts with DATA or is of the checkout."""
    command = f"izde evaluate {arguments}"
    options = cli.parser().parse_args(shlex.split(command)[1:])

    def file(data: Path) -> Path:
        first, *rest = options.file.parts
        return data.joinpath(*rest) if first == DATA else ROOT / options.file

    def figures(data: Path) -> dict[str, Figure]:
        return dict(evaluation.measured(argparse.Namespace(**vars(options) | {"file": file(data)})).figures)

    return Measure(figures, lambda data: [file(data)], command, known)


MEASURES = {
    "gold": (
        Measure(
            lambda data: measure_gold.figures(),
            lambda data: gold_files(),
            "scripts/evaluate gold",
            DEVELOPED_ON,
        ),
    ),
    "prints": (
        Measure(
            lambda data: measure_prints.figures(),
            lambda data: marked_files(),
            "scripts/evaluate prints",
            DEVELOPED_ON,
        ),
    ),
    "damage": (Measure(_damage_figures, _texts, "scripts/evaluate damage --data DATA", NOT_LEARNT_FROM),),
    "treebank": (
        evaluated("tokens DATA/ud/kk_ktb-ud-dev.conllu"),
        evaluated("sentences DATA/ud/kk_ktb-ud-dev.conllu"),
    ),
    "lemmas": (
        Measure(
            measure_lemmas.figures,
            measure_lemmas.files,
            "python -m scripts.measure_lemmas DATA",
            CROSS_VALIDATED,
        ),
    ),
    "history": (evaluated("entities corpus/gold/history/heldout.iob2", HELD_OUT),),
    "history, fast": (evaluated("entities corpus/gold/history/heldout.iob2 --model fast", HELD_OUT),),
    "kaznerd": (
        Measure(
            measure_entities.figures,
            measure_entities.files,
            "python -m scripts.measure_entities DATA",
            LEARNT_ANEW,
        ),
    ),
    "russian lemmas": tuple(
        Measure(
            *_part(measure_russian_lemmas.figures, measure_russian_lemmas.files, part),
            "python -m scripts.measure_russian_lemmas",
            known,
        )
        for part, known in (("gold", HELD_OUT), ("blind", HELD_OUT), ("dev", DEVELOPED_ON))
    ),
    "russian names": tuple(
        Measure(
            *_part(measure_russian_names.figures, measure_russian_names.files, part),
            "python -m scripts.measure_russian_names",
            known,
        )
        for part, known in (("heldout", NOT_LEARNT_FROM), ("tuning", DEVELOPED_ON))
    ),
    "russian damage": (
        Measure(
            lambda data: measure_russian_damage.figures(),
            lambda data: measure_russian_damage.files(),
            "python -m scripts.measure_russian_damage",
            DEVELOPED_ON,
        ),
    ),
    "languages": (
        Measure(
            measure_languages.figures,
            measure_languages.files,
            "python -m scripts.measure_languages DATA",
            NOT_LEARNT_FROM,
        ),
    ),
    "alignment": (
        Measure(
            lambda data: measure_alignment.figures(),
            lambda data: measure_alignment.files(),
            "python -m scripts.measure_alignment",
            DEVELOPED_ON,
        ),
    ),
    "names across": (
        Measure(
            lambda data: measure_names_across.figures(),
            lambda data: measure_names_across.files(),
            "python -m scripts.measure_names_across",
            DEVELOPED_ON,
        ),
    ),
    "questions": (
        Measure(
            measure_questions.figures,
            measure_questions.files,
            "python -m scripts.measure_questions DATA",
            DEVELOPED_ON,
        ),
    ),
    "questions, halves": (
        Measure(
            learn_questions.figures,
            measure_questions.files,
            "python -m scripts.learn_questions DATA",
            LEARNT_ANEW,
        ),
    ),
    "typos": (
        Measure(
            measure_typos.figures,
            measure_typos.files,
            "python -m scripts.measure_typos DATA",
            DEVELOPED_ON,
        ),
    ),
    "queries": (
        Measure(
            lambda data: measure_queries.figures(),
            lambda data: measure_queries.files(),
            "python -m scripts.measure_queries",
            NOT_LEARNT_FROM,
        ),
    ),
    "writings": (
        Measure(
            lambda data: measure_writings.figures(),
            lambda data: measure_writings.files(),
            "python -m scripts.measure_writings",
            DEVELOPED_ON,
        ),
    ),
}
"""What is measured, by the name that a figure of it begins with in the table."""
