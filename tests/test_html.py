"""The report page and the cohort page: what a reader sees first, and what can never happen."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from osteo_annot.report.page.cohort import render_cohort
from osteo_annot.report.page.html import render_html
from osteo_annot.report.result.build import Options
from osteo_annot.report.result.document import document_of, json_text, result_from_json
from osteo_annot.report.result.model import Event, Result
from osteo_annot.report.table.cohort import cohort_row, refused_row
from tests.typed import judged, with_texts
from tests.vcf_builder import FRAMESHIFT, GVCF_HEADER, NONSENSE, SV_HEADER, Vcf, deletion_search

HOSTILE = "<script>alert(1)</script>\"'><img src=https://x.invalid onerror=alert(1)>{{7*7}}\u202e"


class Page(HTMLParser):
    """Text by element, and everything that could act or reach out."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.text: list[str] = []
        self._silent = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self._silent += tag in {"style", "script"}

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in {"style", "script"}

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.text.append(data)

    @property
    def words(self) -> str:
        return " ".join(" ".join(self.text).split())


@pytest.fixture
def fx_pair(tmp_path: Path) -> Result:
    """Two unphased candidates, with HPO terms."""
    vcf = Vcf().add(NONSENSE, "0/1").add(FRAMESHIFT, "0/1")
    return judged(tmp_path, vcf, options=Options(("HP:0011002", "HP:0000001")))


def test_the_answer_stands_first(fx_pair: Result) -> None:
    page = render_html(fx_pair)
    assert Page(page).words.index(fx_pair.verdict.headline) < 1200
    order = [
        page.index(told)
        for told in (
            'id="title"', 'id="result"', "How sure, and why", ">Deciding variants",
            'id="copies-h1"', ">Interpretation<", ">Not examined<", 'id="next"', 'id="sign"',
            'id="evidence"', 'id="family"', 'id="criteria"', 'id="appendix"', 'id="why"',
            'id="copies"',
            'id="events"', 'id="callability"', 'id="methods"', 'id="record"', 'id="ledger"',
            'id="review"',
        )
    ]  # fmt: skip
    assert order == sorted(order)


def test_every_coded_sentence_and_ledger_entry_is_shown(fx_pair: Result) -> None:
    words = Page(render_html(fx_pair)).words
    verdict = fx_pair.verdict
    for group in (
        verdict.reasons,
        verdict.contradictions,
        verdict.would_change,
    ):
        for statement in group:
            assert statement.text in words
            assert statement.code in words
    assert all(test.text in words for test in verdict.next_tests)
    for limit in fx_pair.limits:
        assert limit.text in words
    for entry in fx_pair.ledger:
        assert entry.id in words
        assert entry.text in words


def test_unknown_phase_shows_worst_and_best(fx_pair: Result) -> None:
    words = Page(render_html(fx_pair)).words
    assert "2 ways" in words
    assert fx_pair.arrangements.best_case[0].outcome.effect_text in words


def test_no_event_of_an_unphased_pair_is_drawn_as_placed(fx_pair: Result) -> None:
    """Copy 1 of the first event is a convention: both are drawn as of unknown phase."""
    text = render_html(fx_pair)
    drawing = text[text.index("<svg") : text.index("</svg>")]
    assert len(re.findall(r">c\.\S+ \(phase unknown\)<", drawing)) == 2
    assert drawing.count('class="mark open"') == 2
    assert 'class="mark"' not in drawing


def test_only_what_is_missing_stands_under_missing(tmp_path: Path) -> None:
    """A homozygous loss of exons 2 and 3 is not told as not excluded there."""
    loss = Vcf(extra_header=SV_HEADER).exons(2, 3, "1/1")
    text = render_html(judged(tmp_path, loss))
    words = Page(text[text.index('id="page-one"') : text.index('id="page-two"')]).words
    assert "Not examined Small variants: exons 1, 4–6 not assessed." in words
    assert "Deletions: exons 1–6 callable." not in words
    assert "not excluded by confident calls in exons 1, 4–6." in words


def test_function_is_not_told_as_kept_where_nothing_was_examined(tmp_path: Path) -> None:
    """Missing data is never reference: the drawing and the table say how far it was examined."""
    seen = Vcf(extra_header=GVCF_HEADER).reference_blocks("0/0:40:99:35")
    both = judged(tmp_path, seen, deletion_search())
    assert "function kept" in render_html(both)
    assert "Not fully examined" not in render_html(both)
    none = render_html(judged(tmp_path, Vcf()))
    assert "function kept" not in none
    assert none.count("Not fully examined; nothing that breaks it was found") >= 2
    assert "Normal protein expected" not in none


def test_phenotype_is_three_valued(fx_pair: Result) -> None:
    words = Page(render_html(fx_pair)).words
    assert "Osteopetrosis HP:0011002 ✓ present, in the record 5/5" in words
    assert "HP:0000001 ✓ present, not in the record" in words
    count = len(fx_pair.hpo.not_assessed)
    assert f"{count} phenotypes of the record not assessed" in words


def test_record_shows_sources_statuses_and_the_caveat(fx_pair: Result) -> None:
    words = Page(render_html(fx_pair)).words
    assert fx_pair.record.contents.orphanet_caveat.text in words
    shown = [s for s in fx_pair.record.contents.allelic_spectrum if s.status != "VERIFIED"]
    assert shown
    for statement in shown:
        assert re.search(re.escape(statement.text) + r"\s+status: " + statement.status, words)
    assert "PMID 16813530" in words


