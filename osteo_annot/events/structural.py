"""Structural records: which symbolic allele is what, and where the event begins and ends.

Sources: VCF 4.2 to 4.5 (END, SVLEN, CIPOS, CIEND, symbolic alleles), clinical rules 2.5 and 2.6.
Ends are computed from the fields here and never taken from a library.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from osteo_annot.events.copy_number import is_half_lost, is_tandem_repeat
from osteo_annot.events.dialects import decimal, dialect_of
from osteo_annot.events.model import EventKind
from osteo_annot.events.source_fields import Quantity, RecordField, SourceFields
from osteo_annot.findings import FindingCode
from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.intake.vcf.row import Row
from osteo_annot.locus.interval import Interval
from osteo_annot.locus.locus import LOCUS
from osteo_annot.values import dataclass

STRUCTURAL_SIZE = 50
"""Bases from which a loss or gain is handled as a structural event, in bases or not."""
_COPIES = re.compile(r"^<CN(\d{1,3})>$", re.IGNORECASE)
_TOTAL = re.compile(r"^<CN=\d{1,4}>$", re.IGNORECASE)
_WITH_ALLELE_COPIES = {"VCFv4.4", "VCFv4.5"}
"""Versions in which INFO/CN has the copies of each ALT allele."""
_BEYOND = 2**31
_CHROMOSOME = LOCUS.last_position
"""Last position that chromosome 6 has on any assembly; ends beyond it are cut, with a finding."""
_KINDS = {
    "DEL": EventKind.DELETION,
    "LOSS": EventKind.DELETION,
    "DUP": EventKind.DUPLICATION,
    "GAIN": EventKind.DUPLICATION,
    "INV": EventKind.INVERSION,
    "INS": EventKind.INSERTION,
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """Where a structural event begins and ends; 1-based, closed."""

    inner: Interval | None
    outer: Interval
    findings: tuple[FindingCode, ...] = ()
    source_fields: tuple[SourceFields, ...] = ()
    """Which fields gave start and end."""


def is_total_copies(alt: str) -> bool:
    """Whether an ALT stands for a number of copies in all: ``<CNV>``, ``<CN=3>``."""
    named = alt.upper().split(":")[0].rstrip(">") == "<CNV" and not is_tandem_repeat(alt)
    return named or bool(_TOTAL.match(alt))


def symbolic_kind(observation: Observation, index: int) -> EventKind | None:
    """The kind of event of a symbolic allele; None when it is none, or not interpreted.

    ``index`` is that of the ALT, from 1: one record may hold one symbol twice.

    ``<CNV>`` says nothing of loss or gain: its kind is that of the copies of the allele (INFO/CN,
    from VCF 4.4), else that of the sample's copy number.
    """
    row = observation.row
    alt = row.alts[index - 1]
    if is_tandem_repeat(alt):
        return None
    name = alt[1:-1].split(":")[0].upper() if alt.startswith("<") else ""
    if is_named_by_type(row, index):
        name = row.info["SVTYPE"]
    copies = _COPIES.match(alt)
    if copies:
        return _of_copies(int(copies[1]))
    if name == "CNV" and (number := _allele_copies(observation, index)) is not None:
        return _of_copies(number)
    if name == "CNV" and row.info.get("SVTYPE", "") in _KINDS:
        name = row.info["SVTYPE"]
    return _KINDS.get(name)


def is_named_by_type(row: Row, index: int) -> bool:
    """Whether REF and ALT are both ``N`` and SVTYPE alone names the kind: as a symbolic allele."""
    return row.alts[index - 1] == row.ref == "N" and row.info.get("SVTYPE", "") in _KINDS


def _of_copies(number: float) -> EventKind | None:
    """The kind of an allele with a number of copies on its chromosome; one is as the reference."""
    if number == 0:
        return EventKind.DELETION
    return EventKind.DUPLICATION if number > 1 else None


def _allele_copies(observation: Observation, index: int) -> float | None:
    """Copies of one ``<CNV>`` allele by INFO/CN; None before VCF 4.4, where it had no meaning."""
    if observation.version not in _WITH_ALLELE_COPIES:
        return None
    values = observation.row.info.get("CN", "").split(",")
    if len(values) != len(observation.row.alts):
        return None
    return decimal(values[index - 1])


def is_copy_neutral(observation: Observation, carried: tuple[int, ...]) -> bool:
    """Whether the record is one of loss of heterozygosity without loss (clinical rules Z20).

    ``<LOH>``; a loss on one copy and a gain on the other in one record, as Canvas
    (``<CN0>,<CN2>``) and DRAGEN (``<DEL>,<DUP>``) write it; or two copies of one allele.
    """
    if any(observation.row.alts[i - 1].upper() == "<LOH>" for i in carried):
        return True
    if is_half_lost(observation):
        return True
    if dialect_of(observation).haplotype_copies:
        return False
    kinds = {symbolic_kind(observation, index) for index in carried}
    return EventKind.DELETION in kinds and EventKind.DUPLICATION in kinds


def bounds(
    observation: Observation, allele: int, kind: EventKind = EventKind.DELETION
) -> Bounds | None:
    """Start and end of a symbolic event; None when no field tells the end.

    POS is the base before the event, but for the callers that write the first base; an insertion
    has no length on the reference. END and the length are both read: where they disagree by more
    than one base, END is taken, the outer bound holds both, and the finding says so. Places of the
    sample's own calls, where an SV merging tool keeps them, win over those of the merged record.
    """
    row, dialect = observation.row, dialect_of(observation)
    calls = _own_calls(observation, dialect.own_coordinates)
    if calls and kind is not EventKind.INSERTION:
        return _of_own_calls(calls, observation, allele, kind)
    start = row.position + (0 if dialect.starts_at_pos else 1)
    pos = RecordField.POS if dialect.starts_at_pos else RecordField.AFTER_POS
    at_start = SourceFields(Quantity.START, (pos,))
    if kind is EventKind.INSERTION:
        before, after = interval(row.info.get("CIPOS", ""), allele)
        place = Interval(max(1, start + before), start + after)
        return Bounds(place if len(place) == 1 else None, place, (), (at_start,))
    written, findings, fields = _ends(row, allele, start, dialect.lengths)
    findings += _type_findings(observation, allele, kind)
    if not written:
        return None
    ends = [min(end, _CHROMOSOME) for end in written]
    if ends != written:
        findings.append(FindingCode.END_BEYOND_CHROMOSOME)
    if len(ends) == 2 and abs(ends[0] - ends[1]) > 1:
        findings.append(FindingCode.END_DISAGREES_WITH_SVLEN)
    end, last = ends[0], max(ends)
    low = interval(row.info.get("CIPOS", ""), allele)
    high = interval(row.info.get("CIEND", ""), allele)
    outer = Interval(max(1, start + low[0]), min(max(last, end + high[1]), _CHROMOSOME))
    inner_start, inner_end = start + low[1], min(ends) + high[0]
    if "IMPRECISE" in row.info and low == high == (0, 0):
        findings.append(FindingCode.IMPRECISE_WITHOUT_INTERVAL)
    inner = Interval(inner_start, inner_end) if inner_start <= inner_end else None
    return Bounds(inner, outer, tuple(findings), (at_start, *fields))


_OWN_CALL = re.compile(r"(?P<one>[^\s,]+)_(?P<start>\d{1,10})-(?P<other>[^\s,]+)_(?P<end>\d{1,10})")


def _own_calls(observation: Observation, field: RecordField | None) -> list[Interval]:
    """The sample's own calls as ``chr6_100-chr6_200``; from the base after the first place."""
    calls: list[Interval] = []
    for text in observation.fields.get(field, "").split(",") if field else []:
        match = _OWN_CALL.fullmatch(text)
        if match is None or not {match["one"], match["other"]} <= LOCUS.contigs.keys():
            return []
        first, last = sorted((int(match["start"]), int(match["end"])))
        if not 0 < first < last <= _CHROMOSOME:
            return []
        calls.append(Interval(first + 1, last))
    return calls


