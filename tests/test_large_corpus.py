"""A corpus and one six times as large in, how much work each page is out: no page grows with all there is."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from search_service.build import build
from tests import work
from tests.asking import client_of

FEW, MANY = 220, 1320
"""Paragraphs of the two corpora: either is more than a page of the reader."""

ADDRESSES = (
    "/?q=мектеп",
    "/?q=мектеп&sort=date",
    "/concordance?q=мектеп",
    "/concordance?q=мектеп&sort=left",
    "/concordance?q=мектеп&sort=right&sample=100",
    "/documents/long",
    "/documents/long?q=мектеп",
    "/names/bokeikhan-alikhan",
    "/names",
    "/sheet?p=long:1&p=long:2&names=1&q=мектеп",
    "/citations.bib?q=мектеп",
    "/api/v1/search?q=мектеп&format=csv",
    "/api/v1/kwic?q=мектеп&sort=left&format=jsonl",
)


@pytest.fixture(scope="module")
def clients(tmp_path_factory: pytest.TempPathFactory) -> tuple[FlaskClient, FlaskClient]:
    """What asks a small service and a large one: every paragraph has the word, a year and a name."""
    made = []
    for paragraphs in (FEW, MANY):
        texts, index = tmp_path_factory.mktemp("texts"), tmp_path_factory.mktemp("index")
        said = (f"Әлихан Бөкейхан {1900 + at % 20} жылы {at} мектеп ашты." for at in range(paragraphs))
        (texts / "long.txt").write_text("\n\n".join(said) + "\n", encoding="utf-8")
        assert not build([texts], index).failed
        made.append(client_of(index))
    return made[0], made[1]


def beginning(client: FlaskClient, address: str) -> None:
    """Ask for an address and take the first piece of its answer, which is all of a page."""
    reply = client.get(address, buffered=False)
    assert reply.status_code == 200 and next(iter(reply.response))
    reply.close()


@pytest.mark.parametrize("address", ADDRESSES)
def test_work_does_not_grow_with_what_is_found(
    clients: tuple[FlaskClient, FlaskClient], address: str
) -> None:
    for client in clients:
        beginning(client, address)
    few, many = (work.calls(lambda client=client: beginning(client, address)) for client in clients)  # type: ignore[misc]
    assert many < 1.7 * few, f"{few} calls, then {many}"
