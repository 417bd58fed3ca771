"""The server: one process, on an address that is safe."""

from __future__ import annotations

import logging
import socket
from pathlib import Path
from typing import TYPE_CHECKING

from osteo_annot.errors import RefusalCode, reason_of, refuse
from osteo_annot.locus.files import bytes_of
from osteo_annot.values import dataclass

if TYPE_CHECKING:
    from uvicorn import Server

    from osteo_annot.review.session import Review
    from osteo_annot.review.web.site import Site


@dataclass(frozen=True, slots=True)
class Options:
    """How the pages are served."""

    host: str = "127.0.0.1"
    port: int = 8765
    auth: str = "local"
    public_url: str = ""
    trusted_proxies: tuple[str, ...] = ()
    proxy_secret_file: Path | None = None
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_secret_file: Path | None = None
    oidc_name_claim: str = "preferred_username"
    oidc_role_claim: str = "roles"


def site_of(review: Review, options: Options) -> Site:
    """What is served. Raises RefusedError (ADDRESS_NOT_SAFE, SIGN_IN_INVALID)."""
    from osteo_annot.review.web.oidc import Client, provider_of
    from osteo_annot.review.web.place import place_of
    from osteo_annot.review.web.proxy import trusted_proxy
    from osteo_annot.review.web.site import Auth, Site, names_of

    results = review.results
    if results is None:
        raise refuse(RefusalCode.FILE_NOT_FOUND, "RESULTS", "No folder of results is named.")
    place = place_of(options.host, options.port, options.public_url)
    auth = Auth.of(options.auth)
    proxy = provider = None
    if auth is Auth.PROXY:
        secret = _secret(options.proxy_secret_file, "--proxy-secret-file")
        proxy = trusted_proxy(options.trusted_proxies, secret)
    if auth is Auth.OIDC:
        if not (options.oidc_issuer and options.oidc_client_id):
            what = "--oidc-issuer and --oidc-client-id are needed."
            raise refuse(RefusalCode.SIGN_IN_INVALID, "--auth oidc", what)
        client = Client(
            options.oidc_issuer,
            options.oidc_client_id,
            _secret(options.oidc_secret_file, "--oidc-secret-file"),
            options.oidc_name_claim,
            options.oidc_role_claim,
        )
        provider = provider_of(client, place.origins[0])
    return Site(review, results, place, auth, names_of(review), proxy=proxy, provider=provider)


def _secret(path: Path | None, option: str) -> str:
    """The secret in a file: never an argument, which every user of the machine could see."""
    if path is None:
        raise refuse(RefusalCode.SIGN_IN_INVALID, option, "No file is named.")
    return bytes_of(path).decode("utf-8", "replace").strip()


def server_of(site: Site) -> Server:
    """The server of a site."""
    import uvicorn

    from osteo_annot.review.web.app import application
    from osteo_annot.review.web.pages import PAGES

    logging.getLogger("osteo_annot.review").setLevel(logging.INFO)
    config = uvicorn.Config(
        application(site, PAGES),
        access_log=False,  # its lines would hold addresses and queries
        log_level="warning",
        log_config=None,
        proxy_headers=False,  # nobody may say for another from where a request comes
        server_header=False,
        date_header=True,
        ws="none",
        limit_concurrency=200,
        timeout_keep_alive=15,
        h11_max_incomplete_event_size=32_768,
    )
    return uvicorn.Server(config)


def warm(site: Site) -> int:
    """Read what the first requests would wait for; the number of cases."""
    from osteo_annot.report.result.document import result_adapter
    from osteo_annot.review.web.render import engine

    result_adapter()
    engine().get_template("review/case.html.j2")
    return len(site.rows.of(site))


def serve(site: Site, options: Options) -> None:
    """Serve until the process is told to end. Raises RefusedError (ADDRESS_NOT_SAFE)."""
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    try:
        listening = socket.create_server((options.host, options.port), family=family)
    except OSError as error:
        place = f"{options.host}:{options.port}"
        raise refuse(RefusalCode.ADDRESS_NOT_SAFE, place, reason_of(error)) from None
    with listening:
        server_of(site).run([listening])
