"""All that the rules of the verdict ask about one person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from osteo_annot.copies.arrange import Arrangements
from osteo_annot.copies.callability import Callability, ExonCallability
from osteo_annot.copies.confirm import Confirmation
from osteo_annot.events.model import Disposition, Event, LedgerReason, LeftOpen, Zygosity
from osteo_annot.evidence.assess import Assessed
from osteo_annot.findings import Finding, FindingCode
from osteo_annot.locus.gene import GeneModel
from osteo_annot.measured.person import RelativeCall
from osteo_annot.measured.reads.small_variant import SmallVariantReads
from osteo_annot.measured.reads.witness import JunctionProposal, JunctionWitness
from osteo_annot.values import dataclass

_UNREADABLE = {LedgerReason.RECORD_NOT_READABLE, LedgerReason.GENOTYPE_NOT_READABLE}


_MEASURED_AGAIN = {
    FindingCode.EXON_WITHOUT_READS,
    FindingCode.EXON_DEPTH_REDUCED,
    FindingCode.LOSS_PROPOSED_BY_DEPTH,
    FindingCode.JUNCTION_PROPOSED,
    FindingCode.READS_BREAK_OFF,
    FindingCode.READS_OF_ANOTHER_PERSON,
}
"""Findings on exons whose copies an independent method has to count."""


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the rules ask about."""

    gene: GeneModel
    assessed: tuple[Assessed, ...]
    arrangements: Arrangements
    findings: tuple[Finding, ...]
    callability: tuple[ExonCallability, ...]
    dispositions: tuple[Disposition, ...]
    confirmed: dict[str, tuple[Confirmation, ...]]
    """What confirms two copies, by the id of each homozygous small variant."""
    parents: dict[str, tuple[RelativeCall, ...]]
    """What the parents' genotypes say, mother first, by the id of each event."""
    unreadable: int
    """Records of the locus that could not be read at all."""
    left_open: tuple[LeftOpen, ...] = ()
    """Records that were not understood, or call nothing where a loss may be."""
    proposals: tuple[JunctionProposal, ...] = ()
    """Junctions that reads show and no caller told."""
    by_reads: Mapping[str, SmallVariantReads] = field(default_factory=dict)
    """What the reads say of each small variant near an exon, by its id."""

    @property
    def witnesses(self) -> dict[str, JunctionWitness]:
        """What the reads say of the junction of each structural event, by its id."""
        return {a.event.id: a.event.witness for a in self.assessed if a.event.witness}

    @property
    def candidates(self) -> tuple[Assessed, ...]:
        """Events of tier A or B that count as an allele."""
        return tuple(
            a
            for a in self.assessed
            if a.tier.is_candidate and a.event.zygosity is not Zygosity.MOSAIC_OR_ARTEFACT
        )

    @property
    def uncertain(self) -> tuple[Assessed, ...]:
        """Events of uncertain significance on which no state rests, but which are named."""
        return tuple(
            a
            for a in self.assessed
            if a.is_uncertain and a.event.zygosity is not Zygosity.MOSAIC_OR_ARTEFACT
        )

    def event(self, name: str) -> Event:
        """The event with an id."""
        return next(a.event for a in self.assessed if a.event.id == name)

    @property
    def small_variants_callable(self) -> bool:
        """Whether every exon was callable for small variants."""
        return all(exon.small_variants is Callability.CALLABLE for exon in self.callability)

    @property
    def deletions_callable(self) -> bool:
        """Whether deletions were looked for in every exon."""
        return all(exon.deletions is Callability.CALLABLE for exon in self.callability)

    @property
    def homozygous_loss_excluded(self) -> bool:
        """Whether every exon is shown to be there on at least one copy."""
        return all(exon.homozygous_loss_excluded for exon in self.callability)

    @property
    def has_gap_record(self) -> bool:
        """Whether something at the locus is left open: a record, or the copies of an exon."""
        return self.has_open_record or self.has_unmeasured_exon

    @property
    def has_unmeasured_exon(self) -> bool:
        """Whether an exon has no reads, or a depth that leaves its copies open."""
        return any(f.code in _MEASURED_AGAIN for f in self.findings)

    @property
    def has_open_record(self) -> bool:
        """Whether a record at the locus was not understood, or not believed.

        A record that was not interpreted, a spanning allele without its deletion, a candidate with
        too few reads, a reference call whose reads show the allele.
        """
        codes = {FindingCode.STAR_WITHOUT_DELETION, FindingCode.REFERENCE_WITH_READS}
        left_open = any(f.code in codes for f in self.findings)
        mosaic = any(
            a.event.zygosity is Zygosity.MOSAIC_OR_ARTEFACT and a.tier.is_candidate
            for a in self.assessed
        )
        unread = self.unreadable > 0 or any(d.reason.leaves_gap for d in self.dispositions)
        unread = unread or bool(self.left_open)
        return unread or left_open or mosaic

    @property
    def has_unreadable(self) -> bool:
        """Whether a record at the locus could not be read (fail closed, clinical rules 4.3)."""
        return self.unreadable > 0 or any(d.reason in _UNREADABLE for d in self.dispositions)
