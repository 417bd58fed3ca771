"""What happened to a case: its history, its signed reports, and how two results differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.responses import Response

from osteo_annot.review.compared import compared
from osteo_annot.review.comparison import compare
from osteo_annot.review.documents.final import document_now
from osteo_annot.review.event import Kind, ReviewEvent
from osteo_annot.review.history import told
from osteo_annot.review.record import SignedVersion
from osteo_annot.review.snapshot import Snapshot
from osteo_annot.review.web.call import Call
from osteo_annot.review.web.case import view_of
from osteo_annot.review.web.desk import Desk
from osteo_annot.values import dataclass

if TYPE_CHECKING:
    from osteo_annot.review.view import CaseView

_MEDIA = {
    ".html": "text/html",
    ".pdf": "application/pdf",
    ".json": "application/json",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".tsv": "text/tab-separated-values",
}
HELD_BACK = frozenset({Kind.DECIDED, Kind.CONTESTED, Kind.READING_SAVED, Kind.COMMENTED})
_SHOWN = (".html", ".pdf")
"""What a browser may show; all else is saved."""
REPORT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"
"""A signed report has its styles inside, and runs nothing."""


@dataclass(frozen=True, slots=True)
class Step:
    """One event of the history."""

    seq: int
    at: str
    actor: str
    role: str
    kind: str
    text: str
    hash: str


@dataclass(frozen=True, slots=True)
class Version:
    """One signed report of the history."""

    number: int
    at: str
    by: str
    note: str
    files: tuple[tuple[str, str], ...]
    content: str


def history(call: Call) -> Response:
    """Every event of a case, as far as this person may see it, and its signed reports."""
    view = view_of(call)
    desk = Desk(call, view)
    return call.page(
        "review/history.html.j2",
        title="History and reports",
        desk=desk,
        here=call.path,
        lines=[_step(event, desk.names) for event in desk.events],
        versions=[_version(desk.path, one) for one in view.record.signed],
    )


def _step(event: ReviewEvent, names: Mapping[str, str]) -> Step:
    """An event as a line; one whose content is held back says only that it was."""
    is_held_back = not event.body and event.kind in HELD_BACK
    return Step(
        event.seq,
        f"{event.at:%Y-%m-%d %H:%M:%S}",
        event.actor,
        event.role.value,
        event.kind.text,
        "held back until your own reading is saved"
        if is_held_back
        else "\n".join(told(event, names)),
        event.hash,
    )


def _version(path: str, one: SignedVersion) -> Version:
    """A signed report."""
    notes = []
    if one.reason:
        notes.append(f"{'corrected' if one.correction else 'amended'}: {one.reason}")
    if one.withdrawn:
        notes.append(f"withdrawn by {one.withdrawn.by}: {one.withdrawn.reason}")
    number = one.body.version
    return Version(
        number,
        f"{one.at:%Y-%m-%d %H:%M} UTC",
        f"{one.body.first} and {one.signer}",
        "; ".join(notes),
        tuple((name, f"{path}/report/{number}/{name}") for name in sorted(one.files)),
        one.body.content,
    )


def report_file(call: Call) -> Response:
    """A document of a signed version, as it was signed; of a withdrawn one with its mark."""
    view = view_of(call)
    number, name = call.parameters["version"], call.parameters["name"]
    for one in view.record.signed:
        if str(one.body.version) == number and name in one.files:
            return _document(name, document_now(call.site.review.store, view.case, one, name))
    return call.told(HTTPStatus.NOT_FOUND, "No such file", "No signed version has such a file.")


def _document(name: str, content: bytes) -> Response:
    """A signed document, shown or saved; it runs nothing."""
    suffix = name[name.rfind(".") :]
    shown = suffix in _SHOWN
    response = Response(content, media_type=_MEDIA.get(suffix, "application/octet-stream"))
    response.headers["Content-Disposition"] = "inline" if shown else "attachment"
    if suffix == ".html":
        response.headers["Content-Security-Policy"] = REPORT_POLICY
    return response


def compare_page(call: Call) -> Response:
    """How two results of a case differ."""
    view = view_of(call)
    desk = Desk(call, view)
    current = call.site.review.in_folder(view.case)
    results = dict(_results(desk, current.sha256 if current else ""))
    shas = list(results)
    old, new = call.query.one("old"), call.query.one("new")
    old = old if old in results else shas[0]
    new = new if new in results else shas[-1]
    changes = compare(*(_snapshot(call, view, sha) for sha in (old, new))) if old != new else ()
    by_part = compared(changes)
    return call.page(
        "review/compare.html.j2",
        title="Compare",
        desk=desk,
        here=call.path,
        results=list(results.items()),
        old=old,
        new=new,
        summary=by_part.summary,
        groups=by_part.groups,
        carried=list(_carried(view)),
        is_other_run=view.is_other_run,
    )


def _results(desk: Desk, current: str) -> Iterator[tuple[str, str]]:
    """Every result of a case by its hash, in the order in which they came."""
    known: dict[str, str] = {}
    for event in desk.events:
        if event.result and event.result not in known:
            known[event.result] = f"in use since {event.at:%Y-%m-%d} ({event.result[:12]})"
    if current:
        known.setdefault(current, f"of the folder now ({current[:12]})")
    yield from known.items()


def _snapshot(call: Call, view: CaseView, sha256: str) -> Snapshot:
    """A result as it is compared: that of the folder, or one that the store keeps."""
    current = call.site.review.in_folder(view.case)
    if current is not None and current.sha256 == sha256:
        return Snapshot.model_validate_json(current.content)
    return Snapshot.model_validate_json(call.site.review.store.file(sha256))


def _carried(view: CaseView) -> Iterator[str]:
    """What became of the decisions at the last change of the result."""
    record = view.record
    for held, words in (
        (record.carried, "carried over"),
        (record.open, "to be made again: its proposal changed"),
        (record.gone, "its event is gone"),
    ):
        for one in held:
            source = "the laboratory" if one.about == "confirmation" else "the signed version"
            yield f"{' '.join(one.key)} of {one.reader or source}: {words}"
