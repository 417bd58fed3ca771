"""The application: from a request to a page, with the checks that no page may forget."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Awaitable, Callable, Sequence
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from osteo_annot.errors import RefusedError
from osteo_annot.review.event import UserRole
from osteo_annot.review.web.call import Call, Form, Handler, form_of, query_of, to
from osteo_annot.review.web.render import assets, rendered
from osteo_annot.review.web.sessions import COOKIE
from osteo_annot.review.web.shell import Shell, TooLargeError
from osteo_annot.review.web.site import Site
from osteo_annot.values import dataclass

_log = logging.getLogger("osteo_annot.review")
ANYBODY: frozenset[UserRole] = frozenset(UserRole)


@dataclass(frozen=True, slots=True)
class Page:
    """A page, or what is done with a form."""

    path: str
    handler: Handler
    method: str = "GET"
    roles: frozenset[UserRole] | None = ANYBODY
    """Who may ask for it; None: also those who are not signed in."""


def application(site: Site, pages: Sequence[Page]) -> Shell:
    """The whole application of a site."""
    routes = [Route(page.path, _endpoint(page, site), methods=[page.method]) for page in pages]
    routes.append(Route("/static/{digest}/{name}", _asset, methods=["GET"]))
    app = Starlette(
        routes=routes,
        exception_handlers={
            HTTPException: _no_page,
            TooLargeError: _too_large,
            Exception: _own_fault,
        },
    )
    app.router.redirect_slashes = False
    return Shell(app, site.place)


def _endpoint(page: Page, site: Site) -> Callable[[Request], Awaitable[Response]]:
    """A page as the server calls it."""

    async def answer(request: Request) -> Response:
        request.scope["pattern"] = page.path
        if request.method != "POST" and _comes_from_elsewhere(request):
            return HTMLResponse(rendered("review/again.html.j2", address=_address(request)))
        session_id = site.sessions.id_of(request.cookies.get(COOKIE, ""))
        known = bool(session_id)
        form = await form_of(request) if request.method == "POST" else Form()
        call = Call(
            site=site,
            who=None,
            session_id=session_id or site.sessions.new_id(),
            path=request.url.path,
            peer=request.client.host if request.client else "",
            headers=request.headers,
            parameters=request.path_params,
            query=query_of(request),
            form=form,
        )
        response = await run_in_threadpool(_answer, page, call)
        if not known and COOKIE not in response.headers.get("set-cookie", ""):
            set_cookie(response, site, call.session_id)
        return response

    return answer


def _answer(page: Page, call: Call) -> Response:
    """What a page says to a request, once it may be asked."""
    try:
        call = call.site.with_account(call)
    except RefusedError as refused:
        return _refused(call, refused)
    if page.method == "POST" and not call.site.sessions.is_token(
        call.session_id, call.form.one("token")
    ):
        return call.told(
            HTTPStatus.FORBIDDEN,
            "This form is too old",
            "It was made for another session. Nothing was saved. Go back, load the page again, "
            "and send it once more.",
        )
    if page.roles is not None:
        if call.who is None:
            return _signed_out(page, call)
        if call.who.role not in page.roles:
            return call.told(
                HTTPStatus.FORBIDDEN,
                "Not with your role",
                f"You are signed in as {call.who.role.text}.",
            )
    try:
        return page.handler(call)
    except RefusedError as refused:
        return _refused(call, refused)


def _signed_out(page: Page, call: Call) -> Response:
    """To the sign-in, and back from there."""
    if page.method == "POST":
        return call.told(
            HTTPStatus.UNAUTHORIZED,
            "You are signed out",
            "Nothing was saved. Sign in, go back to this form and send it again.",
            back="/sign-in",
        )
    return to(f"/sign-in?to={call.path}")


def _refused(call: Call, refused: RefusedError) -> Response:
    """What an action refuses, with code and remedy."""
    sentences = [f"{fault.what} {fault.remedy}" for fault in refused.faults]
    codes = ", ".join(dict.fromkeys(fault.code.value for fault in refused.faults))
    return call.page(
        "review/told.html.j2",
        HTTPStatus.CONFLICT,
        title="Not done",
        sentences=sentences,
        codes=codes,
        back=call.path.rsplit("/", 1)[0] if call.path.count("/") > 2 else call.path,
    )


def set_cookie(response: Response, site: Site, session_id: str) -> None:
    """Give the browser its id."""
    response.set_cookie(
        COOKIE,
        site.sessions.cookie(session_id),
        httponly=True,
        samesite="strict",
        secure=site.place.is_encrypted,
        path="/",
    )


def _comes_from_elsewhere(request: Request) -> bool:
    """Whether another site led here, so that the browser held its cookie back."""
    return request.headers.get("sec-fetch-site") in {"cross-site", "same-site"}


def _address(request: Request) -> str:
    """Path and query of a request."""
    query = request.url.query
    return f"{request.url.path}?{query}" if query else request.url.path


async def _asset(request: Request) -> Response:
    """A style or script; its address holds its digest, so that it never changes."""
    request.scope["pattern"] = "/static"
    found = assets().get(request.url.path)
    if found is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    kind, body = found
    kept = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(body, media_type=kind, headers=kept)


async def _no_page(_: Request, error: Exception) -> Response:
    """There is no such page, or not with that method."""
    status = error.status_code if isinstance(error, HTTPException) else HTTPStatus.BAD_REQUEST
    return PlainTextResponse(f"{HTTPStatus(status).phrase}.\n", status)


async def _too_large(_: Request, __: Exception) -> Response:
    """A form or its files are larger than any page asks for."""
    return PlainTextResponse("Too large.\n", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


async def _own_fault(request: Request, error: Exception) -> Response:
    """A fault of the program: its places are logged, no value."""
    places = "".join(traceback.format_tb(error.__traceback__))
    _log.error("fault at %s\n%s%s", request.scope.get("pattern"), places, type(error).__name__)
    said = "This is a fault of osteo-annot; it is in the log. Nothing was saved.\n"
    return PlainTextResponse(said, HTTPStatus.INTERNAL_SERVER_ERROR)
