"""PVS1 as an entry of the ledger of criteria, and the four rules of decay beside it.

Source: Abou Tayoun 2018, Walker 2023; clinical rules 1.1.0 and 1.2 (only the rule of 50 nucleotides
drives PVS1, the others are flags).
"""

from __future__ import annotations

from osteo_annot.copies.effect import EventEffect
from osteo_annot.copies.outcome import Outcome
from osteo_annot.events.model import EventKind
from osteo_annot.evidence.criterion import Criterion, LeafAnswer, Status, Strength
from osteo_annot.evidence.pvs1 import Pvs1, Pvs1Path
from osteo_annot.evidence.pvs1_flags import START_PROXIMAL_NT
from osteo_annot.locus.gene import GeneModel
from osteo_annot.record.policy import GenePolicy
from osteo_annot.sentences.texts import criteria as say
from osteo_annot.worded import Worded

LONG_EXON_NT = 407
"""Stops in a longer exon may escape decay (Lindeboom); a flag only (clinical rules 1.2)."""
GUIDELINE = "Abou Tayoun 2018; Walker 2023"


class DecayRule(Worded):
    """The four rules of nonsense-mediated decay; only the first drives PVS1."""

    FIFTY_NUCLEOTIDES = (
        "NMD_50NT",
        "The stop lies 50 nucleotides or more before the last junction.",
    )
    LAST_EXON = ("NMD_LAST_EXON", "The stop lies in the last exon, where decay fails.")
    NEAR_START = ("NMD_START_PROX", "The stop lies near the start, where decay may fail.")
    LONG_EXON = ("NMD_LONG_EXON", "The stop lies in a long exon, where decay may fail.")


def pvs1_criterion(found: Pvs1, outcome: Outcome, gene: GeneModel, policy: GenePolicy) -> Criterion:
    """PVS1 with the questions of its tree and their answers."""
    status = Status.MET
    if found.strength is Strength.NOT_APPLICABLE:
        status = Status.NOT_MET
    elif found.strength is Strength.NOT_ASSESSABLE:
        status = Status.NOT_ASSESSED
    return Criterion(
        code="PVS1",
        status=status,
        strength=found.strength,
        path=found.path.value,
        reason=found.path.text,
        guideline=GUIDELINE,
        answers=() if found.path in _NO_QUESTIONS else _answers(found, outcome, gene, policy),
        sources=(say.SEQUENCE_OF(transcript=gene.transcript).text, "policy"),
        overturned_by=_overturned(found) if status is Status.MET else "",
    )


_NO_QUESTIONS = {Pvs1Path.NOT_LOF, Pvs1Path.RESCUED}
"""Leaves that are reached without the questions of the tree."""


def _answers(
    found: Pvs1, outcome: Outcome, gene: GeneModel, policy: GenePolicy
) -> tuple[LeafAnswer, ...]:
    """What the tree asked."""
    region = found.region
    decay = {True: "yes", False: "no", None: "no premature stop, or not computed"}[outcome.nmd]
    lost = "not computed"
    if outcome.residues_lost is not None:
        share = outcome.residues_lost / gene.protein_length
        lost = say.RESIDUES_LOST(
            lost=outcome.residues_lost, all=gene.protein_length, share=f"{share:.1%}"
        ).text
    return (
        LeafAnswer("Loss of function as mechanism", policy.lof_mechanism),
        LeafAnswer("Exons concerned", ", ".join(map(str, region.exons)) or "none"),
        LeafAnswer("Codon of the premature stop", str(outcome.ptc_codon or "none")),
        LeafAnswer("Decay predicted (50 nucleotides)", decay),
        LeafAnswer("Protein removed or altered to the end", lost),
        LeafAnswer("Region known as critical", region.critical or "role unknown"),
        LeafAnswer(
            "Loss of function common in the exon",
            "yes" if region.common else "none listed in the policy",
        ),
        LeafAnswer("Exon in a relevant transcript", "yes" if region.relevant else "no"),
    )


_OVERTURNED = {
    "NF": "RNA shows that the stop is not reached or is skipped, or a second change on the same "
    "copy restores the frame.",
    "SS": "RNA shows normal splicing, or a cryptic site that keeps the frame.",
    "DE": "An independent method finds the exons, or RNA shows a working transcript.",
    "DU": "The additional copy does not lie in tandem.",
    "IC": "An assay shows a working protein from a later start.",
    "RE": "The junction does not part the exons, or RNA shows the normal transcript.",
}


def _overturned(found: Pvs1) -> str:
    """The fact that would overturn the leaf."""
    return _OVERTURNED[found.path.value[:2]]


def nmd_rules(effect: EventEffect, gene: GeneModel) -> dict[DecayRule, bool | None]:
    """The four rules of decay, from the premature stop; None where there is none."""
    event, outcome = effect.event, effect.single_outcome
    rules: dict[DecayRule, bool | None] = dict.fromkeys(DecayRule)
    if outcome.ptc_codon is None:
        return rules
    last = 3 * outcome.ptc_codon
    rules[DecayRule.FIFTY_NUCLEOTIDES] = outcome.nmd
    rules[DecayRule.NEAR_START] = last < START_PROXIMAL_NT
    if event.kind is EventKind.DUPLICATION and event.allele is None:
        return rules
    exon, length = _exon_of_stop(last, effect, gene)
    rules[DecayRule.LAST_EXON] = exon == len(gene.exons)
    rules[DecayRule.LONG_EXON] = length > LONG_EXON_NT
    return rules


def _exon_of_stop(last: int, effect: EventEffect, gene: GeneModel) -> tuple[int, int]:
    """Number and coding length of the kept exon that holds the stop's last base (of the CDS)."""
    end = 0
    for number, length in _coding_lengths(effect, gene):
        end += length
        if last <= end:
            return number, length
    return len(gene.exons), 0


def _coding_lengths(effect: EventEffect, gene: GeneModel) -> list[tuple[int, int]]:
    """Number and coding length of each kept exon, with the exact changes of the event.

    Of exons that a loss has joined the last one's number, and what is left of all.
    """
    lengths: list[tuple[int, int]] = []
    for exon in gene.exons:
        first, last = max(exon.tx_start, gene.cds_start) - 1, min(exon.tx_end, gene.cds_end)
        if exon.number in effect.single_outcome.exons_lost or first >= last:
            continue
        length = last - first
        for edit in effect.edits:
            length -= max(0, min(edit.last, last) - max(edit.first, first))
            length += len(edit.alt) if first <= edit.first < last else 0
        joined = effect.joins_exons and exon.number in effect.exons[1:]
        before = lengths.pop()[1] if joined and lengths else 0
        lengths.append((exon.number, before + length))
    return lengths
