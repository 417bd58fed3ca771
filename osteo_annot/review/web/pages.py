"""Every page and every form of the review, with who may ask for it.

What a person may do with a case at a time is a rule of the review, asked by each action; here
stands only who reaches a page at all.
"""

from __future__ import annotations

from osteo_annot.review.event import UserRole
from osteo_annot.review.web import case, confirmation, past, signing_in, steps, users
from osteo_annot.review.web.app import Page
from osteo_annot.review.web.queue import queue

_ADMIN = frozenset({UserRole.ADMIN})
_CASE = "/case/{case}"

PAGES = (
    Page("/sign-in", signing_in.sign_in_page, roles=None),
    Page("/sign-in", signing_in.sign_in_form, "POST", roles=None),
    Page("/sign-in/provider", signing_in.to_provider, "POST", roles=None),
    Page("/sign-in/callback", signing_in.from_provider, roles=None),
    Page("/sign-out", signing_in.sign_out, "POST", roles=None),
    Page("/", queue),
    Page("/users", users.users, roles=_ADMIN),
    Page("/users/add", users.add_user, "POST", roles=_ADMIN),
    Page("/users/disable", users.disable_user, "POST", roles=_ADMIN),
    Page(_CASE, case.case_page),
    Page(_CASE, case.decide, "POST"),
    Page(f"{_CASE}/draft", case.save_draft, "POST"),
    Page(f"{_CASE}/reading", case.save_reading, "POST"),
    Page(f"{_CASE}/comment", case.comment, "POST"),
    Page(f"{_CASE}/assign", case.assign, "POST"),
    Page(f"{_CASE}/evidence/{{sha}}", case.evidence_file),
    Page(f"{_CASE}/confirm", confirmation.confirmation),
    Page(f"{_CASE}/confirm", confirmation.confirm, "POST"),
    Page(f"{_CASE}/order", confirmation.order, "POST"),
    Page(f"{_CASE}/order-sheet/{{place:int}}/{{name}}", confirmation.order_sheet),
    Page(f"{_CASE}/consensus", steps.consensus_page),
    Page(f"{_CASE}/consensus", steps.consensus, "POST"),
    Page(f"{_CASE}/compare", past.compare_page),
    Page(f"{_CASE}/history", past.history),
    Page(f"{_CASE}/report/{{version}}/{{name}}", past.report_file),
    Page(f"{_CASE}/sign", steps.sign_page),
    Page(f"{_CASE}/sign", steps.sign, "POST"),
    Page(f"{_CASE}/anew", signing_in.prove_anew, "POST"),
    Page(f"{_CASE}/change", steps.change_page),
    Page(f"{_CASE}/amend", steps.amend, "POST"),
    Page(f"{_CASE}/withdraw", steps.withdraw, "POST"),
)
