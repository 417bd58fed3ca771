"""What the parents' genotypes, and their reads, say of an event of the child.

Source: clinical rules 2.3 (T3, T3'), 2.1 (Z13, Z26). A parent is asked about the event and not
about a spelling of it. A parent without a usable call tells nothing: neither carries nor lacks it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import Enum, auto

from osteo_annot.copies.callability import is_confident, quality_of
from osteo_annot.copies.events_by_reads import nearest_to_exons
from osteo_annot.copies.relative_reads import with_own_reads
from osteo_annot.events.allele_balance import AlleleReads, allele_reads, exceeds_errors
from osteo_annot.events.copy_number import (
    copy_number,
    gain_support,
    loss_support,
    shows_unsaid_loss,
)
from osteo_annot.events.dialects import Claim, claim_of
from osteo_annot.events.model import Event, EventKind, Support, Zygosity
from osteo_annot.events.named import NamedAllele, is_named, is_small, named_near
from osteo_annot.events.zygosity import ReadsFit, reads_fit, zygosity_of_allele
from osteo_annot.intake.person.pedigree import Role
from osteo_annot.intake.vcf.genotype import GenotypeKind
from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.locus.allele import shifted_left, shifted_right
from osteo_annot.locus.gene import GeneModel
from osteo_annot.locus.interval import Interval, covers, merged
from osteo_annot.locus.reference import Reference
from osteo_annot.measured.depth_calls import DepthCall
from osteo_annot.measured.person import Person, Relative, RelativeCall
from osteo_annot.sentences.sentence import Said
from osteo_annot.sentences.texts import reads as say
from osteo_annot.values import dataclass

ROLES = (Role.MOTHER, Role.FATHER)
_COPIES = {Zygosity.HETEROZYGOUS: 1, Zygosity.HOMOZYGOUS: 2, Zygosity.APPARENT_HOMOZYGOUS: 2}
_WITHOUT = {EventKind.DELETION: {2, 3, 4}, EventKind.DUPLICATION: {2}}
"""Copy numbers of a relative without the event."""


@dataclass(frozen=True, slots=True)
class Origin:
    """From which parent an event came."""

    parent: Role | None
    """Mother or father if proven by both parents' genotypes."""
    carrier: Role | None
    """The only parent known to carry it."""
    not_from: Role | None
    """The only parent known not to carry it."""
    is_certain: bool
    """Whether depth and quality stand behind what both parents tell."""


def with_calls(
    person: Person, events: Sequence[Event], gene: GeneModel, reference: Reference
) -> Person:
    """The person, with what each parent's genotypes say of the events."""
    relatives = {
        role: replace(relative, calls=calls_of(relative, events, gene, reference))
        for role, relative in person.relatives.items()
    }
    return replace(person, relatives=relatives)


def parent_calls(event: Event, person: Person) -> tuple[RelativeCall, ...]:
    """The calls of the parents whose genotypes are in the files, mother first."""
    relatives = [person.relatives[role] for role in ROLES if role in person.relatives]
    return tuple(_known_call(event, relative) for relative in relatives)


def _known_call(event: Event, relative: Relative) -> RelativeCall:
    """The call of an event, or of the changes that were read as one."""
    if event.parts:
        return _of_parts([_known_call(part, relative) for part in event.parts], relative.role)
    return relative.calls.get(event.id, RelativeCall(relative.role, None, say.NOT_CALLED()))


def _of_parts(calls: Sequence[RelativeCall], role: Role) -> RelativeCall:
    """A relative's call of a joint event: no more copies than of the part with fewest.

    Where both parts are carried, that they lie on one copy is taken from the child.
    """
    together = tuple(dict.fromkeys(call.said for call in calls))
    text = together[0] if len(together) == 1 else say.TOGETHER(calls=together)
    certain = all(call.is_certain for call in calls)
    mosaic = next((call.mosaic for call in calls if call.mosaic), None)
    reads = " and ".join(dict.fromkeys(call.reads for call in calls if call.reads))
    copies = [call.carries for call in calls]
    fewest = None if None in copies else min(c for c in copies if c is not None)
    return RelativeCall(role, 0 if 0 in copies else fewest, text, certain, mosaic, reads)


def origin_of(event: Event, person: Person) -> Origin:
    """From which parent a heterozygous event came."""
    calls = parent_calls(event, person)
    carriers = [call.role for call in calls if call.carries]
    absent = [call.role for call in calls if call.carries == 0]
    proven = carriers[0] if len(carriers) == 1 and len(absent) == 1 else None
    return Origin(
        parent=proven,
        carrier=carriers[0] if len(carriers) == 1 else None,
        not_from=absent[0] if len(absent) == 1 else None,
        is_certain=all(call.is_certain for call in calls),
    )


