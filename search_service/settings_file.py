"""A file of settings in, what each of its lines sets out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path


class SettingError(ValueError):
    """A setting has a value that cannot be; the message names it and says what it may be."""


@dataclass(frozen=True, slots=True)
class Line:
    """What a line sets a setting to; `place` is the file and the number of the line."""

    value: str
    place: str


def lines(file: Path, names: Collection[str]) -> dict[str, Line]:
    """The lines `NAME=value` of a file, as python-dotenv reads them, by name.

    Raises SettingError for a file that cannot be read, and for a line that sets none of `names` or sets one
    again.
    """
    from dotenv.parser import parse_stream

    found: dict[str, Line] = {}
    try:
        with file.open(encoding="utf-8-sig") as opened:
            bindings = list(parse_stream(opened))
    except OSError as error:
        raise SettingError(f"{file}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SettingError(f"{file}: is not UTF-8; save it as UTF-8 text") from error
    for binding in bindings:
        blank = len(binding.original.string) - len(binding.original.string.lstrip("\n"))
        place = f"{file}:{binding.original.line + blank}"
        if binding.error or (binding.key is not None and binding.value is None):
            raise SettingError(f"{place}: should be NAME=value")
        if binding.key is None:
            continue
        if binding.key not in names:
            raise SettingError(
                f"{place}: there is no setting {binding.key}; izde serve --show-settings lists them"
            )
        if binding.key in found:
            raise SettingError(f"{place}: {binding.key} is set twice; keep one of the lines")
        found[binding.key] = Line(binding.value or "", place)
    return found
