"""Annotations made by hand in, what the store tells of them out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.alignment import AlignedText
from pipeline.annotation import Annotation
from pipeline.records import (
    DateMention,
    Edit,
    Entity,
    Paragraph,
    Repair,
    Section,
    Sentence,
    Source,
    Token,
)
from search_service import builds, facets_writer
from search_service.answers import DateMark, EntityMark, IndexUnusable
from search_service.facets import Top
from search_service.folders import Metadata
from search_service.passage_sets import PassageSets
from search_service.store import Store
from search_service.store_writer import LAST_DAY, NamedEntity, StoreWriter, days, name_key
from search_service.vocabulary import Vocabulary

RAW = "\n1. Қоғам\n\nҚазақ мақаласы 1913 жылы iшкi жұмыс. Орынборда 1905 жылдан бастап.\n"


def annotated(id: str = "alash", raw: str = RAW) -> Annotation:
    at = raw.index("iшкi")
    edits = [Edit(0, 1, ""), Edit(at, at + 1, "і", "homoglyph"), Edit(at + 3, at + 4, "і", "homoglyph")]
    aligned = AlignedText.of(raw).edited(edits)
    text = aligned.text

    def span(part: str) -> tuple[int, int]:
        return text.index(part), text.index(part) + len(part)

    sentences = ["1. Қоғам", "Қазақ мақаласы 1913 жылы ішкі жұмыс.", "Орынборда 1905 жылдан бастап."]
    lemmas = {"мақаласы": "мақала", "жылы": "жыл", "Орынборда": "Орынбор", "жылдан": "жыл"}
    tokens = [Token(*span(word), lemmas.get(word, word), "") for word in text.replace(".", " ").split()]
    return Annotation(
        id,
        "Қоғам",
        "kk",
        Source(f"{id}.txt", raw, hashlib.sha256(raw.encode()).hexdigest()),
        aligned,
        (Repair(at, at + 1, "i", "і", "homoglyph"), Repair(at + 3, at + 4, "i", "і", "homoglyph")),
        (Section(0, len(text), "1", "Қоғам"),),
        (Paragraph(*span("1. Қоғам"), "heading"), Paragraph(span("Қазақ")[0], len(text), "paragraph")),
        tuple(Sentence(*span(sentence), "kk") for sentence in sentences),
        tuple(tokens),
        (Entity(*span("Орынборда"), "PLACE", "Орынбор", "orynbor"),),
        (
            DateMention(*span("1913 жылы"), "1913", "year", None),
            DateMention(*span("1905 жылдан"), "1905/..", "year", None),
        ),
    )


def written(
    file: Path, *annotations: Annotation, old: Path | None = None, copied: tuple[str, ...] = ()
) -> Store:
    writer = StoreWriter(file, old=old)
    for id in copied:
        writer.copy(id)
    for annotation in annotations:
        metadata = Metadata(f"/texts/{annotation.id}.txt", annotation.id, author="Автор", source="Кітап")
        writer.add(metadata, annotation)
    folder = file.parent / builds.WORDS
    folder.mkdir()
    writer.write_words(folder, lambda form: form != "ішкі")
    assert writer.mentioned() == [("orynbor", "PLACE", {"kk": "Орынбор"})]
    names = ["Орынбор", "Оренбург"]
    writer.add_entities([NamedEntity("orynbor", "PLACE", {"kk": "Орынбор"}, names, "1743", "қала")])
    facets_writer.write(writer.connection, folder)
    writer.finish({"build": "1"})
    return Store(file)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with closing(written(tmp_path_factory.mktemp("store") / "store.sqlite", annotated())) as opened:
        yield opened


def test_a_document_comes_back(store: Store) -> None:
    found = store.document("alash")
    assert found is not None
    assert (found.id, found.title, found.language, found.source) == ("alash", "Қоғам", "kk", "alash.txt")
    assert (found.author, found.provenance, found.passages) == ("Автор", "Кітап", 3)
    assert found.sections == (("1", "Қоғам", "alash:1"),)
    assert store.raw("alash") == RAW and store.text("alash") == annotated().text
    assert [(each.raw, each.repaired) for each in store.repairs("alash")] == [("i", "і")] * 2
    assert (
        store.document("none") is None and store.documents(0, 10) == [found] and store.documents(1, 10) == []
    )


def test_a_passage_comes_back_with_its_marks(store: Store) -> None:
    first, second, third = store.passages("alash", 1, 99)
    assert (first.id, first.kind, first.section, first.paragraph) == ("alash:1", "heading", "1", 0)
    assert second.dates == (DateMark(15, 24, "1913", "year"),)
    assert third.entities == (EntityMark(0, 9, "PLACE", "orynbor", "Орынбор"),)
    assert third.text[0:9] == "Орынборда"
    for passage in (first, second, third):
        assert annotated().text[passage.start : passage.end] == passage.text
        assert RAW[passage.raw_start : passage.raw_end] == passage.text.replace("ішкі", "iшкi")
    assert store.numbered([3, 1]) == {1: first, 3: third}
    assert store.passages("alash", 0, 1) == [first] and store.passages("none", 1, 9) == []


def test_a_passage_is_found_by_its_place_in_the_source(store: Store) -> None:
    second = store.passages("alash", 2, 2)[0]
    assert store.passage_at("alash", second.raw_start) == second
    assert store.passage_at("alash", second.raw_end - 1) == second
    assert store.passage_at("alash", 0) is None and store.passage_at("none", 5) is None


def dated(store: Store, first: int, last: int) -> list[tuple[int, bool]]:
    found, inside = PassageSets(store).dated(first, last)
    return list(zip(found.tolist(), inside.tolist(), strict=True))


def test_dates_are_found_by_their_days(store: Store) -> None:
    assert dated(store, 19130101, 19131231) == [(2, True), (3, False)]
    assert dated(store, 19050101, 19051231) == [(3, True)]
    assert dated(store, 19130601, 19130630) == [(2, False), (3, False)]
    assert dated(store, 19000101, 19001231) == []
    assert store.facets.years([1, 2, 3], 9) == Top([("1905", 1), ("1913", 1)], 0)
    assert store.facets.years(range(1, 4), 1) == Top([("1905", 1)], 1)
    assert store.facets.first_days[1:].tolist() == [LAST_DAY, 19130101, 19050101]


def test_names_are_found_by_their_keys(store: Store) -> None:
    assert store.named([name_key("Orenburg"), name_key("Орал")]) == [("orenburg", "orynbor")]
    assert store.mentions("orynbor") == [3] and store.mentions("none") == []
    found = store.entity("orynbor")
    assert found is not None and (found.forms, found.passages) == ((("Орынборда", 1),), ("alash:3",))
    assert store.entities(None, ["oren"], 0, 9)[0] == 1 and store.entities("PERSON", [], 0, 9) == (0, [])
    assert store.entities(None, ["none", "oren"], 0, 9)[0] == 1 and store.entities(None, ["or"], 0, 9)[0] == 1
    assert store.facets.entities([1, 2, 3], 9) == Top([("orynbor", 1)], 0)
    assert store.facets.entities([1, 2], 9) == Top([], 0)
    assert store.named_entities(["orynbor", "none"]) == {"orynbor": ("Орынбор", "PLACE", {"kk": "Орынбор"})}
    assert store.entity("none") is None


def test_words_are_found_by_form_and_key(store: Store) -> None:
    assert store.lemmas("мақаласы") == ["мақала"]
    vocabulary = Vocabulary(store)
    (form,) = vocabulary.forms("key", "makalasi")
    assert store.index.parts(form) == ("мақаласы", "мақала", ("makalasi", "makala"))
    assert vocabulary.known([form]) and not vocabulary.known(vocabulary.forms("surface", "ішкі"))


def test_a_copied_document_is_the_same_beside_another(store: Store, tmp_path: Path) -> None:
    one, other = (tmp_path / name / "store.sqlite" for name in ("one", "two"))
    for file in (one, other):
        file.parent.mkdir()
    written(one, annotated("b")).close()
    two = written(other, annotated("a"), old=one, copied=("b",))
    assert [each.id for each in two.documents(0, 9)] == ["a", "b"]
    assert [each.text for each in two.passages("b", 1, 9)] == [
        each.text for each in store.passages("alash", 1, 9)
    ]
    assert two.passages("b", 3, 3)[0].entities == store.passages("alash", 3, 3)[0].entities
    assert sorted(two.mentions("orynbor")) == [3, 6]
    assert dated(two, 19050101, 19051231) == [(3, True), (6, True)]
    assert two.index.size == 6
    here, there = two.index.words_of(range(1, 7)), store.index.words_of((1, 2, 3))
    assert [here[number] for number in range(1, 7)] == [there[number] for number in (1, 2, 3)] * 2
    assert two.lemmas("орынборда") == ["орынбор"]
    two.close()


def test_threads_may_share_it(store: Store) -> None:
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: store.passages("alash", 1, 3), range(100)))
    assert all(each == found[0] for each in found)


@pytest.mark.parametrize(
    ("edtf", "expected", "why"),
    [
        ("1905", (19050101, 19051231, 19050101, 19051231), "a year"),
        ("1905-07-25", (19050725,) * 4, "a day"),
        ("1905/1907", (19050101, 19071231, 19050101, 19071231), "years"),
        ("1905/..", (19050101, 99_999_999, 19050101, 19051231), "since: counts by its first year"),
        ("../1905", (-99_999_999, 19051231, 19050101, 19051231), "until: counts by its last year"),
        ("-0208", (-2079899, -2078769, -2079899, -2078769), "209 BC"),
    ],
)
def test_dates_become_days(edtf: str, expected: tuple[int, ...], why: str) -> None:
    assert days(edtf) == expected, why


def test_what_is_no_store_is_refused(tmp_path: Path) -> None:
    (tmp_path / "broken").write_bytes(b"not a database, whatever it says" * 100)
    for file in ("broken", "missing"):
        with pytest.raises(IndexUnusable, match="izde build --rebuild"):
            Store(tmp_path / file)
