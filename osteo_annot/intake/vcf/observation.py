"""What one record said of one sample: the smallest thing that later rooms see."""

from __future__ import annotations

import re

from osteo_annot.intake.vcf.caller import Caller
from osteo_annot.intake.vcf.cell import CellFault
from osteo_annot.intake.vcf.genotype import Genotype
from osteo_annot.intake.vcf.row import Row
from osteo_annot.record.thresholds import DEFAULT_LIMITS, CallLimits
from osteo_annot.values import dataclass


@dataclass(frozen=True, slots=True)
class Observation:
    """What one record said of one sample; never changed."""

    id: str
    """``f<file>.r<record>``, both counted from 1 in the order given."""
    number: int
    """Place of the file in the order given, from 1: two files may have one name."""
    file: str
    row: Row
    fields: dict[str, str]
    """FORMAT fields of the sample as written."""
    genotype: Genotype
    caller: Caller = Caller.UNKNOWN
    """The program that wrote the file."""
    version: str = ""
    """The version of VCF that the file states, for example ``VCFv4.4``."""
    limits: CallLimits = DEFAULT_LIMITS
    """From when its genotype counts, by the policy."""
    fault: CellFault | None = None
    """Why its cell was not read: there are then no fields, and the genotype is malformed."""

    @property
    def filters(self) -> tuple[str, ...]:
        """Filters of the record, and of the sample (FT), without PASS."""
        own = re.split("[;,]", self.fields.get("FT", ""))
        return (*self.row.filters, *(f for f in own if f not in {"", ".", "PASS"}))
