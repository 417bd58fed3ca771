"""Hold the emulated alignments against bwa mem and minimap2, where these are installed.

``python -m validation.junctions.oracle`` draws reads over rearrangements of every kind, aligns the
same reads by the program itself, and says in how many primary alignments of those reads that touch
a junction place, CIGAR, strand, split parts and the flag of a proper pair agree.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from random import Random

import numpy as np

from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.reference import reverse_complement
from validation.junctions.ground import Copy, Ground, Kind, ground, rearranged
from validation.junctions.library import GENOME, LONG, Library, Platform, fragments, lines

ALIGNERS = {
    "genome": ("bwa", "mem", "-v", "1"),
    "long": ("minimap2", "-a", "-x", "map-hifi", "--secondary=no"),
}
_NEAR = 5
"""Bases by which an end of an alignment may differ and still be at the same place."""
_SIZES = (60, 90, 150, 400, 2_000, 8_000)
_INSERTS = ("", "", "GT", "ACCTGATCAG")


@dataclass(frozen=True, slots=True)
class Line:
    """What is compared of a primary alignment."""

    name: str
    is_second: bool
    position: int
    """First aligned base; 1-based, in the reference of the oracle."""
    end: int
    cigar: str
    is_reverse: bool
    is_proper: bool
    parts: tuple[tuple[int, str], ...]
    """Position and strand of the other parts, as SA tells."""
    mapq: int


def parsed(line: str, offset: int = 0) -> Line | None:
    """A SAM line; None of one that is not a primary alignment."""
    name, flags, _, position, mapq, cigar, *_ = line.split("\t")
    flag = int(flags)
    if flag & 0x904:
        return None
    tag = next((cell[5:] for cell in line.rstrip("\n").split("\t") if cell.startswith("SA:Z:")), "")
    parts = [part.split(",") for part in tag.split(";") if part]
    start = int(position) - offset
    return Line(
        name,
        bool(flag & 0x80),
        start,
        start + _span(cigar) - 1,
        cigar,
        bool(flag & 0x10),
        bool(flag & 0x2),
        tuple((int(p[1]) - offset, p[2]) for p in parts),
        int(mapq),
    )


def _operations(cigar: str) -> Iterator[tuple[int, str]]:
    """Length and letter of each operation."""
    digits = ""
    for letter in cigar:
        if letter.isdigit():
            digits += letter
        else:
            yield int(digits), letter
            digits = ""


def _span(cigar: str) -> int:
    """Reference bases of a CIGAR."""
    return sum(n for n, letter in _operations(cigar) if letter in "MDN=X")


def _gap(cigar: str) -> int:
    """Bases that the gaps of a CIGAR lose in all; less than none where they insert."""
    signs = {"D": 1, "I": -1}
    return sum(n * signs.get(letter, 0) for n, letter in _operations(cigar))


def differences(own: Line, other: Line) -> list[str]:
    """In what two alignments of one read differ."""
    found = {
        "strand": own.is_reverse != other.is_reverse,
        "place": max(abs(own.position - other.position), abs(own.end - other.end)) > _NEAR,
        "gap": abs(_gap(own.cigar) - _gap(other.cigar)) > _NEAR,
        "parts": len(own.parts) != len(other.parts)
        or any(
            abs(a - b) > 3 * _NEAR or s != t
            for (a, s), (b, t) in zip(sorted(own.parts), sorted(other.parts), strict=False)
        ),
        "proper pair": own.is_proper != other.is_proper,
        "MAPQ 20 or more": (own.mapq >= 20) != (other.mapq >= 20),
    }
    return [what for what, differs in found.items() if differs]


def drawn(at: Ground, platform: Platform, seed: int) -> list[tuple[int, str]]:
    """SAM lines over every kind and size of junction."""
    rng, chance = np.random.default_rng(seed), Random(seed)
    library = Library(platform, 30, duplicates=0, mapq0=0)
    margin = 3 * platform.fragment[0]
    found: list[tuple[int, str]] = []
    for number, (kind, size) in enumerate((k, s) for k in Kind for s in _SIZES):
        start = chance.randrange(at.start + margin, at.end - size - margin)
        inserted = chance.choice(_INSERTS)
        event = rearranged(at, kind, start, start + size - 1, inserted)
        copy = Copy(at, start - margin, start + size + margin, event)
        pieces = fragments([copy], library, rng)
        found += lines(at, pieces, library, chance, "chr6", f"{kind.value}-{size}-{number}")
    return found


def _touches(line: Line, mates: dict[tuple[str, bool], Line]) -> bool:
    """Whether a read, or its mate, is anything but aligned as a whole in a proper pair."""
    mate = mates.get((line.name, not line.is_second))
    plain = all(letter == "M" for _, letter in _operations(line.cigar))
    return not plain or (mate is not None and not line.is_proper)


def aligned(at: Ground, found: Sequence[tuple[int, str]], platform: Platform) -> list[Line]:
    """The same reads as the aligner itself places them."""
    with tempfile.TemporaryDirectory() as folder:
        fasta, reads = Path(folder) / "ref.fa", Path(folder) / "reads.fq"
        fasta.write_text(f">chr6\n{at.bases}\n")
        reads.write_text("".join(_fastq(found)))
        command = [*ALIGNERS[platform.name], *(["-p"] if platform.is_paired else [])]
        if platform.is_paired:
            subprocess.run(["bwa", "index", str(fasta)], check=True, capture_output=True)
        done = subprocess.run(
            [*command, str(fasta), str(reads)], check=True, capture_output=True, text=True
        )
    rows = (row for row in done.stdout.splitlines() if not row.startswith("@"))
    return [line for line in map(parsed, rows) if line is not None]


def _fastq(found: Sequence[tuple[int, str]]) -> Iterator[str]:
    """The reads as the machine read them, both of a pair one after the other."""
    rows = [line.split("\t") for _, line in found]
    own = [row for row in rows if not int(row[1]) & 0x900]
    ordered = sorted(own, key=lambda row: (row[0], int(row[1]) & 0x80))
    for name, group in groupby(ordered, key=lambda row: row[0]):
        for row in group:
            bases, scores = row[9], row[10]
            if int(row[1]) & 0x10:
                bases, scores = reverse_complement(bases), scores[::-1]
            yield f"@{name}\n{bases}\n+\n{scores}\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0, help="differing reads to print of each kind")
    options = parser.parse_args(arguments)
    at = ground(Assembly.GRCH38)
    for platform in (GENOME, LONG):
        name = ALIGNERS[platform.name][0]
        if shutil.which(name) is None:
            sys.stdout.write(f"{name} is not installed.\n")
            continue
        found = drawn(at, platform, options.seed)
        emulated = [e for _, line in found if (e := parsed(line, at.start - 1)) is not None]
        own = {(line.name, line.is_second): line for line in emulated}
        sys.stdout.write(_report(name, own, aligned(at, found, platform), options.show))
    return 0


def _report(name: str, own: dict[tuple[str, bool], Line], others: list[Line], show: int) -> str:
    """How many agree, and in what the others differ."""
    counts: Counter[str] = Counter()
    shown: list[str] = []
    places = {(line.name, line.is_second): line for line in others}
    compared = 0
    for key, line in own.items():
        other = places.get(key)
        if other is None:
            counts["not aligned"] += 1
            continue
        if not (_touches(line, own) or _touches(other, places)):
            continue
        compared += 1
        what = differences(line, other)
        counts.update(what or ["nothing"])
        if what and len(shown) < show:
            shown.append(f"{what}\n  {line}\n  {other}")
    rows = [f"  {what}: {number:,}" for what, number in counts.most_common()]
    head = f"{name}: {compared:,} alignments at junctions; they differ in"
    return "\n".join([head, *rows, *shown]) + "\n"


if __name__ == "__main__":
    sys.exit(main())
