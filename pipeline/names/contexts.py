"""What stands about a name in, what the name means there out: the rules of contexts.tsv, in their order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline import roman
from pipeline.names import declension
from pipeline.names.named_text import NamedText
from pipeline.names.running_words import Word
from pipeline.tables import problem, rows

TABLE = "contexts.tsv"
TESTS = ("after", "before", "printed", "start", "lower", "quoted", "document", "any")


@dataclass(frozen=True, slots=True)
class Rule:
    """Where `test` finds `pattern`, the name means `verdict`: an id, "none" or "keep"."""

    test: str
    pattern: re.Pattern[str]
    verdict: str


def decided(named: NamedText, first: int, last: int, ids: tuple[str, ...]) -> tuple[str, ...]:
    """What words[first:last], which the table knows as `ids`, means where it stands; () for no name."""
    for form in _bare_forms(named, first, last):
        for rule in _rules().get(form, ()):
            if _fits(rule, named, first, last):
                if rule.verdict == "none":
                    return ()
                return (
                    ids
                    if rule.verdict == "keep"
                    else (rule.verdict, *(id for id in ids if id != rule.verdict))
                )
    return ids


def ordinal(word: Word) -> int | None:
    """The ordinal number that the word says: бірінші, Второго, ІІ; None for others."""
    number = roman.value(word.text)
    return number if number is not None else _ordinals().get(word.folded)


def _bare_forms(named: NamedText, first: int, last: int) -> tuple[str, ...]:
    before = "".join(word.folded + " " for word in named.words[first : last - 1])
    word = named.words[last - 1]
    forms: dict[str, None] = {word.folded: None}
    for reading in named.index.readings(word.text, capital=word.capital):
        # In a Russian text no word has a Kazakh ending.
        if named.language == "kk" or reading.language != "kk":
            forms[reading.word] = None
    return tuple(before + form for form in forms)


def _fits(rule: Rule, named: NamedText, first: int, last: int) -> bool:
    words, part = named.words, named.words[first:last]
    printed = " ".join(word.folded for word in part)
    following = words[last].folded if named.next_to(last, closing=True) else ""
    before = words[first - 1].folded if named.next_to(first) else ""
    if rule.test == "after":
        return bool(rule.pattern.search(following))
    if rule.test == "before":
        return bool(before and rule.pattern.search(before))
    if rule.test == "start":
        return part[0].begins_sentence and bool(rule.pattern.search(printed))
    if rule.test == "lower":
        return not part[0].capital and bool(rule.pattern.search(following or " "))
    if rule.test == "quoted":
        return named.quoted(first, last) is not None
    if rule.test == "document":
        return named.mentions(rule.pattern)
    return rule.test == "any" or bool(rule.pattern.search(printed))


@cache
def _rules() -> dict[str, tuple[Rule, ...]]:
    rules: dict[str, list[Rule]] = {}
    for number, row in rows(TABLE, "name", "test", "pattern", "verdict", "why"):
        if row["test"] not in TESTS or not row["name"] or not row["verdict"]:
            raise problem(TABLE, number, f"a rule needs a name, a test out of {TESTS} and a verdict")
        try:
            pattern = re.compile(row["pattern"])
        except re.error as error:
            raise problem(TABLE, number, f"the pattern is no regular expression: {error}") from error
        rules.setdefault(row["name"], []).append(Rule(row["test"], pattern, row["verdict"]))
    return {name: tuple(found) for name, found in rules.items()}


@cache
def _ordinals() -> dict[str, int]:
    found: dict[str, int] = {}
    for _, row in rows("ordinals.tsv", "language", "word", "value"):
        forms = declension.forms(row["word"]) if row["language"] == "ru" else {row["word"]}
        found.update((form, int(row["value"])) for form in forms)
    return found
