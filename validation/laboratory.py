"""How a laboratory works on one family: what it sequences, which files it writes, what goes wrong.

Errors are of two kinds. *Open* errors leave a trace in the files: half of the reads, a weak block,
a missing genotype, a deletion that was not found. *Hidden* errors leave none, so that no program
could know better; they are made only on request (``errors``):

- a changed allele drops out: a heterozygote looks like reference on half of the reads;
- the reference allele drops out where both parents carry the change, or where a copy number of two
  is told and the reads are not;
- by chance all of ten or more reads come from one allele;
- a heterozygous deletion is written ``1/1`` without copy number and depth;
- a deletion is missed in one member of the family only, or written where there is none;
- a row is missing where a BED says that everything was callable, or where the change that it would
  tell restores the frame.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.locus import LOCUS
from validation.people import Family, Person
from validation.truth import GENE, REFERENCE, Loss

OFFSET = 321_204
"""From GRCh38 to GRCh37 over the whole locus."""
PAD = 60
"""Bases beside an exon that an exome sees."""
_FLANK = 3_000
_LOW = 0.2
"""Part of the usual reads in an exon that was captured badly."""
_FIXED = ("#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO", "FORMAT")


@dataclass(frozen=True)
class Laboratory:
    """What is done for one family, and the chance by which it turns out."""

    family: Family
    rng: Random
    errors: bool
    """Whether hidden errors are made."""
    assembly: Assembly
    contig: str
    names: tuple[str, ...]
    """Columns: the child, or all three."""
    joint: bool
    """Whether small variants of all columns stand in one file."""
    small: str
    """``vcf``, ``gvcf``, or ``bed``: a VCF and the regions with enough reads."""
    genome: bool
    """Whether the introns are seen too."""
    fields: str
    """FORMAT: ``GT:AD:DP:GQ``, ``GT:DP:GQ`` or ``GT``."""
    phase: str
    """``none``; ``PS``; ``PID`` (PGT and PID); ``pipe``: a separator that means nothing."""
    losses: tuple[str, ...]
    """Callers of deletions: ``junction``, ``counted``, ``copies``, ``segments``."""
    per_copy: int
    """Reads that one copy gives."""
    yields: dict[int, float]
    """Part of the usual reads, by exon."""
    empty: str
    """Cell of a block where no copy is left; empty: no block at all."""
    haploid: bool
    """Whether one allele under a deletion is written as one index."""
    split: bool
    """Whether rows with several alleles are split, as ``bcftools norm -m-`` does."""
    longer: bool
    """Whether the files of the parents, if apart, spell each indel with further bases behind it."""
    lies: str
    """A file beside that shows no search: ``""``, ``empty``, ``elsewhere``, ``elements``."""
    dropped: dict[str, list[tuple[int, int, int]]] = field(default_factory=dict)
    """By column: copy, first and last base of what was not captured of it."""
    told: set[Loss] = field(default_factory=set)
    """Deletions of the child that some caller found."""
    done: set[str] = field(default_factory=set)
    """Which errors were made on the child."""

    def chance(self, probability: float, error: str = "", name: str = "child") -> bool:
        """Whether something happens; an error on the child is kept."""
        happens = self.rng.random() < probability
        if happens and error and name == "child":
            self.done.add(error)
        return happens

    @property
    def shows_dropout(self) -> bool:
        """Whether half of the reads can be seen, or nothing says that two copies are there."""
        # In an exome the usual reads differ by exon, so that half of them tell nothing.
        depth_told = self.genome and self.small == "gvcf" and "DP" in self.fields
        return depth_told or not {"counted", "copies", "segments"} & set(self.losses)

    @property
    def searched(self) -> bool:
        """Whether some file of this family is a search for deletions (earned claims 1)."""
        # Junctions of an exome lie in introns; records of unknown writers are no search.
        return "segments" in self.losses or ("junction" in self.losses and self.genome)

    def people(self) -> dict[str, Person]:
        """Those with columns."""
        return {name: self.family.people[name] for name in self.names}

    def at(self, position: int) -> int:
        """A GRCh38 position on the assembly."""
        return position + (OFFSET if self.assembly is Assembly.GRCH37 else 0)

    def targets(self) -> list[tuple[int, int]]:
        """What is sequenced; 1-based, closed."""
        if self.genome:
            return [(GENE.start - _FLANK, GENE.end + _FLANK)]
        return [(e.start - PAD, e.end + PAD) for e in reversed(GENE.exons)]

    def seen(self, name: str, position: int) -> tuple[bool, bool]:
        """Which copies of a person give reads at a position."""
        first, second = self.family.people[name].present(position)
        gone = {c for c, start, end in self.dropped.get(name, ()) if start <= position <= end}
        return first and 0 not in gone, second and 1 not in gone

    def depth(self, name: str, position: int) -> int:
        """Reads of a person at a position."""
        exon = GENE.exons_overlapping(position - PAD, position + PAD)
        part = self.yields[exon[0].number] if exon else 1.0
        copies = sum(self.seen(name, position))
        return round(self.per_copy * copies * part * self.rng.uniform(0.92, 1.08))

    def row(
        self,
        position: int,
        ref: str,
        alt: str,
        info: str,
        fmt: str,
        *cells: str,
        qual: str = "PASS",
    ) -> str:
        """A line of a VCF at a GRCh38 position."""
        place = (self.contig, str(self.at(position)), ".", ref, alt, "50", qual, info, fmt)
        return "\t".join((*place, *cells))

    def file(self, header: tuple[str, ...], names: tuple[str, ...], rows: list[str]) -> str:
        """The text of a VCF with its rows in order."""
        lines = [
            "##fileformat=VCFv4.2",
            *header,
            f"##contig=<ID={self.contig},length={LOCUS.lengths[self.assembly]}>",
            "\t".join((*_FIXED, *names)),
            *sorted(rows, key=lambda row: int(row.split("\t")[1])),
        ]
        return "\n".join(lines) + "\n"


def base(position: int) -> str:
    """The reference base at a GRCh38 position; ``N`` where it is not known."""
    return REFERENCE.base(position)


def draw_laboratory(rng: Random, family: Family, *, errors: bool) -> Laboratory:
    """A laboratory for a family."""
    names: tuple[str, ...] = ("child", "mother", "father") if rng.random() < 0.45 else ("child",)
    if len(names) > 1 and rng.random() < 0.1:
        names = ("child", "mother")  # the father has no file
    small = rng.choices(("vcf", "gvcf", "bed"), (25, 55, 20))[0]
    callers = ("junction", "counted", "copies", "segments")
    count = rng.choices((0, 1, 2), (25, 60, 15))[0]
    bare = ("GT",) if small != "gvcf" else ()
    return Laboratory(
        family=family,
        rng=rng,
        errors=errors,
        assembly=rng.choice(tuple(Assembly)),
        contig=rng.choice(("chr6", "6")),
        names=names,
        joint=rng.random() < 0.6,
        small=small,
        genome=rng.random() < 0.5,
        fields=rng.choice(("GT:AD:DP:GQ", "GT:AD:DP:GQ", "GT:DP:GQ", *bare)),
        phase=rng.choice(("none", "none", "PS", "PID", "pipe")),
        losses=tuple(rng.sample(callers, count)),
        per_copy=rng.choice((13, 15, 20, 40)),
        yields={
            e.number: rng.uniform(0.9, 1.1) * (_LOW if rng.random() < 0.04 else 1.0)
            for e in GENE.exons
        },
        empty=rng.choice(("", "./.:0:0:0", "0/0:0:0:0", "0/0:2:6:1")),
        haploid=rng.random() < 0.25,
        split=rng.random() < 0.2,
        longer=rng.random() < 0.3,
        lies=rng.choices(("", "empty", "elsewhere", "elements"), (7, 1, 1, 1))[0],
    )
