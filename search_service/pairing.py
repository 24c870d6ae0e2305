"""The documents of a store that is being written in, the pairs of those that are translations out."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from search_service import alignments, pairs_writer
from search_service.alignments import AlignmentError, Pair, Side
from search_service.folders import Metadata
from search_service.pairs_writer import Made

LEAST_LIKELY = 0.6
"""Of the sentences of the shorter document those that have a partner, each as sure as it is: a translation
that lacks half of its original has more than 0.9, a text on the same subject less than 0.5.
"""

TELLING = 12
"""Sentences from which a low likelihood tells that a text is no translation; fewer have little to go by."""

_log = logging.getLogger(__name__)


def declared(
    documents: Mapping[str, Metadata], languages: Mapping[str, str]
) -> tuple[dict[str, Metadata], list[str]]:
    """The documents that are translations of another one, by id, and a line for each that cannot be.

    `languages` are those of the documents. A wrong declaration costs the document nothing but its pairs.
    """
    found: dict[str, Metadata] = {}
    faults: list[str] = []
    for id, metadata in sorted(documents.items()):
        if metadata.translation_of:
            fault = _fault(metadata, documents, languages)
            if fault:
                faults.append(f"{metadata.place}: {fault}; the two are not paired")
            else:
                found[id] = metadata
    return found, faults


def _fault(metadata: Metadata, documents: Mapping[str, Metadata], languages: Mapping[str, str]) -> str:
    """What is wrong with the original that a document names, in words; "" if nothing is."""
    id, original = metadata.id, metadata.translation_of
    if original == id:
        return f"{id} is called a translation of itself; name another document under translation_of"
    if original not in documents:
        return f"{id} is called a translation of {original}, and there is no such document"
    if id in _originals(original, documents):
        return f"{id} and {original} are called translations of each other; name one original"
    if languages[id] == languages[original]:
        return f"{id} is called a translation of {original}, and both are in {languages[id]}"
    return ""


def _originals(id: str, documents: Mapping[str, Metadata]) -> set[str]:
    """The document, what it is a translation of, and so on."""
    found: set[str] = set()
    while id in documents and id not in found:
        found.add(id)
        id = documents[id].translation_of
    return found


def wanted(translations: Mapping[str, Metadata]) -> dict[str, tuple[str, str]]:
    """Of each translation the original and the digest of its table of pairs: what its pairs are made of."""
    return {
        id: (metadata.translation_of, alignments.digest(Path(metadata.alignment)))
        for id, metadata in translations.items()
    }


def write(
    connection: sqlite3.Connection, documents: Mapping[str, Metadata], copied: Collection[str]
) -> tuple[list[tuple[str, str, int]], list[str]]:
    """Write the pairs of all translations in a store, and say what was made anew and what is wrong.

    What was made anew are ids of a translation and its original, and how many pairs they have. The pairs of
    two documents that were `copied` from the old store are copied with them.
    """
    languages = dict(connection.execute("SELECT id, language FROM documents"))
    translations, faults = declared({id: documents[id] for id in languages}, languages)
    before = pairs_writer.held(connection, "old") if copied else {}
    made: list[tuple[str, str, int]] = []
    for id, (original, digest) in wanted(translations).items():
        if {id, original} <= set(copied) and before.get(id, ())[:2] == (original, digest):
            pairs_writer.copy(connection, id, original)
            faults += before[id][2]
        else:
            pairs, told = _made(connection, translations[id], digest)
            made.append((id, original, pairs))
            faults += told
    return made, faults


def _made(connection: sqlite3.Connection, metadata: Metadata, digest: str) -> tuple[int, list[str]]:
    """Pair a translation with its original, by its table if there is one: how many pairs, what is wrong."""
    id, original = metadata.id, metadata.translation_of
    sentences = pairs_writer.sentences(connection, original), pairs_writer.sentences(connection, id)
    source, target = (
        Side(document, [(each.raw_start, each.raw_end) for each in found])
        for document, found in zip((original, id), sentences, strict=True)
    )
    faults: list[str] = []
    found: Sequence[Pair] | None = None
    if digest:
        found, faults = _by_hand(Path(metadata.alignment), source, target)
    made: Made = "aligned" if found is None else "hand"
    if found is None:
        found, told = _aligned(connection, metadata, source, target)
        faults += told
    found = sorted(found, key=lambda pair: pair.source)
    pairs_writer.write(connection, metadata, digest, made, found, sentences, faults)
    return len(found), faults


def _by_hand(file: Path, source: Side, target: Side) -> tuple[Sequence[Pair] | None, list[str]]:
    """The pairs of a table, None for a file that is no such table, and what is wrong with it."""
    try:
        found, faults = alignments.pairs(file, source, target)
    except AlignmentError as error:
        return None, [f"{error}; the sentences are paired without it"]
    return found, [*faults, *(f"{file}: {each}" for each in alignments.unpaired(found, source, target))]


def _aligned(
    connection: sqlite3.Connection, metadata: Metadata, source: Side, target: Side
) -> tuple[Sequence[Pair], Sequence[str]]:
    """The pairs that the aligner finds, and what is to be said of them."""
    try:
        from pipeline.translations import aligned

        found = aligned(
            pairs_writer.units(connection, source.document), pairs_writer.units(connection, target.document)
        )
    except Exception as error:
        # Two documents that the aligner stumbles over must not cost the others their place.
        _log.exception("%s", metadata.place)
        why = f"cannot be paired with {source.document}: {type(error).__name__}: {error}"
        return (), (f"{metadata.place}: {target.document} {why}",)
    pairs = tuple(
        Pair(pair.source, pair.target, pair.confidence) for pair in found if pair.source and pair.target
    )
    likely = _likelihood(pairs, source, target)
    told = [f"{metadata.place}: {each}" for each in alignments.unpaired(pairs, source, target)]
    if likely >= LEAST_LIKELY:
        return pairs, told
    if min(len(source.spans), len(target.spans)) >= TELLING:
        return (), (
            f"{metadata.place}: {target.document} hardly looks like a translation of {source.document} "
            f"(likelihood {likely:.2f}); name its original, or pair the sentences in "
            f"{metadata.alignment}",
        )
    return pairs, (
        f"{metadata.place}: {target.document} and {source.document} are too short to tell how sure their "
        f"pairs are (likelihood {likely:.2f}); look at them, or pair the sentences in {metadata.alignment}",
        *told,
    )


def _likelihood(pairs: Sequence[Pair], source: Side, target: Side) -> float:
    """How likely two documents are a text and its translation, from 0 to 1."""
    return max(
        sum(pair.confidence * len(places(pair)) for pair in pairs) / max(len(side.spans), 1)
        for side, places in ((source, lambda pair: pair.source), (target, lambda pair: pair.target))
    )
