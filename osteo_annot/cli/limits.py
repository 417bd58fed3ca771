"""How long one person of a batch may take: files that never end must not stop the others."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

MINUTES = 60.0
"""For one person, where nothing else is asked for."""


class TooLongError(BaseException):
    """The time is over; no ``except Exception`` on the way takes it for a fault of a file."""


@contextmanager
def within(minutes: float) -> Iterator[None]:
    """Raise TooLongError in the block once the time is over; only the main thread can."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def over(*_: object) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGALRM, over)
    signal.setitimer(signal.ITIMER_REAL, 60 * minutes)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