def calls_of(
    relative: Relative, events: Sequence[Event], gene: GeneModel, reference: Reference
) -> dict[str, RelativeCall]:
    """What a relative's genotypes say of each event, by its id."""
    single = [part for event in events for part in (event.parts or (event,))]
    named = named_near(single, relative.observations, gene, reference)
    calls = {
        event.id: _call(event, relative, [n for n in named if _tells_of(n, event, gene)], reference)
        for event in single
    }
    if relative.reads is not None:
        calls |= {
            event.id: with_own_reads(calls[event.id], event, relative, reference)
            for event in nearest_to_exons(single, gene)
        }
    known = replace(relative, calls=calls)
    return calls | {event.id: _known_call(event, known) for event in events if event.parts}


def _tells_of(named: NamedAllele, event: Event, gene: GeneModel) -> bool:
    """Whether a record of the relative tells whether the relative carries the event.

    A reference call tells so where it is of the very event, as the person's records have it; a
    carried event may have other bounds by another caller.
    """
    rows = {(_place(s.observation), s.allele) for s in event.support if s.allele}
    if event.id == named.event.id or (_place(named.observation), named.allele) in rows:
        return True
    return not named.observation.genotype.is_reference and is_named(event, named, gene)


def _place(observation: Observation) -> tuple[int, str, tuple[str, ...], str]:
    """A record apart from its sample and file: a parent may be in another file."""
    row = observation.row
    return (row.position, row.ref, row.alts, row.info.get("END", ""))


def _call(
    event: Event, relative: Relative, named: Sequence[NamedAllele], reference: Reference
) -> RelativeCall:
    """A relative's call: from the records that name the event, else from calls over its place."""
    role = relative.role
    if relative.doubtful:
        return RelativeCall(role, None, say.IN_DOUBT())
    if (by_depth := _same_by_depth(event, relative)) is not None:
        return RelativeCall(
            role,
            max(0, 2 - by_depth.copies),
            say.NO_GENOTYPE_COPIES(copies=f"CN {by_depth.copies}"),
        )
    if named:
        return _joined(role, [_of_record(event, role, rows) for rows in _by_record(named)])
    if is_small(event) and (row := _reference_over(event, relative.observations, reference)):
        return RelativeCall(role, 0, _text(row), reads=_counted(row, None))
    return RelativeCall(role, None, say.NOT_CALLED())


def _same_by_depth(event: Event, relative: Relative) -> DepthCall | None:
    """The relative's loss by depth of the exons that depth counts in the event; None for none."""
    if event.kind is not EventKind.DELETION:
        return None
    counted = {s.depth_call.exons for s in event.support if s.depth_call}
    own = (c for c in relative.depth_calls if c.copies < 2)
    return next((call for call in own if call.exons in counted), None)


def _by_record(named: Iterable[NamedAllele]) -> list[list[NamedAllele]]:
    """The alleles that name the event, record by record: one record may name it twice."""
    records: dict[str, list[NamedAllele]] = {}
    for one in named:
        records.setdefault(one.observation.id, []).append(one)
    return list(records.values())


def _joined(role: Role, calls: Sequence[RelativeCall]) -> RelativeCall:
    """One call from several records; where usable ones differ, none is used."""
    usable = [call for call in calls if call.carries is not None]
    if len({call.carries for call in usable}) > 1:
        disagree = say.DISAGREE(calls=tuple(call.said for call in usable))
        return RelativeCall(role, None, disagree)
    ranked = sorted(usable, key=lambda call: not call.is_certain)
    return (ranked or list(calls))[0]


class _Quality(Enum):
    """What a record tells of the quality of its call."""

    GOOD = auto()
    UNTOLD = auto()
    """Genotype quality or depth does not stand there."""
    POOR = auto()


def _of_record(event: Event, role: Role, named: Sequence[NamedAllele]) -> RelativeCall:
    """What one record says of the event.

    Few reads are no allele, and reads of the allele are no reference: a parent with some is mosaic,
    or they are an artefact, and is counted neither as a carrier nor as lacking it.
    """
    observation = named[0].observation
    alleles = {one.allele for one in named}
    text = _text(observation)
    reads = allele_reads(observation, alleles)
    copies, zygosity = _copies(event, observation, alleles)
    silent = RelativeCall(role, None, text, reads=_counted(observation, reads))
    if _is_mosaic(copies, zygosity, reads):
        counted = say.COUNT(allele=reads.allele, total=reads.total) if reads else say.FEW()
        return replace(silent, mosaic=counted, said=say.WITH_READS(call=text, reads=counted))
    quality = _quality(observation, reads)
    if copies == 0 and _is_filled_in(observation, reads):
        return replace(silent, said=say.FILLED_IN(call=text))
    if copies is None or quality is _Quality.POOR:
        return silent if copies is None else replace(silent, said=say.NOT_USED(call=text))
    if copies == 0 and shows_unsaid_loss(observation):
        return replace(silent, said=say.AGAINST_DEPTH(call=text))
    if copies and zygosity and reads_fit(zygosity, reads) is ReadsFit.CONTRADICTED:
        return replace(silent, said=say.AGAINST_READS(call=text))
    certain = quality is _Quality.GOOD and not (copies and observation.filters)
    return replace(silent, carries=copies, is_certain=certain)


