"""The name of a network for Russian in, its weights and the embeddings that it reads out.

They lie in the package natasha, which is found and never imported: it needs pymorphy2, and that a part of
setuptools which is gone. Nothing is read before it is asked for.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

EMBEDDINGS = "navec_news_v1_1B_250K_300d_100q.tar"


class ModelsMissing(RuntimeError):
    """The package natasha or a file of it is not there; the message says what to install."""


@cache
def embeddings() -> Any:
    """The embeddings of Russian words, a navec.Navec, read once for all networks. Raises ModelsMissing."""
    from navec import Navec  # type: ignore[import-untyped]

    return Navec.load(_file("emb", EMBEDDINGS))


def weights(name: str) -> Path:
    """Where the weights of the network `name` lie ("morph", "ner"). Raises ModelsMissing."""
    return _file("model", f"slovnet_{name}_news_v1.tar")


def _file(folder: str, name: str) -> Path:
    package = find_spec("natasha")
    for place in (package.submodule_search_locations or ()) if package else ():
        file = Path(place) / "data" / folder / name
        if file.is_file():
            return file
    raise ModelsMissing(f"Russian text needs {name} of the package natasha: pip install natasha==1.6.0")
