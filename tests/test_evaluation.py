"""`izde evaluate`: what its figures are on files small enough to count by hand, and what faulty files get."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluation import conllu_file, lemma_table, measure, systems
from pipeline.evaluation.conflation import conflation
from pipeline.evaluation.entity_labels import kaznerd
from pipeline.evaluation.entity_scores import entity_figures
from pipeline.evaluation.figures import Figure, f1
from pipeline.evaluation.iob2_file import Name, labelled
from pipeline.evaluation.rows_of_file import FileFault
from pipeline.evaluation.sentences import running_text
from pipeline.records import EntityType
from tests import work
from tests.test_cli import izde

TABLES = Path(__file__).resolve().parent / "tables"

TREEBANK = """\
# newdoc id = one
# text = Ол үйдегі кітап.
1\tОл\tол\tPRON\t_\t_\t0\troot\t_\t_
2-3\tүйдегі\t_\t_\t_\t_\t_\t_\t_\t_
2\tүйде\tүй\tNOUN\t_\t_\t1\tdep\t_\t_
3\tгі\t_\tADP\t_\t_\t1\tdep\t_\t_
3.1\tбар\tбар\tADJ\t_\t_\t_\t_\t_\t_
4\tкітап\tКітап\tNOUN\t_\t_\t1\tdep\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t_\t_\t1\tdep\t_\t_

1\tБіз\tбіз\tPRON\t_\t_\t0\troot\t_\tSpaceAfter=No
2\t!\t!\tPUNCT\t_\t_\t1\tdep\t_\t_