def _copies(
    event: Event, observation: Observation, alleles: Iterable[int]
) -> tuple[int | None, Zygosity | None]:
    """Copies with the event, and the zygosity that says so; None where it is not known."""
    if event.kind in _WITHOUT:
        support = next((s for a in alleles if (s := _support(event, observation, a))), None)
        if support is not None:
            return _COPIES.get(support.zygosity), support.zygosity
        counted = copy_number(observation) in _WITHOUT[event.kind]
        called = observation.genotype.kind is GenotypeKind.DIPLOID  # and carries none of it
        return (0 if counted or called else None), None
    if observation.genotype.kind is not GenotypeKind.DIPLOID:
        return None, None
    copies = sum(observation.genotype.copies_of(allele) for allele in alleles)
    if copies == 2:
        return copies, Zygosity.APPARENT_HOMOZYGOUS
    carried = next((z for a in alleles if (z := zygosity_of_allele(observation, a))), None)
    return copies, carried


def _is_filled_in(observation: Observation, reads: AlleleReads | None) -> bool:
    """Whether a reference call has fields of quality and depth, and nothing stands in them.

    Merging tools fill in what was not called (``bcftools merge -0``).
    """
    has_fields = not {"GQ", "DP", "MIN_DP"}.isdisjoint(observation.row.format)
    return has_fields and quality_of(observation) == (None, None) and reads is None


def _support(event: Event, observation: Observation, allele: int) -> Support | None:
    """How many copies of a relative carry a loss or a gain; None for none."""
    if event.kind is EventKind.DELETION:
        return loss_support(observation, allele)
    return gain_support(observation, allele, tandem=False)


def _is_mosaic(copies: int | None, zygosity: Zygosity | None, reads: AlleleReads | None) -> bool:
    """Whether the reads are those of a mosaic: few of a carrier, or some of a reference call."""
    if zygosity is Zygosity.MOSAIC_OR_ARTEFACT:
        return True
    return copies == 0 and reads is not None and exceeds_errors(reads.allele, reads.total)


def _quality(observation: Observation, reads: AlleleReads | None) -> _Quality:
    """Whether genotype quality and depth reach the limits of the policy."""
    quality, depth = quality_of(observation)
    if depth is None and reads is not None:
        depth = reads.total
    if claim_of(observation, 1) is Claim.DEPTH:
        return _Quality.UNTOLD  # GQ of a copy-number caller is another thing in each of them
    limits = observation.limits
    low = quality is not None and quality < limits.min_gq
    thin = depth is not None and depth < limits.min_depth
    if low or thin:
        return _Quality.POOR
    return _Quality.UNTOLD if quality is None or depth is None else _Quality.GOOD


def _reference_over(
    event: Event, observations: Sequence[Observation], reference: Reference
) -> Observation | None:
    """A confident reference call over every place at which the change may be written.

    In a repeat an indel has several places, and the call must cover all of them.
    """
    allele = event.allele
    if allele is None or not event.shift_known:
        return None
    first, last = shifted_left(allele, reference), shifted_right(allele, reference)
    whole = Interval(first.start - allele.is_insertion, max(last.end, last.start))
    silent = [o for o in observations if o.genotype.is_reference and is_confident(o)]
    over = merged(tuple(Interval(o.row.position, o.row.last) for o in silent))
    if not covers(over, whole.start, whole.end):
        return None
    return next(o for o in silent if o.row.position <= whole.start <= o.row.last)


def _text(observation: Observation) -> Said:
    """Genotype as written, with copy number if the record has one."""
    genotype = observation.genotype.text
    copies = f"CN {observation.fields['CN']}" if observation.fields.get("CN") else ""
    if not genotype:
        return say.NO_GENOTYPE_COPIES(copies=copies) if copies else say.NO_GENOTYPE()
    return say.GENOTYPE(genotype=f"{genotype}, {copies}" if copies else genotype)


def _counted(observation: Observation, reads: AlleleReads | None) -> str:
    """Reads of the allele of all reads, else the depth of the record; empty where neither stands.

    A caller of copy numbers has bins there, and no reads.
    """
    if reads is not None:
        return f"{reads.allele} of {reads.total}"
    _, depth = quality_of(observation)
    return "" if depth is None or claim_of(observation, 1) is Claim.DEPTH else f"{depth:g}"
