"""Which field of a record gave a quantity of a structural event: ends, copies, depth."""

from __future__ import annotations

from enum import StrEnum

from osteo_annot.values import dataclass


class Quantity(StrEnum):
    """What is read from a structural record; the value is its word in a report."""

    START = "start"
    END = "end"
    LENGTH = "length"
    BREAKPOINTS = "start and end"
    COPIES = "copies"
    DEPTH = "depth"


class RecordField(StrEnum):
    """A field of a record as it is written there, or as a report names it."""

    POS = "POS"
    AFTER_POS = "POS + 1"
    """The base after POS, which by the VCF specification is the one before the event."""
    ALT = "ALT"
    END = "END"
    SVLEN = "SVLEN"
    REFLEN = "REFLEN"
    CNVLEN = "CNVLEN"
    AVGLEN = "AVGLEN"
    CO = "CO"
    GT = "GT"
    CN = "CN"
    RD_CN = "RD_CN"
    RDCN = "RDCN"
    COPY_NUMBER = "copy number"
    """Whichever field holds the number of copies in all."""
    DHFFC = "DHFFC"
    SM = "SM"
    NATOR_RD = "natorRD"
    PYTOR_RD = "pytorRD"
    ORD = "ORD"
    FOLD_CHANGE = "FOLD_CHANGE"
    FOLD_CHANGE_LOG = "FOLD_CHANGE_LOG"
    RR = "RR"
    COVERAGE = "COVERAGE"
    COVM = "COVM"


@dataclass(frozen=True, slots=True)
class SourceFields:
    """One quantity and the fields that gave it."""

    quantity: Quantity
    fields: tuple[RecordField, ...]

    @property
    def text(self) -> str:
        """The words of a report, for example ``copies by GT and CN``."""
        return f"{self.quantity.value} by {' and '.join(self.fields)}"


COPIES_BY_GENOTYPE = SourceFields(Quantity.COPIES, (RecordField.GT,))
"""The genotype alone counted the copies: a depth that counts otherwise is believed."""
