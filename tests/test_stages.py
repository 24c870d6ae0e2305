"""The stages as spaCy components: what a Doc carries, alone, in order, saved and loaded elsewhere."""

from __future__ import annotations

import json
import multiprocessing
import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from confection import ConfigValidationError
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import pipeline
from pipeline import doc_data, russian
from pipeline.annotate import annotate
from pipeline.records import Source
from tests import described as described_module
from tests.described import described

ORDER = ["izde_sentences", "izde_lemmas", "izde_names", "izde_dates", "izde_links"]
TEXTS = {
    "kk": "Ә. Бөкейхан 1905 жылғы 25 шілдеде Қарқаралыда болды. Оны «Қазақ» газеті 1913-1918жж. жазды.\n\n"
    "Жақып Жымпиев Семейге келді.",
    "ru": "25 июля 1905 г. А. Букейханов был в Каркаралинске. Об этом писала газета «Казах».\n\nОн уехал.",
}
PIPELINES = {language: pipeline.load(language) for language in TEXTS}
BLANKS = {"kk": lambda: spacy.blank("kk"), "ru": lambda: spacy.blank("ru"), "ours": russian.blank}
ODD = st.text(alphabet=st.sampled_from("аәғқұүөҚI1905жг. \n-–«»\"'()\u0301😀\x00\ud800"), max_size=60)
UTF8 = {**os.environ, "PYTHONIOENCODING": "utf-8"}


def test_a_document_carries_what_the_stages_found() -> None:
    doc = PIPELINES["kk"](TEXTS["kk"])
    found = described(doc)
    assert found["names"] == [
        ["Ә. Бөкейхан", "PERSON", "bokeikhan-alikhan", "bokeikhan-alikhan"],
        ["Қарқаралыда", "PLACE", "qarqaraly", "qarqaraly"],
        ["«Қазақ» газеті", "WORK", "qazaq-newspaper", "qazaq-newspaper"],
        ["Жақып Жымпиев", "PERSON", "local:person:jimpiev-j", "local:person:jimpiev-j"],
        ["Семейге", "PLACE", "semei", "semei"],
    ]
    assert found["dates"] == [
        ["1905 жылғы 25 шілдеде", "DATE", "1905-07-25", "1905-07-25", "date", "julian"],
        ["1913-1918жж.", "DATE", "1913/1918", "1913/1918", "year_range", None],
    ]
    assert len(list(doc.sents)) == 3
    assert [(token.lemma_, token.pos_) for token in doc if token.text == "газеті"] == [("газет", "NOUN")]
    assert doc.ents[0]._.edtf is None


def test_the_exact_place_is_kept_where_a_mention_cuts_a_token() -> None:
    doc = PIPELINES["kk"]("Семей-Қарқаралы жолы 1905_1906 жылдары салынды.")
    assert [doc.text[each.start : each.end] for each in doc_data.entities(doc)] == ["Семей", "Қарқаралы"]
    assert [(name.text, name.kb_id_) for name in doc.ents] == [("Семей-Қарқаралы", "semei")]
    assert [doc.text[each.start : each.end] for each in doc_data.dates(doc)] == ["1906 жылдары"]
    assert [date.text for date in doc.spans["dates"]] == ["1905_1906 жылдары"]


@pytest.mark.parametrize("language", sorted(TEXTS))
def test_an_annotation_says_what_the_document_does(language: str) -> None:
    doc = PIPELINES[language](TEXTS[language])
    annotation = annotate(Source("a.txt", TEXTS[language], ""), language=language)
    assert annotation.entities == doc_data.entities(doc) and annotation.entities
    assert annotation.dates == doc_data.dates(doc) and annotation.dates


