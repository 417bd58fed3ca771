"""The rules by which reads confirm an event, contradict it, or do neither.

That no read shows a junction says something only where every place at which an end may lie is read
well, and the depth does not speak for the event. A number of copies needs the depth on its side,
where depth can be taken.
"""

from __future__ import annotations

from osteo_annot.measured.reads.genotype import CopiesByReads
from osteo_annot.measured.reads.limits import (
    BOTH_COPIES,
    COVERED,
    DEPTH_FROM,
    GAINED,
    MIN_FRAGMENTS,
    MIN_STARTS,
    MOST_HETEROZYGOUS,
    MOST_STRAY,
    NO_COPY_LEFT,
    PAIRS_ALONE,
)
from osteo_annot.measured.reads.witness import (
    EndDepths,
    JunctionCounts,
    JunctionKind,
    WitnessAnswer,
    WitnessReason,
)
from osteo_annot.values import dataclass


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the rules ask of an event."""

    kind: JunctionKind
    length: int
    """Bases from the first to the last affected one."""
    counts: JunctionCounts
    by_reads: CopiesByReads | None
    depths: EndDepths | None
    heterozygous_inside: int
    covered: tuple[float, float]
    """Share of the places of either end that is read well."""
    inside_window: bool
    """Whether all places of both ends lie where reads were fetched."""
    maps_poorly: bool
    """Whether reads at an end map to several places."""
    is_short: bool
    """Whether it is an inversion so short that reads may be aligned straight through it."""
    even_flanks: bool
    """Whether the bases next to it are as deep as usual."""
    read_inside: bool = False
    """Whether a deletion is read inside as where a copy is left."""
    elsewhere: bool = False
    """Whether such a junction is seen near the bounds, but not within them."""

    @property
    def is_seen(self) -> bool:
        """Whether enough fragments show the junction, and not copies of one."""
        enough = self.counts.fragments >= MIN_FRAGMENTS
        return enough and (self.counts.reads == 0 or self.counts.starts >= MIN_STARTS)

    @property
    def is_likely(self) -> bool:
        """Whether the fragments are likelier with the junction than without.

        A few among many may be another person's.
        """
        if self.by_reads is None:
            return True
        absent, *present = self.by_reads.log10_likelihoods
        return max(present) > absent

    @property
    def ratio(self) -> float | None:
        """Depth inside against the flanks, where it tells something; None elsewhere."""
        return self.depths.ratio if self.depths and self.length >= DEPTH_FROM else None


def copies_that_fit(evidence: Evidence, claimed: int | None) -> int | None:
    """Copies by the fragments, unless the depth or the alleles inside deny them.

    ``claimed``: on how many copies records call the event; None where they do not tell.
    """
    copies = evidence.by_reads.copies if evidence.by_reads else None
    if copies is None or (copies > 0) != evidence.is_seen or evidence.is_short:
        return None
    if copies == 2 and not (evidence.even_flanks and _is_borne_out(evidence, claimed)):
        return None
    by_pairs = evidence.counts.reads < MIN_FRAGMENTS and evidence.ratio is None
    if copies == 2 and by_pairs and evidence.counts.pairs < PAIRS_ALONE:
        return None
    return None if copies and _is_denied(evidence, copies) else copies


def _is_borne_out(evidence: Evidence, claimed: int | None) -> bool:
    """Whether more than the reads at the ends speaks for two lost copies.

    A copy whose ends no read maps to leaves none there, whether it lacks the bases or not. So a
    record that calls both copies is needed, or pairs over the deletion, or the depth inside.
    """
    if evidence.kind is not JunctionKind.DELETION or claimed == 2:
        return True
    ratio = evidence.depths.ratio if evidence.depths else None
    is_empty = ratio is not None and ratio <= NO_COPY_LEFT
    return is_empty or evidence.counts.pairs >= MIN_FRAGMENTS


def _is_denied(evidence: Evidence, copies: int) -> bool:
    """Whether the depth, or two alleles at sites inside, do not fit so many copies."""
    ratio = evidence.ratio
    if evidence.kind is JunctionKind.DELETION:
        if evidence.heterozygous_inside > MOST_HETEROZYGOUS:
            return True
        if ratio is None:
            return False
        return (ratio <= NO_COPY_LEFT) != (copies == 2) or ratio >= BOTH_COPIES
    gains = evidence.kind is JunctionKind.DUPLICATION
    return gains and ratio is not None and ratio < GAINED


def answer_of(
    evidence: Evidence, copies: int | None, claimed: int | None
) -> tuple[WitnessAnswer, WitnessReason]:
    """What the reads say of an event that records call on so many copies, and why."""
    answer, reason = _of_the_junction(evidence, copies, claimed)
    if claimed == 2 and evidence.read_inside and answer is WitnessAnswer.NOT_ASSESSABLE:
        return WitnessAnswer.CONTRADICTED, WitnessReason.READS_INSIDE
    return answer, reason


def _of_the_junction(
    evidence: Evidence, copies: int | None, claimed: int | None
) -> tuple[WitnessAnswer, WitnessReason]:
    """What the junction alone says."""
    if not evidence.is_seen:
        return _unseen(evidence, copies)
    if claimed is None and evidence.is_likely:
        return WitnessAnswer.CONFIRMED, WitnessReason.COPIES_NOT_CLAIMED
    if copies is None:
        return WitnessAnswer.NOT_ASSESSABLE, WitnessReason.COPIES_NOT_TOLD
    if copies == claimed:
        return WitnessAnswer.CONFIRMED, WitnessReason.JUNCTION_SEEN
    return WitnessAnswer.CONTRADICTED, WitnessReason.OTHER_COPIES


def _unseen(evidence: Evidence, copies: int | None) -> tuple[WitnessAnswer, WitnessReason]:
    """What it means that too few reads show the junction, or none."""
    ratio = evidence.ratio
    lowered = evidence.kind is JunctionKind.DELETION and ratio is not None and ratio < BOTH_COPIES
    obstacles = (
        (not evidence.inside_window, WitnessReason.OUTSIDE_WINDOW),
        (evidence.elsewhere, WitnessReason.JUNCTION_ELSEWHERE),
        (evidence.maps_poorly, WitnessReason.ENDS_DO_NOT_MAP),
        (evidence.is_short, WitnessReason.SHORT_INVERSION),
        (min(evidence.covered) < COVERED, WitnessReason.ENDS_NOT_READ),
        (lowered, WitnessReason.DEPTH_LOWERED),
        (copies != 0 or evidence.counts.fragments > MOST_STRAY, WitnessReason.TOO_FEW_READS),
    )
    reason = next((reason for holds, reason in obstacles if holds), None)
    if reason is not None:
        return WitnessAnswer.NOT_ASSESSABLE, reason
    return WitnessAnswer.CONTRADICTED, WitnessReason.NO_JUNCTION
