"""Markers around the gene: where one sample is heterozygous or homozygous, before any gene filter.

Source: clinical rules 2.7 (AOH/UPD). Only confident biallelic SNVs count. In a file of one sample
only its non-reference rows are markers: a reference row there says nothing of how the site varies.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from osteo_annot.intake.vcf.genotype import GenotypeKind, parse_genotype
from osteo_annot.intake.vcf.locus_file import LocusFile
from osteo_annot.intake.vcf.row import whole_number
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import GeneModel
from osteo_annot.locus.locus import LOCUS
from osteo_annot.values import dataclass
from osteo_annot.worded import Worded

MARKER_FLANK = 10_000_000
"""Bases on each side of the gene in which markers are read."""
MARKER_MIN_GQ = 20
"""Genotype quality from which a marker counts, where the record gives one (rules 2.7)."""
MARKER_MIN_DEPTH = 10
"""Reads from which a marker counts, where the record gives them (rules 2.7)."""
MIN_SHARED = 0.1
"""Share of ALT among the other samples from which ``0/0`` is a marker (default, unverified).

At a rare site everybody is ``0/0``: counted as homozygous, such rows would hide heterozygotes.
"""

MAX_SAMPLES = 100
"""Samples of a file up to which it is read for markers."""

_BASES = frozenset("ACGT")
_ANY_OTHER = ",<NON_REF>", ",<*>"
_PASSED = frozenset({"PASS", ".", ""})


@dataclass(frozen=True, slots=True)
class Marker:
    """One confident genotype at a biallelic SNV."""

    position: int
    """1-based, on the assembly of the gene model."""
    heterozygous: bool


class Unused(Worded):
    """Why a row within reach is not a marker."""

    UNREADABLE = ("unreadable", "the row cannot be read")
    NOT_BIALLELIC_SNV = ("not_biallelic_snv", "not a single-base change with one alternative")
    FILTERED = ("filtered", "failed a filter of the caller")
    NOT_CALLED = ("not_called", "not two called alleles")
    LOW_QUALITY = (
        "low_quality",
        f"GQ below {MARKER_MIN_GQ} or fewer than {MARKER_MIN_DEPTH} reads",
    )
    REFERENCE = ("reference", "reference where the file does not show that the site varies")
    REPEATED_POSITION = ("repeated_position", "more than one row at the position")


@dataclass(frozen=True, slots=True)
class Markers:
    """The markers of one sample in one file, and how many rows were set aside and why."""

    markers: tuple[Marker, ...]
    """Ascending, one per position."""
    set_aside: tuple[tuple[Unused, int], ...]
    """Rows within reach that are no markers; only reasons that occurred."""

    @property
    def heterozygous(self) -> int:
        """How many markers are heterozygous."""
        return sum(marker.heterozygous for marker in self.markers)


def markers_around(files: Sequence[LocusFile], sample: str, gene: GeneModel) -> Markers | None:
    """The markers of the file that has most of them; None where no file can be asked.

    Files of more than :data:`MAX_SAMPLES` people are not read again for this.
    """
    first, last = marker_window(gene)
    found: list[Markers] = []
    for item in files:
        names = item.file.header.samples
        if sample in names and len(names) <= MAX_SAMPLES:
            lines = item.file.lines_between(first, last)
            found.append(read_markers(lines, names.index(sample), gene))
    return max(found, key=lambda m: len(m.markers), default=None)


def marker_window(gene: GeneModel) -> tuple[int, int]:
    """First and last base within reach; 1-based, closed."""
    first = max(1, gene.start - MARKER_FLANK)
    return first, min(LOCUS.lengths[gene.assembly], gene.end + MARKER_FLANK)


def read_markers(lines: Iterable[str], column: int, gene: GeneModel) -> Markers:
    """The markers of the sample in the 0-based column, from lines of one VCF.

    Lines of other contigs, header lines and lines out of reach are passed over and not counted.
    The cost of a ``0/0`` row grows with the number of samples: every other sample is looked at.
    """
    first, last = marker_window(gene)
    found: dict[int, bool | Unused] = {}
    reasons: Counter[Unused] = Counter()
    for line in lines:
        columns = line.rstrip("\r\n").split("\t", 5)
        if not _is_at_locus(columns[0], gene.assembly):
            continue
        position = whole_number(columns[1]) if len(columns) == 6 else None
        if position is None:
            reasons[Unused.UNREADABLE] += 1
        elif first <= position <= last:
            _note(found, reasons, position, _judge(columns, column))
    reasons.update(value for value in found.values() if isinstance(value, Unused))
    markers = tuple(
        Marker(position, value)
        for position, value in sorted(found.items())
        if not isinstance(value, Unused)
    )
    return Markers(markers, tuple((why, reasons[why]) for why in Unused if reasons[why]))


@lru_cache(maxsize=256)
def _is_at_locus(contig: str, assembly: Assembly) -> bool:
    """Whether a contig is the gene's chromosome, remembered for all lines."""
    return LOCUS.is_on(contig, assembly)


