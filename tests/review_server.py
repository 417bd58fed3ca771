"""The review served on a free port of the loopback, as ``osteo-annot review serve`` does it."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Container, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import httpx
import uvicorn

from osteo_annot.cli.main import main
from osteo_annot.review.accounts import add_account
from osteo_annot.review.event import UserRole
from osteo_annot.review.results import ResultFolder
from osteo_annot.review.session import Review
from osteo_annot.review.store.store import Store
from osteo_annot.review.web.serve import Options, server_of, site_of
from osteo_annot.review.web.sessions import COOKIE
from osteo_annot.review.web.site import Site

DEMO = Path(__file__).resolve().parents[1] / "resources" / "demo"
ROLES = {
    "ada": UserRole.REVIEWER,
    "ben": UserRole.SIGNER,
    "eva": UserRole.SIGNER,
    "root": UserRole.ADMIN,
    "rex": UserRole.READER,
}
PASSWORDS = {name: f"correct horse {name}" for name in ROLES}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def annotated(folder: Path, *names: str) -> Path:
    """A folder of results of demo cases."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        files = [str(path) for path in sorted(DEMO.glob(f"{name}.*vcf"))]
        assert main(["annotate", *files, "--out", str(folder), "--formats", "json"]) == 0
    return folder


@contextmanager
def reviewed(results: Path, store: Path, with_password: Container[str] = ROLES) -> Iterator[Review]:
    """A review of a folder, with an account of each role; a password takes half a second."""
    kept = Store(store)
    for name, role in ROLES.items():
        password = PASSWORDS[name] if name in with_password else None
        add_account(kept, name, role, password, full_name=f"Dr. {name.capitalize()}")
    try:
        yield Review(kept, ResultFolder(results))
    finally:
        kept.close()


@contextmanager
def small_review(folder: Path) -> Iterator[Review]:
    """A review of one case; only ada has a password."""
    results = annotated(folder / "results", "comphet_unphased")
    with reviewed(results, folder / "review.sqlite", {"ada"}) as review:
        yield review


@contextmanager
def served(review: Review, options: Options | None = None, port: int = 0) -> Iterator[Served]:
    """A server while it runs."""
    with socket.create_server(("127.0.0.1", port)) as listening:
        taken = listening.getsockname()[1]
        wanted = replace(options or Options(), port=taken)
        site = site_of(review, wanted)
        with running(server_of(site), listening):
            yield Served(f"http://127.0.0.1:{taken}", site)


@dataclass(frozen=True)
class Served:
    """A running server."""

    url: str
    site: Site

    def browser(self) -> httpx.Client:
        """A client that says of its requests what a browser says."""
        said = {"Origin": self.url, "Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "navigate"}
        return httpx.Client(base_url=self.url, headers=said, timeout=60)

    def signed_in(self, name: str) -> httpx.Client:
        """A client with an open session, without the time that a password takes."""
        client = self.browser()
        client.cookies.set(COOKIE, self.site.sessions.cookie(self.site.sessions.open(name)))
        return client


def token_in(page: str) -> str:
    """The token of the first form of a page."""
    found = re.search(r'name="token" value="([^"]+)"', page)
    assert found is not None
    return found[1]


@contextmanager
def running(server: uvicorn.Server, listening: socket.socket) -> Iterator[None]:
    """A server in a thread of its own."""
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        thread.join(0.01)
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(10)


def facts(page: str) -> Mapping[str, str]:
    """Terms and descriptions of a page."""
    found = re.findall(r"<dt>(.*?)</dt>\s*<dd[^>]*>(.*?)</dd>", page, re.S)
    return {term: re.sub(r"<[^>]+>", "", text).strip() for term, text in found}
