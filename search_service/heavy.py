"""A request in, its answer out in its turn: few heavy ones work at once, beside one of the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from threading import Condition
from typing import Any

from flask import Flask, Response, current_app, request

from search_service import one_by_one
from search_service.problems import Problem
from search_service.query_tokens import LONGEST_QUERY
from search_service.words import PARTS

ENDPOINTS = frozenset({
    "api.concordance", "api.frequency_list", "api.collocates", "api.dates",
    "pages.concordance", "pages.citations",
})  # fmt: skip
"""What works through every match or passage, whatever is asked. So does every list asked for whole."""
ASKING = frozenset({"api.search", "pages.home", "pages.reader", "pages.sheet"})
"""What is as much work as the question has words, and a sheet passages."""
LIGHT_WORDS = 12
"""Words of a light question: one of so many takes up to twenty times as long as one of a word or two."""
LIGHT_SHEET = 20
"""Passages of a light sheet."""
RETRY_AFTER = 2
"""Seconds after which a turn is likely to be free."""
_KEY = "izde.turns"


class Turns:
    """Lets `at_once` requests work at the same time, and have `most` in hand: working, waiting or being sent.

    A request waits for its turn up to `seconds`. `waiting` is called with 1 when one begins to wait and with
    -1 when it ceases to, `refused` for one that got no turn. Safe to use from several threads.
    """

    def __init__(
        self,
        at_once: int,
        most: int,
        seconds: float,
        *,
        waiting: Callable[[int], None] = lambda change: None,
        refused: Callable[[], None] = lambda: None,
    ) -> None:
        self._free = at_once
        self._waiting = waiting
        self._refused = refused
        self._most = max(most, at_once)
        self._seconds = seconds
        self._changed = Condition()
        self._in_hand = 0

    def enter(self) -> None:
        """Take a request in hand, with a first turn. Raises Problem where there is none in time."""
        with self._changed:
            if self._in_hand < self._most:
                self._in_hand += 1
                if self._taken(self._seconds):
                    return
                self._in_hand -= 1
        self._refused()
        raise Problem(
            "busy",
            "as many requests of this weight are being answered as can be at the same time; "
            f"try again in {RETRY_AFTER} seconds",
            headers={"Retry-After": str(RETRY_AFTER)},
        )

    def leave(self) -> None:
        """The request is done with."""
        with self._changed:
            self._in_hand -= 1

    def take(self) -> None:
        """Take a further turn, however long it has to wait for one."""
        with self._changed:
            self._taken(None)

    def give(self) -> None:
        """Give the turn to whoever waits."""
        with self._changed:
            self._free += 1
            self._changed.notify()

    def _taken(self, seconds: float | None) -> bool:
        """Whether there was a turn in time, which is taken then."""
        if not self._free:
            self._waiting(1)
            self._changed.wait_for(lambda: self._free > 0, seconds)
            self._waiting(-1)
        found = self._free > 0
        self._free -= found
        return found


def install(app: Flask, turns: Turns) -> None:
    """Have the heavy requests to `app` take `turns`, beside the others, which go one by one.

    Those of pages are bound here, those of data by who calls `bounded`, once it is known that they are in
    order and that whoever asks does not have the answer.
    """
    app.extensions[_KEY] = turns
    one_by_one.install(app)
    for endpoint in ENDPOINTS | ASKING:
        if endpoint.startswith("pages."):
            app.view_functions[endpoint] = _in_turn(app.view_functions[endpoint])


def bounded(answer: Callable[[], Any], *, whole: bool = False) -> Any:
    """What `answer` makes for the current request in its turn; it is heavy where a `whole` list is made.

    What is streamed takes a turn for each piece: a client that reads slowly keeps nobody from working.
    Raises Problem when there is no turn in time.
    """
    if not (whole or _is_heavy()):
        return answer()
    turns: Turns = current_app.extensions[_KEY]
    with one_by_one.stepped_aside():
        made = _made(answer, turns)
    if isinstance(made, Response) and made.is_streamed:
        made.response = _in_turns(made.iter_encoded(), turns)
        made.call_on_close(turns.leave)
    else:
        turns.leave()
    return made


def _made(answer: Callable[[], Any], turns: Turns) -> Any:
    turns.enter()
    try:
        return answer()
    except BaseException:
        turns.leave()
        raise
    finally:
        turns.give()


def _is_heavy() -> bool:
    """Whether the current request is much work, as far as can be told before any is done."""
    if request.endpoint not in ASKING:
        return request.endpoint in ENDPOINTS
    words = PARTS.findall(request.args.get("q", "")[:LONGEST_QUERY])
    return len(words) > LIGHT_WORDS or len(request.args.getlist("p")) > LIGHT_SHEET


def _in_turn(view: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(view)
    def waiting(**ids: Any) -> Any:
        return bounded(lambda: view(**ids))

    return waiting


def _in_turns(pieces: Iterable[bytes], turns: Turns) -> Iterator[bytes]:
    coming = iter(pieces)
    while True:
        turns.take()
        try:
            piece = next(coming, None)
        finally:
            turns.give()
        if piece is None:
            return
        yield piece
