"""The review in headless Chromium, by two people in two browsers and a third at the store.

The story is that of the issue: the demo's unphased compound heterozygote from draft to a signed
report, the parents' result that proves it, the amendment, a new run, and the proof that nothing
was changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest

from osteo_annot.cli.main import main
from osteo_annot.review.session import Review
from osteo_annot.review.web.sessions import COOKIE
from tests.hostile import MARKUP, PAGE, TERMINAL
from tests.programs import CHROMIUM, needs_browser
from tests.review_server import DEMO, PASSWORDS, Served, annotated, reviewed, served

needs_playwright = pytest.mark.skipif(
    find_spec("playwright") is None, reason="playwright is not installed"
)
pytestmark = [needs_browser, needs_playwright, pytest.mark.slow]
STOP, FRAMESHIFT = "c.36T>A", "c.415_416del"


@contextmanager
def chromium() -> Iterator["Browser"]:  # noqa: F821, UP037 - imported where it is installed
    """A browser without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


class Person:
    """Somebody at a browser of their own."""

    def __init__(self, browser, here: Served, name: str, **options) -> None:
        self.name, self.here = name, here
        self.context = browser.new_context(accept_downloads=True, **options)
        self.page = self.context.new_page()
        self.told: list[str] = []
        self.page.on("console", lambda message: self.told.append(message.text))
        self.page.on("pageerror", lambda error: self.told.append(str(error)))
        self.page.set_default_timeout(20_000)

    def sign_in(self) -> None:
        self.page.goto(self.here.url)
        self.page.get_by_label("Name").fill(self.name)
        self.page.get_by_label("Password").fill(PASSWORDS[self.name])
        self.press("Sign in")

    def let_in(self) -> None:
        """A session without the time of a password."""
        cookie = self.here.site.sessions.cookie(self.here.site.sessions.open(self.name))
        self.context.add_cookies([{"name": COOKIE, "value": cookie, "url": self.here.url}])

    def open(self, case: str, page: str = "") -> None:
        self.page.goto(f"{self.here.url}/case/{self.here.site.id_of(case)}{page}")

    def text(self) -> str:
        return self.page.inner_text("body")

    def decide(self, code: str, about: str, action: str, **fields: str) -> None:
        """Fill the control of a criterion; it is not saved yet."""
        group = self.control(code, about)
        for around in group.locator("xpath=ancestor::details").all():
            if around.get_attribute("open") is None:
                around.locator("> summary").click()
        group.get_by_label(action, exact=True).check()
        if "strength" in fields:
            group.locator("select").select_option(fields["strength"])
        if "reason" in fields:
            group.get_by_label("Reason").fill(fields["reason"])
        if "pmids" in fields:
            group.get_by_label("PMIDs").fill(fields["pmids"])
        if "file" in fields:
            group.get_by_label("Files").set_input_files(fields["file"])

    def control(self, code: str, about: str):
        """The fields of a decision, opened or not."""
        legend = self.page.locator(f'legend:text-is("Decision on {code} of {about}")')
        return self.page.locator("fieldset", has=legend)

    def press(self, button: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=button, exact=True).click()

    def sign(self, case: str, button: str) -> None:
        self.open(case, "/sign")
        self.page.get_by_label("Your password again").fill(PASSWORDS[self.name])
        self.press(button)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, Path, Path, Review]]:
    """A served review of demo cases, its results and its store."""
    folder = tmp_path_factory.mktemp("review")
    results = annotated(folder / "results", "comphet_unphased", "hom_nonsense", "negative")
    store = folder / "review.sqlite"
    with reviewed(results, store, {"ada", "ben"}) as review, served(review) as here:
        yield here, results, store, review


