"""One observation, allele by allele: what it says happened, or why it says nothing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from osteo_annot.events.bases import event_of_bases, written_allele
from osteo_annot.events.breakends import is_named_junction, junction
from osteo_annot.events.copy_number import (
    copies_unreadable,
    copy_number,
    denied_gain,
    gain_support,
    loss_support,
    shows_unsaid_loss,
)
from osteo_annot.events.dialects import Claim, GenotypeMeaning, claim_of, dialect_of
from osteo_annot.events.model import Event, EventKind, LedgerReason, Support, Zygosity
from osteo_annot.events.source_fields import Quantity, RecordField, SourceFields
from osteo_annot.events.structural import (
    STRUCTURAL_SIZE,
    Bounds,
    bounds,
    inserted_bases,
    is_copy_neutral,
    is_named_by_type,
    is_total_copies,
    symbolic_kind,
)
from osteo_annot.events.zygosity import shows_unsaid_allele, zygosity_of_allele
from osteo_annot.findings import FindingCode
from osteo_annot.intake.vcf.genotype import GenotypeKind
from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.locus.allele import Allele
from osteo_annot.locus.gene import GeneModel
from osteo_annot.locus.interval import Interval
from osteo_annot.locus.reference import Reference
from osteo_annot.record.thresholds import SPLICE_FLANK

_BLOCK = {"<NON_REF>", "<*>"}
_CARRIED = {
    "*": LedgerReason.SPANNING_DELETION_ALLELE,
    "<NON_REF>": LedgerReason.SYMBOLIC_ALLELE_NOT_KNOWN,
    "<*>": LedgerReason.SYMBOLIC_ALLELE_NOT_KNOWN,
}
"""What it means when the sample carries an allele that names no change."""
_UNCALLED = {GenotypeKind.MISSING, GenotypeKind.ABSENT}


@dataclass(slots=True)
class Reading:
    """What one observation gave: events still unmerged, or the reason why none."""

    events: list[Event] = field(default_factory=list)
    reasons: list[LedgerReason] = field(default_factory=list)
    findings: list[FindingCode] = field(default_factory=list)
    """What is odd between the fields of the observation."""


def read_observation(observation: Observation, gene: GeneModel, reference: Reference) -> Reading:
    """One observation, allele by allele."""
    reading = Reading()
    row = observation.row
    if observation.genotype.kind is GenotypeKind.MALFORMED:
        reading.reasons.append(LedgerReason.GENOTYPE_NOT_READABLE)
        return reading
    carried = tuple(i for i in range(1, row.n_alleles) if observation.genotype.copies_of(i))
    if is_copy_neutral(observation, carried) and copy_number(observation) not in {0, 1}:
        reading.reasons.append(LedgerReason.COPY_NEUTRAL)
        reading.findings.append(FindingCode.LOSS_OF_HETEROZYGOSITY)
        return reading
    if copies_unreadable(observation):
        reading.findings.append(FindingCode.COPIES_NOT_READABLE)
    for index, alt in enumerate(row.alts, 1):
        _read_allele(observation, index, alt, reading, gene, reference)
    total = any(is_total_copies(alt) for alt in row.alts)
    total |= (
        any(_is_one_copy(alt) for alt in row.alts) and not dialect_of(observation).haplotype_copies
    )
    if total or (not row.alts and copy_number(observation) in {0, 1}):
        _read_total(observation, reading, gene)
    if not reading.events and _denies_reference(observation, gene):
        reading.findings.append(FindingCode.REFERENCE_WITH_READS)
        reading.reasons.insert(0, LedgerReason.REFERENCE_WITH_READS)
    reading.reasons.append(_reason_without_event(observation))
    return reading


def _denies_reference(observation: Observation, gene: GeneModel) -> bool:
    """Whether a reference call at an exon has reads of the allele, or a depth that shows it."""
    if not (shows_unsaid_allele(observation) or shows_unsaid_loss(observation)):
        return False
    row = observation.row
    reach = Interval(row.position, row.last)
    if any(alt[:1] == "<" for alt in row.alts) and not row.is_block:
        where = bounds(observation, 1)
        reach = where.outer if where else reach
    start, end = reach.start - SPLICE_FLANK, reach.end + SPLICE_FLANK
    return bool(gene.exons_overlapping(start, end))


def _read_allele(
    observation: Observation,
    index: int,
    alt: str,
    reading: Reading,
    gene: GeneModel,
    reference: Reference,
) -> None:
    """One ALT allele, by what kind of thing it is."""
    if alt in _BLOCK or alt == "*":
        if observation.genotype.copies_of(index):
            reading.reasons.append(_CARRIED[alt])
    elif is_named_junction(alt, observation.row):
        _read_breakend(observation, index, alt, reading, gene)
    elif alt.startswith("<"):
        if not is_total_copies(alt) or symbolic_kind(observation, index):
            _read_symbolic(observation, index, alt, reading, gene)
    elif is_named_by_type(observation.row, index):
        symbol = f"<{observation.row.info['SVTYPE']}>"
        _read_symbolic(observation, index, symbol, reading, gene)
    elif "[" in alt or "]" in alt or "." in alt:
        _read_breakend(observation, index, alt, reading, gene)
    else:
        _read_bases(observation, index, reading, gene, reference)


def _reason_without_event(observation: Observation) -> LedgerReason:
    """Why an observation that carries no event carries none."""
    alts = observation.row.alts
    is_block = not alts or all(alt in _BLOCK for alt in alts)
    if copy_number(observation) == 2 and not observation.genotype.is_reference:
        return LedgerReason.COPY_NUMBER_TWO
    if observation.genotype.is_reference:
        return LedgerReason.REFERENCE_BLOCK if is_block else LedgerReason.REFERENCE_GENOTYPE
    if observation.genotype.kind is GenotypeKind.DIPLOID:
        return LedgerReason.REFERENCE_GENOTYPE
    return LedgerReason.NO_CALL_BLOCK if is_block else LedgerReason.NO_CALL


def _read_bases(
    observation: Observation, index: int, reading: Reading, gene: GeneModel, reference: Reference
) -> None:
    """An ALT allele of bases: a small variant, or a structural event of known bases."""
    row = observation.row
    if observation.genotype.is_reference and len(row.ref) <= STRUCTURAL_SIZE:
        return  # most records of a cohort; a long REF may be a loss that only CN tells
    allele = written_allele(row, index, reference)
    carried = observation.genotype.copies_of(index) > 0
    if not allele.ref and not allele.alt:
        structural = "SVTYPE" in row.info
        not_known = LedgerReason.SYMBOLIC_ALLELE_NOT_KNOWN
        if carried:
            reading.reasons.append(not_known if structural else LedgerReason.ALT_IS_REFERENCE)
        return
    if set(allele.alt) - set("ACGT"):
        if carried:
            reading.reasons.append(LedgerReason.SYMBOLIC_ALLELE_NOT_KNOWN)
        return
    kind, support = _bases_support(observation, index, allele, gene)
    if support is not None:
        reading.findings.extend(support.notes)
        reading.events.append(event_of_bases(kind, allele, support, reference))


def _bases_support(
    observation: Observation, index: int, allele: Allele, gene: GeneModel
) -> tuple[EventKind, Support | None]:
    """How many copies carry a change of known bases; a long loss beyond one exon is a deletion."""
    size = max(len(allele.ref), len(allele.alt))
    in_exon = any(e.start <= allele.start and allele.end <= e.end for e in gene.exons)
    if size >= STRUCTURAL_SIZE and len(allele.ref) > len(allele.alt) and not in_exon:
        return EventKind.DELETION, loss_support(observation, index)
    zygosity = zygosity_of_allele(observation, index)
    if zygosity is None and (
        observation.genotype.kind is GenotypeKind.ABSENT
        or (size >= STRUCTURAL_SIZE and _is_found_uncalled(observation))
    ):
        zygosity = Zygosity.UNKNOWN
    return EventKind.SMALL_VARIANT, Support(observation, index, zygosity) if zygosity else None


def _read_symbolic(
    observation: Observation, index: int, alt: str, reading: Reading, gene: GeneModel
) -> None:
    """A symbolic ALT allele: a structural event with bounds, or the reason why not."""
    kind = symbolic_kind(observation, index)
    if kind is None:
        if _is_one_copy(alt):
            return
        carried = observation.genotype.copies_of(index) > 0
        if carried and copy_number(observation) != 2:
            reading.reasons.append(LedgerReason.SYMBOLIC_ALLELE_NOT_KNOWN)
        elif _uncalled_at_exon(observation, index, gene):
            reading.reasons.append(LedgerReason.STRUCTURAL_NO_CALL)
        return
    support = _support(observation, index, alt, kind)
    if support and kind is EventKind.DUPLICATION and (denied := denied_gain(observation, index)):
        kind, support = EventKind.DELETION, denied
    if support is None:
        if _uncalled_at_exon(observation, index, gene):
            reading.reasons.append(LedgerReason.STRUCTURAL_NO_CALL)
        return
    inserted = inserted_bases(observation.row, index)
    _keep(kind, alt, bounds(observation, index, kind), support, reading, inserted)


def _is_one_copy(alt: str) -> bool:
    """Whether an ALT is ``<CN1>``: one copy in all, or on its chromosome, as the caller means."""
    return alt.upper() == "<CN1>"


def _read_total(observation: Observation, reading: Reading, gene: GeneModel) -> None:
    """A record whose ALT is a number of copies in all: a loss, a gain or nothing by CN.

    Without a copy number the kind is not known; where the genotype carries an ALT, or an exon may
    be concerned and nothing was called, that is said.
    """
    if reading.events:
        return
    copies = copy_number(observation)
    alts = observation.row.alts
    alt = alts[0] if len(alts) == 1 else "<CNV>"
    if copies is None:
        open_alleles = (i for i, a in enumerate(alts, 1) if is_total_copies(a))
        if any(observation.genotype.copies_of(index) for index in open_alleles):
            reading.reasons.append(LedgerReason.SYMBOLIC_ALLELE_NOT_KNOWN)
        elif _uncalled_at_exon(observation, 1, gene):
            reading.reasons.append(LedgerReason.STRUCTURAL_NO_CALL)
        return
    if copies == 2 or any(symbolic_kind(observation, i) for i in range(1, len(alts) + 1)):
        return
    kind = EventKind.DELETION if copies < 2 else EventKind.DUPLICATION
    by_copies = {0: Zygosity.HOMOZYGOUS, 1: Zygosity.HETEROZYGOUS, 3: Zygosity.HETEROZYGOUS}
    # The index of a total is no count of copies, so only the copy number is used.
    support = Support(
        observation,
        0,
        by_copies.get(copies, Zygosity.UNKNOWN),
        claim=claim_of(observation, 1),
        source_fields=(SourceFields(Quantity.COPIES, (RecordField.COPY_NUMBER,)),),
    )
    _keep(kind, alt, bounds(observation, 0, kind), support, reading)


def _support(observation: Observation, index: int, alt: str, kind: EventKind) -> Support | None:
    """How many copies the sample has of a symbolic or breakend event; None for none."""
    dialect = dialect_of(observation)
    claim = claim_of(observation, index)
    precise = "IMPRECISE" not in observation.row.info
    found: Support | None
    if kind is EventKind.DELETION:
        found = loss_support(observation, index)
    elif kind is EventKind.DUPLICATION:
        named = alt.upper().startswith("<DUP:TANDEM") or dialect.gains_are_tandem
        tandem = named and precise and claim.has_junction
        found = gain_support(observation, index, tandem=tandem)
    else:
        found = _plain_support(observation, index, claim)
    if found is None and _is_found_uncalled(observation):
        found = Support(observation, index, Zygosity.UNKNOWN, claim=claim)
    return found


def _plain_support(observation: Observation, index: int, claim: Claim) -> Support | None:
    """An event whose copies only GT can tell."""
    zygosity = zygosity_of_allele(observation, index)
    if dialect_of(observation).genotype is not GenotypeMeaning.COPIES and zygosity:
        zygosity = Zygosity.UNKNOWN
    if zygosity is None and observation.genotype.kind is GenotypeKind.ABSENT:
        zygosity = Zygosity.UNKNOWN
    return Support(observation, index, zygosity, claim=claim) if zygosity else None


def _is_found_uncalled(observation: Observation) -> bool:
    """Whether a record without genotype says all the same that the event is there.

    In a file of one sample a record that passed stands for what was found in it (clinical rules
    2.4); of a caller that never fills GT, or lists only what it found, also one that did not pass.
    A copy number answers by itself.
    """
    dialect = dialect_of(observation)
    lists = dialect.lists_only_found or dialect.genotype is GenotypeMeaning.NONE
    counted = copy_number(observation) is not None and dialect.counts_gains
    return _alone_and_uncalled(observation) and not counted and (lists or not observation.filters)


def _alone_and_uncalled(observation: Observation) -> bool:
    """Whether a record without genotype stands in the file of one person."""
    return len(observation.row.samples) == 1 and observation.genotype.kind in _UNCALLED


def _read_breakend(
    observation: Observation, index: int, alt: str, reading: Reading, gene: GeneModel
) -> None:
    """A breakend: the event that its junction makes; kept without one where it cannot be read."""
    joined = junction(observation.row, alt)
    carried = observation.genotype.copies_of(index) > 0
    if joined is None:
        if carried or observation.genotype.kind is not GenotypeKind.DIPLOID:
            reading.reasons.append(LedgerReason.BREAKEND_NOT_RESOLVED)
        return
    support = _support(observation, index, alt, joined.kind)
    if support is None and _alone_and_uncalled(observation):
        support = Support(observation, index, Zygosity.UNKNOWN)
    if support is None:
        where = joined.bounds.outer
        at_exon = bool(gene.exons_overlapping(where.start, where.end))
        if observation.genotype.kind in {*_UNCALLED, GenotypeKind.HALF} and at_exon:
            reading.reasons.append(LedgerReason.STRUCTURAL_NO_CALL)
        return
    tandem = joined.tandem and "IMPRECISE" not in observation.row.info
    support = replace(support, tandem=tandem)
    _keep(joined.kind, joined.alt, joined.bounds, support, reading, joined.inserted)


def _uncalled_at_exon(observation: Observation, index: int, gene: GeneModel) -> bool:
    """Whether a structural record that may concern an exon has neither genotype nor copies."""
    uncalled = {*_UNCALLED, GenotypeKind.HALF}
    if observation.genotype.kind not in uncalled or copy_number(observation) is not None:
        return False
    where = bounds(observation, index)
    return where is None or bool(gene.exons_overlapping(where.outer.start, where.outer.end))


def _keep(
    kind: EventKind,
    alt: str,
    where: Bounds | None,
    support: Support,
    reading: Reading,
    inserted: str = "",
) -> None:
    """Add a structural event with its bounds, or say that they are not readable."""
    if where is None:
        reading.reasons.append(LedgerReason.BOUNDS_NOT_READABLE)
        return
    reading.findings.extend((*where.findings, *support.notes))
    named = where.inner or where.outer
    with_fields = replace(support, source_fields=(*where.source_fields, *support.source_fields))
    reading.events.append(
        Event(
            id=f"{kind.value}-6-{named.start}-{named.end}",
            kind=kind,
            allele=None,
            inner=where.inner,
            outer=where.outer,
            alt=alt,
            shift_known=False,
            zygosity=support.zygosity,
            support=(with_fields,),
            inserted=inserted,
        )
    )
