"""Each writer against a result built by hand: no file, no judgement, milliseconds."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from osteo_annot.copies.outcome import Effect
from osteo_annot.events.model import EventKind, Zygosity
from osteo_annot.evidence.criterion import AcmgClass
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.reference import embedded_reference
from osteo_annot.report.exchange.codes import Site
from osteo_annot.report.exchange.fhir import fhir_of
from osteo_annot.report.exchange.phenopacket import phenopacket_of
from osteo_annot.report.exchange.vcf import vcf_text
from osteo_annot.report.exchange.vrs import vrs_of
from osteo_annot.report.figure.copies import copies_figure
from osteo_annot.report.figure.protein import protein_figure
from osteo_annot.report.page.html import render_html
from osteo_annot.report.page.open_parts import is_fully_examined
from osteo_annot.report.page.view import look
from osteo_annot.report.result.copy_model import Copy
from osteo_annot.report.result.copy_words import exon_codes, exon_words, lost_words
from osteo_annot.report.result.document import document_of, json_text, result_from_json
from osteo_annot.report.table.cohort import cohort_row
from osteo_annot.report.table.tsv import event_rows
from osteo_annot.verdict.copy_status import CopyStatus
from osteo_annot.verdict.state import State
from tests.typed import one_copy, outcome, small_event, small_result

SITE = Site("chr6", embedded_reference(Assembly.GRCH38))
BREAKEND = small_event(id="B", kind=EventKind.BREAKEND, ref="", alt="N]chr9:5]", exons=[])
KINDS = {
    EventKind.SMALL_VARIANT: small_event(),
    EventKind.BREAKEND: BREAKEND,
    **{
        kind: small_event(id=kind.value, kind=kind, ref="", alt=f"<{kind.name[:3]}>")
        for kind in (
            EventKind.DELETION,
            EventKind.DUPLICATION,
            EventKind.INVERSION,
            EventKind.INSERTION,
        )
    },
}


@pytest.mark.parametrize("kind", list(EventKind))
def test_every_kind_of_event_is_written_in_every_format(kind: EventKind) -> None:
    """No kind falls out of a table of symbols or terms (earned claims, point 7)."""
    result = small_result(KINDS[kind])
    assert [row["kind"] for row in event_rows(result)] == [kind]
    assert vcf_text(result, SITE.contig, SITE.reference).splitlines()[-1].startswith("chr6\t")
    assert len(vrs_of(result, SITE.reference)["events"]) == 1
    assert phenopacket_of(result, SITE).interpretations[0].diagnosis.genomic_interpretations
    assert "variant" in json.dumps(fhir_of(result, SITE))
    assert "c.36T&gt;A" in render_html(result)
    assert result_from_json(json_text(document_of(result))) == result


@pytest.mark.parametrize(
    ("zygosity", "genotype"),
    [
        (Zygosity.HETEROZYGOUS, "0/1"),
        (Zygosity.APPARENT_HOMOZYGOUS, "1/1"),
        (Zygosity.HEMIZYGOUS, "1"),
        (Zygosity.HALF_CALL, "./1"),
        (Zygosity.MOSAIC_OR_ARTEFACT, "./."),
        (Zygosity.UNKNOWN, "./."),
    ],
)
def test_genotype_in_vcf_says_no_more_than_is_known(zygosity: Zygosity, genotype: str) -> None:
    text = vcf_text(small_result(small_event(zygosity=zygosity)), SITE.contig, SITE.reference)
    assert text.rstrip().rsplit("\t", 1)[-1] == genotype


@pytest.mark.parametrize("class_", list(AcmgClass))
def test_every_class_has_its_code_and_its_words(class_: AcmgClass) -> None:
    event = small_event()
    proposed = replace(event.classification, class_=class_)
    result = small_result(replace(event, classification=proposed))
    assert event_rows(result)[0]["class"] == class_
    assert f"{class_.value} ({class_.text})" in render_html(result)
    assert fhir_of(result, SITE)["resourceType"] == "Bundle"


@pytest.mark.parametrize("state", list(State))
def test_every_state_has_a_look_and_a_row(state: State) -> None:
    row = cohort_row(small_result(state=state), "")
    assert (row["state"], row["state_text"]) == (state, state.text)
    assert look(state).boxes
    assert (look(state).boxes == "■■") == state.is_biallelic


@pytest.mark.parametrize(
    ("copy", "lost", "words"),
    [
        (one_copy(1), "none", "exons 1–6 intact where examined"),
        (one_copy(1, CopyStatus.NOT_EXAMINED), "exons 1–6 not examined", "exons 1–6 not examined"),
        (
            one_copy(1, CopyStatus.ALTERED, outcome=outcome(exons_lost=[1, 2])),
            "exons 1–2",
            "exons 1–6 lost or altered",
        ),
    ],
)
def test_words_of_a_copy(copy: Copy, lost: str, words: str) -> None:
    assert (lost_words(copy), exon_words(copy)) == (lost, words)
    assert exon_codes(copy).count(":") == 6


def test_figures_draw_what_was_not_examined_as_that() -> None:
    unseen = one_copy(
        2,
        CopyStatus.NOT_EXAMINED,
        outcome=outcome(
            effect=Effect.NOT_EXAMINED, protein="p.?", null=None, residues_lost=None, product=None
        ),
    )
    result = small_result(copies=[one_copy(1), unseen])
    drawn = copies_figure(result)
    assert drawn.count('class="unseen"') == 8  # six exons, two of them with an untranslated part
    assert drawn.count(">not examined</text>") == 6
    assert "? not examined" in drawn
    assert "function kept" in drawn
    assert protein_figure(result).count("not examined</text>") == 1
    assert 'class="unseen"' not in copies_figure(small_result())


def test_a_contradiction_has_no_certain_variant() -> None:
    result = small_result(small_event(), state=State.INDETERMINATE)
    presence = [
        entry["resource"]["valueCodeableConcept"]["coding"][0]["code"]
        for entry in fhir_of(result, SITE)["entry"]
        if entry["resource"].get("code", {}).get("coding", [{}])[0].get("code") == "69548-6"
    ]
    assert presence == ["LA11884-6"]


def test_nothing_is_missing_where_everything_was_examined() -> None:
    assert is_fully_examined(small_result())
    assert is_fully_examined(small_result(copies=[one_copy(1), one_copy(2)]))


def test_unknown_fields_and_values_of_a_result_file_are_refused() -> None:
    """A file of another schema is no result: nothing is guessed, nothing is dropped."""
    document = document_of(small_result(small_event()))
    for change in ({"extra": 1}, {"assembly": "GRCh36"}, {"copies": None}):
        with pytest.raises(ValueError, match="validation error"):
            result_from_json(json.dumps({**document, **change}))
