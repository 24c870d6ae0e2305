"""Pairs in, translation memories out, read back by a library of translators' formats."""

from __future__ import annotations

import io
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from translate.storage.tmx import tmxfile

from search_service import tmx
from search_service.answers import PairRecord, PairSide
from search_service.search import Corpus

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def pair(source: str, target: str = "Перевод.", *, note: str = "", confidence: float = 1.0) -> PairRecord:
    sides = PairSide("text", "kk", ((3, source),)), PairSide("text-ru", "ru", ((5, target),))
    return PairRecord(*sides, confidence, "hand" if confidence == 1 else "aligned", note)


def written(pairs: Iterable[PairRecord]) -> bytes:
    file = io.StringIO()
    tmx.write(pairs, "1.0", file)
    return file.getvalue().encode("utf-8")


def read(data: bytes) -> list[tuple[str, str]]:
    return [(unit.source, unit.target) for unit in tmxfile(io.BytesIO(data), "kk", "ru").units]


def test_another_reader_finds_every_pair_of_a_corpus(bilingual: Path) -> None:
    with closing(Corpus.open(bilingual)) as corpus:
        pairs = list(corpus.pairs())
        data = written(corpus.pairs())
    assert len(pairs) == 6
    assert read(data) == [(each.source.text, each.target.text) for each in pairs]


def test_the_file_says_what_the_standard_asks_for() -> None:
    root = ElementTree.fromstring(written([pair("Мәтін.", note="a < b"), pair("Тағы.", confidence=0.25)]))
    assert (root.tag, root.get("version")) == ("tmx", "1.4")
    header = root.find("header")
    assert header is not None and header.attrib == {
        "creationtool": "izde",
        "creationtoolversion": "1.0",
        "segtype": "sentence",
        "o-tmf": "izde",
        "adminlang": "en",
        "srclang": "*all*",
        "datatype": "plaintext",
    }
    first, second = root.iterfind("body/tu")
    assert first.attrib == {"tuid": "text-ru@5", "srclang": "kk"}
    assert [each.tag for each in first] == ["note", "prop", "prop", "prop", "prop", "tuv", "tuv"]
    assert first.findtext("note") == "a < b"
    assert [each.get(LANGUAGE) for each in first.iterfind("tuv")] == ["kk", "ru"]
    for unit, confidence, made in ((first, "1", "hand"), (second, "0.25", "aligned")):
        assert {each.get("type"): each.text for each in unit.iterfind("prop")} == {
            "x-izde-source": "text@3",
            "x-izde-target": "text-ru@5",
            "x-izde-confidence": confidence,
            "x-izde-made": made,
        }


def test_a_side_of_several_sentences_is_one_segment() -> None:
    sides = PairSide("a", "kk", ((3, "Бір."), (9, "Екі."))), PairSide("b", "ru", ((0, "Раз, два."),))
    assert read(written([PairRecord(*sides, 1.0, "hand", "")])) == [("Бір. Екі.", "Раз, два.")]


def test_no_pairs_are_an_empty_memory() -> None:
    data = written([])
    assert read(data) == [] and ElementTree.fromstring(data).find("body") is not None


@pytest.mark.parametrize(
    ("text", "kept", "why"),
    [
        ("<b> & \"c\" 'd' ]]>", "<b> & \"c\" 'd' ]]>", "what XML takes for its own"),
        ("а\x00б\x0bв\x1bг", "а\ufffdб\ufffdв\ufffdг", "control characters have no place in XML"),
        ("а\ud800б", "а\ufffdб", "half a character"),
        ("а\ufffeб\uffff", "а\ufffdб\ufffd", "what is no character"),
        ("а\rб", "а\ufffdб", "readers would make a line feed of it"),
        ("а\u0301 😀 \u200f ⵣ", "а\u0301 😀 \u200f ⵣ", "marks, emoji, directions"),
        ("а\u0085б\u2028в", "а\u0085б\u2028в", "line ends of other kinds"),
    ],
)
def test_what_xml_cannot_hold_is_replaced(text: str, kept: str, why: str) -> None:
    unit = ElementTree.fromstring(written([pair(text, note=text)])).find("body/tu")
    assert unit is not None
    assert (unit.findtext("tuv/seg"), unit.findtext("note")) == (kept, kept), why


ANY = st.text(st.characters(codec=None), max_size=30)


@given(st.lists(st.tuples(ANY, ANY), max_size=5))
def test_any_text_gives_a_file_that_is_read_back(texts: list[tuple[str, str]]) -> None:
    body = ElementTree.fromstring(written(pair(*each) for each in texts)).iterfind("body/tu")
    found = [tuple(seg.text or "" for seg in unit.iterfind("tuv/seg")) for unit in body]
    assert [tuple(map(len, each)) for each in found] == [tuple(map(len, each)) for each in texts]
    for got, given_ in zip(found, texts, strict=True):
        for one, other in zip("".join(got), "".join(given_), strict=True):
            assert one == other or one == "\ufffd"
