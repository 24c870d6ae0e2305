"""Files and folders in, a new build of the index out: only what changed is made anew and no reader sees half.

Nothing here loads the pipeline's engines until a document needs them: a start with nothing changed is quick.
"""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from itertools import starmap
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from pipeline.readers import ReadError, read
from pipeline.records import Source
from search_service import builds, folders, pairing, pairs_writer
from search_service.answers import IndexUnusable
from search_service.folders import Metadata

if TYPE_CHECKING:
    from pipeline.annotation import Annotation
    from search_service.store_writer import NamedEntity, StoreWriter

Progress = Callable[[int, int, str], None]
"""Called with the documents done, those to do, and the one that was just done."""

_log = logging.getLogger(__name__)


class BuildError(RuntimeError):
    """The build failed and the index is as it was; the message says why and what to mend."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did, by document id; `failed` are (file, what is wrong with it).

    `paired` are the translations whose pairs were made anew: id, id of the original, how many pairs.
    `warnings` say what is wrong with translations and their pairs; nothing else is lost by that.
    """

    build: str
    added: tuple[str, ...] = ()
    refreshed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    failed: tuple[tuple[str, str], ...] = ()
    paired: tuple[tuple[str, str, int], ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Old:
    """What the newest build holds: each document's metadata as a line, its digest, language and source.

    `translations` has for each translation its original, the digest of its table of pairs, and its faults.
    """

    name: str
    store: Path
    version: str
    metadata: dict[str, str]
    digests: dict[str, str]
    paths: dict[str, str]
    languages: dict[str, str]
    translations: dict[str, tuple[str, str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class _Task:
    """A document to annotate, from its file or, where the file is not asked about, from the old store."""

    metadata: Metadata
    stored: Source | None = None


def build(
    paths: Sequence[Path],
    index_dir: Path,
    *,
    jobs: int = 1,
    rebuild: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Bring the index up to date with the documents under `paths`, annotating `jobs` of them at once.

    Documents of an earlier build that lie elsewhere stay; those that vanished from a folder of `paths` go.
    With `rebuild` the index holds what lies under `paths` and nothing else, made anew.
    A document that cannot be read is reported, and stays as an earlier build has it.

    Raises BuildError, builds.BuildRunning, folders.FolderError, and IndexUnusable for an index of another
    format when not told to `rebuild`.
    """
    found = folders.documents(paths)
    try:
        with builds.locked(index_dir):
            old = None if rebuild else _old(index_dir)
            return _built(found, [path.resolve() for path in paths], index_dir, old, jobs, progress)
    except (OSError, sqlite3.Error) as error:
        what = getattr(error, "strerror", None) or str(error)
        raise BuildError(f"{index_dir}: cannot be written: {what}; the index is as it was") from error


def _built(
    found: Sequence[Metadata],
    roots: Sequence[Path],
    index_dir: Path,
    old: _Old | None,
    jobs: int,
    progress: Progress | None,
) -> Report:
    kept, removed = _kept(old, found, roots) if old else ({}, [])
    tasks, failed = _tasks(found, kept, old)
    known = {id: task.metadata for id, task in kept.items()} | {each.id: each for each in found}
    ids = set(known)
    if not tasks and not removed and old:
        warnings = _warnings(old, {id: known[id] for id in ids & set(old.digests)})
        if warnings is not None:
            unchanged = tuple(sorted(set(old.digests) & ids))
            return Report(old.name, unchanged=unchanged, failed=tuple(failed), warnings=warnings)
    before = set(old.digests) if old else set()
    with builds.next_build(index_dir) as (name, folder):
        results = _annotated(tasks, jobs, progress)
        done, stumbled, paired, warned = _written(folder, name, known, tasks, old, results)
        failed += stumbled
        if not done and len(failed) == len(ids):
            raise BuildError("; ".join(message for _, message in failed))
    return Report(
        name,
        added=tuple(id for id in done if id not in before),
        refreshed=tuple(id for id in done if id in before),
        removed=tuple(sorted(removed)),
        unchanged=tuple(sorted((before & ids) - set(done))),
        failed=tuple(failed),
        paired=tuple(paired),
        warnings=tuple(warned),
    )


def _warnings(old: _Old, documents: Mapping[str, Metadata]) -> tuple[str, ...] | None:
    """What is wrong with the translations of a build that stays as it is; None where pairs changed."""
    translations, faults = pairing.declared(documents, old.languages)
    held = {id: (original, digest) for id, (original, digest, _) in old.translations.items()}
    if pairing.wanted(translations) != held:
        return None
    return (*faults, *(fault for _, _, told in old.translations.values() for fault in told))


def _written(
    folder: Path,
    name: str,
    known: Mapping[str, Metadata],
    tasks: dict[str, _Task],
    old: _Old | None,
    results: Iterator[Annotation | str],
) -> tuple[list[str], list[tuple[str, str]], list[tuple[str, str, int]], list[str]]:
    """Write the build: the documents that were annotated, those that could not be, pairs and warnings."""
    from search_service.store_writer import StoreWriter

    done: list[str] = []
    failed: list[tuple[str, str]] = []
    copied: list[str] = []
    with closing(StoreWriter(folder / builds.STORE, old=old.store if old else None)) as store:
        for id in sorted(known):
            annotation = next(results) if id in tasks else None
            if isinstance(annotation, str):
                failed.append((tasks[id].metadata.path, annotation))
            elif annotation is not None:
                store.add(tasks[id].metadata, annotation)
                done.append(id)
                continue
            if old and id in old.digests:
                store.copy(id)
                copied.append(id)
        paired, warned = pairing.write(store.connection, known, copied)
        _finish(store, folder, name)
    return done, failed, paired, warned


def _old(index_dir: Path) -> _Old | None:
    """The newest build, or None when there is none yet. Raises IndexUnusable."""
    try:
        name = builds.newest(index_dir)
    except IndexUnusable:
        if (index_dir / "newest").exists():
            raise
        return None
    store = builds.store_file(index_dir, name)
    try:
        with closing(sqlite3.connect(f"{store.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            facts = dict(connection.execute("SELECT name, value FROM facts"))
            if facts.get("format") != builds.FORMAT:
                raise IndexUnusable(f"{index_dir}: the index is of another version; {builds.REMEDY}")
            if not builds.is_whole(store):
                raise IndexUnusable(f"{index_dir}: the index is damaged (it was cut short); {builds.REMEDY}")
            if not builds.has_words(index_dir, name, facts):
                raise IndexUnusable(f"{index_dir}: the index is damaged; {builds.REMEDY}")
            rows = connection.execute("SELECT id, metadata, sha256, path, language FROM documents").fetchall()
            translations = pairs_writer.held(connection)
    except sqlite3.Error as error:
        raise IndexUnusable(f"{index_dir}: the index is damaged ({error}); {builds.REMEDY}") from error
    return _Old(
        name,
        store,
        facts.get("version", ""),
        {id: metadata for id, metadata, *_ in rows},
        {id: digest for id, _, digest, *_ in rows},
        {id: path for id, _, _, path, _ in rows},
        {id: language for id, *_, language in rows},
        translations,
    )


def _kept(old: _Old, found: Sequence[Metadata], roots: Sequence[Path]) -> tuple[dict[str, _Task], list[str]]:
    """The old documents that `found` says nothing of: those that stay and those that vanished."""
    kept: dict[str, _Task] = {}
    removed: list[str] = []
    by_id = {metadata.id: metadata for metadata in found}
    files = {metadata.path for metadata in found}
    for id, path in old.paths.items():
        asked_about = any(Path(path) == root or root in Path(path).parents for root in roots)
        if id in by_id:
            if by_id[id].path != path and not asked_about and Path(path).is_file():
                raise folders.twice(id, path, by_id[id].path)
        elif asked_about or path in files:
            removed.append(id)
        else:
            kept[id] = _Task(Metadata.of_json(old.metadata[id]))
    return kept, removed


def _tasks(
    found: Sequence[Metadata], kept: dict[str, _Task], old: _Old | None
) -> tuple[dict[str, _Task], list[tuple[str, str]]]:
    """The documents to annotate, by id in order, and the files that cannot be read."""
    tasks: dict[str, _Task] = {}
    failed: list[tuple[str, str]] = []
    same_version = old is not None and old.version == builds.version()
    for metadata in found:
        try:
            digest = read(Path(metadata.path)).sha256
        except ReadError as error:
            failed.append((metadata.path, str(error)))
            continue
        same_file = old and old.digests.get(metadata.id) == digest
        if not (old and same_version and same_file and old.metadata[metadata.id] == metadata.as_json()):
            tasks[metadata.id] = _Task(metadata)
    if old and not same_version:
        tasks |= {id: _Task(task.metadata, _stored(old, id)) for id, task in kept.items()}
    return dict(sorted(tasks.items())), failed


def _stored(old: _Old, id: str) -> Source:
    with closing(sqlite3.connect(f"{old.store.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        row = connection.execute("SELECT source, raw, sha256 FROM documents WHERE id = ?", (id,)).fetchone()
    return Source(*row)


def _annotated(tasks: dict[str, _Task], jobs: int, progress: Progress | None) -> Iterator[Annotation | str]:
    """The annotation of each task in order, or what is wrong with its file."""
    results: Iterable[Annotation | str] = map(_annotation, tasks.values())
    executor: ProcessPoolExecutor | None = None
    if min(jobs, len(tasks)) > 1:
        executor = ProcessPoolExecutor(
            min(jobs, len(tasks)), mp_context=get_context("spawn"), initializer=_end_with_parent
        )
        results = executor.map(_annotation, tasks.values())
    try:
        for done, (id, result) in enumerate(zip(tasks, results, strict=True), start=1):
            if progress:
                progress(done, len(tasks), id)
            yield result
    finally:
        if executor:
            executor.shutdown(cancel_futures=True)


def _end_with_parent() -> None:
    """Let this process end with the one that started it, also where that is killed and can tell nobody."""

    def wait() -> None:
        if parent := parent_process():
            parent.join()
            os._exit(1)

    Thread(target=wait, daemon=True).start()


def _annotation(task: _Task) -> Annotation | str:
    metadata = task.metadata
    try:
        source = task.stored or read(Path(metadata.path))
    except ReadError as error:
        return str(error)
    # Importing this loads spaCy, which a file that cannot be read does not need.
    from pipeline.annotate import annotate

    try:
        return annotate(
            source, language=metadata.language or "auto", id=metadata.id, title=metadata.title or None
        )
    except Exception as error:
        # One document that the pipeline stumbles over must not cost the others their place.
        _log.exception("%s", metadata.path)
        return f"{metadata.path}: cannot be annotated: {type(error).__name__}: {error}"


def _finish(store: StoreWriter, folder: Path, name: str) -> None:
    from pipeline import lexicon
    from search_service import completions_writer, facets_writer, near_writer, units_writer

    words = lexicon.load()

    def knows(form: str) -> bool:
        return any(words.knows(form, language) for language in ("kk", "ru"))

    store.write_words(folder / builds.WORDS, knows)
    store.add_entities(_entities(store.mentioned()))
    completions_writer.write(store.connection)
    facets_writer.write(store.connection, folder / builds.WORDS)
    units_writer.write(store.connection, folder / builds.WORDS)
    for near, spelt in ((builds.NEAR_FORMS, store.forms()), (builds.NEAR_NAMES, store.short_names())):
        near_writer.write(folder / builds.WORDS, near, starmap(near_writer.Spelt, spelt))
    facts = {"format": builds.FORMAT, "version": builds.version(), "build": name}
    store.finish(facts | {"words": builds.sizes(folder / builds.WORDS)})


def _entities(mentioned: Iterable[tuple[str, str, dict[str, str]]]) -> Iterator[NamedEntity]:
    """The entities of the corpus: with the names that the knowledge table has, or as the text names them."""
    from pipeline import knowledge
    from search_service.store_writer import NamedEntity

    known = knowledge.load()
    for id, type, names in mentioned:
        if id not in known:
            yield NamedEntity(id, type, names, list(names.values()))
            continue
        entry = known.entry(id)
        shown = {"kk": entry.kk, "ru": entry.ru, "en": entry.en}
        yield NamedEntity(
            id,
            entry.type,
            {language: name for language, name in shown.items() if name},
            known.names_of(id),
            "–".join(dict.fromkeys(str(year) for year in entry.years or ())),
            entry.description,
        )
