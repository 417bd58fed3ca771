"""Alleles written in bases: what stands for a base, the normalised change, and its event.

Sources: VCF 4.5 section 1.6.1 (REF, ALT, the base before an event). Some callers of long reads
write ``N`` in place of a base or of nothing; the length of the change tells which.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from osteo_annot.events.model import Event, EventKind, Support, Zygosity
from osteo_annot.events.structural import length_of_allele
from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.intake.vcf.row import Row
from osteo_annot.locus.allele import Allele, shift_is_bounded, shifted_left, trimmed
from osteo_annot.locus.interval import Interval
from osteo_annot.locus.reference import Reference

_ID_BASES = 20
_LONG_OFFER = 200
"""Bases of REF and ALT up to which an allele without genotype is looked at."""
_LOST = {"", "DEL"}
_GAINED = {"INS", "DUP"}


def written_allele(row: Row, index: int, reference: Reference) -> Allele:
    """The change of an ALT of bases, by its index from 1, without the bases that REF shares.

    Unknown bases of REF are those of the reference. An ALT of unknown bases keeps its ``N``.
    """
    position, ref, alt = _without_placeholders(row, index)
    written = trimmed(position, ref, alt)
    known = reference.fetch(written.start, written.end)
    ref = "".join(k if r == "N" else r for r, k in zip(written.ref, known, strict=True))
    return trimmed(written.start, ref, written.alt)


def _without_placeholders(row: Row, index: int) -> tuple[int, str, str]:
    """POS, REF and ALT with an ``N`` that stands for the anchor, or for nothing, replaced.

    ALT ``N`` beside the lost bases: nothing is left where as many are lost as REF has, else the
    first base is. REF ``N`` beside as many bases as were gained: they follow POS.
    """
    ref, alt = row.ref, row.alts[index - 1]
    kind = row.info.get("SVTYPE", "").split(":")[0]
    length = length_of_allele(row, index)
    if alt == "N" and len(ref) > 1 and kind in _LOST:
        if length == len(ref):
            return row.position, ref, ""
        anchored = length is None or length == len(ref) - 1
        return row.position, ref, ref[0] if anchored else alt
    if ref == "N" and kind in _GAINED and len(alt) > 1 and length == len(alt):
        return row.position + 1, "", alt
    if alt[:1] == "N" and len(alt) > 1:
        return row.position, ref, ref[0] + alt[1:]
    return row.position, ref, alt


def event_of_bases(
    kind: EventKind, allele: Allele, support: Support, reference: Reference
) -> Event:
    """The event of a change of known bases."""
    moved = shifted_left(allele, reference)
    span = Interval(moved.start, max(moved.end, moved.start))
    return Event(
        id=allele_id(moved),
        kind=kind,
        allele=moved,
        inner=span,
        outer=span,
        alt="",
        shift_known=shift_is_bounded(moved, reference),
        zygosity=support.zygosity,
        support=(support,),
    )


def offered_alleles(observations: Sequence[Observation], reference: Reference) -> list[Event]:
    """Changes of bases that records name, whatever the genotype of the sample.

    They are no events of the person: what they would do is asked only in doubt.
    """
    found: dict[str, Event] = {}
    for observation in observations:
        row = observation.row
        for index, alt in enumerate(row.alts, 1):
            if set(alt) - set("ACGT") or len(alt) + len(row.ref) > _LONG_OFFER:
                continue
            allele = trimmed(row.position, row.ref, alt)
            if allele.ref or allele.alt:
                support = Support(observation, index, Zygosity.UNKNOWN)
                event = event_of_bases(EventKind.SMALL_VARIANT, allele, support, reference)
                found.setdefault(event.id, event)
    return list(found.values())


def allele_id(allele: Allele) -> str:
    """Chromosome, place and change; long sequences by length and digest."""

    def short(bases: str) -> str:
        if len(bases) <= _ID_BASES:
            return bases or "-"
        return f"{len(bases)}nt.{hashlib.sha256(bases.encode()).hexdigest()[:8]}"

    return f"6-{allele.start}-{short(allele.ref)}-{short(allele.alt)}"
