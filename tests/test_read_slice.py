"""WhatsHap on a slice of the reads says what it says on the whole file (the oracle here)."""

from __future__ import annotations

import random
import subprocess
import sys
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pysam
import pytest

from osteo_annot.intake.depth.alignments import open_alignments
from osteo_annot.measured.read_alleles import Site
from osteo_annot.measured.read_phase import Phases, phased_by_reads
from osteo_annot.measured.read_slice import reads_over, write_slice
from tests.test_read_phase import seen

LENGTH = 60_000
"""Bases of the small chromosome."""
FIRST, STEP, SITES = 25_000, 120, 12
"""Where its heterozygous sites begin, how far they lie apart, and how many there are."""
SHORT, LONG = 150, 6_000


@dataclass
class Chromosome:
    """Random bases, two copies that differ at some sites, and reads all along them."""

    seed: int
    bases: str = field(init=False)
    sites: list[Site] = field(init=False)
    copies: tuple[str, str] = field(init=False)
    side: dict[Site, int] = field(init=False)
    """On which copy the ALT of a site lies."""

    def __post_init__(self) -> None:
        rng = random.Random(self.seed)
        self.bases = "".join(rng.choices("ACGT", k=LENGTH))
        places = range(FIRST, FIRST + STEP * SITES, STEP)
        self.sites = [
            (at, self.bases[at - 1], rng.choice("ACGT".replace(self.bases[at - 1], "")))
            for at in places
        ]
        self.side = {site: rng.randrange(2) for site in self.sites}
        copies = [list(self.bases), list(self.bases)]
        for site, side in self.side.items():
            copies[side][site[0] - 1] = site[2]
        self.copies = ("".join(copies[0]), "".join(copies[1]))

    def fasta(self, folder: Path) -> Path:
        path = folder / "chromosome.fa"
        path.write_text(f">chr6\n{self.bases}\n", encoding="ascii")
        return path

    def write(
        self, folder: Path, *, long: bool = False, samples: tuple[str, ...] = (), swap: bool = False
    ) -> Path:
        """Reads at 30x as an indexed BAM: pairs, or long ones; of each sample, if there are some.

        With ``swap`` every second sample has the ALT of each second site on the other copy.
        """
        rng = random.Random(self.seed + 1)
        found: list[tuple[int, str, str, int, str]] = []
        for number, name in enumerate(samples or ("",)):
            copies = self.copies if not (swap and number % 2) else self._swapped()
            for fragment in range(30 * LENGTH // (LONG if long else 2 * SHORT)):
                copy = rng.choice(copies)
                whole = LONG if long else rng.randrange(330, 480)
                start = rng.randrange(LENGTH - whole)
                label = f"{number}.{fragment}"
                if long:
                    found.append((start, label, copy[start : start + whole], 0, name))
                    continue
                other = start + whole - SHORT
                found.append((start, label, copy[start : start + SHORT], 99, name))
                found.append((other, label, copy[other : other + SHORT], 147, name))
        return _written(folder / "reads.bam", sorted(found), rng, samples)

    def _swapped(self) -> tuple[str, str]:
        """The copies with each second site's bases exchanged."""
        one, other = map(list, self.copies)
        for site in self.sites[::2]:
            at = site[0] - 1
            one[at], other[at] = other[at], one[at]
        return "".join(one), "".join(other)


def _written(
    path: Path,
    reads: list[tuple[int, str, str, int, str]],
    rng: random.Random,
    samples: tuple[str, ...],
) -> Path:
    """Reads with a wrong base in 200, qualities of 30, and tags that no phase may rest on."""
    header = {
        "HD": {"VN": "1.6", "SO": "coordinate"},
        "SQ": [{"SN": "chr5", "LN": 1000}, {"SN": "chr6", "LN": LENGTH}],
        "RG": [{"ID": f"rg-{name}", "SM": name} for name in samples],
    }
    with pysam.AlignmentFile(str(path), "wb", header=header) as handle:
        for start, label, bases, flag, name in reads:
            read = pysam.AlignedSegment(handle.header)
            read.query_name, read.flag, read.mapping_quality = label, flag, rng.choice((60, 60, 3))
            read.reference_id, read.reference_start = 1, start
            shown = [rng.choice("ACGT") if rng.random() < 0.005 else base for base in bases]
            read.query_sequence, read.cigarstring = "".join(shown), f"{len(bases)}M"
            read.query_qualities = pysam.qualitystring_to_array("?" * len(bases))
            read.set_tag("PS", "what a caller once thought")
            if name:
                read.set_tag("RG", f"rg-{name}")
            handle.write(read)
    pysam.index(str(path))
    return path


def over_the_whole_file(
    chromosome: Chromosome, reads: Path, fasta: Path, folder: Path, sample: str
) -> dict[Site, str]:
    """What WhatsHap writes for each site when it is given all the reads: the genotype."""
    lines = ["##fileformat=VCFv4.2", f"##contig=<ID=chr6,length={LENGTH}>"]
    lines.append('##FORMAT=<ID=GT,Number=1,Type=String,Description="g">')
    lines.append(f"#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t{sample}")
    lines += [
        f"chr6\t{at}\t.\t{ref}\t{alt}\t.\tPASS\t.\tGT\t0/1" for at, ref, alt in chromosome.sites
    ]
    question, answer = folder / "question.vcf", folder / "answer.vcf"
    question.write_text("\n".join(lines) + "\n", encoding="ascii")
    with pysam.AlignmentFile(str(reads), reference_filename=str(fasta)) as handle:
        grouped = bool(handle.header.to_dict().get("RG"))
    command = [sys.executable, "-m", "whatshap", "phase", "--reference", str(fasta)]
    command += [] if grouped else ["--ignore-read-groups"]
    command += ["-o", str(answer), str(question), str(reads)]
    subprocess.run(command, check=True, capture_output=True)
    rows = [row.split("\t") for row in answer.read_text().splitlines() if row[0] != "#"]
    return {(int(row[1]), row[3], row[4]): row[9].split(":")[0] for row in rows}


def same_relations(told: Phases, whole: dict[Site, str]) -> bool:
    """Whether neighbours lie on the same or on two copies in both answers."""
    return set(told) == set(whole) and all(
        (told[a][1] == told[b][1]) is (whole[a] == whole[b]) for a, b in pairwise(sorted(told))
    )


def without_tags(path: Path) -> Path:
    """The same reads without the tags that WhatsHap refuses to read."""
    plain = path.with_name("plain.bam")
    pysam.view("-x", "PS", "-b", "-o", str(plain), str(path), catch_stdout=False)
    pysam.index(str(plain))
    return plain


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("kind", ["pairs", "long", "shared", "cram"])
def test_the_slice_gives_the_phases_of_the_whole_file(tmp_path: Path, kind: str, seed: int) -> None:
    pytest.importorskip("whatshap")
    chromosome = Chromosome(seed)
    samples = ("P2", "P1") if kind == "shared" else ()
    reads = chromosome.write(tmp_path, long=kind == "long", samples=samples, swap=True)
    fasta = chromosome.fasta(tmp_path)
    plain = without_tags(reads)
    if kind == "cram":
        reads = tmp_path / "reads.cram"
        pysam.view("-C", "-T", str(fasta), "-o", str(reads), str(plain), catch_stdout=False)
        pysam.index(str(reads))
        plain = reads
    told = phased_by_reads(
        [seen(site) for site in chromosome.sites], "P1", reads, fasta, contig_length=LENGTH
    )
    whole = over_the_whole_file(chromosome, plain, fasta, tmp_path, "P1")
    assert same_relations(told, whole)
    assert len({of for of, _ in told.values()}) == 1
    truth = [
        side ^ (kind == "shared" and number % 2 == 0)
        for number, side in enumerate(chromosome.side.values())
    ]
    sides = [told[site][1] for site in chromosome.sites]
    assert sides in (truth, [1 - side for side in truth]), "the truth of the simulated copies"


def test_a_slice_holds_the_reads_at_the_sites_and_nobodys_name(tmp_path: Path) -> None:
    chromosome = Chromosome(1)
    path = chromosome.write(tmp_path, samples=("P2", "P1"))
    fasta = chromosome.fasta(tmp_path)
    opened = open_alignments(path, "P1", LENGTH)
    start, end = chromosome.sites[0][0], chromosome.sites[-1][0]
    reads = reads_over(opened, "P1", fasta, start, end)
    folder = tmp_path / "slice"
    folder.mkdir()
    part = write_slice(reads, "chr6", fasta, folder)
    with pysam.AlignmentFile(str(part.reads)) as handle:
        text = str(handle.header)
        written = list(handle)
    assert "P1" not in text
    assert "P2" not in text
    assert {read.query_name.split(".")[0] for read in written} == {"1"}, "of the second sample"
    assert all(not read.get_tags() for read in written)
    assert all(read.mapping_quality >= 20 for read in written)
    assert [r.query_sequence for r in written] == [r.query_sequence for r in reads]
    assert {
        r.reference_start + part.offset - s.reference_start
        for r, s in zip(written, reads, strict=True)
    } == {0}
    assert part.bases is not None
    bases = pysam.FastaFile(str(part.bases)).fetch("chr6")
    assert bases == chromosome.bases[part.offset : part.offset + part.length]
    assert all(r.reference_end > start - 1 and r.reference_start < end for r in reads)
    assert part.holds(start)
    assert part.holds(end)
    assert not part.holds(part.offset)


def test_no_read_over_the_sites_is_no_phase_and_no_refusal(tmp_path: Path) -> None:
    """WhatsHap calls a file without a read an error; here nobody has reads at the sites."""
    pytest.importorskip("whatshap")
    chromosome = Chromosome(1)
    reads = chromosome.write(tmp_path, samples=("P2", "P1"))
    sites = [(50, "A", "C"), (60, "A", "C")]
    with pysam.AlignmentFile(str(reads)) as handle:
        kept = [read for read in handle if read.reference_start > 1000]
        header = handle.header
    empty = tmp_path / "elsewhere.bam"
    with pysam.AlignmentFile(str(empty), "wb", header=header) as target:
        for read in kept:
            target.write(read)
    pysam.index(str(empty))
    observations = [seen(site) for site in sites]
    assert phased_by_reads(observations, "P1", empty, None, contig_length=LENGTH) == {}


@pytest.mark.parametrize(("gap", "is_kept"), [("N", False), ("D", True)])
def test_reads_of_rna_phase_nothing(tmp_path: Path, gap: str, is_kept: bool) -> None:
    """An intron that is left out (N): RNA may show one allele alone. A deletion (D) is DNA."""
    chromosome = Chromosome(1)
    path = chromosome.write(tmp_path)
    spliced = tmp_path / "spliced.bam"
    with (
        pysam.AlignmentFile(str(path)) as whole,
        pysam.AlignmentFile(str(spliced), "wb", header=whole.header) as handle,
    ):
        for number, read in enumerate(whole):
            if number == whole.mapped // 2:
                read.mapping_quality, read.cigarstring = 60, f"75M100{gap}75M"
            handle.write(read)
    pysam.index(str(spliced))
    opened = open_alignments(spliced, "P1", LENGTH)
    first, last = chromosome.sites[0][0] - 8_000, chromosome.sites[-1][0] + 8_000
    assert bool(reads_over(opened, "P1", None, first, last)) is is_kept
