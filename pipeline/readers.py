"""A file in, its decoded text and digest out."""

from __future__ import annotations

import hashlib
import re
import sys
from pathlib import Path, PurePath

from pipeline.records import Source

LARGEST_DOCUMENT = 16 * 1024 * 1024
"""Bytes; some twenty long books. A larger file is refused with the advice to cut it."""

TEXT_SUFFIXES = frozenset({".txt"})


class ReadError(ValueError):
    """A document cannot be read; the message names it and says what to mend."""


def read(path: Path) -> Source:
    """The document in the file `path`. Raises ReadError."""
    try:
        str(path).encode("utf-8")
        if path.is_dir():
            raise ReadError(f"{path}: is a folder; name a file")
        with path.open("rb") as file:
            # A device or a pipe may never end.
            data = file.read(LARGEST_DOCUMENT + 1)
    except UnicodeEncodeError as error:
        raise ReadError(f"{path}: has a name that is not UTF-8; rename it") from error
    except FileNotFoundError as error:
        raise ReadError(f"{path}: no such file") from error
    except OSError as error:
        raise ReadError(f"{path}: cannot be read: {error.strerror}") from error
    return source(path.name, data, shown=str(path))


def read_standard_input() -> Source:
    """The document that standard input holds. Raises ReadError."""
    return source("-", sys.stdin.buffer.read(LARGEST_DOCUMENT + 1), shown="standard input")


def source(name: str, data: bytes, *, shown: str | None = None) -> Source:
    """`data` decoded as UTF-8, with no newline translation and a BOM kept; `shown` names it in errors.

    Raises ReadError for what is empty, binary, too large or not UTF-8, naming the first wrong byte.
    """
    shown = shown or name
    if len(data) > LARGEST_DOCUMENT:
        limit = LARGEST_DOCUMENT // (1024 * 1024)
        raise ReadError(f"{shown}: has more than {limit} MiB; cut it into parts")
    if not data.strip():
        raise ReadError(f"{shown}: is empty; a document needs some text")
    if (at := data.find(b"\0")) >= 0:
        raise ReadError(f"{shown}: looks binary (byte 0x00 at offset {at}); save it as UTF-8 text")
    try:
        raw = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ReadError(
            f"{shown}: is not UTF-8 (byte 0x{data[error.start]:02X} at offset {error.start}); "
            "save it as UTF-8 text"
        ) from error
    if not raw.removeprefix("\ufeff").strip():
        raise ReadError(f"{shown}: is empty; a document needs some text")
    return Source(name, raw, hashlib.sha256(data).hexdigest())


def slug(name: str) -> str:
    """A document's id from its file's name: the stem in lower case, its words joined by hyphens."""
    return "-".join(re.findall(r"[^\W_]+", PurePath(name).stem.casefold())) or "document"
