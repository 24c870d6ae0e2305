"""The name of a network for Russian in, the network with its weights and embeddings out.

They lie in the package natasha, which is found and never imported: it needs pymorphy2, and that a part of
setuptools which is gone. Nothing is read before it is asked for. What networks share is in memory once.
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
def network(name: str) -> Any:
    """The network `name`, read once: the `infer` of slovnet's Morph ("morph") or NER ("ner").

    Raises ModelsMissing.
    """
    from slovnet.api import MorphInfer, MorphModel, NERInfer, NERModel  # type: ignore[import-untyped]
    from slovnet.const import SHAPE, TAG  # type: ignore[import-untyped]
    from slovnet.exec.encoders import TagEncoder  # type: ignore[import-untyped]
    from slovnet.exec.infer import TagDecoder  # type: ignore[import-untyped]
    from slovnet.exec.pack import Pack  # type: ignore[import-untyped]

    kind, infer = {"morph": (MorphModel, MorphInfer), "ner": (NERModel, NERInfer)}[name]
    # As slovnet's own load does, but that each network would have its own quarter of a million words.
    with Pack(weights(name)) as pack:
        pack.load_meta().check_protocol()
        model = pack.load_model(kind)
        model = model.inject_arrays(dict(pack.load_arrays(model.weights))).inject_navec(embeddings())
        shapes, labels = pack.load_vocab(SHAPE), pack.load_vocab(TAG)
    return infer(model, TagEncoder(_words(), shapes), TagDecoder(labels))


@cache
def embeddings() -> Any:
    """The embeddings of Russian words, a navec.Navec without its words, read once. Raises ModelsMissing."""
    from navec.meta import Meta  # type: ignore[import-untyped]
    from navec.navec import META, PQ_, Navec  # type: ignore[import-untyped]
    from navec.pq import PQ  # type: ignore[import-untyped]
    from navec.tar import Tar  # type: ignore[import-untyped]

    class Codes(PQ):
        def precompute(self) -> None:
            """What only likeness of two words needs, 100 MB on the way, is left out."""

    with Tar(_file("emb", EMBEDDINGS)) as tar:
        return Navec(Meta.from_file(tar.load(META)), None, Codes.from_file(tar.load(PQ_)))


def weights(name: str) -> Path:
    """Where the weights of the network `name` lie ("morph", "ner"). Raises ModelsMissing."""
    return _file("model", f"slovnet_{name}_news_v1.tar")


@cache
def _words() -> Any:
    """The words of the embeddings, which every network has alike."""
    from slovnet.const import WORD
    from slovnet.exec.pack import Pack

    with Pack(weights("ner")) as pack:
        return pack.load_vocab(WORD)


def _file(folder: str, name: str) -> Path:
    package = find_spec("natasha")
    for place in (package.submodule_search_locations or ()) if package else ():
        file = Path(place) / "data" / folder / name
        if file.is_file():
            return file
    raise ModelsMissing(f"Russian text needs {name} of the package natasha: pip install natasha==1.6.0")
