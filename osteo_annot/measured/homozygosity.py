"""A run of homozygosity around the gene: context for a change that looks homozygous.

Source: clinical rules 2.7 (AOH/UPD), 2.1 (Z1, Z4). Depth is not looked at here.

Method. The markers stand in order of position. A heterozygote ends a stretch unless it stands
alone: the :data:`TOLERANCE_FLANK` markers before it and as many after it are all homozygous, so
that any 101 markers around it hold one heterozygote, which is then taken for an error. A gap of
more than :data:`MAX_GAP` bases without markers ends a stretch too. The run is the stretch whose
first marker stands at or before the gene and whose last stands at or behind it. Its length is that
from first to last marker: what lies between the last marker and the next heterozygote is not
claimed. The questions are asked in this order:

1. Does a called deletion that touches the gene explain the stretch? All markers inside it lie in
   one stretch, at least :data:`MIN_IN_DELETION` of them, and it covers half of that stretch or
   more. A deletion inside a much longer run does not explain the run.
2. Do heterozygotes that are no errors stand at or near the gene?
3. Is the run long enough and has it enough markers?

Isolated heterozygotes near the gene answer neither: they are too few against a long run, and too
many to call the region autozygous.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from osteo_annot.locus.gene import GeneModel
from osteo_annot.locus.interval import Interval
from osteo_annot.measured.markers import Marker
from osteo_annot.sentences.texts import examined as say
from osteo_annot.values import dataclass
from osteo_annot.worded import Worded

TOLERANCE_FLANK = 50
"""Homozygous markers on each side that make a heterozygote an error (default, unverified)."""
MAX_GAP = 1_000_000
"""Bases without any marker beyond which nothing is claimed (default, unverified)."""
NEARBY = 100_000
"""Bases on each side of the gene that count as near it."""
MIN_NEARBY = 2
"""Heterozygotes near the gene that show two different copies."""
MIN_IN_DELETION = 3
"""Homozygous markers inside a called deletion that support one copy (clinical rules 2.4)."""

Stretch = Sequence[Marker]


class Homozygosity(Worded):
    """What the markers around the gene say."""

    AUTOZYGOUS_REGION = (
        "autozygous_region",
        (
            "A long run of homozygosity spans the gene and no called deletion explains it: both "
            "copies may descend from one ancestor (autozygosity) or from one parent (isodisomy). "
            "Read depth has no part in this answer."
        ),
    )
    HETEROZYGOUS_NEARBY = (
        "heterozygous_nearby",
        (
            "Heterozygous markers stand at or near the gene: two different copies are present "
            "there. A deletion between these markers is not excluded."
        ),
    )
    HEMIZYGOUS_POSSIBLE = (
        "hemizygous_possible",
        (
            "The homozygous markers coincide with a called deletion: what looks homozygous there "
            "may be present on one copy only (hemizygous)."
        ),
    )
    NO_MARKER = (
        "no_marker",
        (
            "No marker around the gene was read: whether two different copies are there is not "
            "told by markers."
        ),
    )
    UNDECIDED = (
        "undecided",
        (
            "The markers around the gene do not tell an autozygous region from two different "
            "copies: there are too few of them, the run is short, or they contradict each other."
        ),
    )


@dataclass(frozen=True, slots=True)
class Limits:
    """What a run must reach to be called autozygous; configurable, and unverified defaults."""

    min_length: int = 1_500_000
    """Bases from first to last marker."""
    min_markers: int = 25
    """Markers in the run."""


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Run:
    """The homozygous stretch at the gene, and what it says."""

    answer: Homozygosity
    extent: Interval | None
    """First to last marker; None when no stretch spans the gene."""
    markers: int
    """Markers in the stretch."""
    tolerated: int
    """Heterozygotes among them that were taken for errors."""
    nearby: int
    """All heterozygotes at the gene or near it, errors included."""

    @property
    def length(self) -> int:
        """Bases from first to last marker; 0 without a stretch."""
        return len(self.extent) if self.extent else 0

    @property
    def text(self) -> str:
        """The answer with its numbers, for a report."""
        if self.answer is Homozygosity.NO_MARKER:
            return self.answer.text
        near = say.NEARBY(count=self.nearby, reach=NEARBY // 1000)
        if self.extent is None:
            return say.NO_STRETCH(answer=self.answer, near=near).text
        return say.STRETCH(
            answer=self.answer,
            place=f"{self.extent.start:,}–{self.extent.end:,}",
            length=f"{self.length / 1e6:.2f}",
            markers=self.markers,
            errors=self.tolerated,
            near=near,
        ).text


def run_around(
    markers: Sequence[Marker],
    gene: GeneModel,
    deletions: Sequence[Interval] = (),
    limits: Limits = DEFAULT_LIMITS,
) -> Run:
    """The run of homozygosity at the gene, by the method above.

    ``deletions`` are the deletions called in the sample on the same assembly, whatever their state;
    those that do not touch the gene are passed over.
    """
    if not markers:
        return _run(Homozygosity.NO_MARKER, None, 0)
    ordered = sorted(markers, key=lambda marker: marker.position)
    errors = isolated_heterozygotes(ordered)
    stretches = homozygous_stretches(ordered, errors)
    site = Interval(gene.start, gene.end)
    near = Interval(gene.start - NEARBY, gene.end + NEARBY)
    nearby = [m for m in _inside(ordered, near) if m.heterozygous]
    spanning = next((s for s in stretches if _extent(s).contains(site)), None)
    losses = [loss for loss in deletions if loss.overlap(site)]
    lost = next((s for s in stretches for loss in losses if _explains(loss, s, ordered)), None)
    if lost is not None:
        return _run(Homozygosity.HEMIZYGOUS_POSSIBLE, lost, len(nearby))
    if sum(m.position not in errors for m in nearby) >= MIN_NEARBY:
        return _run(Homozygosity.HETEROZYGOUS_NEARBY, spanning, len(nearby))
    if spanning is not None and len(nearby) < MIN_NEARBY and _is_long(spanning, limits):
        return _run(Homozygosity.AUTOZYGOUS_REGION, spanning, len(nearby))
    return _run(Homozygosity.UNDECIDED, spanning, len(nearby))


def isolated_heterozygotes(ordered: Sequence[Marker]) -> frozenset[int]:
    """Positions of the heterozygotes that stand alone among homozygous markers."""
    places = [place for place, marker in enumerate(ordered) if marker.heterozygous]
    walls = [-1, *places, len(ordered)]
    return frozenset(
        ordered[place].position
        for before, place, after in zip(walls, places, walls[2:], strict=False)
        if min(place - before, after - place) > TOLERANCE_FLANK
    )


def homozygous_stretches(ordered: Sequence[Marker], errors: frozenset[int]) -> list[Stretch]:
    """All stretches between heterozygotes that are no errors, and between wide gaps; ascending."""
    cuts = [0]
    for place, (before, marker) in enumerate(pairwise(ordered), 1):
        if marker.position - before.position > MAX_GAP:
            cuts.append(place)
        if (
            marker.heterozygous != before.heterozygous
            and not {
                marker.position,
                before.position,
            }
            & errors
        ):
            cuts.append(place)
    pieces = [ordered[start:end] for start, end in pairwise([*cuts, len(ordered)])]
    return [p for p in pieces if p and not (p[0].heterozygous and p[0].position not in errors)]


def _run(answer: Homozygosity, stretch: Stretch | None, nearby: int) -> Run:
    """The answer with the numbers of its stretch."""
    if stretch is None:
        return Run(answer, None, 0, 0, nearby)
    tolerated = sum(marker.heterozygous for marker in stretch)
    return Run(answer, _extent(stretch), len(stretch), tolerated, nearby)


def _extent(stretch: Stretch) -> Interval:
    """First to last marker."""
    return Interval(stretch[0].position, stretch[-1].position)


def _inside(ordered: Sequence[Marker], span: Interval) -> list[Marker]:
    """The markers in an interval."""
    return [marker for marker in ordered if span.start <= marker.position <= span.end]


def _is_long(stretch: Stretch, limits: Limits) -> bool:
    """Whether a stretch reaches the limits."""
    return len(_extent(stretch)) >= limits.min_length and len(stretch) >= limits.min_markers


def _explains(loss: Interval, stretch: Stretch, ordered: Sequence[Marker]) -> bool:
    """Whether a called deletion is most of the stretch, and no true heterozygote lies in it."""
    inside = _inside(ordered, loss)
    extent = _extent(stretch)
    if len(inside) < MIN_IN_DELETION or not extent.contains(_extent(inside)):
        return False
    return 2 * loss.overlap(extent) >= len(extent)
