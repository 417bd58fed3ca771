"""What the forms of a case do, sent as a browser without scripts sends them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from html import unescape
from pathlib import Path

import httpx
import pytest

from osteo_annot.review import actions
from osteo_annot.review.accounts import Account
from osteo_annot.review.event import UserRole
from osteo_annot.review.web.fields import contest_field, decision_field, pmids
from tests.review_server import PASSWORDS, Served, annotated, reviewed, served, token_in

UNPHASED, TRANS, UNSEARCHED = "comphet_unphased", "comphet_trans", "negative_uncovered"
STOP, FRAMESHIFT = "GRCh38:108074616:A>T", "GRCh38:108064286:CT>"


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A served review of three cases."""
    folder = tmp_path_factory.mktemp("forms")
    results = annotated(folder / "results", UNPHASED, TRANS, UNSEARCHED)
    with (
        reviewed(results, folder / "review.sqlite", {"ada", "ben"}) as review,
        served(review) as found,
    ):
        yield found


class Reviewer:
    """Somebody with a case before them."""

    def __init__(self, here: Served, name: str, case: str) -> None:
        self.client: httpx.Client = here.signed_in(name)
        self.name, self.path = name, f"/case/{here.site.id_of(case)}"

    def page(self, part: str = "") -> str:
        answer = self.client.get(self.path + part)
        assert answer.status_code == 200, answer.text
        return unescape(answer.text)

    def send(self, part: str, data: dict[str, str], files=None) -> str:
        """Send a form; the page that it leads to."""
        page = self.client.get(self.path).text
        seen = re.search(r'name="seen" value="(\d+)"', page)
        assert seen is not None
        told = {"token": token_in(page), "seen": seen[1], **data}
        answer = self.client.post(self.path + part, data=told, files=files, follow_redirects=True)
        return unescape(answer.text)

    def sign(self, **more: str) -> str:
        return self.send("/sign", {"password": PASSWORDS[self.name], **more})


Sit = Callable[[str, str], Reviewer]


@pytest.fixture
def sit(here: Served) -> Iterator[Sit]:
    """Puts somebody before a case; their connections are closed in the end."""
    with ExitStack() as open_:

        def made(name: str, case: str) -> Reviewer:
            reviewer = Reviewer(here, name, case)
            open_.enter_context(reviewer.client)
            return reviewer

        yield made


def test_a_contested_phase_is_computed_and_can_be_taken_back(sit: Sit) -> None:
    ada = sit("ada", UNPHASED)
    name = contest_field("phase", STOP, FRAMESHIFT)
    assert f'name="{name}-value"' in ada.page()
    half = ada.send("", {f"{name}-value": "trans", f"{name}-reason": "Long reads"})
    assert "Not saved" in half, "evidence is missing"
    assert "Long reads" in half, "and what was typed is there"
    told = {
        f"{name}-value": "trans",
        f"{name}-reason": "Long reads",
        f"{name}-evidence": "14 reads",
    }
    page = ada.send("", told)
    assert "BIALLELIC_COMPHET_TRANS" in page
    assert "Proposed by the program: " in page
    page = ada.send("", {f"{name}-back": "yes"})
    assert "BIALLELIC_COMPHET_TRANS" not in page.partition("Contest the state")[0]


def test_an_event_that_is_contested_away_can_be_had_back(sit: Sit) -> None:
    ada = sit("ada", UNPHASED)
    name = contest_field("zygosity", FRAMESHIFT)
    told = {f"{name}-value": "absent", f"{name}-reason": "An artefact", f"{name}-evidence": "IGV"}
    page = ada.send("", told)
    assert "MONOALLELIC" in page
    assert f'name="{name}-back"' in page
    page = ada.send("", {f"{name}-back": "yes"})
    assert "Two variants" in page


def test_a_file_is_kept_with_a_decision_and_only_saved_never_shown(sit: Sit) -> None:
    ada = sit("ada", UNPHASED)
    name = decision_field(STOP, "PS3")
    content = b"<script>alert(1)</script>"
    told = {
        f"{name}-action": "add", f"{name}-strength": "supporting", f"{name}-reason": "An assay",
        f"{name}-pmids": "PMID:123, 456",
    }  # fmt: skip
    page = ada.send("", told, {f"{name}-files": ("a.html", content, "text/html")})
    found = re.search(rf'{ada.path}/evidence/([0-9a-f]{{64}})"', page)
    assert found is not None
    assert "PMID 123" in page
    answer = ada.client.get(f"{ada.path}/evidence/{found[1]}")
    assert answer.content == content
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")
    other = sit("ada", TRANS)
    assert other.client.get(f"{other.path}/evidence/{found[1]}").status_code == 404


