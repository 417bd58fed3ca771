"""Reads of each allele of a record of bases, in the fields of each caller.

AD as the VCF specification has it comes first. Other callers say the same in other fields; a caller
that writes only the share of an allele says it with the depth.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.intake.vcf.row import whole_number

_SHARE = re.compile(
    r"((?:[0-9](?:\.[0-9]{1,9})?|\.[0-9]{1,9})(?:e-[0-9]{1,2})?)|([0-9]{1,3}(?:[.,][0-9]{1,9})?)%"
)
"""A share as a fraction, or in per cent."""
READ_FIELDS = frozenset(
    ("AD", "ADF", "ADR", "RD", "RO", "AO", "NR", "NV", "DP4", "TAR", "TIR", "VAF", "AF", "FREQ")
) | frozenset(f"{base}U" for base in "ACGT")
"""FORMAT fields in which reads by allele may stand."""


def allele_depths(observation: Observation) -> tuple[int, ...]:
    """Reads of each allele of the record, REF first; empty when absent or of another length (Z25).

    The first that is told of: AD; ADF and ADR by strand; RD and AD of VarScan, RO and AO of
    freebayes; NR and NV of Platypus; DP4 of samtools and bcftools; the tiers of Strelka; the share
    of each ALT in VAF, AF or FREQ.
    """
    fields, alts = observation.fields, len(observation.row.alts)
    if READ_FIELDS.isdisjoint(fields) and "DP4" not in observation.row.info:
        return ()
    return (
        read_counts(fields.get("AD", ""), alts + 1)
        or _by_strand(fields, alts)
        or _by_reference_and_others(fields, alts)
        or _platypus(fields, alts)
        or _dp4(observation)
        or _strelka(observation)
        or _by_share(fields, alts)
    )


@lru_cache(maxsize=1 << 16)
def read_counts(text: str, count: int) -> tuple[int, ...]:
    """So many counts of reads; empty where the field holds anything else."""
    if not text or text.count(",") != count - 1:
        return ()
    numbers = [whole_number(part) for part in text.split(",")]
    if any(n is None or n < 0 for n in numbers):
        return ()
    return tuple(n for n in numbers if n is not None)


def _by_strand(fields: Mapping[str, str], alts: int) -> tuple[int, ...]:
    """ADF and ADR, the reads of each allele on each strand."""
    forward = read_counts(fields.get("ADF", ""), alts + 1)
    backward = read_counts(fields.get("ADR", ""), alts + 1)
    # VarScan has one number there, of the ALT alone.
    return tuple(map(sum, zip(forward, backward, strict=True))) if forward and backward else ()


def _by_reference_and_others(fields: Mapping[str, str], alts: int) -> tuple[int, ...]:
    """One field with the reads of the reference, one with those of each ALT."""
    for reference, others in (("RD", "AD"), ("RO", "AO")):
        told = read_counts(fields.get(others, ""), alts)
        own = read_counts(fields.get(reference, ""), 1)
        if told and own:
            return (*own, *told)
    return ()


def _platypus(fields: Mapping[str, str], alts: int) -> tuple[int, ...]:
    """Reads by allele from NV (of each ALT) and NR (all reads at each ALT)."""
    own = read_counts(fields.get("NV", ""), alts)
    all_reads = read_counts(fields.get("NR", ""), alts)
    if not own or not all_reads or sum(own) > max(all_reads):
        return ()
    return (max(all_reads) - sum(own), *own)


def _dp4(observation: Observation) -> tuple[int, ...]:
    """DP4: reads of the reference on each strand, then those of all others.

    In INFO it counts the reads of all samples: it is that of a file of one sample, and not one that
    was cut out of a file of many, which has more reads there than the sample has.
    """
    fields, row = observation.fields, observation.row
    own = fields.get("DP4") or (row.info.get("DP4", "") if len(row.samples) == 1 else "")
    counts = read_counts(own, 4)
    depth = whole_number(fields.get("DP", ""))
    if not counts or len(row.alts) != 1 or (depth is not None and sum(counts) > depth):
        return ()
    return (counts[0] + counts[1], counts[2] + counts[3])


def _strelka(observation: Observation) -> tuple[int, ...]:
    """Reads of the first tier: of each base (AU, CU, GU, TU), or of an indel (TAR, TIR)."""
    fields, row = observation.fields, observation.row
    names = [f"{allele}U" for allele in (row.ref, *row.alts)]
    if not set(names) <= fields.keys():
        names = ["TAR", "TIR"] if len(row.alts) == 1 else []
    tiers = [read_counts(fields.get(name, ""), 2) for name in names]
    return tuple(tier[0] for tier in tiers) if all(tiers) else ()


def _by_share(fields: Mapping[str, str], alts: int) -> tuple[int, ...]:
    """Reads by allele from the share of each ALT and the depth."""
    depth = whole_number(fields.get("DP", ""))
    text = next((told for name in ("VAF", "AF", "FREQ") if (told := fields.get(name))), "")
    shares = _shares(text, alts)
    if not depth or depth < 0 or not shares or sum(shares) > 1:
        return ()
    own = [round(share * depth) for share in shares]
    return (max(0, depth - sum(own)), *own)


def _shares(text: str, count: int) -> Sequence[float]:
    """So many shares from 0 to 1; empty where the field holds anything else."""
    found = [_SHARE.fullmatch(part) for part in (text.split(",") if count > 1 else [text])]
    if len(found) != count:
        return ()
    return [_share(match) for match in found if match] if all(found) else ()


def _share(match: re.Match[str]) -> float:
    """A share, written as a fraction or in per cent."""
    fraction, percent = match.groups()
    return float(fraction) if fraction else float(percent.replace(",", ".")) / 100
