"""A corpus in, what its page tells of it out: how much there is, whose the texts are, how to cite them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import numpy as np
from babel.dates import format_datetime

from search_service.addresses import address
from search_service.answers import DocumentRecord
from search_service.frequencies import size_of
from search_service.interface import Words
from search_service.labels import N_, label
from search_service.search import Corpus

DOCUMENTS_A_PAGE = 100

_COUNTED = (
    ("documents", N_("Documents")),
    ("passages", N_("Passages")),
    ("words", N_("Running words")),
    ("forms", N_("Different forms")),
    ("names", N_("Different names")),
    ("mentions", N_("Mentions of names")),
    ("dated", N_("Passages with a date")),
    ("pairs", N_("Pairs of sentences")),
)
"""What is counted, and what it is called below its number."""


def corpus_view(corpus: Corpus, arguments: Mapping[str, str], words: Words, *, host: str) -> dict[str, Any]:
    """What the page of the corpus shows; `host` begins the addresses of citations. Raises QuestionError."""
    cursor, ui = arguments.get("cursor"), arguments.get("ui", "")
    total, listed, following = corpus.documents(limit=DOCUMENTS_A_PAGE, cursor=cursor)
    pairs = [("cursor", following or ""), ("ui", ui)]
    return {
        "facts": [(words.gettext(name), count) for name, count in _counts(corpus) if count],
        "total": total,
        "listed": [_document_view(corpus, each, words, host) for each in listed],
        "following": address("/corpus", [pair for pair in pairs if pair[1]]) if following else "",
        "build": corpus.build,
        "version": corpus.info["version"],
        "built": _built(corpus.build, words),
        "citation": words.gettext(
            "Izde: a corpus of Kazakh and Russian history texts. Build %(build)s. %(address)s",
            build=corpus.build,
            address=f"{host.rstrip('/')}/corpus",
        ),
    }


def _counts(corpus: Corpus) -> list[tuple[str, int]]:
    """How much there is of everything that is counted."""
    store = corpus.store
    first, last = store.span(None)
    every = range(first, last + 1)
    counts = {
        "documents": int(corpus.info["documents"]),
        "passages": len(every),
        "words": size_of(store, every),
        "forms": store.index.form_count,
        "names": corpus.entities(limit=1)[0],
        "mentions": sum(store.facets.mentions(every).values()),
        "dated": int(np.count_nonzero(store.facets.dated)),
        "pairs": int(corpus.info["pairs"]),
    }
    return [(name, counts[key]) for key, name in _COUNTED]


def _document_view(corpus: Corpus, document: DocumentRecord, words: Words, host: str) -> dict[str, Any]:
    first, last = corpus.store.span(document.id)
    return {
        "document": document,
        "language": label(words, "language", document.language),
        "passages": document.passages,
        "words": size_of(corpus.store, range(first, last + 1)),
        "original": corpus.document(document.translation_of) if _is_here(corpus, document) else None,
        "citation": document_citation(document, words, host=host),
    }


def _is_here(corpus: Corpus, translation: DocumentRecord) -> bool:
    """Whether the original of a translation is in the corpus, too."""
    return corpus.store.document(translation.translation_of) is not None


def document_citation(document: DocumentRecord, words: Words, *, host: str) -> str:
    """A reference to a document: author, title, date, and its address."""
    parts = [document.author, document.title, document.date, words.gettext("Izde corpus")]
    said = " ".join(f"{part.rstrip('.')}." for part in parts if part)
    return f"{said} {host.rstrip('/')}/documents/{quote(document.id)}"


def _built(build: str, words: Words) -> str:
    """When a build was made, in words: its name begins with that (builds.new)."""
    try:
        moment = datetime.strptime(build.split("-")[0], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return ""
    return str(format_datetime(moment, "long", locale=words.locale))
