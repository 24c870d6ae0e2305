"""Tables, patterns and the learnt model: which is right where they meet, and heads of what the model sees."""

from __future__ import annotations

import pytest
import spacy

from pipeline import knowledge
from pipeline.names import agreement
from pipeline.names.index import index
from pipeline.names.named_text import Found, NamedText
from pipeline.names.people import RANK
from pipeline.names.running_words import running_words
from pipeline.records import EntityType
from pipeline.tables import TableError

NLP = spacy.blank("kk")


def named(text: str) -> NamedText:
    known = knowledge.load()
    return NamedText(text, running_words(text), index(known, "kk"), known, "kk")


def name(text: str, part: str, type: EntityType, *, ids: tuple[str, ...] = (), rank: int = 0) -> Found:
    start = text.index(part)
    return Found(start, start + len(part), start, start + len(part), type, ids, part, rank)


def agreed(text: str, known: list[Found], learnt: list[tuple[Found, float]]) -> list[tuple[str, str]]:
    found = agreement.agreed(named(text), known, learnt)
    return [(text[each.start : each.end], each.type) for each in found]


TEXT = "Кеше Орск мұғалімдер мектебі ашылды."


@pytest.mark.parametrize(
    ("known", "part", "type", "sure", "expected"),
    [
        # Nothing beside it: how sure the model is decides.
        ("", "Орск", "PLACE", 0.99, [("Орск", "PLACE")]),
        ("", "Орск", "PLACE", 0.1, []),
        # The table is right about its own place, however sure the model is.
        ("table", "Орск", "PERSON", 1.0, [("Орск", "PLACE")]),
        # A pattern gives way to a sure model.
        ("pattern", "Орск", "ORG", 1.0, [("Орск", "ORG")]),
        ("pattern", "Орск", "ORG", 0.2, [("Орск", "PLACE")]),
        # The outermost name counts, when it begins with the place.
        ("table", "Орск мұғалімдер мектебі", "ORG", 1.0, [("Орск мұғалімдер мектебі", "ORG")]),
        ("table", "Орск мұғалімдер мектебі", "ORG", 0.1, [("Орск", "PLACE")]),
        # A person holds no place: the model has run two names together.
        ("table", "Орск мұғалімдер", "PERSON", 1.0, [("Орск", "PLACE")]),
        ("table", "Кеше Орск", "ORG", 1.0, [("Орск", "PLACE")]),
    ],
)
def test_who_is_right(
    known: str, part: str, type: EntityType, sure: float, expected: list[tuple[str, str]]
) -> None:
    table = {
        "": [],
        "table": [name(TEXT, "Орск", "PLACE", ids=("orsk",))],
        "pattern": [name(TEXT, "Орск", "PLACE", rank=RANK)],
    }
    assert agreed(TEXT, table[known], [(name(TEXT, part, type), sure)]) == expected


@pytest.mark.parametrize(
    ("text", "words", "type", "expected"),
    [
        ("Олар Қойбағар қаласына барды.", (1, 2), "PLACE", "Қойбағар қаласына"),
        ("Олар «Таң нұры» газетін оқыды.", (1, 3), "WORK", "«Таң нұры» газетін"),
        # A plural head is that of several names, and another type's head is none of the name.
        ("Олар Қойбағар қалаларына барды.", (1, 2), "PLACE", "Қойбағар"),
        ("Олар Қойбағар қаласына барды.", (1, 2), "PERSON", "Қойбағар"),
        ("Олар Қойбағар барды.", (1, 2), "PLACE", "Қойбағар"),
    ],
)
def test_the_head_is_added_to_a_bare_name(
    text: str, words: tuple[int, int], type: EntityType, expected: str
) -> None:
    found = agreement.with_head(named(text), *words, type)
    assert text[found.start : found.end] == expected


@pytest.mark.parametrize(
    "sentence",
    [
        # Common words at the start, heads alone, dynasties, and words that contexts.tsv says are no names.
        "Үкімет қаулы шығарды.",
        "Ошаққа асқан қазанымыз қайнап кетті.",
        "Балалар ойнап жүр.",
    ],
)
def test_the_model_adds_nothing_where_no_name_is(sentence: str) -> None:
    doc = NLP(sentence)
    assert agreement.agreed(named(sentence), [], agreement.learnt(named(sentence), doc, accurate=True)) == []


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ({"case": "never"}, "agreement.tsv:1: a row needs a language"),
        ({"language": "ky"}, "agreement.tsv:1: a row needs a language"),
        ({"PLACE": "sure"}, "agreement.tsv:1: PLACE: 'sure'"),
        ({}, "agreement.tsv:1: there is no row for"),
    ],
)
def test_a_wrong_table_is_refused(
    row: dict[str, str], complaint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = dict.fromkeys(("PERSON", "PLACE", "ORG", "EVENT", "WORK", "NORP", "LAW"), "0.5") | {
        "language": "kk",
        "case": "alone",
    }
    monkeypatch.setattr(agreement, "rows", lambda *_: iter([(1, good | row)]))
    with pytest.raises(TableError) as refused:
        agreement._table.__wrapped__()
    assert str(refused.value).startswith(complaint)
