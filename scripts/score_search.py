"""Gold queries and a search in, recall and average precision out."""

from __future__ import annotations

import hashlib
import json
import urllib.parse
import urllib.request
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence

from pipeline.evaluation.figures import Figure
from scripts.gold import Gold, Item

LONGEST_PASSAGE = 1500
"""Source characters of a hit; a longer one finds nothing (see the contract)."""

Search = Callable[[dict[str, str]], Sequence[Item]]
"""Parameters of the search endpoint in, its hits within the document out, best first."""


def query_figures(gold: Gold, search: Search) -> dict[tuple[str, str], tuple[float, float]]:
    """Recall and average precision of each gold query, by (kind, query)."""
    figures = {}
    for query in gold.queries:
        if query["kind"] == "date":
            first, _, last = query["query"].partition("/")
            hits = search({"from": first, "to": last or first})
        else:
            hits = search({"q": query["query"]})
        figures[query["kind"], query["query"]] = ranked(query, hits)
    return figures


def ranked(query: Item, hits: Sequence[Item]) -> tuple[float, float]:
    """Recall and average precision of the hits of a query, best first."""
    must, may = sorted(query["must"]), sorted(query.get("may", []))
    found: set[int] = set()
    shown = relevant = 0
    gain = 0.0
    for hit in hits[: max(50, 2 * len(must))]:
        span = hit["raw_start"], hit["raw_end"]
        fits = span[1] - span[0] <= LONGEST_PASSAGE
        marks = set(_between(must, span)) if fits else set()
        if fits and not marks and _between(may, span):
            continue
        shown += 1
        relevant += bool(marks)
        gain += len(marks - found) * relevant / shown
        found |= marks
    return (len(found) / len(must), gain / len(must)) if must else (1.0, 1.0)


def _between(numbers: list[int], span: tuple[int, int]) -> list[int]:
    return numbers[bisect_left(numbers, span[0]) : bisect_left(numbers, span[1])]


def search_figures(gold: Gold, search: Search) -> dict[str, Figure]:
    """Mean recall and average precision of the gold queries, of each kind and of all."""
    found = query_figures(gold, search).items()
    return means((f"search {kind}", values) for (of, _), values in found for kind in (of, "all"))


def means(found: Iterable[tuple[str, tuple[float, float]]]) -> dict[str, Figure]:
    """Mean recall and average precision of queries, given with the name of their kind."""
    by_kind: dict[str, list[tuple[float, float]]] = {}
    for kind, values in found:
        by_kind.setdefault(kind, []).append(values)
    return {
        f"{kind} {name}": Figure(sum(values) / len(values), 0, len(values), len(values))
        for kind, pairs in by_kind.items()
        for name, values in zip(("recall", "average precision"), zip(*pairs, strict=True), strict=True)
    }


def service(url: str, data: bytes) -> Search:
    """How to search the document whose bytes are `data` in the service at `url`. Raises LookupError."""
    digest = hashlib.sha256(data).hexdigest()
    listed = _fetched(url, "documents", {"limit": "100"})["documents"]
    document = next((d["id"] for d in listed if d["sha256"] == digest), None)
    if document is None:
        raise LookupError(f"{url} does not hold the document; build its index with this very file")

    def search(parameters: dict[str, str]) -> list[Item]:
        hits: list[Item] = []
        for _ in range(3):
            page = _fetched(url, "search", {"limit": "100"} | parameters)
            hits += page["hits"]
            if not page.get("next"):
                break
            parameters = parameters | {"cursor": page["next"]}
        return [hit for hit in hits if hit["document"]["id"] == document]

    return search


def _fetched(url: str, endpoint: str, parameters: dict[str, str]) -> Item:
    with urllib.request.urlopen(f"{url}/api/v1/{endpoint}?{urllib.parse.urlencode(parameters)}") as answer:
        return dict(json.load(answer))
