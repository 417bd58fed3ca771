"""Small sources of knowledge for tests, as their makers write them.

Frequencies (gnomAD v2 and v3: popmax; v4: grpmax, joint; gnomAD-SV: POPMAX_AF, N_HOMALT), ClinVar
(CLNSIG, CLNREVSTAT), SpliceAI (ALLELE|SYMBOL|DS_AG|DS_AL|DS_DG|DS_DL|DP_...). Positions are on
GRCh38 and moved to the builder's assembly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from osteo_annot.evidence.knowledge import Knowledge
from osteo_annot.intake.knowledge.source_files import read_sources
from osteo_annot.intake.knowledge.sources import KnowledgeSources, SourceKind
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.locus import LOCUS
from osteo_annot.locus.reference import embedded_reference
from osteo_annot.record.policy import default_policy
from tests.vcf_builder import EXON, OFFSET

Site = tuple[int, str, str]


@dataclass
class SourceVcf:
    """A VCF of sites being written."""

    assembly: Assembly = Assembly.GRCH38
    header: Sequence[str] = ()
    contig: str = "chr6"
    length: int | None = None
    rows: list[tuple[int, str]] = field(default_factory=list)

    def add(self, site: Site, info: str, filters: str = "PASS", name: str = ".") -> SourceVcf:
        """A record of one allele."""
        position, ref, alt = site
        position += OFFSET if self.assembly is Assembly.GRCH37 else 0
        line = "\t".join((self.contig, str(position), name, ref, alt, ".", filters, info))
        self.rows.append((position, line))
        return self

    def seen(self, exons: Sequence[int] = (1, 2, 3, 4, 5, 6), alleles: int = 150_000) -> SourceVcf:
        """A rare synonymous-looking record every 20 bases of the exons: the place was called."""
        reference = embedded_reference(Assembly.GRCH38)
        for number in exons:
            exon = EXON[number]
            for position in range(exon.start - 40, exon.end + 41, 20):
                ref = reference.base(position)
                if ref == "N" or position > 108_074_741:
                    continue
                alt = {"A": "C", "C": "A", "G": "C", "T": "G"}[ref]
                self.add((position, ref, alt), f"AC=1;AN={alleles};AF={1 / alleles:.3g};nhomalt=0")
        return self

    def write(self, path: Path) -> Path:
        """Write the file, sorted."""
        length = self.length or LOCUS.lengths[self.assembly]
        lines = [
            "##fileformat=VCFv4.2",
            *self.header,
            f"##contig=<ID={self.contig},length={length}>",
            "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO",
            *(line for _, line in sorted(self.rows)),
        ]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
        return path


SV_FIELDS = (
    '##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type">',
    '##INFO=<ID=END,Number=1,Type=Integer,Description="End">',
)


def splice(site: Site, *scores: float, symbol: str = "OSTM1") -> str:
    """The INFO of SpliceAI: acceptor gain and loss, donor gain and loss."""
    told = "|".join(f"{score:.2f}" for score in scores)
    return f"SpliceAI={site[2]}|{symbol}|{told}|1|2|3|4"


def knowledge(assembly: Assembly, **paths: Path | Sequence[Path]) -> Knowledge:
    """The default policy and the sources: ``frequencies=``, ``clinvar=``, ``splice=``, ..."""
    given = {
        SourceKind(name): (value,) if isinstance(value, Path) else tuple(value)
        for name, value in paths.items()
    }
    return Knowledge(default_policy(), sources(assembly, given))


def sources(assembly: Assembly, given: dict[SourceKind, tuple[Path, ...]]) -> KnowledgeSources:
    """The sources as the commands read them."""
    return read_sources(given, assembly, embedded_reference(assembly))