def test_from_draft_to_an_amended_report(place, tmp_path: Path, capsys) -> None:
    here, results, store, review = place
    case = "comphet_unphased"
    with chromium() as browser:
        ada, ben = Person(browser, here, "ada"), Person(browser, here, "ben")
        ada.sign_in()
        assert ada.page.title() == "Queue"
        ada.page.get_by_role("link", name=case).click()
        assert "nobody has begun" in ada.text()

        # What is typed is kept while typing, and is there after a reload.
        ada.decide("PVS1", STOP, "accept")
        paper = tmp_path / "paper.txt"
        paper.write_text("an assay", encoding="utf-8")
        why = "Not in 800,000 alleles"
        ada.decide("PM2", STOP, "add as met", strength="supporting", reason=why)
        ada.page.locator("#draft-told", has_text="kept").wait_for()
        ada.page.reload()
        group = ada.control("PM2", STOP)
        assert group.get_by_label("Reason").input_value() == why
        group.get_by_label("Reason").fill(f"{why}!")
        ada.page.reload()  # at once: sent while the page is left
        ada.page.wait_for_timeout(500)
        ada.page.reload()
        assert group.get_by_label("Reason").input_value() == f"{why}!"
        ada.decide("PM2", STOP, "add as met", pmids="PMID: 12627228, 16813530", file=str(paper))
        ada.press("Save decisions")
        assert "Your decisions are saved." in ada.text()
        assert "9 points" in ada.text(), "PVS1 8 and PM2 1"
        assert "A draft is kept." not in ada.text(), "what is decided is no draft any more"

        # Another person sees them, as the policy of this state is an open second reading.
        ben.sign_in()
        ben.open(case)
        assert why in ben.text()
        ben.page.get_by_label("Comment").fill("Are the parents asked?")
        ben.press("Add the comment")
        assert "Are the parents asked?" in ben.text()

        # A clash: both are told, nothing of what was typed is lost.
        ada.page.reload()
        ada.decide("PP4", STOP, "add as met", strength="supporting", reason="Ada: typical")
        ben.decide("PP4", STOP, "add as met", strength="supporting", reason="Ben: typical")
        ben.press("Save decisions")
        assert "Your decisions are saved." in ben.text()
        ada.press("Save decisions")
        assert "Not saved" in ada.text()
        group = ada.control("PP4", STOP)
        assert group.get_by_label("Reason").input_value() == "Ada: typical"

        # Two signatures by two people; the password is asked again.
        ada.open(case, "/sign")
        ada.page.get_by_label("Your password again").fill("wrong wrong wrong")
        ada.press("Sign as first reader")
        assert "SIGN_IN_FAILED" in ada.text()
        ada.sign(case, "Sign as first reader")
        assert "You have signed as first reader" in ada.text()
        ada.open(case, "/sign")
        assert "another person signs" in ada.text()
        ben.sign(case, "Sign the report")
        assert "Version 1" in ben.text()
        first_report = signed_report(ben, 1)
        assert "Two variants" in first_report
        assert "not signed" not in first_report

        # The parents' result is evidence: a proven compound heterozygote.
        ada.open(case, "/confirm")
        ada.press("Order")
        sheet = ada.context.request.get(
            f"{here.url}/case/{here.site.id_of(case)}/order-sheet/0/order.pdf"
        )
        assert sheet.body().startswith(b"%PDF")
        form = ada.page.locator("form[action$='/confirm']")
        form.get_by_label("Method").fill("Sanger sequencing of both parents")
        form.get_by_label("Sample").fill("blood of both parents")
        form.get_by_label("Reported by").fill("Laboratory B")
        form.get_by_label("On (date)").fill("2026-12-01")
        for event, mother, father in (
            (STOP, "carrier", "not_carrier"),
            (FRAMESHIFT, "not_carrier", "carrier"),
        ):
            group = form.get_by_role("group", name=event, exact=True)
            group.get_by_label("Mother").select_option(mother)
            group.get_by_label("Father").select_option(father)
        ada.press("Record the result")
        assert "BIALLELIC_COMPHET_TRANS" in ada.text()
        ada.page.goto(here.url)
        first = ada.page.locator("table.queue tbody tr").first.inner_text()
        assert case in first
        assert "confirmed" in first

        # The amendment is read twice, blind: the first's decisions are not in the second's page.
        ada.open(case, "/change")
        ada.page.get_by_label("Reason, as the new report will tell it").fill("The parents' result")
        ada.press("Begin the amendment")
        ada.decide("PM3", STOP, "add as met", strength="moderate", reason="A secret of the first")
        ada.press("Save decisions")
        assert "Your decisions are saved." in ada.text()
        ben.open(case)
        assert "blind" in ben.text()
        for page in ("", "/history", "/sign", "/confirm", "/compare", "?memory=yes"):
            ben.open(case, page)
            assert "A secret of the first" not in ben.page.content()
        ben.open(case)
        ben.decide("PM3", STOP, "add as met", strength="supporting", reason="One other case")
        ada.sign(case, "Sign as first reader")
        ben.press("Save my reading as second reader")
        assert "you see now what the first reader decided" in ben.text()
        ben.open(case)
        assert "A secret of the first" in ben.text()

        # They differ: a consensus is needed before the second signature.
        ben.sign(case, "Sign the report")
        assert "READERS_DIFFER" in ben.text()
        ben.open(case, "/consensus")
        ben.page.get_by_label(re.compile("ben: met supporting")).check()
        ben.page.get_by_label("Reason").fill("One other case in trans gives supporting")
        ben.press("Record the consensus")
        ben.sign(case, "Sign the report")
        assert "Version 2" in ben.text()
        second_report = signed_report(ben, 2)
        assert "version 1" in second_report
        assert "The parents" in second_report
        note = r"REPLACED on [\d-]+: version 2 stands in the place of version 1"
        old, notes = re.subn(note, "Final report, version 1", signed_report(ben, 1))
        old = re.sub(r"\s*Replaced by version 2 of [^\n]*by the later version\.\s*", "\n", old)
        assert notes
        assert old.split() == first_report.split(), "but for that, the old one stays as it was"

        # A new run, with the phase in the files: the case comes to the top, and says what changed.
        annotate_again(results)
        ada.page.goto(here.url)
        first = ada.page.locator("table.queue tbody tr").first.inner_text()
        assert case in first
        assert "changed" in first
        ada.open(case, "/compare")
        assert "BIALLELIC_COMPHET_TRANS" in ada.text()
        assert "Rests on" in ada.text()
        assert [line for line in ada.told + ben.told if "status of 4" not in line] == []

    # A third, who has the store and the head alone.
    head = review.store.head()
    assert main(["review", "head", "--store", str(store)]) == 0
    assert capsys.readouterr().out.strip().endswith(head.hash)
    assert main(["review", "verify", "--store", str(store)]) == 0


