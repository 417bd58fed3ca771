"""What a reviewer should know beside PVS1; nothing here changes its strength.

Source: clinical rules 1.1.6 and 1.2.
"""

from __future__ import annotations

from osteo_annot.copies.outcome import Effect, Outcome
from osteo_annot.locus.gene import GeneModel
from osteo_annot.locus.locus import LOCUS
from osteo_annot.worded import Worded

START_PROXIMAL_NT = 150
"""Stops before this coding base may escape decay (Lindeboom); a flag only (clinical rules 1.2)."""
BORDERLINE_NT = 55
"""The 50- and 55-nucleotide variants of the rule differ here (clinical rules 1.2)."""


class Flag(Worded):
    """What a reviewer should know beside the leaf; none of them changes the strength."""

    NMD_START_PROXIMAL = (
        "NMD_START_PROXIMAL",
        (
            "The stop lies within 150 coding bases of the start, where "
            f"decay may fail; published {LOCUS.gene} stops there are reported with severe disease."
        ),
    )
    NMD_BORDERLINE_50_TO_55 = (
        "NMD_BORDERLINE_50_TO_55",
        (
            "The stop lies 50 to 55 bases before the last junction, "
            "where the two customary limits differ."
        ),
    )
    RNA_UNPREDICTABLE = (
        "RNA_UNPREDICTABLE",
        "Without stop codon and polyadenylation signal the RNA cannot be predicted.",
    )
    RULE_EXTENSION_FOR_REVIEW = (
        "RULE_EXTENSION_FOR_REVIEW",
        (
            "The guideline does not speak of this kind of event; "
            "the strength is an extension of its rule, and a reviewer must confirm it."
        ),
    )
    UPGRADEABLE_BY_REVIEWER = (
        "UPGRADEABLE_BY_REVIEWER",
        (
            "Several exons are lost without decay: the tree stops at "
            "strong, and a reviewer may raise it to very strong."
        ),
    )


_STRONG_DELETIONS = {"DEL6", "DEL10"}
"""Leaves of deletions without decay that remove more than 10 % of the protein."""


def flags_of(path: str, outcome: Outcome, gene: GeneModel) -> tuple[str, ...]:
    """What a reviewer should know beside the leaf; ``path`` is its code."""
    flags = list(outcome.assumed)
    if outcome.ptc_codon is not None:
        last = 3 * outcome.ptc_codon
        if last < START_PROXIMAL_NT:
            flags.append(Flag.NMD_START_PROXIMAL.value)
        distance = gene.last_junction - last
        if not outcome.exons_lost and 50 <= distance < BORDERLINE_NT:
            flags.append(Flag.NMD_BORDERLINE_50_TO_55.value)
    if outcome.effect is Effect.LAST_EXON_LOST:
        flags.append(Flag.RNA_UNPREDICTABLE.value)
    if path in _STRONG_DELETIONS and len(outcome.exons_lost) > 1:
        flags.append(Flag.UPGRADEABLE_BY_REVIEWER.value)
    return tuple(flags)
