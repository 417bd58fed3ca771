"""The edge of the program: exit status, the log of its own faults, and the standard streams.

What is wrong with an input is a refusal: one line, status 3. Trouble of the machine or of a server
that passes is status 4: to run again may do. A fault of the program itself is
logged with the places that it came through, status 1. The values that an exception names may tell
of a person: they are logged only when ``--debug`` asks for them.
"""

from __future__ import annotations

import logging
import os
import sys
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

from osteo_annot.errors import (
    OWN_FAULTS,
    PASSING,
    Fault,
    RefusalCode,
    RefusedError,
    reason_of,
    trouble_of,
)

EXIT_BUG, EXIT_USAGE, EXIT_REFUSED, EXIT_TROUBLE = 1, 2, 3, 4

_log = logging.getLogger("osteo_annot")


def exit_status(faults: Iterable[Fault]) -> int:
    """The status after these faults: a fault of the program counts most, then what passes."""
    codes = {fault.code for fault in faults}
    if codes & OWN_FAULTS:
        return EXIT_BUG
    if codes & PASSING:
        return EXIT_TROUBLE
    return EXIT_REFUSED if codes else 0


@contextmanager
def log_on_stderr(*, debug: bool) -> Iterator[None]:
    """Write the log to standard error meanwhile; ``debug``: with the values of exceptions."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    before = _log.level
    _log.setLevel(logging.DEBUG if debug else logging.WARNING)
    _log.addHandler(handler)
    try:
        yield
    finally:
        _log.removeHandler(handler)
        _log.setLevel(before)


def logged(error: Exception, where: str, code: RefusalCode = RefusalCode.INTERNAL_ERROR) -> Fault:
    """Log an exception that is a fault of the program; the fault as a row or a line tells it."""
    if _log.isEnabledFor(logging.DEBUG):
        _log.error("at %s", where, exc_info=error)
    else:
        _log.error("at %s\n%s", where, "".join(_places(error)).rstrip())
    return Fault(code, where, f"{type(error).__name__}.")


def _places(error: BaseException) -> Iterator[str]:
    """The traceback of an exception and of what caused it, first cause first, without messages."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        yield from _places(cause)
        yield "then\n"
    yield from traceback.format_tb(error.__traceback__)
    yield f"{type(error).__name__}\n"


def complain(faults: Iterable[Fault]) -> None:
    """Tell faults on standard error, one line each."""
    for fault in faults:
        word = "FAILED" if fault.code in OWN_FAULTS | PASSING else "REFUSED"
        warn(f"{word} {fault.line()}")


def warn(line: str) -> None:
    """A line on standard error; where that cannot be written, nobody can be told."""
    with suppress(OSError):
        sys.stderr.write(f"{line}\n")


def say(text: str) -> bool:
    """Lines on standard output; whether they were taken.

    A reader that went away (``| head``) has had enough. A full disk is told on standard error: what
    was written to files stands all the same.
    """
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _drop_output()
    except OSError as error:
        _drop_output()
        warn(f"Standard output: {reason_of(error)}")
        return False
    return True


def _drop_output() -> None:
    """Let what is left in the buffer go nowhere, as Python would complain of it at its end."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def open_standard_streams() -> None:
    """Give a process without standard streams (``>&-``) ones that lead nowhere.

    Otherwise the first file that is opened takes their place, and is written into.
    """
    while (handle := os.open(os.devnull, os.O_RDWR)) <= 2:
        os.set_inheritable(handle, True)
    os.close(handle)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123


def refusal_of(error: Exception, where: str) -> RefusedError:
    """A refusal as it is; trouble of the machine as such; a fault of the program logged."""
    if isinstance(error, RefusedError):
        return error
    trouble = trouble_of(error)
    if trouble:
        return RefusedError(Fault(RefusalCode.MACHINE_TROUBLE, where, trouble))
    return RefusedError(logged(error, where))
