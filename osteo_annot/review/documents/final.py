"""The files of a signed report, of an order and of a submission: names and bytes, nothing written.

The same signed report gives the same bytes: every time in them is that of an event.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from osteo_annot.errors import RefusedError
from osteo_annot.locus.locus import LOCUS
from osteo_annot.locus.reference import embedded_reference
from osteo_annot.report.exchange.codes import Site
from osteo_annot.report.files import file_stem, write_format
from osteo_annot.report.formats import Format, checked_formats
from osteo_annot.report.result.model import Result
from osteo_annot.report.table.tsv import table
from osteo_annot.review.compared import snapshot_of
from osteo_annot.review.decisions import ConfirmationOrdered
from osteo_annot.review.documents.clinvar import ClinvarSettings, clinvar_submission
from osteo_annot.review.documents.order_pdf import order_pdf
from osteo_annot.review.documents.order_sheet import TSV_COLUMNS, Ordered, order_rows, order_sheet
from osteo_annot.review.documents.signed_report import names_by_key, signed_of
from osteo_annot.review.final_report import FinalReport, final_report
from osteo_annot.review.fold import fold
from osteo_annot.review.record import SignedVersion
from osteo_annot.review.results import keys_of
from osteo_annot.review.store.store import Store
from osteo_annot.sentences.language import Language

CLINVAR = "clinvar"
"""Name of the submission to ClinVar, beside the formats of a result."""
KEPT = ("json", "html", "pdf", "xlsx", "phenopacket", "fhir")
"""Formats that are kept of each signed report, as far as their libraries are installed."""


def kept_formats() -> tuple[str, ...]:
    """Those of ``KEPT`` that can be made here."""
    return tuple(name for name in KEPT if _can_be_made(name))


def _can_be_made(name: str) -> bool:
    """Whether the library of a format is installed."""
    try:
        checked_formats([name])
    except RefusedError:
        return False
    return True


def document_now(store: Store, case: str, version: SignedVersion, name: str) -> bytes:
    """A document of a signed version as it may be given out: marked where it does not hold.

    Else byte for byte as it was signed. Raises KeyError for a name that the version has not.
    """
    kept = version.files[name]
    last = fold(case, store.events(case)).signed[-1]
    if version.withdrawn is None and last.body.version == version.body.version:
        return store.file(kept)
    report = final_report(store, case, version.body.version)
    return documents_of(report, [_format_of(name)])[name]


def _format_of(name: str) -> str:
    """Name of the format of a file, by the longest end that fits."""
    fitting = [f for f in Format if name.endswith(f.suffixes[0])]
    return max(fitting, key=lambda f: len(f.suffixes[0])).value


def documents_of(
    report: FinalReport,
    formats: Sequence[str] = (),
    settings: ClinvarSettings | None = None,
    language: Language = Language.EN,
) -> dict[str, bytes]:
    """The documents of a signed report by file name; without formats those that are kept.

    Raises RefusedError (FORMAT_UNKNOWN, FORMAT_UNAVAILABLE).
    """
    named = (name for one in formats for name in one.split(","))
    asked = tuple(name.strip().lower() for name in named) or kept_formats()
    of_result = [name for name in asked if name != CLINVAR]
    wanted = checked_formats(of_result) if of_result or CLINVAR not in asked else ()
    keys = keys_of(snapshot_of(report.proposal))
    signed = signed_of(report, names_by_key(report.proposal, keys))
    stem = f"{file_stem(report.case)}-v{report.version}"
    made = _written(signed, stem, wanted, language)
    if CLINVAR in asked:
        submission = clinvar_submission(signed, keys, settings)
        if submission.document is not None:
            made[f"{stem}.clinvar.json"] = submission.text.encode()
        if submission.remarks:
            made[f"{stem}.clinvar.txt"] = "\n".join((*submission.remarks, "")).encode()
    return made


def _written(
    signed: Result, stem: str, formats: Sequence[Format], language: Language
) -> dict[str, bytes]:
    """The files of each format, by the writers of the report."""
    contig = next((entry.contig for entry in signed.ledger), LOCUS.contig)
    site = Site(contig, embedded_reference(signed.assembly))
    with tempfile.TemporaryDirectory() as folder:
        for format_ in formats:
            path = Path(folder) / f"{stem}{format_.suffixes[0]}"
            write_format(format_, signed, path, site, language)
        return {path.name: path.read_bytes() for path in sorted(Path(folder).iterdir())}


def order_documents(
    order: ConfirmationOrdered, result: Result, keys: Mapping[str, str], by: str, time: str
) -> dict[str, bytes]:
    """The sheet of an order, as PDF and as table, by file name.

    ``keys``: by the id of an event its key; ``by`` ordered it at ``time`` (UTC, ISO 8601).
    """
    told = Ordered(order.number, by, time, order.method, order.sample, order.text)
    sheet = order_sheet(result, keys, order.events, told)
    stem = f"{file_stem(result.sample)}-{file_stem(order.number)}.order"
    return {
        f"{stem}.pdf": order_pdf(sheet),
        f"{stem}.tsv": table(TSV_COLUMNS, order_rows(sheet)).encode(),
    }
