"""One id for each name: congresses by place and year, namesakes, the two peoples called қырғыз, local ids."""

from __future__ import annotations

import re

import pytest
import spacy

from pipeline import knowledge
from pipeline.entities import mentions
from pipeline.linking import linked
from pipeline.records import DateMention, Entity

LANGUAGES = {language: spacy.blank(language) for language in ("kk", "ru")}


def entities(text: str, language: str = "kk", month: str = "") -> tuple[Entity, ...]:
    """The linked names of `text`, in which each year is a date, with `month` behind it."""
    doc = LANGUAGES[language](text)
    doc[0].is_sent_start = True
    for token in doc[1:]:
        token.is_sent_start = doc[token.i - 1].text in (".", "!") and token.text[0].isupper()
    dates = tuple(
        DateMention(match.start(), match.end(), match[0] + month, "year", None)
        for match in re.finditer(r"\b1[5-9]\d\d\b", text)
    )
    known = knowledge.load()
    return linked(doc, mentions(doc, known), dates, known)


def ids(text: str, language: str = "kk", month: str = "") -> list[str]:
    return [entity.id for entity in entities(text, language, month)]


@pytest.mark.parametrize(
    ("text", "month", "id"),
    [
        ("1917 жылы Орынборда бірінші жалпықазақ съезі өтті.", "", "all-kazakh-congress-1917-07"),
        ("1917 жылы Орынборда екінші жалпықазақ съезі өтті.", "", "all-kazakh-congress-1917-12"),
        ("1917 жылы Орынборда жалпықазақ съезі өтті.", "-12", "all-kazakh-congress-1917-12"),
        ("1905 жылы Орал қаласында бірінші жалпықазақ съезі өтті.", "", "oral-congress-1905"),
        ("1906 жылы Семейде ІІ жалпықазақ съезі өтті.", "", "semei-congress-1906"),
        ("1905 жылы Бүкілресейлік мұсылман съездері өтті.", "", "all-russian-muslim-congresses"),
        ("1917 жылы Мәскеуде Бүкілресейлік мұсылман съезі өтті.", "", "all-russian-muslim-congress-1917"),
        ("Жалпықазақ съезі туралы айтты.", "", "all-kazakh-congress-1917-07"),
    ],
)
def test_a_congress_is_told_by_number_place_and_time(text: str, month: str, id: str) -> None:
    assert [entity.id for entity in entities(text, month=month) if entity.type == "EVENT"] == [id]


def test_a_congress_that_fits_none_gets_a_local_id() -> None:
    (congress,) = [
        e for e in entities("1922 жылы Ташкентте үшінші жалпықазақ съезі өтті.") if e.type == "EVENT"
    ]
    assert congress.id.startswith("local:event:")


@pytest.mark.parametrize(
    ("behind", "same"),
    [
        ("1930 жылы жол салынды. Екінші жалпықазақ съезі не шешті?", True),
        ("1930 жылы жол салынды. Үшінші жалпықазақ съезі не шешті?", False),
        ("Қалада 1930 жылы екінші жалпықазақ съезі өтті.", False),
    ],
)
def test_a_date_of_another_sentence_parts_no_congress_from_that_of_its_number(
    behind: str, same: bool
) -> None:
    text = "1917 жылы Орынборда екінші жалпықазақ съезі өтті. " + behind
    first, second = (entity.id for entity in entities(text) if entity.type == "EVENT")
    assert first == "all-kazakh-congress-1917-12"
    assert (second == first) is same


def test_a_congress_without_evidence_is_the_one_spoken_of_last() -> None:
    text = "1917 жылы екінші жалпықазақ съезі өтті. Бұл жалпықазақ съезі ұзаққа созылды."
    assert ids(text)[-1] == "all-kazakh-congress-1917-12"


@pytest.mark.parametrize(
    ("text", "language", "id"),
    [
        ("Киргизы степных областей в 1907 году.", "ru", "kazakhs"),
        ("1907 жылы «қырғыздар сайланбасын» деді, қазақ жұрты көнбеді.", "kk", "kazakhs"),
        ("1916 жылы қырғыз (қазақ) халқы көтерілді.", "kk", "kazakhs"),
        ("1916 жылы қырғыз бен қазақ көтерілді.", "kk", "kyrgyz"),
        ("1995 жылы қырғыздар келді.", "kk", "kyrgyz"),
        ("Қырғыздар келді.", "kk", "kyrgyz"),
    ],
)
def test_the_imperial_word_for_the_kazakhs(text: str, language: str, id: str) -> None:
    assert ids(text, language)[0] == id


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A surname that two bear is the one named before in full.
        ("Жаһанша Досмұхамедұлы келді. Досмұхамедов сөйледі.", ["dosmukhameduly-zhahansha"] * 2),
        ("Халел Досмұхамедұлы келді. Досмұхамедов сөйледі.", ["dosmukhameduly-khalel"] * 2),
        # A given name alone is the only one so called whom the text names.
        ("Мұстафа Шоқай келді. Мұстафа сөйледі.", ["shoqai-mustafa"] * 2),
        (
            "Ахмет Байтұрсынов пен Ахмет Бірімжанов келді. Бізге Ахмет жазды.",
            ["baitursynuly-akhmet", "birimzhanov-akhmet", "local:person:ahmet"],
        ),
        # Forms of one surname are one person, other initials another.
        ("С.Есімов келді. Есімовтің сөзі.", ["local:person:esimov-s"] * 2),
        ("С.Есімов келді. Б.Есімов кетті.", ["local:person:esimov-s", "local:person:esimov-b"]),
        # A town, its oblast and what both share a name with.
        ("Семейде, Семей облысында", ["semei", "semei-oblast"]),
        ("«Қазақ» газеті, қазақ", ["qazaq-newspaper", "kazakhs"]),
        ("Алаш партиясы, Алаш зиялылары, Алашорда", ["alash-party", "alash-movement", "alash-orda"]),
        # Inflected forms of a name without an entry share an id.
        ("Тосын болысының, Тосын болысында", ["local:place:tosinbolisi"] * 2),
    ],
)
def test_one_id_for_one_thing(text: str, expected: list[str]) -> None:
    assert ids(text) == expected


def test_the_canonical_name_is_in_the_language_of_the_text() -> None:
    assert [e.canonical for e in entities("В Омске", "ru")] == ["Омск"]
    assert [e.canonical for e in entities("Омбыда", "kk")] == ["Омбы"]