@pytest.mark.slow
def test_memory_comes_after_the_own_decision_or_when_asked(sit: Sit) -> None:
    ada, ben = sit("ada", TRANS), sit("ben", TRANS)
    ada.send("", {f"{decision_field(STOP, 'PVS1')}-action": "accept"})
    assert "You have signed as first reader" in ada.sign()
    assert "Your reading is saved" in ben.send("/reading", {})
    assert "Version 1" in ben.sign()
    told = f"{TRANS}, version 1"
    eva = sit("eva", UNPHASED)
    assert told not in eva.page()
    assert told in eva.page("?memory=yes")
    page = eva.send("", {f"{decision_field(STOP, 'PVS1')}-action": "accept"})
    assert told in page
    assert "Dr. Ada and Dr. Ben" in page


@pytest.mark.slow
def test_what_was_not_searched_is_never_signed_as_a_negative(sit: Sit) -> None:
    ada = sit("ada", UNSEARCHED)
    ada.send("/comment", {"text": "Nothing covers the gene."})
    assert "I sign that the gene was not searched enough" in ada.page("/sign")
    assert "NEGATIVE_NOT_SEARCHED" in ada.sign()
    assert "You have signed as first reader" in ada.sign(incomplete="yes")
    ben = sit("ben", UNSEARCHED)
    assert "Version 1" in ben.sign(incomplete="yes")
    page = ben.send("/withdraw", {"reason": "The wrong sample"})
    assert "The report is withdrawn." in page
    assert "withdrawn by ben: The wrong sample" in ben.page("/history")


def test_readers_and_admins_have_no_controls(sit: Sit) -> None:
    for name in ("rex", "root"):
        somebody = sit(name, UNPHASED)
        page = somebody.page()
        assert "Save decisions" not in page
        assert "ROLE_MAY_NOT" in somebody.send("/comment", {"text": "x"})
        assert "Your role signs nothing." in somebody.page("/sign")


def test_text_goes_back_into_a_field_as_it_was_typed(sit: Sit) -> None:
    typed = "First line\nsecond: <b>&amp;</b> a\u202eb"
    ada = sit("ada", UNPHASED)
    name = decision_field(FRAMESHIFT, "PS3")
    ada.send("/draft", {f"{name}-reason": typed})
    raw = ada.client.get(ada.path).text
    found = re.search(rf'name="{name}-reason"[^>]*>([^<]*)</textarea>', raw)
    assert found is not None
    assert unescape(found[1]) == typed
    ada.send("/comment", {"text": typed})
    shown = re.findall(r'<p class="prose">(.*?)</p>', ada.client.get(ada.path).text, re.S)[-1]
    assert unescape(shown) == "First line\nsecond: <b>&amp;</b> a[U+202E]b", "seen, and harmless"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("", ()),
        ("12345678", ("12345678",)),
        ("PMID: 1, 2;3\n4  PMID5", ("1", "2", "3", "4", "5")),
        ("1 1", ("1",)),
        ("x", ("x",)),  # refused by the form of decisions, which says so
    ],
)
def test_numbers_of_papers_are_read_as_people_write_them(
    text: str, numbers: tuple[str, ...]
) -> None:
    assert pmids(text) == numbers


def test_names_of_fields_tell_nothing() -> None:
    assert re.fullmatch(r"d-[0-9a-f]{12}-PM2", decision_field(STOP, "PM2"))
    assert contest_field("phase", STOP, FRAMESHIFT) == contest_field("phase", FRAMESHIFT, STOP)


def test_a_reviewed_case_stays_in_the_queue_when_its_result_goes(tmp_path: Path) -> None:
    """Also for a server that never saw the file: what was reviewed is in the store."""
    results = annotated(tmp_path / "results", TRANS, UNPHASED)
    with reviewed(results, tmp_path / "review.sqlite", ()) as review:
        for case in (TRANS, UNPHASED):
            actions.comment(review, case, Account("ada", UserRole.REVIEWER), "begun")
        (results / f"{TRANS}.json").unlink()
        with served(review) as there, there.signed_in("ada") as ada:
            listed = set(re.findall(r'href="(/case/[^"/?#]+)"', ada.get("/").text))
            assert len(listed) == 2
            pages = [f"{case}{page}" for case in listed for page in ("", "/compare", "/history")]
            assert {ada.get(page).status_code for page in pages} == {200}


def test_the_page_that_signs_names_the_result_that_it_shows(sit: Sit) -> None:
    page = sit("ada", UNPHASED).page("/sign")
    assert re.search(r'name="result" value="[0-9a-f]{64}"', page)
