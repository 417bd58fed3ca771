"""The laboratory: what stands in the head of each of its reports, and what it says of its method.

One file for all orders, in YAML or JSON. It decides nothing. Content: ISO 15189:2022, 7.4.1.6
(laboratory, address, accreditation), ACMG 2013 on next-generation sequencing (performance of the
test, secondary findings, re-analysis). Its JSON Schema is made from these classes.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from osteo_annot.errors import RefusalCode
from osteo_annot.intake.person.form import Line, Named, Number, Part, Text, read_form
from osteo_annot.locus.documents import yaml_values


class Performance(Part):
    """One figure of analytical performance; without its source none is shown."""

    measure: Named
    """For example sensitivity, precision, share of bases at 20 reads or more."""
    of: Line = ""
    """Of what: for example single-base changes, deletions of one exon."""
    value: Named
    """As it is printed, with unit and interval: 99.2 % (95 % interval 98.8 to 99.5 %)."""
    source: Named
    """Where it was measured: validation report with date, publication."""


class Laboratory(Part):
    """The laboratory that reports."""

    name: Named
    address: Text = ""
    """As it is printed; lines are kept."""
    contact: Line = ""
    """Telephone or address for questions."""
    identifier: Line = ""
    """Number by which others know it, for example CLIA or LANR."""
    accreditation: Line = ""
    """Standard, body and number: ISO 15189, DAkkS D-ML-00000-00-00."""
    secondary_findings: Text = ""
    """Its policy on findings that were not asked for."""
    performance: Annotated[tuple[Performance, ...], Field(max_length=50)] = ()
    reanalysis_months: Number | None = None
    """After how many months the data are read again; None where it is not offered."""
    recipients: Annotated[tuple[Named, ...], Field(max_length=50)] = ()
    """Who gets a report where the order names nobody."""


@lru_cache(maxsize=8)
def read_laboratory(path: Path) -> Laboratory:
    """The laboratory in a YAML or JSON file.

    Raises RefusedError (FILE_NOT_FOUND, LABORATORY_INVALID) with every fault of the file.
    """
    return read_form(
        path,
        RefusalCode.LABORATORY_INVALID,
        lambda raw: Laboratory.model_validate(yaml_values(raw)),
    )
