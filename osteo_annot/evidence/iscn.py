"""Structural events in ISCN, as sequencing writes them.

Source: clinical rules 3.3. Both ends within one band are written twice: ``del(6)(q21q21)``, for
``del(6)(q21)`` would be a terminal deletion. An event whose ends may lie in another band gets none.
"""

from __future__ import annotations

from osteo_annot.events.model import Event, EventKind, Zygosity
from osteo_annot.locus.gene import GeneModel

_WORDS = {EventKind.DELETION: "del", EventKind.DUPLICATION: "dup", EventKind.INVERSION: "inv"}
_COPIES = {
    (EventKind.DELETION, Zygosity.HOMOZYGOUS): 0,
    (EventKind.DELETION, Zygosity.HETEROZYGOUS): 1,
    (EventKind.DUPLICATION, Zygosity.HETEROZYGOUS): 3,
}


def iscn_of(event: Event, gene: GeneModel) -> tuple[str, ...]:
    """The change, and the copies of the interval where they are known; empty outside the band."""
    word = _WORDS.get(event.kind)
    inside = gene.locus_start <= event.outer.start and event.outer.end <= gene.locus_end
    if word is None or not inside:
        return ()
    band = gene.cytoband.removeprefix("6")
    change = f"seq[{gene.assembly}] {word}(6)({band}{band})"
    copies = _COPIES.get((event.kind, event.zygosity))
    if copies is None:
        return (change,)
    place = f"{event.best.start}_{event.best.end}"
    return change, f"seq[{gene.assembly}] {gene.cytoband}({place})×{copies}"
