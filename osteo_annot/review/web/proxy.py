"""Sign-in by a reverse proxy: name and role in headers, from it alone.

The proxy authenticates people, takes these headers out of what browsers send, and adds its own with
a secret that both know. Both the address of the connection and the secret have to be right.
"""

from __future__ import annotations

import hmac
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from starlette.datastructures import Headers

from osteo_annot.errors import RefusalCode, refuse
from osteo_annot.values import dataclass

USER, ROLE, SECRET = "x-osteo-user", "x-osteo-role", "x-osteo-secret"
MIN_SECRET = 32
"""Characters."""


@dataclass(frozen=True, slots=True)
class TrustedProxy:
    """From where headers are believed."""

    networks: tuple[IPv4Network | IPv6Network, ...]
    secret: str

    def name_and_role(self, peer: str, headers: Headers) -> tuple[str, str] | None:
        """Who the proxy says it is; None where it is not the proxy that says so."""
        if not self._is_trusted(peer):
            return None
        told = [headers.getlist(name) for name in (USER, ROLE, SECRET)]
        if any(len(values) != 1 for values in told):
            return None  # a header that stands twice may be one that a browser sent
        (name,), (role,), (secret,) = told
        if not hmac.compare_digest(secret.encode(), self.secret.encode()):
            return None
        return (name, role) if name else None

    def _is_trusted(self, peer: str) -> bool:
        """Whether a connection comes from an address of the proxy."""
        try:
            address = ip_address(peer)
        except ValueError:
            return False
        return any(address in network for network in self.networks)


def trusted_proxy(addresses: tuple[str, ...], secret: str) -> TrustedProxy:
    """The proxy that the command line names. Raises RefusedError."""
    if not addresses:
        raise refuse(RefusalCode.SIGN_IN_INVALID, "--trusted-proxy", "No address is named.")
    if len(secret) < MIN_SECRET:
        raise refuse(
            RefusalCode.SIGN_IN_INVALID,
            "--proxy-secret-file",
            f"The secret has fewer than {MIN_SECRET} characters.",
        )
    try:
        networks = tuple(ip_network(address) for address in addresses)
    except ValueError as error:
        raise refuse(RefusalCode.SIGN_IN_INVALID, "--trusted-proxy", f"{error}.") from None
    return TrustedProxy(networks, secret)
