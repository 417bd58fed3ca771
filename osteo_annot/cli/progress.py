"""How far a run is: one line that is written over on a terminal, plain lines in a log."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TextIO

_ON_TERMINAL = 0.2
_IN_LOG = 30.0
"""Seconds between two reports."""


class Progress:
    """Reports to standard error; a run that ends before the first report says nothing."""

    def __init__(self, total: int, noun: str, stream: TextIO | None = None) -> None:
        self._total = total
        self._noun = noun
        self._stream = stream or sys.stderr
        self._live = self._stream.isatty()
        self._began = self._last = time.monotonic()
        self._skipped = 0
        self._shown = False

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the line on a terminal."""
        if self._shown and self._live:
            self._stream.write("\n")

    def skipped(self, count: int) -> None:
        """So many were done by an earlier run, and do not count for the rate."""
        self._skipped = count

    def reached(self, done: int) -> None:
        """So many of all are done now."""
        now = time.monotonic()
        if now - self._last < (_ON_TERMINAL if self._live else _IN_LOG):
            return
        self._last = now
        self._shown = True
        text = progress_text(done, self._total, self._noun, done - self._skipped, now - self._began)
        self._stream.write(f"\r\x1b[K{text}" if self._live else f"{text}\n")
        self._stream.flush()


def progress_text(done: int, total: int, noun: str, fresh: int, seconds: float) -> str:
    """The report; ``fresh`` were done in ``seconds``.

    >>> progress_text(150, 1000, "samples", 100, 10.0)
    '150 of 1,000 samples, 10.0 per second, 1 min 25 s left'
    """
    text = f"{done:,} of {total:,} {noun}"
    if fresh <= 0 or seconds <= 0:
        return text
    rate = fresh / seconds
    left = round((total - done) / rate)
    minutes, rest = divmod(left, 60)
    remaining = f"{minutes} min {rest} s" if minutes else f"{rest} s"
    return f"{text}, {rate:.1f} per second, {remaining} left"