def signed_report(person: Person, version: int) -> str:
    """The text of a signed report, by the link of the history."""
    person.open("comphet_unphased", "/history")
    link = person.page.locator(f"a[href*='/report/{version}/'][href$='.html']").first
    with person.context.expect_page() as opened:
        link.click(modifiers=["Control"])
    page = opened.value
    page.wait_for_load_state()
    text = page.inner_text("body")
    page.close()
    return text


def annotate_again(results: Path) -> None:
    """Another run of the case: its variants are phased now."""
    text = (DEMO / "comphet_unphased.vcf").read_text(encoding="utf-8")
    lines = []
    for line in text.splitlines():
        cells = line.split("\t")
        if cells[0] == "chr6" and cells[1] in {"108074616", "108064285"}:
            phase = "1|0" if cells[1] == "108074616" else "0|1"
            cells[9] = cells[9].replace("0/1", phase, 1) + ":108064285"
            cells[8] += ":PS"
        lines.append("\t".join(cells))
    again = results.parent / "again.vcf"
    ps = '##FORMAT=<ID=PS,Number=1,Type=Integer,Description="Phase set">'
    again.write_text("\n".join([lines[0], ps, *lines[1:]]) + "\n", encoding="utf-8")
    done = main(
        ["annotate", str(again), "--sample", "comphet_unphased", "--out", str(results),
         "--formats", "json"]
    )  # fmt: skip
    assert done == 0


def pages_of(person: Person, case: str) -> Iterator[str]:
    """The addresses of every page of the review."""
    url = person.here.url
    yield from (f"{url}/", f"{url}/?search=x&flag=incomplete")
    for page in ("", "/confirm", "/compare", "/history", "/sign", "/change", "/consensus"):
        yield f"{url}/case/{person.here.site.id_of(case)}{page}"


def test_no_violation_of_wcag(place) -> None:
    here, _, _, _ = place
    axe = find_spec("axe_core_python")
    if axe is None or axe.origin is None:
        pytest.skip("axe-core-python is not installed")
    script = Path(axe.origin).with_name("axe.min.js").read_text(encoding="utf-8")
    run = (
        "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', "
        "'best-practice']}).then(r => r.violations.map(v => v.id + ': ' + "
        "v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | ')))"
    )
    with chromium() as browser:
        found: dict[str, list[str]] = {}
        for width, name in ((1280, "ada"), (1280, "root"), (390, "ada")):
            size = {"width": width, "height": 844}
            person = Person(browser, here, name, bypass_csp=True, viewport=size)
            addresses = [f"{here.url}/sign-in", *pages_of(person, "hom_nonsense")]
            if name == "root":
                addresses = [f"{here.url}/users"]
            elif width == 390:
                addresses = addresses[1:5:2]
            for address in addresses:
                if not address.endswith("/sign-in"):
                    person.let_in()
                person.page.goto(address)
                opened = "document.querySelectorAll('details').forEach(d => d.open = true)"
                person.page.evaluate(opened)
                person.page.evaluate(script)
                found[f"{address} at {width}"] = person.page.evaluate(run)
        assert {page: told for page, told in found.items() if told} == {}


