"""Which bases records claim as lost: this, and just not this (VCF 4.5 sections 1.6.1 and 5.4)."""

from __future__ import annotations

import pytest

from osteo_annot.intake.vcf.genotype import parse_genotype
from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.intake.vcf.row import Row, parse_row
from osteo_annot.locus.interval import Interval
from osteo_annot.measured.claimed_losses import claimed_losses


def observed(ref: str, alt: str, info: str, fmt: str, cell: str) -> Observation:
    row = parse_row(f"chr6\t1000\t.\t{ref}\t{alt}\t.\tPASS\t{info}\t{fmt}\t{cell}", 1, 1)
    assert isinstance(row, Row)
    fields = row.fields(0)
    genotype = parse_genotype(fields.get("GT"), row.n_alleles, "")
    return Observation("f1.r1", 1, "a.vcf", row, fields, genotype)


@pytest.mark.parametrize(
    ("ref", "alt", "info", "fmt", "cell", "lost"),
    [
        ("N", "<DEL>", "END=2000", "GT", "0/1", (1001, 2000)),
        ("N", "<DEL>", "SVLEN=-1000", "GT", "1/1", (1001, 2000)),
        ("N", "<DEL:ME>", "END=2000", "GT", "0/1", (1001, 2000)),
        ("N", "<DEL>", "END=2000", "GT", "./.", (1001, 2000)),
        ("N", "<DEL>", "END=2000", "GT", "0/0", None),
        ("N", "<DUP>", "END=2000", "GT", "0/1", None),
        ("N", "<CNV>", "END=2000", "GT:CN", "./.:1", (1001, 2000)),
        ("N", "<CNV>", "END=2000", "GT:CN", "./.:2", None),
        ("N", "<CNV>", "END=2000", "GT:CN", "./.:3", None),
        ("A" * 51, "A", ".", "GT", "0/1", (1001, 1050)),
        ("A" * 50, "A", ".", "GT", "0/1", None),
        ("A", "A[chr6:2001[", "SVTYPE=BND", "GT", "0/1", (1001, 2000)),
        ("A", "A]chr6:2001]", "SVTYPE=BND", "GT", "0/1", None),
        ("A", "A[chr7:2001[", "SVTYPE=BND", "GT", "0/1", None),
        ("A", "<NON_REF>", "END=2000", "GT", "0/0", None),
    ],
)
def test_losses_that_records_claim(
    ref: str, alt: str, info: str, fmt: str, cell: str, lost: tuple[int, int] | None
) -> None:
    expected = () if lost is None else (Interval(*lost),)
    assert claimed_losses([observed(ref, alt, info, fmt, cell)], ()) == expected
