"""Files as the sources of knowledge publish them today, with a few records of our own making.

Names of fields and columns are those that each source documents: ClinVar's README of its VCF and
header (2026: 39 INFO fields), gnomAD v4.1 (joint sites; structural variants), SpliceAI's header,
REVEL v1.3, AlphaMissense (2023), DDG2P (2023 and 2025), PanelApp's download. Values are made up.
"""

from __future__ import annotations

from pathlib import Path

import pysam

from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.locus import LOCUS
from tests.vcf_builder import NONSENSE, OFFSET

_FIELDS = (
    "AF_ESP AF_EXAC AF_TGP ALLELEID CLNDN CLNDNINCL CLNDISDB CLNDISDBINCL CLNHGVS CLNREVSTAT "
    "CLNSIG CLNSIGCONF CLNSIGINCL CLNSIGSCV CLNVC CLNVCSO CLNVI DBVARID GENEINFO MC ONCDN "
    "ONCDNINCL ONCDISDB ONCDISDBINCL ONC ONCINCL ONCREVSTAT ONCSCV ONCCONF ORIGIN RS SCIDN "
    "SCIDNINCL SCIDISDB SCIDISDBINCL SCIREVSTAT SCI SCIINCL SCISCV"
)
CLINVAR_FIELDS = _FIELDS.split()
SPLICEAI_FORMAT = "ALLELE|SYMBOL|DS_AG|DS_AL|DS_DG|DS_DL|DP_AG|DP_AL|DP_DG|DP_DL"
FAR = 90_000_000
"""A place on chromosome 6 that no file of the locus has."""


def on(position: int, assembly: Assembly) -> int:
    """A position of the gene on GRCh38, on an assembly."""
    return position + (OFFSET if assembly is Assembly.GRCH37 else 0)


def published(folder: Path, name: str, header: list[str], rows: list[tuple[object, ...]]) -> Path:
    """A VCF of sites as it is published: compressed in blocks, with an index."""
    plain = folder / "plain.vcf"
    columns = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO"
    body = ["\t".join(map(str, row)) for row in rows]
    plain.write_text("\n".join(["##fileformat=VCFv4.2", *header, columns, *body]) + "\n", "utf-8")
    path = folder / name
    pysam.tabix_compress(str(plain), str(path), force=True)
    pysam.tabix_index(str(path), preset="vcf", force=True)
    plain.unlink()
    return path


def info(name: str, kind: str = "String", number: str = ".", text: str = "x") -> str:
    """A line of a header that declares a field."""
    return f'##INFO=<ID={name},Number={number},Type={kind},Description="{text}">'


def clinvar(folder: Path, assembly: Assembly, *, significance: str = "CLNSIG") -> Path:
    """ClinVar: contigs without ``chr``, no lengths, the assembly as ``##reference``."""
    names = [significance if name == "CLNSIG" else name for name in CLINVAR_FIELDS]
    header = ["##fileDate=2026-09-05", "##source=ClinVar", f"##reference={assembly}"]
    header += ['##ID=<Description="ClinVar Variation ID">', *map(info, names)]
    position, ref, alt = NONSENSE
    told = (
        f"ALLELEID=18120;CLNDISDB=MONDO:MONDO:0009817,OMIM:259720;CLNDN=x;CLNHGVS=x;"
        f"CLNREVSTAT=criteria_provided,_single_submitter;{significance}=Pathogenic;"
        "CLNSIGSCV=SCV000000001;CLNVC=single_nucleotide_variant;GENEINFO=OSTM1:28962;ORIGIN=1"
    )
    rows = [(6, FAR, 99, "A", "G", ".", ".", told)]
    rows += [(6, on(position, assembly), 3081, ref, alt, ".", ".", told)]
    return published(folder, "clinvar.vcf.gz", header, rows)


def gnomad_joint(folder: Path, *, number: str = "AN", group: str = "afr") -> Path:
    """gnomAD v4.1, exomes and genomes together; fields end in ``_joint``."""
    fields = [("AC", "Integer", "A"), (number, "Integer", "1"), ("AF", "Float", "A")]
    names = [(f"{f}{g}_joint", k, n) for f, k, n in fields for g in ("", f"_{group}", "_grpmax")]
    names += [("nhomalt_joint", "Integer", "A"), ("fafmax_faf95_max_joint", "Float", "A")]
    header = [info(name, kind, number) for name, kind, number in names]
    header += [f"##contig=<ID=chr6,length={LOCUS.lengths[Assembly.GRCH38]}>"]
    header += [f'##FILTER=<ID={name},Description="x">' for name in ("AC0", "EXOMES_FILTERED")]
    told = (
        f"AC_joint=3;{number}_joint=1600000;AF_joint=1.875e-6;nhomalt_joint=0;"
        f"AC_{group}_joint=3;{number}_{group}_joint=75000;AF_{group}_joint=4e-5;"
        f"AC_grpmax_joint=3;{number}_grpmax_joint=75000;AF_grpmax_joint=4e-5;"
        "fafmax_faf95_max_joint=1.1e-5"
    )
    position, ref, alt = NONSENSE
    rows = [("chr6", FAR, "rs1", "A", "G", ".", "PASS", told)]
    rows += [("chr6", position, "rs2", ref, alt, ".", "PASS", told)]
    return published(folder, "gnomad.joint.v4.1.sites.chr6.vcf.bgz", header, rows)


