"""Addresses as htslib is given them: of a process of our own, which asks the server.

Why, and what it does: ``relay_process.py``.
"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import threading
import weakref
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from osteo_annot.errors import Fault, RefusalCode, RefusedError

_SCRIPT = Path(__file__).with_name("relay_process.py")


class Relay:
    """The process, started with the first address; it ends with ours."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-I", str(_SCRIPT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        weakref.finalize(self, _ended, self._process, os.getpid())
        self._lock = threading.Lock()
        self._tokens: dict[str, str] = {}
        assert self._process.stdout is not None
        self._port = int(self._process.stdout.readline())
        # htslib is not to ask a proxy for an address of this machine; the process asks it itself.
        own = os.environ.get("no_proxy", os.environ.get("NO_PROXY", ""))
        os.environ["no_proxy"] = ",".join(filter(None, [own, "127.0.0.1"]))

    def address_of(self, url: str) -> str:
        """The address at which htslib finds a file."""
        if url not in self._tokens:
            token = secrets.token_hex(16)
            self._ask({"token": token, "url": url})
            self._tokens[url] = token
        name = quote(url.partition("?")[0].rpartition("/")[2], safe="~-._")
        return f"http://127.0.0.1:{self._port}/{self._tokens[url]}/{name}"

    def failure_of(self, url: str) -> tuple[bool, str]:
        """What failed there last: whether it may pass, and why; empty where nothing did."""
        told = self._ask({"failure": self._tokens.get(url, "")})
        return bool(told["passes"]), str(told["why"])

    def _ask(self, question: dict[str, str]) -> Any:
        """The answer of the process."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with self._lock:
            self._process.stdin.write(json.dumps(question) + "\n")
            self._process.stdin.flush()
            return json.loads(self._process.stdout.readline())


def _ended(process: subprocess.Popen[str], owner: int) -> None:
    """End the process; one that was forked off leaves it to its owner."""
    if os.getpid() == owner:
        process.kill()
        process.communicate()


@cache
def _relay(_owner: int) -> Relay:
    """One for each process of ours."""
    return Relay()


def relayed(url: str) -> str:
    """The address at which htslib finds the file of an address."""
    return _relay(os.getpid()).address_of(url)


def refusal_by_server(url: str, name: str) -> RefusedError | None:
    """The refusal by what failed last at an address; None where nothing did."""
    passes, why = _relay(os.getpid()).failure_of(url)
    code = RefusalCode.SERVER_UNAVAILABLE if passes else RefusalCode.REMOTE_NOT_READABLE
    return RefusedError(Fault(code, name, why)) if why else None
