"""What a signed report says of itself: its standing, who signed, what was amended or withdrawn."""

from __future__ import annotations

from collections.abc import Iterator

from osteo_annot.report.page.page_one import Fact, ReleasePart, Signer
from osteo_annot.report.result.model import Result
from osteo_annot.report.result.release_model import (
    Release,
    ReplacedVersion,
    Standing,
    day_of,
    minute_of,
    release_of,
)
from osteo_annot.report.text import shortened
from osteo_annot.sentences.language import Language
from osteo_annot.sentences.sentence import Said, said_text
from osteo_annot.sentences.texts import release as say
from osteo_annot.sentences.texts.appendix import SIGNATURE_EVENT
from osteo_annot.values import dataclass

_MOST_CHANGES = 5
"""Changes on page one; the appendix has all."""
_CHANGE = 240
_REASON = 500


def status_of(release: Release) -> Said:
    """The standing, as it stands on every page."""
    if release.withdrawn:
        return say.WITHDRAWN(day=day_of(release.withdrawn.time), version=release.version)
    if new := release.replaced_by:
        return say.REPLACED(day=day_of(new.time), new=new.version, version=release.version)
    told = _standing(release)
    return say.INCOMPLETE(standing=told) if release.incomplete else told


def _standing(release: Release) -> Said:
    """The first version, or in whose place it stands."""
    old = release.replaces
    if old is None:
        return say.FINAL(version=release.version)
    sentence = say.CORRECTED if release.standing is Standing.CORRECTED else say.AMENDED
    return sentence(version=release.version, old=old.version, day=day_of(old.time))


def signers_of(release: Release, language: Language) -> tuple[Signer, ...]:
    """Who signed, as what, when."""
    return tuple(
        Signer(
            role=said_text(
                say.SIGNED_AS(role=one.role, capacity=one.capacity) if one.role else one.capacity,
                language,
            ),
            name=one.name,
            date=minute_of(one.time),
            mark=said_text(say.BY_PASSWORD(), language),
        )
        for one in release.signatories
    )


def release_part(result: Result, language: Language) -> ReleasePart | None:
    """What page one says before its result; None of a proposal and of a first version."""
    release = release_of(result)
    if release is None or not (release.replaces or not release.holds):
        return None
    old = release.replaces
    told = _changes(old) if old else []
    left = len(told) - _MOST_CHANGES - 1
    return ReleasePart(
        void="".join(said_text(said, language) for said in _void(release)),
        is_withdrawn=release.withdrawn is not None,
        heading=said_text(say.CHANGED(old=old.version, day=day_of(old.time)), language)
        if old
        else "",
        changes=tuple(
            shortened(said_text(line, language), _REASON if place == 0 else _CHANGE)
            for place, line in enumerate(told[: _MOST_CHANGES + 1])
        ),
        more=said_text(say.MORE_CHANGES(count=left), language) if left > 0 else "",
    )


def _void(release: Release) -> Iterator[Said]:
    """Why the report is not to be gone by: it was withdrawn, or a later version is signed."""
    if gone := release.withdrawn:
        yield say.WITHDRAWN_BY(
            time=minute_of(gone.time),
            who=f"{gone.by} ({gone.role})" if gone.role else gone.by,
            reason=shortened(gone.reason, _REASON),
        )
    elif new := release.replaced_by:
        yield say.REPLACED_BY(new=new.version, time=minute_of(new.time))


def _changes(old: ReplacedVersion) -> list[Said | str]:
    """The reason, then what changed; that nothing did is said."""
    changes: list[Said | str] = [*old.changes] or [say.NOTHING_CHANGED()]
    return [say.REASON(reason=old.reason), *changes]


@dataclass(frozen=True, slots=True)
class ReleaseView:
    """The part of the appendix on signature and decisions, in English."""

    standing: str
    signatures: tuple[tuple[str, ...], ...]
    """Name, role, signed as, time."""
    decisions: tuple[tuple[str, ...], ...]
    """What was decided, reason, cited, by whom, time."""
    changes: tuple[str, ...]
    """The reason, then all that changed; empty for the first version."""
    changed: str
    """Heading of the changes."""
    void: str
    """Why the report is not to be gone by; empty while it holds."""
    hashes: tuple[Fact, ...]


SIGNATURES = ("Name", "Role", "Signed as", "Time")
DECISIONS = ("Decision", "Reason", "Cited", "By", "Time")


def release_view(result: Result) -> ReleaseView | None:
    """Signatures, decisions, changes and hashes; None of a proposal."""
    release = release_of(result)
    if release is None:
        return None
    part, old = release_part(result, Language.EN), release.replaces
    return ReleaseView(
        standing=status_of(release).text,
        signatures=tuple(
            (one.name, one.role, one.capacity.text, minute_of(one.time))
            for one in release.signatories
        ),
        decisions=tuple(
            (one.text, one.reason, ", ".join(one.citations), one.by, minute_of(one.time))
            for one in release.decisions
        ),
        changes=tuple(said_text(line) for line in _changes(old)) if old else (),
        changed=part.heading if part else "",
        void=part.void if part else "",
        hashes=tuple(_hashes(release)),
    )


def _hashes(release: Release) -> list[Fact]:
    """SHA-256 of each thing that was signed."""
    seal = release.seal
    return [
        Fact("all that was signed", seal.content),
        Fact("result file on which was decided", seal.result),
        Fact("result after the decisions", seal.decided),
        Fact("decisions", seal.decisions),
        Fact("policy of the review", seal.policy),
        Fact("program and data versions", seal.versions),
        Fact(SIGNATURE_EVENT(number=seal.head_seq).text, seal.head),
    ]
