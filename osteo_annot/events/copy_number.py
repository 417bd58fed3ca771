"""Copies that a structural record leaves: GT, copy number and depth, read together.

Source: clinical rules 2.4 (decision from CN, GT and depth ratio) and 2.1 (Z14 to Z17). The depth
limits are proposals of the rules, marked there as unverified: calibrate them on the own assay.
"""

from __future__ import annotations

from osteo_annot.events.allele_balance import THIRD
from osteo_annot.events.dialects import (
    Dialect,
    GenotypeMeaning,
    claim_of,
    decimal,
    depth_ratio,
    dialect_of,
)
from osteo_annot.events.model import Support, Zygosity
from osteo_annot.events.source_fields import (
    COPIES_BY_GENOTYPE,
    Quantity,
    RecordField,
    SourceFields,
)
from osteo_annot.events.zygosity import zygosity_of_allele
from osteo_annot.findings import FindingCode
from osteo_annot.intake.vcf.genotype import GenotypeKind
from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.intake.vcf.row import whole_number
from osteo_annot.record.thresholds import NO_COPY, ONE_COPY
from osteo_annot.values import dataclass

NOT_LOST = 0.7
"""Depth ratio from which a deletion is not supported (duphold's customary limit for DHFFC)."""
_COUNTED = (RecordField.CN, RecordField.RDCN)
"""Asked where a caller of junctions gave no genotype: its record is then one of copy number."""
_MANY_COPIES = 10
"""Copies from which a number is no count of a germline gene of two copies: off the scale."""
_WHOLE = 0.1
"""How far a copy number may lie from a whole number and still mean it."""
_UNCALLED = {GenotypeKind.MISSING, GenotypeKind.ABSENT}
_WEAK = {Zygosity.UNKNOWN, Zygosity.HALF_CALL}
_BY_COPIES = {0: Zygosity.HOMOZYGOUS, 1: Zygosity.HETEROZYGOUS}


@dataclass(frozen=True, slots=True)
class CopyCount:
    """Copies in all, and the field that counts them."""

    copies: int
    field: RecordField


def is_tandem_repeat(alt: str) -> bool:
    """Whether an ALT counts the units of a tandem repeat (VCF 4.4): no loss or gain of an exon."""
    return alt.upper() == "<CNV:TR>"


def copy_number_field(observation: Observation) -> CopyCount | None:
    """Copies in all by the field of the caller; None when absent, no number, or out of range."""
    if all(map(is_tandem_repeat, observation.row.alts)) and observation.row.alts:
        return None  # it counts units of the repeat
    uncalled = observation.genotype.kind in _UNCALLED
    for name in dialect_of(observation).copies or (_COUNTED if uncalled else ()):
        if name not in observation.fields:
            continue
        number = decimal(observation.fields[name])
        if number is None or not 0 <= number < _MANY_COPIES:
            continue
        if abs(number - round(number)) <= _WHOLE:
            return CopyCount(round(number), name)
    return None


def copy_number(observation: Observation) -> int | None:
    """Copies in all, or None where the record does not tell."""
    count = copy_number_field(observation)
    return count.copies if count else None


def copies_counted(support: Support) -> int | None:
    """Copies in all that a record or a depth call of an event tells, or None."""
    call = support.depth_call
    return copy_number(support.observation) if call is None else call.copies


def copies_unreadable(observation: Observation) -> bool:
    """Whether a copy number was written that is none: negative, not finite, text."""
    for name in dialect_of(observation).copies:
        text = observation.fields.get(name, ".")
        number = decimal(text)
        if text not in {".", ""} and (number is None or not 0 <= number < _MANY_COPIES):
            # DELLY writes -1 where the depth was not counted.
            return not (name == "RDCN" and number == -1)
    return False


def is_half_lost(observation: Observation) -> bool:
    """Whether all copies come from one allele (loss of heterozygosity): MCN 0, CN2 0, MCC all."""
    copies = copy_number(observation)
    minor = {decimal(observation.fields.get(name, "")) for name in ("MCN", "CN2")}
    major = decimal(observation.fields.get("MCC", ""))
    return copies is not None and copies >= 2 and (0.0 in minor or major == copies)


