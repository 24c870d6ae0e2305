"""The tree of a query and a corpus in, the same tree of what answers its words and names out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from search_service import expansions, query_dates
from search_service.answers import QuestionError
from search_service.leaves import EXACT, SCRIPT, Leaf, Reading
from search_service.query_tree import (
    All,
    Dates,
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
from search_service.readings import Reader
from search_service.words import PARTS

ReaderOf: TypeAlias = Callable[[Iterable[Word]], Reader]


@dataclass(frozen=True, slots=True)
class Filter:
    """What passages must be, whatever words they hold: of some days, in a language, of a document."""

    shown: str
    span: query_dates.Span | None = None
    language: str | None = None
    document: str | None = None

    def __str__(self) -> str:
        return self.shown


ReadTree: TypeAlias = (
    Leaf | Filter | Not["ReadTree"] | All["ReadTree"] | Either["ReadTree"] | Most["ReadTree"]
)


def read(tree: Tree, reader_of: ReaderOf) -> ReadTree:
    """The tree with leaves and filters for what was typed; names of several words are one leaf.

    `reader_of` is the reader for words that stand together, in their language. Raises QuestionError for a
    document that the corpus does not have.
    """
    match tree:
        case All(parts):
            found = tuple(_read_parts(parts, reader_of))
            return All(found) if len(found) > 1 else found[0]
        case Most(parts):
            return Most(tuple(_read_parts(parts, lambda words: replace(reader_of(words), related=True))))
        case Either(parts):
            return Either(tuple(read(part, reader_of) for part in parts))
        case Not(part):
            return Not(read(part, reader_of), tree.column)
        case Exact(words):
            exact = replace(reader_of(words), foldings=frozenset())
            leaf = exact.phrase(words) if len(words) > 1 else exact.word(words[0])
            return replace(leaf, shown=str(tree))
        case Within(words, between):
            near = reader_of(words).phrase(words)
            return replace(near, shown=str(tree), entities=(), adjacent=False, between=between)
        case Prefix(text):
            return _prefix(tree, reader_of([Word(text)]))
        case Named(_, value):
            return _named(tree, reader_of([Word(value)]))
        case Dates():
            return Filter(str(tree), span=query_dates.span(tree))
        case Word() | Phrase():
            return next(_read_run([tree], reader_of))


def leaves(tree: ReadTree) -> Iterator[Leaf]:
    """The leaves that passages are found by, in order; not those under Not.

    The words of a name or a quotation are leaves of their own in a question, which may be answered by some.
    """
    match tree:
        case Leaf():
            yield tree
        case All(parts) | Either(parts):
            for part in parts:
                yield from leaves(part)
        case Most(parts):
            for part in parts:
                yield from leaves(part)
                yield from part.parts if isinstance(part, Leaf) else ()


def spans(tree: ReadTree) -> Iterator[query_dates.Span]:
    """The days that passages are found by, in order; not those under Not."""
    match tree:
        case Filter():
            yield from filter(None, [tree.span])
        case All(parts) | Either(parts) | Most(parts):
            for part in parts:
                yield from spans(part)


def _read_parts(parts: Sequence[Tree], reader_of: ReaderOf) -> Iterator[ReadTree]:
    """The parts read, words and quotations that stand together as one run."""
    run: list[Word | Phrase] = []
    for part in parts:
        if isinstance(part, Word | Phrase):
            run.append(part)
            continue
        yield from _read_run(run, reader_of)
        yield read(part, reader_of)
        run = []
    yield from _read_run(run, reader_of)


def _read_run(run: Sequence[Word | Phrase], reader_of: ReaderOf) -> Iterator[Leaf]:
    """The leaves of words and quotations side by side; a title takes its head from before it or behind."""
    if not run:
        return
    reader = reader_of(word for part in run for word in (part.words if isinstance(part, Phrase) else (part,)))
    words: list[Word] = []
    parts = iter([*run, None])
    part = next(parts)
    while part is not None:
        behind = next(parts)
        if isinstance(part, Word):
            words.append(part)
        elif isinstance(behind, Word) and (title := reader.title(part.words, behind=behind)):
            yield from (*reader.names(words), title)
            words, behind = [], next(parts)
        elif words and (title := reader.title(part.words, before=words[-1])):
            yield from (*reader.names(words[:-1]), title)
            words = []
        else:
            yield from (*reader.names(words), reader.phrase(part.words))
            words = []
        part = behind
    yield from reader.names(words)


def _prefix(typed: Prefix, reader: Reader) -> Leaf:
    """The leaf of a word's beginning; it says so when the corpus has too many words that begin so."""
    in_time = reader.budget.allows(f"the rarer words that begin with {typed.text}")
    most = expansions.MOST_FORMS if in_time else expansions.FEWEST_FORMS
    as_typed = "script" not in reader.foldings
    found = expansions.forms_beginning(reader.store, typed.text, as_typed=as_typed, most=most)
    readings = (Reading("exact", EXACT, found.same), Reading("script", SCRIPT, found.alike))
    kept = len(found.same) + len(found.alike)
    cut = f" [the {kept:,} commonest of {found.total:,} forms]" if found.total > kept else ""
    return Leaf((typed.text,), tuple(each for each in readings if len(each.forms)), shown=f"{typed}{cut}")


def _named(asked: Named, reader: Reader) -> Leaf | Filter | All[ReadTree]:
    """What a field asks for. Raises QuestionError for an unknown document.

    Without its other names, an entity must be named in the words that were typed.
    """
    if asked.kind == "lang":
        return Filter(str(asked), language=asked.value)
    if asked.kind == "doc":
        if reader.store.document(asked.value) is None:
            message = f"doc: there is no document “{asked.value}” (column {asked.column})"
            raise QuestionError("q", message, column=asked.column)
        return Filter(str(asked), document=asked.value)
    entities, total = _entities(asked, reader)
    if not entities:
        near = reader.nearly_called(_words(asked), asked.kind.upper())
        ids = ", ".join(id for reading in near for id in reading.entities)
        shown = f"{asked} [no such name{'; near it: ' * bool(near)}{ids}]"
        return Leaf((asked.value,), near, shown=shown)
    cut = f" [the {expansions.MOST_NAMES} commonest of {total:,} names]" if total > len(entities) else ""
    named = Leaf((asked.value,), (), entities, shown=f"{asked}{cut}")
    if "name" in reader.foldings or asked.value in entities:
        return named
    return All((named, *(reader.word(word) for word in _words(asked))))


def _entities(asked: Named, reader: Reader) -> tuple[tuple[str, ...], int]:
    """The entity with an id, or those called so, or those whose names have words that begin so.

    Beside them stands how many there are.
    """
    store, type_ = reader.store, asked.kind.upper()
    if by_id := store.of_types((asked.value,), (type_,)):
        return by_id, 1
    words = _words(asked)
    if called := store.of_types(reader.called(words), (type_,)):
        # One word folded may be the name of another people or place; a name of several words is hardly so.
        spelt = expansions.as_spelt(store, called, asked.value) if len(words) == 1 else called
        return spelt, len(spelt)
    return expansions.entities_beginning(store, type_, map(reader.keys, words))


def _words(asked: Named) -> tuple[Word, ...]:
    return tuple(Word(each[0]) for each in PARTS.finditer(asked.value))
