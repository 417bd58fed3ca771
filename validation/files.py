"""The files that callers would write of a family, with what callers get wrong.

Small variants: a VCF of the sites that vary, or a gVCF with blocks. Under a heterozygous deletion
one allele is seen and called homozygous; inside a homozygous deletion nothing is.

Errors that are always there: calls that are missing, exons with too few reads or none, haploid
calls, and in a gVCF alleles that dropped out (a heterozygote called homozygous for the change, on
half the reads). Errors that nothing in the files could reveal are drawn only when asked for: an
allele that dropped out where no other record tells how many reads are usual, or that leaves a
reference call, and a deletion that its caller missed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from random import Random

from osteo_annot.locus.assembly import Assembly
from validation.families import DELETIONS, EXONS, RESTORING, SMALL, Change, Family, Person, deleted

OFFSET = 321_204
DEPTH = 30
_FIXED = ("#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO", "FORMAT")
_SITES = tuple(sorted({*SMALL, RESTORING}, key=lambda c: (c.start, c.alt)))
NAMES = ("CHILD", "FATHER", "MOTHER")


@dataclass(frozen=True, slots=True)
class Settings:
    """How the laboratory works on one family."""

    assembly: Assembly
    contig: str
    gvcf: bool
    phased: bool
    parents: bool
    deletions: str
    """``none``, ``depth`` (GT and CN, two copies said too), ``number`` (CN alone), ``junction``."""
    hidden_errors: bool
    """Whether errors are drawn that nothing in the files could reveal."""

    def at(self, position: int) -> int:
        """A GRCh38 position on the assembly."""
        return position + (OFFSET if self.assembly is Assembly.GRCH37 else 0)


def draw_settings(random: Random, *, hidden_errors: bool) -> Settings:
    """The settings of one family."""
    return Settings(
        assembly=random.choice(list(Assembly)),
        contig=random.choice(["chr6", "6"]),
        gvcf=random.random() < 0.5,
        phased=random.random() < 0.4,
        parents=random.random() < 0.4,
        deletions=random.choice(["none", "depth", "number", "junction"]),
        hidden_errors=hidden_errors,
    )


def write_files(
    family: Family, settings: Settings, random: Random, folder: Path
) -> tuple[list[Path], Path | None]:
    """Write the VCFs and the pedigree of a family; the child is ``CHILD``."""
    people = [family.child]
    if settings.parents:
        people += [family.father, family.mother]
    files: list[tuple[str, str]] = []
    if settings.gvcf:
        for name, person in zip(NAMES, people, strict=False):
            files.append((f"{name}.g.vcf", _gvcf(name, person, settings, random)))
    else:
        files.append(("small.vcf", _joint(people, settings, random)))
    if settings.deletions != "none":
        files.append(("deletions.vcf", _deletions(people, settings, random)))
    paths = []
    for name, text in files:
        (folder / name).write_text(text, encoding="ascii")
        paths.append(folder / name)
    if not settings.parents:
        return paths, None
    ped = folder / "family.ped"
    ped.write_text("F\tCHILD\tFATHER\tMOTHER\t1\t2\nF\tFATHER\t0\t0\t1\t1\nF\tMOTHER\t0\t0\t2\t1\n")
    return paths, ped


def _file(settings: Settings, header: Sequence[str], names: Sequence[str], rows: list[str]) -> str:
    """The text of a VCF; rows are sorted by POS."""
    length = settings.assembly.chr6_length
    lines = ["##fileformat=VCFv4.2", *header, f"##contig=<ID={settings.contig},length={length}>"]
    lines.append("\t".join((*_FIXED, *names)))
    return "\n".join([*lines, *sorted(rows, key=lambda row: int(row.split("\t")[1]))]) + "\n"


def _cell(person: Person, site: Change, settings: Settings, random: Random) -> str:
    """GT:AD:DP:GQ:PS of a person at a small variant, as a caller sees it."""
    seen = [
        (int(site in copy))
        for copy in person.copies
        if not deleted(copy, site.start) and not deleted(copy, site.end)
    ]
    if not seen or random.random() < 0.02:
        return "./.:.:.:.:."
    if len(seen) == 1:
        depths = (0, DEPTH // 2) if seen[0] else (DEPTH // 2, 0)
        if seen[0] and random.random() < 0.1:
            return f"1:{depths[0]},{depths[1]}:{DEPTH // 2}:45:."
        return f"{seen[0]}/{seen[0]}:{depths[0]},{depths[1]}:{DEPTH // 2}:45:."
    ones = sum(seen)
    if ones == 1 and random.random() < 0.03 and (settings.gvcf or settings.hidden_errors):
        return f"1/1:0,{DEPTH // 2}:{DEPTH // 2}:45:."
    if ones == 1 and settings.hidden_errors and random.random() < 0.01:
        return f"0/0:{DEPTH // 2},0:{DEPTH // 2}:45:."
    order = seen if random.random() < 0.5 else seen[::-1]
    depths = (DEPTH * (2 - ones) // 2, DEPTH * ones // 2)
    if settings.phased and ones == 1:
        return f"{seen[0]}|{seen[1]}:{depths[0]},{depths[1]}:{DEPTH}:99:7"
    return f"{order[0]}/{order[1]}:{depths[0]},{depths[1]}:{DEPTH}:99:."


def _joint(people: Sequence[Person], settings: Settings, random: Random) -> str:
    """A VCF of the sites at which anybody varies."""
    rows: list[str] = []
    for site in _SITES:
        if not any(site in copy for person in people for copy in person.copies):
            continue
        cells = [_cell(person, site, settings, random) for person in people]
        place = (settings.contig, str(settings.at(site.start)), ".", site.ref, site.alt)
        rows.append("\t".join((*place, "50", "PASS", ".", "GT:AD:DP:GQ:PS", *cells)))
    return _file(settings, (), NAMES[: len(people)], rows)


def _gvcf(name: str, person: Person, settings: Settings, random: Random) -> str:
    """A gVCF: the person's own variants, and blocks between them over every exon."""
    rows: list[str] = []
    taken: list[tuple[int, int]] = []
    for site in _SITES:
        if any(site in copy for copy in person.copies):
            cell = _cell(person, site, settings, random)
            place = (settings.contig, str(settings.at(site.start)), ".", site.ref)
            alts = f"{site.alt},<NON_REF>"
            gt, ad, *rest = cell.split(":")
            cell = ":".join((gt, ad if ad == "." else f"{ad},0", *rest))
            rows.append("\t".join((*place, alts, "50", ".", ".", "GT:AD:DP:GQ:PS", cell)))
            taken.append((site.start, site.end))
    for exon in EXONS.values():
        if random.random() < 0.03:
            continue
        weak = random.random() < 0.04
        for start, end in _between(exon.start - 50, exon.end + 50, taken, person):
            rows.append(_block(start, end, person, settings, weak=weak))
    header = ('##ALT=<ID=NON_REF,Description="Any other allele">',)
    return _file(settings, header, (name,), rows)


