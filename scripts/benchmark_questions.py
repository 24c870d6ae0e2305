"""An open corpus and the queries of its gold in; questions as readers type them, and the worst ones, out."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from urllib.parse import urlencode

from scripts.benchmark_scale import SHORTEST, slipped
from scripts.gold import Item
from search_service.answers import PassageRecord
from search_service.export import runs
from search_service.query import MOST_WORDS
from search_service.query_tokens import LONGEST_QUERY
from search_service.search import Corpus

Asked = dict[str, str]
"""The parameters of a search: `q`, or `from` and `to`."""
WORST = 160
"""Different ones of each kind of the worst: more than are sent, for an answer that is kept costs nothing."""
API = "/api/v1"
_WORD = re.compile(r"[^\W\d_]+")
_TRIES = 100
"""Draws for each question that is wanted; a small corpus has fewer questions than may be asked for."""


def asked_of(corpus: Corpus, gold: Sequence[Item], number: int, seed: int) -> list[Asked]:
    """So many questions, each once, or as many as there are; the same for the same seed.

    In turn: a word as it stands in a passage, a name as it stands, two words of a passage, two neighbours as
    a phrase, a word with a slip, a year, and one of the queries of the gold. Raises ValueError for a corpus
    that has no passage with words enough.
    """
    chance = random.Random(seed)
    passages = [passage for found, _ in runs(corpus) for passage in found]
    long = [words for passage in passages if len(words := _words(passage.text)) > 1]
    if not long:
        raise ValueError(f"no passage has two words of {SHORTEST} letters to ask for")
    draws = _draws(passages, long, gold, chance)
    found: dict[tuple[tuple[str, str], ...], Asked] = {}
    for place in range(number * _TRIES):
        asked = draws[place % len(draws)]()
        found.setdefault(tuple(asked.items()), asked)
        if len(found) == number:
            break
    return list(found.values())


def _words(text: str) -> list[str]:
    """The longer words of a text, in order, in small letters as most people type."""
    return [word for word in _WORD.findall(text.lower()) if len(word) >= SHORTEST]


def _draws(
    passages: Sequence[PassageRecord], long: Sequence[list[str]], gold: Sequence[Item], chance: random.Random
) -> list[Callable[[], Asked]]:
    """What draws a question of each kind; without the kinds that the corpus has nothing for."""
    names = [passage.text[name.start : name.end] for passage in passages for name in passage.entities]
    years = [date.edtf[:4] for passage in passages for date in passage.dates if date.edtf[:4].isdecimal()]

    def neighbours() -> Asked:
        words = chance.choice(long)
        at = chance.randrange(len(words) - 1)
        return {"q": f'"{words[at]} {words[at + 1]}"'}

    def year() -> Asked:
        found = chance.choice(years)
        return {"from": found, "to": found}

    draws: list[Callable[[], Asked]] = [
        lambda: {"q": chance.choice(chance.choice(long))},
        lambda: {"q": " ".join(chance.sample(chance.choice(long), 2))},
        neighbours,
        lambda: {"q": slipped(chance.choice(chance.choice(long)), chance)},
    ]
    if names:
        draws.append(lambda: {"q": chance.choice(names)})
    if years:
        draws.append(year)
    if gold:
        draws.append(lambda: of_gold(chance.choice(gold)))
    return draws


def of_gold(query: Item) -> Asked:
    """A query of gold as the service takes it."""
    if query["kind"] != "date":
        return {"q": query["query"]}
    first, _, last = query["query"].partition("/")
    return {"from": first, "to": last or first}


def worst_of(corpus: Corpus, seed: int) -> list[str]:
    """Addresses of the requests that are allowed and cost most, as measured; the same for the same seed.

    As many words as a query may have, each with a slip, ranked by near spellings, with the largest page; the
    whole concordance of the commonest words; and what stands within ten words of them.
    """
    chance = random.Random(seed)
    counts = Counter(word for found, _ in runs(corpus) for passage in found for word in _words(passage.text))
    rare, common = sorted(counts), [word for word, _ in counts.most_common(MOST_WORDS)]
    asked: list[str] = []
    for _ in range(WORST):
        drawn = chance.sample(rare, min(len(rare), MOST_WORDS))
        slips = _fitting([slipped(word, chance) for word in drawn], " ")
        among = _fitting(chance.sample(common, min(len(common), MOST_WORDS // 2)), " OR ")
        asked += [
            f"{API}/search?{urlencode({'q': slips, 'mode': 'fuzzy', 'limit': 100})}",
            f"{API}/kwic?{urlencode({'q': among, 'format': 'jsonl', 'window': 20})}",
            f"{API}/collocations?{urlencode({'q': among, 'min_count': 1, 'left': 10, 'right': 10})}",
        ]
    return asked


def _fitting(words: Sequence[str], between: str) -> str:
    """As many of the words, from the first on, as a query has room for."""
    text = between.join(words)[:LONGEST_QUERY]
    return text if len(text) < LONGEST_QUERY else text.rpartition(between)[0]