# newpar
# text = Бар  екен
1\tБар\tбар\tADJ\t_\t_\t0\troot\t_\t_
2\tекен\tе\tAUX\t_\t_\t1\tdep\t_\t_
"""


def file(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_treebank_becomes_running_text_with_spans(tmp_path: Path, line_end: str) -> None:
    content = "\ufeff" + TREEBANK.replace("\n", line_end)
    sentences = list(conllu_file.sentences(file(tmp_path, "t.conllu", content)))
    paragraphs = [
        (text, [text[slice(*span)] for span in spans], [text[slice(*span)] for span in tokens])
        for text, spans, tokens in running_text(sentences)
    ]
    assert paragraphs == [
        # A row for several words is one token in print; an empty node is none.
        (
            "Ол үйдегі кітап. Біз!",
            ["Ол үйдегі кітап.", "Біз!"],
            ["Ол", "үйдегі", "кітап", ".", "Біз", "!"],
        ),
        ("Бар  екен", ["Бар  екен"], ["Бар", "екен"]),
    ]
    assert [word.form for word in sentences[0].words] == ["Ол", "үйде", "гі", "кітап", "."]


def test_tokens_and_sentences_are_counted_by_their_exact_ends(tmp_path: Path) -> None:
    path = file(tmp_path, "t.conllu", TREEBANK)
    assert measure.tokens(path).figures["tokens"] == f1(8, 8, 8)
    assert measure.sentences(path).figures["sentences"] == f1(3, 3, 3)
    # The same text, of which the file says that «үй» and «дегі» are tokens and the first two sentences one.
    other = file(
        tmp_path,
        "other.conllu",
        "1\tОл\t_\t_\t_\t_\t_\t_\t_\t_\n2\tүй\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n3\tдегі\t_\t_\t_\t_\t_\t_\t_\t_\n"
        "4\tкітап\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n5\t.\t_\t_\t_\t_\t_\t_\t_\t_\n6\tБіз\t_\t_\t_\t_\t_\t_\t_\t_\n",
    )
    assert measure.tokens(other).figures["tokens"] == f1(4, 5, 6)
    assert measure.sentences(other).figures["sentences"] == f1(0, 2, 1)


def test_lemmas_leave_case_signs_and_unknown_ones_aside(tmp_path: Path) -> None:
    evaluation = measure.lemmas(file(tmp_path, "t.conllu", TREEBANK))
    assert (evaluation.figures["lemmas"].gold, evaluation.figures["lemmas and signs"].gold) == (6, 8)
    assert evaluation.figures["lemmas"].right >= 5
    assert list(evaluation.figures)[0] == "lemmas"
    first = "# doc = one\nОл\tол\tprn\nол жақта\tжақ\tadv\nкітаптар\tкітап\tn pl\n.\t.\tsent\n"
    table = f'{first}\nX\t_\t_\n"\t\t\nБіз\tКІТАП\n\t_\t_\n'
    figures = measure.lemmas(file(tmp_path, "t.tsv", table)).figures
    assert figures["lemmas"] == Figure(2 / 3, 2, 3, 3)
    assert figures["lemmas and signs"] == Figure(3 / 4, 3, 4, 4)


def test_a_table_says_of_which_document_a_sentence_is(tmp_path: Path) -> None:
    table = "а\tа\n\n# doc = one\nб\tб\n# a remark\nв\tв\n\nг\tг\n# doc = two\n\n#\t#\n"
    found = lemma_table.sentences(file(tmp_path, "t.tsv", table))
    assert [(document, "".join(word.form for word in words)) for document, words in found] == [
        ("", "а"),
        ("one", "бв"),
        ("two", "г"),
        ("two", "#"),
    ]


@pytest.mark.parametrize(
    ("words", "figure"),
    [
        ([], f1(0, 0, 0)),
        ([("алма", "алма", "алма"), ("алманы", "алма", "алма"), ("алмады", "ал", "ал")], f1(1, 1, 1)),
        # Two of our pairs are wrong, and the right one is found.
        ([("алма", "алма", "ал"), ("алманы", "алма", "ал"), ("алмады", "ал", "ал")], f1(1, 3, 1)),
        # Case aside, and a form counts once however often it stands.
        ([("Алма", "алма", "Алма"), ("алма", "алма", "алма"), ("алманы", "Алма", "алма")], f1(1, 1, 1)),
        # A form with two lemmas makes a pair with the forms of either, and one pair where both are shared.
        (
            [("алма", "алма", "x"), ("алма", "ал", "y"), ("алды", "ал", "y"), ("алманы", "алма", "z")],
            f1(1, 1, 2),
        ),
        ([("а", "x", "x"), ("а", "y", "y"), ("б", "x", "x"), ("б", "y", "y")], f1(1, 1, 1)),
    ],
)
def test_conflation_asks_which_forms_share_a_lemma(words: list[tuple[str, str, str]], figure: Figure) -> None:
    assert conflation(words) == figure


@given(
    st.lists(
        st.tuples(st.sampled_from("абвгдежз"), st.sampled_from("xyz"), st.sampled_from("xyz")), max_size=20
    )
)
def test_conflation_is_what_looking_at_every_pair_gives(words: list[tuple[str, str, str]]) -> None:
    forms = sorted({form for form, _, _ in words})
    gold = {form: {lemma for other, lemma, _ in words if other == form} for form in forms}
    ours = {form: {lemma for other, _, lemma in words if other == form} for form in forms}
    pairs = [(a, b) for at, a in enumerate(forms) for b in forms[at + 1 :]]
    of_gold = {pair for pair in pairs if gold[pair[0]] & gold[pair[1]]}
    of_ours = {pair for pair in pairs if ours[pair[0]] & ours[pair[1]]}
    assert conflation(words) == f1(len(of_gold & of_ours), len(of_ours), len(of_gold))


def test_conflation_grows_with_the_forms_and_not_with_their_pairs() -> None:
    few, many = ([(str(at), "бір", "бір") for at in range(size)] for size in (500, 2000))
    assert work.calls(lambda: conflation(many)) < 6 * work.calls(lambda: conflation(few))


def names(*spans: tuple[int, int, str]) -> list[Name]:
    return [Name(*span) for span in spans]


@pytest.mark.parametrize(
    ("gold", "found", "exact", "lenient"),
    [
        (names((0, 2, "PERSON")), names((0, 2, "PERSON")), f1(1, 1, 1), f1(1, 1, 1)),
        (names((0, 2, "PERSON")), names((1, 3, "PERSON")), f1(0, 1, 1), f1(1, 1, 1)),
        (names((0, 2, "PERSON")), names((0, 2, "PLACE")), f1(0, 1, 1), f1(0, 1, 1)),
        (names((0, 2, "PERSON")), names((2, 3, "PERSON")), f1(0, 1, 1), f1(0, 1, 1)),
        # One name for two, or two for one, is one that is right.
        (names((0, 1, "ORG"), (1, 2, "ORG")), names((0, 2, "ORG")), f1(0, 1, 2), f1(1, 1, 2)),
        (names((0, 2, "ORG")), names((0, 1, "ORG"), (1, 2, "ORG")), f1(0, 2, 1), f1(1, 2, 1)),
        (
            names((0, 3, "ORG"), (3, 6, "ORG")),
            names((2, 4, "ORG"), (5, 6, "ORG")),
            f1(0, 2, 2),
            f1(2, 2, 2),
        ),
        ([], [], f1(0, 0, 0), f1(0, 0, 0)),
    ],
)
def test_names_are_counted_by_their_very_tokens_or_by_any(
    gold: list[Name], found: list[Name], exact: Figure, lenient: Figure
) -> None:
    figures = entity_figures([(gold, found)])
    assert (figures["exact"], figures["lenient"]) == (exact, lenient)
    assert sum(figures[name].right for name in figures if name.startswith("exact ")) == exact.right


def test_labels_of_kaznerd_are_mapped_and_those_of_no_name_left_out(tmp_path: Path) -> None:
    content = "2010 B-DATE\nжылы I-DATE\nАлматыда B-GPE\n«\tO\nАбай  B-ART\nжолы I-ART\n» O\n"
    found = labelled(file(tmp_path, "k.iob2", content), warn=print)
    assert found.labels.name == "KazNERD"
    assert found.sentences[0].names == (Name(2, 3, "PLACE"), Name(4, 6, "WORK"))
    assert found.sentences[0].text == "2010 жылы Алматыда «Абай жолы»"


def test_every_type_is_the_one_of_a_label_of_kaznerd() -> None:
    types = kaznerd().types
    assert len(types) == 25 and set(types.values()) == {"", *get_args(EntityType)}


@pytest.mark.parametrize(
    ("labels", "spans", "told"),
    [
        ("B-ORG I-ORG B-ORG O", [(0, 2), (2, 3)], 0),
        ("I-ORG I-ORG O I-ORG", [(0, 2), (3, 4)], 2),
        ("B-ORG I-PLACE I-PLACE O", [(0, 1), (1, 3)], 1),
        ("O O O O", [], 0),
    ],
)
def test_a_name_without_its_beginning_begins_and_is_told(
    tmp_path: Path, labels: str, spans: list[tuple[int, int]], told: int
) -> None:
    content = "".join(f"сөз {label}\n" for label in labels.split())
    said: list[str] = []
    found = labelled(path := file(tmp_path, "i.iob2", content), warn=said.append)
    assert [(name.start, name.end) for name in found.sentences[0].names] == spans
    assert len(said) == told and all(message.startswith(f"{path}:") for message in said)


def test_a_sentence_ends_a_name(tmp_path: Path) -> None:
    found = labelled(file(tmp_path, "s.iob2", "а B-ORG\n\nб B-ORG\n"), warn=print)
    assert [sentence.names for sentence in found.sentences] == [(Name(0, 1, "ORG"),)] * 2


FAULTS = list(
    csv.DictReader(
        (TABLES / "evaluation_faults.tsv").read_text(encoding="utf-8").split("\n"),
        delimiter="\t",
        quoting=csv.QUOTE_NONE,
    )
)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault['measure']}: {fault['why']}")
def test_a_faulty_file_is_named_with_its_row(tmp_path: Path, fault: dict[str, str]) -> None:
    content = fault["content"].replace(r"\n", "\n").replace(r"\t", "\t")
    name, _, suffix = fault["measure"].partition(".")
    path = file(tmp_path, f"f.{suffix or 'conllu'}", content)
    with pytest.raises(FileFault) as raised:
        getattr(measure, name)(path)
    assert str(raised.value).startswith(f"{path}:{fault['row']}") and fault["said"] in str(raised.value)


@pytest.mark.parametrize("name", ["lemmas", "tokens", "sentences", "entities"])
def test_a_file_that_is_not_utf8_is_named_with_its_row(tmp_path: Path, name: str) -> None:
    path = file(tmp_path, "f.conllu", "1\tОл\n\n".encode() + b"\xd0\n")
    with pytest.raises(FileFault, match=f"{path}:3: is not UTF-8"):
        getattr(measure, name)(path)


@given(content=st.binary(max_size=60) | st.text("1\tОл_-.\n# BIPERSON=", max_size=60).map(str.encode))
@pytest.mark.parametrize("name", ["lemmas", "entities"])
def test_any_bytes_are_a_file_or_a_fault(
    tmp_path_factory: pytest.TempPathFactory, name: str, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / f"any-{name}"
    path.write_bytes(content)
    try:
        found = getattr(measure, name)(path)
    except FileFault as error:
        assert str(error).startswith(str(path))
    else:
        assert all(0 <= figure.value <= 1 for figure in found.figures.values())


def test_the_command_prints_figures_for_a_person_and_as_json(tmp_path: Path) -> None:
    labels = "Абай B-PERSON\nҚұнанбайұлы I-PERSON\nСемейде B-PLACE\nтұрды O\n. O\n"
    file(tmp_path, "n.iob2", f"# text = Абай Құнанбайұлы Семейде тұрды.\n{labels}")
    done = izde("evaluate", "entities", "n.iob2", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "by: pipeline" in done.stdout and "heads: inside names" in done.stdout
    said = json.loads(izde("evaluate", "entities", "n.iob2", "--json", cwd=tmp_path).stdout)
    assert said["schema"] == "izde/evaluation/1" and said["sentences"] == 1 and said["labels"] == "izde"
    assert said["figures"]["exact"]["gold"] == 2 and "exact PLACE" in said["figures"]
    for name, figure in said["figures"].items():
        assert name in done.stdout and f"{figure['value']:.4f}" in done.stdout


@pytest.mark.parametrize("by", ["pipeline", "tables", "model"])
def test_what_finds_the_names_can_be_chosen_and_is_said(tmp_path: Path, by: str) -> None:
    path = file(
        tmp_path, "n.iob2", "Мұхтар B-PERSON\nӘуезов I-PERSON\nАлматы B-GPE\nқаласында O\nтұрды O\n. O\n"
    )
    assert measure.entities(path).about["by"] == "model"
    found = measure.entities(path, by=by)
    assert found.about["by"] == by and found.about["labels"] == "KazNERD"
    assert (found.about["heads"] == "outside names") is (by == "model")
    assert found.figures["exact"].right >= 1


def test_lemmas_are_those_that_izde_lemmatise_prints() -> None:
    forms = "Ол Семейдегі мектепте оқыған жастармен бірге келді .".split()
    assert izde("lemmatise", stdin=" ".join(forms)).stdout.split() == systems.lemmas(forms, "kk")


def test_a_faulty_or_missing_file_ends_the_command_with_one_line(tmp_path: Path) -> None:
    file(tmp_path, "f.conllu", "1\tОл\n")
    done = izde("evaluate", "tokens", "f.conllu", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("izde: f.conllu:1: has 2 columns") and done.stderr.count("\n") == 1
    for name, said in (("none.conllu", "no such file"), (".", "is a folder")):
        done = izde("evaluate", "lemmas", name, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (1, "") and said in done.stderr


@pytest.mark.parametrize("arguments", [(), ("words", "x"), ("tokens",), ("tokens", "x", "--by", "model")])
def test_wrong_usage_of_evaluate_exits_with_two(arguments: tuple[str, ...]) -> None:
    done = izde("evaluate", *arguments)
    assert done.returncode == 2 and done.stdout == "" and "usage: izde" in done.stderr


@pytest.mark.parametrize(
    ("name", "terms"),
    [
        ("lemmas", ("accuracy", "conflation", "case aside", "pair of gold")),
        ("tokens", ("both its ends", "one space")),
        ("sentences", ("both its ends", "# newpar")),
        ("entities", ("exact", "lenient", "KazNERD", "conlleval", "--by")),
    ],
)
def test_the_help_of_a_measure_defines_its_figures(name: str, terms: tuple[str, ...]) -> None:
    one, all_ = izde("evaluate", name, "--help").stdout, izde("evaluate", "--help").stdout
    assert all(term in one for term in terms)
    assert all(term in all_ for term in terms if not term.startswith("--"))
    options = [line for line in re.split(r"\n  (?=-)", one.partition("\noptions:\n")[2]) if line[:2] == "--"]
    assert options and all("(default: " in " ".join(option.split()) for option in options)


def test_progress_is_told_in_sentences(tmp_path: Path) -> None:
    path = file(tmp_path, "n.iob2", "Абай B-PERSON\n\n" * 120)
    told: list[tuple[int, int]] = []
    measure.entities(path, progress=lambda done, of: told.append((done, of)))
    assert told == [(0, 120), (50, 120), (100, 120)]
    # Off a terminal nothing of it is shown.
    assert izde("evaluate", "entities", "n.iob2", cwd=tmp_path).stderr == ""
