"""What is true of a case after its events: values that are folded, never kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime

from osteo_annot.review.bodies import Consensus, Held, Signed
from osteo_annot.review.decisions import ConfirmationOrdered
from osteo_annot.review.edits import Edits
from osteo_annot.review.policy import SecondReader
from osteo_annot.values import dataclass
from osteo_annot.worded import Worded


class CaseState(Worded):
    """How far a case is."""

    PROPOSED = ("proposed", "proposed by the program; nobody has begun")
    IN_REVIEW = ("in_review", "in review")
    FIRST_SIGNED = ("first_signed", "signed by the first reader")
    SIGNED = ("signed", "signed")
    AMENDED = ("amended", "signed again, in the place of an earlier version")
    WITHDRAWN = ("withdrawn", "withdrawn")

    @property
    def is_signed(self) -> bool:
        """Whether a signed report stands."""
        return self in {CaseState.SIGNED, CaseState.AMENDED}


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody wrote."""

    by: str
    at: datetime
    text: str
    seq: int


@dataclass(frozen=True, slots=True)
class OrderMade:
    """An order of a confirmation: who made it, and when."""

    body: ConfirmationOrdered
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Reading:
    """What one person decided on the version that is being made."""

    edits: Edits = field(default_factory=Edits)
    saved: bool = False
    """Whether a second reader has declared it whole."""
    places: Mapping[tuple[str, ...], int] = field(default_factory=dict)
    """Event of the chain by which each decision or contest was made last, by its key."""


@dataclass(frozen=True, slots=True)
class SignedVersion:
    """One signed report."""

    body: Signed
    edits: Edits
    """What was in force when it was signed."""
    first_at: datetime
    signer: str
    at: datetime
    seq: int
    files: Mapping[str, str] = field(default_factory=dict)
    """Name and SHA-256 of its documents."""
    reason: str = ""
    """Why it stands in the place of the one before; empty of the first."""
    correction: bool = False
    second: str = ""
    """Who read as the second, where the policy asked for it."""
    withdrawn: Withdrawal | None = None


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Who withdrew a report, when and why."""

    by: str
    role: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Amendment:
    """A new version that is being made."""

    replaces: int
    reason: str
    correction: bool
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """Everything that is true of a case."""

    case: str
    state: CaseState = CaseState.PROPOSED
    version: int = 1
    """The version that is being made, or that stands."""
    result: str = ""
    """SHA-256 of the result on which the review stands; empty before anybody opened it."""
    base: Edits = field(default_factory=Edits)
    """What the version before left, from which an amendment starts; confirmations."""
    readings: Mapping[str, Reading] = field(default_factory=dict)
    """By reader, in the order in which they began."""
    together: Edits = field(default_factory=Edits)
    """The decisions of all readers on top of each other, as they were made."""
    consensus: Consensus | None = None
    began: str = ""
    """Who decided or signed first on the version that is being made."""
    first: str = ""
    """Who signed as first reader."""
    first_at: datetime | None = None
    second: str = ""
    """Who saved a second reading."""
    orders: tuple[OrderMade, ...] = ()
    comments: tuple[Comment, ...] = ()
    assignee: str = ""
    draft: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """What each person is typing, by field."""
    signed: tuple[SignedVersion, ...] = ()
    amendment: Amendment | None = None
    open: tuple[Held, ...] = ()
    """Decisions of the old result that have to be made again."""
    gone: tuple[Held, ...] = ()
    """Decisions of the old result whose event is not in the new one."""
    carried: tuple[Held, ...] = ()
    last: int = 0
    """The last event."""
    changed_at: datetime | None = None
    confirmed_since: bool = False
    """Whether the result of a confirmation came in after the report was signed."""

    @property
    def first_reader(self) -> str:
        """Who signed first, else who began; the other one is the second reader."""
        return self.first or self.began

    @property
    def standing(self) -> SignedVersion | None:
        """The signed report that holds; None for none."""
        last = self.signed[-1] if self.signed else None
        return last if last and last.withdrawn is None else None

    def effective(self, how: SecondReader) -> Edits:
        """What holds: under blind reading the first reader's, and the consensus on top."""
        if how is not SecondReader.BLIND:
            return self._settled(self.together.over(self.base))
        own = self.readings.get(self.first_reader, Reading()).edits
        return self._settled(own.over(self.base))

    def of_reader(self, reader: str) -> Edits:
        """What one reader made of it."""
        return self.readings.get(reader, Reading()).edits.over(self.base)

    def _settled(self, edits: Edits) -> Edits:
        """With the consensus on top."""
        told = self.consensus
        if told is None:
            return edits
        kept = edits.without(told.undecided, told.uncontested)
        return kept.with_decisions(told.decisions).with_contests(told.contests)
