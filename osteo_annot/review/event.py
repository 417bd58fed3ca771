"""One thing that somebody did: the only thing that a store keeps, never changed, chained by hash.

The hash of an event covers every field and the hash of the one before it, each field with its
length in front, so that no two events can be written as one text, and none can be changed, left
out or put in without changing every hash behind it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from osteo_annot.values import dataclass
from osteo_annot.worded import Worded

DOMAIN = b"osteo-annot review event 1"
"""What the hash is of, so that it can never be taken for the hash of something else."""
START = "0" * 64
"""Hash before the first event."""


class Kind(Worded):
    """What was done: the closed list."""

    STORE_MADE = ("store_made", "made the store")
    CASE_OPENED = ("case_opened", "opened")
    DECIDED = ("decided", "decided on criteria")
    CONTESTED = ("contested", "contested a value")
    UNCONTESTED = ("uncontested", "took a contest back")
    COMMENTED = ("commented", "commented")
    ASSIGNED = ("assigned", "assigned")
    DRAFT_SAVED = ("draft_saved", "saved a draft")
    READING_SAVED = ("reading_saved", "saved the second reading")
    CONSENSUS = ("consensus", "recorded a consensus")
    CONFIRMATION_ORDERED = ("confirmation_ordered", "ordered a confirmation")
    CONFIRMATION_RESULT = ("confirmation_result", "recorded the result of a confirmation")
    FIRST_SIGNED = ("first_signed", "signed as first reader")
    FIRST_VOIDED = ("first_voided", "changed what the first reader had signed")
    SIGNED = ("signed", "signed the report")
    DOCUMENTS_KEPT = ("documents_kept", "kept the signed documents")
    AMENDMENT_OPENED = ("amendment_opened", "opened an amendment")
    WITHDRAWN = ("withdrawn", "withdrew the report")
    NEW_RESULT = ("new_result", "a new run gave another result")
    CARRIED_OVER = ("carried_over", "carried decisions over from the old result")
    USER_ADDED = ("user_added", "added an account")
    USER_DISABLED = ("user_disabled", "disabled an account")
    PASSWORD_SET = ("password_set", "set a password")
    POLICY_SET = ("policy_set", "set the policy of review")


class UserRole(Worded):
    """What an account may do."""

    READER = ("reader", "reads, and does nothing else")
    REVIEWER = ("reviewer", "reads, decides, and signs as first reader")
    SIGNER = ("signer", "does what a reviewer does, and signs reports")
    ADMIN = ("admin", "keeps accounts and policy, and signs nothing")


@dataclass(frozen=True, slots=True)
class Draft:
    """An event that is not in the chain yet."""

    case: str
    """The case; empty for accounts and policy."""
    kind: Kind
    actor: str
    role: UserRole
    body: Mapping[str, Any]
    """Plain values, checked by the model of the kind."""
    result: str = ""
    """SHA-256 of the result file that it was made on; empty where there is none."""
    seen: int = 0
    """The last event of the case that the actor had seen; 0 for none."""


@dataclass(frozen=True, slots=True)
class ReviewEvent:
    """One event as it is kept."""

    seq: int
    """Place in the chain of the store, from 1, without gaps."""
    case: str
    kind: Kind
    actor: str
    role: UserRole
    at: datetime
    """When it was taken into the store, in UTC."""
    result: str
    seen: int
    body: Mapping[str, Any]
    previous: str
    """Hash of the event before it."""
    hash: str

    @property
    def time(self) -> str:
        """The time as it is kept and hashed."""
        return time_text(self.at)


def time_text(at: datetime) -> str:
    """A time in UTC, to the microsecond.

    >>> time_text(datetime(2026, 12, 1, 8, 30, tzinfo=UTC))
    '2026-12-01T08:30:00.000000Z'
    """
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def time_of(text: str) -> datetime:
    """The time of its text; raises ValueError for a text that is written otherwise."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


def canonical(body: Mapping[str, Any]) -> str:
    """A body as the one text that is kept and hashed: keys in order, no spaces."""
    return json.dumps(
        body, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def chained(draft: Draft, seq: int, at: datetime, previous: str) -> ReviewEvent:
    """The event that a draft becomes behind another."""
    fields = (draft.case, draft.kind, draft.actor, draft.role)
    told = (str(seq), *fields, time_text(at), draft.result, str(draft.seen))
    own = hash_of((*told, canonical(draft.body), previous))
    return ReviewEvent(seq, *fields, at, draft.result, draft.seen, dict(draft.body), previous, own)


def hash_of(fields: tuple[str, ...]) -> str:
    """SHA-256 of texts, each with its length in front, under the domain of events."""
    digest = hashlib.sha256()
    for part in (DOMAIN, *(field.encode() for field in fields)):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()
