"""Servers that forbid, drip, hang, redirect or speak S3: each is told for what it is.

S3 is a real server on this machine (the package moto); the others answer as they are told here.
"""

from __future__ import annotations

import multiprocessing
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from osteo_annot.cli.annotate import run_annotate
from osteo_annot.cli.arguments import given_path
from osteo_annot.cli.batch import run_batch
from osteo_annot.errors import RefusalCode, RefusedError
from osteo_annot.intake.person.sheet import read_sheet
from osteo_annot.intake.vcf import relay, relay_process
from osteo_annot.intake.vcf.remote import name_of, split_index, url_of
from tests.programs import needs_curl
from tests.s3_server import S3, serving_s3
from tests.test_remote import person


@pytest.fixture
def fx_quick(monkeypatch) -> Iterator[None]:
    """A process that asks servers anew, with little patience and the environment of the test."""
    monkeypatch.setenv("OSTEO_ANNOT_TIMEOUT", "1")
    relay._relay.cache_clear()
    yield
    relay._relay.cache_clear()


@contextmanager
def answering(answer) -> Iterator[str]:
    """A server whose GET is a function of the handler."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with suppress(OSError):  # the client has gone
                answer(self)

        def log_message(self, *words: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    # In a process of its own: htslib holds the interpreter while it waits for an answer.
    process = multiprocessing.get_context("fork").Process(target=server.serve_forever, daemon=True)
    process.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/person.vcf.gz"
    finally:
        process.kill()
        process.join()
        server.server_close()


def refused(address: str, out: Path) -> tuple[RefusalCode, str]:
    with pytest.raises(RefusedError) as caught:
        run_annotate([given_path(address)], out, formats=["tsv"])
    (fault,) = caught.value.faults
    assert fault.where == "person.vcf.gz"
    return fault.code, fault.what


def hang(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(20)


def drip(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    for _ in range(60):
        handler.wfile.write(b"\x1f")
        handler.wfile.flush()
        time.sleep(0.2)


def to_metadata(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(302)
    handler.send_header("Location", "http://169.254.169.254/latest/meta-data")
    handler.end_headers()


PASSES, STAYS = RefusalCode.SERVER_UNAVAILABLE, RefusalCode.REMOTE_NOT_READABLE


@needs_curl
@pytest.mark.parametrize(
    ("answer", "code", "what"),
    [
        (hang, PASSES, "It did not answer within 1 s."),
        (drip, PASSES, "It sends less than 1024 bytes a second."),
        (to_metadata, STAYS, "It redirects to another kind of place"),
        (lambda handler: handler.send_error(401), STAYS, "The server asks who you are (401)."),
        (lambda handler: handler.send_error(403), STAYS, "The server forbids it (403)"),
        (lambda handler: handler.send_error(503), PASSES, "The server cannot give it now (503)."),
    ],
    ids=["hang", "drip", "redirect", "401", "403", "503"],
)
def test_what_a_server_does_is_told_and_ends(fx_quick, tmp_path, answer, code, what):
    began = time.monotonic()
    with answering(answer) as address:
        found = refused(address, tmp_path)
    assert (found[0], found[1][: len(what)]) == (code, what)
    assert time.monotonic() - began < 15


@needs_curl
def test_a_name_that_is_none_and_a_certificate_that_is_not_trusted(fx_quick, tmp_path):
    code, what = refused("http://no-such-host.invalid/person.vcf.gz", tmp_path)
    assert "name of the server" in what
    assert code in {PASSES, STAYS}
    with socket.create_server(("127.0.0.1", 0)) as plain:
        port = plain.getsockname()[1]

        def no_tls() -> None:
            while True:
                peer, _ = plain.accept()
                peer.recv(100)
                peer.sendall(b"HTTP/1.1 400 no\r\n\r\n")
                peer.close()

        process = multiprocessing.get_context("fork").Process(target=no_tls, daemon=True)
        process.start()
        code, what = refused(f"https://127.0.0.1:{port}/person.vcf.gz", tmp_path)
        process.kill()
        process.join()
    assert code is STAYS
    assert what.startswith("The server's certificate or encryption is not trusted: ")


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("https://public.example/a", "https://other.example/b", True),
        ("https://public.example/a", "http://other.example/b", False),
        ("https://public.example/a", "https://127.0.0.1/b", False),
        ("https://public.example/a", "https://10.0.0.1/b", False),
        ("http://127.0.0.1/a", "http://127.0.0.1:8/b", True),
        ("http://127.0.0.1/a", "http://169.254.169.254/b", False),
    ],
)
def test_a_redirect_leads_to_the_same_kind_of_place(monkeypatch, old, new, same):
    """CWE-918: a server must not make the program ask hosts behind the user's firewall."""
    real = socket.getaddrinfo

    def looked_up(host, *rest):
        return real("8.8.8.8" if host.endswith(".example") else host, *rest)

    monkeypatch.setattr(relay_process.socket, "getaddrinfo", looked_up)
    request = relay_process.urllib.request.Request(old)
    ask = relay_process.SameKind().redirect_request
    if same:
        assert ask(request, None, 302, "", {}, new).full_url == new
    else:
        with pytest.raises(relay_process.ElsewhereError):
            ask(request, None, 302, "", {}, new)


