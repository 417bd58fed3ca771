"""What the fields of each caller mean: where an event begins, what tells copies, what is claimed.

One entry per program, from its own documentation and headers; clinical rules 2.5 and 2.6. A file
whose writer is not known is read by the UNKNOWN entry, conservatively, and the result says so.
"""

from __future__ import annotations

import math
import re
from enum import StrEnum

from osteo_annot.events.source_fields import RecordField
from osteo_annot.intake.vcf.caller import Caller
from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.intake.vcf.row import whole_number
from osteo_annot.values import dataclass
from osteo_annot.worded import Worded


class Claim(Worded):
    """What kind of evidence a structural record rests on (VCF 4.4 SVCLAIM)."""

    JUNCTION = ("junction", "reads across the breakpoints")
    DEPTH = ("depth", "read depth")
    BOTH = ("junction_and_depth", "reads across the breakpoints, and read depth")
    UNKNOWN = ("unknown", "evidence not stated")

    @property
    def has_junction(self) -> bool:
        """Whether reads across the breakpoint were seen."""
        return self in {Claim.JUNCTION, Claim.BOTH}


class GenotypeMeaning(StrEnum):
    """What GT of a structural record says."""

    COPIES = "copies"
    """Each allele index is one copy of the person."""
    PRESENCE = "presence"
    """The event is there; GT does not tell on how many copies."""
    NONE = "none"
    """GT is never filled."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """A field with the depth of the event relative to what two copies would give."""

    name: RecordField
    in_info: bool
    """Whether it stands in INFO; else in FORMAT."""
    diploid: float = 1.0
    """The value that means two copies."""
    is_log2: bool = False
    none_below: float | None = None
    """For a field of plain reads: below it no copy is there; above it nothing is known."""
    independent: bool = False
    """Whether the depth was measured apart from the call, so that it confirms it."""
    flanks: tuple[str, ...] = ()
    """For a field of plain reads: the fields with the depth beside the event; its own name where
    one field lists the depth from before the event to after it."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the records of one caller are read."""

    caller: Caller
    name: str
    """The program as its users call it."""
    claim: Claim
    genotype: GenotypeMeaning = GenotypeMeaning.COPIES
    starts_at_pos: bool = False
    """Whether POS is the first base of the event; by the VCF specification it is the one before."""
    lengths: tuple[RecordField, ...] = (RecordField.SVLEN,)
    """INFO fields with the length, in the order asked; the sign is without meaning."""
    copies: tuple[RecordField, ...] = (RecordField.CN,)
    """FORMAT fields with the number of copies in all, in the order asked."""
    ratios: tuple[Ratio, ...] = ()
    """Fields with the depth, in the order asked."""
    counts_gains: bool = True
    """Whether the copy number of a gain is that of the person, not of the changed copy alone."""
    lists_only_found: bool = False
    """Whether a record without genotype still says that the event was found in the one sample."""
    gains_are_tandem: bool = False
    """Whether a precise duplication was seen by its tandem junction."""
    lists_every_interval: bool = False
    """Whether each target or segment has a record: neighbours of one number are one event."""
    haplotype_copies: bool = False
    """Whether ``<CN0>`` and ``<CN2>`` are alleles of single haplotypes, so that 1/2 is no LOH."""
    own_coordinates: RecordField | None = None
    """FORMAT field with start and end of the sample's own calls, in a merged record."""
    note: str = ""
    """What is peculiar, in a sentence."""


DUPHOLD = Ratio(RecordField.DHFFC, in_info=False, independent=True)
"""Depth of the event against its flanks, added to any file by duphold."""

_ALL_COPIES = (RecordField.CN, RecordField.RD_CN, RecordField.RDCN)

