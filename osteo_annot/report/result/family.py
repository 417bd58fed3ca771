"""The relatives as they are written into a result."""

from __future__ import annotations

from typing import Literal

from osteo_annot.report.result.copies import copies_of
from osteo_annot.report.result.family_model import FamilyMember
from osteo_annot.verdict.pipeline import JudgedPerson

_AFFECTED: dict[bool | None, Literal["yes", "no", "unknown"]] = {
    True: "yes",
    False: "no",
    None: "unknown",
}


def family_of(one: JudgedPerson) -> list[FamilyMember]:
    """The relatives' genotypes and verdicts."""
    return [
        FamilyMember(
            role=r.relative.role,
            sample=r.relative.name,
            affected=_AFFECTED[r.affected],
            state=r.verdict.state,
            state_text=r.verdict.state.text,
            copies=copies_of(r.verdict.decision.worst, r.verdict.decision, r.facts),
            carries={name: call.carries for name, call in r.calls.items()},
            genotypes={name: call.text for name, call in r.calls.items()},
        )
        for r in one.family
    ]
