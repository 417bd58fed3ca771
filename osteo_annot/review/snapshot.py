"""What a comparison asks of a result file, of this version of the schema or an earlier one.

Fields that this version does not know are passed by, so that a result of last year can be held
against one of today; what every version has had is required.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from osteo_annot.errors import RefusalCode
from osteo_annot.intake.person.form import read_form

MAX_BYTES = 256_000_000
"""A larger file is no result of one person."""


class _Part(BaseModel):
    """A part of a result file."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Coded(_Part):
    """A coded statement."""

    code: str
    text: str = ""


class Verdict(_Part):
    """The answer."""

    state: str
    state_text: str = ""
    confidence: str
    headline: str = ""
    contradictions: tuple[Coded, ...] = ()
    deciding: tuple[str, ...] = ()
    """Ids of the events on which the state rests; empty in files before schema 1.7."""


class Names(_Part):
    """HGVS names of an event."""

    g: str = ""
    c: str = ""
    p: str = ""


class Location(_Part):
    """Where an event is; 1-based, closed, on the assembly of the result."""

    start: int
    end: int
    inner: tuple[int, ...] = ()
    outer: tuple[int, ...] = ()


class Phase(_Part):
    """On which copies an event lies."""

    copies: tuple[int, ...] = ()
    source: str = ""


class Criterion(_Part):
    """One criterion as it was judged."""

    code: str
    status: str
    strength: str = ""
    path: str = ""
    evidence: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Status, and strength where it is met."""
        return f"{self.status} {self.strength}".strip() if self.status == "met" else self.status


class Classification(_Part):
    """Class and criteria of an event."""

    class_: str = Field("", alias="class")
    points: int = 0
    ledger: tuple[Criterion, ...] = ()


class Event(_Part):
    """One thing that happened to the DNA."""

    id: str
    kind: str
    location: Location
    ref: str = ""
    alt: str = ""
    hgvs: Names = Names()
    exons: tuple[int, ...] = ()
    zygosity: str = ""
    tier: str = ""
    phase: Phase = Phase()
    filters: tuple[str, ...] = ()
    classification: Classification = Field(default_factory=lambda: Classification.model_construct())


class Exon(_Part):
    """Whether an exon could be judged."""

    exon: int
    small_variants: str = ""
    deletions: str = ""
    deletion_search: str = ""
    homozygous_loss_excluded: bool = False


class Callability(_Part):
    """What was examined."""

    exons: tuple[Exon, ...] = ()


class InputFile(_Part):
    """One file that was read."""

    name: str
    kind: str
    sha256: str = ""
    column: str = ""


class Provenance(_Part):
    """What the result was made from and with."""

    inputs: tuple[InputFile, ...] = ()
    versions: dict[str, str] = Field(default_factory=dict)
    parameters: dict[str, str] = Field(default_factory=dict)


class Snapshot(_Part):
    """The parts of a result that are compared."""

    schema_version: str
    sample: str
    assembly: str
    verdict: Verdict
    events: tuple[Event, ...] = ()
    callability: Callability = Callability()
    provenance: Provenance = Field(default_factory=Provenance)


def read_snapshot(path: Path) -> Snapshot:
    """What is compared of a result file.

    Raises RefusedError (FILE_NOT_FOUND, NOT_A_REGULAR_FILE, RESULT_INVALID with every fault).
    """
    return read_form(path, RefusalCode.RESULT_INVALID, Snapshot.model_validate_json, MAX_BYTES)
