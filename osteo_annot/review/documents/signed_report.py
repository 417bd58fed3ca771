"""A signed report of the store as the result with its release, which every writer takes."""

from __future__ import annotations

import hashlib
from datetime import datetime

from osteo_annot.report.result.model import Result
from osteo_annot.report.result.named_events import event_name
from osteo_annot.report.result.release_model import (
    Capacity,
    DecisionLine,
    Release,
    ReplacedVersion,
    Seal,
    Signatory,
    SignedResult,
    Standing,
    Successor,
    Withdrawal,
)
from osteo_annot.report.result.signed import signed_result
from osteo_annot.review.compared import lines_of
from osteo_annot.review.decisions import ConfirmationResult
from osteo_annot.review.event import canonical, time_text
from osteo_annot.review.final_report import DecisionLine as Decided
from osteo_annot.review.final_report import FinalReport, Signature
from osteo_annot.review.history import confirmation_lines


def signed_of(report: FinalReport, names: dict[str, str]) -> SignedResult:
    """The result that was signed; ``names``: how an event is called, by its key."""
    old = report.replaces
    release = Release(
        standing=Standing.of(report.kind),
        version=report.version,
        incomplete=report.conclusion == "incomplete",
        signatories=[
            Signatory(one.name, "", _capacity(one, report.signatures[-1]), time_text(one.at))
            for one in report.signatures
        ],
        seal=_seal(report),
        decisions=[
            *(_decision(one, names) for one in report.decisions),
            *(_confirmation(one, names) for one in report.confirmations),
        ],
        replaces=ReplacedVersion(
            old[0], time_text(old[1]), report.reason, list(lines_of(report.changes))
        )
        if old
        else None,
        withdrawn=Withdrawal(
            report.withdrawn.by,
            report.withdrawn.role,
            time_text(report.withdrawn.at),
            report.withdrawn.reason,
        )
        if report.withdrawn
        else None,
        replaced_by=Successor(report.replaced_by[0], time_text(report.replaced_by[1]))
        if report.replaced_by
        else None,
    )
    return signed_result(report.result, release)


def _capacity(one: Signature, last: Signature) -> Capacity:
    """As what a person signed; the last one released the report, whatever else they did."""
    told = Capacity.of(one.as_what)
    both = told is Capacity.SECOND_READER and one is last
    return Capacity.SECOND_AND_SIGNER if both else told


def _seal(report: FinalReport) -> Seal:
    """The hashes of what was signed."""
    edits = report.edits
    decisions = {
        "decisions": [one.plain() for one in edits.decisions],
        "contests": [one.plain() for one in edits.contests],
        "confirmations": [one.plain() for one in edits.confirmations],
    }
    return Seal(
        result=report.result_sha256,
        decided=report.reviewed_sha256,
        decisions=hashlib.sha256(canonical(decisions).encode()).hexdigest(),
        policy=report.policy_sha256,
        versions=hashlib.sha256(canonical(report.versions).encode()).hexdigest(),
        content=report.content_sha256,
        head=report.head,
        head_seq=report.head_seq,
    )


def _decision(told: Decided, names: dict[str, str]) -> DecisionLine:
    """A decision or contest in words; another event that it is about by its name too."""
    about = told.about
    for key, name in names.items():
        about = about.replace(key, name)
    about = f"{told.name}, {about}" if told.name else about
    same = told.before == told.after
    return DecisionLine(
        time=_time(told.at),
        by=told.by,
        text=f"{about}: {'accepted, ' if same else f'{told.before} → '}{told.after}",
        reason=told.reason,
        citations=[*(f"PMID {pmid}" for pmid in told.pmids), *map(_file, told.files)],
    )


def _time(at: datetime | None) -> str:
    """The time of an event; empty where it came with the version before."""
    return time_text(at) if at else ""


def _file(sha256: str) -> str:
    """A file that was given, by the begin of its hash."""
    return f"file {sha256[:12]}"


def _confirmation(told: ConfirmationResult, names: dict[str, str]) -> DecisionLine:
    """The result of a test by another method, in words."""
    return DecisionLine(
        time=told.on,
        by=told.by,
        text="; ".join(confirmation_lines(told, names)),
        reason=told.text,
        citations=list(map(_file, told.files)),
    )


def names_by_key(result: Result, keys: dict[str, str]) -> dict[str, str]:
    """How each event is called, by its key; ``keys``: by the id of the event."""
    return {keys[event.id]: event_name(event) for event in result.events if event.id in keys}
