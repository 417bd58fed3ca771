"""Signing in with an account of the store, and signing out."""

from __future__ import annotations

from http import HTTPStatus

from starlette.responses import Response

from osteo_annot.errors import RefusedError
from osteo_annot.review.accounts import sign_in
from osteo_annot.review.web.app import set_cookie
from osteo_annot.review.web.call import Call, inside, to
from osteo_annot.review.web.oidc import Flow, failed
from osteo_annot.review.web.site import Auth


def sign_in_page(call: Call) -> Response:
    """The form; by a provider the way to it."""
    goal = inside(call.query.one("to"))
    if call.who is not None:
        return to(goal)
    return call.page("review/sign_in.html.j2", title="Sign in", goal=goal, faults=())


def sign_in_form(call: Call) -> Response:
    """Check name and password; the answer never tells which of both was wrong."""
    goal = inside(call.form.one("to"))
    if call.site.auth is not Auth.LOCAL:
        return to("/sign-in")
    try:
        account = sign_in(
            call.site.review.store, call.form.one("name"), call.form.verbatim("password")
        )
    except RefusedError as refused:
        return call.page(
            "review/sign_in.html.j2",
            HTTPStatus.UNAUTHORIZED,
            title="Sign in",
            goal=goal,
            faults=refused.faults,
        )
    return signed_in(call, account.name, goal)


def to_provider(call: Call) -> Response:
    """To the provider, and back to the goal."""
    return _ask_provider(call, inside(call.form.one("to")), anew=False)


def prove_anew(call: Call) -> Response:
    """To the provider, which asks for the password again; back to the page that signs."""
    return _ask_provider(call, inside(call.path.rsplit("/", 1)[0] + "/sign"), anew=True)


def _ask_provider(call: Call, goal: str, *, anew: bool) -> Response:
    """Remember what is asked, and send the browser there."""
    provider = call.site.provider
    if provider is None:
        return to("/sign-in")
    question = provider.question(anew=anew)
    call.site.flows.begin(Flow(question, call.session_id, goal))
    # A form may lead to this server only, so that a page in between leads to the provider.
    return call.page(
        "review/away.html.j2", title="To your institution", address=provider.address(question)
    )


def from_provider(call: Call) -> Response:
    """Back from the provider: who it is, and to the goal."""
    provider = call.site.provider
    if provider is None:
        return to("/sign-in")
    flow = call.site.flows.end(call.query.one("state"), call.session_id)
    person = provider.person(flow.question, call.query.one("code"))
    if not flow.question.anew:
        return signed_in(call, person.name, flow.goal, person.role.value)
    session = call.site.session(call)
    if session is None or session.name != person.name:
        raise failed("Another person than the one who is signed in came back.")
    session.proven = call.site.review.store.now()
    return to(flow.goal)


def signed_in(call: Call, name: str, goal: str, role: str = "") -> Response:
    """To the goal, under an id that nobody knew before."""
    call.site.sessions.close(call.session_id)
    response = to(goal)
    set_cookie(response, call.site, call.site.sessions.open(name, role))
    return response


def sign_out(call: Call) -> Response:
    """End the session."""
    call.site.sessions.close(call.session_id)
    response = to("/sign-in")
    set_cookie(response, call.site, call.site.sessions.new_id())
    return response
