"""The page of a case, and what is done with its form."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from starlette.responses import HTMLResponse, Response

from osteo_annot.errors import RefusalCode, RefusedError, refuse
from osteo_annot.report.page.compose import page_one
from osteo_annot.report.page.html import shown_on_page
from osteo_annot.review import actions
from osteo_annot.review.decisions import Contest, Decision
from osteo_annot.review.form import form_of
from osteo_annot.review.view import CaseView, view
from osteo_annot.review.web.call import Call, to
from osteo_annot.review.web.desk import Desk
from osteo_annot.review.web.fields import PARTS, contest_of, decision_of, typed
from osteo_annot.review.web.render import rendered
from osteo_annot.sentences.language import Language

if TYPE_CHECKING:
    from osteo_annot.review.web.controls import Control

MAX_EVIDENCE = 10_000_000
"""Bytes of one file."""


def view_of(call: Call) -> CaseView:
    """The case that an address names, as this person may see it."""
    case = call.site.case_of(call.parameters["case"])
    return view(call.site.review, case, call.account)


def seen_of(call: Call) -> int:
    """The last event that the form had seen."""
    told = call.form.one("seen")
    return int(told) if told.isascii() and told.isdigit() else 0


def case_page(call: Call) -> Response:
    """The report with the controls in place."""
    return shown(call, view_of(call))


def shown(
    call: Call,
    seen: CaseView,
    values: Mapping[str, str] | None = None,
    fault: RefusedError | None = None,
) -> Response:
    """The page of a view; with what was typed and could not be saved."""
    desk = Desk(call, seen, values, fault)
    one = page_one(seen.reviewed, Language.EN)
    values_of_page = shown_on_page(seen.reviewed, one, Language.EN)
    text = rendered(
        "review/case.html.j2",
        **{**values_of_page, "controls_from": "review/controls.html.j2"},
        desk=desk,
        who=call.who,
        token=call.token,
        auth=call.site.auth.value,
        here=desk.path,
    )
    return HTMLResponse(text, HTTPStatus.OK if fault is None else HTTPStatus.CONFLICT)


def decide(call: Call) -> Response:
    """Save decisions and contests; what cannot be saved stays in the fields."""
    return _save_decisions(call, "decisions")


def save_reading(call: Call) -> Response:
    """Save the second reading whole."""
    return _save_decisions(call, "reading", complete=True)


def _save_decisions(call: Call, done: str, **more: object) -> Response:
    """Save the decisions of the form, with more."""
    seen = view_of(call)
    desk = Desk(call, seen)
    values = typed(call.form)
    try:
        told = decided(call, desk, values)
        if not any(told.values()) and not more:
            return to(f"{desk.path}?done=nothing")
        save(call, seen.case, **told, **more)
    except RefusedError as refused:
        return shown(call, view_of(call), values, refused)
    if left := _left_of_draft(desk, values):
        actions.save_draft(call.site.review, seen.case, call.account, left)
    return to(f"{desk.path}?done={done}")


def _left_of_draft(desk: Desk, values: Mapping[str, str]) -> dict[str, str]:
    """How the draft changes when decisions are saved: what was decided is none any more.

    What was typed beside it, a reason without a decision, stays one.
    """
    draft = desk.controls.typed
    changes: dict[str, str] = {}
    for control in desk.controls.everything():
        fields = {f"{control.name}-{part}" for part in PARTS}
        is_made = any(values.get(f"{control.name}-{part}") for part in ("action", "value", "back"))
        if is_made:
            changes |= dict.fromkeys(fields & draft.keys(), "")
        else:
            typed_in = {name: values[name] for name in fields & values.keys() if values[name]}
            changes |= {n: text for n, text in typed_in.items() if draft.get(n) != text}
    return changes


def save(call: Call, case: str, **told: object) -> None:
    """Do what a form asks, by the way and the checks of the command line.

    Raises RefusedError: a field that does not hold, a clash, a rule that forbids it.
    """
    text = json.dumps({"seen": seen_of(call), **told}, ensure_ascii=False)
    form = form_of(text, "the form")
    actions.decide(call.site.review, case, call.account, form)


def decided(call: Call, desk: Desk, values: Mapping[str, str]) -> dict[str, list[Any]]:
    """What was decided, contested and taken back since the page was loaded, as plain values."""
    own = call.account.name
    readings = desk.controls.readings
    known: list[Decision | Contest] = [
        *readings.decisions.get(own, ()),
        *readings.contests.get(own, ()),
    ]
    told: dict[str, list[Any]] = {"decisions": [], "contests": [], "drop_contests": []}
    for control in desk.controls.everything():
        if values.get(f"{control.name}-back"):
            told["drop_contests"].append(dict(control.of))
        elif values.get(f"{control.name}-action") or values.get(f"{control.name}-value"):
            is_decision = "criterion" in control.of
            made = (decision_of if is_decision else contest_of)(
                values, control.name, control.of, _files(call, control)
            )
            if not any(_is_same(one, made) for one in known):
                told["decisions" if is_decision else "contests"].append(made)
    return told


def _is_same(one: Decision | Contest, told: Mapping[str, Any]) -> bool:
    """Whether a decision or contest was saved before, word for word."""
    return all(getattr(one, name, None) == value for name, value in told.items())


def _files(call: Call, control: Control) -> list[str]:
    """Files that are kept, and new ones, by their hashes."""
    kept = [sha for sha in call.form.all(f"{control.name}-kept") if sha in control.files]
    return [*kept, *evidence(call, f"{control.name}-files")]


def beside(call: Call, seen: CaseView, template: str, title: str, **values: object) -> Response:
    """A page of a case beside its report."""
    shown = {"title": title, "desk": Desk(call, seen), "here": call.path, **values}
    return call.page(f"review/{template}.html.j2", **shown)


def done(call: Call, what: str, page: str = "") -> Response:
    """To the page of the case, with a word on what was done."""
    return to(f"/case/{call.parameters['case']}{page}?done={what}")


def evidence(call: Call, name: str) -> list[str]:
    """Keep the files of a field; their hashes."""
    sent = call.form.files.get(name, ())
    for upload in sent:
        if len(upload.content) > MAX_EVIDENCE:
            found = f"{upload.name[:80]} has more than {MAX_EVIDENCE:,} bytes."
            raise refuse(RefusalCode.DECISIONS_INVALID, "files", found)
    return [call.site.review.store.put(upload.content) for upload in sent]


def save_draft(call: Call) -> Response:
    """Keep what is being typed."""
    seen = view_of(call)
    values = _changed(Desk(call, seen), typed(call.form))
    if values:
        actions.save_draft(call.site.review, seen.case, call.account, values)
    if call.form.one("quiet"):
        return HTMLResponse("Your draft is kept.")
    return to(f"/case/{call.parameters['case']}?done=draft")


def _changed(desk: Desk, values: Mapping[str, str]) -> dict[str, str]:
    """The fields that are not as they were saved or kept."""
    kept = desk.controls.typed
    shown = {
        f"{control.name}-{part}": getattr(control.values, part, "")
        for control in desk.controls.everything()
        for part in ("action", "value", "strength", "reason", "evidence", "pmids")
    }
    return {
        name: value
        for name, value in values.items()
        if value != kept.get(name, shown.get(name, ""))
    }


def comment(call: Call) -> Response:
    """Add a comment."""
    save(call, view_of(call).case, comments=[call.form.one("text")])
    return to(f"/case/{call.parameters['case']}?done=comment#comments")


def assign(call: Call) -> Response:
    """Give the case to a person."""
    save(call, view_of(call).case, assign=call.form.one("to"))
    return to(f"/case/{call.parameters['case']}?done=assigned")


def evidence_file(call: Call) -> Response:
    """A file that was given as evidence, to be saved, never to be shown here."""
    seen = view_of(call)
    sha256 = call.parameters["sha"]
    if sha256 not in set(Desk(call, seen).files):
        return call.told(HTTPStatus.NOT_FOUND, "No such file", "This case has no such file.")
    return Response(
        call.site.review.store.file(sha256),
        media_type="application/octet-stream",
        headers={"Content-Disposition": f'attachment; filename="{sha256[:16]}.bin"'},
    )
