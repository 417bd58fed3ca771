"""The cohort table: one row per sample, refused ones included."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from osteo_annot.copies.callability import Callability
from osteo_annot.errors import Fault, RefusalCode, printable
from osteo_annot.report.result.copy_words import exons_with
from osteo_annot.report.result.model import Result
from osteo_annot.report.result.named_events import is_named
from osteo_annot.report.table.carried import carried, carried_cell, carried_of
from osteo_annot.verdict.confidence import Confidence
from osteo_annot.verdict.copy_status import CopyStatus
from osteo_annot.verdict.reason import ReasonCode
from osteo_annot.verdict.state import State

COHORT_COLUMNS = (
    "sample", "status", "state", "state_text", "confidence", "headline", "genotype_hgvs",
    "class_per_event", "variants", "exons_lost", "exons_not_examined", "callable_exons",
    "deletions_searched", "flags",
    "refusal", "report",
)  # fmt: skip


def cohort_row(result: Result, report: str, failed: Sequence[Fault] = ()) -> dict[str, str]:
    """The row of a sample that has a result.

    ``report`` is the name of its page, ``failed`` are the formats that could not be made.
    """
    verdict = result.verdict
    lost = {n for copy in result.copies for n in copy.outcome.exons_lost}
    unseen = {n for c in result.copies for n in exons_with(c, CopyStatus.NOT_EXAMINED)}
    exons = result.callability.exons
    seen = [e for e in exons if e.small_variants is Callability.CALLABLE]
    searched = [e for e in exons if e.deletions is Callability.CALLABLE]
    return {
        "sample": result.sample,
        "status": "judged",
        "state": verdict.state,
        "state_text": verdict.state_text,
        "confidence": verdict.confidence,
        "headline": verdict.headline,
        "genotype_hgvs": verdict.genotype_hgvs,
        "class_per_event": "; ".join(
            f"{event.hgvs.c or event.id} {event.classification.class_}"
            for event in result.events
            if is_named(event)
        ),
        "variants": carried_cell(carried(result)),
        "exons_lost": ",".join(map(str, sorted(lost))),
        "exons_not_examined": ",".join(map(str, sorted(unseen))),
        "callable_exons": f"{len(seen)}/{len(exons)}",
        "deletions_searched": f"{len(searched)}/{len(exons)}",
        "flags": ",".join(_flags(result)),
        "refusal": _lines(failed),
        "report": report,
    }


def _flags(result: Result) -> list[str]:
    """Codes of contradictions, and whether something uncertain is to be read."""
    flags: list[str] = [c.code.value for c in result.verdict.contradictions]
    if any(event.uncertain for event in result.events):
        flags.append(ReasonCode.UNCERTAIN_VARIANT.value)
    return flags


def refused_row(sample: str, faults: Sequence[Fault]) -> dict[str, str]:
    """The row of a sample that has no result, with every code and sentence."""
    row = dict.fromkeys(COHORT_COLUMNS, "")
    row.update(
        sample=printable(sample, 200),
        status="refused",
        refusal=_lines(faults),
    )
    return row


def _lines(faults: Sequence[Fault]) -> str:
    """Every code and sentence."""
    return " | ".join(fault.line() for fault in faults)


def check_row(row: Mapping[str, str]) -> None:
    """Raise ValueError where a row of a table that was read is none of these."""
    if row["status"] not in {"judged", "refused"}:
        raise ValueError(f"{printable(row['status'], 40)} is no status")
    if row["status"] == "judged":
        for column, known in (("state", set(State)), ("confidence", set(Confidence))):
            if row[column] not in known:
                raise ValueError(f"{printable(row[column], 40)} is no {column}")
    carried_of(row["variants"])


def is_failed(row: Mapping[str, str]) -> bool:
    """Whether a fault of the program, and not of the input, left a sample without result."""
    return row["refusal"].startswith(f"{RefusalCode.INTERNAL_ERROR}: ")


def lacks_a_format(row: Mapping[str, str]) -> bool:
    """Whether a sample has its result, but not in every format asked for."""
    return row["status"] == "judged" and bool(row["refusal"])