def gnomad_sv(folder: Path, start: int, end: int, *, length_only: bool = False) -> Path:
    """gnomAD-SV v4.1; ``length_only``: SVLEN without END, as VCF 4.5 has it."""
    fields = [("END", "Integer", "1"), ("SVTYPE", "String", "1"), ("SVLEN", "Integer", "1")]
    fields += [("AC", "Integer", "A"), ("AN", "Integer", "1"), ("AF", "Float", "A")]
    fields += [("N_HOMALT", "Integer", "1"), ("AF_afr", "Float", "A")]
    header = [info(name, kind, number) for name, kind, number in fields]
    header += [f"##contig=<ID=chr6,length={LOCUS.lengths[Assembly.GRCH38]}>"]
    header += ['##ALT=<ID=DEL,Description="Deletion">', '##FILTER=<ID=UNRESOLVED,Description="x">']
    counts = "SVTYPE=DEL;AC=12;AN=126000;AF=9.5e-5;N_HOMALT=0"
    rows: list[tuple[object, ...]] = []
    for first, last in ((FAR, FAR + 900), (start, end)):
        place = f"SVLEN={last - first}" if length_only else f"END={last};SVLEN={last - first}"
        rows.append(("chr6", first, f"DEL_{first}", "N", "<DEL>", ".", "PASS", f"{place};{counts}"))
    return published(folder, "gnomad.v4.1.sv.sites.vcf.gz", header, rows)


def spliceai(
    folder: Path, assembly: Assembly, *, name: str = "SpliceAI", order: str = SPLICEAI_FORMAT
) -> Path:
    """SpliceAI: contigs without ``chr``, with their lengths."""
    text = f"SpliceAIv1.3 variant annotation. Format: {order}"
    header = ["##fileDate=20191004", "##reference=x", info(name, text=text)]
    header += [f"##contig=<ID=6,length={LOCUS.lengths[assembly]}>"]
    position, ref, alt = NONSENSE
    told = f"{name}={alt}|OSTM1|0.00|0.02|0.00|0.91|-1|2|3|4"
    rows = [(6, FAR, ".", "A", "G", ".", ".", told)]
    rows += [(6, on(position, assembly), ".", ref, alt, ".", ".", told)]
    label = "hg38" if assembly is Assembly.GRCH38 else "hg19"
    return published(folder, f"spliceai_scores.raw.snv.{label}.vcf.gz", header, rows)


REVEL_COLUMNS = "chr,hg19_pos,grch38_pos,ref,alt,aaref,aaalt,REVEL,Ensembl_transcriptid"
ALPHAMISSENSE_COLUMNS = (
    "#CHROM\tPOS\tREF\tALT\tgenome\tuniprot_id\ttranscript_id\tprotein_variant\t"
    "am_pathogenicity\tam_class"
)


def revel(position: int, ref: str, alt: str, columns: str = REVEL_COLUMNS) -> str:
    """REVEL v1.3: one table for both assemblies; positions on GRCh38."""
    own = "ENST00000193322"
    rows = [f"6,{FAR},{FAR},A,G,M,V,0.100,{own}"]
    rows += [f"6,{position + OFFSET},{position},{ref},{alt},W,S,0.812,ENST00000440575;{own}"]
    rows += [f"6,{position + OFFSET},{position},{ref},{alt},W,S,0.300,ENST00000999999"]
    return "\n".join([columns, *rows]) + "\n"


def alphamissense(
    position: int,
    ref: str,
    alt: str,
    assembly: Assembly = Assembly.GRCH38,
    columns: str = ALPHAMISSENSE_COLUMNS,
) -> str:
    """AlphaMissense: a table for each assembly; the fourth line names the columns."""
    genome = "hg38" if assembly is Assembly.GRCH38 else "hg19"
    tail = f"{genome}\tQ86WC4\tENST00000193322.8\tW25S\t0.7310\tlikely_pathogenic"
    lines = ["# Copyright", "#", "# Licensed under CC BY 4.0 license", columns]
    lines += [f"chr6\t{FAR}\tA\tG\t{tail}"]
    lines += [f"chr6\t{on(position, assembly)}\t{ref}\t{alt}\t{tail}"]
    return "\n".join(lines) + "\n"
