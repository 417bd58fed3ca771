"""Where the server listens, and by which addresses browsers may reach it."""

from __future__ import annotations

from urllib.parse import urlsplit

from osteo_annot.errors import RefusalCode, refuse
from osteo_annot.values import dataclass

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class Place:
    """The origins of the review: scheme, host and port, as an address line has them."""

    origins: tuple[str, ...]
    """The first is told to people."""

    @property
    def hosts(self) -> frozenset[str]:
        """What a Host header may say."""
        return frozenset(urlsplit(origin).netloc for origin in self.origins)

    @property
    def is_encrypted(self) -> bool:
        """Whether browsers reach it through TLS."""
        return self.origins[0].startswith("https:")


def place_of(host: str, port: int, public: str = "") -> Place:
    """The addresses of a server; beyond this machine only one that TLS protects.

    Passwords and genetic data cross the wire, so that a plain address is taken on the loopback
    only. ``public`` is what browsers see of a reverse proxy. Raises RefusedError.
    """
    if public:
        return Place((_public(public),))
    if host not in LOOPBACK:
        raise refuse(
            RefusalCode.ADDRESS_NOT_SAFE, host, "Other machines would send passwords in the clear."
        )
    names = dict.fromkeys((host, "127.0.0.1", "localhost"))
    return Place(tuple(f"http://{_bracketed(name)}:{port}" for name in names))


def _public(address: str) -> str:
    """The origin of an address that a reverse proxy serves."""
    parts = urlsplit(address)
    encrypted = parts.scheme == "https" or parts.hostname in LOOPBACK
    plain = not (parts.path.strip("/") or parts.query or parts.fragment or parts.username)
    if not (encrypted and parts.hostname and plain and parts.scheme in {"http", "https"}):
        raise refuse(
            RefusalCode.ADDRESS_NOT_SAFE, address, "It is no https address of a host alone."
        )
    return f"{parts.scheme}://{parts.netloc.lower()}"


def _bracketed(host: str) -> str:
    """A host as addresses write it."""
    return f"[{host}]" if ":" in host else host
