"""A process that stands between htslib and servers; started by ``relay.py``, never imported there.

htslib waits for a server for ever, follows it anywhere and tells no reason. So it is given an
address of this process instead, which asks the server with time limits, follows a redirect only to
the same kind of place, signs for S3, and keeps the reason of what failed. It imports nothing of the
package, so that it starts at once, and ends when its standard input does.

Each line of standard input is a JSON object: ``{"token", "url"}`` makes an address known,
``{"failure": token}`` asks what failed there last. Each is answered by a line.
"""

from __future__ import annotations

import base64
import configparser
import datetime
import hashlib
import hmac
import ipaddress
import json
import os
import socket
import ssl
import sys
import threading
import time
import urllib.error
import urllib.request
from http.client import HTTPMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote, unquote, urlsplit, urlunsplit

_TIMEOUT = float(os.environ.get("OSTEO_ANNOT_TIMEOUT", "30"))
"""Seconds in which a server has to answer, and in which it has to send a chunk."""
_ANY_PLACE = os.environ.get("OSTEO_ANNOT_REDIRECTS", "") == "any"
_CHUNK = 1 << 14
_SLOWEST = 1024
"""Bytes a second, below which a server drips."""
_AFRESH = (429, 500, 502, 503, 504)
_AWS = Path(os.environ.get("HOME", "/")) / ".aws"

URLS: dict[str, str] = {}
FAILURES: dict[str, tuple[bool, str]] = {}
"""What failed last at an address: whether it may pass, and one sentence."""


