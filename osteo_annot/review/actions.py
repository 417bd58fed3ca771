"""What a reviewer does with a case: each is one save, checked the same from page and command."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from osteo_annot.errors import RefusalCode, refuse
from osteo_annot.review.accounts import Account, accounts
from osteo_annot.review.bodies import (
    Assigned,
    Commented,
    Consensus,
    Contested,
    Decided,
    DraftSaved,
    FirstVoided,
    ReadingSaved,
    Uncontested,
)
from osteo_annot.review.checks import (
    REVIEWERS,
    check_clash,
    check_contests,
    check_decisions,
    check_orders,
    check_seen,
    may,
    with_keys,
)
from osteo_annot.review.decisions import Body, Contest, Decision
from osteo_annot.review.edits import Edits
from osteo_annot.review.event import Draft, Kind, ReviewEvent
from osteo_annot.review.form import DecisionsForm
from osteo_annot.review.policy import SecondReader
from osteo_annot.review.recompute import recomputed
from osteo_annot.review.record import CaseState
from osteo_annot.review.session import At, Review, draft_of
from osteo_annot.review.view import CaseView, differences, reading_of, view

_OPEN = {CaseState.PROPOSED, CaseState.IN_REVIEW, CaseState.FIRST_SIGNED}


def decide(
    review: Review,
    case: str,
    account: Account,
    form: DecisionsForm,
    seen: int | None = None,
    files: Sequence[bytes] = (),
) -> CaseView:
    """Save everything that a form holds, in one save, all or nothing.

    ``files``: those that it names and that come with it. Raises RefusedError: ROLE_MAY_NOT,
    STATE_DOES_NOT_ALLOW, DECISION_WITHOUT_EVENT, DECISION_WITHOUT_CRITERION, DECISIONS_INVALID,
    REVIEW_CLASH, CONTEST_NOT_COMPUTED, and those of the result.
    """
    may(account, REVIEWERS, "decide")
    names = {a.name for a in accounts(review.store).values() if a.active}
    given = {hashlib.sha256(content).hexdigest() for content in files}
    for sha256 in form.named_files:
        if sha256 not in given and not review.store.has(sha256):
            told = f"The store has no file {sha256[:12]}."
            raise refuse(RefusalCode.DECISIONS_INVALID, "files", told)
    since = form.seen if seen is None else seen

    def made(at: At) -> Sequence[Draft]:
        keyed = with_keys(form, at.proposal)
        drafts = _Save(at, account, keyed, since).drafts(names)
        if not drafts:
            told = "There is nothing in it to be saved."
            raise refuse(RefusalCode.DECISIONS_INVALID, case, told)
        return drafts

    needs_open = form.decisions or form.contests or form.drop_contests or form.complete
    review.save(case, account, made, takes_new=bool(needs_open or form.consensus), files=files)
    return view(review, case, account)


class _Save:
    """One save of a form on a case as it is."""

    def __init__(self, at: At, account: Account, form: DecisionsForm, seen: int | None) -> None:
        self.at, self.account, self.form, self.seen = at, account, form, seen
        self.how = reading_of(at.record, at.proposal, at.policy)

    def drafts(self, names: set[str]) -> list[Draft]:
        """The events of everything that the form holds."""
        form = self.form
        check_seen(self.at, self.seen)
        found: list[Draft] = []
        if form.decisions or form.contests or form.drop_contests or form.complete:
            found += self._reading()
        if form.consensus is not None:
            found.append(self._consensus())
        check_orders(form, self.at.record)
        if form.orders:
            found += [self._of(Kind.CONFIRMATION_ORDERED, order) for order in form.orders]
        if form.confirmations:
            found += self._confirmations()
        found += [self._of(Kind.COMMENTED, Commented(text=text)) for text in form.comments]
        if form.assign is not None:
            if form.assign and form.assign not in names:
                told = f"There is no active account {form.assign}."
                raise refuse(RefusalCode.ACCOUNT_INVALID, "assign", told)
            found.append(self._of(Kind.ASSIGNED, Assigned(to=form.assign)))
        return found

    def _of(self, kind: Kind, body: Body) -> Draft:
        """An event of this save."""
        return draft_of(self.at.record, self.account, kind, body.plain(), seen=self.seen)

    def _reading(self) -> list[Draft]:
        """Decisions and contests of a reader."""
        at, form, record = self.at, self.form, self.at.record
        if record.state not in _OPEN:
            told = f"The case is {record.state}: open an amendment first."
            raise refuse(RefusalCode.STATE_DOES_NOT_ALLOW, record.case, told)
        check_decisions(form.decisions, at, self._known())
        check_contests(form.contests, at)
        items: list[Decision | Contest] = [*form.decisions, *form.contests]
        check_clash(at, self.account, self.seen, items, how=self.how)
        self._computes()
        drafts: list[Draft] = []
        for dropped in form.drop_contests:
            self._is_contested(dropped.key)
            body = Uncontested(contest=dropped.key, reason=dropped.reason)
            drafts.append(self._of(Kind.UNCONTESTED, body))
        if form.complete:
            drafts.append(self._whole_reading())
        else:
            if form.decisions:
                drafts.append(self._of(Kind.DECIDED, Decided(decisions=form.decisions)))
            if form.contests:
                drafts.append(self._of(Kind.CONTESTED, Contested(contests=form.contests)))
        return [*drafts, *self._voided()]

    def _voided(self) -> list[Draft]:
        """A first signature does not hold for what is changed after it.

        Under blind reading the second reader's own decisions change nothing of it, but a contest
        of the version before, on which both stand, is taken back for both.
        """
        record, form = self.at.record, self.form
        dropped = {one.key for one in form.drop_contests}
        changes: object = form.decisions or form.contests or dropped
        if self.how is SecondReader.BLIND and self.account.name != record.first:
            changes = dropped & {contest.key for contest in record.base.contests}
        if record.state is not CaseState.FIRST_SIGNED or not changes:
            return []
        return [self._of(Kind.FIRST_VOIDED, FirstVoided())]

    def _known(self) -> tuple[Edits, ...]:
        """What was made before, without what a reader who reads apart must not learn of."""
        record = self.at.record
        if self.how is SecondReader.BLIND and not record.second:
            return (record.of_reader(self.account.name),)
        return (record.base, record.together, record.of_reader(self.account.name))

    def _computes(self) -> None:
        """Raise RefusedError where the verdict cannot be made anew from the contested values."""
        record = self.at.record
        edits = record.of_reader(self.account.name).with_decisions(self.form.decisions)
        edits = edits.with_contests(self.form.contests)
        recomputed(self.at.proposal.result, edits, self.at.proposal.ids)

    def _is_contested(self, key: tuple[str, ...]) -> None:
        """Raise RefusedError where there is no such contest to take back."""
        if all(contest.key != key for edits in self._known() for contest in edits.contests):
            told = f"There is no contest of {' '.join(part for part in key if part)}."
            raise refuse(RefusalCode.DECISIONS_INVALID, "drop_contests", told)

    def _whole_reading(self) -> Draft:
        """The second reading as a whole."""
        record = self.at.record
        if self.how is SecondReader.NONE:
            told = "By the policy there is no second reading in this state."
            raise refuse(RefusalCode.STATE_DOES_NOT_ALLOW, record.case, told)
        if self.account.name == record.first_reader or not record.first_reader:
            told = "The second reading is that of another person than the first reader."
            raise refuse(RefusalCode.SIGNER_IS_FIRST, record.case, told)
        body = ReadingSaved(decisions=self.form.decisions, contests=self.form.contests)
        return self._of(Kind.READING_SAVED, body)

    def _consensus(self) -> Draft:
        """What both readers settled on; it has to settle every difference."""
        record, told = self.at.record, self.form.consensus
        assert told is not None
        readers = (record.first_reader, record.second)
        if not differences(record, self.how) or self.account.name not in readers:
            what = "A consensus is recorded by one of two readers who differ."
            raise refuse(RefusalCode.STATE_DOES_NOT_ALLOW, record.case, what)
        check_decisions(told.decisions, self.at, self._known())
        check_contests(told.contests, self.at)
        check_clash(self.at, self.account, self.seen, how=self.how, whole=True)
        body = Consensus(
            readers=readers,
            decisions=told.decisions,
            contests=told.contests,
            undecided=told.drop_decisions,
            uncontested=tuple(dropped.key for dropped in told.drop_contests),
            reason=told.reason,
        )
        before = record.consensus
        if before is not None:
            body = _on_top(before, body)
        return self._of(Kind.CONSENSUS, body)

    def _confirmations(self) -> list[Draft]:
        """Results of the laboratory; a signature was for what was known without them."""
        drafts = [self._of(Kind.CONFIRMATION_RESULT, one) for one in self.form.confirmations]
        if self.at.record.state is CaseState.FIRST_SIGNED:
            drafts.append(self._of(Kind.FIRST_VOIDED, FirstVoided()))
        return drafts


def _on_top(before: Consensus, body: Consensus) -> Consensus:
    """A further consensus, with what an earlier one had settled."""
    again = {d.key for d in body.decisions} | {*body.undecided}
    contested = {c.key for c in body.contests} | {*body.uncontested}
    return body.model_copy(
        update={
            "decisions": (*(d for d in before.decisions if d.key not in again), *body.decisions),
            "contests": (
                *(c for c in before.contests if c.key not in contested),
                *body.contests,
            ),
            "undecided": tuple(dict.fromkeys((*before.undecided, *body.undecided))),
            "uncontested": tuple(dict.fromkeys((*before.uncontested, *body.uncontested))),
        }
    )


def save_second_reading(
    review: Review, case: str, account: Account, form: DecisionsForm, seen: int | None = None
) -> CaseView:
    """Save the whole second reading; see :func:`decide`."""
    return decide(review, case, account, form.model_copy(update={"complete": True}), seen)


def comment(review: Review, case: str, account: Account, text: str) -> CaseView:
    """Save a comment; comments never clash."""
    return decide(review, case, account, DecisionsForm(comments=(text,)))


def assign(review: Review, case: str, account: Account, to: str) -> CaseView:
    """Say who is to review a case; empty for nobody."""
    return decide(review, case, account, DecisionsForm(assign=to))


def save_draft(
    review: Review, case: str, account: Account, fields: Mapping[str, str]
) -> tuple[ReviewEvent, ...]:
    """Keep what is being typed; an empty field is dropped."""
    may(account, REVIEWERS, "decide")
    body = DraftSaved(fields=dict(fields))

    def made(at: At) -> Sequence[Draft]:
        return [draft_of(at.record, account, Kind.DRAFT_SAVED, body.plain())]

    return review.save(case, account, made, takes_new=False)


def take_new_result(review: Review, case: str, account: Account) -> CaseView:
    """Let the review of a case that is not signed stand on the result in the folder."""
    may(account, REVIEWERS, "decide")
    review.save(case, account, lambda _: (), takes_new=False)
    return view(review, case, account)
