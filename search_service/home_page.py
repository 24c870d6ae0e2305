"""A corpus in, what the first page shows of it out."""

from __future__ import annotations

from typing import Any

from search_service.addresses import Results
from search_service.answers import Question
from search_service.charts import span, year_chart, years_found
from search_service.search import Corpus
from search_service.timeline import Bin

DOCUMENTS_SHOWN = 10
_EXAMPLES = (
    ("Бөкейхан", "kk"),
    ("петиция", "kk"),
    ("Каркаралинск", "ru"),
    ("Bokeikhan", "en"),
    ("بوكەيحان", "kk-Arab"),
    ("1905", ""),
)
"""Questions in three scripts, each with its language; those are shown that find something."""


def home_view(corpus: Corpus, asked: Results) -> dict[str, Any]:
    """How much the corpus holds, and the first of its documents."""

    def address_of(each: Bin) -> str:
        first, last = span(each)
        return asked.but(date_from=first, date_to=last).path

    def finds(example: str) -> bool:
        return len(corpus.found(Question(q=example))) > 0

    examples = corpus.kept("examples", lambda: [each for each in _EXAMPLES if finds(each[0])])
    total, listed, _ = corpus.documents(limit=DOCUMENTS_SHOWN, cursor=None)
    return {
        "examples": examples,
        "documents": total,
        "listed": listed,
        "passages": int(corpus.info["passages"]),
        "pairs": int(corpus.info["pairs"]),
        "names": corpus.entities(limit=1, cursor=None)[0],
        "chart": year_chart(years_found(corpus, Question()).bins, address_of),
    }
