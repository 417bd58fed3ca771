"""What is said of an outcome that was taken, not seen: lost splice sites, published variants.

Clinical rules 1.1.2: a lost splice site skips its exon, or a cryptic site is used, or the intron is
retained. Exon 4 (168 bases) is in frame, exon 2 (115) is not; exon 1 cannot be skipped.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from osteo_annot.locus.assembly import Assembly
from tests.gene_events import Bench
from tests.test_copies import judged
from tests.vcf_builder import NONSENSE, Vcf

BENCH = Bench(Assembly.GRCH38)


def site(base: int, offset: int, alt: str) -> tuple[int, str, str]:
    """A substitution in an intron, as VCF writes it on GRCh38."""
    allele = BENCH.substitution(base, alt, offset=offset).allele
    assert allele is not None
    return allele.start, allele.ref, allele.alt


@pytest.mark.parametrize("assembly", list(Assembly))
@pytest.mark.parametrize(
    ("variant", "taken"),
    [
        (site(783, 1, "A"), "taken to skip exon 4 with the reading frame kept"),
        (site(517, 1, "A"), "taken to skip exon 2 without the reading frame kept"),
        (site(402, 1, "A"), "taken to spoil the product, for no exon can simply be skipped"),
        (NONSENSE, ""),
    ],
)
def test_which_splice_outcome_was_taken(
    tmp_path: Path, assembly: Assembly, variant: tuple[int, str, str], taken: str
) -> None:
    document = judged(tmp_path, Vcf(assembly=assembly).add(variant, "0/1"))
    reasons = {r["code"]: r["text"] for r in document["verdict"]["reasons"]}
    if not taken:
        assert "SPLICE_OUTCOME_ASSUMED" not in reasons
        return
    assert taken in reasons["SPLICE_OUTCOME_ASSUMED"]
    for other in ("Retention of the intron", "cryptic site", "RNA was not seen"):
        assert other in reasons["SPLICE_OUTCOME_ASSUMED"]


@pytest.mark.parametrize("assembly", list(Assembly))
def test_no_normal_protein_is_promised_of_a_published_variant(
    tmp_path: Path, assembly: Assembly
) -> None:
    """c.949+5G>A is reported in patients (tier B); c.949+6 beside it is not (tier C)."""
    reported = judged(tmp_path, Vcf(assembly=assembly).add(site(949, 5, "A"), "0/1"))
    (event,) = reported["events"]
    assert (event["tier"], event["evidence"]["outcome_alone"]["effect"]) == ("B", "undecided")
    assert "Normal protein expected" not in str(reported["verdict"])
    beside = judged(tmp_path, Vcf(assembly=assembly).add(site(949, 6, "A"), "0/1"))
    (event,) = beside["events"]
    assert (event["tier"], event["evidence"]["outcome_alone"]["effect"]) == ("C", "intact")
