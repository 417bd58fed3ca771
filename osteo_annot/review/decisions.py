"""What readers decide, contest and confirm: the parts of events, and of the file of decisions."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from osteo_annot.copies.callability import Callability
from osteo_annot.evidence.criterion import Strength
from osteo_annot.verdict.state import State

_LINE = r"^[^\x00-\x1f\x7f-\x9f\u2028\u2029]*$"


def _prose(text: str) -> str:
    """Text of several lines without other control characters."""
    bad = [c for c in text if (ord(c) < 32 and c not in "\n\t\r") or 127 <= ord(c) < 160]
    if bad or not _encodes(text):
        raise ValueError("Control characters cannot be kept.")
    return text


def _encodes(text: str) -> bool:
    """Whether a text is whole in UTF-8: no half of a surrogate pair."""
    return not any(0xD800 <= ord(c) < 0xE000 for c in text)


Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=200, pattern=_LINE),
    AfterValidator(_prose),
]
Named = Annotated[Line, StringConstraints(min_length=1)]
Prose = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=4000), AfterValidator(_prose)
]
Key = Annotated[Line, StringConstraints(min_length=1, max_length=400)]
"""Key of an event: ``GRCh38:108072700:A>T``, or kind, exons and bounds."""
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Pmid = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,9}$")]


def _day(text: str) -> str:
    """A day of the calendar."""
    date.fromisoformat(text)
    return text


Day = Annotated[
    str, StringConstraints(pattern=r"^20[0-9]{2}-[0-9]{2}-[0-9]{2}$"), AfterValidator(_day)
]
"""Year, month, day: 2026-11-30."""


class Body(BaseModel):
    """What an event carries; a field that is not known is refused, so that no slip is lost."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    def plain(self) -> dict[str, Any]:
        """Plain values, as they are kept."""
        return self.model_dump(mode="json", by_alias=True)


class Grounds(Body):
    """Why, and on what."""

    reason: Prose = ""
    pmids: tuple[Pmid, ...] = Field(default=(), max_length=50)
    files: tuple[Sha256, ...] = Field(default=(), max_length=50)
    """SHA-256 of files that were given to the store."""


CriterionStrength = Literal[
    Strength.STAND_ALONE,
    Strength.VERY_STRONG,
    Strength.STRONG,
    Strength.MODERATE,
    Strength.SUPPORTING,
]


class Decision(Grounds):
    """What a reader decided of one criterion of one event."""

    event: Key
    criterion: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,3}[1-9]$")]
    action: Literal["accept", "strength", "reject", "add"]
    """``strength``: met, at another strength; ``add``: met, though it was not proposed."""
    strength: CriterionStrength | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        """A strength where one is set, and nowhere else; a reason for all but accepting."""
        if (self.action in {"strength", "add"}) is not (self.strength is not None):
            raise ValueError("A strength belongs to the actions strength and add, and to no other.")
        if self.action != "accept" and not self.reason:
            raise ValueError("A reason is needed for all but accept.")
        return self

    @property
    def key(self) -> tuple[str, str]:
        """Event and criterion: with the case, what tells one decision from another."""
        return self.event, self.criterion


CONTESTED_ZYGOSITY = (
    "heterozygous",
    "apparent_homozygous",
    "homozygous",
    "hemizygous",
    "unknown",
    "absent",
)
"""Values of a contested zygosity; ``absent``: the event is not there."""
_VALUES: dict[str, tuple[str, ...]] = {
    "zygosity": CONTESTED_ZYGOSITY,
    "phase": ("cis", "trans", "unknown"),
    "small_variants": tuple(Callability),
    "deletions": (Callability.CALLABLE.value, Callability.UNKNOWN.value),
    "state": tuple(State),
}


class Contest(Grounds):
    """A value of the result that a reader holds to be wrong, and what it should be."""

    about: Literal["zygosity", "phase", "small_variants", "deletions", "state"]
    """``small_variants`` and ``deletions`` are the callability of an exon."""
    event: Line = ""
    """Key of the event; of ``zygosity`` and ``phase``."""
    other: Line = ""
    """Key of the other event; of ``phase``."""
    exon: int | None = Field(default=None, ge=1, le=99)
    """Number of the exon; of ``small_variants`` and ``deletions``."""
    value: Line
    evidence: Prose = ""
    """What shows it."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        """What each kind needs, and no more."""
        if self.value not in _VALUES[self.about]:
            raise ValueError(f"Of {self.about} one of {', '.join(_VALUES[self.about])}.")
        needs = {
            "event": self.about in {"zygosity", "phase"},
            "other": self.about == "phase",
            "exon": self.about in {"small_variants", "deletions"},
        }
        for name, needed in needs.items():
            if needed is not bool(getattr(self, name)):
                raise ValueError(f"{name} is {'needed' if needed else 'not used'} here.")
        if self.about == "phase" and self.event == self.other:
            raise ValueError("Phase is between two events.")
        if not self.reason or not self.evidence:
            raise ValueError("A contest needs a reason and evidence.")
        return self

    @property
    def key(self) -> tuple[str, ...]:
        """What it is about; a phase is the same from either side."""
        return (self.about, *sorted((self.event, self.other)), str(self.exon or ""))


Carrier = Literal["carrier", "not_carrier", "not_tested"]


class ParentsTested(Body):
    """What the parents' test shows of one event."""

    event: Key
    mother: Carrier = "not_tested"
    father: Carrier = "not_tested"


class ConfirmationOrdered(Body):
    """A test by another method."""

    number: Named
    """Name of the order within the case."""
    events: tuple[Key, ...] = Field(min_length=1, max_length=50)
    method: Named
    sample: Line = ""
    text: Prose = ""


class ConfirmationResult(Body):
    """What a test by another method showed."""

    order: Line = ""
    """Name of the order, where there was one."""
    method: Named
    sample: Named
    by: Named
    on: Day
    event: Line = ""
    """Key of the event that was tested in the person."""
    outcome: Literal["", "confirmed", "not_confirmed", "other"] = ""
    """Of the event in the person; empty where only the parents were tested."""
    copies: Literal[1, 2] | None = None
    """On how many copies it was found, where the method counts them."""
    parents: tuple[ParentsTested, ...] = Field(default=(), max_length=50)
    text: Prose = ""
    files: tuple[Sha256, ...] = Field(default=(), max_length=50)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        """An event with its outcome, or the parents, or both."""
        if bool(self.event) is not bool(self.outcome):
            raise ValueError("event and outcome belong together.")
        if not self.event and not self.parents:
            raise ValueError("A result is of an event, of the parents, or of both.")
        if self.copies is not None and self.outcome != "confirmed":
            raise ValueError("copies are told of a confirmed event.")
        if self.outcome == "other" and not self.text:
            raise ValueError("Another outcome is told in text.")
        return self
