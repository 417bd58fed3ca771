"""The witness of a junction on real reads: NA12878 at 204 deletions of GRCh37, with the genotypes
that SVTyper gives. Skipped where the reads are not at hand.

Held: genotypes of SVTyper (Chiang 2015) in at least 98 %, no absent deletion called, no
heterozygote called homozygous (reads.md 1 and 8). Each is claimed as SVTyper calls it, an absent
one on one copy, as the program has it from a record.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pysam
import pytest

from osteo_annot.locus.interval import Interval
from osteo_annot.measured.reads.inserts import InsertSize
from osteo_annot.measured.reads.junction import junction_witness
from osteo_annot.measured.reads.locus_reads import LEFT_OUT_FLAGS, kept
from osteo_annot.measured.reads.witness import JunctionKind, JunctionWitness, WitnessReason

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "reads" / "svtyper"
BAM = FOLDER / "NA12878.target_loci.sorted.bam"
LONG = FOLDER.parent / "samplot" / "hg19_chr1_58343117_58343622_deletion.bam"
TOO_SHORT = ("3", 190_478_459)
"""175 bases, where pairs look normal whether the bases are there or not (the spread of the insert
is 80): SVTyper counts 24 of them for the reference and says 0/1 with quality 19. 32 reads cross the
junction and none goes through either end. With neither pairs nor depth beside them that is not
enough to tell two copies of what is called on one."""
NEAR_END = 60
"""Bases beside a deletion that count as read: the file has reads around the ends only, so that its
depth tells nothing."""
FRAGMENT = 1_500

pytestmark = pytest.mark.skipif(not BAM.exists(), reason="the real reads are not at hand")


@dataclass(frozen=True)
class Called:
    """A deletion with SVTyper's number of copies that have it."""

    contig: str
    outer: Interval
    inner: Interval
    copies: int


def deletions() -> Iterator[Called]:
    for line in (FOLDER / "example.gt.vcf").read_text("utf-8").splitlines():
        if line.startswith("#") or "SVTYPE=DEL" not in line:
            continue
        fields = line.split("\t")
        info = dict(part.partition("=")[::2] for part in fields[7].split(";"))
        start, end = int(fields[1]) + 1, int(info["END"])
        low, high = (list(map(int, info[name].split(","))) for name in ("CIPOS", "CIEND"))
        yield Called(
            fields[0],
            Interval(start + low[0], end + high[1]),
            Interval(start + low[1], end + high[0]),
            fields[9].split(":")[0].count("1"),
        )


@cache
def witnesses() -> list[tuple[Called, JunctionWitness]]:
    library = json.loads((FOLDER / "NA12878.bam.json").read_text())["NA12878"]["libraryArray"][0]
    insert = InsertSize(library["mean"], library["sd"])
    found = []
    with pysam.AlignmentFile(str(BAM)) as bam:
        for called in deletions():
            start, end = called.outer.start, called.outer.end
            parts = [(start - FRAGMENT, start + FRAGMENT), (end - FRAGMENT, end + FRAGMENT)]
            near = {
                (read.query_name, read.flag, read.reference_start): read
                for low, high in parts
                for read in bam.fetch(called.contig, low, high)
                if not read.flag & LEFT_OUT_FLAGS
            }
            claim = called.copies or 1
            reads = kept(near.values(), Interval(start - NEAR_END, end + NEAR_END))
            witness = junction_witness(
                reads, JunctionKind.DELETION, called.outer, called.inner, claim, insert
            )
            found.append((called, witness))
    return found


def genotype(witness: JunctionWitness) -> int | None:
    """Copies as told; none too where no fragments show the junction, whatever that says."""
    if witness.copies is None and witness.counts.fragments == 0:
        return 0
    return witness.copies


def test_the_file_is_that_of_the_specification():
    copies = [called.copies for called in deletions()]
    assert [copies.count(n) for n in range(3)] == [80, 89, 35]


def test_genotypes_are_those_of_svtyper():
    same = [called for called, witness in witnesses() if genotype(witness) == called.copies]
    assert len(same) >= 0.98 * len(witnesses())


def test_no_absent_deletion_is_called():
    absent = [witness for called, witness in witnesses() if called.copies == 0]
    assert all(not witness.copies for witness in absent)
    assert {w.reason for w in absent} == {WitnessReason.NO_JUNCTION, WitnessReason.ENDS_NOT_READ}


def test_no_heterozygote_is_called_homozygous():
    wrong = [
        (called.contig, called.outer.start)
        for called, witness in witnesses()
        if called.copies == 1 and witness.copies == 2
    ]
    assert wrong == []
    (witness,) = (w for c, w in witnesses() if (c.contig, c.outer.start) == TOO_SHORT)
    assert (witness.copies, witness.reason) == (None, WitnessReason.COPIES_NOT_TOLD)
    assert witness.counts.reads == 32
    assert witness.reference_left.reads == witness.reference_right.reads == 0


def test_short_homozygotes_are_homozygous():
    """Shorter than four standard deviations of the insert: 320 bases."""
    short = [w for c, w in witnesses() if c.copies == 2 and len(c.outer) < 320]
    assert len(short) > 5
    assert all(witness.copies == 2 and witness.counts.pairs == 0 for witness in short)


def test_breakpoints_are_those_of_the_callers_within_a_base():
    """As far as the callers give them to the base; any of the equivalent places counts."""
    told = [
        (called, witness.breakpoints)
        for called, witness in witnesses()
        if called.copies and witness.breakpoints and called.outer == called.inner
    ]
    aside = [
        max(
            max(found.start - called.outer.start, called.outer.start - found.start - shared),
            max(found.end - called.outer.end, called.outer.end - found.end - shared),
        )
        for called, found in told
        for shared in (len(found.homology),)
    ]
    assert len(told) > 80
    assert sum(n <= 1 for n in aside) >= 0.95 * len(told)


@pytest.mark.skipif(not LONG.exists(), reason="the real reads are not at hand")
@pytest.mark.parametrize(("claimed", "answer"), [(1, "CONFIRMED"), (2, "CONTRADICTED")])
def test_noisy_long_reads_show_a_heterozygous_deletion(claimed, answer):
    """PacBio reads of samplot's tests; half of them leave some 320 bases out, no two alike."""
    window = Interval(58_323_117, 58_363_622)
    with pysam.AlignmentFile(str(LONG)) as bam:
        reads = kept((read for read in bam if not read.flag & LEFT_OUT_FLAGS), window)
    outer, inner = Interval(58_343_164, 58_343_586), Interval(58_343_264, 58_343_486)
    told = junction_witness(reads, JunctionKind.DELETION, outer, inner, claimed)
    assert (told.copies, told.answer.name) == (1, answer)
    assert told.counts.gapped > 10