# S3


@pytest.fixture(scope="module")
def fx_s3() -> Iterator[S3]:
    with serving_s3() as server:
        yield server


KEYS = ("a//b/person.vcf.gz", "Müller 1 & 2/person.vcf.gz", "a+b/person.vcf.gz")


@needs_curl
@pytest.mark.slow
def test_a_plain_endpoint_of_s3_with_odd_keys_and_presigned_addresses(
    fx_s3, fx_quick, tmp_path, monkeypatch
):
    """Keys are what they are; a presigned index has an address of its own."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", fx_s3.address)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("OSTEO_ANNOT_TIMEOUT", "20")
    (tmp_path / "served").mkdir()
    path = person(tmp_path / "served")
    index = path.with_name(path.name + ".tbi").read_bytes()
    for key in KEYS:
        fx_s3.put("people", key, path.read_bytes())
        fx_s3.put("people", f"{key}.tbi", index)
        rows, _ = run_annotate([given_path(f"s3://people/{key}")], tmp_path / "o", formats=["tsv"])
        assert [row["state"] for row in rows] == ["POSSIBLE_COMPHET_UNPHASED"], key
    fx_s3.put("people", "index-elsewhere", index)
    data, own = (fx_s3.presigned("people", key) for key in (KEYS[0], "index-elsewhere"))
    sheet = tmp_path / "samples.tsv"
    sheet.write_text(
        "sample\tfiles\tindexes\n"
        f"P1\t{data}\t{own}\n"
        f"P2\t{data}##idx##{own}\t\n"
        f"P3\ts3://people/none.vcf.gz\t\n"
    )
    rows = run_batch(sheet, tmp_path / "o", tmp_path / "t.tsv", formats=["json"])
    assert rows[0]["state"] == "POSSIBLE_COMPHET_UNPHASED"
    assert rows[1]["refusal"].startswith("SAMPLE_NOT_IN_FILE: person.vcf.gz")
    assert rows[2]["refusal"].startswith("REMOTE_NOT_READABLE: none.vcf.gz: The server has no such")
    told = (tmp_path / "o" / "P1.json").read_text() + (tmp_path / "t.tsv").read_text()
    assert "Signature" not in told


@pytest.mark.parametrize(
    "text",
    [
        "s3://bucket/a//b.vcf.gz",
        "s3://bucket//a/./b.vcf.gz",
        "https://h/a//b.bam?x=http://y//z",
        "https://h/a.vcf.gz##idx##https://h//b.tbi",
    ],
)
def test_every_slash_of_an_address_counts(text):
    assert url_of(given_path(text)) == text


def test_an_index_of_its_own_is_told_by_the_address_or_the_sheet(tmp_path):
    assert split_index("https://h/a##idx##https://h/b") == ("https://h/a", "https://h/b")
    assert name_of("https://h/a.bam?k##idx##https://h/b.bai?l") == "a.bam"
    sheet = tmp_path / "s.tsv"
    sheet.write_text("sample\tfiles\tindexes\nA\thttps://h/a;https://h/b\t;https://h/i\n")
    (row,) = read_sheet(sheet)
    assert [url_of(path) for path in row.files] == ["https://h/a", "https://h/b##idx##https://h/i"]
    for cells in ("a.vcf\thttps://h/i", "https://h/a\t;https://h/i"):
        sheet.write_text(f"sample\tfiles\tindexes\nA\t{cells}\n")
        with pytest.raises(RefusedError, match="The column indexes"):
            read_sheet(sheet)
