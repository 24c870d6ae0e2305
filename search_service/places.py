"""The system and the user's environment in, where documents and the index lie by default out."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from search_service import settings


def checkout() -> Path | None:
    """The checkout that this package runs from, or None when it was installed elsewhere."""
    root = Path(__file__).resolve().parent.parent
    return root if (root / "setup.cfg").is_file() and (root / "seeds").is_dir() else None


def index_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Where the index is looked for when the command line does not say. Raises settings.SettingError."""
    # Only what names the index is read: another setting that is wrong is no matter of every command.
    naming = {name: environment[name] for name in ("IZDE_INDEX", settings.FILE) if name in environment}
    if named := settings.load(naming).path("IZDE_INDEX"):
        return named
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
