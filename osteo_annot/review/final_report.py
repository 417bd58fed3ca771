"""A signed report as its documents need it: from the store alone, whatever lies elsewhere."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal

from osteo_annot.errors import RefusalCode, refuse
from osteo_annot.report.result.document import result_from_json
from osteo_annot.report.result.model import Result
from osteo_annot.review.comparison import Change, compare
from osteo_annot.review.decisions import ConfirmationResult, Contest, Decision
from osteo_annot.review.edits import Edits
from osteo_annot.review.event import Kind, ReviewEvent, UserRole, canonical
from osteo_annot.review.fold import fold
from osteo_annot.review.record import Comment, SignedVersion, Withdrawal
from osteo_annot.review.results import keys_of
from osteo_annot.review.snapshot import Snapshot
from osteo_annot.review.store.store import Store
from osteo_annot.values import dataclass

_DOMAIN = b"osteo-annot signed content 1"


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed, as what, and when."""

    name: str
    """Full name of the account, else its name."""
    account: str
    role: UserRole
    as_what: Literal["first_reviewer", "second_reader", "signer"]
    at: datetime


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One decision or contest that was in force, with what was proposed."""

    by: str
    """Empty where it came with the version before."""
    at: datetime | None
    event: str
    """Key of the event; empty of an exon or the state."""
    name: str
    """How the event is called."""
    about: str
    """The criterion, or what was contested."""
    before: str
    after: str
    reason: str
    pmids: tuple[str, ...]
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FinalReport:
    """Everything that a signed report says."""

    case: str
    version: int
    kind: Literal["final", "amended", "corrected", "withdrawn"]
    result: Result
    """After the decisions."""
    proposal: Result
    edits: Edits
    decisions: tuple[DecisionLine, ...]
    signatures: tuple[Signature, ...]
    conclusion: Literal["answer", "incomplete"]
    reason: str
    """Why it stands in the place of another version; empty of the first."""
    replaces: tuple[int, datetime] | None
    changes: tuple[Change, ...]
    """What is not as in the replaced version."""
    policy_sha256: str
    versions: Mapping[str, str]
    result_sha256: str
    """Of the proposal's file."""
    reviewed_sha256: str
    content_sha256: str
    """Of everything that was signed: the hash that a report carries."""
    head: str
    """Hash of the event of the signature: the end of the chain when it was signed."""
    head_seq: int
    withdrawn: Withdrawal | None
    replaced_by: tuple[int, datetime] | None
    """The version that stands in its place now."""
    report_id: str
    confirmations: tuple[ConfirmationResult, ...]
    comments: tuple[Comment, ...]

    @property
    def signed_at(self) -> datetime:
        """When it was signed."""
        return self.signatures[-1].at


def content_hash(case: str, first: str, signer: str, body: Mapping[str, object]) -> str:
    """The hash of everything that is signed: case, both people, and the body but for the hash."""
    told = {key: value for key, value in body.items() if key != "content"}
    digest = hashlib.sha256()
    for part in (_DOMAIN, case.encode(), first.encode(), signer.encode(), canonical(told).encode()):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


def final_report(store: Store, case: str, version: int | None = None) -> FinalReport:
    """The signed report of a case: the last, or one of its versions.

    Raises RefusedError (STATE_DOES_NOT_ALLOW, STORE_CHANGED).
    """
    events = store.events(case)
    record = fold(case, events)
    found = [v for v in record.signed if version in {None, v.body.version}]
    if not found:
        told = "There is no signed report" + (f" of version {version}." if version else ".")
        raise refuse(RefusalCode.STATE_DOES_NOT_ALLOW, case, told)
    signed = found[-1]
    before = next((v for v in record.signed if v.body.version == signed.body.version - 1), None)
    proposal = store.file(signed.body.proposal)
    reviewed = store.file(signed.body.reviewed)
    snapshot = Snapshot.model_validate_json(proposal)
    result = _result(reviewed, case)
    return FinalReport(
        case=case,
        version=signed.body.version,
        kind=_kind(signed),
        result=result,
        proposal=_result(proposal, case),
        edits=signed.edits,
        decisions=tuple(_lines(signed, snapshot, events)),
        signatures=_signatures(signed, events),
        conclusion=signed.body.conclusion,
        reason=signed.reason,
        replaces=(before.body.version, before.at) if before else None,
        changes=_changes(store, before, reviewed),
        policy_sha256=signed.body.policy,
        versions=signed.body.versions,
        result_sha256=signed.body.proposal,
        reviewed_sha256=signed.body.reviewed,
        content_sha256=signed.body.content,
        head=next(e.hash for e in events if e.seq == signed.seq),
        head_seq=signed.seq,
        withdrawn=signed.withdrawn,
        replaced_by=(record.signed[-1].body.version, record.signed[-1].at)
        if record.signed[-1] is not signed
        else None,
        report_id=result.order.report_id if result.order else "",
        confirmations=signed.edits.confirmations,
        comments=tuple(c for c in record.comments if c.seq < signed.seq),
    )


