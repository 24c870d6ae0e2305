"""The command `izde` as a user runs it: what it prints where, what it exits with, how it takes nonsense."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from search_service import settings
from search_service.terminal import Progress
from tests.running import Service

COMMANDS = ("annotate", "build", "serve", "search", "kwic", "frequencies", "lemmatise", "export", "evaluate")


def izde(
    *arguments: str,
    stdin: str | bytes = "",
    cwd: Path | None = None,
    **environment: str,
) -> subprocess.CompletedProcess[str]:
    """A finished run of the command."""
    done = subprocess.run(
        [sys.executable, "-m", "search_service", *arguments],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        env={**os.environ, **environment},
        cwd=cwd,
        capture_output=True,
        timeout=120,
        check=False,
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    )


def test_help_lists_the_commands_at_once() -> None:
    izde("--help")
    before = os.times()
    done = izde("--help")
    after = os.times()
    # The processor's time, twice the goal: the clock's depends on who else is at work.
    assert after.children_user + after.children_system - before.children_user - before.children_system < 0.3
    assert done.returncode == 0 and done.stderr == ""
    assert all(f"\n    {command}" in done.stdout for command in COMMANDS)


def test_version() -> None:
    done = izde("--version")
    assert done.returncode == 0 and done.stdout.startswith("izde ") and done.stderr == ""


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_says_every_default(command: str) -> None:
    done = izde(command, "--help", COLUMNS="400")
    assert done.returncode == 0
    options = re.split(r"\n  (?=-)", done.stdout.partition("\noptions:\n")[2])
    described = [option for option in options if option.startswith("--")]
    assert all("(default: " in option for option in described), described


def test_the_help_of_serve_says_every_setting() -> None:
    done = izde("serve", "--help")
    for setting in settings.SETTINGS:
        assert setting.name in done.stdout and setting.meaning in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("dance",),
        ("search", "--limit", "0", "алаш"),
        ("search", "--limit", "101", "алаш"),
        ("search", "--limit", "many", "алаш"),
        ("search", "--mode", "clever", "алаш"),
        ("annotate",),
        ("annotate", "--lang", "tr", "x.txt"),
        ("build", "--jobs", "0"),
        ("export", "docx"),
        ("lemmatise", "--lang", "auto"),
    ],
)
def test_wrong_usage_exits_with_two(arguments: tuple[str, ...]) -> None:
    done = izde(*arguments)
    assert done.returncode == 2 and done.stdout == "" and "usage: izde" in done.stderr


def test_annotations_are_lines_of_json_and_a_bad_file_spares_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Алаш партиясы 1917 жылы құрылды.\n", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"\xff\xfe")
    (tmp_path / "c.txt").write_text("Партия была создана в 1917 году.\n", encoding="utf-8")
    done = izde("annotate", "a.txt", "b.txt", "missing.txt", "c.txt", cwd=tmp_path)
    assert done.returncode == 1
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [each["document"]["source"] for each in found] == ["a.txt", "c.txt"]
    assert [each["document"]["language"] for each in found] == ["kk", "ru"]
    assert "b.txt: is not UTF-8" in done.stderr and "missing.txt: no such file" in done.stderr
    assert done.stderr.count("\n") == 2


def test_standard_input_and_lines_kept_as_paragraphs() -> None:
    text = "Бірінші жол\nекінші жол\n"
    kept = json.loads(izde("annotate", "--layout", "keep", "-", stdin=text).stdout)
    assert len(kept["paragraphs"]) == 2
    assert kept["document"]["language"] == "kk"
    done = izde("annotate", "-", stdin="")
    assert done.returncode == 1 and done.stdout == "" and "standard input: is empty" in done.stderr


@pytest.mark.parametrize("locale", ["C", "POSIX", "en_US.ISO-8859-1"])
def test_text_is_utf8_whatever_the_locale(index: Path, locale: str) -> None:
    done = izde(
        "search", "Бөкейхан", "--index", str(index), LC_ALL=locale, PYTHONUTF8="0", PYTHONIOENCODING="ascii"
    )
    assert done.returncode == 0 and "Бөкейхан" in done.stdout


def test_hits_are_those_of_the_service(index: Path, service: Service) -> None:
    done = izde("search", "Бөкейхан", "--json", "--limit", "5", "--index", str(index))
    assert json.loads(done.stdout) == service.get("/api/v1/search", q="Бөкейхан", limit=5).json
    assert done.stderr == ""


def test_hits_for_a_person_bear_no_escapes_off_a_terminal(index: Path) -> None:
    done = izde("search", "петиция", "--limit", "3", "--index", str(index))
    assert done.returncode == 0 and "\x1b" not in done.stdout
    assert done.stdout.rstrip().split("\n")[-1].count("3 shown") == 1


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("...",), 2, "q: "),
        ((), 2, "q: "),
        (("--from", "soon"), 2, "from: "),
        (("--from", "1917", "--to", "1905"), 2, "to: "),
        (("алаш", "--cursor", "x"), 2, "cursor: "),
        ((os.fsdecode(b"\xff"),), 2, "q: "),
        (("алаш", "--document", os.fsdecode(b"\xff")), 2, "document: "),
        (("алаш", "--entity", os.fsdecode(b"\xff")), 2, "entity: "),
    ],
)
def test_a_bad_question_says_what_to_mend(
    index: Path, arguments: tuple[str, ...], status: int, said: str
) -> None:
    done = izde("search", *arguments, "--index", str(index))
    assert done.returncode == status and done.stdout == "" and said in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("command", "status", "said"),
    [
        ("annotate - <&-", 1, "izde: standard input: is empty; a document needs some text\n"),
        ("search алаш >/dev/full", 1, "izde: standard output: No space left on device\n"),
        ("search алаш >&-", 0, ""),
        ("search", 2, ""),
    ],
)
def test_streams_that_are_closed_or_full(index: Path, command: str, status: int, said: str) -> None:
    closed = " 2>&-" if command == "search" else ""
    done = subprocess.run(
        ["sh", "-c", f'"{sys.executable}" -m search_service {command}{closed}'],
        env={**os.environ, "IZDE_INDEX": str(index)},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (status, "", said)


@pytest.mark.parametrize(("terminal", "shown"), [("xterm", True), ("dumb", False)])
def test_progress_is_shown_where_a_line_can_be_redrawn(
    monkeypatch: pytest.MonkeyPatch, terminal: str, shown: bool
) -> None:
    monkeypatch.setenv("TERM", terminal)
    stream = io.StringIO()
    stream.isatty = lambda: True  # type: ignore[method-assign]
    progress = Progress(stream)
    progress(1, 2, "letter")
    progress.clear()
    assert ("1/2 letter" in stream.getvalue()) is shown and bool(stream.getvalue()) is shown


def test_a_missing_index_is_told_the_command_that_makes_it(tmp_path: Path) -> None:
    for command in (("search", "алаш"), ("export", "jsonl")):
        done = izde(*command, "--index", str(tmp_path / "none"))
        assert done.returncode == 1 and done.stdout == "" and "izde build" in done.stderr


def test_the_environment_names_the_index(tmp_path: Path) -> None:
    done = izde("search", "алаш", IZDE_INDEX=str(tmp_path / "elsewhere"))
    assert done.returncode == 1 and "elsewhere" in done.stderr


def test_build_tells_what_it_did_and_does_it_once(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "letter.txt").write_text("Бірінші хат 1911 жылы жазылды.\n", encoding="utf-8")
    first = izde("build", "texts", "--index", "index", cwd=tmp_path)
    assert first.returncode == 0 and "added: letter\n" in first.stdout and first.stderr == ""
    again = izde("build", "texts", "--index", "index", cwd=tmp_path)
    assert again.returncode == 0 and "1 unchanged" in again.stdout and "added:" not in again.stdout
    (tmp_path / "texts" / "broken.txt").write_bytes(b"\x00\x01")
    third = izde("build", "texts", "--index", "index", cwd=tmp_path)
    assert third.returncode == 1 and "broken.txt" in third.stderr and "1 unchanged" in third.stdout
    assert izde("search", "хат", "--index", "index", cwd=tmp_path).stdout.count("letter:1") == 1


def test_build_refuses_a_path_that_is_not_there(tmp_path: Path) -> None:
    done = izde("build", str(tmp_path / "nowhere"), "--index", str(tmp_path / "index"))
    assert done.returncode == 1 and "nowhere" in done.stderr and done.stdout == ""


def test_lemmas_keep_the_shape_of_the_lines() -> None:
    text = "Қазақтардың петициясын жіберді .\n\nқалада  тұрды\n"
    done = izde("lemmatise", stdin=text)
    assert done.returncode == 0 and done.stderr == ""
    assert [len(line.split(" ")) for line in done.stdout.split("\n")] == [
        len(line.split(" ")) for line in text.split("\n")
    ]
    assert done.stdout.split("\n")[2].split(" ")[0] == "қала"
    russian = izde("lemmatise", "--lang", "ru", stdin="подписали петиции\n")
    assert russian.stdout == "подписать петиция\n"


def test_lemmatise_names_the_line_that_is_not_utf8() -> None:
    done = izde("lemmatise", stdin="бір\n".encode() + b"\xff\xfe\n")
    assert done.returncode == 1 and "line 2" in done.stderr and "UTF-8" in done.stderr


def test_exports_hold_every_passage(index: Path, tmp_path: Path, service: Service) -> None:
    total = sum(each["passages"] for each in service.get("/api/v1/documents").json["documents"])
    lines = izde("export", "jsonl", "--index", str(index)).stdout.splitlines()
    assert len(lines) == total
    first = json.loads(lines[0])
    assert first == {
        key: value
        for key, value in service.get(f"/api/v1/passages/{first['passage']}").json.items()
        if key != "neighbours"
    }
    out = tmp_path / "table.csv"
    done = izde("export", "csv", "--out", str(out), "--index", str(index))
    assert done.returncode == 0 and done.stdout == ""
    table = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))
    assert [row["text"] for row in table] == [json.loads(line)["text"] for line in lines]


def test_an_export_that_cannot_be_written_says_so(index: Path, tmp_path: Path) -> None:
    done = izde("export", "csv", "--out", str(tmp_path), "--index", str(index))
    assert done.returncode == 1 and "cannot be written" in done.stderr


def test_a_reader_that_leaves_early_is_no_error_to_shout_about(index: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "search_service", "export", "jsonl", "--index", str(index)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout and process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