def test_wording_rules(fx_pair: Result, tmp_path: Path) -> None:
    """Clinical rules 3.2."""
    empty = judged(tmp_path, Vcf())
    for page in (render_html(fx_pair), render_html(empty)):
        words = Page(page).words.lower()
        assert "mutation" not in words
        assert "negative for" not in words
        assert "polymorphism" not in words
    words = Page(render_html(empty)).words
    assert "not fully examined" in words


def test_class_never_stands_without_scheme(fx_pair: Result) -> None:
    words = Page(render_html(fx_pair)).words
    for match in re.finditer(r"LP \(likely pathogenic\)", words):
        assert "Tavtigian 2020" in words[match.start() : match.start() + 200]


def test_lost_exons_are_told_in_words(tmp_path: Path) -> None:
    loss = Vcf(extra_header=SV_HEADER).exons(2, 3, "1/1")
    page = render_html(judged(tmp_path, loss))
    drawing = page[page.index("<svg") : page.index("</svg>")]
    assert len(re.findall(r">lost<", drawing)) == 4
    assert "<title" in drawing
    assert "exons 2–3" in Page(page).words


def test_page_loads_and_runs_nothing(fx_pair: Result) -> None:
    text = render_html(fx_pair)
    page = Page(text)
    assert not set(page.tags) & {
        "script",
        "link",
        "img",
        "iframe",
        "object",
        "embed",
        "form",
        "base",
    }
    assert not [a for a in page.attributes if a[1].startswith("on") or a[1] in {"src", "style"}]
    links = [v for _, name, v in page.attributes if name == "href"]
    outside = [link for link in links if not link.startswith("#")]
    assert all(re.match(r"https://[a-z.]+/[A-Za-z0-9_./?=&:;-]+$", link) for link in outside)
    assert {urlsplit(link).hostname for link in outside} >= {
        "www.ncbi.nlm.nih.gov", "gnomad.broadinstitute.org", "genome.ucsc.edu",
        "pubmed.ncbi.nlm.nih.gov", "omim.org", "hpo.jax.org",
    }  # fmt: skip
    told = [v for tag, name, v in page.attributes if (tag, name) == ("a", "rel")]
    assert len(told) == len(outside)
    assert set(told) == {"noreferrer noopener"}
    places = {v for _, name, v in page.attributes if name == "id"}
    assert {link[1:] for link in links if link.startswith("#")} <= places
    assert "default-src &#39;none&#39;" in text or "default-src 'none'" in text
    assert len(text.encode()) < 2_000_000


def test_hostile_text_anywhere_is_inert(fx_pair: Result) -> None:
    poisoned = with_texts(fx_pair, lambda _, text: text if text.isidentifier() else HOSTILE)
    page = Page(render_html(replace(poisoned, sample=HOSTILE, events=_named(fx_pair, poisoned))))
    assert not set(page.tags) & {"script", "img"}
    assert not [a for a in page.attributes if a[1].startswith("on")]
    assert "49" not in page.words.split()


def _named(whole: Result, poisoned: Result) -> list[Event]:
    """The poisoned events under their own ids, so that the copies still find them."""
    pairs = zip(whole.events, poisoned.events, strict=True)
    return [replace(event, id=own.id) for own, event in pairs]


def test_printed_footer_names_the_sample_without_letting_it_out(fx_pair: Result) -> None:
    """In CSS every character but ASCII letters and digits stands as an escape (CSS Syntax 3)."""
    text = render_html(replace(fx_pair, sample='a"; } </style><script>\n\\'))
    styles = re.findall(r"<style>(.*?)</style>", text, flags=re.DOTALL)
    assert len(styles) == 2
    found = re.fullmatch(
        r'@page \{ @bottom-left \{ content: "((?:\w|\\[0-9a-f]{6})*)"; \} \}', styles[1]
    )
    assert found is not None
    shown = re.sub(r"\\([0-9a-f]{6})", lambda m: chr(int(m[1], 16)), found[1])
    assert 'a"; } </style><script>[U+000A]\\' in shown
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    for style in styles:
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        assert f"sha256-{digest}" in html.unescape(policy[1])


def test_same_result_same_bytes(fx_pair: Result) -> None:
    assert render_html(fx_pair) == render_html(result_from_json(json_text(document_of(fx_pair))))


def test_long_ledger_stays_small_and_keeps_count(tmp_path: Path) -> None:
    vcf = Vcf(extra_header=GVCF_HEADER)
    for position in range(108_064_185, 108_064_185 + 900):
        vcf.add((position, "N", "<NON_REF>"), "0/0:30:60:25", fmt="GT:DP:GQ:MIN_DP", filters=".")
    found = judged(tmp_path, vcf)
    text = render_html(found)
    assert len(found.ledger) == 900
    assert "900" in Page(text).words
    assert len(text) < 600_000


def cohort_of(found: Result) -> str:
    hostile = dict(cohort_row(found, "javascript:alert(1)"), sample=HOSTILE)
    return render_cohort(
        [cohort_row(found, "cases/0001/P1.html"), hostile, refused_row(HOSTILE, [])]
    )


def test_cohort_page_links_only_to_plain_relative_reports(fx_pair: Result) -> None:
    page = Page(cohort_of(fx_pair))
    links = [v for _, name, v in page.attributes if name == "href"]
    assert [link for link in links if not link.startswith("#")] == ["cases/0001/P1.html"]
    assert "img" not in page.tags
    assert page.tags.count("script") == 1
    assert "3 persons" in page.words
    assert "Tavtigian 2020" in page.words
    assert "Input refused" in page.words


def test_cohort_page_allows_only_its_own_script(fx_pair: Result) -> None:
    text = cohort_of(fx_pair)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    assert re.search(r"script-src (&#39;|')sha256-", policy[1])
    assert "unsafe" not in policy[1]
