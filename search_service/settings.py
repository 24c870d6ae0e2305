"""The environment and a file of settings in, checked settings out: one table says all there is to set."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from search_service import rate_limits, settings_file
from search_service.setting_kinds import Kind, Location, Parsed, Switch, Text, WholeNumber
from search_service.settings_file import SettingError

FILE = "IZDE_SETTINGS"
"""The setting that names the file of settings."""
ENVIRONMENT = "environment"
_PASSWORD = re.compile(r"(://[^:/@]*:).*(?=@)")
"""The password in an address, and what stands before it."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Something to set, by a variable of the environment or a line of the file of settings.

    `default` is what holds when it is not set; where that is empty there is no value, and `unset` says in
    words what happens then.
    """

    name: str
    kind: Kind
    default: str
    meaning: str
    unset: str = "not set"

    @property
    def shown_default(self) -> str:
        """The default, for a person."""
        return self.default or self.unset


SETTINGS = (
    Setting(
        "HOST", Text(), "127.0.0.1", "address that `izde serve` listens on; 0.0.0.0 opens it to the network"
    ),
    Setting("PORT", WholeNumber(0, 65535), "8000", "port that `izde serve` listens on; 0 takes any free one"),
    Setting(
        "IZDE_WORKERS",
        WholeNumber(1, 64),
        "",
        "processes of `izde serve` that answer requests; on Windows it is always one",
        unset="one for each usable core, at most 4",
    ),
    Setting("IZDE_THREADS", WholeNumber(1, 256), "32", "requests that each worker has in hand at once"),
    Setting(
        "IZDE_HEADER_SECONDS",
        WholeNumber(1, 3600),
        "10",
        "seconds that a client has to send the head of a request, then its connection is closed",
    ),
    Setting(
        "IZDE_SEND_SECONDS",
        WholeNumber(1, 3600),
        "30",
        "seconds that a client may leave unread what it asked for, then its connection is closed (on Linux)",
    ),
    Setting(
        "IZDE_STOP_SECONDS",
        WholeNumber(1, 3600),
        "30",
        "seconds that requests in hand have to end once `izde serve` is told to stop",
    ),
    Setting(
        "IZDE_BUDGET_MS",
        WholeNumber(1, 600_000),
        "2000",
        "milliseconds after which `izde serve` leaves out what only adds to an answer, and says so",
    ),
    Setting(
        "IZDE_HEAVY",
        WholeNumber(1, 256),
        "1",
        "requests for whole lists, concordances and numbers, and questions of more than 12 words, that each "
        "worker works at, at the same time",
    ),
    Setting(
        "IZDE_HEAVY_WAIT_MS",
        WholeNumber(0, 60_000),
        "10000",
        "milliseconds that such a request waits for its turn, then it is answered by 503",
    ),
    Setting(
        "IZDE_RATE_LIMIT",
        Parsed(rate_limits.read),
        rate_limits.AUTO,
        "requests that each client may send, such as `100 per minute; 2000 per day`, which holds for all; "
        "auto: 600 a minute, and any number from this machine; none: any number",
    ),
    Setting(
        "IZDE_RATE_STORAGE",
        Text(r"[a-z0-9+]+://[^\x00-\x20\x7f]*", "an address such as redis://localhost:6379"),
        "memory://",
        "where requests are counted, an address of the library limits; memory:// is that of each worker, "
        "which counts for itself",
    ),
    Setting(
        "IZDE_PROXIES",
        WholeNumber(0, 16),
        "0",
        "reverse proxies in front, whose X-Forwarded headers are believed; 0 takes a proxy for the client",
    ),
    Setting("IZDE_LOG", Switch(), "1", "1 logs a line of JSON for each request on stderr, 0 only failures"),
    Setting(
        "IZDE_LOG_QUERIES",
        Switch(),
        "0",
        "1 logs what was asked, too, and the messages of unexpected errors, which may repeat it",
    ),
    Setting(
        "IZDE_INDEX",
        Location(),
        "",
        "folder of the built index, where no --index is given",
        unset="var/index of the checkout, else the user's data folder",
    ),
    Setting("NO_COLOR", Text(), "", "when set to anything, `izde search` marks its matches without colour"),
    Setting(
        FILE,
        Location(),
        "",
        "file of settings, a line `NAME=value` each; the environment comes before it, and paths in it count "
        "from its folder",
    ),
)


@dataclass(frozen=True, slots=True)
class Held:
    """What a setting holds: its checked value (None without one), as it was written, and from where."""

    setting: Setting
    value: Any
    text: str
    origin: str

    @property
    def shown(self) -> str:
        """The value, for a person: without the password that an address may hold."""
        return _without_password(self.text) or self.setting.unset


class Settings:
    """The value of every setting. Can be pickled."""

    def __init__(self, held: Mapping[str, Held]) -> None:
        self._held = dict(held)

    def __iter__(self) -> Iterator[Held]:
        """Every setting, in the order of the table."""
        return iter(self._held.values())

    def value(self, name: str) -> Any:
        """The value of a setting, of the type that its kind reads; None where it has none."""
        return self._held[name].value

    def number(self, name: str) -> int:
        """The whole number that a setting with a default holds."""
        found = self.value(name)
        assert type(found) is int, name
        return found

    def text(self, name: str) -> str:
        """The text that a setting holds, or an empty one."""
        return str(self.value(name) or "")

    def switch(self, name: str) -> bool:
        """Whether a setting is on."""
        return self.value(name) is True

    def path(self, name: str) -> Path | None:
        """The path that a setting holds."""
        found = self.value(name)
        assert found is None or isinstance(found, Path), name
        return found


def load(environment: Mapping[str, str] = os.environ) -> Settings:
    """What holds: the environment, else the file that IZDE_SETTINGS names, else the defaults.

    An empty variable is as good as none. Raises SettingError, also for a faulty line of the file that the
    environment comes before.
    """
    file = Path(environment.get(FILE) or "")
    names = {each.name for each in SETTINGS} - {FILE}
    lines = settings_file.lines(file, names) if environment.get(FILE) else {}
    held = {}
    for each in SETTINGS:
        found = _held(each, each.default, "default", Path())
        if each.name in lines and lines[each.name].value:
            line = lines[each.name]
            found = _held(each, line.value, line.place, file.parent)
        if given := environment.get(each.name):
            found = _held(each, given, ENVIRONMENT, Path())
        held[each.name] = found
    return Settings(held)


def defaults() -> Settings:
    """What holds when nothing is set."""
    return load({})


def _held(setting: Setting, text: str, origin: str, folder: Path) -> Held:
    """Raises SettingError for a text that the setting may not hold."""
    if not text:
        return Held(setting, None, "", origin)
    try:
        return Held(setting, setting.kind.read(text, folder), text, origin)
    except ValueError as error:
        place = "" if origin == ENVIRONMENT else f"{origin}: "
        raise SettingError(f"{place}{setting.name}={_without_password(text)}: {error}") from None


def _without_password(text: str) -> str:
    return _PASSWORD.sub(r"\1***", text)


def table(settings: Settings) -> str:
    """Every setting for a person: a line each with its name, value, where that is from, and meaning."""
    rows = [(each.setting.name, each.shown, each.origin, each.setting.meaning) for each in settings]
    rows.insert(0, ("name", "value", "from", "meaning"))
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    return "\n".join(
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]])
        for row in rows
    )
