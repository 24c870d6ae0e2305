"""What a user typed in, the tree of the query out, or an error that says what to mend and where."""

from __future__ import annotations

from collections.abc import Container, Sequence

from pipeline import folding
from pipeline.dates.values import EdtfError
from search_service import query_dates
from search_service.answers import QuestionError
from search_service.query_tokens import Token, Typed
from search_service.query_tree import (
    All,
    Either,
    Exact,
    Most,
    Named,
    Not,
    Phrase,
    Prefix,
    Tree,
    Within,
    Word,
)

LANGUAGES = ("kk", "ru")
MOST_WORDS = 64
DEEPEST = 10
"""Parentheses within parentheses."""
FEW = 4
"""Up to so many words must all be there; more are a whole question."""

_OPEN = (":", "…")
"""What a sentence ends in that is to be completed, as they are set in exams."""
_PLAIN = frozenset({"word", "phrase", "(", ")", "/"})
"""Tokens of any text: where there are no others, parentheses are left aside, and strokes ask for Most."""
_REMEDY = "give a word, a name or a question"


def tree(
    typed: str,
    *,
    asking: Container[str] = frozenset(),
    idle: Container[str] = frozenset(),
) -> Tree:
    """The tree of a query; of one without operators, All of a few words, Most of a whole question.

    It is a question when it has a question mark, many words or one of those `asking`, or ends as a sentence
    does that is to be completed; then its `idle` words are left out. `tree(str(tree))` is the same tree.
    Raises QuestionError with a column.
    """
    text = Typed(typed)
    tokens = _counted(tuple(text.tokens()))
    if any(token.kind not in _PLAIN for token in tokens):
        return _Parser(tokens).tree()
    parts = tuple(_quotation(token) for token in tokens if token.words)
    if not parts:
        raise QuestionError("q", f"there is no word to look for in it; {_REMEDY}", column=1)
    stroke = any(token.kind == "/" for token in tokens)
    open_ended = text.text.rstrip().endswith(_OPEN)
    return _question(parts, marked=stroke or open_ended or "?" in text.text, asking=asking, idle=idle)


def is_plain(tree: Tree) -> bool:
    """Whether the tree is one of words and quotations, as people write who know no operators."""
    parts = tree.parts if isinstance(tree, All | Most) else (tree,)
    return all(isinstance(part, Word | Phrase) for part in parts)


