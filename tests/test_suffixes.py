"""The suffix grammar: what may follow what, how words are cut, and properties of both."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import suffixes

TABLE = Path(__file__).parent / "tables" / "suffixes.tsv"
ROWS = [line.split("\t")[:3] for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]]


@pytest.mark.parametrize(("stem", "ending", "expected"), ROWS)
def test_follows(stem: str, ending: str, expected: str) -> None:
    assert suffixes.follows(stem, ending) is (expected == "yes")


@pytest.mark.parametrize(
    ("word", "cut"),
    [
        ("қалаларда", ("қала", ("лар", "да"))),
        ("кітабы", ("кітап", ("ы",))),
        ("құқығынан", ("құқық", ("ы", "нан"))),
        ("жүрегі", ("жүрек", ("і",))),
        ("халқының", ("халық", ("ы", "ның"))),
        ("орнына", ("орын", ("ы", "на"))),
        ("съезінде", ("съезд", ("і", "нде"))),
        ("июльде", ("июль", ("де",))),
        ("Петербургте", ("Петербург", ("те",))),
        ("қаладағы", ("қала", ("да", "ғы"))),
        ("оқиды", ("оқы", ("й", "ды"))),
        ("оқу", ("оқы", ("у",))),
        ("қою", ("қой", ("у",))),
        ("жоюға", ("жой", ("у", "ға"))),
        ("кию", ("ки", ("у",))),
        ("тауып", ("тап", ("ып",))),
        ("жазбаған", ("жаз", ("ба", "ған"))),
        ("ұйымдастырылып", ("ұйымдастыр", ("ыл", "ып"))),
        ("барғысы", ("бар", ("ғы", "сы"))),
        ("Байтұрсынұлына", ("Байтұрсынұлы", ("на",))),
        ("АҚШ-тың", ("АҚШ", ("тың",))),
        ("ҚАЗАҚСТАННЫҢ", ("ҚАЗАҚСТАН", ("ның",))),
    ],
)
def test_strip(word: str, cut: tuple[str, tuple[str, ...]]) -> None:
    assert cut in suffixes.strip(word)


@pytest.mark.parametrize(
    ("word", "cut"),
    [
        ("жинақында", ("жинақ", ("ы", "нда"))),
        ("қалалер", ("қала", ("лер",))),
        ("билігы", ("билік", ("ы",))),
        ("адамдан", ("адам", ("дан",))),
    ],
)
def test_not_licensed(word: str, cut: tuple[str, tuple[str, ...]]) -> None:
    assert cut not in suffixes.strip(word)


@given(word=st.text(alphabet="аәбғгдеиыікқлмнңопрстуүұшюя-»Қ1 ", max_size=24))
def test_the_bare_word_comes_first_and_no_stem_is_empty(word: str) -> None:
    cuts = list(suffixes.strip(word))
    assert cuts[0] == (word, ())
    assert all(stem for stem, endings in cuts if endings)
    assert len(cuts) == len(set(cuts))


@given(stem=st.sampled_from(["қала", "жер", "адам", "Алаш", "бүлік"]), word=st.text(max_size=10))
def test_endings_of_any_text_are_judged(stem: str, word: str) -> None:
    assert suffixes.follows(stem, word) in (True, False)


def test_every_chain_that_follows_is_found_by_strip() -> None:
    for stem, ending, expected in ROWS:
        if expected == "yes" and ending and ending[0].isalpha():
            assert any(found == stem for found, endings in suffixes.strip(stem + ending) if endings)