def test_a_phone_shows_every_page_without_scrolling_sideways(place) -> None:
    here, _, _, _ = place
    with chromium() as browser:
        ada = Person(browser, here, "ada", viewport={"width": 390, "height": 844})
        ada.let_in()
        for address in pages_of(ada, "hom_nonsense"):
            ada.page.goto(address)
            assert ada.page.evaluate("document.documentElement.scrollWidth") <= 390, address


def test_hostile_text_does_nothing(place, tmp_path: Path) -> None:
    here, results, _, _ = place
    case = hostile_case(results, tmp_path)
    texts = [text for text in PAGE + TERMINAL + MARKUP if text.isprintable() and len(text) < 300]
    asked: list[str] = []
    with chromium() as browser:
        ada = Person(browser, here, "ada")
        ada.let_in()
        ada.page.on("request", lambda request: asked.append(request.url))
        ada.page.on("dialog", lambda _: asked.append("dialog"))
        ada.open(case)
        ada.decide("PM2", STOP, "add as met", strength="supporting", reason=" ".join(texts))
        ada.press("Save decisions")
        ada.page.get_by_label("Comment").fill("\n".join(texts))
        ada.press("Add the comment")
        ada.open(case, "/confirm")
        ada.page.locator("#order-number").fill(PAGE[1][:60])
        ada.page.locator("#order-text").fill(" ".join(texts))
        ada.press("Order")
        for address in pages_of(ada, case):
            ada.page.goto(address)
            assert ada.page.evaluate("document.documentElement.dataset.pwned") is None, address
            assert ada.page.locator("img, iframe, base, meta[http-equiv]").count() == 0, address
        elsewhere = [url for url in asked if not url.startswith(f"{here.url}/")]
        assert elsewhere == []
        assert ada.told == []
        name = ada.page.locator("nav.case-nav strong").inner_text()
        assert "<img" in name, "the text is there as it was written"


def hostile_case(results: Path, folder: Path) -> str:
    """A case whose name attacks the page, and whose INFO does."""
    name = PAGE[1]
    lines = (DEMO / "comphet_unphased.vcf").read_text(encoding="utf-8").splitlines()
    made = [
        line.replace("comphet_unphased", name)
        if line.startswith("#CHROM")
        else line.replace("MQ=60.00", f"MQ=60.00;X={PAGE[2].replace(' ', '').replace('=', '')}")
        for line in lines
    ]
    file = folder / "hostile.vcf"
    file.write_text("\n".join(made) + "\n", encoding="utf-8")
    done = main(["annotate", str(file), "--out", str(results), "--formats", "json"])
    assert done == 0
    return name


def test_the_keyboard_alone_reviews_and_signs(place) -> None:
    here, _, _, review = place
    with chromium() as browser:
        ada = Person(browser, here, "ada")
        ada.let_in()
        page = ada.page
        page.goto(here.url)
        tab_to(page, "a[data-case]")
        for _ in range(10):
            if page.evaluate("document.activeElement.textContent") == "hom_nonsense":
                break
            page.keyboard.press("ArrowDown")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.locator("nav.case-nav strong").inner_text() == "hom_nonsense"
        tab_to(page, "tr.control details.decide > summary")
        page.keyboard.press("Enter")
        tab_to(page, "fieldset input[type=radio]")
        page.keyboard.press("ArrowRight")
        tab_to(page, "textarea")
        page.keyboard.type("read with the keyboard")
        with page.expect_navigation():
            tab_to(page, ".save button")
            page.keyboard.press("Enter")
        assert "Your decisions are saved." in ada.text()
        ada.open("hom_nonsense", "/sign")
        tab_to(page, "input[type=password]")
        page.keyboard.type(PASSWORDS["ada"])
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert review.records()["hom_nonsense"].first == "ada"


def tab_to(page, selector: str) -> None:
    """Press Tab until an element has the focus."""
    for _ in range(400):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"{selector} is not reached")


def test_without_scripts_everything_is_there(place) -> None:
    here, _, _, review = place
    with chromium() as browser:
        eva = Person(browser, here, "eva", java_script_enabled=False)
        eva.let_in()
        eva.page.goto(f"{here.url}/?search=negative")
        eva.page.get_by_role("link", name="negative", exact=True).click()
        eva.page.get_by_label("Comment").fill("Nothing was run in this browser.")
        eva.press("Keep as draft")
        assert "Your draft is kept." in eva.text()
        eva.page.get_by_label("Comment").fill("Nothing was run in this browser.")
        eva.press("Add the comment")
        assert "Nothing was run in this browser." in eva.text()
        eva.page.get_by_label("Assign to").select_option("eva")
        eva.press("Assign")
        assert review.records()["negative"].assignee == "eva"
