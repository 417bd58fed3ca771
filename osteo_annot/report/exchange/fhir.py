"""The result as a FHIR R4 bundle by the HL7 Genomics Reporting guide (3.0.0), for clinical systems.

Everything is preliminary unless it was signed in the review, or the order says who signed.
``Absent`` is said only where every exon could be judged; the regions called and not called stand in
the genomic study, exon by exon.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from osteo_annot.report.exchange import fhir_codes as codes
from osteo_annot.report.exchange.codes import Site, clean, write_json
from osteo_annot.report.exchange.fhir_bundle import GENETICS, Draft, Resource
from osteo_annot.report.exchange.fhir_codes import concept, extension, profile
from osteo_annot.report.exchange.fhir_findings import add_findings
from osteo_annot.report.exchange.fhir_history import add_history, add_tasks
from osteo_annot.report.exchange.fhir_order import add_order, performers
from osteo_annot.report.exchange.fhir_release import add_release, void_note
from osteo_annot.report.exchange.fhir_study import add_study
from osteo_annot.report.page.appendix import methods_of
from osteo_annot.report.page.interpretation import interpretation
from osteo_annot.report.result.model import Result
from osteo_annot.report.result.release_model import release_of
from osteo_annot.sentences.language import Language
from osteo_annot.sentences.texts import exchange as say

_OF_FHIR = "http://hl7.org/fhir/StructureDefinition"
_METHODS = {"Region", "Enrichment and platform", "Callers", "Depth", "Analytical performance"}
"""What of the methods has no place of its own in a bundle."""
_UNSIGNED = {"draft": "DRAFT, not signed. ", "preliminary": "PRELIMINARY, not signed. "}


def write_fhir(result: Result, path: Path, site: Site) -> None:
    """Write the bundle of a result as JSON, checked against the model of FHIR R4B."""
    from fhir.resources.R4B.bundle import Bundle  # lazy: only this writer needs it

    bundle = fhir_of(result, site)
    Bundle.model_validate(bundle)
    write_json(bundle, path)


def fhir_of(result: Result, site: Site) -> dict[str, Any]:
    """The bundle of a result: report first, then what it refers to."""
    draft = Draft(result, site)
    add_order(draft)
    results = add_findings(draft)
    history = add_history(draft)
    study = add_study(draft)
    tasks = add_tasks(draft)
    add_release(draft)
    _report(draft, results, [*history], study, tasks)
    report = draft.entries.pop()
    return {"resourceType": "Bundle", "type": "collection", "entry": [report, *draft.entries]}


def _report(
    draft: Draft, results: list[str], history: list[str], study: str, tasks: list[str]
) -> None:
    """The report that holds all together."""
    result = draft.result
    verdict = result.verdict
    said = _UNSIGNED.get(result.order.report_status if result.order else "draft", "")
    said += void_note(release_of(result))
    meaning = interpretation(result, Language.EN).text
    references = [("genomic-study-reference", study), *(("recommended-action", t) for t in tasks)]
    extensions = [extension(name, valueReference=draft.to(part)) for name, part in references]
    extensions += [
        {"url": f"{_OF_FHIR}/workflow-supportingInfo", "valueReference": draft.to(part)}
        for part in history
    ]
    resource: Resource = {
        "resourceType": "DiagnosticReport",
        "meta": profile("genomic-report"),
        "extension": [*extensions, *_replaced(result), *_remarks(result)],
        "status": draft.status,
        "category": [GENETICS],
        "code": concept(codes.LOINC, "51969-4", "Genetic analysis report"),
        "subject": draft.to("patient"),
        "specimen": [draft.to("specimen")],
        "result": [draft.to(part) for part in results],
        "conclusion": clean(f"{said}{verdict.headline} {meaning}", 4000),
        "conclusionCode": [concept(f"{codes.OWN}:state", verdict.state, verdict.state_text)],
        **_ordered(draft),
    }
    draft.add("report", resource)


def _ordered(draft: Draft) -> Resource:
    """Number, dates, laboratory and signatories, as far as they are told."""
    order = draft.result.order
    found: Resource = {}
    if performers(draft):
        found["performer"] = performers(draft)
    if order is None:
        return found
    found["basedOn"] = [draft.to("request")]
    signed = [draft.to(f"signatory {n}") for n in range(1, len(order.signed_by) + 1)]
    if signed:
        found["resultsInterpreter"] = signed
    if order.report_id:
        found["identifier"] = [{"value": clean(order.report_id, 200)}]
    if order.sample.collected:
        found["effectiveDateTime"] = order.sample.collected.isoformat()
    if order.issued:
        release = release_of(draft.result)
        found["issued"] = (  # FHIR asks for a time of day
            release.signed if release else f"{order.issued.isoformat()}T00:00:00Z"
        )
    return found


def _replaced(result: Result) -> list[Resource]:
    """The report in whose place this one stands, and why."""
    old = result.order.replaces if result.order else None
    if old is None:
        return []
    version = f"version {old.version}: " if old.version else ""
    reference = {
        "type": "DiagnosticReport",
        "identifier": {"value": clean(old.report_id, 200)},
        "display": clean(f"{version}{old.reason}", 400),
    }
    return [{"url": f"{_OF_FHIR}/diagnosticReport-replaces", "valueReference": reference}]


def _remarks(result: Result) -> list[Resource]:
    """How it was done and with which figures; what is not looked for, and what is done later."""
    lab = result.laboratory
    told = [
        ("test-methodology", f"{fact.label}: {fact.text}")
        for fact in methods_of(result)
        if fact.text and fact.label in _METHODS
    ]
    if lab and lab.secondary_findings:
        told.append(("test-disclaimer", say.SECONDARY_FINDINGS(policy=lab.secondary_findings).text))
    if lab and lab.reanalysis_months:
        told.append(("test-disclaimer", say.REANALYSIS(months=lab.reanalysis_months).text))
    return [extension("genomic-report-note", valueAnnotation=_remark(*one)) for one in told]


def _remark(kind: str, text: str) -> Resource:
    """A remark with its kind by the guide's own list."""
    coded = extension("annotation-code", valueCodeableConcept=concept(codes.NOTE_TYPES, kind))
    return {"extension": [coded], "text": clean(text, 4000)}
