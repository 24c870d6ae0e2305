"""The state of a page of results in, addresses out: a page's address holds all that it shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, cast, get_args
from urllib.parse import quote, urlencode

from werkzeug.datastructures import MultiDict

from search_service.answers import Folding, Mode, Question, QuestionError, Sort, Through

PAGE = 20
"""Hits on one page of results."""


@dataclass(frozen=True, slots=True)
class Results:
    """What a page of results was asked for; `ui` is the interface's language where the address names it."""

    q: str = ""
    mode: Mode = "smart"
    lang: str = ""
    document: str = ""
    entities: tuple[str, ...] = ()
    date_from: str = ""
    date_to: str = ""
    sort: Sort = "relevance"
    through: Through = "text"
    cursor: str = ""
    ui: str = ""
    without: tuple[Folding, ...] = ()

    @property
    def filters(self) -> bool:
        """Whether anything but the words narrows the results."""
        return bool(self.lang or self.document or self.entities or self.date_from or self.date_to)

    @property
    def asks(self) -> bool:
        """Whether there is anything to answer."""
        return bool(self.q or self.entities or self.date_from or self.date_to)

    def question(self) -> Question:
        """What to ask the corpus. Raises QuestionError for a mode, order or folding that is none."""
        for name, value, known in (
            ("mode", self.mode, get_args(Mode)),
            ("sort", self.sort, get_args(Sort)),
            ("through", self.through, get_args(Through)),
            ("lang", self.lang, ("", "kk", "ru")),
            *(("without", each, get_args(Folding)) for each in self.without),
        ):
            if value not in known:
                raise QuestionError(name, f"should be one of {', '.join(filter(None, known))}")
        return Question(
            q=self.q or None,
            mode=self.mode,
            lang=self.lang or None,
            document=self.document or None,
            entities=self.entities,
            date_from=self.date_from or None,
            date_to=self.date_to or None,
            sort=self.sort,
            through=self.through,
            limit=PAGE,
            cursor=self.cursor or None,
            without=self.without,
        )

    def pairs(self, *without: str) -> list[tuple[str, str]]:
        """The state as pairs for an address or a form, defaults and the names `without` left out."""
        values: list[tuple[str, str]] = [
            ("q", self.q),
            ("mode", "" if self.mode == "smart" else self.mode),
            ("lang", self.lang),
            ("document", self.document),
            *(("entity", each) for each in self.entities),
            ("from", self.date_from),
            ("to", self.date_to),
            ("sort", "" if self.sort == "relevance" else self.sort),
            ("through", "" if self.through == "text" else self.through),
            *(("without", each) for each in self.without),
            ("cursor", self.cursor),
            ("ui", self.ui),
        ]
        return [(name, value) for name, value in values if value and name not in without]

    def but(self, **changes: Any) -> Results:
        """The same with `changes`, from the first page on."""
        return replace(self, **{"cursor": "", **changes})

    def switched(self, folding: Folding) -> Results:
        """The same with the folding switched off, or on again."""
        off = tuple(each for each in self.without if each != folding)
        return self.but(without=(*self.without, folding) if off == self.without else off)

    @property
    def path(self) -> str:
        """The address of these results."""
        return address("/", self.pairs())

    def in_document(self, path: str, *, beside: str = "") -> str:
        """The reader's address `path`, with the words carried along so that the matches are marked there.

        `beside` is the id of the translation, or original, that is shown beside the text.
        """
        path, _, fragment = path.partition("#")
        carried = self.pairs("lang", "document", "sort", "cursor")
        carried += [("with", beside)] if beside else []
        # The fragment stays in the browser; the reader is to know which of its matches it is opened at.
        opened = fragment.removeprefix("p")
        carried += [("at", opened)] if self.asks and opened.isdecimal() else []
        return address(path, carried) + (f"#{fragment}" if fragment else "")


def results(arguments: MultiDict[str, str]) -> Results:
    """What the `arguments` of an address ask for."""
    return Results(
        q=arguments.get("q", "").strip(),
        mode=cast(Mode, arguments.get("mode") or "smart"),
        lang=arguments.get("lang", ""),
        document=arguments.get("document", ""),
        entities=tuple(dict.fromkeys(filter(None, arguments.getlist("entity")))),
        date_from=arguments.get("from", "").strip(),
        date_to=arguments.get("to", "").strip(),
        sort=cast(Sort, arguments.get("sort") or "relevance"),
        through=cast(Through, arguments.get("through") or "text"),
        cursor=arguments.get("cursor", ""),
        ui=arguments.get("ui", ""),
        without=cast(tuple[Folding, ...], tuple(dict.fromkeys(filter(None, arguments.getlist("without"))))),
    )


def address(path: str, pairs: list[tuple[str, str]] | Mapping[str, str]) -> str:
    """`path` with `pairs` as its query, after any that it has."""
    query = urlencode(pairs, quote_via=quote)
    return path + (("&" if "?" in path else "?") + query if query else "")
