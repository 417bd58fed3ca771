"""What leaves a store: the signed documents of a case, and everything that they rest on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from osteo_annot.errors import RefusalCode, refuse
from osteo_annot.report.files import file_stem
from osteo_annot.review.document import history_entry
from osteo_annot.review.event import time_text
from osteo_annot.review.final_report import final_report
from osteo_annot.review.fold import fold
from osteo_annot.review.record import CaseRecord, SignedVersion
from osteo_annot.review.session import Review
from osteo_annot.review.signing import documents_of
from osteo_annot.review.store.store import Store
from osteo_annot.review.view import view

if TYPE_CHECKING:
    from osteo_annot.review.documents.clinvar import ClinvarSettings

ORDERS = "orders"
"""Name of the sheets of orders, beside the formats of a signed report."""


def exported(
    store: Store,
    case: str,
    formats: Sequence[str] = (),
    version: int | None = None,
    settings: ClinvarSettings | None = None,
) -> dict[str, bytes]:
    """Files by name: the documents of a signed version, its results, and the events of the case.

    Without formats the documents that were kept when it was signed; of a version that was withdrawn
    or replaced they say so. ``settings`` are of the format ``clinvar``; ``orders`` among the
    formats are the sheets of orders, signed or not. Raises RefusedError (CASE_UNKNOWN,
    STATE_DOES_NOT_ALLOW for a version that there is not, FORMAT_UNKNOWN).
    """
    events = store.events(case)
    if not events:
        raise refuse(RefusalCode.CASE_UNKNOWN, case, "The store has no event of this case.")
    record = fold(case, events)
    stem = file_stem(case)
    chain = [history_entry(event) for event in events]
    files = {f"{stem}.events.json": _json(chain)}
    asked = [name.strip().lower() for one in formats for name in one.split(",")]
    if ORDERS in asked:
        files |= _order_sheets(store, case)
        formats = [name for name in asked if name != ORDERS]
        if not formats:
            return files
    signed = _signed(record, version)
    if signed is None:
        if formats or version:
            told = "There is no signed report" + (f" of version {version}." if version else ".")
            raise refuse(RefusalCode.STATE_DOES_NOT_ALLOW, case, told)
        return {**files, f"{stem}.result.json": store.file(record.result)}
    files[f"{stem}.result.json"] = store.file(signed.body.proposal)
    files[f"{stem}.reviewed.json"] = store.file(signed.body.reviewed)
    holds = signed.withdrawn is None and signed is record.signed[-1]
    if formats or not holds or not signed.files:
        made = documents_of(final_report(store, case, signed.body.version), formats, settings)
    else:
        made = {name: store.file(sha256) for name, sha256 in signed.files.items()}
    return {**files, **made}


def _order_sheets(store: Store, case: str) -> dict[str, bytes]:
    """Sheet and table of every order of a case, on the result as it is after the decisions."""
    from osteo_annot.review.documents.final import order_documents  # lazy: libraries of formats

    shown = view(Review(store), case, None)
    files: dict[str, bytes] = {}
    for made in shown.record.orders:
        at = time_text(made.at)
        files |= order_documents(made.body, shown.reviewed, shown.proposal.keys, made.by, at)
    return files


def _signed(record: CaseRecord, version: int | None) -> SignedVersion | None:
    """The version that is asked for, else the last."""
    found = [v for v in record.signed if version in {None, v.body.version}]
    return found[-1] if found else None


def _json(value: object) -> bytes:
    """JSON in UTF-8 with a final newline."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
