"""Where an event was seen before: in which signed reports, with which class, when, by whom.

A withdrawn report is told as withdrawn and never left out: what was believed once is part of the
memory. Of an amended report each version is told, for the class may be another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from osteo_annot.review.event import time_text
from osteo_annot.review.record import CaseRecord, SignedVersion
from osteo_annot.values import dataclass


@dataclass(frozen=True, slots=True)
class SignedClasses:
    """What one signed version of a case said of its events."""

    case: str
    version: int
    time: str
    """When it was signed; UTC, as ISO 8601 writes it."""
    signers: tuple[str, ...]
    standing: str
    """Final, amended, replaced or withdrawn, in words."""
    classes: Mapping[str, str]
    """Class and points by the key of the event: ``LP 8``."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """One earlier report on an event."""

    case: str
    version: int
    class_: str
    """Class and points as they were signed."""
    time: str
    signers: tuple[str, ...]
    standing: str


def remembered(
    keys: Iterable[str], signed: Iterable[SignedClasses], besides: str = ""
) -> dict[str, tuple[Remembered, ...]]:
    """By event the signed reports of other cases that tell it, newest first.

    ``besides``: the case that is looked at. An event that nobody saw before is not in it.
    """
    wanted = set(keys)
    found: dict[str, list[Remembered]] = {}
    for one in sorted(signed, key=lambda o: (o.time, o.case, o.version), reverse=True):
        if one.case == besides:
            continue
        for key in wanted & one.classes.keys():
            told = Remembered(
                one.case, one.version, one.classes[key], one.time, one.signers, one.standing
            )
            found.setdefault(key, []).append(told)
    return {key: tuple(found[key]) for key in sorted(found)}


def memory_of(records: Iterable[CaseRecord]) -> list[SignedClasses]:
    """What all signed versions of all cases said of their events."""
    return [
        SignedClasses(
            case=record.case,
            version=signed.body.version,
            time=time_text(signed.at),
            signers=tuple(
                signed.body.names.get(name, name) for name in (signed.body.first, signed.signer)
            ),
            standing=_standing(signed, record.signed[-1]),
            classes=signed.body.classes,
        )
        for record in records
        for signed in record.signed
    ]


def _standing(signed: SignedVersion, last: SignedVersion) -> str:
    """What a version is now."""
    if signed.withdrawn:
        return WITHDRAWN
    if signed is not last:
        return REPLACED
    if signed.body.version == 1:
        return "final"
    return "corrected" if signed.correction else "amended"


def disagree(told: Iterable[Remembered]) -> bool:
    """Whether reports that stand gave an event different classes."""
    classes = {one.class_.split(" ")[0] for one in told if one.standing not in _GONE}
    return len(classes) > 1


REPLACED, WITHDRAWN = "replaced", "withdrawn"
_GONE = {REPLACED, WITHDRAWN}
