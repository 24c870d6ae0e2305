"""The state of a concordance's page in, addresses out: those of the page itself and of the API behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Literal, cast, get_args

from werkzeug.datastructures import MultiDict

from search_service import collocations, kwic, number_schemas
from search_service.addresses import Results, address, results
from search_service.answers import Question, QuestionError
from search_service.collocations import Measure
from search_service.number_payloads import Concordance

PATH = "/concordance"
_API = "/api/v1/"
_NO_QUESTION = ("sort", "through", "cursor", "ui")
"""What the address of a page holds beside its question."""
_DEFAULTS = Concordance()


@dataclass(frozen=True, slots=True)
class Lines(Results):
    """What a concordance's page was asked for: its lines, and below them the collocates.

    `window` are the words on either side; of a `sample`, `seed` draws the lines; 0 lines are all of them.
    `form`, `lemma` and `beside` leave only some of the matches, as kwic.narrowed has it; lines that are too
    long for the page are cut unless they are to be `whole`. `attribute`, `span`, `least` and `measure` are
    what collocations.Asked has.
    """

    order: kwic.Order = _DEFAULTS.sort
    window: int = _DEFAULTS.window
    sample: int = 0
    seed: int = _DEFAULTS.seed
    form: str = ""
    lemma: str = ""
    beside: str = ""
    whole: bool = False
    page: int = 1
    attribute: Literal["form", "lemma"] = "lemma"
    span: int = 5
    least: int = 3
    measure: Measure = "log_likelihood"

    def question(self) -> Question:
        """What to ask the corpus. Raises QuestionError for what is no mode, order, folding or measure."""
        for name, value, known in (
            ("sort", self.order, get_args(kwic.Order)),
            ("of", self.attribute, ("lemma", "form")),
            ("measure", self.measure, get_args(Measure)),
        ):
            if value not in known:
                raise QuestionError(name, f"should be one of {', '.join(known)}")
        # A match is a place in the text itself, so that what only a translation holds has no line.
        asked = replace(self, sort="position", through="text", cursor="")
        return Results.question(asked)

    @property
    def concordance(self) -> Concordance:
        """The lines that are asked for."""
        seed = self.seed if self.sample else 1
        return Concordance(
            self.window, self.order, self.sample or None, seed, self.form, self.lemma, self.beside
        )

    @property
    def of_all_matches(self) -> Lines:
        """The same lines without what leaves only some of the matches."""
        return self.but(form="", lemma="", beside="")

    @property
    def collocates(self) -> collocations.Asked:
        """The collocates that are asked for."""
        return collocations.Asked(self.attribute, self.span, self.span, self.least, self.measure)

    def pairs(self, *without: str) -> list[tuple[str, str]]:
        """The state as pairs for an address or a form, defaults and the names `without` left out."""
        asked: list[tuple[str, object, object]] = [
            ("sort", self.order, _DEFAULTS.sort),
            ("window", self.window, _DEFAULTS.window),
            ("sample", self.sample, 0),
            ("seed", self.seed if self.sample else _DEFAULTS.seed, _DEFAULTS.seed),
            ("form", self.form, ""),
            ("lemma", self.lemma, ""),
            ("beside", self.beside, ""),
            ("whole", "1" if self.whole else "", ""),
            ("of", self.attribute, "lemma"),
            ("span", self.span, 5),
            ("least", self.least, 3),
            ("measure", self.measure, "log_likelihood"),
            ("page", self.page, 1),
        ]
        own = [(name, str(value)) for name, value, usual in asked if value != usual and name not in without]
        return Results.pairs(self, "sort", "through", "cursor", *without) + own

    def but(self, **changes: Any) -> Lines:
        """The same with `changes`, from the first page on."""
        return replace(self, **{"page": 1, **changes})

    @property
    def path(self) -> str:
        """The address of these lines."""
        return address(PATH, self.pairs())

    @property
    def passages(self) -> Results:
        """The same question on the page of results."""
        return Results(**{each.name: getattr(self, each.name) for each in fields(Results)})

    def api(self, name: str, **parameters: object) -> str:
        """The address of the list `name` of the API for the same question."""
        asked = Results.pairs(self, *_NO_QUESTION)
        return address(_API + name, asked + [(key, str(value)) for key, value in parameters.items() if value])

    @property
    def lines_asked(self) -> Mapping[str, object]:
        """The parameters by which the API gives the same lines."""
        sampled = {"sample": self.sample, "seed": self.seed} if self.sample else {}
        narrowed = {"form": self.form, "lemma": self.lemma, "beside": self.beside}
        return {"window": self.window, "sort": self.order, **sampled, **narrowed}

    @property
    def collocates_asked(self) -> Mapping[str, object]:
        """The parameters by which the API gives the same collocates."""
        return {
            "of": self.attribute,
            "left": self.span,
            "right": self.span,
            "min_count": self.least,
            "sort": self.measure,
        }


def lines(arguments: MultiDict[str, str]) -> Lines:
    """What the `arguments` of an address ask for; a number out of its range is the nearest within it."""
    asked = results(arguments)
    question = {each.name: getattr(asked, each.name) for each in fields(Results)}

    def number(name: str, usual: int, least: int, most: int) -> int:
        given = arguments.get(name, "").strip()
        # int() reads 4,300 digits at most, and no range here has so many.
        value = int(given[:20]) if given.isascii() and given.isdecimal() else usual
        return min(max(value, least), most)

    return Lines(
        **question | {"sort": "relevance", "through": "text", "cursor": ""},
        order=cast(kwic.Order, arguments.get("sort") or _DEFAULTS.sort),
        window=number("window", _DEFAULTS.window, 1, kwic.WIDEST),
        sample=number("sample", 0, 0, number_schemas.MOST_SAMPLED),
        seed=number("seed", _DEFAULTS.seed, 1, number_schemas.LARGEST_SEED),
        form=arguments.get("form", ""),
        lemma=arguments.get("lemma", ""),
        beside=arguments.get("beside", ""),
        whole=bool(arguments.get("whole")),
        page=number("page", 1, 1, 10**9),
        attribute=cast(Literal["form", "lemma"], arguments.get("of") or "lemma"),
        span=number("span", 5, 1, collocations.WIDEST),
        least=number("least", 3, 1, 1_000_000),
        measure=cast(Measure, arguments.get("measure") or "log_likelihood"),
    )
