"""Files of one person, as GATK writes them: a genome, a gVCF, many records at the locus."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pysam

from benchmarks.text import CONTIGS, SPAN, WINDOW, half, header, indexed, known_base, other_base

_TAILS = 50_000
"""Different ends of a line; far more than a compressor looks back."""
_AT_ONCE = 20_000


def genome(path: Path, records: int) -> Path:
    """A genome, bgzipped and not indexed; ``records`` of about 270 bytes over all contigs."""
    rng = random.Random(1)
    tails = [_tail(rng) for _ in range(_TAILS)]
    with pysam.BGZFile(str(path), "wb", None) as out:
        out.write(header(["P1"]).encode())
        each = records // len(CONTIGS)
        step = SPAN // (each + 1)
        for contig in CONTIGS:
            for start in range(1, each + 1, _AT_ONCE):
                places = range(start * step, min(start + _AT_ONCE, each + 1) * step, step)
                ends = rng.choices(tails, k=len(places))
                lines = _lines(contig, places, ends)
                out.write("".join(lines).encode())
    return path


def gvcf(path: Path, blocks: int) -> Path:
    """A gVCF of so many reference blocks, with a variant for every ten; bgzipped and indexed."""
    rng = random.Random(3)
    tails = [_tail(rng, with_non_ref=True) for _ in range(_TAILS)]
    depths = [(d, min(99, 3 * d), max(1, d - rng.randint(0, 5))) for d in range(8, 60)]
    cells = [f"0/0:{d}:{q}:{m}:0,{q},{15 * d}\n" for d, q, m in depths]
    with pysam.BGZFile(str(path), "wb", None) as out:
        lines = "##GVCFBlock0-1=minGQ=0(inclusive),maxGQ=1(exclusive)"
        out.write(header(["P1"], lines).encode())
        each = blocks // len(CONTIGS)
        step = SPAN // (each + 1)
        for contig in CONTIGS:
            for start in range(1, each + 1, _AT_ONCE):
                places = range(start * step, min(start + _AT_ONCE, each + 1) * step, step)
                ends = rng.choices(cells, k=len(places))
                found = _blocks(contig, places, ends, rng.choices(tails, k=len(places)))
                out.write("".join(found).encode())
    return indexed(path)


def person(path: Path, records: int) -> Path:
    """So many records at the locus, most of them in introns and around the gene, as they lie."""
    rng = random.Random(4)
    places = sorted(rng.sample(range(*WINDOW), records))
    with pysam.BGZFile(str(path), "wb", None) as out:
        out.write(header(["P1"]).encode())
        out.write("".join(_lines("chr6", places, [_tail(rng) for _ in places])).encode())
    return indexed(path)


def _lines(contig: str, places: range | list[int], tails: list[str]) -> Iterator[str]:
    """Records at 1-based places; at the locus REF is the base where the program knows it."""
    first, last = WINDOW
    for place, tail in zip(places, tails, strict=True):
        if contig == "chr6" and first <= place <= last:
            ref = known_base(place)
            yield f"chr6\t{place}\t.\t{ref}\t{other_base(ref)}{tail}"
        else:
            yield f"{contig}\t{place}\trs{place}\tC\tT{tail}"


def _blocks(contig: str, places: range, cells: list[str], tails: list[str]) -> Iterator[str]:
    """Reference blocks from place to place, with a variant at the end of every tenth."""
    first, last = WINDOW
    for number, (place, cell, tail) in enumerate(zip(places, cells, tails, strict=True)):
        here = contig == "chr6" and first <= place <= last
        ref = known_base(place) if here else "C"
        varies = number % 10 == 0
        end = place + places.step - (2 if varies else 1)
        yield f"{contig}\t{place}\t.\t{ref}\t<NON_REF>\t.\t.\tEND={end}\tGT:DP:GQ:MIN_DP:PL\t{cell}"
        if varies:
            ref = known_base(end + 1) if here else "C"
            yield f"{contig}\t{end + 1}\t.\t{ref}\t{other_base(ref)},<NON_REF>{tail}"


def _tail(rng: random.Random, *, with_non_ref: bool = False) -> str:
    """QUAL to the end of a heterozygote's line."""
    depth = rng.randint(18, 45)
    alt = half(depth, rng)
    rank = [f"{rng.gauss(0, 1):.3f}" for _ in range(4)]
    homozygous = rng.random() < 0.35
    gt, ac, reads = ("1/1", 2, (0, depth)) if homozygous else ("0/1", 1, (depth - alt, alt))
    likelihoods = [30 * depth, 3 * depth, 0] if homozygous else [alt * 30, 0, depth * 29]
    info = (
        f"AC={ac};AF={ac / 2:.3f};AN=2;BaseQRankSum={rank[0]};ClippingRankSum={rank[1]};DP={depth};"
        f"ExcessHet=3.0103;FS={rng.expovariate(1):.3f};MLEAC={ac};MLEAF={ac / 2:.3f};"
        f"MQ={60 - rng.expovariate(2):.2f};MQRankSum={rank[2]};QD={rng.uniform(2, 30):.2f};"
        f"ReadPosRankSum={rank[3]};SOR={rng.uniform(0.2, 2):.3f};"
        f"VQSLOD={rng.gauss(5, 2):.2f};culprit={rng.choice(('MQ', 'FS', 'QD', 'DP'))}"
    )
    counts = [*reads, 0] if with_non_ref else [*reads]
    if with_non_ref:
        likelihoods += [likelihoods[0] + 10, depth * 30, depth * 32]
    told = ":".join((gt, ",".join(map(str, counts)), str(depth), "99"))
    shown = ",".join(map(str, likelihoods))
    qual = f"{likelihoods[0]}.77"
    return f"\t{qual}\tPASS\t{info}\tGT:AD:DP:GQ:PL\t{told}:{shown}\n"
