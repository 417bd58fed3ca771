"""The page of accounts, for admins."""

from __future__ import annotations

from starlette.responses import Response

from osteo_annot.errors import RefusalCode, refuse
from osteo_annot.review.accounts import accounts, add_account, disable_account
from osteo_annot.review.event import UserRole
from osteo_annot.review.web.call import Call, to


def users(call: Call) -> Response:
    """Every account."""
    known = accounts(call.site.review.store)
    done = {"added": "The account was added.", "disabled": "The account was disabled."}
    return call.page(
        "review/users.html.j2",
        title="Users",
        accounts=[known[name] for name in sorted(known)],
        roles=list(UserRole),
        saved=done.get(call.query.one("done"), ""),
    )


def add_user(call: Call) -> Response:
    """Another account."""
    name, role = call.form.one("name"), call.form.one("role")
    if role not in {member.value for member in UserRole}:
        raise refuse(RefusalCode.ACCOUNT_INVALID, name, "It has no role.")
    add_account(
        call.site.review.store,
        name,
        UserRole.of(role),
        call.form.verbatim("password"),
        full_name=call.form.one("full_name"),
        by=call.account,
    )
    return to("/users?done=added")


def disable_user(call: Call) -> Response:
    """Nobody signs in under a name any more, also not in a browser that is open."""
    name = call.form.one("name")
    disable_account(call.site.review.store, name, by=call.account)
    call.site.sessions.close_all_of(name)
    return to("/users?done=disabled")
