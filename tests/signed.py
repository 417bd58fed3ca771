"""Reports that were signed, for tests: the release by hand, the result from files or by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from osteo_annot.report.result.model import Result
from osteo_annot.report.result.release_model import (
    Capacity,
    DecisionLine,
    Release,
    ReplacedVersion,
    Seal,
    Signatory,
    SignedResult,
    Standing,
    Successor,
    Withdrawal,
)
from osteo_annot.report.result.signed import signed_result

FIRST, SECOND = "2026-11-30T09:15:40Z", "2026-11-30T14:02:07Z"
SEAL = Seal(
    result="1" * 64,
    decided="2" * 64,
    decisions="3" * 64,
    policy="4" * 64,
    versions="5" * 64,
    content="6" * 64,
    head="7" * 64,
    head_seq=41,
)
FINAL = Release(
    standing=Standing.FINAL,
    version=1,
    incomplete=False,
    signatories=[
        Signatory("Dr. Ada Reed", "clinical geneticist", Capacity.FIRST_REVIEWER, FIRST),
        Signatory("Dr. Ben Stone", "head of the laboratory", Capacity.SIGNER, SECOND),
    ],
    seal=SEAL,
    decisions=[
        DecisionLine(
            FIRST,
            "Dr. Ada Reed",
            "c.36T>A, PM2: rejected",
            "The cohort is small.",
            ["PMID 25741868"],
        )
    ],
    replaces=None,
    withdrawn=None,
)
AMENDED = replace(
    FINAL,
    standing=Standing.AMENDED,
    version=2,
    replaces=ReplacedVersion(
        1, "2026-10-02T08:00:00Z", "The parents were tested.", ["state: possible → proven"]
    ),
)
CORRECTED = replace(AMENDED, standing=Standing.CORRECTED)
WITHDRAWN = replace(
    FINAL,
    standing=Standing.WITHDRAWN,
    withdrawn=Withdrawal(
        "Dr. Ben Stone", "head of the laboratory", "2026-12-01T07:30:00Z", "Samples were swapped."
    ),
)
REPLACED = replace(FINAL, replaced_by=Successor(2, "2026-12-01T07:30:00Z"))
ALL = {
    "final": FINAL,
    "amended": AMENDED,
    "corrected": CORRECTED,
    "withdrawn": WITHDRAWN,
    "replaced": REPLACED,
}


def signed(result: Result, release: Release = FINAL, **changes: Any) -> SignedResult:
    """The result as it was signed."""
    return signed_result(result, replace(release, **changes))
