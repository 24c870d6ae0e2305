"""The address of a teacher's sheet in, what the sheet holds out, and back: the address is the sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal, cast, get_args
from urllib.parse import unquote, urlsplit

from werkzeug.datastructures import MultiDict

from search_service.addresses import address

PATH = "/sheet"
MOST_PASSAGES = 100

Show = Literal["both", "kk", "ru"]
Change = Literal["up", "down", "off"]

_CHANGE = re.compile(r"(up|down|off)-([1-9]\d{0,2})", re.ASCII)
_LINKED = re.compile(r"/passages/([^/]+)(?:/citation\.\w+)?")


@dataclass(frozen=True, slots=True)
class Item:
    """A passage of a sheet: its address in the corpus ("document@raw_start") and the teacher's own words."""

    passage: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What an address says of a sheet; `q` are words to mark, `over` the passages that it has no room for."""

    items: tuple[Item, ...] = ()
    title: str = ""
    show: Show = "both"
    q: str = ""
    lines: bool = False
    names: bool = False
    big: bool = False
    ui: str = ""
    over: tuple[Item, ...] = ()

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The sheet as pairs for an address; a passage's note follows it, left out where none has any."""
        every = (*self.items, *self.over)
        noted = any(item.note for item in every)
        return [
            *(("title", self.title) for _ in "." if self.title),
            *(
                pair
                for item in every
                for pair in (("p", item.passage), *((("n", item.note),) if noted else ()))
            ),
            *self._options(),
        ]

    def _options(self) -> Iterator[tuple[str, str]]:
        if self.show != "both":
            yield "show", self.show
        if self.q:
            yield "q", self.q
        for name in ("lines", "names", "big"):
            if getattr(self, name):
                yield name, "1"
        if self.ui:
            yield "ui", self.ui

    @property
    def path(self) -> str:
        """The address that opens this sheet."""
        return address(PATH, self.pairs)

    def but(self, **changes: Any) -> Sheet:
        """The same with `changes`."""
        return replace(self, **changes)

    def with_passage(self, given: str) -> Sheet:
        """The same with the passage at the end whose address, or a link to it, was given."""
        passage = passage_address(given)
        items = [*self.items, *self.over]
        held = not passage or any(item.passage == passage for item in items)
        return self if held else self.but(**_with_room([*items, Item(passage)]))

    def changed(self, change: Change, number: int) -> Sheet:
        """The same with its passage `number`, from 1, moved up or down or taken off; no such: as it was."""
        items = [*self.items, *self.over]
        at = number - 1
        if at >= len(items):
            return self
        if change == "off":
            del items[at]
        else:
            to = max(at - 1, 0) if change == "up" else min(at + 1, len(items) - 1)
            items[at], items[to] = items[to], items[at]
        return self.but(**_with_room(items))

    def place_after(self, change: Change, number: int) -> int:
        """Where passage `number` stands after that change, or what took its place; 0 where none is left."""
        left = len(self.items) - (change == "off")
        return min(max(number + {"up": -1, "down": 1, "off": 0}[change], 1), left)


def sheet_of(arguments: MultiDict[str, str]) -> Sheet:
    """The sheet that the `arguments` of an address describe; the note of a passage is the n of its place.

    A passage that is given twice stays where it came first.
    """
    notes = arguments.getlist("n")
    items: dict[str, Item] = {}
    for at, given in enumerate(arguments.getlist("p")):
        passage = passage_address(given)
        if passage and passage not in items:
            items[passage] = Item(passage, _plain(notes[at]) if at < len(notes) else "")
    show = arguments.get("show", "")
    return Sheet(
        title=arguments.get("title", "").strip(),
        show=cast(Show, show) if show in get_args(Show) else "both",
        q=arguments.get("q", "").strip(),
        lines=bool(arguments.get("lines")),
        names=bool(arguments.get("names")),
        big=bool(arguments.get("big")),
        ui=arguments.get("ui", ""),
        **_with_room(list(items.values())),
    )


def asked_change(arguments: MultiDict[str, str]) -> tuple[Change, int] | None:
    """What a button of the sheet's form asks for: a change and the number of the passage that it is for."""
    found = _CHANGE.fullmatch(arguments.get("do", ""))
    return (cast(Change, found[1]), int(found[2])) if found else None


def passage_address(given: str) -> str:
    """The passage's address in the corpus, out of a link to it where one was pasted."""
    given = given.strip()
    linked = _LINKED.fullmatch(urlsplit(given).path) if "/passages/" in given and _is_link(given) else None
    return unquote(linked[1]) if linked else given


def _is_link(given: str) -> bool:
    try:
        urlsplit(given)
    except ValueError:
        return False
    return True


def _with_room(items: list[Item]) -> dict[str, tuple[Item, ...]]:
    return {"items": tuple(items[:MOST_PASSAGES]), "over": tuple(items[MOST_PASSAGES:])}


def _plain(note: str) -> str:
    """The note with its lines parted as here: a form sends CR LF."""
    return note.replace("\r\n", "\n").strip()
