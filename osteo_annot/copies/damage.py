"""What the events of one copy do to its exons and splice sites, before anything is translated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from osteo_annot.copies.sequence import Edit
from osteo_annot.copies.splice import Placed, SpliceSite, splice_sites
from osteo_annot.copies.structure import (
    ExonReach,
    Reach,
    duplicated_exons,
    hits_exon_or_gene,
    parts_exons,
    start_codon,
)
from osteo_annot.events.model import Event, EventKind
from osteo_annot.locus.gene import GeneModel
from osteo_annot.locus.interval import Interval
from osteo_annot.values import dataclass
from osteo_annot.worded import Worded


class Assumption(Worded):
    """What had to be assumed to tell the outcome of a copy."""

    SPLICE_MECHANISM_ASSUMED = (
        "SPLICE_MECHANISM_ASSUMED",
        (
            "A lost splice site is taken to skip its exon, or to spoil the product where no exon "
            "can be skipped. Retention of the intron, a cryptic site, or several of these are "
            "possible too; RNA was not seen."
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


@dataclass(frozen=True, slots=True)
class EventDamage:
    """What one event does to the gene, whatever else lies on its copy."""

    exons_lost: frozenset[int] = frozenset()
    """Deleted or predicted to be skipped."""
    retained_sites: tuple[SpliceSite, ...] = ()
    """Lost sites whose exon cannot be skipped."""
    placed: tuple[Placed, ...] = ()
    """The exact changes, where its bases are known."""
    duplicated: Edit | None = None
    disrupted: bool = False
    undecided: bool = False
    assumptions: frozenset[Assumption] = frozenset()
    first_exon_gone: bool = False
    start_deleted: bool = False


def event_damage(event: Event, placed: Placed | None, reach: Reach, gene: GeneModel) -> EventDamage:
    """What one event does, by what kind of event it is; ``placed`` where it is exact."""
    if placed is not None:
        found = _exact(placed, gene)
    elif event.kind is EventKind.DELETION:
        found = _deletion(event, reach, gene)
    elif (copied := duplicated_exons(event, reach, gene)) is not None:
        presumed = () if event.is_proven_tandem else (Assumption.TANDEM_PRESUMED,)
        found = EventDamage(duplicated=copied, assumptions=frozenset(presumed))
    elif parts_exons(event, reach, gene):
        assumed = frozenset({Assumption.REARRANGEMENT_TAKEN_AS_BREAK})
        found = EventDamage(disrupted=True, assumptions=assumed)
    else:
        found = EventDamage(undecided=hits_exon_or_gene(event, reach, gene))
    if event.kind is not EventKind.DELETION:
        return found
    beginning = Interval(start_codon(gene).start, gene.exons[0].end)
    return replace(
        found,
        first_exon_gone=event.inner is not None and event.inner.contains(beginning),
        start_deleted=event.best.overlap(start_codon(gene)) > 0,
    )


def _exact(placed: Placed, gene: GeneModel) -> EventDamage:
    """What a change of known bases does; a lost splice site skips its exon where it can."""
    skipped = {s.exon for s in placed.lost_sites if 1 < s.exon < len(gene.exons)}
    retained = tuple(s for s in placed.lost_sites if s.exon not in skipped)
    assumed = {Assumption.SPLICE_MECHANISM_ASSUMED} if placed.lost_sites else set()
    if placed.ambiguous:
        assumed.add(Assumption.SPLICE_SITE_AMBIGUOUS)
    return EventDamage(
        exons_lost=frozenset(skipped),
        retained_sites=retained,
        placed=(placed,),
        undecided=placed.edit is None
        and (placed.ambiguous or (placed.crosses_boundary and not placed.lost_sites)),
        assumptions=frozenset(assumed),
    )


def damage_of(events: Sequence[EventDamage], gene: GeneModel) -> Damage:
    """What the events of one copy do to the gene together."""
    lost = {number for event in events for number in event.exons_lost}
    remaining = tuple(p for e in events for p in e.placed if p.edit and not set(p.exons) & lost)
    duplicated = tuple(e.duplicated for e in events if e.duplicated)
    parted = any(p.joins_exons and set(p.exons) & lost for e in events for p in e.placed)
    undecided = parted or any(e.undecided for e in events)
    return Damage(
        exons_lost=tuple(sorted(lost)),
        first_exon_gone=any(e.first_exon_gone for e in events),
        duplicated=duplicated,
        disrupted=any(e.disrupted for e in events),
        start_deleted=any(e.start_deleted for e in events),
        retained_sites=tuple(s for e in events for s in e.retained_sites if s.exon not in lost),
        placed=remaining,
        undecided=undecided or bool(duplicated and lost),
        assumptions=tuple(sorted({a.value for e in events for a in e.assumptions})),
        touched_codons=_codons(remaining, gene),
    )


def _deletion(event: Event, reach: Reach, gene: GeneModel) -> EventDamage:
    """Exons that a deletion takes, and sites that it takes whose exon cannot be skipped.

    Clinical rules 1.1.3: a breakpoint inside an exon takes the exon, and is flagged. An exon that
    only the outer, uncertain bound reaches is not taken, and flagged.
    """
    span = event.inner
    lost = {n for n, how in reach.items() if how.is_sure}
    assumed: set[Assumption] = set()
    if ExonReach.PARTIAL in reach.values():
        assumed.add(Assumption.PARTIAL_EXON_TAKEN_AS_LOST)
    if ExonReach.POSSIBLE in reach.values():
        assumed.add(Assumption.FURTHER_EXON_WITHIN_UNCERTAIN_BOUND)
    retained: list[SpliceSite] = []
    for site in splice_sites(gene) if span else ():
        if site.exon not in lost and span and span.overlap(Interval(site.start, site.end)):
            assumed.add(Assumption.SPLICE_MECHANISM_ASSUMED)
            if 1 < site.exon < len(gene.exons):
                lost.add(site.exon)
            else:
                retained.append(site)
    return EventDamage(
        exons_lost=frozenset(lost),
        retained_sites=tuple(retained),
        undecided=not lost and not retained and _may_reach_product(event, reach, gene),
        assumptions=frozenset(assumed),
    )


def _may_reach_product(event: Event, reach: Reach, gene: GeneModel) -> bool:
    """Whether a deletion that surely takes no coding base may still change the product.

    It may when a coding exon lies within its uncertain bounds, when it may take a splice site,
    or when it takes untranslated bases before the start codon (promoter, start of transcription).
    """
    if ExonReach.POSSIBLE in reach.values() or reach.get(1) is ExonReach.UNTRANSLATED:
        return True
    sites = (Interval(s.start, s.end) for s in splice_sites(gene))
    return event.inner is None and any(event.outer.overlap(site) for site in sites)


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
