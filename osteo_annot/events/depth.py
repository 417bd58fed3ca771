"""Depth calls of the exons as events: a loss or a gain with its bounds, or two copies.

A call takes the same road as the records of a caller, and has its place in the ledger.
"""

from __future__ import annotations

from collections.abc import Sequence

from osteo_annot.events.dialects import Claim
from osteo_annot.events.model import Event, EventKind, LedgerReason, Support, Zygosity
from osteo_annot.events.source_fields import Quantity, RecordField, SourceFields
from osteo_annot.intake.vcf.caller import Caller
from osteo_annot.intake.vcf.genotype import ABSENT
from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.intake.vcf.row import Row
from osteo_annot.locus.locus import LOCUS
from osteo_annot.measured.depth_calls import DepthCall
from osteo_annot.values import dataclass

_FIELDS = (
    SourceFields(Quantity.START, (RecordField.AFTER_POS,)),
    SourceFields(Quantity.END, (RecordField.END,)),
    SourceFields(Quantity.COPIES, (RecordField.CN,)),
)
_LOSS_OR_GAIN = {
    0: (EventKind.DELETION, Zygosity.HOMOZYGOUS),
    1: (EventKind.DELETION, Zygosity.HETEROZYGOUS),
    3: (EventKind.DUPLICATION, Zygosity.HETEROZYGOUS),
}
_MORE = (EventKind.DUPLICATION, Zygosity.UNKNOWN)
_SYMBOLS = {EventKind.DELETION: "<DEL>", EventKind.DUPLICATION: "<DUP>"}


@dataclass(frozen=True, slots=True)
class DepthRecord:
    """A depth call as the ledger has it, and its event."""

    observation: Observation
    event: Event | None
    """None where it is two copies."""
    reason: LedgerReason = LedgerReason.COPY_NUMBER_TWO
    """Why it makes no event."""


def depth_records(calls: Sequence[DepthCall]) -> tuple[DepthRecord, ...]:
    """The calls as records of the ledger with their events, in the order of the chromosome."""
    return tuple(map(_record, calls))


def _record(call: DepthCall) -> DepthRecord:
    """One call."""
    if call.copies == 2:
        return DepthRecord(_observation(call, "<CNV>"), None)
    kind, zygosity = _LOSS_OR_GAIN.get(call.copies, _MORE)
    observation = _observation(call, _SYMBOLS[kind])
    support = Support(
        observation,
        1,
        zygosity,
        claim=Claim.DEPTH,
        source_fields=_FIELDS,
        depth_call=call,
    )
    event = Event(
        id=f"{kind.value}-6-{call.inner.start}-{call.inner.end}",
        kind=kind,
        allele=None,
        inner=call.inner,
        outer=call.outer,
        alt=_SYMBOLS[kind],
        shift_known=False,
        zygosity=zygosity,
        support=(support,),
    )
    return DepthRecord(observation, event)


def _observation(call: DepthCall, alt: str) -> Observation:
    """How the ledger names the call: at the base before it, without a genotype."""
    row = Row(
        ordinal=call.ordinal,
        contig=LOCUS.contig,
        position=call.inner.start - 1,
        identifier="",
        ref="N",
        alts=(alt,),
        filters=(),
        filter_text="PASS",
        info={},
        format=(),
        samples=(),
    )
    return Observation(call.id, call.number, call.file, row, {}, ABSENT, Caller.DEPTH)
