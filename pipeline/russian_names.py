"""Our tables in, the nominatives of names and words out that the Russian dictionary may lack."""

from __future__ import annotations

from functools import cache

from pipeline.lexicon import CYRILLIC
from pipeline.tables import rows

WORDS = "russian_words.tsv"


@cache
def nominatives() -> frozenset[str]:
    """The words of names, and words, in lower case."""
    from pipeline import knowledge

    names = {
        word
        for entry in knowledge.load()
        for name in (entry.ru, *entry.aliases)
        for word in name.split()
        if word[:1].isupper() and len(word) > 2 and CYRILLIC.fullmatch(word)
    }
    given = {row["name"] for _, row in rows("given_names.tsv", "name")}
    return frozenset(word.lower() for word in names) | given | words()


@cache
def words() -> frozenset[str]:
    """The words of the table."""
    return frozenset(row["lemma"] for _, row in rows(WORDS, "lemma", "why"))
