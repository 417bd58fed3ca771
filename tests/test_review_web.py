"""What the pages of the review refuse: foreign hosts, origins, forms, paths, sizes and headers.

Attacks after OWASP's cheat sheets (cross-site request forgery, session management, DNS rebinding)
and RFC 9110; each beside the nearest request that is answered.
"""

from __future__ import annotations

import logging
import re
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from osteo_annot.errors import RefusalCode, RefusedError
from osteo_annot.review.web.call import inside
from osteo_annot.review.web.place import place_of
from osteo_annot.review.web.sessions import COOKIE, DAY_SECONDS, IDLE_SECONDS, Sessions
from osteo_annot.review.web.shell import MAX_BODY, MAX_PATH
from tests.review_server import PASSWORDS, Served, served, small_review, token_in


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A served review of one case."""
    with small_review(tmp_path_factory.mktemp("web")) as review, served(review) as found:
        yield found


@pytest.fixture
def address(here: Served) -> str:
    return here.url


@pytest.fixture
def ada(here: Served) -> Iterator[httpx.Client]:
    with here.signed_in("ada") as client:
        yield client


def raw(address: str, text: str) -> str:
    """The answer to a request that no library would send."""
    host, port = address.removeprefix("http://").split(":")
    answer = b""
    with (
        socket.create_connection((host, int(port)), timeout=2) as connection,
        suppress(TimeoutError, ConnectionResetError),
    ):
        connection.sendall(text.replace("\n", "\r\n").encode("latin-1"))
        while part := connection.recv(65536):
            answer += part
    return answer.decode("utf-8", "replace")


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:{port}", 200),
        ("localhost:{port}", 200),
        ("LOCALHOST:{port}", 200),
        ("attacker.invalid", 421),  # a name that was made to lead here: DNS rebinding
        ("attacker.invalid:{port}", 421),
        ("127.0.0.1", 421),
        ("127.0.0.1:1", 421),
        ("127.0.0.1:{port}.attacker.invalid", 421),
        ("", 421),
    ],
)
def test_only_own_names_are_answered(address: str, host: str, status: int) -> None:
    told = host.format(port=address.rpartition(":")[2])
    answer = httpx.get(f"{address}/sign-in", headers={"Host": told})
    assert answer.status_code == status


def test_two_hosts_are_refused(address: str) -> None:
    own = address.removeprefix("http://")
    close = "Connection: close\n\n"
    answer = raw(address, f"GET /sign-in HTTP/1.1\nHost: {own}\nHost: a.invalid\n{close}")
    assert answer.split()[1] in {"400", "421"}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "{own}", "Sec-Fetch-Site": "same-origin"}, 303),
        ({"Origin": "{own}"}, 303),
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "https://attacker.invalid"}, 403),
        ({"Origin": "{own}.attacker.invalid"}, 403),
        ({"Origin": "https://attacker.invalid", "Sec-Fetch-Site": "same-origin"}, 403),
        ({"Origin": "{own}", "Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "{own}", "Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Referer": "{own}/sign-in"}, 403),
    ],
)
def test_a_form_comes_from_an_own_page(
    ada: httpx.Client, address: str, headers: dict[str, str], status: int
) -> None:
    token = token_in(ada.get("/").text)
    told = {name: value.format(own=address) for name, value in headers.items()}
    with httpx.Client(timeout=60, base_url=address, cookies=ada.cookies) as client:
        answer = client.post("/sign-out", data={"token": token}, headers=told)
    assert answer.status_code == status


def test_a_form_needs_the_token_of_its_own_session(ada: httpx.Client, here: Served) -> None:
    with here.signed_in("root") as other:
        foreign = token_in(other.get("/").text)
    own = token_in(ada.get("/").text)
    for token in ("", "x", own[:-1], own + "x", foreign):
        answer = ada.post("/sign-out", data={"token": token})
        assert answer.status_code == 403
        assert "Nothing was saved" in answer.text
    assert ada.get("/").status_code == 200, "nobody was signed out"
    assert ada.post("/sign-out", data={"token": own}).status_code == 303
    assert ada.get("/").headers["location"].startswith("/sign-in")


def test_a_foreign_site_may_lead_here_and_use_nothing(ada: httpx.Client) -> None:
    def asked(mode: str, dest: str) -> httpx.Response:
        told = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": dest}
        return ada.get("/", headers=told)

    led = asked("navigate", "document")
    assert (led.status_code, "set-cookie" in led.headers) == (200, False)
    assert "Queue" not in led.text, "the page asks again, from here"
    for mode, dest in (("no-cors", "image"), ("cors", "empty"), ("navigate", "iframe")):
        assert asked(mode, dest).status_code == 403


def test_cookies_and_headers(address: str) -> None:
    answer = httpx.get(f"{address}/sign-in")
    cookie = answer.headers["set-cookie"]
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    policy = dict(
        part.strip().split(" ", 1) for part in answer.headers["content-security-policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert {policy[name] for name in ("script-src", "style-src", "form-action")} == {"'self'"}
    assert {policy[name] for name in ("frame-ancestors", "base-uri")} == {"'none'"}
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert "server" not in answer.headers


def test_every_answer_has_the_policy_also_a_refusal(ada: httpx.Client) -> None:
    answers = [
        ada.get("/"),
        ada.get("/no-such-page"),
        ada.get("/users"),
        ada.post("/", data={}),
        ada.get("/", headers={"Host": "a.invalid"}),
    ]
    assert [a.status_code for a in answers] == [200, 404, 403, 405, 421]
    assert all("default-src 'none'" in a.headers["content-security-policy"] for a in answers)
    assert all(a.headers["cache-control"] == "no-store" for a in answers)


def test_nothing_of_a_page_comes_from_elsewhere(ada: httpx.Client, address: str) -> None:
    text = ada.get("/").text
    loaded = re.findall(r'<(?:script|link|img|iframe)[^>]*?(?:src|href)="([^"]+)"', text)
    assert loaded
    assert all(re.fullmatch(r"/static/[0-9a-f]{16}/[a-z.]+", one) for one in loaded)
    for one in loaded:
        answer = ada.get(one)
        assert (answer.status_code, "immutable" in answer.headers["cache-control"]) == (200, True)
    assert " style=" not in text
    assert " onclick" not in text


@pytest.mark.parametrize(
    "path",
    [
        "/static/../site.py",
        "/static/%2e%2e/site.py",
        "/static/0000000000000000/review.css",
        "/static//etc/passwd",
        "/case/..%2f..%2fetc%2fpasswd",
        "/case/one",  # the name of the case is no address
        "/case/%00",
        "//attacker.invalid/",
    ],
)
def test_paths_lead_nowhere_else(ada: httpx.Client, address: str, path: str) -> None:
    cookie = ada.cookies[COOKIE]
    own = address.removeprefix("http://")
    answer = raw(
        address,
        f"GET {path} HTTP/1.1\nHost: {own}\nCookie: {COOKIE}={cookie}\nConnection: close\n\n",
    )
    assert answer.split()[1] in {"400", "404", "409"}
    assert "root:" not in answer
    assert "def " not in answer


@pytest.mark.parametrize(
    ("goal", "then"),
    [
        ("/", "/"),
        ("/users", "/users"),
        ("/case/aB3-_/sign", "/case/aB3-_/sign"),
        ("//attacker.invalid", "/"),
        ("https://attacker.invalid", "/"),
        ("/\\attacker.invalid", "/"),
        ("/case/x\r\nSet-Cookie: a=b", "/"),
        ("javascript:alert(1)", "/"),
        ("/case/a/../../x", "/"),
    ],
)
def test_a_sign_in_leads_to_own_pages_only(goal: str, then: str) -> None:
    assert inside(goal) == then


def test_sizes_are_bounded(ada: httpx.Client, address: str) -> None:
    assert ada.get("/" + "x" * MAX_PATH).status_code == 414
    assert ada.get("/?search=" + "x" * 3000).status_code == 414
    token = token_in(ada.get("/").text)
    assert ada.post("/sign-out", data={"token": token, "x": "y" * 200_000}).status_code in {
        400,
        413,
    }
    many = {f"f{n}": "" for n in range(5000)}
    assert ada.post("/sign-out", data={"token": token, **many}).status_code == 400
    own = address.removeprefix("http://")
    told = f"POST /sign-out HTTP/1.1\nHost: {own}\nOrigin: {address}\nConnection: close\n"
    assert " 413 " in raw(address, f"{told}Content-Length: {MAX_BODY + 1}\n\n").splitlines()[0]
    assert raw(address, f"{told}Content-Length: -1\n\n").split()[1] == "400"
    header = raw(address, f"GET /sign-in HTTP/1.1\nHost: {own}\nX: {'y' * 70_000}\n\n")
    assert " 200 " not in header


def test_a_body_without_length_is_counted(ada: httpx.Client) -> None:
    def parts() -> Iterator[bytes]:
        for _ in range(MAX_BODY // 1_000_000 + 2):
            yield b"x" * 1_000_000

    kind = {"Content-Type": "multipart/form-data; boundary=b"}
    try:
        status = ada.post("/sign-out", content=parts(), headers=kind).status_code
    except httpx.TransportError:
        status = 413  # answered before all was sent
    assert status in {400, 413}


def test_other_methods_are_refused(ada: httpx.Client) -> None:
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        assert ada.request(method, "/").status_code == 405


def test_a_sign_in_gives_a_new_id(here: Served, address: str) -> None:
    with here.browser() as client:
        page = client.get("/sign-in").text
        before = client.cookies[COOKIE]
        sent = {"token": token_in(page), "name": "ada", "password": PASSWORDS["ada"]}
        answer = client.post("/sign-in", data=sent)
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        assert client.get("/").status_code == 200
        assert client.cookies[COOKIE] != before, "an id that another has set is worth nothing"
        with httpx.Client(timeout=60, base_url=address, cookies={COOKIE: before}) as other:
            assert other.get("/").status_code == 303


def test_wrong_password_and_unknown_name_sound_the_same(here: Served) -> None:
    with here.browser() as client:
        token = token_in(client.get("/sign-in").text)
        told = []
        for name in ("ben", "nobody-of-this-name"):
            sent = {"token": token, "name": name, "password": "wrong wrong wrong"}
            answer = client.post("/sign-in", data=sent)
            told.append((answer.status_code, answer.text.replace(name, "")))
        assert told[0] == told[1]
        assert told[0][0] == 401


def test_pages_of_another_role_are_refused(here: Served) -> None:
    with here.signed_in("root") as root:
        assert root.get("/users").status_code == 200
    with here.signed_in("ada") as ada:
        assert ada.get("/users").status_code == 403
        token = token_in(ada.get("/").text)
        sent = {"token": token, "name": "eve", "role": "signer", "password": "long enough for it"}
        assert ada.post("/users/add", data=sent).status_code == 403


def test_a_disabled_account_is_out_at_once(here: Served) -> None:
    with here.signed_in("root") as root:
        token = token_in(root.get("/users").text)
        sent = {"token": token, "name": "cyd", "role": "reviewer", "password": "x" * 20}
        assert root.post("/users/add", data=sent).status_code == 303
        with here.signed_in("cyd") as cyd:
            assert cyd.get("/").status_code == 200
            assert root.post("/users/disable", data={"token": token, "name": "cyd"}).is_redirect
            assert cyd.get("/").headers["location"].startswith("/sign-in")


def logged(caplog: pytest.LogCaptureFixture) -> str:
    """What the server logged so far."""
    return "\n".join(r.getMessage() for r in tuple(caplog.records) if r.name != "httpx")


def test_logs_hold_no_name(here: Served, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    with here.signed_in("ada") as ada:
        page = ada.get("/").text
        ada.get("/?search=Jane+Roe")
        (case,) = set(re.findall(r'href="(/case/[^"/]+)"', page))
        ada.get(case)
    text = logged(caplog)
    limit = time.monotonic() + 20
    while "GET /case/{case} 200" not in text:  # written after the answer was sent
        assert time.monotonic() < limit, text
        time.sleep(0.01)
        text = logged(caplog)
    for word in ("ada", "Roe", case.rpartition("/")[2], "one", PASSWORDS["ada"]):
        assert not re.search(rf"\b{re.escape(word)}\b", text), word


@pytest.mark.parametrize(
    "page", ["", "/confirm", "/consensus", "/compare", "/history", "/sign", "/change"]
)
def test_every_page_of_a_case_answers(here: Served, page: str) -> None:
    with here.signed_in("ada") as ada:
        (case,) = set(re.findall(r'href="(/case/[^"/]+)"', ada.get("/").text))
        answer = ada.get(f"{case}{page}")
    assert answer.status_code == 200
    assert "comphet_unphased" in answer.text


def test_sessions_end() -> None:
    now = [0.0]
    sessions = Sessions(lambda: now[0])
    first = sessions.open("ada")
    now[0] = IDLE_SECONDS
    assert sessions.find(first) is not None
    now[0] += IDLE_SECONDS + 1
    assert sessions.find(first) is None, "nobody used it"
    second = sessions.open("ada")
    for _ in range(DAY_SECONDS // IDLE_SECONDS):
        now[0] += IDLE_SECONDS
        last = sessions.find(second)
    assert last is not None
    now[0] += 1
    assert sessions.find(second) is None, "the day is over"


def test_ids_and_tokens_are_of_this_server() -> None:
    here, there = Sessions(), Sessions()
    name = here.new_id()
    assert here.id_of(here.cookie(name)) == name
    assert here.id_of(there.cookie(name)) == ""
    assert here.id_of(name) == ""
    assert not here.is_token(name, there.token(name))
    assert not here.is_token(name, here.cookie(name)), "a cookie is no token"


@pytest.mark.parametrize(
    ("host", "public", "origin"),
    [
        ("127.0.0.1", "", "http://127.0.0.1:8765"),
        ("::1", "", "http://[::1]:8765"),
        ("0.0.0.0", "https://review.lab.example", "https://review.lab.example"),
        ("0.0.0.0", "https://review.lab.example:8443/", "https://review.lab.example:8443"),
        ("0.0.0.0", "", ""),
        ("10.0.0.1", "", ""),
        ("0.0.0.0", "http://review.lab.example", ""),
        ("0.0.0.0", "https://user@review.lab.example", ""),
        ("0.0.0.0", "https://review.lab.example/path", ""),
        ("0.0.0.0", "ftp://review.lab.example", ""),
    ],
)
def test_beyond_this_machine_only_through_tls(host: str, public: str, origin: str) -> None:
    if origin:
        assert place_of(host, 8765, public).origins[0] == origin
        return
    with pytest.raises(RefusedError) as refused:
        place_of(host, 8765, public)
    assert refused.value.faults[0].code is RefusalCode.ADDRESS_NOT_SAFE


def test_the_vendored_script_is_as_its_note_says() -> None:
    import hashlib

    static = Path("osteo_annot/review/web/static")
    note = (static / "htmx.LICENSE.txt").read_text(encoding="utf-8")
    found = re.search(r"SHA-256 of htmx.min.js: ([0-9a-f]{64})", note)
    assert found is not None
    assert found[1] == hashlib.sha256((static / "htmx.min.js").read_bytes()).hexdigest()
