"""Signals that the system hands to any thread in, a main thread that wakes for each of them out."""

from __future__ import annotations

import signal
import socket
import time
from threading import Thread, main_thread

_AGAIN_SECONDS = 0.1


def wake_main_thread() -> None:
    """Have the main thread, which calls this, run the handler of a signal at once, even while it waits.

    Python runs handlers in the main thread alone, but the system may hand a signal to another one, such as a
    thread that is just being started (signal(7), "Signal mask and pending signals"); a main thread that waits
    for an event then sleeps on, and the signal seems lost. Does nothing on Windows, which has none of them.
    """
    if not hasattr(signal, "pthread_kill"):
        return
    told, tells = socket.socketpair()
    tells.setblocking(False)
    # Any other signal would do that nobody sends and that does nothing by itself.
    nudge = signal.SIGURG
    signal.signal(nudge, lambda *_: None)
    # Python writes the number of each signal there, whichever thread got it.
    signal.set_wakeup_fd(tells.fileno(), warn_on_full_buffer=False)
    Thread(target=_wake, args=(told, tells, nudge), daemon=True).start()


def _wake(told: socket.socket, _tells: socket.socket, nudge: signal.Signals) -> None:
    main = main_thread().ident
    assert main is not None
    while number := told.recv(1):
        if number[0] != nudge:
            signal.pthread_kill(main, nudge)
            # It may have been just about to fall asleep.
            time.sleep(_AGAIN_SECONDS)
            signal.pthread_kill(main, nudge)
