"""The environment as settings: what holds without it, what it may not be, where an index is looked for."""

from __future__ import annotations

import os
import pickle
import re
import subprocess
import sys
from pathlib import Path

import pytest

from search_service import places
from search_service.setting_kinds import Location, Parsed, Switch, Text, WholeNumber
from search_service.settings import SETTINGS, Setting, SettingError, load


def test_an_empty_variable_is_as_good_as_none() -> None:
    assert load({}).text("HOST") == load({"HOST": ""}).text("HOST") == "127.0.0.1"
    assert load({"HOST": "::1"}).text("HOST") == "::1"


@pytest.mark.parametrize("value", ["0", "8000", "65535"])
def test_a_port(value: str) -> None:
    assert load({"PORT": value}).number("PORT") == int(value)


@pytest.mark.parametrize(
    "value", ["-1", "65536", "http", "8 000", "８０００", "1e3", "8000 ", "0" * 5000, "٨٠٠٠", "+1"]
)
def test_no_port(value: str) -> None:
    with pytest.raises(SettingError, match=r"^PORT=.* from 0 to 65535$"):
        load({"PORT": value})


def test_every_default_is_what_its_setting_may_hold() -> None:
    names = [each.name for each in SETTINGS]
    assert len(set(names)) == len(names)
    for held in load({}):
        assert held.origin == "default" and held.shown == held.setting.shown_default
        assert (held.value is None) == (held.setting.default == "")


def test_settings_go_to_the_workers() -> None:
    settings = load({"IZDE_WORKERS": "3"})
    copy = pickle.loads(pickle.dumps(settings))
    assert [each.text for each in copy] == [each.text for each in settings]
    assert copy.number("IZDE_WORKERS") == 3


def test_kinds() -> None:
    here = Path("/etc/izde")
    assert Switch().read("1", here) is True and Switch().read("0", here) is False
    assert Location().read("index", here) == here / "index"
    assert Location().read("/var/index", here) == Path("/var/index")
    assert Text("[a-z]+", "small letters").read("abc", here) == "abc"
    assert Parsed(float).read("1.5", here) == 1.5
    for kind, wrong, said in (
        (Switch(), "yes", "1 (on) or 0 (off)"),
        (Location(), "a\0b", "a path"),
        (Text("[a-z]+", "small letters"), "Abc", "should be small letters"),
        (Text(), "a\nb", "one line"),
        (WholeNumber(1, 9), "10", "from 1 to 9"),
        (Parsed(float), "much", "much"),
    ):
        with pytest.raises(ValueError, match=re.escape(said)):
            kind.read(wrong, here)


FILE = """\
# The machine behind the proxy
HOST=0.0.0.0

export PORT=8080   # which the proxy knows
IZDE_INDEX='the index'
IZDE_THREADS=
"""


def test_a_file_of_settings(tmp_path: Path) -> None:
    file = tmp_path / "izde.env"
    file.write_text("\ufeff" + FILE, encoding="utf-8")
    held = {each.setting.name: each for each in load({"IZDE_SETTINGS": str(file), "HOST": "::1"})}
    assert (held["HOST"].text, held["HOST"].origin) == ("::1", "environment")
    assert (held["PORT"].value, held["PORT"].origin) == (8080, f"{file}:4")
    assert held["IZDE_INDEX"].value == tmp_path / "the index"
    assert held["IZDE_THREADS"].value == 32
    assert places.index_folder({"IZDE_SETTINGS": str(file)}) == tmp_path / "the index"
    assert places.index_folder({"IZDE_SETTINGS": str(file), "IZDE_INDEX": "here"}) == Path("here")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("HOST=::1\n\nIZDE_TREADS=4\n", ":3: there is no setting IZDE_TREADS"),
        ("HOST=::1\nPORT=http\n", ":2: PORT=http: should be a whole number from 0 to 65535"),
        ("\n# none\nPORT=0\nPORT=1\n", ":4: PORT is set twice"),
        ("PORT\n", ":1: should be NAME=value"),
        ("HOST=::1\n=8000\n", ":2: should be NAME=value"),
        ("HOST='::1\n", ":1: should be NAME=value"),
        ("IZDE_SETTINGS=other.env\n", ":1: there is no setting IZDE_SETTINGS"),
        ('NO_COLOR="a\nb"\n', ":1: NO_COLOR=a\nb: should be text on one line"),
    ],
)
def test_a_faulty_line_is_told_with_its_number(tmp_path: Path, lines: str, said: str) -> None:
    file = tmp_path / "izde.env"
    file.write_text(lines, encoding="utf-8")
    with pytest.raises(SettingError) as error:
        load({"IZDE_SETTINGS": str(file), "PORT": "1"})
    assert str(error.value).startswith(f"{file}{said}")


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"none\.env: cannot be read"):
        load({"IZDE_SETTINGS": str(tmp_path / "none.env")})
    with pytest.raises(SettingError, match="cannot be read"):
        load({"IZDE_SETTINGS": str(tmp_path)})
    (tmp_path / "other.env").write_bytes("HOST=алаш\n".encode("cp1251"))
    with pytest.raises(SettingError, match="is not UTF-8"):
        load({"IZDE_SETTINGS": str(tmp_path / "other.env")})


def test_the_table_of_settings_says_where_each_value_is_from(tmp_path: Path) -> None:
    file = tmp_path / "izde.env"
    file.write_text("IZDE_THREADS=3\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "search_service", "serve", "--show-settings"],
        env={**os.environ, "IZDE_SETTINGS": str(file), "PORT": "81"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0 and done.stderr == ""
    head, *rows = [re.split(r" {2,}", line) for line in done.stdout.splitlines()]
    assert head == ["name", "value", "from", "meaning"]
    assert [row[0] for row in rows] == [each.name for each in SETTINGS]
    assert [row[3] for row in rows] == [each.meaning for each in SETTINGS]
    shown = {row[0]: row[1:3] for row in rows}
    assert shown["PORT"] == ["81", "environment"]
    assert shown["IZDE_THREADS"] == ["3", f"{file}:1"]
    assert shown["IZDE_BUDGET_MS"] == ["2000", "default"]


def test_the_index_is_where_the_environment_says_else_in_the_checkout() -> None:
    assert places.index_folder({"IZDE_INDEX": "here"}) == Path("here")
    root = places.checkout()
    assert root and places.index_folder({}) == root / "var" / "index"
    assert places.document_folders() == (root / "seeds", root / "corpus")


@pytest.mark.parametrize(
    ("platform", "environment", "folder"),
    [
        ("linux", {"XDG_DATA_HOME": "/data"}, "/data/izde/index"),
        ("linux", {}, "/home/a/.local/share/izde/index"),
        ("darwin", {}, "/home/a/Library/Application Support/izde/index"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/izde/index"),
        ("win32", {}, "/home/a/AppData/Local/izde/index"),
    ],
)
def test_outside_a_checkout_the_index_is_in_the_users_folder(
    monkeypatch: pytest.MonkeyPatch, platform: str, environment: dict[str, str], folder: str
) -> None:
    monkeypatch.setattr(places, "checkout", lambda: None)
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(Path, "home", lambda: Path("/home/a"))
    assert places.index_folder(environment) == Path(folder)
    assert places.document_folders() == ()


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda each: each.name)
def test_the_readme_tells_every_setting(setting: Setting) -> None:
    readme = (Path(__file__).resolve().parent.parent / "README.md").read_text(encoding="utf-8")
    assert f"| `{setting.name}` | {setting.shown_default} | {setting.meaning} |" in readme.split("\n")
