"""A signed report as a submission of germline variants to ClinVar.

A submission is about variants and not about a person: no name, identifier, date of birth, sample or
free text of a reviewer goes into it. Each variant is a record of its own; two that decide together
are one more, as a set that tells their phase. Fields and words: ClinVar, "Submission API"
(www.ncbi.nlm.nih.gov/clinvar/docs/api_http/); what of them is used stands in
``clinvar.schema.json``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from osteo_annot.errors import RefusalCode
from osteo_annot.events.model import Zygosity
from osteo_annot.evidence.criterion import AcmgClass, Status
from osteo_annot.intake.person.form import Line, Part, read_form
from osteo_annot.record.phenotype import TermAnswer
from osteo_annot.report.result.model import Event, Result
from osteo_annot.report.result.named_events import along_the_gene, event_name, is_named
from osteo_annot.report.result.release_model import Release, SignedResult, day_of
from osteo_annot.review.documents.clinvar_variant import (
    cannot_be_told,
    hgvs_name,
    is_small,
    method_type,
    variant_of,
)
from osteo_annot.values import dataclass
from osteo_annot.verdict.state import State

_CLASS = {
    AcmgClass.P: "Pathogenic",
    AcmgClass.LP: "Likely pathogenic",
    AcmgClass.VUS: "Uncertain significance",
    AcmgClass.LB: "Likely benign",
    AcmgClass.B: "Benign",
}
_FROM_WORST = tuple(_CLASS)
_INHERITANCE = "Autosomal recessive inheritance"
_SET = {
    State.BIALLELIC_COMPHET_TRANS: "compoundHeterozygoteSet",
    State.BIALLELIC_HEMI_OVER_DEL: "compoundHeterozygoteSet",
    State.POSSIBLE_COMPHET_UNPHASED: "phaseUnknownSet",
    State.CIS_PAIR: "haplotypeSet",
}
"""The set that tells the phase of two variants: on opposite copies, not known, on one copy."""
_JOINED = {
    "compoundHeterozygoteSet": "[{}];[{}]",
    "phaseUnknownSet": "{}(;){}",
    "haplotypeSet": "[{};{}]",
}
"""HGVS, "Alleles": in trans, phase not known, in cis."""


class Criteria(Part):
    """The published criteria by which the laboratory classifies."""

    db: Literal["PubMed", "DOI", "pmc"] = "PubMed"
    id: Annotated[str, StringConstraints(pattern=r"^[^;\s]{1,100}$")] = "32720330"
    """Tavtigian 2020, the points of this program."""


Accession = Annotated[str, StringConstraints(pattern=r"^SCV[0-9]{9}$")]


class ClinvarSettings(Part):
    """What a laboratory says of its submission; all may be left out."""

    submission_name: Line = ""
    release: Literal["public", "hold until published"] = "public"
    criteria: Criteria = Field(default_factory=Criteria)
    behalf_of: Annotated[int, Field(ge=1)] | None = None
    """Number of the organisation on whose behalf it is submitted."""
    affected: Literal["yes", "no", "unknown", "not provided"] = "unknown"
    """Whether the person is affected by OPTB5, as the laboratory knows it."""
    accessions: dict[str, Accession] = Field(default_factory=dict)
    """Accession of the laboratory's own earlier record, by ``localID``."""
    sets: bool = True
    """Whether two variants that decide together are submitted as a set too."""

    @model_validator(mode="after")
    def _short(self) -> Self:
        """A submission has at most 10,000 records."""
        if len(self.accessions) > 10_000:
            raise ValueError("At most 10,000 accessions")
        return self


def read_settings(path: Path) -> ClinvarSettings:
    """The settings in a JSON file.

    Raises RefusedError (FILE_NOT_FOUND, CLINVAR_SETTINGS_INVALID) with every fault of the file.
    """
    return read_form(
        path, RefusalCode.CLINVAR_SETTINGS_INVALID, ClinvarSettings.model_validate_json
    )


@dataclass(frozen=True, slots=True)
class Submission:
    """A submission, and what its sender should know."""

    document: dict[str, Any] | None
    """None where nothing can be submitted."""
    remarks: tuple[str, ...]
    """Each event that is not in it, with the reason; what a record should say and does not."""

    @property
    def text(self) -> str:
        """The submission as JSON; empty without one."""
        if self.document is None:
            return ""
        return json.dumps(self.document, ensure_ascii=False, indent=2) + "\n"


