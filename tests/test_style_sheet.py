"""The style sheet in, what no page uses out: there is nothing of that."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from pipeline.records import ParagraphKind
from search_service.name_page import ENTITY_TYPES

PAGES = Path(__file__).resolve().parent.parent / "search_service"
SHEET = re.sub(r"/\*.*?\*/", "", (PAGES / "static" / "izde.css").read_text(encoding="utf-8"), flags=re.DOTALL)
MADE_UP = {*get_args(ParagraphKind), *(f"e-{each.lower()}" for each in ENTITY_TYPES)}
"""Classes that templates put together."""


def test_every_class_is_one_that_a_page_may_have() -> None:
    selectors = re.sub(r"\{[^{}]*\}", " ", SHEET)
    classes = set(re.findall(r"\.([a-zA-Z][\w-]*)", selectors))
    sources = (*PAGES.glob("templates/**/*.html"), PAGES / "static" / "izde.js", *PAGES.glob("*.py"))
    used = set(re.findall(r"[a-zA-Z][\w-]*", " ".join(path.read_text(encoding="utf-8") for path in sources)))
    assert len(classes) > 100
    assert not classes - used - MADE_UP


def test_every_token_is_used_and_every_used_one_is_there() -> None:
    told = set(re.findall(r"(--[\w-]+):", SHEET))
    assert told == set(re.findall(r"var\((--[\w-]+)\)", SHEET))
