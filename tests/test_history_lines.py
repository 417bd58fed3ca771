"""The history of a case in lines: each kind of event says what was done, by names people use."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from osteo_annot.review.event import Draft, Kind, ReviewEvent, UserRole, chained
from osteo_annot.review.history import told
from osteo_annot.verdict.state import State

KEY, OTHER = "GRCh38:108074577:C>T", "GRCh38:deletion:exons 5:exact"
NAMES = {KEY: "c.75G>A"}
SHA = "ab12" * 16
DECISION = {"event": KEY, "criterion": "PM2", "action": "reject", "reason": "Cohort too small"}
CONTEST = {
    "about": "phase",
    "event": KEY,
    "other": OTHER,
    "value": "trans",
    "reason": "Long reads.",
    "evidence": "12 reads",
}


def event(kind: Kind, body: dict[str, Any]) -> ReviewEvent:
    draft = Draft("P1", kind, "ada", UserRole.REVIEWER, body)
    return chained(draft, 7, datetime(2026, 11, 30, tzinfo=UTC), "0" * 64)


LINES: list[tuple[Kind, dict[str, Any], list[str]]] = [
    (
        Kind.DECIDED,
        {"decisions": [{**DECISION, "pmids": ["25741868"], "files": [SHA]}]},
        [
            "c.75G>A, PM2: rejected. Reason: Cohort too small. Cited: PMID 25741868, file "
            "ab12ab12ab12."
        ],
    ),
    (
        Kind.DECIDED,
        {
            "decisions": [
                {"event": KEY, "criterion": "PVS1", "action": "accept"},
                {**DECISION, "action": "strength", "strength": "moderate", "reason": "x."},
                {**DECISION, "criterion": "PS3", "action": "add", "strength": "strong"},
            ]
        },
        [
            "c.75G>A, PVS1: accepted as proposed.",
            "c.75G>A, PM2: met, moderate. Reason: x.",
            "c.75G>A, PS3: added, strong. Reason: Cohort too small.",
        ],
    ),
    (
        Kind.CONTESTED,
        {"contests": [CONTEST]},
        [f"phase of c.75G>A and {OTHER}: trans. Reason: Long reads. Evidence: 12 reads."],
    ),
    (
        Kind.CONTESTED,
        {
            "contests": [
                {
                    "about": "small_variants",
                    "exon": 2,
                    "value": "not_callable",
                    "reason": "Gap.",
                    "evidence": "Depth 3.",
                }
            ]
        },
        ["callability for small variants of exon 2: not callable. Reason: Gap. Evidence: Depth 3."],
    ),
    (Kind.UNCONTESTED, {"contest": ["zygosity", "", KEY, ""]}, ["zygosity c.75G>A."]),
    (Kind.COMMENTED, {"text": "Look again"}, ["Look again"]),
    (Kind.ASSIGNED, {"to": "ben"}, ["To ben."]),
    (Kind.ASSIGNED, {"to": ""}, ["To nobody."]),
    (
        Kind.CONSENSUS,
        {
            "readers": ["ada", "ben"],
            "decisions": [DECISION],
            "undecided": [[KEY, "PM3"]],
            "reason": "Talked",
        },
        [
            "Between ada and ben. Reason: Talked.",
            "c.75G>A, PM2: rejected. Reason: Cohort too small.",
            "Left as proposed: c.75G>A PM3.",
        ],
    ),
    (
        Kind.CONFIRMATION_ORDERED,
        {"number": "C-1", "events": [KEY, OTHER], "method": "MLPA", "text": "Urgent"},
        [f"Order C-1: c.75G>A, {OTHER} by MLPA.", "Urgent."],
    ),
    (
        Kind.CONFIRMATION_RESULT,
        {
            "method": "MLPA",
            "sample": "blood",
            "by": "Lab B",
            "on": "2026-11-20",
            "event": KEY,
            "outcome": "confirmed",
            "copies": 1,
            "parents": [{"event": KEY, "mother": "carrier"}],
        },
        [
            "c.75G>A: confirmed on 1 copy, by MLPA (blood), Lab B, 2026-11-20.",
            "c.75G>A: mother carrier, by MLPA (blood), Lab B, 2026-11-20.",
        ],
    ),
    (Kind.FIRST_SIGNED, {"state": "CIS_PAIR"}, [f"{State.CIS_PAIR.text}."]),
    (
        Kind.AMENDMENT_OPENED,
        {"version": 1, "reason": "New data", "correction": True},
        ["Version 1 is in error. Reason: New data."],
    ),
    (Kind.WITHDRAWN, {"version": 2, "reason": "Swap"}, ["Version 2. Reason: Swap."]),
    (
        Kind.NEW_RESULT,
        {"old": SHA, "new": "cd34" * 16},
        ["Result file ab12ab12ab12 → cd34cd34cd34."],
    ),
    (
        Kind.CARRIED_OVER,
        {
            "old": SHA,
            "carried": [{"reader": "ada", "about": "decision", "key": [KEY, "PM2"]}],
            "gone": [{"reader": "", "about": "contest", "key": ["zygosity", "", OTHER, ""]}],
        },
        [
            "From result file ab12ab12ab12.",
            "Holds on: decision of ada: c.75G>A PM2.",
            f"Its event is gone: contest: zygosity {OTHER}.",
        ],
    ),
    (Kind.DOCUMENTS_KEPT, {"version": 1, "files": {"a.pdf": SHA}}, ["a.pdf: ab12ab12ab12"]),
    (Kind.CASE_OPENED, {}, []),
    (Kind.DRAFT_SAVED, {"fields": {"reason": "half a thought"}}, []),
    (
        Kind.USER_ADDED,
        {"name": "eve", "role": "reader", "password": "$argon2id$v=19$m=65536,t=3,p=4$abcdefgh"},
        [],
    ),
]


@pytest.mark.parametrize(("kind", "body", "lines"), LINES, ids=lambda v: getattr(v, "value", ""))
def test_an_event_is_told_in_words(
    kind: Kind, body: dict[str, Any], lines: list[str] | None
) -> None:
    found = told(event(kind, body), NAMES)
    if lines is None:
        assert len(found) == 1
    else:
        assert list(found) == lines
    assert not any("argon2" in line or "half a thought" in line for line in found)
