"""The table of pages and states in, addresses on a running service out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.running import Service

TABLE = Path(__file__).resolve().parent / "tables" / "pages.tsv"


@dataclass(frozen=True)
class State:
    """A page in a state: `service` (seeds or bilingual) is the one that has it, `status` its answer's."""

    name: str
    service: str
    status: int
    address: str

    def on(self, service: Service, language: str = "") -> str:
        """Its address on a running service, with the interface in `language`."""
        documents = service.get("/api/v1/documents").json["documents"]
        entities = service.get("/api/v1/entities").json["entities"]
        path = self.address.format(document=documents[0]["id"], entity=entities[0]["id"])
        return path + (f"{'&' if '?' in path else '?'}ui={language}" if language else "")


def states() -> list[State]:
    """The rows of the table: a new page joins every test of pages by a row of its own."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    assert rows[0] == ["state", "service", "status", "address", "why"]
    return [State(name, service, int(status), address) for name, service, status, address, _ in rows[1:]]
