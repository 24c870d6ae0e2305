"""The text of a setting in, its checked value out: a kind for each sort of value that one may hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol


class Kind(Protocol):
    """What a setting may hold."""

    def read(self, text: str, folder: Path) -> Any:
        """The value that a text, never empty, stands for; `folder` is what relative paths count from.

        Raises ValueError that says what it should be.
        """


@dataclass(frozen=True, slots=True)
class WholeNumber:
    """A whole number from `lowest` to `highest`, read as int."""

    lowest: int
    highest: int

    def read(self, text: str, folder: Path) -> int:
        """The number. Raises ValueError."""
        # Far more digits than any bound has would take long to read.
        sound = text.isascii() and text.isdecimal() and len(text) < 20
        if not (sound and self.lowest <= int(text) <= self.highest):
            raise ValueError(f"should be a whole number from {self.lowest} to {self.highest}")
        return int(text)


@dataclass(frozen=True, slots=True)
class Text:
    """A text that matches `pattern` wholly; `told` says in words what that is. Read as it is."""

    pattern: str = r"[^\x00-\x1f\x7f]*"
    told: str = "text on one line"

    def read(self, text: str, folder: Path) -> str:
        """The text. Raises ValueError."""
        if not re.fullmatch(self.pattern, text):
            raise ValueError(f"should be {self.told}")
        return text


@dataclass(frozen=True, slots=True)
class Location:
    """A file or a folder, which need not be there, read as pathlib.Path."""

    def read(self, text: str, folder: Path) -> Path:
        """The path. Raises ValueError."""
        if "\0" in text:
            raise ValueError("should be a path")
        return folder / text


@dataclass(frozen=True, slots=True)
class Switch:
    """1 or 0, read as bool."""

    def read(self, text: str, folder: Path) -> bool:
        """Whether it is on. Raises ValueError."""
        if text not in ("0", "1"):
            raise ValueError("should be 1 (on) or 0 (off)")
        return text == "1"


@dataclass(frozen=True, slots=True)
class Parsed:
    """What `parse` makes of a text; it raises ValueError that says what the text should be."""

    parse: Callable[[str], Any]

    def read(self, text: str, folder: Path) -> Any:
        """What was parsed. Raises ValueError."""
        return self.parse(text)
