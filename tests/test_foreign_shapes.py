"""Valid records of VCF 4.1 to 4.5 that the product does not call itself: every format is written.

Shapes: VCF 4.1 to 4.5 (symbolic alleles, breakends of section 5.4, tandem repeats, local alleles).
What each means is tested beside the rules; here, that nothing fails.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pysam
import pytest

from osteo_annot.cli.annotate import run_annotate
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.reference import embedded_reference
from osteo_annot.report.formats import Format
from tests.vcf_builder import EXON, NONSENSE, OFFSET, Vcf

AT = EXON[2].start + 20
END = AT + 500
MATE = EXON[4].end + 300
WITHOUT_PDF = [f.value for f in Format if f is not Format.PDF]

BREAKENDS = {
    "to the right": "N[chr2:321682[",
    "to the left": "N]chr2:321682]",
    "from the left": "]chr2:321682]N",
    "from the right": "[chr2:321682[N",
    "with inserted bases": "NACGTACGT[chr2:321682[",
    "inserted before": "]chr2:321682]ACGTN",
    "contig of the assembly file": "N[<ctg7>:329[",
    "telomere": "N[chr2:0[",
    "name with colons": "N[HLA-DRB1*15:01:01:01:77[",
    "single": "N.",
    "single on the other side": ".N",
    "single with bases": "NACGTTGCAACGT.",
    "two mates": "N[chr2:321682[,N]chr9:55]",
    "same chromosome, deletion": "N[{chr}:{mate}[",
    "same chromosome, duplication": "]{chr}:{mate}]N",
    "same chromosome, inversion": "N]{chr}:{mate}]",
    "same chromosome, other inversion": "[{chr}:{mate}[N",
    "same chromosome, with inserted bases": "NACG[{chr}:{mate}[",
    "neighbouring base": "N[{chr}:{next}[",
    "neighbouring base, inserted": "NACGACG[{chr}:{next}[",
    "no place": "N[chr2:x[",
    "no place and no contig": "N[[",
}
SYMBOLIC = {
    "tandem repeat": ("<CNV:TR>", "SVLEN=500;CN=1.2;RUS=CAG;RUL=3", "1/1"),
    "two tandem repeats": ("<CNV:TR>,<CNV:TR>", "SVLEN=500,500;CN=0.5,3;RN=1,1", "1/2"),
    "two copy numbers": ("<CNV>,<CNV>", "SVLEN=500,500;CN=0,3", "1/2"),
    "copy number beside a deletion": ("<CNV>,<DEL>", "SVLEN=500,500", "0/1"),
    "copy number without a number": ("<CNV>", "SVLEN=500", "0/1"),
    "Alu": ("<INS:ME:ALU>", "SVLEN=280", "0/1"),
    "deleted L1": ("<DEL:ME:L1>", "SVLEN=-500", "0/1"),
    "tandem duplication": ("<DUP:TANDEM>", "SVLEN=500;SVCLAIM=J", "0/1"),
    "dispersed duplication": ("<DUP:DISPERSED>", "SVLEN=500", "0/1"),
    "duplication without genotype": ("<DUP>", "SVLEN=500", "./."),
    "deletion without genotype": ("<DEL>", "SVLEN=-500", "./."),
    "inversion": ("<INV>", "SVLEN=500", "0|1"),
    "insertion": ("<INS>", "SVLEN=500", "0/1"),
    "deletion and duplication": ("<DEL>,<DUP>", "SVLEN=500,500", "1/2"),
    "haplotype copies": ("<CN0>,<CN2>", "", "1/2"),
    "loss of heterozygosity": ("<LOH>", "", "1/1"),
    "unspecified": ("<*>", "", "0/1"),
    "not one of the specification": ("<X:Y-1>", "SVLEN=500", "0/1"),
    "deleted upstream": ("*", "", "0/1"),
    "leading phase mark": ("<DEL>", "SVLEN=500", "/0|1"),
    "one allele": ("<DEL>", "SVLEN=500", "1"),
    "three alleles": ("<DEL>", "SVLEN=500", "0/0/1"),
    "junction in INFO": ("<BND>", "CHR2=chr7;POS2=55;CT=3to5", "0/1"),
    "junction without direction": ("<TRA>", "CHR2=chr7", "0/1"),
    "junction on the chromosome": ("<BND>", "CHR2={chr};POS2={mate};CT=3to3", "0/1"),
}


def filled(text: str, vcf: Vcf) -> str:
    return text.format(chr=vcf.contig, mate=vcf.at(MATE), next=vcf.at(AT) + 1)


def vcf_of(assembly: Assembly, version: str = "4.2") -> Vcf:
    return Vcf(assembly=assembly, version=version).add(NONSENSE, "0/1")


def written(vcf: Vcf, folder: Path, formats: list[str]) -> int:
    """Write the formats, and read the records of the VCF back."""
    path = vcf.write(folder / "a.vcf")
    rows, faults = run_annotate([path], folder / "out", formats=formats)
    assert not faults
    assert len(rows) == 1
    names = {p.name for p in (folder / "out").iterdir()}
    assert {f"P1{s}" for f in Format if f.value in formats for s in f.suffixes} <= names
    with pysam.VariantFile(str(folder / "out" / "P1.vcf.gz")) as records:
        return len(list(records))


GENOTYPES = ("0/1", "./.", None, "1/1", ".")


@pytest.mark.parametrize(("number", "shape"), list(enumerate(BREAKENDS)))
def test_breakend_is_written_in_every_format(
    tmp_path: Path, assembly: Assembly, number: int, shape: str
) -> None:
    """With each genotype in turn, another one on the other assembly."""
    vcf = vcf_of(assembly)
    alt = filled(BREAKENDS[shape], vcf)
    genotype = GENOTYPES[(number + list(Assembly).index(assembly)) % len(GENOTYPES)]
    cell, fmt = (genotype, "GT") if genotype else ("9", "DP")
    written(vcf.add((AT, "N", alt), cell, fmt=fmt, info="SVTYPE=BND"), tmp_path, WITHOUT_PDF)


@pytest.mark.parametrize("shape", SYMBOLIC)
def test_symbolic_allele_is_written_in_every_format(
    tmp_path: Path, assembly: Assembly, shape: str
) -> None:
    vcf = vcf_of(assembly, "4.1" if assembly is Assembly.GRCH37 else "4.5")
    alt, info, genotype = SYMBOLIC[shape]
    info = filled(f"END={vcf.at(END)};{info}".rstrip(";"), vcf)
    written(vcf.add((AT, "N", alt), genotype, info=info), tmp_path, WITHOUT_PDF)


def test_local_alleles_are_written_in_every_format(tmp_path: Path, assembly: Assembly) -> None:
    vcf = vcf_of(assembly, "4.5")
    bases = embedded_reference(assembly)
    for at, alts, cell in ((AT, 3, "2,3:1/2:4,5,6"), (AT + 3, 2, "2:0/1:20,19")):
        ref = bases.base(vcf.at(at))
        others = [b for b in "ACGT" if b != ref]
        alt = ",".join((*others[: alts - 1], "<DEL>"))
        vcf.add((at, ref, alt), cell, fmt="LAA:LGT:LAD", info=f"END={vcf.at(END)}")
    written(vcf, tmp_path, WITHOUT_PDF)


@pytest.mark.slow
def test_all_shapes_of_one_file_are_written_as_pdf(tmp_path: Path, assembly: Assembly) -> None:
    vcf = vcf_of(assembly, "4.5")
    for shift, alt in enumerate(BREAKENDS.values()):
        vcf.add((AT + shift, "N", filled(alt, vcf)), "0/1", info="SVTYPE=BND")
    for alt, info, genotype in SYMBOLIC.values():
        info = filled(f"END={vcf.at(END)};{info}".rstrip(";"), vcf)
        vcf.add((AT, "N", alt), genotype, info=info)
    written(vcf, tmp_path, ["json", "pdf", "vcf"])


def test_mates_elsewhere_stand_in_alt(tmp_path: Path, assembly: Assembly) -> None:
    """VCF 4.5 section 5.4: the base of REF stands in ALT; the mate as the caller gave it."""
    vcf = Vcf(assembly=assembly).add((AT, "N", "NACG]chr2:321682]"), "0/1", info="SVTYPE=BND")
    assert written(vcf, tmp_path, WITHOUT_PDF) == 1
    with pysam.VariantFile(str(tmp_path / "out" / "P1.vcf.gz")) as records:
        record = next(iter(records))
    shift = OFFSET if assembly is Assembly.GRCH37 else 0
    assert record.pos == AT + shift
    assert record.ref in set("ACGT")
    assert record.alts == (f"{record.ref}ACG]chr2:321682]",)


def test_one_shape_keeps_no_other_sample_from_being_written(tmp_path: Path) -> None:
    samples: Any = ("P1", "P2", "P3")
    vcf = Vcf(samples=samples)
    vcf.add((AT, "N", "N[chr2:321682["), "0/1", "0/0", "./.", info="SVTYPE=BND")
    vcf.add(NONSENSE, "0/0", "0/1", "0/1")
    rows, faults = run_annotate(
        [vcf.write(tmp_path / "a.vcf")], tmp_path / "out", formats=WITHOUT_PDF
    )
    assert not faults
    assert [row["sample"] for row in rows] == list(samples)