def loss_support(observation: Observation, allele: int) -> Support | None:
    """How many copies a deletion record says are lost; None when it says none.

    ``allele`` is the index of the ALT, 0 where copy number alone tells. GT and CN first; then
    the depth: it overrides a genotype by one copy, and contradicts a copy number by more than one.
    """
    dialect = dialect_of(observation)
    by_gt = _by_genotype(observation, allele, dialect)
    zygosity, notes, source = _called(observation, by_gt, copy_number_field(observation))
    if zygosity is None:
        return None
    depth = depth_ratio(observation, dialect)
    confirmed = False
    fields = [source]
    if depth is not None:
        ratio, field = depth
        fields.append(SourceFields(Quantity.DEPTH, (field.name,)))
        counted = source != COPIES_BY_GENOTYPE
        zygosity, more, agrees = _with_depth(zygosity, ratio, from_copies=counted)
        notes = (*notes, *more)
        confirmed = agrees and field.independent
    return Support(
        observation,
        allele,
        zygosity,
        notes,
        claim=claim_of(observation, allele),
        source_fields=tuple(fields),
        ratio=depth[0] if depth else None,
        depth_confirms=confirmed,
    )


SEEN_IN_DEPTH = 1_000
"""Bases of a deletion from which its depth ratio alone speaks against a reference call."""


def shows_unsaid_loss(observation: Observation) -> bool:
    """Whether a deletion is called as reference, but the depth over it is that of a loss."""
    row = observation.row
    if not observation.genotype.is_reference or not _losses(observation):
        return False
    depth = depth_ratio(observation, dialect_of(observation))
    end = whole_number(row.info.get("END", ""))
    length = whole_number(row.info.get("SVLEN", "").split(",")[0])
    size = max((end or 0) - row.position, abs(length or 0))
    return depth is not None and depth[0] <= ONE_COPY[1] and size >= SEEN_IN_DEPTH


def _by_genotype(observation: Observation, allele: int, dialect: Dialect) -> Zygosity | None:
    """Copies lost by GT as the caller means it; None when GT says that none is."""
    kind = observation.genotype.kind
    if dialect.genotype is GenotypeMeaning.NONE and kind in _UNCALLED:
        return Zygosity.UNKNOWN
    if kind is GenotypeKind.ABSENT:
        return Zygosity.UNKNOWN
    found = zygosity_of_allele(observation, allele)
    if dialect.genotype is GenotypeMeaning.PRESENCE:
        return Zygosity.UNKNOWN if found else None
    if found is Zygosity.APPARENT_HOMOZYGOUS:
        return Zygosity.HOMOZYGOUS
    # One index of a copy-number caller: one and two copies lost look alike.
    return Zygosity.UNKNOWN if found is Zygosity.HAPLOID_CALL else found


def _called(
    observation: Observation, by_gt: Zygosity | None, count: CopyCount | None
) -> tuple[Zygosity | None, tuple[FindingCode, ...], SourceFields]:
    """Zygosity by GT and copy number, notes, and the fields that decided."""
    if count is None:
        return by_gt, (), COPIES_BY_GENOTYPE
    by_count = SourceFields(Quantity.COPIES, (count.field,))
    by_copies = _BY_COPIES.get(count.copies)
    several = len(observation.row.alts) > 1
    if several and observation.genotype.kind is GenotypeKind.DIPLOID:
        lost = sum(observation.genotype.copies_of(i) for i in _losses(observation))
        if 2 - lost == count.copies:
            return by_gt, (), COPIES_BY_GENOTYPE
    uncalled = observation.genotype.kind in _UNCALLED
    if uncalled and count.copies > 2 and len(observation.row.samples) == 1:
        return Zygosity.UNKNOWN, (FindingCode.CN_CONTRADICTS_ALT,), by_count
    if uncalled or by_gt == by_copies:
        return by_copies, (), by_count
    if by_gt in _WEAK and by_copies:
        return by_copies, (), by_count
    return Zygosity.UNKNOWN, (FindingCode.CN_CONTRADICTS_GT,), _by_both(count)