@pytest.mark.parametrize("language", sorted(TEXTS))
def test_a_process_that_knows_spacy_alone_loads_a_saved_pipeline(language: str, tmp_path: Path) -> None:
    PIPELINES[language].to_disk(tmp_path / "saved")
    done = subprocess.run(
        [sys.executable, described_module.__file__, str(tmp_path / "saved")],
        input=TEXTS[language],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env=UTF8,
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == described(PIPELINES[language](TEXTS[language]))


@pytest.mark.parametrize("language", sorted(TEXTS))
def test_bytes_and_pickles_hold_the_pipeline(language: str) -> None:
    nlp = PIPELINES[language]
    wanted = described(nlp(TEXTS[language]))
    assert described(pipeline.load(language).from_bytes(nlp.to_bytes())(TEXTS[language])) == wanted
    again = pickle.loads(pickle.dumps(nlp))
    assert described(again(TEXTS[language])) == wanted
    assert [token.text for token in again("\ud800 а")] == ["\ufffd", "а"]


@pytest.mark.parametrize("language", sorted(TEXTS))
def test_a_document_survives_saving(language: str) -> None:
    doc = PIPELINES[language](TEXTS[language])
    vocab = spacy.blank(language).vocab
    assert described(Doc(vocab).from_bytes(doc.to_bytes())) == described(doc)
    (with_data,) = DocBin(docs=[doc], store_user_data=True).get_docs(spacy.blank(language).vocab)
    assert described(with_data) == described(doc)
    data = DocBin(docs=[doc]).to_bytes()
    (without,) = DocBin().from_bytes(data).get_docs(spacy.blank(language).vocab)
    assert described(without) == {**described(doc), "data": {}}


@pytest.mark.parametrize("method", sorted({"spawn", multiprocessing.get_start_method()}))
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_two_processes_find_what_one_does(method: str, request: pytest.FixtureRequest) -> None:
    usual = multiprocessing.get_start_method()
    request.addfinalizer(lambda: multiprocessing.set_start_method(usual, force=True))
    multiprocessing.set_start_method(method, force=True)
    texts = [TEXTS["kk"], "", "Семей. 1917 жыл."] * 2
    one = [described(doc) for doc in PIPELINES["kk"].pipe(texts)]
    assert [described(doc) for doc in PIPELINES["kk"].pipe(texts, n_process=2, batch_size=2)] == one


def test_other_languages_read_nothing_of_ours() -> None:
    """spaCy imports every registered stage in every pipeline: that must cost nothing and break nothing."""
    script = (
        "import sys, spacy\n"
        "import importlib.resources as resources\n"
        "found = resources.files\n"
        "def files(package, *rest):\n"
        "    name = getattr(package, '__name__', package)\n"
        "    if name.split('.')[0] == 'pipeline':\n"
        "        raise SystemExit(f'{name}: a table was read')\n"
        "    return found(package, *rest)\n"
        "resources.files = files\n"
        "nlp = spacy.blank('en')\n"
        "assert nlp.has_factory('izde_names')\n"
        "assert [t.text for t in nlp('Is it?')] == ['Is', 'it', '?']\n"
        "from spacy.tokens import Span\n"
        "assert not Span.has_extension('edtf')\n"
        "print(*sorted(m for m in sys.modules if m.split('.')[0] == 'pipeline'))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["pipeline", "pipeline.records", "pipeline.stages"]


def test_a_lemma_needs_no_spacy() -> None:
    """A search must not wait for spaCy: neither importing the package nor a lemma loads it."""
    script = (
        "import sys, pipeline\n"
        "from pipeline.lemmas import lemma\n"
        "assert lemma('қаланың', 'kk') == 'қала' and lemma('города', 'ru') == 'город'\n"
        "print('spacy' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, env=UTF8)
    assert done.stdout.split() == [b"False"], done.stderr


@pytest.mark.parametrize("stage", ORDER[:-1])
@pytest.mark.parametrize("language", sorted(BLANKS))
def test_each_stage_but_links_works_alone(language: str, stage: str) -> None:
    nlp = BLANKS[language]()
    nlp.add_pipe(stage)
    (doc, empty) = nlp.pipe(["Семейде 1905 г. Алаш.", ""])
    assert doc.text == "Семейде 1905 г. Алаш." and not len(empty)
    assert doc.has_annotation("SENT_START")
    assert doc.has_annotation("LEMMA") == (stage == "izde_lemmas")
    assert bool(doc.ents) == (stage == "izde_names")
    assert ("dates" in doc.spans) == (stage == "izde_dates")


def with_stages(*stages: str) -> Language:
    nlp = spacy.blank("kk")
    for stage in stages:
        nlp.add_pipe(stage)
    return nlp


@pytest.mark.parametrize(
    ("stages", "said"),
    [
        (("izde_links",), "izde_links: nobody looked for names; add the stage izde_names before"),
        (("izde_links", "izde_names"), "izde_links: nobody looked for names"),
        (("izde_dates", "izde_names"), "izde_names: .* should stand before izde_dates"),
        (("izde_names", "izde_links", "izde_dates"), "izde_dates: .* should stand before izde_links"),
    ],
)
def test_a_wrong_order_is_told(stages: tuple[str, ...], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        with_stages(*stages)("Семей")


def test_spacy_tells_of_a_wrong_order_before_it_runs() -> None:
    assert with_stages("izde_links", "izde_names").analyze_pipes()["problems"]["izde_links"] == ["doc.ents"]
    assert not any(PIPELINES["kk"].analyze_pipes()["problems"].values())
    assert PIPELINES["kk"].pipe_names == ORDER


def test_a_document_may_come_twice() -> None:
    doc = PIPELINES["kk"](TEXTS["kk"])
    once = described(doc)
    assert described(PIPELINES["kk"](doc)) == once


def test_sentences_marked_before_are_kept() -> None:
    nlp = with_stages("izde_lemmas")
    doc = Doc(
        nlp.vocab, words=["Ол", "келді", ".", "Кетті", "."], sent_starts=[True, False, False, False, False]
    )
    assert len(list(nlp(doc).sents)) == 1


@pytest.mark.parametrize("stage", ORDER)
def test_a_stage_refuses_another_language(stage: str) -> None:
    with pytest.raises(ValueError, match=f"{stage}: .*'en'.* kk and ru"):
        spacy.blank("en").add_pipe(stage)


def test_a_pipeline_has_one_of_two_languages() -> None:
    with pytest.raises(ValueError, match="'en'; it should be kk or ru"):
        pipeline.load("en")


def test_the_learnt_model_is_a_setting() -> None:
    tables_alone = pipeline.load("kk", model="none")
    text = "Жалпы Оңтүстік Кореяның тауары."
    assert [name.text for name in PIPELINES["kk"](text).ents] == ["Оңтүстік Кореяның"]
    assert [name.text for name in tables_alone(text).ents] == ["Кореяның"]
    with pytest.raises(ConfigValidationError, match="model"):
        pipeline.load("kk", model="best")  # type: ignore[arg-type]


def test_dates_go_where_the_settings_say() -> None:
    nlp = spacy.blank("kk")
    nlp.add_pipe("izde_dates", config={"spans_key": "when"})
    doc = nlp("1905 жылы")
    assert [span._.edtf for span in doc.spans["when"]] == ["1905"]


def test_other_tables_are_told(tmp_path: Path) -> None:
    PIPELINES["kk"].to_disk(tmp_path)
    saved = tmp_path / "izde_lemmas" / "stage.json"
    saved.write_text(json.dumps({"tables and weights": "0123456789abcdef"}), encoding="utf-8")
    with pytest.warns(UserWarning, match=r"\(0123456789abcdef\) .* results may differ"):
        assert [token.lemma_ for token in spacy.load(tmp_path)("Қалада")] == ["қала"]


@given(text=st.one_of(st.text(alphabet=st.characters(), max_size=60), ODD))
@pytest.mark.parametrize("language", sorted(TEXTS))
def test_any_text_keeps_its_offsets(language: str, text: str) -> None:
    doc = PIPELINES[language](text)
    assert len(doc.text) == len(text)
    spans = [*doc_data.entities(doc), *doc_data.dates(doc)]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert len(doc.spans["dates"]) == len(doc_data.dates(doc))
    assert described(Doc(doc.vocab).from_bytes(doc.to_bytes())) == described(doc)


def test_letters_without_a_name_are_no_error() -> None:
    assert PIPELINES["ru"]("в городе Аа\U00017000 и Аа\U00017000")[-1].text == "Аа\U00017000"


def test_a_long_document_is_no_error() -> None:
    assert all(nlp.max_length >= 16 * 1024 * 1024 for nlp in (*PIPELINES.values(), spacy.blank("kk")))