def _note(
    found: dict[int, bool | Unused],
    reasons: Counter[Unused],
    position: int,
    judged: bool | Unused,
) -> None:
    """Remember a row; a second SNV row of one position makes both unusable.

    Rows that are no SNV (blocks, indels) do not speak of the position and never spoil a marker.
    """
    before = found.get(position)
    if judged is Unused.NOT_BIALLELIC_SNV or judged is Unused.UNREADABLE:
        reasons[judged] += 1
    elif before is None:
        found[position] = judged
    else:
        reasons[Unused.REPEATED_POSITION] += 1
        found[position] = Unused.REPEATED_POSITION


def _judge(columns: list[str], column: int) -> bool | Unused:
    """Whether the sample is heterozygous at the row, or why the row is no marker."""
    dose = confident_dose(columns, column)
    if isinstance(dose, Unused):
        return dose
    rest = columns[5].split("\t")
    if dose == 0 and not _varies(rest[3], rest[4:], column):
        return Unused.REFERENCE
    return dose == 1


def confident_dose(columns: list[str], column: int) -> int | Unused:
    """Copies of the ALT of a biallelic SNV in one sample, or why the call does not count.

    ``columns`` are the first five of a VCF line, and the rest as one.
    """
    if len(columns) < 6:
        return Unused.UNREADABLE
    ref, alt = columns[3].upper(), columns[4].upper()
    for symbol in _ANY_OTHER:
        alt = alt.removesuffix(symbol)
    if ref not in _BASES or alt not in _BASES:
        return Unused.NOT_BIALLELIC_SNV
    rest = columns[5].split("\t")
    cells = rest[4:]
    if column >= len(cells):
        return Unused.UNREADABLE
    fields = dict(zip(rest[3].split(":"), cells[column].split(":"), strict=False))
    if rest[1] not in _PASSED or fields.get("FT", "PASS") not in _PASSED:
        return Unused.FILTERED
    dose = _dose(fields.get("GT", ""))
    if dose is None:
        return Unused.NOT_CALLED
    return dose if _is_confident(fields) else Unused.LOW_QUALITY


@lru_cache(maxsize=256)
def _dose(text: str) -> int | None:
    """Copies of the one ALT allele, or None when the genotype is not two called alleles."""
    genotype = parse_genotype(text, 2)
    return genotype.copies_of(1) if genotype.kind is GenotypeKind.DIPLOID else None


def _is_confident(fields: dict[str, str]) -> bool:
    """Whether quality and reads suffice, each where given."""
    quality = fields.get("GQ", fields.get("RGQ", "."))
    return _reaches(quality, MARKER_MIN_GQ) and _reaches(fields.get("DP", "."), MARKER_MIN_DEPTH)


def _reaches(text: str, limit: int) -> bool:
    """Whether a number is at least the limit; True when missing, False when it is no number."""
    if text in {".", ""}:
        return True
    try:
        return float(text) >= limit
    except ValueError:
        return False


def _varies(fmt: str, cells: list[str], column: int) -> bool:
    """Whether enough of the other samples' alleles are ALT for ``0/0`` to be informative."""
    if len(cells) == 1 or not (fmt == "GT" or fmt.startswith("GT:")):
        return False
    others = (_dose(cell.split(":", 1)[0]) for place, cell in enumerate(cells) if place != column)
    called = [dose for dose in others if dose is not None]
    return bool(called) and sum(called) >= MIN_SHARED * 2 * len(called)
