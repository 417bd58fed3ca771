"""The table and the page of everybody in the files of one run, beside the files of each person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from osteo_annot.report.formats import Format
from osteo_annot.report.publish import publish, write_text
from osteo_annot.report.table.cohort import COHORT_COLUMNS
from osteo_annot.report.table.tsv import table

MANY = 1
"""People beyond which a run gets a table and a page of all."""
STEM = "cohort"
"""No person's files have this name (``report/files.py``)."""


def write_cohort(out: Path, rows: Sequence[Mapping[str, str]], formats: Sequence[Format]) -> None:
    """Write the table, and the page where pages are asked for.

    Raises RefusedError (OUTPUT_NOT_WRITABLE); then neither was changed.
    """
    with publish(out) as (staging,):
        write_text(staging / f"{STEM}.tsv", table(COHORT_COLUMNS, rows))
        if Format.HTML in formats:
            from osteo_annot.report.page.cohort import render_cohort  # lazy: as every page

            write_text(staging / f"{STEM}.html", render_cohort(rows, f"{STEM}.tsv"))