_ENTRIES = (
    Dialect(
        Caller.DRAGEN_CNV,
        "DRAGEN CNV",
        Claim.DEPTH,
        lengths=(RecordField.SVLEN, RecordField.REFLEN),
        ratios=(Ratio(RecordField.SM, in_info=False),),
        note="Copy-neutral loss of heterozygosity is <DEL>,<DUP> with GT 1/2 up to 4.3 and <LOH> "
        "from 4.4; a gain has GT ./1; MCN is the copies of the minor allele.",
    ),
    Dialect(Caller.DRAGEN_SV, "DRAGEN SV", Claim.JUNCTION, gains_are_tandem=True),
    Dialect(
        Caller.CANVAS,
        "Canvas",
        Claim.DEPTH,
        lengths=(RecordField.SVLEN, RecordField.CNVLEN),
        note="<CN0>,<CN2> with GT 1/2, CN 2 and MCC 2 is loss of heterozygosity without loss.",
    ),
    Dialect(
        Caller.GATK_GCNV,
        "GATK gCNV",
        Claim.DEPTH,
        starts_at_pos=True,
        lists_every_interval=True,
        note="Most records are two copies; a gain has GT ./.; the genotype of the interval file is "
        "one index, and neighbouring intervals of one copy number are joined.",
    ),
    Dialect(
        Caller.GATK_SV,
        "GATK-SV",
        Claim.UNKNOWN,
        copies=(RecordField.RD_CN, RecordField.CN),
        haplotype_copies=True,
        note="Multi-allelic sites are <CNV> or <CN=0>,<CN=1>… and counted by copy number alone.",
    ),
    Dialect(
        Caller.MANTA,
        "Manta",
        Claim.JUNCTION,
        gains_are_tandem=True,
        note="Small deletions are written in bases, inversions as breakends; FT is the filter of "
        "the sample.",
    ),
    Dialect(
        Caller.DELLY,
        "DELLY",
        Claim.JUNCTION,
        copies=(),
        ratios=(
            Ratio(RecordField.RDCN, in_info=False, diploid=2.0, independent=True),
            Ratio(RecordField.CN, in_info=False, diploid=2.0, independent=True),
        ),
        gains_are_tandem=True,
        note="RDCN (CN before 1.0) is the read depth over the event in copies: it is held against "
        "the genotype, not taken for it.",
    ),
    Dialect(
        Caller.DELLY_CNV,
        "DELLY CNV",
        Claim.DEPTH,
        GenotypeMeaning.NONE,
        copies=(RecordField.CN, RecordField.RDCN),
        note="GT is ./. in every record; CN tells.",
    ),
    Dialect(
        Caller.LUMPY,
        "LUMPY, smoove",
        Claim.JUNCTION,
        gains_are_tandem=True,
        note="GT is that of SVTyper; duphold's DHFFC tells the depth.",
    ),
    Dialect(
        Caller.SNIFFLES,
        "Sniffles2",
        Claim.JUNCTION,
        ratios=(Ratio(RecordField.COVERAGE, in_info=True, independent=True, flanks=("COVERAGE",)),),
        gains_are_tandem=True,
        note="COVERAGE is the depth before, at the start, in the middle, at the end and after: the "
        "middle is held against both sides, from 500 bases on.",
    ),
    Dialect(
        Caller.CUTESV,
        "cuteSV",
        Claim.JUNCTION,
        lists_only_found=True,
        gains_are_tandem=True,
        note="Without --genotype GT is ./. in every record.",
    ),
    Dialect(
        Caller.PBSV,
        "pbsv",
        Claim.JUNCTION,
        gains_are_tandem=True,
        note="Deletions beyond 100 kb are breakends.",
    ),
    Dialect(
        Caller.SVIM,
        "SVIM",
        Claim.JUNCTION,
        counts_gains=False,
        lists_only_found=True,
        gains_are_tandem=True,
        note="CN of a duplication counts the units of the changed copy; its GT is ./..",
    ),
    Dialect(
        Caller.CNVNATOR,
        "CNVnator",
        Claim.DEPTH,
        starts_at_pos=True,
        counts_gains=False,
        ratios=(Ratio(RecordField.NATOR_RD, in_info=True),),
        note="GT is 1/1 below a quarter of the normal depth, else 0/1; CN of a gain counts the "
        "changed copy.",
    ),
    Dialect(
        Caller.CNVPYTOR,
        "CNVpytor",
        Claim.DEPTH,
        starts_at_pos=True,
        ratios=(Ratio(RecordField.PYTOR_RD, in_info=True),),
    ),
    Dialect(
        Caller.GRIDSS,
        "GRIDSS",
        Claim.JUNCTION,
        GenotypeMeaning.NONE,
        note="Everything is a pair of breakends without a genotype: the event is rebuilt from "
        "them, the number of copies stays unknown.",
    ),
    Dialect(
        Caller.TIDDIT,
        "TIDDIT",
        Claim.JUNCTION,
        GenotypeMeaning.PRESENCE,
        ratios=(Ratio(RecordField.COVM, in_info=True, independent=True, flanks=("COVA", "COVB")),),
        gains_are_tandem=True,
        note="GT of a homozygous deletion was 0/1 in some versions; CN tells the copies.",
    ),
    Dialect(
        Caller.XHMM,
        "XHMM",
        Claim.DEPTH,
        GenotypeMeaning.PRESENCE,
        starts_at_pos=True,
        ratios=(Ratio(RecordField.ORD, in_info=False, none_below=1.0),),
        note="REF is <DIP> and GT is one index: one and two copies lost look alike, unless the "
        "original read depth ORD is below one read.",
    ),
    Dialect(
        Caller.CNVKIT,
        "CNVkit",
        Claim.DEPTH,
        ratios=(
            Ratio(RecordField.FOLD_CHANGE, in_info=True),
            Ratio(RecordField.FOLD_CHANGE_LOG, in_info=True, is_log2=True),
        ),
        note="GQ is the number of probes; a loss has no CN, and old versions wrote 0/1 for every "
        "loss, so the depth tells.",
    ),
    Dialect(
        Caller.SURVIVOR,
        "SURVIVOR, Parliament2",
        Claim.UNKNOWN,
        lengths=(RecordField.SVLEN, RecordField.AVGLEN),
        own_coordinates=RecordField.CO,
        note="GT of a merged record may be made up by the SV merging tool; CO has the places of "
        "the sample's own calls.",
    ),
    Dialect(Caller.JASMINE, "Jasmine", Claim.UNKNOWN),
    Dialect(Caller.SVDB, "SVDB", Claim.UNKNOWN, copies=_ALL_COPIES),
    Dialect(
        Caller.THOUSAND_GENOMES,
        "1000 Genomes",
        Claim.UNKNOWN,
        haplotype_copies=True,
        note="<CN0> and <CN2> are alleles of one haplotype each; 1 copy is the reference.",
    ),
    Dialect(
        Caller.EXOMEDEPTH,
        "ExomeDepth (CSV)",
        Claim.DEPTH,
        GenotypeMeaning.NONE,
        starts_at_pos=True,
        ratios=(Ratio(RecordField.RR, in_info=False),),
        note="reads.ratio tells the copies; a Bayes factor below 10 marks the call as filtered.",
    ),
    Dialect(
        Caller.SEGMENTS_BED,
        "BED of copy-number segments",
        Claim.DEPTH,
        GenotypeMeaning.NONE,
        lists_every_interval=True,
        note="The fourth column is the number of copies; neighbours of one number are joined.",
    ),
    Dialect(
        Caller.DEPTH,
        "depth of the exons (this program)",
        Claim.DEPTH,
        GenotypeMeaning.NONE,
        note="Copies by the depth of the person against references, or beside the gene; "
        "``docs/depth.md``.",
    ),
    Dialect(
        Caller.UNKNOWN,
        "unknown program",
        Claim.UNKNOWN,
        copies=_ALL_COPIES,
        note="Fields are read by the VCF specification; confidence stays low.",
    ),
)
DIALECTS: dict[Caller, Dialect] = {entry.caller: entry for entry in _ENTRIES}

