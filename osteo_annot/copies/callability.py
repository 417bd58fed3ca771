"""Which exons could be judged: for small variants, and separately for deletions.

Source: clinical rules 2.7. No row is not reference: an exon is callable only where a source says
so base by base, the coding part and the splice flanks together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from osteo_annot.events.copy_number import copy_number
from osteo_annot.events.zygosity import reads_contradict
from osteo_annot.intake.caller import Caller
from osteo_annot.intake.case import InputSet, LocusFile, Observation
from osteo_annot.intake.genotype import GenotypeKind
from osteo_annot.intake.regions import Interval, covers, merged
from osteo_annot.locus.gene import Exon, GeneModel

SPLICE_FLANK = 8
"""Intronic bases beside an exon that must be callable too (the SO splice region)."""
MIN_GQ = 20
"""Genotype quality from which a reference or variant call counts (clinical rules 2.7)."""
MIN_DEPTH = 10
"""Reads from which a call counts (clinical rules Z14, 2.7)."""


class Answer(StrEnum):
    """Whether something could be seen."""

    CALLABLE = "callable"
    NOT_CALLABLE = "not_callable"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ExonCallability:
    """Callability of one exon with its splice flanks."""

    exon: int
    small_variants: Answer
    deletions: Answer
    homozygous_loss_excluded: bool
    """Whether confident calls over the whole exon show that at least one copy is there."""
    source: str


def exon_callability(
    inputs: InputSet, observations: Sequence[Observation], gene: GeneModel
) -> tuple[ExonCallability, ...]:
    """Callability of every exon in transcript order."""
    called = merged(tuple(i for o in observations for i in _called(o)))
    regions = merged(tuple(i for r in inputs.regions for i in r.intervals))
    blocks = [f for f in inputs.files if f.file.header.is_gvcf]
    sources = [f"reference blocks of {f.file.name}" for f in blocks]
    sources += [f"regions of {r.file}" for r in inputs.regions]
    structural = [f.file.name for f in inputs.files if looks_for_deletions(f)]
    everything = merged((*called, *regions)) if sources else ()
    holes = [
        hole
        for o in observations
        if (hole := _hole(o)) and not covers(called, hole.start, hole.end)
    ]
    holes += [hole for r in inputs.regions for hole in r.holes]
    return tuple(
        _exon(exon, gene, called, everything, holes, sources, structural) for exon in gene.exons
    )


def looks_for_deletions(file: LocusFile) -> bool:
    """Whether a file is the output of a caller of deletions: by its writer, or what it declares."""
    text = file.file.header.text
    known = file.file.header.caller is not Caller.UNKNOWN
    return known or "##ALT=<ID=DEL" in text or "##ALT=<ID=CN0" in text


def _exon(
    exon: Exon,
    gene: GeneModel,
    called: tuple[Interval, ...],
    everything: tuple[Interval, ...],
    holes: Sequence[Interval],
    sources: Sequence[str],
    structural: Sequence[str],
) -> ExonCallability:
    """One exon by the intervals that were called."""
    start, end = judged_interval(exon, gene)
    small = Answer.UNKNOWN
    told = list(sources) if sources else ["no gVCF and no callable regions were given"]
    if sources:
        inside = [hole for hole in holes if hole.start <= end and start <= hole.end]
        whole = covers(everything, start, end) and not inside
        small = Answer.CALLABLE if whole else Answer.NOT_CALLABLE
        told += [f"no genotype at {hole.start}" for hole in inside[:3]]
    told += [f"deletions: {name}" for name in structural] or ["deletions: no caller's file given"]
    return ExonCallability(
        exon=exon.number,
        small_variants=small,
        deletions=Answer.CALLABLE if structural else Answer.UNKNOWN,
        homozygous_loss_excluded=covers(called, start, end) or small is Answer.CALLABLE,
        source="; ".join(told),
    )


def judged_interval(exon: Exon, gene: GeneModel) -> tuple[int, int]:
    """The coding part of an exon and its splice flanks; 1-based, closed, genomic."""
    coding = gene.coding_part(exon)
    if coding is None:
        raise ValueError(f"exon {exon.number} of {gene.symbol} has no coding part")
    start, end = coding
    at_start = start == exon.start and exon.number < len(gene.exons)
    at_end = end == exon.end and exon.number > 1
    return start - SPLICE_FLANK * at_start, end + SPLICE_FLANK * at_end


def _called(observation: Observation) -> list[Interval]:
    """The bases over which an observation is a confident call of both copies."""
    row = observation.row
    if observation.filters or not is_confident(observation):
        return []
    if any(alt.startswith("<") for alt in row.alts) and not row.is_block and len(row.alts) == 1:
        return []
    return [Interval(row.position, row.last)]


def _hole(observation: Observation) -> Interval | None:
    """The bases of a record in which a genotype of the sample is missing, wholly or in part.

    A region that is callable on the whole is not callable where the caller gave no genotype.
    """
    unsure = {GenotypeKind.MISSING, GenotypeKind.HALF, GenotypeKind.MALFORMED}
    row = observation.row
    symbolic = any(alt.startswith("<") for alt in row.alts) and not row.is_block
    symbolic |= "SVTYPE" in row.info or copy_number(observation) is not None
    weak = row.is_block and not is_confident(observation)
    if symbolic or not (weak or observation.genotype.kind in unsure):
        return None
    return Interval(row.position, row.last)


def is_confident(observation: Observation) -> bool:
    """Whether both alleles are called with enough quality and reads, as far as the record tells."""
    if observation.genotype.kind is not GenotypeKind.DIPLOID:
        return False
    if observation.genotype.is_reference and reads_contradict(observation, (0, 0)):
        return False
    quality = _number(observation.fields.get("GQ", observation.fields.get("RGQ", "")))
    depth = _number(observation.fields.get("MIN_DP", observation.fields.get("DP", "")))
    return quality is not None and depth is not None and quality >= MIN_GQ and depth >= MIN_DEPTH


def _number(text: str) -> float | None:
    """A non-negative number, or None."""
    return float(text) if re.fullmatch(r"[0-9]{1,9}(?:\.[0-9]{1,9})?", text) else None