def kind_of_place(host: str) -> str:
    """Where a host lies: ``loopback``, ``private`` (also unknown), or ``public``."""
    try:
        found = socket.getaddrinfo(host, None)
    except OSError:
        return "private"
    places = [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    if any(place.is_loopback for place in places):
        return "loopback"
    return "public" if all(place.is_global for place in places) else "private"


class ElsewhereError(Exception):
    """A redirect to another kind of place."""


class SameKind(urllib.request.HTTPRedirectHandler):
    """Redirects to the same kind of place, and never from encrypted to plain."""

    def redirect_request(
        self, req: Any, fp: Any, code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Any:
        """The request of the new address; refused where that is elsewhere."""
        old, new = urlsplit(req.full_url), urlsplit(newurl)
        plainer = old.scheme == "https" and new.scheme != "https"
        same = kind_of_place(old.hostname or "") == kind_of_place(new.hostname or "")
        if not _ANY_PLACE and (plainer or not same):
            raise ElsewhereError
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def opener() -> urllib.request.OpenerDirector:
    """What asks servers, with the certificates that the environment names."""
    names = ("SSL_CERT_FILE", "CURL_CA_BUNDLE", "AWS_CA_BUNDLE", "REQUESTS_CA_BUNDLE")
    bundle = next((os.environ[name] for name in names if os.environ.get(name)), None)
    context = ssl.create_default_context()
    if bundle:
        context.load_verify_locations(cafile=bundle)
    return urllib.request.build_opener(urllib.request.HTTPSHandler(context=context), SameKind())


def request_of(url: str, wanted: str) -> urllib.request.Request:
    """The request of a part of a file; ``wanted``: the value of its header Range."""
    headers = {"Range": wanted} if wanted else {}
    headers["User-Agent"] = "osteo-annot"
    if url.startswith("s3://"):
        return signed(url, headers)
    parts = urlsplit(url)
    if parts.username:
        pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
    netloc = parts.netloc.rpartition("@")[2]
    path = quote(parts.path, safe="/%:@!$&'()*+,;=~-._")
    plain = urlunsplit((parts.scheme, netloc, path, parts.query, ""))
    return urllib.request.Request(plain, headers=headers)


def setting(name: str, file: str, variable: str, default: str = "") -> str:
    """A setting of AWS: of the environment, else of the user's files."""
    if os.environ.get(variable):
        return os.environ[variable]
    profile = os.environ.get("AWS_PROFILE") or os.environ.get("AWS_DEFAULT_PROFILE") or "default"
    place = os.environ.get(f"AWS_{'CONFIG' if file == 'config' else 'SHARED_CREDENTIALS'}_FILE")
    told = configparser.RawConfigParser()
    try:
        told.read(place or _AWS / file)
    except configparser.Error:
        return default
    sections = (profile, f"profile {profile}")
    return next((told[s][name] for s in sections if told.has_option(s, name)), default)


def signed(url: str, headers: dict[str, str]) -> urllib.request.Request:
    """A request of an object of S3: signed by version 4, or plain where there are no credentials.

    Keys are taken as they are written: ``a//b``, blanks and umlauts belong to them.
    """
    bucket, _, key = url.removeprefix("s3://").partition("/")
    bucket = bucket.rpartition("@")[2]
    region = setting("region", "config", "AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION", "")
    region = region or "us-east-1"
    endpoint = setting("endpoint_url", "config", "AWS_ENDPOINT_URL_S3")
    endpoint = endpoint or os.environ.get("AWS_ENDPOINT_URL", "")
    if not endpoint and os.environ.get("HTS_S3_HOST"):
        endpoint = f"https://{os.environ['HTS_S3_HOST']}"
    if endpoint:
        base = urlsplit(endpoint)
        host, path = base.netloc, f"{base.path.rstrip('/')}/{bucket}/{key}"
    else:
        base = urlsplit("https://")
        dotted = "." in bucket
        host = f"s3.{region}.amazonaws.com" if dotted else f"{bucket}.s3.{region}.amazonaws.com"
        path = f"/{bucket}/{key}" if dotted else f"/{key}"
    path = quote(path, safe="/~-._")
    headers = {**headers, **authorization(host, path, region)}
    return urllib.request.Request(f"{base.scheme or 'https'}://{host}{path}", headers=headers)


def authorization(host: str, path: str, region: str) -> dict[str, str]:
    """Headers that sign a GET of a path (AWS Signature Version 4); none without credentials."""
    key_id = setting("aws_access_key_id", "credentials", "AWS_ACCESS_KEY_ID")
    secret = setting("aws_secret_access_key", "credentials", "AWS_SECRET_ACCESS_KEY")
    token = setting("aws_session_token", "credentials", "AWS_SESSION_TOKEN")
    if not key_id or not secret:
        return {}
    now = datetime.datetime.now(datetime.UTC).strftime("%Y%m%dT%H%M%SZ")
    told = {"host": host, "x-amz-content-sha256": "UNSIGNED-PAYLOAD", "x-amz-date": now}
    if token:
        told["x-amz-security-token"] = token
    names = ";".join(told)
    lines = "".join(f"{name}:{value}\n" for name, value in told.items())
    canonical = f"GET\n{path}\n\n{lines}\n{names}\nUNSIGNED-PAYLOAD"
    scope = f"{now[:8]}/{region}/s3/aws4_request"
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    text = f"AWS4-HMAC-SHA256\n{now}\n{scope}\n{digest}"
    signing = f"AWS4{secret}".encode()
    for part in scope.split("/"):
        signing = hmac.digest(signing, part.encode(), "sha256")
    signature = hmac.digest(signing, text.encode(), "sha256").hex()
    credential = f"AWS4-HMAC-SHA256 Credential={key_id}/{scope}"
    told["Authorization"] = f"{credential}, SignedHeaders={names}, Signature={signature}"
    del told["host"]
    return told


def failure_of(error: Exception) -> tuple[bool, str]:
    """Whether what failed may pass, and why it failed, without the address."""
    cause = getattr(error, "reason", None)
    inner = cause if isinstance(cause, Exception) else error
    if isinstance(error, urllib.error.HTTPError):
        return of_status(error.code)
    if isinstance(inner, ElsewhereError):
        return False, "It redirects to another kind of place (OSTEO_ANNOT_REDIRECTS=any allows it)."
    if isinstance(inner, TimeoutError):
        return True, f"It did not answer within {_TIMEOUT:g} s."
    if isinstance(inner, ssl.SSLError):
        said = getattr(inner, "verify_message", "") or inner.reason or "TLS"
        return False, f"The server's certificate or encryption is not trusted: {said}."
    if isinstance(inner, socket.gaierror):
        if inner.errno == socket.EAI_AGAIN:
            return True, "The name of the server cannot be looked up now."
        return False, "The name of the server is not known."
    if isinstance(inner, OSError):
        return True, "No server answers."
    return False, "The server does not give the file."


def of_status(status: int) -> tuple[bool, str]:
    """The same of an answer by its status."""
    if status in _AFRESH:
        return True, f"The server cannot give it now ({status})."
    told = {
        401: "The server asks who you are (401).",
        403: "The server forbids it (403): a signature may have expired, or a key lack the right.",
        404: "The server has no such file (404).",
        410: "The server has no such file any more (410).",
    }
    return False, told.get(status, f"The server does not give the file ({status}).")


class Handler(BaseHTTPRequestHandler):
    """Answers htslib with what the server says."""

    protocol_version = "HTTP/1.1"

    def setup(self) -> None:
        """Little is sent ahead of the client, so that what is fetched was asked for."""
        self.request.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _CHUNK)
        super().setup()

    def do_GET(self) -> None:
        """A part of a file."""
        token = self.path.split("/")[1]
        url = URLS.get(token)
        if url is None:
            self.send_error(404)
            return
        try:
            request = request_of(url, self.headers.get("Range", ""))
            with OPENER.open(request, timeout=_TIMEOUT) as answer:
                self.pass_on(token, answer)
        except Exception as error:
            if isinstance(error, urllib.error.HTTPError) and error.code == 416:
                self.send_error(416)  # behind the end of the file: no failure
                return
            FAILURES[token] = failure_of(error)
            self.close_connection = True
            self.send_error(502)

    def pass_on(self, token: str, answer: Any) -> None:
        """Header and body, while the client takes it and the server does not drip."""
        self.send_response(answer.status)
        for name in ("Content-Range", "Content-Length"):
            if answer.headers.get(name):
                self.send_header(name, answer.headers[name])
        if not answer.headers.get("Content-Length"):
            self.close_connection = True
            self.send_header("Connection", "close")
        self.end_headers()
        began, sent = time.monotonic(), 0
        while True:
            try:
                chunk = answer.read1(_CHUNK)
            except Exception as error:
                return self.broken(token, failure_of(error))
            if not chunk:
                FAILURES.pop(token, None)
                return None
            try:
                waited = time.monotonic()
                self.wfile.write(chunk)
                began += time.monotonic() - waited  # the client's time is not the server's
            except OSError:
                self.close_connection = True  # the client has what it needs
                return None
            sent += len(chunk)
            taken = time.monotonic() - began
            if taken > _TIMEOUT and sent < _SLOWEST * taken:
                return self.broken(token, (True, f"It sends less than {_SLOWEST} bytes a second."))

    def broken(self, token: str, failure: tuple[bool, str]) -> None:
        """End an answer in its middle, so that it cannot pass for whole."""
        FAILURES[token] = failure
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, *words: object) -> None:
        """Say nothing."""


def listen(lines: IO[str]) -> None:
    """Take addresses and questions until there are no more."""
    for line in lines:
        told = json.loads(line)
        if "url" in told:
            URLS[told["token"]] = told["url"]
            print("{}", flush=True)
        else:
            passes, why = FAILURES.get(told["failure"], (False, ""))
            print(json.dumps({"passes": passes, "why": why}), flush=True)


OPENER = opener()

if __name__ == "__main__":
    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    print(http.server_address[1], flush=True)
    threading.Thread(target=http.serve_forever, daemon=True).start()
    listen(sys.stdin)
    os._exit(0)