def _between(
    start: int, end: int, taken: Sequence[tuple[int, int]], person: Person
) -> Iterator[tuple[int, int]]:
    """The parts of an interval outside the taken ones, cut where the number of copies changes."""
    cuts = {start, end + 1}
    for first, last in taken:
        cuts |= {first, last + 1}
    for copy in person.copies:
        for change in copy:
            if change.is_deletion:
                cuts |= {change.start, change.end + 1}
    edges = sorted(c for c in cuts if start <= c <= end + 1)
    for low, high in pairwise(edges):
        if not any(first <= low <= last for first, last in taken):
            yield low, high - 1


def _block(start: int, end: int, person: Person, settings: Settings, *, weak: bool) -> str:
    """A reference block with the reads that the person's copies give."""
    copies = sum(not deleted(copy, start) for copy in person.copies)
    depth = 4 if weak and copies else DEPTH * copies // 2
    quality = min(99, 3 * depth)
    place = (settings.contig, str(settings.at(start)), ".", "N", "<NON_REF>", ".", ".")
    cell = f"0/0:{depth}:{quality}:{depth}"
    return "\t".join((*place, f"END={settings.at(end)}", "GT:DP:GQ:MIN_DP", cell))


def _deletions(people: Sequence[Person], settings: Settings, random: Random) -> str:
    """The records of a caller of deletions."""
    junction = settings.deletions == "junction"
    source = "GenerateSVCandidates 1.6.0" if junction else "DRAGEN_CNV"
    header = [
        f"##source={source}",
        '##ALT=<ID=DEL,Description="Deletion">',
        '##INFO=<ID=END,Number=1,Type=Integer,Description="End">',
        '##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type">',
        '##FORMAT=<ID=CN,Number=1,Type=Integer,Description="Copies">',
    ]
    rows: list[str] = []
    for change in DELETIONS:
        carried = [sum(change in copy for copy in person.copies) for person in people]
        missed = settings.hidden_errors and random.random() < 0.05
        if not any(carried) or missed:
            continue
        alone = all(_alone(person, change) for person in people)
        cells = [_loss(copies, settings, alone=alone) for copies in carried]
        info = f"SVTYPE=DEL;END={settings.at(change.end)}"
        place = (settings.contig, str(settings.at(change.start) - 1), ".", "N", "<DEL>")
        rows.append("\t".join((*place, "90", "PASS", info, "GT:CN", *cells)))
    if not rows and settings.deletions == "depth":
        info = f"END={settings.at(EXONS[1].end + 9000)}"
        place = (settings.contig, str(settings.at(EXONS[6].start - 9000)), ".", "N", ".")
        cells = ["./.:2"] * len(people)
        rows.append("\t".join((*place, "90", "PASS", info, "GT:CN", *cells)))
    return _file(settings, header, NAMES[: len(people)], rows)


def _alone(person: Person, change: Change) -> bool:
    """Whether no other deletion of the person shares bases with the change."""
    others = {c for copy in person.copies for c in copy if c.is_deletion and c != change}
    return not any(c.start <= change.end and change.start <= c.end for c in others)


def _loss(copies: int, settings: Settings, *, alone: bool) -> str:
    """GT:CN of a person who lost this many copies; no CN where two deletions overlap."""
    genotype = ("0/0", "0/1", "1/1")[copies]
    if settings.deletions == "junction" or not alone:
        return f"{genotype}:."
    return f"./.:{2 - copies}" if settings.deletions == "number" else f"{genotype}:{2 - copies}"
