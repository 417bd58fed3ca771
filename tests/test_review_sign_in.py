"""Signing in: accounts of the store, headers of a trusted proxy, a real OpenID provider."""

from __future__ import annotations

import html
import re
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from joserfc.jwk import RSAKey
from starlette.datastructures import Headers

from osteo_annot.errors import RefusalCode, RefusedError
from osteo_annot.review.web import oidc
from osteo_annot.review.web.proxy import trusted_proxy
from osteo_annot.review.web.serve import Options
from tests.oidc_provider import CLIENT, PEOPLE, SECRET, Told, provider
from tests.review_server import Served, free_port, served, small_review, token_in

LONG = "s" * 40


def proxy_headers(**more: str) -> Headers:
    told = {"x-osteo-user": "rosa", "x-osteo-role": "reviewer", "x-osteo-secret": LONG}
    return Headers({**told, **{f"x-osteo-{name}": value for name, value in more.items()}})


@pytest.mark.parametrize(
    ("peer", "headers", "who"),
    [
        ("127.0.0.1", proxy_headers(), ("rosa", "reviewer")),
        ("10.1.2.3", proxy_headers(), ("rosa", "reviewer")),
        ("10.2.0.1", proxy_headers(), None),  # not the proxy, although it knows the secret
        ("127.0.0.2", proxy_headers(), None),
        ("", proxy_headers(), None),
        ("127.0.0.1", proxy_headers(secret="x"), None),  # on the proxy's machine, but not it
        ("127.0.0.1", proxy_headers(secret=LONG + "x"), None),
        ("127.0.0.1", proxy_headers(user=""), None),
        ("127.0.0.1", Headers({"x-osteo-user": "rosa", "x-osteo-role": "reviewer"}), None),
        (
            "127.0.0.1",
            Headers(raw=[*proxy_headers().raw, (b"x-osteo-user", b"root")]),
            None,  # one of both was sent by a browser
        ),
        ("127.0.0.1", Headers({"x-forwarded-for": "127.0.0.1", "x-osteo-user": "rosa"}), None),
    ],
)
def test_only_the_proxy_says_who_it_is(
    peer: str, headers: Headers, who: tuple[str, str] | None
) -> None:
    trusted = trusted_proxy(("127.0.0.1", "10.1.0.0/16"), LONG)
    assert trusted.name_and_role(peer, headers) == who


@pytest.mark.parametrize(
    ("addresses", "secret"),
    [((), LONG), (("127.0.0.1",), "short"), (("proxy.example",), LONG), (("10.0.0.1/8",), LONG)],
)
def test_a_proxy_needs_addresses_and_a_long_secret(addresses: tuple[str, ...], secret: str) -> None:
    with pytest.raises(RefusedError) as refused:
        trusted_proxy(addresses, secret)
    assert refused.value.faults[0].code is RefusalCode.SIGN_IN_INVALID


def test_a_proxy_signs_people_in(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text(LONG, encoding="utf-8")
    options = Options(auth="proxy", trusted_proxies=("127.0.0.1",), proxy_secret_file=secret)
    with (
        small_review(tmp_path) as review,
        served(review, options) as here,
        httpx.Client(base_url=here.url, timeout=60) as client,
    ):
        known = client.get("/", headers=dict(proxy_headers()))
        assert known.status_code == 200
        assert "rosa" in known.text
        assert client.get("/", headers=dict(proxy_headers(secret="x"))).is_redirect
        assert client.get("/", headers=dict(proxy_headers(role="boss"))).is_redirect
        assert client.get("/").is_redirect, "headers last for one request"
        assert client.get("/users", headers=dict(proxy_headers())).status_code == 403


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, Told]]:
    """A review whose people sign in at a provider, and what that one tells."""
    folder = tmp_path_factory.mktemp("oidc")
    secret = folder / "secret"
    secret.write_text(f"{SECRET}\n", encoding="utf-8")
    port, own = free_port(), free_port()
    callback = f"http://127.0.0.1:{own}{oidc.CALLBACK}"
    with provider(port, callback) as told, small_review(folder) as review:
        options = Options(
            auth="oidc", oidc_issuer=told.issuer, oidc_client_id=CLIENT, oidc_secret_file=secret
        )
        with served(review, options, own) as here:
            yield here, told


@pytest.fixture
def told(place: tuple[Served, Told]) -> Iterator[Told]:
    """The provider, honest again after the test."""
    told = place[1]
    yield told
    told.extra, told.signs_with, told.asks_again = {}, told.key, True


def to_provider(client: httpx.Client, goal: str = "/") -> str:
    """Where the browser is sent, by the page in between."""
    token = token_in(client.get("/sign-in").text)
    page = client.post("/sign-in/provider", data={"token": token, "to": goal}).text
    return away(page)


def away(page: str) -> str:
    """The address on the page in between."""
    found = re.search(r'http-equiv="refresh" content="0;url=([^"]+)"', page)
    assert found is not None, page
    return html.unescape(found[1])


def at_provider(address: str, name: str) -> str:
    """Sign in there; the address of the callback with its code."""
    with httpx.Client(timeout=60) as there:
        form = there.get(address)
        assert "name=password" in form.text
        sent = there.post(address, data={"name": name, "password": PEOPLE[name][0]})
        back = there.get(str(sent.next_request.url) if sent.next_request else "")
        return back.headers["location"]