def _by_both(count: CopyCount) -> SourceFields:
    """Genotype and copy number, where neither decides."""
    return SourceFields(Quantity.COPIES, (RecordField.GT, count.field))


def _losses(observation: Observation) -> list[int]:
    """Indices of the symbolic ALT that are losses."""
    names = ("<DEL", "<CN0>")
    return [i for i, alt in enumerate(observation.row.alts, 1) if alt.upper().startswith(names)]


def _with_depth(
    zygosity: Zygosity, ratio: float, *, from_copies: bool
) -> tuple[Zygosity, tuple[FindingCode, ...], bool]:
    """Zygosity in the light of the depth ratio, notes, and whether the depth agrees."""
    if ratio >= NOT_LOST:
        return zygosity, (FindingCode.DELETION_WITHOUT_DEPTH_LOSS,), False
    by_depth: Zygosity | None = None
    if ratio <= NO_COPY:
        by_depth = Zygosity.HOMOZYGOUS
    elif ONE_COPY[0] <= ratio:
        by_depth = Zygosity.HETEROZYGOUS
    if by_depth is None:
        return zygosity, (FindingCode.DEPTH_BETWEEN_COPIES,), False
    if zygosity is by_depth:
        return zygosity, (), True
    if zygosity in _WEAK:
        return by_depth, (), True
    if from_copies:
        return Zygosity.UNKNOWN, (FindingCode.DEPTH_CONTRADICTS_CN,), False
    return by_depth, (FindingCode.DEPTH_OVERRIDES_GT,), False


def gain_support(observation: Observation, allele: int, *, tandem: bool) -> Support | None:
    """How many copies carry a gain; None when the sample has none.

    Three copies are one gain; four are one on each copy or two on one, unless GT tells.
    """
    dialect = dialect_of(observation)
    count = copy_number_field(observation) if dialect.counts_gains else None
    found = zygosity_of_allele(observation, allele, THIRD) if allele else None
    counts = dialect.genotype is GenotypeMeaning.COPIES
    sure = found in {Zygosity.HETEROZYGOUS, Zygosity.APPARENT_HOMOZYGOUS} and counts
    source = COPIES_BY_GENOTYPE
    zygosity: Zygosity | None = found if sure else Zygosity.UNKNOWN if found else None
    if count is not None:
        if count.copies <= 2 and found is not Zygosity.MOSAIC_OR_ARTEFACT:
            return None if not sure else _contradicted(observation, allele, count)
        if not sure:
            source = SourceFields(Quantity.COPIES, (count.field,))
            zygosity = Zygosity.HETEROZYGOUS if count.copies == 3 else Zygosity.UNKNOWN
    elif found is None and observation.genotype.kind is GenotypeKind.ABSENT:
        zygosity = Zygosity.UNKNOWN
    if found is Zygosity.MOSAIC_OR_ARTEFACT:
        zygosity = found  # a copy number of two is what it would be
    if zygosity is None:
        return None
    depth = depth_ratio(observation, dialect)
    return Support(
        observation,
        allele,
        zygosity,
        claim=claim_of(observation, allele),
        source_fields=(source,),
        ratio=depth[0] if depth else None,
        tandem=tandem,
    )


def denied_gain(observation: Observation, allele: int) -> Support | None:
    """A gain over which the depth is that of one copy or none: a loss, or an error; None else.

    Which of the two is not known, so that neither kind nor copies are.
    """
    depth = depth_ratio(observation, dialect_of(observation))
    if depth is None or depth[0] > ONE_COPY[1]:
        return None
    return Support(
        observation,
        allele,
        Zygosity.UNKNOWN,
        (FindingCode.DEPTH_CONTRADICTS_GAIN,),
        claim=claim_of(observation, allele),
        source_fields=(SourceFields(Quantity.DEPTH, (depth[1].name,)),),
        ratio=depth[0],
    )


def _contradicted(observation: Observation, allele: int, count: CopyCount) -> Support:
    """A gain by GT that the copy number denies."""
    return Support(
        observation,
        allele,
        Zygosity.UNKNOWN,
        (FindingCode.CN_CONTRADICTS_GT,),
        source_fields=(_by_both(count),),
    )
