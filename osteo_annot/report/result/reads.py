"""What the person's reads show, as the result has it."""

from __future__ import annotations

from osteo_annot.events.model import EventSet
from osteo_annot.locus.gene import GeneModel
from osteo_annot.measured.reads import witness as measured
from osteo_annot.measured.reads.alleles import Strands
from osteo_annot.measured.reads.breaks import ReadsBreak
from osteo_annot.measured.reads.dropout import ExonDepth
from osteo_annot.measured.reads.locus_reads import LocusReads
from osteo_annot.measured.reads.small_variant import SmallVariantReads
from osteo_annot.report.result import reads_model as out
from osteo_annot.verdict.facts import Facts


def reads_of(reads: LocusReads | None, facts: Facts, events: EventSet) -> out.ReadsAtLocus | None:
    """The reads of the person and what they say; None where none were given."""
    if reads is None:
        return None
    fetched = reads.fetched
    return out.ReadsAtLocus(
        file=reads.path.name,
        start=fetched.window.start,
        end=fetched.window.end,
        reads=len(fetched.reads),
        share=fetched.share,
        witnesses=[_witness(name, witness) for name, witness in facts.witnesses.items()],
        proposals=[_proposal(proposal, facts.gene) for proposal in facts.proposals],
        breaks=[_break(found, facts.gene) for found in events.breaks],
        introns_left_out=[out.Intron(i.start, i.end) for i in events.introns_left_out],
        variants=[
            _of_variant(a.event.id, facts.by_reads[a.event.id])
            for a in facts.assessed
            if a.event.id in facts.by_reads
        ],
    )


def _witness(event: str, witness: measured.JunctionWitness) -> out.Witness:
    """What the reads say of one event."""
    return out.Witness(
        event=event,
        kind=witness.kind,
        answer=witness.answer,
        answer_text=witness.answer.text,
        reason=witness.reason,
        reason_text=witness.reason.text,
        copies=witness.copies,
        quality=witness.quality,
        likelihoods=[round(value, 2) for value in witness.log10_likelihoods or ()],
        junction=_junction(witness.counts),
        reference_left=_reference(witness.reference_left),
        reference_right=_reference(witness.reference_right),
        depths=_depths(witness.depths),
        heterozygous_inside=witness.heterozygous_inside,
        breakpoints=_breakpoints(witness.breakpoints),
        covered_left=round(witness.covered_left, 3),
        covered_right=round(witness.covered_right, 3),
    )


def _proposal(proposal: measured.JunctionProposal, gene: GeneModel) -> out.Proposal:
    """A junction that no caller told."""
    where = proposal.interval
    return out.Proposal(
        kind=proposal.kind,
        start=where.start,
        end=where.end,
        exons=[exon.number for exon in gene.exons_overlapping(where.start, where.end)],
        junction=_junction(proposal.counts),
        reference_left=_reference(proposal.reference_left),
        reference_right=_reference(proposal.reference_right),
        breakpoints=_breakpoints(proposal.breakpoints),
    )


def _break(found: ReadsBreak, gene: GeneModel) -> out.Break:
    """A place at which reads break off."""
    return out.Break(
        position=found.position,
        aligned="up_to" if found.ends else "from",
        fragments=found.fragments,
        reference=found.reference,
        exons=[e.number for e in gene.exons_overlapping(found.position, found.position)],
    )


def _junction(counts: measured.JunctionCounts) -> out.JunctionReads:
    """Fragments that show a junction."""
    return out.JunctionReads(
        split=counts.split,
        clipped=counts.clipped,
        gapped=counts.gapped,
        pairs=counts.pairs,
        forward=counts.forward,
        reverse=counts.reverse,
        starts=counts.starts,
        mapq=None if counts.mapq is None else round(counts.mapq, 1),
    )


def _reference(counts: measured.ReferenceCounts) -> out.ReferenceReads:
    """Fragments that show the reference at one end."""
    return out.ReferenceReads(counts.reads, counts.pairs)


def _breakpoints(found: measured.Breakpoints | None) -> out.Breakpoints | None:
    """The ends to the base."""
    if found is None:
        return None
    return out.Breakpoints(found.start, found.end, found.homology, found.inserted, found.reads)


def _depths(found: measured.EndDepths | None) -> out.EventDepths | None:
    """Depth inside and beside."""
    if found is None:
        return None
    return out.EventDepths(round(found.inside, 1), round(found.left, 1), round(found.right, 1))


def _of_variant(event: str, told: SmallVariantReads) -> out.ReadsOfVariant:
    """What the reads say of a small variant."""
    return out.ReadsOfVariant(
        event=event,
        ref=_strands(told.counts.ref),
        alt=_strands(told.counts.alt),
        other=told.counts.other,
        starts=told.counts.starts,
        copies=told.copies,
        copies_text=told.copies.text if told.copies else "",
        signs=list(told.signs),
        sign_texts=[sign.text for sign in told.signs],
        markers=[
            out.Marker(
                marker.position,
                list(marker.bases),
                [_strands(strands) for strands in marker.strands],
                list(marker.with_variant),
                marker.without_variant,
                marker.links_both_copies,
            )
            for marker in told.markers
        ],
        exon=_exon(told.depth),
    )


def _strands(counted: Strands) -> out.StrandReads:
    """Fragments by strand."""
    return out.StrandReads(counted.forward, counted.reverse)


def _exon(depth: ExonDepth | None) -> out.ExonReads | None:
    """Depth of an exon and of the others."""
    if depth is None:
        return None
    return out.ExonReads(depth.exon, round(depth.own, 1), round(depth.others, 1))
