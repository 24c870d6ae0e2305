"""The environment as settings: what holds without it, what it may not be, where an index is looked for."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from search_service import settings


def test_an_empty_variable_is_as_good_as_none() -> None:
    assert settings.value("HOST", {}) == settings.value("HOST", {"HOST": ""}) == "127.0.0.1"
    assert settings.value("HOST", {"HOST": "::1"}) == "::1"


@pytest.mark.parametrize("value", ["0", "8000", "65535"])
def test_a_port(value: str) -> None:
    assert settings.number("PORT", 0, 65535, {"PORT": value}) == int(value)


@pytest.mark.parametrize("value", ["-1", "65536", "http", "8 000", "８０００", "1e3", "8000 "])
def test_no_port(value: str) -> None:
    with pytest.raises(settings.SettingError, match=r"PORT=.* from 0 to 65535"):
        settings.number("PORT", 0, 65535, {"PORT": value})


def test_the_index_is_where_the_environment_says_else_in_the_checkout() -> None:
    assert settings.index_folder({"IZDE_INDEX": "here"}) == Path("here")
    root = settings.checkout()
    assert root and settings.index_folder({}) == root / "var" / "index"
    assert settings.document_folders() == (root / "seeds", root / "corpus")


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
    monkeypatch.setattr(settings, "checkout", lambda: None)
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(Path, "home", lambda: Path("/home/a"))
    assert settings.index_folder(environment) == Path(folder)
    assert settings.document_folders() == ()


def test_the_readme_tells_every_setting() -> None:
    readme = (Path(__file__).resolve().parent.parent / "README.md").read_text(encoding="utf-8")
    for setting in settings.SETTINGS:
        assert f"`{setting.name}`" in readme
