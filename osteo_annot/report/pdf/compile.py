"""From blocks to bytes: the compiler of the wheel, one template, and values as data.

Values reach the template as JSON and are set as text: none is ever read as markup. The compiler
sees no file, no clock, no network and no font of the system, and works in a process of its own.
"""

from __future__ import annotations

import datetime
import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO, cast

from osteo_annot.report.pdf import compiler_process
from osteo_annot.report.pdf.compiler_process import MADE, receive, send
from osteo_annot.report.pdf.glyphs import FONTS

LONGEST = 60.0
"""Seconds after which a document is given up; one takes a tenth of a second."""
MOST_DOCUMENTS = 16
"""Documents of one process: what the compiler remembers grows with each, to 10 MB and more."""
_TEMPLATE = Path(__file__).with_name("report.typ")
_ACCESSIBLE = "ua-1"
"""PDF/UA-1, ISO 14289-1."""
_ARCHIVE = "a-2a"
"""PDF/A-2a, ISO 19005-2: names the day on which the document was made."""


class PdfError(Exception):
    """The compiler could not make a document of these values, or not in time."""


def pdf_bytes(values: Mapping[str, object], made: datetime.date | None) -> bytes:
    """The document of these values, tagged; for the archive too where its date is told.

    Raises PdfError, also where the compiler itself breaks down or does not end.
    """
    told = {**values, "fonts": FONTS, "made": made.isoformat() if made else ""}
    standards = [_ACCESSIBLE, _ARCHIVE] if made else [_ACCESSIBLE]
    request = {"report": json.dumps(told, ensure_ascii=False), "standards": standards}
    with _LOCK:
        answer = _compiler().answer(json.dumps(request).encode())
    if not answer.startswith(MADE):
        raise PdfError(answer[1:].decode() or "the compiler gave no document")
    return answer[1:]


class Compiler:
    """A process that compiles, kept for the documents of a batch."""

    def __init__(self) -> None:
        """Start it; it ends with this process, whose pipe it reads."""
        self.owner = os.getpid()
        self.documents = 0
        self._process = subprocess.Popen(
            [sys.executable, "-P", compiler_process.__file__, str(_TEMPLATE)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # a Ctrl-C is this process's to answer
        )

    @property
    def is_usable(self) -> bool:
        """Whether it is of this process, alive, and not yet to be replaced."""
        alive = self._process.poll() is None
        return alive and self.owner == os.getpid() and self.documents < MOST_DOCUMENTS

    def answer(self, request: bytes) -> bytes:
        """What it says to a request. Raises PdfError where it ends, or has to be ended."""
        self.documents += 1
        timer = threading.Timer(LONGEST, self._process.kill)
        timer.start()
        try:
            send(cast("BinaryIO", self._process.stdin), request)
            answer = receive(cast("BinaryIO", self._process.stdout))
        except OSError:
            answer = None
        finally:
            timer.cancel()
        if answer is None:
            self.close()
            raise PdfError(_ENDED)
        return answer

    def close(self) -> None:
        """End it, if it is of this process."""
        if self.owner != os.getpid():
            return
        self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()
        self._process.wait()


_ENDED = f"the compiler ended without a document, or did not end within {LONGEST:.0f} seconds"
_LOCK = threading.Lock()
_kept: list[Compiler] = []


def _compiler() -> Compiler:
    """The process that is kept, or a new one."""
    if _kept and not _kept[0].is_usable:
        _kept.pop().close()
    if not _kept:
        _kept.append(Compiler())
    return _kept[0]
