"""What the events of one copy do to its exons and splice sites, before anything is translated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from osteo_annot.copies.sequence import Edit
from osteo_annot.copies.splice import Placed, SpliceSite, place, splice_sites
from osteo_annot.copies.structure import (
    duplicated_exons,
    exact_in_exon,
    exon_effects,
    hits_exon_or_gene,
    parts_exons,
    start_codon,
)
from osteo_annot.events.model import Event, EventKind
from osteo_annot.locus.gene import GeneModel
from osteo_annot.locus.interval import Interval
from osteo_annot.locus.reference import Reference
from osteo_annot.worded import Worded


class Assumption(Worded):
    """What had to be assumed to tell the outcome of a copy."""

    SPLICE_MECHANISM_ASSUMED = (
        "SPLICE_MECHANISM_ASSUMED",
        (
            "A lost splice site is taken to skip its exon, or to "
            "spoil the product where no exon can be skipped; RNA was not seen."
        ),
    )
    SPLICE_SITE_AMBIGUOUS = (
        "SPLICE_SITE_AMBIGUOUS",
        "The change copies the splice site itself; which copy is used was not seen.",
    )
    PARTIAL_EXON_TAKEN_AS_LOST = (
        "PARTIAL_EXON_TAKEN_AS_LOST",
        "A breakpoint lies inside an exon; the exon is taken as lost.",
    )
    FURTHER_EXON_WITHIN_UNCERTAIN_BOUND = (
        "FURTHER_EXON_WITHIN_UNCERTAIN_BOUND",
        "A further exon lies within the uncertain bounds of the deletion and is taken as kept.",
    )
    TANDEM_PRESUMED = (
        "TANDEM_PRESUMED",
        "That the additional copy lies in tandem was not seen; it is presumed.",
    )
    REARRANGEMENT_TAKEN_AS_BREAK = (
        "REARRANGEMENT_TAKEN_AS_BREAK",
        (
            "A rearrangement parts the exons of the gene; that no "
            "product is made from both parts is assumed."
        ),
    )


@dataclass(frozen=True, slots=True)
class Damage:
    """Exons lost, splice sites lost, and the exact edits that remain to be read."""

    exons_lost: tuple[int, ...]
    """Deleted or predicted to be skipped; ascending."""
    first_exon_gone: bool
    """Whether promoter, start of transcription and start codon are deleted (rules 1.1.6)."""
    retained_sites: tuple[SpliceSite, ...]
    """Lost sites whose exon cannot be skipped: donor of exon 1, acceptor of exon 6."""
    placed: tuple[Placed, ...]
    """Exact changes that lie in exons that are kept."""
    duplicated: tuple[Edit, ...]
    """Whole exons that are read twice, as insertions after the last of them."""
    disrupted: bool
    """Whether a rearrangement parts the coding exons."""
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
        return [*removed, *self.duplicated, *(p.edit for p in self.placed if p.edit)]


@dataclass(slots=True)
class _Found:
    """What is gathered event by event."""

    lost: set[int] = field(default_factory=set)
    retained: list[SpliceSite] = field(default_factory=list)
    assumptions: set[str] = field(default_factory=set)
    placed: list[Placed] = field(default_factory=list)
    duplicated: list[Edit] = field(default_factory=list)
    disrupted: bool = False
    undecided: bool = False


def _add(event: Event, found: _Found, gene: GeneModel, reference: Reference) -> None:
    """Add what one event does, by what kind of event it is."""
    exact = exact_in_exon(event, gene, reference)
    if exact is None and event.kind is EventKind.SMALL_VARIANT:
        exact = event.allele
    if exact is not None:
        found.placed.append(place(exact, gene, reference))
    elif event.kind is EventKind.DELETION:
        taken, sites = _deleted_exons(event, gene, found.assumptions)
        found.lost |= taken
        found.retained += sites
        found.undecided |= not taken and not sites and _may_reach_product(event, gene)
    elif (copied := duplicated_exons(event, gene)) is not None:
        found.duplicated.append(copied)
        if not event.is_proven_tandem:
            found.assumptions.add(Assumption.TANDEM_PRESUMED.value)
    elif parts_exons(event, gene):
        found.disrupted = True
        found.assumptions.add(Assumption.REARRANGEMENT_TAKEN_AS_BREAK.value)
    else:
        found.undecided |= hits_exon_or_gene(event, gene)


def damage_of(events: Sequence[Event], gene: GeneModel, reference: Reference) -> Damage:
    """Collect what the events of one copy do to the gene."""
    found = _Found()
    for event in events:
        _add(event, found, gene, reference)
    lost, assumptions, placed = found.lost, found.assumptions, found.placed
    retained = found.retained
    undecided = found.undecided
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
    beginning = Interval(start_codon(gene).start, gene.exons[0].end)
    gone = any(
        e.kind is EventKind.DELETION and e.inner and e.inner.contains(beginning) for e in events
    )
    return Damage(
        exons_lost=tuple(sorted(lost)),
        first_exon_gone=gone,
        duplicated=tuple(found.duplicated),
        disrupted=found.disrupted,
        start_deleted=any(
            e.kind is EventKind.DELETION and e.best.overlap(start_codon(gene)) for e in events
        ),
        retained_sites=tuple(s for s in retained if s.exon not in lost),
        placed=remaining,
        undecided=undecided or bool(found.duplicated and lost),
        assumptions=tuple(sorted(assumptions)),
        touched_codons=_codons(remaining, gene),
    )


def _deleted_exons(
    event: Event, gene: GeneModel, assumptions: set[str]
) -> tuple[set[int], list[SpliceSite]]:
    """Exons that a deletion takes, and sites that it takes whose exon cannot be skipped.

    Clinical rules 1.1.3: a breakpoint inside an exon takes the exon, and is flagged. An exon that
    only the outer, uncertain bound reaches is not taken, and flagged.
    """
    span = event.inner
    effects = exon_effects(event, gene)
    lost = {n for n, effect in effects.items() if effect in {"whole", "partial"}}
    if any(effects[n] == "partial" for n in lost):
        assumptions.add(Assumption.PARTIAL_EXON_TAKEN_AS_LOST.value)
    if "possible" in effects.values():
        assumptions.add(Assumption.FURTHER_EXON_WITHIN_UNCERTAIN_BOUND.value)
    kept: list[SpliceSite] = []
    for site in splice_sites(gene) if span else ():
        if site.exon not in lost and span and span.overlap(Interval(site.start, site.end)):
            assumptions.add(Assumption.SPLICE_MECHANISM_ASSUMED.value)
            if 1 < site.exon < len(gene.exons):
                lost.add(site.exon)
            else:
                kept.append(site)
    return lost, kept


def _may_reach_product(event: Event, gene: GeneModel) -> bool:
    """Whether a deletion that surely takes no coding base may still change the product.

    It may when a coding exon lies within its uncertain bounds, when it may take a splice site,
    or when it takes untranslated bases before the start codon (promoter, start of transcription).
    """
    effects = exon_effects(event, gene)
    if "possible" in effects.values() or effects.get(1) == "untranslated":
        return True
    sites = (Interval(s.start, s.end) for s in splice_sites(gene))
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
