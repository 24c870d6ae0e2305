"""Folders with translations in, their pairs in the index out, whatever is wrong with what is declared."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from scripts.figure_table import ROOT
from search_service import pairing
from search_service.answers import PairRecord
from search_service.build import build
from search_service.folders import COLUMNS, Metadata
from search_service.search import Corpus

LETTER = "Бірінші хат.\n\nМектеп 1911 жылы ашылды. Оқуға бала келді.\n"
LETTER_RU = "Первое письмо.\n\nШкола открылась в 1911 году. Дети пришли учиться.\n"
ROWS = ("letter@0\tletter-ru@0", "letter@14\tletter-ru@16", "letter@40\tletter-ru@45")


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    (folder / "alignments").mkdir(parents=True)
    (folder / "letter.txt").write_text(LETTER, encoding="utf-8")
    (folder / "letter-ru.txt").write_text(LETTER_RU, encoding="utf-8")
    declare(folder, ("letter-ru", "ru", "letter"))
    align(folder, *ROWS)
    return folder


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


def declare(folder: Path, *rows: tuple[str, str, str]) -> None:
    """Write a table of documents with (id, language, id of the original)."""
    lines = ["\t".join(COLUMNS)]
    for id, language, original in rows:
        cells = {"path": f"{id}.txt", "id": id, "language": language, "translation_of": original}
        lines.append("\t".join(cells.get(column, "") for column in COLUMNS))
    (folder / "documents.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def align(folder: Path, *rows: str, id: str = "letter-ru") -> None:
    table = "\n".join(("source\ttarget\tnote", *rows)) + "\n"
    (folder / "alignments" / f"{id}.tsv").write_text(table, encoding="utf-8")


def pairs(index: Path) -> list[PairRecord]:
    with closing(Corpus.open(index)) as corpus:
        return list(corpus.pairs())


def texts_of(found: Sequence[PairRecord]) -> list[tuple[str, str]]:
    return [(pair.source.text, pair.target.text) for pair in found]


PAIRED = [
    ("Бірінші хат.", "Первое письмо."),
    ("Мектеп 1911 жылы ашылды.", "Школа открылась в 1911 году."),
    ("Оқуға бала келді.", "Дети пришли учиться."),
]


def test_pairs_of_a_table_are_kept_whole(texts: Path, index: Path) -> None:
    report = build([texts], index)
    assert report.paired == (("letter-ru", "letter", 3),) and report.warnings == ()
    found = pairs(index)
    assert texts_of(found) == PAIRED
    assert [(pair.id, pair.confidence, pair.made) for pair in found] == [
        ("letter-ru@0", 1.0, "hand"),
        ("letter-ru@16", 1.0, "hand"),
        ("letter-ru@45", 1.0, "hand"),
    ]
    assert found[1].source.addresses == ("letter@14",)


def test_nothing_changed_is_nothing_done_and_the_warnings_stay(texts: Path, index: Path) -> None:
    align(texts, *ROWS[:2], "letter@99\tletter-ru@45")
    first = build([texts], index)
    assert len(first.warnings) == 3 and first.warnings[0].startswith(f"{texts}/alignments/letter-ru.tsv:4: ")
    again = build([texts], index)
    assert (again.build, again.paired, again.warnings) == (first.build, (), first.warnings)
    assert len(pairs(index)) == 2


def test_a_mended_table_pairs_anew_and_annotates_nothing(texts: Path, index: Path) -> None:
    align(texts, *ROWS[:2])
    assert len(build([texts], index).warnings) == 2
    align(texts, *ROWS)
    done: list[str] = []
    report = build([texts], index, progress=lambda _, __, name: done.append(name))
    assert done == [] and report.unchanged == ("letter", "letter-ru") and report.warnings == ()
    assert report.paired == (("letter-ru", "letter", 3),) and texts_of(pairs(index)) == PAIRED


@pytest.mark.parametrize("changed", ["letter.txt", "letter-ru.txt"])
@pytest.mark.parametrize("whole", [True, False])
def test_when_either_text_changes_the_pairs_are_made_anew(
    texts: Path, index: Path, changed: str, whole: bool
) -> None:
    build([texts], index)
    file = texts / changed
    file.write_text(file.read_text(encoding="utf-8") + "\n1912.\n", encoding="utf-8")
    report = build([texts if whole else file], index)
    assert report.refreshed == (changed.removesuffix(".txt"),) and len(report.warnings) == 1
    assert report.paired == (("letter-ru", "letter", 3),) and texts_of(pairs(index)) == PAIRED


def test_pairs_are_copied_with_their_documents_beside_others(texts: Path, index: Path) -> None:
    build([texts], index)
    before = pairs(index)
    # Documents that come before and between move the passages of both sides, each by another number.
    (texts / "a.txt").write_text("Басқа мәтін. Тағы бір сөйлем.\n", encoding="utf-8")
    (texts / "letter-o.txt").write_text("Өзге мәтін.\n", encoding="utf-8")
    report = build([texts], index)
    assert report.added == ("a", "letter-o") and report.paired == () and pairs(index) == before
    (texts / "a.txt").unlink()
    assert build([texts], index).removed == ("a",) and pairs(index) == before


def test_a_translation_whose_original_went_is_told_and_stays(texts: Path, index: Path) -> None:
    build([texts], index)
    (texts / "letter.txt").unlink()
    report = build([texts], index)
    assert report.removed == ("letter",) and report.unchanged == ("letter-ru",)
    assert "letter-ru is called a translation of letter, and there is no such document" in report.warnings[0]
    assert report.warnings[0].startswith(f"{texts}/documents.tsv:2: ") and pairs(index) == []


def test_without_a_table_the_sentences_are_paired_by_the_program(texts: Path, index: Path) -> None:
    build([texts], index)
    (texts / "alignments" / "letter-ru.tsv").unlink()
    report = build([texts], index)
    found = pairs(index)
    assert report.unchanged == ("letter", "letter-ru") and texts_of(found) == PAIRED
    assert {pair.made for pair in found} == {"aligned"}
    assert all(0 < pair.confidence <= 1 for pair in found)


@pytest.mark.parametrize(
    "data", [b"\xff\xfe", b"source,target,note\nletter@0,letter-ru@0,\n"], ids=["not UTF-8", "commas"]
)
def test_a_table_that_is_none_is_told_and_the_program_pairs(texts: Path, index: Path, data: bytes) -> None:
    (texts / "alignments" / "letter-ru.tsv").write_bytes(data)
    report = build([texts], index)
    (warning,) = report.warnings
    assert warning.startswith(f"{texts}/alignments/letter-ru.tsv") and "paired without it" in warning
    assert texts_of(pairs(index)) == PAIRED


def test_what_is_no_file_is_as_good_as_no_table(texts: Path, index: Path) -> None:
    table = texts / "alignments" / "letter-ru.tsv"
    table.unlink()
    table.mkdir()
    report = build([texts], index)
    assert report.warnings == () and {pair.made for pair in pairs(index)} == {"aligned"}
    table.rmdir()
    table.symlink_to(table)
    assert build([texts], index).build == report.build


def test_the_wrong_original_is_told_and_nothing_is_paired(texts: Path, index: Path) -> None:
    gold = ROOT / "corpus" / "gold"
    (texts / "other.txt").write_bytes((gold / "chronicle-kk" / "chronicle-kk.txt").read_bytes())
    (texts / "alien.txt").write_bytes((gold / "steppe-ru" / "steppe-ru.txt").read_bytes())
    declare(texts, ("letter-ru", "ru", "letter"), ("alien", "ru", "other"))
    report = build([texts], index)
    (warning,) = report.warnings
    assert warning.startswith(f"{texts}/documents.tsv:3: ") and "hardly looks like a translation" in warning
    assert texts_of(pairs(index)) == PAIRED and len(report.added) == 4


def test_texts_too_short_to_tell_are_paired_with_a_warning(texts: Path, index: Path) -> None:
    (texts / "note.txt").write_text("Жаз болды. Ел көшті. Мал көп еді.\n", encoding="utf-8")
    (texts / "note-ru.txt").write_text("Настало лето. Народ откочевал. Скота много.\n", encoding="utf-8")
    declare(texts, ("letter-ru", "ru", "letter"), ("note-ru", "ru", "note"))
    report = build([texts], index)
    (warning,) = report.warnings
    assert warning.startswith(f"{texts}/documents.tsv:3: ") and "too short to tell" in warning
    found = [pair for pair in pairs(index) if pair.made == "aligned"]
    assert [pair.source.text for pair in found] == ["Жаз болды.", "Ел көшті.", "Мал көп еді."]
    assert max(pair.confidence for pair in found) < pairing.LEAST_LIKELY


def test_missing_and_added_sentences_are_counted(texts: Path, index: Path) -> None:
    align(texts, ROWS[0], ROWS[2])
    report = build([texts], index)
    table = f"{texts}/alignments/letter-ru.tsv"
    assert report.warnings == (
        f"{table}: sentences of letter without a partner: 1 of 3, the first is letter@14",
        f"{table}: sentences of letter-ru without a partner: 1 of 3, the first is letter-ru@16",
    )


def test_a_table_of_no_translation_is_told(
    texts: Path, index: Path, caplog: pytest.LogCaptureFixture
) -> None:
    align(texts, *ROWS, id="leter-ru")
    build([texts], index)
    assert [record.getMessage().split(";")[0] for record in caplog.records] == [
        f"{texts}/alignments/leter-ru.tsv: {texts}/documents.tsv has no translation leter-ru"
    ]


def test_a_sentence_of_several_passages_is_paired_with_all_of_them(texts: Path, index: Path) -> None:
    long = "Мектеп туралы ұзақ сөз, " * 100 + "сонымен бітті."
    (texts / "letter.txt").write_text(f"{long} Оқуға бала келді.\n", encoding="utf-8")
    align(texts, "letter@0\tletter-ru@0", f"letter@{len(long) + 1}\tletter-ru@16")
    build([texts], index)
    with closing(Corpus.open(index)) as corpus:
        passages = corpus.passages("letter", 1, 99)
        assert len(passages) > 2
        found = corpus.translations(passages)
        assert {found[each.id][0].passage.id for each in passages[:-1]} == {"letter-ru:1"}
        (back,) = corpus.translations(corpus.passages("letter-ru", 1, 1)).values()
        assert [each.passage.id for each in back] == [each.id for each in passages[:-1]]
        assert next(corpus.pairs()).source.text == long


def documents(*rows: tuple[str, str]) -> dict[str, Metadata]:
    return {id: Metadata(f"/{id}.txt", id, translation_of=original) for id, original in rows}


@pytest.mark.parametrize(
    ("rows", "languages", "paired", "told"),
    [
        ([("a", ""), ("b", "a")], "kk ru", ["b"], []),
        ([("a", ""), ("b", "a"), ("c", "a")], "kk ru ru", ["b", "c"], []),
        ([("a", ""), ("b", "a"), ("c", "b")], "kk ru kk", ["b", "c"], []),
        ([("a", "a")], "kk", [], ["a is called a translation of itself"]),
        ([("a", "x")], "ru", [], ["a is called a translation of x, and there is no such document"]),
        ([("a", ""), ("b", "a")], "kk kk", [], ["b is called a translation of a, and both are in kk"]),
        (
            [("a", "b"), ("b", "a")],
            "kk ru",
            [],
            [
                "a and b are called translations of each other",
                "b and a are called translations of each other",
            ],
        ),
        (
            [("a", "b"), ("b", "c"), ("c", "a"), ("d", "a")],
            "kk ru kk ru",
            ["d"],
            [f"{id} are called translations of each other" for id in ("a and b", "b and c", "c and a")],
        ),
    ],
)
def test_what_is_declared_is_checked(
    rows: list[tuple[str, str]], languages: str, paired: list[str], told: list[str]
) -> None:
    spoken = dict(zip((id for id, _ in rows), languages.split(), strict=True))
    found, faults = pairing.declared(documents(*rows), spoken)
    assert list(found) == paired and len(faults) == len(told)
    for fault, words in zip(faults, told, strict=True):
        assert fault.startswith("/") and fault.endswith("; the two are not paired")
        assert words in fault
