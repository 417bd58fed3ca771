"""What people do with a case, and what nobody may do: from a draft to a signature, and after it.

Expected: the specification of the review, sections What a reviewer does and Trust.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from osteo_annot.errors import RefusedError
from osteo_annot.report.result.document import document_of, json_text
from osteo_annot.review import actions, results, signing
from osteo_annot.review.accounts import Account, Password, add_account, disable_account, sign_in
from osteo_annot.review.carry import carried_over
from osteo_annot.review.decisions import Decision
from osteo_annot.review.document import case_document
from osteo_annot.review.edits import Edits
from osteo_annot.review.event import Kind, UserRole
from osteo_annot.review.final_report import final_report
from osteo_annot.review.form import EXAMPLE, DecisionsForm, form_of
from osteo_annot.review.record import CaseRecord, CaseState
from osteo_annot.review.results import ResultFolder, keys_of
from osteo_annot.review.session import Review, set_policy
from osteo_annot.review.snapshot import Location, Snapshot
from osteo_annot.review.store.store import Store
from osteo_annot.review.store.verify import verify
from osteo_annot.review.view import CaseView, view, visible_events
from tests.golden import judged
from tests.review.conftest import PASSWORD, Room

MakeRoom = Callable[[str], Room]
UNPHASED = "F11"
HOMOZYGOUS = "F02"
NEGATIVE = "F34_callable"
NOT_SEARCHED = "F34_not_covered"


def form(**fields: Any) -> DecisionsForm:
    return form_of(json.dumps(fields))


def decided(event: str, criterion: str, action: str, strength: str | None = None) -> dict[str, Any]:
    told = {"event": event, "criterion": criterion, "action": action, "reason": "a reason"}
    return {**told, "strength": strength} if strength else told


def decide(room: Room, who: str, **fields: Any) -> CaseView:
    return actions.decide(room.review, room.case, room.people[who], form(**fields))


def sign(room: Room, who: str, **more: Any) -> CaseView:
    return signing.sign(room.review, room.case, room.people[who], Password(PASSWORD), **more)


def seen(room: Room, who: str) -> CaseView:
    return view(room.review, room.case, room.people[who])


def key_of(room: Room, place: int = 0) -> str:
    return list(seen(room, "ann").proposal.keys.values())[place]


def refused(code: str) -> Any:
    return pytest.raises(RefusedError, match=f"^{code}: ")


def test_two_people_take_an_unphased_case_to_a_proven_one(room: MakeRoom) -> None:
    """The story by which the issue is done, in one piece."""
    here = room(UNPHASED)
    one, other = key_of(here, 0), key_of(here, 1)
    assert seen(here, "ann").record.state is CaseState.PROPOSED
    shown = decide(here, "ann", decisions=[decided(one, "PM2", "accept")], comments=["parents?"])
    assert shown.record.state is CaseState.IN_REVIEW
    assert sign(here, "ann").record.state is CaseState.FIRST_SIGNED
    shown = sign(here, "bob")
    assert shown.record.state is CaseState.SIGNED
    assert shown.reviewed.verdict.state == "POSSIBLE_COMPHET_UNPHASED"
    parents = [
        {"event": one, "mother": "carrier", "father": "not_carrier"},
        {"event": other, "mother": "not_carrier", "father": "carrier"},
    ]
    result = {"method": "Sanger", "sample": "both parents", "by": "Lab", "on": "2026-11-30"}
    shown = decide(here, "rita", confirmations=[{**result, "parents": parents}])
    assert shown.record.state is CaseState.SIGNED
    assert shown.record.confirmed_since
    assert shown.reviewed.verdict.state == "BIALLELIC_COMPHET_TRANS"
    bob = here.people["bob"]
    shown = signing.amend(here.review, here.case, bob, "the parents were tested")
    assert (shown.record.state, shown.record.version) == (CaseState.IN_REVIEW, 2)
    sign(here, "ann")
    decide(here, "bob", complete=True)
    assert sign(here, "bob").record.state is CaseState.AMENDED
    report = final_report(here.store, here.case)
    assert (report.kind, report.version, report.reason) == ("amended", 2, "the parents were tested")
    assert report.replaces is not None
    assert report.replaces[0] == 1
    assert [(s.account, s.as_what) for s in report.signatures] == [
        ("ann", "first_reviewer"),
        ("bob", "second_reader"),
    ]
    assert "STATE" in {change.topic.name for change in report.changes}
    assert final_report(here.store, here.case, 1).kind == "final"
    assert verify(here.store.location, here.store.head()) == ()


def test_what_needs_two_people_is_never_done_by_one(room: MakeRoom) -> None:
    here = room(UNPHASED)
    decide(here, "ann", decisions=[decided(key_of(here), "PM2", "accept")])
    with refused("STATE_DOES_NOT_ALLOW"):
        sign(here, "bob")  # ann began and has not signed
    sign(here, "ann")
    with refused("SIGNER_IS_FIRST"):
        sign(here, "ann")
    for who in ("rita", "adam", "rolf"):
        with refused("ROLE_MAY_NOT"):
            sign(here, who)
    with refused("SIGN_IN_FAILED"):
        signing.sign(here.review, here.case, here.people["bob"], Password("another password"))
    assert sign(here, "bob").record.state is CaseState.SIGNED


@pytest.mark.parametrize("who", ["rolf", "adam"])
def test_a_reader_and_an_admin_decide_nothing(room: MakeRoom, who: str) -> None:
    here = room(UNPHASED)
    person = here.people[who]
    for refusal in (
        lambda: actions.comment(here.review, here.case, person, "text"),
        lambda: actions.save_draft(here.review, here.case, person, {"a": "b"}),
        lambda: signing.amend(here.review, here.case, person, "reason"),
        lambda: signing.withdraw(here.review, here.case, person, "reason"),
    ):
        with refused("ROLE_MAY_NOT"):
            refusal()
    assert seen(here, who).may == frozenset()


def test_a_blind_second_reader_sees_nothing_of_the_first(room: MakeRoom) -> None:
    """Not one word of it: neither decision, reason, comment, draft, state nor history."""
    here = room(HOMOZYGOUS)
    secret = "a telling reason"
    key = key_of(here)
    told = {**decided(key, "PVS1", "reject"), "reason": secret}
    decide(here, "ann", decisions=[told], comments=[secret])
    actions.save_draft(here.review, here.case, here.people["ann"], {"field": secret})
    sign(here, "ann")
    shown = seen(here, "bob")
    assert shown.how == "blind"
    assert shown.blinded
    events = here.store.events(here.case)
    history = visible_events(events, here.people["bob"], blinded=shown.blinded)
    document = json.dumps(case_document(shown, history))
    assert secret not in document
    assert shown.reviewed == shown.proposal.result
    with refused("SECOND_READING_MISSING"):
        sign(here, "bob")
    shown = decide(here, "bob", complete=True, decisions=[decided(key, "PM2", "add", "supporting")])
    assert not shown.blinded
    found = {(d.key[1], d.first, d.second) for d in shown.differences}
    assert found == {("PVS1", "not met", ""), ("PM2", "", "met supporting")}
    with refused("READERS_DIFFER"):
        sign(here, "bob")
    told = {"decisions": [decided(key, "PM2", "add", "supporting")], "reason": "talked it over"}
    shown = decide(here, "bob", consensus={**told, "drop_decisions": [[key, "PVS1"]]})
    assert shown.differences == ()
    assert shown.record.consensus is not None
    assert shown.record.consensus.readers == ("ann", "bob")
    shown = sign(here, "bob")
    assert shown.record.state is CaseState.SIGNED
    assert [d.criterion for d in shown.record.signed[-1].edits.decisions] == ["PM2"]


@pytest.mark.parametrize("has_begun", [True, False])
def test_no_refusal_tells_a_blind_reader_what_the_first_made(
    room: MakeRoom, has_begun: bool
) -> None:
    """A strength that can be changed, or a contest taken back, would tell that it is there."""
    here = room(UNPHASED)
    one, other = key_of(here, 0), key_of(here, 1)
    phase = {"about": "phase", "event": one, "other": other}
    set_policy(here.store, b"second_reader: {POSSIBLE_COMPHET_UNPHASED: blind}", adam_of(here))
    decide(here, "ann", decisions=[decided(one, "BP4", "reject")])
    if has_begun:
        contest = {**phase, "value": "trans", "reason": "long reads", "evidence": "14 of 14"}
        decisions = [decided(one, "PS3", "add", "moderate")]
        decide(here, "ann", contests=[contest], decisions=decisions)
    with refused("DECISIONS_INVALID"):
        decide(here, "bob", drop_contests=[phase])
    with refused("DECISION_WITHOUT_CRITERION"):
        decide(here, "bob", decisions=[decided(one, "PS3", "strength", "strong")])


def test_nobody_alone_takes_back_a_contest_of_the_version_before(room: MakeRoom) -> None:
    """It holds for both readers: what the first has signed does not hold without it."""
    here = room(UNPHASED)
    one, other = key_of(here, 0), key_of(here, 1)
    phase = {"about": "phase", "event": one, "other": other}
    contest = {**phase, "value": "trans", "reason": "long reads", "evidence": "14 of 14"}
    decide(here, "ann", contests=[contest])
    sign(here, "ann")
    decide(here, "bob", contests=[contest], complete=True)
    assert sign(here, "bob").record.signed[-1].body.state == "BIALLELIC_COMPHET_TRANS"
    signing.amend(here.review, here.case, here.people["rita"], "read again")
    sign(here, "ann")
    shown = decide(here, "bob", drop_contests=[phase], complete=True)
    assert (shown.record.state, shown.record.first) == (CaseState.IN_REVIEW, "")
    assert sign(here, "bob").record.state is CaseState.FIRST_SIGNED
    with refused("SIGNER_IS_FIRST"):
        sign(here, "bob")
    assert sign(here, "ann").record.signed[-1].body.state == "POSSIBLE_COMPHET_UNPHASED"


def test_a_second_reading_is_made_again_without_a_contest_that_went(room: MakeRoom) -> None:
    here = room(UNPHASED)
    one, other = key_of(here, 0), key_of(here, 1)
    phase = {"about": "phase", "event": one, "other": other}
    contest = {**phase, "value": "trans", "reason": "long reads", "evidence": "14 of 14"}
    set_policy(here.store, b"second_reader: {POSSIBLE_COMPHET_UNPHASED: blind}", adam_of(here))
    decide(here, "ann", contests=[contest])
    sign(here, "ann")
    decide(here, "bob", contests=[contest], complete=True)
    sign(here, "bob")
    signing.amend(here.review, here.case, here.people["rita"], "read again")
    decide(here, "ann", decisions=[decided(one, "BP4", "reject")])
    decide(here, "bob", decisions=[decided(one, "BP4", "reject")], complete=True)
    decide(here, "ann", drop_contests=[phase])
    sign(here, "ann")
    with refused("SECOND_READING_MISSING"):
        sign(here, "bob")


def adam_of(here: Room) -> Account:
    """Who may set the policy."""
    return here.people["adam"]


def test_the_first_reader_does_not_see_a_reading_that_is_not_whole(room: MakeRoom) -> None:
    here = room(HOMOZYGOUS)
    key = key_of(here)
    decide(here, "ann", decisions=[decided(key, "PM2", "add", "supporting")])
    decide(here, "bob", decisions=[decided(key, "PVS1", "reject")])
    assert set(seen(here, "ann").record.readings) == {"ann"}
    assert set(seen(here, "bob").record.readings) == {"bob"}


def test_a_policy_can_ask_for_less_or_more(room: MakeRoom) -> None:
    here = room(HOMOZYGOUS)
    adam, bob = here.people["adam"], here.people["bob"]
    state = seen(here, "ann").reviewed.verdict.state.value
    with refused("ROLE_MAY_NOT"):
        set_policy(here.store, b"{}", bob)
    with refused("REVIEW_POLICY_INVALID"):
        set_policy(here.store, b"second_reader: {MONOALLELIC: sometimes}", adam)
    set_policy(here.store, f"second_reader: {{{state}: none}}".encode(), adam)
    assert seen(here, "ann").how == "none"
    sign(here, "ann")
    shown = sign(here, "bob")
    assert shown.record.state is CaseState.SIGNED
    assert shown.record.signed[-1].second == ""


def test_a_negative_that_was_not_searched_is_not_signed_as_one(room: MakeRoom) -> None:
    here = room(NOT_SEARCHED)
    with refused("NEGATIVE_NOT_SEARCHED"):
        sign(here, "ann")
    sign(here, "ann", conclusion="incomplete")
    with refused("NEGATIVE_NOT_SEARCHED"):
        sign(here, "bob")
    shown = sign(here, "bob", conclusion="incomplete")
    assert shown.record.signed[-1].body.conclusion == "incomplete"


def test_an_answer_is_not_signed_as_incomplete(room: MakeRoom) -> None:
    here = room(NEGATIVE)
    with refused("NEGATIVE_NOT_SEARCHED"):
        sign(here, "ann", conclusion="incomplete")


def test_a_state_is_contested_by_its_values_and_never_typed_over(room: MakeRoom) -> None:
    here = room(UNPHASED)
    one, other = key_of(here, 0), key_of(here, 1)
    grounds = {"reason": "long reads", "evidence": "14 of 14 reads"}
    trans = {"about": "state", "value": "BIALLELIC_COMPHET_TRANS", **grounds}
    shown = decide(here, "ann", contests=[trans])
    assert shown.reviewed.verdict.state == "POSSIBLE_COMPHET_UNPHASED"
    with refused("STATE_CONTESTED"):
        sign(here, "ann")
    phase = {"about": "phase", "event": one, "other": other, "value": "trans", **grounds}
    shown = decide(here, "ann", contests=[phase])
    assert shown.reviewed.verdict.state == "BIALLELIC_COMPHET_TRANS"
    assert sign(here, "ann").record.state is CaseState.FIRST_SIGNED


def test_what_the_first_reader_signed_is_changed_only_with_a_new_signature(room: MakeRoom) -> None:
    here = room(UNPHASED)
    key = key_of(here)
    sign(here, "ann")
    shown = decide(here, "bob", decisions=[decided(key, "PM2", "add", "supporting")])
    assert shown.record.state is CaseState.IN_REVIEW
    assert shown.record.first == ""
    sign(here, "bob")
    assert sign(here, "ann").record.state is CaseState.SIGNED


def test_a_signed_case_is_changed_by_an_amendment_only(room: MakeRoom) -> None:
    here = room(UNPHASED)
    sign(here, "ann")
    sign(here, "bob")
    with refused("STATE_DOES_NOT_ALLOW"):
        decide(here, "ann", decisions=[decided(key_of(here), "PM2", "add", "supporting")])
    with refused("STATE_DOES_NOT_ALLOW"):
        sign(here, "ann")
    ann = here.people["ann"]
    with refused("REASON_MISSING"):
        signing.amend(here.review, here.case, ann, "  ")
    shown = signing.withdraw(here.review, here.case, ann, "another person's sample")
    assert shown.record.state is CaseState.WITHDRAWN
    assert final_report(here.store, here.case).kind == "withdrawn"
    with refused("STATE_DOES_NOT_ALLOW"):
        signing.withdraw(here.review, here.case, ann, "again")
    shown = signing.amend(here.review, here.case, ann, "the right sample", correction=True)
    assert shown.record.version == 2


def test_an_amendment_starts_from_what_was_signed(room: MakeRoom) -> None:
    here = room(UNPHASED)
    decide(here, "ann", decisions=[decided(key_of(here), "PS3", "add", "moderate")])
    sign(here, "ann")
    sign(here, "bob")
    shown = signing.amend(here.review, here.case, here.people["ann"], "a new paper")
    assert [d.criterion for d in shown.edits.decisions] == ["PS3"]
    shown = decide(here, "ann", decisions=[decided(key_of(here), "PS3", "reject")])
    assert [d.action for d in shown.edits.decisions] == ["reject"]


def test_a_new_run_keeps_equal_decisions_and_opens_the_others(room: MakeRoom) -> None:
    """F25: the same event, once with a splice score and once without."""
    here = room("F25_missing")
    key = key_of(here)
    decisions = [decided(key, "PM2", "add", "supporting"), decided(key, "PP3", "add", "moderate")]
    decide(here, "ann", decisions=decisions)
    sign(here, "ann")
    here.put("F25_score")
    assert seen(here, "ann").is_other_run
    with refused("RESULT_CHANGED"):
        sign(here, "bob")
    shown = decide(here, "ann", comments=["a new run"])
    assert shown.record.state is CaseState.IN_REVIEW  # the signature was for the old result
    assert [h.key[1] for h in shown.record.carried] == ["PM2"]
    assert [h.key[1] for h in shown.record.open] == ["PP3"]
    assert [d.criterion for d in shown.edits.decisions] == ["PM2"]
    carried = [e for e in here.store.events(here.case) if e.kind is Kind.CARRIED_OVER]
    assert len(carried) == 1
    assert carried[0].body["old"] != carried[0].result
    with refused("RESULT_CHANGED"):
        sign(here, "ann")
    shown = decide(here, "ann", decisions=[decided(key, "PP3", "accept")])
    assert shown.record.open == ()
    assert sign(here, "ann").record.state is CaseState.FIRST_SIGNED


def test_nobody_signs_a_result_that_was_not_before_them(room: MakeRoom) -> None:
    """A run replaced the result while the page was open, before anybody had begun."""
    here = room("F25_missing")
    before = seen(here, "ann").proposal.sha256
    here.put("F25_score")
    with refused("RESULT_CHANGED"):
        sign(here, "ann", result=before, seen=0)
    assert here.store.events(here.case) == []
    sign(here, "ann", result=seen(here, "ann").proposal.sha256, seen=0)


def test_a_report_is_withdrawn_or_amended_although_its_result_went(room: MakeRoom) -> None:
    here = room(UNPHASED)
    sign(here, "ann")
    sign(here, "bob")
    (here.folder / "P1.json").unlink()
    ann = here.people["ann"]
    shown = signing.withdraw(here.review, here.case, ann, "another person's sample")
    assert shown.record.state is CaseState.WITHDRAWN
    assert signing.amend(here.review, here.case, ann, "the right one").record.version == 2
    with refused("CASE_UNKNOWN"):
        actions.comment(here.review, "P2", ann, "nobody")


def test_a_new_run_of_a_signed_case_waits_for_an_amendment(room: MakeRoom) -> None:
    here = room("F25_missing")
    sign(here, "ann")
    sign(here, "bob")
    before = here.review.record(here.case).result
    here.put("F25_score")
    shown = decide(here, "rita", comments=["seen"])
    assert (shown.is_other_run, shown.record.result) == (True, before)
    shown = signing.amend(here.review, here.case, here.people["ann"], "a new run")
    assert (shown.is_other_run, shown.record.result == before) == (False, False)


def test_a_clash_tells_both(room: MakeRoom) -> None:
    here = room(UNPHASED)
    key = key_of(here)
    at = decide(here, "ann", comments=["begun"]).seen
    decide(here, "ann", decisions=[decided(key, "PM2", "add", "supporting")])
    late = form(decisions=[decided(key, "PM2", "add", "moderate")])
    with refused("REVIEW_CLASH") as caught:
        actions.decide(here.review, here.case, here.people["bob"], late, at)
    told = str(caught.value)
    assert "ann" in told
    assert "met supporting" in told
    assert "met moderate" in told
    other = form(decisions=[decided(key, "PS3", "add", "moderate")])
    shown = actions.decide(here.review, here.case, here.people["bob"], other, at)
    assert {d.criterion for d in shown.edits.decisions} == {"PM2", "PS3"}
    with refused("REVIEW_CLASH"):
        sign(here, "ann", seen=at)


def test_a_draft_is_the_own(room: MakeRoom) -> None:
    here = room(UNPHASED)
    for fields in ({"a": "one", "b": "two"}, {"a": ""}):
        actions.save_draft(here.review, here.case, here.people["ann"], fields)
    assert seen(here, "ann").record.draft == {"ann": {"b": "two"}}
    assert seen(here, "bob").record.draft == {}


_NO_CRITERION = "DECISION_WITHOUT_CRITERION"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"decisions": [decided("c.1A>T", "PM2", "accept")]}, "DECISION_WITHOUT_EVENT"),
        ({"decisions": [decided("KEY", "PP5", "add", "strong")]}, _NO_CRITERION),
        ({"decisions": [decided("KEY", "XX9", "accept")]}, _NO_CRITERION),
        ({"decisions": [decided("KEY", "PVS1", "add", "strong")]}, _NO_CRITERION),
        (
            {"decisions": [decided("KEY", "PM2", "strength", "strong")]},
            "DECISION_WITHOUT_CRITERION",
        ),
        ({"decisions": [decided("KEY", "BA1", "add", "strong")]}, _NO_CRITERION),
        ({"assign": "nobody"}, "ACCOUNT_INVALID"),
        ({}, "DECISIONS_INVALID"),
    ],
)
def test_what_cannot_be_decided_is_refused_and_nothing_of_it_is_saved(
    room: MakeRoom, fields: dict[str, Any], code: str
) -> None:
    here = room(UNPHASED)
    text = json.dumps(fields).replace("KEY", key_of(here))
    before = here.store.head()
    both = form_of(json.dumps({**json.loads(text), "comments": ["text"] if fields else []}))
    with refused(code):
        actions.decide(here.review, here.case, here.people["ann"], both)
    assert here.store.head() == before


_TESTED = {"method": "m", "sample": "s", "by": "b", "event": "x", "outcome": "confirmed"}


@pytest.mark.parametrize(
    "fields",
    [
        {"decisions": [{"event": "x", "criterion": "PM2", "action": "reject"}]},
        {"decisions": [{"event": "x", "criterion": "PM2", "action": "strength", "reason": "r"}]},
        {"decisions": [{"event": "x", "criterion": "pm2", "action": "accept"}]},
        {"decisions": [{"event": "x", "criterion": "PM2", "action": "delete"}]},
        {"contests": [{"about": "state", "value": "SICK", "reason": "r", "evidence": "e"}]},
        {"contests": [{"about": "state", "value": "MONOALLELIC", "reason": "r"}]},
        {"contests": [{"about": "phase", "event": "x", "value": "cis", "reason": "r"}]},
        {"confirmations": [{**_TESTED, "on": "yesterday"}]},
        {"confirmations": [{**_TESTED, "on": "2026-02-30"}]},
        {"comments": ["\x00"]},
        {"unknown": 1},
        [],
    ],
)
def test_a_file_of_decisions_that_is_wrong_is_told_where(fields: Any) -> None:
    with refused("DECISIONS_INVALID"):
        form_of(json.dumps(fields))


def test_the_example_of_the_file_is_right() -> None:
    assert len(form_of(json.dumps(EXAMPLE)).decisions) == 2


def test_accounts_are_of_the_chain_and_throttled(room: MakeRoom) -> None:
    here = room(UNPHASED)
    store = here.store
    assert sign_in(store, "ann", PASSWORD).role is UserRole.SIGNER
    with refused("ACCOUNT_INVALID"):
        add_account(store, "ann", UserRole.ADMIN, PASSWORD)
    with refused("ACCOUNT_INVALID"):
        add_account(store, "eve", UserRole.READER, "short")
    with refused("ROLE_MAY_NOT"):
        add_account(store, "eve", UserRole.SIGNER, PASSWORD, by=here.people["ann"])
    disable_account(store, "bob", by=here.people["adam"])
    messages = set()
    for name, password in (("bob", PASSWORD), ("nobody", PASSWORD), ("rita", "wrong " * 4)):
        with refused("SIGN_IN_FAILED") as caught:
            sign_in(store, name, password)
        messages.add(str(caught.value))
    assert len(messages) == 1  # which of them it was is not told
    for _ in range(4):
        with refused("SIGN_IN_FAILED"):
            sign_in(store, "rita", "wrong " * 4)
    with refused("SIGN_IN_THROTTLED"):
        sign_in(store, "rita", PASSWORD)
    assert sign_in(store, "ann", PASSWORD).name == "ann"
    assert PASSWORD not in json.dumps([dict(e.body) for e in store.events()])


def test_a_result_that_was_changed_is_not_reviewed(room: MakeRoom) -> None:
    here = room(UNPHASED)
    path = here.folder / "P1.json"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"confidence": "low"', '"confidence": "high"', 1))
    with refused("RESULT_NOT_REPRODUCED"):
        decide(here, "ann", comments=["text"])
    whole = json.loads(text)
    del whole["basis"]
    path.write_text(json.dumps(whole))
    with refused("RESULT_WITHOUT_BASIS"):
        decide(here, "ann", comments=["text"])


def test_twenty_reviewers_of_one_case_at_once_lose_nothing(room: MakeRoom) -> None:
    """Each has a connection of its own, and decides another criterion, or comments."""
    here = room(UNPHASED)
    key = key_of(here)
    codes = ["PS3", "PP1", "PP4", "PS4", "BS3", "BS4", "PM1", "PS2", "PM6", "PP2"]
    people = [add_account(here.store, f"u{n}", UserRole.REVIEWER, PASSWORD) for n in range(20)]
    decide(here, "ann", comments=["begun"])
    failed: list[Exception] = []
    start = threading.Barrier(20)

    def work(number: int) -> None:
        review = Review(Store(here.store.location), ResultFolder(here.folder))
        made = form(comments=[f"comment {number}"])
        if number < len(codes):
            made = form(decisions=[decided(key, codes[number], "add", "supporting")])
        try:
            start.wait()
            actions.decide(review, here.case, people[number], made)
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    shown = seen(here, "ann")
    assert {d.criterion for d in shown.edits.decisions} == set(codes)
    assert len(shown.record.comments) == 11
    assert verify(here.store.location) == ()


def test_a_file_that_the_store_does_not_have_is_not_named(room: MakeRoom) -> None:
    here = room(UNPHASED)
    decision = {**decided(key_of(here), "PS3", "add", "moderate"), "files": ["a" * 64]}
    with refused("DECISIONS_INVALID"):
        decide(here, "ann", decisions=[decision])
    decision["files"] = [here.store.put(b"an assay")]
    assert decide(here, "ann", decisions=[decision]).edits.decisions


def test_a_second_reading_without_a_result_that_came_in_is_made_again(room: MakeRoom) -> None:
    here = room(HOMOZYGOUS)
    sign(here, "ann")
    decide(here, "bob", complete=True)
    told = {"method": "MLPA", "sample": "blood", "by": "Lab", "on": "2026-11-30"}
    confirmed = {**told, "event": key_of(here), "outcome": "confirmed", "copies": 2}
    shown = decide(here, "rita", confirmations=[confirmed])
    assert (shown.record.state, shown.record.second) == (CaseState.IN_REVIEW, "")
    sign(here, "ann")
    with refused("SECOND_READING_MISSING"):
        sign(here, "bob")


@pytest.mark.parametrize(
    ("before", "after", "holds"), [("F04", "F33_old", True), ("F33_old", "F33_new", False)]
)
def test_a_decision_on_a_deletion_holds_where_the_same_exons_are_told_with_such_bounds(
    room: MakeRoom, before: str, after: str, holds: bool
) -> None:
    """F04 and F33_old: the same exons with other ends; F33_new: its ends are not exact."""
    here = room(before)
    key = key_of(here)
    ids = set(seen(here, "ann").proposal.keys)
    decide(here, "ann", decisions=[decided(key, "PS3", "add", "moderate")])
    here.put(after)
    shown = decide(here, "ann", comments=["another caller"])
    assert holds is (key in shown.proposal.ids)
    assert [d.key for d in shown.edits.decisions] == [(key, "PS3")] * holds
    assert [h.key for h in shown.record.gone] == [(key, "PS3")] * (not holds)
    assert not holds or ids.isdisjoint(shown.proposal.keys)


def test_a_confirmation_whose_event_is_told_otherwise_is_named_as_gone(room: MakeRoom) -> None:
    """F33_old to F33_new: exact ends become uncertain ones, another event than was tested."""
    here = room("F33_old")
    tested = {**_TESTED, "event": key_of(here), "outcome": "not_confirmed", "on": "2026-11-30"}
    decide(here, "ann", confirmations=[tested])
    here.put("F33_new")
    shown = decide(here, "ann", comments=["another caller"])
    (gone,) = shown.record.gone
    assert (gone.about, gone.key) == ("confirmation", (tested["event"], "m", "2026-11-30"))
    assert shown.reviewed.verdict.state == shown.proposal.result.verdict.state


def test_of_two_events_of_one_key_only_the_one_in_its_place_is_known_again(
    tmp_path: Path,
) -> None:
    """A further loss of the same exons takes the first number: decisions do not slip to it."""

    def shot(*starts: int) -> Snapshot:
        whole = judged(UNPHASED, tmp_path)
        shown = Snapshot.model_validate_json(json_text(document_of(whole)))
        (loss,) = (e for e in shown.events if e.kind == "deletion")
        losses = []
        for start in starts:
            place = Location(start=start, end=200, inner=(start, 200), outer=(start, 200))
            losses.append(loss.model_copy(update={"id": f"{start}", "location": place}))
        return shown.model_copy(update={"events": tuple(losses)})

    (key,) = keys_of(shot(100)).values()
    decision = Decision(event=key, criterion="PM2", action="accept")
    record = CaseRecord("P1", base=Edits((decision,)))
    carried = carried_over(record, "0" * 64, shot(100), shot(90, 100))
    assert [held.key for held in carried.gone] == [decision.key]


def test_one_case_of_a_large_folder_is_found_without_reading_the_others(
    room: MakeRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = room(UNPHASED)
    for number in range(20):
        (here.folder / f"other{number}.json").write_text('{"schema_version": "1.8.0"}')
    read: list[str] = []
    entry = results._entry
    monkeypatch.setattr(results, "_entry", lambda stamp: read.append(stamp.path) or entry(stamp))
    assert ResultFolder(here.folder).path_of("P1") == here.folder / "P1.json"
    assert len(read) == 1
    assert ResultFolder(here.folder).entries()["P1"].path == here.folder / "P1.json"
