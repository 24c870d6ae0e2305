"""The labels that a file uses in, their set and the types of this project that they stand for out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import get_args

from pipeline import tables
from pipeline.evaluation.rows_of_file import fault
from pipeline.records import EntityType

TABLE = "entity_labels.tsv"
TYPES: tuple[str, ...] = get_args(EntityType)


@dataclass(frozen=True, slots=True)
class Labels:
    """A set of labels by its name, and the type that each stands for, "" for one that is no name here."""

    name: str
    types: Mapping[str, str]


OURS = Labels("izde", {type_: type_ for type_ in TYPES})


@cache
def kaznerd() -> Labels:
    """The 25 labels of KazNERD. Raises tables.TableError for a type that is none."""
    found: dict[str, str] = {}
    for number, row in tables.rows(TABLE, "label", "type", "why"):
        if row["type"] not in ("", *TYPES):
            raise tables.problem(
                TABLE, number, f"the type {row['type']!r} should be one of {', '.join(TYPES)}"
            )
        if row["label"] in found:
            raise tables.problem(TABLE, number, f"the label {row['label']} stands in a row above")
        found[row["label"]] = row["type"]
    return Labels("KazNERD", found)


def labels(path: Path, used: Iterable[tuple[int, str]]) -> Labels:
    """The set that holds every label of a file, given with its row: ours where either does.

    Raises FileFault for a label that neither holds, or that is not of the set of those before it.
    """
    sets = [OURS, kaznerd()]
    for number, label in used:
        fitting = [each for each in sets if label in each.types]
        if not fitting:
            known = " or ".join(f"{', '.join(sorted(each.types))} ({each.name})" for each in sets)
            raise fault(
                path, number, f"has the label {label[:40]!r}; with the rows before it, it may be {known}"
            )
        sets = fitting
    return sets[0]
