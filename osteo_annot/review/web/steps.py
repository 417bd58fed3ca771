"""What follows the decisions: consensus, signature, amendment, withdrawal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from osteo_annot.report.page.view import look
from osteo_annot.report.text import counted
from osteo_annot.review import signing
from osteo_annot.review.accounts import Password, Proof, SignedInAnew
from osteo_annot.review.record import CaseState
from osteo_annot.review.view import Action
from osteo_annot.review.web.call import Call
from osteo_annot.review.web.case import beside, done, save, seen_of, view_of
from osteo_annot.review.web.desk import REVIEWS, Desk
from osteo_annot.review.web.site import Auth
from osteo_annot.values import dataclass
from osteo_annot.verdict.state import State

if TYPE_CHECKING:
    from osteo_annot.review.view import CaseView, Difference


def consensus_page(call: Call) -> Response:
    """Where both readings differ."""
    view = view_of(call)
    told = list(_differing(Desk(call, view)))
    may = Action.CONSENSUS in view.may
    return beside(call, view, "consensus", "Consensus", differences=told, may_settle=may)


def consensus(call: Call) -> Response:
    """Record what both readers settled on."""
    view = view_of(call)
    settled = settle(view, [call.form.one(f"choice-{n}") for n in range(len(view.differences))])
    save(call, view.case, consensus={**settled, "reason": call.form.one("reason")})
    return done(call, "consensus")


def settle(view: CaseView, choices: Sequence[str]) -> dict[str, list[Any]]:
    """What stands after a consensus: of each difference the one or the other side."""
    told: dict[str, list[Any]] = {
        "decisions": [],
        "contests": [],
        "drop_decisions": [],
        "drop_contests": [],
    }
    readers = {"first": view.record.first_reader, "second": view.record.second}
    for difference, choice in zip(view.differences, choices, strict=True):
        edits = view.record.of_reader(readers.get(choice, ""))
        is_decision = difference.about == "decision"
        made = [
            one
            for one in (edits.decisions if is_decision else edits.contests)
            if one.key == difference.key
        ]
        kind = "decisions" if is_decision else "contests"
        if made:
            told[kind].append(made[-1].plain())
        else:
            told[f"drop_{kind}"].append(_dropped(difference))
    return told


def _dropped(difference: Difference) -> Any:
    """What is taken back, as the form of decisions has it."""
    if difference.about == "decision":
        return list(difference.key)
    about, *places, exon = difference.key
    events = [place for place in places if place]
    names = ("event", "other")[: len(events)]
    told = {"about": about, **dict(zip(names, events, strict=True))}
    return {**told, "exon": int(exon)} if exon else told


@dataclass(frozen=True, slots=True)
class Differing:
    """A difference as it is shown."""

    name: str
    first_reader: str
    first: str
    second_reader: str
    second: str


def _differing(desk: Desk) -> Iterator[Differing]:
    """The differences in words."""
    record = desk.view.record
    for one in desk.view.differences:
        if one.about == "decision":
            key, code = one.key
            name = f"{code} of {desk.name_of(key)}"
        else:
            about, *places, exon = one.key
            of = [desk.name_of(place) for place in places if place]
            of += [f"exon {exon}"] if exon else []
            name = f"{about.replace('_', ' ')} {' and '.join(of)}".strip()
        yield Differing(
            name,
            record.first_reader,
            one.first or "as proposed",
            record.second,
            one.second or "as proposed",
        )


def sign_page(call: Call) -> Response:
    """What a signature covers."""
    view = view_of(call)
    verdict = view.reviewed.verdict
    seen = look(verdict.state)
    why_not = _why_not(call, view)
    return beside(
        call,
        view,
        "sign",
        "Sign",
        group=seen.group,
        boxes=seen.boxes,
        state=verdict.state,
        state_text=verdict.state_text,
        headline=verdict.headline,
        facts=list(_covered(call, view)),
        is_incomplete=verdict.state is State.NONE_INCOMPLETE,
        can=not why_not,
        why_not=why_not,
        proof=_proof_asked(call),
        sign_word="Sign the report" if view.record.first else "Sign as first reader",
    )


def _covered(call: Call, view: CaseView) -> Iterator[tuple[str, str]]:
    """What a signature freezes."""
    edits = view.edits
    counts = (
        (len(edits.decisions), "decision"),
        (len(edits.contests), "contest"),
        (len(edits.confirmations), "confirmation"),
    )
    yield "Version", str(view.record.version)
    yield "Result", f"SHA-256 {view.proposal.sha256}"
    yield "Decisions", ", ".join(counted(number, word) for number, word in counts)
    yield "Policy", f"SHA-256 {call.site.review.policy.sha256}"
    versions = view.reviewed.provenance.versions
    yield "Program", f"osteo_annot {versions.get('osteo_annot', '')}"


def _why_not(call: Call, view: CaseView) -> str:
    """Why this person cannot sign now; empty where it is possible."""
    if {Action.SIGN, Action.SIGN_FIRST} & view.may:
        return ""
    record, name = view.record, call.account.name
    if call.account.role not in REVIEWS:
        return "Your role signs nothing."
    if record.state.is_signed or record.state is CaseState.WITHDRAWN:
        return "The report is signed; to change it, amend it."
    if record.first == name:
        return "You have signed as first reader: another person signs the report."
    if record.first:
        return "The report is signed by somebody with the role signer."
    return f"{record.first_reader} began the review and has not signed as first reader."


def _proof_asked(call: Call) -> str:
    """How the person proves again who signs."""
    if call.site.auth is not Auth.OIDC:
        return "password"
    session = call.site.session(call)
    return "fresh" if session and session.proven else "anew"


def _proof(call: Call) -> Proof:
    """The proof of who signs; that of a provider is for one signature."""
    session = call.site.session(call) if call.site.auth is Auth.OIDC else None
    if session is not None and session.proven is not None:
        at, session.proven = session.proven, None
        return SignedInAnew(at, "oidc")
    return Password(call.form.verbatim("password"))


def sign(call: Call) -> Response:
    """Sign, as first reader or the report."""
    view = view_of(call)
    after = signing.sign(
        call.site.review,
        view.case,
        call.account,
        _proof(call),
        seen_of(call),
        conclusion="incomplete" if call.form.one("incomplete") else "answer",
        result=call.form.one("result"),
    )
    if after.record.state is CaseState.FIRST_SIGNED:
        return done(call, "first")
    return done(call, "signed", "/history")


def change_page(call: Call) -> Response:
    """Amend or withdraw a signed report."""
    view = view_of(call)
    return beside(
        call,
        view,
        "change",
        "Amend or withdraw",
        may_amend=Action.AMEND in view.may,
        may_withdraw=Action.WITHDRAW in view.may,
        version=view.record.version,
    )


def amend(call: Call) -> Response:
    """Begin a new version."""
    view = view_of(call)
    signing.amend(
        call.site.review,
        view.case,
        call.account,
        call.form.one("reason"),
        seen_of(call),
        correction=bool(call.form.one("correction")),
    )
    return done(call, "amending")


def withdraw(call: Call) -> Response:
    """Mark the report as not to be used."""
    view = view_of(call)
    reason = call.form.one("reason")
    signing.withdraw(call.site.review, view.case, call.account, reason, seen_of(call))
    return done(call, "withdrawn")
