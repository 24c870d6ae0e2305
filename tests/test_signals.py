"""Signals reach a main thread that waits, whatever other threads do."""

from __future__ import annotations

import subprocess
import sys

# A signal goes to a thread that is just being started in about every third run.
BUSY = """
import os, signal, threading
from search_service.signals import wake_main_thread

wake_main_thread()
signal.signal(signal.SIGTERM, lambda *_: os._exit(7))

def start_threads():
    while True:
        thread = threading.Thread(target=str)
        thread.start()
        thread.join()

for _ in range(3):
    threading.Thread(target=start_threads, daemon=True).start()
print("ready", flush=True)
threading.Event().wait()
"""


def test_no_signal_is_lost_while_threads_are_started() -> None:
    for _ in range(25):
        with subprocess.Popen([sys.executable, "-c", BUSY], stdout=subprocess.PIPE, text=True) as process:
            try:
                assert process.stdout and process.stdout.readline() == "ready\n"
                process.terminate()
                assert process.wait(60) == 7
            finally:
                process.kill()
