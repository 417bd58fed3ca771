"""A folder on HTTP, with or without ranges: ``python range_server.py FOLDER yes|no``.

Prints its port. ``/sent`` answers how many bytes of files were sent so far. It runs in a process of
its own because htslib holds the interpreter while it waits for an answer.
"""

from __future__ import annotations

import re
import socket
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

FOLDER = Path(sys.argv[1])
RANGES = sys.argv[2] == "yes"
SENT = [0]


class Handler(BaseHTTPRequestHandler):
    """Answers for files of the folder, by their base names."""

    protocol_version = "HTTP/1.1"

    def setup(self) -> None:
        """Little is sent ahead of the client, so that what is counted was asked for."""
        self.request.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 16_384)
        super().setup()

    def do_HEAD(self) -> None:
        self.answer(with_body=False)

    def do_GET(self) -> None:
        self.answer(with_body=True)

    def answer(self, *, with_body: bool) -> None:
        name = self.path.split("?")[0].rsplit("/", 1)[-1]
        path = FOLDER / name
        if name != "sent" and not path.is_file():
            self.send_error(404)
            return
        data, status = (str(SENT[0]).encode() if name == "sent" else path.read_bytes()), 200
        asked = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        span = ""
        if asked and RANGES:
            first, last = int(asked[1]), int(asked[2] or len(data) - 1)
            span = f"bytes {first}-{last}/{len(data)}"
            data, status = data[first : last + 1], 206
        self.send_response(status)
        if span:
            self.send_header("Content-Range", span)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        try:
            for start in range(0, len(data) if with_body else 0, 8192):
                self.wfile.write(data[start : start + 8192])
                SENT[0] += len(data[start : start + 8192])
                if start % 65_536 == 0:
                    time.sleep(0.002)  # a client on a busy machine can end what it does not need
        except (BrokenPipeError, ConnectionResetError):
            pass  # the client has what it needs

    def log_message(self, *words: object) -> None:
        """Say nothing."""


http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(http.server_address[1], flush=True)
http.serve_forever()
