"""Serve the pages of the review, from the queue to the signed report, until it is told to end."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from osteo_annot.cli.edge import say
from osteo_annot.cli.review_case import store_of
from osteo_annot.report.text import counted

if TYPE_CHECKING:
    from osteo_annot.review.web.serve import Options

USAGE = (
    "RESULTS [--store STORE] [--host 127.0.0.1] [--port 8765] [--auth local|proxy|oidc] [options]"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the subcommand."""
    parser.add_argument("results", type=Path, metavar="RESULTS", help="folder of result files")
    parser.add_argument(
        "--store",
        metavar="STORE",
        help="file of the store, or postgresql://...; default: RESULTS/review.sqlite",
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=8765, help="port to listen on")
    parser.add_argument(
        "--auth",
        choices=("local", "proxy", "oidc"),
        default="local",
        help="who knows the people: accounts of the store, a reverse proxy, an OpenID provider",
    )
    parser.add_argument(
        "--public-url",
        default="",
        metavar="URL",
        help="https address by which browsers reach the reverse proxy in front",
    )
    _add_proxy_arguments(parser)
    _add_provider_arguments(parser)


def _add_proxy_arguments(parser: argparse.ArgumentParser) -> None:
    """What --auth proxy needs."""
    parser.add_argument(
        "--trusted-proxy",
        action="append",
        default=[],
        metavar="ADDRESS",
        help="address or network of the proxy whose headers are believed; may be repeated",
    )
    parser.add_argument(
        "--proxy-secret-file",
        type=Path,
        metavar="FILE",
        help="secret that the proxy sends in the header X-Osteo-Secret",
    )


def _add_provider_arguments(parser: argparse.ArgumentParser) -> None:
    """What --auth oidc needs."""
    parser.add_argument("--oidc-issuer", default="", metavar="URL", help="issuer of the provider")
    parser.add_argument("--oidc-client-id", default="", metavar="ID", help="this client there")
    parser.add_argument(
        "--oidc-secret-file", type=Path, metavar="FILE", help="secret of this client"
    )
    parser.add_argument(
        "--oidc-name-claim",
        default="preferred_username",
        metavar="CLAIM",
        help="claim with the name that stands in signatures",
    )
    parser.add_argument(
        "--oidc-role-claim",
        default="roles",
        metavar="CLAIM",
        help="claim with one of reader, reviewer, signer, admin",
    )


def options_of(arguments: argparse.Namespace) -> Options:
    """How the arguments ask to serve."""
    from osteo_annot.review.web.serve import Options

    return Options(
        host=arguments.host,
        port=arguments.port,
        auth=arguments.auth,
        public_url=arguments.public_url,
        trusted_proxies=tuple(arguments.trusted_proxy),
        proxy_secret_file=arguments.proxy_secret_file,
        oidc_issuer=arguments.oidc_issuer,
        oidc_client_id=arguments.oidc_client_id,
        oidc_secret_file=arguments.oidc_secret_file,
        oidc_name_claim=arguments.oidc_name_claim,
        oidc_role_claim=arguments.oidc_role_claim,
    )


def main(arguments: argparse.Namespace) -> int:
    """Serve until the process is told to end."""
    from osteo_annot.review.results import ResultFolder
    from osteo_annot.review.session import Review
    from osteo_annot.review.web.serve import serve, site_of, warm

    options = options_of(arguments)
    folder = ResultFolder(arguments.results)
    site = site_of(Review(store_of(arguments, make=True), folder), options)
    cases = counted(warm(site), "case")
    say(f"The review of {cases} is served at {site.place.origins[0]}/ (Ctrl-C ends it).\n")
    serve(site, options)
    return 0
