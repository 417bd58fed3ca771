"""bcftools csq, bundled in pysam, on the embedded locus: the oracle of consequences.

The genome given to it is the locus window alone, as contig 6 that begins at base 1; the gene model
and the alleles are moved by the same distance.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pysam

from osteo_annot.locus.gene import GeneModel
from osteo_annot.locus.reference import Reference
from tests.oracles.alleles import VcfAllele

# A second run of csq in one process remembers the last position of the first and calls its input
# unsorted, so each run has its own process.
_RUN = "import sys, pysam.bcftools; pysam.bcftools.csq(*sys.argv[1:], catch_stdout=False)"


def run_csq(
    alleles: Sequence[VcfAllele],
    gene: GeneModel,
    reference: Reference,
    folder: Path,
    haplotypes: Sequence[dict[int, str]] = (),
) -> list[list[str]]:
    """The BCSQ entries of every allele, in the order given.

    Without ``haplotypes`` every allele is judged on its own. With them, each is a person: the
    phased genotype by the index of the allele; all others are ``0|0``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    fasta = _write_fasta(reference, folder / "locus.fa")
    gff = _write_gff(gene, reference, folder / "gene.gff3")
    vcf = _write_vcf(alleles, reference, folder / "in.vcf", haplotypes)
    out = folder / "out.vcf"
    mode = ["-p", "a"] if haplotypes else ["-l", "-s", "-"]
    files = ["-f", str(fasta), "-g", str(gff), *mode, "-o", str(out), str(vcf)]
    subprocess.run([sys.executable, "-c", _RUN, *files], check=True, capture_output=True)
    entries: dict[int, list[str]] = {}
    with pysam.VariantFile(str(out)) as stream:
        for record in stream:
            entries[int(record.id)] = list(record.info.get("BCSQ", ()))
    return [entries[index] for index in range(len(alleles))]


def kinds(entries: Sequence[str]) -> set[str]:
    """The consequence names in BCSQ entries."""
    return {kind for entry in entries for kind in entry.split("|")[0].split("&")}


def _write_fasta(reference: Reference, path: Path) -> Path:
    path.write_text(f">6\n{reference.bases}\n")
    pysam.faidx(str(path))
    return path


def _write_gff(gene: GeneModel, reference: Reference, path: Path) -> Path:
    """The gene in the dialect of Ensembl, which bcftools csq asks for."""
    shift = reference.start - 1
    parent = "Parent=transcript:ENST00000193322"
    lines = ["##gff-version 3", f"##sequence-region 6 1 {len(reference.bases)}"]

    def add(kind: str, start: int, end: int, phase: str, attributes: str) -> None:
        fields = ("6", "x", kind, start - shift, end - shift, ".", "-", phase, attributes)
        lines.append("\t".join(str(field) for field in fields))

    name = f"ID=gene:ENSG00000081087;Name={gene.symbol};biotype=protein_coding"
    add("gene", gene.start, gene.end, ".", name)
    ids = "ID=transcript:ENST00000193322;Parent=gene:ENSG00000081087;biotype=protein_coding"
    add("mRNA", gene.start, gene.end, ".", ids)
    coding_before = 0
    for exon in gene.exons:
        add("exon", exon.start, exon.end, ".", parent)
        part = gene.coding_part(exon)
        assert part is not None
        start, end = part
        if exon.end > end:
            add("five_prime_UTR", end + 1, exon.end, ".", parent)
        if exon.start < start:
            add("three_prime_UTR", exon.start, start - 1, ".", parent)
        add("CDS", start, end, str(-coding_before % 3), parent)
        coding_before += end - start + 1
    path.write_text("\n".join(lines) + "\n")
    return path


def _write_vcf(
    alleles: Sequence[VcfAllele],
    reference: Reference,
    path: Path,
    haplotypes: Sequence[dict[int, str]],
) -> Path:
    shift = reference.start - 1
    columns = ["CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO"]
    if haplotypes:
        columns += ["FORMAT", *(f"S{index}" for index in range(len(haplotypes)))]
    lines = [
        "##fileformat=VCFv4.2",
        f"##contig=<ID=6,length={len(reference.bases)}>",
        '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
        "#" + "\t".join(columns),
    ]
    for index, allele in sorted(enumerate(alleles), key=lambda item: item[1]):
        position = allele.position - shift
        fields = ["6", str(position), str(index), allele.ref, allele.alt, ".", "PASS", "."]
        if haplotypes:
            fields += ["GT", *(person.get(index, "0|0") for person in haplotypes)]
        lines.append("\t".join(fields))
    path.write_text("\n".join(lines) + "\n")
    return path