def clinvar_submission(
    signed: SignedResult, keys: Mapping[str, str], settings: ClinvarSettings | None = None
) -> Submission:
    """The submission of a signed report; of a withdrawn one the deletion of its records.

    ``keys``: by the id of an event the key by which the review knows it (see :func:`local_id`).
    """
    settings, release = settings or ClinvarSettings(), signed.release
    told = along_the_gene(event for event in signed.events if is_named(event))
    reasons = {event.id: _not_submitted(event, signed) for event in told}
    events = [event for event in told if not reasons[event.id]]
    if release.withdrawn:
        return Submission(_deletion(signed, keys, settings), ())
    if new := release.replaced_by:
        told_of = f"Version {new.version} stands in the place of this one: submit that."
        return Submission(None, (told_of,))
    remarks = [f"{event_name(e)} is left out: {reasons[e.id]}." for e in told if reasons[e.id]]
    remarks += [
        f"{event_name(e)}: how it was found is not known, and ClinVar asks for it."
        for e in events
        if not is_small(e) and not method_type(e)
    ]
    records = [_record(event, signed, local_id(event, keys), settings) for event in events]
    records += _sets(events, signed, keys, settings)
    return Submission(_whole(records, settings) if records else None, tuple(remarks))


def _not_submitted(event: Event, signed: SignedResult) -> str:
    """Why an event is not submitted; empty where it is."""
    if event.filters:
        return "every caller filtered it"
    if event.zygosity is Zygosity.MOSAIC_OR_ARTEFACT:
        return "it may be mosaic or an artefact"
    if signed.verdict.state is State.INDETERMINATE:
        return "the sources contradict each other"
    return cannot_be_told(event)


def _whole(records: list[dict[str, Any]], settings: ClinvarSettings) -> dict[str, Any]:
    """The submission of some records."""
    return {
        **({"submissionName": settings.submission_name} if settings.submission_name else {}),
        "clinvarSubmissionReleaseStatus": settings.release,
        "assertionCriteria": settings.criteria.model_dump(),
        **({"behalfOrgID": settings.behalf_of} if settings.behalf_of else {}),
        "germlineSubmission": records,
    }


def _deletion(
    signed: SignedResult, keys: Mapping[str, str], settings: ClinvarSettings
) -> dict[str, Any] | None:
    """The deletion of the records of a withdrawn report; None where no accession is known."""
    known = {local_id(event, keys) for event in signed.events}
    asked = [
        accession
        for name, accession in settings.accessions.items()
        if known.issuperset(name.split("+"))  # of a set both variants
    ]
    if not asked:
        return None
    reason = "The report on which the record rests was withdrawn."
    return {
        "clinvarDeletion": {
            "accessionSet": [
                {"accession": accession, "reason": reason} for accession in dict.fromkeys(asked)
            ]
        }
    }


def _record(
    event: Event, signed: SignedResult, key: str, settings: ClinvarSettings
) -> dict[str, Any]:
    """The record of one variant."""
    method = "" if is_small(event) else method_type(event)
    return {
        **_identity(key, signed, settings),
        "variantSet": {"variant": [variant_of(event, signed.assembly)]},
        "germlineClassification": _classification(
            _CLASS[event.classification.class_], _criteria_text(event), signed.release
        ),
        "conditionSet": _condition(signed),
        "observedIn": [_observation(signed, _origin(event, signed), settings, method)],
    }


def _sets(
    events: list[Event], signed: SignedResult, keys: Mapping[str, str], settings: ClinvarSettings
) -> Iterator[dict[str, Any]]:
    """Two variants that decide together, as a set by their phase; else nothing."""
    pair = [event for event in events if event.id in signed.verdict.deciding]
    kind = _SET.get(signed.verdict.state, "")
    if not settings.sets or not kind or len(pair) != 2 or len(signed.verdict.deciding) != 2:
        return
    name = set_name(pair, kind)
    if not name:
        return
    key = "+".join(local_id(event, keys) for event in pair)
    variants = [variant_of(event, signed.assembly) for event in pair]
    class_ = max((e.classification.class_ for e in pair), key=_FROM_WORST.index)
    told = "; ".join(f"{hgvs_name(e)}: {_criteria_text(e)}" for e in pair)
    phase = "; ".join(dict.fromkeys(event.phase.source.text for event in pair))
    comment = f"Phase: {phase}. The set has the lower class of its variants. {told}"
    methods = [method_type(event) for event in pair if not is_small(event)]
    yield {
        **_identity(key, signed, settings),
        kind: {"hgvs": name, **_members(kind, variants)},
        "germlineClassification": _classification(_CLASS[class_], comment, signed.release),
        "conditionSet": _condition(signed),
        "observedIn": [_observation(signed, "germline", settings, next(filter(None, methods), ""))],
    }


