"""A new build beside an old one that is being read: who reads goes on, who comes gets the new one."""

from __future__ import annotations

import gc
import subprocess
import sys
import weakref
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from search_service import builds
from search_service.answers import Question
from search_service.application import create_app
from search_service.build import build
from search_service.library import Library
from search_service.search import Corpus

TEXT = "Алаш қозғалысы туралы бірінші хат. Ол 1911 жылы жазылды.\n\nЕкінші хат Семейде жазылды.\n"


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """The folder of an index of one short text."""
    renew(tmp_path / "index")
    return tmp_path / "index"


def renew(index: Path, text: str = TEXT) -> str:
    """The name of a new build of another text."""
    texts = index.parent / "texts"
    texts.mkdir(exist_ok=True)
    number = len(list((index / "builds").iterdir())) if (index / "builds").is_dir() else 0
    (texts / "letter.txt").write_text(f"{text}\nХат {number}.\n", encoding="utf-8")
    return build([texts], index, rebuild=True).build


def folders(index: Path) -> set[str]:
    return {folder.name for folder in (index / "builds").iterdir()}


def test_a_build_that_is_read_stays_until_it_is_let_go(index: Path) -> None:
    held = Corpus.open(index)
    names = [held.build, *(renew(index) for _ in range(3))]
    assert folders(index) == {names[0], names[2], names[3]}
    # Nothing of it was asked for before: all is read from the files now.
    assert held.text("letter").startswith("Алаш") and held.search(Question(q="хат")).total == 3
    held.close()
    last = renew(index)
    assert folders(index) == {names[3], last}


def test_a_build_that_another_process_reads_stays_until_that_ends(index: Path) -> None:
    reader = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys; from pathlib import Path; from search_service.search import Corpus\n"
            "corpus = Corpus.open(Path(sys.argv[1])); print(corpus.build, flush=True); input()\n"
            "print(corpus.text('letter')[:4])",
            str(index),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env=None,
    )
    assert reader.stdout
    name = reader.stdout.readline().strip()
    for _ in range(3):
        renew(index)
    assert name in folders(index)
    said, _ = reader.communicate("\n", timeout=30)
    assert said == "Алаш\n" and reader.returncode == 0
    renew(index)
    assert name not in folders(index)


def test_a_build_of_before_there_were_holds_is_read(index: Path) -> None:
    (index / "builds" / builds.newest(index) / builds.HELD).unlink()
    with closing(Corpus.open(index)) as corpus:
        assert corpus.text("letter").startswith("Алаш")


def test_the_library_lets_an_old_build_go_when_nobody_reads_it(index: Path) -> None:
    library = Library(index)
    old = weakref.ref(library.corpus())
    renew(index)
    assert library.corpus().build == builds.newest(index)
    gc.collect()
    assert old() is None


def test_the_pointer_is_read_once_a_build(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = Library(index)
    read: list[Path] = []
    whole = Path.read_text

    def noted(path: Path, *given: Any, **more: Any) -> str:
        read.append(path)
        return whole(path, *given, **more)

    monkeypatch.setattr(Path, "read_text", noted)
    for _ in range(100):
        library.corpus()
    assert read.count(index / "newest") == 1
    renew(index)
    read.clear()
    for _ in range(100):
        library.corpus()
    assert read.count(index / "newest") == 1


def test_a_streamed_list_is_of_the_build_it_began_with(index: Path) -> None:
    renew(index, "".join(f"Алаш туралы сөз {number}.\n\n" for number in range(1500)))
    client = create_app(index).test_client()
    reply = client.get("/api/v1/search?q=алаш&format=jsonl", buffered=False)
    parts = reply.iter_encoded()
    first = next(parts)
    name = builds.newest(index)
    for _ in range(3):
        renew(index)
    body = first + b"".join(parts)
    assert reply.status_code == 200 and name.encode() in body.split(b"\n")[0]
    assert body.count(b"\n") == 1501
    assert client.get("/readyz").json == {"status": "ready", "build": builds.newest(index)}


def test_a_request_never_has_two_builds(index: Path) -> None:
    from search_service.library import library

    app = create_app(index)
    with app.test_request_context("/"):
        before = library().corpus()
        renew(index)
        assert library().corpus() is before and library().searchable() is before
    with app.test_request_context("/"):
        assert library().corpus().build == builds.newest(index)
