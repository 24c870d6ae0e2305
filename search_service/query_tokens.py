"""What a user typed in, its words, quotations and signs out, each with its column."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Literal

from search_service import operators
from search_service.answers import QuestionError
from search_service.words import LONGEST_TERM, PARTS

LONGEST_QUERY = 1000
"""Characters; a long sentence has 300."""

Kind = Literal[
    "word", "phrase", "exact", "within", "prefix", "field", "and", "or", "not", "minus", "(", ")", "/"
]

_HYPHENS = "-‐‑"
WORD = rf"(?:{PARTS.pattern})(?:[{_HYPHENS}]?(?:{PARTS.pattern}))*"
"""A word: a number, a run of letters, or several tied by hyphens."""
_QUOTED = r'(?:«(?P<a>[^«»]*)»|“(?P<b>[^“”]*)”|„(?P<c>[^„“”]*)[“”]|"(?P<d>[^"]*)")'
_FREE = r"(?<![^\s(])"
"""Nothing but a space or a parenthesis stands before a sign; else it is part of a word: Семей-Орал, a=b."""
_EQUALS = rf"(?:{_FREE}|(?<=[\s(]-)|(?<=\A-))="
_TOKEN = re.compile(
    # What is glued to the closing mark is an ending («Қазақ»тың), needed no more than a word's own.
    rf"(?P<exact>{_EQUALS})?{_QUOTED}(?:(?P<tilde>~|\s+~(?=\d))(?P<between>\d*)|(?P<ending>\w*))"
    rf"|(?P<broken>{_EQUALS})(?=[«“„\"])"
    rf"|(?P<exactly>{_EQUALS})(?P<alone>{WORD})"
    rf"|{_FREE}(?P<minus>-)(?=\w|[(=«“„\"])"
    rf"|(?<!\w)(?P<field>[^\W\d_]+):"
    # Near spellings are found anyway: who asks for them as elsewhere (алаш~2) is taken at the word alone.
    rf"|(?P<word>{WORD})(?:(?P<star>\*+(?P<middle>\w)?)|~\d?(?!\w))?"
    r"|(?P<lone>\*+)(?=(?P<rest>\w)?)"
    r"|(?P<paren>[()])"
    r"|(?<!\S)(?P<stroke>/)(?!\S)"
)
_VALUE = re.compile(rf'{_QUOTED}|(?P<bare>[^\s()"«»“”„]+)')
_GROUPED = re.compile(
    rf"{_QUOTED}|(?P<paren>[()])|(?P<minus>-)(?=[^\W\d]|[(«“„\"])|(?P<bare>[^\s()\"«»“”„]+)"
)
"""A part of what stands in the parentheses behind a field."""
_EMPTY = re.compile(r"\(\s*\)")
_SHORTEST_PREFIX = 2
_MOST_BETWEEN = 100


@dataclass(frozen=True, slots=True)
class Token:
    """A word, quotation or sign; `words` are those of it, `text` a prefix, a field's name or as typed."""

    kind: Kind
    column: int
    text: str = ""
    words: tuple[str, ...] = ()
    value: str = ""
    between: int = 0