def test_a_provider_signs_people_in(place: tuple[Served, Told]) -> None:
    with place[0].browser() as client:
        there = to_provider(client)
        assert "code_challenge_method=S256" in there
        back = at_provider(there, "rosa")
        # The provider leads here, so that the browser holds its cookie back once.
        led = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "document"}
        assert "Open the review" in client.get(back, headers=led).text
        done = client.get(back)
        assert (done.status_code, done.headers["location"]) == (303, "/")
        page = client.get("/").text
        assert "rosa" in page
        assert "reviewer" in page
        assert client.get(back).status_code == 409, "a code is for one sign-in"


@pytest.mark.parametrize("name", ["nora", "adam"])
def test_one_role_is_needed(place: tuple[Served, Told], name: str) -> None:
    with place[0].browser() as client:
        answer = client.get(at_provider(to_provider(client), name))
        assert answer.status_code == 409
        assert "roles, not one" in answer.text
        assert client.get("/").is_redirect


def test_a_sign_in_belongs_to_the_browser_that_began_it(place: tuple[Served, Told]) -> None:
    with place[0].browser() as victim, place[0].browser() as attacker:
        victim.get("/sign-in")
        back = at_provider(to_provider(attacker), "rosa")
        assert victim.get(back).status_code == 409
        assert victim.get("/").is_redirect
        assert attacker.get("/sign-in/callback?state=x&code=y").status_code == 409


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "http://127.0.0.1:1"},
        {"aud": "another client"},
        {"nonce": "another nonce"},
        {"exp": int(time.time()) - 3600},
        {"preferred_username": ""},
        {"preferred_username": ["rosa"]},
        {"roles": "boss"},
    ],
)
def test_a_token_that_does_not_hold_signs_nobody_in(
    place: tuple[Served, Told], told: Told, claims: dict[str, object]
) -> None:
    with place[0].browser() as client:
        address = to_provider(client)
        told.extra = claims
        assert client.get(at_provider(address, "rosa")).status_code == 409
        assert client.get("/").is_redirect


def test_a_token_by_another_key_signs_nobody_in(place: tuple[Served, Told], told: Told) -> None:
    with place[0].browser() as client:
        address = to_provider(client)
        told.signs_with = RSAKey.generate_key(2048, {"kid": "one"})
        assert client.get(at_provider(address, "rosa")).status_code == 409
        assert client.get("/").is_redirect


@pytest.mark.parametrize("issuer", ["http://sign-in.example", "http://127.0.0.1:9"])
def test_a_provider_has_to_be_safe_and_there(issuer: str) -> None:
    with pytest.raises(RefusedError) as refused:
        oidc.provider_of(oidc.Client(issuer, CLIENT, SECRET), "http://127.0.0.1:8765")
    assert refused.value.faults[0].code is RefusalCode.SIGN_IN_INVALID


def signed_in(client: httpx.Client, name: str) -> str:
    """Sign in at the provider; the address of the only case."""
    client.get(at_provider(to_provider(client), name))
    found = re.search(r'href="(/case/[^"/]+)"', client.get("/").text)
    assert found is not None
    return found[1]


def asked_again(client: httpx.Client, case: str) -> str:
    """The provider's address by which a signature is proved."""
    page = client.get(f"{case}/sign").text
    assert "prove once more who you are" in page
    return away(client.post(f"{case}/anew", data={"token": token_in(page)}).text)


def _unseen(page: str) -> dict[str, str]:
    """Token of the session, and the last event that the page has seen."""
    seen = re.search(r'name="seen" value="(\d+)"', page)
    assert seen is not None
    return {"token": token_in(page), "seen": seen[1]}


def test_a_signature_is_proved_at_the_provider(place: tuple[Served, Told]) -> None:
    here, _ = place
    with here.browser() as client:
        case = signed_in(client, "rosa")
        page = client.get(f"{case}/sign").text
        unproved = client.post(f"{case}/sign", data=_unseen(page))
        assert unproved.status_code == 409, "nothing is signed without it"
        there = asked_again(client, case)
        assert "prompt=login" in there
        assert "max_age=0" in there
        done = client.get(at_provider(there, "rosa"))
        assert done.headers["location"] == f"{case}/sign"
        page = client.get(f"{case}/sign").text
        assert "You have just signed in again" in page
        signed = client.post(f"{case}/sign", data=_unseen(page))
        assert signed.headers["location"] == f"{case}?done=first"
        assert here.site.review.records()["comphet_unphased"].first == "rosa"


def test_an_old_or_another_sign_in_proves_nothing(place: tuple[Served, Told], told: Told) -> None:
    here, _ = place
    with here.browser() as client:
        case = signed_in(client, "sven")
        answer = client.get(at_provider(asked_again(client, case), "rosa"))
        assert answer.status_code == 409
        assert "Another person" in answer.text
        there = asked_again(client, case)
        told.extra = {"auth_time": int(time.time()) - 3600}
        assert client.get(at_provider(there, "sven")).status_code == 409
        assert "prove once more who you are" in client.get(f"{case}/sign").text