def _members(kind: str, variants: list[dict[str, Any]]) -> dict[str, Any]:
    """The variants of a set; of a compound heterozygote each copy is a set of its own."""
    if kind == "compoundHeterozygoteSet":
        return {"variantSets": [{"variantSet": {"variant": [one]}} for one in variants]}
    return {"variants": variants}


def set_name(pair: list[Event], kind: str) -> str:
    """Both variants in HGVS on one sequence; empty where they have no names on the same one."""
    for sequence, level, names in (
        (pair[0].hgvs.transcript, "c.", [e.hgvs.c for e in pair]),
        (pair[0].hgvs.genome, "g.", [e.hgvs.g for e in pair]),
    ):
        if all(names):
            return f"{sequence}:{level}{_JOINED[kind].format(*(n[2:] for n in names))}"
    return ""


def local_id(event: Event, keys: Mapping[str, str]) -> str:
    """Name of a variant for ClinVar: the key of the event; of a structural one with its place.

    The review knows a loss of an exon by what it takes, wherever its ends are; two losses with
    other ends are two variants.
    """
    key, place = keys.get(event.id, event.id), event.location
    return key if event.ref else f"{key}:{place.start}-{place.end}"


def _identity(key: str, signed: Result, settings: ClinvarSettings) -> dict[str, Any]:
    """Names of the record, and whether ClinVar has it already."""
    known = settings.accessions.get(key)
    return {
        "localID": key,
        "localKey": f"{key}|{signed.record.contents.disease.id}",
        "recordStatus": "update" if known else "novel",
        **({"clinvarAccession": known} if known else {}),
    }


def _classification(class_: str, comment: str, release: Release) -> dict[str, Any]:
    """The class with its date, how it was reached, and what the reviewers cited."""
    cited = dict.fromkeys(
        citation.removeprefix("PMID ")
        for decision in release.decisions
        for citation in decision.citations
        if citation.removeprefix("PMID ").isdigit()
    )
    citations = [{"db": "PubMed", "id": pmid} for pmid in cited]
    return {
        "germlineClassificationDescription": class_,
        "modeOfInheritance": _INHERITANCE,
        "dateLastEvaluated": day_of(release.signed),
        "comment": comment,
        **({"citation": citations} if citations else {}),
    }


def _criteria_text(event: Event) -> str:
    """Criteria that were met, with strength, and the points; nothing of the person."""
    found = event.classification
    met = [f"{c.code} {c.strength.text}" for c in found.ledger if c.status is Status.MET]
    return f"{', '.join(met) or 'no criterion met'}; {found.points} points. {found.scheme}."


def _condition(signed: Result) -> dict[str, Any]:
    """The disease of the record."""
    return {
        "condition": [{"db": "OMIM", "id": signed.record.contents.disease.id.removeprefix("OMIM:")}]
    }


def _origin(event: Event, signed: Result) -> str:
    """From whom the variant is, where the phase tells it."""
    origins = [signed.copies[number - 1].origin for number in event.phase.copies]
    if len(origins) == 1 and origins[0] in {"maternal", "paternal"}:
        return origins[0]
    return "biparental" if set(origins) == {"maternal", "paternal"} else "germline"


def _observation(
    signed: Result, origin: str, settings: ClinvarSettings, method: str
) -> dict[str, Any]:
    """One person, with the findings that were looked for."""
    features = [
        {
            "db": "HP",
            "id": term.id,
            "clinicalFeaturesAffectedStatus": "absent"
            if term.answer is TermAnswer.ABSENT
            else "present",
        }
        for term in signed.hpo.given
    ]
    return {
        "affectedStatus": settings.affected,
        "alleleOrigin": origin,
        "collectionMethod": "clinical testing",
        "numberOfIndividuals": 1,
        **({"structVarMethodType": method} if method else {}),
        **({"clinicalFeatures": features} if features else {}),
    }
