"""A question, a sheet or a passage in, the addresses of its files out."""

from __future__ import annotations

from search_service.addresses import Results, address

WHOLE = ("csv", "tsv", "jsonl")
"""Whole lists of the API, as tables and as lines."""
REFERENCES = ("bib", "json", "txt")


def of_question(asked: Results) -> dict[str, str]:
    """The files of all that the question finds, by their endings."""
    pairs = asked.pairs("cursor", "ui")
    found = {form: address("/api/v1/search", [*pairs, ("format", form)]) for form in WHOLE}
    return found | _references("/citations", asked.pairs("cursor"))


def of_sheet(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """The references of a sheet, by the endings of their files; `pairs` are those of its address."""
    return _references("/citations", [pair for pair in pairs if pair[0] in ("p", "ui")])


def of_passage(permanent: str, ui: str = "") -> dict[str, str]:
    """The references of the passage with the permanent path `permanent`, by the endings of their files."""
    return _references(f"{permanent}/citation", [("ui", ui)] if ui else [])


def _references(path: str, pairs: list[tuple[str, str]]) -> dict[str, str]:
    return {form: address(f"{path}.{form}", pairs) for form in REFERENCES}
