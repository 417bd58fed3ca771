"""What leaves a review: final reports, the order of a confirmation, a submission to ClinVar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from osteo_annot.review.documents.clinvar import ClinvarSettings
    from osteo_annot.review.final_report import FinalReport


def documents_of(
    report: FinalReport, formats: Sequence[str] = (), settings: ClinvarSettings | None = None
) -> dict[str, bytes]:
    """The documents of a signed report by file name; without formats those that are kept.

    Raises RefusedError (FORMAT_UNKNOWN, FORMAT_UNAVAILABLE).
    """
    from osteo_annot.review.documents import final  # lazy: who reviews without signing pays nothing

    return final.documents_of(report, formats, settings)
