"""The files of one judged person and the row that tells of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from osteo_annot.cli.edge import logged
from osteo_annot.errors import Fault, RefusalCode, RefusedError

if TYPE_CHECKING:
    from osteo_annot.intake.case import InputSet
    from osteo_annot.report.files import FailedFormat
    from osteo_annot.report.formats import Wanted
    from osteo_annot.report.result.model import Result


def write_person(
    result: Result, inputs: InputSet, out: Path, stem: str, wanted: Wanted
) -> tuple[dict[str, str], list[Fault]]:
    """Write the files of a person; the row, and a fault of each format that could not be made.

    Raises what ``write_result`` raises; then no file was changed.
    """
    from osteo_annot.report.files import write_result
    from osteo_annot.report.formats import report_name
    from osteo_annot.report.table.cohort import cohort_row

    failed = write_result(result, inputs, out, stem, wanted)
    faults = [fault for each in failed for fault in _faults(each, result.sample)]
    without = {each.format for each in failed}
    made = [format_ for format_ in wanted.formats if format_ not in without]
    return cohort_row(result, report_name(stem, made), faults), faults


def _faults(failed: FailedFormat, sample: str) -> Sequence[Fault]:
    """A refusal of the writer as it is; a fault of the program logged."""
    if isinstance(failed.error, RefusedError):
        return failed.error.faults
    where = f"{sample}, {failed.format}"
    return [logged(failed.error, where, RefusalCode.FORMAT_FAILED)]
