"""Text that nobody writes: it never ends the work, moves no offset, and keeps the shape of what comes out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from pipeline import load
from pipeline.annotate import annotate
from pipeline.evaluation import measure
from pipeline.lemmas import lemma
from pipeline.records import Source
from tests import work
from tests.test_cli import izde

LONG = 100_000

ODD = {
    "nothing": "",
    "white space": " \t\n\r\n\u00a0\u2028\u3000",
    "English": "The manifesto of 17 October 1905 was read in Omsk. Nobody answered.",
    "Arabic script": "قازاق ەلى 1905 جىلى پەتيتسييا جازدى. ءبىز كەلدىك؟",
    "Chinese": "哈薩克人在1905年寫了請願書。他們住在草原上。",
    "Hebrew and Greek": "בשנת 1905 כתבו עצומה. Το 1905 έγραψαν.",
    "Latin Kazakh": "Qazaq eli 1905 jyly petısia jazdy. İlias pen Iñkär keldı.",
    "digits": "1905 17 1 2 3 12345678901234567890 3.14 1.2.3.4.5 00.00.0000 1905-1907-1909",
    "emoji": "Алаш \U0001f469\u200d\U0001f469\u200d\U0001f467\U0001f3fd \U0001f3f3\ufe0f\u200d\U0001f308"
    " қаласы\U0001f1f0\U0001f1ff. \U0001f1f0 1905 жылы 5\ufe0f\u20e3 желтоқсан \U0001f600\U0001f600",
    "marks in the wrong order": "И\u0306\u0323ю\u0323\u0306ль, \u0306й\u0306\u0301 ё\u0308"
    " қ\u0323\u0301\u0323азақ",
    "marks alone": "\u0301 \u0308\u0306 1905 \u0301жылы \u200d\u200c\ufe0f",
    "control characters": "Ал\x00аш\x01 пар\x07тия\x1bсы 19\x0805 жы\x7fлы\x85"
    " құ\u202eрыл\u202cды\ufeff.\ufffe\uffff",
    "line ends": "Алаш\rпартиясы\r\n1905\x0bжылы\x0cқұрыл\x1cды\u2028.\u2029",
    "lone surrogates": "Ала\ud800ш пар\udfffтиясы 1905 \udc80жылы\ud83d құрыл\udcffды.",
    "halves in the wrong order": "\ude00\ud83d Абай",
    "unpaired marks of pairs": "«(“[{‘ Алаш 1905 жылы ]»»»)",
    "quotation in quotation": "«" * 500 + "Алаш" + "»" * 500,
    "tokens beyond the plane": "𝔄𝔩𝔞𝔰𝔥 𐐀𐐁 1905 жылы 𝟙𝟡𝟘𝟝",
}

ENDLESS = {
    "one figure": "9" * LONG,
    "one letter": "қ" * LONG,
    "one word": "қазақстан" * (LONG // 9),
    "one hyphen": "-" * LONG,
    "one stop": "." * LONG,
    "a word of hyphens": "қа-" * (LONG // 3),
    "a word of capitals and stops": "Қ." * (LONG // 10),
    "one mark": "\u0301" * LONG,
}
"""One token each, or what looks like one."""

ANY = st.text(
    st.sampled_from("аәғқұүөҚАІ1905жг. \n-–«»\"'()[]\u0301\u0306😀\x00\x85\r\t\u2028\ufeff\ud800\udc80")
    | st.characters(exclude_categories=()),
    max_size=80,
)


def annotated(text: str, **settings: Any) -> dict[str, Any]:
    """The annotation of `text`, checked: every slice is what it says it is, and everything lies within."""
    found = annotate(Source("odd.txt", text, "0" * 64), **settings).as_json()
    shown = found["text"]
    for kind in ("sentences", "tokens", "entities", "dates", "paragraphs", "sections"):
        for item in found[kind]:
            assert 0 <= item["start"] < item["end"] <= len(shown), kind
            assert 0 <= item.get("raw_start", 0) <= item.get("raw_end", len(text)) <= len(text), kind
            assert item.get("text", shown[item["start"] : item["end"]]) == shown[item["start"] : item["end"]]
        starts = [item["start"] for item in found[kind]]
        assert starts == sorted(starts), kind
    for before, after in zip(found["tokens"], found["tokens"][1:], strict=False):
        assert before["end"] <= after["start"]
    covered = {at for token in found["tokens"] for at in range(token["start"], token["end"])}
    assert all(at in covered or letter.isspace() for at, letter in enumerate(shown))
    assert all(token["lemma"] for token in found["tokens"])
    for repair in found["repairs"]:
        assert text[repair["raw_start"] : repair["raw_end"]] == repair["raw"]
        assert shown[repair["start"] : repair["end"]] == repair["repaired"]
    # What is written out is read back as it was, half characters too: JSON has an escape for them.
    written = json.dumps(found, ensure_ascii=False).encode("utf-8", "backslashreplace")
    assert json.loads(written) == found
    return found


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("name", ODD)
def test_odd_text_is_annotated_and_every_slice_is_what_it_says(name: str, language: str) -> None:
    annotated(ODD[name], language=language)


@pytest.mark.parametrize("name", ODD)
def test_odd_text_is_annotated_line_by_line(name: str) -> None:
    annotated(ODD[name], keep_lines=True)


@pytest.mark.parametrize("name", ENDLESS)
def test_a_token_without_end_is_annotated(name: str) -> None:
    annotated(ENDLESS[name])


# The first examples load the models.
@settings(deadline=None)
@given(text=ANY, language=st.sampled_from(["auto", "kk", "ru"]), keep_lines=st.booleans())
def test_any_text_is_annotated(text: str, language: str, keep_lines: bool) -> None:
    annotated(text, language=language, keep_lines=keep_lines)


@pytest.fixture(scope="module")
def pipelines() -> dict[str, Language]:
    """The whole pipeline of each language."""
    return {language: load(language) for language in ("kk", "ru")}


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("name", ODD)
def test_the_spacy_pipeline_moves_no_offset(pipelines: dict[str, Language], name: str, language: str) -> None:
    """A half character, which spaCy cannot hold, becomes U+FFFD; everything else stays as it is."""
    text = ODD[name]
    doc = pipelines[language](text)
    held = "".join("\ufffd" if "\ud800" <= letter <= "\udfff" else letter for letter in text)
    assert doc.text == held
    assert all(held[token.idx :].startswith(token.text) for token in doc)
    assert all(token.lemma_ for token in doc)


@settings(deadline=None)
@given(word=ANY.map(lambda text: "".join(text.split())).filter(bool), language=st.sampled_from(["kk", "ru"]))
def test_the_lemma_of_a_word_is_one_word(word: str, language: str) -> None:
    found = lemma(word, language)
    assert found and not any(map(str.isspace, found))


@pytest.mark.parametrize(
    "letter", ["қ", "9", "-", ".", "\u0301", "қ-", "Қ.", "1905 ", "Абай ", "«", "әдебиет"]
)
def test_work_grows_with_the_text_and_not_with_its_square(letter: str) -> None:
    few, many = (letter * (size // len(letter)) for size in (5_000, 20_000))
    annotated(letter * 100)
    assert work.calls(lambda: annotate(Source("x", many, ""))) < 8 * work.calls(
        lambda: annotate(Source("x", few, ""))
    )


def test_lemmatise_keeps_the_shape_of_what_it_reads() -> None:
    texts = [text.encode("utf-8", "replace").decode("utf-8") for text in (ODD | ENDLESS).values()]
    lines = [" ".join(text.split()) for text in texts if text.strip()]
    done = izde("lemmatise", stdin="\n".join(lines) + "\n")
    assert (done.returncode, done.stderr) == (0, "")
    shapes = [
        [bool(token) for token in line.split(" ")] for line in done.stdout.removesuffix("\n").split("\n")
    ]
    assert shapes == [[bool(token) for token in line.split(" ")] for line in lines]


@pytest.mark.parametrize("bad", [b"\xff\xfe", b"\xed\xa0\x80", b"\xd0", b"\xf8\x88\x80\x80\x80"])
def test_bytes_of_a_bad_decoder_are_named_with_their_line(tmp_path: Path, bad: bytes) -> None:
    done = izde("lemmatise", stdin="Алаш партиясы\n".encode() + bad + b"\n")
    assert done.returncode == 1 and done.stderr.count("\n") == 1
    assert "standard input, line 2: is not UTF-8" in done.stderr
    (tmp_path / "bad.txt").write_bytes("Алаш\n".encode() + bad)
    done = izde("annotate", "bad.txt", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "") and "bad.txt: is not UTF-8" in done.stderr


@pytest.mark.parametrize("name", [*ODD, "one letter", "a word of hyphens"])
def test_odd_tokens_are_measured_on(tmp_path: Path, name: str) -> None:
    forms = (ODD | ENDLESS)[name].encode("utf-8", "replace").decode("utf-8").split()
    rows = [
        f"{number}\t{form}\t{form}\tX\t_\t_\t_\t_\t_\t_"
        for number, form in enumerate(forms or ["а"], start=1)
    ]
    (tmp_path / "odd.conllu").write_text("\n".join(rows) + "\n", encoding="utf-8", newline="")
    for measured in (measure.lemmas, measure.tokens, measure.sentences):
        found = measured(tmp_path / "odd.conllu")
        assert all(0 <= figure.value <= 1 for figure in found.figures.values())
    labels = "".join(f"{form} B-ORG\n" for form in forms or ["а"])
    (tmp_path / "odd.iob2").write_text(labels, encoding="utf-8", newline="")
    found = measure.entities(tmp_path / "odd.iob2")
    assert found.figures["exact"].gold == len(forms or ["а"])
