"""Files of every kind in, a source or one clear complaint out."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from pipeline.readers import LARGEST_DOCUMENT, ReadError, read


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b" \n\t\r\n", "is empty"),
        ("\u00a0\u2003\n".encode(), "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"\xef\xbb\xbf \n", "is empty"),
        (b"\x7fELF\x00\x01", "byte 0x00 at offset 4"),
        ("ә".encode() + b"\xc3\x28", "byte 0xC3 at offset 2"),
        (b"\xff\xfeA\x04", "byte 0xFF at offset 0"),
        ("Алаш".encode("cp1251"), "byte 0xC0 at offset 0"),
        (b"a\xed\xa0\x80", "byte 0xED at offset 1"),
    ],
)
def test_what_is_no_text_is_told_why(tmp_path: Path, data: bytes, said: str) -> None:
    file = tmp_path / "text.txt"
    file.write_bytes(data)
    with pytest.raises(ReadError, match=said) as caught:
        read(file)
    assert str(caught.value).startswith(f"{file}: ")


def test_text_comes_as_it_is(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf" + "Алаш\r\nорда\n".encode()
    (tmp_path / "text.txt").write_bytes(data)
    source = read(tmp_path / "text.txt")
    assert source.raw == "\ufeffАлаш\r\nорда\n" and source.sha256 == hashlib.sha256(data).hexdigest()


def test_a_file_may_be_as_large_as_the_limit_and_no_larger(tmp_path: Path) -> None:
    file = tmp_path / "large.txt"
    file.write_bytes(b"a" * LARGEST_DOCUMENT)
    assert len(read(file).raw) == LARGEST_DOCUMENT
    with file.open("ab") as more:
        more.write(b"a")
    with pytest.raises(ReadError, match="more than 16 MiB; cut it into parts"):
        read(file)


def test_a_file_without_an_end_is_too_large() -> None:
    with pytest.raises(ReadError, match="more than 16 MiB"):
        read(Path("/dev/zero"))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nothing.txt", "no such file"),
        (".", "is a folder"),
        ("a" * 300, "cannot be read"),
        (os.fsdecode(b"\xff.txt"), "not UTF-8; rename it"),
    ],
)
def test_a_name_that_leads_to_no_file_is_told_why(tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(ReadError, match=said):
        read(tmp_path / name)
