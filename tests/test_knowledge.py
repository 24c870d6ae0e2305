"""The knowledge table: what is refused in it, what an entry answers, how any name reaches its id."""

from __future__ import annotations

import re

import pytest

from pipeline import folding, knowledge, tables
from pipeline.knowledge import COLUMNS, Knowledge
from pipeline.names import congresses, contexts
from pipeline.tables import TableError

CONTEXT_COLUMNS = ("name", "test", "pattern", "verdict", "why")


@pytest.fixture(scope="module")
def known() -> Knowledge:
    return knowledge.load()


def named(known: Knowledge, name: str) -> set[str]:
    """The ids that have `name` among their names, in any script or spelling habit."""
    key = folding.key(name)
    return {entry.id for entry in known if key and key in map(folding.key, known.names_of(entry.id))}


def test_the_table_is_wide_and_each_entry_has_a_name_to_show(known: Knowledge) -> None:
    assert len(known) >= 1_900
    assert all(entry.canonical and entry.names for entry in known)


def test_no_two_entries_of_a_type_share_a_name(known: Knowledge) -> None:
    bearers: dict[tuple[str, str], set[str]] = {}
    for entry in known:
        for name in filter(None, (entry.kk, entry.ru, *entry.aliases)):
            bearers.setdefault((entry.type, name.casefold()), set()).add(entry.id)
    assert [ids for ids in bearers.values() if len(ids) > 1] == []


def test_each_name_is_in_the_letters_of_its_language(known: Knowledge) -> None:
    numbers = re.compile(r"\b[IVXІХ]+\b")
    for entry in known:
        assert not set("әғқңөұүһі") & set(numbers.sub("", entry.ru).casefold()), entry.ru
        assert not re.search("[а-яё]", entry.en.casefold()), entry.en
        assert not re.search("[a-z]", numbers.sub("", entry.kk).casefold()), entry.kk


def test_the_rules_of_contexts_and_of_congresses_know_their_ids(known: Knowledge) -> None:
    verdicts = {row["verdict"] for _, row in tables.rows(contexts.TABLE, *CONTEXT_COLUMNS)}
    assert verdicts - {"none", "keep"} <= known.entries.keys()
    assert all(each.id in known and set(each.places) <= known.entries.keys() for each in congresses.known())


@pytest.mark.parametrize(
    ("cells", "complaint"),
    [
        ({"id": "Omby"}, "knowledge.tsv:1: the id 'Omby'"),
        ({"type": "CITY"}, "knowledge.tsv:1: the type 'CITY'"),
        ({"kind": "capital"}, "knowledge.tsv:1: the kind 'capital'"),
        ({"aliases": "Омбы"}, "knowledge.tsv:1: the aliases ['Омбы'] stand in the row already"),
        ({"kk": "", "ru": ""}, "knowledge.tsv:1: an entry needs a name"),
        ({"years": "1917–1905"}, "knowledge.tsv:1: the years"),
        ({"years": "about 1905"}, "knowledge.tsv:1: the years"),
    ],
)
def test_a_wrong_row_is_refused_with_its_number(
    cells: dict[str, str], complaint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = dict.fromkeys(COLUMNS, "") | {"id": "omby", "type": "PLACE", "kk": "Омбы"}
    monkeypatch.setattr(knowledge, "rows", lambda *_: iter([(1, good | cells)]))
    with pytest.raises(TableError) as refused:
        knowledge.load.__wrapped__()
    assert str(refused.value).startswith(complaint)


def test_an_id_that_comes_twice_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    row = dict.fromkeys(COLUMNS, "") | {"id": "omby", "type": "PLACE", "kk": "Омбы"}
    monkeypatch.setattr(knowledge, "rows", lambda *_: iter([(1, row), (2, row)]))
    with pytest.raises(TableError, match="knowledge.tsv:2: the id 'omby' has a row already"):
        knowledge.load.__wrapped__()


def test_columns_are_those_of_the_file() -> None:
    assert next(tables.rows(knowledge.TABLE, *COLUMNS))[1]["id"]


@pytest.mark.parametrize(
    ("id", "years"),
    [
        ("revolution-1905-1907", (1905, 1907)),
        ("february-revolution", (1917, 1917)),
        ("kazakhstan", None),
        ("no-such-id", None),
    ],
)
def test_years(known: Knowledge, id: str, years: tuple[int, int] | None) -> None:
    assert known.years_of(id) == years


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Букейханов", "bokeikhan-alikhan"),
        ("Бөкейхан", "bokeikhan-alikhan"),
        ("Bokeikhan", "bokeikhan-alikhan"),
        ("Байтұрсынұлы", "baitursynuly-akhmet"),
        ("Байтурсынов", "baitursynuly-akhmet"),
        ("Семипалатинск", "semei"),
        ("Омск", "omby"),
        ("Алашорда", "alash-orda"),
        ("Алаш Орда", "alash-orda"),
        ("Верный", "almaty"),
        ("казахи", "kazakhs"),
        ("«Айқап»", "aiqap"),
        ("Октябрьская революция", "october-revolution"),
    ],
)
def test_any_name_reaches_its_id(known: Knowledge, name: str, id: str) -> None:
    assert id in named(known, name)


@pytest.mark.parametrize("name", ["", "!?", "шаруашылық", "петицияшыл"])
def test_other_words_reach_none(known: Knowledge, name: str) -> None:
    assert named(known, name) == set()
