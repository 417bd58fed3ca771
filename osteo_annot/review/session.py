"""What the pages and the commands hold while they work: store, results, policy."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from osteo_annot.errors import RefusalCode, RefusedError, refuse
from osteo_annot.review.accounts import Account
from osteo_annot.review.bodies import CarriedOver, NewResult, Opened, PolicySet
from osteo_annot.review.carry import carried_over
from osteo_annot.review.event import Draft, Kind, ReviewEvent, UserRole, chained
from osteo_annot.review.fold import fold
from osteo_annot.review.memory import Remembered, memory_of, remembered
from osteo_annot.review.policy import DEFAULT_POLICY, ReviewPolicy, policy_of
from osteo_annot.review.recompute import check_reproduced
from osteo_annot.review.record import CaseRecord, CaseState
from osteo_annot.review.results import Proposal, ResultFolder, proposal_of
from osteo_annot.review.snapshot import Snapshot
from osteo_annot.review.store.store import Store
from osteo_annot.values import dataclass

_MOST_KEPT = 64
"""Proposals that are kept in memory, the last ones used."""


@dataclass(frozen=True, slots=True)
class At:
    """A case as it is inside a save, when nobody else writes."""

    record: CaseRecord
    proposal: Proposal
    """The result on which the review stands."""
    policy: ReviewPolicy
    events: Sequence[ReviewEvent]


Made = Callable[[At], Sequence[Draft]]


class Review:
    """A review: results in a folder, and the store of what was done on them."""

    def __init__(self, store: Store, results: ResultFolder | None = None) -> None:
        self.store = store
        self.results = results
        self._proposals: dict[str, Proposal] = {}
        self._records: dict[str, CaseRecord] = {}
        self._read_to = 0
        self._policy: tuple[str, ReviewPolicy] | None = None

    @property
    def policy(self) -> ReviewPolicy:
        """The policy that holds now."""
        told = [e for e in self.store.events("") if e.kind is Kind.POLICY_SET]
        sha256 = str(told[-1].body["policy"]) if told else ""
        if self._policy is None or self._policy[0] != sha256:
            policy = policy_of(self.store.file(sha256)) if sha256 else DEFAULT_POLICY
            self._policy = sha256, policy
        return self._policy[1]

    def records(self) -> Mapping[str, CaseRecord]:
        """What is true of every case that anybody has begun; only new events are read."""
        for event in self.store.events(after=self._read_to):
            if event.case:
                before = self._records.get(event.case)
                self._records[event.case] = fold(event.case, [event], before)
            self._read_to = event.seq
        return self._records

    def memory(self, key: str, besides: str) -> Sequence[Remembered]:
        """Earlier signed reports of other cases that tell an event, newest first."""
        found = remembered([key], memory_of(self.records().values()), besides)
        return found.get(key, ())

    def record(self, case: str) -> CaseRecord:
        """What is true of a case."""
        return fold(case, self.store.events(case))

    def current(self, case: str) -> Proposal | None:
        """The result of a case in the folder; None without a folder.

        Raises RefusedError (CASE_UNKNOWN, RESULT_INVALID, RESULT_WITHOUT_BASIS,
        RESULT_NOT_REPRODUCED).
        """
        if self.results is None:
            return None
        found = self.results.load(case)
        return self._kept(found.sha256, lambda: found)

    def in_folder(self, case: str) -> Proposal | None:
        """The result of a case in the folder; None also where its file went.

        What was reviewed is in the store. Raises RefusedError as ``current``, but CASE_UNKNOWN.
        """
        try:
            return self.current(case)
        except RefusedError as error:
            if error.faults[0].code is RefusalCode.CASE_UNKNOWN:
                return None
            raise

    def proposal(self, record: CaseRecord) -> Proposal:
        """The result on which a review stands, from the store; before it began, from the folder."""
        if record.result:
            sha256 = record.result
            return self._kept(sha256, lambda: proposal_of(self.store.file(sha256), record.case))
        found = self.current(record.case)
        if found is None:
            told = "The store has no event of this case."
            raise refuse(RefusalCode.CASE_UNKNOWN, record.case, told)
        return found

    def _kept(self, sha256: str, made: Callable[[], Proposal]) -> Proposal:
        """A proposal that was checked; each once."""
        if sha256 not in self._proposals:
            found = made()
            check_reproduced(found.result, found.content)
            self._proposals[sha256] = found
            for old in list(self._proposals)[:-_MOST_KEPT]:
                del self._proposals[old]
        return self._proposals[sha256]

    def save(
        self,
        case: str,
        account: Account,
        made: Made,
        *,
        takes_new: bool = True,
        files: Sequence[bytes] = (),
    ) -> tuple[ReviewEvent, ...]:
        """Append what is made of a case as it is when nobody else writes.

        The result in the folder is taken first where the review has not begun, or stands on that
        of another run; ``takes_new``: also of a signed case. ``files`` are kept in the same save;
        what is made may add to them.
        """
        current, policy = self.in_folder(case), self.policy

        def rule(events: Sequence[ReviewEvent]) -> Sequence[Draft]:
            record = fold(case, events)
            opening = self._opening(record, current, account, takes_new=takes_new)
            opened = _after(record, opening)
            proposal = self._on(opened, current)
            drafts = [*opening, *made(At(opened, proposal, policy, events))]
            kept[:] = [*([current.content] if current and opening else []), *files]
            return drafts

        kept: list[bytes] = []
        return self.store.save(case, rule, kept)

    def _on(self, record: CaseRecord, current: Proposal | None) -> Proposal:
        """The result on which a review stands, which may be taken into the store by this save."""
        if current is not None and record.result == current.sha256:
            return current
        return self.proposal(record)

    def _opening(
        self, record: CaseRecord, current: Proposal | None, account: Account, *, takes_new: bool
    ) -> list[Draft]:
        """Events by which a review takes the result of the folder."""
        if current is None or current.sha256 == record.result:
            return []
        if not record.result:
            return [draft_of(record, account, Kind.CASE_OPENED, Opened().plain(), current.sha256)]
        is_open = record.state in {
            CaseState.PROPOSED,
            CaseState.IN_REVIEW,
            CaseState.FIRST_SIGNED,
        }
        if not is_open and not takes_new:
            return []
        old = Snapshot.model_validate_json(self.store.file(record.result))
        new = Snapshot.model_validate_json(current.content)
        carried: CarriedOver = carried_over(record, record.result, old, new)
        told = NewResult(old=record.result, new=current.sha256)
        return [
            draft_of(record, account, Kind.NEW_RESULT, told.plain(), current.sha256),
            draft_of(record, account, Kind.CARRIED_OVER, carried.plain(), current.sha256),
        ]


def draft_of(
    record: CaseRecord,
    account: Account,
    kind: Kind,
    body: Mapping[str, object],
    result: str = "",
    seen: int | None = None,
) -> Draft:
    """An event of a case by an account."""
    return Draft(
        record.case,
        kind,
        account.name,
        account.role,
        body,
        result or record.result,
        record.last if seen is None else seen,
    )


def _after(record: CaseRecord, drafts: Sequence[Draft]) -> CaseRecord:
    """What will be true after drafts that are appended in the same save."""
    from datetime import UTC, datetime

    now = record.changed_at or datetime.fromtimestamp(0, UTC)
    events = [chained(d, record.last + n, now, "") for n, d in enumerate(drafts, 1)]
    told = fold(record.case, events, record)
    return replace(told, last=record.last)


def set_policy(store: Store, content: bytes, admin: Account) -> ReviewPolicy:
    """Another policy from now on; a case is signed by the one that holds then.

    Raises RefusedError (REVIEW_POLICY_INVALID, ROLE_MAY_NOT).
    """
    if admin.role is not UserRole.ADMIN:
        told = f"With the role {admin.role} nobody may set the policy."
        raise refuse(RefusalCode.ROLE_MAY_NOT, admin.name, told)
    policy = policy_of(content)
    body = PolicySet(policy=hashlib.sha256(content).hexdigest())
    draft = Draft("", Kind.POLICY_SET, admin.name, admin.role, body.plain())
    store.save("", lambda _: [draft], (content,))
    return policy
