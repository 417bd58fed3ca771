"""A result that was signed: its order tells who signed, its release what and as what."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from osteo_annot.report.result.model import Result
from osteo_annot.report.result.release_model import Release, SignedResult, day_of

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from osteo_annot.intake.person.order import OrderHead


def signed_result(result: Result, release: Release) -> SignedResult:
    """The result with its release.

    What the order said of the report (status, version, date, signatures) is what the review knows;
    the number of a report without one is the sample with ``-R``.
    """
    own = {item.name: getattr(result, item.name) for item in fields(Result)}
    return SignedResult(**{**own, "order": _order(result, release)}, release=release)


def _order(result: Result, release: Release) -> OrderHead:
    """The order as the head of the signed report."""
    from osteo_annot.intake.person.order import OrderHead, ReplacedReport, Signature

    order = result.order or OrderHead()
    number = order.report_id or f"{result.sample}-R"
    old = release.replaces
    replaced = (
        ReplacedReport.model_construct(
            report_id=number,
            version=old.version,
            issued=date.fromisoformat(day_of(old.time)),
            reason=old.reason,
        )
        if old
        else order.replaces
    )
    return order.model_copy(
        update={
            "report_id": number,
            "report_version": release.version,
            "report_status": "amended" if old else "final",
            "replaces": replaced,
            "issued": date.fromisoformat(day_of(release.signed)),
            "signed_by": tuple(
                Signature.model_construct(
                    name=one.name, role=one.role, date=date.fromisoformat(day_of(one.time))
                )
                for one in release.signatories
            ),
        }
    )


def signed_from_json(text: str | bytes) -> SignedResult:
    """The signed result of a final report in JSON.

    Raises ValueError for a text that is no such file: each fault with its place.
    """
    return signed_adapter().validate_json(text, strict=False)


@cache
def signed_adapter() -> TypeAdapter[SignedResult]:
    """Checks and describes final reports in JSON; unknown fields are refused."""
    from pydantic import TypeAdapter

    # Their names are looked up here.
    from osteo_annot.intake.person.laboratory import Laboratory  # noqa: F401
    from osteo_annot.intake.person.order import OrderHead  # noqa: F401
    from osteo_annot.report.result import release_model
    from osteo_annot.report.result.document import close_models

    close_models(release_model)
    return TypeAdapter(SignedResult)


@cache
def release_adapter() -> TypeAdapter[Release]:
    """Describes the release alone."""
    from pydantic import TypeAdapter

    from osteo_annot.report.result import release_model
    from osteo_annot.report.result.document import close_models

    close_models(release_model)
    return TypeAdapter(Release)
