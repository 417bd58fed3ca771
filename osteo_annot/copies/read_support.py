"""What the reads of its own records say of an event: a share that does not fit its copies.

Source: clinical rules 2.1 (Z2, Z9, Z13, Z17). The same rule for bases and for junctions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from osteo_annot.events.allele_balance import (
    READS_NEEDED,
    THIRD,
    AlleleReads,
    allele_reads,
    exceeds_errors,
)
from osteo_annot.events.model import Event, EventKind, Support, Zygosity
from osteo_annot.events.zygosity import ReadsFit, reads_fit
from osteo_annot.findings import Finding, FindingCode
from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.sentences.texts import findings as say


def reads_disagree(event: Event, observations: Sequence[Observation]) -> list[Finding]:
    """What is found where the reads of a record do not fit the copies that it gives the event."""
    found: list[Finding] = []
    for support in event.support:
        reads = event_reads(event, support)
        fit = reads_fit(support.zygosity, reads)
        if reads is None or fit is ReadsFit.FITS or _on_every_copy_of(event, support):
            continue
        if _is_row_of_split(support, observations):
            continue
        code = FindingCode.GT_CONTRADICTS_READS
        if fit is ReadsFit.SKEWED:
            code = FindingCode.SKEWED_READS
        genotype = support.observation.genotype.text or "none"
        said = say.READS(meaning=code, event=event.id, genotype=genotype, reads=reads.said)
        found.append(Finding(code, said, (event.id,)))
    contradicted = [f for f in found if f.code is FindingCode.GT_CONTRADICTS_READS]
    return (contradicted or found)[:1]


def event_reads(event: Event, support: Support) -> AlleleReads | None:
    """The reads that show an event in one of its records, under whatever alleles it is written."""
    own = support.observation
    alleles = {s.allele for s in event.support if s.observation.id == own.id and s.allele}
    reads = allele_reads(own, alleles) if alleles else None
    if reads is not None and event.kind is EventKind.DUPLICATION:
        return replace(reads, expected=THIRD)
    return reads


def _on_every_copy_of(event: Event, support: Support) -> bool:
    """Whether a gain is on both copies: beside it the reference is read all the same."""
    both = support.zygosity in {Zygosity.APPARENT_HOMOZYGOUS, Zygosity.HOMOZYGOUS}
    return both and event.kind is EventKind.DUPLICATION


def _is_row_of_split(support: Support, observations: Sequence[Observation]) -> bool:
    """Whether another row holds the second allele of the same genotype.

    Rows split by allele (``bcftools norm -m-``) say ``0/1`` and ``1/0``, each without a read of the
    reference: together they are the ``1/2`` of one record (Z9).
    """
    own = support.observation
    return _shows_own_allele_only(own) and any(are_rows_of_split(own, o) for o in observations)


def are_rows_of_split(one: Observation, other: Observation) -> bool:
    """Whether two rows are one record that was split by allele.

    They stand at the same bases of one file, each with one copy of its own allele, and no read of
    either shows the reference.
    """
    return (
        one.number == other.number
        and one.id != other.id
        and one.row.position <= other.row.last
        and other.row.position <= one.row.last
        and _shows_own_allele_only(one)
        and _shows_own_allele_only(other)
    )


def _shows_own_allele_only(observation: Observation) -> bool:
    """Whether one copy carries the only ALT of a row, and every read of the row shows it."""
    if len(observation.row.alts) != 1 or observation.genotype.copies_of(1) != 1:
        return False
    reads = allele_reads(observation, {1})
    if reads is None or reads.allele == 0:
        return False
    return reads.other == 0 or not exceeds_errors(reads.other, max(reads.total, READS_NEEDED))
