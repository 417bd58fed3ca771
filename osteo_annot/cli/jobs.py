"""Several people of a sheet at once: those who share files in one process, others in others."""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

from osteo_annot.errors import RefusalCode, refuse

Group = TypeVar("Group")
Answer = TypeVar("Answer")

_JUDGE: Callable[[Any], Any]
"""What a process does with a group; given to it when it begins."""


def in_processes(
    groups: Sequence[Group], judge: Callable[[Group], Sequence[Answer]], jobs: int
) -> Iterator[Answer]:
    """The answers of all groups, as they are ready; at most so many at once.

    Raises RefusedError (MACHINE_TROUBLE) when a process is killed.
    """
    forks = "fork" in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if forks else None)
    with ProcessPoolExecutor(jobs, context, _begin, (judge, os.getpid())) as pool:
        try:
            for done in as_completed([pool.submit(_judged, group) for group in groups]):
                yield from done.result()
        except BrokenProcessPool as error:
            found = "A process of the batch was killed, most likely for want of memory."
            raise refuse(RefusalCode.MACHINE_TROUBLE, "--jobs", found) from error
        finally:
            pool.shutdown(cancel_futures=True)


def _begin(judge: Callable[[Any], Any], parent: int) -> None:
    """Make ready; a process ends with its parent, also where that is killed."""
    global _JUDGE
    _JUDGE = judge
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    """End this process once its parent is gone: it would hold the folder for ever."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _judged(group: Any) -> Any:
    """The answers of one group."""
    return _JUDGE(group)
