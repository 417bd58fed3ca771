"""A case as JSON: what ``show`` prints, and every command that saves; the fields are stable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from osteo_annot.report.result.model import Event, Result
from osteo_annot.review.edits import Edits
from osteo_annot.review.event import ReviewEvent, time_text
from osteo_annot.review.record import CaseRecord, SignedVersion
from osteo_annot.review.view import CaseView

DOCUMENT = "osteo-annot review case 1"
"""Name and number of the layout."""


def case_document(view: CaseView, history: Sequence[ReviewEvent]) -> dict[str, Any]:
    """A case as a person sees it, as plain values."""
    record, proposed = view.record, view.proposal.result
    return {
        "document": DOCUMENT,
        "case": view.case,
        "state": record.state.value,
        "state_text": record.state.text,
        "version": record.version,
        "seen": view.seen,
        "second_reader": view.how.value,
        "blinded": view.blinded,
        "may": sorted(action.value for action in view.may),
        "is_other_run": view.is_other_run,
        "problem": {"code": view.problem.code.value, "what": view.problem.what}
        if view.problem
        else None,
        "result": view.proposal.sha256,
        "proposed": _verdict(proposed),
        "reviewed": _verdict(view.reviewed),
        "events": [_event(e, view) for e in proposed.events],
        "callability": [
            {
                "exon": exon.exon,
                "small_variants": exon.small_variants,
                "deletions": exon.deletions,
            }
            for exon in view.reviewed.callability.exons
        ],
        **_edits(view.edits),
        "readers": {"first": record.first_reader, "first_signed": record.first}
        | {"second": record.second},
        "readings": {
            name: {"saved": reading.saved, **_edits(reading.edits)}
            for name, reading in record.readings.items()
        },
        "differences": [
            {"about": d.about, "key": list(d.key), "first": d.first, "second": d.second}
            for d in view.differences
        ],
        "consensus": record.consensus.plain() if record.consensus else None,
        **_around(record),
        "signed": [_signed(version) for version in record.signed],
        "history": [history_entry(event) for event in history],
    }


def _verdict(result: Result) -> dict[str, Any]:
    """The answer of a result."""
    told = result.verdict
    return {
        "state": told.state.value,
        "state_text": told.state_text,
        "confidence": told.confidence.value,
        "headline": told.headline,
        "genotype_hgvs": told.genotype_hgvs,
    }


def _event(event: Event, view: CaseView) -> dict[str, Any]:
    """One event: as proposed, and after the decisions."""
    after = next((e for e in view.reviewed.events if e.id == event.id), None)
    return {
        "key": view.proposal.keys[event.id],
        "id": event.id,
        "name": event.hgvs.c or event.hgvs.g or event.id,
        "proposed": _judged(event),
        "reviewed": _judged(after) if after else None,
    }


def _judged(event: Event) -> dict[str, Any]:
    """Class, copies and criteria of an event."""
    return {
        "class": event.classification.class_.value,
        "points": event.classification.points,
        "tier": event.tier.value,
        "zygosity": event.zygosity.value,
        "phase": {"copies": event.phase.copies, "source": event.phase.source.value},
        "criteria": {
            c.code: {"status": c.status.value, "strength": c.strength.value, "points": c.points}
            for c in event.classification.ledger
        },
    }


def _edits(edits: Edits) -> dict[str, Any]:
    """Decisions, contests and confirmations."""
    items: Iterable[tuple[str, Sequence[Any]]] = (
        ("decisions", edits.decisions),
        ("contests", edits.contests),
        ("confirmations", edits.confirmations),
    )
    return {name: [one.plain() for one in found] for name, found in items}


def _around(record: CaseRecord) -> dict[str, Any]:
    """What belongs to the case beside the decisions."""
    amendment = record.amendment
    return {
        "assignee": record.assignee,
        "orders": [
            {**order.body.plain(), "by": order.by, "at": time_text(order.at)}
            for order in record.orders
        ],
        "comments": [
            {"by": c.by, "at": time_text(c.at), "text": c.text, "seq": c.seq}
            for c in record.comments
        ],
        "amendment": {
            "replaces": amendment.replaces,
            "reason": amendment.reason,
            "correction": amendment.correction,
            "by": amendment.by,
            "at": time_text(amendment.at),
        }
        if amendment
        else None,
        "confirmed_since_signed": record.confirmed_since,
        "carried": [held.plain() for held in record.carried],
        "open": [held.plain() for held in record.open],
        "gone": [held.plain() for held in record.gone],
    }


def _signed(version: SignedVersion) -> dict[str, Any]:
    """One signed version."""
    body = version.body
    gone = version.withdrawn
    return {
        "version": body.version,
        "state": body.state.value,
        "conclusion": body.conclusion,
        "first": {"by": body.first, "at": time_text(version.first_at)},
        "second": version.second,
        "signer": {"by": version.signer, "at": time_text(version.at)},
        "seq": version.seq,
        "proposal": body.proposal,
        "reviewed": body.reviewed,
        "content": body.content,
        "policy": body.policy,
        "classes": dict(body.classes),
        "reason": version.reason,
        "correction": version.correction,
        "files": dict(version.files),
        "withdrawn": {"by": gone.by, "at": time_text(gone.at), "reason": gone.reason}
        if gone
        else None,
    }


def history_entry(event: ReviewEvent) -> dict[str, Any]:
    """One event of the chain, whole."""
    return {
        "seq": event.seq,
        "kind": event.kind.value,
        "actor": event.actor,
        "role": event.role.value,
        "at": event.time,
        "result": event.result,
        "seen": event.seen,
        "body": _without_password(event.body),
        "previous": event.previous,
        "hash": event.hash,
    }


def _without_password(body: Mapping[str, Any]) -> dict[str, Any]:
    """A body without the hash of a password, which never leaves the store."""
    return {key: value for key, value in body.items() if key != "password"}
