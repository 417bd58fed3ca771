"""What the events of one copy do to its exons and splice sites, before anything is translated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from osteo_annot.copies.sequence import Edit
from osteo_annot.copies.splice import Placed, SpliceSite, place, splice_sites
from osteo_annot.events.model import Event, EventKind, Span
from osteo_annot.locus.allele import Allele
from osteo_annot.locus.gene import Exon, GeneModel
from osteo_annot.locus.reference import Reference


class Assumption(StrEnum):
    """What had to be assumed to tell the outcome of a copy."""

    SPLICE_MECHANISM_ASSUMED = "SPLICE_MECHANISM_ASSUMED"
    SPLICE_SITE_AMBIGUOUS = "SPLICE_SITE_AMBIGUOUS"
    PARTIAL_EXON_TAKEN_AS_LOST = "PARTIAL_EXON_TAKEN_AS_LOST"
    FURTHER_EXON_WITHIN_UNCERTAIN_BOUND = "FURTHER_EXON_WITHIN_UNCERTAIN_BOUND"

    @property
    def text(self) -> str:
        """The assumption in words."""
        return _ASSUMPTION_TEXT[self]


_ASSUMPTION_TEXT = {
    Assumption.SPLICE_MECHANISM_ASSUMED: "A lost splice site is taken to skip its exon, or to "
    "spoil the product where no exon can be skipped; RNA was not seen.",
    Assumption.SPLICE_SITE_AMBIGUOUS: "The change copies the splice site itself; which copy is "
    "used was not seen.",
    Assumption.PARTIAL_EXON_TAKEN_AS_LOST: "A breakpoint lies inside an exon; the exon is taken as "
    "lost.",
    Assumption.FURTHER_EXON_WITHIN_UNCERTAIN_BOUND: "A further exon lies within the uncertain "
    "bounds of the deletion and is taken as kept.",
}


@dataclass(frozen=True, slots=True)
class Damage:
    """Exons lost, splice sites lost, and the exact edits that remain to be read."""

    exons_lost: tuple[int, ...]
    """Deleted or predicted to be skipped; ascending."""
    first_exon_gone: bool
    """Whether exon 1 with the start of transcription is deleted."""
    retained_sites: tuple[SpliceSite, ...]
    """Lost sites whose exon cannot be skipped: donor of exon 1, acceptor of exon 6."""
    placed: tuple[Placed, ...]
    """Exact changes that lie in exons that are kept."""
    start_deleted: bool
    """Whether a deletion takes a base of the start codon."""
    undecided: bool
    """Whether an event hits the gene in a way that cannot be computed."""
    assumptions: tuple[str, ...]
    touched_codons: tuple[int, int] | None
    """First and last codon of the exact coding changes on the reference protein; 1-based."""

    def edits(self, gene: GeneModel) -> list[Edit]:
        """All edits of the transcript: exact changes, and lost exons taken out."""
        lost = [gene.exons[number - 1] for number in self.exons_lost]
        removed = [Edit(e.tx_start - 1, e.tx_end, "") for e in lost]
        return [*removed, *(p.edit for p in self.placed if p.edit)]


def damage_of(events: Sequence[Event], gene: GeneModel, reference: Reference) -> Damage:
    """Collect what the events of one copy do to the gene."""
    lost: set[int] = set()
    assumptions: set[str] = set()
    retained: list[SpliceSite] = []
    placed: list[Placed] = []
    undecided = False
    for event in events:
        exact = exact_in_exon(event, gene, reference)
        if exact is not None:
            placed.append(place(exact, gene, reference))
        elif event.kind is EventKind.DELETION:
            taken = _deleted_exons(event, gene, assumptions)
            lost |= taken
            undecided |= not taken and _may_reach_product(event, gene)
        elif event.kind is EventKind.SMALL_VARIANT and event.allele is not None:
            placed.append(place(event.allele, gene, reference))
        else:
            undecided |= hits_exon_or_gene(event, gene)
    for item in placed:
        skipped, kept = _skipped(item, gene)
        lost |= skipped
        retained += kept
        if skipped or kept:
            assumptions.add(Assumption.SPLICE_MECHANISM_ASSUMED.value)
        if item.ambiguous:
            assumptions.add(Assumption.SPLICE_SITE_AMBIGUOUS.value)
        undecided |= item.edit is None and (
            item.ambiguous or (item.crosses_boundary and not item.lost_sites)
        )
    remaining = tuple(p for p in placed if p.edit and not set(p.exons) & lost)
    first = gene.exons[0]
    gone = any(
        e.kind is EventKind.DELETION and e.inner and e.inner.contains(Span(first.start, first.end))
        for e in events
    )
    return Damage(
        exons_lost=tuple(sorted(lost)),
        first_exon_gone=gone,
        start_deleted=any(
            e.kind is EventKind.DELETION and e.best.overlap(start_codon(gene)) for e in events
        ),
        retained_sites=tuple(s for s in retained if s.exon not in lost),
        placed=remaining,
        undecided=undecided,
        assumptions=tuple(sorted(assumptions)),
        touched_codons=_codons(remaining, gene),
    )


def exact_in_exon(event: Event, gene: GeneModel, reference: Reference) -> Allele | None:
    """The change base by base, if it is a deletion of known bases that lies within one exon."""
    if event.kind is not EventKind.DELETION or not event.is_exact or event.inner is None:
        return None
    span = event.inner
    if not any(e.start <= span.start and span.end <= e.end for e in gene.exons):
        return None
    whole = any(e.start == span.start and e.end == span.end for e in gene.exons)
    if whole or any("IMPRECISE" in s.observation.row.info for s in event.support):
        return None
    bases = reference.fetch(span.start, span.end)
    return event.allele or (None if "N" in bases else Allele(span.start, bases, ""))


def _deleted_exons(event: Event, gene: GeneModel, assumptions: set[str]) -> set[int]:
    """Exons that a deletion takes, whole or in part; a part counts as the exon, and is flagged.

    Clinical rules 1.1.3: a breakpoint inside an exon takes the exon. An exon that only the outer,
    uncertain bound reaches is not taken, and flagged.
    """
    span = event.inner
    effects = exon_effects(event, gene)
    lost = {n for n, effect in effects.items() if effect in {"whole", "partial"}}
    if any(effects[n] == "partial" for n in lost):
        assumptions.add(Assumption.PARTIAL_EXON_TAKEN_AS_LOST.value)
    if "possible" in effects.values():
        assumptions.add(Assumption.FURTHER_EXON_WITHIN_UNCERTAIN_BOUND.value)
    if span is None:
        return lost
    for site in splice_sites(gene):
        if site.exon not in lost and span.overlap(Span(site.start, site.end)):
            assumptions.add(Assumption.SPLICE_MECHANISM_ASSUMED.value)
            if 1 < site.exon < len(gene.exons):
                lost.add(site.exon)
    return lost


def start_codon(gene: GeneModel) -> Span:
    """The three bases of the start codon on the plus strand (it lies within one exon)."""
    last = gene.to_genome(gene.cds_start)
    return Span(last - 2, last)


def _may_reach_product(event: Event, gene: GeneModel) -> bool:
    """Whether a deletion that surely takes no coding base may still change the product.

    It may when a coding exon lies within its uncertain bounds, when it may take a splice site,
    or when it takes untranslated bases before the start codon (promoter, start of transcription).
    """
    effects = exon_effects(event, gene)
    if "possible" in effects.values() or effects.get(1) == "untranslated":
        return True
    sites = (Span(s.start, s.end) for s in splice_sites(gene))
    return event.inner is None and any(event.outer.overlap(site) for site in sites)


def _skipped(item: Placed, gene: GeneModel) -> tuple[set[int], list[SpliceSite]]:
    """Exons that are skipped when a splice site is lost, and sites whose exon cannot be skipped."""
    skipped: set[int] = set()
    kept: list[SpliceSite] = []
    for site in item.lost_sites:
        internal = 1 < site.exon < len(gene.exons)
        if internal:
            skipped.add(site.exon)
        else:
            kept.append(site)
    return skipped, kept


def hits_exon_or_gene(event: Event, gene: GeneModel) -> bool:
    """Whether a duplication, inversion or insertion can change the product.

    An insertion can in the coding part of an exon. A duplication can when it lies inside the gene,
    holds coding bases and shifts the frame (clinical rules 1.1.4: with exon 1 or 6 it is not
    gene-internal, in frame it is not null). An inversion can when it parts coding exons or breaks
    one; turning the whole gene leaves it whole.
    """
    effects = exon_effects(event, gene)
    coding = [n for n, effect in effects.items() if effect != "untranslated"]
    if event.kind is EventKind.INSERTION or not coding:
        return bool(coding)
    if event.kind is EventKind.DUPLICATION:
        if 1 in coding or len(gene.exons) in coding:
            return False
        whole = all(effects[n] == "whole" for n in coding)
        length = sum(len(gene.exons[n - 1]) for n in coding)
        return not whole or length % 3 != 0
    return any(effects[n] != "whole" for n in coding) or len(coding) < len(gene.exons)


def _codons(placed: Sequence[Placed], gene: GeneModel) -> tuple[int, int] | None:
    """First and last codon that the exact changes touch; None where all lie outside the CDS."""
    bases: list[int] = []
    for item in placed:
        if item.edit is None:
            continue
        first = item.edit.first - (gene.cds_start - 1)
        last = item.edit.last - (gene.cds_start - 1) - 1
        coding = [b for b in (first, last) if 0 <= b < gene.cds_length]
        # An insertion stands between last and first; in the CDS only if both are.
        if len(coding) == 2 or last >= first:
            bases += coding
    return (min(bases) // 3 + 1, max(bases) // 3 + 1) if bases else None


def exon_effects(event: Event, gene: GeneModel) -> dict[int, str]:
    """How a structural event meets each exon that it reaches, by the exon's coding part.

    ``whole`` or ``partial``: coding bases are surely affected; ``possible``: they may be;
    ``untranslated``: only untranslated bases are.
    """
    effects: dict[int, str] = {}
    for exon in gene.exons:
        effect = _exon_effect(event, exon, gene)
        if effect:
            effects[exon.number] = effect
    return effects


def _exon_effect(event: Event, exon: Exon, gene: GeneModel) -> str:
    """How a structural event meets one exon; empty when it does not."""
    part = gene.coding_part(exon)
    coding = Span(*part) if part else Span(exon.start, exon.end)
    if event.inner and event.inner.contains(coding):
        return "whole"
    if event.inner and event.inner.overlap(coding):
        return "partial"
    if event.outer.overlap(coding):
        return "possible"
    return "untranslated" if event.outer.overlap(Span(exon.start, exon.end)) else ""
