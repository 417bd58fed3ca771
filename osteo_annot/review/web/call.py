"""What a page is given of a request: who asks, the form, the site; and what it may answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import field
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from osteo_annot.review.web.render import rendered
from osteo_annot.values import dataclass

if TYPE_CHECKING:
    from osteo_annot.review.accounts import Account
    from osteo_annot.review.web.site import Site

MAX_FIELDS = 4_000
MAX_FILES = 2_000
"""Fields for files, filled or not; all files together are bounded by the length of a request."""
MAX_FIELD = 100_000
"""Bytes of one field."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was sent with a form."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a form or a query, and its files."""

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    files: Mapping[str, tuple[Upload, ...]] = field(default_factory=dict)

    def one(self, name: str) -> str:
        """The value of a field; empty where it was not sent."""
        return self.values.get(name, ("",))[0].replace("\r\n", "\n").strip()

    def verbatim(self, name: str) -> str:
        """The value of a field with every blank, as passwords have them."""
        return self.values.get(name, ("",))[0]

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a field."""
        return self.values.get(name, ())


@dataclass(frozen=True, slots=True)
class Call:
    """One request, as a page sees it."""

    site: Site
    who: Account | None
    """The person who is signed in."""
    session_id: str
    path: str
    peer: str
    """Address of the connection."""
    headers: Headers
    parameters: Mapping[str, str]
    """Parts of the path."""
    query: Form
    form: Form

    @property
    def token(self) -> str:
        """What every form of the answer carries."""
        return self.site.sessions.token(self.session_id)

    @property
    def account(self) -> Account:
        """The person who is signed in, on a page that nobody else reaches."""
        assert self.who is not None, "the page is for those who are signed in"
        return self.who

    def page(
        self, template: str, status: HTTPStatus = HTTPStatus.OK, /, **values: object
    ) -> Response:
        """A page of the review."""
        common = {"who": self.who, "token": self.token, "auth": self.site.auth.value}
        return HTMLResponse(rendered(template, **common, **values), status)

    def told(self, status: HTTPStatus, title: str, *sentences: str, back: str = "/") -> Response:
        """A page that says why something was not done, and leads back."""
        return self.page(
            "review/told.html.j2", status, title=title, sentences=sentences, codes="", back=back
        )


def to(path: str) -> Response:
    """Go to another page of the review, with GET."""
    return RedirectResponse(path, HTTPStatus.SEE_OTHER)


_INSIDE = re.compile(r"/(?:case/[A-Za-z0-9_-]{1,80}(?:/[a-z-]{1,20})?|users)?")


def inside(path: str) -> str:
    """A path of the review as it is; the queue for anything else."""
    return path if _INSIDE.fullmatch(path) else "/"


Handler = Callable[[Call], Response]


async def form_of(request: Request) -> Form:
    """The form of a request; files are read whole, as their sizes are bounded by the shell."""
    async with request.form(
        max_files=MAX_FILES, max_fields=MAX_FIELDS, max_part_size=MAX_FIELD
    ) as sent:
        values: dict[str, tuple[str, ...]] = {}
        files: dict[str, tuple[Upload, ...]] = {}
        for name, value in sent.multi_items():
            if isinstance(value, UploadFile):
                if value.filename:
                    one = Upload(value.filename, await value.read())
                    files[name] = (*files.get(name, ()), one)
            else:
                values[name] = (*values.get(name, ()), value)
    return Form(values, files)


def query_of(request: Request) -> Form:
    """The query of a request."""
    values: dict[str, tuple[str, ...]] = {}
    for name, value in request.query_params.multi_items():
        values[name] = (*values.get(name, ()), value)
    return Form(values)
