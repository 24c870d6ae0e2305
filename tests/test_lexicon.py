"""The lexicon: which words it knows, how natural it finds spellings, whether its weights are those listed."""

from __future__ import annotations

import hashlib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import lexicon

WORDS = lexicon.load()


@pytest.mark.parametrize(
    "word",
    [
        *"ғасырдың қалған үкімет Үкіметі ҮКІМЕТІНЕ ұлы бұрынғы буржуазиялық петициялардың".split(),
        *"қудалауды жазылды ұйымдастырылып генерал-губернаторларға автономиясынан оқытылған".split(),
    ],
)
def test_known(word: str) -> None:
    assert WORDS.knows(word)


@pytest.mark.parametrize(
    "word",
    [
        *"ұасырдың ұалған ұкімет өлы бұрыңғы бұржуазиялық петйциялардың құдалауды жұзылды".split(),
        *"билігы үкіметны қалалер ұғасыр -".split(),
        "",
    ],
)
def test_unknown(word: str) -> None:
    assert not WORDS.knows(word)


def test_russian_words() -> None:
    assert WORDS.knows("Революции", "ru")
    assert not WORDS.knows("рeволюции", "ru")
    assert not WORDS.knows("", "ru")


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("ғасырдың", "ұасырдың"),
        ("қалған", "ұалған"),
        ("өкімет", "ұкімет"),
        ("тәуелсіз", "туелсөз"),
        ("мектеп", "мектұп"),
    ],
)
def test_naturalness(better: str, worse: str) -> None:
    assert WORDS.naturalness(better) > WORDS.naturalness(worse)


@given(word=st.text(max_size=30))
def test_any_word_is_judged(word: str) -> None:
    assert WORDS.naturalness(word) <= 0
    assert WORDS.frequency(word) >= 0
    assert WORDS.knows(word) in (True, False)


@given(word=st.sampled_from(sorted(WORDS.counts)[::500]))
def test_case_is_left_aside(word: str) -> None:
    assert WORDS.knows(word) and WORDS.knows(word.capitalize())
    assert WORDS.frequency(word) == WORDS.frequency(word.upper().casefold())


def test_weights_are_those_of_the_manifest() -> None:
    models = files("pipeline") / "models"
    lines = (models / "manifest.tsv").read_text(encoding="utf-8").splitlines()[1:]
    listed = {line.split("\t")[0]: line.split("\t")[1] for line in lines}
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in models.iterdir()
        if path.name.endswith(".gz")
    }
    assert found and found.items() <= listed.items()