def _of_own_calls(
    calls: Sequence[Interval], observation: Observation, allele: int, kind: EventKind
) -> Bounds:
    """Bounds of the sample's own calls: what all of them hold, and what any of them does."""
    first, last = max(c.start for c in calls), min(c.end for c in calls)
    outer = Interval(min(c.start for c in calls), max(c.end for c in calls))
    findings = _type_findings(observation, allele, kind)
    fields = (SourceFields(Quantity.BREAKPOINTS, (RecordField.CO,)),)
    inner = Interval(first, last) if first <= last else None
    return Bounds(inner, outer, tuple(findings), fields)


def _ends(
    row: Row, allele: int, start: int, lengths: tuple[RecordField, ...]
) -> tuple[list[int], list[FindingCode], list[SourceFields]]:
    """Last base by END and by the length, findings, and the fields that gave them."""
    ends: list[int] = []
    findings: list[FindingCode] = []
    fields: list[SourceFields] = []
    text = row.info.get("END", "")
    by_end = _integer(text)
    if by_end is not None and by_end >= start:
        ends.append(by_end)
        fields.append(SourceFields(Quantity.END, (RecordField.END,)))
    elif text not in {"", "."} and by_end not in {row.position, start - 1}:
        unreadable = by_end is None
        findings.append(
            FindingCode.END_NOT_READABLE if unreadable else FindingCode.END_BEFORE_START
        )
    for name in lengths:
        length = _per_allele(row.info.get(name, ""), allele)
        if length:
            ends.append(start + abs(length) - 1)
            quantity = Quantity.LENGTH if fields else Quantity.END
            fields.append(SourceFields(quantity, (name,)))
            break
    return ends, findings, fields


