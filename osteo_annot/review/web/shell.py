"""What every request passes before a page sees it, and every answer before a browser does.

Sources: OWASP cheat sheets on cross-site request forgery and on HTTP headers; Fetch Metadata (W3C);
RFC 6454 (Origin), RFC 9110 (Host).
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, MutableMapping
from contextlib import suppress
from http import HTTPStatus
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from osteo_annot.review.web.place import Place

MAX_PATH = 300
MAX_QUERY = 2_000
MAX_HEADERS = 16_000
MAX_BODY = 24_000_000
"""Bytes of a request: a form with its files."""

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with no-referrer, Chromium sends "Origin: null"
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Robots-Tag": "noindex, nofollow",
}

_log = logging.getLogger("osteo_annot.review")


class Shell:
    """Refuses what no page of the review sends; adds to each answer what protects it.

    Requests are logged by method, pattern of the path, status and time: no address of a case, no
    name, no query stands in the log.
    """

    def __init__(self, app: ASGIApp, place: Place) -> None:
        self.app = app
        self.place = place

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":  # no page opens a socket
            return
        began = time.perf_counter()
        answer = _Answer(send, encrypted=self.place.is_encrypted)
        fault = next(_faults(scope, Headers(scope=scope), self.place), None)
        if fault is not None:
            status, why = fault
            await PlainTextResponse(f"{why}\n", status)(scope, receive, answer)
        else:
            with suppress(Exception):  # told and logged; the server would log the values too
                await self.app(scope, _Body(receive), answer)
        _log.info(
            "%s %s %d %.0f ms",
            scope["method"] if scope["method"] in {"GET", "HEAD", "POST"} else "OTHER",
            scope.get("pattern", "refused" if fault else "no page"),
            answer.status,
            1000 * (time.perf_counter() - began),
        )


class TooLargeError(Exception):
    """The body of a request is larger than any form."""


class _Body:
    """The body of a request, as far as it may be long."""

    def __init__(self, receive: Receive) -> None:
        self.receive = receive
        self.seen = 0

    async def __call__(self) -> Message:
        """The next part; raises TooLargeError."""
        message = await self.receive()
        self.seen += len(message.get("body", b""))
        if self.seen > MAX_BODY:
            raise TooLargeError
        return message


class _Answer:
    """Sends an answer with the headers of the review."""

    def __init__(self, send: Send, *, encrypted: bool) -> None:
        self.send = send
        self.encrypted = encrypted
        self.status = 0

    async def __call__(self, message: Message) -> None:
        """Send a part of the answer."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self._protect(message)
        await self.send(message)

    def _protect(self, message: MutableMapping[str, Any]) -> None:
        """Add the headers."""
        headers = MutableHeaders(scope=message)
        for name, value in HEADERS.items():
            headers[name] = value
        headers.setdefault("Cache-Control", "no-store")
        if self.encrypted:
            headers["Strict-Transport-Security"] = "max-age=31536000"


Fault = tuple[HTTPStatus, str]


def _faults(scope: Scope, headers: Headers, place: Place) -> Iterator[Fault]:
    """Why a request is refused before anything of it is read."""
    if headers.getlist("host") != headers.getlist("host")[:1] or (
        headers.get("host", "").lower() not in place.hosts
    ):
        # Also on the loopback: a foreign name that leads there (DNS rebinding) is no origin.
        yield HTTPStatus.MISDIRECTED_REQUEST, "This server does not have that name."
    if scope["method"] not in {"GET", "HEAD", "POST"}:
        yield HTTPStatus.METHOD_NOT_ALLOWED, "Only GET, HEAD and POST are answered."
    if len(scope.get("raw_path") or scope["path"]) > MAX_PATH:
        yield HTTPStatus.REQUEST_URI_TOO_LONG, "The address is too long."
    if len(scope["query_string"]) > MAX_QUERY:
        yield HTTPStatus.REQUEST_URI_TOO_LONG, "The query is too long."
    if sum(len(name) + len(value) for name, value in scope["headers"]) > MAX_HEADERS:
        yield HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "The headers are too long."
    yield from _body_faults(headers)
    if not _is_from_here(scope["method"], headers, place):
        yield HTTPStatus.FORBIDDEN, "The request comes from another site."


def _body_faults(headers: Headers) -> Iterator[Fault]:
    """A length that is none, or too large."""
    length = headers.get("content-length", "0")
    if not (length.isascii() and length.isdigit()):
        yield HTTPStatus.BAD_REQUEST, "The length is no number."
    elif int(length) > MAX_BODY:
        yield HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The form and its files are too large."


def _is_from_here(method: str, headers: Headers, place: Place) -> bool:
    """Whether the browser says that a page of the review sent the request.

    A link elsewhere may lead here. To send a form, or to use an answer as anything but a page, the
    request has to come from a page of this very origin; one that says nothing is refused.
    """
    site = headers.get("sec-fetch-site", "")
    if method == "POST":
        origins = headers.getlist("origin")
        same = site in {"", "same-origin"} and all(origin in place.origins for origin in origins)
        return same and bool(origins or site)
    opened = headers.get("sec-fetch-mode") == "navigate"
    whole = headers.get("sec-fetch-dest") == "document"
    return site in {"", "same-origin", "none"} or (opened and whole)
