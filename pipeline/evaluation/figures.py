"""Counts of what was right, found and sought in, figures from 0 to 1 out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """A value from 0 to 1 and what it was counted from: `right` ones of the `predicted` and the `gold`."""

    value: float
    right: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 of nothing."""
        return self.right / self.predicted if self.predicted else 1.0

    @property
    def recall(self) -> float:
        """The share of what was sought that was found; 1 of nothing."""
        return self.right / self.gold if self.gold else 1.0

    def __str__(self) -> str:
        shown = f"{self.value:.3f}" if self.gold or self.predicted else "  n/a"
        return f"{shown}  ({self.right}/{self.predicted}/{self.gold})"


def f1(right: int, predicted: int, gold: int) -> Figure:
    """The harmonic mean of precision and recall; 1 where nothing was sought and nothing found."""
    both = predicted + gold
    return Figure(2 * right / both if both else 1.0, right, predicted, gold)


def share(right: int, of: int) -> Figure:
    """How many of `of` are right; 1 of none."""
    return Figure(right / of if of else 1.0, right, of, of)


About = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was measured on a file, the headline first; `about` says how much of what, and by which system."""

    file: str
    about: About
    figures: Mapping[str, Figure]

    def as_json(self) -> dict[str, Any]:
        """The evaluation as one object of JSON."""
        return {
            "schema": "izde/evaluation/1",
            "file": self.file,
            **self.about,
            "figures": {
                name: {
                    "value": figure.value,
                    "precision": figure.precision,
                    "recall": figure.recall,
                    "right": figure.right,
                    "found": figure.predicted,
                    "gold": figure.gold,
                }
                for name, figure in self.figures.items()
            },
        }
