"""HGVS names of an event.

Source: HGVS nomenclature v21; clinical rules 3.3. Where bases are unknown the name says so instead
of claiming a place: exon-level names with uncertain bounds, and no shifting.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from osteo_annot.copies.effect import EventEffect
from osteo_annot.copies.outcome import Outcome
from osteo_annot.copies.structure import exact_deletion
from osteo_annot.events.model import Event, EventKind
from osteo_annot.locus.allele import Allele, shift_is_bounded, shifted_left, shifted_right
from osteo_annot.locus.cdna import CodingPosition, coding_position
from osteo_annot.locus.gene import GeneModel
from osteo_annot.locus.interval import Interval
from osteo_annot.locus.names import coding_name, coding_name_at, genomic_name, genomic_name_at
from osteo_annot.locus.protein_names import UNKNOWN
from osteo_annot.locus.reference import Reference
from osteo_annot.values import dataclass

_NOT_SHIFTED = "not shifted to the 3' end: bases beside the change are unknown"
_AS_GIVEN = "breakpoints as the caller gave them; " + _NOT_SHIFTED

_BOUNDED = "the files bound the ends and do not tell them to the base; " + _NOT_SHIFTED
_BY_DEPTH = "ends by the depth of the exons, not to the base; " + _NOT_SHIFTED
_BY_READS = "breakpoints as reads show them"

_NO_NAME = {
    EventKind.INSERTION: "no name: the inserted bases are unknown",
    EventKind.BREAKEND: "no name: a junction to another place",
}


@dataclass(frozen=True, slots=True)
class Names:
    """Names without accessions; empty where none can be given."""

    g: str
    c: str
    p: str
    note: str
    parts: tuple[str, ...] = ()
    """Of a joint event: the c. names of its parts, 5' to 3'."""


def names_of(effect: EventEffect, gene: GeneModel, reference: Reference) -> Names:
    """The names of an event; its protein is that of a copy which carries it alone."""
    event = effect.event
    if not event.parts:
        return _of_event(event, effect.single_outcome, gene, reference)
    if event.allele is None:
        return _of_parts(event.parts, effect.single_outcome, gene, reference)
    names = _of_event(event, effect.single_outcome, gene, reference)
    return replace(names, parts=_coding_names(event.parts, gene, reference))


def _of_event(event: Event, outcome: Outcome, gene: GeneModel, reference: Reference) -> Names:
    """The names of an event as one change."""
    if event.allele is None and event.has_ends_of_reads:
        names = _by_reads(event, outcome, gene, reference)
        if names is not None:
            return names
    allele = event.allele or _named_deletion(event, gene, reference)
    if allele is not None and "N" in allele.ref:
        return Names(
            g=genomic_name_at(allele, reference),
            c=coding_name_at(allele, gene, reference),
            p=_protein(event, outcome, gene),
            note="" if _stands_still(allele, reference) else _AS_GIVEN,
        )
    if allele is not None:
        note = "" if shift_is_bounded(allele, reference) else _NOT_SHIFTED
        return Names(
            g=genomic_name(allele, reference),
            c=coding_name(allele, gene, reference),
            p=_protein(event, outcome, gene),
            note=note,
        )
    suffix = {EventKind.DELETION: "del", EventKind.DUPLICATION: "dup", EventKind.INVERSION: "inv"}
    if event.kind not in suffix:
        return Names("", "", "p.?", _NO_NAME[event.kind])
    if event.kind is EventKind.DUPLICATION and not event.is_proven_tandem:
        return Names("", "", "p.?", "no name: that the additional copy lies in tandem was not seen")
    word = suffix[event.kind]
    coding = _exon_level(event, gene, word) if event.kind is not EventKind.INVERSION else ""
    by_depth = all(s.depth_call is not None for s in event.support)
    note = _BY_DEPTH if by_depth else _AS_GIVEN if event.sure else _BOUNDED
    return Names(_uncertain_genomic(event, word), coding, _protein(event, outcome, gene), note)


def _by_reads(
    event: Event, outcome: Outcome, gene: GeneModel, reference: Reference
) -> Names | None:
    """The names of a deletion whose ends reads show, also where the lost bases are not known.

    The bases that both sides share tell how far it may be shifted: HGVS names the place furthest
    3', on the chromosome to the right, on the transcript (minus strand) to the left.
    """
    lost = exact_deletion(event, reference)
    found = event.witness.breakpoints if event.witness else None
    if lost is None or found is None:
        return None
    right = replace(lost, start=lost.start + len(found.homology))
    return Names(
        g=genomic_name_at(right, reference),
        c=coding_name_at(lost, gene, reference),
        p=_protein(event, outcome, gene),
        note=_BY_READS,
    )


def _of_parts(
    parts: Sequence[Event], outcome: Outcome, gene: GeneModel, reference: Reference
) -> Names:
    """The names of changes in two exons that are read as one, in HGVS allele notation."""
    alleles = sorted(part.allele for part in parts if part.allele is not None)
    coding = _coding_names(parts, gene, reference)
    return Names(
        g=_in_cis([genomic_name(allele, reference) for allele in alleles]),
        c=_in_cis(coding),
        p=outcome.protein,
        note="",
        parts=coding,
    )


def _coding_names(parts: Sequence[Event], gene: GeneModel, reference: Reference) -> tuple[str, ...]:
    """The c. names of the parts of a joint event, 5' to 3'."""
    along = sorted(parts, key=lambda part: gene.along(part.outer.start))
    return tuple(coding_name(p.allele, gene, reference) for p in along if p.allele is not None)


def _in_cis(names: Sequence[str]) -> str:
    """Changes of one copy: ``c.[517A>T;519T>A]``; empty where one has no name."""
    if not all(names):
        return ""
    level = names[0][:2]
    return f"{level}[{';'.join(name.removeprefix(level) for name in names)}]"


def _named_deletion(event: Event, gene: GeneModel, reference: Reference) -> Allele | None:
    """A deletion that is named by its exact breakpoints.

    Where every lost base is known, or a breakpoint lies in an exon. Between two introns of which
    bases are unknown the name says which exons are lost, and no more.
    """
    allele = exact_deletion(event, reference)
    if allele is None:
        return None
    in_exon = gene.exon_at(allele.start) or gene.exon_at(allele.end)
    return allele if in_exon or "N" not in allele.ref else None


def _stands_still(allele: Allele, reference: Reference) -> bool:
    """Whether the bases at both ends are known and allow no other place; others have no say."""
    moved = shifted_left(allele, reference), shifted_right(allele, reference)
    return moved == (allele, allele) and shift_is_bounded(allele, reference)


def _protein(event: Event, outcome: Outcome, gene: GeneModel) -> str:
    """The protein name of a copy with the event alone; empty where it leaves the protein alone.

    A duplication or inversion is not named on the protein, for RNA was not seen.
    """
    if event.kind not in {EventKind.SMALL_VARIANT, EventKind.DELETION}:
        return UNKNOWN
    small = event.kind is EventKind.SMALL_VARIANT and event.allele is not None
    inside = small and event.allele is not None and _is_coding(event.allele, gene)
    return outcome.protein if outcome.protein != "p.(=)" or inside else ""


def _is_coding(allele: Allele, gene: GeneModel) -> bool:
    """Whether a changed base is a coding one; an insertion, whether both bases beside it are."""
    positions = (coding_position(gene, p) for p in (allele.start, allele.end))
    coding = [p is not None and p.in_cds for p in positions]
    return all(coding) if allele.is_insertion else any(coding)


def _exon_level(event: Event, gene: GeneModel, word: str) -> str:
    """``c.(402+1_403-1)_(615+1_616-1)del``; empty when it reaches beyond the transcript.

    HGVS: a change that reaches beyond the transcript can only be named on the genome.
    """
    span = event.best
    if span.start < gene.start or span.end > gene.end:
        return ""
    taken = gene.exons_overlapping(span.start, span.end)
    if not taken:
        first, last = (coding_position(gene, p) for p in (span.end, span.start))
        return f"c.{first}_{last}{word}"
    before, after = taken[0].number - 1, taken[-1].number + 1
    if before < 1 or after > len(gene.exons):
        return ""
    left, right = gene.exons[before - 1], gene.exons[after - 1]
    start = (_base(left.tx_end, 1, gene), _base(taken[0].tx_start, -1, gene))
    end = (_base(taken[-1].tx_end, 1, gene), _base(right.tx_start, -1, gene))
    return f"c.({start[0]}_{start[1]})_({end[0]}_{end[1]}){word}"


def _base(tx_position: int, offset: int, gene: GeneModel) -> CodingPosition:
    """A c. position from a transcript position."""
    return CodingPosition(tx_position - gene.cds_start + 1, offset, gene.cds_length)


def _uncertain_genomic(event: Event, word: str) -> str:
    """``g.(A_B)_(C_D)del``, exact positions, or ``g.(A_?)_(?_D)del`` where no base is sure.

    Source: HGVS, uncertain breakpoints: the outer positions bound what may be changed, the inner
    ones what surely is.
    """
    inner, outer = event.sure, event.outer
    if inner is None:
        return f"g.({outer.start}_?)_(?_{outer.end}){word}"
    if event.is_exact:
        return f"g.{_range(outer)}{word}{_inserted(event)}"
    start = f"{outer.start}_{inner.start}" if outer.start < inner.start else f"?_{inner.start}"
    end = f"{inner.end}_{outer.end}" if inner.end < outer.end else f"{inner.end}_?"
    return f"g.({start})_({end}){word}"


def _inserted(event: Event) -> str:
    """What is inserted at the junction of a deletion: ``insACG``, or ``insN[3]`` by number only."""
    if not event.inserted or event.kind is not EventKind.DELETION:
        return ""
    known = set(event.inserted) != {"N"}
    return f"ins{event.inserted}" if known else f"insN[{len(event.inserted)}]"


def _range(span: Interval) -> str:
    """One position or two."""
    return str(span.start) if span.start == span.end else f"{span.start}_{span.end}"


def genotype_notation(alleles: Sequence[tuple[str, ...]], joined: str, transcript: str) -> str:
    """Both copies in HGVS allele notation (clinical rules 3.3).

    ``alleles`` holds the c. names (without ``c.``) of each copy, where phase is not known perhaps
    further ones of no known copy; ``joined`` is ``trans`` where
    the copies are proven, ``unknown`` where phase is not, and ``apparent`` for one change that
    was called on both copies without proof.
    """
    if joined == "apparent":
        one = alleles[0][0]
        return f"{transcript}:c.{one}(;)({one})"
    if joined == "unknown":
        names = dict.fromkeys(name for side in alleles for name in side)
        return f"{transcript}:c.{'(;)'.join(names)}"
    return f"{transcript}:c.{';'.join(on_one_copy(side) if side else '[=]' for side in alleles)}"


def on_one_copy(names: Sequence[str]) -> str:
    """The changes of one copy in brackets; those of a joint change lose their own."""
    bare = (n.removeprefix("[").removesuffix("]") if n.startswith("[") else n for n in names)
    return f"[{';'.join(bare)}]"