_NUMBER = re.compile(r"-?(?:\d{1,9}(?:\.\d{0,12})?|\.\d{1,12})(?:[eE]-?\d{1,2})?")
_SVCLAIM = {"D": Claim.DEPTH, "J": Claim.JUNCTION, "DJ": Claim.BOTH, "JD": Claim.BOTH}


def dialect_of(observation: Observation) -> Dialect:
    """The dialect in which a record is read."""
    return DIALECTS[observation.caller]


def claim_of(observation: Observation, allele: int) -> Claim:
    """What the record rests on: SVCLAIM where it stands, else what the program can see.

    Where neither tells, split reads of the record do (SR, RV).
    """
    values = observation.row.info.get("SVCLAIM", "").split(",")
    value = values[allele - 1] if 1 <= allele <= len(values) else values[0]
    claim = _SVCLAIM.get(value.upper(), dialect_of(observation).claim)
    seen = claim is Claim.UNKNOWN and _has_split_reads(observation)
    return Claim.JUNCTION if seen else claim


def _has_split_reads(observation: Observation) -> bool:
    """Whether reads across the breakpoint are counted for the changed allele."""
    counts = (
        observation.fields.get("SR", "").split(",")[-1],
        observation.fields.get("RV", ""),
        observation.row.info.get("SR", ""),
    )
    return any((whole_number(count) or 0) > 0 for count in counts)


