"""The server itself is killed while people save: what was acknowledged is there, the chain holds.

review.md, "Trust". Each step of a save in the store has a test of its own (``tests/review``); here
the process that serves the pages dies at moments that nobody chose.
"""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from osteo_annot.review.store.store import Store
from osteo_annot.review.store.verify import verify
from tests.review_server import PASSWORDS, annotated, free_port, reviewed, token_in

ROUNDS = 3
WRITERS = 3


@contextmanager
def _serving(results: Path, store: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """The server as a user starts it, in a process of its own, when it answers."""
    port = free_port()
    command = [sys.executable, "-m", "osteo_annot", "review", "serve", str(results)]
    with subprocess.Popen(
        [*command, "--store", str(store), "--port", str(port)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        address = f"http://127.0.0.1:{port}"
        until = time.monotonic() + 60
        while process.poll() is None and time.monotonic() < until:
            try:
                httpx.get(f"{address}/sign-in", timeout=30)
                break
            except httpx.TransportError:
                time.sleep(0.05)
        try:
            yield process, address
        finally:
            process.kill()


def _signed_in(address: str) -> tuple[httpx.Client, str]:
    """A client with an open session of ada, and the address of the one case."""
    said = {"Origin": address, "Sec-Fetch-Site": "same-origin"}
    client = httpx.Client(base_url=address, headers=said, timeout=30, follow_redirects=True)
    page = client.get("/sign-in").text
    form = {"token": token_in(page), "name": "ada", "password": PASSWORDS["ada"]}
    queue = client.post("/sign-in", data=form).text
    (case,) = set(re.findall(r'href="(/case/[^"/?#]+)"', queue))
    return client, case


def _acknowledged(told: list[str], wanted: int, writers: list[threading.Thread]) -> None:
    """Wait until so many saves were acknowledged, however slow the machine is."""
    until = time.monotonic() + 120
    while len(told) < wanted and time.monotonic() < until:
        assert any(writer.is_alive() for writer in writers)
        time.sleep(0.01)
    assert len(told) >= wanted


def _comment(client: httpx.Client, case: str, word: str, told: list[str]) -> None:
    """Save comments, each named, until the server is gone; those acknowledged are told."""
    for number in range(10_000):
        try:
            page = client.get(case).text
            seen = re.search(r'name="seen" value="(\d+)"', page)
            assert seen is not None
            form = {"token": token_in(page), "seen": seen[1], "text": f"{word}.{number}."}
            answer = client.post(f"{case}/comment", data=form, follow_redirects=False)
        except httpx.TransportError:
            return
        if answer.status_code == 303:
            told.append(f"{word}.{number}.")


@pytest.mark.slow
def test_what_was_acknowledged_survives_the_death_of_the_server(tmp_path: Path) -> None:
    results, store = annotated(tmp_path / "results", "negative"), tmp_path / "review.sqlite"
    with reviewed(results, store, {"ada"}):
        pass
    chance = random.Random(4)
    told: list[str] = []
    for turn in range(ROUNDS):
        with _serving(results, store) as (process, address):
            client, case = _signed_in(address)
            writers = [
                threading.Thread(target=_comment, args=(client, case, f"w{turn}.{n}", told))
                for n in range(WRITERS)
            ]
            for writer in writers:
                writer.start()
            _acknowledged(told, len(told) + WRITERS, writers)
            time.sleep(chance.random() / 4)
            os.kill(process.pid, signal.SIGKILL)
            for writer in writers:
                writer.join()
    assert verify(str(store)) == ()
    kept = Store(store)
    try:
        texts = [str(event.body) for event in kept.events()]
    finally:
        kept.close()
    lost = [word for word in told if not any(word in text for text in texts)]
    assert lost == []