def _counted(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens. Raises QuestionError when they have too many words."""
    count = 0
    for token in tokens:
        count += max(len(token.words), token.kind == "field")
        if count > MOST_WORDS:
            message = f"has more than {MOST_WORDS} words; leave out what matters least"
            raise QuestionError("q", message, column=token.column)
    return tokens


def _question(
    parts: tuple[Word | Phrase, ...], *, marked: bool, asking: Container[str], idle: Container[str]
) -> Tree:
    """The tree of a query without operators."""
    words = [part.text for part in parts if isinstance(part, Word)]
    asks = marked or any(folding.surface(word) in asking for word in words)
    if len(parts) <= FEW and not asks:
        return _all(parts)
    return Most(tuple(part for part in parts if not _is_idle(part, asking, idle)) or parts)


def _is_idle(part: Word | Phrase, asking: Container[str], idle: Container[str]) -> bool:
    if isinstance(part, Phrase):
        return False
    form = folding.surface(part.text)
    return form in asking or form in idle


def _quotation(token: Token) -> Word | Phrase:
    words = tuple(map(Word, token.words))
    return Phrase(words) if len(words) > 1 else words[0]


class _Parser:
    """The grammar, from what binds least: tree = all (OR all)*; all = part (AND? part)*; part = NOT* atom."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = [token for token in tokens if token.kind != "/"]
        self._at = 0

    def tree(self) -> Tree:
        """The tree of all tokens. Raises QuestionError."""
        found = self._either(0)
        if token := self._next():
            raise _error(token, "this parenthesis has no partner; take it out")
        if taken := _taken_from_nothing(found):
            raise _not_alone(taken)
        return found

    def _next(self) -> Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _taken(self, *kinds: str) -> Token | None:
        """The next token, passed by, when it is of one of the kinds."""
        token = self._next()
        if token is None or token.kind not in kinds:
            return None
        self._at += 1
        return token

    def _either(self, depth: int) -> Tree:
        parts = [self._all(depth)]
        while self._taken("or"):
            parts.append(self._all(depth))
        if len(parts) == 1:
            return parts[0]
        for part in parts:
            if taken := _taken_from_nothing(part):
                raise _not_alone(taken)
        return Either(tuple(each for part in parts for each in _parts(part, Either)))

    def _all(self, depth: int) -> Tree:
        parts = [self._part(depth)]
        while (token := self._next()) and token.kind not in ("or", ")"):
            self._taken("and")
            parts.append(self._part(depth))
        return _all(tuple(parts))

    def _part(self, depth: int) -> Tree:
        found: Tree | None = None
        nots: list[Token] = []
        while token := self._taken("not", "minus"):
            nots.append(token)
        found = self._atom(depth)
        for token in reversed(nots):
            found = found.part if isinstance(found, Not) else Not(found, token.column)
        return found

    def _atom(self, depth: int) -> Tree:
        token = self._next()
        if token is None:
            raise _error(self._tokens[-1], "something is wanted behind it; finish the query or take it out")
        self._at += 1
        match token.kind:
            case "(":
                return self._group(token, depth)
            case "field":
                return _field(token)
            case "exact":
                return Exact(tuple(map(Word, token.words)))
            case "prefix":
                return Prefix(token.text)
            case "within" if len(token.words) > 1:
                return Within(tuple(map(Word, token.words)), token.between)
            case "word" | "phrase" | "within":
                return _quotation(token)
            case ")":
                raise _error(token, "this parenthesis closes nothing; take it out")
            case _:
                raise _error(token, f"{token.text} wants a word on both sides")

    def _group(self, opened: Token, depth: int) -> Tree:
        if depth == DEEPEST:
            raise _error(opened, f"more than {DEEPEST} parentheses lie in one another; ask more simply")
        found = self._either(depth + 1)
        if not self._taken(")"):
            raise _error(opened, "this parenthesis has no partner; close it")
        return found


def _field(token: Token) -> Tree:
    """The leaf of a field. Raises QuestionError for a date or a language that is none."""
    if token.text == "date":
        try:
            return query_dates.dates(token.value)
        except EdtfError as error:
            raise _error(token, f"date: {error}") from error
    value = token.value.casefold() if token.text == "lang" else token.value
    if token.text == "lang" and value not in LANGUAGES:
        raise _error(token, f"lang: “{token.value}” should be one of {', '.join(LANGUAGES)}")
    return Named(token.text, value, token.column)


def _all(parts: tuple[Tree, ...]) -> Tree:
    """All of the parts, those that are All themselves laid open."""
    return All(tuple(each for part in parts for each in _parts(part, All))) if len(parts) > 1 else parts[0]


def _parts(tree: Tree, kind: type[All[Tree]] | type[Either[Tree]]) -> tuple[Tree, ...]:
    return tree.parts if isinstance(tree, kind) else (tree,)


def _taken_from_nothing(tree: Tree) -> Not[Tree] | None:
    """The Not of a tree from which there is nothing to take away: all of it stands under Not."""
    parts = _parts(tree, All)
    first = parts[0]
    return first if isinstance(first, Not) and all(isinstance(part, Not) for part in parts) else None


def _not_alone(taken: Not[Tree]) -> QuestionError:
    message = "NOT takes away from what else is found: put a word beside it, as in газет NOT журнал"
    return QuestionError("q", f"{message} (column {taken.column})", column=taken.column)


def _error(token: Token, message: str) -> QuestionError:
    return QuestionError("q", f"{message} (column {token.column})", column=token.column)