def decimal(text: str) -> float | None:
    """A finite decimal number, or None; nothing else that Python takes for one.

    >>> decimal("0.5"), decimal("NaN"), decimal("1_0"), decimal("-2.7e-3")
    (0.5, None, None, -0.0027)
    """
    return float(text) if _NUMBER.fullmatch(text) else None


_WIDE_ENOUGH = 500
"""Bases of an event from which its middle is told apart from its sides: programs count in bins."""
_READS_BESIDE = 10.0
"""Depth beside an event from which the middle is held against it."""


def _against_flanks(observation: Observation, ratio: Ratio) -> float | None:
    """The depth in the middle of an event over that beside it; None where the file cannot tell."""
    row = observation.row
    end, length = row.info.get("END", ""), row.info.get("SVLEN", "").lstrip("-").split(",")[0]
    size = max((whole_number(end) or 0) - row.position, whole_number(length) or 0)
    if ratio.flanks == (ratio.name,):
        before, _, middle, _, after = (
            [decimal(part) for part in row.info.get(ratio.name, "").split(",")] + [None] * 5
        )[:5]
    else:
        middle = decimal(row.info.get(ratio.name, ""))
        before, after = (decimal(row.info.get(name, "")) for name in ratio.flanks)
    if size < _WIDE_ENOUGH or middle is None or before is None or after is None:
        return None
    if min(before, after) < max(_READS_BESIDE, max(before, after) / 2) or middle < 0:
        return None
    return 2 * middle / (before + after)


def depth_ratio(observation: Observation, dialect: Dialect) -> tuple[float, Ratio] | None:
    """Depth over the event relative to two copies (1.0), and the field that tells it."""
    for ratio in (DUPHOLD, *dialect.ratios):
        source = observation.row.info if ratio.in_info else observation.fields
        if ratio.flanks:
            beside = _against_flanks(observation, ratio)
            if beside is not None:
                return beside, ratio
            continue
        value = decimal(source.get(ratio.name, ""))
        if value is None:
            continue
        if ratio.none_below is not None:
            if 0 <= value < ratio.none_below:
                return 0.0, ratio
            continue
        relative = math.pow(2.0, max(value, -60.0)) if ratio.is_log2 else value / ratio.diploid
        if 0 <= relative < 1_000:
            return relative, ratio
    return None
