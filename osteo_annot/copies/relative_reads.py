"""What a relative's own reads add to the call of an event: they deny it, or tell where none is.

Source: reads.md 6, clinical rules Z13. Some reads of the event in a parent who is called without it
are a mosaic or an artefact: the parent counts neither as a carrier nor as lacking it, and the event
may come again. Reads alone are never a certain call.
"""

from __future__ import annotations

from dataclasses import replace

from osteo_annot.events.allele_balance import (
    HALF,
    READS_NEEDED,
    THIRD,
    AlleleReads,
    Balance,
    balance_of,
    binomial_tail,
    contradicts_homozygote,
    exceeds_errors,
)
from osteo_annot.events.by_junction import JUNCTION_KINDS, bounds_for_reads
from osteo_annot.events.model import Event, EventKind
from osteo_annot.locus.reference import Reference
from osteo_annot.measured.person import Relative, RelativeCall
from osteo_annot.measured.reads.alleles import is_told_by_reads
from osteo_annot.measured.reads.junction import junction_witness
from osteo_annot.measured.reads.small_variant import small_variant_by_reads
from osteo_annot.measured.reads.witness import WitnessAnswer, WitnessReason
from osteo_annot.sentences.sentence import Said
from osteo_annot.sentences.texts import reads as say
from osteo_annot.values import dataclass

MOSAIC_FRAGMENTS = 3
"""Fragments that must show a single base before it may be a mosaic (default, unverified)."""
MOSAIC_STARTS = 2
"""Different places at which their reads begin."""
BASE_ERROR = 0.01
"""Share of fragments that show a base that is not there, of reads that map and read well (default,
unverified)."""
MOSAIC_BY_CHANCE = 1e-3
"""Probability below which errors do not explain the fragments (default, unverified)."""
_MOSTLY = 0.9
"""Share of the fragments from which nothing else is there."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a relative's reads show of an event."""

    copies: int | None
    """Copies with it; None where they do not tell."""
    is_mosaic: bool
    """Whether some show it, too few for an allele."""
    fragments: int
    total: int

    @property
    def said(self) -> Said:
        """The count in words."""
        return say.FRAGMENTS(shown=self.fragments, total=self.total)


def with_own_reads(
    call: RelativeCall, event: Event, relative: Relative, reference: Reference
) -> RelativeCall:
    """The call of an event, held against the relative's own reads; the same without them.

    Raises RefusedError (ALIGNMENTS_INVALID and those of damaged files).
    """
    if relative.reads is None or relative.doubtful or call.mosaic:
        return call
    shown = _shown(event, relative, reference)
    if shown is None:
        return call
    counted = replace(call, reads=call.reads or f"{shown.fragments} of {shown.total}")
    text = say.WITH_READS(call=call.said, reads=shown.said)
    is_called = call.said.sentence is not say.NOT_CALLED
    if shown.is_mosaic:
        return replace(counted, carries=None, mosaic=shown.said, said=text)
    if shown.copies is None:
        return counted
    if call.carries is not None and shown.copies != call.carries:
        return replace(counted, carries=None, said=say.AGAINST_READS(call=text))
    if call.carries is None and not is_called:
        return replace(counted, carries=shown.copies, said=text, is_certain=False)
    return counted


def _shown(event: Event, relative: Relative, reference: Reference) -> _Shown | None:
    """What the reads show of an event; None where they tell nothing."""
    if event.kind is EventKind.SMALL_VARIANT:
        return _of_bases(event, relative, reference)
    return _of_junction(event, relative) if event.kind in JUNCTION_KINDS else None


def _of_bases(event: Event, relative: Relative, reference: Reference) -> _Shown | None:
    """Fragments of a small variant, from ten on."""
    allele = event.allele
    if relative.reads is None or allele is None or not is_told_by_reads(allele):
        return None
    counts = small_variant_by_reads(relative.reads.fetched, allele, reference).counts
    shown = AlleleReads(counts.alt.total, counts.ref.total + counts.other)
    if shown.total < READS_NEEDED:
        return None
    balance = balance_of(shown)
    if shown.fraction >= _MOSTLY and not contradicts_homozygote(shown):
        return _Shown(2, False, shown.allele, shown.total)
    if balance is Balance.EVEN or (balance is Balance.SKEWED and shown.fraction > 1 / 3):
        return _Shown(1, False, shown.allele, shown.total)
    is_base = allele.net == 0
    low = _exceeds_base_errors(shown) and counts.starts >= MOSAIC_STARTS
    is_mosaic = low if is_base else exceeds_errors(shown.allele, shown.total)
    return _Shown(None if is_mosaic else 0, is_mosaic, shown.allele, shown.total)


def _exceeds_base_errors(shown: AlleleReads) -> bool:
    """Whether more fragments show a base than errors of reading give."""
    if shown.allele < MOSAIC_FRAGMENTS:
        return False
    by_chance = 1.0 - binomial_tail(shown.allele - 1, shown.total, BASE_ERROR)
    return by_chance < MOSAIC_BY_CHANCE


def _of_junction(event: Event, relative: Relative) -> _Shown | None:
    """Fragments of a structural event's junction, as the person's records and reads place it.

    That there is none is told only of an event whose ends are known to the base.
    """
    if relative.reads is None:
        return None
    outer, inner = bounds_for_reads(event)
    told = junction_witness(relative.reads.fetched, JUNCTION_KINDS[event.kind], outer, inner)
    shown = told.counts.fragments
    beside = round((told.reference_left.fragments + told.reference_right.fragments) / 2)
    if told.answer is WitnessAnswer.CONFIRMED and told.copies:
        return _Shown(told.copies, False, shown, shown + beside)
    if told.reason is WitnessReason.NO_JUNCTION and event.is_exact and not shown:
        return _Shown(0, False, shown, shown + beside)
    few = shown >= MOSAIC_FRAGMENTS and told.copies is None
    expected = THIRD if event.kind is EventKind.DUPLICATION else HALF
    balance = balance_of(AlleleReads(shown, beside, expected))
    uneven = shown < beside and balance in {Balance.MOSAIC, Balance.SKEWED}
    return _Shown(None, True, shown, shown + beside) if few and uneven else None
