"""The order: who the person is and what was asked, as a JSON file beside the VCF.

It fills the head of the report and decides nothing. Content: clinical rules 3.1 (identification,
clinical question). Its JSON Schema is made from these classes.
"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from osteo_annot.errors import Fault, RefusalCode, RefusedError, printable, refuse
from osteo_annot.intake.person.hpo import Findings
from osteo_annot.locus.files import bytes_of

_MAX_BYTES = 1_000_000
_MAX_RELATIVES = 100
_VISIBLE = r"^[^\x00-\x1f\x7f-\x9f]*$"
Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200, pattern=_VISIBLE)]
"""A name or number: one line, at most 200 characters."""
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)]
"""Prose."""
Term = Annotated[str, StringConstraints(pattern=r"^HP:[0-9]{7}$")]
Answer = Literal["yes", "no", "unknown"]


class _Part(BaseModel):
    """A part of the order; a field that is not known is refused, so that no slip is lost."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class OrderedPerson(_Part):
    """The tested person."""

    identifier: Line = ""
    """First identifier, for example the number of the patient."""
    second_identifier: Line = ""
    """Second identifier; both stand on every page that is printed."""
    name: Line = ""
    birth_date: datetime.date | None = None
    """Year, month, day: 2024-03-01."""
    sex: Literal["female", "male", "other", "unknown"] = "unknown"


class OrderedSample(_Part):
    """The material."""

    identifier: Line = ""
    type: Line = ""
    """For example blood, DNA."""
    collected: datetime.date | None = None
    received: datetime.date | None = None


class OrderedRelative(_Part):
    """A relative, as told by who ordered; the genotypes come from the files."""

    relation: Line
    """For example mother, father, brother."""
    identifier: Line = ""
    affected: Answer = "unknown"
    note: Line = ""


class OrderHead(_Part):
    """Who the person is and what was asked: the head of a report."""

    vcf_sample: Line = ""
    """Name of the person's sample in the VCF; another person's order is refused."""
    report_id: Line = ""
    date: datetime.date | None = None
    """Date of the order or report; the program reads no clock."""
    requester: Line = ""
    laboratory: Line = ""
    assay: Line = ""
    """Platform and capture kit with version."""
    person: OrderedPerson = Field(default_factory=OrderedPerson)
    sample: OrderedSample = Field(default_factory=OrderedSample)
    indication: Text = ""
    tested_as: Line = ""
    """Role of the person, for example affected child, parent of an affected child."""
    consanguinity: Answer = "unknown"
    family: Annotated[tuple[OrderedRelative, ...], Field(max_length=_MAX_RELATIVES)] = ()


class Order(OrderHead):
    """One order for one person; every field may be left out."""

    hpo_present: Annotated[tuple[Term, ...], Field(max_length=500)] = ()
    hpo_absent: Annotated[tuple[Term, ...], Field(max_length=500)] = ()

    @property
    def findings(self) -> Findings:
        """The HPO terms of the order."""
        return Findings(self.hpo_present, self.hpo_absent)

    @property
    def head(self) -> OrderHead:
        """The order without the HPO terms, which stand in the result elsewhere."""
        own = {name: getattr(self, name) for name in OrderHead.model_fields}
        return OrderHead.model_construct(**own)

    def check_sample(self, sample: str, where: str) -> None:
        """Raise RefusedError (ORDER_INVALID) when the order is of another sample."""
        if self.vcf_sample and self.vcf_sample != sample:
            found = f"It is of {printable(self.vcf_sample, 60)}, not of {printable(sample, 60)}."
            raise refuse(RefusalCode.ORDER_INVALID, where, found)


def read_order(path: Path) -> Order:
    """The order in a JSON file.

    Raises RefusedError (FILE_NOT_FOUND, ORDER_INVALID) with every fault of the file.
    """
    raw = bytes_of(path)
    if len(raw) > _MAX_BYTES:
        raise refuse(RefusalCode.ORDER_INVALID, path.name, "It is larger than 1 MB.")
    try:
        return Order.model_validate_json(raw)
    except ValidationError as error:
        raise RefusedError(
            *(
                Fault(
                    RefusalCode.ORDER_INVALID,
                    f"{path.name}, {'.'.join(map(str, found['loc'])) or 'file'}",
                    f"{found['msg']}.",  # never the value: it may be a name
                )
                for found in error.errors(include_input=False, include_url=False)
            )
        ) from None
