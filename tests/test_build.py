"""Folders of texts in, builds of an index out, whatever goes wrong meanwhile."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.readers import slug
from search_service import builds
from search_service.answers import IndexUnusable, Question
from search_service.build import BuildError, build
from search_service.folders import FolderError, documents
from search_service.search import Corpus

ROOT = Path(__file__).resolve().parent.parent
FIRST = "Алғашқы мәтін\n\nБірінші съезд Орынбор қаласында өтті. Съезге делегаттар келді.\n"
SECOND = "Екінші мәтін\n\nГазет 1913 жылы шықты.\n"


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "first.txt").write_text(FIRST, encoding="utf-8")
    (folder / "second.txt").write_text(SECOND, encoding="utf-8")
    return folder


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


def found(index: Path, q: str) -> list[str]:
    with closing(Corpus.open(index)) as corpus:
        return [hit.passage.text for hit in corpus.search(Question(q=q)).hits]


def ids(index: Path) -> list[str]:
    with closing(Corpus.open(index)) as corpus:
        return [document.id for document in corpus.documents()[1]]


def places(index: Path) -> set[str]:
    """The files and folders of an index, and the builds that it keeps."""
    return {entry.name for entry in index.iterdir()} | {entry.name for entry in (index / "builds").iterdir()}


def test_only_what_changed_is_made_anew(texts: Path, index: Path) -> None:
    assert build([texts], index).added == ("first", "second")
    assert found(index, "съезд") == [
        "Бірінші съезд Орынбор қаласында өтті.",
        "Съезге делегаттар келді.",
    ]
    (texts / "second.txt").write_text(SECOND.replace("Газет", "Журнал"), encoding="utf-8")
    (texts / "third.txt").write_text("Үшінші мәтін туралы.", encoding="utf-8")
    done: list[tuple[int, int, str]] = []
    report = build([texts], index, progress=lambda *step: done.append(step))
    assert (report.added, report.refreshed, report.unchanged) == (("third",), ("second",), ("first",))
    assert done == [(1, 2, "second"), (2, 2, "third")]
    assert found(index, "журнал") == ["Журнал 1913 жылы шықты."] and found(index, "съезд")
    (texts / "first.txt").unlink()
    report = build([texts], index)
    assert report.removed == ("first",) and ids(index) == ["second", "third"] and not found(index, "съезд")


def test_documents_elsewhere_stay(texts: Path, index: Path) -> None:
    build([texts / "first.txt"], index)
    assert build([texts / "second.txt"], index).unchanged == ("first",)
    assert ids(index) == ["first", "second"]
    assert build([texts / "second.txt"], index, rebuild=True).added == ("second",)
    assert ids(index) == ["second"]


def test_an_unchanged_start_loads_no_engine(texts: Path, index: Path) -> None:
    first = build([texts], index)
    script = (
        "import sys; from pathlib import Path\n"
        "from search_service.build import build\n"
        f"report = build([Path({str(texts)!r})], Path({str(index)!r}))\n"
        f"assert report.build == {first.build!r} and report.unchanged == ('first', 'second')\n"
        "assert not {'spacy', 'whoosh', 'pymorphy3'} & set(sys.modules), sorted(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_another_version_of_the_pipeline_makes_all_anew(texts: Path, index: Path) -> None:
    build([texts], index)
    change(index, "UPDATE facts SET value = 'older' WHERE name = 'version'")
    with pytest.raises(IndexUnusable, match="izde build --rebuild"):
        Corpus.open(index)
    # A document that is not asked about is made anew from the store.
    (texts / "first.txt").unlink()
    report = build([texts / "second.txt"], index)
    assert report.refreshed == ("first", "second") and found(index, "съезд")


def test_an_index_of_another_format_is_never_opened(texts: Path, index: Path) -> None:
    build([texts], index)
    change(index, "UPDATE facts SET value = '0' WHERE name = 'format'")
    for use in (lambda: Corpus.open(index), lambda: build([texts], index)):
        with pytest.raises(IndexUnusable, match="izde build --rebuild"):
            use()
    build([texts], index, rebuild=True)
    assert found(index, "съезд")


@pytest.mark.parametrize(
    "damage", ["pointer", "pointer to nowhere", "store", "end of the store", "words", "no words"]
)
def test_a_damaged_index_is_refused_and_can_be_rebuilt(texts: Path, index: Path, damage: str) -> None:
    build([texts], index)
    here = index / "builds" / builds.newest(index)
    if damage == "pointer":
        (index / "newest").write_bytes(b"\xff\xfe")
    elif damage == "pointer to nowhere":
        (index / "newest").write_text("20200101T000000-abcdef\n", encoding="utf-8")
    elif damage == "store":
        (here / "store.sqlite").write_bytes(b"not a store" * 1000)
    elif damage == "end of the store":
        os.truncate(here / "store.sqlite", (here / "store.sqlite").stat().st_size - 100)
        with pytest.raises(IndexUnusable, match="cut short"):
            build([texts], index)
    else:
        for file in (here / "words").iterdir():
            file.write_bytes(b"") if damage == "words" else file.unlink()
    with pytest.raises(IndexUnusable, match="izde build --rebuild"):
        Corpus.open(index)
    build([texts], index, rebuild=True)
    assert found(index, "съезд")


def test_no_index_at_all_says_what_to_type(tmp_path: Path) -> None:
    with pytest.raises(IndexUnusable, match="izde build --rebuild"):
        Corpus.open(tmp_path / "nowhere")


def test_one_bad_file_is_reported_and_the_others_are_built(texts: Path, index: Path) -> None:
    (texts / "empty.txt").write_bytes(b"  \n")
    (texts / "binary.txt").write_bytes(b"\x00\x01\x02")
    (texts / "western.txt").write_bytes("съезд".encode("cp1251"))
    (texts / os.fsdecode(b"\xff.txt")).write_text("съезд", encoding="utf-8")
    report = build([texts], index)
    assert report.added == ("first", "second")
    bad = ["binary.txt", os.fsdecode(b"\xff.txt"), "empty.txt", "western.txt"]
    assert sorted(Path(file).name for file, _ in report.failed) == sorted(bad)
    assert all(Path(file).name in message for file, message in report.failed)
    assert build([texts], index).build == report.build


def test_a_file_that_went_bad_stays_as_it_was(texts: Path, index: Path) -> None:
    build([texts], index)
    (texts / "first.txt").write_bytes(b"\xff\xfe")
    report = build([texts], index)
    assert report.failed and report.unchanged == ("first", "second") and found(index, "съезд")


def test_nothing_but_bad_files_is_an_error(tmp_path: Path, index: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"\n")
    with pytest.raises(BuildError, match="empty.txt"):
        build([tmp_path / "empty.txt"], index)
    assert places(index) == {"lock", "builds"}


@pytest.mark.parametrize("missing", ["nowhere", "nowhere.txt", "a" * 300, "loop"])
def test_a_missing_path_is_an_error(tmp_path: Path, index: Path, missing: str) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(FolderError, match=missing):
        build([tmp_path / missing], index)


def test_a_folder_without_documents_is_an_error(tmp_path: Path, index: Path) -> None:
    folder = tmp_path / "texts"
    (folder / "gold").mkdir(parents=True)
    for name in ("README.md", "readme.txt", "LICENSE.txt", ".hidden.txt", "table.tsv", "gold/a.txt"):
        (folder / name).write_text("сөз", encoding="utf-8")
    with pytest.raises(FolderError, match="no documents"):
        build([folder], index)


def test_a_table_describes_documents(texts: Path, index: Path) -> None:
    header = "path\tid\ttitle\tlanguage\tauthor\tdate\tsource\trights\ttranslation_of\n"
    (texts / "documents.tsv").write_text(
        header + "first.txt\tsezd\tСъезд туралы\tkk\tАвтор\t1917\tКітап\tашық\n" + "gone.txt\tgone\n",
        encoding="utf-8",
    )
    build([texts], index)
    with closing(Corpus.open(index)) as corpus:
        document = corpus.document("sezd")
    assert (document.title, document.author, document.date) == ("Съезд туралы", "Автор", "1917")
    assert (document.provenance, document.rights, document.source) == ("Кітап", "ашық", "first.txt")
    table = (texts / "documents.tsv").read_text(encoding="utf-8").replace("Съезд туралы", "Съезд")
    (texts / "documents.tsv").write_text(table, encoding="utf-8")
    assert build([texts], index).refreshed == ("sezd",)


@pytest.mark.parametrize(
    ("rows", "named"),
    [
        ("path\tid\n", "first row"),
        ("{header}first.txt\tbad id\n", "bad id"),
        ("{header}first.txt\tid\tt\ten\n", "language"),
        ("{header}first.txt" + "\tx" * 9 + "\n", "more cells"),
        ("{header}first.txt\tsecond\n", "second.txt"),
        ("\udcff\udcfe", "UTF-8"),
    ],
)
def test_a_faulty_table_is_an_error(texts: Path, rows: str, named: str) -> None:
    header = "path\tid\ttitle\tlanguage\tauthor\tdate\tsource\trights\ttranslation_of\n"
    (texts / "documents.tsv").write_bytes(os.fsencode(rows.replace("{header}", header)))
    with pytest.raises(FolderError, match=named):
        documents([texts])


@pytest.mark.parametrize("cell", ["gone.txt", "\0", "../../nowhere/first.txt"])
def test_a_row_whose_file_is_not_there_is_told(
    texts: Path, caplog: pytest.LogCaptureFixture, cell: str
) -> None:
    header = "path\tid\ttitle\tlanguage\tauthor\tdate\tsource\trights\ttranslation_of\n"
    (texts / "documents.tsv").write_text(f"{header}{cell}\tx\n", encoding="utf-8")
    assert [each.id for each in documents([texts])] == ["first", "second"]
    assert [record.getMessage() for record in caplog.records] == [
        f"{texts / 'documents.tsv'}:2: there is no file {cell}; the row is not used"
    ]


def test_two_files_of_one_id_are_both_named(texts: Path, index: Path) -> None:
    (texts / "deeper").mkdir()
    (texts / "deeper" / "First.txt").write_text(FIRST, encoding="utf-8")
    with pytest.raises(FolderError, match="first.txt.*First.txt|First.txt.*first.txt"):
        build([texts], index)
    build([texts / "first.txt"], index)
    with pytest.raises(FolderError, match="first.txt.*First.txt"):
        build([texts / "deeper"], index)


def test_a_file_that_moved_keeps_its_place(texts: Path, index: Path, tmp_path: Path) -> None:
    build([texts], index)
    (tmp_path / "other").mkdir()
    (texts / "first.txt").rename(tmp_path / "other" / "first.txt")
    assert build([tmp_path / "other"], index).refreshed == ("first",)
    assert ids(index) == ["first", "second"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("000_81.txt", "000-81"), ("Алаш қозғалысы.txt", "алаш-қозғалысы"), ("….txt", "document")],
)
def test_an_id_is_made_of_a_name(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_a_second_build_at_once_is_refused(texts: Path, index: Path) -> None:
    with builds.locked(index), pytest.raises(builds.BuildRunning, match="another build"):
        build([texts], index)
    assert build([texts], index).added


def test_an_interrupted_build_leaves_the_old_one_and_no_litter(texts: Path, index: Path) -> None:
    build([texts], index)
    before = places(index)
    (texts / "third.txt").write_text("Үшінші мәтін.", encoding="utf-8")

    def interrupt(done: int, total: int, name: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build([texts], index, progress=interrupt)
    assert places(index) == before and found(index, "съезд")
    assert build([texts], index).added == ("third",)


@pytest.mark.parametrize("limit", [8 * 1024, 40 * 1024, 100 * 1024])
def test_a_full_disk_leaves_the_old_one_and_no_litter(texts: Path, index: Path, limit: int) -> None:
    build([texts], index)
    before = places(index)
    (texts / "third.txt").write_text("Үшінші мәтін туралы. " * 1000, encoding="utf-8")
    script = (
        "import resource, signal, sys; from pathlib import Path\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n"
        "from search_service.build import BuildError, build\n"
        f"try: build([Path({str(texts)!r})], Path({str(index)!r}))\n"
        "except BuildError as error: sys.exit(f'refused: {error}')\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert "refused:" in done.stderr and "cannot be written" in done.stderr, done.stderr
    assert places(index) == before and found(index, "съезд")


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_killed_build_holds_no_lock_and_its_litter_goes(texts: Path, index: Path, jobs: int) -> None:
    build([texts], index)
    (texts / "third.txt").write_text("Үшінші мәтін.", encoding="utf-8")
    (texts / "fourth.txt").write_text("Төртінші мәтін.", encoding="utf-8")
    script = (
        "import os, signal; from pathlib import Path; from search_service.build import build\n"
        f"build([Path({str(texts)!r})], Path({str(index)!r}), jobs={jobs},"
        " progress=lambda *_: os.kill(os.getpid(), signal.SIGKILL))\n"
    )
    # The output ends only when every process that was started has ended, too.
    subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, timeout=60)
    assert len(list((index / "builds").iterdir())) == 2 and found(index, "съезд")
    build([texts], index)
    assert len(list((index / "builds").iterdir())) == 2
    assert ids(index) == ["first", "fourth", "second", "third"]


def test_a_reader_keeps_its_build_while_another_takes_over(texts: Path, index: Path) -> None:
    build([texts], index)
    with closing(Corpus.open(index)) as corpus:
        (texts / "first.txt").write_text("Алғашқы мәтін жоқ.", encoding="utf-8")
        build([texts], index)
        assert builds.newest(index) != corpus.build
        assert corpus.search(Question(q="съезд")).total == 2
        assert found(index, "съезд") == []


def test_several_processes_build_the_same(texts: Path, tmp_path: Path) -> None:
    (texts / "empty.txt").write_bytes(b"\n")
    one, two = tmp_path / "one", tmp_path / "two"
    reports = [build([texts], one, jobs=1), build([texts], two, jobs=2)]
    assert reports[0].added == reports[1].added and reports[0].failed == reports[1].failed
    assert found(one, "съезд") == found(two, "съезд") != []


def test_a_folder_that_cannot_be_written_is_an_error(texts: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(BuildError, match="cannot be written"):
        build([texts], tmp_path / "file" / "index")


def test_versions_differ_with_the_code_alone() -> None:
    script = "from search_service import builds; print(builds.version())"
    other = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    builds.version.cache_clear()
    assert other.stdout.strip() == builds.version()


def test_what_only_measures_the_pipeline_makes_nothing_anew(tmp_path: Path) -> None:
    for room in ("pipeline", "search_service"):
        # Weights are told by their bytes as any other file; a few megabytes need no copy.
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__", "models"))
    (tmp_path / "pipeline" / "models").mkdir()

    def version() -> str:
        script = "from search_service import builds; print(builds.version())"
        done = subprocess.run(
            [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True
        )
        return done.stdout

    before = version()
    with (tmp_path / "pipeline" / "evaluation" / "measure.py").open("a", encoding="utf-8") as file:
        file.write("# a note\n")
    assert version() == before
    for shaping in ("pipeline/passages.py", "search_service/pairing.py", "pipeline/data/heads.tsv"):
        with (tmp_path / shaping).open("a", encoding="utf-8") as file:
            file.write("# a note\n")
        assert version() != before
        before = version()


def change(index: Path, statement: str) -> None:
    """Run a statement on the store of the newest build."""
    store = builds.store_file(index, builds.newest(index))
    os.chmod(store, 0o644)
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute(statement)
