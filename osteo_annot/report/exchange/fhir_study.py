"""What was studied, called and not called, exon by exon, as a genomic study of the guide."""

from __future__ import annotations

from collections.abc import Mapping

from osteo_annot.copies.callability import Callability
from osteo_annot.report.exchange import fhir_codes as codes
from osteo_annot.report.exchange.codes import clean
from osteo_annot.report.exchange.fhir_bundle import LABORATORY, Draft, Resource, notes
from osteo_annot.report.exchange.fhir_codes import answer, concept, extension, profile
from osteo_annot.report.text import exon_list
from osteo_annot.sentences.texts import exchange as say

_METHODS = {
    "small_variants": ("sequence-analysis-of-the-entire-coding-region", "DNA"),
    "deletions": ("deletion-duplication-analysis", "CNV"),
}
"""Method and kind of change by the guide's own lists."""


def add_study(draft: Draft) -> str:
    """One analysis per question, and the study that holds them."""
    exons = draft.result.callability.exons
    small = {e.exon: e.small_variants is Callability.CALLABLE for e in exons}
    deletions = {e.exon: e.deletions is Callability.CALLABLE for e in exons}
    parts = [
        _analysis(draft, "small_variants", "Small variants", small),
        _analysis(draft, "deletions", "Deletions of exons", deletions),
    ]
    study = _procedure(
        draft,
        "genomic-study",
        [extension("genomic-study-analysis-ext", valueReference=draft.to(part)) for part in parts],
    )
    if draft.has("request"):
        study["basedOn"] = [draft.to("request")]
    return draft.add("study", {**study, "note": notes(*_hidden(draft))})


def _procedure(draft: Draft, kind: str, extensions: list[Resource]) -> Resource:
    """A study or a part of it."""
    return {
        "resourceType": "Procedure",
        "meta": profile(kind),
        "extension": extensions,
        "status": "completed",
        "category": LABORATORY,
        "subject": draft.to("patient"),
    }


def _hidden(draft: Draft) -> list[str]:
    """Why calls could be missed, exon by exon, and what limits the analysis."""
    spots = [
        f"Exon {exon.exon}: {spot.code.text} {spot.where}"
        for exon in draft.result.callability.exons
        for spot in exon.blind_spots
    ]
    return [*spots, *(limit.text for limit in draft.result.limits)]


def _analysis(draft: Draft, key: str, title: str, could_be_judged: Mapping[int, bool]) -> str:
    """The exons that could and could not be judged for one question."""
    regions: list[Resource] = [
        {"url": "description", "valueString": say.EXONS_WITH_FLANKS(question=title).text},
        {"url": "studied", "valueCodeableConcept": _region(draft, [])},
    ]
    for url, called in (("called", True), ("uncalled", False)):
        having = [exon for exon, judged in could_be_judged.items() if judged is called]
        if having:
            regions.append({"url": url, "valueCodeableConcept": _region(draft, having)})
    method, change = _METHODS[key]
    extensions = [
        extension("genomic-study-analysis-title", valueString=title),
        extension(
            "genomic-study-analysis-change-type",
            valueCodeableConcept=concept(codes.CHANGE_TYPES, change),
        ),
        extension(
            "genomic-study-analysis-genome-build",
            valueCodeableConcept=answer(codes.ASSEMBLY[draft.result.assembly]),
        ),
        extension("genomic-study-analysis-specimen", valueReference=draft.to("specimen")),
        extension("genomic-study-analysis-regions", extension=regions),
    ]
    if any(could_be_judged.values()):  # a method that reached no exon was not used
        used = concept(codes.METHOD_TYPES, method)
        extensions.append(
            extension("genomic-study-analysis-method-type", valueCodeableConcept=used)
        )
    return draft.add(f"analysis {key}", _procedure(draft, "genomic-study-analysis", extensions))


def _region(draft: Draft, exons: list[int]) -> Resource:
    """The gene as a code, with exons in words."""
    gene = draft.gene
    text = f"{gene.symbol} {exon_list(exons)}" if exons else gene.symbol
    return concept(codes.HGNC, gene.hgnc, gene.symbol, clean(text))
