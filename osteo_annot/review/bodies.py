"""What each kind of event carries: one model per kind, so that nothing else gets into a store."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from osteo_annot.review.decisions import (
    Body,
    ConfirmationOrdered,
    ConfirmationResult,
    Contest,
    Decision,
    Key,
    Line,
    Named,
    Prose,
    Sha256,
)
from osteo_annot.review.event import Kind, UserRole
from osteo_annot.verdict.state import State


class StoreMade(Body):
    """The first event of a store."""

    nonce: Sha256
    """Drawn at random, so that no two stores begin alike."""
    version: Line
    """Of the program."""


class Opened(Body):
    """A case was opened for the first time."""


class Decided(Body):
    """Decisions of one save."""

    decisions: tuple[Decision, ...] = Field(min_length=1, max_length=500)


class Contested(Body):
    """Contests of one save."""

    contests: tuple[Contest, ...] = Field(min_length=1, max_length=100)


class Uncontested(Body):
    """A contest that its reader took back."""

    contest: tuple[Line, ...]
    """Its key."""
    reason: Prose = ""


class Commented(Body):
    """A comment."""

    text: Annotated[Prose, StringConstraints(min_length=1)]


class Assigned(Body):
    """Who is to review; empty for nobody."""

    to: Line


class DraftSaved(Body):
    """What is being typed and not decided yet, as the page keeps it."""

    fields: dict[Line, Prose] = Field(max_length=500)


class ReadingSaved(Body):
    """The second reader has read on the own."""

    decisions: tuple[Decision, ...] = Field(default=(), max_length=500)
    contests: tuple[Contest, ...] = Field(default=(), max_length=100)


class Consensus(Body):
    """What both readers settled on, where they differed."""

    readers: tuple[Named, Named]
    decisions: tuple[Decision, ...] = Field(default=(), max_length=500)
    contests: tuple[Contest, ...] = Field(default=(), max_length=100)
    uncontested: tuple[tuple[Line, ...], ...] = ()
    """Keys of contests that both drop."""
    undecided: tuple[tuple[Key, Line], ...] = ()
    """Event and criterion of decisions that both drop: the proposal stands."""
    reason: Annotated[Prose, StringConstraints(min_length=1)]


class FirstSigned(Body):
    """The first reader is done."""

    state: State
    """The state by the first reading."""


class FirstVoided(Body):
    """The first reader's signature does not hold any more: what it was for was changed."""


class Signed(Body):
    """The report is signed: all that it rests on is frozen by its hash."""

    version: int = Field(ge=1)
    first: Named
    state: State
    conclusion: Literal["answer", "incomplete"]
    """``incomplete``: signed as not searched enough, never as a negative."""
    proposal: Sha256
    """SHA-256 of the result file."""
    reviewed: Sha256
    """SHA-256 of the result after the decisions."""
    content: Sha256
    """SHA-256 of everything that was signed; printed in the report."""
    policy: Sha256
    versions: dict[str, str]
    decisions: tuple[Decision, ...] = Field(default=(), max_length=2000)
    contests: tuple[Contest, ...] = Field(default=(), max_length=500)
    confirmations: tuple[ConfirmationResult, ...] = Field(default=(), max_length=500)
    """What was in force, whole, so that the signature stands by itself."""
    classes: dict[Key, Line] = Field(default_factory=dict)
    """Class and points of each event, by its key: ``LP 8``."""
    names: dict[Line, Line] = Field(default_factory=dict)
    """Full name of each signer, as it stood then, by account."""
    reason: Prose = ""


class DocumentsKept(Body):
    """The documents of a signed version, made right after it was signed."""

    version: int = Field(ge=1)
    files: dict[Line, Sha256]
    """Name and SHA-256 of each."""


class AmendmentOpened(Body):
    """A new version of a signed report was begun."""

    version: int = Field(ge=1)
    """The version that it will replace."""
    reason: Annotated[Prose, StringConstraints(min_length=1)]
    correction: bool = False
    """Whether the replaced version was wrong (``corrected``), not only out of date."""


class Withdrawn(Body):
    """A signed report no longer holds."""

    version: int = Field(ge=1)
    reason: Annotated[Prose, StringConstraints(min_length=1)]


class NewResult(Body):
    """Another run gave another result file."""

    old: Sha256
    new: Sha256


class Held(Body):
    """A decision, contest or confirmation of the old result, by its key."""

    reader: Line
    """Whose it was; empty for one of the signed version, and for a laboratory's."""
    about: Literal["decision", "contest", "confirmation"]
    key: tuple[Line, ...]


class CarriedOver(Body):
    """Decisions that hold on the new result, and those that have to be made again."""

    old: Sha256
    carried: tuple[Held, ...] = ()
    """Those whose proposal is the same in both results."""
    open: tuple[Held, ...] = ()
    """Those whose proposal changed: to be decided again."""
    gone: tuple[Held, ...] = ()
    """Those whose event is not in the new result, where also a confirmation says nothing."""


class UserAdded(Body):
    """An account."""

    name: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$")]
    role: UserRole
    password: Annotated[str, StringConstraints(pattern=r"^(\$argon2id\$[ -~]{20,300})?$")]
    """Hash by argon2id; empty for one that signs in elsewhere."""
    full_name: Line = ""
    """As it stands under a report."""


class UserDisabled(Body):
    """An account that may do nothing any more."""

    name: Named
    reason: Prose = ""


class PasswordSet(Body):
    """A new password."""

    name: Named
    password: Annotated[str, StringConstraints(pattern=r"^\$argon2id\$[ -~]{20,300}$")]


class PolicySet(Body):
    """The policy of review from now on."""

    policy: Sha256
    """SHA-256 of the file, which the store keeps."""


MODELS: dict[Kind, type[Body]] = {
    Kind.STORE_MADE: StoreMade,
    Kind.CASE_OPENED: Opened,
    Kind.DECIDED: Decided,
    Kind.CONTESTED: Contested,
    Kind.UNCONTESTED: Uncontested,
    Kind.COMMENTED: Commented,
    Kind.ASSIGNED: Assigned,
    Kind.DRAFT_SAVED: DraftSaved,
    Kind.READING_SAVED: ReadingSaved,
    Kind.CONSENSUS: Consensus,
    Kind.CONFIRMATION_ORDERED: ConfirmationOrdered,
    Kind.CONFIRMATION_RESULT: ConfirmationResult,
    Kind.FIRST_SIGNED: FirstSigned,
    Kind.FIRST_VOIDED: FirstVoided,
    Kind.SIGNED: Signed,
    Kind.DOCUMENTS_KEPT: DocumentsKept,
    Kind.AMENDMENT_OPENED: AmendmentOpened,
    Kind.WITHDRAWN: Withdrawn,
    Kind.NEW_RESULT: NewResult,
    Kind.CARRIED_OVER: CarriedOver,
    Kind.USER_ADDED: UserAdded,
    Kind.USER_DISABLED: UserDisabled,
    Kind.PASSWORD_SET: PasswordSet,
    Kind.POLICY_SET: PolicySet,
}


def body_of(kind: Kind, values: Mapping[str, Any]) -> Body:
    """The checked body of an event; raises ValueError for one that its kind does not have."""
    return MODELS[kind].model_validate(values)
