"""One engine: a result after decisions comes from the functions that made the proposal."""

from __future__ import annotations

from collections.abc import Mapping

from osteo_annot.errors import RefusalCode, refuse
from osteo_annot.evidence.criterion import Strength
from osteo_annot.evidence.decided import DecidedCriterion
from osteo_annot.report.result.basis import basis_of
from osteo_annot.report.result.concluded import with_parts
from osteo_annot.report.result.document import document_of, json_text
from osteo_annot.report.result.model import Result
from osteo_annot.review.contested import check_rescues, with_confirmations, with_contests
from osteo_annot.review.decisions import Decision
from osteo_annot.review.edits import Edits
from osteo_annot.verdict.basis import Basis, conclude


def recomputed(result: Result, edits: Edits, ids: Mapping[str, str]) -> Result:
    """The result with what readers made of it; without edits the proposal, byte for byte.

    ``ids``: id of each event by its key. Raises RefusedError (RESULT_NOT_REPRODUCED,
    CONTEST_NOT_COMPUTED).
    """
    basis = _basis(result)
    basis = with_confirmations(basis, edits.confirmations, ids)
    basis = with_contests(basis, edits.contests, ids)
    if edits.confirmations or edits.contests:
        check_rescues(basis)
    return with_parts(result, conclude(basis, _decided(edits, ids)), basis)


def check_reproduced(result: Result, content: bytes) -> None:
    """Raise RefusedError (RESULT_NOT_REPRODUCED) where the basis does not give the file itself.

    So a file that was changed, or that other rules made, is never reviewed as if these rules had
    made it.
    """
    again = json_text(document_of(recomputed(result, Edits(), {})))
    if again.encode() != content:
        told = "Concluding again from what it holds gives another result."
        raise refuse(RefusalCode.RESULT_NOT_REPRODUCED, result.sample, told)


def _basis(result: Result) -> Basis:
    """The basis of a result."""
    try:
        return basis_of(result.basis)
    except ValueError as error:
        told = f"{error}."
        raise refuse(RefusalCode.RESULT_NOT_REPRODUCED, result.sample, told) from None


def _decided(edits: Edits, ids: Mapping[str, str]) -> dict[str, list[DecidedCriterion]]:
    """What was decided, by the id of the event; what was accepted stays as proposed."""
    found: dict[str, list[DecidedCriterion]] = {}
    for decision in edits.decisions:
        name = ids.get(decision.event)
        if name is not None and decision.action != "accept":
            found.setdefault(name, []).append(_criterion(decision))
    return found


def _criterion(decision: Decision) -> DecidedCriterion:
    """What was decided of one criterion."""
    return DecidedCriterion(
        code=decision.criterion,
        strength=decision.strength or Strength.NOT_APPLICABLE,
        reason=decision.reason,
        sources=(
            *(f"PMID {pmid}" for pmid in decision.pmids),
            *(f"file {sha256[:12]}" for sha256 in decision.files),
        ),
    )
