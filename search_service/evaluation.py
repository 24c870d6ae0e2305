"""The options of `izde evaluate` in; figures, for a person or as JSON, and an exit status out."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.evaluation.definitions import DEFINITIONS, FINDERS
from pipeline.evaluation.figures import Evaluation

SUMMARIES = {
    "lemmas": "measure lemmas on a treebank (.conllu) or a table of forms and lemmas (.tsv)",
    "tokens": "measure tokens on a treebank (.conllu)",
    "sentences": "measure sentences on a treebank (.conllu)",
    "entities": "measure names on labelled tokens (.iob2)",
}


def add_arguments(command: argparse.ArgumentParser, formatter: type[argparse.HelpFormatter]) -> None:
    """Give the command `evaluate` its sub-commands, each with its definitions in its help."""
    paragraphs = dict.fromkeys(each for paragraphs in DEFINITIONS.values() for each in paragraphs)
    command.description = "\n\n".join([command.description or "", *paragraphs])
    measures = command.add_subparsers(dest="measure", metavar="MEASURE", required=True)
    for name, summary in SUMMARIES.items():
        measure = measures.add_parser(
            name,
            help=summary,
            description="\n\n".join([f"{summary[0].upper()}{summary[1:]}.", *DEFINITIONS[name]]),
            formatter_class=formatter,
        )
        measure.add_argument("file", metavar="FILE", type=Path, help="the file to measure on, UTF-8")
        measure.add_argument("--lang", choices=("kk", "ru"), default="kk", help="language of the file")
        if name == "entities":
            measure.add_argument(
                "--by",
                choices=("auto", *FINDERS),
                default="auto",
                help="what finds the names: the whole pipeline, the same without the learnt model (tables), "
                "the learnt model alone, or what suits the labels",
            )
            measure.add_argument(
                "--model",
                choices=("fast", "accurate"),
                default="accurate",
                help="the learnt model: fast is the one that izde annotate and izde build use by default",
            )
        measure.add_argument("--json", action="store_true", help="print one object of JSON")


def evaluate(options: argparse.Namespace) -> int:
    """The figures of the pipeline on a file; a file that is not as it should be is named with the row."""
    from pipeline.evaluation.rows_of_file import FileFault
    from search_service.commands import failed, print_json

    try:
        found = measured(options)
    except FileFault as error:
        return failed(str(error))
    if options.json:
        print_json(found.as_json())
    else:
        print(*_lines(found), sep="\n")
    return 0


def measured(options: argparse.Namespace) -> Evaluation:
    """What the options ask for, with progress on the standard error of a terminal. Raises FileFault."""
    from pipeline.evaluation import measure
    from search_service.commands import complain
    from search_service.terminal import Progress

    bar = Progress()
    shown: dict[str, Any] = {"progress": lambda done, of: bar(done, of, "sentences")}
    if options.measure == "entities":
        shown |= {"by": options.by, "model": options.model, "warn": complain}
    try:
        found: Evaluation = getattr(measure, options.measure)(options.file, options.lang, **shown)
    finally:
        bar.clear()
    return found


def _lines(found: Evaluation) -> Iterator[str]:
    """The evaluation as a person reads it."""
    yield found.file
    yield " · ".join(f"{key}: {value}" for key, value in found.about.items())
    width = max(map(len, found.figures))
    yield f"{'':{width}}   value  precision  recall    right    found     gold"
    for name, figure in found.figures.items():
        yield (
            f"{name:{width}}  {figure.value:6.4f}     {figure.precision:6.4f}  {figure.recall:6.4f}"
            f" {figure.right:8} {figure.predicted:8} {figure.gold:8}"
        )
