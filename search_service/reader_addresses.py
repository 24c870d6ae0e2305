"""What the reader shows in, the addresses of the same with one thing changed out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal, cast, get_args
from urllib.parse import quote

from search_service.addresses import Results, address

Text = Literal["repaired", "printed", "difference"]
"""The text without its damage, as the source has it, or both where they differ."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A document in the reader: the question it was come by, the page, and how it is shown.

    `at` is the passage it is opened at and `cite` the one whose links stand open, 0 for none; `beside` is the
    id of the document in the other column.
    """

    document: str
    asked: Results
    page: int = 1
    text: Text = "repaired"
    beside: str = ""
    marks: bool = True
    at: int = 0
    cite: int = 0

    def but(self, **changes: Any) -> str:
        """The address of the same with `changes`."""
        return replace(self, **changes).address

    def passage(self, number: int) -> str:
        """The address at passage `number`, on whatever page it is."""
        return self.but(page=0, at=number, cite=0)

    def tools(self, number: int) -> str:
        """The address at passage `number` with its citation and links open."""
        return self.but(page=0, at=0, cite=number)

    def turned(self, page: int) -> str:
        """The address of another page."""
        return self.but(page=page, at=0, cite=0)

    @property
    def kept(self) -> list[tuple[str, str]]:
        """How the text is shown, as pairs for an address or a form."""
        values = [
            ("with", self.beside),
            ("text", "" if self.text == "repaired" else self.text),
            ("marks", "" if self.marks else "off"),
            ("ui", self.asked.ui),
        ]
        return [pair for pair in values if pair[1]]

    @property
    def address(self) -> str:
        """The address, all that does not change from link to link first: so a page of links packs well."""
        opened = self.cite or self.at
        place = [
            ("page", self.page if self.page > 1 and not opened else 0),
            ("at", self.at),
            ("cite", self.cite),
        ]
        pairs = self.asked.pairs("lang", "document", "sort", "cursor", "ui") + self.kept
        pairs += [(name, str(value)) for name, value in place if value]
        return address(f"/documents/{quote(self.document)}", pairs) + (f"#p{opened}" if opened else "")


def nearest_path(document: str, number: int) -> str:
    """The address of passage `number`, the nearest to what an older address named."""
    return address(f"/documents/{quote(document)}", {"at": str(number), "moved": "yes"}) + f"#p{number}"


def text_of(given: str) -> Text:
    """The text that an address asks for: the repaired one unless it names another."""
    return cast(Text, given) if given in get_args(Text) else "repaired"
