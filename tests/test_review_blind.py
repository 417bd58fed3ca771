"""Blind second reading over HTTP: nobody else is sent anything of the first reader, by any address.

Every link, form and picture that a person's pages name is asked for (review.md, "Second reader").
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import httpx
import pytest

from tests.review_server import Served, annotated, reviewed, served, token_in

CASE = "hom_nonsense"  # APPARENT_HOM: blind by default
FIRST = ("Zebra reason", "98765432", "Okapi comment")
PAGES = ("", "?memory=yes", "/confirm", "/consensus", "/compare", "/history", "/sign", "/change")
_LINK = re.compile(r'(?:href|src|action|hx-get)="(/[^"#]*)')


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A review in which ada has rejected PVS1, with a reason, a paper and a comment."""
    folder = tmp_path_factory.mktemp("blind")
    results = annotated(folder / "results", CASE, "negative")
    with reviewed(results, folder / "review.sqlite", set()) as review, served(review) as there:
        with there.signed_in("ada") as ada:
            case = f"/case/{there.site.id_of(CASE)}"
            page = ada.get(case).text
            (name, *_) = re.findall(r'name="(d-[0-9a-f]{12}-PVS1)-action"', page)
            told = {"action": "reject", "reason": FIRST[0], "pmids": FIRST[1]}
            decided = {f"{name}-{part}": value for part, value in told.items()}
            assert ada.post(case, data={**_unseen(page), **decided}).status_code == 303
            said = {**_unseen(ada.get(case).text), "text": FIRST[2]}
            assert ada.post(f"{case}/comment", data=said).status_code == 303
        yield there


def _unseen(page: str) -> dict[str, str]:
    """Token of the session, and the last event that the page has seen."""
    seen = re.search(r'name="seen" value="(\d+)"', page)
    assert seen is not None
    return {"token": token_in(page), "seen": seen[1]}


def everything(client: httpx.Client, case: str) -> Iterator[tuple[str, str]]:
    """Address and text of each page, and of all that it leads to."""
    waiting = ["/", "/users", *(f"{case}{page}" for page in PAGES)]
    known = set(waiting)
    while waiting:
        address = waiting.pop()
        answer = client.get(address)
        text = answer.content.decode("utf-8", "replace")
        yield address, text
        if answer.headers.get("content-type", "").startswith("text/html"):
            found = {html.unescape(link) for link in _LINK.findall(text)} - known
            waiting += sorted(link for link in found if not link.startswith("/static/"))
            known |= found


@pytest.mark.parametrize("who", ["ben", "eva", "rex", "root"])
def test_nothing_of_the_first_is_sent_to_others(here: Served, who: str) -> None:
    with here.signed_in(who) as client:
        pages = dict(everything(client, f"/case/{here.site.id_of(CASE)}"))
    assert len(pages) > 15
    leaks = [(page, word) for page, text in pages.items() for word in FIRST if word in text]
    assert leaks == []


def test_the_first_sees_the_own(here: Served) -> None:
    with here.signed_in("ada") as client:
        pages = dict(everything(client, f"/case/{here.site.id_of(CASE)}"))
    for word in FIRST:
        assert any(word in text for text in pages.values()), word
