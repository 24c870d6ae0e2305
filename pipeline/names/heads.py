"""The table of generic nouns in, the head beside a name out: Қарқаралы қаласында, газета «Казах»."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline import suffixes
from pipeline.names import declension
from pipeline.names.running_words import Word, joined
from pipeline.records import EntityType
from pipeline.tables import problem, rows

TABLE = "heads.tsv"
PATTERNS = ("capital", "quoted", "no")
PLACES = ("after", "before", "both")

_OWNED = re.compile(r"с?[ыі]")
_PLURAL = re.compile(r"[лдт][ае]р")
_LONGEST_ENDING = 14
_HARDENED = {"ғ": "қ", "г": "к", "б": "п"}


@dataclass(frozen=True, slots=True)
class Head:
    """A generic noun: its words, what it makes of a name, and where it stands."""

    language: str
    words: tuple[str, ...]
    kind: str
    type: EntityType
    pattern: str
    place: str

    @property
    def after(self) -> bool:
        return self.place != "before"

    @property
    def before(self) -> bool:
        return self.place != "after"


@dataclass(frozen=True, slots=True)
class HeadFound:
    """`head` at words[first:last]; `plural` as in «Семей және Ақмола облыстары»; `owned`: a possessive."""

    head: Head
    first: int
    last: int
    plural: bool
    owned: bool


def heads_at(words: Sequence[Word], first: int) -> Iterator[HeadFound]:
    """Yield the heads whose words begin with words[first], longest first."""
    if first >= len(words):
        return
    table = _table()
    for head in dict.fromkeys(_starts(words[first].folded, table)):
        yield from _whole(words, first, head)


def kinds() -> frozenset[str]:
    """The kinds of heads that the table has."""
    return frozenset(_table().by_kind)


def kind_of_name(name_words: Sequence[str], kind: str) -> tuple[int, int] | None:
    """Where in the words of a table's name, in lower case, the head of `kind` stands; None without one."""
    for head in _table().by_kind.get(kind, ()):
        size = len(head.words)
        if size >= len(name_words):
            continue
        if head.after and _is_form(head, name_words[-size:]) and _is_owned(head, name_words[-1]):
            return len(name_words) - size, len(name_words)
        if head.before and _is_form(head, name_words[:size]):
            return 0, size
    return None


@dataclass(frozen=True, slots=True)
class _Table:
    by_kind: dict[str, tuple[Head, ...]]
    kazakh: dict[str, tuple[Head, ...]]
    russian: dict[str, tuple[Head, ...]]


@cache
def _table() -> _Table:
    kazakh: dict[str, list[Head]] = {}
    russian: dict[str, list[Head]] = {}
    by_kind: dict[str, list[Head]] = {}
    for number, row in rows(TABLE, "language", "head", "kind", "type", "pattern", "place"):
        if row["language"] not in ("kk", "ru") or not row["head"] or not row["kind"]:
            raise problem(TABLE, number, "a head needs a language (kk or ru), its words and a kind")
        if row["pattern"] not in PATTERNS or row["place"] not in PLACES:
            raise problem(TABLE, number, f"pattern is one of {PATTERNS}, place one of {PLACES}")
        words = tuple(row["head"].rstrip(".").casefold().split())
        head = Head(row["language"], words, row["kind"], row["type"], row["pattern"], row["place"])  # type: ignore[arg-type]
        by_kind.setdefault(head.kind, []).append(head)
        if head.language == "kk":
            kazakh.setdefault(words[0], []).append(head)
        else:
            for form in declension.forms(words[0]):
                russian.setdefault(form, []).append(head)
    freeze = {first: tuple(sorted(found, key=lambda h: -len(h.words))) for first, found in kazakh.items()}
    return _Table(
        {kind: tuple(found) for kind, found in by_kind.items()},
        freeze,
        {form: tuple(sorted(found, key=lambda h: -len(h.words))) for form, found in russian.items()},
    )


def _starts(word: str, table: _Table) -> Iterator[Head]:
    for stem in _kazakh_stems(word):
        yield from table.kazakh[stem]
    yield from table.russian.get(word, ())


@lru_cache(maxsize=65536)
def _kazakh_stems(word: str) -> tuple[str, ...]:
    """What of `word` may be a head's first word: the whole, or less an ending; қ of хандығы restored."""
    kazakh = _table().kazakh
    stems = [word[:length] for length in range(len(word), max(2, len(word) - _LONGEST_ENDING) - 1, -1)]
    stems += [stem[:-1] + _HARDENED[stem[-1]] for stem in stems if stem and stem[-1] in _HARDENED]
    return tuple(stem for stem in stems if stem in kazakh)


def _whole(words: Sequence[Word], first: int, head: Head) -> Iterator[HeadFound]:
    last = first + len(head.words)
    if last > len(words) or not all(joined(words[at]) for at in range(first + 1, last)):
        return
    texts = [word.folded for word in words[first:last]]
    if head.language == "ru":
        if all(text in declension.forms(part) for text, part in zip(texts, head.words, strict=True)):
            plural = texts[-1] != head.words[-1] and declension.may_be_plural(texts[-1])
            yield HeadFound(head, first, last, plural, True)
        return
    if tuple(texts[:-1]) != head.words[:-1]:
        return
    ending = _ending(head.words[-1], texts[-1])
    if ending is not None:
        plural = bool(_PLURAL.match(ending))
        rest = ending[3:] if plural else ending
        yield HeadFound(head, first, last, plural, bool(_OWNED.match(rest)))


@lru_cache(maxsize=65536)
def _ending(stem: str, word: str) -> str | None:
    """What follows `stem` in the Kazakh `word`; None where it is no form of it."""
    if word == stem:
        return ""
    if word.startswith(stem):
        ending = word[len(stem) :]
        return ending if suffixes.follows(stem, ending) else None
    if word[: len(stem) - 1] == stem[:-1]:
        # A stem whose last sound softens: хандық, хандығы.
        if any(cut.stem == stem and cut.inflected_only for cut in suffixes.analyses(word)):
            return word[len(stem) :]
    return None


def _is_owned(head: Head, word: str) -> bool:
    """Whether the Kazakh head is a possessive: Арал теңізі; that of Алтын Орда is a part of the name."""
    return head.language == "ru" or bool(_OWNED.match(_ending(head.words[-1], word) or ""))


def _is_form(head: Head, texts: Sequence[str]) -> bool:
    if head.language == "ru":
        return all(text in declension.forms(part) for text, part in zip(texts, head.words, strict=True))
    return tuple(texts[:-1]) == head.words[:-1] and _ending(head.words[-1], texts[-1]) is not None