def _type_findings(observation: Observation, allele: int, kind: EventKind) -> list[FindingCode]:
    """SVTYPE that is of another kind than ALT; ALT is taken."""
    row = observation.row
    by_type = _KINDS.get(row.info.get("SVTYPE", "").split(":")[0])
    named = 1 <= allele <= len(row.alts)
    by_alt = symbolic_kind(observation, allele) if named else None
    differs = by_type is not None and by_alt is kind and by_type is not kind
    return [FindingCode.SVTYPE_DISAGREES_WITH_ALT] if differs and len(row.alts) == 1 else []


def inserted_bases(row: Row, allele: int) -> str:
    """Bases at the junction of a symbolic allele that are of neither side.

    SVINSSEQ of Manta and DRAGEN has them; SVINSLEN, and INSLEN of DELLY, their number: then they
    are ``N``.
    """
    texts = row.info.get("SVINSSEQ", "").upper().split(",")
    text = texts[allele - 1] if 1 <= allele <= len(texts) else texts[0]
    if text and not set(text) - set("ACGTN"):
        return text
    lengths = (_per_allele(row.info.get(name, ""), allele) for name in ("SVINSLEN", "INSLEN"))
    length = next((n for n in lengths if n is not None), 0)
    return "N" * length if 0 < length <= _LONGEST_INSERTED else ""


_LONGEST_INSERTED = 10_000


def length_of_allele(row: Row, allele: int) -> int | None:
    """Bases that an allele loses or gains by SVLEN, without the sign; None where it is silent."""
    length = _per_allele(row.info.get("SVLEN", ""), allele)
    return abs(length) if length else None


def _integer(text: str) -> int | None:
    """A whole number within the range of positions, or None; a fraction is cut."""
    if not re.fullmatch(r"-?[0-9]{1,10}(?:\.[0-9]{1,9})?", text):
        return None
    number = int(text.partition(".")[0])
    return number if abs(number) < _BEYOND else None


def _per_allele(text: str, allele: int) -> int | None:
    """The value of an allele where a field has one per ALT, else the only value."""
    values = text.split(",")
    value = values[allele - 1] if 1 <= allele <= len(values) and len(values) > 1 else values[0]
    return _integer(value)


def interval(text: str, allele: int) -> tuple[int, int]:
    """CIPOS or CIEND of an allele as (low, high) with low <= 0 <= high; (0, 0) if absent."""
    values = [_integer(value) for value in text.split(",")]
    first = 2 * (allele - 1) if len(values) >= 2 * allele and allele else 0
    pair = values[first : first + 2]
    if len(pair) != 2 or pair[0] is None or pair[1] is None:
        return 0, 0
    return min(pair[0], 0), max(pair[1], 0)
