"""Phase from the person's own reads: WhatsHap over a BAM or CRAM, where the user gives one.

Source: clinical rules 2.3 (T2). WhatsHap is optional (extra ``phasing``) and runs as a process of
its own in a temporary folder, on a slice of the reads over the sites; the user's files are only
read. What a caller wrote of phase is not passed on, so that the answer rests on the reads alone.
WhatsHap gives the likelier arrangement also on one read, and where reads contradict each other; so
the reads are counted once more, and a phase is kept only where enough of them show it and few show
the opposite.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from osteo_annot.errors import RefusalCode, last_line, refuse
from osteo_annot.intake.depth.alignments import (
    MIN_MAPQ,
    Alignments,
    check_reference,
    open_alignments,
)
from osteo_annot.intake.vcf.genotype import GenotypeKind, parse_genotype
from osteo_annot.intake.vcf.row import Row, parse_row
from osteo_annot.measured.read_alleles import Site, alleles_in, blocks_of
from osteo_annot.measured.read_slice import Slice, reads_over, write_slice
from osteo_annot.values import dataclass

if TYPE_CHECKING:
    from pysam import AlignedSegment

    from osteo_annot.intake.vcf.observation import Observation

MAX_ALLELE = 50
"""Bases of REF or ALT up to which a change counts as small enough to be seen in one read."""
MIN_LINKING_READS = 3
"""Reads, or read pairs, that must show two changes in the same phase (default, unverified)."""
MAX_OPPOSITE = 0.2
"""Share of the reads over two changes that may show the opposite phase (default, unverified)."""
TIME_LIMIT = 600
"""Seconds after which WhatsHap is stopped."""

_BASES = re.compile(r"[ACGT]+")


@dataclass(frozen=True, slots=True)
class Link:
    """What reads over two changes show of them."""

    cis: int
    """Reads with both ALT or both REF."""
    trans: int
    """Reads with the ALT of one and the REF of the other."""

    def supports(self, trans: bool) -> bool:
        """Whether enough reads show an arrangement, and few the opposite one."""
        ayes, noes = (self.trans, self.cis) if trans else (self.cis, self.trans)
        return ayes >= MIN_LINKING_READS and noes <= MAX_OPPOSITE * (ayes + noes)

    def opposes(self, trans: bool) -> bool:
        """Whether too many reads show the opposite of an arrangement, on enough reads."""
        noes = self.cis if trans else self.trans
        reads = self.cis + self.trans
        return reads >= MIN_LINKING_READS and noes > MAX_OPPOSITE * reads


Phases = dict[Site, tuple[str, int]]
Pair = tuple[Site, Site]


def phased_by_reads(
    observations: Sequence[Observation],
    sample: str,
    alignments: Path,
    reference: Path | None,
    *,
    contig_length: int,
) -> Phases:
    """Phase set and side (0 or 1) of the ALT of each heterozygous small variant that reads link.

    Sides of different phase sets have nothing to do with each other; a change that is missing from
    the answer has no phase. ``contig_length`` is that of the observations' assembly. Without a
    reference FASTA only single-base changes are phased, and a CRAM is refused.

    Raises RefusedError: WhatsHap is not installed, or the alignments cannot be used with these
    observations, or WhatsHap fails.
    """
    if find_spec("whatshap") is None:
        found = "Phasing by reads needs WhatsHap, which is not installed (extra phasing)."
        raise refuse(RefusalCode.PHASING_FAILED, alignments.name, found)
    opened = open_alignments(alignments, sample, contig_length)
    if reference is not None:
        check_reference(opened, reference)
    elif opened.is_cram:
        raise refuse(
            RefusalCode.ALIGNMENTS_INVALID,
            alignments.name,
            "A CRAM cannot be read without a reference FASTA.",
        )
    sites = heterozygous_sites(observations)
    if reference is None:
        sites = [site for site in sites if len(site[1]) == len(site[2]) == 1]
    if len(sites) < 2:
        return {}
    with TemporaryDirectory() as folder:
        return _phase(sites, sample, opened, reference, Path(folder))


def heterozygous_sites(observations: Iterable[Observation]) -> list[Site]:
    """The small variants, unfiltered and on one of two called copies, in order of position.

    Positions with several such changes are left out: they share bases, which tells their phase.
    """
    found: dict[int, set[Site]] = {}
    for observation in observations:
        site = _site(observation)
        if site is not None:
            found.setdefault(site[0], set()).add(site)
    return [min(found[position]) for position in sorted(found) if len(found[position]) == 1]


def _site(observation: Observation) -> Site | None:
    """The change of an observation that reads can phase, or None."""
    row, genotype = observation.row, observation.genotype
    if row.filters or genotype.kind is not GenotypeKind.DIPLOID:
        return None
    low, high = sorted(allele or 0 for allele in genotype.alleles)
    if low != 0 or high == 0:
        return None
    alt = row.alts[high - 1]
    if not _BASES.fullmatch(row.ref) or not _BASES.fullmatch(alt):
        return None
    return (row.position, row.ref, alt) if max(len(row.ref), len(alt)) <= MAX_ALLELE else None


def _phase(
    sites: Sequence[Site], sample: str, opened: Alignments, reference: Path | None, folder: Path
) -> Phases:
    """Slice the reads over the sites, run WhatsHap on them, read the answer."""
    reads = reads_over(opened, sample, reference, sites[0][0], sites[-1][0])
    if not reads:
        return {}
    part = write_slice(reads, opened.contig, reference, folder)
    sites = [site for site in sites if part.holds(site[0])]
    if len(sites) < 2:
        return {}
    question, answer = folder / "in.vcf", folder / "out.vcf"
    question.write_text(_vcf(sites, part), encoding="utf-8", newline="\n")
    options = ["--no-reference"] if part.bases is None else ["--reference", str(part.bases)]
    command = [sys.executable, "-m", "whatshap", "phase", *options, "--ignore-read-groups"]
    command += ["--mapping-quality", str(MIN_MAPQ), "--tag", "PS", "--output", str(answer)]
    _run([*command, str(question), str(part.reads)], folder, opened.path.name)
    phases = _phases(answer.read_text(encoding="utf-8").splitlines(), part.offset)
    return well_supported(phases, count_links(_alleles_by_read(sorted(phases), reads)))


def _run(command: Sequence[str], folder: Path, name: str) -> None:
    """Run WhatsHap; a failure becomes a refusal with the last thing that it said."""
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, timeout=TIME_LIMIT, check=False
        )
    except subprocess.TimeoutExpired as error:
        found = f"WhatsHap did not end within {TIME_LIMIT} s."
        raise refuse(RefusalCode.PHASING_FAILED, name, found) from error
    if done.returncode != 0:
        raise refuse(
            RefusalCode.PHASING_FAILED, name, f"WhatsHap failed ({last_line(done.stderr)})."
        )


def _vcf(sites: Iterable[Site], part: Slice) -> str:
    """The heterozygous changes as an unphased VCF of one sample, on the contig of the slice."""
    fixed = ("#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO", "FORMAT", "person")
    lines = [
        "##fileformat=VCFv4.2",
        f"##contig=<ID={part.contig},length={part.length}>",
        '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
        "\t".join(fixed),
    ]
    for position, ref, alt in sites:
        place = str(position - part.offset)
        lines.append("\t".join((part.contig, place, ".", ref, alt, ".", "PASS", ".", "GT", "0/1")))
    return "\n".join(lines) + "\n"


def _phases(lines: Iterable[str], offset: int) -> Phases:
    """Phase set and side of each phased record of the answer; ``offset`` is that of the slice."""
    found: Phases = {}
    for number, line in enumerate((text for text in lines if not text.startswith("#")), 1):
        row = parse_row(line, number, 1)
        if not isinstance(row, Row) or len(row.alts) != 1:
            continue
        fields = row.fields(0)
        genotype = parse_genotype(fields.get("GT"), row.n_alleles, fields.get("PS", ""))
        sides = genotype.sides(1)
        if genotype.phase_set and len(genotype.alleles) == 2 and len(sides) == 1:
            found[row.position + offset, row.ref, row.alts[0]] = (genotype.phase_set, sides[0])
    return found


def _alleles_by_read(
    sites: Sequence[Site], reads: Iterable[AlignedSegment]
) -> list[dict[Site, int]]:
    """What each read, or pair of reads, shows at the sites: REF (0) or ALT (1)."""
    shown: dict[str, dict[Site, set[int]]] = {}
    for read in reads if sites else ():
        for site, allele in alleles_in(blocks_of(read), sites):
            shown.setdefault(str(read.query_name), {}).setdefault(site, set()).add(allele)
    return [
        {site: min(alleles) for site, alleles in by_site.items() if len(alleles) == 1}
        for by_site in shown.values()
    ]


def count_links(shown: Iterable[dict[Site, int]]) -> dict[Pair, Link]:
    """What the reads show of each two sites that some read shows together."""
    cis: Counter[Pair] = Counter()
    trans: Counter[Pair] = Counter()
    for alleles in shown:
        for one, other in combinations(sorted(alleles), 2):
            (cis if alleles[one] == alleles[other] else trans)[one, other] += 1
    return {pair: Link(cis[pair], trans[pair]) for pair in sorted({*cis, *trans})}


def well_supported(phases: Phases, links: dict[Pair, Link]) -> Phases:
    """The phase sets, parted into those changes that good links hold together.

    A part with two changes of which too many reads show the opposite is dropped whole. A set is
    named by the position of its first change; a change left alone has no phase.
    """
    part = {site: site for site in sorted(phases)}
    judged = [
        (one, other, link, phases[one][1] != phases[other][1])
        for (one, other), link in sorted(links.items())
        if one in phases and other in phases and phases[one][0] == phases[other][0]
    ]
    for one, other, link, trans in judged:
        if link.supports(trans):
            first, second = sorted((part[one], part[other]))
            part = {site: first if of == second else of for site, of in part.items()}
    disputed = {
        part[one]
        for one, other, link, trans in judged
        if part[one] == part[other] and link.opposes(trans)
    }
    sizes = Counter(part.values())
    return {
        site: (str(of[0]), phases[site][1])
        for site, of in part.items()
        if sizes[of] > 1 and of not in disputed
    }