def _result(content: bytes, case: str) -> Result:
    """The typed result; a store keeps those of earlier releases, whose documents it keeps too."""
    try:
        return result_from_json(content)
    except ValueError:
        told = "It was signed with an earlier release: its documents are kept in the store."
        raise refuse(RefusalCode.RESULT_WITHOUT_BASIS, case, told) from None


def _kind(signed: SignedVersion) -> Literal["final", "amended", "corrected", "withdrawn"]:
    """What the report is to whoever receives it."""
    if signed.withdrawn:
        return "withdrawn"
    if signed.body.version == 1:
        return "final"
    return "corrected" if signed.correction else "amended"


def _signatures(signed: SignedVersion, events: Sequence[ReviewEvent]) -> tuple[Signature, ...]:
    """Both readers in the order in which they signed."""
    names = signed.body.names
    before = [e for e in events if e.seq < signed.seq]
    first = [e for e in before if e.kind is Kind.FIRST_SIGNED][-1]
    found = [
        Signature(
            names.get(first.actor, first.actor), first.actor, first.role, "first_reviewer", first.at
        )
    ]
    if signed.second and signed.second != signed.signer:
        second = [e for e in before if e.kind is Kind.READING_SAVED][-1]
        name = names.get(second.actor, second.actor)
        found.append(Signature(name, second.actor, second.role, "second_reader", second.at))
    last = next(e for e in events if e.seq == signed.seq)
    as_what: Literal["second_reader", "signer"] = (
        "second_reader" if signed.second == signed.signer else "signer"
    )
    name = names.get(last.actor, last.actor)
    return (*found, Signature(name, last.actor, last.role, as_what, last.at))


def _changes(store: Store, before: SignedVersion | None, reviewed: bytes) -> tuple[Change, ...]:
    """What is not as in the version before."""
    if before is None:
        return ()
    old = Snapshot.model_validate_json(store.file(before.body.reviewed))
    return compare(old, Snapshot.model_validate_json(reviewed))


def _lines(
    signed: SignedVersion, proposal: Snapshot, events: Sequence[ReviewEvent]
) -> list[DecisionLine]:
    """Every decision and contest in force, with who made it last."""
    made = _made(events, signed.seq)
    ids = {key: name for name, key in keys_of(proposal).items()}
    by_id = {event.id: event for event in proposal.events}

    def line(item: Decision | Contest, about: str, before: str, after: str) -> DecisionLine:
        event = by_id.get(ids.get(item.event, ""))
        by, at = made.get(item.key, ("", None))
        return DecisionLine(
            by=signed.body.names.get(by, by),
            at=at,
            event=item.event,
            name=(event.hgvs.c or event.hgvs.g or event.id) if event else "",
            about=about,
            before=before,
            after=after,
            reason=item.reason,
            pmids=item.pmids,
            files=item.files,
        )

    lines = []
    for decision in signed.edits.decisions:
        event = by_id.get(ids.get(decision.event, ""))
        ledger = event.classification.ledger if event else ()
        before = next((c.text for c in ledger if c.code == decision.criterion), "not proposed")
        after = before if decision.action == "accept" else "not met"
        after = f"met {decision.strength.text}" if decision.strength else after
        lines.append(line(decision, decision.criterion, before, after))
    lines += [
        line(contest, _about(contest), _proposed(contest, proposal, ids), contest.value)
        for contest in signed.edits.contests
    ]
    return lines


def _made(
    events: Sequence[ReviewEvent], until: int
) -> dict[tuple[str, ...], tuple[str, datetime | None]]:
    """By whom and when each decision and contest was made last."""
    found: dict[tuple[str, ...], tuple[str, datetime | None]] = {}
    kinds = {Kind.DECIDED, Kind.CONTESTED, Kind.READING_SAVED, Kind.CONSENSUS}
    for event in events:
        if event.kind in kinds and event.seq < until:
            for plain in event.body.get("decisions", ()):
                key = Decision.model_validate(plain).key
                found[key] = event.actor, event.at
            for plain in event.body.get("contests", ()):
                found[Contest.model_validate(plain).key] = event.actor, event.at
    return found


def _about(contest: Contest) -> str:
    """What was contested, in words."""
    exon = f" of exon {contest.exon}" if contest.exon else ""
    other = f" to {contest.other}" if contest.other else ""
    return f"{contest.about.replace('_', ' ')}{exon}{other}"


def _proposed(contest: Contest, proposal: Snapshot, ids: Mapping[str, str]) -> str:
    """The value that the program had proposed."""
    event = next((e for e in proposal.events if e.id == ids.get(contest.event)), None)
    exon = next((e for e in proposal.callability.exons if e.exon == contest.exon), None)
    if contest.about == "state":
        return proposal.verdict.state
    if contest.about == "zygosity":
        return event.zygosity if event else ""
    if contest.about == "phase":
        return event.phase.source if event else ""
    if exon is None:
        return ""
    return exon.small_variants if contest.about == "small_variants" else exon.deletions