class Typed:
    """A query as it was typed, in NFC and without invisible characters."""

    def __init__(self, typed: str) -> None:
        """Raises QuestionError for what is too long or holds characters that no text has."""
        self._typed = typed
        if len(typed) > LONGEST_QUERY:
            message = f"has {len(typed):,} characters; {LONGEST_QUERY:,} are the most: shorten it"
            raise QuestionError("q", message, column=LONGEST_QUERY + 1)
        self.text = _cleaned(typed)
        self._ends: list[int] = []
        for at, character in enumerate(self.text):
            if unicodedata.category(character) in ("Cc", "Cs", "Cn", "Co"):
                code = f"U+{ord(character):04X}"
                raise self.error(at, f"has the character {code}, which no text has; take it out")

    def error(self, at: int, message: str) -> QuestionError:
        """The error about the place `at` in the text; it names the column of what was typed."""
        column = self._column(at)
        return QuestionError("q", f"{message} (column {column})", column=column)

    def _column(self, at: int) -> int:
        """The column, from 1, of the typed character that became the one `at` a place in the text."""
        if len(self.text) == len(self._typed):
            return at + 1
        if not self._ends:
            self._ends = [len(_cleaned(self._typed[: end + 1])) for end in range(len(self._typed))]
        return min(bisect_left(self._ends, at + 1) + 1, len(self._typed))

    def tokens(self) -> Iterator[Token]:
        """The tokens in order; marks that are no part of any are left aside. Raises QuestionError."""
        # In a question, and where all is in capitals, capitals stress a word: «Почему реформа НЕ удалась?»
        asks = self.text.rstrip().endswith("?")
        capitals_mean = not asks and any(character.islower() for character in self.text)
        at = 0
        while found := _TOKEN.search(self.text, at):
            at = found.end()
            if found["field"] is not None:
                field = operators.field(found["field"])
                value = field and _VALUE.match(self.text, at)
                if field and _EMPTY.match(self.text, at):
                    raise self.error(found.start(), _no_value(field[0]))
                if field and self.text.startswith("(", at):
                    at = yield from self._group(field[0], at, capitals_mean)
                elif field and value:
                    inside = _inside(value)
                    text = value["bare"] if inside is None else inside
                    yield self._field(found.start(), field[0], text, quoted=inside is not None)
                    at = value.end()
                elif field and field[1]:
                    raise self.error(found.start(), _no_value(field[0]))
                else:
                    # A word and a colon, as in any text.
                    yield Token("word", self._column(found.start()), found["field"], (found["field"],))
            elif found["word"] is not None:
                yield from self._plain(found, capitals_mean)
            elif (inside := _inside(found)) is not None:
                yield from self._quotation(found, inside)
                if found["ending"] and not PARTS.search(inside):
                    at = found.start("ending")
            elif found["broken"]:
                raise self.error(
                    found.start("broken"), "the quotation mark behind the = has no partner; close it"
                )
            elif found["lone"]:
                yield from self._star(found)
            elif not (found["minus"] and self._ties_numbers(found.start())):
                yield self._sign(found)

    def _ties_numbers(self, at: int) -> bool:
        """Whether a dash stands before a number and behind another, as in 1905 -1907."""
        before = self.text[:at].rstrip()
        return before[-1:].isdigit() and self.text[at + 1 : at + 2].isdigit()

    def _sign(self, found: re.Match[str]) -> Token:
        column = self._column(found.start())
        if found["exactly"]:
            return Token("exact", column, words=(self._term(found.start(), found["alone"]),))
        if found["minus"]:
            return Token("minus", column, "-")
        if found["stroke"]:
            return Token("/", column, "/")
        return Token("(" if found["paren"] == "(" else ")", column, found["paren"])

    def _word(self, start: int, text: str, capitals_mean: bool) -> Iterator[Token]:
        operator = operators.operator(text, capitals_mean=capitals_mean)
        if operator:
            yield Token(operator, self._column(start), text)
        else:
            yield Token("word", self._column(start), text, (self._term(start, text),))

    def _term(self, start: int, text: str) -> str:
        """A word. Raises QuestionError for an endless one."""
        if len(text) > LONGEST_TERM:
            message = f"a word of {len(text)} letters is none; the longest have {LONGEST_TERM}: shorten it"
            raise self.error(start, message)
        return text

    def _plain(self, found: re.Match[str], capitals_mean: bool) -> Iterator[Token]:
        text = found["word"]
        if not found["star"]:
            yield from self._word(found.start(), text, capitals_mean)
            return
        if found["middle"]:
            raise self.error(found.start("star"), "a * stands at the end of a word, as in қала*")
        if sum(character.isalnum() for character in text) < _SHORTEST_PREFIX:
            raise self.error(
                found.start("star"), f"a * wants {_SHORTEST_PREFIX} letters before it, as in қа*"
            )
        yield Token("prefix", self._column(found.start()), text, (self._term(found.start(), text),))

    def _star(self, found: re.Match[str]) -> Iterator[Token]:
        # Before a small letter it stands for the rest of a word, else it is a mark of a list or a note.
        # In a pattern, as қаз.*тар, it is neither.
        free = found.start() == 0 or self.text[found.start() - 1] in " ("
        if free and found["rest"] and found["rest"].islower():
            raise self.error(found.start(), "a * stands at the end of a word, as in қала*")
        if not PARTS.search(self.text):
            raise self.error(
                found.start(), "a * alone is every word; write the beginning of one, as in қала*"
            )
        yield from ()

    def _quotation(self, found: re.Match[str], inside: str) -> Iterator[Token]:
        words = tuple(self._term(found.start(), each[0]) for each in re.finditer(WORD, inside))
        column = self._column(found.start())
        if found["tilde"] and not found["between"]:
            example = f"{found[0]}5"
            raise self.error(found.start("tilde"), f"a ~ wants a number of words behind it, as in {example}")
        if found["exact"]:
            if not words:
                raise self.error(found.start(), "there is no word in the quotation marks behind the =")
            yield Token("exact", column, words=words)
        elif found["tilde"] and words:
            between = int(found["between"][:4])
            if between > _MOST_BETWEEN:
                raise self.error(found.start("between"), f"is more than {_MOST_BETWEEN} words; take fewer")
            yield Token("within", column, words=words, between=between)
        elif words:
            yield Token("phrase", column, words=words)

    def _group(self, field: str, at: int, capitals_mean: bool) -> Generator[Token, None, int]:
        """The tokens of a field over parentheses, as in person:(Абай OR Шоқан); the place behind comes back.

        What stands in them are values of the field; words side by side are one name.
        """
        depth = 0
        run: list[re.Match[str]] = []
        while found := _GROUPED.search(self.text, at):
            at = found.end()
            sign = self._sign_in_group(found, field, capitals_mean)
            if sign is None and found["bare"] and field in operators.NAMES:
                run.append(found)
                continue
            if run:
                yield self._field(run[0].start(), field, " ".join(each[0] for each in run), quoted=False)
                run = []
            if sign is None:
                inside = _inside(found)
                yield self._field(found.start(), field, inside or found[0], quoted=inside is not None)
                continue
            yield sign
            depth += {"(": 1, ")": -1}.get(sign.kind, 0)
            if depth == 0:
                break
        if run:
            yield self._field(run[0].start(), field, " ".join(each[0] for each in run), quoted=False)
        return at

    def _sign_in_group(self, found: re.Match[str], field: str, capitals_mean: bool) -> Token | None:
        """The parenthesis or operator in a group; None for a value. Raises QuestionError for a field."""
        column = self._column(found.start())
        if found["paren"]:
            return Token("(" if found["paren"] == "(" else ")", column, found["paren"])
        if found["minus"]:
            return Token("minus", column, "-")
        bare = found["bare"] or ""
        inner, colon, _ = bare.partition(":")
        if colon and operators.field(inner):
            raise self.error(found.start(), f"{inner}: stands inside {field}:(…); put it beside it")
        operator = operators.operator(bare, capitals_mean=capitals_mean)
        return Token(operator, column, bare) if operator else None

    def _field(self, start: int, field: str, typed: str, *, quoted: bool) -> Token:
        text = re.sub(r'["«»“”„\s]+', " ", typed).strip()
        if not quoted:
            # Two dots behind a date leave its end open, a question mark leaves it in doubt.
            text = re.sub(
                r"(?<![.])[.]$|[,;!]+$" if field == "date" else r"[,;!?.…]+$", "", text.lstrip(",; ")
            )
        if not PARTS.search(text):
            raise self.error(start, _no_value(field))
        return Token("field", self._column(start), field, value=text)


def _no_value(field: str) -> str:
    examples = {"date": "date:1905..1907", "lang": "lang:kk", "doc": "doc:ID"}
    example = examples.get(field, f'{field}:"…", a name or an id in the marks')
    return f"{field}: wants a value right behind the colon: {example}"


def _inside(found: re.Match[str]) -> str | None:
    """What stands in the quotation marks, None without any."""
    return next((found[group] for group in "abcd" if found[group] is not None), None)


def _cleaned(typed: str) -> str:
    """What was typed in NFC, any white space a space, without invisible characters."""
    return "".join(
        " " if character.isspace() else character
        for character in unicodedata.normalize("NFC", typed)
        if unicodedata.category(character) != "Cf"
    )
