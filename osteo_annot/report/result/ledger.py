"""The ledger: every record at the locus, and what became of it for one sample."""

from __future__ import annotations

from typing import Literal

from osteo_annot.errors import printable
from osteo_annot.events.model import EventSet, LedgerReason
from osteo_annot.intake.case import InputSet
from osteo_annot.measured.person import Person
from osteo_annot.report.result.model import LedgerEntry

_CAP = 200


def ledger_of(inputs: InputSet, person: Person, found: EventSet) -> list[LedgerEntry]:
    """One entry per record and file, in the order read; records that cannot be read included."""
    entries: list[tuple[int, int, LedgerEntry]] = []
    for observation in (*person.observations, *found.depth_records, *found.junction_records):
        disposition = found.dispositions[observation.id]
        reason = disposition.reason
        row = observation.row
        entry = LedgerEntry(
            id=observation.id,
            file=observation.file,
            line=row.ordinal,
            contig=row.contig,
            position=row.position,
            ref=_capped(row.ref),
            alt=_capped(",".join(row.alts) or "."),
            filter=_capped(row.filter_text),
            genotype=_capped(observation.genotype.text or "no GT"),
            disposition=_disposition(reason),
            reason=reason,
            text=reason.text,
            event=" ".join(disposition.events),
        )
        entries.append((observation.number, row.ordinal, entry))
    for file in inputs.files:
        for bad in file.bad_rows:
            reason = LedgerReason.RECORD_NOT_READABLE
            entry = LedgerEntry(
                id=f"f{file.number}.r{bad.ordinal}",
                file=file.file.name,
                line=bad.ordinal,
                contig="",
                position=0,
                ref="",
                alt=_capped(bad.text),
                filter="",
                genotype="",
                disposition="set_aside",
                reason=reason,
                text=f"{reason.text} {bad.fault}",
                event="",
            )
            entries.append((file.number, bad.ordinal, entry))
    return [entry for _, _, entry in sorted(entries, key=lambda e: e[:2])]


def _disposition(reason: LedgerReason) -> Literal["used", "merged", "set_aside"]:
    """used, merged or set_aside."""
    if reason in {LedgerReason.SUPPORTS_EVENT, LedgerReason.JUNCTION_CONTRADICTS}:
        return "used"
    merged = {LedgerReason.SAME_EVENT, LedgerReason.JUNCTION_CONFIRMS}
    return "merged" if reason in merged else "set_aside"


def _capped(text: str) -> str:
    """Printable text of bounded length."""
    return printable(text, _CAP)
