"""The appendix of a report, as values: all that page one and two rest on, each in its own part.

As page one made of a result alone, for HTML and PDF alike; in English.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from osteo_annot.intake.vcf.caller import Caller
from osteo_annot.locus.gene import gene_model
from osteo_annot.report.page.head import recipients
from osteo_annot.report.page.open_parts import MOST_TESTS, completeness, contradiction_lines
from osteo_annot.report.page.page_one import Fact, Line
from osteo_annot.report.page.record_view import RecordView, record_view
from osteo_annot.report.page.view import Events, LedgerLine, ledger_lines, split_events
from osteo_annot.report.result.examined_model import ExonCallability
from osteo_annot.report.result.model import InputFile, Result
from osteo_annot.report.text import counted
from osteo_annot.sentences.language import Language
from osteo_annot.sentences.texts import appendix as say
from osteo_annot.values import dataclass

_CITED = ("osteo_annot", "transcript", "protein", "record", "hpo_annotations", "policy")
"""Versions that a reader cites; all others are in the hash of the release and in the JSON file."""
_DATA = ("resources/", "policy_sha256")
NOT_GIVEN = "not given"
_DIGITS = 12
"""Hexadecimal digits of a hash that are printed: enough to tell two releases apart."""


@dataclass(frozen=True, slots=True)
class Methods:
    """How it was made: the elements that standards ask for, files, versions."""

    about: tuple[Fact, ...]
    """Region, enrichment, depth, callers, performance, policies; one line each."""
    not_given: tuple[str, ...]
    """What of these nobody gave."""
    files: tuple[InputFile, ...]
    release: str
    """Program version, and one hash over all data files and versions that the result names."""
    versions: tuple[Fact, ...]
    """What a reader cites: program, transcript, record, policy, sources; the JSON file has all."""
    parameters: tuple[Fact, ...]
    limits: tuple[Line, ...]
    notes: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Appendix:
    """The parts of the appendix, in their order."""

    events: Events
    """Criteria in full: cards, and rows for the rest."""
    completeness: tuple[str, ...]
    exons: tuple[ExonCallability, ...]
    searched: tuple[str, ...]
    """What was searched for a second variant, one sentence each."""
    contradictions: tuple[Line, ...]
    further_tests: tuple[Line, ...]
    """Proposed tests that page one has no room for."""
    ledger: tuple[LedgerLine, ...]
    entries: int
    """Entries of the ledger, however many share a line."""
    methods: Methods
    record: RecordView


def appendix(result: Result) -> Appendix:
    """The values of the appendix."""
    verdict = result.verdict
    return Appendix(
        events=split_events(result),
        completeness=tuple(said.text for said in completeness(result)),
        exons=tuple(result.callability.exons),
        searched=tuple(verdict.second_hit_search),
        contradictions=tuple(contradiction_lines(result, Language.EN)),
        further_tests=tuple(Line(t.text, t.code) for t in verdict.next_tests[MOST_TESTS:]),
        ledger=tuple(ledger_lines(result.ledger)),
        entries=len(result.ledger),
        methods=_methods(result),
        record=record_view(result.record.contents, result.hpo, result.differential),
    )


def _methods(result: Result) -> Methods:
    """How it was made."""
    versions = result.provenance.versions
    about = tuple(methods_of(result))
    return Methods(
        about=tuple(fact for fact in about if fact.text),
        not_given=tuple(fact.label for fact in about if not fact.text),
        files=tuple(result.provenance.inputs),
        release=say.RELEASE(
            version=versions.get("osteo_annot", ""), digest=release_hash(versions)
        ).text,
        versions=tuple(
            Fact(name.replace("_", " "), version)
            for name, version in versions.items()
            if name in _CITED or (not name.startswith(_DATA) and "/" in name)
        ),
        parameters=tuple(
            Fact(name.replace("_", " "), value)
            for name, value in result.provenance.parameters.items()
        ),
        limits=tuple(Line(told.text, told.code) for told in result.limits),
        notes=tuple(Line(f"{t.code.text} {t.text}".strip(), t.code) for t in result.input_notes),
    )


def release_hash(versions: dict[str, str]) -> str:
    """One hash over the names and versions of all data that the program used."""
    text = "".join(f"{name}={version}\n" for name, version in sorted(versions.items()))
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


def methods_of(result: Result) -> Iterator[Fact]:
    """The elements that standards ask for of a method; without text where nobody gave them.

    Source: ACMG standards for sequencing (2013, 2021) and copy numbers (2020), ISO 15189.
    """
    order, laboratory = result.order, result.laboratory
    gene = gene_model(result.assembly)
    yield Fact(
        "Region",
        say.REGION(
            gene=gene.symbol,
            hgnc=gene.hgnc,
            exons=tuple(exon.number for exon in gene.exons),
            transcript=gene.transcript,
            mane=gene.mane,
            protein=gene.protein,
            cytoband=gene.cytoband,
            assembly=str(result.assembly.value),
        ).text,
    )
    yield Fact("Enrichment and platform", order.assay if order else "")
    yield Fact("Callers", "; ".join(_callers(result)))
    yield Fact("Depth", _depth(result))
    yield Fact("Indication", order.indication if order else "")
    yield Fact("Parents related", _told(order.consanguinity if order else "unknown"))
    performance = laboratory.performance if laboratory else ()
    yield Fact(
        "Analytical performance",
        "; ".join(
            f"{p.measure}{f' of {p.of}' if p.of else ''}: {p.value} ({p.source})"
            for p in performance
        ),
    )
    yield Fact("Secondary findings", laboratory.secondary_findings if laboratory else "")
    yield Fact("Consent", "; ".join(_consent(result)))
    months = laboratory.reanalysis_months if laboratory else None
    yield Fact("Re-analysis", f"after {counted(months, 'month')}" if months else "")
    yield Fact("Recipients", ", ".join(recipients(result)))


def _told(answer: str) -> str:
    """An answer of the order; empty where it is not known."""
    return "" if answer == "unknown" else answer


def _consent(result: Result) -> Iterator[str]:
    """To what the person agreed."""
    if result.order is None:
        return
    consent = result.order.consent
    asked = (
        ("secondary findings", consent.secondary_findings),
        ("storage", consent.storage),
        ("re-analysis", consent.reanalysis),
    )
    for what, answer in asked:
        if answer != "unknown":
            yield f"{what}: {answer}"


def _callers(result: Result) -> Iterator[str]:
    """The programs that wrote the files of variants, with version where a search names it."""
    versions = {
        search.source: search.version
        for exon in result.callability.exons
        for search in exon.deletion_searches
    }
    for file in result.provenance.inputs:
        if file.caller and file.caller is not Caller.UNKNOWN:
            version = versions.get(file.name, "")
            yield f"{file.caller.value.replace('_', ' ')}{f' {version}' if version else ''}"


def _depth(result: Result) -> str:
    """Mean depth over the exons, and the share of their bases with at least 20 reads."""
    told = [e for e in result.callability.exons if e.mean_depth is not None]
    if not told:
        return ""
    means = [exon.mean_depth for exon in told if exon.mean_depth is not None]
    mean = f"{sum(means) / len(means):.0f}"
    text = say.MEAN_DEPTH(mean=mean, exons=tuple(e.exon for e in told)).text
    shares = [exon.depth_shares["20x"] for exon in told if "20x" in exon.depth_shares]
    if len(shares) == len(told):
        text += f"; {say.SHARE_AT_20(percent=f'{100 * min(shares):.0f}').text}"
    return text
