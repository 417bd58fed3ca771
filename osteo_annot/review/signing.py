"""Signing, amending, withdrawing: what only people may do, and never one alone."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from osteo_annot.errors import RefusalCode, refuse
from osteo_annot.report.result.document import document_of, json_text
from osteo_annot.report.result.model import Result
from osteo_annot.review.accounts import Account, Proof, accounts, proven
from osteo_annot.review.bodies import (
    AmendmentOpened,
    DocumentsKept,
    FirstSigned,
    ReadingSaved,
    Signed,
    Withdrawn,
)
from osteo_annot.review.checks import REVIEWERS, check_clash, check_reason, may
from osteo_annot.review.edits import Edits
from osteo_annot.review.event import Draft, Kind, UserRole
from osteo_annot.review.final_report import FinalReport, content_hash, final_report
from osteo_annot.review.policy import SecondReader
from osteo_annot.review.recompute import recomputed
from osteo_annot.review.record import CaseState
from osteo_annot.review.session import At, Review, draft_of
from osteo_annot.review.view import CaseView, differences, reading_of, view
from osteo_annot.verdict.state import State

if TYPE_CHECKING:
    from osteo_annot.review.documents.clinvar import ClinvarSettings


def sign(
    review: Review,
    case: str,
    account: Account,
    proof: Proof,
    seen: int | None = None,
    *,
    conclusion: str = "answer",
    reason: str = "",
    result: str = "",
) -> CaseView:
    """Sign as first reader, or, where another person has, sign the report.

    ``result``: SHA-256 of the result that was before the person. ``conclusion``: ``incomplete`` for
    a case that was not searched enough for a negative. Raises RefusedError: ROLE_MAY_NOT,
    SIGN_IN_FAILED, STATE_DOES_NOT_ALLOW, SIGNER_IS_FIRST, SECOND_READING_MISSING, READERS_DIFFER,
    NEGATIVE_NOT_SEARCHED, STATE_CONTESTED, RESULT_CHANGED, REVIEW_CLASH, and those of the result.
    """
    may(account, REVIEWERS, "sign")
    check_reason(case, reason, needed=False)
    account = proven(review.store, account, proof)
    may(account, REVIEWERS, "sign")
    expected = result or review.record(case).result
    names = {a.name: a.shown for a in accounts(review.store).values()}
    names[account.name] = account.shown
    reviewed: list[bytes] = []

    def made(at: At) -> Sequence[Draft]:
        reviewed.clear()
        _is_this_run(at, expected)
        return _Signature(at, account, seen, conclusion, reason, names).drafts(reviewed)

    review.save(case, account, made, files=reviewed)
    record = review.record(case)
    if record.state.is_signed and not record.signed[-1].files:
        keep_documents(review, case, account)
    return view(review, case, account)


def _is_this_run(at: At, expected: str) -> None:
    """Raise RefusedError (RESULT_CHANGED) where the folder has another result than was reviewed."""
    if expected and at.record.result != expected:
        told = "The folder has the result of another run than the one that was reviewed."
        raise refuse(RefusalCode.RESULT_CHANGED, at.record.case, told)


class _Signature:
    """One signature on a case as it is."""

    def __init__(
        self,
        at: At,
        account: Account,
        seen: int | None,
        conclusion: str,
        reason: str,
        names: Mapping[str, str],
    ) -> None:
        self.at, self.account, self.seen = at, account, seen
        self.conclusion, self.reason, self.names = conclusion, reason, names
        self.how = reading_of(at.record, at.proposal, at.policy)

    def drafts(self, files: list[bytes]) -> list[Draft]:
        """The events of the signature; ``files`` gets what is kept with it."""
        record = self.at.record
        check_clash(self.at, self.account, self.seen, how=self.how, whole=True)
        if record.state in {CaseState.PROPOSED, CaseState.IN_REVIEW}:
            return [self._first()]
        if record.state is CaseState.FIRST_SIGNED:
            return self._last(files)
        told = f"The case is {record.state}."
        raise refuse(RefusalCode.STATE_DOES_NOT_ALLOW, record.case, told)

    def _of(self, kind: Kind, body: Mapping[str, object]) -> Draft:
        """An event of this save."""
        return draft_of(self.at.record, self.account, kind, body, seen=self.seen)

    def _first(self) -> Draft:
        """The first reader is done."""
        record, name = self.at.record, self.account.name
        apart = self.how is SecondReader.BLIND
        readers = {record.first_reader} | ({*record.readings} if not apart else set())
        if record.first_reader and name not in readers:
            told = f"{record.first_reader} began the review and has not signed as first reader."
            raise refuse(RefusalCode.STATE_DOES_NOT_ALLOW, record.case, told)
        edits = record.of_reader(name) if self.how is SecondReader.BLIND else self._edits()
        result = self._checked(edits)
        return self._of(Kind.FIRST_SIGNED, FirstSigned(state=result.verdict.state).plain())

    def _last(self, files: list[bytes]) -> list[Draft]:
        """The report is signed by another person, by whom the policy asks it is read again."""
        record, name = self.at.record, self.account.name
        if name == record.first:
            told = f"{name} signed as first reader."
            raise refuse(RefusalCode.SIGNER_IS_FIRST, record.case, told)
        may(self.account, (UserRole.SIGNER,), "sign reports")
        drafts: list[Draft] = []
        if self.how is SecondReader.BLIND and not record.second:
            told = "The second reader has not saved the own reading."
            raise refuse(RefusalCode.SECOND_READING_MISSING, record.case, told)
        if open_ := differences(record, self.how):
            told = "; ".join(
                f"{d.key[0]} {d.key[-1]}: first {d.first or 'as proposed'}, "
                f"second {d.second or 'as proposed'}"
                for d in open_[:10]
            )
            raise refuse(RefusalCode.READERS_DIFFER, record.case, f"{told}.")
        if self.how is SecondReader.OPEN and not record.second:
            drafts.append(self._of(Kind.READING_SAVED, ReadingSaved().plain()))
        edits = self._edits()
        result = self._checked(edits)
        reviewed = json_text(document_of(result)).encode()
        files += [reviewed, self.at.policy.text.encode()]
        body = self._body(edits, result, reviewed)
        return [*drafts, self._of(Kind.SIGNED, body)]

    def _edits(self) -> Edits:
        """What is in force."""
        return self.at.record.effective(self.how)

    def _checked(self, edits: Edits) -> Result:
        """The result after the decisions, where it may be signed as it is."""
        record = self.at.record
        if record.open:
            told = ", ".join(sorted({" ".join(h.key) for h in record.open})[:5])
            what = f"Decisions that another run leaves open: {told}."
            raise refuse(RefusalCode.RESULT_CHANGED, record.case, what)
        result = recomputed(self.at.proposal.result, edits, self.at.proposal.ids)
        state = result.verdict.state
        if (state is State.NONE_INCOMPLETE) is not (self.conclusion == "incomplete"):
            told = "The gene was not searched enough to say that nothing is there."
            if state is not State.NONE_INCOMPLETE:
                told = f"The state is {state}: only NONE_INCOMPLETE is signed as incomplete."
            raise refuse(RefusalCode.NEGATIVE_NOT_SEARCHED, record.case, told)
        against = [c for c in edits.contests if c.about == "state" and c.value != state]
        if against:
            told = f"The state is computed as {state} and contested as {against[0].value}."
            raise refuse(RefusalCode.STATE_CONTESTED, record.case, told)
        return result

    def _body(self, edits: Edits, result: Result, reviewed: bytes) -> Mapping[str, object]:
        """Everything that the signature freezes."""
        record = self.at.record
        people = {record.first, record.second, self.account.name} | {*record.readings} - {""}
        body = Signed.model_validate(
            {
                "version": record.version,
                "first": record.first,
                "state": result.verdict.state,
                "conclusion": self.conclusion,
                "proposal": self.at.proposal.sha256,
                "reviewed": hashlib.sha256(reviewed).hexdigest(),
                "content": "0" * 64,
                "policy": self.at.policy.sha256,
                "versions": result.provenance.versions,
                "decisions": edits.decisions,
                "contests": edits.contests,
                "confirmations": edits.confirmations,
                "classes": {
                    self.at.proposal.keys[e.id]: f"{e.classification.class_} "
                    f"{e.classification.points}"
                    for e in result.events
                },
                "names": {name: self.names.get(name, name) for name in people if name},
                "reason": self.reason,
            }
        ).plain()
        content = content_hash(record.case, record.first, self.account.name, body)
        return {**body, "content": content}


def keep_documents(review: Review, case: str, account: Account) -> dict[str, bytes]:
    """Make the documents of the last signed version, and keep them in the store.

    They carry the hash of the signature, so that they are made after it; where that was
    interrupted, the same documents are made again.
    """
    report = final_report(review.store, case)
    made = documents_of(report)
    files = {name: hashlib.sha256(content).hexdigest() for name, content in made.items()}
    body = DocumentsKept(version=report.version, files=files)

    def kept(at: At) -> Sequence[Draft]:
        return [draft_of(at.record, account, Kind.DOCUMENTS_KEPT, body.plain())]

    review.save(case, account, kept, takes_new=False, files=list(made.values()))
    return made


def documents_of(
    report: FinalReport, formats: Sequence[str] = (), settings: ClinvarSettings | None = None
) -> dict[str, bytes]:
    """The documents of a signed report, by name."""
    from osteo_annot.review.documents import documents_of as made  # lazy: libraries of formats

    return made(report, formats, settings)


def amend(
    review: Review,
    case: str,
    account: Account,
    reason: str,
    seen: int | None = None,
    *,
    correction: bool = False,
) -> CaseView:
    """Begin a new version, on the result that is in the folder now; the old one stays readable.

    Raises RefusedError: ROLE_MAY_NOT, REASON_MISSING, STATE_DOES_NOT_ALLOW, REVIEW_CLASH, and those
    of the result.
    """
    may(account, REVIEWERS, "amend")
    check_reason(case, reason, needed=True)

    def made(at: At) -> Sequence[Draft]:
        record = at.record
        if not (record.state.is_signed or record.state is CaseState.WITHDRAWN):
            told = f"The case is {record.state}: there is no signed report to amend."
            raise refuse(RefusalCode.STATE_DOES_NOT_ALLOW, case, told)
        check_clash(at, account, seen, how=SecondReader.OPEN, whole=True)
        body = AmendmentOpened(
            version=record.signed[-1].body.version, reason=reason, correction=correction
        )
        return [draft_of(record, account, Kind.AMENDMENT_OPENED, body.plain(), seen=seen)]

    review.save(case, account, made)
    return view(review, case, account)


def withdraw(
    review: Review, case: str, account: Account, reason: str, seen: int | None = None
) -> CaseView:
    """Say that the signed report does not hold any more; nothing is deleted.

    Raises RefusedError: ROLE_MAY_NOT, REASON_MISSING, STATE_DOES_NOT_ALLOW, REVIEW_CLASH.
    """
    may(account, (UserRole.SIGNER,), "withdraw reports")
    check_reason(case, reason, needed=True)

    def made(at: At) -> Sequence[Draft]:
        record = at.record
        if record.standing is None:
            told = f"The case is {record.state}: there is no signed report to withdraw."
            raise refuse(RefusalCode.STATE_DOES_NOT_ALLOW, case, told)
        check_clash(at, account, seen, how=SecondReader.OPEN, whole=True)
        body = Withdrawn(version=record.standing.body.version, reason=reason)
        return [draft_of(record, account, Kind.WITHDRAWN, body.plain(), seen=seen)]

    review.save(case, account, made, takes_new=False)
    return view(review, case, account)
