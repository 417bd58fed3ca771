"""The two copies of a person as they are written into a result."""

from __future__ import annotations

from osteo_annot.copies.outcome import Outcome
from osteo_annot.report.result import copy_model as out
from osteo_annot.verdict.causes import Causes
from osteo_annot.verdict.copy_status import copy_views
from osteo_annot.verdict.decide import Decision
from osteo_annot.verdict.facts import Facts


def outcome_of(outcome: Outcome) -> out.Outcome:
    """The outcome of one copy."""
    made = outcome.product
    return out.Outcome(
        effect=outcome.effect,
        effect_text=outcome.effect.text,
        protein=outcome.protein,
        ptc_codon=outcome.ptc_codon,
        nmd=outcome.nmd,
        exons_lost=list(outcome.exons_lost),
        residues_lost=outcome.residues_lost,
        product=out.Product(made.length, made.same_at_start, made.same_at_end) if made else None,
        null=outcome.null,
    )


def copies_of(causes: Causes, decision: Decision, facts: Facts) -> list[out.Copy]:
    """The two copies of one arrangement."""
    return [
        out.Copy(
            name=f"copy {i + 1}",
            origin=facts.arrangements.origins[i],
            events=list(causes.arrangement.copies[i]),
            status=view.status,
            exons=[out.ExonOnCopy(n, status) for n, status in enumerate(view.exons, 1)],
            outcome=outcome_of(view.outcome),
        )
        for i, view in enumerate(copy_views(causes, decision, facts))
    ]
