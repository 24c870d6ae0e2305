"""The annotated Kazakh forms of the package in; what lemmas and parts of speech a form or a lemma had out."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from pipeline.lemma_model import Annotated, Parts

_NO_FORMS: Annotated = {}
_NO_PARTS: Parts = {}


@dataclass(frozen=True, slots=True)
class AnnotatedForms:
    """Readings by form and parts of speech by lemma, with their numbers; all in lower case."""

    forms: dict[str, dict[tuple[str, str], int]] = field(default_factory=dict)
    lemmas: dict[str, dict[str, int]] = field(default_factory=dict)

    def readings(self, form: str) -> Annotated:
        """How `form` was annotated; empty if it was not."""
        return self.forms.get(form, _NO_FORMS)

    def parts(self, lemma: str) -> Parts:
        """The parts of speech that `lemma` was annotated with; empty if it was not."""
        return self.lemmas.get(lemma, _NO_PARTS)

    def add(self, form: str, lemma: str, part: str, number: int) -> None:
        """Count `number` more tokens."""
        form, lemma = form.casefold(), lemma.casefold()
        readings = self.forms.setdefault(form, {})
        readings[lemma, part] = readings.get((lemma, part), 0) + number
        parts = self.lemmas.setdefault(lemma, {})
        parts[part] = parts.get(part, 0) + number

    def rows(self) -> Iterator[str]:
        """Yield the rows of the package's table: form, lemma, part of speech, number."""
        for form, readings in sorted(self.forms.items()):
            for (lemma, part), number in sorted(readings.items()):
                yield f"{form}\t{lemma}\t{part}\t{number}"


@cache
def load() -> AnnotatedForms:
    """The forms of the package, learnt by scripts/train_lemmas.py, read once."""
    found = AnnotatedForms()
    packed = (files("pipeline") / "models" / "lemmas.tsv.gz").read_bytes()
    for line in gzip.decompress(packed).decode("utf-8").splitlines():
        form, lemma, part, number = line.split("\t")
        found.add(form, lemma, part, int(number))
    return found
