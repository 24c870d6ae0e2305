"""Texts in both languages in; how surely a name of one finds all passages of the other that mention it, out.

usage: python -m scripts.measure_names_across

The texts are the corpus and those that have gold, all in one index. Of each entity of the knowledge table
that is named in both languages, the Kazakh name of the table is searched for in the Russian texts and the
Russian one in the Kazakh texts; English names in both. A search is right when it finds every passage that
mentions the entity. Beside it: how many pairs of sentences of the translation name the same entities.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import knowledge
from pipeline.evaluation.figures import Figure, share
from scripts.figure_table import ROOT
from scripts.measure_gold import TEXTS
from search_service.answers import Question
from search_service.build import build
from search_service.search import MOST_LISTED, Corpus

LANGUAGES = ("kk", "ru")
FOLDERS = (ROOT / "seeds", ROOT / "corpus")


@dataclass(frozen=True, slots=True)
class Search:
    """A search for the entity `id` by a `name` in `asked`, one of kk, ru and en, among texts in `lang`."""

    id: str
    asked: str
    name: str
    lang: str
    missed: frozenset[str]
    """The passages that mention the entity and are not found."""


def files() -> list[Path]:
    """The texts that are searched, and what pairs their sentences."""
    alignments = sorted((ROOT / "corpus" / "alignments").glob("*.tsv"))
    texts = [file for folder in FOLDERS for file in sorted(folder.glob("*.txt"))]
    return [*texts, *alignments, *(text for text, _ in TEXTS.values() if text not in texts)]


def figures() -> dict[str, Figure]:
    """The share of searches that find every mention, by the language asked in, and of pairs that agree."""
    with opened() as corpus:
        return figures_of(list(searches(corpus)), agreeing(corpus))


def figures_of(made: Sequence[Search], agreeing: tuple[int, int]) -> dict[str, Figure]:
    """The figures of the searches `made` and of the pairs, how many agree and how many there are."""
    found = {"names across languages": share(*_counts(s for s in made if s.asked in LANGUAGES))}
    for asked in (*LANGUAGES, "en"):
        found[f"names across languages: {asked}"] = share(*_counts(s for s in made if s.asked == asked))
    return found | {"pairs that name the same": share(*agreeing)}


@contextmanager
def opened() -> Iterator[Corpus]:
    """All the texts in one index of their own, gone afterwards."""
    golds = [text for text, _ in TEXTS.values() if text.parent not in FOLDERS]
    with tempfile.TemporaryDirectory() as folder:
        build([*FOLDERS, *golds], Path(folder))
        corpus = Corpus.open(Path(folder))
        try:
            yield corpus
        finally:
            corpus.close()


def searches(corpus: Corpus) -> Iterator[Search]:
    """Every search that the figures count."""
    for entry in knowledge.load():
        mentions = {lang: _mentioning(corpus, entry.id, lang) for lang in LANGUAGES}
        if not all(mentions.values()):
            continue
        for asked, name, langs in (
            ("kk", entry.kk, ("ru",)),
            ("ru", entry.ru, ("kk",)),
            ("en", entry.en, LANGUAGES),
        ):
            for lang in langs if name else ():
                found = _found(corpus, Question(q=name, lang=lang, limit=MOST_LISTED))
                yield Search(entry.id, asked, name, lang, frozenset(mentions[lang] - found))


def agreeing(corpus: Corpus) -> tuple[int, int]:
    """How many pairs name the same entities of the table on both sides, and how many pairs there are."""
    known = knowledge.load()
    right = pairs = 0
    for pair in corpus.pairs():
        source, target = (
            {mark.id for address in side.addresses for mark in corpus.passage(address).entities}
            for side in (pair.source, pair.target)
        )
        right += {id for id in source ^ target if id in known} == set()
        pairs += 1
    return right, pairs


def _mentioning(corpus: Corpus, id: str, lang: str) -> set[str]:
    try:
        corpus.entity(id)
    except LookupError:
        return set()
    return _found(corpus, Question(entities=(id,), lang=lang, limit=MOST_LISTED))


def _found(corpus: Corpus, question: Question) -> set[str]:
    found: set[str] = set()
    cursor = None
    while True:
        answer = corpus.search(replace(question, cursor=cursor))
        found |= {hit.passage.id for hit in answer.hits}
        cursor = answer.next
        if cursor is None:
            return found


def _counts(made: Iterable[Search]) -> tuple[int, int]:
    missed = [bool(search.missed) for search in made]
    return missed.count(False), len(missed)


def main() -> int:
    """Print the figures, and on stderr each search that misses a passage."""
    with opened() as corpus:
        made, pairs = list(searches(corpus)), agreeing(corpus)
        for search in made:
            if search.missed:
                print(
                    f"{search.id}: {search.name} ({search.asked}) misses {sorted(search.missed)}",
                    file=sys.stderr,
                )
    for name, figure in figures_of(made, pairs).items():
        print(f"{name:40} {figure}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
