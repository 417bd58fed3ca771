"""Typed results of tests: judged from files, built by hand, and changed in some of their texts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from osteo_annot.copies.callability import Callability
from osteo_annot.copies.outcome import Effect
from osteo_annot.copies.phase import PhaseSource
from osteo_annot.copies.search_kind import SearchKind
from osteo_annot.events.model import EventKind, Zygosity
from osteo_annot.evidence.assess import Tier
from osteo_annot.evidence.criterion import AcmgClass, Leaf, Strength
from osteo_annot.evidence.pvs1 import Pvs1Path
from osteo_annot.evidence.terms import Term
from osteo_annot.intake.case import read_inputs
from osteo_annot.locus.assembly import Assembly
from osteo_annot.record.disease import DiseaseRecord, record
from osteo_annot.record.phenotype import match_terms
from osteo_annot.report.result.build import Options, result_of
from osteo_annot.report.result.copy_model import Arrangements, Copy, ExonOnCopy, Outcome, Product
from osteo_annot.report.result.evidence_model import (
    ClassificationResult,
    Frequency,
    FrequencyStatus,
    OwnPoints,
    Pvs1,
    statement,
)
from osteo_annot.report.result.examined_model import CallableExons, ExonCallability
from osteo_annot.report.result.family_model import PersonInFamily
from osteo_annot.report.result.model import (
    Event,
    EventEvidence,
    HgvsNames,
    Location,
    Phase,
    Provenance,
    Result,
    Verdict,
)
from osteo_annot.report.result.wording import wording_of
from osteo_annot.verdict.confidence import Confidence, ConfidenceReason
from osteo_annot.verdict.copy_status import CopyStatus
from osteo_annot.verdict.state import State
from tests.vcf_builder import Vcf

T = TypeVar("T")


def judged(folder: Path, *vcfs: Vcf, options: Options | None = None) -> Result:
    """The result of the first sample of some files."""
    paths = [vcf.write(folder / f"{i}.vcf") for i, vcf in enumerate(vcfs)]
    return result_of(read_inputs(paths), vcfs[0].samples[0], options or Options())


def with_texts(value: T, change: Callable[[str, str], str], name: str = "") -> T:
    """The value with its texts changed, by the name of the field that holds each.

    Members of enums and the record stay as they are.
    """
    changed: Any = value
    if value.__class__ is str:
        changed = change(name, str(value))
    elif isinstance(value, list):
        changed = [with_texts(item, change, name) for item in value]
    elif isinstance(value, tuple):
        changed = tuple(with_texts(item, change, name) for item in value)
    elif isinstance(value, dict):
        changed = {key: with_texts(item, change, name) for key, item in value.items()}
    elif is_dataclass(value) and not isinstance(value, type):
        changed = replace(
            value,
            **{f.name: with_texts(getattr(value, f.name), change, f.name) for f in fields(value)},
        )
    elif hasattr(value, "model_copy") and not isinstance(value, DiseaseRecord):
        own = {n: with_texts(getattr(value, n), change, n) for n in type(value).model_fields}
        changed = value.model_copy(update=own)
    return changed  # type: ignore[no-any-return]


EXONS = range(1, 7)


def outcome(**changes: Any) -> Outcome:
    """A copy that makes the normal protein."""
    effect = changes.pop("effect", Effect.INTACT)
    whole = Outcome(
        effect, effect.text, "p.(=)", None, None, [], 0, Product(334, 334, 0), null=False
    )
    return replace(whole, **changes)


def one_copy(number: int, status: CopyStatus = CopyStatus.INTACT, **changes: Any) -> Copy:
    """A copy whose exons all have one status."""
    exons = [ExonOnCopy(exon, status) for exon in EXONS]
    whole = Copy(f"copy {number}", "unknown", [], status, exons, outcome())
    return replace(whole, **changes)


def small_event(**changes: Any) -> Event:
    """c.36T>A on one copy, of tier A."""
    null = outcome(effect=Effect.TRUNCATED_NMD, protein="p.(Cys12Ter)", null=True)
    names = HgvsNames(
        "g.108074616A>T", "c.36T>A", "p.(Cys12Ter)", "NM_014028.4", "NC_000006.12", ""
    )
    place = [108_074_616, 108_074_616]
    scheme = "scheme"
    whole = Event(
        id="E1",
        kind=EventKind.SMALL_VARIANT,
        location=Location(*place, place, place),
        ref="A",
        alt="T",
        hgvs=names,
        consequences=[Term.STOP_GAINED],
        exons=[1],
        zygosity=Zygosity.HETEROZYGOUS,
        zygosity_text=Zygosity.HETEROZYGOUS.text,
        tier=Tier.A,
        uncertain=False,
        phase=Phase(
            [1], PhaseSource.UNKNOWN, PhaseSource.UNKNOWN.text, wording_of(PhaseSource.UNKNOWN)
        ),
        filters=[],
        evidence=EventEvidence(null, [], {}, [], [], [], [], [], []),
        frequency=Frequency(FrequencyStatus.NOT_ASSESSED, "", [], None, []),
        scores=[],
        known=[],
        pvs1=Pvs1(Strength.VERY_STRONG, Pvs1Path.NF1, Pvs1Path.NF1.text, [], {}, []),
        classification=ClassificationResult(
            AcmgClass.LP, 8, [], [], [], 0.975, "", [],
            OwnPoints(0.0, Leaf.PM3_NO_SECOND_ALLELE, "", "", counted=False), scheme,
        ),
        riggs=None,
        observations=["f1.r1"],
        dbsnp=[],
        parts=[],
    )  # fmt: skip
    return replace(whole, **changes)


def small_result(*events: Event, state: State = State.MONOALLELIC, **changes: Any) -> Result:
    """A result built by hand, without any file: every exon was examined."""
    exons = [
        ExonCallability(
            exon=exon,
            small_variants=Callability.CALLABLE,
            deletions=Callability.CALLABLE,
            deletion_search=SearchKind.DEPTH,
            deletion_searches=[],
            homozygous_loss_excluded=True,
            source="",
            mean_depth=None,
            least_depth=None,
            depth_shares={},
            copy_ratio=None,
            blind_spots=[],
        )
        for exon in EXONS
    ]
    versions = {
        "osteo_annot": "0", "transcript": "NM_014028.4", "protein": "NP_054747.2", "record": "1",
        "hpo_annotations": "2025",
    }  # fmt: skip
    whole = Result(
        sample="P1",
        assembly=Assembly.GRCH38,
        provenance=Provenance([], versions, {}),
        verdict=Verdict(
            state,
            state.text,
            Confidence.MODERATE,
            statement(ConfidenceReason.PHASE_OPEN, ConfidenceReason.PHASE_OPEN),
            "Headline.",
            [],
            "",
            [],
            [],
            [],
            [],
            [],
            [],
            [],
        ),
        copies=[one_copy(1, events=[event.id for event in events]), one_copy(2)],
        arrangements=Arrangements(1, "only", []),
        readings=[],
        events=list(events),
        callability=CallableExons(exons),
        reads=None,
        pictures=None,
        homozygosity=None,
        person=PersonInFamily("unknown", "unknown", "", ""),
        family=[],
        family_statements=[],
        order=None,
        laboratory=None,
        hpo=match_terms(()),
        differential=[],
        record=record(),
        limits=[],
        input_notes=[],
        ledger=[],
        basis="",
    )
    return replace(whole, **changes)
