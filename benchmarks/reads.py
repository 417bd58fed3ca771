"""A chromosome as FASTA, its gene as GFF, and reads: 30x at the locus, few elsewhere."""

from __future__ import annotations

import random
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path

import pysam

from benchmarks.text import GENE, SPAN, WINDOW, known_base

_DEPTH = 30
_READ = 150
_INSERT = 400
_REACH = 500_000
"""Bases on each side of the gene with all reads."""
_ELSEWHERE = 400_000
"""Reads of the rest of the chromosome: enough that reading them all would show."""


def fasta(path: Path) -> Path:
    """Chromosome 6: the bases that the program knows at the locus, made up elsewhere; indexed."""
    rng = random.Random(6)
    letters = bytes.maketrans(bytes(range(256)), b"ACGT" * 64)
    bases = bytearray(rng.randbytes(SPAN).translate(letters))
    first, last = WINDOW
    bases[first - 1 : last] = "".join(map(known_base, range(first, last + 1))).encode()
    with path.open("wb") as out:
        out.write(b">chr6\n")
        for at in range(0, SPAN, 1 << 16):
            out.write(bases[at : at + (1 << 16)] + b"\n")
    pysam.faidx(str(path))
    return path


def gff(path: Path) -> Path:
    """The gene in the dialect of Ensembl, which bcftools csq asks for."""
    parent = "Parent=transcript:ENST00000193322"
    ids = f"ID=transcript:ENST00000193322;{'Parent=gene:ENSG00000081087'}"
    rows: list[tuple[str, int, int, str, str]] = [
        ("gene", GENE.start, GENE.end, ".", f"ID=gene:ENSG00000081087;Name={GENE.symbol}"),
        ("mRNA", GENE.start, GENE.end, ".", ids),
    ]
    rows = [(*row[:4], f"{row[4]};biotype=protein_coding") for row in rows]
    before = 0
    for exon in GENE.exons:
        rows.append(("exon", exon.start, exon.end, ".", parent))
        start, end = GENE.coding_part(exon) or (exon.start, exon.end)
        rows.append(("CDS", start, end, str(-before % 3), parent))
        before += end - start + 1
    lines = [f"6\tx\t{k}\t{s}\t{e}\t.\t-\t{phase}\t{more}" for k, s, e, phase, more in rows]
    path.write_text("\n".join(["##gff-version 3", *lines]).replace("6\tx", "chr6\tx") + "\n")
    return path


def alignments(path: Path, reference: Path, person: Path) -> Path:
    """A BAM or CRAM, by the suffix, with the person's variants on one copy; indexed."""
    rng = random.Random(7)
    kind = "wc" if path.suffix == ".cram" else "wb"
    header = {
        "HD": {"VN": "1.6", "SO": "coordinate"},
        "SQ": [{"SN": "chr6", "LN": SPAN}],
        "RG": [{"ID": "1", "SM": "P1", "LB": "1", "PL": "ILLUMINA"}],
    }
    changes = _changes(person)
    with (
        pysam.FastaFile(str(reference)) as bases,
        pysam.AlignmentFile(
            str(path), kind, header=header, reference_filename=str(reference)
        ) as out,
    ):
        for start, mate, name, copy in _places(rng):
            out.write(_read(out, bases, changes if copy else {}, (start, mate), name))
    pysam.index(str(path))
    return path


def _changes(person: Path) -> dict[int, str]:
    """ALT by 0-based place of the heterozygous records of a file."""
    with pysam.VariantFile(str(person)) as records:
        return {
            r.start: str(r.alts[0]) for r in records if r.alts and set(r.samples[0]["GT"]) == {0, 1}
        }


def _places(rng: random.Random) -> Iterator[tuple[int, int, str, int]]:
    """0-based start, the mate's start, name and copy of each read, sorted."""
    first, last = GENE.start - _REACH, GENE.end + _REACH
    pairs = [rng.randrange(first, last) for _ in range((last - first) * _DEPTH // _READ // 2)]
    pairs += [rng.randrange(10_000, SPAN - 10_000) for _ in range(_ELSEWHERE // 2)]
    placed = []
    for number, start in enumerate(pairs):
        mate = start + _INSERT - _READ + rng.randint(-60, 60)
        copy = rng.getrandbits(1)
        placed += [(start, mate, f"r{number}", copy), (mate, start, f"r{number}", copy)]
    return iter(sorted(placed))


def _read(
    out: pysam.AlignmentFile,
    bases: pysam.FastaFile,
    changes: dict[int, str],
    places: tuple[int, int],
    name: str,
) -> pysam.AlignedSegment:
    """One read of a pair."""
    start, mate = places
    text = list(bases.fetch("chr6", start, start + _READ))
    sites = sorted(changes)
    for site in sites[bisect_left(sites, start) : bisect_left(sites, start + _READ)]:
        text[site - start] = changes[site]
    read = pysam.AlignedSegment(out.header)
    forward = start <= mate
    read.query_name, read.query_sequence = name, "".join(text)
    read.flag = 0x1 | 0x2 | (0x20 | 0x40 if forward else 0x10 | 0x80)
    read.reference_id = read.next_reference_id = 0
    read.reference_start, read.next_reference_start = start, mate
    read.mapping_quality, read.cigartuples = 60, [(0, _READ)]
    read.template_length = (mate - start + _READ) * (1 if forward else -1)
    read.query_qualities = array("B", [30] * _READ)
    read.set_tag("RG", "1")
    return read
