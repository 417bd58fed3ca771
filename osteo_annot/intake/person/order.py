"""The order: who the person is and what was asked, as a JSON file beside the VCF.

It fills the head of the report and decides nothing. Content: clinical rules 3.1 (identification,
clinical question), ISO 15189:2022, 7.4.1.6 and 7.4.1.8 (what a report names; what one that was
changed names). Its JSON Schema is made from these classes.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BeforeValidator,
    Field,
    StringConstraints,
    model_validator,
)

from osteo_annot.errors import RefusalCode, printable, refuse
from osteo_annot.intake.person.form import (
    Answer,
    Date,
    Line,
    Named,
    Number,
    Part,
    Text,
    read_form,
)
from osteo_annot.intake.person.hpo import Findings
from osteo_annot.locus.documents import json_values

_MAX_RELATIVES = 100
_MAX_NAMED = 50
_REMEDY = "Give this person's order, or name the sample in vcf_sample."
Term = Annotated[str, StringConstraints(pattern=r"^HP:[0-9]{7}$")]
Status = Literal["draft", "preliminary", "final", "amended"]


class OrderedPerson(Part):
    """The tested person."""

    identifier: Line = ""
    """First identifier, for example the number of the patient."""
    second_identifier: Line = ""
    """Second identifier; both stand on every page that is printed."""
    name: Line = ""
    birth_date: Date | None = None
    """Year, month, day: 2024-03-01."""
    sex: Literal["female", "male", "other", "unknown"] = "unknown"


class OrderedSample(Part):
    """The material."""

    identifier: Line = ""
    type: Line = ""
    """For example blood, DNA."""
    quality: Line = ""
    """For example sufficient, degraded, haemolytic."""
    collected: Date | None = None
    received: Date | None = None


class OrderedRequester(Part):
    """Who asked."""

    name: Line = ""
    organisation: Line = ""
    contact: Line = ""
    """Telephone or address for questions."""


class OrderedRelative(Part):
    """A relative, as told by who ordered; the genotypes come from the files."""

    relation: Line
    """For example mother, father, brother."""
    identifier: Line = ""
    affected: Answer = "unknown"
    note: Line = ""


class OrderedConsent(Part):
    """To what the person agreed."""

    secondary_findings: Answer = "unknown"
    """To be told of findings that were not asked for."""
    storage: Answer = "unknown"
    """That material and data are kept."""
    reanalysis: Answer = "unknown"
    """That the data are read again later."""


class ReplacedReport(Part):
    """The report in whose place this one stands."""

    report_id: Named
    version: Number | None = None
    issued: Date | None = None
    reason: Named
    """What changed, and why."""


class Signature(Part):
    """Who answers for the report."""

    name: Named
    role: Line = ""
    date: Date | None = None


def _by_name(value: object) -> object:
    """A bare line names the requester."""
    return {"name": value} if isinstance(value, str) else value


_REQUESTER_SCHEMA: Any = Line | OrderedRequester
Requester = Annotated[
    OrderedRequester, BeforeValidator(_by_name, json_schema_input_type=_REQUESTER_SCHEMA)
]


class OrderHead(Part):
    """Who the person is and what was asked: the head of a report."""

    vcf_sample: Line = ""
    """Name of the person's sample in the VCF; another person's order is refused."""
    report_id: Line = ""
    """Number of the report."""
    report_version: Number = 1
    report_status: Status = "draft"
    """Draft, preliminary, final, or amended; the last two need a date of issue and who signed."""
    replaces: ReplacedReport | None = None
    """The earlier report; an amended one names it."""
    issued: Date | None = None
    """Date of the report."""
    signed_by: Annotated[tuple[Signature, ...], Field(max_length=_MAX_NAMED)] = ()
    date: Date | None = None
    """Date of the order; the program reads no clock."""
    requester: Requester = Field(default_factory=OrderedRequester)
    """Who asked, with organisation and contact; a bare line is the name."""
    recipients: Annotated[tuple[Named, ...], Field(max_length=_MAX_NAMED)] = ()
    """Who gets the report."""
    laboratory: Line = ""
    """Name of the laboratory; what else a report says of it stands in the laboratory file."""
    test: Line = ""
    """Name of the test."""
    purpose: Line = ""
    """For example diagnosis, carrier test, prenatal diagnosis."""
    assay: Line = ""
    """Platform and capture kit with version."""
    person: OrderedPerson = Field(default_factory=OrderedPerson)
    sample: OrderedSample = Field(default_factory=OrderedSample)
    indication: Text = ""
    tested_as: Line = ""
    """Role of the person, for example affected child, parent of an affected child."""
    consanguinity: Answer = "unknown"
    consent: OrderedConsent = Field(default_factory=OrderedConsent)
    family: Annotated[tuple[OrderedRelative, ...], Field(max_length=_MAX_RELATIVES)] = ()

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        """What is said of the report fits together."""
        if self.report_status in {"final", "amended"} and not (self.issued and self.signed_by):
            raise ValueError(
                f"A report that is {self.report_status} needs issued (its date) and signed_by"
            )
        if self.report_status == "amended" and not self.replaces:
            raise ValueError("An amended report needs replaces: the earlier report, and why")
        told = [day for day in (self.sample.collected, self.sample.received, self.issued) if day]
        if any(later < earlier for earlier, later in pairwise(told)):
            raise ValueError("The material is taken, then received, then the report is issued")
        return self


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

    @property
    def names(self) -> tuple[str, ...]:
        """Every name and number by which the order knows its person and the material."""
        person = self.person
        told = (
            self.vcf_sample,
            person.identifier,
            person.second_identifier,
            self.sample.identifier,
        )
        return tuple(name for name in dict.fromkeys(told) if name)

    def check_sample(self, sample: str, where: str, others: Collection[str] = ()) -> None:
        """Raise RefusedError (ORDER_INVALID) when the order is of another sample.

        ``others`` are people of the same files: none of them is called as this person is.
        """
        found = ""
        if self.vcf_sample and self.vcf_sample != sample:
            found = f"vcf_sample is {printable(self.vcf_sample, 60)}, not {printable(sample, 60)}."
        elif sample not in self.names:
            other = next((name for name in self.names if name in others), "")
            shown = printable(other, 60)
            found = f"It is of {shown}, who is another sample of the files." if other else ""
        if found:
            raise refuse(RefusalCode.ORDER_INVALID, where, f"{found} {_REMEDY}")


def read_order(path: Path) -> Order:
    """The order in a JSON file.

    Raises RefusedError (FILE_NOT_FOUND, ORDER_INVALID) with every fault of the file.
    """
    return read_form(
        path,
        RefusalCode.ORDER_INVALID,
        lambda raw: Order.model_validate_json(json.dumps(json_values(raw))),
    )
