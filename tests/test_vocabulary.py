"""A build of the seeds in, its vocabulary and columns out: they say of words, names and dates what it has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pipeline import folding, suffixes
from search_service import builds, columns
from search_service.index import Field
from search_service.near import NearForms
from search_service.search import Corpus
from search_service.store import Store
from search_service.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def store(index: Path) -> Iterator[Store]:
    with closing(Corpus.open(index)) as corpus:
        yield corpus.store


@pytest.fixture(scope="module")
def words_folder(index: Path) -> Path:
    return builds.words_folder(index, builds.newest(index))


def test_forms_are_found_by_each_of_their_terms(store: Store) -> None:
    vocabulary, index = Vocabulary(store), store.index
    terms: dict[tuple[str, str], list[int]] = {}
    for form in range(index.form_count):
        surface, lemma, keys = index.parts(form)
        assert (vocabulary.surface(form), vocabulary.lemma(form)) == (surface, lemma)
        assert index.counts[form] == len(index.places(form)[0])
        for field, term in (("surface", surface), ("lemma", lemma), *(("key", key) for key in keys)):
            terms.setdefault((field, term), []).append(form)
    fields: tuple[Field, ...] = ("surface", "lemma", "key")
    for field in fields:
        found = {term: forms for (of, term), forms in terms.items() if of == field}
        assert {term: list(vocabulary.forms(field, term)) for term in found} == found
        assert list(vocabulary.forms(field, "жоқсөз")) == []


def test_inflected_forms_are_those_that_the_grammar_cuts_so(store: Store) -> None:
    vocabulary, index = Vocabulary(store), store.index
    by_stem: dict[str, set[int]] = {}
    for form in range(index.form_count):
        for each in suffixes.analyses(index.parts(form)[0]):
            if each.endings and each.kind != "verb" and each.inflected_only:
                by_stem.setdefault(each.stem, set()).add(form)
    assert "қазақ" in by_stem
    assert {stem: set(vocabulary.inflected(stem)) for stem in by_stem} == by_stem
    assert vocabulary.inflected("жоқсөз") == []


def test_columns_say_which_passages_name_whom(store: Store, words_folder: Path) -> None:
    passages, entities, counts = (
        columns.read(words_folder, f"mentions.{name}").tolist() for name in ("passage", "entity", "count")
    )
    ids = [id for (id,) in store.rows("SELECT id FROM entities ORDER BY number")]
    assert ids == sorted(ids)
    assert passages == sorted(passages) and len(set(zip(passages, entities, strict=True))) == len(passages)
    named = Counter((passage, id) for passage, id in store.rows("SELECT passage, entity FROM marks"))
    rows = zip(passages, entities, counts, strict=True)
    assert {(passage, ids[entity]): count for passage, entity, count in rows} == named != {}


def test_columns_say_which_passages_are_of_which_days(store: Store, words_folder: Path) -> None:
    names = ("passage", "first", "last", "counted_first", "counted_last", "doubtful")
    rows = list(zip(*(columns.read(words_folder, f"dates.{name}").tolist() for name in names), strict=True))
    asked = "SELECT passage, first, last, counted_first, counted_last, edtf FROM dates"
    assert rows == sorted(
        {(*known, any(mark in edtf for mark in "~?%")) for *known, edtf in store.rows(asked)}
    )
    assert rows


def test_near_spellings_are_looked_for_among_forms_and_surnames(store: Store, words_folder: Path) -> None:
    near = {each.form for each in NearForms(words_folder, builds.NEAR_FORMS).near("петитция")}
    assert "петиция" in near and all(
        store.rows("SELECT 1 FROM words WHERE surface = ?", (form,)) for form in near
    )
    surnames = NearForms(words_folder, builds.NEAR_NAMES).near("бөкейханв")
    keys = [folding.key(each.form) for each in surnames]
    assert keys and all(of_persons(store, key) for key in keys)


def of_persons(store: Store, key: str) -> bool:
    """Whether a name with the key is one of a person."""
    return bool(store.of_types([entity for _, entity in store.named([key])], ["PERSON"]))
