"""The environment in, the service's settings and default places out: one table says all there is to set."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Setting:
    """A variable of the environment; `default` is what holds without it, in words where it is computed."""

    name: str
    default: str
    meaning: str


SETTINGS = (
    Setting("HOST", "127.0.0.1", "address that `izde serve` listens on; 0.0.0.0 opens it to the network"),
    Setting("PORT", "8000", "port that `izde serve` listens on; 0 takes any free one"),
    Setting("IZDE_THREADS", "8", "requests that `izde serve` answers at the same time"),
    Setting(
        "IZDE_BUDGET_MS",
        "2000",
        "milliseconds after which `izde serve` leaves out what only adds to an answer, and says so",
    ),
    Setting(
        "IZDE_INDEX",
        "var/index of the checkout, else the user's data folder",
        "folder of the built index, where no --index is given",
    ),
    Setting("NO_COLOR", "", "when set to anything, `izde search` marks its matches without colour"),
)


class SettingError(ValueError):
    """A setting has a value that cannot be; the message names it and says what it may be."""


def value(name: str, environment: Mapping[str, str] = os.environ) -> str:
    """What the setting `name` holds: the environment's value, or the default where that is empty."""
    default = next(setting.default for setting in SETTINGS if setting.name == name)
    return environment.get(name) or default


def number(name: str, lowest: int, highest: int, environment: Mapping[str, str] = os.environ) -> int:
    """The whole number that the setting `name` holds. Raises SettingError."""
    text = value(name, environment)
    if not (text.isascii() and text.isdecimal() and lowest <= int(text) <= highest):
        raise SettingError(f"{name}={text}: should be a whole number from {lowest} to {highest}")
    return int(text)


def checkout() -> Path | None:
    """The checkout that this package runs from, or None when it was installed elsewhere."""
    root = Path(__file__).resolve().parent.parent
    return root if (root / "setup.cfg").is_file() and (root / "seeds").is_dir() else None


def index_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Where the index is looked for when the command line does not say."""
    if named := environment.get("IZDE_INDEX"):
        return Path(named)
    root = checkout()
    return root / "var" / "index" if root else _user_data_folder(environment) / "izde" / "index"


def document_folders() -> tuple[Path, ...]:
    """What `izde build` takes when no path is given: seeds and corpus of the checkout, if there is one."""
    root = checkout()
    return (root / "seeds", root / "corpus") if root else ()


def _user_data_folder(environment: Mapping[str, str]) -> Path:
    """The folder each system gives programs for a user's data (XDG, Apple's and Microsoft's conventions)."""
    if sys.platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    return Path(environment.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
