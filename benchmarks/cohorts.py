"""Joint files of the locus: text with AD and PL as a genotyper writes it, and wide BCFs.

Half of the records are of one person, as in any large cohort (54 % of the variants of ExAC, Lek
2016), most others of few, and a few are common. One in 2,000 people carries a nonsense change.
"""

from __future__ import annotations

import random
import struct
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pysam
from numpy.typing import NDArray

from benchmarks.text import (
    GENE,
    NONSENSE,
    SPAN,
    WINDOW,
    half,
    header,
    indexed,
    known_base,
    other_base,
)

_COMMON = 0.05
"""Records that are common."""
_RARE = {0.0: 15, 1.0: 54, 4.0: 21, 0.0005: 7, 0.002: 3}
"""Per cent of the other records by how many people carry the ALT (from 1), or by its frequency.

Of the first kind nobody carries it any more: a file that was cut out of a larger one.
"""


def cohort(path: Path, samples: int, records: int) -> Path:
    """A joint file with GT, AD, DP, GQ and PL; bgzipped and indexed."""
    rng = random.Random(2)
    with pysam.BGZFile(str(path), "wb", None) as out:
        out.write(header(f"S{i:06d}" for i in range(samples)).encode())
        for place, ref, alt, share in _variants(samples, records, rng):
            out.write(_joint_line(place, ref, alt, samples, share, rng).encode())
    return indexed(path)


def wide_bcf(path: Path, samples: int, records: int) -> Path:
    """A BCF of phased genotypes alone, written byte by byte (VCF 4.5 section 6.3); indexed."""
    rng, drawn = random.Random(5), np.random.default_rng(5)
    with pysam.BGZFile(str(path), "wb", None) as out:
        out.write(_bcf_header(samples))
        for place, ref, alt, share in _variants(samples, records, rng):
            out.write(_bcf_record(place, ref, alt, _alleles(samples, share, drawn)))
    return indexed(path)


def _variants(
    samples: int, records: int, rng: random.Random
) -> Iterator[tuple[int, str, str, float]]:
    """Place (1-based), REF, ALT and frequency of each record."""
    taken = {NONSENSE[0]}
    places = rng.sample([p for p in range(*WINDOW) if p not in taken], records - 1)
    for place in sorted([*places, NONSENSE[0]]):
        if place == NONSENSE[0]:
            yield *NONSENSE, 0.00025
            continue
        in_exon = any(e.start - 10 <= place <= e.end + 10 for e in GENE.exons)
        common = rng.random() < (_COMMON / 5 if in_exon else _COMMON)
        ref = known_base(place)
        seen = rng.choices(list(_RARE), list(_RARE.values()))[0]
        rare = seen / (2 * samples) if seen >= 1 else seen
        yield place, ref, other_base(ref), rng.uniform(0.05, 0.5) if common else rare


def _cell(gt: str, reads: tuple[int, int], likelihoods: tuple[int, int, int]) -> str:
    """GT:AD:DP:GQ:PL."""
    shown = ",".join(map(str, likelihoods))
    quality = min(99, sorted(likelihoods)[1])
    return f"{gt}:{reads[0]},{reads[1]}:{sum(reads)}:{quality}:{shown}"


def _joint_line(
    place: int, ref: str, alt: str, samples: int, share: float, rng: random.Random
) -> str:
    """One record of a cohort; ``share`` is the frequency of the ALT."""
    depths = [(d, rng.randint(0, 40)) for d in range(12, 60) for _ in range(40)]
    reference = [_cell("0/0", (d, 0), (0, max(0, 3 * d - n), 45 * d - 9 * n)) for d, n in depths]
    cells = rng.choices(reference, k=samples)
    carriers = rng.sample(range(samples), min(samples, round(samples * 2 * share)))
    for column in carriers:
        depth = rng.randint(20, 45)
        reads = half(depth, rng)
        likelihoods = (30 * reads, 0, 29 * (depth - reads))
        cells[column] = _cell("0/1", (depth - reads, reads), likelihoods)
    for column in carriers[: round(len(carriers) * share)]:
        cells[column] = _cell("1/1", (0, 30), (1_300, 90, 0))
    for column in rng.sample(range(samples), samples // 100):
        cells[column] = "./.:0,0:0:.:0,0,0"
    count = 2 * len(carriers)
    info = f"AC={count};AF={share:.4g};AN={2 * samples};DP={30 * samples};FS=0.5;MQ=60.00;QD=18.2"
    fixed = ("chr6", str(place), ".", ref, alt, "500", "PASS", info, "GT:AD:DP:GQ:PL")
    return "\t".join((*fixed, *cells)) + "\n"


def _alleles(samples: int, share: float, drawn: np.random.Generator) -> NDArray[np.int8]:
    """Phased genotypes as BCF encodes them: (allele + 1) * 2, and 1 more of the phased second."""
    genotypes = np.tile(np.array([2, 3], dtype=np.int8), (samples, 1))
    if share >= _COMMON:
        genotypes += 2 * (drawn.random((samples, 2)) < share).astype(np.int8)
    else:
        people = drawn.choice(samples, round(2 * samples * share), replace=False)
        genotypes[people, drawn.integers(0, 2, len(people))] += 2
    genotypes[drawn.choice(samples, samples // 1_000, replace=False)] = (0, 1)
    return genotypes


def _bcf_header(samples: int) -> bytes:
    """Magic, length and text of the header."""
    columns = ["CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO", "FORMAT"]
    names = [f"S{i:06d}" for i in range(samples)]
    text = (
        "##fileformat=VCFv4.2\n"
        '##FILTER=<ID=PASS,Description="All filters passed",IDX=0>\n'
        f"##contig=<ID=chr6,length={SPAN},assembly=GRCh38,IDX=0>\n"
        '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype",IDX=1>\n'
        "#" + "\t".join([*columns, *names]) + "\n\0"
    ).encode()
    return b"BCF\x02\x02" + struct.pack("<I", len(text)) + text


def _bcf_record(place: int, ref: str, alt: str, genotypes: NDArray[np.int8]) -> bytes:
    """One record without ID and INFO, FILTER PASS, QUAL missing."""
    site = struct.pack("<iiiIII", 0, place - 1, 1, 0x7F800001, 2 << 16, 1 << 24 | len(genotypes))
    shared = site + b"\x07" + b"".join(b"\x17" + base.encode() for base in (ref, alt)) + b"\x11\0"
    own = b"\x11\x01\x21" + genotypes.tobytes()
    return struct.pack("<II", len(shared), len(own)) + shared + own
