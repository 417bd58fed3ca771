"""What the depth leaves open: exons without reads, or read less, of which no event is told.

Loss of both copies and a failed capture look alike. Source: clinical rules Z21; earned claims 3
and 10.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from osteo_annot.events.model import Event
from osteo_annot.findings import Finding, FindingCode
from osteo_annot.intake.depth.coverage import Coverage
from osteo_annot.intake.depth.profile import Depths
from osteo_annot.locus.gene import GeneModel
from osteo_annot.measured.block_depth import exons_of_halved_depth
from osteo_annot.measured.depth_calls import DepthCall
from osteo_annot.measured.exon_ratio import ExonRatio
from osteo_annot.measured.person import Person
from osteo_annot.record.thresholds import EXON_WITHOUT_READS, EXONS_WELL_READ
from osteo_annot.sentences.sentence import Said
from osteo_annot.sentences.texts import findings as say


def depth_findings(
    coverages: Sequence[Coverage], person: Person, events: Sequence[Event], gene: GeneModel
) -> list[Finding]:
    """All that the depth points out and no event tells."""
    empty = _exons_without_reads(coverages, person.copy_ratios)
    return [
        *empty,
        *_reduced(person.copy_ratios),
        *_proposals(person, events),
        *_reduced_blocks(person, gene),
    ]


def _exons_without_reads(
    coverages: Sequence[Coverage], ratios: Sequence[ExonRatio]
) -> list[Finding]:
    """A finding for each file in which exons have no reads and their copies could not be told."""
    known = {ratio.exon for ratio in ratios if ratio.copies is not None}
    findings: list[Finding] = []
    for coverage in coverages:
        if coverage.profile is None:
            continue
        empty = [n for n in _without_reads(coverage.profile.exons) if n not in known]
        if empty:
            code = FindingCode.EXON_WITHOUT_READS
            said = say.AT_EXONS(meaning=code, exons=tuple(empty), file=coverage.file)
            findings.append(Finding(code, said, ()))
    return findings


def _without_reads(depths: Depths) -> list[int]:
    """Exons with hardly any of the depth of the others; 1 is the first of the transcript."""
    found: list[int] = []
    for index, depth in enumerate(depths):
        others = [d for i, d in enumerate(depths) if i != index and d is not None]
        usual = median(others) if others else 0.0
        if depth is not None and usual >= EXONS_WELL_READ and depth <= EXON_WITHOUT_READS * usual:
            found.append(index + 1)
    return found


def _reduced(ratios: Sequence[ExonRatio]) -> list[Finding]:
    """A finding on the exons that lie clearly below two copies and tell no number."""
    shown = [
        say.OF_TWO_COPIES(exons=(r.exon,), ratio=f"{r.ratio or 0.0:.2f}")
        for r in ratios
        if r.is_reduced
    ]
    shown += [
        say.OF_OTHERS(exons=(r.exon,), ratio=f"{r.of_others or 0.0:.2f}")
        for r in ratios
        if r.is_thin and r.has_reads
    ]
    if not shown:
        return []
    code = FindingCode.EXON_DEPTH_REDUCED
    return [Finding(code, say.AT(meaning=code, where=tuple(shown)), ())]


def _proposals(person: Person, events: Sequence[Event]) -> list[Finding]:
    """A finding on each loss of one exon of an exome that no caller tells."""
    supporting = {s.observation.id for event in events for s in event.support}
    code = FindingCode.LOSS_PROPOSED_BY_DEPTH
    return [
        Finding(
            code,
            say.AT(meaning=code, where=(_proposed(call),)),
            (),
        )
        for call in person.depth_calls
        if call.is_proposal and call.id not in supporting
    ]


def _proposed(call: DepthCall) -> Said:
    """The exon, its ratio and the copies that such a ratio has."""
    return say.PROPOSED(exons=call.exons, ratio=f"{call.ratio:.2f}", copies=call.copies)


def _reduced_blocks(person: Person, gene: GeneModel) -> list[Finding]:
    """A finding on the exons over which the blocks of a gVCF have half of the depth."""
    found = exons_of_halved_depth(person.observations, gene)
    if not found:
        return []
    code = FindingCode.BLOCK_DEPTH_REDUCED
    shown = tuple(
        say.OF_BLOCKS(exons=(number,), ratio=f"{part:.2f}")
        for number, part in sorted(found.items())
    )
    return [Finding(code, say.AT(meaning=code, where=shown), ())]
