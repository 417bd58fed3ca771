"""Copies told from depth, as records of a copy-number caller that names every exon.

They take the same road as the records of any caller, and have their place in the ledger.
Source: clinical rules 2.4, 2.1 (Z15 to Z17, Z21).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from osteo_annot.intake.depth.profile import Windows, windows
from osteo_annot.intake.vcf.caller import Caller
from osteo_annot.intake.vcf.genotype import ABSENT
from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.intake.vcf.row import BadRow, parse_row
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.locus import LOCUS
from osteo_annot.measured.copy_ratio import ExonRatio
from osteo_annot.record.thresholds import WITHIN_SPREADS

Run = tuple[int, int, int]
"""First and last exon in transcript order, and the copies of all between."""


def depth_observations(
    ratios: Sequence[ExonRatio], assembly: Assembly, number: int, file: str
) -> tuple[Observation, ...]:
    """One observation for each run of exons of one number of copies.

    ``number`` is the place that the file takes behind the files of variants.
    """
    here = windows(assembly)
    found: list[Observation] = []
    for ordinal, run in enumerate(_runs(ratios), 1):
        line, cells = _record(run, ratios, here)
        row = parse_row(line, ordinal, 1)
        if isinstance(row, BadRow):
            raise ValueError(row.fault)
        name = f"f{number}.r{ordinal}"
        found.append(Observation(name, number, file, row, cells, ABSENT, Caller.DEPTH))
    return tuple(found)


def _runs(ratios: Sequence[ExonRatio]) -> Iterator[Run]:
    """Runs of exons, last exon first as on the chromosome."""
    told = [r for r in ratios if r.copies is not None]
    runs: list[list[ExonRatio]] = []
    for ratio in told:
        before = runs[-1][-1] if runs else None
        if before and before.copies == ratio.copies and _bridged(before, ratio, ratios):
            runs[-1].append(ratio)
        else:
            runs.append([ratio])
    for run in reversed(runs):
        yield run[0].exon, run[-1].exon, run[0].copies or 0


def _bridged(one: ExonRatio, other: ExonRatio, ratios: Sequence[ExonRatio]) -> bool:
    """Whether all exons between two fit their number of copies, though they do not tell it."""
    copies = one.copies or 0
    between = ratios[one.exon : other.exon - 1]
    return all(
        r.ratio is not None
        and r.spread is not None
        and copies != 2
        and abs(r.ratio - copies / 2) <= WITHIN_SPREADS * r.spread * math.sqrt(max(copies, 1) / 2)
        for r in between
    )


def _record(run: Run, ratios: Sequence[ExonRatio], here: Windows) -> tuple[str, dict[str, str]]:
    """The VCF line of a run and its sample fields."""
    first, last, copies = run
    start, end = here.exons[last - 1].start, here.exons[first - 1].end
    inside = [r for r in ratios[first - 1 : last] if r.ratio is not None]
    ratio = sum(r.ratio or 0.0 for r in inside) / len(inside)
    spread = max(r.spread or 0.0 for r in inside)
    cells = {"CN": str(copies), "CR": f"{ratio:.3f}", "CRSD": f"{spread:.3f}"}
    info = f"END={end}"
    alt = "<CNV>"
    if copies != 2:
        alt = "<DEL>" if copies < 2 else "<DUP>"
        before, after = _reach(run, ratios, here)
        info += f";IMPRECISE;CIPOS={before - start},0;CIEND=0,{after - end}"
    columns = (LOCUS.contig, str(start - 1), ".", "N", alt, ".", "PASS", info)
    return "\t".join((*columns, ":".join(cells), ":".join(cells.values()))), cells


def _reach(run: Run, ratios: Sequence[ExonRatio], here: Windows) -> tuple[int, int]:
    """How far a loss or gain may reach: to the next exon that tells another number of copies."""
    first, last, _ = run
    after = next((r.exon for r in ratios[last:] if r.copies is not None), None)
    before = next((r.exon for r in reversed(ratios[: first - 1]) if r.copies is not None), None)
    half = len(here.controls) // 2
    low, high = here.controls[half - 1].end + 1, here.controls[half].start - 1
    if after is not None:
        low = here.exons[after - 1].end + 1
    if before is not None:
        high = here.exons[before - 1].start - 1
    return low, high
