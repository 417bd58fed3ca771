"""What stands on a signed report: who signed as what and when, on what, and in whose place.

All times are UTC, as ISO 8601 writes them with ``Z``: those of the events of the review, never of
the clock of who writes the document.
"""

from __future__ import annotations

from dataclasses import field

from osteo_annot.report.result.model import Result
from osteo_annot.values import dataclass
from osteo_annot.worded import Worded


class Standing(Worded):
    """What a report that was signed is now."""

    FINAL = ("final", "final report")
    AMENDED = ("amended", "amended report")
    CORRECTED = ("corrected", "corrected report")
    WITHDRAWN = ("withdrawn", "withdrawn report")


class Capacity(Worded):
    """As what a person signed."""

    FIRST_REVIEWER = ("first_reviewer", "first reviewer")
    SECOND_READER = ("second_reader", "second reader")
    SECOND_AND_SIGNER = ("second_reader_and_signer", "second reader, signed for release")
    SIGNER = ("signer", "signed for release")


@dataclass(frozen=True, slots=True)
class Signatory:
    """A person who signed, authenticated anew for it."""

    name: str
    """Full name of the account, as it was when the person signed."""
    role: str
    """The person's title, or role in the review; may be empty."""
    capacity: Capacity
    """As what the person signed."""
    time: str
    """Of the event of the signature."""


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One decision of a reviewer, or result of a confirmation, in force at the signature."""

    time: str
    """A day where no more is known; empty of what came with the version before."""
    by: str
    """Name of the person, or of the laboratory that tested."""
    text: str
    """What was decided of which event: ``c.75G>A, PM2: rejected``."""
    reason: str
    """In the words of the reviewer; may be empty where the proposal was accepted."""
    citations: list[str]
    """PMIDs and names of files."""


@dataclass(frozen=True, slots=True)
class ReplacedVersion:
    """The version in whose place this one stands."""

    version: int
    """Its number."""
    time: str
    """When it was signed."""
    reason: str
    """Why it was amended."""
    changes: list[str]
    """What is not as it was, a line each."""


@dataclass(frozen=True, slots=True)
class Successor:
    """The version that stands in the place of this one."""

    version: int
    """Its number."""
    time: str
    """When it was signed."""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Who withdrew the report, and why."""

    by: str
    """Name of the person."""
    role: str
    """Role of the account."""
    time: str
    """When it was withdrawn."""
    reason: str
    """In the words of the person."""


@dataclass(frozen=True, slots=True)
class Seal:
    """SHA-256, in lower-case hexadecimal, of all that was signed."""

    result: str
    """Of the bytes of the result file on which was decided."""
    decided: str
    """Of the result after the decisions, as a result file."""
    decisions: str
    """Of the decisions in force, as JSON."""
    policy: str
    """Of the policy of the laboratory's review."""
    versions: str
    """Of names and versions of the program and of all data."""
    content: str
    """Of everything that was signed, the people too."""
    head: str
    """Hash of the event of the signature: the end of the store's chain when it was signed."""
    head_seq: int
    """Number of that event."""


@dataclass(frozen=True, slots=True)
class Release:
    """A report that was signed, as against a proposal."""

    standing: Standing
    """What the report is now."""
    version: int
    """From 1; an amended report is the next."""
    incomplete: bool
    """Whether it was signed as not examined enough: then it is no negative result."""
    signatories: list[Signatory]
    """In the order in which they signed; the last released the report."""
    seal: Seal
    """Hashes of what was signed."""
    decisions: list[DecisionLine]
    """All that the reviewers made of the proposal; what is not here stands as proposed."""
    replaces: ReplacedVersion | None
    """None for the first version."""
    withdrawn: Withdrawal | None
    """None while the report holds."""
    replaced_by: Successor | None = None
    """None while no later version is signed, so also in every file that a signature made."""

    @property
    def holds(self) -> bool:
        """Whether it is the report to go by: neither withdrawn nor replaced."""
        return self.withdrawn is None and self.replaced_by is None

    @property
    def signed(self) -> str:
        """When the last person signed."""
        return self.signatories[-1].time


@dataclass(frozen=True, slots=True)
class SignedResult(Result):
    """The result that was signed, with its release; every writer takes it as a result."""

    release: Release = field(kw_only=True)


def release_of(result: Result) -> Release | None:
    """What was signed of a result; None for a proposal."""
    return result.release if isinstance(result, SignedResult) else None


def day_of(time: str) -> str:
    """The day of a time, in UTC.

    >>> day_of("2026-12-01T03:40:22Z")
    '2026-12-01'
    """
    return time[:10]


def minute_of(time: str) -> str:
    """A time as it is printed; a day stays a day, and what has no time has none.

    >>> minute_of("2026-12-01T03:40:22.123456Z")
    '2026-12-01 03:40 UTC'
    >>> minute_of("2026-12-01")
    '2026-12-01'
    """
    return f"{time[:10]} {time[11:16]} UTC" if len(time) > len("2026-12-01") else time
