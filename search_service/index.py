"""Words of passages in, the passages that hold a term out: what every engine that finds terms offers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal, Protocol

from search_service.words import Word

Field = Literal["surface", "lemma", "key"]
FIELDS: tuple[Field, ...] = ("surface", "lemma", "key")


class Index(Protocol):
    """An index that is open for reading; passages are numbered from 1 in the order they were added.

    Safe to use from several threads at once.
    """

    @property
    def size(self) -> int:
        """How many passages it holds."""

    def passages(self, field: Field, term: str) -> Sequence[int]:
        """The passages that hold `term`, in ascending order; empty for a term it does not know."""

    def positions(self, field: Field, term: str) -> Iterator[tuple[int, list[int]]]:
        """Each passage that holds `term`, in ascending order, with the positions of the term in it."""

    def vocabulary(self, field: Field) -> Iterator[tuple[str, int]]:
        """Every term of `field`, sorted, with the number of passages that hold it."""

    def close(self) -> None:
        """Let go of the files."""


class Engine(Protocol):
    """A module that makes and opens indexes of one kind."""

    def build(self, passages: Iterable[Sequence[Word]], folder: Path) -> None:
        """Write an index of the passages' words into an empty folder. Raises OSError when it cannot."""

    def open_index(self, folder: Path) -> Index:
        """The index in a folder. Raises answers.IndexUnusable when it is not one."""
