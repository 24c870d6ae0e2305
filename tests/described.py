"""A spaCy Doc in, what the stages found out as plain values.

As a program it takes the folder of a saved pipeline, and a text from standard input.
It knows spaCy alone: nothing here names the package whose stages it runs.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import spacy
from spacy.tokens import Doc


def described(doc: Doc) -> dict[str, Any]:
    """Tokens, names, dates and data of `doc`, equal to themselves after JSON."""
    return {
        "tokens": [[t.text, t.idx, t.lemma_, t.pos_, t.is_sent_start] for t in doc],
        "names": [[e.text, e.label_, e.ent_id_, e.kb_id_] for e in doc.ents],
        "dates": [
            [d.text, d.label_, d.kb_id_, d._.edtf, d._.date_type, d._.calendar]
            for d in doc.spans.get("dates", ())
        ],
        # What was saved comes back with lists for tuples, or the other way round.
        "data": json.loads(json.dumps(doc.user_data)),
    }


if __name__ == "__main__":
    pipeline_of_folder = spacy.load(sys.argv[1])
    print(json.dumps(described(pipeline_of_folder(sys.stdin.read()))))
