"""What the parents' genotypes say of an event of the child.

Source: clinical rules 2.3 (T3, T3'), 2.1 (Z26). A parent without a call tells nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from osteo_annot.copies.callability import is_confident
from osteo_annot.events.copy_number import copy_number, loss_support
from osteo_annot.events.model import Event, EventKind, Zygosity
from osteo_annot.events.structural import bounds
from osteo_annot.events.zygosity import zygosity_of_allele
from osteo_annot.intake.vcf.genotype import GenotypeKind
from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.intake.vcf.row import Row
from osteo_annot.measured.depth_calls import DepthCall
from osteo_annot.measured.person import Person, Relative

ROLES = ("mother", "father")


@dataclass(frozen=True, slots=True)
class ParentCall:
    """What one parent's genotype says of an event."""

    role: str
    carries: int | None
    """Copies with the event: 0, 1 or 2; None when not called there."""
    text: str
    """The genotype as written, or ``not called``."""


@dataclass(frozen=True, slots=True)
class Origin:
    """From which parent an event came."""

    parent: str
    """``mother`` or ``father`` if proven by both parents' genotypes, else empty."""
    carrier: str
    """The only parent known to carry it, else empty."""
    not_from: str
    """The only parent known not to carry it, else empty."""


def parent_calls(event: Event, person: Person) -> tuple[ParentCall, ...]:
    """The calls of the parents whose genotypes are in the files, mother first."""
    relatives = [person.relatives[role] for role in ROLES if role in person.relatives]
    return tuple(call_of(event, relative) for relative in relatives)


def origin_of(event: Event, person: Person) -> Origin:
    """From which parent a heterozygous event came."""
    carries = {call.role: call.carries for call in parent_calls(event, person)}
    carriers = [role for role in ROLES if (carries.get(role) or 0) > 0]
    absent = [role for role in ROLES if carries.get(role) == 0]
    proven = carriers[0] if len(carriers) == 1 and len(absent) == 1 else ""
    return Origin(
        parent=proven,
        carrier=carriers[0] if len(carriers) == 1 else "",
        not_from=absent[0] if len(absent) == 1 else "",
    )


def call_of(event: Event, relative: Relative) -> ParentCall:
    """A relative's call: from the records of the event, else from a call at its place."""
    if relative.doubtful:
        return ParentCall(relative.role, None, "not used: parentage is in doubt")
    if event.parts:
        return _of_parts([call_of(part, relative) for part in event.parts], relative.role)
    if (by_depth := _same_by_depth(event, relative)) is not None:
        text = f"no GT, CN {by_depth.copies}"
        return ParentCall(relative.role, max(0, 2 - by_depth.copies), text)
    ids = {_key(s.observation): s.allele for s in event.support if s.depth_call is None}
    for observation in relative.observations:
        allele = ids.get(_key(observation))
        if allele is None:
            continue
        if event.kind is EventKind.DELETION:
            return ParentCall(relative.role, _lost(observation, allele), _text(observation))
        return ParentCall(relative.role, _carried(observation, allele), _text(observation))
    for observation in relative.observations:
        if event.allele is not None and _reference_over(observation, event):
            return ParentCall(relative.role, 0, _text(observation))
    return ParentCall(relative.role, None, "not called")


def _same_by_depth(event: Event, relative: Relative) -> DepthCall | None:
    """The relative's loss by depth of the exons that depth counts in the event; None for none."""
    if event.kind is not EventKind.DELETION:
        return None
    counted = {s.depth_call.exons for s in event.support if s.depth_call}
    own = (c for c in relative.depth_calls if c.copies < 2)
    return next((call for call in own if call.exons in counted), None)


def _of_parts(calls: Sequence[ParentCall], role: str) -> ParentCall:
    """A relative's call of a joint event: no more copies than of the part with fewest.

    Where both parts are carried, that they lie on one copy is taken from the child.
    """
    text = " and ".join(dict.fromkeys(call.text for call in calls))
    told = [call.carries for call in calls]
    if 0 in told:
        return ParentCall(role, 0, text)
    known = [copies for copies in told if copies is not None]
    return ParentCall(role, min(known) if len(known) == len(told) else None, text)


def _carried(observation: Observation, allele: int) -> int | None:
    """Copies of a small variant that a parent carries; None where the call cannot be used.

    Reference without reads is not a call, and a few reads are not an allele.
    """
    if observation.genotype.kind is not GenotypeKind.DIPLOID:
        return None
    known = observation.genotype.copies_of(allele)
    told = {"GQ", "DP", "MIN_DP"} & observation.fields.keys()
    if known == 0 and told and not is_confident(observation):
        return None
    few = zygosity_of_allele(observation, allele) is Zygosity.MOSAIC_OR_ARTEFACT
    return None if few else known


def _key(observation: Observation) -> tuple[str, int, str, tuple[str, ...]]:
    """The record apart from its sample and file: a parent may be in another file."""
    row = observation.row
    span = bounds(observation, 1) if row.alts and row.alts[0].startswith("<") else None
    end = span.outer.end if span else 0
    return (row.ref, row.position, str(end), row.alts)


def _lost(observation: Observation, allele: int) -> int | None:
    """Copies that a parent's record says are lost; None when it cannot tell."""
    support = loss_support(observation, allele)
    if support is None:
        two = copy_number(observation) in {2, 3, 4}
        return 0 if two or observation.genotype.is_reference else None
    return {"heterozygous": 1, "homozygous": 2}.get(support.zygosity.value)


def _reference_over(observation: Observation, event: Event) -> bool:
    """Whether a confident reference call of the parent covers the whole event."""
    row: Row = observation.row
    if not observation.genotype.is_reference or not is_confident(observation):
        return False
    return row.position <= event.outer.start and event.outer.end <= row.last


def _text(observation: Observation) -> str:
    """Genotype as written, with copy number if the record has one."""
    copies = observation.fields.get("CN", "")
    text = observation.genotype.text or "no GT"
    return f"{text}, CN {copies}" if copies else text
