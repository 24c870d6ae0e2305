"""A query as it was typed and better spellings of some of its words in, the query with them out."""

from __future__ import annotations

import re
from collections.abc import Mapping

from search_service import operators
from search_service.query_tokens import WORD, Typed

_WORD = re.compile(WORD)


def respelt(typed: str, spelt: Mapping[str, str]) -> str:
    """The query with the words that `spelt` has, by how they were typed, in their better spelling.

    All else stays as it was typed: operators, fields, quotation marks, stars. Raises QuestionError for what
    is no query.
    """
    text = Typed(typed).text

    def better(found: re.Match[str]) -> str:
        is_field = text.startswith(":", found.end()) and operators.field(found[0])
        return found[0] if is_field else spelt.get(found[0], found[0])

    return _WORD.sub(better, text)
